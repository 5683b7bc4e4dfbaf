//! Claims about table files: what goes in comes out, and nothing else is believed.

use std::fs;

use proptest::prelude::*;

use super::super::error::Problem;
use super::super::scratch::Scratch;
use super::*;

const SCHEMA: [(&str, ColumnKind); 6] = [
    ("run", ColumnKind::U32),
    ("months", ColumnKind::I32),
    ("seed", ColumnKind::U64),
    ("share", ColumnKind::F64),
    ("value", ColumnKind::OptionalF64),
    ("outcome", ColumnKind::Text),
];
const NAMES: [&str; 6] = ["run", "months", "seed", "share", "value", "outcome"];

type Row = (u32, i32, u64, u64, Option<u64>, String);

/// A table of rows whose numbers are given by their bits.
fn table(rows: &[Row]) -> Table {
    Table::new([
        ("run", Column::U32(rows.iter().map(|row| row.0).collect())),
        (
            "months",
            Column::I32(rows.iter().map(|row| row.1).collect()),
        ),
        ("seed", Column::U64(rows.iter().map(|row| row.2).collect())),
        (
            "share",
            Column::F64(rows.iter().map(|row| f64::from_bits(row.3)).collect()),
        ),
        (
            "value",
            Column::OptionalF64(rows.iter().map(|row| row.4.map(f64::from_bits)).collect()),
        ),
        (
            "outcome",
            Column::text(rows.iter().map(|row| row.5.as_str())),
        ),
    ])
}

/// The rows of a table, numbers by their bits.
fn rows(table: &Table) -> Vec<Row> {
    let [
        (_, Column::U32(run)),
        (_, Column::I32(months)),
        (_, Column::U64(seed)),
        (_, Column::F64(share)),
        (_, Column::OptionalF64(value)),
        (_, Column::Text(outcome)),
    ] = &table.columns[..]
    else {
        panic!("other columns than written: {:?}", table.columns)
    };
    (0..table.rows())
        .map(|row| {
            let outcome = outcome.at(row).unwrap().to_owned();
            let value = value[row].map(f64::to_bits);
            (
                run[row],
                months[row],
                seed[row],
                share[row].to_bits(),
                value,
                outcome,
            )
        })
        .collect()
}

fn write(path: &Path, groups: &[Vec<Row>]) {
    let mut writer = TableWriter::create(path, &SCHEMA, &[("plan", "abc")]).unwrap();
    for group in groups {
        writer.append(&table(group)).unwrap();
    }
    writer.finish().unwrap();
}

/// Bit patterns on which a careless store slips: both zeros, the smallest and largest subnormal,
/// the extremes, infinities, a quiet, a signalling and a negative "not a number" with payloads.
const BITS: [u64; 12] = [
    0,
    0x8000_0000_0000_0000,
    1,
    0x000f_ffff_ffff_ffff,
    0x0010_0000_0000_0000,
    0x7fef_ffff_ffff_ffff,
    0xffef_ffff_ffff_ffff,
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    0x7ff8_0000_0000_0000,
    0x7ff0_0000_0000_0001,
    0xfff8_dead_beef_0001,
];

fn hard_rows() -> Vec<Row> {
    let texts = [
        "",
        "saving_real",
        "£ déjà vu",
        "a\nb,\"c\"",
        "saving_real",
        "\0",
    ];
    (0..40)
        .map(|index| {
            let bits = BITS[index % BITS.len()];
            let value = (index % 5 != 0).then_some(bits);
            (
                [0, u32::MAX, 7, 7][index % 4],
                [i32::MIN, -1, 0, i32::MAX][index % 4],
                [0, u64::MAX, 1 << 63][index % 3],
                bits,
                value,
                texts[index % texts.len()].to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_bit_comes_back_and_absent_is_not_a_number_stay_apart() {
    let scratch = Scratch::new();
    let path = scratch.path().join("hard.parquet");
    let all = hard_rows();
    write(&path, &[all[..15].to_vec(), Vec::new(), all[15..].to_vec()]);
    assert_eq!(rows(&read_columns(&path, &NAMES).unwrap()), all);
    let mut reader = TableReader::open(&path).unwrap();
    assert_eq!((reader.groups(), reader.rows()), (2, 40));
    assert_eq!(rows(&reader.read_group(1, &NAMES).unwrap()), all[15..]);
    assert_eq!(reader.note("plan"), Some("abc"));
    assert_eq!(reader.note("other"), None);
    let kinds: Vec<_> = SCHEMA
        .map(|(name, kind)| (name.to_owned(), Some(kind)))
        .into();
    assert_eq!(reader.schema(), kinds);
}

#[test]
fn all_absent_and_no_rows_are_tables_too() {
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    let absent = vec![(1, 2, 3, 4, None, String::new()); 3];
    write(&path, std::slice::from_ref(&absent));
    assert_eq!(rows(&read_columns(&path, &NAMES).unwrap()), absent);
    write(&path, &[]);
    assert_eq!(
        read_columns(&path, &["value"]).unwrap(),
        Table::new([("value", Column::OptionalF64(vec![]))])
    );
}

#[test]
fn more_distinct_numbers_than_a_dictionary_holds_still_come_back() {
    // A dictionary page is given up at 1 MiB, that is 131,072 numbers.
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    let numbers: Vec<f64> = (0..300_000_u64)
        .map(|index| f64::from_bits(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let mut writer = TableWriter::create(&path, &[("x", ColumnKind::F64)], &[]).unwrap();
    writer
        .append(&Table::new([("x", Column::F64(numbers.clone()))]))
        .unwrap();
    writer.finish().unwrap();
    let read = read_columns(&path, &["x"]).unwrap();
    let Some(Column::F64(back)) = read.column("x") else {
        panic!("not a column of numbers")
    };
    assert!(
        back.iter()
            .map(|x| x.to_bits())
            .eq(numbers.iter().map(|x| x.to_bits()))
    );
}

#[test]
fn same_rows_in_the_same_groups_are_the_same_bytes() {
    let scratch = Scratch::new();
    let (first, second) = (
        scratch.path().join("a.parquet"),
        scratch.path().join("b.parquet"),
    );
    let all = hard_rows();
    let groups = [all[..7].to_vec(), all[7..].to_vec()];
    write(&first, &groups);
    write(&second, &groups);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    let mut other = groups;
    other[1][3].3 ^= 1;
    write(&second, &other);
    assert_ne!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    write(&path, &[hard_rows()]);
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let error = TableReader::open(&path).err().unwrap();
        assert!(
            matches!(error.problem, Problem::Damaged(_)),
            "{length}: {error}"
        );
    }
}

#[test]
fn a_file_with_any_byte_changed_or_added_is_refused() {
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    write(&path, &[hard_rows()]);
    let whole = fs::read(&path).unwrap();
    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 1 << (place % 8);
        fs::write(&path, &changed).unwrap();
        let error = TableReader::open(&path).err().unwrap();
        assert!(
            matches!(error.problem, Problem::Damaged(_)),
            "{place}: {error}"
        );
    }
    fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
    assert!(TableReader::open(&path).is_err());
    fs::write(&path, &whole).unwrap();
    assert!(TableReader::open(&path).is_ok());
}

#[test]
fn a_missing_column_is_named_with_those_there_are() {
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    write(&path, &[hard_rows()]);
    let error = read_columns(&path, &["run", "valeu"])
        .unwrap_err()
        .to_string();
    assert!(
        error
            .ends_with("it has no column `valeu`; it has run, months, seed, share, value, outcome"),
        "{error}"
    );
    let mut reader = TableReader::open(&path).unwrap();
    assert!(reader.read_group(1, &["run"]).is_err());
}

#[test]
fn a_table_with_other_columns_is_refused_and_a_dropped_writer_leaves_nothing() {
    let scratch = Scratch::new();
    let path = scratch.path().join("x.parquet");
    let mut writer = TableWriter::create(&path, &SCHEMA, &[]).unwrap();
    let error = writer
        .append(&Table::new([("run", Column::U32(vec![1]))]))
        .unwrap_err();
    assert!(matches!(error.problem, Problem::Invalid(_)));
    drop(writer);
    assert!(scratch.names().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_rows_in_any_groups_come_back(
        groups in prop::collection::vec(
            prop::collection::vec(
                (any::<u32>(), any::<i32>(), any::<u64>(), any::<u64>(), any::<Option<u64>>(), "\\PC{0,8}"),
                0..30,
            ),
            0..4,
        )
    ) {
        let scratch = Scratch::new();
        let path = scratch.path().join("any.parquet");
        write(&path, &groups);
        prop_assert_eq!(rows(&read_columns(&path, &NAMES).unwrap()), groups.concat());
    }
}
