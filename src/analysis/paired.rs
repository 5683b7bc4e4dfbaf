//! Differences from the baseline on equal points and equal seeds.
//!
//! Within one block, outcome and horizon the other arms are one family: the simultaneous
//! intervals are Bonferroni's, the p-values of the paired t test are adjusted by Holm's method.

use super::estimate::{CONFIDENCE, Interval, MeanEstimate, Share, TIE, quantile, sorted};
use super::sample::{Cell, Sample, differences, levels};
use super::study::{Margin, Unit};
use super::table::RunTable;
use crate::scenario::Domains;

/// The difference of one arm from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Pairs of runs behind it; fewer than planned where a run failed or has no value.
    pub pairs: usize,
    /// Mean and spread over units (seeds of the default block, points of the prior block).
    pub mean: MeanEstimate,
    /// The t interval of the mean at [`CONFIDENCE`]; Monte-Carlo error only.
    pub interval: Option<Interval>,
    /// The interval that holds for the whole family at once.
    pub simultaneous: Option<Interval>,
    /// p-value of the paired t test that the mean is zero, two-sided.
    pub p: Option<f64>,
    /// The same, adjusted for the family.
    pub p_holm: Option<f64>,
    /// Number of arms in the family.
    pub family: usize,
    /// How the difference spreads over the inputs; only where the point is the unit.
    pub spread: Option<Spread>,
}

/// How a difference spreads over the points of the inputs. More runs do not shrink it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The 2.5% quantile (type 7, as all of them).
    pub q025: f64,
    /// The 5% quantile.
    pub q05: f64,
    /// The median.
    pub q50: f64,
    /// The 95% quantile.
    pub q95: f64,
    /// The 97.5% quantile.
    pub q975: f64,
    /// Share of points where the arm is better than the baseline; `None` where the outcome has
    /// no better direction.
    pub better: Option<Share>,
    /// Share of points where the arm is above the baseline, better or not.
    pub above: Share,
    /// Share of points where it is below.
    pub below: Share,
    /// Share of points where the difference is smaller than the margin of the domain.
    pub nothing_domain: Option<Share>,
    /// Share of points where it is smaller than the margin of the system.
    pub nothing_system: Option<Share>,
    /// The one of the two that is spoken of: see [`Margins::told`].
    pub nothing: Option<Share>,
}

impl Spread {
    /// Whether the central 95% of the inputs all lie on one side of zero, which is when a
    /// direction may be claimed for the stated inputs.
    #[must_use]
    pub fn has_direction(&self) -> bool {
        !Interval {
            low: self.q025,
            high: self.q975,
        }
        .holds_zero()
    }
}

/// The margins of an outcome in its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Margins {
    /// Practically nothing within the domain.
    pub domain: Option<f64>,
    /// Practically nothing to the system.
    pub system: Option<f64>,
    /// Which of them is spoken of: that of the domain where disinvestment is the only one, else that
    /// of the system, whose outcomes many domains move.
    pub told: Option<f64>,
}

/// The margins of a cell's outcome, those relative to the baseline made absolute.
#[must_use]
pub fn margins(table: &RunTable, cell: Cell) -> Margins {
    let info = &table.study().outcomes[cell.outcome];
    let size = |margin: &Option<Margin>| match margin.as_ref()? {
        Margin::Fixed(size) => Some(*size),
        Margin::ShareOfBaseline { share, of } => {
            let median = baseline_median(table, cell, of)?;
            Some(share * median.abs()).filter(|size| *size > 0.0)
        }
    };
    let (domain, system) = (size(&info.domain_margin), size(&info.system_margin));
    let one = table.study().domains == Domains::default();
    Margins {
        domain,
        system,
        told: if one { domain } else { system },
    }
}

/// The median over units of the baseline's sum of outcomes; those not modelled yet are left out.
fn baseline_median(table: &RunTable, cell: Cell, of: &[String]) -> Option<f64> {
    let study = table.study();
    let mut outcomes: Vec<usize> = of.iter().filter_map(|name| study.outcome(name)).collect();
    if outcomes.is_empty() {
        outcomes.push(cell.outcome);
    }
    let parts: Vec<Sample> = outcomes
        .into_iter()
        .map(|outcome| levels(table, Cell { outcome, ..cell }, study.baseline))
        .filter(|part| !part.values.is_empty())
        .collect();
    let first = parts.first()?;
    if parts.iter().any(|part| part.points != first.points) {
        return None;
    }
    let sums = (0..first.values.len()).map(|unit| parts.iter().map(|part| part.values[unit]).sum());
    quantile(&sorted(&sums.collect::<Vec<f64>>()), 0.5)
}

/// The differences of all arms from the baseline in one cell, by arm; `None` for the baseline
/// itself and for arms that share no finished run with it.
#[must_use]
pub fn differences_from_baseline(table: &RunTable, cell: Cell) -> Vec<Option<Difference>> {
    let study = table.study();
    let samples: Vec<Option<(Sample, MeanEstimate)>> = (0..study.arms.len())
        .map(|arm| {
            let sample = differences(table, cell, arm, study.baseline);
            let mean = MeanEstimate::from_values(&sample.values)?;
            (arm != study.baseline).then_some((sample, mean))
        })
        .collect();
    let tests: Vec<Option<f64>> = samples
        .iter()
        .map(|sample| sample.as_ref().and_then(|(_, mean)| mean.p_of_zero()))
        .collect();
    let adjusted = holm(&tests);
    let family = samples.iter().flatten().count();
    let margins = margins(table, cell);
    let by_points = study.blocks[cell.block].unit == Unit::Point;
    let sign = study.outcomes[cell.outcome].better.sign();
    let mut found = Vec::with_capacity(samples.len());
    for ((sample, p), p_holm) in samples.into_iter().zip(tests).zip(adjusted) {
        found.push(sample.map(|(sample, mean)| Difference {
            pairs: sample.runs,
            mean,
            interval: mean.interval(CONFIDENCE),
            simultaneous: mean.interval(simultaneous_confidence(family)),
            p,
            p_holm,
            family,
            spread: if by_points {
                spread(&sample.values, sign, margins)
            } else {
                None
            },
        }));
    }
    found
}

/// The confidence of each of `family` intervals that together hold at [`CONFIDENCE`].
#[must_use]
pub fn simultaneous_confidence(family: usize) -> f64 {
    1.0 - (1.0 - CONFIDENCE) / family.max(1) as f64
}

fn spread(values: &[f64], sign: Option<f64>, margins: Margins) -> Option<Spread> {
    let ordered = sorted(values);
    let within = |margin: Option<f64>| {
        let margin = margin?;
        Share::where_true(values, |d| d.abs() < margin)
    };
    Some(Spread {
        q025: quantile(&ordered, 0.025)?,
        q05: quantile(&ordered, 0.05)?,
        q50: quantile(&ordered, 0.5)?,
        q95: quantile(&ordered, 0.95)?,
        q975: quantile(&ordered, 0.975)?,
        better: sign.and_then(|sign| Share::where_true(values, |d| sign * d > TIE)),
        above: Share::where_true(values, |d| d > TIE)?,
        below: Share::where_true(values, |d| d < -TIE)?,
        nothing_domain: within(margins.domain),
        nothing_system: within(margins.system),
        nothing: within(margins.told),
    })
}

/// Holm's step-down adjustment (S. Holm, Scandinavian Journal of Statistics 6, 1979) of the
/// p-values that exist.
#[must_use]
pub fn holm(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> = p_values
        .iter()
        .enumerate()
        .filter_map(|(at, p)| p.map(|p| (p, at)))
        .collect();
    order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut adjusted = vec![None; p_values.len()];
    let mut highest = 0.0_f64;
    for (rank, &(p, at)) in order.iter().enumerate() {
        highest = highest.max((order.len() - rank) as f64 * p).min(1.0);
        adjusted[at] = Some(highest);
    }
    adjusted
}

/// What common chance buys for one pair of arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceRatio {
    /// Position of one arm.
    pub arm: usize,
    /// Position of the other.
    pub from: usize,
    /// Seeds that both have.
    pub pairs: usize,
    /// `(Var(a) + Var(b)) / Var(a - b)`: how many times as many runs independent seeds would
    /// need for the same precision of the difference. `None` where the difference never varies.
    pub ratio: Option<f64>,
}

/// The variance ratio of a pair of arms on the seeds that both have; `None` with fewer than
/// two of them, or where the point is the unit (inputs shared by two arms are not chance).
#[must_use]
pub fn variance_ratio(
    table: &RunTable,
    cell: Cell,
    arm: usize,
    from: usize,
) -> Option<VarianceRatio> {
    if table.study().blocks[cell.block].unit != Unit::Seed {
        return None;
    }
    let rows = super::sample::rows(table, cell, &[arm, from]);
    let variance = |take: fn(&[f64]) -> f64| {
        let values: Vec<f64> = rows.values.iter().map(|row| take(row)).collect();
        let sd = MeanEstimate::from_values(&values)?.sd?;
        Some(sd * sd)
    };
    let apart = variance(|row| row[0])? + variance(|row| row[1])?;
    let paired = variance(|row| row[0] - row[1])?;
    Some(VarianceRatio {
        arm,
        from,
        pairs: rows.values.len(),
        ratio: (paired > 0.0).then(|| apart / paired),
    })
}

/// The variance ratios of every pair of arms in one cell: each later arm against each earlier.
#[must_use]
pub fn variance_ratios(table: &RunTable, cell: Cell) -> Vec<VarianceRatio> {
    let arms = table.study().arms.len();
    let pairs = (0..arms).flat_map(|from| (from + 1..arms).map(move |arm| (arm, from)));
    pairs
        .filter_map(|(arm, from)| variance_ratio(table, cell, arm, from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, known_value, near, small_study, small_table};
    use super::super::table::RunKey;
    use super::*;

    const DEFAULT: Cell = Cell {
        block: 0,
        horizon: 0,
        outcome: 0,
    };
    const PRIOR: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    fn ends(interval: Option<Interval>, low: f64, high: f64) {
        let interval = interval.unwrap();
        near(interval.low, low);
        near(interval.high, high);
    }

    // scipy 1.17.1, stats.ttest_rel with confidence_interval(0.95) and (0.975), a family of two;
    // statsmodels 0.15.0, multipletests(method="holm").
    #[test]
    fn paired_differences_over_seeds_agree_with_scipy() {
        let found = differences_from_baseline(&small_table(), DEFAULT);
        assert!(found[0].is_none());
        let [north, south] = [found[1].unwrap(), found[2].unwrap()];
        assert_eq!((north.mean.n, north.pairs, north.family), (6, 6, 2));
        near(north.mean.mean, 14.4375);
        ends(
            north.interval,
            -54.693_438_035_935_66,
            83.568_438_035_935_66,
        );
        ends(
            north.simultaneous,
            -70.635_662_797_194_43,
            99.510_662_797_194_56,
        );
        near(north.p_holm.unwrap(), 0.614_391_052_066_258_2);
        near(south.mean.mean, 44.125);
        ends(
            south.interval,
            -28.021_887_558_517_903,
            116.271_887_558_517_9,
        );
        near(south.p_holm.unwrap(), 0.353_435_272_646_527_74);
        assert!(north.spread.is_none());
    }

    // numpy 2.4.6 and scipy 1.17.1 on the means of the two seeds of each point: stats.ttest_1samp,
    // numpy.quantile.
    #[test]
    fn differences_over_points_agree_with_scipy_and_numpy() {
        let found = differences_from_baseline(&small_table(), PRIOR);
        let north = found[1].unwrap();
        assert_eq!((north.mean.n, north.pairs), (12, 24));
        near(north.mean.mean, -4.296_875);
        near(north.mean.sd.unwrap(), 25.387_146_177_763_59);
        ends(
            north.interval,
            -20.427_098_129_182_89,
            11.833_348_129_182_891,
        );
        ends(
            north.simultaneous,
            -23.300_712_155_480_79,
            14.706_962_155_480_81,
        );
        near(north.p_holm.unwrap(), 0.938_088_069_893_174_8);
        let spread = north.spread.unwrap();
        near(spread.q025, -52.514_062_5);
        near(spread.q05, -41.153_125);
        near(spread.q50, 0.6875);
        near(spread.q95, 30.075);
        near(spread.q975, 33.7875);
        near(spread.better.unwrap().value, 0.5);
        near(spread.nothing_domain.unwrap().value, 7.0 / 12.0);
        near(spread.nothing_system.unwrap().value, 11.0 / 12.0);
        assert!(!spread.has_direction());
    }

    // numpy 2.4.6: 5% of numpy.median of the baseline's point means.
    #[test]
    fn a_margin_relative_to_the_baseline_is_a_share_of_its_median() {
        let cell = Cell {
            block: 1,
            horizon: 1,
            outcome: 1,
        };
        near(margins(&small_table(), cell).domain.unwrap(), 3.067_187_5);
    }

    #[test]
    fn a_margin_of_a_sum_adds_the_outcomes_run_by_run() {
        let mut study = small_study();
        study.outcomes[0].domain_margin = Some(Margin::ShareOfBaseline {
            share: 0.02,
            of: vec!["saving".into(), "cost".into()],
        });
        let table = filled(study, |_, _, outcome| Some([30.0, 70.0][outcome]));
        near(margins(&table, PRIOR).domain.unwrap(), 2.0);
        let mut none = small_study();
        none.outcomes[0].domain_margin = None;
        assert_eq!(
            margins(&filled(none, |_, _, _| Some(1.0)), PRIOR).domain,
            None
        );
    }

    #[test]
    fn less_is_better_turns_better_and_nothing_else() {
        let cell = Cell {
            block: 1,
            horizon: 1,
            outcome: 1,
        };
        let found = differences_from_baseline(&small_table(), cell);
        let spread = found[1].unwrap().spread.unwrap();
        near(spread.better.unwrap().value, 4.0 / 12.0);
        near(spread.below.value, 4.0 / 12.0);
        near(spread.above.value, 8.0 / 12.0);
    }

    // statsmodels 0.15.0, multipletests(method="holm").
    #[test]
    fn holm_agrees_with_statsmodels_and_skips_what_has_no_test() {
        let p = [0.01, 0.04, 0.03, 0.005, 0.6, 0.04].map(Some);
        let expected = [0.05, 0.12, 0.12, 0.03, 0.6, 0.12];
        for (found, expected) in holm(&p).into_iter().zip(expected) {
            near(found.unwrap(), expected);
        }
        let with_gap = holm(&[Some(0.01), None, Some(0.5)]);
        assert_eq!(with_gap, [Some(0.02), None, Some(0.5)]);
    }

    #[test]
    fn an_arm_that_is_the_baseline_in_disguise_differs_by_nothing() {
        let table = filled(small_study(), |key, horizon, outcome| {
            Some(known_value(RunKey { arm: 0, ..key }, horizon, outcome))
        });
        let south = differences_from_baseline(&table, PRIOR)[2].unwrap();
        assert_eq!((south.p, south.p_holm), (Some(1.0), Some(1.0)));
        let spread = south.spread.unwrap();
        assert!(spread.better.unwrap().value < TIE && spread.nothing_domain.unwrap().value > 0.99);
        assert!(!spread.has_direction());
    }

    #[test]
    fn an_outcome_not_modelled_has_no_difference_and_no_place_in_the_family() {
        let table = filled(small_study(), |key, horizon, outcome| {
            (key.arm != 2).then(|| known_value(key, horizon, outcome))
        });
        let found = differences_from_baseline(&table, DEFAULT);
        assert!(found[2].is_none());
        let north = found[1].unwrap();
        assert_eq!((north.family, north.p), (1, north.p_holm));
        assert_eq!(north.interval, north.simultaneous);
    }

    // numpy 2.4.6: (a.var(ddof=1) + b.var(ddof=1)) / (a - b).var(ddof=1).
    #[test]
    fn the_variance_ratio_agrees_with_numpy() {
        let ratios = variance_ratios(&small_table(), DEFAULT);
        let pairs: Vec<(usize, usize)> = ratios.iter().map(|one| (one.arm, one.from)).collect();
        assert_eq!(pairs, [(1, 0), (2, 0), (2, 1)]);
        near(ratios[0].ratio.unwrap(), 0.710_452_479_362_897_2);
        near(ratios[1].ratio.unwrap(), 0.580_842_850_064_972_9);
        assert!(variance_ratios(&small_table(), PRIOR).is_empty());
    }

    #[test]
    fn a_difference_that_never_varies_has_no_ratio() {
        let table = filled(small_study(), |key, _, _| {
            Some(key.arm as f64 + f64::from(key.replicate))
        });
        let ratio = variance_ratio(&table, DEFAULT, 2, 0).unwrap();
        assert_eq!((ratio.pairs, ratio.ratio), (6, None));
    }
}
