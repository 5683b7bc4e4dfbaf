//! Bodies that prepare or take decisions: from a tier, a role and a partition to tier attributes,
//! order of work, delays and views. It knows no arm: `arrangement.rs` says what is wanted.

use crate::ids::AtomId;
use crate::rng::{Purpose, uniform};
use crate::scenario::geography::{Geography, Partition, Tier};
use crate::scenario::{Cover, Flags, Parameters};

use super::nature::{Clamped, Nature, Role, anchors};
use super::parcels::{Parcel, Unit};
use super::signal;
use super::tier;

/// A body that prepares or takes decisions, with its tier attributes.
#[derive(Clone, Debug)]
pub struct Body {
    /// People covered.
    pub population: f64,
    /// Share of the nation's spend on any item.
    pub weight: f64,
    /// Its most populous atom; with the role it keys the body's draws.
    pub anchor: AtomId,
    /// Remoteness r, 0 to 1.
    pub remoteness: f64,
    /// Weight u of the group mean over a neighbourhood's own signal, 0 to 1.
    pub uniformity: f64,
    /// Distance without participation, 0 to 1.
    pub far: f64,
    /// Bias on the best action, share; negative is caution.
    pub bias: f64,
    /// Analyst-months behind one decision.
    pub analysts: f64,
    /// Decisions it can prepare a month.
    pub capacity: f64,
    /// Months between taking an item and deciding it, without rounds.
    pub delay: f64,
    /// Cost of preparing one decision, GBP.
    pub decision_cost: f64,
    /// Its local commissioners.
    pub units: Vec<usize>,
    /// Its parcels.
    pub parcels: Vec<usize>,
    /// Items in the order in which they are worked on.
    pub order: Vec<u32>,
    /// Parcels outside the body that hold neighbours of its atoms, and how many pairs of
    /// neighbours lie across that border.
    pub around: Vec<(usize, f64)>,
}

/// All bodies of one tier in one role, with what they see.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not states of one thing"
)]
pub struct Panel {
    /// Their role in the decision.
    pub role: Role,
    /// Which items they hold or guide.
    pub holds: Vec<bool>,
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Body of each local commissioner.
    pub body_of_unit: Vec<usize>,
    /// Body of each parcel.
    pub body_of_parcel: Vec<usize>,
    /// Part of the implementer in the decision.
    pub participation: f64,
    /// Whether members decide together.
    pub joint: bool,
    /// Pressure taken off by the name that stands on the decision, 0 to 1: λ_c · credibility.
    pub cover: f64,
    /// Whether a policy of this panel is issued by another body than the single commissioner.
    pub elsewhere: bool,
    /// Whether its guidance is that of the guidance body: it reaches only the aware.
    pub published: bool,
    /// Whether its cost is charged as duplication.
    pub duplicate: bool,
    /// Tier borders between decider and commissioner.
    pub borders: u32,
    /// Whether a case follows the overseer's timetable, because its keyed uniform lies below grip;
    /// by body, then item.
    pub following: Vec<bool>,
    /// Whether the deciding area is the area of 2009 (then ι of areas applies).
    pub own_area: bool,
    /// Part of a body's view that is the atom's own: (1-u) ε̂ + κ (1-u) ι; rows by atom.
    pub own_view: Vec<f32>,
    /// Part that is common within the body: u m̄(ε̂) + κ u ῑ; by body, then item.
    pub common_view: Vec<f64>,
    /// Error about the national mean before learning: z σ_μ / √A; by body, then item.
    pub error: Vec<f64>,
    /// Conflicts of interest with those who report, held inside 0 to 1.
    pub clamped_conflict: Clamped,
}

impl Panel {
    /// Whether a case follows the overseer's timetable.
    #[must_use]
    pub fn follows(&self, body: usize, item: usize) -> bool {
        self.following[body * self.holds.len() + item]
    }
}

/// Everything a panel is made from.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not states of one thing"
)]
pub(super) struct Wanted<'a> {
    pub role: Role,
    pub holds: Vec<bool>,
    pub tier: Tier,
    pub participation: f64,
    pub joint: bool,
    pub cover: Cover,
    pub expert: bool,
    pub published_lag: bool,
    pub published: bool,
    pub duplicate: bool,
    pub statutory: bool,
    pub borders: u32,
    pub grip: f64,
    pub held_down: f64,
    pub sees: bool,
    pub units: &'a [Unit],
    pub parcels: &'a [Parcel],
    pub unit_of_atom: &'a [u32],
    pub parcel_of: &'a [u32],
}

pub(super) fn panel(
    geography: &Geography,
    nature: &Nature,
    p: &Parameters,
    flags: Flags,
    want: Wanted<'_>,
) -> Panel {
    let (body_of, count) = bodies_of(geography, want.tier);
    let anchor = anchors(&nature.population, &body_of, count);
    let mut body_of_unit = vec![0; want.units.len()];
    let mut body_of_parcel = vec![0; want.parcels.len()];
    for (n, &body) in body_of.iter().enumerate() {
        body_of_unit[want.unit_of_atom[n] as usize] = body as usize;
        body_of_parcel[want.parcel_of[n] as usize] = body as usize;
    }
    let own_area = body_of == nature.area_of;
    let partition = Partition {
        tier: want.tier,
        body_of,
        codes: Vec::new(),
        names: vec![String::new(); count],
        constructed: false,
    };
    let inside = nature.general.internalised(&partition);
    let bodies: Vec<Body> = (0..count)
        .map(|b| {
            let units: Vec<usize> = (0..want.units.len())
                .filter(|&u| body_of_unit[u] == b)
                .collect();
            let parcels: Vec<usize> = (0..want.parcels.len())
                .filter(|&q| body_of_parcel[q] == b)
                .collect();
            let population: f64 = parcels.iter().map(|&q| want.parcels[q].population).sum();
            let weight = parcels.iter().map(|&q| want.parcels[q].weight).sum();
            let talent = units
                .iter()
                .map(|&u| want.units[u].talent * want.units[u].population / population)
                .sum();
            let remoteness = tier::remoteness(population, nature.nation);
            let far = tier::far(remoteness, want.participation);
            let mut analysts = tier::analyst_months(p, population);
            if want.expert {
                analysts *= p.evidence.specialist_expertise;
            }
            let steps =
                tier::collection_steps(units.len() as u32, analysts.round().max(1.0) as u32);
            let lag = if want.published_lag {
                p.guidance.lag_months
            } else {
                0.0
            };
            let jitter = |k: usize| {
                uniform(
                    nature.seed,
                    Purpose::QueueOrder,
                    anchor[b].0,
                    nature.items.identity[k],
                    0,
                    want.role.key(),
                )
            };
            let mean_spend = nature.items.spend_gbp.iter().sum::<f64>() / nature.count as f64;
            let priority: Vec<f64> = (0..nature.count)
                .map(|k| {
                    p.queue.value_order * libm::log(nature.items.spend_gbp[k] / mean_spend)
                        + jitter(k)
                        - 0.5
                })
                .collect();
            let mut order: Vec<u32> = (0..nature.count as u32).collect();
            order.sort_by(|&a, &c| {
                priority[c as usize]
                    .total_cmp(&priority[a as usize])
                    .then(a.cmp(&c))
            });
            Body {
                population,
                weight,
                anchor: anchor[b],
                remoteness,
                uniformity: if want.statutory {
                    1.0
                } else {
                    tier::uniformity(p, remoteness)
                },
                far,
                bias: tier::bias(p, remoteness),
                analysts,
                capacity: tier::capacity(p, population, remoteness, want.held_down, talent),
                delay: p.queue.collection_step_months * f64::from(steps)
                    + p.queue.hop_delay_months * 3.0 * far
                    + lag,
                decision_cost: tier::decision_cost(p, population),
                around: around(nature, want.parcels, want.parcel_of, &parcels),
                units,
                parcels,
                order,
            }
        })
        .collect();
    let credibility = match want.cover {
        Cover::None => 0.0,
        Cover::Government => p.approval.credibility_government,
        Cover::Guidance => p.approval.credibility_guidance,
    };
    let views = if want.sees {
        signal::views(
            nature,
            p,
            flags,
            want.role,
            &partition.body_of,
            &inside,
            &bodies,
            want.participation,
        )
    } else {
        signal::Views::default()
    };
    let mut following = vec![false; count * nature.count];
    if want.grip > 0.0 {
        for (cell, follows) in following.iter_mut().enumerate() {
            let (b, k) = (cell / nature.count, cell % nature.count);
            let u = uniform(
                nature.seed,
                Purpose::Mixing,
                anchor[b].0,
                nature.items.identity[k],
                0,
                0,
            );
            *follows = u < want.grip;
        }
    }
    Panel {
        role: want.role,
        holds: want.holds,
        bodies,
        body_of_unit,
        body_of_parcel,
        participation: want.participation,
        joint: want.joint,
        cover: p.approval.cover * credibility,
        elsewhere: want.cover != Cover::None,
        published: want.published,
        duplicate: want.duplicate,
        borders: want.borders,
        following,
        own_area,
        own_view: views.own,
        common_view: views.common,
        error: views.error,
        clamped_conflict: views.conflict,
    }
}

/// Neighbouring parcels outside a body, with the number of pairs of neighbouring atoms.
fn around(
    nature: &Nature,
    parcels: &[Parcel],
    parcel_of: &[u32],
    own: &[usize],
) -> Vec<(usize, f64)> {
    let mut pairs: Vec<usize> = Vec::new();
    for &q in own {
        for &n in &parcels[q].atoms {
            let range = nature.neighbour_start[n as usize] as usize
                ..nature.neighbour_start[n as usize + 1] as usize;
            for &m in &nature.neighbour[range] {
                let other = parcel_of[m as usize] as usize;
                if own.binary_search(&other).is_err() {
                    pairs.push(other);
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len() as f64))
        .collect()
}

/// A partition by tier; the nation is one body, and the trusts of a table are its finest
/// commissioners.
pub(super) fn bodies_of(geography: &Geography, tier: Tier) -> (Vec<u32>, usize) {
    let tier = if tier == Tier::Trusts {
        geography.reporting
    } else {
        tier
    };
    match geography.partition(tier) {
        Some(Partition { body_of, names, .. }) if tier != Tier::Nation => {
            (body_of.clone(), names.len())
        }
        _ => (vec![0; geography.atoms()], 1),
    }
}
