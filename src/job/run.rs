//! Plan, run, assemble, conclude. Every step leaves the folder so that the same call goes on from
//! there: what is finished is stored under its final name, and only what is missing is done.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use super::assemble::{Tally, assemble};
use super::batch::{Manner, run_batch};
use super::clock::{self, Watch};
use super::conclude::{Basis, Concluded, Wanted, conclude, stored};
use super::configuration::{Configuration, differences, part_key, plan_digest};
use super::error::JobError;
use super::request::{Ended, Progress, Request, owner};
use super::stock::{self, Stock};
use super::stopping::{self, Growing};
use super::{claims, coverage, failures, ground, plan_file};
use crate::analysis::stopping::Stopped;
use crate::experiment::plan::Plan;
use crate::experiment::seeds::SEED_SCHEME;
use crate::experiment::{Bench, workers};
use crate::model::arrangement::missing_tier;
use crate::scenario::{Experiment, Geography};
use crate::store::manifest::{Build, Clamps, FORMAT, RunCounts};
use crate::store::{Layout, Lock, Manifest, PartKey, StoreError, TableReader, sha256_hex, survey};

/// Failed runs that the manifest names one by one.
const MOST_NAMED: usize = 20;

/// Does an experiment, or goes on with it.
///
/// # Errors
/// Where what is asked cannot be done, another experiment stands in the folder, or the disk
/// refuses.
pub fn run(request: &Request<'_>) -> Result<Ended, JobError> {
    go_on(request, false)
}

/// Does the failed runs of a finished experiment again; all others stay as they are.
///
/// # Errors
/// As [`run`].
pub fn retry(request: &Request<'_>) -> Result<Ended, JobError> {
    go_on(request, true)
}

fn go_on(request: &Request<'_>, again: bool) -> Result<Ended, JobError> {
    let Request {
        experiment,
        geography,
        keep_places,
        ..
    } = *request;
    feasible(experiment, geography)?;
    if let Some(search) = &experiment.search {
        return super::search::run(request, search);
    }
    let digest = ground::digest(geography)?;
    let configuration = Configuration::new(experiment, &digest, keep_places);
    let mut basis = Basis::of(experiment);
    let layout = Layout::new(request.folder);
    // Nothing is written where the folder holds something else.
    let (found, is_complete) = known(&layout, &configuration, &basis)?;
    layout.create()?;
    let lock = Lock::exclusive(&layout.lock(), &owner(&request.host))?;
    layout.remove_temporaries(&lock)?;

    let text = configuration.to_text()?;
    let plan_digest = plan_digest(&configuration.facts(&basis.design));
    let keys: Vec<PartKey> = basis
        .plan
        .batches()
        .iter()
        .map(|batch| part_key(&plan_digest, &basis.plan, batch, keep_places))
        .collect();
    if let Some(mut manifest) = found.clone().filter(|_| is_complete && !again) {
        basis = Basis::of(&stopping::as_run(experiment, &manifest));
        // Labels and margins may have changed; the runs are those asked for.
        manifest.configuration_digest = sha256_hex(text.as_bytes());
        manifest.configuration = text;
        (request.progress)(Progress::Concluding);
        let concluded = conclude(&layout, &basis, geography, &mut manifest, request.wanted)?;
        remove_parts(&layout)?;
        return Ok(Ended::Complete(Box::new(concluded)));
    }
    if found.is_some() {
        stock::lay_aside(&layout)?;
    }
    let stock = stock::open(&layout, &plan_digest, &configuration, geography)?;
    let stock = stock.as_ref();
    let mut manifest = begun(request, &text, &plan_digest, &basis.plan);
    if let Ok(old) = Manifest::read(&layout)
        && old.plan_digest == manifest.plan_digest
    {
        let there = Configuration::from_text(&old.configuration)?.experiment;
        manifest.gone_on = stopping::earlier(&old, &there, experiment);
        manifest.started = old.started;
        manifest.claims_before = old.claims_before;
    }
    plan_file::write(&layout, experiment, &basis.design, &basis.plan)?;
    manifest.write(&layout)?;

    match run_looks(request, &layout, &basis, &keys, stock)? {
        Growth::Interrupted(ended) => return Ok(ended),
        Growth::Whole => {}
        Growth::Stopped(stopped) => {
            manifest.stopped = Some(Stopped {
                earlier: std::mem::take(&mut manifest.gone_on),
                ..stopped
            });
            basis = Basis::of(&stopping::as_run(experiment, &manifest));
            plan_file::write(&layout, experiment, &basis.design, &basis.plan)?;
        }
    }
    let parts = (&layout, &keys[..basis.plan.batches().len()], stock);
    let told = (request.wanted, request.progress);
    let concluded = finish(parts, &basis, geography, &mut manifest, told)?;
    remove_parts(&layout)?;
    Ok(Ended::Complete(Box::new(concluded)))
}

/// Puts the parts of all runs together and concludes. The parts are still there afterwards, and no
/// longer needed.
///
/// # Errors
/// When a part is missing or damaged, or the disk refuses.
pub(super) fn finish(
    (layout, keys, stock): (&Layout, &[PartKey], Option<&Stock>),
    basis: &Basis,
    geography: &Geography,
    manifest: &mut Manifest,
    (wanted, progress): (Wanted, &(dyn Fn(Progress) + Sync)),
) -> Result<Concluded, JobError> {
    progress(Progress::Assembling);
    let tally = assemble(
        layout,
        &basis.experiment,
        geography,
        &basis.plan,
        keys,
        stock,
    )?;
    take_tally(manifest, basis, &tally);
    failures::write(layout, basis, &tally.failed)?;
    covered(layout, basis, tally.failed.len() as u64)?;
    progress(Progress::Concluding);
    let concluded = conclude(layout, basis, geography, manifest, wanted)?;
    for table in [layout.runs(), layout.paths(), layout.places()] {
        TableReader::open(&table)?;
    }
    Ok(concluded)
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

/// The manifest of the folder, if it is finished and all its runs belong to this experiment, and
/// whether these are all the runs that are asked for.
pub(super) fn known(
    layout: &Layout,
    asked: &Configuration,
    basis: &Basis,
) -> Result<(Option<Manifest>, bool), JobError> {
    let (manifest, there) = match stored(layout) {
        Ok(found) => found,
        Err(JobError::Store(error)) if error.is_not_found() => return Ok((None, false)),
        Err(error) => return Err(error),
    };
    let facts = there.facts(&crate::experiment::Design::new(&there.experiment));
    let differences = differences(&facts, &asked.facts(&basis.design));
    let folder = layout.root().display();
    stopping::same_rule(&there.experiment, &asked.experiment, &folder.to_string())?;
    if !differences.is_empty() {
        return Err(JobError::Refused(format!(
            "{folder} holds another experiment:\n  {}\ngive another folder with --out, or remove \
             this one",
            differences.join("\n  ")
        )));
    }
    // Under another target or maximum an experiment goes on.
    let same = there.experiment.stopping == basis.experiment.stopping;
    let mine: Vec<(u32, u32)> = {
        let grown = same.then(|| Basis::of(&stopping::as_run(&basis.experiment, &manifest)));
        let pairs = grown.as_ref().unwrap_or(basis).plan.pairs.iter();
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
    let whole = there.keep_places == asked.keep_places && has_all_tables(&manifest, layout);
    Ok((whole.then_some(manifest), whole && theirs == mine && same))
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

pub(super) fn begun(request: &Request<'_>, text: &str, plan_digest: &str, plan: &Plan) -> Manifest {
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
        shards: None,
        runs: RunCounts {
            planned: u64::from(plan.runs()),
            ..RunCounts::default()
        },
        clamps: BTreeMap::new(),
        warnings: request.warnings.clone(),
        notes: request.geography.notes.clone(),
        files: BTreeMap::new(),
        stopped: None,
        gone_on: Vec::new(),
        claims_before: claims::digests(&request.experiment.claims),
    }
}

pub(super) fn threads(asked: usize) -> usize {
    if asked == 0 {
        workers::available()
    } else {
        asked
    }
}

/// How far an experiment got.
enum Growth {
    /// It was asked to stop.
    Interrupted(Ended),
    /// Every run of the plan is done.
    Whole,
    /// Enough is done, by its own rule.
    Stopped(Stopped),
}

/// Runs what is missing: all of it, or where the size is not fixed as much as its looks ask for.
fn run_looks(
    request: &Request<'_>,
    layout: &Layout,
    basis: &Basis,
    keys: &[PartKey],
    stock: Option<&Stock>,
) -> Result<Growth, JobError> {
    let least = stock.map_or(0, |stock| stock.units);
    let Some(mut growing) = Growing::of(basis, least) else {
        let ended = run_missing(request, layout, basis, keys, stock)?;
        return Ok(ended.map_or(Growth::Whole, Growth::Interrupted));
    };
    let mut from = 0;
    for batches in growing.stages() {
        if let Some(ended) = run_missing(request, layout, basis, &keys[from..batches], stock)? {
            return Ok(Growth::Interrupted(ended));
        }
        if let Some(stopped) = growing.look(layout, &keys[..batches])? {
            return Ok(Growth::Stopped(stopped));
        }
        from = batches;
    }
    Ok(Growth::Whole)
}

/// Runs what is missing of some parts; says so where it stopped before the end.
pub(super) fn run_missing(
    request: &Request<'_>,
    layout: &Layout,
    basis: &Basis,
    keys: &[PartKey],
    stock: Option<&Stock>,
) -> Result<Option<Ended>, JobError> {
    let survey = survey(layout, keys)?;
    let plan = &basis.plan;
    let batches = plan.batches();
    let is_missing = |key: &&PartKey| survey.missing.binary_search(&key.number).is_ok();
    let missing: Vec<&PartKey> = keys.iter().filter(is_missing).collect();
    let runs: u32 = keys.iter().map(|key| key.runs).sum();
    let before = runs - missing.iter().map(|key| key.runs).sum::<u32>();
    (request.progress)(Progress::Planned {
        runs,
        done: before,
        batches: missing.len() as u32,
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
        let key = missing[piece];
        let batch = &batches[key.number as usize];
        let manner = Manner {
            keep_places: request.keep_places,
            stop_on_error: request.stop_on_error,
        };
        let count = run_batch(&bench, plan, batch, layout, key, stock, manner)?;
        let mut counts = counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        counts.0 += count.done + count.failed;
        counts.1 += count.failed;
        let seconds = watch.seconds();
        let [now, rest] = [counts.0 - before, runs - counts.0];
        (request.progress)(Progress::Stored {
            batch: batch.number,
            done: counts.0,
            runs,
            failed: counts.1,
            seconds,
            left: seconds / f64::from(now.max(1)) * f64::from(rest),
        });
        Ok(())
    };
    let finished = workers::in_order(
        threads(request.threads),
        missing.len(),
        request.stop,
        &work,
        JobError::Threads,
    )?;
    let (done, _) = counts
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok((finished < missing.len()).then_some(Ended::Stopped { done, runs }))
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
pub(super) fn remove_parts(layout: &Layout) -> Result<(), StoreError> {
    let folder = layout.parts();
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(&folder, "remove", &error))
        }
        _ => Ok(()),
    }
}
