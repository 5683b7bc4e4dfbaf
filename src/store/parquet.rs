//! Tables as Parquet files, written and read in groups of rows so that memory stays flat.
//!
//! The files are plain Parquet, uncompressed: repeated values are coded by dictionary and run
//! length, which is where tidy tables are redundant, and the numbers themselves hardly compress.
//! Any reader of the format opens them. The bytes are a function of the columns, the rows and
//! their grouping alone.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};

use super::atomic::AtomicFile;
use super::error::StoreError;
use super::parquet_column::{field, kind_of, read_column, write_column};
use super::seal::{self, Sealing};
use super::table::{Column, ColumnKind, Table};

/// Writes a table file, one group of rows at a time. The file appears under its name when
/// [`TableWriter::finish`] returns; a writer dropped before leaves nothing.
#[derive(Debug)]
pub struct TableWriter {
    path: PathBuf,
    schema: Vec<(String, ColumnKind)>,
    writer: SerializedFileWriter<Sealing>,
}

impl TableWriter {
    /// Begins a file with these columns. `notes` are texts by name, kept in the footer.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(
        path: &Path,
        schema: &[(&str, ColumnKind)],
        notes: &[(&str, &str)],
    ) -> Result<Self, StoreError> {
        let notes = notes
            .iter()
            .map(|(name, text)| KeyValue::new((*name).to_owned(), (*text).to_owned()))
            .chain([KeyValue::new(seal::KEY.to_owned(), seal::blank())])
            .collect();
        let properties = WriterProperties::builder()
            .set_created_by("grip".to_owned())
            .set_key_value_metadata(Some(notes))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let fields = schema
            .iter()
            .map(|(name, kind)| field(name, *kind).map(Arc::new))
            .collect::<ParquetResult<Vec<TypePtr>>>()
            .map_err(|error| StoreError::writing(path, error))?;
        let root = Type::group_type_builder("grip")
            .with_fields(fields)
            .build()
            .map_err(|error| StoreError::writing(path, error))?;
        let sealing = Sealing::new(AtomicFile::create(path)?);
        let writer = SerializedFileWriter::new(sealing, Arc::new(root), Arc::new(properties))
            .map_err(|error| StoreError::writing(path, error))?;
        let schema = schema
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), *kind))
            .collect();
        Ok(Self {
            path: path.to_path_buf(),
            schema,
            writer,
        })
    }

    /// Writes the rows of a table as one group; a table without rows writes nothing.
    ///
    /// # Errors
    /// When the columns are not those of the file or differ in length, or the disk refuses.
    pub fn append(&mut self, table: &Table) -> Result<(), StoreError> {
        table.check(&self.path, &self.schema)?;
        if table.rows() == 0 {
            return Ok(());
        }
        write_group(&mut self.writer, table).map_err(|error| StoreError::writing(&self.path, error))
    }

    /// Completes the file and puts it under its name.
    ///
    /// # Errors
    /// When the disk refuses; what stood under the name before is then still there.
    pub fn finish(self) -> Result<(), StoreError> {
        self.writer
            .into_inner()
            .map_err(|error| StoreError::writing(&self.path, error))?
            .finish()
    }
}

/// Reads a table file, one group of rows at a time. The file is checked against its seal before
/// anything is read from it.
pub struct TableReader {
    path: PathBuf,
    schema: Vec<(String, Option<ColumnKind>)>,
    reader: SerializedFileReader<File>,
}

impl TableReader {
    /// Opens a file and checks that it is whole.
    ///
    /// # Errors
    /// When the file is missing, cannot be read, or is not what was written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |error: std::io::Error| StoreError::io(path, "read", &error);
        let mut file = File::open(path).map_err(failed)?;
        if let Err(reason) = seal::check(&mut file).map_err(failed)? {
            return Err(StoreError::damaged(path, reason));
        }
        let reader =
            SerializedFileReader::new(file).map_err(|error| StoreError::reading(path, error))?;
        let schema = reader
            .metadata()
            .file_metadata()
            .schema_descr()
            .columns()
            .iter()
            .map(|column| (column.name().to_owned(), kind_of(column)))
            .collect();
        Ok(Self {
            path: path.to_path_buf(),
            schema,
            reader,
        })
    }

    /// A note of the footer by name.
    #[must_use]
    pub fn note(&self, name: &str) -> Option<&str> {
        let notes = self
            .reader
            .metadata()
            .file_metadata()
            .key_value_metadata()?;
        notes.iter().find(|note| note.key == name)?.value.as_deref()
    }

    /// The columns of the file in order; nothing for a kind that grip does not write.
    #[must_use]
    pub fn schema(&self) -> &[(String, Option<ColumnKind>)] {
        &self.schema
    }

    /// Number of rows in all groups.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.reader
            .metadata()
            .file_metadata()
            .num_rows()
            .unsigned_abs()
    }

    /// Number of groups of rows.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.reader.num_row_groups()
    }

    /// Reads some columns of one group, in the order asked for.
    ///
    /// # Errors
    /// When there is no such group or column, or the file cannot be read.
    pub fn read_group(&mut self, group: usize, columns: &[&str]) -> Result<Table, StoreError> {
        if group >= self.groups() {
            let detail = format!("it has {} groups of rows, not {}", self.groups(), group + 1);
            return Err(StoreError::foreign(&self.path, detail));
        }
        let places = columns
            .iter()
            .map(|name| self.find(name))
            .collect::<Result<Vec<_>, _>>()?;
        let read = |error| StoreError::reading(&self.path, error);
        let rows = self.reader.get_row_group(group).map_err(read)?;
        let columns = columns
            .iter()
            .zip(places)
            .map(|(name, (at, kind))| Ok(((*name).to_owned(), read_column(&*rows, at, kind)?)))
            .collect::<ParquetResult<Vec<_>>>()
            .map_err(read)?;
        Ok(Table { columns })
    }

    /// The place and kind of a column.
    fn find(&self, name: &str) -> Result<(usize, ColumnKind), StoreError> {
        let found = self.schema.iter().position(|(own, _)| own == name);
        if let Some(at) = found
            && let Some(kind) = self.schema[at].1
        {
            return Ok((at, kind));
        }
        let own: Vec<_> = self.schema.iter().map(|(own, _)| own.as_str()).collect();
        let detail = format!("it has no column `{name}`; it has {}", own.join(", "));
        Err(StoreError::foreign(&self.path, detail))
    }
}

/// Reads some columns of a whole file, in the order asked for.
///
/// # Errors
/// As [`TableReader::open`] and [`TableReader::read_group`].
pub fn read_columns(path: &Path, columns: &[&str]) -> Result<Table, StoreError> {
    let mut reader = TableReader::open(path)?;
    let mut whole = Table::default();
    for name in columns {
        let (_, kind) = reader.find(name)?;
        whole
            .columns
            .push(((*name).to_owned(), Column::empty(kind)));
    }
    for group in 0..reader.groups() {
        let rows = reader.read_group(group, columns)?;
        for ((_, column), (name, more)) in whole.columns.iter_mut().zip(rows.columns) {
            if !column.extend(more) {
                return Err(StoreError::damaged(
                    path,
                    format!("column `{name}` changes its kind"),
                ));
            }
        }
    }
    Ok(whole)
}

/// Writes all columns of a group, which have been checked against the schema.
fn write_group(writer: &mut SerializedFileWriter<Sealing>, table: &Table) -> ParquetResult<()> {
    let mut group = writer.next_row_group()?;
    for (_, column) in &table.columns {
        let Some(mut sink) = group.next_column()? else {
            return Err(ParquetError::General(
                "more columns than declared".to_owned(),
            ));
        };
        write_column(&mut sink, column)?;
        sink.close()?;
    }
    group.close()?;
    Ok(())
}

#[cfg(test)]
#[path = "parquet_tests.rs"]
mod tests;
