//! Many files put into one: a zip file whose bytes depend on the names and contents alone, or a
//! folder. Entries keep the order in which they are given; their time is that of no clock.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::atomic::{AtomicFile, write_atomically};
use super::error::StoreError;

/// From this size on an entry needs the longer form of its header.
const LARGE: u64 = 0xffff_0000;

/// What stands in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The contents of a file.
    File(PathBuf),
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with `/` between folders.
    pub name: String,
    /// What stands in it.
    pub content: Content,
}

impl Entry {
    /// An entry of some text.
    #[must_use]
    pub fn text(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Bytes(text.as_bytes().to_vec()),
        }
    }

    /// An entry with the contents of a file.
    #[must_use]
    pub fn file(name: &str, path: &Path) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::File(path.to_owned()),
        }
    }
}

/// Whether a name stays inside the folder in which an archive is unpacked.
#[must_use]
pub fn stays_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Writes a zip file, whole or not at all.
///
/// # Errors
/// When an entry cannot be read or leads out of the folder, or the disk refuses.
pub fn write_zip(path: &Path, entries: &[Entry]) -> Result<(), StoreError> {
    let mut file = AtomicFile::create(path)?;
    let failed = |error: zip::result::ZipError| match error {
        zip::result::ZipError::Io(error) => StoreError::io(path, "write", &error),
        other => StoreError::invalid(path, other.to_string()),
    };
    let mut writer = ZipWriter::new(file.file());
    for entry in entries {
        inside(path, entry)?;
        let size = match &entry.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(from) => fs::metadata(from)
                .map_err(|error| StoreError::io(from, "read", &error))?
                .len(),
        };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(size >= LARGE);
        writer
            .start_file(entry.name.as_str(), options)
            .map_err(failed)?;
        match &entry.content {
            Content::Bytes(bytes) => writer
                .write_all(bytes)
                .map_err(|error| StoreError::io(path, "write", &error))?,
            Content::File(from) => copy(from, &mut writer, path)?,
        }
    }
    writer.finish().map_err(failed)?;
    file.commit()
}

/// Writes the entries into a folder that is made where it is missing.
///
/// # Errors
/// When an entry cannot be read or leads out of the folder, or the disk refuses.
pub fn write_folder(folder: &Path, entries: &[Entry]) -> Result<(), StoreError> {
    for entry in entries {
        inside(folder, entry)?;
        let path = folder.join(&entry.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| StoreError::io(parent, "create", &error))?;
        }
        match &entry.content {
            Content::Bytes(bytes) => write_atomically(&path, bytes)?,
            Content::File(from) => {
                let mut file = AtomicFile::create(&path)?;
                copy(from, &mut file, &path)?;
                file.commit()?;
            }
        }
    }
    Ok(())
}

fn inside(archive: &Path, entry: &Entry) -> Result<(), StoreError> {
    if stays_inside(&entry.name) {
        return Ok(());
    }
    let detail = format!("the name \"{}\" leads out of the folder", entry.name);
    Err(StoreError::invalid(archive, detail))
}

fn copy(from: &Path, to: &mut impl Write, name: &Path) -> Result<(), StoreError> {
    let mut file = File::open(from).map_err(|error| StoreError::io(from, "read", &error))?;
    io::copy(&mut file, to)
        .map(|_| ())
        .map_err(|error| StoreError::io(name, "write", &error))
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;
    use std::io::Read;

    #[test]
    fn a_zip_has_the_same_bytes_twice_and_gives_back_what_went_in() {
        let scratch = Scratch::new();
        let file = scratch.path().join("long.bin");
        let bytes: Vec<u8> = (0..300_000_u32).map(|i| (i % 251) as u8).collect();
        fs::write(&file, &bytes).unwrap();
        let entries = [
            Entry::text("README.md", "é\n"),
            Entry::file("data/long.bin", &file),
        ];
        let [one, other] = ["a.zip", "b.zip"].map(|name| scratch.path().join(name));
        write_zip(&one, &entries).unwrap();
        write_zip(&other, &entries).unwrap();
        assert_eq!(fs::read(&one).unwrap(), fs::read(&other).unwrap());
        let mut archive = zip::ZipArchive::new(File::open(&one).unwrap()).unwrap();
        let mut read = |name: &str| {
            let mut found = Vec::new();
            let mut entry = archive.by_name(name).unwrap();
            entry.read_to_end(&mut found).unwrap();
            found
        };
        assert_eq!(read("data/long.bin"), bytes);
        assert_eq!(read("README.md"), "é\n".as_bytes());
        write_folder(&scratch.path().join("out"), &entries).unwrap();
        assert_eq!(
            fs::read(scratch.path().join("out/data/long.bin")).unwrap(),
            bytes
        );
    }

    #[test]
    fn a_name_that_leads_out_is_refused() {
        let scratch = Scratch::new();
        for name in ["../x", "/x", "a/../../x", ""] {
            let wrong = [Entry::text(name, "x")];
            assert!(write_zip(&scratch.path().join("a.zip"), &wrong).is_err());
            assert!(write_folder(&scratch.path().join("a"), &wrong).is_err());
        }
        assert_eq!(scratch.names(), [""; 0]);
    }
}
