//! Whether runs that must agree do: the largest difference between two points of a table on equal
//! arms and seeds, or between the arms of one point.

use super::table::{RunKey, RunTable};

/// How far runs are apart that must agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Runs compared.
    pub runs: usize,
    /// Values compared.
    pub values: usize,
    /// Largest absolute difference of a pair of values, in the unit of its outcome; values of
    /// which one is missing are infinitely apart.
    pub largest: f64,
    /// The same as a share of 1 plus the size of the value it is compared with.
    pub largest_share: f64,
    /// Where the largest share was found: positions of arm, horizon and outcome.
    pub place: Option<[usize; 3]>,
}

impl Agreement {
    fn take(&mut self, is: Option<f64>, must: Option<f64>, place: [usize; 3]) {
        let apart = match (is, must) {
            (None, None) => return,
            (Some(is), Some(must)) => (is - must).abs(),
            _ => f64::INFINITY,
        };
        self.values += 1;
        self.largest = self.largest.max(apart);
        let share = apart / (1.0 + must.map_or(0.0, f64::abs));
        if share > self.largest_share || self.place.is_none() {
            self.largest_share = share;
            self.place = Some(place);
        }
    }
}

/// The runs of every arm at one point against those at another, by equal replicates.
#[must_use]
pub fn between_points(table: &RunTable, point: usize, other: usize) -> Agreement {
    let study = table.study();
    let mut found = Agreement::default();
    let replicates = study.points[point]
        .replicates
        .min(study.points[other].replicates);
    for arm in 0..study.arms.len() {
        for replicate in 0..replicates {
            found.runs += 1;
            for horizon in 0..study.horizons.len() {
                for outcome in 0..study.outcomes.len() {
                    let at = |point: usize| {
                        let key = RunKey {
                            arm,
                            point,
                            replicate,
                        };
                        table.value(key, horizon, outcome)
                    };
                    found.take(at(point), at(other), [arm, horizon, outcome]);
                }
            }
        }
    }
    found
}

/// The runs of every arm at one point against those of the baseline there; outcomes named in
/// `without` are left out.
#[must_use]
pub fn between_arms(table: &RunTable, point: usize, without: &[&str]) -> Agreement {
    let study = table.study();
    let mut found = Agreement::default();
    for arm in (0..study.arms.len()).filter(|arm| *arm != study.baseline) {
        for replicate in 0..study.points[point].replicates {
            found.runs += 1;
            for horizon in 0..study.horizons.len() {
                for (outcome, info) in study.outcomes.iter().enumerate() {
                    if without.contains(&info.name.as_str()) {
                        continue;
                    }
                    let of = |arm: usize| {
                        let key = RunKey {
                            arm,
                            point,
                            replicate,
                        };
                        table.value(key, horizon, outcome)
                    };
                    found.take(of(arm), of(study.baseline), [arm, horizon, outcome]);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, small_study};
    use super::*;

    #[test]
    fn equal_runs_agree_and_one_value_apart_is_found_with_its_place() {
        let table = filled(small_study(), |key, horizon, outcome| {
            let base = 100.0 * horizon as f64 + outcome as f64;
            let odd = key.arm == 2 && key.point == 2 && horizon == 1 && outcome == 0;
            Some(base + if odd { 0.5 } else { 0.0 })
        });
        let same = between_points(&table, 3, 4);
        assert_eq!((same.largest, same.largest_share), (0.0, 0.0));
        assert!(same.values > 0 && same.runs > 0);
        let apart = between_points(&table, 2, 3);
        assert!((apart.largest - 0.5).abs() < 1e-12);
        assert!((apart.largest_share - 0.5 / 101.0).abs() < 1e-12);
        assert_eq!(apart.place, Some([2, 1, 0]));
        let arms = between_arms(&table, 2, &[]);
        assert_eq!(arms.place, Some([2, 1, 0]));
        let name = table.study().outcomes[0].name.clone();
        assert!(between_arms(&table, 2, &[&name]).largest < 1e-12);
    }

    #[test]
    fn a_value_that_is_missing_on_one_side_is_no_agreement() {
        let table = filled(small_study(), |key, _, _| (key.point != 2).then_some(1.0));
        assert!(between_points(&table, 2, 3).largest.is_infinite());
    }
}
