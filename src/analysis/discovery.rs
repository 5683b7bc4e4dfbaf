//! Scenario discovery: at which inputs is an arm better? The question, the cases it makes of the
//! points, and what boxes and a tree find in them.

use super::cases::Cases;
use super::estimate::TIE;
use super::prim::choose::Found as Boxes;
use super::prim::reproduce::{Reproduced, reproduce};
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::study::Unit;
use super::table::RunTable;
use super::tree::choose::Found as Rule;
use super::{prim, tree};

/// With fewer points nothing is searched: as for claims about inputs
/// ([`super::headline::FEWEST_POINTS`]).
pub const FEWEST_POINTS: usize = super::headline::FEWEST_POINTS;

/// Whom an arm must be better than.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// One arm: a position in the study.
    Arm(usize),
    /// Every other arm of the set that is ranked: the arm is the best of all.
    Every,
}

/// What makes a point a case of interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Position of the arm.
    pub arm: usize,
    /// Whom it must be better than.
    pub rival: Rival,
    /// By more than this, in the unit of the outcome.
    pub threshold: f64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// The question.
    pub question: Question,
    /// Its cases.
    pub cases: Cases,
    /// The box; `None` where the cases are all alike.
    pub boxes: Option<Boxes>,
    /// How often halves of the cases limit the inputs of the box again.
    pub reproduced: Vec<Reproduced>,
    /// The rule; `None` where too few cases are of interest, or too few are not.
    pub rule: Option<Rule>,
}

/// The cases of a question: each point at which all arms asked for have a value, by common seeds.
/// `None` where the seed is the unit, the outcome has no better direction, the arm lacks it, or
/// there is nobody to compare with.
#[must_use]
pub fn cases(table: &RunTable, question: &Question, set: &ArmSet) -> Option<Cases> {
    let study = table.study();
    let sign = study.outcomes.get(question.cell.outcome)?.better.sign()?;
    if study.blocks.get(question.cell.block)?.unit != Unit::Point {
        return None;
    }
    let has = |arm: usize| !levels(table, question.cell, arm).values.is_empty();
    let rivals: Vec<usize> = match question.rival {
        Rival::Arm(rival) => vec![rival],
        Rival::Every => set.arms.iter().copied().filter(|&arm| has(arm)).collect(),
    };
    let mut arms = vec![question.arm];
    arms.extend(rivals.into_iter().filter(|&arm| arm != question.arm));
    if arms.len() < 2 || !has(question.arm) {
        return None;
    }
    let rows = rows(table, question.cell, &arms);
    let better = |row: &Vec<f64>| {
        let leads = row[1..].iter().map(|rival| sign * (row[0] - rival));
        leads.fold(f64::INFINITY, f64::min) > question.threshold + TIE
    };
    let interest: Vec<bool> = rows.values.iter().map(better).collect();
    let names: Vec<u32> = rows
        .points
        .iter()
        .map(|&point| study.points[point].sweep_point)
        .collect();
    let inputs: Vec<(usize, Vec<f64>)> = study
        .parameters
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let values = rows.points.iter().map(|&point| column.values[point]);
            (at, values.collect())
        })
        .collect();
    Cases::new(&names, &inputs, &interest).filter(|cases| !cases.is_empty())
}

/// Answers a question with a box and a rule. The seed chooses shuffles, halves and folds. `None`
/// where there are no cases, as for [`cases`], or fewer than [`FEWEST_POINTS`].
#[must_use]
pub fn discover(
    table: &RunTable,
    question: &Question,
    set: &ArmSet,
    seed: u64,
) -> Option<Discovery> {
    let cases = cases(table, question, set).filter(|cases| cases.len() >= FEWEST_POINTS)?;
    let boxes = prim::choose::search(&cases, seed);
    let reproduced = boxes.as_ref().map_or_else(Vec::new, |found| {
        let inputs: Vec<usize> = found.told.limits.iter().map(|limit| limit.input).collect();
        let wish = [found.measures.coverage, found.measures.density];
        reproduce(&cases, &inputs, wish, seed)
    });
    Some(Discovery {
        question: *question,
        rule: tree::choose::search(&cases, seed),
        cases,
        boxes,
        reproduced,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, small_study};
    use super::super::study::PointInfo;
    use super::*;

    const CELL: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    /// Eighty points; north is ahead of the baseline by its first parameter less 40, south always
    /// by 5.
    fn table() -> RunTable {
        let mut study = small_study();
        study.points = (0..81)
            .map(|number| PointInfo {
                sweep_point: number,
                block: usize::from(number > 0),
                replicates: 2,
            })
            .collect();
        study.parameters[0].values = (0..81).map(f64::from).collect();
        study.parameters[1].values = (0..81).map(|at| f64::from(at * 37 % 81)).collect();
        filled(study, |key, _, _| {
            Some([0.0, key.point as f64 - 40.0, 5.0][key.arm])
        })
    }

    fn asked(rival: Rival, threshold: f64) -> Cases {
        let table = table();
        let question = Question {
            cell: CELL,
            arm: 1,
            rival,
            threshold,
        };
        cases(&table, &question, &ArmSet::all(table.study())).unwrap()
    }

    #[test]
    fn a_case_of_interest_is_a_point_at_which_the_arm_is_ahead_by_more_than_the_threshold() {
        // Ahead at points 41 to 80; by more than 10 at 51 to 80; of every other at 46 to 80.
        assert_eq!(
            (
                asked(Rival::Arm(0), 0.0).hits(),
                asked(Rival::Arm(0), 10.0).hits()
            ),
            (40, 30)
        );
        assert_eq!(asked(Rival::Every, 0.0).hits(), 35);
    }

    #[test]
    fn where_less_is_better_the_arm_below_is_of_interest() {
        let table = table();
        let question = Question {
            cell: Cell { outcome: 1, ..CELL },
            arm: 1,
            rival: Rival::Arm(0),
            threshold: 0.0,
        };
        let found = cases(&table, &question, &ArmSet::all(table.study())).unwrap();
        assert_eq!(found.hits(), 39);
    }

    #[test]
    fn the_input_that_decides_is_found_by_box_and_by_rule() {
        let table = table();
        let question = Question {
            cell: CELL,
            arm: 1,
            rival: Rival::Arm(0),
            threshold: 0.0,
        };
        let found = discover(&table, &question, &ArmSet::all(table.study()), 1).unwrap();
        let boxes = found.boxes.unwrap();
        assert!(boxes.beats_chance());
        assert_eq!(boxes.told.limits.len(), 1);
        assert_eq!(found.cases.inputs()[boxes.told.limits[0].input], 0);
        assert!(
            (boxes.told.limits[0].low - 40.5).abs() < 2.0,
            "{:?}",
            boxes.told
        );
        assert!(found.reproduced[0].told > 0.9);
        let rule = found.rule.unwrap();
        assert!(rule.beats_chance());
        assert!((rule.tree.nodes[0].split.unwrap().at - 40.5).abs() < 1e-12);
    }

    #[test]
    fn without_points_rivals_or_a_direction_there_are_no_cases() {
        let table = table();
        let set = ArmSet::all(table.study());
        let question = Question {
            cell: CELL,
            arm: 1,
            rival: Rival::Arm(0),
            threshold: 0.0,
        };
        let at_default = Question {
            cell: Cell { block: 0, ..CELL },
            ..question
        };
        let itself = Question {
            rival: Rival::Arm(1),
            ..question
        };
        assert!(cases(&table, &at_default, &set).is_none());
        assert!(cases(&table, &itself, &set).is_none());
    }
}
