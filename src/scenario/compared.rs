//! Two arms that are compared on an outcome at a horizon, over one kind of runs: what claims and answers
//! have in common.

use std::ops::Range;

use super::check::Known;
use super::error::{Mistake, Source, meant};
use super::file::{Placed, Reader, Table};
use super::stopping::{BLOCKS, RunBlock};

/// A comparison as written; what is not said is taken from the experiment.
pub(super) struct RawCompared {
    /// The list in which it stands: `claims` or `answers`.
    pub list: &'static str,
    /// What one of them is called.
    pub one: &'static str,
    /// Where it stands.
    pub span: Range<usize>,
    /// What is said of it.
    pub text: Option<String>,
    arm: Option<Placed<String>>,
    against: Option<Placed<String>>,
    outcome: Option<Placed<String>>,
    horizon: Option<Placed<u64>>,
    block: Option<Placed<RunBlock>>,
}

/// A comparison settled.
pub(super) struct Compared {
    pub text: String,
    pub arm: String,
    pub against: String,
    pub outcome: String,
    pub horizon_months: u32,
    pub block: RunBlock,
}

/// Reads the tables of a list, if there is one.
pub(super) fn each<T>(
    r: &mut Reader,
    top: &Table,
    list: &str,
    one: impl Fn(&mut Reader, &Table) -> T,
) -> Vec<T> {
    let Some(value) = top.get(list) else {
        return Vec::new();
    };
    let tables = r.tables(list, value);
    tables.iter().map(|table| one(r, table)).collect()
}

/// What became of a comparison.
pub(super) enum Settled {
    /// All that it is about is run.
    Runs(Compared),
    /// The command line has left out what this names.
    LeftOut(&'static str),
    /// It was wrong, or incomplete, and that has been noted.
    Wrong,
}

/// Reads what a table says of the two arms; `example` is a text such as may stand there.
pub(super) fn read(
    r: &mut Reader,
    table: &Table,
    [list, one]: [&'static str; 2],
    example: &str,
) -> RawCompared {
    let text = r
        .need(table, "text", example)
        .and_then(|value| r.text(&table.full("text"), value));
    let arm = r
        .need(table, "arm", "arm = \"department\"")
        .and_then(|value| r.text(&table.full("arm"), value));
    let mut optional = |key: &str| {
        let value = table.get(key)?;
        r.text(&table.full(key), value)
    };
    let (against, outcome) = (optional("against"), optional("outcome"));
    let horizon = table
        .get("horizon_months")
        .and_then(|value| r.whole(&table.full("horizon_months"), value, super::MONTHS));
    let block = table
        .get("block")
        .and_then(|value| r.word(&table.full("block"), value, &BLOCKS));
    RawCompared {
        list,
        one,
        span: table.span.clone(),
        text: text.map(|text| text.value),
        arm,
        against,
        outcome,
        horizon,
        block,
    }
}

/// What comparisons must agree with.
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

/// Settles a comparison. `alone` says that the arm may stand for itself, compared with nobody.
pub(super) fn settle(
    source: &Source,
    raw: &RawCompared,
    alone: bool,
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Settled {
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
                    "{}.{key} must be one of the arms of the experiment, found \"{}\"",
                    raw.list, name.value
                ),
                meant(&name.value, around.arms),
            );
        }
    }
    let other = against.map_or(around.baseline, |against| against.value.as_str());
    if let Some(arm) = raw.arm.as_ref().filter(|arm| !alone && arm.value == other) {
        wrong(
            &arm.span,
            format!(
                "this {} compares two arms, found \"{other}\" twice",
                raw.one
            ),
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
            format!(
                "{}.horizon_months must be one of horizons_months, found {months}",
                raw.list
            ),
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
                        "the design has no runs for {}.block = \"{}\"",
                        raw.list,
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
        return Settled::Wrong;
    }
    let (Some(arm), Some(text)) = (&raw.arm, &raw.text) else {
        return Settled::Wrong;
    };
    let arm = &arm.value;
    let runs = |arm: &str| around.kept.contains(&arm);
    let left_out = if !(runs(arm) && (alone || runs(other))) {
        Some("an arm")
    } else if !around.horizons.contains(&months) {
        Some("the horizon")
    } else if !is_there {
        Some("the block")
    } else {
        None
    };
    if let Some(what) = left_out {
        return Settled::LeftOut(what);
    }
    Settled::Runs(Compared {
        text: text.clone(),
        arm: arm.clone(),
        against: other.to_owned(),
        outcome: raw
            .outcome
            .as_ref()
            .map_or(around.outcome, |outcome| outcome.value.as_str())
            .to_owned(),
        horizon_months: u32::try_from(months).unwrap_or(u32::MAX),
        block,
    })
}
