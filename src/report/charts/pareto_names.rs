//! Which arms of a trade-off have a name beside a panel, and which are on its front.

use super::pareto::{Pareto, ParetoOutcome};

/// With more arms than this only some have a name beside a panel, or the chart would be taller than a page.
pub(super) const MANY: usize = 14;
/// So many have one then.
pub(super) const NAMED: usize = 8;

/// 1 where more is better, -1 where less is.
pub(super) fn sign(outcome: &ParetoOutcome) -> f64 {
    if outcome.higher_is_better { 1.0 } else { -1.0 }
}

/// The arms named beside a panel: all of them or, of many, the reference, the ends of both outcomes, then
/// the front by means from its upper end, in the order of the input.
pub(super) fn named(input: &Pareto, across: usize) -> Vec<usize> {
    let all = 0..input.arms.len();
    if input.arms.len() <= MANY {
        return all.collect();
    }
    let turned = |at: usize, arm: usize| sign(&input.outcomes[at]) * input.arms[arm].values[at].0;
    let end = |at: usize, best: bool| {
        let better = |a: &usize, b: &usize| turned(at, *a).total_cmp(&turned(at, *b));
        if best {
            all.clone().max_by(better)
        } else {
            all.clone().min_by(better)
        }
    };
    let reference = all
        .clone()
        .find(|&arm| input.arms[arm].name == input.reference);
    let ends = [(0, true), (across, true), (0, false), (across, false)];
    let mut wanted: Vec<usize> = ends
        .into_iter()
        .filter_map(|(at, best)| end(at, best))
        .collect();
    wanted.extend(reference);
    let mut front = by_means(input, across);
    front.reverse();
    wanted.extend(front);
    let mut kept: Vec<usize> = Vec::new();
    for arm in wanted {
        if kept.len() < NAMED && !kept.contains(&arm) {
            kept.push(arm);
        }
    }
    kept.sort_unstable();
    kept
}

/// The arms that no other beats on the two outcomes of a panel by their means, from low to high across.
pub(super) fn by_means(input: &Pareto, across: usize) -> Vec<usize> {
    let turned = |at: usize, arm: usize| sign(&input.outcomes[at]) * input.arms[arm].values[at].0;
    let all = 0..input.arms.len();
    let beaten = |one: usize| {
        all.clone().any(|other| {
            let (dx, dy) = (
                turned(across, other) - turned(across, one),
                turned(0, other) - turned(0, one),
            );
            dx >= 0.0 && dy >= 0.0 && (dx > 0.0 || dy > 0.0)
        })
    };
    let mut front: Vec<usize> = all.clone().filter(|&arm| !beaten(arm)).collect();
    front.sort_by(|a, b| turned(across, *a).total_cmp(&turned(across, *b)));
    front
}
