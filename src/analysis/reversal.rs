//! Where in two parameters the winner changes: the points of a block in a square of cells, and in
//! each cell the arm that is best on average. There are as many cells as the points can fill.

use super::correlation::ranks;
use super::estimate::{Interval, MeanEstimate, TIE};
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::study::Unit;
use super::table::RunTable;

/// The most classes along each parameter, and the fewest.
pub const CLASSES: [usize; 2] = [5, 3];

/// Points that a cell should hold on average, at least: twice those below which it stays blank.
pub const POINTS_A_CELL: usize = 8;

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
    /// The classes along each axis, low values first; as many along both.
    pub classes: [Vec<ParameterClass>; 2],
    /// The cells, `cells[class of the first][class of the second]`.
    pub cells: Vec<Vec<MapCell>>,
}

impl ReversalMap {
    /// Cells with a winner, and how many of them are settled.
    #[must_use]
    pub fn settled(&self) -> (usize, usize) {
        let winners = self.cells.iter().flatten().filter_map(|cell| cell.winner);
        winners.fold((0, 0), |(all, settled), winner| {
            (all + 1, settled + usize::from(winner.settled))
        })
    }
}

/// Classes along each parameter for this many points: 5 from 200 points, 4 from 128, else 3.
#[must_use]
pub fn classes_for(points: usize) -> usize {
    let [most, fewest] = CLASSES;
    (fewest..=most)
        .rev()
        .find(|classes| classes * classes * POINTS_A_CELL <= points)
        .unwrap_or(fewest)
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
    let across = classes_for(rows.points.len());
    let axis = |parameter: usize| {
        let values = &study.parameters.get(parameter)?.values;
        let here: Vec<f64> = rows.points.iter().map(|&point| values[point]).collect();
        Some(classify(&here, across))
    };
    let (first, first_classes) = axis(parameters[0])?;
    let (second, second_classes) = axis(parameters[1])?;
    let blank = MapCell {
        points: 0,
        winner: None,
    };
    let mut cells = vec![vec![blank; across]; across];
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
fn classify(values: &[f64], count: usize) -> (Vec<usize>, Vec<ParameterClass>) {
    let blank = ParameterClass {
        points: 0,
        range: None,
    };
    let mut classes = vec![blank; count];
    let mut of_value = Vec::with_capacity(values.len());
    for (value, rank) in values.iter().zip(ranks(values)) {
        let position = (rank - 0.5) * count as f64 / values.len() as f64;
        let class = (position as usize).min(count - 1);
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

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study};
    use super::super::study::{ParameterColumn, PointInfo};
    use super::super::table::RunKey;
    use super::*;

    const CELL: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    /// 225 points after the default one, on a grid of five by five with nine points to a cell:
    /// north beats the baseline where the first parameter is high, south never.
    fn grid(luck: f64) -> RunTable {
        let mut study = small_study();
        let default = study.points[0];
        study.points = (0..226)
            .map(|number| PointInfo {
                sweep_point: number,
                block: usize::from(number > 0),
                replicates: if number == 0 { default.replicates } else { 1 },
            })
            .collect();
        let column = |path: &str, value: fn(u32) -> u32| ParameterColumn {
            path: path.into(),
            label: path.into(),
            values: (0..226_u32)
                .map(|point| f64::from(value((point + 224) % 225)))
                .collect(),
        };
        study.parameters = vec![
            column("first", |at| at / 45),
            column("second", |at| at / 9 % 5),
        ];
        filled(study, move |key, _, _| {
            let RunKey { arm, point, .. } = key;
            let at = (point + 224) % 225;
            let slope = (at / 45) as f64 - 1.5;
            // Nine points of a cell: luck times -4, -3, ..., 4.
            let noise = luck * ((at % 9) as f64 - 4.0);
            Some([0.0, 10.0 * slope + noise, -100.0][arm])
        })
    }

    #[test]
    fn the_winner_changes_where_the_lead_changes_sign() {
        let table = grid(1.0);
        let set = ArmSet::all(table.study());
        let map = reversal_map(&table, CELL, &set, [0, 1]).unwrap();
        for (one, line) in map.cells.iter().enumerate() {
            for cell in line {
                let winner = cell.winner.unwrap();
                assert_eq!(cell.points, 9);
                assert_eq!(winner.arm, usize::from(one > 1));
                assert_eq!(winner.runner_up, usize::from(one <= 1));
                near(winner.lead, (10.0 * (one as f64 - 1.5)).abs());
            }
        }
        for class in &map.classes[0] {
            assert_eq!(class.points, 45);
        }
        assert_eq!(
            map.classes[0][4].range,
            Some(Interval {
                low: 4.0,
                high: 4.0
            })
        );
    }

    // The variance of -4 to 4 is 60 / 8, the error of its mean sqrt(7.5 / 9) = 0.912871; the 95%
    // quantile of t at 8 degrees of freedom is 1.859548 (scipy 1.17.1). So a lead of 5 is settled
    // while luck * 1.859548 * 0.912871 < 5, that is below 2.94545.
    #[test]
    fn a_cell_is_settled_while_the_ninety_percent_interval_is_above_zero() {
        for (luck, settled) in [(2.94, true), (2.95, false)] {
            let table = grid(luck);
            let set = ArmSet::all(table.study());
            let map = reversal_map(&table, CELL, &set, [0, 1]).unwrap();
            assert_eq!(map.cells[1][0].winner.unwrap().settled, settled, "{luck}");
            assert!(map.cells[4][0].winner.unwrap().settled);
        }
    }

    #[test]
    fn a_cell_of_fewer_than_four_points_stays_blank() {
        let mut table = grid(1.0);
        // The first cell holds points 1 to 9; five of them are left out, then a sixth.
        let mut fail = |point, arm| {
            let key = RunKey {
                arm,
                point,
                replicate: 0,
            };
            table.record_failure(key).unwrap();
            let set = ArmSet::all(table.study());
            reversal_map(&table, CELL, &set, [0, 1]).unwrap()
        };
        for point in 1..5 {
            fail(point, 2);
        }
        let four = fail(5, 2);
        assert_eq!(four.cells[0][0].points, 4);
        assert!(four.cells[0][0].winner.is_some());
        let three = fail(6, 0);
        assert_eq!(three.cells[0][0].points, 3);
        assert!(three.cells[0][0].winner.is_none());
    }

    #[test]
    fn classes_have_equal_counts_and_keep_equal_values_together() {
        let even: Vec<f64> = (0..200).map(|at| f64::from(at * 37 % 200)).collect();
        let (_, classes) = classify(&even, 5);
        assert!(classes.iter().all(|class| class.points == 40));
        let (of, classes) = classify(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0], 5);
        assert_eq!(of, [1, 1, 1, 1, 2, 2, 2, 4, 4, 4]);
        assert!(classes[0].range.is_none());
    }

    // 8 points a cell: 5 x 5 x 8 = 200, 4 x 4 x 8 = 128.
    #[test]
    fn there_are_as_many_cells_as_the_points_can_fill() {
        assert_eq!(
            [1_000, 200, 199, 128, 127, 100, 3].map(classes_for),
            [5, 5, 4, 4, 3, 3, 3]
        );
    }

    #[test]
    fn there_is_no_map_without_rivals_or_parameters() {
        let table = grid(1.0);
        let all = ArmSet::all(table.study());
        let one = ArmSet {
            label: "one".into(),
            arms: vec![1],
        };
        assert!(reversal_map(&table, CELL, &one, [0, 1]).is_none());
        assert!(reversal_map(&table, CELL, &all, [0, 2]).is_none());
        assert!(reversal_map(&table, Cell { block: 0, ..CELL }, &all, [0, 1]).is_none());
    }
}
