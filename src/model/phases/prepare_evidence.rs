//! Guides, the overseer and holders take items from their queues.
//!
//! Unused capacity of up to one decision is kept; each month cap is added, of a holder at the
//! initiative that grip and unexercised autonomy leave it now, and times the vigour of its
//! commissioners, T/T(0) · staffing · (1 - D). In the order of work
//! (largest first, by `prio`), an item is taken while capacity lasts and costs its work: 1, or
//! `adopt` where valid guidance exists, times 1 - c_copy · peers. An item whose best saving over
//! `pay` years would not pay for its decision stays out. Preparation is charged when an item is
//! taken: c_dec (P/P_0)^η_dec · work. Off (`queues`): every open item is taken at once.

use crate::model::ledger::{Account, DecisionCost};
use crate::model::panel::{Body, Panel};
use crate::model::pick::pick_by;
use crate::model::proposal;
use crate::model::queue;
use crate::model::tier;
use crate::model::workspace::Workspace;
use crate::model::world::{Stage, World};
use crate::model::{Nature, Setting};
use crate::scenario::{Mixing, Parameters};

/// Whether a decision is worth its cost: pay · μ̄ · V ≥ work · cost.
#[must_use]
pub fn is_worth(p: &Parameters, nature: &Nature, body: &Body, item: usize, work: f64) -> bool {
    let saving = p.items.best_share_mean * nature.spend(item, body.weight);
    p.queue.worth_years * saving >= work * body.decision_cost
}

/// Whether a decision can be worth its cost with all the help there is: guidance, and neighbours
/// that all have the policy. What is barred here need not be looked at again in a run.
#[must_use]
pub fn can_be_worth(p: &Parameters, nature: &Nature, body: &Body, item: usize) -> bool {
    let least_work = p.queue.guided_work.min(1.0) * (1.0 - p.queue.copying);
    is_worth(p, nature, body, item, least_work)
}

/// Work of a holder's decision on an item: 1, or `adopt` with valid guidance, less copying.
#[must_use]
pub fn work(setting: &Setting<'_>, world: &World, body: &Body, item: usize) -> f64 {
    let q = &setting.parameters.queue;
    let guided = proposal::guidance(setting, world, body, item).is_some();
    let base = if guided { q.guided_work } else { 1.0 };
    base * (1.0 - q.copying * proposal::peers(setting, world, body, item))
}

/// Work of a decision on an item, and whether it is worth it.
#[must_use]
pub fn work_and_worth(
    setting: &Setting<'_>,
    world: &World,
    body: &Body,
    item: usize,
) -> (f64, bool) {
    let work = work(setting, world, body, item);
    (
        work,
        is_worth(setting.parameters, setting.nature, body, item, work),
    )
}

fn next_credit(setting: &Setting<'_>, credit: f64, capacity: f64) -> f64 {
    if setting.flags.queues {
        queue::accrue(credit, capacity)
    } else {
        f64::INFINITY
    }
}

/// Capacity of a holder relative to what the arm's own grip leaves it, by initiative under
/// restraint ρ: (1 + ι_e (1-r)(1 - ρ E_up)) / (1 + ι_e (1-r)(1 - g E_up)).
fn initiative(setting: &Setting<'_>, world: &World, seat: &Panel, body: &Body) -> f64 {
    let rest = setting.institutions.grip;
    let restraint = &world.assurance.restraint;
    let now = proposal::over_commissioners(setting, body, rest, |u| restraint[u]);
    let attention = tier::overseer_attention(setting.parameters, seat.bodies.len());
    let shown = |restraint: f64| {
        let left = 1.0 - restraint * attention;
        1.0 + setting.parameters.queue.initiative * (1.0 - body.remoteness) * left
    };
    shown(now) / shown(rest)
}

/// The purse that pays for a body's decisions: the commissioner's own, or the upper one.
fn purse(world: &World, body: &Body) -> usize {
    if let [unit] = body.units[..] {
        unit
    } else {
        world.ledger.upper()
    }
}

/// See the head of this file.
pub fn prepare_evidence(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    workspace.taken.clear();
    let bodies = setting.institutions;
    for (g, guide) in bodies.guides.iter().enumerate() {
        guides(setting, world, workspace, g, guide);
    }
    if bodies.grip > 0.0 {
        overseer(setting, world);
    }
    for (s, seat) in bodies.seats.iter().enumerate() {
        holders(setting, world, workspace, s, seat);
    }
}

fn guides(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    g: usize,
    guide: &Panel,
) {
    let items = setting.nature.count;
    let month = world.month.0;
    for (b, body) in guide.bodies.iter().enumerate() {
        let mut credit = next_credit(setting, world.guide_desks[g].credit[b], body.capacity);
        let stages = &world.guide_desks[g].stage[b * items..(b + 1) * items];
        let count = pick_by(&body.order, stages, &mut workspace.found, |_, stage| {
            matches!(stage, Stage::Preparing | Stage::Queued)
        });
        for at in 0..count {
            let k = workspace.found[at] as usize;
            let cell = b * items + k;
            let stage = world.guide_desks[g].stage[cell];
            if stage == Stage::Preparing && world.guide_desks[g].due[cell] <= month {
                issue(setting, world, workspace, g, cell, body, k);
            } else if stage == Stage::Queued
                && is_worth(setting.parameters, setting.nature, body, k, 1.0)
                && queue::take(&mut credit, 1.0)
            {
                world.guide_desks[g].stage[cell] = Stage::Preparing;
                world.guide_desks[g].due[cell] = month + body.delay.ceil() as i32;
                if !world.is_burning_in() {
                    let purse = world.ledger.upper();
                    let cost = body.decision_cost;
                    if guide.duplicate {
                        world.ledger.charge(purse, Account::Duplication, cost);
                    } else {
                        world
                            .ledger
                            .charge_decision(purse, DecisionCost::Preparation, cost);
                    }
                }
                if case_is_due(world, g, cell) {
                    issue(setting, world, workspace, g, cell, body, k);
                }
            }
        }
        world.guide_desks[g].credit[b] = credit;
    }
}

fn case_is_due(world: &World, g: usize, cell: usize) -> bool {
    world.guide_desks[g].due[cell] <= world.month.0
}

/// Guidance is issued: rejected items come back at once where it is known, and live policies
/// gain its cover.
fn issue(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    g: usize,
    cell: usize,
    guide_body: &Body,
    k: usize,
) {
    let items = setting.nature.count;
    world.guide_desks[g].stage[cell] = Stage::Live;
    world.guide_desks[g].cases[cell].approved = world.month.0;
    let guide = &setting.institutions.guides[g];
    let seat = setting.institutions.seat_of[k];
    for (b, body) in setting.institutions.seats[seat].bodies.iter().enumerate() {
        let covered = body
            .parcels
            .first()
            .is_some_and(|q| guide_body.parcels.contains(q));
        if !covered || (guide.published && !proposal::is_aware(setting, body)) {
            continue;
        }
        workspace.work[seat][b * items + k] = f64::NAN;
        let backing = proposal::backing(setting, world, body, k);
        let desk = &mut world.desks[seat];
        match desk.stage[b * items + k] {
            Stage::Cooling => desk.stage[b * items + k] = Stage::Queued,
            Stage::Live => {
                desk.cases[b * items + k].backing = backing;
                workspace.disturb(&body.parcels, k);
            }
            _ => {}
        }
    }
}

/// The overseer decides an item once for the nation, in its own time; its cost counts by grip.
fn overseer(setting: &Setting<'_>, world: &mut World) {
    let above = &setting.institutions.overseer;
    let body = &above.bodies[0];
    let month = world.month.0;
    let mut credit = next_credit(setting, world.overseer_desk.credit[0], body.capacity);
    for &k in &body.order {
        let k = k as usize;
        if world.overseer_desk.stage[k] != Stage::Queued {
            continue;
        }
        if !is_worth(setting.parameters, setting.nature, body, k, 1.0) {
            continue;
        }
        if !queue::take(&mut credit, 1.0) {
            break;
        }
        world.overseer_desk.stage[k] = Stage::Preparing;
        world.overseer_desk.due[k] = month + body.delay.ceil() as i32;
        if !world.is_burning_in() {
            let purse = world.ledger.upper();
            let cost = body.decision_cost * setting.institutions.grip;
            world
                .ledger
                .charge_decision(purse, DecisionCost::Preparation, cost);
        }
    }
    world.overseer_desk.credit[0] = credit;
}

fn holders(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    s: usize,
    seat: &Panel,
) {
    let items = setting.nature.count;
    let grip = setting.institutions.grip;
    let lottery = setting.institutions.mixing == Mixing::Lottery;
    for (b, body) in seat.bodies.iter().enumerate() {
        let capacity = body.capacity
            * initiative(setting, world, seat, body)
            * world.condition.vigour_of(body, &setting.institutions.units);
        let mut credit = next_credit(setting, world.desks[s].credit[b], capacity);
        let row = b * items..(b + 1) * items;
        let barred = &workspace.barred[s][row.clone()];
        let stages = &world.desks[s].stage[row];
        let count = pick_by(&body.order, stages, &mut workspace.found, |k, stage| {
            !barred[k] && stage == Stage::Queued
        });
        for at in 0..count {
            let k = workspace.found[at] as usize;
            let cell = b * items + k;
            // In a lottery only the decider prepares.
            if lottery && seat.follows(b, k) {
                continue;
            }
            if workspace.work[s][cell].is_nan() {
                let (work, worth) = work_and_worth(setting, world, body, k);
                workspace.work[s][cell] = if worth { work } else { f64::INFINITY };
            }
            let work = workspace.work[s][cell];
            if work == f64::INFINITY {
                continue;
            }
            if !queue::take(&mut credit, work) {
                break;
            }
            world.desks[s].stage[cell] = Stage::Preparing;
            workspace.taken.push([s, b, k]);
            if !world.is_burning_in() {
                let share = if lottery { 1.0 } else { 1.0 - grip };
                let purse = purse(world, body);
                let cost = body.decision_cost * work * share;
                world
                    .ledger
                    .charge_decision(purse, DecisionCost::Preparation, cost);
            }
        }
        world.desks[s].credit[b] = credit;
    }
}
