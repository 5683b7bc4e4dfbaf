//! What each part of a combination adds to a score, if parts add up: least squares on one effect
//! for every level of every part, drawn a little towards zero (a ridge), so that levels which were
//! hardly tried, or only together, stay near the mean. Whether parts do add up is measured
//! elsewhere, on points that no fit has seen.

/// How hard effects are drawn towards zero: as by this many observations of zero.
const RIDGE: f64 = 1.0;

/// The effect of every level of every part.
#[derive(Clone, Debug, PartialEq)]
pub struct Additive {
    /// The mean.
    pub constant: f64,
    /// By part, then level.
    pub effects: Vec<Vec<f64>>,
}

impl Additive {
    /// The sum of the effects of a combination, and the mean.
    #[must_use]
    pub fn predict(&self, combination: &[usize]) -> f64 {
        let parts = self.effects.iter().zip(combination);
        self.constant + parts.map(|(part, &level)| part[level]).sum::<f64>()
    }

    /// The best of some levels of a part, the first of equals.
    #[must_use]
    pub fn best(&self, part: usize, levels: &[usize]) -> Option<usize> {
        let effects = &self.effects[part];
        levels.iter().copied().reduce(|best, next| {
            if effects[next] > effects[best] {
                next
            } else {
                best
            }
        })
    }
}

/// A fit that has been set up for some combinations, whatever their scores.
#[derive(Clone, Debug)]
pub struct Fit {
    sizes: Vec<usize>,
    combinations: Vec<Vec<usize>>,
    weights: Vec<f64>,
    /// Lower triangle of the Cholesky factor of the normal matrix.
    factor: Vec<Vec<f64>>,
}

impl Fit {
    /// Sets up the fit: how many levels each part has, the combinations that were tried, and how
    /// much each observation counts (above 0). `None` without observations.
    #[must_use]
    pub fn new(sizes: &[usize], combinations: Vec<Vec<usize>>, weights: Vec<f64>) -> Option<Self> {
        let heaviest = weights.iter().copied().fold(0.0, f64::max);
        if combinations.is_empty() || heaviest <= 0.0 {
            return None;
        }
        // Weights count relative to the heaviest, so that the ridge is in observations.
        let weights: Vec<f64> = weights.iter().map(|weight| weight / heaviest).collect();
        let columns = 1 + sizes.iter().sum::<usize>();
        let mut matrix = vec![vec![0.0; columns]; columns];
        for (combination, weight) in combinations.iter().zip(&weights) {
            let row = positions(sizes, combination);
            for &one in &row {
                for &other in &row {
                    matrix[one][other] += weight;
                }
            }
        }
        for (at, row) in matrix.iter_mut().enumerate().skip(1) {
            row[at] += RIDGE;
        }
        Some(Self {
            sizes: sizes.to_vec(),
            combinations,
            weights,
            factor: cholesky(matrix)?,
        })
    }

    /// The effects from one score for each combination, in the order of the setting up.
    #[must_use]
    pub fn solve(&self, scores: &[f64]) -> Additive {
        let columns = self.factor.len();
        let mut right = vec![0.0; columns];
        let observations = self.combinations.iter().zip(&self.weights).zip(scores);
        for ((combination, weight), score) in observations {
            for at in positions(&self.sizes, combination) {
                right[at] += weight * score;
            }
        }
        for row in 0..columns {
            let known: f64 = (0..row).map(|k| self.factor[row][k] * right[k]).sum();
            right[row] = (right[row] - known) / self.factor[row][row];
        }
        for row in (0..columns).rev() {
            let known: f64 = (row + 1..columns)
                .map(|k| self.factor[k][row] * right[k])
                .sum();
            right[row] = (right[row] - known) / self.factor[row][row];
        }
        let mut effects = Vec::with_capacity(self.sizes.len());
        let mut at = 1;
        for &size in &self.sizes {
            effects.push(right[at..at + size].to_vec());
            at += size;
        }
        Additive {
            constant: right[0],
            effects,
        }
    }
}

/// The columns of a combination: the mean, and one for each part.
fn positions(sizes: &[usize], combination: &[usize]) -> Vec<usize> {
    let mut at = 1;
    let mut found = vec![0];
    for (&size, &level) in sizes.iter().zip(combination) {
        found.push(at + level);
        at += size;
    }
    found
}

/// The lower triangle L with L Lᵀ = matrix; `None` where the matrix is not positive definite.
fn cholesky(matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let mut lower = matrix;
    for row in 0..lower.len() {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = lower[row][column] - known;
            lower[row][column] = if row == column {
                if rest <= 0.0 {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / lower[column][column]
            };
        }
    }
    Some(lower)
}

/// The combinations of highest sum that are not among `taken`, best first, ties in ascending
/// order. `allowed` holds, for each level of the first part, the levels of every later part that
/// can stand beside it.
#[must_use]
pub fn highest(
    additive: &Additive,
    allowed: &[Vec<Vec<usize>>],
    taken: &[Vec<usize>],
    count: usize,
) -> Vec<Vec<usize>> {
    let mut found: Vec<(f64, Vec<usize>)> = Vec::new();
    for (first, parts) in allowed.iter().enumerate() {
        if parts.iter().any(Vec::is_empty) {
            continue;
        }
        let mut at = vec![0; parts.len()];
        loop {
            let levels = parts.iter().zip(&at).map(|(levels, &at)| levels[at]);
            let combination: Vec<usize> = std::iter::once(first).chain(levels).collect();
            keep(
                &mut found,
                additive.predict(&combination),
                combination,
                taken,
                count,
            );
            // The next combination, the last part turning fastest.
            let Some(turned) = (0..parts.len())
                .rev()
                .find(|&part| at[part] + 1 < parts[part].len())
            else {
                break;
            };
            at[turned] += 1;
            at[turned + 1..].fill(0);
        }
    }
    found
        .into_iter()
        .map(|(_, combination)| combination)
        .collect()
}

/// Takes a combination into a list of the best, which stays sorted.
fn keep(
    found: &mut Vec<(f64, Vec<usize>)>,
    score: f64,
    combination: Vec<usize>,
    taken: &[Vec<usize>],
    count: usize,
) {
    let full = found.len() >= count;
    if count == 0 || (full && found.last().is_some_and(|(last, _)| score <= *last)) {
        return;
    }
    if taken.contains(&combination) {
        return;
    }
    // Those that come first stay first among equals.
    let place = found.partition_point(|(other, _)| *other >= score);
    found.insert(place, (score, combination));
    found.truncate(count);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two parts of two and three levels.
    fn all() -> Vec<Vec<usize>> {
        (0..2)
            .flat_map(|a| (0..3).map(move |b| vec![a, b]))
            .collect()
    }

    #[test]
    fn effects_that_add_up_are_found_but_for_the_ridge() {
        let truth = |c: &[usize]| [10.0, 20.0][c[0]] + [0.0, 3.0, 6.0][c[1]];
        // Many observations of each, so that the ridge counts for little.
        let many: Vec<Vec<usize>> = (0..500).flat_map(|_| all()).collect();
        let scores: Vec<f64> = many.iter().map(|c| truth(c)).collect();
        let fit = Fit::new(&[2, 3], many.clone(), vec![7.0; many.len()]).unwrap();
        let found = fit.solve(&scores);
        for combination in all() {
            assert!((found.predict(&combination) - truth(&combination)).abs() < 0.02);
        }
        assert_eq!(
            (found.best(0, &[0, 1]), found.best(1, &[0, 1])),
            (Some(1), Some(1))
        );
    }

    /// One part of two levels, one observation each, y = 1 and 3: the mean is 2, and with one
    /// observation and a ridge of one each effect is half of its distance, -0.5 and 0.5.
    #[test]
    fn a_level_tried_once_goes_half_the_way() {
        let fit = Fit::new(&[2], vec![vec![0], vec![1]], vec![1.0, 1.0]).unwrap();
        let found = fit.solve(&[1.0, 3.0]);
        assert!((found.constant - 2.0).abs() < 1e-12);
        assert!((found.effects[0][0] + 0.5).abs() < 1e-12);
        assert!((found.effects[0][1] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_highest_sums_come_first_without_what_is_taken_or_cannot_stand() {
        let additive = Additive {
            constant: 1.0,
            effects: vec![vec![0.0, 5.0], vec![0.0, 1.0, 2.0], vec![0.0, 10.0]],
        };
        // Beside the second level of the first part the last level of the second cannot stand.
        let allowed = vec![
            vec![vec![0, 1, 2], vec![0, 1]],
            vec![vec![0, 1], vec![0, 1]],
        ];
        let taken = [vec![1, 1, 1]];
        let found = highest(&additive, &allowed, &taken, 3);
        assert_eq!(found, [vec![1, 0, 1], vec![0, 2, 1], vec![0, 1, 1]]);
        assert_eq!(highest(&additive, &allowed, &[], 100).len(), 6 + 4);
    }

    #[test]
    fn nothing_is_fitted_to_nothing() {
        assert!(Fit::new(&[2], Vec::new(), Vec::new()).is_none());
    }
}
