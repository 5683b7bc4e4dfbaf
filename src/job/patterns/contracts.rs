//! Deficits, contracts and practice budgets: P11 to P13, P17, P18 and P28, from contracts and
//! finance.

use super::{JobError, Number, arm, read, read_off};
use crate::engine::{Simulation, burn_in};
use crate::model::arrangement;
use crate::scenario::{Domain, Domains, Geography, Parameters, Switches};
use crate::units::Month;

/// March 2011, from which productivity is counted.
const EARLY: i32 = 24;
/// March 2014.
const LAST: i32 = 60;

/// What is run on one seed.
struct Runs<'a> {
    /// Unit cost in March 2011.
    early: f64,
    /// Contracts as they are mixed by default, March 2014.
    mixed: Simulation<'a>,
    /// A market open to independent providers.
    open: Simulation<'a>,
    /// No practice with a budget.
    none: Simulation<'a>,
    /// All practices in groups of 265,000 people that hold their budgets.
    groups: Simulation<'a>,
    /// Every practice with a budget of its own.
    practices: Simulation<'a>,
}

/// Every measure of the subject.
fn measures(runs: &Runs<'_>) -> Vec<Number> {
    read_off::<Runs<'_>>(
        runs,
        &[
            ("share_in_deficit", |runs| {
                read(&runs.mixed, "share_in_deficit")
            }),
            ("guaranteed_use", |runs| read(&runs.open, "guaranteed_use")),
            ("prime_collapsed", |runs| {
                read(&runs.mixed, "prime_collapsed")
            }),
            ("productivity", |runs| {
                let late = read(&runs.mixed, "unit_cost");
                1.0 - libm::pow(late / runs.early, 12.0 / f64::from(LAST - EARLY))
            }),
            ("group_referrals", |runs| activity(&runs.groups, &runs.none)),
            ("practice_referrals", |runs| {
                activity(&runs.practices, &runs.none)
            }),
            ("practice_overspend", |runs| {
                overspend(&runs.practices) - overspend(&runs.none)
            }),
        ],
    )
}

/// Runs it all on one seed and reads it off.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let (mixed, open) = (arm("mixed_contracts")?, arm("open_market")?);
    let (parameters, mut flags) = Switches::default().apply(&Parameters::default());
    flags.domains = Domains::of(&[Domain::Contracts, Domain::Finance]);
    let roles = arrangement::roles(&mixed);
    let burnt = burn_in(geography, &parameters, flags, seed, LAST, &roles);
    // Coverage of practices, and people of one holder.
    let budgets = |coverage: f64, people: f64| {
        let mut own = mixed.parameters(&parameters);
        own.practices.coverage = coverage;
        own.practices.holder_people = people;
        let mut simulation = Simulation::fork(&burnt, geography, &mixed, own);
        simulation.run_to(Month(LAST));
        simulation
    };
    let own = mixed.parameters(&parameters);
    let mut default = Simulation::fork(&burnt, geography, &mixed, own);
    default.run_to(Month(EARLY));
    let early = read(&default, "unit_cost");
    default.run_to(Month(LAST));
    let own = open.parameters(&parameters);
    let mut market = Simulation::fork(&burnt, geography, &open, own);
    market.run_to(Month(LAST));
    let runs = Runs {
        early,
        mixed: default,
        open: market,
        none: budgets(0.0, 265_000.0),
        groups: budgets(1.0, 265_000.0),
        practices: budgets(1.0, 7_000.0),
    };
    Ok(measures(&runs))
}

/// Acute activity in March 2014 over that without budgets, less 1.
fn activity(with: &Simulation<'_>, without: &Simulation<'_>) -> f64 {
    read(with, "acute_activity") / read(without, "acute_activity") - 1.0
}

/// What contracts cost beyond the plan in March 2014, GBP m a month.
fn overspend(simulation: &Simulation<'_>) -> f64 {
    simulation.world.contracts.overspend_gbp.iter().sum::<f64>() / 1e6
}
