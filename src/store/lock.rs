//! One writer to a results folder.
//!
//! The lock is the operating system's lock on a small file, so it is freed when its holder
//! ends in whatever way, `kill -9` included: there is no stale lock to break. The file itself
//! stays; removing it would let a third process lock a file that no longer has a name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::error::{Problem, StoreError};

/// The right to write to a folder, held until dropped.
#[derive(Debug)]
pub struct Lock {
    /// Holds the lock of the operating system while it is open.
    _file: File,
    enforced: bool,
}

impl Lock {
    /// Takes the lock for one process alone. `owner` says who it is, for the message another
    /// process will show: "process 1234 on this host since 10:15".
    ///
    /// # Errors
    /// When another process holds the lock, shared or alone, or the file cannot be made.
    pub fn exclusive(path: &Path, owner: &str) -> Result<Self, StoreError> {
        let mut file = open(path)?;
        let enforced = taken(path, &mut file, File::try_lock)?;
        // The text is a courtesy: a disk too full for it is noticed by the first result.
        let _ = file
            .set_len(0)
            .and_then(|()| file.write_all(owner.as_bytes()));
        Ok(Self {
            _file: file,
            enforced,
        })
    }

    /// Takes the lock together with other sharers: shards that write different files of one
    /// folder at the same time, but not while one process has it alone.
    ///
    /// # Errors
    /// When a process holds the lock alone, or the file cannot be made.
    pub fn shared(path: &Path) -> Result<Self, StoreError> {
        let mut file = open(path)?;
        let enforced = taken(path, &mut file, File::try_lock_shared)?;
        Ok(Self {
            _file: file,
            enforced,
        })
    }

    /// Whether the operating system enforces the lock. Some network disks know no locks; the
    /// caller should then warn that nothing keeps two processes apart.
    #[must_use]
    pub fn is_enforced(&self) -> bool {
        self.enforced
    }
}

/// Opens the lock file without touching what another process wrote in it.
fn open(path: &Path) -> Result<File, StoreError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|error| StoreError::io(path, "create", &error))
}

/// Tries a lock; says whether it is enforced, or who is in the way.
fn taken(
    path: &Path,
    file: &mut File,
    attempt: fn(&File) -> Result<(), TryLockError>,
) -> Result<bool, StoreError> {
    match attempt(file) {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => {
            let problem = Problem::InUse(owner_of(file));
            Err(StoreError {
                path: path.to_path_buf(),
                doing: "lock",
                problem,
            })
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(false),
        Err(TryLockError::Error(error)) => Err(StoreError::io(path, "lock", &error)),
    }
}

/// What the holder wrote about itself, cut to a line's length.
fn owner_of(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let read = file
        .seek(SeekFrom::Start(0))
        .and_then(|_| file.take(200).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    match (read, text.trim()) {
        (Ok(_), owner) if !owner.is_empty() => owner.to_owned(),
        _ => "it left no name".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn a_second_holder_is_refused_and_told_who_is_there() {
        let scratch = Scratch::new();
        let path = scratch.path().join(".lock");
        let held = Lock::exclusive(&path, "process 7").unwrap();
        assert!(held.is_enforced());
        let error = Lock::exclusive(&path, "process 8").unwrap_err();
        assert_eq!(error.problem, Problem::InUse("process 7".to_owned()));
        assert!(error.is_resource_failure());
        assert!(Lock::shared(&path).is_err());
        drop(held);
        let next = Lock::exclusive(&path, "8").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"8");
        drop(next);
    }

    #[test]
    fn sharers_bear_each_other_but_no_single_holder() {
        let scratch = Scratch::new();
        let path = scratch.path().join(".lock");
        let first = Lock::shared(&path).unwrap();
        let second = Lock::shared(&path).unwrap();
        let error = Lock::exclusive(&path, "process 9").unwrap_err();
        assert_eq!(error.problem, Problem::InUse("it left no name".to_owned()));
        drop((first, second));
        assert!(Lock::exclusive(&path, "process 9").is_ok());
    }

    #[test]
    fn a_lock_file_left_by_a_dead_process_is_no_obstacle() {
        let scratch = Scratch::new();
        let path = scratch.path().join(".lock");
        std::fs::write(&path, "process 999999999, killed").unwrap();
        assert!(Lock::exclusive(&path, "process 10").is_ok());
    }
}
