//! `grip extend`: more replicates for what is stored.

use std::path::PathBuf;

use super::again::{Options, Work, carry_out};
use super::run::failed;
use super::{End, show};
use crate::job::extend::{NO_MORE_POINTS, grown};
use crate::job::{again, run as run_job};
use crate::store::Layout;

/// Arguments of `grip extend`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Stored runs keep their bits and are not computed again; the results are those of \
                  an experiment\nthat had this many seeds from the start. Stopped, the same call \
                  goes on.\n\nExample:\n  grip extend results/nice_cover --replicates 6"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Seeds that every point shall have at least
    #[arg(long, value_name = "N", required_unless_present = "points")]
    replicates: Option<u64>,
    /// Refused, for points cannot be added
    #[arg(long, value_name = "N", hide = true)]
    points: Option<u64>,
    #[command(flatten)]
    options: Options,
}

/// Adds replicates.
pub fn run(args: &Args) -> End {
    let wrong = |why: &str| {
        show::complain(&format!("error: {why}\n"));
        End::Wrong
    };
    if args.points.is_some() {
        return wrong(NO_MORE_POINTS);
    }
    let Some(replicates) = args.replicates else {
        return wrong("say how many seeds with --replicates N");
    };
    let stored = match again::load(&Layout::new(&args.folder)) {
        Ok(stored) => stored,
        Err(error) => return failed(&error),
    };
    let before = stored.configuration.experiment.runs();
    let experiment = match grown(&stored.configuration.experiment, replicates) {
        Ok(experiment) => experiment,
        Err(error) => return failed(&error),
    };
    let work = Work {
        experiment: &experiment,
        geography: &stored.geography,
        keep_places: stored.configuration.keep_places,
        folder: &args.folder,
        act: run_job,
    };
    carry_out(&work, &args.options, |computed, planned, failed| {
        format!("{before} runs before, {planned} now: {computed} computed, {failed} failed")
    })
}
