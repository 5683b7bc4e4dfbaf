//! Who decides, who guides, who oversees: the only file in which two arms differ. It turns the
//! words of an arm into bodies with tier attributes; from there on every body follows one rule.

use crate::scenario::geography::{Geography, Partition, Tier};
use crate::scenario::{Arm, Cover, Flags, Items, Mixing, Parameters, Seat, Structure};

use super::nature::{Clamped, Nature, Role};
use super::overheads::{Above, Overheads, overheads};
use super::panel::{Panel, Wanted, bodies_of, panel};
use super::parcels::{Parcel, Unit, by_area, cut_parcels, gather_units};
use super::tier;

/// The bodies of one arm.
#[derive(Clone, Debug)]
pub struct Institutions {
    /// Parcels.
    pub parcels: Vec<Parcel>,
    /// Parcel of each atom.
    pub parcel_of: Vec<u32>,
    /// Parcels of each area of 2009.
    pub parcels_of_area: Vec<Vec<usize>>,
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
    /// Grip of the centre by domain: disinvestment, priorities, redesign, contracts, support,
    /// assurance; 0 to 1.
    pub grips: [f64; 6],
    /// Whether a national board stands beside the department.
    pub board_and_department: bool,
    /// The intermediate body (authority, area team or region) of each commissioner.
    pub intermediate_of_unit: Vec<usize>,
    /// Number of intermediate bodies.
    pub intermediates: usize,
    /// Staff of each of them who oversee commissioners.
    pub intermediate_staff: f64,
    /// How grip mixes.
    pub mixing: Mixing,
    /// ι of each atom in its area of 2009.
    pub inside_area: Vec<f32>,
    /// ι of each atom in the one tier of this arm that is not the areas of 2009.
    pub inside_body: Vec<f32>,
    /// Running cost and reporting of the structure.
    pub overheads: Overheads,
    /// Talent of commissioners held inside [.3, 2].
    pub clamped_talent: Clamped,
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

/// Names the first tier that an arm needs and a geography lacks, or whose bodies cut through its
/// local commissioners: a decision covers whole commissioners.
#[must_use]
pub fn missing_tier(arm: &Arm, geography: &Geography) -> Option<Tier> {
    let own = commissioners(arm, geography);
    let Some(units) = geography.partition(own) else {
        return Some(own);
    };
    arm.seats
        .iter()
        .map(|s| s.tier)
        .chain(arm.guides.iter().map(|g| g.tier))
        .find(|&tier| {
            let tier = if tier == Tier::Trusts {
                geography.reporting
            } else {
                tier
            };
            tier != Tier::Nation
                && geography
                    .partition(tier)
                    .is_none_or(|partition| !units.nests_in(partition))
        })
}

fn commissioners(arm: &Arm, geography: &Geography) -> Tier {
    match arm.structure {
        // The local commissioners of 2009 are whatever the geography reports by.
        Structure::Trusts => geography.reporting,
        other => other.commissioners(),
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
        let (units, clamped_talent) = gather_units(nature, p, &parcels, unit_count);
        let parcels_of_area = by_area(&parcels, nature.areas);
        let everything = vec![true; nature.count];

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
                    held_down: arm.grip
                        * tier::overseer_attention(p, bodies_of(geography, seat.tier).1),
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

        let above = above(arm, p);
        let (intermediate_of_atom, intermediates) = bodies_of(geography, above.intermediate);
        let mut intermediate_of_unit = vec![0; units.len()];
        for (n, &body) in intermediate_of_atom.iter().enumerate() {
            intermediate_of_unit[unit_of_atom[n] as usize] = body as usize;
        }
        Self {
            same_units: unit_of_atom == nature.area_of,
            overheads: overheads(&above, nature, p),
            grips: above.grips,
            board_and_department: above.board_and_department,
            intermediate_of_unit,
            intermediates,
            intermediate_staff: above.intermediate_staff,
            parcels,
            parcel_of,
            parcels_of_area,
            units,
            seats,
            seat_of,
            guides,
            overseer,
            grip: arm.grip,
            mixing: arm.mixing,
            inside_area,
            inside_body,
            clamped_talent,
        }
    }
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

/// What stands above the local commissioners of a structure: grip of the centre by domain, and
/// what the tiers between them and the public cost.
fn above(arm: &Arm, p: &Parameters) -> Above {
    let g = &p.grip;
    let c = &p.costs;
    let a = &p.assurance;
    // The national board and the department both exist from 2013 on.
    match arm.structure {
        Structure::Trusts => Above {
            intermediate: Tier::Authorities,
            intermediate_staff: a.authority_staff,
            board_and_department: false,
            grips: [
                arm.grip,
                g.trusts_priorities,
                g.trusts_redesign,
                g.trusts_contracts,
                g.trusts_support,
                g.trusts_assurance,
            ],
            upper_gbp_m: 10.0 * c.authority_gbp_m,
        },
        Structure::Groups => Above {
            intermediate: Tier::AreaTeams,
            intermediate_staff: a.area_team_staff,
            board_and_department: true,
            grips: [
                arm.grip,
                g.groups_priorities,
                g.groups_redesign,
                g.groups_contracts,
                g.groups_support,
                g.groups_assurance,
            ],
            upper_gbp_m: 27.0 * c.area_team_gbp_m
                + 4.0 * c.region_2013_gbp_m
                + c.board_gbp_m
                + c.department_gbp_m,
        },
        Structure::Systems => Above {
            intermediate: Tier::Regions2022,
            intermediate_staff: a.region_staff,
            board_and_department: true,
            grips: [
                arm.grip,
                g.systems_priorities,
                g.systems_redesign,
                g.systems_contracts,
                g.systems_support,
                g.systems_assurance,
            ],
            upper_gbp_m: 7.0 * c.region_2022_gbp_m + c.board_gbp_m + c.department_gbp_m,
        },
    }
}
