//! What a search found: the choice held against points that no choice has seen, and how much of it
//! another sample of points or another weight would have chosen too.

use super::{
    Choice, SameHolders, Space, Tried, additive, choose, fit, put_back, responses, same_holders,
};
use crate::analysis::additive::Additive;
use crate::analysis::estimate::{MeanEstimate, Share, TIE, quantile, sorted};
use crate::rng::{Purpose, uniform};

/// Resamples of the training points.
const RESAMPLES: u32 = 400;

/// How one rung went.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Combinations compared, uniform regimes included.
    pub candidates: usize,
    /// Points they were compared on.
    pub points: usize,
    /// The gain of its best combination over its best uniform regime, on the points on which they
    /// were chosen: too high.
    pub gain: MeanEstimate,
}

/// How sure the choice in one part is.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// By level, the share of resamples of the training points in which its effect is the largest
    /// of those that can stand beside the chosen bodies; for the bodies, of all.
    pub largest: Vec<f64>,
    /// Share of resamples in which the best finalist has the chosen level.
    pub finalist: f64,
}

/// What a term's weight does to the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightEffect {
    /// Position of the term.
    pub term: usize,
    /// The gain in the hold-out at the lowest and at the highest weight.
    pub gains: [MeanEstimate; 2],
    /// The weight at which the mean gain is zero, all other weights as stated.
    pub turn: Option<f64>,
    /// Parts whose largest effect is at another level there than at the stated weights, with that
    /// level: at the lowest and at the highest weight.
    pub changed: [Vec<(usize, usize)>; 2],
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What the training chose.
    pub choice: Choice,
    /// How the rungs went.
    pub steps: Vec<Step>,
    /// The gain of the combination over the best uniform regime in the hold-out, by point.
    pub differences: Vec<f64>,
    /// Its mean.
    pub gain: MeanEstimate,
    /// The best uniform regime with the holders that were chosen.
    pub same_holders: SameHolders,
    /// The gain over it: what choosing domain by domain is worth without the worth of holders that no uniform
    /// regime may have; too high, since its bodies and grip were chosen without them.
    pub over_same_holders: Option<MeanEstimate>,
    /// Middle 95% of the differences over points.
    pub spread: [f64; 2],
    /// Share of the points at which the combination is ahead of the best uniform regime.
    pub ahead: Share,
    /// Share of the points at which it is ahead of every uniform regime.
    pub ahead_of_all: Share,
    /// The uniform regime with the highest mean in the hold-out, and the gain over it: hindsight
    /// chose it, so this gain is too low.
    pub hindsight: (Vec<usize>, MeanEstimate),
    /// Mean score lost against the best at each point of all that are compared there: by the
    /// combination, and by the best uniform regime.
    pub regret: [MeanEstimate; 2],
    /// What each part is worth: the chosen combination less the same with the part put back. `None`
    /// where nothing was to be put back.
    pub parts: Vec<Option<MeanEstimate>>,
    /// How sure each part is.
    pub stability: Vec<Stability>,
    /// The effects of all parts.
    pub additive: Additive,
    /// The gain that the effects add up to.
    pub predicted: f64,
    /// Root mean square of what the effects miss in the hold-out, over all its combinations against
    /// the best uniform regime, and of the differences themselves.
    pub miss: [f64; 2],
    /// What the weights do.
    pub weights: Vec<WeightEffect>,
    /// Points left out, over all stages.
    pub dropped: usize,
}

/// What the rungs and the hold-out say; `ranges` are the lowest and highest weight of each term.
/// `None` where a stage has no points.
#[must_use]
pub fn found(
    space: &Space,
    ranges: &[[f64; 2]],
    rungs: &[Tried],
    held: &Tried,
    seed: u64,
) -> Option<Found> {
    let weights = &space.weights;
    let choice = choose(space, rungs)?;
    let [best, uniform] = [
        held.position(&choice.best)?,
        held.position(&choice.uniform)?,
    ];
    let differences = held.differences(weights, best, uniform);
    let gain = MeanEstimate::from_values(&differences)?;
    let additive = additive(space, rungs)?;
    let ordered = sorted(&differences);
    let means = held.means(weights, &held.once());
    let hindsight = held.best(&means, true)?;
    let over_hindsight = held.differences(weights, best, hindsight);
    let against =
        |combination: &[usize]| additive.predict(combination) - additive.predict(&choice.uniform);
    let rest = |at: &usize| *at != uniform;
    let square = |of: &dyn Fn(usize) -> f64| {
        let all: Vec<f64> = (0..means.len())
            .filter(rest)
            .map(|at| of(at) * of(at))
            .collect();
        (all.iter().sum::<f64>() / all.len().max(1) as f64).sqrt()
    };
    let miss = [
        square(&|at| against(&held.combinations[at]) - (means[at] - means[uniform])),
        square(&|at| means[at] - means[uniform]),
    ];
    let parts = (0..choice.best.len())
        .map(|part| {
            let back = held.position(&put_back(space, &choice, part)?)?;
            MeanEstimate::from_values(&held.differences(weights, best, back))
        })
        .collect();
    let same_holders = same_holders(space, &choice);
    let over_same_holders = match &same_holders {
        SameHolders::Regime(regime) => {
            let at = held.position(regime)?;
            MeanEstimate::from_values(&held.differences(weights, best, at))
        }
        _ => None,
    };
    Some(Found {
        same_holders,
        over_same_holders,
        steps: rungs
            .iter()
            .filter_map(|rung| step(rung, weights))
            .collect(),
        spread: [quantile(&ordered, 0.025)?, quantile(&ordered, 0.975)?],
        ahead: Share::where_true(&differences, |d| d > TIE)?,
        ahead_of_all: ahead_of_all(held, weights, best)?,
        hindsight: (
            held.combinations[hindsight].clone(),
            MeanEstimate::from_values(&over_hindsight)?,
        ),
        regret: regret(held, weights, [best, uniform])?,
        parts,
        stability: stability(space, rungs, &choice, seed)?,
        predicted: against(&choice.best),
        miss,
        weights: (0..weights.len())
            .filter(|&term| ranges[term][1] > ranges[term][0])
            .filter_map(|term| {
                weight_effect(space, rungs, held, [best, uniform], term, ranges[term])
            })
            .collect(),
        dropped: held.dropped + rungs.iter().map(|rung| rung.dropped).sum::<usize>(),
        choice,
        differences,
        gain,
        additive,
    })
}

fn step(rung: &Tried, weights: &[f64]) -> Option<Step> {
    let means = rung.means(weights, &rung.once());
    let [best, uniform] = [false, true].map(|kind| rung.best(&means, kind));
    Some(Step {
        candidates: rung.combinations.len(),
        points: rung.points(),
        gain: MeanEstimate::from_values(&rung.differences(weights, best?, uniform?))?,
    })
}

fn ahead_of_all(held: &Tried, weights: &[f64], best: usize) -> Option<Share> {
    let own = held.scores(best, weights);
    let mut ahead = vec![1.0; own.len()];
    for at in (0..held.combinations.len()).filter(|&at| held.uniform[at]) {
        for (ahead, (own, other)) in ahead
            .iter_mut()
            .zip(own.iter().zip(held.scores(at, weights)))
        {
            if own - other <= TIE {
                *ahead = 0.0;
            }
        }
    }
    Share::where_true(&ahead, |ahead| ahead > 0.5)
}

/// Over the chosen combination and the uniform regimes; what was put back is not an alternative.
fn regret(held: &Tried, weights: &[f64], of: [usize; 2]) -> Option<[MeanEstimate; 2]> {
    let compared = (0..held.combinations.len()).filter(|&at| at == of[0] || held.uniform[at]);
    let scores: Vec<Vec<f64>> = compared.map(|at| held.scores(at, weights)).collect();
    let highest: Vec<f64> = (0..held.points())
        .map(|point| {
            scores
                .iter()
                .map(|row| row[point])
                .fold(f64::NEG_INFINITY, f64::max)
        })
        .collect();
    let lost = |at: usize| {
        let own = held.scores(at, weights);
        let lost: Vec<f64> = highest
            .iter()
            .zip(&own)
            .map(|(best, own)| best - own)
            .collect();
        MeanEstimate::from_values(&lost)
    };
    Some([lost(of[0])?, lost(of[1])?])
}

/// The choices that resampled training points would have made (B. Efron, Annals of Statistics 7,
/// 1979). Which candidates were tried is held as it was.
fn stability(space: &Space, rungs: &[Tried], choice: &Choice, seed: u64) -> Option<Vec<Stability>> {
    let fit = fit(space, rungs)?;
    let last = rungs.last()?;
    let mut found: Vec<Stability> = space
        .sizes
        .iter()
        .map(|&size| Stability {
            largest: vec![0.0; size],
            finalist: 0.0,
        })
        .collect();
    for number in 0..RESAMPLES {
        let counts: Vec<Vec<f64>> = rungs
            .iter()
            .enumerate()
            .map(|(at, rung)| resample(rung.points(), seed, number, at as u32 + 1))
            .collect();
        let additive = fit.solve(&responses(rungs, &space.weights, &counts));
        for (part, found) in found.iter_mut().enumerate() {
            if let Some(level) = largest(space, &additive, choice, part) {
                found.largest[level] += 1.0;
            }
        }
        let means = last.means(&space.weights, counts.last()?);
        if let Some(best) = last.best(&means, false) {
            for (part, found) in found.iter_mut().enumerate() {
                if last.combinations[best][part] == choice.best[part] {
                    found.finalist += 1.0;
                }
            }
        }
    }
    for part in &mut found {
        part.finalist /= f64::from(RESAMPLES);
        for share in &mut part.largest {
            *share /= f64::from(RESAMPLES);
        }
    }
    Some(found)
}

/// The level of largest effect of a part: of all bodies, or of what can stand beside the chosen.
fn largest(space: &Space, additive: &Additive, choice: &Choice, part: usize) -> Option<usize> {
    if part == 0 {
        let all: Vec<usize> = (0..space.sizes[0]).collect();
        return additive.best(0, &all);
    }
    additive.best(part, &space.allowed[choice.best[0]][part - 1])
}

/// How often each of n points is taken when n are drawn with replacement.
fn resample(n: usize, seed: u64, number: u32, index: u32) -> Vec<f64> {
    let mut counts = vec![0.0; n];
    for draw in 0..n {
        let u = uniform(seed, Purpose::Resample, number, draw as u32, 0, index);
        counts[((u * n as f64) as usize).min(n - 1)] += 1.0;
    }
    counts
}

fn weight_effect(
    space: &Space,
    rungs: &[Tried],
    held: &Tried,
    [best, uniform]: [usize; 2],
    term: usize,
    range: [f64; 2],
) -> Option<WeightEffect> {
    let choice = choose(space, rungs)?;
    let at = |weight: f64| {
        let mut space = space.clone();
        space.weights[term] = weight;
        space
    };
    let mean =
        |space: &Space| MeanEstimate::from_values(&held.differences(&space.weights, best, uniform));
    let stated = additive(space, rungs)?;
    let changed = |other: &Space| -> Option<Vec<(usize, usize)>> {
        let moved = additive(other, rungs)?;
        let parts = 0..space.sizes.len();
        Some(
            parts
                .filter_map(|part| {
                    let level = largest(other, &moved, &choice, part)?;
                    (largest(space, &stated, &choice, part) != Some(level)).then_some((part, level))
                })
                .collect(),
        )
    };
    let [low, high] = range.map(at);
    let [from, to] = [mean(&low)?, mean(&high)?];
    let slope = (to.mean - from.mean) / (range[1] - range[0]);
    let turn = range[0] - from.mean / slope;
    Some(WeightEffect {
        term,
        turn: turn.is_finite().then_some(turn),
        changed: [changed(&low)?, changed(&high)?],
        gains: [from, to],
    })
}
