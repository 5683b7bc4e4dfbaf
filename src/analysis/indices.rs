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
//! Estimates may fall outside 0 to 1; they are told as they are.

use super::elementary::Measure;
use super::resample::{interval, resamples};

/// One row of both samples with the exchanges between them.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRow {
    /// f(A).
    pub first: f64,
    /// f(B).
    pub second: f64,
    /// f(AB_i) by group.
    pub between: Vec<f64>,
}

/// The indices of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// First index, S.
    pub first: Measure,
    /// Total index, T.
    pub total: Measure,
}

/// The indices of every group; `None` with fewer than two rows, or where nothing varies.
#[must_use]
pub fn indices(rows: &[ExchangeRow], groups: usize, seed: u64) -> Option<Vec<Indices>> {
    if rows.len() < 2 || rows.iter().any(|row| row.between.len() != groups) {
        return None;
    }
    let values = || {
        rows.iter().flat_map(|row| {
            [row.first, row.second]
                .into_iter()
                .chain(row.between.iter().copied())
        })
    };
    let middle = values().sum::<f64>() / values().count() as f64;
    let rows: Vec<ExchangeRow> = rows
        .iter()
        .map(|row| ExchangeRow {
            first: row.first - middle,
            second: row.second - middle,
            between: row.between.iter().map(|value| value - middle).collect(),
        })
        .collect();
    let drawn = resamples(seed, rows.len());
    let all: Vec<usize> = (0..rows.len()).collect();
    let variances: Vec<Option<f64>> = drawn.iter().map(|at| variance(&rows, at)).collect();
    let whole = variance(&rows, &all)?;
    let measure = |of: &dyn Fn(&ExchangeRow) -> f64| {
        let mean = |at: &[usize]| at.iter().map(|&r| of(&rows[r])).sum::<f64>() / at.len() as f64;
        // The variance of a resample belongs to it, and is reckoned once for all groups.
        let resampled = drawn.iter().zip(&variances);
        let ends = interval(
            rows.len(),
            resampled.map(|(at, variance)| Some(mean(at) / (*variance)?)),
        );
        Measure {
            value: mean(&all) / whole,
            interval: ends,
        }
    };
    let of_group = |group: usize| Indices {
        first: measure(&|row| row.second * (row.between[group] - row.first)),
        total: measure(&|row| (row.first - row.between[group]).powi(2) / 2.0),
    };
    Some((0..groups).map(of_group).collect())
}

/// The variance of both samples together; `None` where they do not vary.
fn variance(rows: &[ExchangeRow], at: &[usize]) -> Option<f64> {
    let count = 2.0 * at.len() as f64;
    let sum: f64 = at.iter().map(|&r| rows[r].first + rows[r].second).sum();
    let middle = sum / count;
    let squares: f64 = at
        .iter()
        .map(|&r| (rows[r].first - middle).powi(2) + (rows[r].second - middle).powi(2))
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
            });
        }
        let found = indices(&rows, 2, 1).unwrap();
        for (index, expected) in found.iter().zip([0.8, 0.2]) {
            assert!((index.first.value - expected).abs() < 1e-12);
            assert!((index.total.value - expected).abs() < 1e-12);
        }
        let flat = vec![rows[0].clone(); 4];
        let same = |row: &ExchangeRow| ExchangeRow {
            first: 1.0,
            second: 1.0,
            between: vec![1.0; row.between.len()],
        };
        let flat: Vec<ExchangeRow> = flat.iter().map(same).collect();
        assert!(indices(&flat, 2, 1).is_none());
    }
}
