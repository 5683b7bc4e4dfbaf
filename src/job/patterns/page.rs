//! What was found of the known facts as a folder: page, chart and table.

use std::fs;
use std::path::Path;

use super::super::conclude::write_page;
use super::super::error::JobError;
use crate::report::page::build_patterns;
use crate::report::patterns::{PatternFindings, csv};
use crate::store::{Layout, StoreError, write_atomically};

/// Refuses a folder that something stands in: what a user keeps there is never overwritten.
///
/// # Errors
/// Where the folder is not empty, or a file.
pub fn free(folder: &Path) -> Result<(), JobError> {
    let shown = folder.display();
    if folder.is_file() {
        return Err(JobError::Refused(format!(
            "\"{shown}\" is a file; name a folder"
        )));
    }
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(JobError::Refused(format!(
            "\"{shown}\" is not empty; name another folder"
        )));
    }
    Ok(())
}

/// Writes `report.html`, `patterns.csv` and the chart into a folder that is new or empty. The page comes
/// last, so that a folder with a page is complete.
///
/// # Errors
/// Where the folder is not empty, or the disk refuses.
pub fn write(folder: &Path, findings: &PatternFindings) -> Result<(), JobError> {
    free(folder)?;
    let layout = Layout::new(folder);
    let charts = layout.charts();
    fs::create_dir_all(&charts).map_err(|error| StoreError::io(&charts, "create", &error))?;
    let table = csv(findings).map_err(JobError::Refused)?;
    write_atomically(&folder.join("patterns.csv"), table.as_bytes())?;
    write_page(&layout, &build_patterns(findings), 1)
}
