//! Two independent samples A and B, and for every group of factors the points of A with this group
//! from B (A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto and S. Tarantola, Computer
//! Physics Communications 181, 2010): n (k + 2) points for first and total indices of k groups. With
//! the points of B with each group from A besides, n (2 k + 2), indices of pairs can be told too
//! (A. Saltelli, Computer Physics Communications 145, 2002).
//!
//! Both samples are halves of one scrambled Sobol' sequence of twice as many dimensions. The
//! points of a row stand together: A, then A with one group after another from B, then, for pairs, B
//! with one group after another from A, then B. Those of A and B are draws, and means over the
//! inputs take them in; those between are not.

use super::layout::{Blocks, Exchange, Laid, Row, Setting};
use super::sobol::{scramble, sequence};
use crate::scenario::Factor;

/// The rows of the design; `both_ways` has the points for pairs.
#[must_use]
pub fn lay(
    seed: u64,
    factors: &[Factor],
    groups: &[(String, Vec<usize>)],
    (dimensions, size): &(Vec<usize>, usize),
    base: u32,
    both_ways: bool,
) -> Laid {
    let sample = |first: usize, index: u32| -> Vec<Vec<f64>> {
        factors
            .iter()
            .zip(dimensions)
            .map(|(factor, &at)| scramble(seed, &factor.path, index, &sequence(first + at, base)))
            .collect()
    };
    let [one, other] = [sample(0, 3), sample(*size, 8)];
    let mut laid = Laid::default();
    let mut exchanges = Vec::with_capacity(base as usize);
    for at in 0..base as usize {
        let mut push = |from_other: &dyn Fn(usize) -> bool, drawn: bool| {
            let value = |factor: usize| {
                let from = if from_other(factor) { &other } else { &one };
                Setting::Unit(from[factor][at])
            };
            laid.rows.push(Row {
                settings: (0..factors.len()).map(value).collect(),
                drawn,
            });
            laid.rows.len() as u32
        };
        let first = push(&|_| false, true);
        for (_, members) in groups {
            push(&|factor| members.contains(&factor), false);
        }
        for (_, members) in groups.iter().filter(|_| both_ways) {
            push(&|factor| !members.contains(&factor), false);
        }
        let second = push(&|_| true, true);
        exchanges.push(Exchange { first, second });
    }
    laid.blocks = Blocks::Exchanges(exchanges);
    laid
}
