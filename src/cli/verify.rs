//! `grip verify`: is a results folder what it says it is?

use std::fmt::Write as _;
use std::path::PathBuf;

use super::run::failed;
use super::{End, show};
use crate::job::clock;
use crate::job::verify::verify;
use crate::store::Layout;

/// Arguments of `grip verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip verify results/nice_cover --runs 2")]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Stored runs to run again and compare bit for bit; chosen anew in every call
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: u32,
}

/// Compares files and runs.
pub fn run(args: &Args) -> End {
    let found = match verify(&Layout::new(&args.folder), args.runs, clock::seed()) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let mut text = String::new();
    for line in &found.wrong {
        let _ = writeln!(text, "{line}");
    }
    let runs: Vec<String> = found.runs.iter().map(ToString::to_string).collect();
    let again = match runs.len() {
        0 => "no run was run again".to_owned(),
        1 => format!("run {} was run again", runs[0]),
        _ => format!("runs {} were run again", runs.join(", ")),
    };
    let verdict = match found.wrong.len() {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        n => format!("{n} differences"),
    };
    let _ = writeln!(text, "{} files compared, {again}: {verdict}", found.files);
    match show::out(&text) {
        End::Done if !found.wrong.is_empty() => End::Failed,
        end => end,
    }
}
