//! The answer to the question in the words that the experiment laid down for it, before anything else.

use crate::analysis::answers::{Answered, answered};
use crate::analysis::headline::figure;
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::style::percent;

/// One sentence a part of the question, in their order.
pub(super) fn sentences(context: &Context) -> Vec<String> {
    let findings = context.findings;
    let rule = findings.experiment.stopping.as_ref();
    let grown = rule.zip(findings.stopped);
    answered(findings.table, &findings.experiment.answers, grown)
        .iter()
        .map(|one| sentence(context, one))
        .collect()
}

/// Three figures, with a minus sign that is one.
fn said_as(value: f64) -> String {
    figure(value).replace('-', "\u{2212}")
}

fn sentence(context: &Context, one: &Answered) -> String {
    let info = context.outcome(one.cell);
    let said = words(info);
    let ends = one.interval;
    let when = period(&info.name, context.months(one.cell));
    let in_unit = |value: f64| match unit(info).as_str() {
        "" | "1" | "share" | "index" | "ratio" | "number" | "probability" => said_as(value),
        unit => format!("{} {unit}", said_as(value)),
    };
    let text = &one.answer.text;
    if one.answer.against.is_none() {
        return format!(
            "{text}: {} (mean; 95% interval {} to {}; {when}).",
            in_unit(one.mean),
            said_as(ends.low),
            said_as(ends.high)
        );
    }
    let shares = one.share.map_or_else(String::new, |share| {
        format!(", the same way in {} of the inputs", percent(share.value))
    });
    if ends.holds_zero() {
        return format!(
            "{text} makes no clear difference to {}: {} on the mean (95% interval {} to {}{shares}; \
             {when}).",
            said.noun,
            in_unit(one.mean),
            said_as(ends.low),
            said_as(ends.high)
        );
    }
    let (verb, [near, far]) = if one.mean > 0.0 {
        (said.right, [ends.low, ends.high])
    } else {
        (said.left, [-ends.high, -ends.low])
    };
    // Outcomes without verbs of their own are only higher or lower.
    let verb = match verb.as_str() {
        "higher" | "lower" => format!("has {verb} {}", said.noun),
        _ => verb,
    };
    format!(
        "{text} {verb}: by {} on the mean (95% interval {} to {}{shares}; {when}).",
        in_unit(one.mean.abs()),
        said_as(near),
        said_as(far)
    )
}
