//! Items open to decision, and return.
//!
//! Item k opens in month a_k for every body that holds or guides it. A rejected or reversed item
//! is back in the queue when its months of cooling are over. The overseer takes an item up again
//! when a case that follows its timetable is open again.

use crate::model::workspace::Workspace;
use crate::model::world::{Desk, Stage, World};
use crate::model::{Setting, proposal};

fn open(desk: &mut Desk, items: usize, holds: &[bool], opening: &[i32], month: i32) {
    for (cell, case) in desk.cases.iter_mut().enumerate() {
        let k = cell % items;
        case.taken = false;
        if holds[k] && case.stage == Stage::Closed && opening[k] <= month {
            case.stage = Stage::Queued;
            case.opened = opening[k];
        } else if case.stage == Stage::Cooling && case.due <= month {
            case.stage = Stage::Queued;
        }
    }
}

/// See the head of this file.
pub fn open_items(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    let month = world.month.0;
    let nature = setting.nature;
    let opening = &nature.items.opening;
    let bodies = setting.institutions;
    for (panel, desk) in bodies.seats.iter().zip(&mut world.desks) {
        open(desk, nature.count, &panel.holds, opening, month);
    }
    for (panel, desk) in bodies.guides.iter().zip(&mut world.guide_desks) {
        open(desk, nature.count, &panel.holds, opening, month);
    }
    if bodies.grip <= 0.0 {
        return;
    }
    open(
        &mut world.overseer_desk,
        nature.count,
        &bodies.overseer.holds,
        opening,
        month,
    );
    for k in 0..nature.count {
        if world.overseer_desk.cases[k].stage != Stage::Live {
            continue;
        }
        let seat = bodies.seat_of[k];
        let waiting = bodies.seats[seat]
            .bodies
            .iter()
            .enumerate()
            .any(|(b, body)| {
                let stage = world.desks[seat].cases[b * nature.count + k].stage;
                matches!(stage, Stage::Queued | Stage::Preparing)
                    && proposal::follows(setting, body, k)
            });
        if waiting {
            world.overseer_desk.cases[k].stage = Stage::Queued;
        }
    }
}
