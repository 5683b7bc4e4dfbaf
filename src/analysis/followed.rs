//! Which inputs the difference of each arm from the baseline follows, and its level, for chosen
//! outcomes: partial rank correlations over the points that are draws.

use super::sample::{Cell, Sample, differences, levels};
use super::sensitivity::{RankedParameters, Sensitivity};
use super::study::Unit;
use super::table::RunTable;

/// What one number of one arm follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Block, horizon and outcome.
    pub cell: Cell,
    /// Position of the arm.
    pub arm: usize,
    /// The arm that it is compared with; none for the level of the arm itself.
    pub from: Option<usize>,
    /// The influence of each input that varies.
    pub sensitivity: Sensitivity,
}

/// What differences and levels follow at these horizons and outcomes, by block of points, then as
/// they are given. Nothing where a number does not vary over the points.
#[must_use]
pub fn followed(table: &RunTable, wanted: &[(usize, usize)]) -> Vec<Followed> {
    let study = table.study();
    let mut found = Vec::new();
    let mut ranked: Option<RankedParameters> = None;
    let of_points = |block: &usize| study.blocks[*block].unit == Unit::Point;
    for block in (0..study.blocks.len()).filter(of_points) {
        for &(horizon, outcome) in wanted {
            let cell = Cell {
                block,
                horizon,
                outcome,
            };
            let others = (0..study.arms.len()).filter(|arm| *arm != study.baseline);
            let numbers = others
                .map(|arm| (arm, Some(study.baseline)))
                .chain((0..study.arms.len()).map(|arm| (arm, None)));
            for (arm, from) in numbers {
                let Sample { points, values, .. } = match from {
                    Some(from) => differences(table, cell, arm, from),
                    None => levels(table, cell, arm),
                };
                // Ranking the inputs is the expensive part, and most numbers have the same points.
                let usable = ranked.take().filter(|ranked| ranked.points() == points);
                let usable =
                    usable.unwrap_or_else(|| RankedParameters::new(&study.parameters, &points));
                if let Some(sensitivity) = ranked.insert(usable).influence_on(&values) {
                    found.push(Followed {
                        cell,
                        arm,
                        from,
                        sensitivity,
                    });
                }
            }
        }
    }
    found
}
