//! The runs of a study: one value by arm, point, replicate, horizon and outcome, and for every
//! run whether it is done, failed or still to come.

use super::study::{Study, TableError};

/// What became of a planned run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// Not run yet.
    Waiting,
    /// Finished; its values count.
    Done,
    /// Stopped with a reason; it has no values.
    Failed,
}

/// The name of a run inside a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunKey {
    /// Position of the arm.
    pub arm: usize,
    /// Position of the point.
    pub point: usize,
    /// The replicate, from 0; equal replicates of a point share all their chance.
    pub replicate: u32,
}

/// How many runs of an arm there are, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCount {
    /// Runs planned.
    pub planned: usize,
    /// Runs finished.
    pub done: usize,
    /// Runs failed.
    pub failed: usize,
}

/// The stored runs of one study.
#[derive(Clone, Debug)]
pub struct RunTable {
    study: Study,
    /// Position of a point's first run among the runs of an arm.
    first_run: Vec<usize>,
    runs_per_arm: usize,
    status: Vec<RunStatus>,
    /// By horizon, outcome, run: whoever estimates reads one outcome of many runs, and memory is
    /// read fast only in the order in which it stands. Not a number where the outcome is not
    /// modelled: only this file sees that, everyone else an `Option`.
    values: Vec<f64>,
}

impl RunTable {
    /// A table in which every run still waits.
    ///
    /// # Errors
    ///
    /// Every mistake of the study (see [`Study::check`]).
    pub fn new(study: Study) -> Result<Self, Vec<TableError>> {
        study.check()?;
        let mut first_run = Vec::with_capacity(study.points.len());
        let mut runs_per_arm = 0;
        for point in &study.points {
            first_run.push(runs_per_arm);
            runs_per_arm += point.replicates as usize;
        }
        let runs = runs_per_arm * study.arms.len();
        let cells = study.horizons.len() * study.outcomes.len();
        Ok(Self {
            first_run,
            runs_per_arm,
            status: vec![RunStatus::Waiting; runs],
            values: vec![f64::NAN; runs * cells],
            study,
        })
    }

    /// What was run.
    #[must_use]
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// Takes in a finished run: its values by horizon, then outcome; `None` where an outcome
    /// is not modelled or not defined.
    ///
    /// # Errors
    ///
    /// Where the run is not of this study, the number of values is wrong, or a value is not
    /// finite (a run that computes such a value has failed).
    pub fn record(&mut self, key: RunKey, values: &[Option<f64>]) -> Result<(), TableError> {
        let run = self.find(key)?;
        let cells = self.study.horizons.len() * self.study.outcomes.len();
        if values.len() != cells {
            return Err(TableError::new(
                place(key),
                format!("{} values", values.len()),
                format!("{cells}, one for each horizon and outcome"),
            ));
        }
        if let Some(at) = values
            .iter()
            .position(|value| value.is_some_and(|value| !value.is_finite()))
        {
            let outcome = &self.study.outcomes[at % self.study.outcomes.len()].name;
            return Err(TableError::new(
                format!("{}, outcome `{outcome}`", place(key)),
                values[at].unwrap_or(f64::NAN),
                "a finite number or nothing",
            ));
        }
        let cells_of_run = self.values[run..].iter_mut().step_by(self.status.len());
        for (cell, value) in cells_of_run.zip(values) {
            *cell = value.unwrap_or(f64::NAN);
        }
        self.status[run] = RunStatus::Done;
        Ok(())
    }

    /// Takes in a failed run; it is counted and left out of every estimate.
    ///
    /// # Errors
    ///
    /// Where the run is not of this study.
    pub fn record_failure(&mut self, key: RunKey) -> Result<(), TableError> {
        let run = self.find(key)?;
        self.status[run] = RunStatus::Failed;
        let cells_of_run = self.values[run..].iter_mut().step_by(self.status.len());
        cells_of_run.for_each(|cell| *cell = f64::NAN);
        Ok(())
    }

    /// What became of a run; `None` for a run that is not of this study.
    #[must_use]
    pub fn status(&self, key: RunKey) -> Option<RunStatus> {
        self.find(key).ok().map(|run| self.status[run])
    }

    /// The value of a finished run; `None` where the run is not finished or the outcome not
    /// modelled.
    #[must_use]
    pub fn value(&self, key: RunKey, horizon: usize, outcome: usize) -> Option<f64> {
        let run = self.find(key).ok()?;
        if horizon >= self.study.horizons.len() || outcome >= self.study.outcomes.len() {
            return None;
        }
        let cell = horizon * self.study.outcomes.len() + outcome;
        let value = self.values[cell * self.status.len() + run];
        (!value.is_nan()).then_some(value)
    }

    /// How many runs of an arm in a block are planned, done and failed.
    #[must_use]
    pub fn count(&self, arm: usize, block: usize) -> RunCount {
        let mut count = RunCount::default();
        for (point, info) in self.study.points.iter().enumerate() {
            if info.block != block {
                continue;
            }
            for replicate in 0..info.replicates {
                count.planned += 1;
                match self.status(RunKey {
                    arm,
                    point,
                    replicate,
                }) {
                    Some(RunStatus::Done) => count.done += 1,
                    Some(RunStatus::Failed) => count.failed += 1,
                    Some(RunStatus::Waiting) | None => {}
                }
            }
        }
        count
    }

    fn find(&self, key: RunKey) -> Result<usize, TableError> {
        let points = &self.study.points;
        let known = key.arm < self.study.arms.len()
            && (points.get(key.point)).is_some_and(|point| key.replicate < point.replicates);
        if known {
            let within = self.first_run[key.point] + key.replicate as usize;
            Ok(key.arm * self.runs_per_arm + within)
        } else {
            Err(TableError::new(
                place(key),
                "a run outside the plan",
                format!(
                    "{} arms, {} points and their replicates",
                    self.study.arms.len(),
                    points.len()
                ),
            ))
        }
    }
}

fn place(key: RunKey) -> String {
    let RunKey {
        arm,
        point,
        replicate,
    } = key;
    format!("run of arm {arm}, point {point}, replicate {replicate}")
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{keys, known_value, small_study, small_table};
    use super::*;

    #[test]
    fn a_value_comes_back_from_the_cell_it_was_put_in() {
        let table = small_table();
        for key in keys(&table) {
            for (horizon, outcome) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                assert_eq!(
                    table.value(key, horizon, outcome),
                    Some(known_value(key, horizon, outcome))
                );
            }
        }
    }

    #[test]
    fn failed_waiting_and_not_modelled_are_three_different_things() {
        let mut table = RunTable::new(small_study()).unwrap();
        let done = RunKey {
            arm: 1,
            point: 0,
            replicate: 2,
        };
        let failed = RunKey {
            arm: 1,
            point: 0,
            replicate: 3,
        };
        let waiting = RunKey {
            arm: 1,
            point: 0,
            replicate: 4,
        };
        table
            .record(done, &[Some(1.0), None, Some(2.0), None])
            .unwrap();
        table.record_failure(failed).unwrap();
        assert_eq!(table.status(done), Some(RunStatus::Done));
        assert_eq!(table.status(failed), Some(RunStatus::Failed));
        assert_eq!(table.status(waiting), Some(RunStatus::Waiting));
        assert_eq!(table.value(done, 1, 0), Some(2.0));
        assert_eq!(table.value(done, 1, 1), None);
        assert_eq!(table.value(failed, 1, 0), None);
        let count = RunCount {
            planned: 6,
            done: 1,
            failed: 1,
        };
        assert_eq!(table.count(1, 0), count);
    }

    #[test]
    fn a_run_outside_the_plan_or_with_wrong_values_is_refused() {
        let mut table = RunTable::new(small_study()).unwrap();
        let none = [None; 4];
        let outside = RunKey {
            arm: 0,
            point: 5,
            replicate: 2,
        };
        assert!(table.record(outside, &none).is_err());
        assert!(
            table
                .record_failure(RunKey {
                    arm: 3,
                    point: 0,
                    replicate: 0
                })
                .is_err()
        );
        let key = RunKey {
            arm: 0,
            point: 5,
            replicate: 1,
        };
        assert!(table.record(key, &none[..3]).is_err());
        let error = table
            .record(key, &[Some(1.0), Some(f64::NAN), None, None])
            .unwrap_err();
        assert!(error.to_string().contains("outcome `cost`"), "{error}");
        assert_eq!(table.status(key), Some(RunStatus::Waiting));
    }
}
