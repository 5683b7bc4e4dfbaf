//! Taking the linear part of known other inputs out of a difference: control variates.

/// The differences without the linear part of the controls. Coefficients are those of the weighted
/// least squares of the differences on a constant, on `values` and on the controls together; only
/// the part of the controls is taken out, each about its mean over all points, which in a Latin
/// hypercube is nearly that of its law, so that the mean over the inputs stays. Without controls, or where they cannot be told apart, the differences as
/// they are.
pub(super) fn without_controls(
    values: &[f64],
    differences: &[f64],
    controls: &[Vec<f64>],
    counts: &[f64],
) -> Vec<f64> {
    if controls.is_empty() {
        return differences.to_vec();
    }
    let n = differences.len();
    let centred = |column: &[f64]| -> Vec<f64> {
        let mean = column.iter().sum::<f64>() / n as f64;
        column.iter().map(|x| x - mean).collect()
    };
    let mut columns = vec![vec![1.0; n], centred(values)];
    columns.extend(controls.iter().map(|column| centred(column)));
    let Some(coefficients) = least_squares(&columns, differences, counts) else {
        return differences.to_vec();
    };
    (0..n)
        .map(|point| {
            let parts = columns[2..].iter().zip(&coefficients[2..]);
            differences[point] - parts.map(|(column, b)| b * column[point]).sum::<f64>()
        })
        .collect()
}

/// Coefficients of weighted least squares by the normal equations; `None` where columns depend on
/// one another.
fn least_squares(columns: &[Vec<f64>], heights: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let size = columns.len();
    let product = |one: &[f64], other: &[f64]| -> f64 {
        let parts = one.iter().zip(other).zip(weights);
        parts.map(|((a, b), weight)| weight * a * b).sum()
    };
    // One row an equation, its right side last.
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            let left = columns.iter().map(|column| product(&columns[row], column));
            left.chain([product(&columns[row], heights)]).collect()
        })
        .collect();
    let scales: Vec<f64> = (0..size).map(|at| rows[at][at]).collect();
    for at in 0..size {
        // The equations are positive definite, so the diagonal serves as pivot.
        if rows[at][at] <= 1e-9 * scales[at] {
            return None;
        }
        let pivot = rows[at].clone();
        for (other, row) in rows.iter_mut().enumerate() {
            if other != at {
                let factor = row[at] / pivot[at];
                for (cell, from) in row.iter_mut().zip(&pivot) {
                    *cell -= factor * from;
                }
            }
        }
    }
    Some((0..size).map(|at| rows[at][size] / rows[at][at]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_control_goes_and_the_rest_stays() {
        let x: Vec<f64> = (0..30).map(|i| f64::from(i * 7 % 30)).collect();
        let control: Vec<f64> = (0..30).map(|i| f64::from(i * 11 % 31)).collect();
        let y: Vec<f64> = (0..30)
            .map(|i| 2.0 * x[i] - 5.0 * control[i] + 3.0)
            .collect();
        let mean = control.iter().sum::<f64>() / 30.0;
        let found = without_controls(&x, &y, &[control], &[1.0; 30]);
        for (x, found) in x.iter().zip(found) {
            assert!((found - (2.0 * x + 3.0 - 5.0 * mean)).abs() < 1e-9);
        }
    }

    #[test]
    fn controls_that_repeat_each_other_are_left_alone() {
        let x: Vec<f64> = (0..30).map(|i| f64::from(i * 7 % 30)).collect();
        let same = vec![x.clone(), x.clone()];
        assert_eq!(without_controls(&x, &x, &same, &[1.0; 30]), x);
    }
}
