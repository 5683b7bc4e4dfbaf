//! The box that is told. Of the boxes on the way from all cases to the last one, the box of the
//! largest lead (see [`Measures::lead`]); then limits that may be luck are taken off it, the one
//! of the largest quasi-p first, until none is left above [`WEAK`].

use super::boxes::{Measures, PrimBox};
use super::peel::trajectory;
use crate::analysis::cases::Cases;
use crate::analysis::chance::{Chance, chance, shuffled, shuffles};

/// A limit with a larger quasi-p is taken off.
pub const WEAK: f64 = 0.05;

/// Passes over all cases and inputs that one search takes, about.
const PASSES: usize = 30;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The boxes from all cases to the last, for the trade-off of coverage and density.
    pub trajectory: Vec<PrimBox>,
    /// The box told; without limits where every limit may be luck.
    pub told: PrimBox,
    /// Its measures.
    pub measures: Measures,
    /// The quasi-p of each of its limits.
    pub quasi_p: Vec<f64>,
    /// How its lead compares with the same search in shuffled cases.
    pub chance: Chance,
}

impl Found {
    /// Whether a box was found that beats chance.
    #[must_use]
    pub fn beats_chance(&self) -> bool {
        !self.told.limits.is_empty() && self.chance.beaten()
    }
}

/// Searches the cases, and compares with shuffles of them. `None` where there are no cases of
/// interest, no others, or no inputs.
#[must_use]
pub fn search(cases: &Cases, seed: u64) -> Option<Found> {
    let hits = cases.hits();
    if hits == 0 || hits == cases.len() || cases.inputs().is_empty() {
        return None;
    }
    let trajectory = trajectory(cases);
    let told = choose(cases, &trajectory);
    let measures = told.measures(cases);
    let chance = chance(measures.lead, shuffles(cases, PASSES), |number| {
        let other = shuffled(cases, seed, number);
        let boxes = super::peel::trajectory(&other);
        choose(&other, &boxes).measures(&other).lead
    });
    Some(Found {
        quasi_p: told
            .limits
            .iter()
            .map(|limit| told.quasi_p(cases, limit.input))
            .collect(),
        trajectory,
        told,
        measures,
        chance,
    })
}

/// The box of the largest lead without its weak limits. Of equal leads the one with fewer limited
/// inputs is taken, then the one found first.
#[must_use]
pub fn choose(cases: &Cases, trajectory: &[PrimBox]) -> PrimBox {
    let all = PrimBox::of(cases, Vec::new());
    let best = trajectory.iter().fold(&all, |best, next| {
        let (old, new) = (best.measures(cases).lead, next.measures(cases).lead);
        let simpler = next.limits.len() < best.limits.len();
        if new > old || (new >= old && simpler) {
            next
        } else {
            best
        }
    });
    let mut told = best.clone();
    loop {
        let mut weakest: Option<(f64, usize)> = None;
        for limit in &told.limits {
            let p = told.quasi_p(cases, limit.input);
            if p > WEAK && weakest.is_none_or(|(worst, _)| p >= worst) {
                weakest = Some((p, limit.input));
            }
        }
        match weakest {
            Some((_, input)) => told = PrimBox::of(cases, told.without(input)),
            None => return told,
        }
    }
}
