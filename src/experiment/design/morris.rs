//! Walks for a screen of many factors (M. D. Morris, "Factorial sampling plans for preliminary
//! computational experiments", Technometrics 33, 1991), of factors or of groups of them
//! (F. Campolongo, J. Cariboni and A. Saltelli, Environmental Modelling and Software 22, 2007).
//!
//! Every factor stands at one of p levels, equal steps of the unit interval. A walk begins at a
//! random point and changes each group once, in random order, by p / (2 (p - 1)): with p even,
//! every level is reached equally often. The members of a group stand at levels of their own and
//! go up or down each for itself, so that what they do together does not cancel by design.
//!
//! The members of a simplex, whose law has no value at the ends of the interval, stand in the
//! middle of the p equal parts of the interval instead.

use super::layout::{Blocks, Laid, Row, Setting, Step, Walk, key};
use crate::rng::{Purpose, uniform};
use crate::scenario::Factor;

/// By how much of the unit interval a step changes a factor.
#[must_use]
pub fn step_size(levels: u32) -> f64 {
    f64::from(levels) / (2.0 * f64::from(levels - 1))
}

/// The rows of the design.
#[must_use]
pub fn lay(
    seed: u64,
    factors: &[Factor],
    groups: &[(String, Vec<usize>)],
    walks: u32,
    levels: u32,
) -> Laid {
    let mut laid = Laid::default();
    let mut made = Vec::with_capacity(walks as usize);
    let entities: Vec<u32> = factors.iter().map(|factor| key(&factor.path)).collect();
    let names: Vec<u32> = groups.iter().map(|(name, _)| key(name)).collect();
    let half = levels / 2;
    for number in 0..walks {
        let draw =
            |entity: u32, index: u32| uniform(seed, Purpose::Design, entity, number, 0, index);
        // The lower of the two levels between which each factor steps, and whether it goes up.
        let low: Vec<u32> = entities
            .iter()
            .map(|&entity| ((draw(entity, 5) * f64::from(half)) as u32).min(half - 1))
            .collect();
        let up: Vec<bool> = entities
            .iter()
            .map(|&entity| draw(entity, 6) < 0.5)
            .collect();
        let mut order: Vec<usize> = (0..groups.len()).collect();
        let keys: Vec<f64> = names.iter().map(|&name| draw(name, 7)).collect();
        order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]).then(a.cmp(&b)));
        let mut stepped = vec![false; factors.len()];
        let row = |stepped: &[bool]| {
            let settings = (0..factors.len()).map(|at| {
                let high = up[at] == stepped[at];
                let level = low[at] + if high { half } else { 0 };
                Setting::Unit(if factors[at].is_part() {
                    (f64::from(level) + 0.5) / f64::from(levels)
                } else {
                    f64::from(level) / f64::from(levels - 1)
                })
            });
            Row {
                settings: settings.collect(),
                drawn: false,
            }
        };
        let first = laid.rows.len() as u32 + 1;
        laid.rows.push(row(&stepped));
        let mut steps = Vec::with_capacity(groups.len());
        for group in order {
            let members = &groups[group].1;
            for &member in members {
                stepped[member] = true;
            }
            laid.rows.push(row(&stepped));
            let goes_up = members.first().is_none_or(|&member| up[member]);
            let by = step_size(levels);
            steps.push(Step {
                group,
                by: if goes_up { by } else { -by },
            });
        }
        made.push(Walk { first, steps });
    }
    laid.blocks = Blocks::Walks(made);
    laid
}
