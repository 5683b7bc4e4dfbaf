//! A table file that can tell whether it is still what was written.
//!
//! The footer of every table file carries, beside its other notes, the line "SHA-256 of this
//! file with these 64 digits as zeros:" and the digits. Checking needs no knowledge of the
//! format: find the line near the end, read the file with zeros in place of the digits, compare.
//! So a file cut short, torn or changed in any one bit is recognised before anything tries to
//! make sense of it, and every other Parquet reader still reads it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use super::atomic::AtomicFile;
use super::error::StoreError;
use super::hash::{absorb, hex};

/// The name of the note in the footer.
pub(super) const KEY: &str = "grip.seal";

/// The words before the digits, by which they are found.
const WORDS: &str = "SHA-256 of this file with these 64 digits as zeros: ";

/// What stands for the digits until they are known.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The notes of a footer stand behind the descriptions of all groups of rows, so near the end.
const TAIL: u64 = 1 << 16;

/// The note as it is first written.
pub(super) fn blank() -> String {
    format!("{WORDS}{ZEROS}")
}

/// Passes bytes on to a file and hashes them on the way.
#[derive(Debug)]
pub(super) struct Sealing {
    file: AtomicFile,
    hash: Sha256,
}

impl Sealing {
    /// Begins with an empty file.
    pub(super) fn new(file: AtomicFile) -> Self {
        Self {
            file,
            hash: Sha256::new(),
        }
    }

    /// Fills in the digits and puts the file under its final name.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        let Self { mut file, hash } = self;
        let destination = file.destination().to_path_buf();
        let failed = |error: io::Error| StoreError::io(&destination, "write", &error);
        let Some(place) = digits(file.file()).map_err(failed)? else {
            return Err(StoreError::invalid(
                &destination,
                "the footer has no line for the seal",
            ));
        };
        file.file().seek(SeekFrom::Start(place)).map_err(failed)?;
        file.write_all(hex(hash).as_bytes()).map_err(failed)?;
        file.commit()
    }
}

impl Write for Sealing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Where the digits stand in a file, if it has the line.
fn digits(file: &mut File) -> io::Result<Option<u64>> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let words = WORDS.as_bytes();
    let found = tail
        .windows(words.len())
        .rposition(|window| window == words);
    Ok(found
        .map(|place| place + words.len())
        .filter(|place| place + ZEROS.len() <= tail.len())
        .map(|place| start + place as u64))
}

/// Checks a file against its seal. The inner result says what is wrong with the contents.
pub(super) fn check(file: &mut File) -> io::Result<Result<(), String>> {
    let Some(place) = digits(file)? else {
        return Ok(Err("it is cut short, or was not written by grip".to_owned()));
    };
    let mut hash = Sha256::new();
    file.seek(SeekFrom::Start(0))?;
    absorb(&mut hash, &mut Read::by_ref(file).take(place))?;
    let mut stated = [0_u8; ZEROS.len()];
    file.read_exact(&mut stated)?;
    hash.update(ZEROS);
    absorb(&mut hash, file)?;
    if hex(hash).as_bytes() == stated {
        Ok(Ok(()))
    } else {
        Ok(Err("its bytes are not those that were written".to_owned()))
    }
}
