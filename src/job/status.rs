//! What of a folder is done, missing and failed, by shard, or by batch where there are no shards.

use super::conclude::{Basis, stopped_line, stored};
use super::configuration::{Configuration, plan_digest};
use super::error::JobError;
use super::shards::{keys, nothing_there};
use crate::store::{Layout, Manifest, PartKey, StoreError, survey};

/// What stands in a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The experiment's name.
    pub experiment: String,
    /// Whether results of all runs stand there; parts are no longer looked at then.
    pub complete: bool,
    /// Number of shards; nothing where one process does all.
    pub shards: Option<u32>,
    /// Runs of the plan; the most that there can be where a rule of stopping decides.
    pub runs: u64,
    /// Why the runs ended, where a rule of stopping decided.
    pub stopped: Option<String>,
    /// Whether a rule of stopping may end them before all are done.
    pub grows: bool,
    /// Runs that are done and stored, failed ones among them.
    pub done: u64,
    /// Runs that failed.
    pub failed: u64,
    /// Shards, or batches where there are no shards, in their order; none of a complete folder.
    pub units: Vec<UnitStatus>,
    /// Files of parts that are damaged or of other work, one line each. They count as missing.
    pub refused: Vec<String>,
}

/// A shard or a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitStatus {
    /// Its number.
    pub number: u32,
    /// Its batches.
    pub batches: u32,
    /// Batches that are done.
    pub batches_done: u32,
    /// Runs that failed in these.
    pub failed: u32,
}

impl UnitStatus {
    /// Whether nothing of it is missing.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.batches_done == self.batches
    }
}

impl Status {
    /// Numbers of the shards or batches of which something is missing.
    #[must_use]
    pub fn missing(&self) -> Vec<u32> {
        let missing = self.units.iter().filter(|unit| !unit.is_done());
        missing.map(|unit| unit.number).collect()
    }
}

/// Looks at a folder. Every stored part is compared with its seal, so what is said to be done is.
///
/// # Errors
/// When the folder holds no experiment, or cannot be read.
pub fn status(layout: &Layout) -> Result<Status, JobError> {
    let (manifest, configuration) = stored(layout).map_err(|error| nothing_there(layout, error))?;
    if manifest.ended.is_some() {
        return Ok(Status {
            stopped: stopped_line(&configuration.experiment, &manifest),
            grows: false,
            experiment: manifest.experiment,
            complete: true,
            shards: None,
            runs: manifest.runs.planned,
            done: manifest.runs.done + manifest.runs.failed,
            failed: manifest.runs.failed,
            units: Vec::new(),
            refused: Vec::new(),
        });
    }
    super::search::refuse_whole(layout, &configuration.experiment)?;
    let keys = keys_of(
        &manifest,
        &configuration,
        &Basis::of(&configuration.experiment),
    );
    Ok(Status {
        grows: configuration.experiment.stopping.is_some(),
        ..look(layout, &manifest, &keys)?
    })
}

/// The parts that a folder still under way is made of.
pub(super) fn keys_of(
    manifest: &Manifest,
    configuration: &Configuration,
    basis: &Basis,
) -> Vec<PartKey> {
    let digest = plan_digest(&configuration.facts(&basis.design));
    keys(
        &digest,
        &basis.plan,
        configuration.keep_places,
        manifest.shards,
    )
}

/// Looks at the parts of a folder.
pub(super) fn look(
    layout: &Layout,
    manifest: &Manifest,
    keys: &[PartKey],
) -> Result<Status, StoreError> {
    let survey = survey(layout, keys)?;
    let unit_of = |key: &PartKey| key.shard.map_or(key.number, |shard| shard.number);
    let count = manifest.shards.unwrap_or(keys.len() as u32);
    let mut units: Vec<UnitStatus> = (0..count)
        .map(|number| UnitStatus {
            number,
            ..UnitStatus::default()
        })
        .collect();
    let mut done = 0;
    for key in keys {
        let unit = &mut units[unit_of(key) as usize];
        unit.batches += 1;
        if survey.done.binary_search(&key.number).is_ok() {
            unit.batches_done += 1;
            done += u64::from(key.runs);
        }
    }
    for (number, failed) in &survey.failed {
        // Parts are numbered by their position.
        units[unit_of(&keys[*number as usize]) as usize].failed += failed;
    }
    Ok(Status {
        experiment: manifest.experiment.clone(),
        complete: false,
        stopped: None,
        grows: false,
        shards: manifest.shards,
        runs: keys.iter().map(|key| u64::from(key.runs)).sum(),
        done,
        failed: units.iter().map(|unit| u64::from(unit.failed)).sum(),
        units,
        refused: survey.refused.iter().map(ToString::to_string).collect(),
    })
}
