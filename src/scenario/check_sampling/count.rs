//! How many points a layout has, and whether the experiment can have it at all.

use super::Around;
use crate::scenario::PARAMETERS;
use crate::scenario::error::Mistake;
use crate::scenario::experiment_file::{POINTS, RawSize};
use crate::scenario::sampling::{Sampling, SamplingKind};
use crate::scenario::sampling_file::{RawKind, RawSampling};

/// Dimensions for which direction numbers are known.
pub const MOST_DIMENSIONS: usize = 1200;

/// How many points there are, and whether the experiment can have this design at all.
pub(super) fn count(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    size: &mut RawSize,
    findings: &mut Vec<Mistake>,
) {
    let Around {
        source,
        scenario,
        changes,
        ..
    } = *around;
    let word = sampling.word();
    // Only what was asked for in numbers of points is a number of points yet.
    let asked = changes.points.is_some() || changes.paper;
    if size.points == 0 {
        return;
    }
    let mut wrong = |message: String, help: Option<String>| {
        findings.push(source.mistake(raw.span.clone(), message, help));
    };
    if sampling.factors(scenario).is_empty() {
        wrong(
            format!("design.{word} has nothing to vary: every parameter is held"),
            Some("hold fewer of them, or name factors".to_owned()),
        );
        return;
    }
    if let Some(fixed) = sampling.fixed_points(scenario) {
        if asked && size.points != fixed {
            wrong(
                format!(
                    "design.{word} has {fixed} points, as its factors say, but {} are asked for",
                    size.points
                ),
                Some(format!("ask for {fixed}, or for 0 to run no points")),
            );
        }
        size.points = fixed;
    }
    let block = sampling.block(scenario);
    if block > 1 {
        let blocks = match (&raw.kind, asked) {
            (_, true) => size.points / block,
            (RawKind::Morris { trajectories, .. }, _) => *trajectories,
            (RawKind::Saltelli { base, .. }, _) => *base,
            _ => 0,
        };
        let blocks = match raw.kind {
            RawKind::Saltelli { .. } if blocks > 0 => 1 << blocks.ilog2(),
            _ => blocks,
        };
        if blocks < 2 {
            wrong(
                format!(
                    "design.{word} needs at least {} points, 2 blocks of {block}, but {} are asked \
                     for",
                    2 * block,
                    size.points
                ),
                Some("ask for more points, or put factors into groups".to_owned()),
            );
        }
        size.points = blocks.saturating_mul(block);
    }
    if sampling.kind == SamplingKind::SaltelliPairs && block < 6 {
        wrong(
            format!(
                "design.{word}.second_order asks for the interplay of pairs, and there is only one \
                 factor or group to change"
            ),
            Some("name two or more factors, or leave out second_order".to_owned()),
        );
    }
    if size.points > POINTS[1] {
        wrong(
            format!(
                "design.{word} would have {} points, and at most {} can be run",
                size.points, POINTS[1]
            ),
            Some("vary fewer factors, or fewer levels of them".to_owned()),
        );
    }
    let wanted = match sampling.kind {
        SamplingKind::Sobol { .. } => dimensions(sampling),
        SamplingKind::Saltelli | SamplingKind::SaltelliPairs => 2 * dimensions(sampling),
        _ => 0,
    };
    if wanted > MOST_DIMENSIONS {
        wrong(
            format!(
                "design.{word} would need a sequence of {wanted} dimensions, and {MOST_DIMENSIONS} \
                 are known"
            ),
            Some("name fewer factors".to_owned()),
        );
    }
    if !sampling.draws() && around.default_seeds == 0 {
        wrong(
            format!(
                "the points of design.{word} are placed and not drawn, so no result is a mean over \
                 them: there must be runs at the parameters as they stand too"
            ),
            Some("add [design.default] with seeds".to_owned()),
        );
    }
    if around.strata && sampling.kind != SamplingKind::LatinHypercube {
        wrong(
            format!(
                "sweep.grip.mixing_by_stratum parts points by their numbers, which the points of \
                 design.{word} do not bear"
            ),
            Some("make it a factor: \"arms.*.mixing\" = [\"blend\", \"lottery\"]".to_owned()),
        );
    }
    if matches!(raw.kind, RawKind::Sobol { .. }) && !size.points.is_power_of_two() {
        findings.push(source.warning(
            raw.span.clone(),
            format!(
                "{} points of a Sobol' sequence are not balanced: that is so for powers of 2",
                size.points
            ),
            Some(format!("{} would be", size.points.next_power_of_two())),
        ));
    }
}

/// Dimensions of one sample of a sequence: places of the register where nobody names factors, so
/// that a parameter that is held moves no other.
fn dimensions(sampling: &Sampling) -> usize {
    if sampling.factors.is_empty() {
        PARAMETERS.len()
    } else {
        sampling.factors.len()
    }
}
