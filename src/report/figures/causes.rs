//! What differences in net health are made of, arm by arm.

use super::context::Context;
use super::outcome_words::{period, unit};
use super::outcomes::{direction, entry};
use crate::analysis::sample::Cell;
use crate::report::charts::heat_table::{HeatColumn, HeatTable, heat_table};
use crate::report::charts::{ChartError, Figure};

/// The causes: name of the outcome, heading and words for a title.
const CAUSES: [(&str, &str, &str); 6] = [
    (
        "net_health_disinvestment",
        "Services withdrawn",
        "services withdrawn",
    ),
    (
        "net_health_priorities",
        "Priorities and gaming",
        "priorities and gaming",
    ),
    (
        "net_health_redesign",
        "Redesign and prevention",
        "redesign and prevention",
    ),
    (
        "net_health_contracts",
        "Treatment under contracts",
        "treatment under contracts",
    ),
    (
        "net_health_money",
        "Money short or to spare",
        "money short or to spare",
    ),
    (
        "net_health_control",
        "Cost of bureaucracy",
        "the cost of bureaucracy",
    ),
];

/// The chart; `None` where net health has one cause only or nothing is compared.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let whole = context.cell("net_health")?;
    let causes: Vec<(Cell, &str, &str)> = CAUSES
        .iter()
        .filter_map(|(name, heading, words)| Some((context.cell(name)?, *heading, *words)))
        .collect();
    let arms: Vec<usize> = (0..context.study().arms.len())
        .filter(|&arm| context.difference(whole, arm).is_some())
        .collect();
    // Disinvestment, money at rest and bureaucracy are there in every experiment.
    if causes.len() <= 3 || arms.is_empty() {
        return None;
    }
    let column = |cell: Cell, heading: &str| {
        let info = context.outcome(cell);
        HeatColumn {
            outcome: heading.to_owned(),
            unit: unit(info),
            better: direction(info.better),
        }
    };
    let columns = causes
        .iter()
        .map(|&(cell, heading, _)| column(cell, heading))
        .chain([column(whole, "Together")])
        .collect();
    let rows = arms
        .iter()
        .map(|&arm| {
            let cells = causes.iter().map(|&(cell, ..)| cell).chain([whole]);
            let row = cells.map(|cell| entry(context, cell, arm)).collect();
            (context.arm(arm).to_owned(), row)
        })
        .collect();
    let mut caption = context.bare_caption(
        "net_health_by_cause",
        title(context, &causes, &arms),
        context.block,
    );
    "Mean paired difference in health net of what control costs, by cause, discounted"
        .clone_into(&mut caption.measure);
    caption.period = period("net_health", context.months(whole));
    caption.baseline = Some(context.baseline().to_owned());
    caption.notes.push(
        "The causes add up to the last column. What bureaucracy costs is counted as the health \
         that it would have bought."
            .to_owned(),
    );
    Some(heat_table(&HeatTable {
        caption,
        baseline: context.baseline().to_owned(),
        columns,
        rows,
    }))
}

/// The cause with the largest differences, arms taken together.
fn title(context: &Context, causes: &[(Cell, &str, &str)], arms: &[usize]) -> String {
    let size = |cell: Cell| -> f64 {
        arms.iter()
            .filter_map(|&arm| context.difference(cell, arm))
            .map(|difference| difference.mean.mean.abs())
            .sum()
    };
    let largest = causes.iter().reduce(|best, next| {
        if size(next.0) > size(best.0) {
            next
        } else {
            best
        }
    });
    match largest {
        Some((_, _, words)) => format!("Differences in net health come most from {words}"),
        None => "What differences in net health are made of".to_owned(),
    }
}
