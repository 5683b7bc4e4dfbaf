//! By how many standard errors an interval must be wide when it may be looked at more than once.
//!
//! *Spending.* The error of 5% is spent over the looks as the units come in, by the function
//! `error * ln(1 + (e - 1) t)` of the share t of the most units (K. K. G. Lan and D. L. DeMets,
//! Biometrika 70, 1983; the spending that comes near the constant boundary of S. J. Pocock,
//! Biometrika 64, 1977). Intervals at these boundaries hold at all looks together (C. Jennison and
//! B. W. Turnbull, Journal of the Royal Statistical Society B 51, 1989), so whichever look a rule
//! stops at, the interval there covers. The boundaries follow from the joint law of the means by
//! integration from look to look (P. Armitage, C. K. McPherson and B. C. Rowe, Journal of the
//! Royal Statistical Society A 132, 1969); for an estimated spread the nominal level of each look
//! is looked up in Student's t instead of the normal law.
//!
//! *Always valid.* The normal mixture of H. Robbins (Annals of Mathematical Statistics 41, 1970) in
//! the form of I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas (Annals of
//! Statistics 52, 2024, theorem 2.2): after n units the factor is
//! `sqrt(2 (n r^2 + 1) / (n r^2) * ln(sqrt(n r^2 + 1) / error))`, and the interval holds at every n at
//! once, as n grows. The constant r makes it narrowest at four times the minimum
//! ([`NARROWEST`]) and knows nothing of the maximum, so that a maximum may be raised.

use super::estimate::t_quantile;
use crate::scenario::{Guard, Stopping};

/// At how many times the minimum an always valid interval is narrowest, in standard errors.
pub const NARROWEST: f64 = 4.0;

/// Points of the grid on which the law of the means is carried from look to look; odd, for
/// Simpson's rule.
const GRID: usize = 401;

/// By how many standard errors intervals must reach at the looks of a rule.
#[derive(Clone, Debug)]
pub struct Factors {
    guard: Guard,
    minimum: f64,
    error: f64,
    /// Boundaries of the looks for a known spread; empty where no look is planned.
    levels: Vec<f64>,
}

impl Factors {
    /// For a rule whose looks together may miss in at most a share `error` of cases, in (0, 1).
    #[must_use]
    pub fn new(rule: &Stopping, error: f64) -> Self {
        let looks: Vec<f64> = rule.looks().iter().map(|&n| f64::from(n)).collect();
        Self {
            guard: rule.guard,
            minimum: f64::from(rule.minimum),
            error,
            levels: match rule.guard {
                Guard::Spending => spending(&looks, error),
                Guard::AlwaysValid => Vec::new(),
            },
        }
    }

    /// The factor at a look, counted from 0, at which `used` units have a value; `None` for fewer
    /// than two of them or a look that is not planned.
    #[must_use]
    pub fn at(&self, look: usize, used: usize) -> Option<f64> {
        let freedom = used.checked_sub(1).filter(|freedom| *freedom > 0)?;
        match self.guard {
            Guard::Spending => t_quantile(normal_below(*self.levels.get(look)?), freedom as f64),
            Guard::AlwaysValid => Some(mixture(used as f64, self.minimum, self.error)),
        }
    }
}

/// The factor of the always valid interval after `n` units.
#[must_use]
pub fn mixture(n: f64, minimum: f64, error: f64) -> f64 {
    let log = -2.0 * libm::log(error);
    let rate = (log + libm::log(log + 1.0)) / (NARROWEST * minimum);
    let grown = n * rate;
    let root = (grown + 1.0).sqrt();
    (2.0 * (grown + 1.0) / grown * libm::log(root / error)).sqrt()
}

/// The two-sided boundaries of looks after these numbers of units, rising, in standard errors of a
/// known spread.
#[must_use]
pub fn spending(looks: &[f64], error: f64) -> Vec<f64> {
    let Some(most) = looks.last() else {
        return Vec::new();
    };
    let shares: Vec<f64> = looks.iter().map(|n| n / most).collect();
    let spent = |share: f64| error * libm::log(1.0 + (std::f64::consts::E - 1.0) * share);
    let mut found = Vec::with_capacity(shares.len());
    let mut law: Option<Law> = None;
    let mut before = [0.0, 0.0];
    for share in shares {
        let now = [share, spent(share)];
        let step = (now[0] - before[0]).sqrt();
        let wanted = now[1] - before[1];
        let outside = |edge: f64| match &law {
            None => 2.0 * normal_below(-edge / step),
            Some(law) => law.outside(edge, step),
        };
        let edge = root(&outside, wanted, 10.0 * share.sqrt());
        found.push(edge / share.sqrt());
        law = Some(match &law {
            None => Law::first(edge, step),
            Some(law) => law.next(edge, step),
        });
        before = now;
    }
    found
}

/// The edge at which a falling function takes a value, between 0 and a high edge.
fn root(falling: &dyn Fn(f64) -> f64, value: f64, high: f64) -> f64 {
    let (mut low, mut high) = (0.0, high);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if falling(middle) > value {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The density of the sum among those paths that have stayed inside all edges so far.
struct Law {
    at: Vec<f64>,
    /// Density times the weight of Simpson's rule.
    mass: Vec<f64>,
}

impl Law {
    fn on(edge: f64, density: impl Fn(f64) -> f64) -> Self {
        let width = 2.0 * edge / (GRID - 1) as f64;
        let at: Vec<f64> = (0..GRID).map(|i| i as f64 * width - edge).collect();
        let mass = at
            .iter()
            .enumerate()
            .map(|(i, &x)| {
                let weight = match i {
                    0 => 1.0,
                    _ if i == GRID - 1 => 1.0,
                    _ if i % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                weight * width / 3.0 * density(x)
            })
            .collect();
        Self { at, mass }
    }

    fn first(edge: f64, step: f64) -> Self {
        Self::on(edge, |x| normal_density(x / step) / step)
    }

    fn next(&self, edge: f64, step: f64) -> Self {
        Self::on(edge, |x| {
            let from = self.at.iter().zip(&self.mass);
            from.map(|(u, mass)| mass * normal_density((x - u) / step))
                .sum::<f64>()
                / step
        })
    }

    /// The mass that one more step carries outside an edge.
    fn outside(&self, edge: f64, step: f64) -> f64 {
        let from = self.at.iter().zip(&self.mass);
        from.map(|(u, mass)| {
            mass * (normal_below((u - edge) / step) + normal_below((-edge - u) / step))
        })
        .sum()
    }
}

fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt()
}

/// The share of the normal law below a value, exact far into both tails.
fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_is_the_usual_interval() {
        assert!((spending(&[30.0], 0.05)[0] - 1.959_963_984_540_054).abs() < 1e-9);
    }

    #[test]
    fn what_is_spent_at_the_looks_sums_to_the_error() {
        // Two independent halves: by hand, P(first out) + P(second out, first in).
        let [first, second] = spending(&[1.0, 2.0], 0.05)[..] else {
            panic!("two looks");
        };
        let spent = 0.05 * libm::log(1.0 + (std::f64::consts::E - 1.0) * 0.5);
        assert!((2.0 * normal_below(-first) - spent).abs() < 1e-12);
        let edge = second * 2.0_f64.sqrt();
        let cells = 200_000;
        let width = 2.0 * first / f64::from(cells);
        let late: f64 = (0..cells)
            .map(|i| {
                let x = (f64::from(i) + 0.5) * width - first;
                width * normal_density(x) * (normal_below(x - edge) + normal_below(-edge - x))
            })
            .sum();
        assert!((late + spent - 0.05).abs() < 1e-8, "{late}");
    }

    #[test]
    fn the_mixture_is_narrowest_at_four_times_the_minimum() {
        let width = |n: f64| mixture(n, 20.0, 0.05);
        assert!(width(80.0) < width(60.0) && width(80.0) < width(110.0));
        assert!((2.9..3.2).contains(&width(80.0)));
    }
}
