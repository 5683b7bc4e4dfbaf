//! What was run, with what, and the SHA-256 of every result file: `manifest.json`.
//!
//! Nothing here asks the clock, the host or the model: whoever writes a manifest hands these in.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::atomic::write_atomically;
use super::error::StoreError;
use super::hash::{FileHash, hash_file, sha256_hex};
use super::layout::Layout;
use crate::analysis::stopping::{Earlier, Stopped};

/// The form of the file. It rises when a reader of the old form would misread the new one.
pub const FORMAT: u32 = 1;

/// The libraries of this program, with their versions and hashes.
const LIBRARIES: &[u8] = include_bytes!("../../Cargo.lock");

/// A description of one experiment folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file, [`FORMAT`].
    pub format: u32,
    /// The name of the experiment.
    pub experiment: String,
    /// The program that ran it.
    pub build: Build,
    /// The command line, program first.
    pub command: Vec<String>,
    /// The resolved configuration: one TOML document with every default filled in.
    pub configuration: String,
    /// SHA-256 of the resolved configuration.
    pub configuration_digest: String,
    /// Digest of the plan: scenario, arms, points and seed, not the number of replicates.
    pub plan_digest: String,
    /// The seed from which all seeds of runs are made.
    pub seed: u64,
    /// The version of the rule that makes seeds of runs from it.
    pub seed_scheme: u32,
    /// The machine.
    pub host: String,
    /// Threads used. They change the time taken and nothing else.
    pub threads: u32,
    /// When the first call on this folder began, RFC 3339.
    pub started: String,
    /// When the last call ended, RFC 3339; absent while it is at work, or if it was killed.
    pub ended: Option<String>,
    /// Into how many shards the runs are divided; absent in a folder that one process does, and
    /// once the shards are merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<u32>,
    /// How many runs.
    pub runs: RunCounts,
    /// How the experiment came to its end, where its size was not fixed.
    #[serde(default)]
    pub stopped: Option<Stopped>,
    /// Ends under a rule of stopping that was asked for more since, while the runs go on; then they
    /// stand in [`Self::stopped`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone_on: Vec<Earlier>,
    /// SHA-256 of each claim as it stood before the first run, in the order of the file.
    #[serde(default)]
    pub claims_before: Vec<String>,
    /// How often a rule had to hold a number within its range, by rule.
    pub clamps: BTreeMap<String, Clamps>,
    /// What the reader should beware of, in the order it came up.
    pub warnings: Vec<String>,
    /// What is constructed rather than observed, and other remarks on the inputs.
    pub notes: Vec<String>,
    /// Every result file: name relative to the folder with `/` between, and its contents' hash.
    pub files: BTreeMap<String, FileHash>,
}

/// The program that ran an experiment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Version of grip.
    pub grip: String,
    /// Commit it was built from, where the build was told (`GRIP_COMMIT`).
    pub commit: Option<String>,
    /// Compiler, where the build was told (`GRIP_RUSTC`).
    pub rustc: Option<String>,
    /// Processor and operating system, as `x86_64 linux`.
    pub target: String,
    /// SHA-256 of `Cargo.lock`, which fixes the version of every library; absent in manifests of
    /// early copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub libraries: Option<String>,
}

impl Build {
    /// This program.
    #[must_use]
    pub fn current() -> Self {
        Self {
            grip: env!("CARGO_PKG_VERSION").to_owned(),
            commit: option_env!("GRIP_COMMIT").map(str::to_owned),
            rustc: option_env!("GRIP_RUSTC").map(str::to_owned),
            target: format!("{} {}", std::env::consts::ARCH, std::env::consts::OS),
            libraries: Some(sha256_hex(LIBRARIES)),
        }
    }
}

/// How many runs were planned, done and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCounts {
    /// Runs of the plan.
    pub planned: u64,
    /// Runs that came to their end.
    pub done: u64,
    /// Runs that failed; they are in the plan and have no values.
    pub failed: u64,
    /// The failed runs by reason.
    pub reasons: BTreeMap<String, u64>,
}

/// How often a rule had to hold a number within its range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clamps {
    /// Times the rule was evaluated.
    pub evaluations: u64,
    /// Times the number had to be held.
    pub held: u64,
    /// The same per 1,000 evaluations, from 0 to 1,000; 0 where there were none.
    pub per_thousand: f64,
}

impl Clamps {
    /// The count and its rate.
    #[must_use]
    pub fn new(held: u64, evaluations: u64) -> Self {
        let per_thousand = if evaluations == 0 {
            0.0
        } else {
            1000.0 * held as f64 / evaluations as f64
        };
        Self {
            evaluations,
            held,
            per_thousand,
        }
    }
}

/// A result file that is not what the manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The file, as the manifest names it.
    pub file: String,
    /// What is the matter with it.
    pub difference: Difference,
}

/// What is the matter with a result file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// Its contents changed.
    Changed {
        /// The hash in the manifest.
        recorded: FileHash,
        /// The hash of what stands there now.
        found: FileHash,
    },
    /// It cannot be read.
    Unreadable(StoreError),
    /// The name leads out of the folder, so it is not looked at.
    Outside,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.difference {
            Difference::Missing => write!(out, "{file}: missing"),
            Difference::Changed { recorded, found } if recorded.bytes != found.bytes => write!(
                out,
                "{file}: changed: {} bytes, the manifest says {}",
                found.bytes, recorded.bytes
            ),
            Difference::Changed { recorded, found } => write!(
                out,
                "{file}: changed: SHA-256 is {}, the manifest says {}",
                found.sha256, recorded.sha256
            ),
            Difference::Unreadable(error) => write!(out, "{error}"),
            Difference::Outside => write!(out, "{file}: this name leads out of the folder"),
        }
    }
}

impl Manifest {
    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// When it is missing, is no manifest, or was written by a later version in a new form.
    pub fn read(layout: &Layout) -> Result<Self, StoreError> {
        let path = layout.manifest();
        let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, "read", &error))?;
        let manifest: Self = serde_json::from_slice(&bytes)
            .map_err(|error| StoreError::damaged(&path, error.to_string()))?;
        if manifest.format > FORMAT {
            let detail = format!(
                "it has form {}, this version of grip reads forms up to {FORMAT}; use grip {} or later",
                manifest.format, manifest.build.grip
            );
            return Err(StoreError::foreign(&path, detail));
        }
        Ok(manifest)
    }

    /// Writes the manifest of a folder, whole or not at all.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, layout: &Layout) -> Result<(), StoreError> {
        let path = layout.manifest();
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| StoreError::invalid(&path, error.to_string()))?;
        text.push('\n');
        write_atomically(&path, text.as_bytes())
    }

    /// Records the hashes of all result files that exist now, in place of those recorded before.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn record_files(&mut self, layout: &Layout) -> Result<(), StoreError> {
        self.files = layout
            .result_files()?
            .into_iter()
            .map(|name| hash_file(&layout.root().join(&name)).map(|hash| (name, hash)))
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Compares every recorded file of a folder with its hash; all differences, by name.
    #[must_use]
    pub fn check_files(&self, root: &Path) -> Vec<Mismatch> {
        self.files
            .iter()
            .filter_map(|(file, recorded)| {
                let difference = difference(root, file, recorded)?;
                Some(Mismatch {
                    file: file.clone(),
                    difference,
                })
            })
            .collect()
    }
}

/// What is the matter with one file, if anything.
fn difference(root: &Path, file: &str, recorded: &FileHash) -> Option<Difference> {
    // A manifest may come from anywhere; it must not make us read elsewhere.
    if !Path::new(file)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Some(Difference::Outside);
    }
    match hash_file(&root.join(file)) {
        Ok(found) if found == *recorded => None,
        Ok(found) => Some(Difference::Changed {
            recorded: recorded.clone(),
            found,
        }),
        Err(error) if error.is_not_found() => Some(Difference::Missing),
        Err(error) => Some(Difference::Unreadable(error)),
    }
}

#[cfg(test)]
#[path = "manifest_tests.rs"]
mod tests;
