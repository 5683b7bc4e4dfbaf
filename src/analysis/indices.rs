//! Sobol' indices: which part of the variance of an outcome over the inputs goes back to a factor
//! alone (first), and which part would be left if all others were known (total).
//!
//! From two samples A and B and, for factor i, the sample AB_i that is A with this factor from B,
//!
//! `S_i = mean( f(B) (f(AB_i) - f(A)) ) / V`   (A. Saltelli et al., Computer Physics
//! Communications 181, 2010, table 2, b)
//!
//! `T_i = mean( (f(A) - f(AB_i))^2 ) / (2 V)`   (M. J. W. Jansen, Computer Physics Communications
//! 117, 1999)
//!
//! with V the variance of f(A) and f(B) together. Values are taken from their common mean first,
//! which changes no index and makes the first one less noisy (I. M. Sobol', Mathematical Modelling
//! and Computational Experiments 1, 1993).
//!
//! Where groups are exchanged both ways, so that there is also BA_i, which is B with factor i from A,
//! the part of the variance that goes back to the interplay of two factors alone (second) is
//!
//! `S_ij = mean( f(BA_i) f(AB_j) - f(A) f(B) ) / V - S_i - S_j`   (A. Saltelli, Computer Physics
//! Communications 145, 2002)
//!
//! Estimates may fall outside 0 to 1; they are told as they are.

use super::elementary::Measure;
use super::resample::{Resamples, interval};

/// One row of both samples with the exchanges between them.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRow {
    /// f(A).
    pub first: f64,
    /// f(B).
    pub second: f64,
    /// f(AB_i) by group.
    pub between: Vec<f64>,
    /// f(BA_i) by group; empty where groups were exchanged one way only.
    pub back: Vec<f64>,
}

/// The indices of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// First index, S.
    pub first: Measure,
    /// Total index, T.
    pub total: Measure,
}

/// What is told of two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Positions of the groups, the lower one first.
    pub groups: [usize; 2],
    /// Second index: their interplay without what each does by itself.
    pub second: Measure,
}

/// Rows and their resamples, from which all indices are told.
#[derive(Clone, Debug)]
pub struct Exchanged<'a> {
    /// Values from their common mean.
    rows: Vec<ExchangeRow>,
    groups: usize,
    drawn: &'a [Vec<u32>],
    /// The variance of a resample belongs to it, and is reckoned once for all groups.
    variances: Vec<Option<f64>>,
    whole: f64,
}

impl<'a> Exchanged<'a> {
    /// Rows made ready; `None` with fewer than two of them, with values that are not one for each
    /// group, or where nothing varies.
    pub fn new(rows: &[ExchangeRow], groups: usize, resamples: &'a mut Resamples) -> Option<Self> {
        let fits = |row: &ExchangeRow| {
            row.between.len() == groups && [0, groups].contains(&row.back.len())
        };
        if rows.len() < 2 || !rows.iter().all(fits) {
            return None;
        }
        let values = || {
            rows.iter().flat_map(|row| {
                let ends = [row.first, row.second].into_iter();
                ends.chain(row.between.iter().chain(&row.back).copied())
            })
        };
        let middle = values().sum::<f64>() / values().count() as f64;
        let from_middle = |values: &[f64]| values.iter().map(|value| value - middle).collect();
        let rows: Vec<ExchangeRow> = rows
            .iter()
            .map(|row| ExchangeRow {
                first: row.first - middle,
                second: row.second - middle,
                between: from_middle(&row.between),
                back: from_middle(&row.back),
            })
            .collect();
        let drawn = resamples.of(rows.len());
        let all: Vec<u32> = (0..rows.len() as u32).collect();
        Some(Self {
            variances: drawn.iter().map(|at| variance(&rows, at)).collect(),
            whole: variance(&rows, &all)?,
            rows,
            groups,
            drawn,
        })
    }

    /// The mean of one number of each row over the variance.
    fn measure(&self, of: &dyn Fn(&ExchangeRow) -> f64) -> Measure {
        let numbers: Vec<f64> = self.rows.iter().map(of).collect();
        let mean =
            |at: &[u32]| at.iter().map(|&r| numbers[r as usize]).sum::<f64>() / at.len() as f64;
        let resampled = self.drawn.iter().zip(&self.variances);
        let ends = interval(
            numbers.len(),
            resampled.map(|(at, variance)| Some(mean(at) / (*variance)?)),
        );
        Measure {
            value: numbers.iter().sum::<f64>() / numbers.len() as f64 / self.whole,
            interval: ends,
        }
    }

    /// The first and total index of every group.
    #[must_use]
    pub fn indices(&self) -> Vec<Indices> {
        let of_group = |group: usize| Indices {
            first: self.measure(&|row| row.second * (row.between[group] - row.first)),
            total: self.measure(&|row| (row.first - row.between[group]).powi(2) / 2.0),
        };
        (0..self.groups).map(of_group).collect()
    }

    /// The second index of every pair of groups, in the order of the first and then of the other;
    /// none where groups were exchanged one way only.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        let mut found = Vec::new();
        if self.rows.iter().any(|row| row.back.is_empty()) {
            return found;
        }
        for one in 0..self.groups {
            for other in one + 1..self.groups {
                // The first indices of both are taken off row by row, so that a resample takes off
                // its own.
                let of = |row: &ExchangeRow| {
                    let alone = row.between[one] + row.between[other] - 2.0 * row.first;
                    row.back[one] * row.between[other] - row.first * row.second - row.second * alone
                };
                found.push(Pair {
                    groups: [one, other],
                    second: self.measure(&of),
                });
            }
        }
        found
    }
}

/// The variance of both samples together; `None` where they do not vary.
fn variance(rows: &[ExchangeRow], at: &[u32]) -> Option<f64> {
    let count = 2.0 * at.len() as f64;
    let taken = || at.iter().map(|&r| &rows[r as usize]);
    let sum: f64 = taken().map(|row| row.first + row.second).sum();
    let middle = sum / count;
    let squares: f64 = taken()
        .map(|row| (row.first - middle).powi(2) + (row.second - middle).powi(2))
        .sum();
    (squares > 0.0).then(|| squares / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_two_factors_splits_its_variance_by_theirs() {
        // f = 2 a + b over all combinations of a, b in {0, 1}: S_a = 4/5, S_b = 1/5, no interplay.
        let mut rows = Vec::new();
        for code in 0..16_u32 {
            let bit = |at: u32| f64::from(code >> at & 1);
            let (a, b, other_a, other_b) = (bit(0), bit(1), bit(2), bit(3));
            let f = |a: f64, b: f64| 2.0 * a + b;
            rows.push(ExchangeRow {
                first: f(a, b),
                second: f(other_a, other_b),
                between: vec![f(other_a, b), f(a, other_b)],
                back: vec![f(a, other_b), f(other_a, b)],
            });
        }
        let mut resamples = Resamples::new(1);
        let exchanged = Exchanged::new(&rows, 2, &mut resamples).unwrap();
        let (found, pairs) = (exchanged.indices(), exchanged.pairs());
        assert_eq!((pairs.len(), pairs[0].groups), (1, [0, 1]));
        assert!(pairs[0].second.value.abs() < 1e-12);
        for (index, expected) in found.iter().zip([0.8, 0.2]) {
            assert!((index.first.value - expected).abs() < 1e-12);
            assert!((index.total.value - expected).abs() < 1e-12);
        }
        let flat = vec![rows[0].clone(); 4];
        let same = |row: &ExchangeRow| ExchangeRow {
            first: 1.0,
            second: 1.0,
            between: vec![1.0; row.between.len()],
            back: Vec::new(),
        };
        let flat: Vec<ExchangeRow> = flat.iter().map(same).collect();
        assert!(Exchanged::new(&flat, 2, &mut resamples).is_none());
    }

    #[test]
    fn a_product_of_two_signs_is_all_interplay() {
        // f = a b over all combinations of a, b in {-1, 1}: no factor does anything by itself, and
        // all of the variance is that of the pair.
        let mut rows = Vec::new();
        for code in 0..16_u32 {
            let sign = |at: u32| f64::from(code >> at & 1) * 2.0 - 1.0;
            let (a, b, other_a, other_b) = (sign(0), sign(1), sign(2), sign(3));
            rows.push(ExchangeRow {
                first: a * b,
                second: other_a * other_b,
                between: vec![other_a * b, a * other_b],
                back: vec![a * other_b, other_a * b],
            });
        }
        let mut resamples = Resamples::new(1);
        let exchanged = Exchanged::new(&rows, 2, &mut resamples).unwrap();
        for index in exchanged.indices() {
            assert!(index.first.value.abs() < 1e-12);
            assert!((index.total.value - 1.0).abs() < 1e-12);
        }
        assert!((exchanged.pairs()[0].second.value - 1.0).abs() < 1e-12);
        // Exchanged one way only there are no pairs to tell.
        for row in &mut rows {
            row.back.clear();
        }
        let one_way = Exchanged::new(&rows, 2, &mut resamples).unwrap();
        assert!(one_way.pairs().is_empty());
    }
}
