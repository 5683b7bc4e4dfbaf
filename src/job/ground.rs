//! The geography of an experiment: built in by name, or a settings file with its tables beside it.

use std::fs;
use std::path::Path;

use super::error::JobError;
use crate::scenario::Geography;
use crate::scenario::geography::{EMBEDDED, GeographyFile, Tables};
use crate::store::sha256_hex;

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
                JobError::Refused(format!("\"{name}\" must be text in UTF-8; save it as UTF-8"))
            })?;
            (text, path.parent().unwrap_or(Path::new("")))
        }
    };
    let file = GeographyFile::parse(&text, name).map_err(refused)?;
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
    file.build(&tables).map_err(refused)
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
    fs::read(path).map_err(|error| {
        JobError::Refused(format!("cannot read \"{}\": {error}", path.display()))
    })
}

fn refused<E: std::fmt::Display>(mistakes: Vec<E>) -> JobError {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    JobError::Refused(lines.join("\n"))
}
