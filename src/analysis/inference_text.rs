//! `claims.csv`, `best_set.csv` and `uncertainty.csv`: columns, and rows as text.

use super::best_set::best_set;
use super::claims::Judged;
use super::components::components;
use super::estimate::Interval;
use super::robustness::ArmSet;
use super::sample::cells;
use super::study::Unit;
use super::summary::Summary;
use super::summary_text::line;
use super::table::RunTable;

/// Columns of `claims.csv` with what they mean.
pub const CLAIM_COLUMNS: [(&str, &str); 20] = [
    ("experiment", "name of the experiment"),
    ("claim", "position of the claim in the file, from 1"),
    ("text", "the claim in words"),
    ("source", "who expects it, and where that is written"),
    ("arm", "the arrangement the claim is about"),
    ("against", "the arrangement it is compared with"),
    ("sweep_point", "the block of runs, as in summary.csv"),
    ("horizon_months", "months since March 2009"),
    ("outcome", "name of the outcome"),
    ("unit", "unit of the outcome and of every number up to high"),
    ("bound", "at_least, at_most or within"),
    ("size", "the number claimed of the difference"),
    ("difference", "mean paired difference, arm less against"),
    (
        "low",
        "lower end of the interval the claim is judged by: Monte-Carlo error only",
    ),
    ("high", "upper end of it"),
    (
        "confidence",
        "confidence of that interval: the claims of a file share an error of 5% (Bonferroni), and \
         where the number of runs was not fixed the interval holds at all looks together",
    ),
    (
        "verdict",
        "holds where the whole interval keeps to the bound, fails where the whole interval breaks \
         it, undecided otherwise",
    ),
    (
        "share_of_inputs",
        "share of the points of the inputs at which the difference keeps to the bound; empty in the \
         default block",
    ),
    (
        "pairs",
        "pairs of runs behind it, of those planned: a pair of which a run failed is left out",
    ),
    (
        "stated",
        "before the first run, or after it: then the claim was added or changed later",
    ),
];

/// Columns of `best_set.csv` with what they mean.
pub const BEST_SET_COLUMNS: [(&str, &str); 11] = [
    ("experiment", "name of the experiment"),
    ("sweep_point", "the block of runs, as in summary.csv"),
    ("horizon_months", "months since March 2009"),
    ("outcome", "name of the outcome"),
    ("unit", "unit of the outcome"),
    ("arm", "the arrangement the row is about"),
    (
        "ahead",
        "mean of what it has more than the best of the others, turned so that more is better; \
         negative where it is behind",
    ),
    (
        "low",
        "lower end of the interval of that, for all arms at once (multiple comparisons with the \
         best, 95%)",
    ),
    ("high", "upper end of it"),
    (
        "in_set",
        "yes where the arm is not significantly worse than the best; the truly best arm is among \
         them with 95% confidence",
    ),
    ("n_units", "seeds or points at which every arm has a value"),
];

/// Columns of `uncertainty.csv` with what they mean.
pub const UNCERTAINTY_COLUMNS: [(&str, &str); 13] = [
    ("experiment", "name of the experiment"),
    ("arm", "the arrangement the row is about"),
    (
        "baseline",
        "the arrangement that differences are taken from",
    ),
    ("sweep_point", "the block of runs, as in summary.csv"),
    ("horizon_months", "months since March 2009"),
    ("outcome", "name of the outcome"),
    ("unit", "unit of the outcome"),
    ("diff", "mean paired difference"),
    (
        "standard_error",
        "Monte-Carlo error of diff, which more runs shrink",
    ),
    (
        "sd_luck",
        "standard deviation of the difference from seed to seed on the same inputs, which more runs \
         do not shrink; empty where no point has two seeds",
    ),
    (
        "sd_inputs",
        "standard deviation of the expected difference from point to point of the inputs, freed of \
         luck; empty in the default block and where no point has two seeds",
    ),
    (
        "luck_share",
        "part of the variance of a point's mean that is luck, from 0 to 1: by so much the ranges \
         over inputs of summary.csv are too wide",
    ),
    ("n_units", "seeds or points behind it"),
];

fn cell(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn ends(interval: Option<Interval>) -> [String; 2] {
    [
        cell(interval.map(|ends| ends.low)),
        cell(interval.map(|ends| ends.high)),
    ]
}

/// The claims with what the runs say, a row each, after a heading.
#[must_use]
pub fn claims_csv(table: &RunTable, judged: &[Judged]) -> String {
    let study = table.study();
    let mut text = line(&CLAIM_COLUMNS.map(|(name, _)| name.to_owned()));
    for (at, found) in judged.iter().enumerate() {
        let claim = &found.claim;
        let unit = study.outcome(&claim.outcome);
        let [low, high] = ends(found.interval);
        text.push_str(&line(&[
            study.experiment.clone(),
            (at + 1).to_string(),
            claim.text.clone(),
            claim.source.clone(),
            claim.arm.clone(),
            claim.against.clone(),
            claim.block.label().to_owned(),
            claim.horizon_months.to_string(),
            claim.outcome.clone(),
            unit.map_or_else(String::new, |at| study.outcomes[at].unit.clone()),
            claim.bound.key().to_owned(),
            claim.bound.size().to_string(),
            cell(found.mean.map(|mean| mean.mean)),
            low,
            high,
            found.confidence.to_string(),
            found.verdict.word().to_owned(),
            cell(found.share.map(|share| share.value)),
            format!("{} of {}", found.pairs, found.planned),
            if found.stated_before {
                "before"
            } else {
                "after"
            }
            .to_owned(),
        ]));
    }
    text
}

/// How every ranked arm stands against the best of the others, in every cell with a better
/// direction, after a heading.
#[must_use]
pub fn best_set_csv(table: &RunTable) -> String {
    let study = table.study();
    let mut text = line(&BEST_SET_COLUMNS.map(|(name, _)| name.to_owned()));
    let set = ArmSet::ranked(study);
    for of in cells(study) {
        let Some(found) = best_set(table, of, &set) else {
            continue;
        };
        let info = &study.outcomes[of.outcome];
        for one in &found.contenders {
            text.push_str(&line(&[
                study.experiment.clone(),
                study.blocks[of.block].label.clone(),
                study.horizons[of.horizon].to_string(),
                info.name.clone(),
                info.unit.clone(),
                study.arms[one.arm].name.clone(),
                one.ahead.to_string(),
                one.interval.low.to_string(),
                one.interval.high.to_string(),
                if one.in_set { "yes" } else { "no" }.to_owned(),
                found.units.to_string(),
            ]));
        }
    }
    text
}

/// The three uncertainties of every difference from the baseline, after a heading.
#[must_use]
pub fn uncertainty_csv(table: &RunTable, summary: &Summary) -> String {
    let study = table.study();
    let mut text = line(&UNCERTAINTY_COLUMNS.map(|(name, _)| name.to_owned()));
    for estimate in &summary.estimates {
        let Some(difference) = estimate.difference else {
            continue;
        };
        let of = estimate.cell;
        let info = &study.outcomes[of.outcome];
        let [luck, inputs, share] = match study.blocks[of.block].unit {
            Unit::Seed => [difference.mean.sd, None, None],
            Unit::Point => {
                let found = components(table, of, estimate.arm, study.baseline);
                [
                    found.map(|found| found.luck),
                    found.map(|found| found.inputs),
                    found.map(|found| found.luck_share),
                ]
            }
        };
        text.push_str(&line(&[
            study.experiment.clone(),
            study.arms[estimate.arm].name.clone(),
            study.arms[study.baseline].name.clone(),
            study.blocks[of.block].label.clone(),
            study.horizons[of.horizon].to_string(),
            info.name.clone(),
            info.unit.clone(),
            difference.mean.mean.to_string(),
            cell(difference.mean.standard_error()),
            cell(luck),
            cell(inputs),
            cell(share),
            difference.mean.n.to_string(),
        ]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::claims::judge;
    use super::super::fixtures::small_table;
    use super::super::summary::{SummaryOptions, summarise};
    use super::*;
    use crate::scenario::{Bound, Claim, RunBlock};

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.unwrap());
        records
            .map(|record| record.iter().map(String::from).collect())
            .collect()
    }

    #[test]
    fn every_arm_and_cell_has_its_row() {
        let table = small_table();
        let summary = summarise(&table, &SummaryOptions::default()).unwrap();
        // 2 blocks, 2 outcomes, 2 horizons: 3 arms against the best, 2 against the baseline.
        assert_eq!(read(&best_set_csv(&table)).len(), 24);
        let rows = read(&uncertainty_csv(&table, &summary));
        assert_eq!(rows.len(), 16);
        for row in rows {
            assert_eq!(row[10].is_empty(), row[3] == "default", "{row:?}");
            assert!(!row[8].is_empty() && !row[9].is_empty(), "{row:?}");
        }
    }

    #[test]
    fn a_claim_with_commas_and_quotes_reads_back() {
        let table = small_table();
        let claim = Claim {
            text: "north, \"so they say\", saves more".into(),
            source: "Smith 2009, p. 3".into(),
            arm: "north".into(),
            against: "base".into(),
            outcome: "saving".into(),
            horizon_months: 60,
            block: RunBlock::Prior,
            bound: Bound::Within(500.0),
        };
        let judged = judge(&table, std::slice::from_ref(&claim), None, |_| false);
        let rows = read(&claims_csv(&table, &judged));
        assert_eq!(rows[0][2], claim.text);
        assert_eq!(rows[0][10..12], ["within", "500"]);
        assert_eq!(rows[0][16..], ["holds", "1", "24 of 24", "after"]);
    }
}
