//! What differences in net health are made of, arm by arm.

use super::context::Context;
use super::outcome_words::{period, unit};
use super::outcomes::{direction, entry};
use crate::analysis::sample::Cell;
use crate::report::charts::heat_table::{HeatColumn, HeatTable, heat_table};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::ThreeFigures;

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

/// Fewest causes that are worth a chart: disinvestment, money at rest and bureaucracy are there in every
/// experiment.
const FEWEST: usize = 4;

/// A cause of net health in an experiment.
struct Cause {
    cell: Cell,
    heading: &'static str,
    words: &'static str,
}

/// The causes that the experiment has; none where they are too few to tell apart.
fn causes(context: &Context) -> Vec<Cause> {
    let found: Vec<Cause> = CAUSES
        .iter()
        .filter_map(|&(name, heading, words)| {
            let cell = context.cell(name)?;
            Some(Cause {
                cell,
                heading,
                words,
            })
        })
        .collect();
    if found.len() < FEWEST {
        return Vec::new();
    }
    found
}

/// The cause of most of a difference in net health, in its direction, where net health is the primary
/// outcome.
pub(in crate::report) fn sentence(context: &Context) -> Option<String> {
    let primary = context.primary()?;
    if context.outcome(primary).name != "net_health" {
        return None;
    }
    let arm = context.spoken_of(primary)?;
    let mean = |cell: Cell| Some(context.difference(cell, arm)?.mean.mean);
    let whole = mean(primary)?;
    let parts = causes(context).into_iter().filter_map(|cause| {
        let cell = Cell {
            outcome: cause.cell.outcome,
            ..primary
        };
        Some((mean(cell)?, cause.words))
    });
    let (part, words) = parts.reduce(|most, next| {
        if next.0 * whole.signum() > most.0 * whole.signum() {
            next
        } else {
            most
        }
    })?;
    let told = ThreeFigures::of([whole, part], 0);
    let offset = if part.abs() > whole.abs() {
        "; other causes offset some of it"
    } else {
        ""
    };
    Some(format!(
        "The largest part of that difference in net health between {} and {} comes from {words}: {} of {} \
         QALY on the mean over the inputs{offset}.",
        context.named(arm),
        context.baseline_named(),
        told.signed(part),
        told.signed(whole)
    ))
}

/// The chart; `None` where net health has one cause only or nothing is compared.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let whole = context.cell("net_health")?;
    let causes = causes(context);
    let arms: Vec<usize> = (0..context.study().arms.len())
        .filter(|&arm| context.difference(whole, arm).is_some())
        .collect();
    if causes.is_empty() || arms.is_empty() {
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
        .map(|cause| column(cause.cell, cause.heading))
        .chain([column(whole, "Together")])
        .collect();
    let rows = arms
        .iter()
        .map(|&arm| {
            let cells = causes.iter().map(|cause| cause.cell).chain([whole]);
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
fn title(context: &Context, causes: &[Cause], arms: &[usize]) -> String {
    let size = |cell: Cell| -> f64 {
        arms.iter()
            .filter_map(|&arm| context.difference(cell, arm))
            .map(|difference| difference.mean.mean.abs())
            .sum()
    };
    let largest = causes.iter().reduce(|best, next| {
        if size(next.cell) > size(best.cell) {
            next
        } else {
            best
        }
    });
    match largest {
        Some(cause) => format!("Differences in net health come most from {}", cause.words),
        None => "What differences in net health are made of".to_owned(),
    }
}
