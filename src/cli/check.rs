//! `grip check`: every mistake of the files, in one pass.

use std::fmt::Write as _;
use std::fs;

use super::files::{self, Found, Lost};
use super::{End, show};
use crate::scenario::check::{self, Known};
use crate::scenario::geography::Tables;
use crate::scenario::library::Kind;

const KINDS: [Kind; 5] = [
    Kind::Experiment,
    Kind::Arm,
    Kind::Structure,
    Kind::Scenario,
    Kind::Geography,
];

/// Arguments of `grip check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip check degrees_of_control")]
pub struct Args {
    /// Scenario, arm, structure, experiment or geography files, or names of built-in ones
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Checks all files and names every mistake.
pub fn run(args: &Args) -> End {
    let outcomes = files::outcomes();
    let mut end = End::Done;
    let mut report = String::new();
    for name in &args.files {
        let found = match files::find(name, &KINDS) {
            Ok(found) => found,
            Err(lost) => {
                match lost {
                    Lost::Unreadable(why) => show::complain(&format!("error: {why}\n")),
                    Lost::Mistake(mistake) => show::mistakes(&[*mistake]),
                }
                end = End::Wrong;
                continue;
            }
        };
        let known = Known {
            outcomes: &outcomes,
            arm: &|name: &str| files::arm(found.folder.as_deref(), name),
            structure: &|name: &str| files::structure(found.folder.as_deref(), name),
            table: &|name: &str| files::table(found.folder.as_deref(), name),
        };
        let label = &found.source.label;
        let checked = check::file(&found.source, &known);
        if checked.is_ok() && check::kind(&found.source) == Ok(Kind::Geography) {
            let faults = tables(&found);
            for fault in &faults {
                show::complain(&format!("error: {fault}\n"));
            }
            if !faults.is_empty() {
                let count = counted(faults.len(), "mistake");
                let _ = writeln!(report, "{label}: {count} in its tables");
                end = End::Wrong;
                continue;
            }
        }
        match checked {
            Ok(warnings) => {
                show::mistakes(&warnings);
                let note = match warnings.len() {
                    0 => String::new(),
                    n => format!(", {}", counted(n, "warning")),
                };
                let _ = writeln!(report, "{label}: no mistakes{note}");
            }
            Err(mistakes) => {
                show::mistakes(&mistakes);
                let count = counted(mistakes.len(), "mistake");
                let _ = writeln!(report, "{label}: {count}");
                end = End::Wrong;
            }
        }
    }
    match show::out(&report) {
        End::Done => end,
        failed => failed,
    }
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// The mistakes of the tables that a geography file describes. A built-in one is a template whose
/// tables are not there.
fn tables(found: &Found) -> Vec<String> {
    let (Some(folder), Ok(file)) = (&found.folder, check::geography(&found.source)) else {
        return Vec::new();
    };
    let mut lost = Vec::new();
    let mut read = |name: Option<&str>| {
        let path = folder.join(name?);
        fs::read(&path)
            .map_err(|error| lost.push(format!("cannot read \"{}\": {error}", path.display())))
            .ok()
    };
    let wanted = file.wanted();
    let (places, neighbours, centroids) = (
        read(wanted.places),
        read(wanted.neighbours),
        read(wanted.centroids),
    );
    if !lost.is_empty() {
        return lost;
    }
    let tables = Tables {
        places: places.as_deref(),
        neighbours: neighbours.as_deref(),
        centroids: centroids.as_deref(),
    };
    file.build(&tables).map_or_else(
        |faults| faults.iter().map(ToString::to_string).collect(),
        |_| Vec::new(),
    )
}
