//! From stored results to what a reader wants: summary, dictionary, charts, page, manifest. No
//! model is run.

use std::fs;
use std::path::Path;

use super::configuration::Configuration;
use super::error::JobError;
use super::request::owner;
use super::{beside, claims, clock, dictionary, ground, load, sensitivity, study};
use crate::analysis::headline::headline;
use crate::analysis::inference_text::{best_set_csv, claims_csv, uncertainty_csv};
use crate::analysis::sample::Cell;
use crate::analysis::summary::{Summary, SummaryOptions, summarise};
use crate::analysis::summary_text::summary_csv;
use crate::analysis::table::RunTable;
use crate::experiment::{Design, Plan, workers};
use crate::report::findings::Findings;
use crate::report::held;
use crate::report::page::Page;
use crate::report::stated;
use crate::report::verbs;
use crate::scenario::{Experiment, Geography};
use crate::store::{Layout, Lock, Manifest, StoreError, write_atomically};

/// What to make anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing but the stored runs.
    Runs,
    /// Summary and dictionary only.
    Summary,
    /// Charts and page only.
    Report,
    /// Everything.
    All,
}

/// What an experiment came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Concluded {
    /// The finding on the primary outcome in words, where there is one.
    pub headline: Option<String>,
    /// Runs planned, done and failed.
    pub runs: (u64, u64, u64),
    /// What the runs say about each claim, a sentence each.
    pub claims: Vec<String>,
    /// Why it ended, where the number of runs was not fixed.
    pub stopped: Option<String>,
    /// What a reader must be told.
    pub notes: Vec<String>,
    /// Those of the notes that warn of values held at the end of their range too often.
    pub held_often: Option<String>,
    /// At which inputs an arm is better, in words, where that was made anew.
    pub discovery: Option<String>,
}

/// Everything that the stored results of a folder rest on.
#[derive(Clone, Debug)]
pub struct Basis {
    /// What was asked.
    pub experiment: Experiment,
    /// Its points.
    pub design: Design,
    /// Its runs.
    pub plan: Plan,
}

impl Basis {
    /// The design and plan of an experiment.
    #[must_use]
    pub fn of(experiment: &Experiment) -> Self {
        let design = Design::new(experiment);
        let plan = Plan::new(experiment, &design);
        Self {
            experiment: experiment.clone(),
            design,
            plan,
        }
    }
}

/// Makes what is wanted from the stored tables of a folder and records the hashes of all files.
///
/// # Errors
/// When stored tables cannot be read, or the disk refuses.
pub fn conclude(
    layout: &Layout,
    basis: &Basis,
    geography: &Geography,
    manifest: &mut Manifest,
    wanted: Wanted,
) -> Result<Concluded, JobError> {
    if wanted == Wanted::Runs {
        manifest.record_files(layout)?;
        manifest.ended = Some(clock::now());
        manifest.write(layout)?;
        let counts = &manifest.runs;
        return Ok(Concluded {
            headline: None,
            runs: (counts.planned, counts.done, counts.failed),
            claims: Vec::new(),
            stopped: None,
            notes: Vec::new(),
            held_often: None,
            discovery: None,
        });
    }
    let Basis {
        experiment,
        design,
        plan,
    } = basis;
    let whole = study::study(experiment, design);
    let strata = study::strata(experiment, &whole);
    let options = study::options(experiment, &whole);
    let attribution = beside::attribution(layout, experiment, &whole, design, plan)?;
    let audits = beside::audits(layout, &whole, design, plan)?;
    let screens = sensitivity::screens(layout, experiment, &whole, design, plan)?;
    let table = load::runs(layout, whole, plan)?;
    let summary = summed(layout, &table, &options)?;
    let judged = claims::judged(experiment, &table, manifest);
    if wanted != Wanted::Report {
        let mut text = summary_csv(&table, &summary);
        if let Some(strata) = strata {
            let table = load::runs(layout, strata, plan)?;
            let more = summary_csv(&table, &summed(layout, &table, &options)?);
            // The first line is the header, which stands there already.
            text.push_str(more.split_once('\n').map_or("", |(_, rows)| rows));
        }
        write_atomically(&layout.summary(), text.as_bytes())?;
        if let Some(attribution) = &attribution {
            write_atomically(&layout.shapley(), attribution.csv().as_bytes())?;
        }
        match sensitivity::text(experiment, &table, screens.as_ref()) {
            Some(text) => write_atomically(&layout.sensitivity(), text.as_bytes())?,
            None => remove(&layout.sensitivity())?,
        }
        if judged.is_empty() {
            remove(&layout.claims())?;
        } else {
            let text = claims_csv(&table, &judged);
            write_atomically(&layout.claims(), text.as_bytes())?;
        }
        let text = best_set_csv(&table);
        write_atomically(&layout.best_set(), text.as_bytes())?;
        let text = uncertainty_csv(&table, &summary);
        write_atomically(&layout.uncertainty(), text.as_bytes())?;
        let text = dictionary::dictionary(experiment, design);
        write_atomically(&layout.data_dictionary(), text.as_bytes())?;
    }
    let mut notes = geography.notes.clone();
    notes.extend(summary.notes(&table));
    if experiment.independent {
        notes.push(stated::INDEPENDENT.to_owned());
    }
    let clips: Vec<(String, u64, u64)> = manifest
        .clamps
        .iter()
        .map(|(name, clamps)| (name.clone(), clamps.held, clamps.evaluations))
        .collect();
    let held_often = held::warning(&clips);
    // The page tells a warning among its notes; the manifest keeps the two apart.
    let remarks = notes.clone();
    held::renew(&mut manifest.warnings, held_often.as_ref());
    notes.extend(held_often.iter().cloned());
    let mut discovery = None;
    if wanted != Wanted::Summary {
        let paths = load::paths(layout, experiment, design, plan)?;
        let places = load::places(layout, experiment, geography)?;
        let counts = &manifest.runs;
        let reasons: Vec<(String, u64)> = counts
            .reasons
            .iter()
            .map(|(reason, count)| (reason.clone(), *count))
            .collect();
        discovery = draw(
            layout,
            &Findings {
                experiment,
                geography,
                table: &table,
                summary: &summary,
                paths: &paths,
                places: &places,
                attribution: attribution.as_ref(),
                screen: screens.as_ref().and_then(|screens| screens.primary()),
                audits: &audits,
                clips: &clips,
                runs: (counts.planned, counts.done, &reasons),
                claims: &judged,
                stopped: manifest.stopped.as_ref(),
                digest: &manifest.configuration_digest,
                notes: &notes,
            },
            manifest.threads as usize,
        )?;
    }
    manifest.notes = remarks;
    manifest.record_files(layout)?;
    manifest.ended = Some(clock::now());
    manifest.write(layout)?;
    Ok(Concluded {
        headline: finding(experiment, &table, &summary),
        runs: (
            manifest.runs.planned,
            manifest.runs.done,
            manifest.runs.failed,
        ),
        claims: judged.iter().map(|one| stated::line(one, &table)).collect(),
        stopped: stopped_line(experiment, manifest),
        notes,
        held_often,
        discovery,
    })
}

/// Makes what is wanted of a finished folder anew, without running anything.
///
/// # Errors
/// When the folder holds no finished experiment, its geography is another one now, its tables are
/// damaged, or the disk refuses.
pub fn redo(folder: &Path, wanted: Wanted, host: &str) -> Result<Concluded, JobError> {
    redo_with(folder, wanted, host, &|_| Ok(()))
}

/// The same with something changed in what is asked of the results; what was run stays.
///
/// # Errors
/// As [`redo`], and those of the change.
pub fn redo_with(
    folder: &Path,
    wanted: Wanted,
    host: &str,
    change: &dyn Fn(&mut Experiment) -> Result<(), JobError>,
) -> Result<Concluded, JobError> {
    let layout = Layout::new(folder);
    let (mut manifest, configuration) = stored(&layout)?;
    if manifest.ended.is_none() {
        return Err(JobError::Refused(format!(
            "{} holds an experiment that is not finished; give the same run again, it goes on",
            folder.display()
        )));
    }
    let mut experiment = configuration.experiment;
    change(&mut experiment)?;
    let experiment = &experiment;
    if let Some(search) = &experiment.search {
        return super::search::redo(folder, experiment, search, &mut manifest, wanted, host);
    }
    let geography = ground::of_folder(&layout, &experiment.scenario.geography)?;
    if ground::digest(&geography)? != configuration.geography_digest {
        return Err(JobError::Refused(format!(
            "the geography \"{}\" is not the one that was run on",
            experiment.scenario.geography
        )));
    }
    let _lock = Lock::exclusive(&layout.lock(), &owner(host))?;
    fs::create_dir_all(layout.charts())
        .map_err(|error| StoreError::io(&layout.charts(), "create", &error))?;
    conclude(
        &layout,
        &Basis::of(&super::stopping::as_run(experiment, &manifest)),
        &geography,
        &mut manifest,
        wanted,
    )
}

/// The configuration that a folder was run with.
///
/// # Errors
/// When there is no manifest, or it cannot be read.
pub fn stored(layout: &Layout) -> Result<(Manifest, Configuration), JobError> {
    let manifest = Manifest::read(layout)?;
    let configuration = Configuration::from_text(&manifest.configuration).map_err(|error| {
        JobError::Refused(format!(
            "{error}\n{} was made by another copy of grip, version {}; use that one, or run anew into \
             another folder",
            layout.root().display(),
            manifest.build.grip
        ))
    })?;
    Ok((manifest, configuration))
}

fn summed(
    layout: &Layout,
    table: &RunTable,
    options: &SummaryOptions,
) -> Result<Summary, StoreError> {
    summarise(table, options).map_err(|wrong| {
        let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        StoreError::invalid(&layout.summary(), lines.join("; "))
    })
}

/// Why a growing experiment ended, in words.
pub(super) fn stopped_line(experiment: &Experiment, manifest: &Manifest) -> Option<String> {
    let (rule, stopped) = experiment
        .stopping
        .as_ref()
        .zip(manifest.stopped.as_ref())?;
    let unit = crate::engine::outcomes::find(&experiment.primary.outcome)?.unit;
    Some(stated::why_it_ended(rule, stopped, unit))
}

/// Removes a file of an earlier call that is no longer asked for.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(path, "remove", &error))
        }
        _ => Ok(()),
    }
}

/// The finding on the primary outcome, over the inputs where they vary.
fn finding(experiment: &Experiment, table: &RunTable, summary: &Summary) -> Option<String> {
    let study = table.study();
    let months = experiment.primary.horizon_months;
    let cell = Cell {
        block: study.blocks.len().checked_sub(1)?,
        horizon: study.horizons.iter().position(|h| *h == months)?,
        outcome: study.outcome(&experiment.primary.outcome)?,
    };
    // In the words of the page.
    let verbs = verbs(&study.outcomes[cell.outcome]);
    headline(table, summary, cell, &verbs).map(|found| found.whole())
}

/// Writes charts, page and discovery anew, the charts on several threads; gives the discovery in
/// words.
fn draw(
    layout: &Layout,
    findings: &Findings<'_>,
    threads: usize,
) -> Result<Option<String>, JobError> {
    let page = crate::report::page::build(findings);
    write_page(layout, &page, threads)?;
    let Some(found) = page.discovery else {
        return Ok(None);
    };
    write_atomically(&layout.discovery(), found.csv.as_bytes())?;
    Ok(Some(found.text))
}

/// Writes the charts of a page and the page, in the place of earlier ones.
///
/// # Errors
/// When a chart cannot be drawn, or the disk refuses.
pub(super) fn write_page(layout: &Layout, page: &Page, threads: usize) -> Result<(), JobError> {
    let folder = layout.charts();
    clear(layout)?;
    // Each figure is files of its own, so the order in which they are made shows nowhere; of
    // several refusals the first in page order is told.
    let write = |number: usize| -> Result<(), JobError> {
        let figure = &page.figures[number];
        let file = |ending: &str| folder.join(format!("{}.{ending}", figure.name));
        write_atomically(&file("svg"), figure.svg.as_bytes())?;
        write_atomically(&file("csv"), figure.csv.as_bytes())?;
        let png = figure
            .png()
            .map_err(|error| StoreError::invalid(&file("png"), error.to_string()))?;
        write_atomically(&file("png"), &png)?;
        Ok(())
    };
    workers::in_order(
        threads,
        page.figures.len(),
        &|| false,
        &write,
        JobError::Threads,
    )?;
    write_atomically(&layout.report(), page.html.as_bytes())?;
    Ok(())
}

/// Removes charts of an earlier call, which might not be among those of this one.
fn clear(layout: &Layout) -> Result<(), StoreError> {
    for name in layout.result_files()? {
        if name.starts_with("charts/") {
            let path = layout.root().join(name);
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, "remove", &error))?;
        }
    }
    Ok(())
}
