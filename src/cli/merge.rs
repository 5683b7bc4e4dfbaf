//! `grip merge`: shards joined.

use std::path::PathBuf;
use std::sync::Mutex;

use super::progress::Teller;
use super::run::{failed, host, told};
use super::{End, show};
use crate::job::conclude::Wanted;
use crate::job::merge::{Merged, merge};
use crate::job::status::Status;
use crate::store::ranges;

/// Arguments of `grip merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip merge results/nice_cover")]
pub struct Args {
    /// A folder in which all shards are done
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Threads that draw the charts [default: as many as there are]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// No progress and no warnings
    #[arg(long)]
    quiet: bool,
    /// Progress and result on stdout, one JSON object in a line
    #[arg(long)]
    json: bool,
}

/// Joins the shards of a folder, summarises and draws.
pub fn run(args: &Args) -> End {
    let teller = Mutex::new(Teller::new(args.quiet, args.json));
    let threads = usize::from(args.threads.unwrap_or(0));
    let merged = merge(&args.folder, threads, &host(), Wanted::All, &|event| {
        if let Ok(mut teller) = teller.lock() {
            teller.tell(&event);
        }
    });
    match merged {
        Ok(Merged::Complete(concluded)) => told(&concluded, &args.folder, args.json, args.quiet),
        Ok(Merged::Incomplete(status)) => incomplete(&status, args),
        Err(error) => failed(&error),
    }
}

fn incomplete(status: &Status, args: &Args) -> End {
    let missing = ranges(&status.missing());
    if args.json {
        let line = serde_json::json!({
            "event": "incomplete", "shards": status.shards, "missing": missing,
            "runs": status.runs, "done": status.done, "refused": status.refused,
        });
        // The exit code tells, whoever reads.
        let _ = show::out(&format!("{line}\n"));
    }
    let of = status.shards.unwrap_or(0);
    for refused in &status.refused {
        show::complain(&format!("warning: {refused}\n"));
    }
    show::complain(&format!(
        "incomplete: {} of {} runs are done; of {of} shards these are missing: {missing}\n",
        status.done, status.runs
    ));
    End::Incomplete
}
