//! The answer to the question in the words that the experiment laid down for it, before anything else.

use super::first::{Pair, after};
use crate::analysis::answers::{Answered, answered};
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::style::{MOST_DECIMALS, ThreeFigures, percent};

/// What the page says to the parts of the question.
pub(super) struct Stated {
    /// The first part, and the first that compares two arms with what turns it and what it rests on.
    pub headline: String,
    /// The pair of the headline.
    pub pair: Option<Pair>,
    /// One sentence for each of the other parts, in their order.
    pub others: Vec<String>,
}

/// The answers of the experiment; `None` where it lays none down.
pub(super) fn stated(context: &Context) -> Option<Stated> {
    let findings = context.findings;
    let rule = findings.experiment.stopping.as_ref();
    let grown = rule.zip(findings.stopped);
    let answered = answered(findings.table, &findings.experiment.answers, grown);
    let first = answered.iter().position(|one| one.answer.against.is_some());
    let mut headline = Vec::new();
    let mut others = Vec::new();
    let mut pair = None;
    for (at, one) in answered.iter().enumerate() {
        if Some(at) == first {
            pair = Pair::of(context, one);
            let said = claimed(context, one, true);
            let both = together(context, one);
            headline.push(match &pair {
                Some(pair) => {
                    let [turn, weakest] = after(context, one, pair);
                    said + &turn + &both + &weakest
                }
                None => said + "." + &both,
            });
        } else {
            let said = claimed(context, one, at == 0) + "." + &together(context, one);
            if at == 0 { &mut headline } else { &mut others }.push(said);
        }
    }
    (!headline.is_empty()).then(|| Stated {
        headline: headline.join(" "),
        pair,
        others,
    })
}

/// In how many inputs both are better, where a second outcome is asked for: a sentence of its own, so that
/// no "unless" of the one before can be read into it.
fn together(context: &Context, one: &Answered) -> String {
    let Some(found) = one.together else {
        return String::new();
    };
    let nouns = [one.cell, found.cell].map(|cell| words(context.outcome(cell)).noun);
    match found.share {
        Some(share) => format!(
            " Both {} and {} are better in {} of the inputs (95% interval {} to {}).",
            nouns[0],
            nouns[1],
            percent(share.value),
            percent(share.interval.low),
            percent(share.interval.high)
        ),
        None => format!(
            " In how many inputs both {} and {} are better is not known.",
            nouns[0], nouns[1]
        ),
    }
}

/// The beginning that the file lays down, and what the runs show, without a full stop. The beginning may
/// speak of one thing or of many, so that the verb, where there is one, is that of the runs.
fn claimed(context: &Context, one: &Answered, with_verb: bool) -> String {
    let show = if with_verb { "the runs show " } else { "" };
    let info = context.outcome(one.cell);
    let noun = words(info).noun;
    let ends = one.interval;
    let when = period(&info.name, context.months(one.cell));
    let text = &one.answer.text;
    let unit = unit(info);
    let told = Told::of([one.mean, ends.low, ends.high], &unit);
    if one.answer.against.is_none() {
        return format!(
            "{text}: {show}{} (mean; 95% interval {} to {}; {when})",
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
        return format!("{text}: {show}no clear difference in {noun}{open}{sizes}; {when})");
    }
    let (way, [near, far]) = if one.mean > 0.0 {
        ("higher", [ends.low, ends.high])
    } else {
        ("lower", [-ends.high, -ends.low])
    };
    format!(
        "{text}: {show}{way} {noun}, by {} on the mean (95% interval {} to {}{shares}; {when})",
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
