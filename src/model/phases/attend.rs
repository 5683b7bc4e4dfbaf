//! The tiers above set grip and attention.
//!
//! Every grip of a commissioner is that of its structure (as appraisal may have moved it) plus the
//! ministers' uplift, less what it has earned: g = clip(`g_d` + uplift - 2 Δ_EA (M̂ - ½), 0, 1), with
//! measured performance M̂ (earned autonomy). The formal weight of an overseer in decisions is law
//! and stays as the arm has it; reporting, assurance, second-guessing, targets and initiative
//! follow this grip. Staff of the centre follow mean grip: h ← h + ρ_hc [(ḡ / ḡ_0)^η_hc - h]; attention
//! of an intermediate body of n commissioners is `E_up` = min(1, `S_up` h / (ω_int n)). Restraint on
//! initiative is max(g, 1 - a) with exercised autonomy a: what is granted and not exercised is lost.
//! The board's cover is λ_b [1 - ω_ct (1 - trust_down)]. Nothing happens in burn-in, or without the
//! domain of assurance.

use crate::model::Setting;
use crate::model::domains::{assurance, politics};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn attend(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Assurance) {
        return;
    }
    let p = setting.parameters;
    let bodies = setting.institutions;
    let condition = &mut world.condition;
    let state = &mut world.assurance;
    let mut mean = 0.0;
    for (u, unit) in bodies.units.iter().enumerate() {
        let moved = state.uplift[u] - assurance::earned(p, state.measured[u]);
        let mut sum = 0.0;
        for (grip, shift) in condition.grips[u].iter_mut().zip(&mut state.shift[u]) {
            // Only what this phase added last month is taken back, so that appraisal keeps its say.
            let own = *grip - *shift;
            *grip = world.counters.grip.clamp(own + moved, 0.0, 1.0);
            *shift = *grip - own;
            sum += *grip;
        }
        mean += unit.population / setting.nature.nation * sum / 6.0;
        state.restraint[u] = condition.grips[u][0].max(1.0 - condition.autonomy[u]);
        state.cover[u] = politics::board_cover(p, condition.trust_down[u]);
    }
    let at_start = bodies.grips.iter().sum::<f64>() / 6.0;
    let wanted = politics::headcount_wanted(p, mean, at_start);
    state.headcount += p.politics.hiring * (wanted - state.headcount);
    state.spread_attention(setting);
}
