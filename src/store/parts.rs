//! Finished batches of runs, `parts/NNNNNN.parquet`.
//!
//! A part holds all that its runs have to say ([`super::part_row`] says how), in one file, so
//! that a batch is done or not done and never half. The footer says which part of which plan it
//! is. Boundaries between parts belong to the plan, never to threads or interruptions, so a part
//! done twice has the same bytes.

use std::path::PathBuf;

use super::error::StoreError;
use super::layout::Layout;
use super::parquet::{TableReader, TableWriter};
use super::part_row::{FAILED, Flat, PartRow, SCHEMA, Waiting};
use super::shard::Shard;
use super::table::Column;

/// Rows held in memory before they are written as one group.
const GROUP: usize = 1 << 18;

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
    /// The shard that does it, where many machines share the plan. Rows do not depend on it.
    pub shard: Option<Shard>,
}

/// The version of the program, as parts say it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl PartKey {
    /// What stands in the footer besides: the version of the program, and the shard.
    fn notes_of_maker(&self) -> Vec<(&'static str, String)> {
        let mut notes = vec![("grip.version", VERSION.to_owned())];
        if let Some(shard) = self.shard {
            notes.push(("grip.shard", shard.number.to_string()));
            notes.push(("grip.shards", shard.of.to_string()));
        }
        notes
    }

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
        run.checked_sub(self.first_run)
            .is_some_and(|offset| offset < self.runs)
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
        let notes: Vec<(&str, String)> = key
            .notes()
            .into_iter()
            .chain(key.notes_of_maker())
            .collect();
        let notes: Vec<(&str, &str)> = notes
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let writer = TableWriter::create(&path, &SCHEMA, &notes)?;
        Ok(Self {
            path,
            key: key.clone(),
            ended: 0,
            waiting: Waiting::default(),
            writer,
        })
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
        if self.waiting.rows() >= GROUP {
            self.flush()
        } else {
            Ok(())
        }
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
        self.writer
            .append(&std::mem::take(&mut self.waiting).into_table())
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
    /// Opens a part and checks that it is whole and the one that is wanted. Shards of one
    /// experiment must also agree in the version of the program and in how many they are; a part
    /// of a call without shards belongs to whichever shard the plan says.
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
        if key.shard.is_some() {
            for (name, wanted) in key.notes_of_maker() {
                if let Some(found) = reader.note(name).filter(|found| *found != wanted) {
                    let detail = format!("{name} is {found}, not {wanted}");
                    return Err(StoreError::foreign(&path, detail));
                }
            }
        }
        Ok(Self { path, reader })
    }

    /// Number of runs of the part that failed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn failed(&mut self) -> Result<u32, StoreError> {
        let mut failed = 0;
        for group in 0..self.reader.groups() {
            let table = self.reader.read_group(group, &["kind"])?;
            let [(_, Column::U32(kinds))] = &table.columns[..] else {
                let detail = "its columns are not those of a part";
                return Err(StoreError::foreign(&self.path, detail));
            };
            failed += kinds.iter().filter(|kind| **kind == FAILED).count() as u32;
        }
        Ok(failed)
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
                return Err(StoreError::foreign(
                    &self.path,
                    "its columns are not those of a part",
                ));
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
                    return Err(StoreError::foreign(
                        &self.path,
                        "it holds a row of no known kind",
                    ));
                };
                visit(row)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
