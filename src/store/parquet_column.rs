//! How a column of a table stands in a Parquet file: its declaration and its rows.

use std::ops::Range;

use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::column::reader::ColumnReader;
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::reader::RowGroupReader;
use ::parquet::file::writer::SerializedColumnWriter;
use ::parquet::schema::types::{ColumnDescriptor, Type};

use super::table::{Column, ColumnKind, Words};

/// How a column is declared in the file.
pub(super) fn field(name: &str, kind: ColumnKind) -> ParquetResult<Type> {
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
pub(super) fn kind_of(column: &ColumnDescriptor) -> Option<ColumnKind> {
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

/// Writes the rows of one column. Unsigned numbers travel as signed ones of the same bits.
pub(super) fn write_column(
    sink: &mut SerializedColumnWriter<'_>,
    column: &Column,
) -> ParquetResult<()> {
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
            sink.typed::<DoubleType>()
                .write_batch(&present, Some(&levels), None)?;
        }
        Column::Text(words) => {
            // A clone of such an array shares its bytes.
            let somewhere = ByteArray::from("somewhere");
            let distinct: Vec<ByteArray> = words
                .words()
                .iter()
                .map(|word| bytes(word, &somewhere))
                .collect();
            let rows: Vec<ByteArray> = words
                .codes()
                .iter()
                .map(|&code| distinct[code as usize].clone())
                .collect();
            sink.typed::<ByteArrayType>()
                .write_batch(&rows, None, None)?;
        }
    }
    Ok(())
}

/// Reads the rows of one column of a group.
pub(super) fn read_column(
    group: &dyn RowGroupReader,
    at: usize,
    kind: ColumnKind,
) -> ParquetResult<Column> {
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
                levels
                    .iter()
                    .map(|&level| if level == 1 { present.next() } else { None })
                    .collect(),
            )
        }
        ColumnKind::Text => {
            let (rows, _) = read_rows::<ByteArrayType>(reader, count)?;
            Column::Text(words(&rows)?)
        }
    })
}

/// The bytes of a word. The empty word, which most rows of a part have, stands at a place that is
/// there: the format compares rows, and comparing what stands nowhere takes a processor long.
fn bytes(word: &str, somewhere: &ByteArray) -> ByteArray {
    match word {
        "" => somewhere.slice(0, 0),
        word => ByteArray::from(word),
    }
}

/// Rows of text by code. Equal rows of a group mostly share their bytes, so that where a row begins
/// tells what it is without looking at it.
fn words(rows: &[ByteArray]) -> ParquetResult<Words> {
    let mut words = Words::new();
    // By code, where its last row began and ended.
    let mut places: Vec<Range<*const u8>> = Vec::new();
    for row in rows {
        let place = row.data().as_ptr_range();
        let guesses = words.guesses().into_iter().flatten();
        let known = guesses
            .into_iter()
            .find(|code| places[*code as usize] == place);
        if let Some(code) = known {
            words.push_code(code);
            continue;
        }
        words.push(row.as_utf8()?);
        let code = words.codes().last().map_or(0, |code| *code as usize);
        if code == places.len() {
            places.push(place);
        } else {
            places[code] = place;
        }
    }
    Ok(words)
}

/// Reads the values that are present and, where values may be absent, one level a row: 1 present,
/// 0 absent. It is an error if the group holds fewer rows than it says.
fn read_rows<T: DataType>(
    reader: ColumnReader,
    count: usize,
) -> ParquetResult<(Vec<T::T>, Vec<i16>)> {
    let Some(mut reader) = T::get_column_reader(reader) else {
        return Err(ParquetError::General(
            "a column is not of its declared type".to_owned(),
        ));
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
