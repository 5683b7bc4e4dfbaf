//! Files that are there whole or not at all.
//!
//! A file is written under a temporary name in the folder where it will stand, synchronised,
//! and renamed; then the folder is synchronised. Whoever is killed or runs out of disk at any
//! instant leaves the old file, or none, and at most a temporary file that the next start
//! removes. Temporary names are unique, so two processes that write the same file at the same
//! time (a shard started twice by a cluster) do not disturb each other.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// A file being written, which takes its final name only when it is complete. Dropped before
/// that, it leaves nothing behind.
#[derive(Debug)]
pub struct AtomicFile {
    file: File,
    temporary: PathBuf,
    destination: PathBuf,
    committed: bool,
}

impl AtomicFile {
    /// Begins a file that will stand at `destination`. A file already there stays untouched
    /// until [`AtomicFile::commit`].
    ///
    /// # Errors
    /// When the folder does not exist or may not be written to.
    pub fn create(destination: &Path) -> Result<Self, StoreError> {
        let name = destination
            .file_name()
            .unwrap_or(OsStr::new("file"))
            .to_string_lossy();
        // Unique among processes and hosts: process number and a number the standard library
        // draws from the system. It never reaches the contents of a file.
        let unique = RandomState::new().build_hasher().finish();
        let temporary =
            destination.with_file_name(format!(".{name}.{}-{unique:016x}.tmp", std::process::id()));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&temporary)
            .map_err(|error| StoreError::io(destination, "create", &error))?;
        Ok(Self {
            file,
            temporary,
            destination: destination.to_path_buf(),
            committed: false,
        })
    }

    /// Where the file will stand.
    #[must_use]
    pub fn destination(&self) -> &Path {
        &self.destination
    }

    /// The open file, for whoever must go back and fill in a gap.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts the file under its final name, replacing what stood there. When this returns, the
    /// file outlasts a loss of power.
    ///
    /// # Errors
    /// When the disk refuses; the file that stood there before is then still whole.
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.file
            .sync_all()
            .map_err(|error| StoreError::io(&self.destination, "write", &error))?;
        fs::rename(&self.temporary, &self.destination)
            .map_err(|error| StoreError::io(&self.destination, "rename", &error))?;
        self.committed = true;
        sync_folder(folder_of(&self.destination))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if !self.committed {
            // A full disk gets its room back. Should this fail, the next start removes it.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a whole file at once: afterwards it holds exactly `bytes`, or still what it held.
///
/// # Errors
/// When the folder does not exist, may not be written to, or the disk is full.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)
        .map_err(|error| StoreError::io(path, "write", &error))?;
    file.commit()
}

/// Removes temporary files that a killed process left in a folder; returns how many. To be
/// called only while no other process writes there. A folder that does not exist has none.
pub(super) fn remove_temporaries(folder: &Path) -> Result<usize, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(StoreError::io(folder, "read", &error)),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry.map_err(|error| StoreError::io(folder, "read", &error))?;
        if is_temporary(&entry.file_name()) {
            let path = entry.path();
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, "remove", &error))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Whether a name is one that [`AtomicFile`] gives to unfinished files.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".") && name.ends_with(b".tmp")
}

/// The folder a file stands in; the working folder for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a rename in a folder outlast a loss of power. Some systems and network disks cannot
/// synchronise a folder; there the rename itself has to do.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(StoreError::io(folder, "write", &error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn a_file_replaces_the_old_one_whole() {
        let scratch = Scratch::new();
        let path = scratch.path().join("report.html");
        write_atomically(&path, b"old and long").unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(scratch.names(), ["report.html"]);
    }

    #[test]
    fn an_unfinished_file_leaves_the_old_one_and_no_litter() {
        let scratch = Scratch::new();
        let path = scratch.path().join("summary.csv");
        write_atomically(&path, b"old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"half of the n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(scratch.names(), ["summary.csv"]);
    }

    #[test]
    fn a_killed_writer_leaves_the_old_file_and_the_next_start_tidies_up() {
        let scratch = Scratch::new();
        let path = scratch.path().join("summary.csv");
        write_atomically(&path, b"old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        std::mem::forget(file);
        assert_eq!(scratch.names().len(), 2);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(remove_temporaries(scratch.path()).unwrap(), 1);
        assert_eq!(scratch.names(), ["summary.csv"]);
    }

    #[test]
    fn a_rename_that_fails_leaves_what_stood_there() {
        let scratch = Scratch::new();
        let path = scratch.path().join("taken");
        fs::create_dir_all(path.join("inside")).unwrap();
        let error = write_atomically(&path, b"new").unwrap_err();
        assert_eq!(error.doing, "rename");
        assert!(path.join("inside").is_dir());
        assert_eq!(scratch.names(), ["taken"]);
    }

    #[test]
    fn two_writers_of_one_file_do_not_mix_their_bytes() {
        let scratch = Scratch::new();
        let path = scratch.path().join("part");
        let mut first = AtomicFile::create(&path).unwrap();
        let mut second = AtomicFile::create(&path).unwrap();
        first.write_all(b"first").unwrap();
        second.write_all(b"second").unwrap();
        second.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        first.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_the_file() {
        let scratch = Scratch::new();
        let error = write_atomically(&scratch.path().join("none/x.csv"), b"").unwrap_err();
        assert!(error.is_not_found() && error.is_resource_failure());
        assert!(error.path.ends_with("none/x.csv"));
    }

    #[test]
    fn only_our_temporary_names_are_removed() {
        assert!(is_temporary(OsStr::new(".runs.parquet.12-00ff.tmp")));
        assert!(!is_temporary(OsStr::new("runs.parquet")));
        assert!(!is_temporary(OsStr::new("notes.tmp")));
        assert!(!is_temporary(OsStr::new(".lock")));
    }
}
