//! Where in two parameters the winner changes: the points of a block in five by five cells, and
//! in each cell the arm that is best on average.

use super::correlation::ranks;
use super::estimate::{Interval, MeanEstimate, TIE};
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::study::Unit;
use super::table::RunTable;

/// Classes along each parameter.
pub const CLASSES: usize = 5;

/// A cell with fewer points stays blank.
pub const FEWEST_POINTS: usize = 4;

/// Confidence of the interval that decides whether a cell is settled.
const LEAD_CONFIDENCE: f64 = 0.9;

/// One class of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterClass {
    /// Points in the class.
    pub points: usize,
    /// The smallest and largest value of its points; `None` if it has none.
    pub range: Option<Interval>,
}

/// One cell of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapCell {
    /// Points in the cell.
    pub points: usize,
    /// Who wins there; `None` where the cell is blank.
    pub winner: Option<Winner>,
}

/// The winner of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Winner {
    /// Position of the arm of best mean.
    pub arm: usize,
    /// Position of the arm of next best mean.
    pub runner_up: usize,
    /// How much better the winner is, in the unit of the outcome; at least 0.
    pub lead: f64,
    /// The 90% paired t interval of the lead over the points of the cell.
    pub interval: Option<Interval>,
    /// Whether the interval lies above zero; a cell that is not settled is drawn hatched.
    pub settled: bool,
}

/// A rank-reversal map.
#[derive(Clone, Debug, PartialEq)]
pub struct ReversalMap {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Positions of the parameters along the two axes.
    pub parameters: [usize; 2],
    /// The classes along each axis, low values first.
    pub classes: [[ParameterClass; CLASSES]; 2],
    /// The cells, `cells[class of the first][class of the second]`.
    pub cells: [[MapCell; CLASSES]; CLASSES],
}

/// The map of an outcome on two parameters; `None` where the seed is the unit, the outcome has
/// no better direction, fewer than two arms of the set have it, or the parameters do not exist.
/// The winner is by mean value, which is the winner by mean difference from the baseline.
#[must_use]
pub fn reversal_map(
    table: &RunTable,
    cell: Cell,
    set: &ArmSet,
    parameters: [usize; 2],
) -> Option<ReversalMap> {
    let study = table.study();
    let sign = study.outcomes.get(cell.outcome)?.better.sign()?;
    if study.blocks.get(cell.block)?.unit != Unit::Point {
        return None;
    }
    let arms: Vec<usize> = set
        .arms
        .iter()
        .copied()
        .filter(|&arm| !levels(table, cell, arm).values.is_empty())
        .collect();
    if arms.len() < 2 {
        return None;
    }
    let rows = rows(table, cell, &arms);
    let axis = |parameter: usize| {
        let values = &study.parameters.get(parameter)?.values;
        let here: Vec<f64> = rows.points.iter().map(|&point| values[point]).collect();
        Some(classify(&here))
    };
    let (first, first_classes) = axis(parameters[0])?;
    let (second, second_classes) = axis(parameters[1])?;
    let mut cells = [[MapCell {
        points: 0,
        winner: None,
    }; CLASSES]; CLASSES];
    for (one, line) in cells.iter_mut().enumerate() {
        for (two, entry) in line.iter_mut().enumerate() {
            let inside: Vec<&Vec<f64>> = (0..rows.values.len())
                .filter(|&row| first[row] == one && second[row] == two)
                .map(|row| &rows.values[row])
                .collect();
            entry.points = inside.len();
            if inside.len() >= FEWEST_POINTS {
                entry.winner = winner(&inside, &arms, sign);
            }
        }
    }
    Some(ReversalMap {
        cell,
        parameters,
        classes: [first_classes, second_classes],
        cells,
    })
}

/// The class of each value, of equal counts as far as equal values allow: those always share a
/// class, which is that of their mean rank.
fn classify(values: &[f64]) -> (Vec<usize>, [ParameterClass; CLASSES]) {
    let mut classes = [ParameterClass {
        points: 0,
        range: None,
    }; CLASSES];
    let mut of_value = Vec::with_capacity(values.len());
    for (value, rank) in values.iter().zip(ranks(values)) {
        let position = (rank - 0.5) * CLASSES as f64 / values.len() as f64;
        let class = (position as usize).min(CLASSES - 1);
        let entry = &mut classes[class];
        entry.points += 1;
        let range = entry.range.get_or_insert(Interval {
            low: *value,
            high: *value,
        });
        range.low = range.low.min(*value);
        range.high = range.high.max(*value);
        of_value.push(class);
    }
    (of_value, classes)
}

fn winner(inside: &[&Vec<f64>], arms: &[usize], sign: f64) -> Option<Winner> {
    let means: Vec<f64> = (0..arms.len())
        .map(|at| sign * inside.iter().map(|row| row[at]).sum::<f64>() / inside.len() as f64)
        .collect();
    let mut order: Vec<usize> = (0..arms.len()).collect();
    order.sort_by(|&one, &other| means[other].total_cmp(&means[one]).then(one.cmp(&other)));
    let (&best, &next) = (order.first()?, order.get(1)?);
    let leads: Vec<f64> = inside
        .iter()
        .map(|row| sign * (row[best] - row[next]))
        .collect();
    let lead = MeanEstimate::from_values(&leads)?;
    let interval = lead.interval(LEAD_CONFIDENCE);
    Some(Winner {
        arm: arms[best],
        runner_up: arms[next],
        lead: lead.mean.max(0.0),
        interval,
        settled: lead.mean > TIE && interval.is_some_and(|interval| interval.low > 0.0),
    })
}
