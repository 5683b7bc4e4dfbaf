//! Finding and reading the files that a user names: a path wins over a built-in name, and arms
//! are looked for beside the experiment that names them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::engine::outcomes::OUTCOMES;
use crate::scenario::check;
use crate::scenario::error::meant;
use crate::scenario::library::{self, Kind};
use crate::scenario::{Mistake, Source};

/// A larger file is not one of ours.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// A text that was found, and the folder it came from; none for a built-in one.
#[derive(Debug)]
pub struct Found {
    /// The text.
    pub source: Source,
    /// Its folder.
    pub folder: Option<PathBuf>,
}

/// Why a file could not be had.
#[derive(Debug)]
pub enum Lost {
    /// It does not exist or cannot be read; the sentence says so.
    Unreadable(String),
    /// It is not text.
    Mistake(Box<Mistake>),
}

/// The text of a file, or of a built-in text of one of these kinds. A path that exists wins.
///
/// # Errors
/// Neither file nor built-in text, or a file that cannot be read or is not text.
pub fn find(name: &str, kinds: &[Kind]) -> Result<Found, Lost> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(Found {
            source: read(path)?,
            folder: Some(path.parent().map(Path::to_path_buf).unwrap_or_default()),
        });
    }
    if let Some(source) = kinds.iter().find_map(|kind| library::source(*kind, name)) {
        return Ok(Found {
            source,
            folder: None,
        });
    }
    if path.is_dir() {
        return Err(Lost::Unreadable(format!(
            "\"{name}\" is a folder; name the files in it"
        )));
    }
    let known: Vec<&str> = kinds
        .iter()
        .flat_map(|kind| library::names(*kind))
        .collect();
    let help = meant(name, &known).map_or(String::new(), |help| format!("; {help}"));
    Err(Lost::Unreadable(format!(
        "there is no file \"{name}\", and nothing built in has this name{help}"
    )))
}

/// Names of all outcomes, as checks want them.
pub fn outcomes() -> Vec<&'static str> {
    OUTCOMES.iter().map(|outcome| outcome.name).collect()
}

/// The text of an arm that an experiment names: a file of that name in the experiment's folder or
/// in `arms` in or beside it, else a built-in arm.
pub fn arm(folder: Option<&Path>, name: &str) -> Option<Source> {
    let file = format!("{name}.toml");
    folder
        .into_iter()
        .flat_map(|folder| {
            [
                folder.join(&file),
                folder.join("arms").join(&file),
                folder.join("..").join("arms").join(&file),
            ]
        })
        .filter(|path| path.is_file())
        .filter_map(|path| read(&path).ok())
        // An experiment may be called like one of its arms, and stand in the folder.
        .find(|source| check::kind(source) != Ok(Kind::Experiment))
        .or_else(|| library::built_in_arm(name))
}

/// The text of a structure that an arm names: a file of that name or path in the folder of the
/// experiment, or in `structures` in or beside it, else a built-in one.
pub fn structure(folder: Option<&Path>, name: &str) -> Option<Source> {
    let file = if Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "toml")
    {
        name.to_owned()
    } else {
        format!("{name}.toml")
    };
    folder
        .into_iter()
        .flat_map(|folder| {
            [
                folder.join(&file),
                folder.join("structures").join(&file),
                folder.join("..").join("structures").join(&file),
            ]
        })
        .find(|path| path.is_file())
        .and_then(|path| read(&path).ok())
        .or_else(|| library::built_in_structure(name))
}

/// The text of a table of points that an experiment names, by its path from the experiment's folder.
pub fn table(folder: Option<&Path>, name: &str) -> Option<Source> {
    let path = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    read(&path).ok()
}

fn read(path: &Path) -> Result<Source, Lost> {
    let label = path.display().to_string();
    let unreadable = |why: String| Lost::Unreadable(format!("cannot read \"{label}\": {why}"));
    let size = fs::metadata(path)
        .map_err(|error| unreadable(error.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(unreadable(format!(
            "it has {size} bytes, and no file of ours has more than {MOST_BYTES}"
        )));
    }
    let bytes = fs::read(path).map_err(|error| {
        unreadable(match error.kind() {
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        })
    })?;
    Source::from_bytes(&label, &bytes).map_err(Lost::Mistake)
}
