//! Sobol' sequences (I. M. Sobol', USSR Computational Mathematics and Mathematical Physics 7,
//! 1967) with the direction numbers of S. Joe and F. Y. Kuo (SIAM Journal on Scientific Computing
//! 30, 2008), in the order of I. A. Antonov and V. M. Saleev (1979), scrambled by nested uniform
//! permutation of digits (A. B. Owen, "Randomly permuted (t, m, s)-nets and (t, s)-sequences",
//! 1995).
//!
//! Every 2^m points that begin at a multiple of 2^m have one point in each of 2^m equal parts of
//! every range, scrambled or not. More points leave the first ones where they are.

use super::layout::{Blocks, Laid, Row, Setting, key};
use crate::rng::{Purpose, uniform};
use crate::scenario::{Experiment, Factor, PARAMETERS};

/// The published direction numbers, one dimension in a line from the second on.
const TABLE: &str = include_str!("joe_kuo.txt");

/// Binary digits of a point.
const DIGITS: u32 = 32;

/// Digits that are permuted by the digits before them. So many digits tell more points apart than
/// a design can have; what follows them is one draw.
const NESTED: u32 = 20;

/// The dimension of each factor: its place in the register where nobody names factors, so that a
/// parameter that is held moves no other; its place among the factors otherwise. With it comes the
/// number of dimensions of one sample.
#[must_use]
pub fn dimensions(experiment: &Experiment, factors: &[Factor]) -> (Vec<usize>, usize) {
    if experiment.sampling.factors.is_empty() {
        let place = |factor: &Factor| PARAMETERS.iter().position(|p| p.path == factor.path);
        let places = factors.iter().filter_map(place).collect();
        return (places, PARAMETERS.len());
    }
    ((0..factors.len()).collect(), factors.len())
}

/// The rows of the design.
#[must_use]
pub fn lay(
    seed: u64,
    factors: &[Factor],
    (dimensions, _): &(Vec<usize>, usize),
    count: u32,
    scrambled: bool,
) -> Laid {
    let columns: Vec<Vec<f64>> = factors
        .iter()
        .zip(dimensions)
        .map(|(factor, &dimension)| {
            let raw = sequence(dimension, count);
            if scrambled {
                scramble(seed, &factor.path, 3, &raw)
            } else {
                // The middle of the part that the digits name, since no law has a value at 0.
                let middle = |x: &u32| (f64::from(*x) + 0.5) / 4_294_967_296.0;
                raw.iter().map(middle).collect()
            }
        })
        .collect();
    let row = |at: usize| Row {
        settings: columns.iter().map(|c| Setting::Unit(c[at])).collect(),
        drawn: true,
    };
    Laid {
        rows: (0..count as usize).map(row).collect(),
        blocks: Blocks::None,
    }
}

/// The first points of a dimension, counted from 0, as 32 binary digits after the point; nought
/// where no direction numbers are known.
#[must_use]
pub fn sequence(dimension: usize, count: u32) -> Vec<u32> {
    let directions = directions(dimension);
    let mut x = 0;
    (0..count)
        .map(|at| {
            if at > 0 {
                // The digit that changes in the Gray code of the number of the point.
                x ^= directions[at.trailing_zeros() as usize];
            }
            x
        })
        .collect()
}

/// The 32 direction numbers of a dimension: v_k = m_k 2^(32 - k), where
/// m_k = 2 a_1 m_(k-1) ^ ... ^ 2^(s-1) a_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^ m_(k-s).
fn directions(dimension: usize) -> [u32; DIGITS as usize] {
    let mut found = [0_u32; DIGITS as usize];
    if dimension == 0 {
        for (k, v) in found.iter_mut().enumerate() {
            *v = 1 << (31 - k);
        }
        return found;
    }
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let line = lines.nth(dimension - 1).unwrap_or_default();
    let numbers: Vec<u32> = line
        .split_ascii_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [_, degree, inner, initial @ ..] = &numbers[..] else {
        return found;
    };
    let s = *degree as usize;
    for k in 0..DIGITS as usize {
        found[k] = if k < s {
            initial.get(k).copied().unwrap_or(0) << (31 - k)
        } else {
            let mut v = found[k - s] ^ (found[k - s] >> s);
            for j in 1..s {
                if inner >> (s - 1 - j) & 1 == 1 {
                    v ^= found[k - j];
                }
            }
            v
        };
    }
    found
}

/// Points with their digits permuted: each digit is turned or not by a draw that belongs to the
/// digits before it. The draws are named by the path of a factor, so that another factor moves
/// none; `index` and the one after it keep two samples of one factor apart.
#[must_use]
pub fn scramble(seed: u64, path: &str, index: u32, points: &[u32]) -> Vec<f64> {
    let entity = key(path);
    let draw = |item: u32, month: i32, index: u32| {
        uniform(seed, Purpose::Design, entity, item, month, index)
    };
    let scrambled = |(at, &x): (usize, &u32)| {
        let mut digits = 0_u32;
        for digit in 0..NESTED {
            let before = x.checked_shr(DIGITS - digit).unwrap_or(0);
            let turned = draw(before, digit as i32, index) < 0.5;
            let own = x >> (DIGITS - 1 - digit) & 1;
            digits = digits << 1 | (own ^ u32::from(turned));
        }
        let rest = draw(at as u32, 0, index + 1);
        (f64::from(digits) + rest) / f64::from(1_u32 << NESTED)
    };
    points.iter().enumerate().map(scrambled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::MOST_DIMENSIONS;

    #[test]
    fn both_samples_of_every_parameter_have_a_dimension() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), MOST_DIMENSIONS - 1);
        assert!(
            2 * PARAMETERS.len() <= MOST_DIMENSIONS,
            "{}",
            PARAMETERS.len()
        );
    }

    #[test]
    fn the_first_points_are_those_of_the_literature() {
        // Bratley and Fox, ACM Transactions on Mathematical Software 14 (1988), in Gray code order.
        let quarter = |x: u32| f64::from(x) / 4_294_967_296.0;
        let first: Vec<f64> = sequence(0, 8).into_iter().map(quarter).collect();
        assert_eq!(first, [0.0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125]);
        let second: Vec<f64> = sequence(1, 4).into_iter().map(quarter).collect();
        assert_eq!(second, [0.0, 0.5, 0.25, 0.75]);
    }

    #[test]
    fn scrambling_keeps_one_point_in_every_equal_part() {
        for dimension in [0, 3, 57, 1199] {
            let points = scramble(7, "a.b", 3, &sequence(dimension, 64));
            for start in [0, 32] {
                let mut parts: Vec<u32> = points[start..start + 32]
                    .iter()
                    .map(|u| (u * 32.0) as u32)
                    .collect();
                parts.sort_unstable();
                assert_eq!(parts, (0..32).collect::<Vec<u32>>(), "{dimension}");
            }
            // More points leave the first ones where they are.
            assert_eq!(
                scramble(7, "a.b", 3, &sequence(dimension, 16)),
                points[..16]
            );
        }
        assert_ne!(
            scramble(7, "a.b", 3, &sequence(1, 4)),
            scramble(8, "a.b", 3, &sequence(1, 4))
        );
    }
}
