//! Is a folder what its manifest says, and does this program still compute it? Hashes of all files
//! are compared; then some stored runs are run again and every bit is compared.

use super::assemble::{ALL, area_codes};
use super::conclude::{Basis, stored};
use super::configuration::MODEL_VERSION;
use super::error::JobError;
use super::ground;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES, Record};
use crate::experiment::Bench;
use crate::experiment::plan::RunName;
use crate::rng::{Purpose, uniform};
use crate::scenario::Experiment;
use crate::store::{Column, Layout, StoreError, TableReader};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files whose hash was compared.
    pub files: usize,
    /// Numbers of the runs that were run again, ascending.
    pub runs: Vec<u32>,
    /// Everything that is not as it should be, one line each.
    pub wrong: Vec<String>,
}

/// A stored value: month, place, outcome, and the bits of the number.
type Row = (u32, String, String, Option<u64>);

/// Compares the files of a folder with its manifest, and `count` runs, chosen by `seed`, with what
/// this program computes.
///
/// # Errors
/// When the manifest, the geography or the stored tables cannot be read.
pub fn verify(layout: &Layout, count: u32, seed: u64) -> Result<Verified, JobError> {
    let (manifest, configuration) = stored(layout)?;
    if manifest.ended.is_none() {
        return Err(JobError::Refused(format!(
            "{} holds an experiment that is not finished; give the same run again, it goes on",
            layout.root().display()
        )));
    }
    if let Some(search) = &configuration.experiment.search {
        return super::search::verify_stages(layout, &manifest, search, count, seed);
    }
    let wrong = manifest.check_files(layout.root());
    let mut found = Verified {
        files: manifest.files.len(),
        runs: Vec::new(),
        wrong: wrong.iter().map(ToString::to_string).collect(),
    };
    // A table that was changed cannot be read; its hash has told already.
    let tables = [layout.plan(), layout.runs(), layout.paths()];
    if tables.iter().any(|path| TableReader::open(path).is_err()) {
        return Ok(found);
    }
    let experiment = &configuration.experiment;
    let geography = ground::of_folder(layout, &experiment.scenario.geography)?;
    if ground::digest(&geography)? != configuration.geography_digest {
        found.wrong.push(format!(
            "the geography \"{}\" is not the one that was run on",
            experiment.scenario.geography
        ));
        return Ok(found);
    }
    if configuration.model_version != MODEL_VERSION {
        found.wrong.push(format!(
            "the runs are of version {} of the model, this program has version {MODEL_VERSION}: \
             use grip {}",
            configuration.model_version, manifest.build.grip
        ));
    }
    let basis = Basis::of(&super::stopping::as_run(experiment, &manifest));
    let failed = manifest.runs.failed;
    let asked = &basis.experiment;
    let gaps = super::coverage::gaps(layout, asked, &basis.design, &basis.plan, failed)?;
    found.wrong.extend(gaps);
    found.runs = choose(basis.plan.runs(), count, seed);
    let runs = rows(layout, "horizon_months", true, &found.runs)?;
    let paths = rows(layout, "month", false, &found.runs)?;
    let bench = Bench {
        experiment,
        geography: &geography,
        design: &basis.design,
        before_run: &|_| {},
    };
    let codes = area_codes(&geography);
    for (position, &run) in found.runs.iter().enumerate() {
        let Some(RunName { arm, pair }) = basis.plan.run(run) else {
            continue;
        };
        let results = bench.run_arms(pair, run - arm, &[arm as usize]);
        let name = &experiment.arms[arm as usize].name;
        let place = format!(
            "run {run} (arm {name}, point {}, replicate {})",
            pair.point, pair.replicate
        );
        let difference = match results.first() {
            Some(Ok(record)) => {
                let keep = configuration.keep_places;
                let [of_runs, of_paths] = fresh(experiment, record, &codes, keep);
                first_difference(&runs[position], &of_runs)
                    .or_else(|| first_difference(&paths[position], &of_paths))
            }
            Some(Err(reason)) if !runs[position].is_empty() => {
                Some(format!("it now fails: {reason}"))
            }
            _ => None,
        };
        if let Some(difference) = difference {
            found.wrong.push(format!("{place}: {difference}"));
        }
    }
    Ok(found)
}

/// Different numbers of runs, ascending; all of them where fewer than asked for exist.
fn choose(runs: u32, count: u32, seed: u64) -> Vec<u32> {
    let key = |run: u32| uniform(seed, Purpose::Verification, run, 0, 0, 0);
    let mut all: Vec<(f64, u32)> = (0..runs).map(|run| (key(run), run)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<u32> = all
        .iter()
        .take(count as usize)
        .map(|(_, run)| *run)
        .collect();
    chosen.sort_unstable();
    chosen
}

/// The stored rows of some runs, in the order of the file.
fn rows(
    layout: &Layout,
    time: &str,
    has_place: bool,
    wanted: &[u32],
) -> Result<Vec<Vec<Row>>, StoreError> {
    let path = if has_place {
        layout.runs()
    } else {
        layout.paths()
    };
    let mut reader = TableReader::open(&path)?;
    let mut found = vec![Vec::new(); wanted.len()];
    let columns: &[&str] = if has_place {
        &["run", time, "outcome", "value", "place"]
    } else {
        &["run", time, "outcome", "value"]
    };
    for group in 0..reader.groups() {
        let table = reader.read_group(group, columns)?;
        let [
            (_, Column::U32(run)),
            (_, Column::U32(months)),
            (_, Column::Text(outcome)),
            (_, Column::OptionalF64(value)),
            place @ ..,
        ] = &table.columns[..]
        else {
            return Err(StoreError::foreign(
                &path,
                "its columns are not those of runs",
            ));
        };
        for row in 0..run.len() {
            let Ok(position) = wanted.binary_search(&run[row]) else {
                continue;
            };
            let place = match place.first() {
                Some((_, Column::Text(words))) => words.at(row).unwrap_or(ALL),
                _ => ALL,
            };
            found[position].push((
                months[row],
                place.to_owned(),
                outcome.at(row).unwrap_or_default().to_owned(),
                value[row].map(f64::to_bits),
            ));
        }
    }
    Ok(found)
}

/// What a record would be stored as: rows of `runs.parquet` and of `paths.parquet`.
fn fresh(experiment: &Experiment, record: &Record, codes: &[String], keep: bool) -> [Vec<Row>; 2] {
    let bits = |value: &Option<f64>| value.map(f64::to_bits);
    let mut runs = Vec::new();
    for (position, &months) in experiment.horizons_months.iter().enumerate() {
        for (outcome, value) in OUTCOMES.iter().zip(&record.values[position]) {
            runs.push((months, ALL.to_owned(), outcome.name.to_owned(), bits(value)));
        }
        if keep {
            for ((name, _), areas) in PLACE_OUTCOMES.iter().zip(&record.places[position]) {
                for (code, value) in codes.iter().zip(areas) {
                    let row = (
                        months,
                        code.clone(),
                        (*name).to_owned(),
                        Some(value.to_bits()),
                    );
                    runs.push(row);
                }
            }
        }
    }
    let mut paths = Vec::new();
    for (year, values) in record.path.iter().enumerate() {
        let kept = OUTCOMES.iter().filter(|outcome| outcome.keeps_path);
        for (outcome, value) in kept.zip(values) {
            let months = 12 * (year as u32 + 1);
            paths.push((months, ALL.to_owned(), outcome.name.to_owned(), bits(value)));
        }
    }
    [runs, paths]
}

fn first_difference(stored: &[Row], fresh: &[Row]) -> Option<String> {
    if stored.is_empty() {
        return Some("it is stored as failed, and now comes to its end".to_owned());
    }
    if stored.len() != fresh.len() {
        return Some(format!(
            "{} values are stored, {} computed",
            stored.len(),
            fresh.len()
        ));
    }
    let (was, is) = stored.iter().zip(fresh).find(|(was, is)| was != is)?;
    let number = |bits: Option<u64>| {
        bits.map_or_else(
            || "nothing".to_owned(),
            |bits| format!("{:?}", f64::from_bits(bits)),
        )
    };
    let place = if is.1 == ALL {
        String::new()
    } else {
        format!(", place {}", is.1)
    };
    Some(format!(
        "outcome {} at month {}{place}: {} is stored, {} is computed",
        is.2,
        is.0,
        number(was.3),
        number(is.3)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_chosen_once_each_and_all_where_there_are_few() {
        let chosen = choose(100, 10, 7);
        assert_eq!(chosen.len(), 10);
        assert!(chosen.is_sorted_by(|a, b| a < b));
        assert_ne!(chosen, choose(100, 10, 8));
        assert_eq!(choose(3, 10, 7), [0, 1, 2]);
    }

    #[test]
    fn a_difference_names_outcome_month_and_both_numbers() {
        let row = |value: f64| (60, ALL.to_owned(), "x".to_owned(), Some(value.to_bits()));
        assert_eq!(first_difference(&[row(1.5)], &[row(1.5)]), None);
        let found = first_difference(&[row(1.5)], &[row(2.5)]).unwrap();
        assert_eq!(
            found,
            "outcome x at month 60: 1.5 is stored, 2.5 is computed"
        );
        assert!(
            first_difference(&[], &[row(1.0)])
                .unwrap()
                .contains("failed")
        );
    }
}
