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

mod assurance;
mod contracts;
mod devolution;
mod disinvestment;
mod reorganisation;
mod support;
mod targets;

use std::sync::Mutex;

use serde::Deserialize;

use super::error::JobError;
use crate::engine::{Simulation, outcomes};
use crate::experiment::workers;
use crate::rng::replicate_seed;
use crate::scenario::{Arm, Domains, Flags, Geography, Parameters, Switches, check, library};

const TEXT: &str = include_str!("../../../configs/patterns.toml");

/// Fewest seeds: the mean of fewer says little about a yearly count.
pub const SEEDS: u32 = 20;

/// Parameters and flags of runs with every domain. No minister reorganises: whatever is compared with
/// a known fact, the reorganisations that there were stand in the calendar of its arm.
fn everything(given: &Parameters) -> (Parameters, Flags) {
    let (mut parameters, flags) = Switches::of(Domains::all()).apply(given);
    parameters.politics.reorganises = 0.0;
    (parameters, flags)
}

/// A known fact and its band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its number in the model description, and which part of it.
    pub id: String,
    /// What it was used for.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// Name of the measure: which number of the model it is about.
    pub measure: String,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Unit of the number.
    pub unit: String,
    /// What it is, in words.
    pub meaning: String,
    /// What it means if the model is out of the band.
    pub failing: String,
    /// Where fact and band come from.
    pub source: String,
}

/// What a pattern was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Purpose {
    /// For choosing values: a model in the band shows little.
    #[serde(rename = "cal")]
    Calibration,
    /// Held out: never looked at when values were chosen.
    #[serde(rename = "hold")]
    HeldOut,
    /// Sign or order only.
    #[serde(rename = "qual")]
    Qualitative,
    /// What the model shows is what was put in, so that being in the band shows nothing.
    #[serde(rename = "built")]
    BuiltIn,
}

impl Purpose {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [
        Self::Calibration,
        Self::HeldOut,
        Self::Qualitative,
        Self::BuiltIn,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Calibration => "calibration",
            Self::HeldOut => "held out",
            Self::Qualitative => "sign or order only",
            Self::BuiltIn => "built in, no test",
        }
    }
}

/// A known fact, or a part of one, that the model cannot be compared with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotComputed {
    /// Its number in the model description, and which part of it.
    pub id: String,
    /// What it would be used for.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// What it is, in words.
    pub meaning: String,
    /// Why no number of the model stands for it.
    pub reason: String,
    /// Where the fact comes from.
    pub source: String,
}

/// A pattern and what the model shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shows {
    /// The known fact.
    pub pattern: Pattern,
    /// Mean over the seeds that show a number; not a number where none does.
    pub simulated: f64,
    /// Seeds that show a number.
    pub seeds: u32,
}

impl Shows {
    /// Whether the model is in the band, ends included.
    #[must_use]
    pub fn is_in_band(&self) -> bool {
        (self.pattern.low..=self.pattern.high).contains(&self.simulated)
    }
}

/// What `configs/patterns.toml` holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Patterns with a band.
    #[serde(rename = "pattern")]
    pub patterns: Vec<Pattern>,
    /// Patterns without.
    pub not_computed: Vec<NotComputed>,
}

/// The patterns in the order of their file.
///
/// # Errors
/// Where the built-in file is not as it should be.
pub fn known() -> Result<Known, JobError> {
    toml::from_str(TEXT)
        .map_err(|error| JobError::Refused(format!("configs/patterns.toml: {error}")))
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

    #[test]
    fn the_ends_of_a_band_are_in_it() {
        let patterns = known().unwrap().patterns;
        let pattern = patterns.iter().find(|p| p.id == "P3.ratio").unwrap();
        for (simulated, inside) in [(0.5, true), (0.7, true), (0.499, false), (f64::NAN, false)] {
            let shows = Shows {
                pattern: pattern.clone(),
                simulated,
                seeds: 1,
            };
            assert_eq!(shows.is_in_band(), inside);
        }
    }
}
