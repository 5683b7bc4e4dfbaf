//! The audit of neutrality: runs that must agree, and how often each arm is best under the prior.

use super::html::paragraph;
use crate::analysis::never_best::NEVER;
use crate::experiment::AUDITS;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::outcome_words::{period, words};
use crate::report::style::percent;
use crate::report::table::Table;

/// What the audit came to, in one sentence; nothing where nothing was audited.
pub(super) fn sentence(context: &Context) -> Option<String> {
    let rows = context.findings.audits;
    if rows.is_empty() {
        return None;
    }
    let failed: Vec<&str> = rows
        .iter()
        .filter(|row| !row.passes())
        .map(|row| row.what)
        .collect();
    let alarms = context.summary().alarms.iter();
    let never = alarms.filter(|alarm| alarm.block == context.block).count();
    let ranked = context.study().arms.iter().filter(|arm| arm.ranked).count();
    let checks = if failed.is_empty() {
        // Without the check of mechanisms no more than names and tiers have been looked at.
        let favours = if rows.len() < AUDITS.len() {
            "No arrangement is favoured by its name or by that of its tier"
        } else {
            "Nothing but its stated attributes favours an arrangement"
        };
        format!(
            "{favours}: all {} checks of runs that must agree pass",
            rows.len()
        )
    } else {
        format!(
            "{} of {} checks of runs that must agree fail ({})",
            failed.len(),
            rows.len(),
            failed.join("; ")
        )
    };
    let prior = if !context.varies_inputs() {
        "inputs were not varied, so nothing is known of who can be best".to_owned()
    } else if never == 0 {
        format!(
            "each of {ranked} arrangements is best in at least 5% of the inputs on some outcome"
        )
    } else {
        format!(
            "{never} of {ranked} arrangements are best in fewer than 5% of the inputs on every \
             outcome"
        )
    };
    Some(format!("{checks}; {prior}."))
}

/// The audit as tables; empty where nothing was audited.
pub(super) fn audit(context: &Context) -> String {
    let rows = context.findings.audits;
    if rows.is_empty() {
        return String::new();
    }
    let mut out = paragraph(
        "Arrangements may differ in who decides, who is heard and whose name stands on a decision; \
         the model may not know them by name. So some runs must agree with others on every outcome, \
         to the last bit where the sums are the same sums, and to rounding where they run over \
         other bodies.",
    );
    let mut table = Table::new(
        "Runs that must agree",
        &[
            "What was done",
            "Compared with",
            "Runs",
            "Values",
            "Largest difference",
            "As a share of 1 plus the value",
            "Allowed share",
            "Where",
            "Verdict",
        ],
    );
    let study = context.study();
    for row in rows {
        let found = &row.agreement;
        let place = found.place.filter(|_| found.largest > 0.0).map_or_else(
            || "nowhere".to_owned(),
            |[arm, horizon, outcome]| {
                format!(
                    "{}, {}, month {}",
                    study.arms[arm].label, study.outcomes[outcome].name, study.horizons[horizon]
                )
            },
        );
        table.row(vec![
            row.what.to_owned(),
            row.against.to_owned(),
            found.runs.to_string(),
            found.values.to_string(),
            small(found.largest),
            small(found.largest_share),
            small(row.allowed),
            place,
            if row.passes() { "pass" } else { "FAIL" }.to_owned(),
        ]);
    }
    out.push_str(&table.html());
    if rows.len() < AUDITS.len() {
        out.push_str(&paragraph(
            "Here arrangements have other bodies or grips, which cost and hold what they say they do \
             even with every mechanism off. So runs without mechanisms need not agree, and are compared \
             only where all arrangements share one structure, as in the experiment neutrality: what \
             sets structures apart beside their stated attributes is not checked in that way.",
        ));
    }
    out.push_str(&chances(context));
    out
}

/// A small number in powers of ten.
fn small(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else {
        format!("{value:.1e}")
    }
}

/// How often each arm is best under the prior, with the flag on those that never are.
fn chances(context: &Context) -> String {
    let cells: Vec<_> = context
        .headlines()
        .into_iter()
        .filter(|&cell| context.summary().ranking(cell, 0).is_some())
        .collect();
    if cells.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = cells
        .iter()
        .map(|&cell| {
            let info = context.outcome(cell);
            format!(
                "{}, {}",
                capital(&words(info).noun),
                period(&info.name, context.months(cell))
            )
        })
        .collect();
    let mut columns = vec!["Arrangement"];
    columns.extend(heads.iter().map(String::as_str));
    columns.push("Flag");
    let mut table = Table::new(
        "Share of the inputs in which an arrangement is best, with its 95% interval (Wilson)",
        &columns,
    );
    for arm in 0..context.study().arms.len() {
        let shares: Vec<_> = cells
            .iter()
            .map(|&cell| context.summary().ranking(cell, 0)?.of(arm))
            .collect();
        if shares.iter().all(Option::is_none) {
            continue;
        }
        let mut line = vec![context.arm(arm).to_owned()];
        line.extend(shares.iter().map(|standing| {
            standing.map_or_else(String::new, |standing| {
                format!(
                    "{} ({} to {})",
                    percent(standing.best.value),
                    percent(standing.best.interval.low),
                    percent(standing.best.interval.high)
                )
            })
        }));
        let flagged = context
            .summary()
            .alarms
            .iter()
            .any(|alarm| alarm.block == context.block && alarm.arm == arm);
        line.push(if flagged {
            format!("below {} on every outcome", percent(NEVER))
        } else {
            String::new()
        });
        table.row(line);
    }
    table.html()
}
