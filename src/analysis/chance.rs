//! Is what was found more than chance? The marks of interest are dealt out anew among the cases,
//! the whole search is done again, and it is counted how often it comes out as well.
//!
//! With a hundred points and more than a hundred inputs every search finds something; only this
//! comparison says whether it found more than there is to find in noise. Shuffling stops early
//! where it is clear that chance does as well (Besag and Clifford, Biometrika 78, 1991): after
//! [`ENOUGH`] shuffles that come out as well, p is `ENOUGH` over the number of shuffles; otherwise
//! it is (as good + 1) over (shuffles + 1).

use super::cases::Cases;
use crate::rng::{Purpose, uniform};

/// A finding with a larger p is told as none: the rate at which something is found in noise.
pub const LEVEL: f64 = 0.05;
/// Shuffles as good as the finding after which no more are made.
pub const ENOUGH: u32 = 10;
/// The most shuffles.
pub const SHUFFLES: u32 = 199;
/// The fewest shuffles with which [`LEVEL`] can be reached: 1 / (19 + 1) = 0.05.
pub const FEWEST: u32 = 19;
/// Steps (cases times inputs times repetitions) that all shuffles together may take.
const STEPS: usize = 2_000_000_000;

/// How a finding compares with chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Shuffles made.
    pub shuffles: u32,
    /// Shuffles that came out as well or better.
    pub as_good: u32,
    /// Probability that noise does as well.
    pub p: f64,
}

impl Chance {
    /// Whether the finding beats chance at [`LEVEL`].
    #[must_use]
    pub fn beaten(&self) -> bool {
        self.p <= LEVEL
    }
}

/// How many shuffles are made where one search takes `steps` for each case and input: as many as
/// [`SHUFFLES`], fewer for large samples, where chance is told by few.
#[must_use]
pub fn shuffles(cases: &Cases, steps: usize) -> u32 {
    let one = (cases.len() * cases.inputs().len() * steps).max(1);
    u32::try_from(STEPS / one)
        .unwrap_or(SHUFFLES)
        .clamp(FEWEST, SHUFFLES)
}

/// Compares a score with those of shuffles; a larger score is better.
#[must_use]
pub fn chance(score: f64, most: u32, mut shuffled: impl FnMut(u32) -> f64) -> Chance {
    let mut as_good = 0;
    for number in 0..most {
        as_good += u32::from(shuffled(number) >= score);
        if as_good == ENOUGH {
            let shuffles = number + 1;
            let p = f64::from(ENOUGH) / f64::from(shuffles);
            return Chance {
                shuffles,
                as_good,
                p,
            };
        }
    }
    Chance {
        shuffles: most,
        as_good,
        p: f64::from(as_good + 1) / f64::from(most + 1),
    }
}

/// The cases with their marks of interest dealt out anew. The order of dealing follows from seed,
/// number and the names of the cases alone.
#[must_use]
pub fn shuffled(cases: &Cases, seed: u64, number: u32) -> Cases {
    let order = keyed_order(cases, seed, Purpose::Shuffle, number);
    let dealt = order.iter().map(|&at| cases.interest()[at]).collect();
    cases.marked(dealt).unwrap_or_else(|| cases.clone())
}

/// The positions of cases in an order that follows from seed, purpose, number and their names.
#[must_use]
pub fn keyed_order(cases: &Cases, seed: u64, purpose: Purpose, number: u32) -> Vec<usize> {
    let keys: Vec<f64> = cases
        .names()
        .iter()
        .map(|&name| uniform(seed, purpose, name, number, 0, 0))
        .collect();
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]).then(a.cmp(&b)));
    order
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::near;
    use super::*;

    #[test]
    fn a_score_that_no_shuffle_reaches_has_the_smallest_p() {
        let found = chance(1.0, 199, |_| 0.5);
        assert_eq!((found.shuffles, found.as_good), (199, 0));
        near(found.p, 1.0 / 200.0);
        assert!(found.beaten());
    }

    #[test]
    fn shuffling_stops_after_ten_that_are_as_good() {
        // Every third shuffle is as good: the tenth of them is the thirtieth.
        let found = chance(1.0, 199, |number| f64::from(number % 3) / 2.0);
        assert_eq!((found.shuffles, found.as_good), (30, 10));
        near(found.p, 1.0 / 3.0);
    }

    #[test]
    fn marks_are_dealt_by_name_and_none_is_lost() {
        let column = |n: u32| vec![(0, (0..n).map(f64::from).collect::<Vec<f64>>())];
        let names: Vec<u32> = (1..=40).collect();
        let marks: Vec<bool> = names.iter().map(|name| name % 3 == 0).collect();
        let cases = Cases::new(&names, &column(40), &marks).unwrap();
        let dealt = shuffled(&cases, 7, 0);
        assert_eq!(dealt.hits(), cases.hits());
        assert_ne!(dealt.interest(), cases.interest());
        assert_ne!(dealt.interest(), shuffled(&cases, 7, 1).interest());
        assert_eq!(dealt, shuffled(&cases, 7, 0));
    }
}
