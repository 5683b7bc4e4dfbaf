//! What combinations scored at the points of one stage.

/// What some combinations scored at the points of one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tried {
    /// The combinations.
    pub combinations: Vec<Vec<usize>>,
    /// Which of them are uniform regimes.
    pub uniform: Vec<bool>,
    /// By combination, point, and term of the score: the value of its outcome.
    pub values: Vec<Vec<Vec<f64>>>,
    /// Positions, in the stage, of the points that are kept.
    pub kept: Vec<usize>,
    /// Points left out because a run of theirs failed or a term has no value.
    pub dropped: usize,
}

impl Tried {
    /// Keeps the points at which every combination has every value.
    #[must_use]
    pub fn complete(
        combinations: Vec<Vec<usize>>,
        uniform: Vec<bool>,
        values: &[Vec<Option<Vec<f64>>>],
    ) -> Self {
        let points = values.first().map_or(0, Vec::len);
        let kept: Vec<usize> = (0..points)
            .filter(|&point| values.iter().all(|row| row[point].is_some()))
            .collect();
        let values = values
            .iter()
            .map(|row| {
                kept.iter()
                    .filter_map(|&point| row[point].clone())
                    .collect()
            })
            .collect();
        Self {
            combinations,
            uniform,
            values,
            dropped: points - kept.len(),
            kept,
        }
    }

    /// Number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    /// The position of a combination.
    #[must_use]
    pub fn position(&self, combination: &[usize]) -> Option<usize> {
        self.combinations
            .iter()
            .position(|other| other == combination)
    }

    /// The scores of a combination, by point.
    #[must_use]
    pub fn scores(&self, at: usize, weights: &[f64]) -> Vec<f64> {
        let score = |terms: &Vec<f64>| terms.iter().zip(weights).map(|(x, w)| x * w).sum();
        self.values[at].iter().map(score).collect()
    }

    /// The mean score of every combination, each point counting as often as `counts` says.
    pub(super) fn means(&self, weights: &[f64], counts: &[f64]) -> Vec<f64> {
        let all: f64 = counts.iter().sum();
        let mean = |at: usize| {
            let scores = self.scores(at, weights);
            scores.iter().zip(counts).map(|(x, n)| x * n).sum::<f64>() / all
        };
        (0..self.combinations.len()).map(mean).collect()
    }

    pub(super) fn once(&self) -> Vec<f64> {
        vec![1.0; self.points()]
    }

    /// The position of the best combination that is or is not uniform, the first of equals.
    pub(super) fn best(&self, means: &[f64], uniform: bool) -> Option<usize> {
        (0..means.len())
            .filter(|&at| self.uniform[at] == uniform)
            .reduce(|best, next| {
                if means[next] > means[best] {
                    next
                } else {
                    best
                }
            })
    }

    /// The difference of two combinations at every point.
    #[must_use]
    pub fn differences(&self, weights: &[f64], one: usize, other: usize) -> Vec<f64> {
        let [one, other] = [one, other].map(|at| self.scores(at, weights));
        one.iter().zip(&other).map(|(a, b)| a - b).collect()
    }
}
