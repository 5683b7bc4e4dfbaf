//! One batch: its pairs are run and everything they have to say is stored in one part.

use super::error::JobError;
use super::failures;
use super::moments::Moments;
use super::stock::Stock;
use super::study;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES, Record};
use crate::experiment::plan::{Batch, Plan};
use crate::experiment::{Bench, RunResult};
use crate::store::{ALL_PLACES, Layout, PartKey, PartRow, PartWriter, StoreError};

/// Names of the counters of a clip in a part: how often held, how often evaluated.
pub(super) const HELD: &str = "held.";
/// See [`HELD`].
pub(super) const EVALUATED: &str = "evaluated.";

/// What became of the runs of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchCount {
    /// Runs that came to their end.
    pub done: u32,
    /// Runs that failed.
    pub failed: u32,
}

/// How a batch is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether every place of every run is kept.
    pub keep_places: bool,
    /// Whether to stop at a run that fails.
    pub stop_on_error: bool,
}

/// Runs a batch and stores its part; runs of the stock are copied. Where it is to stop on an error,
/// a batch with a failed run is not stored. Places go into the part pair by
/// pair, so that their moments do not depend on where batches begin.
///
/// # Errors
/// When the disk refuses, or a run failed and it is to stop there.
pub fn run_batch(
    bench: &Bench<'_>,
    plan: &Plan,
    batch: &Batch,
    layout: &Layout,
    key: &PartKey,
    stock: Option<&Stock>,
    manner: Manner,
) -> Result<BatchCount, JobError> {
    let horizons = &bench.experiment.horizons_months;
    let mut writer = PartWriter::create(layout, key)?;
    let mut count = BatchCount::default();
    let baseline = study::baseline(bench.experiment);
    let mut clips: Vec<(&'static str, u64, u64)> = Vec::new();
    let mut run = key.first_run;
    for pair in plan.pairs_of(batch) {
        let arms = plan.arms as usize;
        let wanted = stock.map_or_else(|| (0..arms).collect(), |stock| stock.missing(pair));
        let mut results: Vec<Option<RunResult>> = vec![None; arms];
        if !wanted.is_empty() {
            let fresh = bench.run_arms(*pair, run, &wanted);
            for (arm, result) in wanted.iter().zip(fresh) {
                results[*arm] = Some(result);
            }
        }
        for (arm, result) in results.iter().enumerate() {
            match (result, stock) {
                (Some(Ok(record)), _) => {
                    count.done += 1;
                    store_record(&mut writer, run, record, horizons, manner.keep_places)?;
                    writer.push(PartRow::Done { run })?;
                    if !stock.is_some_and(|stock| stock.holds(arm as u32, pair)) {
                        add_clips(&mut clips, &record.clips);
                    }
                }
                (Some(Err(reason)), _) if manner.stop_on_error => {
                    let experiment = bench.experiment;
                    return Err(failures::stopped(experiment, run, arm, pair, reason));
                }
                (Some(Err(reason)), _) => {
                    count.failed += 1;
                    writer.push(PartRow::Failed { run, reason })?;
                }
                (None, Some(stock)) => {
                    count.done += 1;
                    stock.store(&mut writer, arm as u32, pair, run)?;
                }
                // Without a stock every arm was run.
                (None, None) => {}
            }
            run += 1;
        }
        // Places of the runs at the parameters as they stand.
        if pair.point == 0 && !wanted.is_empty() {
            let [places, differences] = gather(&results, baseline);
            let areas = results.iter().flatten().flatten().map(area_count).next();
            let areas = areas.unwrap_or(0);
            store_places(&mut writer, &places, horizons, areas, false)?;
            store_places(&mut writer, &differences, horizons, areas, true)?;
        }
    }
    for (name, held, evaluated) in clips {
        for (kind, count) in [(HELD, held), (EVALUATED, evaluated)] {
            let name = format!("{kind}{name}");
            writer.push(PartRow::Counter { name: &name, count })?;
        }
    }
    writer.finish()?;
    Ok(count)
}

fn store_record(
    writer: &mut PartWriter,
    run: u32,
    record: &Record,
    horizons: &[u32],
    keep_places: bool,
) -> Result<(), StoreError> {
    for (position, &months) in horizons.iter().enumerate() {
        let months = months as i32;
        for (outcome, &value) in record.values[position].iter().enumerate() {
            writer.push(PartRow::Horizon {
                run,
                months,
                place: ALL_PLACES,
                outcome: outcome as u32,
                value,
            })?;
        }
        if keep_places {
            for (outcome, areas) in record.places[position].iter().enumerate() {
                for (place, &value) in areas.iter().enumerate() {
                    writer.push(PartRow::Horizon {
                        run,
                        months,
                        place: place as i32,
                        outcome: outcome as u32,
                        value: Some(value),
                    })?;
                }
            }
        }
    }
    for (year, values) in record.path.iter().enumerate() {
        let kept = OUTCOMES.iter().enumerate().filter(|(_, o)| o.keeps_path);
        for ((outcome, _), &value) in kept.zip(values) {
            writer.push(PartRow::Year {
                run,
                months: 12 * (year as i32 + 1),
                outcome: outcome as u32,
                value,
            })?;
        }
    }
    Ok(())
}

/// Places by arm of one pair, in the order horizon, outcome, area, and the differences between
/// those of each arm and the baseline on the same chance; where either run failed there are none.
fn gather(results: &[Option<RunResult>], baseline: usize) -> [Vec<Vec<Moments>>; 2] {
    let values = |arm: usize| match results.get(arm) {
        Some(Some(Ok(record))) => record.places.iter().flatten().flatten().copied().collect(),
        _ => Vec::new(),
    };
    let one = |value: f64| {
        let mut moments = Moments::default();
        moments.add(value);
        moments
    };
    let base: Vec<f64> = values(baseline);
    let mut places = Vec::with_capacity(results.len());
    let mut differences = Vec::with_capacity(results.len());
    for arm in 0..results.len() {
        let own: Vec<f64> = values(arm);
        let pairs = own.iter().zip(&base).filter(|_| arm != baseline);
        differences.push(pairs.map(|(own, there)| one(own - there)).collect());
        places.push(own.into_iter().map(one).collect());
    }
    [places, differences]
}

/// Number of areas that a run reports on.
fn area_count(record: &Record) -> usize {
    let first = record.places.first().and_then(|horizon| horizon.first());
    first.map_or(0, Vec::len)
}

fn store_places(
    writer: &mut PartWriter,
    places: &[Vec<Moments>],
    horizons: &[u32],
    areas: usize,
    are_differences: bool,
) -> Result<(), StoreError> {
    let outcomes = PLACE_OUTCOMES.len();
    for (arm, moments) in places.iter().enumerate() {
        for (position, moments) in moments.iter().enumerate() {
            let (row, place) = (position / areas, position % areas);
            let (arm, outcome) = (arm as u32, (row % outcomes) as u32);
            let (months, place) = (horizons[row / outcomes] as i32, place as i32);
            let Moments {
                count,
                mean,
                squares,
            } = *moments;
            writer.push(if are_differences {
                PartRow::PlaceDifference {
                    arm,
                    months,
                    place,
                    outcome,
                    count,
                    mean,
                    squares,
                }
            } else {
                PartRow::Place {
                    arm,
                    months,
                    place,
                    outcome,
                    count,
                    mean,
                    squares,
                }
            })?;
        }
    }
    Ok(())
}

fn add_clips(sum: &mut Vec<(&'static str, u64, u64)>, more: &[(&'static str, u64, u64)]) {
    for &(name, held, evaluated) in more {
        match sum.iter_mut().find(|(known, _, _)| *known == name) {
            Some(known) => {
                known.1 += held;
                known.2 += evaluated;
            }
            None => sum.push((name, held, evaluated)),
        }
    }
}
