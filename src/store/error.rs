//! The one error of the `store` layer: which file, what was being done, what went wrong, and
//! where it helps, what to do about it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use ::parquet::errors::ParquetError;

/// Something on disk could not be written, read or trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// The file or folder concerned.
    pub path: PathBuf,
    /// What was being done, as a verb: "write", "read", "rename".
    pub doing: &'static str,
    /// What went wrong.
    pub problem: Problem,
}

/// What went wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The operating system refused: disk full, no permission, no such file.
    Io {
        /// The kind of refusal, for a program to tell apart.
        kind: io::ErrorKind,
        /// The words of the operating system.
        detail: String,
    },
    /// The bytes are not those that were written: torn, cut short or changed.
    Damaged(String),
    /// The file is sound, but not the one that belongs here: another experiment, other columns.
    Foreign(String),
    /// Another process holds the folder; the text says which, as far as it is known.
    InUse(String),
    /// What was to be written is not a valid table or part.
    Invalid(String),
}

impl StoreError {
    /// An error of the operating system.
    #[must_use]
    pub fn io(path: &Path, doing: &'static str, error: &io::Error) -> Self {
        let problem = Problem::Io {
            kind: error.kind(),
            detail: error.to_string(),
        };
        Self {
            path: path.to_path_buf(),
            doing,
            problem,
        }
    }

    /// The file is not what was written.
    #[must_use]
    pub fn damaged(path: &Path, detail: impl Into<String>) -> Self {
        Self {
            path: path.to_path_buf(),
            doing: "read",
            problem: Problem::Damaged(detail.into()),
        }
    }

    /// The file is sound but belongs elsewhere.
    #[must_use]
    pub fn foreign(path: &Path, detail: impl Into<String>) -> Self {
        Self {
            path: path.to_path_buf(),
            doing: "read",
            problem: Problem::Foreign(detail.into()),
        }
    }

    /// What was to be written is not valid.
    #[must_use]
    pub fn invalid(path: &Path, detail: impl Into<String>) -> Self {
        Self {
            path: path.to_path_buf(),
            doing: "write",
            problem: Problem::Invalid(detail.into()),
        }
    }

    /// An error of the Parquet library while writing; an error of the operating system inside
    /// it keeps its kind, so that a full disk is told from a mistake.
    pub(super) fn writing(path: &Path, error: ParquetError) -> Self {
        match operating_system(error) {
            Ok(error) => Self::io(path, "write", &error),
            Err(error) => Self::invalid(path, error.to_string()),
        }
    }

    /// An error of the Parquet library while reading.
    pub(super) fn reading(path: &Path, error: ParquetError) -> Self {
        match operating_system(error) {
            Ok(error) => Self::io(path, "read", &error),
            Err(error) => Self::damaged(path, error.to_string()),
        }
    }

    /// Whether the disk, a permission or another process stood in the way, rather than the
    /// contents: what was finished is kept and the same call can be given again.
    #[must_use]
    pub fn is_resource_failure(&self) -> bool {
        matches!(self.problem, Problem::Io { .. } | Problem::InUse(_))
    }

    /// Whether the file is simply not there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.problem,
            Problem::Io {
                kind: io::ErrorKind::NotFound,
                ..
            }
        )
    }
}

/// The error of the operating system inside one of the Parquet library, if there is one.
fn operating_system(error: ParquetError) -> Result<io::Error, ParquetError> {
    match error {
        ParquetError::External(inner) => inner
            .downcast::<io::Error>()
            .map(|error| *error)
            .map_err(ParquetError::External),
        other => Err(other),
    }
}

/// What a user can do about a refusal of the operating system.
fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; what was finished is kept: make room and give the same command again"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; choose a folder you may write to, for example with --out"
        }
        _ => "",
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: cannot {}: ", self.path.display(), self.doing)?;
        match &self.problem {
            Problem::Io { kind, detail } => write!(out, "{detail}{}", remedy(*kind)),
            Problem::Damaged(detail) => write!(out, "the file is damaged: {detail}"),
            Problem::Foreign(detail) => write!(out, "the file does not belong here: {detail}"),
            Problem::InUse(owner) => write!(
                out,
                "another process is at work here ({owner}); wait for it, or give another folder with --out"
            ),
            Problem::Invalid(detail) => write!(out, "{detail}"),
        }
    }
}

impl Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_inside_the_parquet_library_is_still_a_full_disk() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = StoreError::writing(Path::new("runs.parquet"), ParquetError::from(full));
        assert!(matches!(
            error.problem,
            Problem::Io {
                kind: io::ErrorKind::StorageFull,
                ..
            }
        ));
        assert!(error.is_resource_failure());
        assert_eq!(
            error.to_string(),
            "runs.parquet: cannot write: no storage space; what was finished is kept: \
             make room and give the same command again"
        );
    }

    #[test]
    fn a_message_names_the_file_and_the_act() {
        let error = StoreError::damaged(Path::new("parts/000001.parquet"), "cut short");
        assert_eq!(
            error.to_string(),
            "parts/000001.parquet: cannot read: the file is damaged: cut short"
        );
        assert!(!error.is_resource_failure() && !error.is_not_found());
    }
}
