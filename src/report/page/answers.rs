//! The answer to the question in the words that the experiment laid down for it, before anything else.

use crate::analysis::answers::{Answered, answered};
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::style::{MOST_DECIMALS, ThreeFigures, percent};

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

/// The beginning that the file lays down, and what the runs show: as nouns, so that a beginning may speak
/// of one thing or of many.
fn sentence(context: &Context, one: &Answered) -> String {
    let info = context.outcome(one.cell);
    let noun = words(info).noun;
    let ends = one.interval;
    let when = period(&info.name, context.months(one.cell));
    let text = &one.answer.text;
    let unit = unit(info);
    let told = Told::of([one.mean, ends.low, ends.high], &unit);
    if one.answer.against.is_none() {
        return format!(
            "{text}: {} (mean; 95% interval {} to {}; {when}).",
            told.in_unit(one.mean),
            told.number(ends.low),
            told.number(ends.high)
        );
    }
    let shares = one.share.map_or_else(String::new, |share| {
        format!(", the same way in {} of the inputs", percent(share.value))
    });
    if ends.holds_zero() {
        let sizes = match told.below {
            Some(bound) => format!("below {bound} to either side"),
            None => format!(
                "{} on the mean (95% interval {} to {}{shares}",
                told.in_unit(one.mean),
                told.number(ends.low),
                told.number(ends.high)
            ),
        };
        let open = if told.below.is_some() { " (" } else { ", " };
        return format!("{text}: no clear difference in {noun}{open}{sizes}; {when}).");
    }
    let (way, [near, far]) = if one.mean > 0.0 {
        ("higher", [ends.low, ends.high])
    } else {
        ("lower", [-ends.high, -ends.low])
    };
    format!(
        "{text}: {way} {noun}, by {} on the mean (95% interval {} to {}{shares}; {when}).",
        told.in_unit(one.mean.abs()),
        told.number(near),
        told.number(far)
    )
}

/// How the numbers of one answer are written.
struct Told<'a> {
    figures: ThreeFigures,
    unit: Option<&'a str>,
    /// Where all are nothing at the decimals that there may be: the size that none reaches.
    below: Option<&'static str>,
}

impl<'a> Told<'a> {
    fn of(numbers: [f64; 3], unit: &'a str) -> Self {
        let largest = numbers.into_iter().map(f64::abs).fold(0.0, f64::max);
        let bare = ["", "1", "share", "index", "ratio", "number", "probability"];
        Self {
            figures: ThreeFigures::of(numbers, MOST_DECIMALS),
            unit: (!bare.contains(&unit)).then_some(unit),
            below: (largest < 1e-5).then_some("0.00001"),
        }
    }

    fn number(&self, value: f64) -> String {
        self.figures.plain(value)
    }

    fn in_unit(&self, value: f64) -> String {
        match self.unit {
            Some(unit) => format!("{} {unit}", self.number(value)),
            None => self.number(value),
        }
    }
}
