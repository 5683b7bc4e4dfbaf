//! From parts to results: `runs.parquet`, `paths.parquet` and `places.parquet`, in plan order.

use std::collections::BTreeMap;
use std::path::Path;

use super::batch::{EVALUATED, HELD};
use super::moments::Moments;
use super::stock::Stock;
use crate::analysis::estimate::MeanEstimate;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES};
use crate::experiment::plan::Plan;
use crate::experiment::seeds::seed_of_arm;
use crate::scenario::{Experiment, Geography};
use crate::store::{
    ALL_PLACES, Column, ColumnKind, Layout, PartKey, PartReader, PartRow, StoreError, Table,
    TableWriter, Words,
};

/// Rows that are held in memory before they are written as one group.
const GROUP: usize = 1 << 18;

/// The word in `place` for all places together.
pub const ALL: &str = "all";

/// What the parts had to say besides the tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Runs that came to their end.
    pub done: u64,
    /// Failed runs and why, in plan order.
    pub failed: Vec<(u32, String)>,
    /// Clips by name: held, evaluated.
    pub clips: BTreeMap<String, (u64, u64)>,
}

/// Columns that `runs.parquet` and `paths.parquet` share: what a run is.
const RUN_COLUMNS: [(&str, ColumnKind); 5] = [
    ("run", ColumnKind::U32),
    ("arm", ColumnKind::Text),
    ("sweep_point", ColumnKind::U32),
    ("replicate", ColumnKind::U32),
    ("seed", ColumnKind::U64),
];

/// Codes of the reporting areas, in their order.
#[must_use]
pub fn area_codes(geography: &Geography) -> Vec<String> {
    geography
        .partition(geography.reporting)
        .map_or_else(Vec::new, |partition| partition.codes.clone())
}

/// Writes the three tables from all parts of a plan, and from what was taken over from before.
///
/// # Errors
/// When a part is missing or damaged, or the disk refuses.
pub fn assemble(
    layout: &Layout,
    experiment: &Experiment,
    geography: &Geography,
    plan: &Plan,
    keys: &[PartKey],
    stock: Option<&Stock>,
) -> Result<Tally, StoreError> {
    let codes = area_codes(geography);
    let mut runs = Tidy::create(&layout.runs(), "horizon_months", true, experiment, plan)?;
    let mut paths = Tidy::create(&layout.paths(), "month", false, experiment, plan)?;
    let mut places = stock.map_or_else(PlaceMoments::new, |stock| stock.places.clone());
    let mut differences = stock.map_or_else(PlaceMoments::new, |stock| stock.differences.clone());
    let mut tally = Tally {
        clips: stock.map_or_else(BTreeMap::new, |stock| stock.clips.clone()),
        ..Tally::default()
    };
    for key in keys {
        PartReader::open(layout, key)?.for_each(|row| {
            match row {
                PartRow::Horizon {
                    run,
                    months,
                    place,
                    outcome,
                    value,
                } => {
                    let (place, name) = if place == ALL_PLACES {
                        (ALL, OUTCOMES.get(outcome as usize).map(|o| o.name))
                    } else {
                        let name = PLACE_OUTCOMES.get(outcome as usize).map(|(name, _)| *name);
                        let code = codes.get(place as usize).map(String::as_str);
                        (code.unwrap_or_default(), name)
                    };
                    runs.push(run, months, place, name.unwrap_or_default(), value)?;
                }
                PartRow::Year {
                    run,
                    months,
                    outcome,
                    value,
                } => {
                    let name = OUTCOMES.get(outcome as usize).map(|o| o.name);
                    paths.push(run, months, ALL, name.unwrap_or_default(), value)?;
                }
                PartRow::Done { .. } => tally.done += 1,
                PartRow::Failed { run, reason } => tally.failed.push((run, reason.to_owned())),
                PartRow::Place {
                    arm,
                    months,
                    place,
                    outcome,
                    count,
                    mean,
                    squares,
                } => {
                    let part = Moments {
                        count,
                        mean,
                        squares,
                    };
                    let whole = places.entry((arm, months, outcome, place)).or_default();
                    whole.join(&part);
                }
                PartRow::PlaceDifference {
                    arm,
                    months,
                    place,
                    outcome,
                    count,
                    mean,
                    squares,
                } => {
                    let part = Moments {
                        count,
                        mean,
                        squares,
                    };
                    let whole = differences.entry((arm, months, outcome, place));
                    whole.or_default().join(&part);
                }
                PartRow::Counter { name, count } => {
                    if let Some(name) = name.strip_prefix(HELD) {
                        tally.clips.entry(name.to_owned()).or_default().0 += count;
                    } else if let Some(name) = name.strip_prefix(EVALUATED) {
                        tally.clips.entry(name.to_owned()).or_default().1 += count;
                    }
                }
            }
            Ok(())
        })?;
    }
    runs.finish()?;
    paths.finish()?;
    write_places(layout, experiment, geography, &places, &differences)?;
    Ok(tally)
}

/// Moments by arm, horizon, outcome and area.
pub(super) type PlaceMoments = BTreeMap<(u32, i32, u32, i32), Moments>;

/// A table in long form under way.
struct Tidy<'a> {
    writer: TableWriter,
    experiment: &'a Experiment,
    plan: &'a Plan,
    time: &'static str,
    has_place: bool,
    run: Vec<u32>,
    arm: Words,
    point: Vec<u32>,
    replicate: Vec<u32>,
    seed: Vec<u64>,
    months: Vec<u32>,
    place: Words,
    outcome: Words,
    value: Vec<Option<f64>>,
}

impl<'a> Tidy<'a> {
    fn create(
        path: &Path,
        time: &'static str,
        has_place: bool,
        experiment: &'a Experiment,
        plan: &'a Plan,
    ) -> Result<Self, StoreError> {
        let mut schema = RUN_COLUMNS.to_vec();
        schema.push((time, ColumnKind::U32));
        if has_place {
            schema.push(("place", ColumnKind::Text));
        }
        schema.push(("outcome", ColumnKind::Text));
        schema.push(("value", ColumnKind::OptionalF64));
        Ok(Self {
            writer: TableWriter::create(path, &schema, &[])?,
            experiment,
            plan,
            time,
            has_place,
            run: Vec::new(),
            arm: Words::new(),
            point: Vec::new(),
            replicate: Vec::new(),
            seed: Vec::new(),
            months: Vec::new(),
            place: Words::new(),
            outcome: Words::new(),
            value: Vec::new(),
        })
    }

    fn push(
        &mut self,
        run: u32,
        months: i32,
        place: &str,
        outcome: &str,
        value: Option<f64>,
    ) -> Result<(), StoreError> {
        // A part holds runs of its plan only: its writer refuses others.
        let Some(name) = self.plan.run(run) else {
            return Ok(());
        };
        self.run.push(run);
        self.arm.push(&self.experiment.arms[name.arm as usize].name);
        self.point.push(name.pair.point);
        self.replicate.push(name.pair.replicate);
        let seed = seed_of_arm(self.experiment, name.arm as usize, name.pair.seed);
        self.seed.push(seed);
        self.months.push(months.unsigned_abs());
        self.place.push(place);
        self.outcome.push(outcome);
        self.value.push(value);
        if self.run.len() >= GROUP {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        use std::mem::take;
        let mut columns = vec![
            ("run", Column::U32(take(&mut self.run))),
            ("arm", Column::Text(take(&mut self.arm))),
            ("sweep_point", Column::U32(take(&mut self.point))),
            ("replicate", Column::U32(take(&mut self.replicate))),
            ("seed", Column::U64(take(&mut self.seed))),
            (self.time, Column::U32(take(&mut self.months))),
        ];
        let place = take(&mut self.place);
        if self.has_place {
            columns.push(("place", Column::Text(place)));
        }
        columns.push(("outcome", Column::Text(take(&mut self.outcome))));
        columns.push(("value", Column::OptionalF64(take(&mut self.value))));
        self.writer.append(&table(columns))
    }

    fn finish(mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.writer.finish()
    }
}

/// A table of named columns.
pub(super) fn table(columns: Vec<(&str, Column)>) -> Table {
    let mut table = Table::default();
    for (name, column) in columns {
        table.columns.push((name.to_owned(), column));
    }
    table
}

/// The columns of `places.parquet`. `diff` and its interval are paired differences from the
/// baseline on equal seeds; the baseline has none. The sums of squared deviations are what a later
/// call needs to add runs to the same bits.
const PLACE_COLUMNS: [(&str, ColumnKind); 15] = [
    ("arm", ColumnKind::Text),
    ("horizon_months", ColumnKind::U32),
    ("outcome", ColumnKind::Text),
    ("place", ColumnKind::Text),
    ("place_name", ColumnKind::Text),
    ("n", ColumnKind::U32),
    ("mean", ColumnKind::F64),
    ("ci_low", ColumnKind::OptionalF64),
    ("ci_high", ColumnKind::OptionalF64),
    ("n_pairs", ColumnKind::U32),
    ("diff", ColumnKind::OptionalF64),
    ("diff_low", ColumnKind::OptionalF64),
    ("diff_high", ColumnKind::OptionalF64),
    ("sum_squares", ColumnKind::F64),
    ("diff_sum_squares", ColumnKind::OptionalF64),
];

fn write_places(
    layout: &Layout,
    experiment: &Experiment,
    geography: &Geography,
    places: &PlaceMoments,
    differences: &PlaceMoments,
) -> Result<(), StoreError> {
    let partition = geography.partition(geography.reporting);
    let mut writer = TableWriter::create(&layout.places(), &PLACE_COLUMNS, &[])?;
    let [mut arm, mut outcome, mut code, mut name] = [const { Vec::<&str>::new() }; 4];
    let (mut months, mut n, mut mean) = (Vec::new(), Vec::new(), Vec::new());
    let (mut low, mut high) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    let [mut diff, mut diff_low, mut diff_high] = [const { Vec::<Option<f64>>::new() }; 3];
    let (mut squares, mut diff_squares) = (Vec::new(), Vec::new());
    let interval_of = |moments: &Moments| {
        let estimate = MeanEstimate {
            n: moments.count as usize,
            mean: moments.mean,
            sd: moments.sd(),
        };
        estimate.interval(crate::analysis::estimate::CONFIDENCE)
    };
    for (&(position, at, of, place), moments) in places {
        let text = |texts: fn(&crate::scenario::geography::Partition) -> &Vec<String>| {
            partition
                .and_then(|p| texts(p).get(place as usize))
                .map_or("", String::as_str)
        };
        let interval = interval_of(moments);
        let paired = differences.get(&(position, at, of, place));
        let paired_interval = paired.and_then(interval_of);
        pairs.push(paired.map_or(0, |found| found.count as u32));
        diff.push(paired.map(|found| found.mean));
        diff_low.push(paired_interval.map(|i| i.low));
        diff_high.push(paired_interval.map(|i| i.high));
        arm.push(experiment.arms[position as usize].name.as_str());
        months.push(at.unsigned_abs());
        outcome.push(PLACE_OUTCOMES.get(of as usize).map_or("", |(name, _)| name));
        code.push(text(|p| &p.codes));
        name.push(text(|p| &p.names));
        n.push(moments.count as u32);
        mean.push(moments.mean);
        squares.push(moments.squares);
        diff_squares.push(paired.map(|found| found.squares));
        low.push(interval.map(|i| i.low));
        high.push(interval.map(|i| i.high));
    }
    writer.append(&table(vec![
        ("arm", Column::text(arm)),
        ("horizon_months", Column::U32(months)),
        ("outcome", Column::text(outcome)),
        ("place", Column::text(code)),
        ("place_name", Column::text(name)),
        ("n", Column::U32(n)),
        ("mean", Column::F64(mean)),
        ("ci_low", Column::OptionalF64(low)),
        ("ci_high", Column::OptionalF64(high)),
        ("n_pairs", Column::U32(pairs)),
        ("diff", Column::OptionalF64(diff)),
        ("diff_low", Column::OptionalF64(diff_low)),
        ("diff_high", Column::OptionalF64(diff_high)),
        ("sum_squares", Column::F64(squares)),
        ("diff_sum_squares", Column::OptionalF64(diff_squares)),
    ]))?;
    writer.finish()
}
