//! `grip retry`: failed runs once more.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::again::{Options, Work, carry_out};
use super::run::failed;
use super::{End, show};
use crate::job::retry;
use crate::job::run::retry as retry_job;
use crate::store::Layout;

/// Arguments of `grip retry`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "For after a lack of memory, or with a version of grip that has the same version of the \
                  model\nwithout the fault. Runs that came to their end keep their bits. Exit code 1 \
                  where some fail again.\n\nExample:\n  grip retry results/nice_cover --failed"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The runs that are stored as failed
    #[arg(long, required = true)]
    failed: bool,
    #[command(flatten)]
    options: Options,
}

/// Does failed runs again.
pub fn run(args: &Args) -> End {
    let found = match retry::failed(&Layout::new(&args.folder)) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    if found.runs == 0 {
        return show::out(&format!(
            "0 of {} runs failed; there is nothing to do again\n",
            found.again.manifest.runs.planned
        ));
    }
    let mut text = String::new();
    for (reason, count) in &found.reasons {
        let _ = writeln!(text, "{count} failed: {reason}");
    }
    show::complain(&text);
    let work = Work {
        experiment: &found.again.configuration.experiment,
        geography: &found.again.geography,
        keep_places: found.again.configuration.keep_places,
        folder: &args.folder,
        act: retry_job,
    };
    let before = found.runs;
    carry_out(&work, &args.options, |computed, _, failed| {
        format!("{before} runs had failed: {computed} computed again, {failed} failed now")
    })
}
