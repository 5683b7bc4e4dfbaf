//! The numbers behind the charts: a table for every headline outcome, and how often a difference
//! would not matter.

use super::break_even;
use super::html::{details, paragraph};
use crate::analysis::estimate::Interval;
use crate::analysis::paired::margins;
use crate::analysis::sample::Cell;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::style::{ThreeFigures, percent};
use crate::report::table::Table;

/// Every arm on every headline outcome; the primary one at every horizon.
pub(super) fn results(context: &Context) -> String {
    let mut out = paragraph(
        "One table an outcome; summary.csv beside this page holds every outcome, length of time and \
         block of runs. The 95% interval of a difference is Monte-Carlo error, adjusted for all \
         comparisons of its table; more runs shrink it. The range over inputs is where the middle \
         95% of the sampled inputs lie; more runs do not shrink it, but for the luck that few seeds a \
         point leave in it (see Error, luck and inputs).",
    );
    out.push_str(&break_even::table(context));
    let mut cells = Vec::new();
    if let Some(primary) = context.primary() {
        let lengths = context.study().horizons.len();
        cells.extend((0..lengths).map(|horizon| Cell { horizon, ..primary }));
    }
    for cell in context.headlines() {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    for cell in cells {
        let info = context.outcome(cell);
        let heading = format!(
            "{}, {} ({})",
            capital(&words(info).noun),
            unit(info),
            period(&info.name, context.months(cell))
        );
        out.push_str(&details(&heading, &table(context, cell, &heading).html()));
    }
    out
}

fn table(context: &Context, cell: Cell, caption: &str) -> Table {
    let sets = context.summary().sets.iter().enumerate();
    let ranked: Vec<(usize, String)> = sets
        .filter(|(set, _)| context.summary().ranking(cell, *set).is_some())
        .map(|(set, arms)| (set, format!("Best in ({})", arms.label)))
        .collect();
    let mut heads = vec![
        "Arrangement",
        "Mean",
        "95% interval",
        "Difference",
        "95% interval of difference",
        "Range over inputs",
        "Above the baseline in",
    ];
    heads.extend(ranked.iter().map(|(_, head)| head.as_str()));
    if !ranked.is_empty() {
        heads.push("Mean regret");
    }
    heads.push("n");
    let mut table = Table::new(caption, &heads);
    let estimates: Vec<_> = (0..context.study().arms.len())
        .filter_map(|arm| Some((arm, context.summary().estimate(cell, arm)?)))
        .collect();
    let level = ThreeFigures::column(
        estimates
            .iter()
            .filter_map(|(_, found)| Some(found.level?.mean)),
    );
    let apart = ThreeFigures::column(
        estimates
            .iter()
            .filter_map(|(_, found)| Some(found.difference?.mean.mean)),
    );
    let ends = |interval: Option<Interval>, told: ThreeFigures| {
        interval.map_or_else(String::new, |found| {
            format!("{} to {}", told.plain(found.low), told.plain(found.high))
        })
    };
    for (arm, estimate) in estimates {
        let difference = estimate.difference;
        let spread = difference.and_then(|found| found.spread);
        let range = spread.map(|found| Interval {
            low: found.q025,
            high: found.q975,
        });
        let mut name = context.arm(arm).to_owned();
        if arm == context.study().baseline {
            name.push_str(" (baseline)");
        }
        let mut cells = vec![
            name,
            estimate
                .level
                .map_or("not modelled".to_owned(), |found| level.plain(found.mean)),
            ends(estimate.interval, level),
            difference.map_or_else(String::new, |found| apart.signed(found.mean.mean)),
            ends(difference.and_then(|found| found.simultaneous), apart),
            ends(range, apart),
            spread.map_or_else(String::new, |found| percent(found.above.value)),
        ];
        let standing = |set: usize| context.summary().ranking(cell, set)?.of(arm);
        cells.extend(ranked.iter().map(|(set, _)| {
            standing(*set).map_or("not ranked".to_owned(), |found| percent(found.best.value))
        }));
        if let Some((set, _)) = ranked.first() {
            cells.push(
                standing(*set).map_or_else(String::new, |found| apart.plain(found.regret_mean)),
            );
        }
        cells.push(estimate.level.map_or(0, |found| found.n).to_string());
        table.row(cells);
    }
    table
}

/// How often each difference is too small to matter, to the domain and to the system.
pub(super) fn practically_nothing(context: &Context) -> String {
    let cells: Vec<Cell> = context
        .headlines()
        .into_iter()
        .filter(|&cell| margins(context.findings.table, cell).domain.is_some())
        .collect();
    if !context.varies_inputs() || cells.is_empty() {
        return paragraph(
            "Shares of inputs exist only where inputs were sampled and a margin is set; here there \
             are none.",
        );
    }
    let mut out = paragraph(
        "A difference can be certain and yet too small to matter. First figure: share of the inputs \
         in which it is below the margin of the domain. Second: below the margin of the health \
         system as a whole. The margins were set before any run.",
    );
    let nouns: Vec<String> = cells
        .iter()
        .map(|&cell| {
            let info = context.outcome(cell);
            format!("{}, {}", capital(&words(info).noun), unit(info))
        })
        .collect();
    let mut heads = vec!["Arrangement"];
    heads.extend(nouns.iter().map(String::as_str));
    let mut table = Table::new(
        "Share of inputs in which the difference is practically nothing: domain / system",
        &heads,
    );
    let mut line = vec!["Margins".to_owned()];
    line.extend(cells.iter().map(|&cell| {
        let found = margins(context.findings.table, cell);
        let say = |size: Option<f64>| {
            size.map_or("none".to_owned(), |size| {
                ThreeFigures::column([size]).plain(size)
            })
        };
        format!("{} / {}", say(found.domain), say(found.system))
    }));
    table.row(line);
    for arm in (0..context.study().arms.len()).filter(|&arm| arm != context.study().baseline) {
        let mut line = vec![context.arm(arm).to_owned()];
        line.extend(cells.iter().map(|&cell| {
            let spread = context.difference(cell, arm).and_then(|found| found.spread);
            let say = |share: Option<_>| {
                share.map_or(
                    "none".to_owned(),
                    |found: crate::analysis::estimate::Share| percent(found.value),
                )
            };
            spread.map_or_else(String::new, |found| {
                format!(
                    "{} / {}",
                    say(found.nothing_domain),
                    say(found.nothing_system)
                )
            })
        }));
        table.row(line);
    }
    out.push_str(&table.html());
    out
}
