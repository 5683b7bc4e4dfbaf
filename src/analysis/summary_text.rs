//! The summary as text: `summary.csv`, and the dictionary that explains every column and
//! outcome. One list of columns makes the header, the rows and their dictionary entries.

use super::estimate::Interval;
use super::paired::{Difference, Spread};
use super::robustness::Standing;
use super::sample::Cell;
use super::study::{OutcomeInfo, Study};
use super::summary::{Estimate, Summary};
use super::table::RunTable;
use super::tail::TailEstimate;

/// The columns of `summary.csv`, in order, with their unit and meaning. "of the outcome" means
/// the unit that stands in the row.
pub const SUMMARY_COLUMNS: [(&str, &str, &str); 26] = [
    ("experiment", "", "name of the experiment"),
    ("arm", "", "the arrangement the row is about"),
    (
        "baseline",
        "",
        "the arrangement that all differences are taken from",
    ),
    (
        "sweep_point",
        "",
        "the block of runs: default is one point of the inputs and many seeds, \
     where the seed is the unit; prior and other blocks are many points, where the point is the \
     unit and its seeds are averaged first",
    ),
    (
        "horizon_months",
        "months",
        "months since the start of the simulated time",
    ),
    (
        "outcome",
        "",
        "name of the outcome; the rows of this dictionary explain each",
    ),
    ("unit", "", "unit of the outcome"),
    (
        "better",
        "",
        "which direction is better: higher, lower or neither",
    ),
    (
        "n",
        "runs",
        "finished runs with a value, which stand behind mean; failed runs are not \
     among them",
    ),
    ("n_points", "points", "points of the inputs behind mean"),
    ("mean", "of the outcome", "mean over units"),
    (
        "sd",
        "of the outcome",
        "standard deviation over units: luck in the default block; in the others \
     the spread over the inputs with the luck that few seeds a point leave in it (uncertainty.csv \
     tells them apart)",
    ),
    (
        "ci_low",
        "of the outcome",
        "lower end of the 95% t interval of mean",
    ),
    ("ci_high", "of the outcome", "upper end of it"),
    (
        "diff",
        "of the outcome",
        "mean difference from the baseline on equal points and seeds; a \
     run whose partner failed is left out",
    ),
    (
        "diff_low",
        "of the outcome",
        "lower end of the 95% paired t interval of diff: Monte-Carlo \
     error only",
    ),
    ("diff_high", "of the outcome", "upper end of it"),
    (
        "diff_low_adj",
        "of the outcome",
        "lower end of the interval that holds for all other arms \
     of this outcome and horizon at once (Bonferroni)",
    ),
    ("diff_high_adj", "of the outcome", "upper end of it"),
    (
        "p_holm",
        "probability",
        "two-sided p-value of the paired t test that diff is zero, \
     adjusted for the same family (Holm)",
    ),
    (
        "diff_q025",
        "of the outcome",
        "2.5% quantile of the difference over the points of the \
     inputs, which more points do not shrink; more seeds a point take out the luck in it, whose part \
     stands in uncertainty.csv (type 7 quantile)",
    ),
    ("diff_q50", "of the outcome", "median of it"),
    ("diff_q975", "of the outcome", "97.5% quantile of it"),
    (
        "p_practically_nothing",
        "share",
        "share of points where the difference is smaller than the \
     margin: of the domain where disinvestment is the only one, else of the system",
    ),
    (
        "p_best",
        "share",
        "share of points where the arm is the best of the ranked arms, ties \
     within 1e-9 split equally",
    ),
    (
        "regret_mean",
        "of the outcome",
        "mean over points of how much better the best ranked arm \
     is",
    ),
];

/// One row of the data dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryRow {
    /// The name of the column or outcome.
    pub name: String,
    /// What it is: `column` or `outcome`.
    pub role: String,
    /// The file or files it stands in.
    pub file: String,
    /// Its unit.
    pub unit: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// Which direction is better: `higher`, `lower`, `neither`, or nothing for a column.
    pub better: String,
    /// For an outcome: stock or flow, and how a horizon's value is formed.
    pub horizon_rule: String,
    /// For an outcome: its O-number in the model description.
    pub number: String,
}

/// The dictionary rows of the columns of `summary.csv`.
#[must_use]
pub fn summary_dictionary() -> Vec<DictionaryRow> {
    let row = |&(name, unit, meaning): &(&str, &str, &str)| DictionaryRow {
        name: name.into(),
        role: "column".into(),
        file: "summary.csv".into(),
        unit: unit.into(),
        meaning: meaning.into(),
        better: String::new(),
        horizon_rule: String::new(),
        number: String::new(),
    };
    SUMMARY_COLUMNS.iter().map(row).collect()
}

/// `data_dictionary.csv` from the rows given, in their order.
#[must_use]
pub fn data_dictionary_csv(rows: &[DictionaryRow]) -> String {
    let header = [
        "name",
        "role",
        "file",
        "unit",
        "meaning",
        "better",
        "horizon_rule",
        "number",
    ];
    let mut text = line(&header.map(String::from));
    for row in rows {
        text.push_str(&line(&[
            row.name.clone(),
            row.role.clone(),
            row.file.clone(),
            row.unit.clone(),
            row.meaning.clone(),
            row.better.clone(),
            row.horizon_rule.clone(),
            row.number.clone(),
        ]));
    }
    text
}

/// `summary.csv`: one row per block, outcome, horizon and arm, tails after the outcomes. An
/// empty cell means that there is no such number: not modelled, not defined there, or too few
/// runs.
#[must_use]
pub fn summary_csv(table: &RunTable, summary: &Summary) -> String {
    let study = table.study();
    let mut text = line(&SUMMARY_COLUMNS.map(|(name, _, _)| name.to_string()));
    for estimate in &summary.estimates {
        let standing = summary
            .ranking(estimate.cell, 0)
            .and_then(|ranking| ranking.of(estimate.arm));
        text.push_str(&line(&estimate_row(study, estimate, standing)));
    }
    for tail in &summary.tail_estimates {
        text.push_str(&line(&tail_row(study, summary, tail)));
    }
    text
}

fn keys(study: &Study, cell: Cell, arm: usize, outcome: &str, info: &OutcomeInfo) -> [String; 8] {
    [
        study.experiment.clone(),
        study.arms[arm].name.clone(),
        study.arms[study.baseline].name.clone(),
        study.blocks[cell.block].label.clone(),
        study.horizons[cell.horizon].to_string(),
        outcome.to_string(),
        info.unit.clone(),
        info.better.word().to_string(),
    ]
}

fn estimate_row(study: &Study, estimate: &Estimate, standing: Option<&Standing>) -> [String; 26] {
    let info = &study.outcomes[estimate.cell.outcome];
    let keys = keys(study, estimate.cell, estimate.arm, &info.name, info);
    let level = estimate.level;
    let ends = |interval: Option<Interval>| [interval.map(|i| i.low), interval.map(|i| i.high)];
    let [low, high] = ends(estimate.interval);
    let difference = estimate.difference;
    let [diff_low, diff_high] = ends(difference.and_then(|d| d.interval));
    let [low_adjusted, high_adjusted] = ends(difference.and_then(|d| d.simultaneous));
    let spread = difference.and_then(|d| d.spread);
    let of_spread = |take: fn(Spread) -> f64| spread.map(take);
    let of_difference = |take: fn(Difference) -> Option<f64>| difference.and_then(take);
    let numbers = [
        level.map(|level| level.mean),
        level.and_then(|level| level.sd),
        low,
        high,
        of_difference(|d| Some(d.mean.mean)),
        diff_low,
        diff_high,
        low_adjusted,
        high_adjusted,
        of_difference(|d| d.p_holm),
        of_spread(|spread| spread.q025),
        of_spread(|spread| spread.q50),
        of_spread(|spread| spread.q975),
        spread
            .and_then(|spread| spread.nothing)
            .map(|share| share.value),
        standing.map(|standing| standing.best.value),
        standing.map(|standing| standing.regret_mean),
    ];
    row(keys, estimate.runs, estimate.points, numbers)
}

fn tail_row(study: &Study, summary: &Summary, tail: &TailEstimate) -> [String; 26] {
    let info = &study.outcomes[tail.cell.outcome];
    let name = &summary.tails[tail.tail].name;
    let keys = keys(study, tail.cell, tail.arm, name, info);
    let mut numbers = [None; 16];
    numbers[0] = Some(tail.mean);
    numbers[4] = tail.difference;
    row(keys, tail.runs, tail.points, numbers)
}

fn row(keys: [String; 8], runs: usize, points: usize, numbers: [Option<f64>; 16]) -> [String; 26] {
    let mut row = [const { String::new() }; 26];
    let counts = [runs.to_string(), points.to_string()];
    let numbers = numbers.map(|value| value.map(number).unwrap_or_default());
    for (cell, text) in row
        .iter_mut()
        .zip(keys.into_iter().chain(counts).chain(numbers))
    {
        *cell = text;
    }
    row
}

/// The shortest text that reads back as the same number; powers of ten only where the plain
/// form would be long.
#[must_use]
pub fn number(x: f64) -> String {
    let size = x.abs();
    if size == 0.0 {
        "0".into()
    } else if (1e-5..1e16).contains(&size) {
        format!("{x}")
    } else {
        format!("{x:e}")
    }
}

/// One line of a CSV file (RFC 4180, ended by a line feed).
pub(super) fn line(cells: &[String]) -> String {
    let mut text = cells
        .iter()
        .map(|cell| quoted(cell))
        .collect::<Vec<_>>()
        .join(",");
    text.push('\n');
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_read_back_to_the_same_bits() {
        for (x, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (-0.0, "0"),
            (12.5, "12.5"),
            (2.579_960_674_79e-25, "2.57996067479e-25"),
            (3e20, "3e20"),
            (1_234_567.0, "1234567"),
        ] {
            assert_eq!(number(x), text);
            assert!(text.parse::<f64>().unwrap().total_cmp(&(x + 0.0)).is_eq());
        }
    }

    #[test]
    fn a_cell_with_commas_and_quotes_survives_a_reader() {
        let row = DictionaryRow {
            name: "saving".into(),
            role: "outcome".into(),
            file: "runs.parquet, summary.csv".into(),
            unit: "GBP m/y".into(),
            meaning: "money \"freed\",\nin a year".into(),
            better: "higher".into(),
            horizon_rule: "flow: sum of the last 12 months".into(),
            number: "O1".into(),
        };
        let text = data_dictionary_csv(&[row]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(&record[2], "runs.parquet, summary.csv");
        assert_eq!(&record[4], "money \"freed\",\nin a year");
        assert_eq!(&record[7], "O1");
    }

    #[test]
    fn every_column_is_in_the_dictionary_once() {
        let rows = summary_dictionary();
        assert_eq!(rows.len(), 26);
        let names: std::collections::BTreeSet<&str> =
            rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names.len(), 26);
        assert!(rows.iter().all(|row| !row.meaning.is_empty()));
    }
}
