//! Room to work in: rows derived from the world and buffers, made once for a run so that the
//! month loop allocates nothing. Nothing here is state: it can be rebuilt from the world.

use super::Setting;
use super::world::{Policy, World};

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

/// Rows and buffers.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Whether a parcel's rows below are out of date.
    pub stale: Vec<bool>,
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
    /// Mean view of each member of a joint body.
    pub members: Vec<f64>,
    /// Cases taken from queues, and later those reversed, this month: seat, body, item.
    pub taken: Vec<[usize; 3]>,
    /// Decisions taken this month.
    pub verdicts: Vec<Verdict>,
    /// National mean of the squared view of the overseer, by item, and the month it is for.
    pub overseer_gain: Vec<(i32, f64)>,
    /// Means over the overseer's nation for the hazard of reversal, by item, and the month they
    /// are for.
    pub overseer_means: Vec<(i32, [f64; 3])>,
    /// Sums for learning, by parcel and item: weight, weight · x, weight · x².
    pub variation: Vec<[f64; 3]>,
    /// Weighted services lost in the last twelve months, by atom.
    pub lost: Vec<f64>,
    /// Cash of the month by commissioner, GBP.
    pub unit_cash: Vec<f64>,
    /// Spend withdrawn by commissioner, GBP a year.
    pub unit_withdrawn: Vec<f64>,
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
            members: vec![0.0; bodies.units.len()],
            taken: Vec::with_capacity(cases),
            verdicts: Vec::with_capacity(cases),
            overseer_gain: vec![(i32::MIN, 0.0); nature.count],
            overseer_means: vec![(i32::MIN, [0.0; 3]); nature.count],
            variation: vec![[0.0; 3]; parcels * nature.count],
            lost: vec![0.0; nature.atoms],
            unit_cash: vec![0.0; bodies.units.len()],
            unit_withdrawn: vec![0.0; bodies.units.len()],
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

    /// Marks every parcel of a body as out of date.
    pub fn disturb(&mut self, parcels: &[usize]) {
        for &q in parcels {
            self.stale[q] = true;
        }
    }

    /// Rebuilds the rows of every parcel that is out of date.
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
        let (mut voice, mut live) = (0.0, 0.0);
        let (mut from_elsewhere, mut spend) = (0.0, 0.0);
        let mut monitored = 0.0;
        for k in 0..nature.count {
            let cell = q * nature.lanes + k;
            let notice = nature.items.share[k] * nature.items.visibility[k];
            let standing = super::proposal::standing(setting, world, q, k);
            let Some(s) = standing else {
                self.resistance[cell] = 0.0;
                self.rate[cell] = i.creep as f32;
                self.rate_area[cell] = 0.0;
                self.rate_body[cell] = 0.0;
                self.loss_weight[cell] = notice as f32;
                continue;
            };
            let passed = super::tier::transmission(p, s.far, s.borders);
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
            voice += s.voice;
            live += 1.0;
            let v = nature.items.spend_gbp[k];
            spend += v;
            from_elsewhere += v * s.elsewhere;
            monitored += s.far * people;
        }
        self.live[q] = live as u32;
        self.voice[q] = if live > 0.0 { voice / live } else { 0.5 };
        self.elsewhere[q] = [from_elsewhere * parcel.weight, spend * parcel.weight];
        self.monitored[q] = monitored;
    }
}

/// Whether a parcel has a policy on an item.
#[must_use]
pub fn is_live(world: &World, items: usize, parcel: usize, item: usize) -> bool {
    world.policy[parcel * items + item] != Policy::None
}
