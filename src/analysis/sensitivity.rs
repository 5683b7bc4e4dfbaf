//! Which parameters a difference follows: partial rank correlation (PRCC) over the points of a
//! block. It sees monotone influence only, each parameter with all others held fixed.

use super::correlation::{InverseCorrelation, product, ranks, standardised};
use super::estimate::{CONFIDENCE, Interval, NORMAL, t_two_sided};
use super::paired::holm;
use super::sample::{Cell, Sample, differences};
use super::study::{ParameterColumn, Unit};
use super::table::RunTable;

/// Fewest degrees of freedom for a partial correlation: with two, one of .95 may be luck.
const FEWEST_FREEDOM: usize = 8;

/// Which correlation could be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrelationKind {
    /// Partial rank correlation.
    Partial,
    /// Plain rank correlation (Spearman), because there are too few points for this many
    /// parameters: the influence of other parameters is not taken out.
    PlainTooFewPoints,
    /// Plain rank correlation, because a parameter is tied to others in the design.
    PlainTiedParameters,
}

impl CorrelationKind {
    /// Whether the influence of the other parameters is taken out.
    #[must_use]
    pub fn is_partial(self) -> bool {
        self == Self::Partial
    }

    /// The name in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Partial => "partial rank correlation",
            Self::PlainTooFewPoints => "rank correlation (too few points for a partial one)",
            Self::PlainTiedParameters => "rank correlation (parameters tied to each other)",
        }
    }
}

/// How strongly a difference follows one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// Position of the parameter in the study.
    pub parameter: usize,
    /// The correlation, from -1 to 1.
    pub correlation: f64,
    /// 95% interval by Fisher's z; `None` with fewer than two degrees of freedom, or where the
    /// correlation is perfect.
    pub interval: Option<Interval>,
    /// Two-sided p-value of the t test that it is zero, not adjusted for the number of
    /// parameters; `None` without degrees of freedom.
    pub p: Option<f64>,
}

/// The influence of every parameter that varies.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Which correlation it is.
    pub kind: CorrelationKind,
    /// Number of points.
    pub points: usize,
    /// Degrees of freedom of the t test: points - 2 - (parameters - 1), or points - 2 for the
    /// plain correlation.
    pub freedom: usize,
    /// One for each parameter that varies, in the order of the study.
    pub influences: Vec<Influence>,
}

impl Sensitivity {
    /// The parameters that may be named as deciding, strongest first, at most `count`. Of many
    /// parameters some correlate by luck, so beyond the first only those are named whose correlation
    /// Holm's procedure over all that vary tells from zero at 5%.
    #[must_use]
    pub fn strongest(&self, count: usize) -> Vec<Influence> {
        let tests: Vec<Option<f64>> = self.influences.iter().map(|found| found.p).collect();
        let adjusted = holm(&tests);
        let is_sure = |found: &Influence| {
            let mut known = self.influences.iter().zip(&adjusted);
            known.any(|(one, p)| {
                one.parameter == found.parameter && p.is_some_and(|p| p < 1.0 - CONFIDENCE)
            })
        };
        let mut named = self.leading(count);
        let sure = named.iter().take_while(|found| is_sure(found)).count();
        named.truncate(sure.max(1));
        named
    }

    /// The parameters of largest absolute correlation, strongest first, whether or not luck may have
    /// brought them there; in the order of the study where they are equal.
    #[must_use]
    pub fn leading(&self, count: usize) -> Vec<Influence> {
        let mut order = self.influences.clone();
        order.sort_by(|one, other| other.correlation.abs().total_cmp(&one.correlation.abs()));
        order.truncate(count);
        order
    }
}

/// The sampled parameters at some points, ranked and ready to be correlated with anything known
/// at the same points.
#[derive(Clone, Debug)]
pub struct RankedParameters {
    /// Positions of the points, in plan order.
    points: Vec<usize>,
    /// Positions of the parameters that vary.
    varying: Vec<usize>,
    /// Their standardised ranks.
    columns: Vec<Vec<f64>>,
    kind: CorrelationKind,
    freedom: usize,
    inverse: Option<InverseCorrelation>,
}

impl RankedParameters {
    /// Ranks the parameters that vary over the points.
    #[must_use]
    pub fn new(parameters: &[ParameterColumn], points: &[usize]) -> Self {
        let mut varying = Vec::new();
        let mut columns = Vec::new();
        for (position, parameter) in parameters.iter().enumerate() {
            let values: Option<Vec<f64>> = points
                .iter()
                .map(|&point| parameter.values.get(point).copied())
                .collect();
            if let Some(column) = values.and_then(|values| standardised(&ranks(&values))) {
                varying.push(position);
                columns.push(column);
            }
        }
        let plain_freedom = points.len().saturating_sub(2);
        let partial_freedom = (points.len() + 1).saturating_sub(2 + varying.len());
        let enough = partial_freedom >= FEWEST_FREEDOM;
        let inverse = enough.then(|| InverseCorrelation::of(&columns)).flatten();
        let kind = match &inverse {
            Some(_) => CorrelationKind::Partial,
            None if !enough => CorrelationKind::PlainTooFewPoints,
            None => CorrelationKind::PlainTiedParameters,
        };
        let freedom = if inverse.is_some() {
            partial_freedom
        } else {
            plain_freedom
        };
        Self {
            points: points.to_vec(),
            varying,
            columns,
            kind,
            freedom,
            inverse,
        }
    }

    /// The points they stand for.
    #[must_use]
    pub fn points(&self) -> &[usize] {
        &self.points
    }

    /// The influence of every parameter on the values at the points; `None` where the values
    /// or all parameters are constant, or the number of values is wrong.
    #[must_use]
    pub fn influence_on(&self, values: &[f64]) -> Option<Sensitivity> {
        if values.len() != self.points.len() || self.columns.is_empty() {
            return None;
        }
        let target = standardised(&ranks(values))?;
        let plain: Vec<f64> = self
            .columns
            .iter()
            .map(|column| product(column, &target).clamp(-1.0, 1.0))
            .collect();
        let found = match &self.inverse {
            Some(inverse) => inverse.partial(&plain),
            None => plain,
        };
        let influences = self
            .varying
            .iter()
            .zip(found)
            .map(|(&parameter, correlation)| {
                let left = 1.0 - correlation * correlation;
                let t = correlation * (self.freedom as f64 / left).sqrt();
                let p = if left > 0.0 {
                    t_two_sided(t, self.freedom as f64)
                } else {
                    Some(0.0)
                };
                Influence {
                    parameter,
                    correlation,
                    interval: fisher(correlation, self.freedom),
                    p: p.filter(|_| self.freedom > 0),
                }
            });
        Some(Sensitivity {
            kind: self.kind,
            points: values.len(),
            freedom: self.freedom,
            influences: influences.collect(),
        })
    }
}

/// The 95% interval of a rank correlation, partial or plain, by Fisher's z with the variance for
/// ranks (D. G. Bonett and T. A. Wright, Psychometrika 65, 2000): `(1 + r^2 / 2) / (n - k - 3)` with k
/// variables held, that is `freedom - 1` below the line.
fn fisher(correlation: f64, freedom: usize) -> Option<Interval> {
    let below = freedom.checked_sub(1).filter(|below| *below > 0)?;
    if correlation.abs() >= 1.0 {
        return None;
    }
    let z = libm::atanh(correlation);
    let half = NORMAL * ((1.0 + correlation * correlation / 2.0) / below as f64).sqrt();
    Some(Interval {
        low: libm::tanh(z - half),
        high: libm::tanh(z + half),
    })
}

/// What the difference of an arm from another follows in a cell. The ranked parameters of the
/// last call are kept in `ranked` and used again where the points are the same, since inverting
/// is the expensive part. `None` where the seed is the unit or nothing varies.
#[must_use]
pub fn sensitivity(
    table: &RunTable,
    cell: Cell,
    arm: usize,
    from: usize,
    ranked: &mut Option<RankedParameters>,
) -> Option<Sensitivity> {
    if table.study().blocks.get(cell.block)?.unit != Unit::Point {
        return None;
    }
    let Sample { points, values, .. } = differences(table, cell, arm, from);
    let usable = ranked.take().filter(|ranked| ranked.points == points);
    let parameters = &table.study().parameters;
    let usable = usable.unwrap_or_else(|| RankedParameters::new(parameters, &points));
    ranked.insert(usable).influence_on(&values)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::near;
    use super::*;
    use crate::rng::{Purpose, normal_quantile, uniform};

    const U: [f64; 20] = [
        6.3, 2.3, 0.1, 4.7, 2.5, 5.5, 6.2, 1.6, 0.4, 9.2, 5.0, 1.9, 3.7, 1.5, 5.1, 7.4, 5.1, 6.0,
        3.2, 3.8,
    ];
    const V: [f64; 20] = [
        9.0, 3.0, 8.2, 3.0, 4.5, 10.0, 9.9, 6.1, 5.1, 6.3, 2.5, 6.9, 0.0, 2.7, 8.5, 0.9, 8.7, 0.6,
        1.5, 9.8,
    ];
    const W: [f64; 20] = [
        3.0, 3.0, 3.0, 1.0, 2.0, 3.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0,
        3.0, 2.0,
    ];
    const Y: [f64; 20] = [
        0.9, 2.4, -9.9, 6.9, -4.2, -1.3, 1.7, 0.7, 0.3, 6.8, 4.3, -0.5, -0.6, -1.6, 1.3, 18.9, 4.3,
        10.1, 3.4, -3.2,
    ];

    fn column(path: &str, values: &[f64]) -> ParameterColumn {
        ParameterColumn {
            path: path.into(),
            label: path.into(),
            values: values.to_vec(),
        }
    }

    fn all_points(count: usize) -> Vec<usize> {
        (0..count).collect()
    }

    // pingouin 0.7.0, partial_corr(method="spearman"): coefficient and p-value; the same from
    // residuals by numpy.linalg.lstsq on ranks. A constant parameter is added here; it must
    // change nothing.
    #[test]
    fn partial_rank_correlations_agree_with_pingouin() {
        let parameters = [
            column("u", &U),
            column("v", &V),
            column("fixed", &[1.5; 20]),
            column("w", &W),
        ];
        let ranked = RankedParameters::new(&parameters, &all_points(20));
        let found = ranked.influence_on(&Y).unwrap();
        assert_eq!((found.kind, found.freedom), (CorrelationKind::Partial, 16));
        let expected = [
            (0, 0.765_178_974_463_431_9, 0.000_215_648_971_266_015_73),
            (1, -0.657_840_351_814_107_4, 0.003_002_777_516_227_918_4),
            (3, -0.506_853_175_009_492_5, 0.031_815_997_245_283_22),
        ];
        assert_eq!(found.influences.len(), 3);
        for (influence, (parameter, correlation, p)) in found.influences.iter().zip(expected) {
            assert_eq!(influence.parameter, parameter);
            near(influence.correlation, correlation);
            near(influence.p.unwrap(), p);
        }
        let two: Vec<usize> = found
            .strongest(2)
            .iter()
            .map(|found| found.parameter)
            .collect();
        assert_eq!(two, [0, 1]);
    }

    /// Of 100 inputs one decides. The second in size comes by luck: by itself its p-value is below
    /// 1%, but of 99 such tests one is expected there.
    #[test]
    fn an_input_that_only_luck_brings_forward_is_not_named() {
        let influence = |parameter: usize, correlation: f64, p: f64| Influence {
            parameter,
            correlation,
            interval: None,
            p: Some(p),
        };
        let named = |second: f64| -> Vec<usize> {
            let mut influences: Vec<Influence> =
                (0..98).map(|at| influence(at, 0.01, 0.9)).collect();
            influences.push(influence(98, -0.35, second));
            influences.push(influence(99, 0.8, 1e-9));
            let found = Sensitivity {
                kind: CorrelationKind::Partial,
                points: 200,
                freedom: 99,
                influences,
            };
            assert_eq!(found.leading(2)[1].parameter, 98);
            let named = found.strongest(2);
            named.iter().map(|found| found.parameter).collect()
        };
        // Holm holds the second of 100 against 0.05 / 99 = 0.000505.
        assert_eq!(named(0.0064), [99]);
        assert_eq!(named(0.0006), [99]);
        assert_eq!(named(0.0005), [99, 98]);
    }

    /// Something has to be named where no correlation can be told from zero.
    #[test]
    fn the_first_is_named_even_where_nothing_is_sure() {
        let noise = Influence {
            parameter: 3,
            correlation: 0.1,
            interval: None,
            p: Some(0.6),
        };
        let found = Sensitivity {
            kind: CorrelationKind::Partial,
            points: 50,
            freedom: 30,
            influences: vec![noise, noise],
        };
        assert_eq!(found.strongest(2), [noise]);
        assert!(found.strongest(0).is_empty());
    }

    // scipy 1.17.1, stats.spearmanr on each pair.
    #[test]
    fn parameters_tied_to_each_other_fall_back_to_plain_rank_correlation() {
        let parameters = [column("u", &U), column("v", &V), column("u_again", &U)];
        let ranked = RankedParameters::new(&parameters, &all_points(20));
        let found = ranked.influence_on(&Y).unwrap();
        assert_eq!(
            (found.kind, found.freedom),
            (CorrelationKind::PlainTiedParameters, 18)
        );
        near(found.influences[0].correlation, 0.613_619_262_603_461_1);
        near(found.influences[0].p.unwrap(), 0.004_007_218_861_928_977);
        near(found.influences[1].correlation, -0.361_173_814_898_419_9);
        near(found.influences[1].p.unwrap(), 0.117_683_769_389_434_75);
    }

    #[test]
    fn too_few_points_fall_back_and_say_so() {
        let parameters = [column("u", &U), column("v", &V), column("w", &W)];
        // Eleven points leave 11 - 2 - 2 = 7 degrees of freedom, twelve leave eight.
        let found = |count: usize| {
            let ranked = RankedParameters::new(&parameters, &all_points(count));
            let found = ranked.influence_on(&Y[..count]).unwrap();
            (found.kind, found.freedom)
        };
        assert_eq!(found(11), (CorrelationKind::PlainTooFewPoints, 9));
        assert_eq!(found(12), (CorrelationKind::Partial, 8));
    }

    #[test]
    fn nothing_varies_nothing_is_reported() {
        let parameters = [column("u", &U)];
        let ranked = RankedParameters::new(&parameters, &all_points(20));
        assert!(ranked.influence_on(&[1.0; 20]).is_none());
        assert!(
            RankedParameters::new(&[], &all_points(20))
                .influence_on(&Y)
                .is_none()
        );
        let one = RankedParameters::new(&parameters, &[3]);
        assert!(one.influence_on(&[2.0]).is_none());
    }

    #[test]
    fn intervals_of_rank_correlations_cover_as_often_as_stated() {
        // Of two normal numbers with correlation 0.6 the rank correlation is 6 / pi asin(0.6 / 2)
        // (K. Pearson, 1907); four further inputs, which neither follows, are held.
        let known = 6.0 / std::f64::consts::PI * libm::asin(0.3);
        let draw = |case: u32, column: u32| {
            let u = |at: u32| uniform(7, Purpose::Resample, case, column, 0, at);
            (0..120)
                .map(|at| normal_quantile(u(at)))
                .collect::<Vec<f64>>()
        };
        let mut held = 0;
        for case in 0..400 {
            let inputs: Vec<Vec<f64>> = (0..5).map(|of| draw(case, of)).collect();
            let noise = draw(case, 9);
            let pairs = inputs[0].iter().zip(&noise);
            let values: Vec<f64> = pairs.map(|(x, e)| 0.6 * x + 0.8 * e).collect();
            let columns: Vec<ParameterColumn> =
                inputs.iter().map(|values| column("x", values)).collect();
            let ranked = RankedParameters::new(&columns, &all_points(120));
            let ends = ranked.influence_on(&values).unwrap().influences[0]
                .interval
                .unwrap();
            held += usize::from(ends.low <= known && known <= ends.high);
        }
        // 380 expected; a binomial spread of four either way.
        assert!((366..=394).contains(&held), "{held} of 400");
        assert!(fisher(0.5, 1).is_none() && fisher(1.0, 30).is_none());
        // By hand: atanh 0.5 = 0.5493, sqrt(1.125 / 100) x 1.96 = 0.2079.
        let ends = fisher(0.5, 101).unwrap();
        assert!(
            (ends.low - 0.3287).abs() < 1e-4 && (ends.high - 0.6394).abs() < 1e-4,
            "{ends:?}"
        );
    }

    #[test]
    fn a_difference_that_is_one_parameter_correlates_perfectly() {
        let parameters = [column("u", &U), column("v", &V)];
        let ranked = RankedParameters::new(&parameters, &all_points(20));
        let found = ranked.influence_on(&U).unwrap();
        assert!(found.influences[0].correlation > 1.0 - 1e-7);
        assert!(found.influences[0].p.unwrap() < 1e-12);
    }
}
