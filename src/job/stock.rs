//! Runs that a folder holds already, taken over where its plan grows or failed runs are run again:
//! none of them is computed twice.
//!
//! Parts are removed once they are put together, so what is taken over comes from the tables. They
//! are laid aside first, under `parts/stock`, and stay as they are until everything is put together
//! anew; so a call that is killed goes on from the same ground. Rows of a stored run are copied bit
//! by bit. What the tables keep of places is only a mean and a spread over the runs at sweep
//! point 0; its new runs are added in the order of replicates, to the bits of a plan that was large
//! from the start. Where a run at point 0 had failed, this order is broken, and point 0 is run anew.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::assemble::{ALL, PlaceMoments, area_codes};
use super::configuration::Configuration;
use super::error::JobError;
use super::moments::Moments;
use crate::analysis::stopping::Stopped;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES};
use crate::experiment::plan::Pair;
use crate::scenario::{Experiment, Geography};
use crate::store::{
    ALL_PLACES, Column, Layout, Manifest, PartRow, PartWriter, StoreError, Table, TableReader,
    read_columns,
};

/// The folder of the tables laid aside, in the folder of parts.
const FOLDER: &str = "stock";
/// The same before it is complete.
const UNFINISHED: &str = "stock-unfinished";
/// The tables from which runs are taken over, and the counts that belong to them.
const FILES: [&str; 4] = [
    "runs.parquet",
    "paths.parquet",
    "places.parquet",
    "manifest.json",
];

/// Arm, point and replicate of a run.
type Key = (u32, u32, u32);

/// The runs that a folder holds already.
pub struct Stock {
    runs: Shelf,
    paths: Shelf,
    codes: Vec<String>,
    arms: u32,
    /// Replicates of point 0 whose places are in `places`; 0 where point 0 is run anew.
    covered: u32,
    /// Units of the growing block when its rule of stopping ended the runs; 0 without a rule.
    pub(super) units: u32,
    /// What is known of places: moments over the covered runs.
    pub(super) places: PlaceMoments,
    /// The same of paired differences.
    pub(super) differences: PlaceMoments,
    /// Clips by name: held, evaluated, in the runs of the stock.
    pub(super) clips: BTreeMap<String, (u64, u64)>,
}

/// Lays the tables of a finished folder aside. Parts that are left over are removed.
///
/// # Errors
/// When the disk refuses.
pub fn lay_aside(layout: &Layout) -> Result<(), StoreError> {
    let parts = layout.parts();
    clear(layout)?;
    let unfinished = parts.join(UNFINISHED);
    fs::create_dir_all(&unfinished)
        .map_err(|error| StoreError::io(&unfinished, "create", &error))?;
    for name in FILES {
        let (from, to) = (layout.root().join(name), unfinished.join(name));
        // Tables are replaced as a whole and never written into, so a second name is a copy.
        fs::hard_link(&from, &to)
            .or_else(|_| fs::copy(&from, &to).map(|_| ()))
            .map_err(|error| StoreError::io(&to, "write", &error))?;
    }
    let folder = parts.join(FOLDER);
    fs::rename(&unfinished, &folder).map_err(|error| StoreError::io(&folder, "rename", &error))
}

/// Whether tables are laid aside in a folder, so that its parts rest on them.
#[must_use]
pub fn is_there(layout: &Layout) -> bool {
    layout.parts().join(FOLDER).is_dir()
}

/// Removes all parts, and what is laid aside with them, and leaves an empty folder.
fn clear(layout: &Layout) -> Result<(), StoreError> {
    let parts = layout.parts();
    match fs::remove_dir_all(&parts) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(StoreError::io(&parts, "remove", &error));
        }
        _ => {}
    }
    fs::create_dir_all(&parts).map_err(|error| StoreError::io(&parts, "create", &error))
}

/// The stock of a folder; nothing where none is laid aside. A stock of another plan, or a damaged
/// one, is removed with the parts that rest on it.
///
/// # Errors
/// When the disk refuses.
pub fn open(
    layout: &Layout,
    plan_digest: &str,
    asked: &Configuration,
    geography: &Geography,
) -> Result<Option<Stock>, JobError> {
    let folder = layout.parts().join(FOLDER);
    if !folder.is_dir() {
        return Ok(None);
    }
    match Stock::read(&folder, plan_digest, asked, geography) {
        Ok(Some(stock)) => Ok(Some(stock)),
        Err(JobError::Store(error)) if error.is_resource_failure() => Err(error.into()),
        Ok(None) | Err(_) => {
            clear(layout)?;
            Ok(None)
        }
    }
}

impl Stock {
    fn read(
        folder: &Path,
        plan_digest: &str,
        asked: &Configuration,
        geography: &Geography,
    ) -> Result<Option<Self>, JobError> {
        let manifest = Manifest::read(&Layout::new(folder))?;
        let stored = Configuration::from_text(&manifest.configuration)?;
        if manifest.plan_digest != plan_digest || stored.keep_places != asked.keep_places {
            return Ok(None);
        }
        let experiment = &asked.experiment;
        let runs = Shelf::open(folder.join("runs.parquet"), "horizon_months", experiment)?;
        let paths = Shelf::open(folder.join("paths.parquet"), "month", experiment)?;
        let codes = area_codes(geography);
        let arms = experiment.arms.len() as u32;
        let (places, differences) = moments(&folder.join("places.parquet"), experiment, &codes)?;
        let covered = covered(&runs, arms, &places);
        let clips = manifest.clamps.iter();
        let mut stock = Self {
            runs,
            paths,
            codes,
            arms,
            covered,
            units: manifest.stopped.as_ref().map_or(0, Stopped::units),
            places,
            differences,
            clips: clips
                .map(|(name, clamps)| (name.clone(), (clamps.held, clamps.evaluations)))
                .collect(),
        };
        if covered == 0 {
            stock.places.clear();
            stock.differences.clear();
        }
        Ok(Some(stock))
    }

    /// Positions of the arms of a pair that must be run.
    #[must_use]
    pub fn missing(&self, pair: &Pair) -> Vec<usize> {
        let arms = 0..self.arms;
        if pair.point == 0 {
            let done = pair.replicate < self.covered;
            return arms.filter(|_| !done).map(|arm| arm as usize).collect();
        }
        arms.filter(|&arm| !self.holds(arm, pair))
            .map(|arm| arm as usize)
            .collect()
    }

    /// Whether the stock has a run; one that is run anew all the same counts no clips twice.
    #[must_use]
    pub fn holds(&self, arm: u32, pair: &Pair) -> bool {
        let key = (arm, pair.point, pair.replicate);
        self.runs.index.contains_key(&key)
    }

    /// Copies a run into a part, under its number in the new plan.
    ///
    /// # Errors
    /// When the tables cannot be read, or the disk refuses.
    pub fn store(
        &self,
        writer: &mut PartWriter,
        arm: u32,
        pair: &Pair,
        run: u32,
    ) -> Result<(), StoreError> {
        let key = (arm, pair.point, pair.replicate);
        self.runs.visit(key, |row| {
            let (place, outcome) = if row.place == ALL {
                (Some(ALL_PLACES), position_of_outcome(row.outcome))
            } else {
                let place = self.codes.iter().position(|code| code == row.place);
                let of = PLACE_OUTCOMES.iter();
                let mut of = of.map(|(name, _)| *name);
                (
                    place.map(|place| place as i32),
                    of.position(|o| o == row.outcome),
                )
            };
            let (Some(place), Some(outcome)) = (place, outcome) else {
                return Err(self.runs.foreign());
            };
            writer.push(PartRow::Horizon {
                run,
                months: row.months as i32,
                place,
                outcome: outcome as u32,
                value: row.value,
            })
        })?;
        self.paths.visit(key, |row| {
            let Some(outcome) = position_of_outcome(row.outcome) else {
                return Err(self.paths.foreign());
            };
            writer.push(PartRow::Year {
                run,
                months: row.months as i32,
                outcome: outcome as u32,
                value: row.value,
            })
        })?;
        writer.push(PartRow::Done { run })
    }
}

fn position_of_outcome(name: &str) -> Option<usize> {
    OUTCOMES.iter().position(|outcome| outcome.name == name)
}

/// One row of a stored run.
struct Row<'a> {
    months: u32,
    place: &'a str,
    outcome: &'a str,
    value: Option<f64>,
}

/// An open table, and the group of rows read last with its number.
type Held = (TableReader, Option<(usize, Arc<Table>)>);

/// A table in long form, and where each run stands in it.
struct Shelf {
    path: PathBuf,
    time: &'static str,
    /// By run: group of rows, first row in it, row after the last. A run may go over two groups.
    index: BTreeMap<Key, Vec<(usize, usize, usize)>>,
    /// The reader, and the group read last: batches ask in nearly the order of the table.
    reader: Mutex<Held>,
}

impl Shelf {
    fn open(
        path: PathBuf,
        time: &'static str,
        experiment: &Experiment,
    ) -> Result<Self, StoreError> {
        let mut reader = TableReader::open(&path)?;
        let mut index: BTreeMap<Key, Vec<(usize, usize, usize)>> = BTreeMap::new();
        for group in 0..reader.groups() {
            let table = reader.read_group(group, &["arm", "sweep_point", "replicate"])?;
            let [
                (_, Column::Text(arms)),
                (_, Column::U32(points)),
                (_, Column::U32(replicates)),
            ] = &table.columns[..]
            else {
                return Err(StoreError::foreign(
                    &path,
                    "its columns are not those of runs",
                ));
            };
            let positions: Vec<Option<usize>> = arms
                .words()
                .iter()
                .map(|word| experiment.arms.iter().position(|arm| arm.name == *word))
                .collect();
            let mut last: Option<(Key, usize)> = None;
            for row in 0..=points.len() {
                let key = match points.get(row) {
                    Some(&point) => {
                        let Some(arm) = positions[arms.codes()[row] as usize] else {
                            return Err(StoreError::foreign(&path, "it has arms of no experiment"));
                        };
                        Some((arm as u32, point, replicates[row]))
                    }
                    None => None,
                };
                if last.map(|(key, _)| key) != key {
                    if let Some((key, first)) = last {
                        index.entry(key).or_default().push((group, first, row));
                    }
                    last = key.map(|key| (key, row));
                }
            }
        }
        Ok(Self {
            path,
            time,
            index,
            reader: Mutex::new((reader, None)),
        })
    }

    fn foreign(&self) -> StoreError {
        StoreError::foreign(
            &self.path,
            "it has outcomes or places of another experiment",
        )
    }

    fn group(&self, group: usize) -> Result<Arc<Table>, StoreError> {
        let mut held = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let (reader, last) = &mut *held;
        if let Some((number, table)) = last
            && *number == group
        {
            return Ok(Arc::clone(table));
        }
        let has_place = reader.schema().iter().any(|(name, _)| name == "place");
        let mut columns = vec![self.time, "outcome", "value"];
        columns.extend(has_place.then_some("place"));
        let table = Arc::new(reader.read_group(group, &columns)?);
        *last = Some((group, Arc::clone(&table)));
        Ok(table)
    }

    fn visit(
        &self,
        key: Key,
        mut each: impl FnMut(Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for &(group, first, end) in self.index.get(&key).into_iter().flatten() {
            let table = self.group(group)?;
            let [
                (_, Column::U32(months)),
                (_, Column::Text(outcomes)),
                (_, Column::OptionalF64(values)),
                place @ ..,
            ] = &table.columns[..]
            else {
                return Err(self.foreign());
            };
            for row in first..end {
                each(Row {
                    months: months[row],
                    place: match place.first() {
                        Some((_, Column::Text(words))) => words.at(row).unwrap_or(ALL),
                        _ => ALL,
                    },
                    outcome: outcomes.at(row).unwrap_or_default(),
                    value: values[row],
                })?;
            }
        }
        Ok(())
    }
}

/// The moments that stand in `places.parquet`.
fn moments(
    path: &Path,
    experiment: &Experiment,
    codes: &[String],
) -> Result<(PlaceMoments, PlaceMoments), StoreError> {
    let columns = [
        "arm",
        "horizon_months",
        "outcome",
        "place",
        "n",
        "mean",
        "sum_squares",
        "n_pairs",
        "diff",
        "diff_sum_squares",
    ];
    let table = read_columns(path, &columns)?;
    let foreign = || StoreError::foreign(path, "its columns are not those of places");
    let [
        (_, Column::Text(arm)),
        (_, Column::U32(months)),
        (_, Column::Text(outcome)),
        (_, Column::Text(place)),
        (_, Column::U32(n)),
        (_, Column::F64(mean)),
        (_, Column::F64(squares)),
        (_, Column::U32(pairs)),
        (_, Column::OptionalF64(diff)),
        (_, Column::OptionalF64(diff_squares)),
    ] = &table.columns[..]
    else {
        return Err(foreign());
    };
    let (mut places, mut differences) = (PlaceMoments::new(), PlaceMoments::new());
    let arms: Vec<&str> = experiment.arms.iter().map(|a| a.name.as_str()).collect();
    let known = PLACE_OUTCOMES.map(|(name, _)| name);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let position = |names: &[&str], word: Option<&str>| {
        let found = names.iter().position(|name| Some(*name) == word);
        found.ok_or_else(foreign)
    };
    for row in 0..n.len() {
        let key = (
            position(&arms, arm.at(row))? as u32,
            months[row] as i32,
            position(&known, outcome.at(row))? as u32,
            position(&codes, place.at(row))? as i32,
        );
        let own = Moments {
            count: u64::from(n[row]),
            mean: mean[row],
            squares: squares[row],
        };
        places.insert(key, own);
        if let (Some(mean), Some(squares)) = (diff[row], diff_squares[row]) {
            let paired = Moments {
                count: u64::from(pairs[row]),
                mean,
                squares,
            };
            differences.insert(key, paired);
        }
    }
    Ok((places, differences))
}

/// How many replicates of point 0, from the first, are whole: every arm is there, the moments are
/// over exactly these, and none comes after a gap.
fn covered(runs: &Shelf, arms: u32, places: &PlaceMoments) -> u32 {
    let has = |replicate: u32| (0..arms).all(|arm| runs.index.contains_key(&(arm, 0, replicate)));
    let at_zero = runs.index.keys().filter(|(_, point, _)| *point == 0);
    let count = at_zero.count() as u32;
    let whole = (0..count).take_while(|&replicate| has(replicate)).count() as u32;
    let all_there = count == whole * arms;
    let all_in = places.values().all(|m| m.count == u64::from(whole));
    if all_there && all_in { whole } else { 0 }
}
