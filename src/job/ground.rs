//! The geography of an experiment: built in by name, or a settings file with its tables beside it.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::JobError;
use crate::scenario::Geography;
use crate::scenario::geography::{EMBEDDED, FileError, GeographyFile, Tables};
use crate::store::archive::stays_inside;
use crate::store::{Layout, sha256_hex};

/// The geography of this name or path. A path that exists wins over a built-in name.
///
/// # Errors
/// Every mistake of the settings file and its tables, one in a line, or a file that cannot be
/// read.
pub fn load(name: &str) -> Result<Geography, JobError> {
    let path = Path::new(name);
    let built_in = EMBEDDED.iter().find(|(known, _)| *known == name);
    let (text, folder) = match built_in {
        Some((_, text)) if !path.is_file() => ((*text).to_owned(), Path::new("")),
        _ => {
            let bytes = read(path)?;
            let text = String::from_utf8(bytes).map_err(|_| {
                JobError::Refused(format!(
                    "\"{name}\" must be text in UTF-8; save it as UTF-8"
                ))
            })?;
            (text, path.parent().unwrap_or(Path::new("")))
        }
    };
    let file = GeographyFile::parse(&text, name).map_err(|mistakes| refused(&mistakes))?;
    let wanted = file.wanted();
    let table = |name: Option<&str>| name.map(|name| read(&folder.join(name))).transpose();
    let [places, neighbours, centroids] = [
        table(wanted.places)?,
        table(wanted.neighbours)?,
        table(wanted.centroids)?,
    ];
    let tables = Tables {
        places: places.as_deref(),
        neighbours: neighbours.as_deref(),
        centroids: centroids.as_deref(),
    };
    file.build(&tables).map_err(|mistakes| refused(&mistakes))
}

/// The folder of a results folder in which a bundle keeps the geography it was run on.
pub const OWN: &str = "geography";

/// The geography of a results folder: its own copy, as a bundle has, or what the name says. A stage of
/// a search stands in the folder of the search and shares its copy.
///
/// # Errors
/// As [`load`].
pub fn of_folder(layout: &Layout, name: &str) -> Result<Geography, JobError> {
    let file = Path::new(name).file_name().unwrap_or_default();
    let whole = layout.root().parent().map(Layout::new);
    let whole = whole.filter(|whole| whole.manifest().is_file());
    let folders = std::iter::once(layout).chain(&whole);
    for folder in folders {
        let own = folder.root().join(OWN).join(file);
        if own.is_file() {
            return load(&own.display().to_string());
        }
    }
    load(name)
}

/// The files of a geography of the user's own, as names beside each other and where they stand;
/// none of a built-in one.
///
/// # Errors
/// Where its settings cannot be read, or a table stands outside the folder of the settings.
pub fn files(name: &str) -> Result<Vec<(String, PathBuf)>, JobError> {
    let path = Path::new(name);
    let (Some(own), true) = (path.file_name(), path.is_file()) else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8_lossy(&read(path)?).into_owned();
    let file = GeographyFile::parse(&text, name).map_err(|mistakes| refused(&mistakes))?;
    let wanted = file.wanted();
    let mut files = vec![(own.to_string_lossy().into_owned(), path.to_owned())];
    let tables = [wanted.places, wanted.neighbours, wanted.centroids];
    for table in tables.into_iter().flatten() {
        if !stays_inside(table) {
            return Err(JobError::Refused(format!(
                "\"{name}\" names the table \"{table}\", which stands outside its folder; put it \
                 beside the settings and name it so"
            )));
        }
        let stands = path.parent().unwrap_or(Path::new("")).join(table);
        let entry = (table.replace('\\', "/"), stands);
        // One table may hold several of them.
        if !files.contains(&entry) {
            files.push(entry);
        }
    }
    Ok(files)
}

/// SHA-256 of everything in a geography.
///
/// # Errors
/// Where the geography cannot be written as bytes, which only a lack of memory can cause.
pub fn digest(geography: &Geography) -> Result<String, JobError> {
    postcard::to_stdvec(geography)
        .map(|bytes| sha256_hex(&bytes))
        .map_err(|error| JobError::Refused(format!("the geography cannot be digested: {error}")))
}

fn read(path: &Path) -> Result<Vec<u8>, JobError> {
    fs::read(path)
        .map_err(|error| JobError::Refused(format!("cannot read \"{}\": {error}", path.display())))
}

fn refused(mistakes: &[FileError]) -> JobError {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    JobError::Refused(lines.join("\n"))
}
