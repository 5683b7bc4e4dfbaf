//! Health from domains other than disinvestment, which alone is counted place by place and item
//! by item.

use crate::model::{Setting, World};
use crate::scenario::Domain;

/// QALY of the month from the other domains above March 2009: exactly 0 where they rest.
#[must_use]
pub fn other_qaly(setting: &Setting<'_>, world: &World) -> f64 {
    let care = world.priorities.qaly_month
        + super::redesign::qaly(setting, world)
        + world.contracts.qaly_month;
    let money = if setting.flags.domains.has(Domain::Finance) {
        world.finances.qaly_month
    } else {
        -beyond_plan_gbp(world) / setting.parameters.health.gbp_per_qaly
    };
    care + money
}

/// What the month's contracts, prevention and redesign cost beyond the plan, GBP. Without the domain
/// of finance nobody keeps a balance, and a pound more is a pound less for other care; what providers
/// gain from commissioners is no cost.
fn beyond_plan_gbp(world: &World) -> f64 {
    let contracts: f64 = world.contracts.overspend_gbp.iter().sum();
    let prevention: f64 = world.redesign.prevention_spend_gbp.iter().sum();
    let redesign: f64 = world.redesign.care_saving_gbp.iter().sum();
    contracts + prevention - redesign - world.contracts.provider_gap_gbp
}
