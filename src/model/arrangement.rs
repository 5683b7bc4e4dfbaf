//! Who decides, who guides, who oversees: with `stages`, which puts the arrangements of an arm in order,
//! the only file in which two arms differ. It turns the
//! words of an arm into bodies with tier attributes; from there on every body follows one rule.

use super::calendar::Calendar;
use super::nature::{Clamped, Nature, Role};
use super::overheads::{Above, Overheads, overheads};
use super::panel::{Panel, Wanted, bodies_of, panel};
use super::parcels::{Parcel, Unit, by_area, cut_parcels, gather_units};
use super::tier;
use crate::scenario::geography::{Geography, Partition, Tier};
use crate::scenario::{
    Arm, Change, Cover, Flags, GRIPS_OF_BURN_IN, Guide, Items, Mixing, Parameters, Seat, Structure,
};

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
    /// For each guide, the same one in the arrangement before, if it was there.
    pub guide_before: Vec<Option<usize>>,
    /// When it begins, and what lies ahead.
    pub calendar: Calendar,
    /// Grips held inside 0 to 1.
    pub clamped_grips: Clamped,
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
        structure: Structure {
            name: "burn_in".to_owned(),
            label: "Burn-in".to_owned(),
            commissioners: tier,
            intermediate: Tier::Authorities,
            upper: Vec::new(),
            grips: GRIPS_OF_BURN_IN,
        },
        seats: vec![single_trusts(tier)],
        guides: Vec::new(),
        grip: 0.0,
        mixing: Mixing::Blend,
        overrides: Vec::new(),
        changes: Vec::new(),
    }
}

/// What an arm says for one stretch of time.
#[derive(Clone, Copy)]
pub(super) struct Term<'a> {
    pub(super) structure: &'a Structure,
    seats: &'a [Seat],
    pub(super) guides: &'a [Guide],
    grip: f64,
    mixing: Mixing,
}

/// The terms of an arm under its changes, in order; the first begins in April 2009.
pub(super) fn terms<'a>(arm: &'a Arm, changes: &'a [Change]) -> Vec<Term<'a>> {
    let mut terms = vec![Term {
        structure: &arm.structure,
        seats: &arm.seats,
        guides: &arm.guides,
        grip: arm.grip,
        mixing: arm.mixing,
    }];
    let mut grip = arm.grip;
    for change in changes {
        grip = change.grip.unwrap_or(grip);
        terms.push(Term {
            structure: &change.structure,
            seats: &change.seats,
            guides: &change.guides,
            grip,
            mixing: arm.mixing,
        });
    }
    terms
}

/// The roles whose errors an arm needs.
#[must_use]
pub fn roles(arm: &Arm) -> Vec<Role> {
    let mut roles = vec![Role::Holder, Role::Overseer];
    let guides = terms(arm, &arm.changes)
        .iter()
        .map(|term| term.guides.len())
        .max();
    roles.extend((0..guides.unwrap_or(0)).map(|i| Role::Guide(i as u32)));
    roles
}

/// Names the first tier that an arm needs and a geography lacks, or whose bodies cut through its
/// local commissioners: a decision covers whole commissioners.
#[must_use]
pub fn missing_tier(arm: &Arm, geography: &Geography) -> Option<Tier> {
    terms(arm, &arm.changes)
        .iter()
        .find_map(|term| missing_in_term(term, geography))
}

fn missing_in_term(term: &Term<'_>, geography: &Geography) -> Option<Tier> {
    let own = commissioners(term.structure, geography);
    let Some(units) = geography.partition(own) else {
        return Some(own);
    };
    term.seats
        .iter()
        .map(|s| s.tier)
        .chain(term.guides.iter().map(|g| g.tier))
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

fn commissioners(structure: &Structure, geography: &Geography) -> Tier {
    match structure.commissioners {
        // The local commissioners of 2009 are whatever the geography reports by.
        Tier::Trusts => geography.reporting,
        other => other,
    }
}

impl Institutions {
    /// Conflicts of interest held inside 0 to 1 when the panels were made.
    #[must_use]
    pub fn clamped_conflict(&self) -> Clamped {
        let panels = self
            .seats
            .iter()
            .chain(&self.guides)
            .chain([&self.overseer]);
        panels
            .map(|panel| panel.clamped_conflict)
            .fold(Clamped::default(), |all, here| Clamped {
                held: all.held + here.held,
                of: all.of + here.of,
            })
    }

    /// The bodies with which an arm begins, on one geography and nature.
    #[must_use]
    pub fn new(
        arm: &Arm,
        geography: &Geography,
        nature: &Nature,
        p: &Parameters,
        flags: Flags,
    ) -> Self {
        Self::of(
            &terms(arm, &[])[0],
            geography,
            nature,
            p,
            flags,
            &nature.area_of,
        )
    }

    /// The bodies of a term; `piece_of` are the parcels before it.
    pub(super) fn of(
        arm: &Term<'_>,
        geography: &Geography,
        nature: &Nature,
        p: &Parameters,
        flags: Flags,
        piece_of: &[u32],
    ) -> Self {
        let (unit_of_atom, unit_count) =
            bodies_of(geography, commissioners(arm.structure, geography));
        let (parcels, parcel_of) = cut_parcels(nature, &unit_of_atom, unit_count, piece_of);
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

        let mut clamped_grips = Clamped::default();
        let above = above(arm, p, &mut clamped_grips);
        let (body_of_atom, intermediates) = bodies_of(geography, above.intermediate);
        let intermediate_of_unit = units
            .iter()
            .map(|unit| overseeing(&parcels, unit, &body_of_atom, intermediates, nature))
            .collect();
        Self {
            guide_before: vec![None; guides.len()],
            calendar: Calendar::from_the_start(),
            clamped_grips,
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

/// The intermediate body in which most people of a commissioner live, ties to the lowest number.
fn overseeing(
    parcels: &[Parcel],
    unit: &Unit,
    body_of_atom: &[u32],
    bodies: usize,
    nature: &Nature,
) -> usize {
    let mut people = vec![0.0; bodies];
    for &q in &unit.parcels {
        for &n in &parcels[q].atoms {
            people[body_of_atom[n as usize] as usize] += nature.population[n as usize];
        }
    }
    let mut most = 0;
    for (body, here) in people.iter().enumerate() {
        if *here > people[most] {
            most = body;
        }
    }
    most
}

fn held_items(arm: &Term<'_>, seat: &Seat, nature: &Nature) -> Vec<bool> {
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
fn above(arm: &Term<'_>, p: &Parameters, clamped: &mut Clamped) -> Above {
    let g = &p.grip;
    let shifts = [
        0.0,
        g.priorities,
        g.redesign,
        g.contracts,
        g.support,
        g.assurance,
    ];
    let mut grips = arm.structure.grips;
    // The grip on disinvestment is what the arm says, and is not moved.
    grips[0] = arm.grip;
    for (grip, shift) in grips.iter_mut().zip(shifts).skip(1) {
        *grip = clamped.clamp(*grip + shift, 0.0, 1.0);
    }
    Above {
        intermediate: arm.structure.intermediate,
        intermediate_staff: staff(arm.structure.intermediate, p),
        board_and_department: arm.structure.has_board_and_department(),
        grips,
        upper_gbp_m: arm.structure.upper_gbp_m(&p.running),
    }
}

/// Staff of an intermediate body who oversee commissioners, posts.
fn staff(tier: Tier, p: &Parameters) -> f64 {
    let a = &p.assurance;
    match tier {
        Tier::AreaTeams => a.area_team_staff,
        Tier::Regions2022 => a.region_staff,
        _ => a.authority_staff,
    }
}
