//! Items open to decision, and return.
//!
//! Item k opens in month a_k for every body that holds or guides it. A rejected or reversed item
//! is back in the queue when its months of cooling are over. The overseer takes an item up again
//! when a case that follows its timetable is open again.

use crate::model::Setting;
use crate::model::workspace::Workspace;
use crate::model::world::{Desk, NEVER, Stage, World};

fn open(desk: &mut Desk, items: usize, holds: &[bool], opening: &[i32], month: i32) {
    // Items stand in the order in which they open.
    let open = opening.partition_point(|&opening| opening <= month);
    for (b, stages) in desk.stage.chunks_exact_mut(items).enumerate() {
        let stages = &mut stages[..open];
        // In most months nothing opens; to ask that of a whole row at once costs little.
        let is_any = |any, &stage| any || stage == Stage::Closed;
        if !stages.iter().fold(false, is_any) {
            continue;
        }
        for (k, stage) in stages.iter_mut().enumerate() {
            if *stage == Stage::Closed && holds[k] {
                *stage = Stage::Queued;
                desk.cases[b * items + k].opened = opening[k];
            }
        }
    }
    // Which cases are cooling follows no pattern: chosen, not branched on.
    for (stage, &due) in desk.stage.iter_mut().zip(&desk.due) {
        let is_back = *stage == Stage::Cooling && due <= month;
        *stage = if is_back { Stage::Queued } else { *stage };
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
        if world.overseer_desk.stage[k] != Stage::Live {
            continue;
        }
        let seat = bodies.seat_of[k];
        let panel = &bodies.seats[seat];
        let unseen = world.overseer_desk.cases[k].approved == NEVER;
        let waiting = (0..panel.bodies.len()).any(|b| {
            let stage = world.desks[seat].stage[b * nature.count + k];
            // An overseer that has never looked at an item does so for whoever has it in hand.
            (panel.follows(b, k) || unseen) && matches!(stage, Stage::Queued | Stage::Preparing)
        });
        if waiting {
            world.overseer_desk.stage[k] = Stage::Queued;
        }
    }
}
