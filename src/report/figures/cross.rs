//! Who decides against who guides, for experiments that put seats and guides together.

use super::context::Context;
use super::outcome_words::{unit, words};
use super::outcomes::{direction, entry};
use crate::analysis::crossed::{Moves, moves};
use crate::analysis::sample::Cell;
use crate::report::charts::cross_table::{CrossTable, cross_table};
use crate::report::charts::{ChartError, Figure};
use crate::scenario::experiment::name_of_cross;

/// The outcomes that are shown after the primary one.
const SHOWN: [&str; 3] = [
    "net_saving",
    "saving_real_disinvestment",
    "qaly_disinvestment",
];

/// The names of the outcomes that are shown.
pub(super) fn outcomes<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let primary = context.findings.experiment.primary.outcome.as_str();
    let mut names = vec![primary];
    names.extend(SHOWN.into_iter().filter(|name| *name != primary));
    names
}

/// Positions of the arms: by seat, then guide; `None` where an arm was left out.
fn arms(context: &Context) -> Option<Vec<Vec<Option<usize>>>> {
    let cross = context.findings.experiment.cross.as_ref()?;
    let found: Vec<Vec<Option<usize>>> = cross
        .seats
        .iter()
        .map(|(seat, _)| {
            let of_guide =
                |(guide, _): &(String, String)| context.study().arm(&name_of_cross(seat, guide));
            cross.guides.iter().map(of_guide).collect()
        })
        .collect();
    found.iter().flatten().any(Option::is_some).then_some(found)
}

/// How far the mean moves with who decides and with who guides. `None` with a pair missing.
pub(in crate::report) fn found(context: &Context, cell: Cell) -> Option<Moves> {
    let arms: Option<Vec<Vec<usize>>> = arms(context)?
        .into_iter()
        .map(|row| row.into_iter().collect())
        .collect();
    moves(
        context.findings.table,
        cell,
        &arms?,
        context.findings.experiment.seed,
    )
}

/// The chart; `None` where seats and guides are not crossed or nothing is known.
pub(super) fn figure(context: &Context, outcome: &str) -> Option<Result<Figure, ChartError>> {
    let cross = context.findings.experiment.cross.as_ref()?;
    let arms = arms(context)?;
    let cell = context.cell_at(outcome, context.horizon)?;
    let info = context.outcome(cell);
    let baseline = context.study().baseline;
    let mut place = None;
    let rows = cross
        .seats
        .iter()
        .zip(&arms)
        .enumerate()
        .map(|(row, ((_, label), of_seat))| {
            let cells = of_seat.iter().enumerate().map(|(column, arm)| {
                if *arm == Some(baseline) {
                    place = Some((row, column));
                }
                entry(context, cell, (*arm)?)
            });
            (label.clone(), cells.collect())
        })
        .collect();
    let noun = words(info).noun;
    let title = match found(context, cell).and_then(|found| found.settled()) {
        Some(true) => format!("Mean {noun} moves more with who decides than who guides"),
        Some(false) => format!("Mean {noun} moves more with who guides than who decides"),
        None => format!("Difference in {noun} by who decides and who guides"),
    };
    let mut caption = context.caption(&format!("guide_and_decide_{outcome}"), title, cell);
    caption.baseline = Some(context.baseline().to_owned());
    Some(cross_table(&CrossTable {
        caption,
        unit: unit(info),
        better: direction(info.better),
        columns: cross
            .guides
            .iter()
            .map(|(_, label)| label.clone())
            .collect(),
        rows,
        baseline: place,
    }))
}
