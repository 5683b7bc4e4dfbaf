//! Elementary effects of a screen (M. D. Morris, Technometrics 33, 1991; the mean of absolute
//! effects is of F. Campolongo, J. Cariboni and A. Saltelli, Environmental Modelling and Software
//! 22, 2007).
//!
//! With y before and after the step of a walk that changes factor i by d of its unit interval,
//!
//! `EE_i = (y_after - y_before) / d`
//!
//! the change over the whole range if all of it were like this step. Over walks, mu is the mean of
//! the effects, mu* the mean of their sizes, sigma their standard deviation. mu* ranks factors;
//! a sigma as large as mu* says that the effect depends on where the others stand. For a group, whose
//! members may go different ways at a step, only mu* means something.

use super::estimate::Interval;
use super::resample::{Resamples, interval};

/// A step of a walk: the group that was changed, by how much of the unit interval, and the values
/// before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Position of the group.
    pub group: usize,
    /// By how much it was changed, with sign; not 0.
    pub by: f64,
    /// The value before.
    pub before: f64,
    /// The value after.
    pub after: f64,
}

/// A number with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The estimate.
    pub value: f64,
    /// 95% interval from a bootstrap over walks or rows; `None` with fewer than two.
    pub interval: Option<Interval>,
}

/// The elementary effects of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// Mean of the effects, mu.
    pub mean: Measure,
    /// Mean of their sizes, mu*.
    pub size: Measure,
    /// Their standard deviation, sigma; `None` with fewer than two walks.
    pub spread: Option<Measure>,
}

/// The effects of every group over complete walks, in each of which every group is changed once.
/// `None` where there is no walk.
pub fn effects(
    walks: &[Vec<Change>],
    groups: usize,
    resamples: &mut Resamples,
) -> Option<Vec<Effects>> {
    if walks.is_empty() {
        return None;
    }
    // By group, then walk.
    let mut found = vec![vec![0.0; walks.len()]; groups];
    for (at, walk) in walks.iter().enumerate() {
        for change in walk {
            let of_group = found.get_mut(change.group)?;
            of_group[at] = (change.after - change.before) / change.by;
        }
    }
    let drawn = resamples.of(walks.len());
    let all: Vec<u32> = (0..walks.len() as u32).collect();
    let measure = |of: &dyn Fn(&[u32]) -> Option<f64>| {
        Some(Measure {
            value: of(&all)?,
            interval: interval(walks.len(), drawn.iter().map(|at| of(at))),
        })
    };
    found
        .iter()
        .map(|values| {
            Some(Effects {
                mean: measure(&|at| Some(mean(at, |w| values[w])))?,
                size: measure(&|at| Some(mean(at, |w| values[w].abs())))?,
                spread: measure(&|at| deviation(at, values)),
            })
        })
        .collect()
}

fn mean(at: &[u32], value: impl Fn(usize) -> f64) -> f64 {
    at.iter().map(|&w| value(w as usize)).sum::<f64>() / at.len() as f64
}

fn deviation(at: &[u32], values: &[f64]) -> Option<f64> {
    let middle = mean(at, |w| values[w]);
    let squares: f64 = at
        .iter()
        .map(|&w| (values[w as usize] - middle).powi(2))
        .sum();
    (at.len() > 1).then(|| (squares / (at.len() - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_function_has_its_slopes_and_no_spread() {
        // y = 3 a - 2 b: EE of a is 3, of b -2, wherever the walk stands.
        let walk = |start: f64, by: f64| {
            vec![
                Change {
                    group: 1,
                    by: -by,
                    before: start,
                    after: start + 2.0 * by,
                },
                Change {
                    group: 0,
                    by,
                    before: start + 2.0 * by,
                    after: start + 5.0 * by,
                },
            ]
        };
        let walks = [walk(0.0, 0.5), walk(1.0, 0.25), walk(7.0, 0.5)];
        let mut resamples = Resamples::new(1);
        let found = effects(&walks, 2, &mut resamples).unwrap();
        let numbers = |e: &Effects| (e.mean.value, e.size.value, e.spread.unwrap().value);
        assert_eq!(numbers(&found[0]), (3.0, 3.0, 0.0));
        assert_eq!(numbers(&found[1]), (-2.0, 2.0, 0.0));
        let ends = found[1].size.interval.unwrap();
        assert_eq!((ends.low, ends.high), (2.0, 2.0));
        assert!(effects(&[], 2, &mut resamples).is_none());
        let one = effects(&walks[..1], 2, &mut resamples).unwrap();
        assert!(one[0].spread.is_none());
    }
}
