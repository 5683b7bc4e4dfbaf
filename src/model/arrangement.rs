//! Who decides, who guides, who oversees: the only file in which two arms differ. It turns the
//! words of an arm into bodies with tier attributes; from there on every body follows one rule.

use crate::ids::AtomId;
use crate::rng::{Purpose, uniform};
use crate::scenario::geography::{Geography, Partition, Tier};
use crate::scenario::{Arm, Cover, Flags, Items, Mixing, Parameters, Seat, Structure};

use super::nature::{Nature, Role, anchors};
use super::signal;
use super::tier;

/// The intersection of an area of 2009 with a local commissioner: the largest piece within which
/// every atom has the same policies. In structures of 2009 a parcel is a trust.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Area of 2009 in which it lies.
    pub area: usize,
    /// Local commissioner to which it belongs.
    pub unit: usize,
    /// People.
    pub population: f64,
    /// Share of the nation's spend on any item.
    pub weight: f64,
    /// Its atoms, in identity order.
    pub atoms: Vec<u32>,
}

/// A local commissioner: it carries out policies, receives the allocation and answers for it.
#[derive(Clone, Debug)]
pub struct Unit {
    /// People.
    pub population: f64,
    /// Share of the nation's spend on any item; also its fair share of the allocation.
    pub weight: f64,
    /// Talent index, population-weighted over its areas.
    pub talent: f64,
    /// Distance from target before the first April, share.
    pub target_distance: f64,
    /// Its parcels.
    pub parcels: Vec<usize>,
}

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
}

impl Panel {
    /// Whether a case follows the overseer's timetable.
    #[must_use]
    pub fn follows(&self, body: usize, item: usize) -> bool {
        self.following[body * self.holds.len() + item]
    }
}

/// What the structure itself costs, GBP a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overheads {
    /// Fixed running cost of one commissioner.
    pub body_gbp: f64,
    /// Running cost a head.
    pub head_gbp: f64,
    /// Authorities, area teams, regions, board and department together.
    pub upper_gbp: f64,
    /// Decision cost already contained in running cost.
    pub decision_base_gbp: f64,
    /// Reporting of one provider.
    pub report_provider_gbp: f64,
    /// Reporting of one commissioner.
    pub report_body_gbp: f64,
    /// Assurance of one commissioner.
    pub assurance_gbp: f64,
    /// Grip of assurance, 0 to 1; it also tempts reports upwards.
    pub assurance_grip: f64,
    /// Providers that report.
    pub providers: f64,
}

/// The bodies of one arm.
#[derive(Clone, Debug)]
pub struct Institutions {
    /// Parcels.
    pub parcels: Vec<Parcel>,
    /// Parcel of each atom.
    pub parcel_of: Vec<u32>,
    /// Local commissioners.
    pub units: Vec<Unit>,
    /// Whether local commissioners are the areas of 2009, so that nothing changes hands locally.
    pub same_units: bool,
    /// Holders of the decision.
    pub seats: Vec<Panel>,
    /// Seat that holds each item.
    pub seat_of: Vec<usize>,
    /// Guides.
    pub guides: Vec<Panel>,
    /// The overseer of the holders, one nation wide.
    pub overseer: Panel,
    /// Grip of the overseer on decisions of this domain, 0 to 1.
    pub grip: f64,
    /// How grip mixes.
    pub mixing: Mixing,
    /// ι of each atom in its area of 2009.
    pub inside_area: Vec<f32>,
    /// ι of each atom in the one tier of this arm that is not the areas of 2009.
    pub inside_body: Vec<f32>,
    /// Running cost and reporting of the structure.
    pub overheads: Overheads,
}

/// The single trusts of burn-in and of the baseline.
#[must_use]
pub fn single_trusts(tier: Tier) -> Seat {
    Seat {
        items: Items::All,
        tier,
        participation: 1.0,
        joint: false,
        cover: Cover::None,
        expert: false,
        published: false,
        borders: 0,
    }
}

/// The arrangement of burn-in: local commissioners of 2009 decide, nobody guides or oversees.
#[must_use]
pub fn burn_in(tier: Tier) -> Arm {
    Arm {
        name: "burn_in".to_owned(),
        label: "Burn-in".to_owned(),
        ranked: false,
        structure: Structure::Trusts,
        seats: vec![single_trusts(tier)],
        guides: Vec::new(),
        grip: 0.0,
        mixing: Mixing::Blend,
        overrides: Vec::new(),
    }
}

/// The roles whose errors an arm needs.
#[must_use]
pub fn roles(arm: &Arm) -> Vec<Role> {
    let mut roles = vec![Role::Holder, Role::Overseer];
    roles.extend((0..arm.guides.len()).map(|i| Role::Guide(i as u32)));
    roles
}

/// Names the first tier that an arm needs and a geography lacks.
#[must_use]
pub fn missing_tier(arm: &Arm, geography: &Geography) -> Option<Tier> {
    let commissioners = commissioners(arm, geography);
    std::iter::once(commissioners)
        .chain(arm.seats.iter().map(|s| s.tier))
        .chain(arm.guides.iter().map(|g| g.tier))
        .find(|&tier| tier != Tier::Nation && geography.partition(tier).is_none())
}

fn commissioners(arm: &Arm, geography: &Geography) -> Tier {
    match arm.structure {
        // The local commissioners of 2009 are whatever the geography reports by.
        Structure::Trusts => geography.reporting,
        other => other.commissioners(),
    }
}

/// A partition by tier; the nation is one body, and the trusts of a table are its finest
/// commissioners.
fn bodies_of(geography: &Geography, tier: Tier) -> (Vec<u32>, usize) {
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

/// Everything a panel is made from.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not states of one thing"
)]
struct Wanted<'a> {
    role: Role,
    holds: Vec<bool>,
    tier: Tier,
    participation: f64,
    joint: bool,
    cover: Cover,
    expert: bool,
    published_lag: bool,
    published: bool,
    duplicate: bool,
    statutory: bool,
    borders: u32,
    grip: f64,
    held_down: f64,
    sees: bool,
    units: &'a [Unit],
    parcels: &'a [Parcel],
    unit_of_atom: &'a [u32],
    parcel_of: &'a [u32],
}

fn panel(
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
                    k as u32,
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
            let u = uniform(nature.seed, Purpose::Mixing, anchor[b].0, k as u32, 0, 0);
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
    }
}

impl Institutions {
    /// The bodies of an arm on one geography and nature.
    #[must_use]
    pub fn new(
        arm: &Arm,
        geography: &Geography,
        nature: &Nature,
        p: &Parameters,
        flags: Flags,
    ) -> Self {
        let (unit_of_atom, unit_count) = bodies_of(geography, commissioners(arm, geography));
        let (parcels, parcel_of) = cut_parcels(nature, &unit_of_atom, unit_count);
        let units = gather_units(nature, &parcels, unit_count);
        let everything = vec![true; nature.count];

        let attention = tier::overseer_attention(p, unit_count);
        let make = |want: Wanted<'_>| panel(geography, nature, p, flags, want);
        let base = |role, holds, seat_tier| Wanted {
            role,
            holds,
            tier: seat_tier,
            participation: 1.0,
            joint: false,
            cover: Cover::None,
            expert: false,
            published_lag: false,
            published: false,
            duplicate: false,
            statutory: false,
            borders: 0,
            grip: 0.0,
            held_down: 0.0,
            sees: true,
            units: &units,
            parcels: &parcels,
            unit_of_atom: &unit_of_atom,
            parcel_of: &parcel_of,
        };

        let seats: Vec<Panel> = arm
            .seats
            .iter()
            .map(|seat| {
                make(Wanted {
                    participation: seat.participation,
                    joint: seat.joint,
                    cover: seat.cover,
                    expert: seat.expert,
                    published_lag: seat.published,
                    statutory: seat.published && p.guidance.mandate_uniform > 0.5,
                    borders: seat.borders,
                    grip: arm.grip,
                    held_down: arm.grip * attention,
                    ..base(Role::Holder, held_items(arm, seat, nature), seat.tier)
                })
            })
            .collect();
        let seat_of = (0..nature.count)
            .map(|k| seats.iter().position(|s| s.holds[k]).unwrap_or(0))
            .collect();
        let guides: Vec<Panel> = arm
            .guides
            .iter()
            .enumerate()
            .map(|(i, guide)| {
                let holds = if guide.published {
                    nature.items.covered.clone()
                } else {
                    everything.clone()
                };
                make(Wanted {
                    participation: 0.0,
                    cover: guide.cover,
                    expert: guide.expert,
                    published_lag: guide.published,
                    published: guide.published,
                    duplicate: guide.duplicate,
                    ..base(Role::Guide(i as u32), holds, guide.tier)
                })
            })
            .map(|mut guide| {
                // A guide publishes after its lag; distance delays only decisions.
                if guide.published {
                    for body in &mut guide.bodies {
                        body.delay = p.guidance.lag_months;
                    }
                }
                guide
            })
            .collect();
        let overseer = make(Wanted {
            participation: 0.0,
            cover: Cover::Government,
            borders: 2,
            sees: arm.grip > 0.0,
            ..base(Role::Overseer, everything.clone(), Tier::Nation)
        });

        let body_tier = seats.iter().find(|s| !s.own_area);
        let inside = |body_of: Vec<u32>, count: usize| -> Vec<f32> {
            let partition = Partition {
                tier: Tier::Nation,
                body_of,
                codes: Vec::new(),
                names: vec![String::new(); count],
                constructed: false,
            };
            nature
                .general
                .internalised(&partition)
                .iter()
                .map(|&x| x as f32)
                .collect()
        };
        let inside_area = inside(nature.area_of.clone(), nature.areas);
        let inside_body = match body_tier {
            Some(seat) => inside(
                parcel_of
                    .iter()
                    .map(|&q| seat.body_of_parcel[q as usize] as u32)
                    .collect(),
                seat.bodies.len(),
            ),
            None => inside_area.clone(),
        };

        Self {
            same_units: unit_of_atom == nature.area_of,
            overheads: overheads(arm, nature, p),
            parcels,
            parcel_of,
            units,
            seats,
            seat_of,
            guides,
            overseer,
            grip: arm.grip,
            mixing: arm.mixing,
            inside_area,
            inside_body,
        }
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

fn held_items(arm: &Arm, seat: &Seat, nature: &Nature) -> Vec<bool> {
    let by = |items: Items| -> Vec<bool> {
        match items {
            Items::All => vec![true; nature.count],
            Items::Specialised => nature.items.specialised.clone(),
            Items::Covered => nature.items.covered.clone(),
            Items::Others => vec![false; nature.count],
        }
    };
    if seat.items != Items::Others {
        return by(seat.items);
    }
    let mut rest = vec![true; nature.count];
    for other in arm.seats.iter().filter(|s| s.items != Items::Others) {
        for (mine, theirs) in rest.iter_mut().zip(by(other.items)) {
            *mine &= !theirs;
        }
    }
    rest
}

fn cut_parcels(nature: &Nature, unit_of_atom: &[u32], units: usize) -> (Vec<Parcel>, Vec<u32>) {
    let mut number = vec![u32::MAX; nature.areas * units];
    let mut keys: Vec<usize> = (0..nature.atoms)
        .map(|n| unit_of_atom[n] as usize * nature.areas + nature.area_of[n] as usize)
        .collect();
    let by_atom = keys.clone();
    keys.sort_unstable();
    keys.dedup();
    let mut parcels: Vec<Parcel> = keys
        .iter()
        .enumerate()
        .map(|(q, &key)| {
            number[key] = q as u32;
            Parcel {
                area: key % nature.areas,
                unit: key / nature.areas,
                population: 0.0,
                weight: 0.0,
                atoms: Vec::new(),
            }
        })
        .collect();
    let parcel_of: Vec<u32> = by_atom.iter().map(|&key| number[key]).collect();
    for (n, &q) in parcel_of.iter().enumerate() {
        let parcel = &mut parcels[q as usize];
        parcel.population += nature.population[n];
        parcel.weight += nature.weight[n];
        parcel.atoms.push(n as u32);
    }
    (parcels, parcel_of)
}

fn gather_units(nature: &Nature, parcels: &[Parcel], count: usize) -> Vec<Unit> {
    let mut units = vec![
        Unit {
            population: 0.0,
            weight: 0.0,
            talent: 0.0,
            target_distance: 0.0,
            parcels: Vec::new(),
        };
        count
    ];
    for (q, parcel) in parcels.iter().enumerate() {
        let unit = &mut units[parcel.unit];
        unit.population += parcel.population;
        unit.weight += parcel.weight;
        unit.talent += parcel.population * nature.talent[parcel.area];
        unit.target_distance += parcel.population * nature.target_distance[parcel.area];
        unit.parcels.push(q);
    }
    for unit in &mut units {
        unit.talent /= unit.population;
        unit.target_distance /= unit.population;
    }
    units
}

/// Running cost: F_org n + v_head pop + upper tiers; reporting grows with the mean grip ḡ over
/// all six domains, this domain's grip replaced; assurance with the grip of assurance.
fn overheads(arm: &Arm, nature: &Nature, p: &Parameters) -> Overheads {
    let g = &p.grip;
    let c = &p.costs;
    // The national board and the department both exist from 2013 on; England's numbers of
    // area teams and regions, scaled for other nations, would be false precision.
    let (others, assurance, upper_gbp_m) = match arm.structure {
        Structure::Trusts => (
            [
                g.trusts_priorities,
                g.trusts_redesign,
                g.trusts_contracts,
                g.trusts_support,
            ],
            g.trusts_assurance,
            10.0 * c.authority_gbp_m,
        ),
        Structure::Groups => (
            [
                g.groups_priorities,
                g.groups_redesign,
                g.groups_contracts,
                g.groups_support,
            ],
            g.groups_assurance,
            27.0 * c.area_team_gbp_m
                + 4.0 * c.region_2013_gbp_m
                + c.board_gbp_m
                + c.department_gbp_m,
        ),
        Structure::Systems => (
            [
                g.systems_priorities,
                g.systems_redesign,
                g.systems_contracts,
                g.systems_support,
            ],
            g.systems_assurance,
            7.0 * c.region_2022_gbp_m + c.board_gbp_m + c.department_gbp_m,
        ),
    };
    let mean_grip = (arm.grip + others.iter().sum::<f64>() + assurance) / 6.0;
    // 60 community and mental-health providers report as the 160 acute ones do.
    let providers = nature.providers as f64 * 220.0 / 160.0;
    Overheads {
        body_gbp: c.body_fixed_gbp_m * 1e6,
        head_gbp: c.head_gbp,
        upper_gbp: upper_gbp_m * 1e6,
        decision_base_gbp: c.decision_base_gbp_m * 1e6,
        report_provider_gbp: (c.report_provider_gbp_m + c.report_provider_grip_gbp_m * mean_grip)
            * 1e6,
        report_body_gbp: (c.report_body_gbp_m + c.report_body_grip_gbp_m * mean_grip) * 1e6,
        assurance_gbp: c.assurance_gbp_k * 1e3 * 12.0 * assurance,
        assurance_grip: assurance,
        providers,
    }
}
