//! SHA-256 of bytes and of files, in lower-case hexadecimal digits.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::StoreError;

/// Bytes read at a time: large enough for the disk, small enough for the cache.
const STEP: usize = 1 << 16;

/// The identity of a file's contents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileHash {
    /// SHA-256 of the contents, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// Lower-case hexadecimal digits of a finished hash.
pub(super) fn hex(hash: Sha256) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    hash.finalize()
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(bytes);
    hex(hash)
}

/// Feeds a reader to a hash to its end, in small steps; returns the number of bytes.
pub(super) fn absorb(hash: &mut Sha256, reader: &mut impl Read) -> io::Result<u64> {
    let mut buffer = vec![0_u8; STEP];
    let mut total = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => {
                hash.update(&buffer[..count]);
                total += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// SHA-256 and length of a file, read in small steps so that memory stays flat.
///
/// # Errors
/// When the file cannot be opened or read.
pub fn hash_file(path: &Path) -> Result<FileHash, StoreError> {
    let failed = |error: io::Error| StoreError::io(path, "read", &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hash = Sha256::new();
    let bytes = absorb(&mut hash, &mut file).map_err(failed)?;
    Ok(FileHash {
        sha256: hex(hash),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    /// The examples of FIPS 180-4 for SHA-256.
    #[test]
    fn known_answers_of_the_standard() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn a_file_longer_than_one_step_has_the_hash_of_its_bytes() {
        let scratch = Scratch::new();
        let bytes: Vec<u8> = (0..200_000_u32).map(|index| (index % 251) as u8).collect();
        let path = scratch.path().join("long");
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(
            hash_file(&path).unwrap(),
            FileHash {
                sha256: sha256_hex(&bytes),
                bytes: 200_000
            }
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = hash_file(Path::new("no/such/file")).unwrap_err();
        assert!(error.is_not_found());
        assert!(error.to_string().starts_with("no/such/file: cannot read: "));
    }
}
