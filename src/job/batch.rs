//! One batch: its pairs are run and everything they have to say is stored in one part.

use super::moments::Moments;
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

/// Runs a batch and stores its part.
///
/// # Errors
/// When the disk refuses.
pub fn run_batch(
    bench: &Bench<'_>,
    plan: &Plan,
    batch: &Batch,
    layout: &Layout,
    key: &PartKey,
    keep_places: bool,
) -> Result<BatchCount, StoreError> {
    let horizons = &bench.experiment.horizons_months;
    let mut writer = PartWriter::create(layout, key)?;
    let mut count = BatchCount::default();
    // Places by arm, of the runs at the parameters as they stand.
    let mut places: Vec<Vec<Moments>> = vec![Vec::new(); plan.arms as usize];
    let mut differences = places.clone();
    let baseline = study::baseline(bench.experiment);
    let mut areas = 0;
    let mut clips: Vec<(&'static str, u64, u64)> = Vec::new();
    let mut run = key.first_run;
    for pair in plan.pairs_of(batch) {
        let results: Vec<RunResult> = bench.run_pair(*pair, run);
        if pair.point == 0 {
            gather_differences(&mut differences, &results, baseline);
        }
        for (arm, result) in results.into_iter().enumerate() {
            match result {
                Ok(record) => {
                    count.done += 1;
                    store_record(&mut writer, run, &record, horizons, keep_places)?;
                    writer.push(PartRow::Done { run })?;
                    if pair.point == 0 {
                        gather(&mut places[arm], &record);
                        areas = area_count(&record);
                    }
                    add_clips(&mut clips, &record.clips);
                }
                Err(reason) => {
                    count.failed += 1;
                    writer.push(PartRow::Failed {
                        run,
                        reason: &reason,
                    })?;
                }
            }
            run += 1;
        }
    }
    store_places(&mut writer, &places, horizons, areas, false)?;
    store_places(&mut writer, &differences, horizons, areas, true)?;
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

/// Adds the places of a run, in the order horizon, outcome, area.
fn gather(moments: &mut Vec<Moments>, record: &Record) {
    let values = record.places.iter().flatten().flatten();
    if moments.is_empty() {
        moments.resize(values.clone().count(), Moments::default());
    }
    for (moments, &value) in moments.iter_mut().zip(values) {
        moments.add(value);
    }
}

/// Adds the differences between places of each arm and the baseline on the same chance; a pair of
/// which either run failed adds nothing.
fn gather_differences(moments: &mut [Vec<Moments>], results: &[RunResult], baseline: usize) {
    let Some(Ok(base)) = results.get(baseline) else {
        return;
    };
    let arms = moments.iter_mut().zip(results).enumerate();
    for (_, (moments, result)) in arms.filter(|(arm, _)| *arm != baseline) {
        let Ok(record) = result else { continue };
        let own = record.places.iter().flatten().flatten();
        let there = base.places.iter().flatten().flatten();
        if moments.is_empty() {
            moments.resize(own.clone().count(), Moments::default());
        }
        for (moments, (own, there)) in moments.iter_mut().zip(own.zip(there)) {
            moments.add(own - there);
        }
    }
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
