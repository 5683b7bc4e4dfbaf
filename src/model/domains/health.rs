//! Health from domains other than disinvestment, which alone is counted place by place and item
//! by item.

use crate::model::{Setting, World};

/// QALY of the month from the other domains above March 2009: exactly 0 where they rest.
#[must_use]
pub fn other_qaly(setting: &Setting<'_>, world: &World) -> f64 {
    world.priorities.qaly_month
        + super::redesign::qaly(setting, world)
        + world.finances.qaly_month
        + world.contracts.qaly_month
}
