//! What was stated before the runs, in words: claims with what the runs say, and why an experiment
//! of no fixed size ended.

use std::fmt::Write as _;

use crate::analysis::claims::{Judged, Verdict};
use crate::analysis::stopping::{Earlier, Stopped};
use crate::analysis::table::RunTable;
use crate::report::figures::outcome_words::written_out;
use crate::report::style::ThreeFigures;
use crate::scenario::{Bound, Guard, Stopping};

/// What is told of every difference where arms do not meet equal chance.
pub const INDEPENDENT: &str = "Each arm drew chance of its own: differences are between independent \
                               runs, and their intervals hold the luck of both.";

/// A bound in words: `at least 50`.
#[must_use]
pub fn bound_words(bound: Bound, unit: &str) -> String {
    let size = figure(bound.size());
    match bound {
        Bound::AtLeast(_) => format!("at least {}", with_unit(&size, unit)),
        Bound::AtMost(_) => format!("at most {}", with_unit(&size, unit)),
        Bound::Within(size) => format!(
            "between {} and {}",
            figure(-size),
            with_unit(&figure(size), unit)
        ),
    }
}

/// A number with no more figures than it needs.
#[must_use]
pub fn figure(value: f64) -> String {
    let text = ThreeFigures::column([value]).plain(value);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A number with its unit behind it; a pure number stands alone.
#[must_use]
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" | "1" | "share" | "index" | "ratio" | "number" => number.to_owned(),
        unit => format!("{number} {}", written_out(unit)),
    }
}

/// A confidence in words: `99%`, `98.3%`.
#[must_use]
pub fn confidence_words(confidence: f64) -> String {
    let share = 100.0 * confidence;
    let text = format!("{share:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A claim and what the runs say about it, in one line.
#[must_use]
pub fn line(found: &Judged, table: &RunTable) -> String {
    let claim = &found.claim;
    let verdict = match found.verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::Undecided => "is undecided",
    };
    let mut text = format!(
        "The claim \"{}\" {verdict}: {}",
        claim.text.trim_end_matches('.'),
        evidence(found, table)
    );
    if !found.stated_before {
        text.push_str(" It was not stated before the first run.");
    }
    text
}

/// The difference and its interval beside what is claimed.
#[must_use]
pub fn evidence(found: &Judged, table: &RunTable) -> String {
    let claim = &found.claim;
    let study = table.study();
    let unit = study
        .outcome(&claim.outcome)
        .map_or("", |at| study.outcomes[at].unit.as_str());
    let (Some(mean), Some(interval)) = (found.mean, found.interval) else {
        return "too few pairs of runs have a value.".to_owned();
    };
    let told = ThreeFigures::column([mean.mean, interval.low, interval.high]);
    let mut text = format!(
        "the mean difference is {} ({} interval {} to {}, {} {}), claimed is {}.",
        with_unit(&told.plain(mean.mean), unit),
        confidence_words(found.confidence),
        told.plain(interval.low),
        told.plain(interval.high),
        mean.n,
        claim.block.units(),
        bound_words(claim.bound, unit),
    );
    if found.pairs < found.planned {
        let _ = write!(
            text,
            " {} of {} pairs of runs are left out, because a run failed or has no value.",
            found.planned - found.pairs,
            found.planned
        );
    }
    text
}

/// Why an experiment ended whose number of runs was not fixed.
#[must_use]
pub fn why_it_ended(rule: &Stopping, stopped: &Stopped, unit: &str) -> String {
    let half = stopped.looks.last().and_then(|look| look.half_width);
    let half = half.map_or("none".to_owned(), |half| with_unit(&figure(half), unit));
    let target = with_unit(&figure(rule.target), unit);
    let units = rule.block.units();
    let count = stopped.units();
    let (look, planned) = (stopped.looks.len(), stopped.planned);
    let before = ends_before(rule, stopped, unit);
    if stopped.reached {
        format!(
            "Stopped because the target was reached at look {look} of at most {planned}, with \
             {count} {units}: the half-width of the declared difference is {half}, the target was \
             {target}.{before}"
        )
    } else {
        format!(
            "Stopped because the maximum of {count} {units} was reached at look {look} of \
             {planned}; the target was not met: the half-width of the declared difference is \
             {half}, the target was {target}.{before}"
        )
    }
}

/// Ends before the last, after which the rule was asked for more.
fn ends_before(rule: &Stopping, stopped: &Stopped, unit: &str) -> String {
    let end = |end: &Earlier| {
        format!(
            "with {} {} (target {}, maximum {})",
            end.units,
            rule.block.units(),
            with_unit(&figure(end.target), unit),
            end.maximum
        )
    };
    let ends: Vec<String> = stopped.earlier.iter().map(end).collect();
    if ends.is_empty() {
        return String::new();
    }
    format!(
        " It had ended before {} and went on after its results were seen, because more was asked of \
         the same rule; the interval holds all the same.",
        ends.join(", then ")
    )
}

/// How the interval of a growing experiment is widened, in words.
#[must_use]
pub fn guard_words(guard: Guard) -> &'static str {
    match guard {
        Guard::Spending => {
            "an error of 5% spent over the planned looks (Lan and DeMets 1983, Pocock's kind)"
        }
        Guard::AlwaysValid => {
            "an interval valid after any number of units (normal mixture; Robbins 1970, \
             Waudby-Smith and others 2024)"
        }
    }
}
