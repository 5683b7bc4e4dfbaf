//! Trust in both directions, and autonomy as exercised.
//!
//! Downwards, trust follows measured performance: t ← t + α_T (M̂ - t), capability being the best
//! safeguard. Upwards, it falls by 2t times t_0 for each intervention of the month (a step of escalation, a
//! decision second-guessed, a policy lost for want of cover, a minister's answer to a shock in the
//! place) and t_ℓ for each level of escalation, and regains t_1 up to where it began; held at 0.
//! Exercised autonomy follows what is granted: a ← a + ρ_a [(1 - g) - a], g being grip on
//! disinvestment. Nothing happens in burn-in, or without the domain of assurance.

use crate::model::Setting;
use crate::model::domains::assurance as rule;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn trust(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Assurance) {
        return;
    }
    let p = setting.parameters;
    let state = &world.assurance;
    let condition = &mut world.condition;
    for u in 0..state.measured.len() {
        condition.trust_down[u] =
            rule::trust_down_after(p, condition.trust_down[u], state.measured[u]);
        let up = rule::trust_up_after(
            p,
            condition.trust_up[u],
            state.interventions[u],
            condition.escalation[u],
        );
        condition.trust_up[u] = world.counters.trust.clamp(up, 0.0, 1.0);
        condition.autonomy[u] =
            rule::autonomy_after(p, condition.autonomy[u], condition.grips[u][0]);
    }
}
