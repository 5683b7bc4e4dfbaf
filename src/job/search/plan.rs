//! What a search will take.

use super::{designs, feasible};
use crate::experiment::search::{
    Stage, experiment_of_stage, sample, seed_of_stage, size_of_stage, stages,
};
use crate::experiment::{Bench, workers};
use crate::job::clock;
use crate::job::conclude::Basis;
use crate::job::error::JobError;
use crate::scenario::{Experiment, Geography, Search};

/// One stage of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct StagePlan {
    /// Name of its folder.
    pub name: String,
    /// Arrangements compared, at most.
    pub arms: u32,
    /// Points of the inputs.
    pub points: u32,
    /// Seeds at each.
    pub replicates: u32,
    /// Runs, at most.
    pub runs: u64,
}

/// What a search will take.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchPlan {
    /// The stages.
    pub stages: Vec<StagePlan>,
    /// Runs in all, at most.
    pub runs: u64,
    /// Seconds that one run took on one thread, its part of the burn-in included.
    pub run_seconds: f64,
    /// Seconds that all runs will take.
    pub seconds: f64,
    /// Threads that this supposes.
    pub threads: usize,
}

/// Arms that are timed.
const TIMED: u32 = 24;

/// Times some runs of the first stage and reckons from them.
///
/// # Errors
/// Where the search cannot be made.
pub fn plan(
    experiment: &Experiment,
    search: &Search,
    geography: &Geography,
    threads: usize,
) -> Result<SearchPlan, JobError> {
    feasible(search, geography)?;
    designs(experiment, search)?;
    let threads = if threads == 0 {
        workers::available()
    } else {
        threads
    };
    let of_stage = |stage: Stage| {
        let size = size_of_stage(experiment, search, stage);
        let arms = match stage {
            Stage::Rung(at) => search.most_candidates(&search.rungs[at]),
            Stage::HoldOut => search.most_held_out(),
        };
        StagePlan {
            name: stage.name(),
            arms,
            points: size.points,
            replicates: size.replicates,
            runs: u64::from(arms) * u64::from(size.points) * u64::from(size.replicates),
        }
    };
    let stages: Vec<StagePlan> = stages(search).into_iter().map(of_stage).collect();
    let first = Stage::Rung(0);
    let timed = sample(search, seed_of_stage(experiment.seed, first), TIMED);
    let timed = if timed.is_empty() {
        search.uniform()
    } else {
        timed
    };
    let basis = Basis::of(&experiment_of_stage(experiment, search, first, &timed));
    let bench = Bench {
        experiment: &basis.experiment,
        geography,
        design: &basis.design,
        before_run: &|_| {},
    };
    let watch = clock::Watch::start();
    if let Some(pair) = basis.plan.pairs.first() {
        let _ = bench.run_pair(*pair, 0);
    }
    let run_seconds = watch.seconds() / timed.len() as f64;
    let runs: u64 = stages.iter().map(|stage| stage.runs).sum();
    Ok(SearchPlan {
        seconds: run_seconds * runs as f64 / threads as f64,
        stages,
        runs,
        run_seconds,
        threads,
    })
}
