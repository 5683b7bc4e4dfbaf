//! Claims that an experiment states before its first run: what somebody expects of one difference
//! between two arms, as a number that the runs can contradict.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::check::Known;
use super::error::{Mistake, Source, meant};
use super::file::{Placed, Reader, Table};
use super::stopping::{BLOCKS, RunBlock};

/// Keys of a claim.
pub(super) const CLAIM_KEYS: [&str; 10] = [
    "text",
    "source",
    "arm",
    "against",
    "outcome",
    "horizon_months",
    "block",
    "at_least",
    "at_most",
    "within",
];

/// What is claimed of a difference, in the unit of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// It is this or more.
    AtLeast(f64),
    /// It is this or less.
    AtMost(f64),
    /// It lies between minus this and this; above 0.
    Within(f64),
}

impl Bound {
    /// Its key in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at_least",
            Self::AtMost(_) => "at_most",
            Self::Within(_) => "within",
        }
    }

    /// The number.
    #[must_use]
    pub fn size(self) -> f64 {
        let (Self::AtLeast(size) | Self::AtMost(size) | Self::Within(size)) = self;
        size
    }

    /// Whether a difference keeps to it.
    #[must_use]
    pub fn admits(self, difference: f64) -> bool {
        match self {
            Self::AtLeast(size) => difference >= size,
            Self::AtMost(size) => difference <= size,
            Self::Within(size) => difference.abs() <= size,
        }
    }
}

/// One claim: the mean paired difference `arm - against` keeps to the bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is claimed, in words.
    pub text: String,
    /// Who expects it, and where that is written; empty where nobody is named.
    #[serde(default)]
    pub source: String,
    /// Name of the arm.
    pub arm: String,
    /// Name of the arm it is compared with.
    pub against: String,
    /// Name of the outcome.
    pub outcome: String,
    /// Months after March 2009; one of the experiment's horizons.
    pub horizon_months: u32,
    /// Over which runs the mean is taken.
    pub block: RunBlock,
    /// What is claimed of the difference.
    pub bound: Bound,
}

/// A claim as written; what is not said is taken from the experiment.
pub(super) struct RawClaim {
    pub(super) span: Range<usize>,
    text: Option<String>,
    source: String,
    arm: Option<Placed<String>>,
    against: Option<Placed<String>>,
    outcome: Option<Placed<String>>,
    horizon: Option<Placed<u64>>,
    block: Option<Placed<RunBlock>>,
    bound: Option<Bound>,
}

/// Reads `[[claims]]`.
pub(super) fn read(r: &mut Reader, top: &Table) -> Vec<RawClaim> {
    let Some(value) = top.get("claims") else {
        return Vec::new();
    };
    let tables = r.tables("claims", value);
    tables.iter().map(|table| claim(r, table)).collect()
}

fn claim(r: &mut Reader, table: &Table) -> RawClaim {
    r.only(table, &CLAIM_KEYS);
    let text = r
        .need(table, "text", "text = \"The department saves more\"")
        .and_then(|value| r.text("claims.text", value));
    let arm = r
        .need(table, "arm", "arm = \"department\"")
        .and_then(|value| r.text("claims.arm", value));
    let mut optional = |key: &str| {
        let value = table.get(key)?;
        r.text(&table.full(key), value)
    };
    let (source, against, outcome) = (optional("source"), optional("against"), optional("outcome"));
    let horizon = table
        .get("horizon_months")
        .and_then(|value| r.whole("claims.horizon_months", value, super::MONTHS));
    let block = table
        .get("block")
        .and_then(|value| r.word("claims.block", value, &BLOCKS));
    let bound = bound(r, table);
    RawClaim {
        span: table.span.clone(),
        text: text.map(|text| text.value),
        source: source.map_or_else(String::new, |source| source.value),
        arm,
        against,
        outcome,
        horizon,
        block,
        bound,
    }
}

fn bound(r: &mut Reader, table: &Table) -> Option<Bound> {
    let given: Vec<_> = ["at_least", "at_most", "within"]
        .into_iter()
        .filter_map(|key| Some((key, table.get(key)?)))
        .collect();
    let [(key, value)] = given[..] else {
        let found = match given.len() {
            0 => "none of them".to_owned(),
            _ => given.iter().map(|g| g.0).collect::<Vec<_>>().join(" and "),
        };
        r.wrong(
            table.span.clone(),
            format!("a claim needs one of at_least, at_most and within, found {found}"),
            Some("write for example: at_least = 50.0".to_owned()),
        );
        return None;
    };
    let number = r.number(&table.full(key), value)?;
    if key == "within" && number.value <= 0.0 {
        let message = format!("claims.within must be above 0, found {}", number.value);
        r.wrong(number.span, message, None);
        return None;
    }
    Some(match key {
        "at_least" => Bound::AtLeast(number.value),
        "at_most" => Bound::AtMost(number.value),
        _ => Bound::Within(number.value),
    })
}

/// What claims must agree with.
pub(super) struct Around<'a> {
    /// Names of all arms of the file.
    pub arms: &'a [&'a str],
    /// Names of the arms that are run.
    pub kept: &'a [&'a str],
    /// The baseline.
    pub baseline: &'a str,
    /// The primary outcome.
    pub outcome: &'a str,
    /// The primary horizon.
    pub horizon: u64,
    /// All horizons.
    pub horizons: &'a [u64],
    /// Whether the command line has chosen the horizon.
    pub horizon_chosen: bool,
    /// Whether the command line has chosen the number of points.
    pub points_chosen: bool,
    /// Whether there are seeds at the defaults, and points.
    pub blocks: [bool; 2],
    /// What is known.
    pub known: &'a Known<'a>,
}

/// Settles the claims. One whose arms or horizon the command line has left out is left out with a
/// warning.
pub(super) fn settle(
    source: &Source,
    raw: &[RawClaim],
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Vec<Claim> {
    raw.iter()
        .filter_map(|claim| settled(source, claim, around, findings))
        .collect()
}

fn settled(
    source: &Source,
    raw: &RawClaim,
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Option<Claim> {
    let before = findings.len();
    let mut wrong = |span: &Range<usize>, message: String, help: Option<String>| {
        findings.push(source.mistake(span.clone(), message, help));
    };
    let against = raw.against.as_ref();
    for (key, name) in [("arm", raw.arm.as_ref()), ("against", against)] {
        let Some(name) = name else { continue };
        if !around.arms.is_empty() && !around.arms.contains(&name.value.as_str()) {
            wrong(
                &name.span,
                format!(
                    "claims.{key} must be one of the arms of the experiment, found \"{}\"",
                    name.value
                ),
                meant(&name.value, around.arms),
            );
        }
    }
    let other = against.map_or(around.baseline, |against| against.value.as_str());
    if let Some(arm) = raw.arm.as_ref().filter(|arm| arm.value == other) {
        wrong(
            &arm.span,
            format!("a claim compares two arms, found \"{other}\" twice"),
            Some("name another arm with against".to_owned()),
        );
    }
    let known = around.known.outcomes;
    if let Some(outcome) = &raw.outcome
        && !known.is_empty()
        && !known.contains(&outcome.value.as_str())
    {
        wrong(
            &outcome.span,
            format!("unknown outcome \"{}\"", outcome.value),
            meant(&outcome.value, known).or_else(|| Some("see: grip list outcomes".to_owned())),
        );
    }
    let months = raw.horizon.as_ref().map_or(around.horizon, |h| h.value);
    if let Some(horizon) = &raw.horizon
        && !around.horizon_chosen
        && !around.horizons.is_empty()
        && !around.horizons.contains(&months)
    {
        let list: Vec<String> = around.horizons.iter().map(u64::to_string).collect();
        wrong(
            &horizon.span,
            format!("claims.horizon_months must be one of horizons_months, found {months}"),
            Some(format!("the horizons are {}", list.join(", "))),
        );
    }
    let [has_default, has_prior] = around.blocks;
    let mut is_there = true;
    let block = match &raw.block {
        Some(block) => {
            let there = match block.value {
                RunBlock::Default => has_default,
                RunBlock::Prior => has_prior,
            };
            is_there = there;
            if !there && !around.points_chosen && (has_default || has_prior) {
                wrong(
                    &block.span,
                    format!(
                        "the design has no runs for claims.block = \"{}\"",
                        block.value.label()
                    ),
                    Some("leave block out, or add to [design]".to_owned()),
                );
            }
            block.value
        }
        None if has_prior => RunBlock::Prior,
        None => RunBlock::Default,
    };
    if findings.len() > before {
        return None;
    }
    let (arm, text, bound) = (&raw.arm.as_ref()?.value, raw.text.as_ref()?, raw.bound?);
    let runs = |arm: &str| around.kept.contains(&arm);
    let left_out = if !(runs(arm) && runs(other)) {
        Some("an arm")
    } else if !around.horizons.contains(&months) {
        Some("the horizon")
    } else if !is_there {
        Some("the block")
    } else {
        None
    };
    if let Some(what) = left_out {
        findings.push(source.warning(
            raw.span.clone(),
            format!("this claim is not judged: {what} it is about is not run"),
            None,
        ));
        return None;
    }
    Some(Claim {
        text: text.clone(),
        source: raw.source.clone(),
        arm: arm.clone(),
        against: other.to_owned(),
        outcome: raw
            .outcome
            .as_ref()
            .map_or(around.outcome, |outcome| outcome.value.as_str())
            .to_owned(),
        horizon_months: u32::try_from(months).unwrap_or(u32::MAX),
        block,
        bound,
    })
}
