//! Plan, run, assemble, conclude. Every step leaves the folder so that the same call goes on from
//! there: what is finished is stored under its final name, and only what is missing is done.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::assemble::{Tally, assemble};
use super::batch::run_batch;
use super::clock::{self, Watch};
use super::conclude::{Basis, Concluded, Wanted, conclude, stored};
use super::configuration::{Configuration, differences, part_key, plan_digest};
use super::error::JobError;
use super::{coverage, design_file, ground, plan_file};
use crate::experiment::plan::Plan;
use crate::experiment::seeds::SEED_SCHEME;
use crate::experiment::{Bench, workers};
use crate::model::arrangement::missing_tier;
use crate::scenario::{Experiment, Geography};
use crate::store::manifest::{Build, Clamps, FORMAT, RunCounts};
use crate::store::{Layout, Lock, Manifest, PartKey, StoreError, TableReader, sha256_hex, survey};

/// Failed runs that the manifest names one by one.
const MOST_NAMED: usize = 20;

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
        /// Runs of the plan.
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
        /// Runs of the plan.
        runs: u32,
        /// Runs of this call that failed.
        failed: u32,
        /// Seconds since this call began to run.
        seconds: f64,
        /// Seconds that the rest will take at this pace.
        left: f64,
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
        /// Runs of the plan.
        runs: u32,
    },
}

/// Does an experiment, or goes on with it.
///
/// # Errors
/// Where what is asked cannot be done, another experiment stands in the folder, or the disk
/// refuses.
pub fn run(request: &Request<'_>) -> Result<Ended, JobError> {
    let Request {
        experiment,
        geography,
        keep_places,
        ..
    } = *request;
    feasible(experiment, geography)?;
    let digest = ground::digest(geography)?;
    let configuration = Configuration::new(experiment, &digest, keep_places);
    let basis = Basis::of(experiment);
    let layout = Layout::new(request.folder);
    // Nothing is written where the folder holds something else.
    let complete = known(&layout, &configuration, &basis)?;
    layout.create()?;
    let owner = format!(
        "process {} on {} since {}",
        std::process::id(),
        request.host,
        clock::now()
    );
    let lock = Lock::exclusive(&layout.lock(), &owner)?;
    layout.remove_temporaries(&lock)?;

    let text = configuration.to_text()?;
    let plan_digest = plan_digest(&configuration.facts(&basis.design));
    let keys: Vec<PartKey> = basis
        .plan
        .batches()
        .iter()
        .map(|batch| part_key(&plan_digest, &basis.plan, batch, keep_places))
        .collect();
    if let Some(mut manifest) = complete {
        // Labels and margins may have changed; the runs are those asked for.
        manifest.configuration_digest = sha256_hex(text.as_bytes());
        manifest.configuration = text;
        (request.progress)(Progress::Concluding);
        let concluded = conclude(&layout, &basis, geography, &mut manifest, request.wanted)?;
        remove_parts(&layout)?;
        return Ok(Ended::Complete(Box::new(concluded)));
    }
    let mut manifest = begun(request, &text, &plan_digest, &basis.plan);
    if let Ok(old) = Manifest::read(&layout)
        && old.plan_digest == manifest.plan_digest
    {
        manifest.started = old.started;
    }
    plan_file::write(&layout, experiment, &basis.design, &basis.plan)?;
    design_file::write(&layout, &basis.design)?;
    manifest.write(&layout)?;

    if let Some(ended) = run_missing(request, &layout, &basis, &keys)? {
        return Ok(ended);
    }
    (request.progress)(Progress::Assembling);
    let tally = assemble(&layout, experiment, geography, &basis.plan, &keys)?;
    take_tally(&mut manifest, &basis, &tally);
    covered(&layout, &basis, tally.failed.len() as u64)?;
    (request.progress)(Progress::Concluding);
    let concluded = conclude(&layout, &basis, geography, &mut manifest, request.wanted)?;
    for table in [layout.runs(), layout.paths(), layout.places()] {
        TableReader::open(&table)?;
    }
    remove_parts(&layout)?;
    Ok(Ended::Complete(Box::new(concluded)))
}

/// Refuses what cannot be run: arms that need a tier which the geography lacks, and more runs than
/// 32 bits can number.
///
/// # Errors
/// Every arm that lacks a tier, or the number of runs.
pub fn feasible(experiment: &Experiment, geography: &Geography) -> Result<(), JobError> {
    let lines: Vec<String> = crate::experiment::design::place::every_arm(experiment)
        .iter()
        .filter_map(|arm| {
            let tier = missing_tier(arm, geography)?;
            Some(format!(
                "arm \"{}\" needs {}, which the geography \"{}\" has no table of; leave the arm \
                 out with --arms, or give another geography",
                arm.name,
                tier.label(),
                geography.name
            ))
        })
        .collect();
    if !lines.is_empty() {
        return Err(JobError::Refused(lines.join("\n")));
    }
    if experiment.runs() < u64::from(u32::MAX) {
        return Ok(());
    }
    Err(JobError::Refused(format!(
        "{} runs are more than one folder can hold ({})",
        experiment.runs(),
        u32::MAX - 1
    )))
}

/// The manifest of the folder, if every run of this experiment stands there already.
fn known(
    layout: &Layout,
    asked: &Configuration,
    basis: &Basis,
) -> Result<Option<Manifest>, JobError> {
    let (manifest, there) = match stored(layout) {
        Ok(found) => found,
        Err(JobError::Store(error)) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error),
    };
    let facts = there.facts(&crate::experiment::Design::new(&there.experiment));
    let differences = differences(&facts, &asked.facts(&basis.design));
    let folder = layout.root().display();
    if !differences.is_empty() {
        return Err(JobError::Refused(format!(
            "{folder} holds another experiment:\n  {}\ngive another folder with --out, or remove \
             this one",
            differences.join("\n  ")
        )));
    }
    let mine: Vec<(u32, u32)> = {
        let pairs = basis.plan.pairs.iter();
        let mut pairs: Vec<(u32, u32)> = pairs.map(|p| (p.point, p.replicate)).collect();
        pairs.sort_unstable();
        pairs
    };
    let theirs = match plan_file::pairs(layout) {
        Ok(pairs) => pairs,
        Err(error) if error.is_not_found() => Vec::new(),
        // The plan is written anew; a torn one is no reason to stop.
        Err(error) if !error.is_resource_failure() => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let lost = theirs
        .iter()
        .filter(|pair| mine.binary_search(pair).is_err());
    let lost = lost.count();
    if lost > 0 {
        return Err(JobError::Refused(format!(
            "{folder} holds more replicates than asked for: {lost} pairs of point and seed would \
             be lost\ngive another folder with --out, or at least as many replicates"
        )));
    }
    let complete = theirs == mine
        && there.keep_places == asked.keep_places
        && has_all_tables(&manifest, layout);
    Ok(complete.then_some(manifest))
}

/// Whether the folder is finished and its tables are what was written.
fn has_all_tables(manifest: &Manifest, layout: &Layout) -> bool {
    let tables = [
        "plan.parquet",
        "runs.parquet",
        "paths.parquet",
        "places.parquet",
    ];
    let recorded = tables.iter().all(|name| manifest.files.contains_key(*name));
    manifest.ended.is_some()
        && recorded
        && manifest
            .check_files(layout.root())
            .iter()
            .all(|wrong| !tables.contains(&wrong.file.as_str()))
}

fn begun(request: &Request<'_>, text: &str, plan_digest: &str, plan: &Plan) -> Manifest {
    Manifest {
        format: FORMAT,
        experiment: request.experiment.name.clone(),
        build: Build::current(),
        command: request.command.clone(),
        configuration: text.to_owned(),
        configuration_digest: sha256_hex(text.as_bytes()),
        plan_digest: plan_digest.to_owned(),
        seed: request.experiment.seed,
        seed_scheme: SEED_SCHEME,
        host: request.host.clone(),
        threads: threads(request.threads) as u32,
        started: clock::now(),
        ended: None,
        runs: RunCounts {
            planned: u64::from(plan.runs()),
            ..RunCounts::default()
        },
        clamps: BTreeMap::new(),
        warnings: request.warnings.clone(),
        notes: request.geography.notes.clone(),
        files: BTreeMap::new(),
    }
}

fn threads(asked: usize) -> usize {
    if asked == 0 {
        workers::available()
    } else {
        asked
    }
}

/// Runs what is missing; says so where it stopped before the end.
fn run_missing(
    request: &Request<'_>,
    layout: &Layout,
    basis: &Basis,
    keys: &[PartKey],
) -> Result<Option<Ended>, JobError> {
    let survey = survey(layout, keys)?;
    let plan = &basis.plan;
    let batches = plan.batches();
    let size = |number: &u32| keys[*number as usize].runs;
    let before: u32 = survey.done.iter().map(size).sum();
    (request.progress)(Progress::Planned {
        runs: plan.runs(),
        done: before,
        batches: survey.missing.len() as u32,
    });
    let bench = Bench {
        experiment: &basis.experiment,
        geography: request.geography,
        design: &basis.design,
        before_run: request.before_run,
    };
    let watch = Watch::start();
    let counts = Mutex::new((before, 0));
    let work = |piece: usize| {
        let number = survey.missing[piece] as usize;
        let batch = &batches[number];
        let key = &keys[number];
        let count = run_batch(&bench, plan, batch, layout, key, request.keep_places)?;
        let mut counts = counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        counts.0 += count.done + count.failed;
        counts.1 += count.failed;
        let seconds = watch.seconds();
        let [now, rest] = [counts.0 - before, plan.runs() - counts.0];
        (request.progress)(Progress::Stored {
            batch: batch.number,
            done: counts.0,
            runs: plan.runs(),
            failed: counts.1,
            seconds,
            left: seconds / f64::from(now.max(1)) * f64::from(rest),
        });
        Ok(())
    };
    let finished = workers::in_order(
        threads(request.threads),
        survey.missing.len(),
        request.stop,
        &work,
        JobError::Threads,
    )?;
    let (done, _) = counts
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok((finished < survey.missing.len()).then_some(Ended::Stopped {
        done,
        runs: plan.runs(),
    }))
}

/// Writes into the manifest what became of the runs.
fn take_tally(manifest: &mut Manifest, basis: &Basis, tally: &Tally) {
    let mut reasons = BTreeMap::new();
    for (_, reason) in &tally.failed {
        *reasons.entry(reason.clone()).or_insert(0) += 1;
    }
    manifest.runs = RunCounts {
        planned: u64::from(basis.plan.runs()),
        done: tally.done,
        failed: tally.failed.len() as u64,
        reasons,
    };
    for (run, reason) in tally.failed.iter().take(MOST_NAMED) {
        if let Some(name) = basis.plan.run(*run) {
            let arm = &basis.experiment.arms[name.arm as usize].name;
            manifest.warnings.push(format!(
                "run {run} failed (arm {arm}, point {}, replicate {}): {reason}",
                name.pair.point, name.pair.replicate
            ));
        }
    }
    let more = tally.failed.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        manifest.warnings.push(format!("{more} more runs failed"));
    }
    manifest.clamps = tally
        .clips
        .iter()
        .map(|(name, (held, evaluated))| (name.clone(), Clamps::new(*held, *evaluated)))
        .collect();
}

/// Refuses results that lack rows of the design.
fn covered(layout: &Layout, basis: &Basis, failed: u64) -> Result<(), JobError> {
    let Basis {
        experiment,
        design,
        plan,
    } = basis;
    let gaps = coverage::gaps(layout, experiment, design, plan, failed)?;
    if gaps.is_empty() {
        return Ok(());
    }
    Err(JobError::Refused(format!(
        "{} is not what was planned:\n  {}",
        layout.root().display(),
        gaps.join("\n  ")
    )))
}

/// Removes the folder of parts, whose contents now stand in the tables.
fn remove_parts(layout: &Layout) -> Result<(), StoreError> {
    let folder = layout.parts();
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(&folder, "remove", &error))
        }
        _ => Ok(()),
    }
}
