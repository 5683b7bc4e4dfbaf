//! Runs that failed, done again: after a full memory, or a version of the program that computes
//! the same model without the fault. Whatever came to its end keeps its bytes.

use std::collections::BTreeMap;

use super::again::{self, Again};
use super::error::JobError;
use crate::store::{Layout, StoreError, TableReader};

/// What there is to do again.
#[derive(Clone, Debug)]
pub struct Failed {
    /// The experiment.
    pub again: Again,
    /// Runs of the plan that failed.
    pub runs: u64,
    /// The same by reason.
    pub reasons: BTreeMap<String, u64>,
}

/// The failed runs of a finished folder.
///
/// # Errors
/// Where the experiment is not finished, this program would compute other runs, or a table is not
/// what was written.
pub fn failed(layout: &Layout) -> Result<Failed, JobError> {
    let again = again::load(layout)?;
    super::search::refuse_whole(layout, &again.configuration.experiment)?;
    let folder = layout.root().display();
    if again.manifest.ended.is_none() {
        return Err(JobError::Refused(format!(
            "{folder} holds an experiment that is not finished; give the same call again, it goes \
             on"
        )));
    }
    // Without whole tables every run would be done again, which is not what was asked.
    for table in [layout.runs(), layout.paths(), layout.places()] {
        TableReader::open(&table).map_err(|error: StoreError| {
            JobError::Refused(format!(
                "{error}\nthe runs that succeeded cannot be kept without it; grip why-rerun \
                 {folder} says what the same call would do"
            ))
        })?;
    }
    Ok(Failed {
        runs: again.manifest.runs.failed,
        reasons: again.manifest.runs.reasons.clone(),
        again,
    })
}
