//! Health by what it comes from. Disinvestment alone is counted place by place and item by item.

use crate::model::{Setting, World};
use crate::scenario::Domain;

/// What net health is made of; each part by itself adds up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Cause {
    /// Care of little value that is withdrawn.
    Disinvestment = 0,
    /// Effort on what places need, and gaming of what is asked.
    Priorities = 1,
    /// Care models and prevention.
    Redesign = 2,
    /// Volume and quality of treatment under contracts.
    Contracts = 3,
    /// What bodies are short of or have to spare.
    Money = 4,
    /// What all accounts of bureaucracy would have bought.
    Control = 5,
}

/// How many causes there are.
pub const CAUSES: usize = 6;

/// QALY of the month from the other domains above March 2009, by cause from [`Cause::Priorities`] to
/// [`Cause::Money`]: exactly 0 where they rest.
#[must_use]
pub fn other_qaly(setting: &Setting<'_>, world: &World) -> [f64; 4] {
    let money = if setting.flags.domains.has(Domain::Finance) {
        world.finances.qaly_month
    } else {
        -beyond_plan_gbp(world) / setting.parameters.health.gbp_per_qaly
    };
    [
        world.priorities.qaly_month,
        super::redesign::qaly(setting, world),
        world.contracts.qaly_month,
        money,
    ]
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
