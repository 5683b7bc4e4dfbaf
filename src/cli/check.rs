//! `grip check`: every mistake of the files, in one pass.

use std::fmt::Write as _;

use super::files::{self, Lost};
use super::{End, show};
use crate::scenario::check::{self, Known};
use crate::scenario::library::Kind;

/// Arguments of `grip check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip check degrees_of_control")]
pub struct Args {
    /// Scenario, arm or experiment files, or names of built-in ones
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Checks all files and names every mistake.
pub fn run(args: &Args) -> End {
    let mut end = End::Done;
    let mut report = String::new();
    for name in &args.files {
        let found = match files::find(name, &[Kind::Experiment, Kind::Arm, Kind::Scenario]) {
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
            outcomes: &[],
            arm: &|name: &str| files::arm(found.folder.as_deref(), name),
        };
        let label = &found.source.label;
        match check::file(&found.source, &known) {
            Ok(warnings) => {
                show::mistakes(&warnings);
                let note = match warnings.len() {
                    0 => String::new(),
                    1 => ", 1 warning".to_owned(),
                    n => format!(", {n} warnings"),
                };
                let _ = writeln!(report, "{label}: no mistakes{note}");
            }
            Err(mistakes) => {
                show::mistakes(&mistakes);
                let count = match mistakes.len() {
                    1 => "1 mistake".to_owned(),
                    n => format!("{n} mistakes"),
                };
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
