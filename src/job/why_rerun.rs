//! What a call would do again in a folder, and why. Nothing is run and nothing is written.
//!
//! A run is taken as done only if everything that decides it is as it was: the versions, the seed,
//! the ground, every parameter in force, every rule of an arm, every drawn point. What is used only
//! after the runs (titles, margins, subsets) decides no run.

use std::collections::BTreeMap;

use super::conclude::{Basis, stored};
use super::configuration::{Configuration, part_key, plan_digest};
use super::error::JobError;
use super::leaves::{self, Leaves};
use super::{plan_file, stopping};
use crate::experiment::plan::Plan;
use crate::scenario::Parameter;
use crate::store::{Layout, Manifest, PartKey, survey};

/// What the same call would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyRerun {
    /// Why it would be refused, key by key; empty where it would not.
    pub refused: Vec<String>,
    /// What would be run, and why.
    pub rerun: Vec<String>,
    /// What would be made anew from stored runs, and why.
    pub remade: Vec<String>,
    /// Runs that are stored and would be kept.
    pub kept: u64,
}

impl WhyRerun {
    /// Whether no run would be made and nothing be refused.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.refused.is_empty() && self.rerun.is_empty()
    }
}

/// Compares a folder with what is asked of it.
///
/// # Errors
/// When the folder holds no experiment, or a file of it cannot be read.
pub fn why_rerun(layout: &Layout, asked: &Configuration) -> Result<WhyRerun, JobError> {
    let (manifest, there) = stored(layout)?;
    super::search::refuse_whole(layout, &there.experiment)?;
    let mut found = WhyRerun::default();
    let folder = layout.root().display().to_string();
    if let Err(error) = stopping::same_rule(&there.experiment, &asked.experiment, &folder) {
        let lines = error.to_string();
        found
            .refused
            .extend(lines.lines().map(|line| line.trim().to_owned()));
    }
    // Under the same rule an experiment that ended is as large as it became.
    let same = there.experiment.stopping == asked.experiment.stopping;
    let old = Basis::of(&stopping::as_run(&there.experiment, &manifest));
    let basis = if same {
        Basis::of(&stopping::as_run(&asked.experiment, &manifest))
    } else {
        Basis::of(&asked.experiment)
    };
    let facts = asked.facts(&basis.design);
    let changed = changed(&there.facts(&old.design), &facts);
    let [was, is] = [&there, asked].map(leaves::of_configuration);
    if !changed.is_empty() {
        let more = refusals(&changed, &was, &is, &drawn(&old, &basis));
        found.refused.extend(more);
    }
    if !found.refused.is_empty() {
        return Ok(found);
    }
    let theirs = match plan_file::pairs(layout) {
        Ok(pairs) => pairs,
        Err(error) if error.is_resource_failure() && !error.is_not_found() => {
            return Err(error.into());
        }
        Err(error) => {
            found.rerun.push(format!("{error}: the plan is made anew"));
            pairs(&old.plan)
        }
    };
    let mine = pairs(&basis.plan);
    let more = |of: &[(u32, u32)], than: &[(u32, u32)]| {
        of.iter().filter(|p| than.binary_search(p).is_err()).count() as u64
    };
    let arms = u64::from(basis.plan.arms);
    let [lost, new] = [more(&theirs, &mine) * arms, more(&mine, &theirs) * arms];
    if lost > 0 {
        let what = seeds(&was, &is).join("; ");
        found.refused.push(format!(
            "plan: {lost} stored runs are not asked for ({what}); stored runs are never dropped"
        ));
        return Ok(found);
    }
    let stored_runs = theirs.len() as u64 * arms;
    if new > 0 {
        let what = seeds(&was, &is).join("; ");
        let most = if basis.experiment.stopping.is_some() {
            "up to "
        } else {
            ""
        };
        found.rerun.push(format!(
            "plan: {most}{new} runs are asked for that the folder does not have ({what})"
        ));
    }
    if there.keep_places != asked.keep_places {
        found.rerun.push(format!(
            "keep_places: {} stored, {} asked for: all {stored_runs} stored runs, for what was \
             kept of them is not what is asked for",
            there.keep_places, asked.keep_places
        ));
        return Ok(found);
    }
    if manifest.ended.is_some() {
        tables(layout, &manifest, stored_runs, &mut found);
    } else {
        batches(layout, asked, &facts, &basis.plan, &mut found)?;
    }
    let labels = leaves::differences(&was, &is).into_iter();
    let labels = labels.filter(|difference| !is_about_seeds(&difference.path));
    found
        .remade
        .extend(labels.map(|difference| difference.line(["stored", "asked for"])));
    Ok(found)
}

/// Names of the facts that differ, without those that follow from others.
fn changed(was: &BTreeMap<String, String>, is: &BTreeMap<String, String>) -> Vec<String> {
    let differs = |name: &str| was.get(name) != is.get(name);
    let follows = |name: &str| match name {
        "drawn parameters" => differs("points") || differs("seed"),
        "mechanisms off there" => differs("points with mechanisms off"),
        _ => false,
    };
    let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| differs(name) && !follows(name));
    names.into_iter().cloned().collect()
}

/// Parameters that are drawn on one side and fixed on the other.
fn drawn(was: &Basis, is: &Basis) -> Vec<String> {
    let [old, new] = [was, is].map(|basis| &basis.design.varied);
    let has = |of: &[&Parameter], path: &str| of.iter().any(|p| p.path == path);
    let origin = |basis: &Basis, path: &str| {
        let origins = &basis.experiment.scenario.origins;
        origins
            .get(path)
            .map_or(String::new(), |o| format!(" ({o})"))
    };
    let fixed = old.iter().filter(|p| !has(new, p.path)).map(|p| {
        let from = origin(is, p.path);
        format!(
            "{}: drawn at every point stored, fixed{from} asked for",
            p.path
        )
    });
    let freed = new.iter().filter(|p| !has(old, p.path)).map(|p| {
        let from = origin(was, p.path);
        format!(
            "{}: fixed{from} stored, drawn at every point asked for",
            p.path
        )
    });
    fixed.chain(freed).collect()
}

/// The reasons of a refusal, leaf by leaf.
fn refusals(changed: &[String], was: &Leaves, is: &Leaves, drawn: &[String]) -> Vec<String> {
    let leaves = leaves::differences(was, is);
    let mut lines = Vec::new();
    for name in changed {
        let belongs = |path: &str| match name.as_str() {
            "geography" => path == "contents of the geography" || path == "geography",
            "mechanisms" => path.starts_with("mechanisms.") || path.starts_with("domains"),
            "points" => path == "size.points",
            "drawn parameters" => false,
            name => match name.strip_prefix("arm ") {
                Some(arm) => path
                    .strip_prefix("arms.")
                    .and_then(|rest| rest.strip_prefix(arm))
                    .is_some_and(|rest| rest.starts_with('.')),
                None => path == name,
            },
        };
        let about: Vec<String> = leaves
            .iter()
            .filter(|leaf| belongs(&leaf.path))
            .map(|leaf| leaf.line(["stored", "asked for"]))
            .collect();
        if name == "drawn parameters" && !drawn.is_empty() {
            lines.extend_from_slice(drawn);
        } else if about.is_empty() {
            lines.push(format!("{name} differs"));
        } else {
            lines.extend(about);
        }
    }
    lines
}

/// Whether a leaf says only how many seeds there are.
fn is_about_seeds(path: &str) -> bool {
    path.starts_with("paper.")
        || path.starts_with("stopping.")
        || matches!(
            path,
            "default_seeds"
                | "size.points"
                | "size.replicates"
                | "shapley.seeds"
                | "audit_seeds"
                | "keep_places"
        )
}

/// How the numbers of seeds differ.
fn seeds(was: &Leaves, is: &Leaves) -> Vec<String> {
    leaves::differences(was, is)
        .iter()
        .filter(|d| is_about_seeds(&d.path) && !d.path.starts_with("paper."))
        .map(|difference| difference.line(["stored", "asked for"]))
        .collect()
}

fn pairs(plan: &Plan) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = plan.pairs.iter().map(|p| (p.point, p.replicate)).collect();
    pairs.sort_unstable();
    pairs
}

/// The tables of a finished folder: without one of them all its runs are done again.
fn tables(layout: &Layout, manifest: &Manifest, runs: u64, found: &mut WhyRerun) {
    let needed = [
        "plan.parquet",
        "runs.parquet",
        "paths.parquet",
        "places.parquet",
    ];
    let mut is_whole = true;
    for wrong in manifest.check_files(layout.root()) {
        if needed.contains(&wrong.file.as_str()) {
            is_whole = false;
            found.rerun.push(format!("{wrong}: all {runs} stored runs"));
        } else {
            found.remade.push(wrong.to_string());
        }
    }
    for name in needed {
        if !manifest.files.contains_key(name) {
            is_whole = false;
            let line = format!("{name}: not in the manifest: all {runs} stored runs");
            found.rerun.push(line);
        }
    }
    if is_whole {
        found.kept = runs;
    }
}

/// The batches of an unfinished folder.
fn batches(
    layout: &Layout,
    asked: &Configuration,
    facts: &BTreeMap<String, String>,
    plan: &Plan,
    found: &mut WhyRerun,
) -> Result<(), JobError> {
    let digest = plan_digest(facts);
    let keys: Vec<PartKey> = plan
        .batches()
        .iter()
        .map(|batch| part_key(&digest, plan, batch, asked.keep_places))
        .collect();
    let survey = survey(layout, &keys)?;
    let torn: Vec<String> = survey.refused.iter().map(ToString::to_string).collect();
    found.rerun.extend(torn);
    found.kept = survey
        .done
        .iter()
        .map(|n| u64::from(keys[*n as usize].runs))
        .sum();
    let missing = survey
        .missing
        .iter()
        .map(|n| u64::from(keys[*n as usize].runs));
    let missing: u64 = missing.sum();
    if missing > 0 {
        let most = if asked.experiment.stopping.is_some() {
            "up to "
        } else {
            ""
        };
        found.rerun.push(format!(
            "not finished: {most}{missing} of {} runs, in {} of {} batches",
            plan.runs(),
            survey.missing.len(),
            keys.len()
        ));
    } else {
        let line = "not finished: every run is stored, and they are not yet put together";
        found.remade.push(line.to_owned());
    }
    Ok(())
}
