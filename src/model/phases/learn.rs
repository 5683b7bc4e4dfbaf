//! Learning, every March.
//!
//! SS_G = Σ_{n in G} (pop_n / P_0) (x_n - x̄_G)² over places with a policy
//! I ← I + λ_obs [SS_G + λ_sh (SS_all - SS_G)⁺]
//!
//! Error in the national mean shrinks by 1/(1 + I), bias to one half at most. The same rule for
//! all: uniform policies teach nothing, fragmented ones teach much but only if shared. The action
//! of every policy of a body's own is then recomputed with the new knowledge at no decision cost,
//! and neighbours take note of who has a policy.

use crate::model::Setting;
use crate::model::panel::{Body, Panel};
use crate::model::proposal;
use crate::model::tier::REFERENCE_POPULATION;
use crate::model::workspace::Workspace;
use crate::model::world::{Desk, Policy, Stage, World};

/// See the head of this file.
pub fn learn(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if !world.month.is_march() {
        return;
    }
    gather(setting, world, workspace);
    let bodies = setting.institutions;
    let [nation, _] = &mut workspace.variation_over;
    add_up(&workspace.variation, 0..bodies.parcels.len(), nation);
    for (s, seat) in bodies.seats.iter().enumerate() {
        inform(setting, workspace, seat, 1.0, &mut world.desks[s]);
    }
    for (g, guide) in bodies.guides.iter().enumerate() {
        inform(setting, workspace, guide, 0.0, &mut world.guide_desks[g]);
    }
    if bodies.grip > 0.0 {
        inform(
            setting,
            workspace,
            &bodies.overseer,
            bodies.grip,
            &mut world.overseer_desk,
        );
    }
    refresh_actions(setting, world, workspace);
    for work in &mut workspace.work {
        work.fill(f64::NAN);
    }
    for (known, policy) in world.known.iter_mut().zip(&world.policy) {
        *known = *policy != Policy::None;
    }
}

/// Sums of weight, weight · x and weight · x² over places with a policy, by parcel and item.
fn gather(setting: &Setting<'_>, world: &World, workspace: &mut Workspace) {
    let nature = setting.nature;
    // What is not open yet has no policy.
    let open = nature.open(world.month.0);
    for (q, parcel) in setting.institutions.parcels.iter().enumerate() {
        let row = q * nature.count..(q + 1) * nature.count;
        let variation = &mut workspace.variation[row.clone()];
        variation.fill([0.0; 3]);
        let variation = &mut variation[..open];
        // Place by place, as rows lie; what has no policy is struck out afterwards.
        for &n in &parcel.atoms {
            let n = n as usize;
            let weight = nature.population[n] / REFERENCE_POPULATION;
            for (sums, &x) in variation.iter_mut().zip(&world.action[n * nature.lanes..]) {
                let x = f64::from(x);
                sums[0] += weight;
                sums[1] += weight * x;
                sums[2] += weight * x * x;
            }
        }
        for (sums, policy) in variation.iter_mut().zip(&world.policy[row]) {
            if *policy == Policy::None {
                *sums = [0.0; 3];
            }
        }
    }
}

/// Sums over some parcels, item by item.
fn add_up(variation: &[[f64; 3]], parcels: impl Iterator<Item = usize>, over: &mut [[f64; 3]]) {
    let items = over.len();
    over.fill([0.0; 3]);
    for q in parcels {
        for (sums, parts) in over.iter_mut().zip(&variation[q * items..]) {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
    }
}

/// Sum of squares about the mean, from the sums.
fn squares(sums: [f64; 3]) -> f64 {
    if sums[0] > 0.0 {
        (sums[2] - sums[1] * sums[1] / sums[0]).max(0.0)
    } else {
        0.0
    }
}

/// `part` is the part of the policies of its people that are the body's own: all of a holder's,
/// none of a guide's, grip of an overseer's. The rest is other bodies' and must be shared.
fn inform(
    setting: &Setting<'_>,
    workspace: &mut Workspace,
    panel: &Panel,
    part: f64,
    desk: &mut Desk,
) {
    let e = &setting.parameters.evidence;
    let items = setting.nature.count;
    let [nation, over] = &mut workspace.variation_over;
    for (b, body) in panel.bodies.iter().enumerate() {
        add_up(&workspace.variation, body.parcels.iter().copied(), over);
        for k in (0..items).filter(|&k| panel.holds[k]) {
            let all = squares(nation[k]);
            let own = part * squares(over[k]);
            let gained = own + e.learning_shared * (all - own).max(0.0);
            desk.cases[b * items + k].information += e.learning_own * gained;
        }
    }
}

fn refresh_actions(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let nature = setting.nature;
    for (s, seat) in setting.institutions.seats.iter().enumerate() {
        for (b, body) in seat.bodies.iter().enumerate() {
            for k in (0..nature.count).filter(|&k| seat.holds[k]) {
                let cell = b * nature.count + k;
                if world.desks[s].stage[cell] == Stage::Live && has_own(setting, world, body, k) {
                    let informed = world.desks[s].cases[cell].served;
                    proposal::propose(setting, world, workspace, s, b, k, informed);
                    write_back(setting, world, workspace, body, k);
                }
            }
        }
    }
}

fn has_own(setting: &Setting<'_>, world: &World, body: &Body, k: usize) -> bool {
    let items = setting.nature.count;
    body.parcels
        .iter()
        .any(|&q| world.policy[q * items + k] == Policy::Own)
}

fn write_back(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &Workspace,
    body: &Body,
    k: usize,
) {
    let nature = setting.nature;
    let mut a = 0;
    for &q in &body.parcels {
        let atoms = &setting.institutions.parcels[q].atoms;
        if world.policy[q * nature.count + k] == Policy::Own {
            for (i, &n) in atoms.iter().enumerate() {
                world.action[n as usize * nature.lanes + k] = workspace.action[a + i] as f32;
            }
        }
        a += atoms.len();
    }
}
