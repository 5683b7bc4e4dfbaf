//! The registers as Markdown: parameters, outcomes, phases and mechanisms.

use std::fmt::Write as _;

use super::files::PHASE_FILES;
use super::source::{cell, header};
use crate::engine::outcomes::{Better, Horizon, OUTCOMES};
use crate::model::phases::PHASES;
use crate::scenario::mechanisms::{MECHANISMS, Sign};
use crate::scenario::parameters::{Grade, Law, PARAMETERS, Parameter, TABLES};

/// The note at the head of a generated page.
pub(super) fn generated(topic: &str, file: &str) -> String {
    format!(
        "<!-- Generated from the registers and headers of the program and compared with them by a \
         test. Write it anew with: grip describe {topic} > docs/{file} -->\n\n"
    )
}

/// Every parameter: meaning, unit, default, ranges, law, grade and source.
#[must_use]
pub fn parameters() -> String {
    let mut out = generated("parameters", "parameters.md");
    out.push_str(
        "# Parameters\n\nRanges include both ends. \"Drawn from\" is the range that designs sample; a \
         parameter without it is fixed by structure. Grades:\n\n",
    );
    for grade in [Grade::A, Grade::B, Grade::C, Grade::D, Grade::E] {
        let _ = writeln!(out, "- {}", super::grade_words(grade));
    }
    let sampled = PARAMETERS
        .iter()
        .filter(|parameter| parameter.sampled.is_some())
        .count();
    let _ = write!(
        out,
        "\n{} parameters, of which designs sample {sampled}.\n",
        PARAMETERS.len()
    );
    for (table, meaning, _) in TABLES {
        let _ = write!(out, "\n## `{table}`: {}\n\n", lower(meaning));
        out.push_str(&parameter_table(table));
    }
    out
}

/// The parameters of one table.
fn parameter_table(table: &str) -> String {
    let mut out = String::from(
        "| parameter | symbol | meaning | unit | default | range | drawn from | law | grade | source \
         |\n| --- | --- | --- | --- | ---: | --- | --- | --- | --- | --- |\n",
    );
    for parameter in PARAMETERS
        .iter()
        .filter(|parameter| parameter.table() == table)
    {
        out.push_str(&parameter_row(parameter));
    }
    out
}

fn parameter_row(parameter: &Parameter) -> String {
    let ends = |[low, high]: [f64; 2]| format!("{low} to {high}");
    let law = match parameter.law {
        Law::Uniform => "uniform",
        Law::LogUniform => "uniform in the logarithm",
        Law::Integer => "whole numbers",
        Law::Simplex => "part of a whole that sums to 1",
    };
    format!(
        "| `{}` | {} | {} | {} | {} | {} | {} | {law} | {:?} | {} |\n",
        parameter.path,
        cell(parameter.symbol),
        cell(parameter.meaning),
        cell(parameter.unit),
        parameter.default,
        ends(parameter.range),
        parameter.sampled.map_or("fixed".to_owned(), ends),
        parameter.grade,
        cell(parameter.source),
    )
}

/// Every outcome: number, unit, better direction, relation to time, meaning.
#[must_use]
pub fn outcomes() -> String {
    let mut out = generated("outcomes", "outcomes.md");
    let _ = write!(
        out,
        "# Outcomes\n\n{} outcomes. One whose domain an experiment lacks is empty in its results, never 0, \
         and stands in no ranking. An outcome with no better direction has no winner.\n\n\
         | outcome | number | unit | better | over time | yearly path | domain | meaning |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
        OUTCOMES.len()
    );
    for outcome in &OUTCOMES {
        let yes = |is: bool| if is { "yes" } else { "no" };
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
            outcome.name,
            outcome.number,
            cell(outcome.unit),
            match outcome.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
                Better::Neither => "neither",
            },
            horizon_words(outcome.horizon),
            yes(outcome.keeps_path),
            outcome.domain.key(),
            cell(outcome.meaning),
        );
    }
    out
}

fn horizon_words(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Rate => "sum of the fiscal year that ends at the horizon",
        Horizon::Cumulative => "sum since April 2009",
        Horizon::Level => "state at the horizon",
        Horizon::MeanPerYear => "sum since April 2009, per year",
        Horizon::AllCases => "all cases opened up to a year before the horizon",
    }
}

/// The schedule of the month: every phase with what it does.
#[must_use]
pub fn phases() -> String {
    let mut out = String::from("# Phases\n\nOne month, in this order.\n");
    for (number, phase) in PHASES.iter().enumerate() {
        let _ = write!(
            out,
            "\n## {}. `{}`\n\n{}.\n\n",
            number + 1,
            phase.name,
            phase.summary
        );
        let _ = writeln!(out, "```text\n{}\n```", phase_header(phase.name));
    }
    out
}

/// The header of the file of a phase.
pub(super) fn phase_header(name: &str) -> String {
    let known = |file: &str| file.strip_prefix("phases/") == Some(name);
    PHASE_FILES
        .iter()
        .find(|(file, _)| known(file))
        .map_or_else(String::new, |(_, source)| header(source))
}

/// Every mechanism: which way it was expected to push before any run, and what off means.
#[must_use]
pub fn mechanisms() -> String {
    let mut out = generated("mechanisms", "mechanisms.md");
    let _ = write!(
        out,
        "# Mechanisms\n\nEvery one of the {} mechanisms has a switch (`mechanisms.NAME = false`). Which \
         way theory says it pushes was written down before any run. Off means what the last column \
         says, whatever the parameters say; draws of chance stay where they were.\n\n| mechanism | \
         mark | pushes towards | off means |\n| --- | --- | --- | --- |\n",
        MECHANISMS.len()
    );
    for mechanism in &MECHANISMS {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            mechanism.name,
            mechanism.sign.mark(),
            sign_words(mechanism.sign),
            cell(mechanism.off_means)
        );
    }
    out
}

fn sign_words(sign: Sign) -> &'static str {
    match sign {
        Sign::Central => "central decision",
        Sign::Local => "local decision",
        Sign::Either => "either, depending on parameters",
        Sign::AgainstJoint => "away from deciding jointly",
        Sign::AgainstShared => "away from sharing authority",
        Sign::Neutral => "neither",
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
