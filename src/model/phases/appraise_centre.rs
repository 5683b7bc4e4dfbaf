//! Appraisal of the centre by its commissioners, each March.
//!
//! U = mean_o [1 - a_1 g_B n_asks/10 - a_2 · share sent back + a_3 · supported]
//! g_B ← clip(g_B - ρ_up (U* - U), 0, 1)
//!
//! A commissioner under escalation counts as supported. The share of its rulings that were sent
//! back is that of the fiscal year. Without the rule (ρ_up = 0) nothing follows from the appraisal.

use crate::model::Setting;
use crate::model::domains::targets::appraisal;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn appraise_centre(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    let there = setting.flags.domains.has(Domain::Priorities);
    if !there || world.is_burning_in() || !world.month.is_march() {
        return;
    }
    let p = setting.parameters;
    let b = &p.priorities;
    let units = world.condition.grips.len();
    let domain = Domain::Priorities as usize;
    let mut sum = 0.0;
    for u in 0..units {
        let [stood, sent_back] = world.priorities.rulings[u];
        let share = f64::from(sent_back) / f64::from((stood + sent_back).max(1));
        world.priorities.rework_share[u] = share;
        let supported = if world.condition.escalation[u] >= 1 {
            1.0
        } else {
            0.0
        };
        sum += appraisal(p, world.condition.grips[u][domain], share, supported);
    }
    world.priorities.appraisal = sum / units as f64;
    if !setting.flags.appraisal || b.appraisal_rate <= 0.0 {
        return;
    }
    let fall = b.appraisal_rate * (b.appraisal_standard - world.priorities.appraisal);
    for grips in &mut world.condition.grips {
        grips[domain] = world
            .counters
            .appraised_grip
            .clamp(grips[domain] - fall, 0.0, 1.0);
    }
}
