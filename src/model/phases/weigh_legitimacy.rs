//! Legitimacy of local services.
//!
//! legit ← legit + α_leg (target - legit),
//! target = clip(.6 + l_v (voice - ½) - l_pc Σ_k s_k vis_k |y - ȳ_nb| - l_loss Σ_k s_k vis_k Δy⁺ (1 - cover)
//!     - l_w (ŵ - ŵ*)⁺, 0, 1)
//!
//! with Δy⁺ the withdrawals of the last twelve months, summed month by month, and voice the mean
//! over a place's live policies of (1 - r)(½ + ½ part) of the decider; ½ without any policy; ŵ the mean
//! wait of the commissioner's patients, where the experiment has priorities and targets.

use crate::model::Setting;
use crate::model::workspace::Workspace;
use crate::model::world::World;

/// Legitimacy to which a place returns when nothing moves it.
const REST: f64 = 0.6;

/// See the head of this file.
pub fn weigh_legitimacy(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let l = &setting.parameters.legitimacy;
    let waiting = setting.parameters.priorities.legitimacy_waiting;
    let atoms = setting.nature.atoms;
    workspace.lost.fill(0.0);
    for month in world.losses.chunks_exact(atoms) {
        for (sum, &loss) in workspace.lost.iter_mut().zip(month) {
            *sum += f64::from(loss);
        }
    }
    for n in 0..atoms {
        let q = setting.institutions.parcel_of[n] as usize;
        let lost = workspace.lost[n];
        let target = REST + l.voice * (workspace.voice[q] - 0.5)
            - l.postcode * f64::from(world.lottery[n])
            - l.loss * lost
            - waiting * world.priorities.wait_excess[setting.institutions.parcels[q].unit];
        let target = world.counters.legitimacy.clamp(target, 0.0, 1.0);
        world.legitimacy[n] += l.adjustment * (target - world.legitimacy[n]);
    }
}
