//! `grip describe`: a topic, or one thing by its name, in Markdown.

use std::fmt::Write as _;

use super::{End, show};
use crate::scenario::base::base_text;
use crate::scenario::error::meant;
use crate::scenario::library::{self, Kind};
use crate::scenario::{Law, MECHANISMS, Mechanism, PARAMETERS, Parameter, Sign};

/// Makes the Markdown of a topic.
type Topic = fn() -> String;

/// What can be described as a whole, and the function that does it.
const TOPICS: [(&str, Topic); 3] = [
    ("parameters", parameters),
    ("mechanisms", mechanisms),
    ("base", base_text),
];

/// Arguments of `grip describe`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Topics: parameters, mechanisms, base (the text of configs/base.toml).\n\
                  Names: those of grip list experiments, arms, parameters and mechanisms.\n\n\
                  Example:\n  grip describe evidence.spillover"
)]
pub struct Args {
    /// A topic or one name
    topic: String,
}

/// Describes one thing.
pub fn run(args: &Args) -> End {
    let name = args.topic.as_str();
    if let Some(text) = text_of(name) {
        return show::out(&text);
    }
    let known: Vec<&str> = TOPICS
        .iter()
        .map(|(topic, _)| *topic)
        .chain(
            [Kind::Experiment, Kind::Arm]
                .into_iter()
                .flat_map(library::names),
        )
        .chain(PARAMETERS.iter().map(|p| p.path))
        .chain(PARAMETERS.iter().map(Parameter::key))
        .chain(MECHANISMS.iter().map(|m| m.name))
        .collect();
    let help =
        meant(name, &known).unwrap_or_else(|| "see grip list and grip describe --help".to_owned());
    show::complain(&format!(
        "error: nothing is called \"{name}\"\n  help: {help}\n"
    ));
    End::Wrong
}

/// The description of a topic, or of everything that has this name.
fn text_of(name: &str) -> Option<String> {
    if let Some((_, topic)) = TOPICS.iter().find(|(topic, _)| *topic == name) {
        return Some(topic());
    }
    let mut parts: Vec<String> = PARAMETERS
        .iter()
        .filter(|p| p.path == name || p.key() == name)
        .map(parameter)
        .collect();
    let switch = name.strip_prefix("mechanisms.").unwrap_or(name);
    parts.extend(
        MECHANISMS
            .iter()
            .filter(|m| m.name == switch)
            .map(mechanism),
    );
    for (kind, word) in [(Kind::Experiment, "Experiment"), (Kind::Arm, "Arm")] {
        if let Some(source) = library::source(kind, name) {
            parts.push(format!(
                "## {word} `{name}`\n\nFile `{}`:\n\n```toml\n{}```\n",
                source.label, source.text
            ));
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn law(parameter: &Parameter) -> &'static str {
    match parameter.law {
        Law::Uniform => "uniform",
        Law::LogUniform => "uniform in the logarithm",
        Law::Integer => "whole numbers",
        Law::Simplex => "parts that sum to 1",
    }
}

fn sampled(parameter: &Parameter) -> String {
    parameter
        .sampled
        .map_or("fixed".to_owned(), |[low, high]| format!("{low} to {high}"))
}

/// A cell of a table: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn parameters() -> String {
    let mut text = "# Parameters\n\nSampled: the range from which designs draw. Grades: A causal \
                    study of the English NHS, B official statistic or audit, C observational or \
                    qualitative study, D theory or analogy, E assumption.\n\n\
                    | parameter | symbol | meaning | unit | default | range | sampled | law | \
                    source | grade |\n\
                    |---|---|---|---|---:|---|---|---|---|---|\n"
        .to_owned();
    for p in &PARAMETERS {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} to {} | {} | {} | {} | {:?} |",
            p.path,
            cell(p.symbol),
            cell(p.meaning),
            cell(p.unit),
            p.default,
            p.range[0],
            p.range[1],
            sampled(p),
            law(p),
            cell(p.source),
            p.grade
        );
    }
    text
}

fn mechanisms() -> String {
    let mut text =
        "# Mechanisms\n\nSwitched by `mechanisms.NAME = false`. The mark is what theory \
                    says the mechanism pushes towards, registered before any run.\n\n\
                    | mechanism | mark | pushes | off means |\n|---|---|---|---|\n"
            .to_owned();
    for m in &MECHANISMS {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            m.name,
            m.sign.mark(),
            direction(m.sign),
            cell(m.off_means)
        );
    }
    text
}

fn direction(sign: Sign) -> &'static str {
    match sign {
        Sign::Central => "towards central decision",
        Sign::Local => "towards local decision",
        Sign::Either => "either way",
        Sign::AgainstJoint => "against deciding jointly",
        Sign::AgainstShared => "against sharing authority",
        Sign::Neutral => "neither way",
    }
}

fn parameter(p: &Parameter) -> String {
    format!(
        "## Parameter `{}`\n\n{} ({}).\n\n- unit: {}\n- default: {}\n- range: {} to {}\n\
         - sampled: {}, {}\n- source: {}\n- grade: {:?}\n",
        p.path,
        p.meaning,
        p.symbol,
        p.unit,
        p.default,
        p.range[0],
        p.range[1],
        sampled(p),
        law(p),
        p.source,
        p.grade
    )
}

fn mechanism(m: &Mechanism) -> String {
    format!(
        "## Mechanism `{}`\n\n- pushes {}\n- off means: {}\n",
        m.name,
        direction(m.sign),
        m.off_means
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_everything_that_bears_it() {
        let text = text_of("spillover").unwrap();
        assert!(text.contains("## Parameter `evidence.spillover`"), "{text}");
        assert!(text.contains("## Mechanism `spillover`"), "{text}");
        assert!(text_of("nice_cover").unwrap().contains("```toml\n"));
        assert_eq!(text_of("gravity"), None);
    }

    #[test]
    fn tables_have_one_row_for_each_entry_and_equal_cells() {
        for (table, rows) in [
            (parameters(), PARAMETERS.len()),
            (mechanisms(), MECHANISMS.len()),
        ] {
            let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
            assert_eq!(lines.len(), rows + 2);
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            assert!(lines.iter().all(|line| bars(line) == bars(lines[0])));
        }
    }
}
