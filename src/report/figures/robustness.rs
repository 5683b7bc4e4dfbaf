//! How robust each arrangement is: what it leaves to regret, and how often it is good enough.

use super::context::Context;
use super::outcome_words::{period, unit, words};
use super::pareto::listed;
use crate::analysis::estimate::CONFIDENCE;
use crate::analysis::regret::mean_regrets;
use crate::analysis::satisficing::{Met, Threshold, satisficing};
use crate::report::charts::robust_bars::{
    MOST_MARKS, RobustBars, RobustMark, RobustRow, Scale, robust_bars,
};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::{ThreeFigures, percent};

/// The regret of each ranked arm on the primary outcome; `None` where nothing is ranked.
pub(super) fn regret(context: &Context) -> Option<Result<Figure, ChartError>> {
    let cell = context.primary()?;
    let set = context.summary().sets.first()?;
    let ranking = context.summary().ranking(cell, 0)?;
    let means = mean_regrets(context.findings.table, cell, set)?;
    let info = context.outcome(cell);
    let noun = words(info).noun;
    let rows: Option<Vec<RobustRow>> = means
        .iter()
        .map(|(arm, mean)| {
            let standing = ranking.of(*arm)?;
            let interval = mean.interval(CONFIDENCE)?;
            Some(RobustRow {
                arm: context.arm(*arm).to_owned(),
                value: mean.mean,
                // Regret is never negative.
                interval: (interval.low.max(0.0), interval.high),
                marks: vec![standing.regret_q90, standing.regret_max],
            })
        })
        .collect();
    let rows = rows?;
    let name = format!("regret_{}", info.name);
    let mut caption = context.bare_caption(&name, least(&rows), cell.block);
    caption.measure = format!(
        "What the best arrangement has more at the same input: {noun}, {}",
        unit(info)
    );
    caption.period = period(&info.name, context.months(cell));
    caption.prices = super::context::prices(&info.unit);
    caption.notes.push(format!(
        "The best is sought among {} arrangements at each of {} inputs.",
        rows.len(),
        ranking.points
    ));
    Some(robust_bars(&RobustBars {
        caption,
        n: ranking.points as u64,
        scale: Scale::Amount(unit(info)),
        bar: "mean regret over the sampled inputs".to_owned(),
        interval: "Student's t over the inputs; it shrinks with more of them".to_owned(),
        axis: format!("Regret in {noun}, {}", unit(info)),
        column: "regret_mean".to_owned(),
        marks: [
            ("90% quantile over the inputs", "regret_q90"),
            ("Largest of all inputs", "regret_max"),
        ]
        .map(|(words, column)| RobustMark {
            words: words.to_owned(),
            column: column.to_owned(),
        })
        .to_vec(),
        rows,
    }))
}

/// One arm is called least to regret only where its interval lies below that of every other.
fn least(rows: &[RobustRow]) -> String {
    let none = format!(
        "None of {} arrangements clearly leaves the least regret",
        rows.len()
    );
    let by_value = |a: &&RobustRow, b: &&RobustRow| a.value.total_cmp(&b.value);
    let Some(first) = rows.iter().min_by(by_value) else {
        return none;
    };
    let mut others = rows.iter().filter(|row| row.arm != first.arm);
    if others.all(|row| row.interval.0 > first.interval.1) {
        format!("Least to regret: {}", first.arm)
    } else {
        none
    }
}

/// Thresholds that the experiment declares, with their words: "net saving at least 20 GBP million
/// a year".
pub(in crate::report) fn thresholds(context: &Context) -> (Vec<Threshold>, Vec<String>) {
    let declared = &context.findings.experiment.robustness.satisficing;
    declared
        .iter()
        .filter_map(|one| {
            let cell = context.cell_at(&one.outcome, context.horizon)?;
            let info = context.outcome(cell);
            let said = format!(
                "{} {} {} {}",
                words(info).noun,
                if one.at_least { "at least" } else { "at most" },
                ThreeFigures::column([one.at]).plain(one.at),
                unit(info)
            );
            let threshold = Threshold {
                cell,
                at: one.at,
                at_least: one.at_least,
            };
            Some((threshold, said))
        })
        .unzip()
}

/// In what share of the inputs each ranked arm meets all thresholds; `None` where none is declared
/// or inputs do not vary.
pub(super) fn satisficing_figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    if !context.varies_inputs() {
        return None;
    }
    let (thresholds, said) = thresholds(context);
    let first = thresholds.first()?;
    let set = context.summary().sets.first()?;
    let met = satisficing(context.findings.table, &thresholds, set)?;
    // One threshold is the bar itself; too many are in the table only.
    let apart = (2..=MOST_MARKS).contains(&thresholds.len());
    let marks: &[String] = if apart { &said } else { &[] };
    let n = met.first()?.points;
    let title = most(context, &met, thresholds.len());
    let mut caption = context.bare_caption("satisficing", title, context.block);
    caption.measure = format!("Share of inputs with {}", listed(&said));
    let months = context.months(first.cell);
    caption.period = period(&context.outcome(first.cell).name, months);
    let all = if thresholds.len() == 1 {
        "the threshold is"
    } else {
        "all thresholds are"
    };
    Some(robust_bars(&RobustBars {
        caption,
        n: n as u64,
        scale: Scale::Share,
        bar: format!("share of the sampled inputs in which {all} met"),
        interval: "Wilson".to_owned(),
        axis: format!("Share of sampled inputs in which {all} met"),
        column: "share_met".to_owned(),
        marks: marks
            .iter()
            .enumerate()
            .map(|(at, words)| RobustMark {
                words: format!("Share that meets this one: {words}"),
                column: format!("share_met_{}", at + 1),
            })
            .collect(),
        rows: met
            .iter()
            .map(|one| RobustRow {
                arm: context.arm(one.arm).to_owned(),
                value: one.all.value,
                interval: (one.all.interval.low, one.all.interval.high),
                marks: one
                    .each
                    .iter()
                    .map(|share| share.value)
                    .take(marks.len())
                    .collect(),
            })
            .collect(),
    }))
}

/// One arm is called most often good enough only where the interval of its share lies above that
/// of every other.
fn most(context: &Context, met: &[Met], thresholds: usize) -> String {
    let plural = if thresholds == 1 {
        "threshold"
    } else {
        "thresholds"
    };
    let by_share = |a: &&Met, b: &&Met| a.all.value.total_cmp(&b.all.value);
    let first = met.iter().max_by(by_share);
    let Some(first) = first.filter(|first| first.all.value > 0.0) else {
        return format!("No arrangement meets the {plural} in any input");
    };
    let mut others = met.iter().filter(|one| one.arm != first.arm);
    if met.len() > 1 && others.all(|one| one.all.interval.high < first.all.interval.low) {
        let share = percent(first.all.value);
        return format!(
            "{} is most often good enough, in {share} of inputs",
            context.arm(first.arm)
        );
    }
    format!(
        "None of {} is clearly the most often good enough",
        met.len()
    )
}
