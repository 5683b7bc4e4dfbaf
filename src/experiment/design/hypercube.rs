//! A Latin hypercube (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21, 1979): the
//! range of each factor is cut into n equal parts and each part is drawn from once. Whole numbers
//! are rounded down within a range that is one longer; the members of a simplex are -ln(U),
//! divided by their sum.
//!
//! A draw is keyed by the path of its factor, so that a new factor moves no other.

use super::layout::{Blocks, Laid, Row, Setting, key};
use crate::rng::{Purpose, uniform};
use crate::scenario::Factor;

/// The rows of the design: one hypercube of all points, or where points are run in stages whole
/// hypercubes of `size` points each, drawn independently of one another.
#[must_use]
pub fn lay(seed: u64, factors: &[Factor], count: u32, size: u32) -> Laid {
    let size = size.max(1);
    let column = |factor: &Factor| -> Vec<f64> {
        (0..count.div_ceil(size))
            .flat_map(|block| stratified(seed, &factor.path, size.min(count - block * size), block))
            .collect()
    };
    let columns: Vec<Vec<f64>> = factors.iter().map(column).collect();
    let row = |at: usize| Row {
        settings: columns.iter().map(|c| Setting::Unit(c[at])).collect(),
        drawn: true,
    };
    Laid {
        rows: (0..count as usize).map(row).collect(),
        blocks: Blocks::None,
    }
}

/// One number in each of n equal parts of (0, 1), in random order.
fn stratified(seed: u64, path: &str, count: u32, block: u32) -> Vec<f64> {
    let entity = key(path);
    let draw =
        |item: u32, index: u32| uniform(seed, Purpose::Design, entity, item, block as i32, index);
    let mut order: Vec<u32> = (0..count).collect();
    let keys: Vec<f64> = order.iter().map(|&item| draw(item, 0)).collect();
    order.sort_by(|&a, &b| {
        keys[a as usize]
            .total_cmp(&keys[b as usize])
            .then(a.cmp(&b))
    });
    let part =
        |(item, part): (usize, &u32)| (f64::from(*part) + draw(item as u32, 1)) / f64::from(count);
    order.iter().enumerate().map(part).collect()
}
