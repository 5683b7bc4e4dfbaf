//! Whether an outcome moves more with who decides or with who guides, where an experiment puts every
//! seat with every guide.

use super::estimate::{Interval, MeanEstimate};
use super::resample::{Resamples, interval};
use super::sample::{Cell, Rows, rows};
use super::table::RunTable;

/// How far the mean moves with the rows and with the columns of a table of arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// From the lowest to the highest mean over the rows, the column held: mean over the columns.
    pub rows: f64,
    /// The same over the columns, the row held: mean over the rows.
    pub columns: f64,
    /// 95% interval, over resampled units, of the variance of the means over the rows less that over the
    /// columns. Variances, since both are too large by the same luck, however many rows and columns
    /// there are, and ranges are not. `None` with fewer than two units.
    pub interval: Option<Interval>,
}

impl Moves {
    /// Whether the rows move the mean more (`true`) or the columns; `None` where that is not settled.
    #[must_use]
    pub fn settled(&self) -> Option<bool> {
        let ends = self.interval.filter(|ends| !ends.holds_zero())?;
        Some(ends.low > 0.0)
    }
}

/// Reads a cell of a table of arms, given by row and column; only units that every arm has count.
/// `None` without such a unit, or with fewer than two rows or columns.
#[must_use]
pub fn moves(table: &RunTable, cell: Cell, arms: &[Vec<usize>], seed: u64) -> Option<Moves> {
    let columns = arms.first()?.len();
    if arms.len() < 2 || columns < 2 {
        return None;
    }
    let Rows { values, .. } = rows(table, cell, &arms.concat());
    let all: Vec<u32> = (0..values.len() as u32).collect();
    let means = |units: &[u32]| -> Option<Vec<Vec<f64>>> {
        let mean = |arm: usize| {
            let sum: f64 = units.iter().map(|&unit| values[unit as usize][arm]).sum();
            sum / units.len() as f64
        };
        let row = |row: usize| (0..columns).map(|at| mean(row * columns + at)).collect();
        (!units.is_empty()).then(|| (0..arms.len()).map(row).collect())
    };
    let found = means(&all)?;
    let excess =
        |means: &[Vec<f64>]| over_rows(means, variance) - over_rows(&turned(means), variance);
    let mut resamples = Resamples::new(seed);
    let drawn = resamples.of(values.len());
    Some(Moves {
        rows: over_rows(&found, range),
        columns: over_rows(&turned(&found), range),
        interval: interval(
            values.len(),
            drawn.iter().map(|units| Some(excess(&means(units)?))),
        ),
    })
}

/// What a function of all rows gives in a column, as a mean over the columns.
fn over_rows(means: &[Vec<f64>], of: fn(&[f64]) -> f64) -> f64 {
    let columns = turned(means);
    columns.iter().map(|column| of(column)).sum::<f64>() / columns.len() as f64
}

/// Rows for columns.
fn turned(means: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..means[0].len())
        .map(|column| means.iter().map(|row| row[column]).collect())
        .collect()
}

fn range(values: &[f64]) -> f64 {
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    high - values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn variance(values: &[f64]) -> f64 {
    let sd = MeanEstimate::from_values(values).and_then(|found| found.sd);
    sd.map_or(0.0, |sd| sd * sd)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study};
    use super::super::study::Arm;
    use super::*;
    use crate::rng::{Purpose, normal};

    /// Three rows of four columns over 60 units: effects of both, and luck of every arm by itself.
    fn found(row: [f64; 3], column: [f64; 4], luck: f64, seed: u64) -> Moves {
        let mut study = small_study();
        study.arms = (0..12)
            .map(|number| Arm {
                name: number.to_string(),
                ..study.arms[0].clone()
            })
            .collect();
        study.blocks.truncate(1);
        study.points.truncate(1);
        study.points[0].replicates = 60;
        study.parameters.clear();
        let table = filled(study, |key, _, _| {
            let z = normal(
                seed,
                Purpose::Verification,
                key.arm as u32,
                key.replicate,
                0,
                0,
            );
            Some(row[key.arm / 4] + column[key.arm % 4] + luck * z)
        });
        let arms: Vec<Vec<usize>> = (0..3).map(|row| (4 * row..4 * row + 4).collect()).collect();
        let cell = Cell {
            block: 0,
            horizon: 0,
            outcome: 0,
        };
        moves(&table, cell, &arms, seed).unwrap()
    }

    #[test]
    fn without_luck_ranges_are_exact_and_the_larger_is_settled() {
        let found = found([0.0, 4.0, 10.0], [0.0, 1.0, 2.0, 1.5], 0.0, 1);
        near(found.rows, 10.0);
        near(found.columns, 2.0);
        assert_eq!(found.settled(), Some(true));
        let ends = found.interval.unwrap();
        // Variances of three and of four means: 76/3 and 0.729166….
        near(ends.low, 76.0 / 3.0 - 2.1875 / 3.0);
        near(ends.high, ends.low);
    }

    #[test]
    fn more_rows_than_columns_settle_nothing_by_luck() {
        let settled = (0..200).filter(|&seed| {
            let found = found([0.0; 3], [0.0; 4], 1.0, seed);
            found.settled().is_some()
        });
        // 5% are meant to; a range over four is larger by luck than one over three.
        let count = settled.count();
        assert!(count <= 20, "{count} of 200");
    }
}
