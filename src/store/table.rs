//! Columns in memory: what a table file is written from and read into.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::StoreError;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers from 0 to 2^32 - 1.
    U32,
    /// Whole numbers from -2^31 to 2^31 - 1.
    I32,
    /// Whole numbers from 0 to 2^64 - 1.
    U64,
    /// Numbers, kept bit for bit; "not a number" is a value like any other.
    F64,
    /// Numbers that may be absent; absent is not the same as "not a number".
    OptionalF64,
    /// Text, stored once for each distinct word.
    Text,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// See [`ColumnKind::U32`].
    U32(Vec<u32>),
    /// See [`ColumnKind::I32`].
    I32(Vec<i32>),
    /// See [`ColumnKind::U64`].
    U64(Vec<u64>),
    /// See [`ColumnKind::F64`].
    F64(Vec<f64>),
    /// See [`ColumnKind::OptionalF64`].
    OptionalF64(Vec<Option<f64>>),
    /// See [`ColumnKind::Text`].
    Text(Words),
}

/// Text by code: row `i` reads `words()[codes()[i]]`. Equal text has one code, given in order of
/// first appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    codes: Vec<u32>,
    distinct: Vec<String>,
    index: BTreeMap<String, u32>,
    /// By code: the code that came after it when it was last seen. Long tables go through the same
    /// words again and again, so that this is nearly always the next one.
    follows: Vec<u32>,
}

impl Words {
    /// No rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    pub fn push(&mut self, word: &str) {
        // Neighbours are often equal, or follow each other as before: look there before searching.
        if let Some(guesses) = self.guesses()
            && let Some(code) = guesses
                .into_iter()
                .find(|code| is_same(&self.distinct[*code as usize], word))
        {
            self.codes.push(code);
            return;
        }
        self.search(word);
    }

    /// Adds a row that has this code already.
    pub(super) fn push_code(&mut self, code: u32) {
        if let Some(last) = self.codes.last() {
            self.follows[*last as usize] = code;
        }
        self.codes.push(code);
    }

    /// The two codes that a next row most likely has.
    pub(super) fn guesses(&self) -> Option<[u32; 2]> {
        let last = *self.codes.last()?;
        Some([last, self.follows[last as usize]])
    }

    /// Adds a row by looking for the word among all.
    fn search(&mut self, word: &str) {
        let last = self.codes.last().copied();
        let code = self.index.get(word).copied().unwrap_or_else(|| {
            let code = self.distinct.len() as u32;
            self.distinct.push(word.to_owned());
            self.index.insert(word.to_owned(), code);
            self.follows.push(code);
            code
        });
        if let Some(last) = last {
            self.follows[last as usize] = code;
        }
        self.codes.push(code);
    }

    /// The code of each row, a position in [`Words::words`].
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The distinct words, in order of first appearance.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.distinct
    }

    /// The text of one row; nothing beyond the last.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.distinct.get(code as usize).map(String::as_str)
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.codes
            .iter()
            .map(|&code| self.distinct[code as usize].as_str())
    }

    /// Removes all rows and words.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Whether two words are equal. Empty ones are by far the most frequent, and have no place in memory:
/// comparing what stands there takes a processor a hundred times as long as comparing nothing.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(rows: I) -> Self {
        let mut words = Self::new();
        for row in rows {
            words.push(row);
        }
        words
    }
}

impl Column {
    /// A text column of these rows.
    pub fn text<'a>(rows: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Text(rows.into_iter().collect())
    }

    /// A column of this kind with no rows.
    #[must_use]
    pub fn empty(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::U32 => Self::U32(Vec::new()),
            ColumnKind::I32 => Self::I32(Vec::new()),
            ColumnKind::U64 => Self::U64(Vec::new()),
            ColumnKind::F64 => Self::F64(Vec::new()),
            ColumnKind::OptionalF64 => Self::OptionalF64(Vec::new()),
            ColumnKind::Text => Self::Text(Words::new()),
        }
    }

    /// What the column holds.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        match self {
            Self::U32(_) => ColumnKind::U32,
            Self::I32(_) => ColumnKind::I32,
            Self::U64(_) => ColumnKind::U64,
            Self::F64(_) => ColumnKind::F64,
            Self::OptionalF64(_) => ColumnKind::OptionalF64,
            Self::Text(_) => ColumnKind::Text,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::U32(rows) => rows.len(),
            Self::I32(rows) => rows.len(),
            Self::U64(rows) => rows.len(),
            Self::F64(rows) => rows.len(),
            Self::OptionalF64(rows) => rows.len(),
            Self::Text(words) => words.codes.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the rows of another column below; `false`, and nothing changed, if it holds
    /// something else.
    pub(super) fn extend(&mut self, other: Self) -> bool {
        match (self, other) {
            (Self::U32(rows), Self::U32(more)) => rows.extend(more),
            (Self::I32(rows), Self::I32(more)) => rows.extend(more),
            (Self::U64(rows), Self::U64(more)) => rows.extend(more),
            (Self::F64(rows), Self::F64(more)) => rows.extend(more),
            (Self::OptionalF64(rows), Self::OptionalF64(more)) => rows.extend(more),
            (Self::Text(words), Self::Text(more)) => more.iter().for_each(|word| words.push(word)),
            _ => return false,
        }
        true
    }
}

/// Columns of equal length, in order, each with its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name and rows of each column.
    pub columns: Vec<(String, Column)>,
}

impl Table {
    /// A table of these columns.
    #[must_use]
    pub fn new<const N: usize>(columns: [(&str, Column); N]) -> Self {
        Self {
            columns: columns
                .into_iter()
                .map(|(name, rows)| (name.to_owned(), rows))
                .collect(),
        }
    }

    /// Number of rows: those of the first column.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// A column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, column)| column)
    }

    /// Checks that the table has exactly these columns and that all are of one length; `path`
    /// is the file it is meant for.
    pub(super) fn check(
        &self,
        path: &Path,
        schema: &[(String, ColumnKind)],
    ) -> Result<(), StoreError> {
        let own: Vec<_> = self
            .columns
            .iter()
            .map(|(name, column)| (name.as_str(), column.kind()))
            .collect();
        let wanted: Vec<_> = schema
            .iter()
            .map(|(name, kind)| (name.as_str(), *kind))
            .collect();
        if own != wanted {
            let detail = format!("the columns are {own:?}, but the table has {wanted:?}");
            return Err(StoreError::invalid(path, detail));
        }
        match self
            .columns
            .iter()
            .find(|(_, column)| column.len() != self.rows())
        {
            Some((name, column)) => Err(StoreError::invalid(
                path,
                format!(
                    "column `{name}` has {} rows, the first has {}",
                    column.len(),
                    self.rows()
                ),
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_share_a_code_in_order_of_first_appearance() {
        let words: Words = ["pct", "ccg", "pct", "pct", "icb"].into_iter().collect();
        assert_eq!(words.codes(), [0, 1, 0, 0, 2]);
        assert_eq!(words.words(), ["pct", "ccg", "icb"]);
        assert_eq!(words.at(3), Some("pct"));
        assert_eq!(words.at(5), None);
    }

    #[test]
    fn words_that_come_in_turn_and_out_of_turn_keep_their_codes() {
        let rows = [
            "a", "b", "c", "a", "b", "c", "a", "c", "b", "b", "d", "a", "c",
        ];
        let words: Words = rows.into_iter().collect();
        assert_eq!(words.codes(), [0, 1, 2, 0, 1, 2, 0, 2, 1, 1, 3, 0, 2]);
        assert!(words.iter().eq(rows));
    }

    #[test]
    fn joining_text_columns_recodes_the_second() {
        let mut column = Column::text(["a", "b"]);
        assert!(column.extend(Column::text(["b", "c", "a"])));
        assert_eq!(column, Column::text(["a", "b", "b", "c", "a"]));
        assert!(!column.extend(Column::U32(vec![1])));
    }

    #[test]
    fn a_ragged_table_is_refused_by_name() {
        let table = Table::new([
            ("run", Column::U32(vec![1, 2])),
            ("value", Column::F64(vec![0.5])),
        ]);
        let schema = [
            ("run".to_owned(), ColumnKind::U32),
            ("value".to_owned(), ColumnKind::F64),
        ];
        let error = table.check(Path::new("runs.parquet"), &schema).unwrap_err();
        assert_eq!(
            error.to_string(),
            "runs.parquet: cannot write: column `value` has 1 rows, the first has 2"
        );
    }
}
