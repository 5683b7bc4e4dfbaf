//! A search over combinations: candidates are thinned out rung by rung on common points (successive
//! halving: Z. Karnin, T. Koren and O. Somekh, ICML 2013; K. Jamieson and A. Talwalkar, AISTATS
//! 2016), and what was chosen is judged on points that no choice has seen.
//!
//! The score of the candidate that looks best is too high, because luck helped it to look best (the
//! winner's curse; R. Thaler, Journal of Economic Perspectives 2, 1988). Its gain in training is
//! therefore shown only beside its gain in the hold-out, whose mean is unbiased whatever was done to
//! choose.
mod found;
mod tried;

pub use self::found::{Found, Stability, Step, WeightEffect, found};
pub use self::tried::Tried;
use super::additive::{Additive, Fit, highest};

/// What is searched, as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Levels of each part.
    pub sizes: Vec<usize>,
    /// Grips in a holder's levels: a level of a later part is holder times this plus grip.
    pub grips: usize,
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
    let (combinations, weights): (Vec<Vec<usize>>, Vec<f64>) = rows.unzip();
    Fit::new(&space.sizes, combinations, &weights)
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
    let back = back.chain(match same_holders(space, choice) {
        SameHolders::Regime(regime) => Some(regime),
        _ => None,
    });
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
    stands(space, &combination).then_some(combination)
}

/// Whether every level of a combination can stand beside its bodies.
fn stands(space: &Space, combination: &[usize]) -> bool {
    let allowed = &space.allowed[combination[0]];
    let mut levels = combination[1..].iter().zip(allowed);
    levels.all(|(level, levels)| levels.contains(level))
}

/// The best uniform regime if it had the holders that were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SameHolders {
    /// Nobody but the bodies themselves was chosen.
    Nobody,
    /// That is what was chosen: all of the gain is theirs.
    Chosen,
    /// A holder cannot stand beside the bodies of the regime.
    Impossible,
    /// The regime with its one grip and those holders.
    Regime(Vec<usize>),
}

/// The best uniform regime with its one grip, and in each domain with the holder that was chosen there: no
/// uniform regime may have other holders than the bodies themselves, and what a holder is worth under any
/// grip is not worth of choosing domain by domain.
#[must_use]
pub fn same_holders(space: &Space, choice: &Choice) -> SameHolders {
    let mut combination = choice.uniform.clone();
    for (level, best) in combination[1..].iter_mut().zip(&choice.best[1..]) {
        *level += best / space.grips * space.grips;
    }
    if combination == choice.uniform {
        SameHolders::Nobody
    } else if combination == choice.best {
        SameHolders::Chosen
    } else if stands(space, &combination) {
        SameHolders::Regime(combination)
    } else {
        SameHolders::Impossible
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::estimate::MeanEstimate;
    use crate::rng::Purpose;

    /// Two bodies and three domains of four levels, all possible.
    fn space() -> Space {
        Space {
            sizes: vec![2, 4, 4, 4],
            grips: 4,
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

    /// Two holders with two grips each: what the second holder is worth everywhere is no gain of choosing by
    /// domain, and the uniform regime with the same holders says so.
    #[test]
    fn a_holder_that_no_uniform_regime_may_choose_is_told_apart() {
        let mut space = space();
        space.grips = 2;
        let choice = Choice {
            best: vec![1, 3, 0, 1],
            uniform: vec![0, 1, 1, 1],
        };
        let regime = SameHolders::Regime(vec![0, 3, 1, 1]);
        assert_eq!(same_holders(&space, &choice), regime);
        assert!(held_out(&space, &choice, &[]).contains(&vec![0, 3, 1, 1]));
        let own = Choice {
            best: vec![1, 0, 1, 1],
            ..choice.clone()
        };
        assert_eq!(same_holders(&space, &own), SameHolders::Nobody);
        let all = Choice {
            best: vec![0, 3, 1, 1],
            ..choice.clone()
        };
        assert_eq!(same_holders(&space, &all), SameHolders::Chosen);
        space.allowed[0][0] = vec![0, 1];
        assert_eq!(same_holders(&space, &choice), SameHolders::Impossible);
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
            grips: 2,
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
