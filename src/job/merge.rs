//! Shards joined: the results of one undivided run, bit for bit.

use std::path::Path;

use super::conclude::{Basis, Concluded, Wanted, conclude, stored};
use super::configuration::MODEL_VERSION;
use super::error::JobError;
use super::request::{Progress, owner};
use super::run::{finish, remove_parts, threads};
use super::shards::{nothing_there, undivided};
use super::status::{Status, keys_of, look};
use super::{ground, plan_file};
use crate::scenario::Geography;
use crate::store::{Layout, Lock};

/// How a merge ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Merged {
    /// Everything is there.
    Complete(Box<Concluded>),
    /// Something is missing; nothing was written.
    Incomplete(Box<Status>),
}

/// Joins the shards of a folder and concludes.
///
/// # Errors
/// When the folder holds no shards, they are of another version of the program or another
/// geography, another merge is at work, or the disk refuses.
pub fn merge(
    folder: &Path,
    asked_threads: usize,
    host: &str,
    wanted: Wanted,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Merged, JobError> {
    let layout = Layout::new(folder);
    let (mut manifest, configuration) =
        stored(&layout).map_err(|error| nothing_there(&layout, error))?;
    super::search::refuse_whole(&layout, &configuration.experiment)?;
    let is_finished = manifest.ended.is_some();
    if !is_finished && manifest.shards.is_none() {
        return Err(undivided(&layout));
    }
    let version = env!("CARGO_PKG_VERSION");
    if configuration.model_version != MODEL_VERSION || manifest.build.grip != version {
        return Err(JobError::Refused(format!(
            "the runs in {} are of grip {} with version {} of the model; this is grip {version} \
             with version {MODEL_VERSION}",
            folder.display(),
            manifest.build.grip,
            configuration.model_version
        )));
    }
    let geography = ground_of(&layout, &configuration.experiment.scenario.geography)?;
    if ground::digest(&geography)? != configuration.geography_digest {
        return Err(JobError::Refused(format!(
            "the geography \"{}\" is not the one that was run on",
            configuration.experiment.scenario.geography
        )));
    }
    let basis = Basis::of(&configuration.experiment);
    host.clone_into(&mut manifest.host);
    manifest.threads = threads(asked_threads) as u32;
    // Shards may be at work beside a merge, a second merge or an undivided run not.
    let merging = Lock::exclusive(&layout.merge_lock(), &owner(host))?;
    let shared = Lock::shared(&layout.lock())?;
    if is_finished {
        progress(Progress::Concluding);
        let concluded = conclude(&layout, &basis, &geography, &mut manifest, wanted)?;
        return Ok(Merged::Complete(Box::new(concluded)));
    }
    let keys = keys_of(&manifest, &configuration, &basis);
    let status = look(&layout, &manifest, &keys)?;
    if !status.missing().is_empty() {
        return Ok(Merged::Incomplete(Box::new(status)));
    }
    layout.create()?;
    plan_file::write(&layout, &basis.experiment, &basis.design, &basis.plan)?;
    manifest.shards = None;
    let parts = (&layout, &keys[..], None);
    let concluded = finish(parts, &basis, &geography, &mut manifest, (wanted, progress))?;
    drop(shared);
    // A shard that is done a second time may still be at work; then its parts are left to it.
    if let Ok(alone) = Lock::exclusive(&layout.lock(), &owner(host)) {
        layout.remove_temporaries(&alone)?;
        remove_parts(&layout)?;
    }
    drop(merging);
    Ok(Merged::Complete(Box::new(concluded)))
}

/// The geography that the shards were run on.
fn ground_of(layout: &Layout, name: &str) -> Result<Geography, JobError> {
    ground::of_folder(layout, name).map_err(|error| {
        JobError::Refused(format!(
            "the geography of the shards cannot be loaded: {error}\nmerge in the working folder in \
             which the shards were run"
        ))
    })
}
