//! A search over combinations: candidates are thinned out rung by rung on common points (successive
//! halving: Z. Karnin, T. Koren and O. Somekh, ICML 2013; K. Jamieson and A. Talwalkar, AISTATS
//! 2016), and what was chosen is judged on points that no choice has seen.
//!
//! The score of the candidate that looks best is too high, because luck helped it to look best (the
//! winner's curse; R. Thaler, Journal of Economic Perspectives 2, 1988). Its gain in training is
//! therefore shown only beside its gain in the hold-out, whose mean is unbiased whatever was done to
//! choose.

use super::additive::{Additive, Fit, highest};
use super::estimate::{MeanEstimate, Share, TIE, quantile, sorted};
use crate::rng::{Purpose, uniform};

/// Resamples of the training points.
const RESAMPLES: u32 = 400;

/// What some combinations scored at the points of one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tried {
    /// The combinations.
    pub combinations: Vec<Vec<usize>>,
    /// Which of them are uniform regimes.
    pub uniform: Vec<bool>,
    /// By combination, point, and term of the score: the value of its outcome.
    pub values: Vec<Vec<Vec<f64>>>,
    /// Positions, in the stage, of the points that are kept.
    pub kept: Vec<usize>,
    /// Points left out because a run of theirs failed or a term has no value.
    pub dropped: usize,
}

impl Tried {
    /// Keeps the points at which every combination has every value.
    #[must_use]
    pub fn complete(
        combinations: Vec<Vec<usize>>,
        uniform: Vec<bool>,
        values: &[Vec<Option<Vec<f64>>>],
    ) -> Self {
        let points = values.first().map_or(0, Vec::len);
        let kept: Vec<usize> = (0..points)
            .filter(|&point| values.iter().all(|row| row[point].is_some()))
            .collect();
        let values = values
            .iter()
            .map(|row| {
                kept.iter()
                    .filter_map(|&point| row[point].clone())
                    .collect()
            })
            .collect();
        Self {
            combinations,
            uniform,
            values,
            dropped: points - kept.len(),
            kept,
        }
    }

    /// Number of points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    /// The position of a combination.
    #[must_use]
    pub fn position(&self, combination: &[usize]) -> Option<usize> {
        self.combinations
            .iter()
            .position(|other| other == combination)
    }

    /// The scores of a combination, by point.
    #[must_use]
    pub fn scores(&self, at: usize, weights: &[f64]) -> Vec<f64> {
        let score = |terms: &Vec<f64>| terms.iter().zip(weights).map(|(x, w)| x * w).sum();
        self.values[at].iter().map(score).collect()
    }

    /// The mean score of every combination, each point counting as often as `counts` says.
    fn means(&self, weights: &[f64], counts: &[f64]) -> Vec<f64> {
        let all: f64 = counts.iter().sum();
        let mean = |at: usize| {
            let scores = self.scores(at, weights);
            scores.iter().zip(counts).map(|(x, n)| x * n).sum::<f64>() / all
        };
        (0..self.combinations.len()).map(mean).collect()
    }

    fn once(&self) -> Vec<f64> {
        vec![1.0; self.points()]
    }

    /// The position of the best combination that is or is not uniform, the first of equals.
    fn best(&self, means: &[f64], uniform: bool) -> Option<usize> {
        (0..means.len())
            .filter(|&at| self.uniform[at] == uniform)
            .reduce(|best, next| {
                if means[next] > means[best] {
                    next
                } else {
                    best
                }
            })
    }

    /// The difference of two combinations at every point.
    #[must_use]
    pub fn differences(&self, weights: &[f64], one: usize, other: usize) -> Vec<f64> {
        let [one, other] = [one, other].map(|at| self.scores(at, weights));
        one.iter().zip(&other).map(|(a, b)| a - b).collect()
    }
}

/// What is searched, as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Levels of each part.
    pub sizes: Vec<usize>,
    /// For each level of the first part, the levels of every later part that can stand beside it.
    pub allowed: Vec<Vec<Vec<usize>>>,
    /// What each term of the score weighs.
    pub weights: Vec<f64>,
}

/// The candidates of the next rung: the best of the last, then those that are highest by the sum
/// of the effects of their parts. Uniform regimes are not among them; they stay anyway.
#[must_use]
pub fn next_candidates(
    space: &Space,
    rungs: &[Tried],
    uniform: &[Vec<usize>],
    keep: usize,
    propose: usize,
) -> Vec<Vec<usize>> {
    let Some(last) = rungs.last() else {
        return Vec::new();
    };
    let means = last.means(&space.weights, &last.once());
    let mut order: Vec<usize> = (0..means.len()).filter(|&at| !last.uniform[at]).collect();
    order.sort_by(|&a, &b| means[b].total_cmp(&means[a]).then(a.cmp(&b)));
    order.truncate(keep);
    let mut next: Vec<Vec<usize>> = order
        .iter()
        .map(|&at| last.combinations[at].clone())
        .collect();
    if let Some(additive) = additive(space, rungs) {
        let mut taken = uniform.to_vec();
        taken.extend(next.iter().cloned());
        next.extend(highest(&additive, &space.allowed, &taken, propose));
    }
    next
}

/// The effects of all parts over all rungs.
#[must_use]
pub fn additive(space: &Space, rungs: &[Tried]) -> Option<Additive> {
    let counts: Vec<Vec<f64>> = rungs.iter().map(Tried::once).collect();
    Some(fit(space, rungs)?.solve(&responses(rungs, &space.weights, &counts)))
}

/// The fit over all rungs: a combination counts by the points that it was tried on.
fn fit(space: &Space, rungs: &[Tried]) -> Option<Fit> {
    let rows = rungs.iter().flat_map(|rung| {
        let points = rung.points() as f64;
        rung.combinations.iter().map(move |c| (c.clone(), points))
    });
    let (combinations, weights) = rows.unzip();
    Fit::new(&space.sizes, combinations, weights)
}

/// Mean scores less those of the uniform regimes at the same points, rung by rung: rungs have
/// points of their own, and what is common to all combinations there is taken out.
fn responses(rungs: &[Tried], weights: &[f64], counts: &[Vec<f64>]) -> Vec<f64> {
    let of_rung = |(rung, counts): (&Tried, &Vec<f64>)| {
        let means = rung.means(weights, counts);
        let of_uniform: Vec<f64> = (0..means.len())
            .filter(|&at| rung.uniform[at])
            .map(|at| means[at])
            .collect();
        let level = of_uniform.iter().sum::<f64>() / of_uniform.len().max(1) as f64;
        means
            .into_iter()
            .map(move |mean| mean - level)
            .collect::<Vec<f64>>()
    };
    rungs.iter().zip(counts).flat_map(of_rung).collect()
}

/// What the training chose: the best combination and the best uniform regime of the last rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The best combination that is not a uniform regime.
    pub best: Vec<usize>,
    /// The best uniform regime.
    pub uniform: Vec<usize>,
}

/// Chooses; `None` where the last rung has no points or lacks one kind.
#[must_use]
pub fn choose(space: &Space, rungs: &[Tried]) -> Option<Choice> {
    let last = rungs.last().filter(|rung| rung.points() > 0)?;
    let means = last.means(&space.weights, &last.once());
    let [best, uniform] = [false, true].map(|kind| last.best(&means, kind));
    Some(Choice {
        best: last.combinations[best?].clone(),
        uniform: last.combinations[uniform?].clone(),
    })
}

/// The combinations of the hold-out: the one chosen, then the same with one part put back to what
/// the best uniform regime has, part by part, then every uniform regime; each once.
#[must_use]
pub fn held_out(space: &Space, choice: &Choice, uniform: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut found = vec![choice.best.clone()];
    let back = (0..choice.best.len()).filter_map(|part| put_back(space, choice, part));
    for combination in back.chain(uniform.iter().cloned()) {
        if !found.contains(&combination) {
            found.push(combination);
        }
    }
    found
}

/// The combination chosen with one part as in the best uniform regime; `None` where it has it
/// anyway, or cannot stand beside the rest.
#[must_use]
pub fn put_back(space: &Space, choice: &Choice, part: usize) -> Option<Vec<usize>> {
    if choice.best[part] == choice.uniform[part] {
        return None;
    }
    let mut combination = choice.best.clone();
    combination[part] = choice.uniform[part];
    let allowed = &space.allowed[combination[0]];
    let stands = combination[1..].iter().zip(allowed);
    stands
        .into_iter()
        .all(|(level, levels)| levels.contains(level))
        .then_some(combination)
}

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
    Some(Found {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two bodies and three domains of four levels, all possible.
    fn space() -> Space {
        Space {
            sizes: vec![2, 4, 4, 4],
            allowed: vec![vec![vec![0, 1, 2, 3]; 3]; 2],
            weights: vec![1.0],
        }
    }

    fn uniform_regimes() -> Vec<Vec<usize>> {
        (0..2)
            .flat_map(|body| (0..4).map(move |g| vec![body, g, g, g]))
            .collect()
    }

    fn is_uniform(c: &[usize]) -> bool {
        c[1] == c[2] && c[2] == c[3]
    }

    /// A score with noise that is common to all combinations at a point, and noise of their own.
    fn tried(
        combinations: Vec<Vec<usize>>,
        truth: &dyn Fn(&[usize]) -> f64,
        points: u32,
        seed: u64,
        noise: f64,
    ) -> Tried {
        let values: Vec<Vec<Option<Vec<f64>>>> = combinations
            .iter()
            .map(|c| {
                let name = c.iter().fold(0, |all, &level| all * 8 + level as u32);
                (0..points)
                    .map(|point| {
                        let common =
                            crate::rng::normal(seed, Purpose::Verification, 0, point, 0, 0);
                        let own =
                            crate::rng::normal(seed, Purpose::Verification, name, point, 0, 1);
                        Some(vec![truth(c) + 50.0 * common + noise * own])
                    })
                    .collect()
            })
            .collect();
        let uniform = combinations.iter().map(|c| is_uniform(c)).collect();
        Tried::complete(combinations, uniform, &values)
    }

    /// Searches with three rungs and judges on a hold-out.
    fn search(truth: &dyn Fn(&[usize]) -> f64, seed: u64, noise: f64) -> Found {
        let space = space();
        let uniform = uniform_regimes();
        // A balanced sample: a fraction of all 128 combinations.
        let mut candidates: Vec<Vec<usize>> = (0..128_usize)
            .map(|n| vec![n / 64, n / 16 % 4, n / 4 % 4, n % 4])
            .filter(|c| (c.iter().sum::<usize>()) % 3 == 0 && !is_uniform(c))
            .collect();
        let mut rungs: Vec<Tried> = Vec::new();
        for (rung, (keep, propose)) in [(0, 0), (10, 10), (4, 4)].into_iter().enumerate() {
            if rung > 0 {
                candidates = next_candidates(&space, &rungs, &uniform, keep, propose);
            }
            let mut all = candidates.clone();
            all.extend(uniform.iter().cloned());
            let points = 10 << rung;
            rungs.push(tried(all, truth, points, seed * 100 + rung as u64, noise));
        }
        let choice = choose(&space, &rungs).unwrap();
        let held = tried(
            held_out(&space, &choice, &uniform),
            truth,
            40,
            seed * 100 + 50,
            noise,
        );
        found(&space, &[[1.0, 1.0]], &rungs, &held, seed).unwrap()
    }

    /// Adds up, but for one pair that is better together.
    fn known(c: &[usize]) -> f64 {
        let together = if c[1] == 3 && c[2] == 0 { 6.0 } else { 0.0 };
        [0.0, 2.0][c[0]]
            + [0.0, 1.0, 2.0, 8.0][c[1]]
            + [9.0, 3.0, 1.0, 0.0][c[2]]
            + [0.0, 7.0, 1.0, 0.0][c[3]]
            + together
    }

    #[test]
    fn the_optimum_of_a_known_function_is_found_with_its_gain() {
        let found = search(&known, 1, 0.5);
        // Best: second bodies, 3, 0, 1, worth 2 + 8 + 9 + 7 + 6 = 32. Of the uniform regimes the
        // second bodies with 1 everywhere: 2 + 1 + 3 + 7 = 13.
        assert_eq!(found.choice.best, [1, 3, 0, 1]);
        assert_eq!(found.choice.uniform, [1, 1, 1, 1]);
        assert!((found.gain.mean - 19.0).abs() < 0.5, "{}", found.gain.mean);
        assert!((found.ahead.value - 1.0).abs() < 1e-12);
        // Put back alone: the first domain loses 7 and the 6 of the pair; the second 6 and 6.
        let lost: Vec<Option<i64>> = found
            .parts
            .iter()
            .map(|part| part.map(|part| part.mean.round() as i64))
            .collect();
        assert_eq!(lost, [None, Some(13), Some(12), None]);
        assert!(found.stability[1].finalist > 0.99);
        assert!(found.stability[2].largest[0] > 0.99);
        // What adds up misses part of the pair, and says so.
        assert!(found.miss[0] > 0.5 && found.miss[0] < found.miss[1]);
    }

    /// Where nothing differs, the candidate that looks best gains in training, every time, and
    /// nothing in the hold-out, on the mean: the winner's curse, and its cure.
    #[test]
    fn the_gain_in_training_is_biased_and_that_in_the_hold_out_is_not() {
        let runs: Vec<Found> = (0..60).map(|seed| search(&|_| 0.0, seed, 10.0)).collect();
        let mean = |values: Vec<f64>| MeanEstimate::from_values(&values).unwrap();
        let training = mean(
            runs.iter()
                .filter_map(|f| Some(f.steps.last()?.gain.mean))
                .collect(),
        );
        let held = mean(runs.iter().map(|found| found.gain.mean).collect());
        // The best of eight or so against the best of eight: each about 1.4 standard errors of
        // 10 / sqrt(40) too high, so that the gain of the first rung, of forty against eight, is
        // clearly above zero; the hold-out is not.
        let first = mean(
            runs.iter()
                .filter_map(|f| Some(f.steps.first()?.gain.mean))
                .collect(),
        );
        assert!(first.interval(0.95).unwrap().low > 0.5, "{first:?}");
        assert!(held.interval(0.99).unwrap().holds_zero(), "{held:?}");
        assert!(held.mean.abs() < 0.6, "{held:?} {training:?}");
        // The 95% interval of each hold-out holds the true gain of nothing about 95% of the time.
        let covered = runs
            .iter()
            .filter(|f| f.gain.interval(0.95).unwrap().holds_zero())
            .count();
        assert!(covered >= 52, "{covered} of 60");
    }

    #[test]
    fn points_with_a_missing_value_are_left_out_for_all() {
        let one = |x: f64| Some(vec![x]);
        let values = [
            vec![one(1.0), None, one(3.0)],
            vec![one(0.0), one(5.0), one(1.0)],
        ];
        let tried = Tried::complete(vec![vec![0, 0], vec![0, 1]], vec![true, false], &values);
        assert_eq!((tried.points(), tried.dropped), (2, 1));
        assert_eq!(tried.differences(&[2.0], 0, 1), [2.0, 4.0]);
    }

    /// Two terms: the gain is 10 - weight, which is nothing at 10.
    #[test]
    fn the_weight_at_which_the_gain_is_nothing_is_found() {
        let space = Space {
            sizes: vec![1, 2, 2],
            allowed: vec![vec![vec![0, 1]; 2]],
            weights: vec![1.0, -2.0],
        };
        let combinations = vec![vec![0, 0, 0], vec![0, 1, 1], vec![0, 1, 0]];
        let uniform = vec![true, true, false];
        let point = |a: f64, b: f64| vec![Some(vec![a, b]); 3];
        let values = [point(0.0, 0.0), point(-5.0, 0.0), point(10.0, 1.0)];
        let tried = Tried::complete(combinations, uniform, &values);
        let ranges = [[1.0, 1.0], [-12.0, 0.0]];
        let found = found(&space, &ranges, std::slice::from_ref(&tried), &tried, 1).unwrap();
        let [effect] = &found.weights[..] else {
            panic!("{:?}", found.weights)
        };
        assert_eq!(effect.term, 1);
        assert!((found.gain.mean - 8.0).abs() < 1e-12);
        assert!((effect.turn.unwrap() + 10.0).abs() < 1e-12);
        assert!((effect.gains[0].mean + 2.0).abs() < 1e-12);
    }
}
