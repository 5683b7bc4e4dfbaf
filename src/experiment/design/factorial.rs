//! Factorial designs: every combination of levels, or a regular part of the combinations of two
//! ([`crate::scenario::fraction`]). Every level of every factor comes with every level of every
//! other equally often, so that the mean of one level less the mean of another is its effect.

use super::layout::{Blocks, Laid, Row, Setting};
use crate::scenario::{Factor, Fraction};

/// Every combination; the first factor changes fastest.
#[must_use]
pub fn full(factors: &[Factor]) -> Laid {
    let levels: Vec<Vec<f64>> = factors.iter().map(Factor::levels).collect();
    let count = levels.iter().map(Vec::len).product();
    let row = |mut at: usize| {
        let settings = levels.iter().map(|levels| {
            let level = at % levels.len();
            at /= levels.len();
            Setting::Value(levels[level])
        });
        Row {
            settings: settings.collect(),
            drawn: false,
        }
    };
    let rows: Vec<Row> = (0..count).map(row).collect();
    let blocks = if levels.iter().all(|levels| levels.len() == 2) {
        let signs = |at: usize| (0..factors.len()).map(|bit| at >> bit & 1 == 1).collect();
        Blocks::Levels((0..count).map(signs).collect())
    } else {
        Blocks::None
    };
    Laid { rows, blocks }
}

/// A regular part of the combinations of two levels, the first of which is the low one.
#[must_use]
pub fn part(factors: &[Factor], fraction: &Fraction) -> Laid {
    let levels: Vec<Vec<f64>> = factors.iter().map(Factor::levels).collect();
    let signs: Vec<Vec<bool>> = (0..1_u32 << fraction.basic)
        .map(|point| {
            let factors = 0..factors.len();
            factors.map(|at| fraction.is_high(at, point)).collect()
        })
        .collect();
    let row = |signs: &Vec<bool>| Row {
        settings: levels
            .iter()
            .zip(signs)
            .map(|(levels, high)| match levels.get(usize::from(*high)) {
                Some(level) => Setting::Value(*level),
                None => Setting::Stands,
            })
            .collect(),
        drawn: false,
    };
    Laid {
        rows: signs.iter().map(row).collect(),
        blocks: Blocks::Levels(signs),
    }
}
