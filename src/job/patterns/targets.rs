//! What targets do to waits, against what happened when they came (1999 to 2004): patterns P5 to
//! P7. Spending is held constant. Before, nothing is asked for from above (grip 0), and the mean
//! wait is that of 1998; then the centre grips priorities as in 2009, with ten asks, for five
//! years.

use super::{JobError, Number, arm, over_people, read, read_off};
use crate::engine::{Burnt, Simulation, burn_in};
use crate::model::arrangement;
use crate::model::domains::waiting::{beyond, log_mean_over_scale, shape};
use crate::scenario::{Arm, Domain, Domains, Geography, Parameters, Switches};
use crate::units::Month;

/// Five years.
const MONTHS: i32 = 60;
/// Limits of P6: six, nine and twelve months, weeks.
const LIMITS: [f64; 3] = [26.0, 39.0, 52.0];

/// What is run on one seed.
struct Runs<'a> {
    /// No grip.
    without: Simulation<'a>,
    /// Grip as in 2009.
    with: Simulation<'a>,
    /// Half of it.
    half: Simulation<'a>,
    /// Four times the audit.
    audited: Simulation<'a>,
}

/// Every measure of the subject.
fn measures(runs: &Runs<'_>) -> Vec<Number> {
    read_off::<Runs<'_>>(
        runs,
        &[
            ("targets_tail", |runs| change(runs, "wait_tail_true_39")),
            ("targets_mean", |runs| change(runs, "wait_mean")),
            ("targets_difference", |runs| {
                LIMITS
                    .map(|limit| tail(&runs.with, limit) - tail(&runs.without, limit))
                    .into_iter()
                    .fold(f64::NEG_INFINITY, f64::max)
            }),
            ("gaming_with_grip", |runs| {
                gaming(&runs.with) - gaming(&runs.half)
            }),
            ("gaming_against_audit", |runs| {
                gaming(&runs.with) - gaming(&runs.audited)
            }),
        ],
    )
}

/// Everything that one seed shows about targets.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let trusts = arm("single_trusts")?;
    let mut given = Parameters::default();
    // No grip before the months compared.
    given.grip.priorities = -trusts.structure.grips[1];
    given.priorities.asks = 10.0;
    // 95 days (hospital waits 1998, as reported in 2005).
    given.priorities.wait_at_start = 13.6;
    let mut switches = Switches::default();
    switches.domains = Domains::of(&[Domain::Priorities]);
    let (parameters, flags) = switches.apply(&given);
    let roles = arrangement::roles(&trusts);
    let burnt = burn_in(geography, &parameters, flags, seed, MONTHS, &roles);
    let under = |grip: f64, audit: f64| after(&burnt, geography, &trusts, grip, audit);
    let audit = parameters.costs.audit;
    let runs = Runs {
        without: under(0.0, audit),
        with: under(0.7, audit),
        half: under(0.35, audit),
        audited: under(0.7, 4.0 * audit),
    };
    Ok(measures(&runs))
}

/// Change by targets, per cent.
fn change(runs: &Runs<'_>, name: &str) -> f64 {
    100.0 * (read(&runs.with, name) / read(&runs.without, name) - 1.0)
}

fn after<'a>(
    burnt: &'a Burnt,
    geography: &Geography,
    trusts: &Arm,
    grip: f64,
    audit: f64,
) -> Simulation<'a> {
    let mut parameters = burnt.parameters.clone();
    parameters.grip.priorities = grip - trusts.structure.grips[1];
    parameters.costs.audit = audit;
    let mut simulation = Simulation::fork(burnt, geography, trusts, parameters);
    simulation.run_to(Month(MONTHS));
    simulation
}

/// Mean over people of z.
fn gaming(simulation: &Simulation<'_>) -> f64 {
    over_people(simulation, |u| simulation.world.priorities.gaming[u])
}

/// Share of waits beyond a limit at the end, by people: each commissioner's mean wait, and the
/// shape that its own target power gives.
fn tail(simulation: &Simulation<'_>, limit: f64) -> f64 {
    let state = &simulation.world.priorities;
    let units = simulation.institutions.units.iter().enumerate();
    let sum: f64 = units
        .map(|(u, unit)| {
            let k = shape(&simulation.parameters, state.target_power[u]);
            let log_wait = libm::log(state.wait_weeks[u]);
            unit.population * beyond(limit, log_wait, k, log_mean_over_scale(k))
        })
        .sum();
    sum / simulation.nature.nation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::geography::{SyntheticSettings, synthetic};

    /// P5 to P7 by hand: τ = .8 · .7 = .56, so that k goes from 1.2 to 1.872; at v = .75 effort on
    /// waits, a fifth of what four dimensions of weight .65 share, goes from about .71 to 1.34,
    /// capacity by 1.5%, the mean by 1.015^{-5} - 1 = -7%; z goes
    /// from 0 to .56/3 = .187, half of it at half the grip, and to .56/6 at audit 2.
    #[test]
    fn targets_move_the_tail_and_hardly_the_mean() {
        let ground = synthetic(&SyntheticSettings {
            total_population: 5.18e6,
            ..SyntheticSettings::default()
        });
        let shown = of_seed(&ground, 7).unwrap();
        let of = |name: &str| shown.iter().find(|(key, _)| *key == name).unwrap().1;
        let (tail, mean) = (of("targets_tail"), of("targets_mean"));
        let difference = of("targets_difference");
        let (with_grip, against_audit) = (of("gaming_with_grip"), of("gaming_against_audit"));
        assert!((-100.0..-85.0).contains(&tail), "{shown:?}");
        assert!((-10.0..-6.0).contains(&mean), "{shown:?}");
        assert!(difference < 0.0, "{shown:?}");
        assert!((with_grip - 0.56 / 6.0).abs() < 1e-9, "{shown:?}");
        assert!((against_audit - 0.56 / 6.0).abs() < 1e-9, "{shown:?}");
    }
}
