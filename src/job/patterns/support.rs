//! The market for support, four years after units were spun out: P20.

use super::{JobError, Number, arm, read, read_off};
use crate::engine::{Simulation, burn_in};
use crate::model::arrangement;
use crate::scenario::{Domain, Domains, Geography, Parameters, Switches};
use crate::units::Month;

/// Months after which the market is looked at.
const MONTHS: i32 = 48;

/// Every measure of the subject.
fn measures(runs: &Simulation<'_>) -> Vec<Number> {
    read_off::<Simulation<'_>>(
        runs,
        &[
            ("suppliers_left", |groups| read(groups, "suppliers")),
            ("support_taken_back", |groups| {
                1.0 - read(groups, "support_bought")
            }),
        ],
    )
}

/// Runs groups of 2013 on one seed.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let groups = arm("groups_under_board")?;
    let (parameters, flags) =
        Switches::of(Domains::of(&[Domain::Support])).apply(&Parameters::default());
    let month = parameters.support.opening_month as i32 + MONTHS;
    let roles = arrangement::roles(&groups);
    let burnt = burn_in(geography, &parameters, flags, seed, month, &roles);
    let mut simulation = Simulation::fork(&burnt, geography, &groups, parameters);
    simulation.run_to(Month(month));
    Ok(measures(&simulation))
}
