//! Ranks, correlation, and partial correlation of one column with many, by Cholesky
//! factorisation with a fixed order of operations. Small and dense: some eighty columns.

/// Pivots of the factorisation below this mean that a column is a linear combination of those
/// before it (the columns have unit length, so this is the share of its variance left).
const SMALLEST_PIVOT: f64 = 1e-10;

/// The ranks of the values from 1; equal values share the mean of their ranks.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]).then(one.cmp(&other)));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let tied = order[start..]
            .iter()
            .take_while(|&&at| values[at].total_cmp(&value).is_eq())
            .count();
        let shared = start as f64 + f64::midpoint(1.0, tied as f64);
        for &at in &order[start..start + tied] {
            ranks[at] = shared;
        }
        start += tied;
    }
    ranks
}

/// The values less their mean, at unit length; `None` where they do not vary.
#[must_use]
pub fn standardised(values: &[f64]) -> Option<Vec<f64>> {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let length = product(&centred, &centred).sqrt();
    (length > 0.0).then(|| centred.iter().map(|value| value / length).collect())
}

/// The sum of products of two columns: their correlation, where both are standardised.
#[must_use]
pub fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(x, y)| x * y).sum()
}

/// The inverse of the correlation matrix of some columns.
#[derive(Clone, Debug, PartialEq)]
pub struct InverseCorrelation {
    size: usize,
    /// By row; symmetric.
    inverse: Vec<f64>,
}

impl InverseCorrelation {
    /// The inverse for standardised columns; `None` where one of them is a linear combination
    /// of the others.
    #[must_use]
    pub fn of(columns: &[Vec<f64>]) -> Option<Self> {
        let size = columns.len();
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let mut rest = product(&columns[row], &columns[column]);
                for before in 0..column {
                    rest -= lower[row * size + before] * lower[column * size + before];
                }
                lower[row * size + column] = if row > column {
                    rest / lower[column * size + column]
                } else if rest > SMALLEST_PIVOT {
                    rest.sqrt()
                } else {
                    return None;
                };
            }
        }
        let inverse = invert(&lower, size);
        Some(Self { size, inverse })
    }

    /// The partial correlation of a further column with each column, the others held fixed,
    /// from its plain correlations with them.
    ///
    /// With P the inverse matrix, r the plain correlations, b = P r the regression weights and
    /// s = 1 - r'b the share of variance they leave, the partial correlation with column j is
    /// `b_j / sqrt(b_j^2 + s P_jj)`: the same as correlating the residuals of both after
    /// regression on the other columns.
    #[must_use]
    pub fn partial(&self, plain: &[f64]) -> Vec<f64> {
        let weights: Vec<f64> = (0..self.size)
            .map(|row| product(&self.inverse[row * self.size..(row + 1) * self.size], plain))
            .collect();
        let left = (1.0 - product(plain, &weights)).max(0.0);
        weights
            .iter()
            .enumerate()
            .map(|(at, weight)| {
                let length = (weight * weight + left * self.inverse[at * self.size + at]).sqrt();
                if length > 0.0 {
                    (weight / length).clamp(-1.0, 1.0)
                } else {
                    0.0
                }
            })
            .collect()
    }
}

/// The inverse of L L' from the lower triangle L.
fn invert(lower: &[f64], size: usize) -> Vec<f64> {
    // First the inverse of L, which is a lower triangle too.
    let mut triangle = vec![0.0; size * size];
    for column in 0..size {
        triangle[column * size + column] = 1.0 / lower[column * size + column];
        for row in column + 1..size {
            let mut sum = 0.0;
            for between in column..row {
                sum += lower[row * size + between] * triangle[between * size + column];
            }
            triangle[row * size + column] = -sum / lower[row * size + row];
        }
    }
    let mut inverse = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let mut sum = 0.0;
            for below in row..size {
                sum += triangle[below * size + row] * triangle[below * size + column];
            }
            inverse[row * size + column] = sum;
            inverse[column * size + row] = sum;
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_mean_of_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0, 3.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ranks(&[5.0, 5.0]), [1.5, 1.5]);
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn two_columns_give_the_textbook_partial_correlation() {
        // r_xy.z = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2)).
        let x = standardised(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
        let z = standardised(&[2.0, 1.0, 4.0, 3.0, 6.0, 5.0]).unwrap();
        let y = standardised(&[3.0, 1.0, 2.0, 6.0, 5.0, 4.0]).unwrap();
        let (xy, xz, yz) = (product(&x, &y), product(&x, &z), product(&y, &z));
        let by_hand = (xy - xz * yz) / ((1.0 - xz * xz) * (1.0 - yz * yz)).sqrt();
        let inverse = InverseCorrelation::of(&[x, z]).unwrap();
        assert!((inverse.partial(&[xy, yz])[0] - by_hand).abs() < 1e-14);
    }

    #[test]
    fn the_inverse_times_the_matrix_is_the_identity() {
        let columns: Vec<Vec<f64>> = (1..=6_i32)
            .map(|step| {
                let values = (0..20_i32).map(|row| f64::from((row * row * step + row) % 17));
                standardised(&values.collect::<Vec<f64>>()).unwrap()
            })
            .collect();
        let found = InverseCorrelation::of(&columns).unwrap();
        for row in 0..6 {
            for column in 0..6 {
                let entry: f64 = (0..6)
                    .map(|at| found.inverse[row * 6 + at] * product(&columns[at], &columns[column]))
                    .sum();
                let expected = f64::from(u8::from(row == column));
                assert!((entry - expected).abs() < 1e-12, "{row} {column} {entry}");
            }
        }
    }

    #[test]
    fn a_column_that_repeats_another_is_noticed() {
        let x = standardised(&[1.0, 2.0, 4.0, 3.0]).unwrap();
        assert!(InverseCorrelation::of(&[x.clone(), x]).is_none());
        assert!(standardised(&[2.0, 2.0]).is_none());
    }
}
