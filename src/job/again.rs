//! A stored experiment taken up once more, from what its manifest says and nothing else. What it
//! rests on must be as it was: the model, the rule of seeds and the geography.

use super::conclude::stored;
use super::configuration::{Configuration, MODEL_VERSION};
use super::error::JobError;
use super::ground;
use crate::experiment::seeds::SEED_SCHEME;
use crate::scenario::Geography;
use crate::store::{Layout, Manifest};

/// A stored experiment and the ground it was run on.
#[derive(Clone, Debug)]
pub struct Again {
    /// What was done.
    pub manifest: Manifest,
    /// What was asked.
    pub configuration: Configuration,
    /// Its geography, as it was.
    pub geography: Geography,
}

/// The experiment of a folder, if this program would compute the same runs.
///
/// # Errors
/// Every way in which it would not, one in a line; or the manifest or the geography cannot be read.
pub fn load(layout: &Layout) -> Result<Again, JobError> {
    let (manifest, configuration) = stored(layout)?;
    let name = &configuration.experiment.scenario.geography;
    let (mut wrong, geography) = (
        obstacles(&manifest, &configuration),
        ground::of_folder(layout, name),
    );
    match &geography {
        Ok(geography) if ground::digest(geography)? != configuration.geography_digest => {
            wrong.push(format!(
                "the geography \"{name}\" is not the one that was run on"
            ));
        }
        Ok(_) => {}
        Err(error) => wrong.push(error.to_string()),
    }
    match geography {
        Ok(geography) if wrong.is_empty() => Ok(Again {
            manifest,
            configuration,
            geography,
        }),
        _ => Err(JobError::Refused(wrong.join("\n"))),
    }
}

/// Why this program would compute other runs than those of a folder: its versions.
#[must_use]
pub fn obstacles(manifest: &Manifest, configuration: &Configuration) -> Vec<String> {
    let mut wrong = Vec::new();
    if configuration.model_version != MODEL_VERSION {
        wrong.push(format!(
            "version of the model: {} stored, {MODEL_VERSION} in this program; use grip {}, or \
             run anew into another folder",
            configuration.model_version, manifest.build.grip
        ));
    }
    if configuration.seed_scheme != SEED_SCHEME {
        wrong.push(format!(
            "rule of seeds: {} stored, {SEED_SCHEME} in this program; use grip {}, or run anew \
             into another folder",
            configuration.seed_scheme, manifest.build.grip
        ));
    }
    wrong
}
