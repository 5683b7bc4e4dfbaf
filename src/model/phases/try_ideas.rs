//! Local search: places try one change of their care model and keep it if it measures better.
//!
//! A place starts a trial with chance p_try e n^{-φ_fr} · vigour · attention a month, where e is the
//! initiative of its commissioner (Aghion and Tirole 1997), n the number of commissioners that
//! could wait for another's result, and attention what targets leave for change. One of the 12
//! parts is changed on a small scale; after the months of a trial the change is kept if
//! F(changed) - F(now) + σ_F z > 0. A trial costs c_pilot at its start.
//! Nothing happens in burn-in or without the domain.

use crate::model::domains::redesign::{TRIALS, initiative};
use crate::model::nature::redesign::PARTS;
use crate::model::workspace::Workspace;
use crate::model::world::{NEVER, World};
use crate::model::{Setting, tier};
use crate::rng::{Purpose, Stream, normal, uniform};
use crate::scenario::Domain;

/// Place of redesign among the grips.
pub const REDESIGN: usize = 2;

/// See the head of this file.
pub fn try_ideas(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Redesign) {
        return;
    }
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let r = &p.redesign;
    let month = world.month.0;
    let bodies = institutions.units.len();
    let attention = tier::overseer_attention(p, bodies);
    let waiting = libm::pow(bodies as f64, -r.free_riding);
    for (u, chance) in workspace.unit_chance.iter_mut().enumerate() {
        let condition = &world.condition;
        let e = initiative(
            r,
            condition.grips[u][REDESIGN],
            condition.autonomy[u],
            attention,
        );
        let e = world.counters.initiative.clamp(e, 0.0, 1.0);
        let left = world.priorities.attention[u];
        let wanted = r.trial_rate * e * waiting * condition.vigour(u) * left;
        *chance = world.counters.trial.clamp(wanted, 0.0, 1.0);
    }
    let state = &mut world.redesign;
    state.trials_gbp.fill(0.0);
    let mut stream = Stream::new(nature.seed, Purpose::Trial, month, 0);
    for n in 0..nature.atoms {
        let u = stream.uniform();
        if state.trial_due[n] == month {
            state.trial_due[n] = NEVER;
            let changed = state.model[n] ^ (1 << state.trial_part[n]);
            let worth = nature.landscape.worth(n, changed);
            let noise = normal(nature.seed, Purpose::TrialNoise, n as u32, 0, month, 0);
            if worth - state.worth[n] + r.measurement_noise * noise > 0.0 {
                state.model[n] = changed;
                state.worth[n] = worth;
            }
        }
        let unit = institutions.parcels[institutions.parcel_of[n] as usize].unit;
        if state.trial_due[n] == NEVER && u < workspace.unit_chance[unit] {
            let part = uniform(nature.seed, Purpose::TrialChange, n as u32, 0, month, 0);
            state.trial_part[n] = (part * PARTS as f64) as u8;
            state.trial_due[n] = month + r.trial_months as i32;
            state.trials_gbp[unit] += r.trial_gbp;
            state.tally[TRIALS] += 1;
        }
    }
}
