//! `data_dictionary.csv`: what every column and outcome of a results folder means.

use crate::analysis::inference_text::{BEST_SET_COLUMNS, CLAIM_COLUMNS, UNCERTAINTY_COLUMNS};
use crate::analysis::summary_text::{DictionaryRow, data_dictionary_csv, summary_dictionary};
use crate::engine::{Better, Horizon, OUTCOMES, PLACE_OUTCOMES};
use crate::experiment::Design;
use crate::scenario::Experiment;

/// Columns of the tables: file, name, unit, meaning.
const COLUMNS: [(&str, &str, &str, &str); 23] = [
    (
        "plan.parquet, runs.parquet, paths.parquet",
        "run",
        "",
        "number of the run in the plan, from 0",
    ),
    (
        "plan.parquet",
        "part",
        "",
        "number of the batch in which the run is done",
    ),
    (
        "plan.parquet, runs.parquet, paths.parquet, places.parquet",
        "arm",
        "",
        "the arrangement under test",
    ),
    (
        "plan.parquet, runs.parquet, paths.parquet",
        "sweep_point",
        "",
        "number of the point of the inputs; 0 is the parameters as they stand. In summary.csv the \
         label of a block of points",
    ),
    (
        "plan.parquet, runs.parquet, paths.parquet",
        "replicate",
        "",
        "number of the seed at the point, from 0; equal replicates share all their chance",
    ),
    (
        "plan.parquet, runs.parquet, paths.parquet",
        "seed",
        "",
        "the seed of the run",
    ),
    (
        "plan.parquet",
        "mechanisms_off",
        "",
        "names of the mechanisms that are off in the run, parted by spaces",
    ),
    (
        "runs.parquet, places.parquet",
        "horizon_months",
        "months",
        "months since March 2009",
    ),
    (
        "paths.parquet",
        "month",
        "months",
        "months since March 2009 at which the year ends",
    ),
    (
        "runs.parquet, places.parquet",
        "place",
        "",
        "code of the reporting area, or all",
    ),
    (
        "places.parquet",
        "place_name",
        "",
        "name of the reporting area",
    ),
    (
        "runs.parquet, paths.parquet, places.parquet",
        "outcome",
        "",
        "name of the outcome",
    ),
    (
        "runs.parquet, paths.parquet",
        "value",
        "of the outcome",
        "the value; empty where the outcome is not modelled or not defined",
    ),
    (
        "places.parquet",
        "n",
        "runs",
        "runs at the parameters as they stand",
    ),
    (
        "places.parquet",
        "mean",
        "of the outcome",
        "mean over these runs",
    ),
    (
        "places.parquet",
        "ci_low",
        "of the outcome",
        "lower end of the 95% t interval of mean",
    ),
    (
        "places.parquet",
        "ci_high",
        "of the outcome",
        "upper end of it",
    ),
    (
        "places.parquet",
        "n_pairs",
        "pairs of runs",
        "seeds on which both the arm and the baseline were run; 0 for the baseline",
    ),
    (
        "places.parquet",
        "diff",
        "of the outcome",
        "mean paired difference of the arm from the baseline; empty for the baseline",
    ),
    (
        "places.parquet",
        "diff_low",
        "of the outcome",
        "lower end of the 95% t interval of diff, not adjusted for the number of places",
    ),
    (
        "places.parquet",
        "diff_high",
        "of the outcome",
        "upper end of it",
    ),
    (
        "places.parquet",
        "sum_squares",
        "square of the outcome",
        "sum of squared deviations from mean, to which a later call adds runs",
    ),
    (
        "places.parquet",
        "diff_sum_squares",
        "square of the outcome",
        "sum of squared deviations of the differences from diff; empty for the baseline",
    ),
];

/// The dictionary of an experiment.
#[must_use]
pub fn dictionary(experiment: &Experiment, design: &Design) -> String {
    let column = |file: &str, name: &str, unit: &str, meaning: &str| DictionaryRow {
        name: name.to_owned(),
        role: "column".to_owned(),
        file: file.to_owned(),
        unit: unit.to_owned(),
        meaning: meaning.to_owned(),
        better: String::new(),
        horizon_rule: String::new(),
        number: String::new(),
    };
    let mut rows: Vec<DictionaryRow> = COLUMNS
        .iter()
        .map(|(file, name, unit, meaning)| column(file, name, unit, meaning))
        .collect();
    rows.extend(
        design
            .varied
            .iter()
            .map(|p| column("plan.parquet", p.path, p.unit, p.meaning)),
    );
    if !design.factors.is_empty() {
        let columns = super::design_file::COLUMNS.iter();
        rows.extend(columns.map(|(name, meaning)| column("design.csv", name, "", meaning)));
        let factors = design.factors.iter();
        rows.extend(factors.map(|factor| {
            let unit = factor.parameter().map_or("", |p| p.unit);
            column("design.csv", &factor.path, unit, &factor.meaning())
        }));
    }
    rows.extend(summary_dictionary());
    if !design.factors.is_empty() {
        let columns = crate::analysis::sensitivity_text::COLUMNS.iter();
        rows.extend(columns.map(|(name, meaning)| column("sensitivity.csv", name, "", meaning)));
    }
    if experiment.shapley.is_some() {
        let columns = crate::analysis::shapley::COLUMNS.iter();
        rows.extend(columns.map(|(name, meaning)| column("shapley.csv", name, "", meaning)));
    }
    let mut texts: Vec<(&str, &[(&str, &str)])> = vec![
        ("best_set.csv", &BEST_SET_COLUMNS),
        ("uncertainty.csv", &UNCERTAINTY_COLUMNS),
        ("failures.csv", &super::failures::COLUMNS),
    ];
    if !experiment.claims.is_empty() {
        texts.push(("claims.csv", &CLAIM_COLUMNS));
    }
    for (file, columns) in texts {
        let columns = columns.iter();
        rows.extend(columns.map(|(name, meaning)| column(file, name, "", meaning)));
    }
    if experiment.size.points > 0 {
        let columns = crate::report::DISCOVERY_COLUMNS.iter();
        rows.extend(columns.map(|(name, meaning)| column("discovery.csv", name, "", meaning)));
    }
    rows.extend(OUTCOMES.iter().map(|outcome| {
        let mut file = "runs.parquet, summary.csv".to_owned();
        if outcome.keeps_path {
            file.push_str(", paths.parquet");
        }
        let mut meaning = outcome.meaning.to_owned();
        if !outcome.is_in(experiment.scenario.switches.domains) {
            meaning.push_str(" (its domain is not in this experiment: always empty)");
        }
        DictionaryRow {
            name: outcome.name.to_owned(),
            role: "outcome".to_owned(),
            file,
            unit: outcome.unit.to_owned(),
            meaning,
            better: better(outcome.better).to_owned(),
            horizon_rule: horizon_rule(outcome.horizon).to_owned(),
            number: outcome.number.to_owned(),
        }
    }));
    rows.push(DictionaryRow {
        name: "cvar_national".to_owned(),
        role: "outcome".to_owned(),
        file: "summary.csv".to_owned(),
        unit: "QALY".to_owned(),
        meaning:
            "mean of the lowest 5% of runs of qaly_total_disc; in the prior block over runs of \
                  all points, luck and inputs together"
                .to_owned(),
        better: "higher".to_owned(),
        horizon_rule: horizon_rule(Horizon::Cumulative).to_owned(),
        number: "O37".to_owned(),
    });
    rows.extend(PLACE_OUTCOMES.iter().map(|(name, meaning)| DictionaryRow {
        name: (*name).to_owned(),
        role: "outcome of a place".to_owned(),
        file: "places.parquet; runs.parquet with --places".to_owned(),
        unit: String::new(),
        meaning: (*meaning).to_owned(),
        better: "neither".to_owned(),
        horizon_rule: horizon_rule(Horizon::Level).to_owned(),
        number: "-".to_owned(),
    }));
    data_dictionary_csv(&rows)
}

fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "neither",
    }
}

fn horizon_rule(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Rate => "flow: sum over the fiscal year that ends at the horizon",
        Horizon::Cumulative => "flow: sum since April 2009",
        Horizon::Level => "stock: state at the horizon",
        Horizon::MeanPerYear => "flow: sum since April 2009, divided by years",
        Horizon::AllCases => "over all cases opened up to a year before the horizon",
    }
}
