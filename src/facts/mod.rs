//! Numbers about the world, each with its unit, date, place, source and grade.
//!
//! The figures stand in `configs/facts/*.toml`, one file per subject, and are built into the
//! program. [`all`] gives them in the order of the files, [`find`] one by its name; `parse.rs`
//! turns text into facts and refuses what is incomplete. Parameters and patterns cite facts by
//! their id, so a number has one home. [`patterns`] holds the facts that the model should reproduce.

mod parse;
pub mod patterns;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// One figure about the world. At least one of `value` and `bounds` is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Name in `snake_case`, unique among all facts.
    pub id: String,
    /// Heading under which the figure stands, the same for all figures of a file.
    pub subject: String,
    /// What was counted or measured, in one sentence.
    pub meaning: String,
    /// The figure, in `unit`. Shares are 0 to 1, money is in pounds.
    pub value: Option<f64>,
    /// Low and high about the figure, and what they are.
    pub bounds: Option<Bounds>,
    /// Unit of value and bounds, such as `GBP a year` or `share of bodies`.
    pub unit: String,
    /// The time it holds for: a year, month, day or fiscal year, or two of them joined by `to`.
    pub date: String,
    /// The place or population it holds for.
    pub place: String,
    /// Author or body, title and year of the report; for arithmetic, the sum; for an
    /// assumption, the reason.
    pub source: String,
    /// How strong the evidence is.
    pub grade: Grade,
    /// How the figure was checked when it was entered.
    pub checked: Checked,
    /// A caution, or empty.
    pub note: String,
}

/// A lower and an upper figure, in the unit of the fact; `low` is at most `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lower figure.
    pub low: f64,
    /// The upper figure.
    pub high: f64,
    /// What the two are.
    pub kind: BoundsKind,
}

/// What a pair of bounds says. The kinds are kept apart, since a spread between places is not
/// an uncertainty of their median.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoundsKind {
    /// The figure is somewhere between.
    #[serde(rename = "range")]
    Range,
    /// The 95% interval of the estimate.
    #[serde(rename = "95% interval")]
    Interval,
    /// The band, fixed beforehand, in which a simulated pattern passes.
    #[serde(rename = "pass band")]
    PassBand,
    /// The tenth and the ninetieth hundredth of the places counted.
    #[serde(rename = "middle four fifths")]
    MiddleFourFifths,
    /// The lowest and the highest of the places counted.
    #[serde(rename = "extremes")]
    Extremes,
}

/// Strength of the evidence behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// A causal study of the English health service.
    A,
    /// An official statistic or an audit.
    B,
    /// An observational or qualitative study, a survey or a press count.
    C,
    /// Theory, or analogy from another setting.
    D,
    /// An assumption; always with bounds.
    E,
}

/// How a figure was checked when it was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Checked {
    /// Read in the source, or in an excerpt or press account of it.
    Read,
    /// Computed from published data or from other facts; the source names them.
    Computed,
    /// Recalled and not looked up: check before citing.
    Recalled,
}

/// The built-in files in reading order: name and text.
const FILES: [(&str, &str); 7] = [
    (
        "structure.toml",
        include_str!("../../configs/facts/structure.toml"),
    ),
    (
        "allocations.toml",
        include_str!("../../configs/facts/allocations.toml"),
    ),
    (
        "running_costs.toml",
        include_str!("../../configs/facts/running_costs.toml"),
    ),
    (
        "savings_drive.toml",
        include_str!("../../configs/facts/savings_drive.toml"),
    ),
    (
        "disinvestment.toml",
        include_str!("../../configs/facts/disinvestment.toml"),
    ),
    (
        "variation.toml",
        include_str!("../../configs/facts/variation.toml"),
    ),
    (
        "health_value.toml",
        include_str!("../../configs/facts/health_value.toml"),
    ),
];

static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| match parse::gather(&FILES) {
    Ok(facts) => facts,
    Err(mistakes) => unreachable!(
        "the fact files are built in and a test parses them: {}",
        mistakes.join("; ")
    ),
});

/// Every built-in fact, by subject in reading order and then in the order of the file.
#[must_use]
pub fn all() -> &'static [Fact] {
    &FACTS
}

/// The fact of this name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Fact> {
    all().iter().find(|fact| fact.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_hold_no_mistake() {
        assert_eq!(
            parse::gather(&FILES).map(|facts| facts.len()),
            Ok(all().len())
        );
    }
}
