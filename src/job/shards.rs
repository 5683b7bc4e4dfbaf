//! A share of the runs, where many machines do an experiment together.
//!
//! Every shard writes its parts into the same folder. A part is a file that is there whole or not
//! at all, and done twice it has the same bytes, so that a scheduler may start a shard again or
//! twice at once. Nothing is summarised here: [`super::merge`] does that once.

use std::collections::BTreeSet;

use super::conclude::Basis;
use super::configuration::{Configuration, part_key, plan_digest};
use super::error::JobError;
use super::run::{begun, feasible, known, run_missing};
use super::{Ended, Request, ground, plan_file, stock};
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

/// How a call for a shard ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShardEnded {
    /// Everything of it is there.
    Done(ShardDone),
    /// Told to stop before everything was run: runs of the shard done and planned.
    Stopped {
        /// Runs that are done and stored.
        done: u32,
        /// Runs of the shard.
        runs: u32,
    },
}

/// Does one shard of an experiment, or goes on with it. A complete shard returns at once.
///
/// # Errors
/// Where what is asked cannot be done, another experiment or another number of shards stands in
/// the folder, or the disk refuses.
pub fn run_shard(request: &Request<'_>, shard: Shard) -> Result<ShardEnded, JobError> {
    let Some(divided) = divide(request, shard.of)? else {
        return Ok(ShardEnded::Done(ShardDone {
            shard,
            runs: None,
            failed: 0,
        }));
    };
    let _lock = divided.begin(request)?;
    let Divided {
        layout,
        basis,
        keys,
        ..
    } = divided;
    let mine: Vec<PartKey> = keys
        .into_iter()
        .filter(|key| key.shard == Some(shard))
        .collect();
    if let Some(Ended::Stopped { done, runs }) = run_missing(request, &layout, &basis, &mine, None)?
    {
        return Ok(ShardEnded::Stopped { done, runs });
    }
    let survey = survey(&layout, &mine)?;
    Ok(ShardEnded::Done(ShardDone {
        shard,
        runs: Some(mine.iter().map(|key| key.runs).sum()),
        failed: survey.failed.iter().map(|(_, failed)| failed).sum(),
    }))
}

/// An experiment divided into shards, in a folder where they may begin.
pub struct Divided {
    /// The folder.
    pub layout: Layout,
    /// What stands behind it.
    pub basis: Basis,
    /// All parts of all shards.
    pub keys: Vec<PartKey>,
    /// Number of shards.
    of: u32,
    /// Whether a shard was begun there before.
    is_begun: bool,
    /// The resolved configuration.
    text: String,
    plan_digest: String,
}

/// Divides an experiment into `of` shards; nothing is written. Gives nothing where the experiment
/// stands in the folder complete.
///
/// # Errors
/// Where what is asked cannot be done, another experiment or another number of shards stands in
/// the folder, or the disk refuses.
pub fn divide(request: &Request<'_>, of: u32) -> Result<Option<Divided>, JobError> {
    let Request {
        experiment,
        geography,
        keep_places,
        ..
    } = *request;
    feasible(experiment, geography)?;
    let basis = Basis::of(experiment);
    if experiment.stopping.is_some() {
        return Err(JobError::Refused(
            "an experiment that stops when it is precise enough looks at all its runs so far, so it \
             cannot be cut into shards; leave [stopping] out, or run it on one machine"
                .to_owned(),
        ));
    }
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
    match known(&layout, &configuration, &basis)? {
        (_, true) => return Ok(None),
        (None, false) if !stock::is_there(&layout) => {}
        (_, false) => return Err(grows(&layout)),
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
    let plan_digest = plan_digest(&configuration.facts(&basis.design));
    let keys = keys(&plan_digest, &basis.plan, keep_places, Some(of));
    Ok(Some(Divided {
        layout,
        basis,
        keys,
        of,
        is_begun: divided.is_some(),
        text,
        plan_digest,
    }))
}

impl Divided {
    /// Writes plan and manifest where they are not there yet, and gives the right to write parts.
    ///
    /// # Errors
    /// When an undivided run is at work in the folder, or the disk refuses.
    pub fn begin(&self, request: &Request<'_>) -> Result<Lock, JobError> {
        let Basis {
            experiment,
            design,
            plan,
        } = &self.basis;
        self.layout.create()?;
        let lock = Lock::shared(&self.layout.lock())?;
        // The plan stands there before the manifest says so, and both before the first run.
        if !self.is_begun || TableReader::open(&self.layout.plan()).is_err() {
            plan_file::write(&self.layout, experiment, design, plan)?;
        }
        if !self.is_begun {
            let mut manifest = begun(request, &self.text, &self.plan_digest, plan);
            manifest.shards = Some(self.of);
            manifest.write(&self.layout)?;
        }
        Ok(lock)
    }

    /// Numbers of the shards of which something is missing.
    ///
    /// # Errors
    /// When a part is there and cannot be read.
    pub fn missing(&self) -> Result<Vec<u32>, StoreError> {
        let survey = survey(&self.layout, &self.keys)?;
        // Parts are numbered by their position.
        let shard = |part: &u32| self.keys[*part as usize].shard.map(|shard| shard.number);
        let missing: BTreeSet<u32> = survey.missing.iter().filter_map(shard).collect();
        Ok(missing.into_iter().collect())
    }
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

/// The error of a folder whose stored runs are taken over as its plan grows, which one process does.
fn grows(layout: &Layout) -> JobError {
    JobError::Refused(format!(
        "{} holds results of fewer runs; `grip run` without --shard adds to them what is missing, \
         and another folder with --out takes shards",
        layout.root().display()
    ))
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
