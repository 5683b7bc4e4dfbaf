//! What follows the first answer in the same breath: the value of an input at which it turns, and the
//! weakest evidence that it rests on.

use super::answer::weakest;
use super::turns::{clause, strongest, turns_of};
use crate::analysis::answers::Answered;
use crate::analysis::sample::{Cell, Sample, differences};
use crate::analysis::sensitivity::sensitivity;
use crate::analysis::study::Unit;
use crate::analysis::threshold::Turn;
use crate::report::figures::context::Context;
use crate::scenario::parameters;

/// The two arms of an answer, and where it is read.
pub(super) struct Pair {
    cell: Cell,
    arms: [usize; 2],
}

impl Pair {
    /// The pair of an answer; `None` where it tells of one arm by itself.
    pub(super) fn of(context: &Context, one: &Answered) -> Option<Self> {
        let study = context.study();
        let against = one.answer.against.as_ref()?;
        // Where an input turns a mean is seen over inputs only, whichever runs the answer is read from.
        let varies = study.blocks[one.cell.block].unit == Unit::Point;
        Some(Self {
            cell: Cell {
                block: if varies {
                    one.cell.block
                } else {
                    context.block
                },
                ..one.cell
            },
            arms: [study.arm(&one.answer.arm)?, study.arm(against)?],
        })
    }

    /// Whether it is these two arms, in either order, in this cell.
    pub(super) fn is_of(&self, cell: Cell, arms: [usize; 2]) -> bool {
        let [one, other] = self.arms;
        cell == self.cell && (arms == [one, other] || arms == [other, one])
    }
}

/// The rest of the sentence, from the comma on, and the sentence after it.
pub(super) fn after(context: &Context, one: &Answered, pair: &Pair) -> [String; 2] {
    let study = context.study();
    if study.blocks[pair.cell.block].unit != Unit::Point {
        let open = "; inputs were not varied, so where this turns is not known.";
        return [open.to_owned(), String::new()];
    }
    let [arm, from] = pair.arms;
    let found = sensitivity(context.findings.table, pair.cell, arm, from, &mut None);
    let Sample { points, values, .. } = differences(context.findings.table, pair.cell, arm, from);
    let mean = values.iter().sum::<f64>();
    // A mean of other runs that lies on the other side of nothing has no "unless" among these.
    let is_clear = !one.interval.holds_zero() && mean * one.mean > 0.0;
    let favoured = is_clear.then_some(one.mean > 0.0);
    let found_turns: Vec<(String, Turn)> = turns_of(context, &points, &values, found.as_ref())
        .into_iter()
        .map(|(parameter, turn)| {
            let column = &study.parameters[parameter];
            let known = parameters::find(&column.path);
            let words = ["higher", "lower"].map(str::to_owned);
            let said = match turn {
                Turn::Unsettled => column.label.clone(),
                _ => clause(turn, &column.label, known, favoured, &words),
            };
            (said, turn)
        })
        .collect();
    let weakest = weakest(context, &strongest(found.as_ref(), 2));
    [
        rest(&found_turns, favoured.is_some()),
        weakest.map_or_else(String::new, |weakest| format!(" {weakest}")),
    ]
}

/// The end of the sentence about a difference: clear, or not.
fn rest(turns: &[(String, Turn)], clear: bool) -> String {
    let said = |wanted: fn(&Turn) -> bool| -> Vec<&str> {
        let fitting = turns.iter().filter(|(_, turn)| wanted(turn));
        fitting.map(|(said, _)| said.as_str()).collect()
    };
    let at = said(|turn| matches!(turn, Turn::At { .. }));
    let nowhere = said(|turn| matches!(turn, Turn::Nowhere { .. }));
    let open = said(|turn| matches!(turn, Turn::Unsettled));
    let mut text = String::new();
    if !at.is_empty() {
        text.push_str(if clear { ", " } else { "; " });
        text.push_str(&at.join(if clear { ", or " } else { "; " }));
    }
    if !nowhere.is_empty() {
        text.push_str("; ");
        text.push_str(&nowhere.join("; "));
    }
    if !open.is_empty() {
        text.push_str("; these runs do not settle whether this turns on ");
        text.push_str(&open.join(", or on "));
    }
    if turns.is_empty() {
        text.push_str("; too few inputs were tried to say where this turns");
    }
    text + "."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::estimate::Interval;

    fn at(said: &str) -> (String, Turn) {
        let turn = Turn::At {
            value: 1.0,
            interval: Interval {
                low: 0.0,
                high: 2.0,
            },
            rises: true,
        };
        (said.to_owned(), turn)
    }

    fn nowhere(said: &str) -> (String, Turn) {
        let range = Interval {
            low: 0.0,
            high: 1.0,
        };
        (said.to_owned(), Turn::Nowhere { range, above: true })
    }

    #[test]
    fn the_threshold_ends_the_sentence_that_it_turns() {
        assert_eq!(
            rest(
                &[at("unless a is below 1"), at("unless b is above 2")],
                true
            ),
            ", unless a is below 1, or unless b is above 2."
        );
        assert_eq!(
            rest(&[at("higher where a is above 1, lower below it")], false),
            "; higher where a is above 1, lower below it."
        );
        assert_eq!(
            rest(
                &[at("unless a is below 1"), ("b".into(), Turn::Unsettled)],
                true
            ),
            ", unless a is below 1; these runs do not settle whether this turns on b."
        );
    }

    #[test]
    fn that_nothing_turns_it_and_that_nothing_is_known_are_said() {
        assert_eq!(
            rest(&[nowhere("higher for every value tried of a")], true),
            "; higher for every value tried of a."
        );
        assert_eq!(
            rest(&[], true),
            "; too few inputs were tried to say where this turns."
        );
    }
}
