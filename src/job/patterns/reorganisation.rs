//! What reorganisations cost and how long they hold up: P8 to P10 and P21, and the part of
//! redesign in savings (P3), with every domain, as history went and in one merger of it.

use super::{JobError, Number, arm, everything, over_people, read, read_off};
use crate::engine::{Simulation, burn_in};
use crate::model::arrangement;
use crate::model::domains::redesign::STAGES;
use crate::scenario::{Arm, Geography, Parameters};
use crate::units::Month;

/// Months of history: to March 2014, a year after the reform of 2013.
const HISTORY: i32 = 60;
/// March 2012, the first year of the savings programme.
const MARCH_2012: i32 = 36;
/// April 2013, when vacancies of the new bodies were counted.
const APRIL_2013: i32 = 49;
/// Months after the merger at which savings of redesign are compared.
const COMPARED: i32 = 24;
/// Longest delay that is looked for after that, months.
const LONGEST: i32 = 48;
/// Part of the worst disruption at which it counts as over.
const OVER: f64 = 0.2;

/// What is run on one seed.
struct Runs<'a> {
    /// History, March 2014.
    history: Simulation<'a>,
    /// Real savings of redesign in 2011/12, share of all.
    redesigned: f64,
    /// Vacant posts in April 2013, share.
    vacancies: f64,
    /// First month of the merged bodies.
    merged: i32,
    /// Disruption at the end of each month from April 2009 on, with the merger.
    disruption: Vec<f64>,
    /// What redesign yields at the end of each month, with and without the merger.
    with: Vec<f64>,
    without: Vec<f64>,
}

/// Every measure of the subject.
fn measures(runs: &Runs<'_>) -> Vec<Number> {
    read_off::<Runs<'_>>(
        runs,
        &[
            ("capacity_loss_months", |runs| {
                loss_months(&runs.disruption, runs.merged)
            }),
            ("service_delay_months", |runs| {
                delay_months(&runs.with, &runs.without, runs.merged + COMPARED)
            }),
            ("reform_cost", reform_cost),
            ("reform_redundancies", |runs| {
                read(&runs.history, "redundancies")
            }),
            ("reform_rehired", |runs| {
                read(&runs.history, "rehired") / read(&runs.history, "redundancies")
            }),
            ("reform_vacancies", |runs| runs.vacancies),
            ("attention_over_cost", |runs| {
                // The memo is a yearly mean, as accounts are.
                read(&runs.history, "staff_time_memo") * f64::from(HISTORY)
                    / 12.0
                    / reform_cost(runs)
            }),
            ("reporting_cost", |runs| {
                read(&runs.history, "cost_reporting")
            }),
            ("redesign_share", |runs| runs.redesigned),
        ],
    )
}

/// Runs history, and trusts with and without the merger of 2011.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let history = arm("history")?;
    let trusts = arm("single_trusts")?;
    let mut merging = trusts.clone();
    merging.changes = history.changes.iter().take(1).cloned().collect();
    let (parameters, flags) = everything(&Parameters::default());
    let mut roles = arrangement::roles(&history);
    roles.extend(arrangement::roles(&trusts));
    roles.extend(arrangement::roles(&merging));
    roles.sort_unstable();
    roles.dedup();
    let planned = merging.changes.first().map_or(0, |change| change.month);
    let last = planned + parameters.reorganisation.slip_months as i32 + COMPARED + LONGEST;
    let burnt = burn_in(geography, &parameters, flags, seed, last, &roles);
    let fork = |arm: &Arm| Simulation::fork(&burnt, geography, arm, arm.parameters(&parameters));

    let mut simulation = fork(&history);
    simulation.run_to(Month(MARCH_2012));
    let redesigned =
        read(&simulation, "saving_real_redesign") / read(&simulation, "saving_real_total");
    simulation.run_to(Month(APRIL_2013));
    let vacancies = read(&simulation, "vacancies");
    simulation.run_to(Month(HISTORY));
    let (merged, disruption, with) = followed(fork(&merging), last);
    let (_, _, without) = followed(fork(&trusts), last);
    let runs = Runs {
        history: simulation,
        redesigned,
        vacancies,
        merged,
        disruption,
        with,
        without,
    };
    Ok(measures(&runs))
}

/// Month in which the last bodies began; disruption, and what redesign yields, by month.
fn followed(mut simulation: Simulation<'_>, last: i32) -> (i32, Vec<f64>, Vec<f64>) {
    let (mut disruption, mut yielded) = (Vec::new(), Vec::new());
    for month in 1..=last {
        simulation.run_to(Month(month));
        disruption.push(over_people(&simulation, |u| {
            simulation.world.condition.disruption[u]
        }));
        yielded.push(over_people(&simulation, |u| {
            simulation.world.redesign.stages[u][STAGES - 1]
        }));
    }
    (
        simulation.institutions.calendar.begins.0,
        disruption,
        yielded,
    )
}

/// Redundancy, set-up and closure to March 2014, GBP m.
fn reform_cost(runs: &Runs<'_>) -> f64 {
    let year = read(&runs.history, "cost_redundancy") + read(&runs.history, "cost_transition");
    year * f64::from(HISTORY) / 12.0
}

/// Months from the first day of the merged bodies until a fifth of the worst disruption is left.
/// Values are those at the ends of months 1, 2 and so on.
fn loss_months(disruption: &[f64], merged: i32) -> f64 {
    let worst = disruption.iter().copied().fold(0.0, f64::max);
    let from = (merged - 1).max(0) as usize;
    let over = disruption
        .iter()
        .skip(from)
        .position(|&d| d <= OVER * worst);
    match over {
        Some(months) if worst > 0.0 => (months + 1) as f64,
        _ => f64::NAN,
    }
}

/// Months by which what was yielded in a month without is reached later with; as many as were
/// looked at where it is not reached.
fn delay_months(with: &[f64], without: &[f64], month: i32) -> f64 {
    let at = (month - 1).max(0) as usize;
    let wanted = without[at];
    let reached = with.iter().position(|&yielded| yielded >= wanted);
    reached.unwrap_or(with.len() - 1) as f64 - at as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_counts_from_the_merger_until_a_fifth_of_the_worst_is_left() {
        // Worst .5 in month 2; the merger is in month 3; .1 is left at the end of month 5.
        let disruption = [0.2, 0.5, 0.4, 0.2, 0.1, 0.05];
        assert!((loss_months(&disruption, 3) - 3.0).abs() < 1e-12);
        assert!(loss_months(&[0.0; 6], 3).is_nan());
    }

    #[test]
    fn a_delay_is_how_much_later_the_same_is_reached() {
        let without = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!((delay_months(&[1.0, 1.5, 2.0, 2.5, 3.0], &without, 2) - 1.0).abs() < 1e-12);
        assert!((delay_months(&[0.0; 5], &without, 2) - 3.0).abs() < 1e-12);
        assert!((delay_months(&without, &without, 2)).abs() < 1e-12);
    }
}
