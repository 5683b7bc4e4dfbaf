//! `grip describe`: a topic, or everything that bears a name, in Markdown.

use super::tables::{self, better, direction, figure, horizon, law, sampled};
use super::{End, show};
use crate::engine::outcomes::{OUTCOMES, Outcome};
use crate::facts::{self, Fact};
use crate::model::phases::PHASES;
use crate::scenario::base::base_text;
use crate::scenario::error::meant;
use crate::scenario::library::{self, Kind};
use crate::scenario::{MECHANISMS, Mechanism, PARAMETERS, Parameter};

/// Makes the text of a topic.
type Topic = fn() -> String;

/// What can be described as a whole.
const TOPICS: [(&str, Topic); 6] = [
    ("parameters", tables::parameters),
    ("outcomes", tables::outcomes),
    ("phases", tables::phases),
    ("facts", tables::facts),
    ("mechanisms", tables::mechanisms),
    ("base", base_text),
];

/// Kinds of file with built-in texts, and the word for one.
const TEXTS: [(Kind, &str); 4] = [
    (Kind::Experiment, "Experiment"),
    (Kind::Arm, "Arm"),
    (Kind::Structure, "Structure"),
    (Kind::Geography, "Geography"),
];

/// Arguments of `grip describe`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Topics: parameters, outcomes, phases, facts, mechanisms, base (the text of \
                  configs/base.toml).\nNames: those of grip list, and of facts.\n\n\
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
        .chain(TEXTS.iter().flat_map(|(kind, _)| library::names(*kind)))
        .chain(PARAMETERS.iter().map(|p| p.path))
        .chain(PARAMETERS.iter().map(Parameter::key))
        .chain(MECHANISMS.iter().map(|m| m.name))
        .chain(OUTCOMES.iter().map(|o| o.name))
        .chain(PHASES.iter().map(|phase| phase.name))
        .chain(facts::all().iter().map(|fact| fact.id.as_str()))
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
    parts.extend(OUTCOMES.iter().filter(|o| o.name == name).map(outcome));
    parts.extend(
        PHASES
            .iter()
            .filter(|phase| phase.name == name)
            .map(|phase| format!("## Phase `{}`\n\n{}.\n", phase.name, phase.summary)),
    );
    parts.extend(facts::find(name).map(fact));
    for (kind, word) in TEXTS {
        if let Some(source) = library::source(kind, name) {
            parts.push(format!(
                "## {word} `{name}`\n\nFile `{}`:\n\n```toml\n{}```\n",
                source.label, source.text
            ));
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
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

fn outcome(o: &Outcome) -> String {
    format!(
        "## Outcome `{}`\n\n{}.\n\n- number: {}\n- unit: {}\n- better: {}\n- time: {}\n\
         - domain: {}\n",
        o.name,
        o.meaning,
        o.number,
        o.unit,
        better(o),
        horizon(o),
        o.domain.key()
    )
}

fn fact(fact: &Fact) -> String {
    let note = if fact.note.is_empty() {
        String::new()
    } else {
        format!("- note: {}\n", fact.note)
    };
    format!(
        "## Fact `{}`\n\n{}\n\n- figure: {} {}\n- date: {}\n- place: {}\n- source: {}\n\
         - grade: {:?}\n{note}",
        fact.id,
        fact.meaning,
        figure(fact),
        fact.unit,
        fact.date,
        fact.place,
        fact.source,
        fact.grade
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_everything_that_bears_it() {
        let text = text_of("spillover").unwrap_or_default();
        assert!(text.contains("## Parameter `evidence.spillover`"), "{text}");
        assert!(text.contains("## Mechanism `spillover`"), "{text}");
        for (name, part) in [
            ("nice_cover", "## Experiment `nice_cover`"),
            ("published_trusts", "## Geography `published_trusts`"),
            ("net_saving", "## Outcome `net_saving`"),
            ("decide", "## Phase `decide`"),
            (facts::all()[0].id.as_str(), "## Fact"),
        ] {
            assert!(text_of(name).unwrap_or_default().contains(part), "{name}");
        }
        assert_eq!(text_of("gravity"), None);
    }
}
