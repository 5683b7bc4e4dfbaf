//! One pair (point, replicate): burn-in once, then every arm from the same fork. A run that
//! panics or computes a number that is not finite has failed; it is told, never hidden, and no
//! other run suffers.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::audit::Audit;
use super::design::{self, Design, Part};
use super::plan::Pair;
use super::seeds::seed_of_arm;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES, Record, burn_in, run_arm};
use crate::model::nature::Role;
use crate::scenario::{Arm, Experiment, Geography};

/// What became of a run: its numbers, or the reason why there are none.
pub type RunResult = Result<Record, String>;

/// Everything that runs need and share.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// What is asked.
    pub experiment: &'a Experiment,
    /// The ground.
    pub geography: &'a Geography,
    /// The points.
    pub design: &'a Design,
    /// Called with the number of each run before it begins. The program passes a function that
    /// does nothing; a test may pass one that fails.
    pub before_run: &'a (dyn Fn(u32) + Sync),
}

impl Bench<'_> {
    /// Runs all arms of a pair; `first_run` is the number of the first. One result for each arm,
    /// in their order.
    #[must_use]
    pub fn run_pair(&self, pair: Pair, first_run: u32) -> Vec<RunResult> {
        let all: Vec<usize> = (0..self.experiment.arms.len()).collect();
        self.run_arms(pair, first_run, &all)
    }

    /// Runs some arms of a pair, by position. The results do not depend on which others run.
    #[must_use]
    pub fn run_arms(&self, pair: Pair, first_run: u32, arms: &[usize]) -> Vec<RunResult> {
        let experiment = self.experiment;
        let Some(position) = self.design.position(pair.point) else {
            let reason = format!("there is no point {}", pair.point);
            return vec![Err(reason); arms.len()];
        };
        let point = &self.design.points[position];
        let (parameters, flags) = design::shared(point);
        let roles: Vec<Role> = design::roles(experiment);
        let last = experiment.months() as i32;
        let ground = design::ground_at(self.geography, point);
        let geography = ground.as_ref();
        let burn = |seed: u64| {
            guarded(|| burn_in(geography, &parameters, flags, seed, last, &roles))
                .map_err(|reason| format!("burn-in: {reason}"))
        };
        let burnt = match burn(pair.seed) {
            Ok(burnt) => burnt,
            Err(reason) => return vec![Err(reason); arms.len()],
        };
        let at_point = design::arms_at(experiment, point);
        let run = |&position: &usize| {
            let arm: &Arm = &at_point[position];
            let own = design::of_arm(point, arm);
            let seed = seed_of_arm(experiment, position, pair.seed);
            // An arm with chance of its own has years before 2009 of its own too.
            let alone = (seed != pair.seed).then(|| burn(seed)).transpose()?;
            let burnt = alone.as_ref().unwrap_or(&burnt);
            let record = guarded(|| {
                (self.before_run)(first_run + position as u32);
                run_arm(burnt, geography, arm, own, &experiment.horizons_months)
            })?;
            match not_finite(&record, &experiment.horizons_months) {
                None => Ok(record),
                Some(reason) => Err(reason),
            }
        };
        if point.part == Part::Audit(Audit::Renamed) {
            let mut results: Vec<RunResult> = arms.iter().rev().map(run).collect();
            results.reverse();
            return results;
        }
        arms.iter().map(run).collect()
    }
}

thread_local! {
    /// Whether this thread is inside [`guarded`], and the panic it met there.
    static GUARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does something and gives the reason if it panics, without a word on the terminal.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let kept = GUARD.with_borrow_mut(|guard| {
                guard.as_mut().is_some_and(|reason| {
                    *reason = words(info);
                    true
                })
            });
            if !kept {
                before(info);
            }
        }));
    });
    GUARD.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let reason = GUARD.take().unwrap_or_default();
    result.map_err(|_| reason)
}

/// A panic in one line: its message and where it happened in the source.
fn words(info: &panic::PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned());
    let place = info
        .location()
        .map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    format!("panic: {}{place}", message.replace('\n', " "))
}

/// The first number of a record that is not finite, in words.
fn not_finite(record: &Record, horizons: &[u32]) -> Option<String> {
    if record.is_finite() {
        return None;
    }
    for (values, months) in record.values.iter().zip(horizons) {
        for (value, outcome) in values.iter().zip(&OUTCOMES) {
            if let Some(value) = value.filter(|value| !value.is_finite()) {
                return Some(format!("{} is {value} at month {months}", outcome.name));
            }
        }
    }
    let kept = OUTCOMES.iter().filter(|outcome| outcome.keeps_path);
    let names: Vec<&str> = kept.map(|outcome| outcome.name).collect();
    for (year, values) in record.path.iter().enumerate() {
        for (value, name) in values.iter().zip(&names) {
            if let Some(value) = value.filter(|value| !value.is_finite()) {
                return Some(format!("{name} is {value} at month {}", 12 * (year + 1)));
            }
        }
    }
    for (places, months) in record.places.iter().zip(horizons) {
        for (values, (name, _)) in places.iter().zip(&PLACE_OUTCOMES) {
            if let Some(value) = values.iter().find(|value| !value.is_finite()) {
                return Some(format!("{name} of a place is {value} at month {months}"));
            }
        }
    }
    Some("a number is not finite".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason_with_its_place_and_the_next_call_is_unharmed() {
        let reason = guarded(|| {
            let empty: Vec<u8> = Vec::new();
            empty[3]
        })
        .unwrap_err();
        assert!(reason.starts_with("panic: index out of bounds"), "{reason}");
        assert!(reason.contains("execute.rs:"), "{reason}");
        assert_eq!(guarded(|| 7), Ok(7));
    }

    #[test]
    fn a_number_that_is_not_finite_is_named_with_its_month() {
        let mut record = Record {
            values: vec![vec![Some(1.0); OUTCOMES.len()]; 2],
            ..Record::default()
        };
        assert_eq!(not_finite(&record, &[60, 120]), None);
        record.values[1][2] = Some(f64::NAN);
        let expected = format!("{} is NaN at month 120", OUTCOMES[2].name);
        assert_eq!(not_finite(&record, &[60, 120]), Some(expected));
    }
}
