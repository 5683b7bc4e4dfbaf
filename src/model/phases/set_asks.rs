//! Asks of the year.
//!
//! w_o = (1 - g_B) ŵ_o + g_B w_nat: in April each commissioner looks at needs with the insight that
//! it then has, and weighs them against what the centre asks for, by the grip of the day. What is counted by fiscal year
//! starts from zero. Nothing happens in other months.

use crate::model::Setting;
use crate::model::domains::priorities::Waits;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn set_asks(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let there = setting.flags.domains.has(Domain::Priorities);
    if !there || world.is_burning_in() || !world.month.is_april() {
        return;
    }
    let state = &mut world.priorities;
    state.see_needs(setting, &world.condition);
    state.set_weights(setting, &world.condition);
    state.rulings.fill([0; 2]);
    state.waits = Waits::default();
    state.qaly.year = 0.0;
    workspace.divided_for.fill([f64::NAN; 2]);
}
