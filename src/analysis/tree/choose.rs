//! The tree that is told. Cases are dealt into [`FOLDS`] folds; trees grown and pruned without a
//! fold predict the share of interest of its cases, and the error is the mean square of what the
//! prediction misses (Brier, Monthly Weather Review 78, 1950). The tree told is the smallest one
//! whose error lies within one standard error of the best (the rule of Breiman and others 1984).

use super::grow::{Tree, fewest_in_leaf, grow};
use super::prune::{Pruned, path};
use crate::analysis::cases::Cases;
use crate::analysis::chance::{Chance, chance, keyed_order, shuffled, shuffles};
use crate::rng::Purpose;

/// Folds of the cross-validation.
pub const FOLDS: usize = 10;

/// Passes over all cases and inputs that one choice takes, about.
const PASSES: usize = 4 * (FOLDS + 1);

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The tree told; a root alone where no split predicts what was not seen.
    pub tree: Tree,
    /// Share of the error of "the same share everywhere" that the tree told saves on cases it has
    /// not seen; below 0 where it does worse.
    pub skill: f64,
    /// How the best such share over all prices compares with the same search in shuffled cases.
    pub chance: Chance,
}

impl Found {
    /// Whether there is a rule, and it beats chance.
    #[must_use]
    pub fn beats_chance(&self) -> bool {
        self.tree.leaves() > 1 && self.chance.beaten()
    }
}

/// Chooses a tree for the cases, and compares with shuffles of them. `None` where there are too few
/// cases of interest or too few others for a leaf of them, or no inputs.
#[must_use]
pub fn search(cases: &Cases, seed: u64) -> Option<Found> {
    let fewest = fewest_in_leaf(cases.len());
    let hits = cases.hits();
    if hits < fewest || cases.len() - hits < fewest || cases.inputs().is_empty() {
        return None;
    }
    let validated = validate(cases, seed);
    let told = validated.told();
    let chance = chance(validated.best_skill(), shuffles(cases, PASSES), |number| {
        validate(&shuffled(cases, seed, number), seed).best_skill()
    });
    Some(Found {
        tree: validated.trees[told].tree.clone(),
        skill: validated.skill(told),
        chance,
    })
}

/// The nested trees of all cases, and the errors of their prices on cases not seen.
pub struct Validated {
    /// The trees, the whole one first, the root alone last.
    pub trees: Vec<Pruned>,
    /// Mean error at the price of each.
    pub errors: Vec<f64>,
    /// Standard error of that mean over the cases.
    pub spreads: Vec<f64>,
}

impl Validated {
    /// The position of the smallest tree within one standard error of the best.
    #[must_use]
    pub fn told(&self) -> usize {
        let mut best = 0;
        for at in 1..self.errors.len() {
            // Of equals the smaller tree, which comes later.
            if self.errors[at] <= self.errors[best] {
                best = at;
            }
        }
        let limit = self.errors[best] + self.spreads[best];
        let within = (0..self.errors.len()).rev();
        within
            .into_iter()
            .find(|&at| self.errors[at] <= limit)
            .unwrap_or(best)
    }

    /// The share of the error of the root alone that a tree saves.
    #[must_use]
    pub fn skill(&self, at: usize) -> f64 {
        match self.errors.last() {
            Some(&root) if root > 0.0 => 1.0 - self.errors[at] / root,
            _ => 0.0,
        }
    }

    /// The largest share that any of the trees saves, at least 0.
    #[must_use]
    pub fn best_skill(&self) -> f64 {
        let skills = (0..self.errors.len()).map(|at| self.skill(at));
        skills.fold(0.0, f64::max)
    }
}

/// Grows, prunes and cross-validates.
#[must_use]
pub fn validate(cases: &Cases, seed: u64) -> Validated {
    let fewest = fewest_in_leaf(cases.len());
    let trees = path(&grow(cases, &vec![true; cases.len()], fewest));
    // A price that stands for the stretch in which a tree is the cheapest: the geometric mean of
    // its ends, as Breiman and others have it.
    let typical: Vec<f64> = (0..trees.len())
        .map(|at| {
            trees
                .get(at + 1)
                .map_or(f64::INFINITY, |next| (trees[at].price * next.price).sqrt())
        })
        .collect();
    let folds = folds(cases, seed);
    let mut squares = vec![vec![0.0; cases.len()]; trees.len()];
    for fold in 0..FOLDS {
        let used: Vec<bool> = folds.iter().map(|&of| of != fold).collect();
        let seen = used.iter().filter(|used| **used).count();
        let grown = path(&grow(cases, &used, fewest_in_leaf(seen)));
        for (price, squares) in typical.iter().zip(&mut squares) {
            let cheapest = grown.iter().rev().find(|pruned| pruned.price <= *price);
            let Some(pruned) = cheapest.or(grown.first()) else {
                continue;
            };
            for case in (0..cases.len()).filter(|&case| folds[case] == fold) {
                let share = pruned.tree.leaf(|input| cases.column(input)[case]).share();
                let truth = f64::from(u8::from(cases.interest()[case]));
                squares[case] = (share - truth) * (share - truth);
            }
        }
    }
    let n = cases.len() as f64;
    let errors: Vec<f64> = squares
        .iter()
        .map(|all| all.iter().sum::<f64>() / n)
        .collect();
    let spreads = squares
        .iter()
        .zip(&errors)
        .map(|(all, mean)| {
            let sum: f64 = all.iter().map(|x| (x - mean) * (x - mean)).sum();
            (sum / (n - 1.0).max(1.0)).sqrt() / n.sqrt()
        })
        .collect();
    Validated {
        trees,
        errors,
        spreads,
    }
}

/// The fold of each case: dealt round in a keyed order, cases of interest first, so that each fold
/// has its part of them.
#[must_use]
pub fn folds(cases: &Cases, seed: u64) -> Vec<usize> {
    let mut order = keyed_order(cases, seed, Purpose::Fold, 0);
    order.sort_by_key(|&case| !cases.interest()[case]);
    let mut folds = vec![0; cases.len()];
    for (place, case) in order.into_iter().enumerate() {
        folds[case] = place % FOLDS;
    }
    folds
}
