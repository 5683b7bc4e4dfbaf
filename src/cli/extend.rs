//! `grip extend`: more replicates for what is stored, or more of its rule of stopping.

use std::path::PathBuf;

use super::again::{Options, Work, carry_out};
use super::run::failed;
use super::{End, show};
use crate::job::extend::NO_MORE_POINTS;
use crate::job::further::{More, further};
use crate::job::{again, run as run_job};
use crate::store::Layout;

/// Arguments of `grip extend`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Stored runs keep their bits and are not computed again; the results are those of \
                  an experiment\nthat had this many seeds from the start. Interrupted, the same call \
                  goes on.\n\nWhere a rule of stopping decided how much was run, --target lets it go \
                  on to a smaller\nhalf-width, and under [stopping.always_valid] --maximum beyond its \
                  maximum; the page says so.\n\nExample:\n  grip extend results/nice_cover \
                  --replicates 6"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Seeds that every point shall have at least
    #[arg(long, value_name = "N")]
    replicates: Option<u64>,
    /// A smaller half-width for its rule of stopping, in the unit of the primary outcome
    #[arg(long, value_name = "X")]
    target: Option<f64>,
    /// A larger maximum for its rule of stopping, where that is [stopping.always_valid]
    #[arg(long, value_name = "N")]
    maximum: Option<u64>,
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
    if args.replicates.is_none() && args.target.is_none() && args.maximum.is_none() {
        return wrong(
            "say what to add: seeds with --replicates N; or, where a rule of stopping decided, a \
             smaller half-width with --target X or a larger maximum with --maximum N",
        );
    }
    let stored = match again::load(&Layout::new(&args.folder)) {
        Ok(stored) => stored,
        Err(error) => return failed(&error),
    };
    let before = stored.manifest.runs.planned;
    let more = More {
        replicates: args.replicates,
        target: args.target,
        maximum: args.maximum,
    };
    let asked = &stored.configuration.experiment;
    let experiment = match further(asked, &stored.manifest, more) {
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
