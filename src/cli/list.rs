//! `grip list`: what there is, one line each.

use clap::builder::PossibleValuesParser;

use super::{End, files, show};
use crate::engine::outcomes::{Better, OUTCOMES};
use crate::model::phases::PHASES;
use crate::scenario::check::{self, Known};
use crate::scenario::library::{self, Kind};
use crate::scenario::{Changes, MECHANISMS, PARAMETERS};

/// Makes the lines of a list: name and one sentence.
type List = fn() -> Vec<(String, String)>;

/// What can be listed.
const LISTS: [(&str, List); 8] = [
    ("experiments", experiments),
    ("arms", arms),
    ("structures", structures),
    ("outcomes", outcomes),
    ("parameters", parameters),
    ("phases", phases),
    ("mechanisms", mechanisms),
    ("geographies", geographies),
];

/// Arguments of `grip list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip list arms")]
pub struct Args {
    /// What to list
    #[arg(default_value = "experiments", value_parser = PossibleValuesParser::new(LISTS.map(|l| l.0)))]
    what: String,
}

/// Lists one kind of thing.
pub fn run(args: &Args) -> End {
    let lines = LISTS
        .iter()
        .find(|(name, _)| *name == args.what)
        .map_or(Vec::new(), |(_, lines)| lines());
    let width = lines
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    let text: String = lines
        .iter()
        .map(|(name, sentence)| format!("{name:width$}  {sentence}").trim_end().to_owned() + "\n")
        .collect();
    show::out(&text)
}

fn experiments() -> Vec<(String, String)> {
    let known = Known {
        outcomes: &files::outcomes(),
        arm: &library::built_in_arm,
        structure: &library::built_in_structure,
        table: &library::no_table,
    };
    library::names(Kind::Experiment)
        .filter_map(|name| {
            let source = library::source(Kind::Experiment, name)?;
            let settled = check::experiment(&source, name, &Changes::default(), &known).ok()?;
            Some((name.to_owned(), settled.value.title))
        })
        .collect()
}

fn arms() -> Vec<(String, String)> {
    library::names(Kind::Arm)
        .filter_map(|name| {
            let arm = check::arm(&library::built_in_arm(name)?, name).ok()?;
            Some((name.to_owned(), arm.value.label))
        })
        .collect()
}

fn structures() -> Vec<(String, String)> {
    library::names(Kind::Structure)
        .filter_map(|name| {
            let source = library::built_in_structure(name)?;
            let structure = check::structure(&source, name).ok()?;
            Some((name.to_owned(), structure.value.label))
        })
        .collect()
}

fn outcomes() -> Vec<(String, String)> {
    OUTCOMES
        .iter()
        .map(|o| {
            let better = match o.better {
                Better::Higher => "more is better",
                Better::Lower => "less is better",
                Better::Neither => "neither is better",
            };
            let sentence = format!(
                "{} [{}], {better}; domain {}",
                o.meaning,
                o.unit,
                o.domain.key()
            );
            (o.name.to_owned(), sentence)
        })
        .collect()
}

fn phases() -> Vec<(String, String)> {
    PHASES
        .iter()
        .map(|phase| (phase.name.to_owned(), phase.summary.to_owned()))
        .collect()
}

fn parameters() -> Vec<(String, String)> {
    PARAMETERS
        .iter()
        .map(|p| {
            let sentence = format!("{} = {} {}", p.meaning, p.default, p.unit);
            (p.path.to_owned(), sentence)
        })
        .collect()
}

fn mechanisms() -> Vec<(String, String)> {
    MECHANISMS
        .iter()
        .map(|m| {
            let sentence = format!("{:3} off: {}", m.sign.mark(), m.off_means);
            (m.name.to_owned(), sentence)
        })
        .collect()
}

fn geographies() -> Vec<(String, String)> {
    library::names(Kind::Geography)
        .filter_map(|name| {
            let source = library::source(Kind::Geography, name)?;
            let file = check::geography(&source).ok()?;
            let sentence = match file.wanted().places {
                None => "invented ground, built in".to_owned(),
                Some(table) => format!("a template that reads {table} beside it"),
            };
            Some((name.to_owned(), sentence))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_names_everything_of_its_kind() {
        let counts = LISTS.map(|(name, lines)| (name, lines().len()));
        assert_eq!(
            counts,
            [
                ("experiments", library::names(Kind::Experiment).count()),
                ("arms", library::names(Kind::Arm).count()),
                ("structures", library::names(Kind::Structure).count()),
                ("outcomes", OUTCOMES.len()),
                ("parameters", PARAMETERS.len()),
                ("phases", PHASES.len()),
                ("mechanisms", MECHANISMS.len()),
                ("geographies", library::names(Kind::Geography).count()),
            ]
        );
    }
}
