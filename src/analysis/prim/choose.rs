//! The box that is told. With many more inputs than cases can tell apart, peeling would take a few
//! cases off one input after another and fit the noise, so boxes are looked for in the inputs that
//! tell cases of interest from others most clearly, one for every ten cases (feature scoring, as is
//! usual before scenario discovery). From each box on the way limits that may be luck are taken off,
//! the one of the largest quasi-p first, until none is left above [`WEAK`]; of what remains the box
//! of the largest lead is told (see [`Measures::lead`]). All of this is done anew in every shuffle.

use super::boxes::{Limit, Measures, PrimBox};
use super::peel::trajectory;
use crate::analysis::cases::Cases;
use crate::analysis::chance::{Chance, chance, shuffled, shuffles};

/// A limit with a larger quasi-p is taken off.
pub const WEAK: f64 = 0.05;

/// Boxes with more limits are not told: nobody can read them.
pub const MOST_LIMITS: usize = 6;

/// Cases for each input that is looked at, and the fewest and most inputs.
const CASES_AN_INPUT: usize = 10;
const INPUTS: [usize; 2] = [5, 20];

/// Passes over all cases and inputs that one search takes, about.
const PASSES: usize = 60;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The inputs that were looked at, as positions among those of the cases; the inputs of boxes
    /// are positions among all of the cases.
    pub looked_at: Vec<usize>,
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
    let most = inputs_looked_at(cases);
    let looked_at = cases.telling(most);
    let narrow = cases.with_inputs(&looked_at);
    let way = trajectory(&narrow);
    let told = choose(&narrow, &way);
    let measures = told.measures(&narrow);
    let chance = chance(measures.lead, shuffles(&narrow, PASSES), |number| {
        let dealt = shuffled(cases, seed, number);
        let other = dealt.with_inputs(&dealt.telling(most));
        choose(&other, &trajectory(&other)).measures(&other).lead
    });
    let wide = |found: &PrimBox| PrimBox {
        limits: found
            .limits
            .iter()
            .map(|limit| Limit {
                input: looked_at[limit.input],
                ..*limit
            })
            .collect(),
        ..*found
    };
    Some(Found {
        quasi_p: told
            .limits
            .iter()
            .map(|limit| told.quasi_p(&narrow, limit.input))
            .collect(),
        trajectory: way.iter().map(wide).collect(),
        told: wide(&told),
        measures,
        chance,
        looked_at,
    })
}

/// How many inputs of some cases are looked at.
#[must_use]
pub fn inputs_looked_at(cases: &Cases) -> usize {
    (cases.len() / CASES_AN_INPUT).clamp(INPUTS[0], INPUTS[1])
}

/// The box of the largest lead among those of a way without their weak limits. Of equal leads the
/// one with fewer limits is taken, then the one found first.
#[must_use]
pub fn choose(cases: &Cases, way: &[PrimBox]) -> PrimBox {
    let mut best = PrimBox::of(cases, Vec::new());
    let mut lead = best.measures(cases).lead;
    for found in way {
        if found.limits.is_empty() || found.limits.len() > MOST_LIMITS {
            continue;
        }
        let pruned = without_weak(cases, found);
        let new = pruned.measures(cases).lead;
        let simpler = pruned.limits.len() < best.limits.len();
        if new > lead || (new >= lead && simpler) {
            (best, lead) = (pruned, new);
        }
    }
    best
}

/// A box without the limits that may be luck; at a tie the later input goes first.
fn without_weak(cases: &Cases, found: &PrimBox) -> PrimBox {
    let mut told = found.clone();
    loop {
        let mut weakest: Option<(f64, usize)> = None;
        for (limit, p) in told.limits.iter().zip(told.quasi_ps(cases)) {
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
