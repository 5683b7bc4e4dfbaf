//! Effort and gaming.
//!
//! τ_o = pow · g_B · (n_0 / n_asks)^{ζ_d}, λ_o = pow · g_B · (n_asks / n_0)^{ζ_l}
//! v_o = v_0 · T · staffing · (1 - D)(1 - κ_T + κ_T · belief)
//! e_m = (v + τ - rS)/(1 - r), e_u = (v - rS)/(1 - r)⁺, S = (8v + mτ)/(1 + 7r), r = ρ/7
//! z = τ/(γ_z(1 + audit)), attention left = 1 - ast · λ/(1 + λ)
//!
//! The asked dimensions share what is measured, the others what is not, each set by weight. Where
//! e_m and e_u are those of the month before, so is their division, unless it is April.

use crate::model::Setting;
use crate::model::domains::priorities::{Asks, Division};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn divide_effort(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if !setting.flags.domains.has(Domain::Priorities) || world.is_burning_in() {
        return;
    }
    let asks = Asks::of(setting);
    for u in 0..setting.institutions.units.len() {
        let by = Division::of(setting, &world.condition, &asks, u);
        let counters = &mut world.counters;
        let held = [&mut counters.unmeasured_effort, &mut counters.gaming];
        let level = world.priorities.decide_effort(setting, by, u, held);
        let now = [level.measured, level.unmeasured];
        // They start as no number, which no effort is.
        let same = now
            .iter()
            .zip(&workspace.divided_for[u])
            .all(|(a, b)| a.to_bits() == b.to_bits());
        if !same {
            workspace.quality_added[u] = world.priorities.divide(setting, &asks, level, u);
            workspace.divided_for[u] = now;
        }
    }
}
