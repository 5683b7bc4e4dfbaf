//! What new bodies take over from old ones: at the end of March 2009 from the commissioners of
//! burn-in, and at every later reorganisation.
//!
//! Places keep what is theirs: activity, health, legitimacy, live policies. Commissioners inherit by
//! people; money, debts and contracts pass to the penny. Queues are formed anew: an item is live
//! before a body if at least half its people have a policy, else cooling if at least half are
//! cooling, else queued; later reorganisations also lose q_lost of the decisions in hand. Where the
//! same body goes on deciding, nothing changes hands.

use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;
use crate::units::Month;

use super::Setting;
use super::arrangement::Institutions;
use super::ledger::hand_over_books;
use super::overlap::Overlap;
use super::panel::{Body, Panel};
use super::world::{Case, Desk, NEVER, Policy, REQUESTS, Stage, World};

/// Two arrangements and what stands between them.
struct Change<'a> {
    setting: &'a Setting<'a>,
    before: &'a Institutions,
    overlap: &'a Overlap,
    old: &'a World,
    /// Whether this is the end of burn-in, when arms part.
    at_start: bool,
}

/// The world of an arrangement on the eve of its first month, from that of the one before.
#[must_use]
pub fn hand_over(setting: &Setting<'_>, before: &Institutions, old: &World) -> World {
    let Setting {
        nature,
        institutions: after,
        ..
    } = *setting;
    let overlap = Overlap::between(before, after, &nature.population);
    let change = Change {
        setting,
        before,
        overlap: &overlap,
        old,
        at_start: old.is_burning_in(),
    };
    let mut new = World::new(setting);
    places(&change, &mut new);
    for (q, parcel) in after.parcels.iter().enumerate() {
        let from = parcel.from;
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
    units(&change, &mut new);
    for (s, seat) in after.seats.iter().enumerate() {
        hand_over_seat(&change, &mut new, s, seat);
    }
    if change.at_start {
        // Every arm begins with the quality, lists and care that it finds; the rest rests.
        new.priorities = old.priorities.handed_over(setting, &overlap);
        new.redesign = old.redesign.handed_over(setting, &overlap);
    } else {
        remember(&change, &mut new);
        domains(&change, &mut new);
    }
    for (g, guide) in after.guides.iter().enumerate() {
        if let (Some(same), false) = (after.guide_before[g], change.at_start) {
            new.guide_desks[g].clone_from(&old.guide_desks[same]);
            continue;
        }
        for (b, body) in guide.bodies.iter().enumerate() {
            for k in 0..nature.count {
                new.guide_desks[g].cases[b * nature.count + k].information =
                    inherited_information(&change, body, k);
            }
        }
    }
    if after.grip > 0.0 {
        if before.grip > 0.0 {
            // The nation goes on.
            new.overseer_desk.clone_from(&old.overseer_desk);
        } else {
            hand_over_overseer(&change, &mut new);
        }
    }
    new
}

/// What belongs to places and to the nation, and no body can lose.
fn places(change: &Change<'_>, new: &mut World) {
    let old = change.old;
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
    if change.at_start {
        return;
    }
    new.qaly_year.clone_from(&old.qaly_year);
    new.qaly_total.clone_from(&old.qaly_total);
    new.flows.clone_from(&old.flows);
    new.counters.clone_from(&old.counters);
    new.past = old.past;
}

/// The state of every domain that is kept by commissioner. A domain adds its line here.
fn domains(change: &Change<'_>, new: &mut World) {
    let Change {
        setting,
        before,
        overlap,
        old,
        ..
    } = *change;
    let after = setting.institutions;
    let same_grips = before.grips.map(f64::to_bits) == after.grips.map(f64::to_bits);
    new.ledger = hand_over_books(&old.ledger, before, after, overlap);
    // Where everybody goes on under the same bodies and grips, nothing is handed over.
    if same_grips
        && overlap.is_same()
        && before.intermediates == after.intermediates
        && before.intermediate_of_unit == after.intermediate_of_unit
    {
        new.condition.clone_from(&old.condition);
        new.priorities.clone_from(&old.priorities);
        new.redesign.clone_from(&old.redesign);
        new.support.clone_from(&old.support);
        new.people.clone_from(&old.people);
        new.assurance.clone_from(&old.assurance);
        new.reorganisation.clone_from(&old.reorganisation);
        new.contracts.clone_from(&old.contracts);
        new.finances.clone_from(&old.finances);
        return;
    }
    new.condition = old.condition.handed_over(setting, overlap);
    new.priorities = old.priorities.handed_over(setting, overlap);
    new.redesign = old.redesign.handed_over(setting, overlap);
    new.support = old.support.handed_over(setting, overlap);
    new.people = old.people.handed_over(setting, overlap);
    new.assurance = old.assurance.handed_over(setting, overlap);
    new.reorganisation = old.reorganisation.handed_over(overlap);
    new.contracts = old.contracts.handed_over(setting, overlap);
    new.finances = old.finances.handed_over(setting, overlap);
    // Trust is between people who knew each other; a body that goes on keeps everything.
    let kept = setting.parameters.reorganisation.trust_kept;
    let there = setting.flags.domains.has(Domain::Reorganisation);
    for u in 0..overlap.pieces.len() {
        match overlap.goes_on_as(u) {
            Some(o) => {
                new.condition.carry(u, &old.condition, o, same_grips);
                new.assurance.carry(u, &old.assurance, o, same_grips);
                new.people.carry(u, &old.people, o);
                new.priorities.carry(u, &old.priorities, o);
            }
            None if there => {
                new.condition.trust_down[u] *= kept;
                new.condition.trust_up[u] *= kept;
            }
            None => {}
        }
    }
}

/// Months of April up to a month, the first being that of 2007.
fn aprils(month: Month) -> f64 {
    f64::from((month.0 - Month::FIRST.0).div_euclid(12) + 1)
}

/// Means by population of what commissioners carried; money by share of spend.
fn units(change: &Change<'_>, new: &mut World) {
    let Change {
        setting,
        before,
        overlap,
        old,
        at_start,
    } = *change;
    let after = setting.institutions;
    // Distances have closed a little at every April since 2007.
    let half_life = setting.parameters.finance.target_half_life_months;
    let closed = libm::pow(0.5, 12.0 * aprils(old.month) / half_life);
    let unit_before = |q: usize| before.parcels[after.parcels[q].from].unit;
    for (u, unit) in after.units.iter().enumerate() {
        if let (Some(o), false) = (overlap.goes_on_as(u), at_start) {
            new.target_distance[u] = old.target_distance[o];
            new.required[u] = old.required[o];
            new.required_plan[u] = old.required_plan[o];
            new.pressure[u] = old.pressure[o];
            new.lean[u] = old.lean[o];
            new.last_approval[u] = old.last_approval[o];
            new.cash_years[u] = old.cash_years[o];
            new.unit_cash_at_start[u] = old.unit_cash_at_start[o];
            continue;
        }
        new.target_distance[u] = unit.target_distance * closed;
        let mean = |value: &[f64]| -> f64 {
            let sum: f64 = unit
                .parcels
                .iter()
                .map(|&q| after.parcels[q].population * value[unit_before(q)])
                .sum();
            sum / unit.population
        };
        new.required[u] = mean(&old.required);
        new.required_plan[u] = mean(&old.required_plan);
        new.pressure[u] = mean(&old.pressure);
        new.lean[u] = mean(&old.lean);
        new.last_approval[u] = unit
            .parcels
            .iter()
            .map(|&q| old.last_approval[unit_before(q)])
            .max()
            .unwrap_or(NEVER);
        for &q in &unit.parcels {
            let from = unit_before(q);
            let part = after.parcels[q].weight / before.units[from].weight;
            let (years, start) = (old.cash_years[from], old.unit_cash_at_start[from]);
            new.cash_years[u][0] += part * years[0];
            new.cash_years[u][1] += part * years[1];
            new.unit_cash_at_start[u] += part * start;
        }
    }
}

impl Change<'_> {
    /// The old case on an item of the body to which a parcel of now belonged.
    fn case_before(&self, parcel: usize, k: usize) -> (usize, usize) {
        let from = self.setting.institutions.parcels[parcel].from;
        let seat = self.before.seat_of[k];
        let body = self.before.seats[seat].body_of_parcel[from];
        (seat, body * self.setting.nature.count + k)
    }

    /// The old body as which a body goes on deciding on an item, if it has the same people and
    /// decides in the same way.
    fn goes_on_as(&self, seat: &Panel, b: usize, k: usize) -> Option<(usize, usize)> {
        let after = self.setting.institutions;
        let s = self.before.seat_of[k];
        let was = &self.before.seats[s];
        if self.at_start {
            return (seat.own_area && after.same_units).then_some((s, b));
        }
        let same_way = was.joint == seat.joint
            && was.borders == seat.borders
            && was.participation.to_bits() == seat.participation.to_bits();
        let body = &seat.bodies[b];
        // National bodies go on whoever founds the others anew.
        if after.calendar.anew && body.parcels.len() < after.parcels.len() {
            return None;
        }
        let first = *body.parcels.first()?;
        let o = was.body_of_parcel[after.parcels[first].from];
        let whole = |bodies: &Institutions, body: &Body| -> usize {
            body.parcels
                .iter()
                .map(|&q| bodies.parcels[q].atoms.len())
                .sum()
        };
        let inside = body
            .parcels
            .iter()
            .all(|&q| was.body_of_parcel[after.parcels[q].from] == o);
        (same_way && inside && whole(after, body) == whole(self.before, &was.bodies[o]))
            .then_some((s, o))
    }
}

fn hand_over_seat(change: &Change<'_>, new: &mut World, s: usize, seat: &Panel) {
    let nature = change.setting.nature;
    let after = change.setting.institutions;
    let old = change.old;
    let items = nature.count;
    for (b, body) in seat.bodies.iter().enumerate() {
        for k in (0..items).filter(|&k| seat.holds[k]) {
            let follows = seat.follows(b, k);
            let cell = b * items + k;
            let goes_on = change.goes_on_as(seat, b, k);
            if let Some((was, o)) = goes_on {
                // Capacity in hand stays where the body stays.
                new.desks[s].credit[b] = old.desks[was].credit[o];
            }
            let kept =
                goes_on.filter(|&(was, o)| change.before.seats[was].follows(o, k) == follows);
            let Some((was, o)) = kept else {
                let over = if follows {
                    &after.overseer.bodies[0]
                } else {
                    body
                };
                let (stage, due, mut case) = case_anew(change, over, k);
                case.information = inherited_information(change, body, k);
                new.desks[s].stage[cell] = stage;
                new.desks[s].due[cell] = due;
                new.desks[s].cases[cell] = case;
                if goes_on.is_none() {
                    lose(change, new, s, seat, b, k);
                }
                continue;
            };
            let before = o * items + k;
            let mut case = old.desks[was].cases[before];
            if change.at_start {
                case.tally = [0; 4];
            }
            case.guided = case.guided.and_then(|guide| {
                let now = after.guide_before.iter();
                let at = now.clone().position(|&g| g == Some(guide as usize));
                at.map(|g| g as u32)
            });
            new.desks[s].stage[cell] = old.desks[was].stage[before];
            new.desks[s].due[cell] = old.desks[was].due[before];
            new.desks[s].cases[cell] = case;
            for &q in &body.parcels {
                let from = after.parcels[q].from;
                new.policy[q * items + k] = old.policy[from * items + k];
            }
        }
    }
}

/// A decision in hand is lost with probability `q_lost` when its body is dissolved: the item comes
/// back after the months of cooling.
fn lose(change: &Change<'_>, new: &mut World, s: usize, seat: &Panel, b: usize, k: usize) {
    let nature = change.setting.nature;
    let p = change.setting.parameters;
    let cell = b * nature.count + k;
    let there = change.setting.flags.domains.has(Domain::Reorganisation);
    if change.at_start || !there || new.desks[s].stage[cell] != Stage::Queued {
        return;
    }
    let u = uniform(
        nature.seed,
        Purpose::LostDecision,
        seat.bodies[b].anchor.0,
        nature.items.identity[k],
        change.old.month.0,
        seat.role.key(),
    );
    if u < p.reorganisation.queue_lost {
        new.desks[s].stage[cell] = Stage::Cooling;
        new.desks[s].due[cell] = change.old.month.0 + p.queue.revisit_months.round() as i32;
        new.past.lost += 1.0;
    }
}

/// Tallies of cases that no body goes on with are added to the past.
fn remember(change: &Change<'_>, new: &mut World) {
    let nature = change.setting.nature;
    let before = change.before;
    let items = nature.count;
    let mut goes_on: Vec<Vec<bool>> = before
        .seats
        .iter()
        .map(|seat| vec![false; seat.bodies.len() * items])
        .collect();
    for seat in &change.setting.institutions.seats {
        for b in 0..seat.bodies.len() {
            for k in (0..items).filter(|&k| seat.holds[k]) {
                if let Some((was, o)) = change.goes_on_as(seat, b, k)
                    && before.seats[was].follows(o, k) == seat.follows(b, k)
                {
                    goes_on[was][o * items + k] = true;
                }
            }
        }
    }
    for (s, seat) in before.seats.iter().enumerate() {
        for (b, body) in seat.bodies.iter().enumerate() {
            for k in (0..items).filter(|&k| !goes_on[s][b * items + k]) {
                let tally = change.old.desks[s].cases[b * items + k].tally;
                let weight = nature.items.share[k] * body.population / nature.nation;
                for (sum, count) in new.past.weighted.iter_mut().zip(tally) {
                    *sum += weight * f64::from(count);
                }
                new.past.requests += body.units.len() as f64 * f64::from(tally[REQUESTS])
                    / before.units.len() as f64;
            }
        }
    }
}

/// The overseer starts as any body would; it has no case in hand where its followers have a
/// policy or are cooling.
fn hand_over_overseer(change: &Change<'_>, new: &mut World) {
    let above = &change.setting.institutions.overseer;
    let desk: &mut Desk = &mut new.overseer_desk;
    for k in 0..desk.cases.len() {
        let (stage, due, mut case) = case_anew(change, &above.bodies[0], k);
        case.information = inherited_information(change, &above.bodies[0], k);
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

/// A case as a new body finds it. Its first decision is that of the body that had most of its
/// people, ties to the first; before April 2009 none is counted.
fn case_anew(change: &Change<'_>, body: &Body, k: usize) -> (Stage, i32, Case) {
    let old = change.old;
    let items = change.setting.nature.count;
    let parcels = &change.setting.institutions.parcels;
    let (mut live, mut cooling, mut back) = (0.0, 0.0, NEVER);
    let (mut opened, mut decided, mut most) = (NEVER, NEVER, 0.0);
    for &q in &body.parcels {
        let people = parcels[q].population;
        let (seat, cell) = change.case_before(q, k);
        let desk = &old.desks[seat];
        opened = opened.max(desk.cases[cell].opened);
        if people > most && !change.at_start {
            most = people;
            decided = desk.cases[cell].decided;
        }
        if old.policy[parcels[q].from * items + k] != Policy::None {
            live += people;
        } else if desk.stage[cell] == Stage::Cooling {
            cooling += people;
            back = back.max(desk.due[cell]);
        }
    }
    let half = 0.5 * body.population;
    let mut case = Case {
        opened,
        decided,
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

fn inherited_information(change: &Change<'_>, body: &Body, k: usize) -> f64 {
    let parcels = &change.setting.institutions.parcels;
    let sum: f64 = body
        .parcels
        .iter()
        .map(|&q| {
            let (seat, cell) = change.case_before(q, k);
            parcels[q].population * change.old.desks[seat].cases[cell].information
        })
        .sum();
    sum / body.population
}
