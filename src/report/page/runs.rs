//! What became of the runs: failures, values held inside their range, notes.

use std::fmt::Write as _;

use super::html::{list, paragraph};
use super::stated;
use crate::report::figures::context::{Context, capital};
use crate::report::held;
use crate::report::style::number;
use crate::report::table::Table;

/// Planned, done and failed runs, and why.
pub(super) fn runs(context: &Context) -> String {
    let (planned, done, reasons) = context.findings.runs;
    let failed = context.failed();
    let waiting = planned.saturating_sub(done + failed);
    let count = |n: u64| number(n as f64, 0);
    let mut out = paragraph(&format!(
        "Of {} planned runs {} are done, {} failed and {} are still to come.",
        count(planned),
        count(done),
        count(failed),
        count(waiting)
    ));
    if !reasons.is_empty() {
        let mut table = Table::new("Why runs failed", &["Reason", "Runs"]);
        for (reason, runs) in reasons {
            table.row(vec![reason.clone(), count(*runs)]);
        }
        out.push_str(&paragraph(
            "Failed runs are left out of every estimate, with their partners in every difference; \
             failures.csv names each with its inputs, seed and reason, and grip retry does them \
             again.",
        ));
        out.push_str(&table.html());
    }
    out.push_str(&stated::looks(context));
    out.push_str(&list(&context.summary().notes(context.findings.table)));
    out
}

/// Values that the model held inside their range.
pub(super) fn held(context: &Context) -> String {
    if context.findings.clips.is_empty() {
        return paragraph("No counts were kept.");
    }
    let mut out = paragraph(
        "Some quantities only make sense inside a range; where the equations leave it, the value is \
         held at the end of the range and counted. Many holds in a row would mean that a result \
         rests on the range rather than on the equation.",
    );
    let mut table = Table::new(
        "Values held inside their range, all runs",
        &["Quantity", "Held", "Evaluated", "Held per 1,000"],
    );
    for (name, held, evaluated) in context.findings.clips {
        let rate = held::per_thousand(*held, *evaluated);
        let mut quantity = capital(&name.replace('_', " "));
        if let Some(words) = held::meaning(name) {
            let _ = write!(quantity, ": {words}");
        }
        if rate > held::OFTEN {
            quantity.push_str(" (often)");
        }
        table.row(vec![
            quantity,
            number(*held as f64, 0),
            number(*evaluated as f64, 0),
            number(rate, 2),
        ]);
    }
    out.push_str(&table.html());
    out
}

/// A note as a sentence.
fn sentence(note: &str) -> String {
    let mut text = capital(note.trim());
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// What a reader has to be told, and charts that are missing.
pub(super) fn notes(context: &Context, undrawn: &[String]) -> String {
    let mut items: Vec<String> = context.findings.notes.to_vec();
    for note in &context.findings.geography.notes {
        if !items.contains(note) {
            items.push(note.clone());
        }
    }
    for item in &mut items {
        *item = sentence(item);
    }
    items.extend(undrawn.iter().map(|reason| format!("Not drawn: {reason}.")));
    if items.is_empty() {
        paragraph("There is nothing to add.")
    } else {
        list(&items)
    }
}
