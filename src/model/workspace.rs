//! Room to work in: rows derived from the world and buffers, made once for a run so that the
//! month loop allocates nothing. Nothing here is state: it can be rebuilt from the world.

use crate::scenario::Domain;

use super::Setting;
use super::domains::redesign::Friction;
use super::domains::targets::DIMENSIONS;
use super::domains::waiting::{Patients, patients};
use super::draws::Draws;
use super::nature::redesign::MODELS;
use super::phases::can_be_worth;
use super::trade::Trade;
use super::world::{Policy, World};
use crate::units::Pence;

/// A decision taken this month, before it takes effect: all are taken on the same state.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// Seat.
    pub seat: usize,
    /// Body.
    pub body: usize,
    /// Item.
    pub item: usize,
    /// What was decided.
    pub kind: Ruling,
}

/// What a body decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The policy is approved.
    Approved,
    /// It is not.
    Rejected,
    /// It is not, and would have been without opposition: the body asks for central guidance.
    Blocked,
    /// It is second-guessed and comes back.
    Reworked,
}

/// What the policy of a parcel on one item adds to the sums of the parcel; nothing without one.
#[derive(Clone, Copy, Debug, Default)]
struct Added {
    live: f64,
    voice: f64,
    spend: f64,
    elsewhere: f64,
    monitored: f64,
}

/// Rows and buffers.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Whether anything in a parcel's rows below is out of date.
    pub stale: Vec<bool>,
    /// Which cells of them are; by parcel, then item.
    stale_cell: Vec<bool>,
    /// What each cell adds to the sums of its parcel below; by parcel, then item.
    added: Vec<Added>,
    /// ω_o (1 - cover) where a policy is in force, else 0; rows by parcel.
    pub resistance: Vec<f32>,
    /// Part of φ that does not depend on place; without a policy the rate of creep.
    pub rate: Vec<f32>,
    /// Part of φ per ι of the area of 2009.
    pub rate_area: Vec<f32>,
    /// Part of φ per ι of the deciding body.
    pub rate_body: Vec<f32>,
    /// s_k vis_k (1 - cover): weight of a loss in legitimacy.
    pub loss_weight: Vec<f32>,
    /// Number of policies of each parcel.
    pub live: Vec<u32>,
    /// Voice of each parcel: mean over its policies of (1 - r)(½ + ½ part).
    pub voice: Vec<f64>,
    /// Spend-weighted share of a parcel's policies issued or backed from elsewhere, and weight.
    pub elsewhere: Vec<[f64; 2]>,
    /// Monitoring due for a parcel's policies, in units of far · people / P_0.
    pub monitored: Vec<f64>,

    /// The rate of the parcel at hand at the pace of its commissioner; a row of items.
    pub pace: Vec<f32>,
    /// Resistance of the parcel at hand where the action fits the place; a row of items.
    pub hindrance: Vec<f32>,
    /// ½ V v / μ, QALY a year; a row of items.
    pub half_value: Vec<f32>,
    /// V of ordinary items, GBP a year; a row of items.
    pub spend_general: Vec<f32>,
    /// V of specialised items, GBP a year; a row of items.
    pub spend_special: Vec<f32>,
    /// s_k vis_k; a row of items.
    pub notice: Vec<f32>,

    /// Σ V y of ordinary items, GBP a year for the nation's weight, by atom.
    pub general: Vec<f64>,
    /// The same of specialised items.
    pub special: Vec<f64>,
    /// Health value of what is withdrawn, QALY a year for the nation's weight, by atom.
    pub value: Vec<f64>,
    /// Pool work withdrawn at each provider, GBP a year.
    pub at_provider: Vec<f64>,
    /// Pool work of each provider before any withdrawal, GBP a year.
    pub provider_pool: Vec<f64>,

    /// The action under preparation, by atom of the body at hand.
    pub action: Vec<f64>,
    /// The holder's and the overseer's views, by atom of the body at hand.
    pub views: [Vec<f64>; 2],
    /// The overseer's views of an item all over the nation, parcel by parcel.
    pub national_views: Vec<f64>,
    /// Mean view of each member of a joint body.
    pub members: Vec<f64>,
    /// Cases taken from queues, and later those reversed, this month: seat, body, item.
    pub taken: Vec<[usize; 3]>,
    /// Draws of the month against the hazard of reversal.
    pub draws: Draws,
    /// Decisions taken this month.
    pub verdicts: Vec<Verdict>,
    /// National mean of the squared view of the overseer, by item, and the month it is for.
    pub overseer_gain: Vec<(i32, f64)>,
    /// Means over the overseer's nation for the hazard of reversal, by item, and the month they
    /// are for.
    pub overseer_means: Vec<(i32, [f64; 3])>,
    /// Financial pressure, opposition and lean over the overseer's nation, by item, and the month
    /// they are for.
    pub overseer_climate: Vec<(i32, [f64; 3])>,
    /// Items that no help would make worth a decision, by seat; then by body, then item.
    pub barred: Vec<Vec<bool>>,
    /// Work of a decision, infinite where it is not worth it, NaN where not known: by seat; then by
    /// body, then item. It changes when guidance is issued and when neighbours take note.
    pub work: Vec<Vec<f64>>,
    /// Items found in a row of stages: see [`super::pick`].
    pub found: Vec<u32>,
    /// Sums for learning, by parcel and item: weight, weight · x, weight · x².
    pub variation: Vec<[f64; 3]>,
    /// The same over the nation, and over the body at hand, by item.
    pub variation_over: [Vec<[f64; 3]>; 2],
    /// Weighted services lost in the last twelve months, by atom.
    pub lost: Vec<f64>,
    /// Cash of the month by commissioner, GBP.
    pub unit_cash: Vec<f64>,
    /// Spend withdrawn by commissioner, GBP a year.
    pub unit_withdrawn: Vec<f64>,

    /// Who looks to which provider; empty where the experiment lacks priorities and targets.
    pub patients: Vec<Patients>,
    /// What a provider's patients bring this month: referrals, and by referrals effort on elective
    /// waits, target power, gaming, and what contracts make of volume.
    pub brought: Vec<[f64; 5]>,
    /// Target power for which a provider's shape of waits holds, that shape k, and ln Γ(1 + 1/k).
    pub wait_shape: Vec<[f64; 3]>,
    /// Measured and unmeasured effort of a commissioner when it was last divided.
    pub divided_for: Vec<[f64; 2]>,
    /// What that effort adds to quality in a month, by commissioner.
    pub quality_added: Vec<[f64; DIMENSIONS]>,
    /// A chance or odds of this month, by commissioner.
    pub unit_chance: Vec<f64>,
    /// Care models before places look at each other, by atom.
    pub model_before: Vec<u16>,
    /// What those are worth, by atom.
    pub worth_before: Vec<f64>,
    /// Sum of measured worth and number of places, by care model.
    pub measured: Vec<(f64, u32)>,
    /// Sums over the people of each provider.
    pub friction: Vec<Friction>,
    /// Who buys from whom.
    pub trade: Trade,
    /// Sums by intermediate body; meaning by rule.
    pub above: Vec<[f64; 2]>,
    /// Commissioners below the line for a bailout, and those helped, by intermediate body.
    pub seen: Vec<[u32; 2]>,
    /// Depth of the deficits of those in need, share of allocation, by commissioner.
    pub depth: Vec<f64>,
    /// Balance at the end of a March before its payments are posted, by commissioner.
    pub cash: Vec<Pence>,
    /// The same of reserves, by intermediate body.
    pub reserve: Vec<Pence>,
}

impl Workspace {
    /// Room for a setting. Rows are rebuilt on first use.
    #[must_use]
    pub fn new(setting: &Setting<'_>) -> Self {
        let nature = setting.nature;
        let bodies = setting.institutions;
        let lanes = nature.lanes;
        let parcels = bodies.parcels.len();
        let rows = || vec![0.0_f32; parcels * lanes];
        let per_qaly = setting.parameters.health.gbp_per_qaly;
        let item_row = |value: &dyn Fn(usize) -> f64| {
            let mut row = vec![0.0_f32; lanes];
            for (k, cell) in row[..nature.count].iter_mut().enumerate() {
                *cell = value(k) as f32;
            }
            row
        };
        let items = &nature.items;
        let spend = |k: usize, special: bool| {
            if items.specialised[k] == special {
                items.spend_gbp[k]
            } else {
                0.0
            }
        };
        let cases: usize = bodies
            .seats
            .iter()
            .map(|s| s.bodies.len() * nature.count)
            .sum();
        let mut workspace = Self {
            stale: vec![true; parcels],
            stale_cell: vec![true; parcels * nature.count],
            added: vec![Added::default(); parcels * nature.count],
            resistance: rows(),
            rate: rows(),
            rate_area: rows(),
            rate_body: rows(),
            loss_weight: rows(),
            live: vec![0; parcels],
            voice: vec![0.5; parcels],
            elsewhere: vec![[0.0; 2]; parcels],
            monitored: vec![0.0; parcels],
            pace: vec![0.0; lanes],
            hindrance: vec![0.0; lanes],
            half_value: item_row(&|k| 0.5 * items.spend_gbp[k] / per_qaly / items.mean[k]),
            spend_general: item_row(&|k| spend(k, false)),
            spend_special: item_row(&|k| spend(k, true)),
            notice: item_row(&|k| items.share[k] * items.visibility[k]),
            general: vec![0.0; nature.atoms],
            special: vec![0.0; nature.atoms],
            value: vec![0.0; nature.atoms],
            at_provider: vec![0.0; nature.general.providers],
            provider_pool: vec![0.0; nature.general.providers],
            action: vec![0.0; nature.atoms],
            views: [vec![0.0; nature.atoms], vec![0.0; nature.atoms]],
            national_views: vec![0.0; nature.atoms],
            members: vec![0.0; bodies.units.len()],
            taken: Vec::with_capacity(cases),
            draws: Draws::new(cases),
            verdicts: Vec::with_capacity(cases),
            overseer_gain: vec![(i32::MIN, 0.0); nature.count],
            overseer_means: vec![(i32::MIN, [0.0; 3]); nature.count],
            overseer_climate: vec![(i32::MIN, [0.0; 3]); nature.count],
            barred: bodies
                .seats
                .iter()
                .map(|seat| {
                    let all = seat.bodies.iter();
                    all.flat_map(|body| {
                        (0..nature.count)
                            .map(|k| !can_be_worth(setting.parameters, nature, body, k))
                    })
                    .collect()
                })
                .collect(),
            work: bodies
                .seats
                .iter()
                .map(|seat| vec![f64::NAN; seat.bodies.len() * nature.count])
                .collect(),
            found: vec![0; nature.count],
            variation: vec![[0.0; 3]; parcels * nature.count],
            variation_over: [vec![[0.0; 3]; nature.count], vec![[0.0; 3]; nature.count]],
            lost: vec![0.0; nature.atoms],
            unit_cash: vec![0.0; bodies.units.len()],
            unit_withdrawn: vec![0.0; bodies.units.len()],
            patients: if setting.flags.domains.has(Domain::Priorities) {
                patients(setting)
            } else {
                Vec::new()
            },
            brought: vec![[0.0; 5]; nature.general.providers],
            wait_shape: vec![[f64::NAN; 3]; nature.general.providers],
            divided_for: vec![[f64::NAN; 2]; bodies.units.len()],
            quality_added: vec![[0.0; DIMENSIONS]; bodies.units.len()],
            unit_chance: vec![0.0; bodies.units.len()],
            model_before: vec![0; nature.atoms],
            worth_before: vec![0.0; nature.atoms],
            measured: vec![(0.0, 0); MODELS],
            friction: vec![Friction::default(); nature.general.providers],
            trade: Trade::new(setting),
            above: vec![[0.0; 2]; bodies.intermediates],
            seen: vec![[0; 2]; bodies.intermediates],
            depth: vec![0.0; bodies.units.len()],
            cash: vec![Pence::ZERO; bodies.units.len()],
            reserve: vec![Pence::ZERO; bodies.intermediates],
        };
        let whole: [f64; 2] = [false, true].map(|s| (0..nature.count).map(|k| spend(k, s)).sum());
        for n in 0..nature.atoms {
            for (h, share) in nature.general.of(n) {
                workspace.provider_pool[h] += share * nature.weight[n] * whole[0];
            }
            for (h, share) in nature.special.of(n) {
                workspace.provider_pool[h] += share * nature.weight[n] * whole[1];
            }
        }
        workspace
    }

    /// Keeps care models as they stand, so that all places look at the same state.
    pub fn remember(&mut self, world: &World) {
        self.model_before.copy_from_slice(&world.redesign.model);
        self.worth_before.copy_from_slice(&world.redesign.worth);
    }

    /// Marks an item as out of date in these parcels.
    pub fn disturb(&mut self, parcels: &[usize], item: usize) {
        let items = self.found.len();
        for &q in parcels {
            self.stale[q] = true;
            self.stale_cell[q * items + item] = true;
        }
    }

    /// Rebuilds what is out of date.
    pub fn refresh(&mut self, setting: &Setting<'_>, world: &World) {
        for q in 0..self.stale.len() {
            if self.stale[q] {
                self.rebuild(setting, world, q);
                self.stale[q] = false;
            }
        }
    }

    /// φ = [φ_0 + lever φ_lev mon buy] own push a_c^borders T (1 - resist), with
    /// buy = 1 - ω_buy (1 - ι): split into what depends on ι and what does not. Under a blend,
    /// distance, cover and ι are averages of holder and overseer by grip.
    fn rebuild(&mut self, setting: &Setting<'_>, world: &World, q: usize) {
        let Setting {
            parameters: p,
            nature,
            institutions,
            ..
        } = *setting;
        let i = &p.implementation;
        let parcel = &institutions.parcels[q];
        let talent = institutions.units[parcel.unit].talent;
        let lever = if world.is_burning_in() {
            i.lever_burn_in
        } else {
            i.lever
        };
        let people = parcel.population / super::tier::REFERENCE_POPULATION;
        // Months change few items of a parcel, so only those are done anew. Policies of one
        // parcel mostly come by one way, so what the last passage left is often the next.
        let mut last = None;
        for k in 0..nature.count {
            let case = q * nature.count + k;
            if !self.stale_cell[case] {
                continue;
            }
            self.stale_cell[case] = false;
            let cell = q * nature.lanes + k;
            let notice = nature.items.share[k] * nature.items.visibility[k];
            let standing = super::proposal::standing(setting, world, q, k);
            let Some(s) = standing else {
                self.resistance[cell] = 0.0;
                self.rate[cell] = i.creep as f32;
                self.rate_area[cell] = 0.0;
                self.rate_body[cell] = 0.0;
                self.loss_weight[cell] = notice as f32;
                self.added[case] = Added::default();
                continue;
            };
            let way = [s.far, s.borders].map(f64::to_bits);
            let passed = match last {
                Some((same, passed)) if same == way => passed,
                _ => super::tier::transmission(p, s.far, s.borders),
            };
            last = Some((way, passed));
            let carried = passed.carried * talent;
            let enforced = lever * i.lever_rate * passed.enforced * carried;
            // buy = 1 - ω_buy (1 - ι), where ι is the body's own in the part (1 - national) and 1,
            // the whole nation's, in the rest: 1 - ω_buy (1 - national) + ω_buy (1 - national) ι.
            let per_inside = i.buyer_power * (1.0 - s.national);
            let own = (enforced * per_inside) as f32;
            self.resistance[cell] = (i.resistance * (1.0 - s.cover)) as f32;
            self.rate[cell] = (i.drift_rate * carried + enforced * (1.0 - per_inside)) as f32;
            self.rate_area[cell] = if s.by_area { own } else { 0.0 };
            self.rate_body[cell] = if s.by_area { 0.0 } else { own };
            self.loss_weight[cell] = (notice * (1.0 - s.cover)) as f32;
            let spend = nature.items.spend_gbp[k];
            self.added[case] = Added {
                live: 1.0,
                voice: s.voice,
                spend,
                elsewhere: spend * s.elsewhere,
                monitored: s.far * people,
            };
        }
        let mut sum = Added::default();
        for added in &self.added[q * nature.count..(q + 1) * nature.count] {
            sum.live += added.live;
            sum.voice += added.voice;
            sum.spend += added.spend;
            sum.elsewhere += added.elsewhere;
            sum.monitored += added.monitored;
        }
        self.live[q] = sum.live as u32;
        self.voice[q] = if sum.live > 0.0 {
            sum.voice / sum.live
        } else {
            0.5
        };
        self.elsewhere[q] = [sum.elsewhere * parcel.weight, sum.spend * parcel.weight];
        self.monitored[q] = sum.monitored;
    }
}

/// Whether a parcel has a policy on an item.
#[must_use]
pub fn is_live(world: &World, items: usize, parcel: usize, item: usize) -> bool {
    world.policy[parcel * items + item] != Policy::None
}
