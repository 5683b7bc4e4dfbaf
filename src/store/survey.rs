//! Which parts of a plan are done and which still have to be.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use super::error::{Problem, StoreError};
use super::layout::{Layout, part_number};
use super::parts::{PartKey, PartReader};

/// What stands in the folder of parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Numbers of the parts that are done, in plan order.
    pub done: Vec<u32>,
    /// Numbers of the parts that have to be done, in plan order; those refused are among them.
    pub missing: Vec<u32>,
    /// Files under the name of a part that are damaged or belong to another plan. Doing the
    /// part again replaces them.
    pub refused: Vec<StoreError>,
    /// Parts that are done and in which runs failed: number, and how many runs.
    pub failed: Vec<(u32, u32)>,
    /// Numbers of part files that the plan does not ask for. They are left alone.
    pub surplus: Vec<u32>,
}

/// Looks which of the parts of a plan are done. Every file is read and compared with its hash,
/// so what is reported as done is done.
///
/// # Errors
/// When a file or the folder is there but cannot be read.
pub fn survey(layout: &Layout, plan: &[PartKey]) -> Result<Survey, StoreError> {
    let mut survey = Survey::default();
    for key in plan {
        match PartReader::open(layout, key) {
            Ok(mut part) => {
                survey.done.push(key.number);
                match part.failed()? {
                    0 => {}
                    failed => survey.failed.push((key.number, failed)),
                }
                continue;
            }
            Err(error) if error.is_not_found() => {}
            Err(error) if matches!(error.problem, Problem::Damaged(_) | Problem::Foreign(_)) => {
                survey.refused.push(error);
            }
            Err(error) => return Err(error),
        }
        survey.missing.push(key.number);
    }
    let planned: BTreeSet<u32> = plan.iter().map(|key| key.number).collect();
    survey.surplus = stored(layout)?.difference(&planned).copied().collect();
    Ok(survey)
}

/// Numbers of all files in the folder that are named like parts.
fn stored(layout: &Layout) -> Result<BTreeSet<u32>, StoreError> {
    let folder = layout.parts();
    let failed = |error: io::Error| StoreError::io(&folder, "read", &error);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut numbers = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        numbers.extend(entry.file_name().to_str().and_then(part_number));
    }
    Ok(numbers)
}
