//! Do halves of the sample find the same inputs? Each half, drawn without replacement, is searched
//! anew; of its boxes the one nearest in coverage, and the one nearest in density, to the box told
//! are looked at, and it is counted how often each input is limited there (Bryant and Lempert
//! 2010, section 3.3). The nearest box in coverage can be that of all cases, which limits nothing;
//! so it is counted besides how often the input is limited in the box that would be told.

use super::choose::{choose, inputs_looked_at};
use super::peel::trajectory;
use crate::analysis::cases::Cases;
use crate::analysis::chance::keyed_order;
use crate::rng::Purpose;

/// Halves that are searched.
pub const HALVES: u32 = 50;

/// How often an input is found again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reproduced {
    /// The input, as a position among those that vary.
    pub input: usize,
    /// Share of the halves in whose box of nearest coverage it is limited, 0 to 1.
    pub by_coverage: f64,
    /// The same for the box of nearest density.
    pub by_density: f64,
    /// The same for the box that would be told of the half: the same search from end to end.
    pub told: f64,
}

/// Searches [`HALVES`] halves and counts for some inputs how often they are limited again.
#[must_use]
pub fn reproduce(
    cases: &Cases,
    inputs: &[usize],
    [coverage, density]: [f64; 2],
    seed: u64,
) -> Vec<Reproduced> {
    let halves: Vec<Vec<usize>> = (0..HALVES)
        .map(|number| {
            let mut order = keyed_order(cases, seed, Purpose::HalfSample, number);
            order.truncate(cases.len() / 2);
            order
        })
        .collect();
    let most = inputs_looked_at(cases);
    counted(cases, &halves, most, inputs, [coverage, density])
}

/// The same for parts of the cases that are given, with as many inputs looked at. A part without cases of interest, or with no
/// others, finds nothing again.
#[must_use]
pub fn counted(
    cases: &Cases,
    parts: &[Vec<usize>],
    most: usize,
    inputs: &[usize],
    [coverage, density]: [f64; 2],
) -> Vec<Reproduced> {
    let mut counts = vec![[0_u32; 3]; inputs.len()];
    for part in parts {
        let Some(half) = cases.some(part) else {
            continue;
        };
        if half.hits() == 0 || half.hits() == half.len() {
            continue;
        }
        let half = half.with_inputs(&half.telling(most));
        let boxes = trajectory(&half);
        let told = choose(&half, &boxes);
        let measures: Vec<_> = boxes.iter().map(|found| found.measures(&half)).collect();
        let by_coverage = nearest(measures.iter().map(|m| m.coverage), coverage);
        let by_density = nearest(measures.iter().map(|m| m.density), density);
        let looked_at = [&boxes[by_coverage], &boxes[by_density], &told];
        for (which, one) in looked_at.into_iter().enumerate() {
            for limit in &one.limits {
                let study = half.inputs()[limit.input];
                let found = inputs
                    .iter()
                    .position(|&input| cases.inputs()[input] == study);
                if let Some(found) = found {
                    counts[found][which] += 1;
                }
            }
        }
    }
    let share = |count: u32| f64::from(count) / parts.len().max(1) as f64;
    inputs
        .iter()
        .zip(counts)
        .map(|(&input, [by_coverage, by_density, told])| Reproduced {
            input,
            by_coverage: share(by_coverage),
            by_density: share(by_density),
            told: share(told),
        })
        .collect()
}

/// The position of the value nearest to a wish; the first of them at a tie.
fn nearest(values: impl Iterator<Item = f64>, wish: f64) -> usize {
    let mut best = (f64::INFINITY, 0);
    for (at, value) in values.enumerate() {
        let away = (value - wish).abs();
        if away < best.0 {
            best = (away, at);
        }
    }
    best.1
}
