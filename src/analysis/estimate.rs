//! Estimates from one sample: mean and its interval, quantile, share and its interval, lower
//! tail. Sums run in the order of the sample, so the bits do not depend on anything else.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// The confidence of every interval that does not say otherwise.
pub const CONFIDENCE: f64 = 0.95;

/// The 97.5% quantile of the normal law.
pub const NORMAL: f64 = 1.959_963_984_540_054;

/// Two values nearer than this are equal: a tie, or no difference. In the outcome's unit.
pub const TIE: f64 = 1e-9;

/// A closed range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether zero lies inside, ends included.
    #[must_use]
    pub fn holds_zero(self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }
}

/// Mean and spread of a sample of independent units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanEstimate {
    /// Number of units, at least 1.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation over units (divisor n - 1); `None` for one unit.
    pub sd: Option<f64>,
}

impl MeanEstimate {
    /// The estimate from a sample; `None` from an empty one.
    #[must_use]
    pub fn from_values(values: &[f64]) -> Option<Self> {
        let n = values.len();
        if n == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        let sd = (n > 1).then(|| (squares / (n - 1) as f64).sqrt());
        Some(Self { n, mean, sd })
    }

    /// The standard error of the mean; `None` for one unit.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.sd.map(|sd| sd / (self.n as f64).sqrt())
    }

    /// The two-sided t interval of the mean at a confidence in (0, 1); `None` for one unit.
    #[must_use]
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        let error = self.standard_error()?;
        let t = t_quantile(0.5 + confidence / 2.0, (self.n - 1) as f64)?;
        Some(Interval {
            low: self.mean - t * error,
            high: self.mean + t * error,
        })
    }

    /// The two-sided p-value of the t test that the mean is zero; `None` for one unit. Without
    /// any spread it is 1 for a mean of zero and 0 for any other; what is within [`TIE`] of
    /// zero everywhere is rounding, not evidence.
    #[must_use]
    pub fn p_of_zero(&self) -> Option<f64> {
        let error = self.standard_error()?;
        if self.mean.abs() <= TIE && error <= TIE {
            Some(1.0)
        } else if error > 0.0 {
            t_two_sided(self.mean / error, (self.n - 1) as f64)
        } else {
            Some(0.0)
        }
    }
}

/// A share of units, with its Wilson interval at [`CONFIDENCE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share, from 0 to 1.
    pub value: f64,
    /// Wilson interval (E. B. Wilson, Journal of the American Statistical Association 22,
    /// 1927): unlike the usual one it stays inside 0 to 1 and is not empty at the ends.
    pub interval: Interval,
}

impl Share {
    /// The share `count / n`; the count may be fractional, from split ties. `None` if n is 0.
    #[must_use]
    pub fn of(count: f64, n: usize) -> Option<Self> {
        if n == 0 {
            return None;
        }
        let n = n as f64;
        let value = count / n;
        let z = steady(Normal::standard().inverse_cdf(0.5 + CONFIDENCE / 2.0));
        let z2 = z * z;
        let centre = (value + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let spread = (value * (1.0 - value) / n + z2 / (4.0 * n * n)).max(0.0);
        let half = z / (1.0 + z2 / n) * spread.sqrt();
        // At the ends centre and half agree but for rounding: say exactly 0 and 1 there.
        let low = if value <= 0.0 {
            0.0
        } else {
            (centre - half).max(0.0)
        };
        let high = if value >= 1.0 {
            1.0
        } else {
            (centre + half).min(1.0)
        };
        Some(Self {
            value,
            interval: Interval { low, high },
        })
    }

    /// The share of the values that fulfil a condition; `None` if there are no values.
    #[must_use]
    pub fn where_true(values: &[f64], condition: impl Fn(f64) -> bool) -> Option<Self> {
        let count = values.iter().filter(|value| condition(**value)).count();
        Self::of(count as f64, values.len())
    }
}

/// The values in ascending order.
#[must_use]
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The quantile of values already in ascending order, by linear interpolation between order
/// statistics at position `(n - 1) * probability` (type 7 of Hyndman and Fan, The American
/// Statistician 50, 1996; the rule of R and `NumPy` when none is asked for). `None` if empty.
#[must_use]
pub fn quantile(sorted: &[f64], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * probability.clamp(0.0, 1.0);
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    let weight = position - below as f64;
    Some(sorted[below] + weight * (sorted[above] - sorted[below]))
}

/// The mean of the lowest `share` (in (0, 1]) of the values: the conditional value at risk of
/// an outcome that should be high. Where the share is not a whole number of values the last
/// one counts in part (Rockafellar and Uryasev, Journal of Banking and Finance 26, 2002), so
/// 5% of 30 runs is the lowest run and half of the next. `None` if empty.
#[must_use]
pub fn lower_tail_mean(values: &[f64], share: f64) -> Option<f64> {
    let ordered = sorted(values);
    let wanted = share.clamp(0.0, 1.0) * ordered.len() as f64;
    let lowest = *ordered.first()?;
    if wanted <= 1.0 {
        return Some(lowest);
    }
    let mut left = wanted;
    let mut sum = 0.0;
    for value in ordered {
        let weight = left.clamp(0.0, 1.0);
        sum += weight * value;
        left -= weight;
    }
    Some(sum / wanted)
}

/// The quantile of Student's t with a number of degrees of freedom of at least 1.
#[must_use]
pub fn t_quantile(probability: f64, freedom: f64) -> Option<f64> {
    let usable = probability > 0.0 && probability < 1.0 && freedom >= 1.0;
    let law = StudentsT::new(0.0, 1.0, freedom).ok().filter(|_| usable)?;
    Some(steady(law.inverse_cdf(probability)))
}

/// The two-sided p-value of a t statistic.
#[must_use]
pub fn t_two_sided(t: f64, freedom: f64) -> Option<f64> {
    let usable = !t.is_nan() && freedom >= 1.0;
    let law = StudentsT::new(0.0, 1.0, freedom).ok().filter(|_| usable)?;
    Some(steady((2.0 * law.sf(t.abs())).min(1.0)))
}

/// Twelve significant digits. The distribution functions use the logarithm of the platform,
/// whose last bits differ between platforms; those are far behind the twelfth digit.
fn steady(x: f64) -> f64 {
    format!("{x:.11e}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::near;
    use super::*;

    const VALUES: [f64; 8] = [12.5, 9.75, 14.0, 11.25, 8.5, 13.0, 10.0, 12.0];

    // scipy 1.17.1: numpy.mean, numpy.std(ddof=1), stats.t.interval.
    #[test]
    fn mean_spread_and_interval_agree_with_scipy() {
        let estimate = MeanEstimate::from_values(&VALUES).unwrap();
        near(estimate.mean, 11.375);
        near(estimate.sd.unwrap(), 1.851_640_199_545_102_8);
        let interval = estimate.interval(0.95).unwrap();
        near(interval.low, 9.826_990_053_849_68);
        near(interval.high, 12.923_009_946_150_32);
    }

    // scipy 1.17.1: stats.t.ppf.
    #[test]
    fn t_quantiles_agree_with_scipy() {
        let bonferroni = 1.0 - 0.05 / 16.0;
        for (freedom, p, expected) in [
            (1.0, 0.95, 6.313_751_514_675_037),
            (1.0, 0.975, 12.706_204_736_174_694),
            (1.0, bonferroni, 101.855_891_065_436_42),
            (2.0, 0.975, 4.302_652_729_749_462),
            (2.0, bonferroni, 12.589_740_561_191_753),
            (7.0, 0.95, 1.894_578_605_090_006_2),
            (7.0, bonferroni, 3.855_225_756_064_796),
            (29.0, 0.975, 2.045_229_642_132_703),
            (29.0, bonferroni, 2.948_540_623_359_021_2),
            (199.0, 0.95, 1.652_546_746_166_563_3),
            (199.0, 0.975, 1.971_956_544_251_753_3),
            (199.0, bonferroni, 2.763_779_103_642_881_4),
            (1999.0, 0.975, 1.961_151_420_170_561_3),
        ] {
            near(t_quantile(p, freedom).unwrap(), expected);
        }
    }

    // scipy 1.17.1: 2 * stats.t.sf.
    #[test]
    fn two_sided_p_values_agree_with_scipy_far_into_the_tail() {
        for (t, freedom, expected) in [
            (0.5, 7.0, 0.632_407_135_689_284_4),
            (-3.2, 29.0, 0.003_318_442_463_481_753),
            (12.0, 199.0, 2.579_960_674_793_177_6e-25),
            (40.0, 29.0, 6.346_877_329_729_342e-27),
            (0.01, 118.0, 0.992_038_174_451_333),
        ] {
            near(t_two_sided(t, freedom).unwrap(), expected);
        }
    }

    // numpy 2.4.6: numpy.quantile, default rule.
    #[test]
    fn quantiles_agree_with_numpy() {
        let ordered = sorted(&VALUES);
        for (p, expected) in [
            (0.025, 8.718_75),
            (0.05, 8.9375),
            (0.5, 11.625),
            (0.95, 13.65),
            (0.975, 13.825),
            (0.0, 8.5),
            (1.0, 14.0),
        ] {
            near(quantile(&ordered, p).unwrap(), expected);
        }
        assert_eq!(quantile(&[3.0], 0.975), Some(3.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    // statsmodels 0.15.0: stats.proportion.proportion_confint(method="wilson").
    #[test]
    fn shares_and_wilson_intervals_agree_with_statsmodels() {
        for (count, n, low, high) in [
            (7.0, 20, 0.181_191_824_101_082, 0.567_145_723_314_763_8),
            (0.0, 200, 0.0, 0.018_845_326_377_266_58),
            (200.0, 200, 0.981_154_673_622_733_5, 1.0),
            (66.5, 200, 0.270_906_561_432_595_17, 0.400_406_622_903_789_1),
        ] {
            let share = Share::of(count, n).unwrap();
            near(share.value, count / n as f64);
            near(share.interval.low, low);
            near(share.interval.high, high);
        }
        assert_eq!(Share::of(0.0, 0), None);
    }

    #[test]
    fn the_tail_takes_part_of_a_run_where_the_share_is_not_whole() {
        let values: Vec<f64> = (1..=30).rev().map(f64::from).collect();
        // 5% of 30 is one run and a half: (1 + 2 / 2) / 1.5.
        near(lower_tail_mean(&values, 0.05).unwrap(), 2.0 / 1.5);
        near(lower_tail_mean(&values, 0.1).unwrap(), 2.0);
        near(lower_tail_mean(&values, 1.0).unwrap(), 15.5);
        near(lower_tail_mean(&values[..4], 0.05).unwrap(), 27.0);
        assert_eq!(lower_tail_mean(&[], 0.05), None);
    }

    #[test]
    fn one_unit_has_a_mean_and_no_interval() {
        let one = MeanEstimate::from_values(&[4.0]).unwrap();
        assert_eq!((one.mean, one.sd), (4.0, None));
        assert!(one.interval(0.95).is_none() && one.p_of_zero().is_none());
        assert!(MeanEstimate::from_values(&[]).is_none());
    }

    #[test]
    fn without_spread_the_interval_is_the_mean_and_the_test_is_certain() {
        let equal = MeanEstimate::from_values(&[0.0; 5]).unwrap();
        assert_eq!(equal.p_of_zero(), Some(1.0));
        let apart = MeanEstimate::from_values(&[2.5; 5]).unwrap();
        assert_eq!(apart.p_of_zero(), Some(0.0));
        assert_eq!(
            apart.interval(0.95),
            Some(Interval {
                low: 2.5,
                high: 2.5
            })
        );
    }
}
