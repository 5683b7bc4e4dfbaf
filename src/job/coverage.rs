//! Whether the rows of the results are those of the design: every point of `design.csv` planned,
//! every planned run stored or counted as failed, and nothing else there.

use std::fs;

use super::design_file;
use super::plan_file;
use crate::experiment::{Design, Plan};
use crate::scenario::Experiment;
use crate::store::{Column, Layout, StoreError, TableReader};

/// How many of a kind are named one by one.
const MOST_NAMED: usize = 5;

/// What is missing or too much, one line each; `failed` runs have no rows, and that is known.
///
/// # Errors
/// When a table cannot be read.
pub fn gaps(
    layout: &Layout,
    experiment: &Experiment,
    design: &Design,
    plan: &Plan,
    failed: u64,
) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    // Folders of earlier versions have no such file for the usual design.
    let has_file = layout.design().is_file() || !experiment.sampling.is_usual();
    if !design.factors.is_empty() && has_file {
        wrong.extend(of_design(layout, design)?);
    }
    let mut asked: Vec<(u32, u32)> = plan.pairs.iter().map(|p| (p.point, p.replicate)).collect();
    asked.sort_unstable();
    let planned = plan_file::pairs(layout)?;
    let lost = asked
        .iter()
        .filter(|pair| planned.binary_search(pair).is_err());
    let lost: Vec<String> = lost
        .map(|(p, r)| format!("point {p}, replicate {r}"))
        .collect();
    wrong.extend(named("plan.parquet lacks", "pairs", &lost));
    let stored = stored(layout, plan)?;
    let missing: Vec<String> = (0..plan.runs())
        .filter(|&run| !stored.get(run as usize).copied().unwrap_or(false))
        .map(|run| match plan.run(run) {
            Some(name) => format!(
                "run {run} (arm {}, point {}, replicate {})",
                experiment.arms[name.arm as usize].name, name.pair.point, name.pair.replicate
            ),
            None => format!("run {run}"),
        })
        .collect();
    if missing.len() as u64 != failed {
        let what = format!("{failed} runs failed, but runs.parquet lacks");
        wrong.extend(named(&what, "runs", &missing).or(Some(format!(
            "{failed} runs failed, but runs.parquet has every run"
        ))));
    }
    Ok(wrong)
}

fn named(what: &str, things: &str, found: &[String]) -> Option<String> {
    if found.is_empty() {
        return None;
    }
    let shown: Vec<&str> = found.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = found.len().saturating_sub(MOST_NAMED);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let count = found.len();
    Some(format!(
        "{what} {count} {things}: {}{rest}",
        shown.join("; ")
    ))
}

/// Lines of the stored design that are missing, or are not those of the design.
fn of_design(layout: &Layout, design: &Design) -> Result<Vec<String>, StoreError> {
    let path = layout.design();
    let stored =
        fs::read_to_string(&path).map_err(|error| StoreError::io(&path, "read", &error))?;
    let expected = design_file::text(design);
    if stored == expected {
        return Ok(Vec::new());
    }
    let there: std::collections::BTreeSet<&str> = stored.lines().collect();
    let lost: Vec<String> = expected
        .lines()
        .filter(|line| !there.contains(line))
        .map(|line| match line.split_once(',') {
            Some((number, _)) if number != "sweep_point" => format!("point {number}"),
            _ => "its first line".to_owned(),
        })
        .collect();
    let line = named("design.csv lacks or changes", "rows", &lost);
    Ok(vec![line.unwrap_or_else(|| {
        "design.csv has rows that are not of the design".to_owned()
    })])
}

/// Which runs have rows.
fn stored(layout: &Layout, plan: &Plan) -> Result<Vec<bool>, StoreError> {
    let path = layout.runs();
    let mut found = vec![false; plan.runs() as usize];
    let mut reader = TableReader::open(&path)?;
    for group in 0..reader.groups() {
        let rows = reader.read_group(group, &["run"])?;
        let [(_, Column::U32(runs))] = &rows.columns[..] else {
            return Err(StoreError::foreign(
                &path,
                "its columns are not those of runs".to_owned(),
            ));
        };
        for &run in runs {
            if let Some(place) = found.get_mut(run as usize) {
                *place = true;
            } else {
                let detail = format!("run {run} is not in the plan");
                return Err(StoreError::foreign(&path, detail));
            }
        }
    }
    Ok(found)
}
