//! Quantiles of the gamma distribution, so that a draw from it costs one uniform like any other.

use libm::{exp, lgamma, log, pow, sqrt};

use crate::rng::normal_quantile;

/// Terms after which a series or fraction is as exact as it will get.
const TERMS: usize = 500;
/// Steps after which the search has long ended: each at least halves the bracket.
const STEPS: usize = 100;

/// Regularised lower incomplete gamma function P(a, x): the distribution function of a gamma
/// variate of shape a and scale 1. By its power series below a + 1, by Legendre's continued
/// fraction above.
fn distribution(shape: f64, x: f64) -> f64 {
    let front = exp(shape * log(x) - x - lgamma(shape));
    if x < shape + 1.0 {
        let (mut term, mut sum, mut a) = (1.0 / shape, 1.0 / shape, shape);
        for _ in 0..TERMS {
            a += 1.0;
            term *= x / a;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return front * sum;
    }
    // 1 - P = front / (x + 1 - a - 1(1 - a) / (x + 3 - a - 2(2 - a) / ...)), from the front
    // (the modified method of Lentz).
    let tiny = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut above = b;
    let mut below = 0.0;
    let mut fraction = b;
    for i in 1..TERMS {
        let i = i as f64;
        let numerator = i * (shape - i);
        b += 2.0;
        below = b + numerator * below;
        below = if below.abs() < tiny { tiny } else { below };
        above = b + numerator / above;
        above = if above.abs() < tiny { tiny } else { above };
        below = 1.0 / below;
        let step = above * below;
        fraction *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 - front / fraction
}

/// The x with P(shape, x) = p, for p in (0, 1) and a shape above 0: Newton's method on the
/// logarithms of x and P, held inside a bracket.
pub(super) fn gamma_quantile(p: f64, shape: f64) -> f64 {
    let guess = if shape >= 1.0 {
        // Wilson and Hilferty (1931): the cube root of a gamma variate is nearly normal.
        let z = normal_quantile(p);
        let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
        shape * root.max(0.05) * root.max(0.05) * root.max(0.05)
    } else {
        // P is about x^a / Γ(a + 1) near zero.
        pow(p * exp(lgamma(shape + 1.0)), 1.0 / shape).min(1.0)
    };
    let wanted = log(p);
    let (mut low, mut high) = (-700.0_f64, 700.0_f64);
    let mut t = log(guess.max(1e-290));
    for _ in 0..STEPS {
        let x = exp(t);
        let below = distribution(shape, x);
        if below > p {
            high = t;
        } else {
            low = t;
        }
        let slope = exp(shape * t - x - lgamma(shape)) / below;
        let newton = t - (log(below) - wanted) / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
        let moved = (next - t).abs();
        t = next;
        if moved < 1e-13 {
            break;
        }
    }
    exp(t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_of_one_is_the_exponential_distribution() {
        for p in [1e-6, 0.1, 0.5, 0.9, 0.999] {
            let exact = -libm::log1p(-p);
            assert!((gamma_quantile(p, 1.0) / exact - 1.0).abs() < 1e-10, "{p}");
        }
    }

    #[test]
    fn half_integers_are_the_chi_squared_tables() {
        // Quantiles of chi-squared with 1, 3 and 10 degrees of freedom, halved (published tables).
        for (p, shape, chi) in [
            (0.95, 0.5, 3.841_459),
            (0.05, 0.5, 0.003_932),
            (0.5, 1.5, 2.365_974),
            (0.99, 5.0, 23.209_251),
            (0.01, 5.0, 2.558_212),
        ] {
            let found = 2.0 * gamma_quantile(p, shape);
            assert!((found - chi).abs() < 2e-6, "{p} {shape}: {found}");
        }
    }

    #[test]
    fn the_quantile_inverts_the_distribution_over_all_shapes_in_use() {
        for shape in [0.2, 0.5, 1.5, 3.0, 6.0, 20.0, 80.0] {
            for i in 1..100 {
                let p = f64::from(i) / 100.0;
                let back = distribution(shape, gamma_quantile(p, shape));
                assert!((back - p).abs() < 1e-11, "{shape} {p} {back}");
            }
        }
    }
}
