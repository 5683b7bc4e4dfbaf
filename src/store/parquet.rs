//! Tables as Parquet files, written and read in groups of rows so that memory stays flat.
//!
//! The files are plain Parquet, uncompressed: repeated values are coded by dictionary and run
//! length, which is where tidy tables are redundant, and the numbers themselves hardly compress.
//! Any reader of the format opens them. The bytes are a function of the columns, the rows and
//! their grouping alone.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::column::reader::ColumnReader;
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{ColumnDescriptor, Type, TypePtr};

use super::atomic::AtomicFile;
use super::error::StoreError;
use super::seal::{self, Sealing};
use super::table::{Column, ColumnKind, Table, Words};

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
        let schema = schema.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        Ok(Self { path: path.to_path_buf(), schema, writer })
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
        Ok(Self { path: path.to_path_buf(), schema, reader })
    }

    /// A note of the footer by name.
    #[must_use]
    pub fn note(&self, name: &str) -> Option<&str> {
        let notes = self.reader.metadata().file_metadata().key_value_metadata()?;
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
        self.reader.metadata().file_metadata().num_rows().unsigned_abs()
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
        match found.and_then(|at| self.schema[at].1.map(|kind| (at, kind))) {
            Some(found) => Ok(found),
            None => {
                let own: Vec<_> = self.schema.iter().map(|(own, _)| own.as_str()).collect();
                let detail = format!("it has no column `{name}`; it has {}", own.join(", "));
                Err(StoreError::foreign(&self.path, detail))
            }
        }
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
        whole.columns.push(((*name).to_owned(), Column::empty(kind)));
    }
    for group in 0..reader.groups() {
        let rows = reader.read_group(group, columns)?;
        for ((_, column), (name, more)) in whole.columns.iter_mut().zip(rows.columns) {
            if !column.extend(more) {
                return Err(StoreError::damaged(path, format!("column `{name}` changes its kind")));
            }
        }
    }
    Ok(whole)
}

/// How a column is declared in the file.
fn field(name: &str, kind: ColumnKind) -> ParquetResult<Type> {
    let (physical, logical) = match kind {
        ColumnKind::U32 => (Physical::INT32, Some(LogicalType::integer(32, false))),
        ColumnKind::I32 => (Physical::INT32, None),
        ColumnKind::U64 => (Physical::INT64, Some(LogicalType::integer(64, false))),
        ColumnKind::F64 | ColumnKind::OptionalF64 => (Physical::DOUBLE, None),
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = match kind {
        ColumnKind::OptionalF64 => Repetition::OPTIONAL,
        _ => Repetition::REQUIRED,
    };
    Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .build()
}

/// The kind of a declared column: the inverse of [`field`].
fn kind_of(column: &ColumnDescriptor) -> Option<ColumnKind> {
    let levels = (column.max_def_level(), column.max_rep_level());
    match (column.physical_type(), column.logical_type_ref(), levels) {
        (Physical::INT32, Some(logical), (0, 0)) if *logical == LogicalType::integer(32, false) => {
            Some(ColumnKind::U32)
        }
        (Physical::INT32, None, (0, 0)) => Some(ColumnKind::I32),
        (Physical::INT64, Some(logical), (0, 0)) if *logical == LogicalType::integer(64, false) => {
            Some(ColumnKind::U64)
        }
        (Physical::DOUBLE, None, (0, 0)) => Some(ColumnKind::F64),
        (Physical::DOUBLE, None, (1, 0)) => Some(ColumnKind::OptionalF64),
        (Physical::BYTE_ARRAY, Some(LogicalType::String), (0, 0)) => Some(ColumnKind::Text),
        _ => None,
    }
}

/// Writes all columns of a group, which have been checked against the schema.
fn write_group(writer: &mut SerializedFileWriter<Sealing>, table: &Table) -> ParquetResult<()> {
    let mut group = writer.next_row_group()?;
    for (_, column) in &table.columns {
        let Some(mut sink) = group.next_column()? else {
            return Err(ParquetError::General("more columns than declared".to_owned()));
        };
        write_column(&mut sink, column)?;
        sink.close()?;
    }
    group.close()?;
    Ok(())
}

/// Writes the rows of one column. Unsigned numbers travel as signed ones of the same bits.
fn write_column(sink: &mut SerializedColumnWriter<'_>, column: &Column) -> ParquetResult<()> {
    match column {
        Column::U32(rows) => {
            let rows: Vec<i32> = rows.iter().map(|row| row.cast_signed()).collect();
            sink.typed::<Int32Type>().write_batch(&rows, None, None)?;
        }
        Column::I32(rows) => {
            sink.typed::<Int32Type>().write_batch(rows, None, None)?;
        }
        Column::U64(rows) => {
            let rows: Vec<i64> = rows.iter().map(|row| row.cast_signed()).collect();
            sink.typed::<Int64Type>().write_batch(&rows, None, None)?;
        }
        Column::F64(rows) => {
            sink.typed::<DoubleType>().write_batch(rows, None, None)?;
        }
        Column::OptionalF64(rows) => {
            let present: Vec<f64> = rows.iter().flatten().copied().collect();
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(row.is_some())).collect();
            sink.typed::<DoubleType>().write_batch(&present, Some(&levels), None)?;
        }
        Column::Text(words) => {
            // A clone of such an array shares its bytes.
            let distinct: Vec<ByteArray> =
                words.words().iter().map(|word| ByteArray::from(word.as_str())).collect();
            let rows: Vec<ByteArray> =
                words.codes().iter().map(|&code| distinct[code as usize].clone()).collect();
            sink.typed::<ByteArrayType>().write_batch(&rows, None, None)?;
        }
    }
    Ok(())
}

/// Reads the rows of one column of a group.
fn read_column(group: &dyn RowGroupReader, at: usize, kind: ColumnKind) -> ParquetResult<Column> {
    let count = usize::try_from(group.metadata().num_rows())?;
    let reader = group.get_column_reader(at)?;
    Ok(match kind {
        ColumnKind::U32 => {
            let (rows, _) = read_rows::<Int32Type>(reader, count)?;
            Column::U32(rows.into_iter().map(i32::cast_unsigned).collect())
        }
        ColumnKind::I32 => Column::I32(read_rows::<Int32Type>(reader, count)?.0),
        ColumnKind::U64 => {
            let (rows, _) = read_rows::<Int64Type>(reader, count)?;
            Column::U64(rows.into_iter().map(i64::cast_unsigned).collect())
        }
        ColumnKind::F64 => Column::F64(read_rows::<DoubleType>(reader, count)?.0),
        ColumnKind::OptionalF64 => {
            let (present, levels) = read_rows::<DoubleType>(reader, count)?;
            let mut present = present.into_iter();
            Column::OptionalF64(
                levels.iter().map(|&level| if level == 1 { present.next() } else { None }).collect(),
            )
        }
        ColumnKind::Text => {
            let (rows, _) = read_rows::<ByteArrayType>(reader, count)?;
            let mut words = Words::new();
            for row in &rows {
                words.push(row.as_utf8()?);
            }
            Column::Text(words)
        }
    })
}

/// Reads the values that are present and, where values may be absent, one level a row: 1 present,
/// 0 absent. It is an error if the group holds fewer rows than it says.
fn read_rows<T: DataType>(
    reader: ColumnReader,
    count: usize,
) -> ParquetResult<(Vec<T::T>, Vec<i16>)> {
    let Some(mut reader) = T::get_column_reader(reader) else {
        return Err(ParquetError::General("a column is not of its declared type".to_owned()));
    };
    let (mut values, mut levels) = (Vec::with_capacity(count), Vec::new());
    let mut done = 0;
    while done < count {
        let (rows, _, _) =
            reader.read_records(count - done, Some(&mut levels), None, &mut values)?;
        if rows == 0 {
            let detail = format!("a column ends after {done} of {count} rows");
            return Err(ParquetError::EOF(detail));
        }
        done += rows;
    }
    Ok((values, levels))
}

#[cfg(test)]
#[path = "parquet_tests.rs"]
mod tests;
