//! Decisions: action, approval, second-guessing.
//!
//! Every case that is due is decided on the state at the start of this phase, so that the order of
//! bodies does not matter; then all rulings take effect.
//!
//! Action: the holder's view (a joint body's diluted), mixed with the overseer's by its weight w.
//! Approval: one keyed uniform against P = (1-w) P_holder(x) + w P_overseer(x), each
//! Λ(β [f·gain - a_p·pressure + a_n·peers - a_0]) with its own pressures and its own view of x; a
//! joint body's P is the weighted mean of its members'. The overseer weighs the nation's gain less
//! what this holder's action departs from its view.
//! Second-guessing: with probability min(1, q_sg (1 - ω_col) · 4g(1-g) · 2(1 - trust)) the case comes
//! back after three months with a new draw, once; grip and trust downwards are means over the body's
//! commissioners. Off where grip is 0 or 1.

use crate::model::domains::disinvestment as rule;
use crate::model::domains::priorities::count_ruling;
use crate::model::ledger::{Account, DecisionCost};
use crate::model::nature::Clamped;
use crate::model::panel::{Body, Panel};
use crate::model::pick::pick;
use crate::model::proposal::{self, View};
use crate::model::tier;
use crate::model::workspace::{Ruling, Verdict, Workspace};
use crate::model::world::{APPROVALS, DECISIONS, Policy, REQUESTS, Stage, World};
use crate::model::{Nature, Setting};
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;

/// Months by which second-guessing puts a decision off.
const REWORK_MONTHS: i32 = 3;

/// See the head of this file.
pub fn decide(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let nature = setting.nature;
    let month = world.month.0;
    // The overseer's evidence that is ready now is in hand from now on.
    let above = &mut world.overseer_desk;
    for (k, stage) in above.stage.iter_mut().enumerate() {
        if *stage == Stage::Preparing && above.due[k] <= month {
            *stage = Stage::Live;
            above.cases[k].approved = month;
        }
    }
    workspace.verdicts.clear();
    let open = nature.open(month);
    // Only a follower is decided on while it waits in its queue.
    let follow = setting.institutions.grip > 0.0;
    for (s, seat) in setting.institutions.seats.iter().enumerate() {
        for b in 0..seat.bodies.len() {
            let row = b * nature.count;
            let stages = &world.desks[s].stage[row..row + open];
            let count = pick(stages, &mut workspace.found, |stage| {
                matches!(stage, Stage::Preparing | Stage::Rework)
                    || (follow && stage == Stage::Queued)
            });
            for at in 0..count {
                let k = workspace.found[at] as usize;
                if seat.holds[k] && is_due(setting, world, s, b, k) {
                    let kind = rule_on(setting, world, workspace, s, b, k);
                    workspace.verdicts.push(Verdict {
                        seat: s,
                        body: b,
                        item: k,
                        kind,
                    });
                }
            }
        }
    }
    for v in 0..workspace.verdicts.len() {
        let verdict = workspace.verdicts[v];
        take_effect(setting, world, workspace, verdict);
    }
}

/// A case that follows the overseer's timetable is due when the overseer has just finished.
fn is_due(setting: &Setting<'_>, world: &World, s: usize, b: usize, k: usize) -> bool {
    let month = world.month.0;
    let cell = b * setting.nature.count + k;
    let due = world.desks[s].due[cell] <= month;
    let follows = setting.institutions.seats[s].follows(b, k);
    match world.desks[s].stage[cell] {
        Stage::Queued | Stage::Preparing if follows => {
            let above = &world.overseer_desk;
            above.stage[k] == Stage::Live && above.cases[k].approved == month
        }
        Stage::Preparing | Stage::Rework => due,
        _ => false,
    }
}

/// Whether the holder's own evidence is in hand.
fn is_informed(setting: &Setting<'_>, world: &World, s: usize, b: usize, k: usize) -> bool {
    let cell = b * setting.nature.count + k;
    match world.desks[s].stage[cell] {
        _ if world.desks[s].cases[cell].served => true,
        Stage::Preparing => {
            world.desks[s].due[cell] <= world.month.0
                || !setting.institutions.seats[s].follows(b, k)
        }
        _ => false,
    }
}

/// The role and anchor whose luck a case shares: the overseer's where it follows it.
fn luck(setting: &Setting<'_>, seat: &Panel, b: usize, k: usize) -> (u32, u32) {
    if seat.follows(b, k) {
        let above = &setting.institutions.overseer;
        (above.bodies[0].anchor.0, above.role.key())
    } else {
        (seat.bodies[b].anchor.0, seat.role.key())
    }
}

fn rule_on(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    s: usize,
    b: usize,
    k: usize,
) -> Ruling {
    let Setting {
        nature,
        institutions,
        ..
    } = *setting;
    let seat = &institutions.seats[s];
    let body = &seat.bodies[b];
    let month = world.month.0;
    let draw = |purpose: Purpose, anchor: u32, role: u32| {
        uniform(
            nature.seed,
            purpose,
            anchor,
            nature.items.identity[k],
            month,
            role,
        )
    };
    let cell = b * nature.count + k;
    let informed = is_informed(setting, world, s, b, k);
    let guided = proposal::guidance(setting, world, body, k).map(|(g, _)| g as u32);
    let case = &mut world.desks[s].cases[cell];
    case.served = informed;
    case.guided = guided;

    if world.desks[s].stage[cell] != Stage::Rework {
        let chance = second_guessing(setting, world, body);
        if chance > 0.0 && draw(Purpose::Rework, body.anchor.0, seat.role.key()) < chance {
            return Ruling::Reworked;
        }
    }

    let (mine, theirs) = proposal::propose(setting, world, workspace, s, b, k, informed);
    let w = proposal::overseer_weight(setting, seat, b, k);
    let peers = proposal::peers(setting, world, body, k);
    let mut probability = 0.0;
    let mut unopposed = 0.0;
    if w < 1.0 {
        let departure = mean_over(setting, workspace, body, |ws, a| {
            rule::gain_seen(ws.views[0][a], ws.action[a])
        });
        let gain = scaled_gain(setting, world, departure, mine);
        let backing = proposal::backing(setting, world, body, k).unwrap_or(0.0);
        let cover = seat.cover.max(backing);
        let [with, without] = if seat.joint {
            members_approval(setting, world, body, k, gain, cover, peers)
        } else {
            let climate = climate(setting, world, body, k);
            let held = &mut world.counters.opposition;
            body_approval(setting, held, climate, body, k, gain, cover, peers)
        };
        probability += (1.0 - w) * with;
        unopposed += (1.0 - w) * without;
    }
    if let Some(theirs) = theirs {
        let above = &institutions.overseer;
        let best = overseer_gain(setting, world, workspace, k, theirs);
        let departure = mean_over(setting, workspace, body, |ws, a| {
            let d = ws.views[1][a] - ws.action[a];
            d * d
        });
        let gain = scaled_gain(setting, world, best - departure, theirs);
        let climate = overseer_climate(setting, world, workspace, k);
        let body = &above.bodies[0];
        let held = &mut world.counters.opposition;
        let [with, without] =
            body_approval(setting, held, climate, body, k, gain, above.cover, 0.0);
        probability += w * with;
        unopposed += w * without;
    }
    let (anchor, role) = luck(setting, seat, b, k);
    let u = draw(Purpose::Approval, anchor, role);
    if u < probability {
        Ruling::Approved
    } else if u < unopposed && body.remoteness < 1.0 && w < 1.0 {
        Ruling::Blocked
    } else {
        Ruling::Rejected
    }
}

/// Chance that a decision of a body is second-guessed, with grip g and trust t as means over its
/// commissioners by people: min(1, q_sg (1 - ω_col) · 4g(1-g) · 2(1 - t)). What grip exceeds the
/// arm's own does not fall on the nation as holder: nobody stands above it.
fn second_guessing(setting: &Setting<'_>, world: &mut World, body: &Body) -> f64 {
    let p = setting.parameters;
    let formal = setting.institutions.grip;
    let g = if body.remoteness < 1.0 {
        proposal::over_commissioners(setting, body, formal, |u| world.condition.grips[u][0])
    } else {
        formal
    };
    let trust = proposal::over_commissioners(setting, body, p.costs.trust_down, |u| {
        world.condition.trust_down[u]
    });
    let heeded = if setting.flags.domains.has(Domain::Assurance) {
        1.0 - p.politics.collective
    } else {
        1.0
    };
    let wanted = p.costs.second_guessing * heeded * 4.0 * g * (1.0 - g) * 2.0 * (1.0 - trust);
    world.counters.second_guessing.clamp(wanted, 0.0, 1.0)
}

fn scaled_gain(setting: &Setting<'_>, world: &mut World, numerator: f64, view: View) -> f64 {
    let counters = &mut world.counters;
    let divisor = counters
        .gain_divisor
        .clamp(view.mean, rule::DIVISOR_FLOOR, f64::INFINITY);
    let scale = divisor * setting.parameters.items.best_share_mean;
    counters.gain.clamp(numerator / scale, -1.0, 2.0)
}

fn mean_over(
    setting: &Setting<'_>,
    workspace: &Workspace,
    body: &Body,
    value: impl Fn(&Workspace, usize) -> f64,
) -> f64 {
    let mut a = 0;
    let mut sum = 0.0;
    for &q in &body.parcels {
        for &n in &setting.institutions.parcels[q].atoms {
            sum += setting.nature.population[n as usize] * value(workspace, a);
            a += 1;
        }
    }
    sum / body.population
}

/// National mean of the overseer's squared view on an item; computed once a month and item.
fn overseer_gain(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    k: usize,
    view: View,
) -> f64 {
    let (month, known) = workspace.overseer_gain[k];
    if month == world.month.0 {
        return known;
    }
    let nature = setting.nature;
    let above = &setting.institutions.overseer;
    let body = &above.bodies[0];
    let views = &mut workspace.national_views;
    proposal::views_of(setting, world, above, body, k, view.base, views);
    // Parcel by parcel, as any body sums: so that the nation as holder gets the same bits.
    let parcels = body.parcels.iter();
    let atoms = parcels.flat_map(|&q| &setting.institutions.parcels[q].atoms);
    let mut sum = 0.0;
    for (&p, &n) in workspace.national_views.iter().zip(atoms) {
        sum += nature.population[n as usize] * rule::gain_seen(p, p);
    }
    let mean = sum / above.bodies[0].population;
    workspace.overseer_gain[k] = (world.month.0, mean);
    mean
}

/// Population-weighted means over a body: financial pressure, opposition, lean.
fn climate(setting: &Setting<'_>, world: &World, body: &Body, k: usize) -> [f64; 3] {
    let Setting {
        nature,
        institutions,
        ..
    } = *setting;
    let mut sums = [0.0; 3];
    for &q in &body.parcels {
        let parcel = &institutions.parcels[q];
        sums[0] += parcel.population * world.pressure[parcel.unit];
        sums[1] += parcel.population * f64::from(nature.opposition[parcel.area * nature.lanes + k]);
        sums[2] += parcel.population * world.lean[parcel.unit];
    }
    sums.map(|s| s / body.population)
}

/// The same over the overseer's nation, computed once a month and item.
fn overseer_climate(
    setting: &Setting<'_>,
    world: &World,
    workspace: &mut Workspace,
    k: usize,
) -> [f64; 3] {
    let (month, known) = workspace.overseer_climate[k];
    if month == world.month.0 {
        return known;
    }
    let found = climate(setting, world, &setting.institutions.overseer.bodies[0], k);
    workspace.overseer_climate[k] = (world.month.0, found);
    found
}

fn exposure_of(setting: &Setting<'_>, nature: &Nature, body: &Body, k: usize) -> f64 {
    let nat = nature.items.organisation[k];
    tier::exposure(
        setting.parameters,
        setting.flags.exposure,
        body.remoteness,
        nat,
    )
}

/// P of a body as one in its climate, and what it would be without opposition and visibility.
#[expect(
    clippy::too_many_arguments,
    reason = "the same for a holder and for the overseer"
)]
fn body_approval(
    setting: &Setting<'_>,
    held: &mut Clamped,
    [f, opposition, lean]: [f64; 3],
    body: &Body,
    k: usize,
    gain: f64,
    cover: f64,
    peers: f64,
) -> [f64; 2] {
    let a = &setting.parameters.approval;
    let met = rule::opposition_met(held, opposition, a.lean, lean);
    let visibility = setting.nature.items.visibility[k];
    let press = rule::pressure(
        met,
        visibility,
        exposure_of(setting, setting.nature, body, k),
        cover,
    );
    [press, 0.0].map(|press| rule::approval(a, f, gain, press, peers))
}

/// P of a joint body: the weighted mean of its members', each with its own f, opposition and
/// lean, under the group's exposure and cover.
fn members_approval(
    setting: &Setting<'_>,
    world: &mut World,
    body: &Body,
    k: usize,
    gain: f64,
    cover: f64,
    peers: f64,
) -> [f64; 2] {
    let a = &setting.parameters.approval;
    let Setting {
        nature,
        institutions,
        ..
    } = *setting;
    let exposure = exposure_of(setting, nature, body, k);
    let visibility = nature.items.visibility[k];
    let mut sums = [0.0; 2];
    for &u in &body.units {
        let unit = &institutions.units[u];
        let opposition: f64 = unit
            .parcels
            .iter()
            .map(|&q| {
                let parcel = &institutions.parcels[q];
                parcel.population * f64::from(nature.opposition[parcel.area * nature.lanes + k])
            })
            .sum::<f64>()
            / unit.population;
        let held = &mut world.counters.opposition;
        let met = rule::opposition_met(held, opposition, a.lean, world.lean[u]);
        let press = rule::pressure(met, visibility, exposure, cover);
        for (sum, press) in sums.iter_mut().zip([press, 0.0]) {
            *sum += unit.population / body.population
                * rule::approval(a, world.pressure[u], gain, press, peers);
        }
    }
    sums
}

fn take_effect(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    verdict: Verdict,
) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let Verdict {
        seat: s,
        body: b,
        item: k,
        kind,
    } = verdict;
    let seat = &institutions.seats[s];
    let body = &seat.bodies[b];
    let cell = b * nature.count + k;
    let month = world.month.0;
    let counted = !world.is_burning_in();

    if counted {
        count_ruling(world, &body.units, kind == Ruling::Reworked);
    }
    if kind == Ruling::Reworked {
        world.desks[s].stage[cell] = Stage::Rework;
        world.desks[s].due[cell] = month + REWORK_MONTHS;
        world.assurance.intervene(setting, &body.units, 1.0);
        if counted {
            let purse = world.ledger.upper();
            world
                .ledger
                .charge(purse, Account::Duplication, p.costs.rework_gbp_k * 1e3);
        }
        return;
    }

    if counted && seat.joint {
        let rounds = f64::from(world.desks[s].cases[cell].rounds);
        // Under a blend the holder's meetings count by its part in the decision.
        let share = 1.0 - proposal::overseer_weight(setting, seat, b, k);
        for &u in &body.units {
            let cost = p.costs.meeting_gbp * rounds * share;
            world
                .ledger
                .charge_decision(u, DecisionCost::Negotiation, cost);
        }
    }
    let backing = proposal::backing(setting, world, body, k);
    let case = &mut world.desks[s].cases[cell];
    case.rounds = 0;
    case.decided = if case.decided == crate::model::world::NEVER {
        month
    } else {
        case.decided
    };
    if counted {
        case.tally[DECISIONS] += 1;
        case.tally[REQUESTS] += u32::from(kind == Ruling::Blocked);
    }
    if kind != Ruling::Approved {
        world.desks[s].stage[cell] = Stage::Cooling;
        world.desks[s].due[cell] = month + p.queue.revisit_months.round() as i32;
        return;
    }
    case.approved = month;
    case.backing = backing;
    case.tally[APPROVALS] += u32::from(counted);
    let informed = case.served;
    world.desks[s].stage[cell] = Stage::Live;
    proposal::propose(setting, world, workspace, s, b, k, informed);
    let mut a = 0;
    let mut planned = 0.0;
    for &q in &body.parcels {
        world.policy[q * nature.count + k] = Policy::Own;
        for &n in &institutions.parcels[q].atoms {
            let n = n as usize;
            world.action[n * nature.lanes + k] = workspace.action[a] as f32;
            planned += nature.spend(k, nature.weight[n]) * workspace.action[a];
            a += 1;
        }
    }
    world.flows.newly_planned += planned;
    for &u in &body.units {
        world.last_approval[u] = month;
    }
    workspace.disturb(&body.parcels, k);
}
