//! What the bodies of an arm take over from the commissioners of burn-in, at the end of March
//! 2009: activity, live policies, pressure, reliance on cover, what was learned. Queues are
//! formed anew: an item is live before a body if at least half its people have a policy, else
//! cooling if at least half are cooling, else queued. Where the same commissioner goes on
//! deciding, nothing changes hands.

use crate::scenario::Domain;

use super::Setting;
use super::arrangement::Institutions;
use super::nature::Nature;
use super::overlap::Overlap;
use super::panel::{Body, Panel};
use super::world::{Case, Desk, NEVER, Policy, Stage, World};

/// The world of an arm on the eve of April 2009, from that of burn-in.
#[must_use]
pub fn hand_over(setting: &Setting<'_>, before: &Institutions, old: &World) -> World {
    let Setting {
        nature,
        institutions: after,
        ..
    } = *setting;
    let mut new = World::new(setting);
    new.month = old.month;
    new.withdrawn.clone_from(&old.withdrawn);
    new.action.clone_from(&old.action);
    new.cash.clone_from(&old.cash);
    new.withdrawn_gbp.clone_from(&old.withdrawn_gbp);
    new.qaly.clone_from(&old.qaly);
    new.qaly_at_start.clone_from(&old.qaly_at_start);
    new.cash_at_start = old.cash_at_start;
    new.legitimacy.clone_from(&old.legitimacy);
    new.losses.clone_from(&old.losses);
    new.lottery.clone_from(&old.lottery);

    let overlap = Overlap::between(before, after, &nature.population);
    new.redesign = old.redesign.handed_over(setting, &overlap);

    for (q, parcel) in after.parcels.iter().enumerate() {
        let from = parcel.area;
        for k in 0..nature.lanes {
            new.difference[q * nature.lanes + k] = old.difference[from * nature.lanes + k];
        }
        for k in 0..nature.count {
            if old.policy[from * nature.count + k] != Policy::None {
                new.policy[q * nature.count + k] = Policy::Inherited;
            }
            new.known[q * nature.count + k] = old.known[from * nature.count + k];
        }
    }
    let closed = libm::pow(
        0.5,
        24.0 / setting.parameters.finance.target_half_life_months,
    );
    hand_over_units(nature, before, after, closed, old, &mut new);
    if setting.flags.domains.has(Domain::Priorities) {
        let overlap = Overlap::between(before, after, &nature.population);
        new.priorities = old.priorities.handed_over(setting, &overlap);
    }
    for (s, seat) in after.seats.iter().enumerate() {
        hand_over_seat(setting, old, &mut new, s, seat);
    }
    for (guide, desk) in after.guides.iter().zip(&mut new.guide_desks) {
        for (b, body) in guide.bodies.iter().enumerate() {
            for k in 0..nature.count {
                desk.cases[b * nature.count + k].information =
                    inherited_information(setting, old, body, k);
            }
        }
    }
    if after.grip > 0.0 {
        hand_over_overseer(setting, old, &mut new);
    }
    new
}

/// Means by population of what areas carried; money by share of spend.
fn hand_over_units(
    nature: &Nature,
    before: &Institutions,
    after: &Institutions,
    closed: f64,
    old: &World,
    new: &mut World,
) {
    for (u, unit) in after.units.iter().enumerate() {
        // Distances have closed through the two Aprils of burn-in.
        new.target_distance[u] = unit.target_distance * closed;
        let mean = |value: &[f64]| -> f64 {
            let sum: f64 = unit
                .parcels
                .iter()
                .map(|&q| after.parcels[q].population * value[after.parcels[q].area])
                .sum();
            sum / unit.population
        };
        new.required[u] = mean(&old.required);
        new.pressure[u] = mean(&old.pressure);
        new.lean[u] = mean(&old.lean);
        new.last_approval[u] = unit
            .parcels
            .iter()
            .map(|&q| old.last_approval[after.parcels[q].area])
            .max()
            .unwrap_or(NEVER);
        for &q in &unit.parcels {
            let parcel = &after.parcels[q];
            let part = parcel.weight / before.units[parcel.area].weight;
            let (years, start) = (
                old.cash_years[parcel.area],
                old.unit_cash_at_start[parcel.area],
            );
            new.cash_years[u][0] += part * years[0];
            new.cash_years[u][1] += part * years[1];
            new.unit_cash_at_start[u] += part * start;
        }
    }
    debug_assert_eq!(before.units.len(), nature.areas);
}

fn hand_over_seat(setting: &Setting<'_>, old: &World, new: &mut World, s: usize, seat: &Panel) {
    let Setting {
        nature,
        institutions: after,
        ..
    } = *setting;
    let items = nature.count;
    let same = seat.own_area && after.same_units;
    for (b, body) in seat.bodies.iter().enumerate() {
        // Capacity in hand stays where the body stays.
        if same {
            new.desks[s].credit[b] = old.desks[0].credit[b];
        }
        for k in (0..items).filter(|&k| seat.holds[k]) {
            let follows = seat.follows(b, k);
            let cell = b * items + k;
            let (stage, due, case) = if same && !follows {
                let mut case = old.desks[0].cases[cell];
                case.tally = [0; 4];
                (old.desks[0].stage[cell], old.desks[0].due[cell], case)
            } else {
                let over = if follows {
                    &after.overseer.bodies[0]
                } else {
                    body
                };
                let (stage, due, mut case) = case_anew(setting, old, over, k);
                case.information = inherited_information(setting, old, body, k);
                (stage, due, case)
            };
            new.desks[s].stage[cell] = stage;
            new.desks[s].due[cell] = due;
            new.desks[s].cases[cell] = case;
            if same && !follows {
                for &q in &body.parcels {
                    let policy = &mut new.policy[q * items + k];
                    if *policy == Policy::Inherited {
                        *policy = Policy::Own;
                    }
                }
            }
        }
    }
}

/// The overseer starts as any body would; it has no case in hand where its followers have a
/// policy or are cooling.
fn hand_over_overseer(setting: &Setting<'_>, old: &World, new: &mut World) {
    let above = &setting.institutions.overseer;
    let desk: &mut Desk = &mut new.overseer_desk;
    for k in 0..desk.cases.len() {
        let (stage, due, mut case) = case_anew(setting, old, &above.bodies[0], k);
        case.information = inherited_information(setting, old, &above.bodies[0], k);
        case.approved = NEVER;
        desk.stage[k] = if stage == Stage::Cooling {
            Stage::Live
        } else {
            stage
        };
        desk.due[k] = due;
        desk.cases[k] = case;
    }
}

fn people<'a>(setting: &'a Setting<'_>, body: &'a Body) -> impl Iterator<Item = (f64, usize)> + 'a {
    body.parcels.iter().map(|&q| {
        let parcel = &setting.institutions.parcels[q];
        (parcel.population, parcel.area)
    })
}

fn case_anew(setting: &Setting<'_>, old: &World, body: &Body, k: usize) -> (Stage, i32, Case) {
    let items = setting.nature.count;
    let (mut live, mut cooling, mut back) = (0.0, 0.0, NEVER);
    let mut opened = NEVER;
    for (people, area) in people(setting, body) {
        let cell = area * items + k;
        opened = opened.max(old.desks[0].cases[cell].opened);
        if old.policy[area * items + k] != Policy::None {
            live += people;
        } else if old.desks[0].stage[cell] == Stage::Cooling {
            cooling += people;
            back = back.max(old.desks[0].due[cell]);
        }
    }
    let half = 0.5 * body.population;
    let mut case = Case {
        opened,
        ..Case::default()
    };
    if opened == NEVER {
        (Stage::Closed, NEVER, case)
    } else if live >= half {
        case.approved = old.month.0;
        (Stage::Live, NEVER, case)
    } else if cooling >= half {
        (Stage::Cooling, back, case)
    } else {
        (Stage::Queued, NEVER, case)
    }
}

fn inherited_information(setting: &Setting<'_>, old: &World, body: &Body, k: usize) -> f64 {
    let items = setting.nature.count;
    let sum: f64 = people(setting, body)
        .map(|(people, area)| people * old.desks[0].cases[area * items + k].information)
        .sum();
    sum / body.population
}
