//! Known facts that the model should reproduce. Which facts, and how near is near enough, stands
//! in `configs/patterns.toml`; here stands how each is read off a world, at the parameters as they
//! stand, as a mean over seeds.
//!
//! | file | holds |
//! | --- | --- |
//! | `disinvestment` | who approves, guides and saves what: P1 to P4, P14, P19, P26, P27, P29 |
//! | `targets` | waits under targets: P5 to P7 |
//! | `contracts` | deficits, contracts and practice budgets: P11 to P13, P17, P18, P28 |
//! | `support` | the market for support: P20 |
//! | `reorganisation` | what reorganisations cost and hold up: P8 to P10, P21 |
//! | `assurance` | the tiers above and who fails: P22 to P25 |
//! | `devolution` | health over all assumptions: P15 |
//! | `page` | what was found as a folder with a page |

mod assurance;
mod contracts;
mod devolution;
mod disinvestment;
mod page;
mod reorganisation;
mod support;
mod targets;

use std::sync::Mutex;

pub use page::{free, write};

use super::error::JobError;
use crate::engine::{Simulation, outcomes};
use crate::experiment::workers;
use crate::facts::patterns::{self, Known};
use crate::report::patterns::Shows;
use crate::rng::replicate_seed;
use crate::scenario::{Arm, Domains, Flags, Geography, Parameters, Switches, check, library};

/// Fewest seeds: the mean of fewer says little about a yearly count.
pub const SEEDS: u32 = 20;

/// Parameters and flags of runs with every domain. No minister reorganises: whatever is compared with
/// a known fact, the reorganisations that there were stand in the calendar of its arm.
fn everything(given: &Parameters) -> (Parameters, Flags) {
    let (mut parameters, flags) = Switches::of(Domains::all()).apply(given);
    parameters.politics.reorganises = 0.0;
    (parameters, flags)
}

/// The patterns in the order of their file.
///
/// # Errors
/// Where the built-in file is not as it should be.
pub fn known() -> Result<Known, JobError> {
    patterns::known().map_err(JobError::Refused)
}

/// A number of the model: its name, and how it is read off what was run.
type Measure<Runs> = (&'static str, fn(&Runs) -> f64);

/// A number that one seed shows.
type Number = (&'static str, f64);

/// Every measure of a list, read off what was run.
fn read_off<Runs>(runs: &Runs, measures: &[Measure<Runs>]) -> Vec<Number> {
    let numbers = measures.iter().map(|(name, of)| (*name, of(runs)));
    numbers.collect()
}

/// What one seed shows of one subject.
type Subject = fn(&Geography, u64) -> Result<Vec<Number>, JobError>;

/// Every subject once.
const SUBJECTS: [Subject; 7] = [
    disinvestment::of_seed,
    targets::of_seed,
    contracts::of_seed,
    support::of_seed,
    reorganisation::of_seed,
    assurance::of_seed,
    devolution::of_seed,
];

/// Runs what the patterns need, on `seeds` seeds made from `master`, and compares.
///
/// # Errors
/// Where built-in files are not as they should be, or the machine gives no threads.
pub fn compare(
    geography: &Geography,
    master: u64,
    seeds: u32,
    threads: usize,
) -> Result<Vec<Shows>, JobError> {
    let known = known()?;
    let shown: Mutex<Vec<(usize, Vec<Number>)>> = Mutex::new(Vec::new());
    let work = |piece: usize| {
        let seed = replicate_seed(master, piece as u64);
        let mut found = Vec::new();
        for subject in SUBJECTS {
            found.extend(subject(geography, seed)?);
        }
        let mut shown = shown
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        shown.push((piece, found));
        Ok(())
    };
    let threads = if threads == 0 {
        workers::available()
    } else {
        threads
    };
    workers::in_order(threads, seeds as usize, &|| false, &work, JobError::Threads)?;
    let mut shown = shown
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    shown.sort_by_key(|(piece, _)| *piece);
    let compared = known.patterns.into_iter().map(|pattern| {
        let numbers: Vec<f64> = shown
            .iter()
            .flat_map(|(_, found)| found)
            .filter(|(name, number)| *name == pattern.measure && number.is_finite())
            .map(|(_, number)| *number)
            .collect();
        Shows {
            simulated: numbers.iter().sum::<f64>() / numbers.len() as f64,
            seeds: numbers.len() as u32,
            pattern,
        }
    });
    Ok(compared.collect())
}

/// A built-in arm.
fn arm(name: &str) -> Result<Arm, JobError> {
    let source = library::built_in_arm(name)
        .ok_or_else(|| JobError::Refused(format!("there is no arm \"{name}\"")))?;
    check::arm(&source, name)
        .map(|settled| settled.value)
        .map_err(|mistakes| {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            JobError::Refused(lines.join("\n"))
        })
}

/// An outcome of the register at this month; not a number where there is none.
fn read(simulation: &Simulation<'_>, name: &str) -> f64 {
    outcomes::find(name)
        .and_then(|outcome| (outcome.value)(&simulation.setting(), &simulation.world))
        .unwrap_or(f64::NAN)
}

/// Mean over commissioners by people.
fn over_people(simulation: &Simulation<'_>, of: impl Fn(usize) -> f64) -> f64 {
    let units = simulation.institutions.units.iter().enumerate();
    units.map(|(u, unit)| unit.population * of(u)).sum::<f64>() / simulation.nature.nation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::geography::{SyntheticSettings, synthetic};

    #[test]
    fn every_pattern_of_the_paper_is_computed_or_has_a_reason() {
        let known = known().unwrap();
        let number = |id: &str| id.split('.').next().unwrap().to_owned();
        for wanted in (1..=31).map(|n| format!("P{n}")) {
            let computed = known.patterns.iter().any(|p| number(&p.id) == wanted);
            let reasons = known.not_computed.iter();
            let without = reasons.filter(|p| number(&p.id) == wanted).count();
            assert!(computed || without == 1, "{wanted}");
        }
        let computed = known.patterns.iter().map(|p| &p.id);
        let mut ids: Vec<_> = computed
            .chain(known.not_computed.iter().map(|p| &p.id))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for pattern in &known.patterns {
            assert!(pattern.low < pattern.high, "{}", pattern.id);
            let texts = [
                &pattern.unit,
                &pattern.meaning,
                &pattern.failing,
                &pattern.source,
            ];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", pattern.id);
        }
        for pattern in &known.not_computed {
            let texts = [&pattern.meaning, &pattern.reason, &pattern.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", pattern.id);
        }
    }

    #[test]
    fn every_measure_is_asked_for_and_every_one_asked_for_is_there() {
        let mut asked: Vec<String> = known()
            .unwrap()
            .patterns
            .into_iter()
            .map(|pattern| pattern.measure)
            .collect();
        asked.sort_unstable();
        asked.dedup();
        let ground = synthetic(&SyntheticSettings {
            total_population: 5.18e6,
            ..SyntheticSettings::default()
        });
        let mut there: Vec<String> = SUBJECTS
            .iter()
            .flat_map(|subject| subject(&ground, 7).unwrap())
            .map(|(name, _)| name.to_owned())
            .collect();
        there.sort_unstable();
        assert_eq!(there, asked);
    }
}
