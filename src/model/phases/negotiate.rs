//! Joint rounds, and the month of decision.
//!
//! A joint body meets rounds = 1 + Poisson(ξ (m-1) d_G) times, one month each, where d_G is the
//! dispersion of its m members' preferred actions. An item taken in month m is decided in month
//! m + ⌈step · Radner delay + rounds + h_lag · 3 far + publication lag⌉. Off (`joint_rounds`): no
//! round and no meeting cost.

use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::model::{Setting, proposal};
use crate::rng::{Purpose, poisson_quantile, uniform};

/// See the head of this file.
pub fn negotiate(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let items = setting.nature.count;
    let month = world.month.0;
    for taken in 0..workspace.taken.len() {
        let [s, b, k] = workspace.taken[taken];
        let seat = &setting.institutions.seats[s];
        let body = &seat.bodies[b];
        let cell = b * items + k;
        let rounds = if seat.joint && setting.flags.joint_rounds {
            proposal::holder_views(setting, world, workspace, s, b, k);
            let held = &mut world.counters.dispersion;
            let dispersion = proposal::dispersion(setting, held, workspace, body);
            let others = body.units.len() as f64 - 1.0;
            let mean = setting.parameters.joint.negotiation * others * dispersion;
            let u = uniform(
                setting.nature.seed,
                Purpose::Rounds,
                body.anchor.0,
                setting.nature.items.identity[k],
                month,
                seat.role.key(),
            );
            1 + poisson_quantile(u, mean)
        } else {
            0
        };
        world.desks[s].cases[cell].rounds = rounds;
        world.desks[s].due[cell] = month + (body.delay + f64::from(rounds)).ceil() as i32;
    }
}
