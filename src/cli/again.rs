//! What `extend` and `retry` share: a stored experiment is run on, as `grip run` would.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use super::progress::Teller;
use super::run::{failed, host, stopped, told};
use super::{End, show};
use crate::job::conclude::Wanted;
use crate::job::signals::Signals;
use crate::job::{Ended, JobError, Request};
use crate::scenario::{Experiment, Geography};

/// Options of both.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Threads [default: as many as there are]; results do not depend on them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// No progress and no warnings
    #[arg(long)]
    quiet: bool,
    /// Progress and result on stdout, one JSON object in a line
    #[arg(long)]
    json: bool,
}

/// What is run on.
pub struct Work<'a> {
    /// What is asked now.
    pub experiment: &'a Experiment,
    /// Its geography.
    pub geography: &'a Geography,
    /// Whether every place of every run is kept.
    pub keep_places: bool,
    /// The results folder.
    pub folder: &'a Path,
    /// Does it: `run` or `retry` of the layer below.
    pub act: fn(&Request<'_>) -> Result<Ended, JobError>,
}

/// Runs on, and says in one line what `say` makes of the number of runs that were computed, those
/// of the plan and those that failed.
pub fn carry_out(
    work: &Work<'_>,
    options: &Options,
    say: impl FnOnce(u32, u64, u64) -> String,
) -> End {
    let signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => {
            show::complain(&format!("error: cannot listen to signals: {error}\n"));
            return End::Resource;
        }
    };
    let teller = Mutex::new(Teller::new(options.quiet, options.json));
    let computed = AtomicU32::new(0);
    let ended = (work.act)(&Request {
        experiment: work.experiment,
        geography: work.geography,
        folder: work.folder,
        threads: usize::from(options.threads.unwrap_or(0)),
        keep_places: work.keep_places,
        stop_on_error: false,
        command: std::env::args().collect(),
        host: host(),
        warnings: Vec::new(),
        stop: &|| signals.asked().is_some(),
        progress: &|event| {
            if let Ok(mut teller) = teller.lock() {
                teller.tell(&event);
            }
        },
        wanted: Wanted::All,
        before_run: &|_| {
            computed.fetch_add(1, Ordering::Relaxed);
        },
    });
    if let Ok(mut teller) = teller.lock() {
        teller.end();
    }
    match ended {
        Ok(Ended::Complete(concluded)) => {
            let (planned, _, failed) = concluded.runs;
            if !options.json {
                let line = say(computed.into_inner(), planned, failed);
                if let end @ (End::Resource | End::Wrong) = show::out(&format!("{line}\n")) {
                    return end;
                }
            }
            told(&concluded, work.folder, options.json, options.quiet)
        }
        Ok(Ended::Stopped { done, runs }) => stopped((done, runs), work.folder, &signals),
        Err(error) => failed(&error),
    }
}
