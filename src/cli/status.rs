//! `grip status`: what of a folder is done, missing and failed.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::run::failed;
use super::{End, show};
use crate::job::status::{Status, UnitStatus, status};
use crate::store::{Layout, ranges};

/// Arguments of `grip status`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip status results/nice_cover")]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only the numbers of the shards (or batches) that are missing, as schedulers take them:
    /// 3,7,12-15; nothing where none is
    #[arg(long, conflicts_with = "json")]
    missing: bool,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Shows what stands in a folder.
pub fn run(args: &Args) -> End {
    let found = match status(&Layout::new(&args.folder)) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    if args.missing {
        let mut text = ranges(&found.missing());
        if !text.is_empty() {
            text.push('\n');
        }
        return show::out(&text);
    }
    show::out(&if args.json {
        format!("{}\n", object(&found))
    } else {
        words(&found)
    })
}

/// What the work is divided into.
fn unit(found: &Status) -> &'static str {
    if found.shards.is_some() {
        "shard"
    } else {
        "batch"
    }
}

fn state(unit: &UnitStatus) -> &'static str {
    match unit {
        unit if unit.is_done() && unit.failed > 0 => "failed",
        unit if unit.is_done() => "done",
        unit if unit.batches_done > 0 => "begun",
        _ => "missing",
    }
}

fn object(found: &Status) -> serde_json::Value {
    let units: Vec<serde_json::Value> = found
        .units
        .iter()
        .map(|unit| {
            serde_json::json!({
                "number": unit.number, "state": state(unit), "batches": unit.batches,
                "batches_done": unit.batches_done, "runs_failed": unit.failed,
            })
        })
        .collect();
    serde_json::json!({
        "experiment": found.experiment, "complete": found.complete, "runs": found.runs,
        "runs_done": found.done, "runs_failed": found.failed, "unit": unit(found),
        "stopped": found.stopped, "may_stop_before": found.grows,
        "shards": found.shards, "missing": ranges(&found.missing()), "units": units,
        "refused": found.refused,
    })
}

fn words(found: &Status) -> String {
    let mut text = String::new();
    let missing = found.missing();
    let (unit, plural) = match found.shards {
        Some(_) => ("shard", "shards"),
        None => ("batch", "batches"),
    };
    // Writing to a text cannot fail.
    let _ = writeln!(
        text,
        "{}: {} of {}{} runs are done",
        found.experiment,
        found.done,
        if found.grows { "at most " } else { "" },
        found.runs
    );
    if found.complete {
        let _ = writeln!(text, "complete: results of all runs stand there");
        if let Some(why) = &found.stopped {
            let _ = writeln!(text, "{why}");
        }
    } else if missing.is_empty() {
        let next = match found.shards {
            Some(_) => "`grip merge` joins them",
            None => "`grip run` puts them together",
        };
        let all = found.units.len();
        let _ = writeln!(text, "all {all} {plural} are done; {next}");
    } else {
        let [done, all] = [found.units.len() - missing.len(), found.units.len()];
        let _ = writeln!(text, "{done} of {all} {plural} are done");
        let _ = writeln!(text, "missing: {}", ranges(&missing));
        if found.grows {
            let _ = writeln!(
                text,
                "its rule of stopping looks after some of them, and may need no more"
            );
        }
        let begun = found.units.iter().filter(|unit| state(unit) == "begun");
        for one in begun {
            let _ = writeln!(
                text,
                "{unit} {}: {} of {} batches",
                one.number, one.batches_done, one.batches
            );
        }
    }
    if found.failed > 0 {
        let _ = writeln!(text, "{} runs failed", found.failed);
        for one in found.units.iter().filter(|unit| unit.failed > 0) {
            let _ = writeln!(text, "{unit} {}: {} runs failed", one.number, one.failed);
        }
    }
    for refused in &found.refused {
        let _ = writeln!(text, "not taken: {refused}");
    }
    text
}
