//! What can be done with the folder of a search that is there: what its stages hold, and whether they
//! are as they were written.

use crate::experiment::search::{Stage, stages};
use crate::job::error::JobError;
use crate::job::verify::{Verified, verify};
use crate::scenario::{Experiment, Search};
use crate::store::{Layout, Manifest};

/// Refuses what can be done with the folder of a stage, but not with that of a whole search.
///
/// # Errors
/// Where the experiment of the folder is a search.
pub fn refuse_whole(layout: &Layout, experiment: &Experiment) -> Result<(), JobError> {
    if experiment.search.is_none() {
        return Ok(());
    }
    let folder = layout.root().display();
    Err(JobError::Refused(format!(
        "{folder} holds a search, whose runs stand in the folders of its stages; name one of them, \
         for example {folder}/{}",
        Stage::HoldOut.name()
    )))
}

/// The files of all stages of a finished search, as names relative to its folder: what a bundle
/// needs besides the search's own.
///
/// # Errors
/// When the manifest of a stage cannot be read.
pub fn files_of_stages(layout: &Layout, search: &Search) -> Result<Vec<String>, JobError> {
    let mut names = Vec::new();
    for stage in stages(search) {
        let stage = stage.name();
        let manifest = Manifest::read(&Layout::new(layout.root().join(&stage)))?;
        names.push(format!("{stage}/manifest.json"));
        names.extend(manifest.files.keys().map(|name| format!("{stage}/{name}")));
    }
    Ok(names)
}

/// Compares the files of a finished search with its manifest, and stored runs of every stage with
/// what this program computes.
///
/// # Errors
/// When a manifest, the geography or stored tables cannot be read.
pub fn verify_stages(
    layout: &Layout,
    manifest: &Manifest,
    search: &Search,
    count: u32,
    seed: u64,
) -> Result<Verified, JobError> {
    let wrong = manifest.check_files(layout.root());
    let mut found = Verified {
        files: manifest.files.len(),
        runs: Vec::new(),
        wrong: wrong.iter().map(ToString::to_string).collect(),
    };
    let stages = stages(search);
    let each = count.div_ceil(stages.len() as u32);
    let mut left = count;
    for stage in stages {
        let here = each.min(left);
        left -= here;
        let of_stage = verify(&Layout::new(layout.root().join(stage.name())), here, seed)?;
        found.files += of_stage.files;
        found.runs.extend(of_stage.runs);
        let named = of_stage
            .wrong
            .iter()
            .map(|wrong| format!("{}: {wrong}", stage.name()));
        found.wrong.extend(named);
    }
    Ok(found)
}
