//! What is traded off between outcomes.

use super::context::Context;
use super::outcome_words::{period, unit, words};
use crate::analysis::estimate::MeanEstimate;
use crate::analysis::paired::simultaneous_confidence;
use crate::analysis::pareto::{Front, Standing, front};
use crate::analysis::sample::{Cell, differences};
use crate::report::charts::pareto::{Pareto, ParetoArm, ParetoOutcome, ParetoStanding, pareto};
use crate::report::charts::{ChartError, Figure};

/// What is traded off beside the primary outcome where the experiment names nothing: health, the
/// cost of bureaucracy and unequal treatment.
const DEFAULT: [&str; 3] = ["qaly_total_disc", "cost_total", "variation_unjustified"];

/// The cells of the outcomes: those that the experiment names, or the default ones; without those
/// that have no better direction or no values.
pub(in crate::report) fn cells(context: &Context) -> Vec<Cell> {
    let named = &context.findings.experiment.robustness.pareto;
    let mut cells: Vec<Cell> = Vec::new();
    let mut add = |cell: Option<Cell>| {
        let cell = cell.filter(|&cell| context.outcome(cell).better.sign().is_some());
        if let Some(cell) = cell.filter(|cell| !cells.contains(cell)) {
            cells.push(cell);
        }
    };
    if named.is_empty() {
        add(context.primary());
        for name in DEFAULT {
            add(context.cell_at(name, context.horizon));
        }
    } else {
        for name in named {
            add(context.cell_at(name, context.horizon));
        }
    }
    cells
}

/// The front of the ranked arms.
pub(in crate::report) fn found(context: &Context) -> Option<Front> {
    let set = context.summary().sets.first()?;
    front(context.findings.table, &cells(context), set)
}

/// The chart.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let found = found(context)?;
    let first = *found.cells.first()?;
    let [on, dominated, open] = found.counts();
    let arms = found.arms.len();
    let title = match (on, dominated, open) {
        (1, others, 0) if others + 1 == arms => {
            let best = found
                .arms
                .iter()
                .find(|one| one.standing == Standing::OnFront);
            let name = best.map_or("", |one| context.arm(one.arm));
            format!("{name} is best on every outcome")
        }
        (_, 0, 0) => format!("All {arms} arrangements trade one outcome for another"),
        (0, 0, _) => "No trade-off between arrangements is settled".to_owned(),
        _ => {
            let noun = if on == 1 {
                "arrangement"
            } else {
                "arrangements"
            };
            let settled = format!("{on} {noun} on the front, {dominated} dominated");
            if open == 0 {
                settled
            } else {
                format!("{settled}, {open} not settled")
            }
        }
    };
    let mut caption = context.bare_caption("pareto_front", title, first.block);
    let nouns: Vec<String> = found
        .cells
        .iter()
        .map(|&cell| words(context.outcome(cell)).noun)
        .collect();
    caption.measure = format!("Trade-offs between {}", listed(&nouns));
    caption.baseline = Some(context.baseline().to_owned());
    caption.period = period(&context.outcome(first).name, context.months(first));
    let outcomes = found.cells.iter().zip(&found.signs).map(|(&cell, sign)| {
        let info = context.outcome(cell);
        ParetoOutcome {
            name: format!("{}, {}", words(info).noun, unit(info)),
            higher_is_better: *sign > 0.0,
        }
    });
    let baseline = context.study().baseline;
    let confidence = simultaneous_confidence(arms.saturating_sub(1) * found.cells.len());
    let rows = found.arms.iter().map(|one| {
        let values = found.cells.iter().map(|&cell| {
            let of = differences(context.findings.table, cell, one.arm, baseline);
            let mean = MeanEstimate::from_values(&of.values);
            let interval = mean.and_then(|mean| mean.interval(confidence));
            let centre = mean.map_or(0.0, |mean| mean.mean);
            let ends = interval.map_or((centre, centre), |found| (found.low, found.high));
            (centre, ends)
        });
        ParetoArm {
            name: context.arm(one.arm).to_owned(),
            values: values.collect(),
            standing: match one.standing {
                Standing::OnFront => ParetoStanding::OnFront,
                Standing::Dominated(_) => ParetoStanding::Dominated,
                Standing::NotSettled => ParetoStanding::NotSettled,
            },
            dominated_by: match one.standing {
                Standing::Dominated(by) => Some(context.arm(by).to_owned()),
                _ => None,
            },
        }
    });
    Some(pareto(&Pareto {
        caption,
        outcomes: outcomes.collect(),
        arms: rows.collect(),
        reference: context.baseline().to_owned(),
        comparisons: found.comparisons,
    }))
}

/// Words with commas, and "and" before the last.
pub(in crate::report) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
