//! Finished batches of runs, `parts/NNNNNN.parquet`, and which of them still have to be done.
//!
//! A part holds all that its runs have to say, in one file, so that a batch is done or not done
//! and never half. It is one table in long form:
//!
//! | column | horizon value | yearly value | run done, run failed | place | counter |
//! | --- | --- | --- | --- | --- | --- |
//! | `kind` | 0 | 1 | 2, 3 | 4 | 5 |
//! | `subject` | run | run | run | arm | 0 |
//! | `months` | horizon | month of the year's end | 0 | horizon | 0 |
//! | `place` | place, or -1 for all | -1 | -1 | place | -1 |
//! | `outcome` | position in the register | the same | 0 | the same | 0 |
//! | `value` | number or absent | number or absent | absent | mean over runs | absent |
//! | `squares` | absent | absent | absent | sum of squared deviations | absent |
//! | `count` | 0 | 0 | 0 | number of runs | how often |
//! | `text` | empty | empty | empty, reason | empty | name |
//!
//! The footer says which part of which plan it is. Boundaries between parts belong to the plan,
//! never to threads or interruptions, so a part done twice has the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Problem, StoreError};
use super::layout::{Layout, part_number};
use super::parquet::{TableReader, TableWriter};
use super::table::{Column, ColumnKind, Table, Words};

/// Stands in `place` for all places together.
pub const ALL_PLACES: i32 = -1;

/// Rows held in memory before they are written as one group.
const GROUP: usize = 1 << 18;

const SCHEMA: [(&str, ColumnKind); 9] = [
    ("kind", ColumnKind::U32),
    ("subject", ColumnKind::U32),
    ("months", ColumnKind::I32),
    ("place", ColumnKind::I32),
    ("outcome", ColumnKind::U32),
    ("value", ColumnKind::OptionalF64),
    ("squares", ColumnKind::OptionalF64),
    ("count", ColumnKind::U64),
    ("text", ColumnKind::Text),
];

/// Which part of which plan: what must agree before a stored part is taken as done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartKey {
    /// Digest of the plan the part belongs to.
    pub plan_digest: String,
    /// Number of the part in the plan, from 0.
    pub number: u32,
    /// First run of the part, as a position in the plan.
    pub first_run: u32,
    /// Number of runs, which follow one another in the plan.
    pub runs: u32,
}

impl PartKey {
    /// What stands in the footer.
    fn notes(&self) -> [(&'static str, String); 4] {
        [
            ("grip.plan", self.plan_digest.clone()),
            ("grip.part", self.number.to_string()),
            ("grip.first_run", self.first_run.to_string()),
            ("grip.runs", self.runs.to_string()),
        ]
    }

    /// Whether a run belongs to the part.
    fn holds(&self, run: u32) -> bool {
        run.checked_sub(self.first_run).is_some_and(|offset| offset < self.runs)
    }
}

/// One row of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PartRow<'a> {
    /// An outcome of a run at a horizon.
    Horizon {
        /// Position of the run in the plan.
        run: u32,
        /// The horizon in months after the start.
        months: i32,
        /// The place, or [`ALL_PLACES`].
        place: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// The value; absent where the outcome does not exist.
        value: Option<f64>,
    },
    /// An outcome of a run in one year of its path.
    Year {
        /// Position of the run in the plan.
        run: u32,
        /// The month at which the year ends.
        months: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// The value; absent where the outcome does not exist.
        value: Option<f64>,
    },
    /// A run came to its end. Exactly one of this and [`PartRow::Failed`] for each run, in plan order.
    Done {
        /// Position of the run in the plan.
        run: u32,
    },
    /// A run failed.
    Failed {
        /// Position of the run in the plan.
        run: u32,
        /// Why, in words for the reader of the summary.
        reason: &'a str,
    },
    /// An outcome in one place over the runs of one arm in this part.
    Place {
        /// Position of the arm in the experiment.
        arm: u32,
        /// The horizon in months after the start.
        months: i32,
        /// The place.
        place: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// Number of runs with a value.
        count: u64,
        /// Their mean.
        mean: f64,
        /// Sum of their squared deviations from the mean.
        squares: f64,
    },
    /// How often something happened in the runs of this part.
    Counter {
        /// What.
        name: &'a str,
        /// How often.
        count: u64,
    },
}

/// A row as it stands in the file.
struct Flat<'a> {
    kind: u32,
    subject: u32,
    months: i32,
    place: i32,
    outcome: u32,
    value: Option<f64>,
    squares: Option<f64>,
    count: u64,
    text: &'a str,
}

impl<'a> Flat<'a> {
    /// From the meaning to the file.
    fn from_row(row: PartRow<'a>) -> Self {
        let mut flat = Self {
            kind: 0,
            subject: 0,
            months: 0,
            place: ALL_PLACES,
            outcome: 0,
            value: None,
            squares: None,
            count: 0,
            text: "",
        };
        match row {
            PartRow::Horizon { run, months, place, outcome, value } => {
                flat = Self { kind: 0, subject: run, months, place, outcome, value, ..flat };
            }
            PartRow::Year { run, months, outcome, value } => {
                flat = Self { kind: 1, subject: run, months, outcome, value, ..flat };
            }
            PartRow::Done { run } => flat = Self { kind: 2, subject: run, ..flat },
            PartRow::Failed { run, reason } => {
                flat = Self { kind: 3, subject: run, text: reason, ..flat };
            }
            PartRow::Place { arm, months, place, outcome, count, mean, squares } => {
                let (value, squares) = (Some(mean), Some(squares));
                flat = Self { kind: 4, subject: arm, months, place, outcome, value, squares, count, ..flat };
            }
            PartRow::Counter { name, count } => flat = Self { kind: 5, count, text: name, ..flat },
        }
        flat
    }

    /// From the file to the meaning; nothing if there is none.
    fn into_row(self) -> Option<PartRow<'a>> {
        let Self { kind, subject: run, months, place, outcome, value, squares, count, text } = self;
        Some(match kind {
            0 => PartRow::Horizon { run, months, place, outcome, value },
            1 => PartRow::Year { run, months, outcome, value },
            2 => PartRow::Done { run },
            3 => PartRow::Failed { run, reason: text },
            4 => PartRow::Place { arm: run, months, place, outcome, count, mean: value?, squares: squares? },
            5 => PartRow::Counter { name: text, count },
            _ => return None,
        })
    }
}

/// Rows waiting to be written.
#[derive(Debug, Default)]
struct Waiting {
    kind: Vec<u32>,
    subject: Vec<u32>,
    months: Vec<i32>,
    place: Vec<i32>,
    outcome: Vec<u32>,
    value: Vec<Option<f64>>,
    squares: Vec<Option<f64>>,
    count: Vec<u64>,
    text: Words,
}

impl Waiting {
    fn push(&mut self, row: &Flat<'_>) {
        self.kind.push(row.kind);
        self.subject.push(row.subject);
        self.months.push(row.months);
        self.place.push(row.place);
        self.outcome.push(row.outcome);
        self.value.push(row.value);
        self.squares.push(row.squares);
        self.count.push(row.count);
        self.text.push(row.text);
    }

    fn into_table(self) -> Table {
        Table::new([
            ("kind", Column::U32(self.kind)),
            ("subject", Column::U32(self.subject)),
            ("months", Column::I32(self.months)),
            ("place", Column::I32(self.place)),
            ("outcome", Column::U32(self.outcome)),
            ("value", Column::OptionalF64(self.value)),
            ("squares", Column::OptionalF64(self.squares)),
            ("count", Column::U64(self.count)),
            ("text", Column::Text(self.text)),
        ])
    }
}

/// Writes one part. It counts as done when [`PartWriter::finish`] returns.
#[derive(Debug)]
pub struct PartWriter {
    path: PathBuf,
    key: PartKey,
    ended: u32,
    waiting: Waiting,
    writer: TableWriter,
}

impl PartWriter {
    /// Begins a part.
    ///
    /// # Errors
    /// When the folder of parts cannot be written to.
    pub fn create(layout: &Layout, key: &PartKey) -> Result<Self, StoreError> {
        let path = layout.part(key.number);
        let notes = key.notes();
        let notes = notes.each_ref().map(|(name, text)| (*name, text.as_str()));
        let writer = TableWriter::create(&path, &SCHEMA, &notes)?;
        Ok(Self { path, key: key.clone(), ended: 0, waiting: Waiting::default(), writer })
    }

    /// Adds a row. Rows keep their order.
    ///
    /// # Errors
    /// When the run is not of this part, a run ends twice or out of order, or the disk refuses.
    pub fn push(&mut self, row: PartRow<'_>) -> Result<(), StoreError> {
        match row {
            PartRow::Horizon { run, .. } | PartRow::Year { run, .. } if !self.key.holds(run) => {
                return Err(self.invalid(&format!("run {run} is not of this part")));
            }
            PartRow::Done { run } | PartRow::Failed { run, .. } => {
                if !self.key.holds(run) || run - self.key.first_run != self.ended {
                    return Err(self.invalid(&format!("run {run} ends twice or out of turn")));
                }
                self.ended += 1;
            }
            _ => {}
        }
        self.waiting.push(&Flat::from_row(row));
        if self.waiting.kind.len() >= GROUP { self.flush() } else { Ok(()) }
    }

    /// Completes the part and puts it under its name.
    ///
    /// # Errors
    /// When a run of the part has not ended, or the disk refuses.
    pub fn finish(mut self) -> Result<(), StoreError> {
        if self.ended != self.key.runs {
            let detail = format!("only {} of {} runs have ended", self.ended, self.key.runs);
            return Err(self.invalid(&detail));
        }
        self.flush()?;
        self.writer.finish()
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.writer.append(&std::mem::take(&mut self.waiting).into_table())
    }

    fn invalid(&self, detail: &str) -> StoreError {
        StoreError::invalid(&self.path, format!("part {}: {detail}", self.key.number))
    }
}

/// Reads one part.
pub struct PartReader {
    path: PathBuf,
    reader: TableReader,
}

impl PartReader {
    /// Opens a part and checks that it is whole and the one that is wanted.
    ///
    /// # Errors
    /// When it is missing, damaged, or another part.
    pub fn open(layout: &Layout, key: &PartKey) -> Result<Self, StoreError> {
        let path = layout.part(key.number);
        let reader = TableReader::open(&path)?;
        for (name, wanted) in key.notes() {
            let found = reader.note(name).unwrap_or("nothing");
            if found != wanted {
                let detail = format!("{name} is {found}, not {wanted}");
                return Err(StoreError::foreign(&path, detail));
            }
        }
        Ok(Self { path, reader })
    }

    /// Hands over every row in the order written, holding one group of rows at a time.
    ///
    /// # Errors
    /// When the file cannot be read, holds a row of no known kind, or `visit` fails.
    pub fn for_each(
        &mut self,
        mut visit: impl FnMut(PartRow<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let names = SCHEMA.map(|(name, _)| name);
        for group in 0..self.reader.groups() {
            let table = self.reader.read_group(group, &names)?;
            let [
                (_, Column::U32(kind)),
                (_, Column::U32(subject)),
                (_, Column::I32(months)),
                (_, Column::I32(place)),
                (_, Column::U32(outcome)),
                (_, Column::OptionalF64(value)),
                (_, Column::OptionalF64(squares)),
                (_, Column::U64(count)),
                (_, Column::Text(text)),
            ] = &table.columns[..]
            else {
                return Err(StoreError::foreign(&self.path, "its columns are not those of a part"));
            };
            for (row, text) in text.iter().enumerate() {
                let flat = Flat {
                    kind: kind[row],
                    subject: subject[row],
                    months: months[row],
                    place: place[row],
                    outcome: outcome[row],
                    value: value[row],
                    squares: squares[row],
                    count: count[row],
                    text,
                };
                let Some(row) = flat.into_row() else {
                    return Err(StoreError::foreign(&self.path, "it holds a row of no known kind"));
                };
                visit(row)?;
            }
        }
        Ok(())
    }
}

/// What stands in the folder of parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Numbers of the parts that are done, in plan order.
    pub done: Vec<u32>,
    /// Numbers of the parts that have to be done, in plan order; those refused are among them.
    pub missing: Vec<u32>,
    /// Files under the name of a part that are damaged or belong to another plan. Doing the
    /// part again replaces them.
    pub refused: Vec<StoreError>,
    /// Numbers of part files that the plan does not ask for. They are left alone.
    pub surplus: Vec<u32>,
}

/// Looks which of the parts of a plan are done. Every file is read and compared with its hash,
/// so what is reported as done is done.
///
/// # Errors
/// When a file or the folder is there but cannot be read.
pub fn survey(layout: &Layout, plan: &[PartKey]) -> Result<Survey, StoreError> {
    let mut survey = Survey::default();
    for key in plan {
        match PartReader::open(layout, key) {
            Ok(_) => {
                survey.done.push(key.number);
                continue;
            }
            Err(error) if error.is_not_found() => {}
            Err(error) if matches!(error.problem, Problem::Damaged(_) | Problem::Foreign(_)) => {
                survey.refused.push(error);
            }
            Err(error) => return Err(error),
        }
        survey.missing.push(key.number);
    }
    let planned: BTreeSet<u32> = plan.iter().map(|key| key.number).collect();
    survey.surplus = stored(layout)?.difference(&planned).copied().collect();
    Ok(survey)
}

/// Numbers of all files in the folder that are named like parts.
fn stored(layout: &Layout) -> Result<BTreeSet<u32>, StoreError> {
    let folder = layout.parts();
    let failed = |error: io::Error| StoreError::io(&folder, "read", &error);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut numbers = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        numbers.extend(entry.file_name().to_str().and_then(part_number));
    }
    Ok(numbers)
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
