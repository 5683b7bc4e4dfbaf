//! How much each input matters, for the outcomes that are asked for: what the design was made to
//! tell, and what differences and levels follow over the points that are draws.

use std::path::Path;

use super::conclude::{Concluded, Wanted, redo_with};
use super::error::JobError;
use super::study::beside;
use crate::analysis::followed::followed;
use crate::analysis::resample::Resamples;
use crate::analysis::sample::Cell;
use crate::analysis::screen::Screen;
use crate::analysis::sensitivity_text::sensitivity_csv;
use crate::analysis::study::Study;
use crate::analysis::table::RunTable;
use crate::engine::OUTCOMES;
use crate::experiment::design::Blocks;
use crate::experiment::{Design, Plan, Point};
use crate::scenario::error::meant;
use crate::scenario::{EVERY_OUTCOME, Experiment, SensitivityQuestion};
use crate::store::{Layout, StoreError};

/// What the design was made to tell, the primary outcome first, with the runs at its points.
#[derive(Clone, Debug)]
pub struct Screens {
    /// One for each outcome and horizon that could be told.
    pub screens: Vec<Screen>,
    /// The runs.
    pub table: RunTable,
    /// The primary outcome and its horizon.
    primary: (usize, usize),
}

impl Screens {
    /// That of the primary outcome, which the page shows.
    #[must_use]
    pub fn primary(&self) -> Option<&Screen> {
        let (horizon, outcome) = self.primary;
        let is = |cell: Cell| cell.horizon == horizon && cell.outcome == outcome;
        self.screens.iter().find(|screen| is(screen.cell))
    }
}

/// The horizons and outcomes that are asked for, by position, the primary ones first.
#[must_use]
pub fn wanted(experiment: &Experiment, study: &Study) -> Vec<(usize, usize)> {
    let names: Vec<&str> = study
        .outcomes
        .iter()
        .map(|info| info.name.as_str())
        .collect();
    let primary = &experiment.primary;
    let primary = (primary.outcome.as_str(), primary.horizon_months);
    let asked = experiment.sensitivity.wanted(primary, &names);
    let position = |(name, months): &(String, u32)| {
        let horizon = study.horizons.iter().position(|at| at == months)?;
        Some((horizon, study.outcome(name)?))
    };
    asked.iter().filter_map(position).collect()
}

/// What the design was made to tell; nothing where it was not made to tell.
///
/// # Errors
/// When the runs cannot be read.
pub fn screens(
    layout: &Layout,
    experiment: &Experiment,
    study: &Study,
    design: &Design,
    plan: &Plan,
) -> Result<Option<Screens>, StoreError> {
    if design.blocks == Blocks::None {
        return Ok(None);
    }
    let wanted = wanted(experiment, study);
    let is_shown = |point: &Point| point.is_of_design() || point.number == 0;
    let (Some(&primary), Some(study)) = (wanted.first(), beside(study, design, is_shown)) else {
        return Ok(None);
    };
    let table = super::load::runs(layout, study, plan)?;
    let mut resamples = Resamples::new(experiment.seed);
    let cell = |&(horizon, outcome): &(usize, usize)| Cell {
        block: 0,
        horizon,
        outcome,
    };
    let screens: Vec<Screen> = wanted
        .iter()
        .filter_map(|at| Screen::new(&table, design, cell(at), &mut resamples))
        .collect();
    Ok((!screens.is_empty()).then_some(Screens {
        screens,
        table,
        primary,
    }))
}

/// The text of `sensitivity.csv`, from the runs at the points that are draws and what the design was
/// made to tell besides; nothing where inputs did not vary.
#[must_use]
pub fn text(
    experiment: &Experiment,
    table: &RunTable,
    screens: Option<&Screens>,
) -> Option<String> {
    let followed = followed(table, &wanted(experiment, table.study()));
    if screens.is_none() && followed.is_empty() {
        return None;
    }
    let screened = screens.map(|found| (found.screens.as_slice(), &found.table));
    let word = experiment.sampling.word();
    Some(sensitivity_csv(screened, &followed, table, word))
}

/// Makes the summary of a finished folder anew with another question of sensitivity.
///
/// # Errors
/// Every part of the question that does not fit the experiment, all at once; and as
/// [`super::conclude::redo`].
pub fn ask(
    folder: &Path,
    outcomes: &[String],
    horizons_months: &[u32],
    host: &str,
) -> Result<Concluded, JobError> {
    redo_with(folder, Wanted::Summary, host, &|experiment| {
        let wrong = mistakes(experiment, outcomes, horizons_months);
        if !wrong.is_empty() {
            return Err(JobError::Refused(wrong.join("\n")));
        }
        let every_outcome = outcomes == [EVERY_OUTCOME];
        experiment.sensitivity = SensitivityQuestion {
            every_outcome,
            outcomes: if every_outcome {
                Vec::new()
            } else {
                outcomes.to_vec()
            },
            horizons_months: horizons_months.to_vec(),
        };
        Ok(())
    })
}

/// What does not fit, one line each: option, what was found, what may stand there.
fn mistakes(experiment: &Experiment, outcomes: &[String], horizons_months: &[u32]) -> Vec<String> {
    let mut wrong = Vec::new();
    if experiment.search.is_some() {
        wrong.push(
            "--sensitivity cannot be asked of a search, which tells of its own which inputs its \
             candidates follow"
                .to_owned(),
        );
    }
    let known: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    let unknown = |name: &&String| !known.contains(&name.as_str());
    for name in outcomes.iter().filter(unknown) {
        if outcomes == [EVERY_OUTCOME] {
            break;
        }
        let help = meant(name, &known).unwrap_or_else(|| "see: grip list outcomes".to_owned());
        wrong.push(format!(
            "--sensitivity must name outcomes, or be {EVERY_OUTCOME} by itself, found \"{name}\": \
             {help}"
        ));
    }
    for months in horizons_months {
        if !experiment.horizons_months.contains(months) {
            let known = experiment.horizons_months.iter().map(u32::to_string);
            wrong.push(format!(
                "--horizon-months must be among the horizons, found {months}: there are {}",
                known.collect::<Vec<_>>().join(", ")
            ));
        }
    }
    wrong
}
