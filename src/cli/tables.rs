//! Markdown tables of the registers: one row for each entry, nothing written by hand.

use std::fmt::Write as _;

use crate::engine::outcomes::{Better, Horizon, OUTCOMES, Outcome};
use crate::facts::{self, BoundsKind, Fact};
use crate::model::phases::PHASES;
use crate::scenario::{Law, MECHANISMS, PARAMETERS, Parameter, Sign};

/// A cell of a table: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Heading, introduction, names of columns, rows.
fn table(heading: &str, introduction: &str, columns: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut text = format!("# {heading}\n\n{introduction}\n\n");
    let _ = writeln!(text, "| {} |", columns.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

/// How a design draws a parameter.
pub fn law(parameter: &Parameter) -> &'static str {
    match parameter.law {
        Law::Uniform => "uniform",
        Law::LogUniform => "uniform in the logarithm",
        Law::Integer => "whole numbers",
        Law::Simplex => "parts that sum to 1",
    }
}

/// From where to where a design draws a parameter.
pub fn sampled(parameter: &Parameter) -> String {
    parameter
        .sampled
        .map_or("fixed".to_owned(), |[low, high]| format!("{low} to {high}"))
}

/// What a mark says.
pub fn direction(sign: Sign) -> &'static str {
    match sign {
        Sign::Central => "towards central decision",
        Sign::Local => "towards local decision",
        Sign::Either => "either way",
        Sign::AgainstJoint => "against deciding jointly",
        Sign::AgainstShared => "against sharing authority",
        Sign::Neutral => "neither way",
    }
}

/// Which way of an outcome is better.
pub fn better(outcome: &Outcome) -> &'static str {
    match outcome.better {
        Better::Higher => "more",
        Better::Lower => "less",
        Better::Neither => "neither",
    }
}

/// How an outcome relates to time.
pub fn horizon(outcome: &Outcome) -> &'static str {
    match outcome.horizon {
        Horizon::Rate => "the year that ends at the horizon",
        Horizon::Cumulative => "sum since April 2009",
        Horizon::Level => "state at the horizon",
        Horizon::MeanPerYear => "mean of a year since April 2009",
        Horizon::AllCases => "all cases opened up to a year before the horizon",
    }
}

/// Value and bounds of a fact.
pub fn figure(fact: &Fact) -> String {
    let bounds = fact.bounds.map(|bounds| {
        let kind = match bounds.kind {
            BoundsKind::Range => "range",
            BoundsKind::Interval => "95% interval",
            BoundsKind::PassBand => "pass band",
            BoundsKind::MiddleFourFifths => "middle four fifths",
            BoundsKind::Extremes => "extremes",
        };
        format!("{kind} {} to {}", bounds.low, bounds.high)
    });
    match (fact.value, bounds) {
        (Some(value), Some(bounds)) => format!("{value} ({bounds})"),
        (Some(value), None) => value.to_string(),
        (None, bounds) => bounds.unwrap_or_default(),
    }
}

/// All parameters.
pub fn parameters() -> String {
    let rows = PARAMETERS
        .iter()
        .map(|p| {
            vec![
                format!("`{}`", p.path),
                p.symbol.to_owned(),
                p.meaning.to_owned(),
                p.unit.to_owned(),
                p.default.to_string(),
                format!("{} to {}", p.range[0], p.range[1]),
                sampled(p),
                law(p).to_owned(),
                p.source.to_owned(),
                format!("{:?}", p.grade),
            ]
        })
        .collect();
    table(
        "Parameters",
        "Sampled: the range from which designs draw. Grades: A causal study of the English NHS, B \
         official statistic or audit, C observational or qualitative study, D theory or analogy, \
         E assumption.",
        &[
            "parameter",
            "symbol",
            "meaning",
            "unit",
            "default",
            "range",
            "sampled",
            "law",
            "source",
            "grade",
        ],
        rows,
    )
}

/// All mechanisms.
pub fn mechanisms() -> String {
    let rows = MECHANISMS
        .iter()
        .map(|m| {
            vec![
                format!("`{}`", m.name),
                m.sign.mark().to_owned(),
                direction(m.sign).to_owned(),
                m.off_means.to_owned(),
            ]
        })
        .collect();
    table(
        "Mechanisms",
        "Switched by `mechanisms.NAME = false`. The mark is what theory says the mechanism pushes \
         towards, registered before any run.",
        &["mechanism", "mark", "pushes", "off means"],
        rows,
    )
}

/// All outcomes.
pub fn outcomes() -> String {
    let rows = OUTCOMES
        .iter()
        .map(|o| {
            vec![
                format!("`{}`", o.name),
                o.number.to_owned(),
                o.meaning.to_owned(),
                o.unit.to_owned(),
                better(o).to_owned(),
                horizon(o).to_owned(),
                o.domain.key().to_owned(),
            ]
        })
        .collect();
    table(
        "Outcomes",
        "An outcome whose domain an experiment lacks is empty in its results, never 0, and out of every ranking.",
        &[
            "outcome", "number", "meaning", "unit", "better", "time", "domain",
        ],
        rows,
    )
}

/// The month, in order.
pub fn phases() -> String {
    let rows = PHASES
        .iter()
        .enumerate()
        .map(|(at, phase)| {
            vec![
                (at + 1).to_string(),
                format!("`{}`", phase.name),
                phase.summary.to_owned(),
            ]
        })
        .collect();
    table(
        "Phases",
        "What happens in a month, in order.",
        &["step", "phase", "what it does"],
        rows,
    )
}

/// All facts.
pub fn facts() -> String {
    let rows = facts::all()
        .iter()
        .map(|fact| {
            vec![
                format!("`{}`", fact.id),
                fact.meaning.clone(),
                figure(fact),
                fact.unit.clone(),
                fact.date.clone(),
                fact.place.clone(),
                fact.source.clone(),
                format!("{:?}", fact.grade),
            ]
        })
        .collect();
    table(
        "Facts",
        "Figures about the world, each with its source.",
        &[
            "fact", "meaning", "figure", "unit", "date", "place", "source", "grade",
        ],
        rows,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_one_row_for_each_entry_and_equal_cells() {
        for (table, rows) in [
            (parameters(), PARAMETERS.len()),
            (mechanisms(), MECHANISMS.len()),
            (outcomes(), OUTCOMES.len()),
            (phases(), PHASES.len()),
            (facts(), facts::all().len()),
        ] {
            let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
            assert_eq!(lines.len(), rows + 2);
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            assert!(lines.iter().all(|line| bars(line) == bars(lines[0])));
        }
    }
}
