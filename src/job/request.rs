//! What is asked of a job, what it tells while it is at work, and how it ends.

use std::path::Path;

use super::clock;
use super::conclude::{Concluded, Wanted};
use crate::scenario::{Experiment, Geography};

/// What is to be run, where and how.
pub struct Request<'a> {
    /// What is asked.
    pub experiment: &'a Experiment,
    /// The ground.
    pub geography: &'a Geography,
    /// The results folder.
    pub folder: &'a Path,
    /// Threads; 0 is as many as the machine has. They change the time taken and nothing else.
    pub threads: usize,
    /// Whether every place of every run is kept.
    pub keep_places: bool,
    /// Whether to stop at the first run that fails; otherwise it is recorded and left out of every
    /// estimate.
    pub stop_on_error: bool,
    /// The command line, for the manifest.
    pub command: Vec<String>,
    /// The machine, for the manifest.
    pub host: String,
    /// Warnings of the settling of the experiment, for the manifest.
    pub warnings: Vec<String>,
    /// Whether to stop after the batches under way.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Told what happens.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// What is made of the runs at the end.
    pub wanted: Wanted,
    /// Called with the number of each run before it begins; for tests of failing runs.
    pub before_run: &'a (dyn Fn(u32) + Sync),
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The plan stands.
    Planned {
        /// Runs of the plan, or of the shard.
        runs: u32,
        /// Runs that were done by earlier calls.
        done: u32,
        /// Batches that are to be done.
        batches: u32,
    },
    /// A batch is stored.
    Stored {
        /// Number of the batch in the plan.
        batch: u32,
        /// Runs done, by this and earlier calls.
        done: u32,
        /// Runs of the plan, or of the shard.
        runs: u32,
        /// Runs of this call that failed.
        failed: u32,
        /// Seconds since this call began to run.
        seconds: f64,
        /// Seconds that the rest will take at this pace.
        left: f64,
    },
    /// A stage of a search begins.
    Stage {
        /// Its number, from 1.
        number: u32,
        /// Stages in all.
        stages: u32,
        /// Arrangements that it compares.
        arms: u32,
        /// Points on which it compares them.
        points: u32,
    },
    /// All runs are done and are put together.
    Assembling,
    /// Estimates, charts and page are made.
    Concluding,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// Everything is there.
    Complete(Box<Concluded>),
    /// Stopped before everything was run: runs done and planned.
    Stopped {
        /// Runs that are done and stored.
        done: u32,
        /// Runs of the plan, or of the shard.
        runs: u32,
    },
}

/// Who holds a results folder, for those who find it locked.
pub(super) fn owner(host: &str) -> String {
    let process = std::process::id();
    format!("process {process} on {host} since {}", clock::now())
}
