//! A share of the runs, where many machines do an experiment together.
//!
//! Every shard writes its parts into the same folder. A part is a file that is there whole or not
//! at all, and done twice it has the same bytes, so that a scheduler may start a shard again or
//! twice at once. Nothing is summarised here: [`super::merge`] does that once.

use super::conclude::Basis;
use super::configuration::{Configuration, part_key, plan_digest};
use super::error::JobError;
use super::run::{begun, feasible, known, run_missing};
use super::{Ended, Request, ground, plan_file};
use crate::experiment::plan::Plan;
use crate::store::{Layout, Lock, Manifest, PartKey, Shard, StoreError, TableReader, survey};

/// A shard that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardDone {
    /// Which.
    pub shard: Shard,
    /// Its runs; nothing where results of all runs stood there before, and none were looked at.
    pub runs: Option<u32>,
    /// Those of its runs that failed.
    pub failed: u32,
}

/// Does one shard of an experiment, or goes on with it. A complete shard returns at once.
///
/// # Errors
/// Where what is asked cannot be done, another experiment or another number of shards stands in
/// the folder, or the disk refuses.
pub fn run_shard(request: &Request<'_>, shard: Shard) -> Result<Ended, JobError> {
    let Some(begun) = begin(request, shard.of)? else {
        return Ok(Ended::Shard(ShardDone {
            shard,
            runs: None,
            failed: 0,
        }));
    };
    let Begun {
        layout,
        basis,
        keys,
    } = begun;
    let _lock = Lock::shared(&layout.lock())?;
    let mine: Vec<PartKey> = keys
        .into_iter()
        .filter(|key| key.shard == Some(shard))
        .collect();
    if let Some(stopped) = run_missing(request, &layout, &basis, &mine)? {
        return Ok(stopped);
    }
    let survey = survey(&layout, &mine)?;
    Ok(Ended::Shard(ShardDone {
        shard,
        runs: Some(mine.iter().map(|key| key.runs).sum()),
        failed: survey.failed.iter().map(|(_, failed)| failed).sum(),
    }))
}

/// A folder in which shards may begin.
pub struct Begun {
    /// The folder.
    pub layout: Layout,
    /// What stands behind it.
    pub basis: Basis,
    /// All parts of all shards.
    pub keys: Vec<PartKey>,
}

/// Prepares a folder for `of` shards: plan and manifest are written where they are not there yet.
/// Nothing where the experiment stands there complete.
///
/// # Errors
/// Where what is asked cannot be done, another experiment or another number of shards stands in
/// the folder, or the disk refuses.
pub fn begin(request: &Request<'_>, of: u32) -> Result<Option<Begun>, JobError> {
    let Request {
        experiment,
        geography,
        keep_places,
        ..
    } = *request;
    feasible(experiment, geography)?;
    let basis = Basis::of(experiment);
    let batches = basis.plan.batches().len() as u32;
    if of == 0 || of > batches {
        return Err(JobError::Refused(format!(
            "the number of shards must lie between 1 and {batches}, the number of batches of the \
             plan; found {of}"
        )));
    }
    let digest = ground::digest(geography)?;
    let configuration = Configuration::new(experiment, &digest, keep_places);
    let layout = Layout::new(request.folder);
    if known(&layout, &configuration, &basis)?.is_some() {
        return Ok(None);
    }
    let text = configuration.to_text()?;
    let stored = match Manifest::read(&layout) {
        Ok(manifest) => Some(manifest),
        Err(error) if error.is_not_found() => None,
        Err(error) => return Err(error.into()),
    };
    let divided = stored.filter(|manifest| manifest.shards.is_some());
    if let Some(there) = &divided {
        agree(&layout, there, &text, of)?;
    }
    layout.create()?;
    let lock = Lock::shared(&layout.lock())?;
    let plan_digest = plan_digest(&configuration.facts(&basis.design));
    // The plan stands there before the manifest says so, and both before the first run.
    if divided.is_none() || TableReader::open(&layout.plan()).is_err() {
        plan_file::write(&layout, experiment, &basis.design, &basis.plan)?;
    }
    if divided.is_none() {
        let mut manifest = begun(request, &text, &plan_digest, &basis.plan);
        manifest.shards = Some(of);
        manifest.write(&layout)?;
    }
    drop(lock);
    let keys = keys(&plan_digest, &basis.plan, keep_places, Some(of));
    Ok(Some(Begun {
        layout,
        basis,
        keys,
    }))
}

/// The keys of all parts, dealt out to `shards` shards where there are any.
#[must_use]
pub fn keys(
    plan_digest: &str,
    plan: &Plan,
    keep_places: bool,
    shards: Option<u32>,
) -> Vec<PartKey> {
    plan.batches()
        .iter()
        .map(|batch| PartKey {
            shard: shards.map(|of| Shard::of_batch(batch.number, of)),
            ..part_key(plan_digest, plan, batch, keep_places)
        })
        .collect()
}

/// Refuses a shard that does not belong to those at work in a folder.
fn agree(layout: &Layout, there: &Manifest, text: &str, of: u32) -> Result<(), JobError> {
    let folder = layout.root().display();
    let refused = |why: String| {
        Err(JobError::Refused(format!(
            "{folder} {why}\ngive another folder with --out, or remove this one"
        )))
    };
    if let Some(shards) = there.shards.filter(|shards| *shards != of) {
        return refused(format!("is divided into {shards} shards, {of} asked for"));
    }
    if there.configuration != text {
        return refused(
            "holds shards of the same runs with other labels, margins, replicates or places"
                .to_owned(),
        );
    }
    let [was, is] = [&there.build.grip, env!("CARGO_PKG_VERSION")];
    if was != is {
        return refused(format!("holds shards of grip {was}, this is grip {is}"));
    }
    Ok(())
}

/// The error of a folder without shards, where a merge asks for them.
pub(super) fn undivided(layout: &Layout) -> JobError {
    JobError::Refused(format!(
        "{} holds no shards; `grip run` with the same experiment and folder goes on with it",
        layout.root().display()
    ))
}

/// The error of a folder without an experiment.
pub(super) fn nothing_there(layout: &Layout, error: JobError) -> JobError {
    match error {
        JobError::Store(StoreError { .. }) if !layout.manifest().exists() => {
            JobError::Refused(format!(
                "{} holds no experiment: there is no manifest.json; a results folder is what \
                 `grip run` calls --out",
                layout.root().display()
            ))
        }
        other => other,
    }
}
