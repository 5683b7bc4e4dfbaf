//! How often each arm of a set is best in one cell.

use super::context::Context;
use super::outcome_words::words;
use crate::analysis::robustness::{ArmSet, Ranking};
use crate::analysis::sample::Cell;
use crate::analysis::study::Better;
use crate::report::charts::probability_best::{BestRow, ProbabilityBest, probability_best};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::percent;

/// The chart; `None` where nothing is ranked.
pub(super) fn figure(
    context: &Context,
    cell: Cell,
    set: usize,
) -> Option<Result<Figure, ChartError>> {
    let ranking = context.summary().ranking(cell, set)?;
    let arms = context.summary().sets.get(set)?;
    let info = context.outcome(cell);
    let direction = match info.better {
        Better::Higher => "highest",
        Better::Lower => "lowest",
        Better::Neither => return None,
    };
    let best_means = format!("{direction} {}", words(info).noun);
    let rows = ranking
        .standings
        .iter()
        .map(|standing| BestRow {
            arm: context.arm(standing.arm).to_owned(),
            share: standing.best.value,
            interval: (standing.best.interval.low, standing.best.interval.high),
        })
        .collect();
    let mut caption = context.caption(
        &format!("best_{}{}", info.name, suffix(context, set)),
        title(context, ranking, set)?,
        cell,
    );
    caption.measure = format!("Share of inputs in which an arrangement has the {best_means}");
    caption.prices = None;
    caption.notes.push(among(arms, ranking));
    if let Some(settled) = ranking.settled {
        caption.notes.push(format!(
            "In {} of the inputs the lead over the next is more than luck (two standard errors).",
            percent(settled.value)
        ));
    }
    if ranking.points_left_out > 0 {
        let (inputs, verb) = if ranking.points_left_out == 1 {
            ("input", "is")
        } else {
            ("inputs", "are")
        };
        caption.notes.push(format!(
            "{} {inputs} {verb} left out because an arrangement failed or has no value there.",
            ranking.points_left_out
        ));
    }
    Some(probability_best(&ProbabilityBest {
        caption,
        n: ranking.points as u64,
        best_means,
        rows,
    }))
}

fn suffix(context: &Context, set: usize) -> String {
    if set == 0 {
        return String::new();
    }
    let label = context.summary().sets[set].label.chars();
    let name: String = label
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    format!("_{name}")
}

fn among(set: &ArmSet, ranking: &Ranking) -> String {
    format!(
        "Among {} arrangements (set \"{}\"). Near-copies split the chance of being best.",
        ranking.standings.len(),
        set.label
    )
}

/// "In most inputs" and "in none" are claimed only where the interval of the share clears one half;
/// one arm is called most often best only where its interval clears the share of the next.
fn title(context: &Context, ranking: &Ranking, set: usize) -> Option<String> {
    let leader = ranking.leader()?;
    let share = percent(leader.best.value);
    let count = ranking.standings.len();
    if !ranking.leads_clearly() && leader.best.interval.high >= 0.5 {
        return Some(format!(
            "Of {count} arrangements none is clearly the most often best"
        ));
    }
    if leader.best.interval.high < 0.5 {
        return Some(format!(
            "None of {count} arrangements is best in most inputs"
        ));
    }
    let claim = if leader.best.interval.low > 0.5 {
        format!("is best in {share} of inputs")
    } else {
        format!("is most often best, in {share} of inputs")
    };
    Some(if set > 0 {
        format!("Of {count}, {} {claim}", context.named(leader.arm))
    } else {
        format!("{} {claim}", context.arm(leader.arm))
    })
}
