//! Mean and spread gathered value by value and joined part by part: B. P. Welford, Technometrics
//! 4 (1962), and T. F. Chan, G. H. Golub and R. J. LeVeque, The American Statistician 37 (1983).
//! The bits depend on the order of joining, which is that of the plan.

/// Count, mean and sum of squared deviations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Number of values.
    pub count: u64,
    /// Their mean.
    pub mean: f64,
    /// Sum of their squared deviations from the mean.
    pub squares: f64,
}

impl Moments {
    /// Takes in one value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let off = value - self.mean;
        self.mean += off / self.count as f64;
        self.squares += off * (value - self.mean);
    }

    /// Takes in the values of another.
    pub fn join(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let [mine, theirs] = [self.count as f64, other.count as f64];
        let all = mine + theirs;
        let off = other.mean - self.mean;
        self.squares += other.squares + off * off * mine * theirs / all;
        self.mean += off * theirs / all;
        self.count += other.count;
    }

    /// Standard deviation (divisor n - 1); `None` for fewer than two values.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        (self.count > 1).then(|| (self.squares / (self.count - 1) as f64).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.add(value));
        moments
    }

    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32.
    #[test]
    fn joined_parts_have_the_moments_of_the_whole() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        for cut in 0..=values.len() {
            let mut joined = of(&values[..cut]);
            joined.join(&of(&values[cut..]));
            assert_eq!(joined.count, 8);
            assert!((joined.mean - 5.0).abs() < 1e-12);
            assert!((joined.squares - 32.0).abs() < 1e-12);
        }
        assert!((of(&values).sd().unwrap() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(of(&[3.0]).sd(), None);
    }
}
