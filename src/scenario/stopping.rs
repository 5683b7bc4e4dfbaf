//! When an experiment has run enough: until the interval of one declared difference is narrow
//! enough, looked at after numbers of units that are fixed beforehand.
//!
//! The declared comparison is one arm against the baseline on the primary outcome at its horizon.
//! A unit is a seed at the parameters as they stand, or a point of the Latin hypercube. A
//! hypercube of n points does not grow, so points come as whole hypercubes of `every` points
//! each, drawn independently of one another. What `[design]` asks for is the minimum: nothing is
//! looked at before.

use serde::{Deserialize, Serialize};
use toml::de::DeValue;

use super::error::{Mistake, Source, meant};
use super::experiment::Experiment;
use super::experiment_file::{DEFAULT_SEEDS, POINTS};
use super::file::{Placed, Reader, Table};

/// Kinds of `[stopping.KIND]`.
pub(super) const STOPPING_KEYS: [&str; 2] = ["half_width", "always_valid"];
/// Keys of `[stopping.KIND]`.
pub(super) const RULE_KEYS: [&str; 5] = ["arm", "block", "target", "every", "maximum"];
/// The words for blocks.
pub(super) const BLOCKS: [(&str, RunBlock); 2] =
    [("default", RunBlock::Default), ("prior", RunBlock::Prior)];
/// Fewest units at the first look: with fewer, the t interval of a skewed outcome covers too
/// rarely whatever the adjustment.
pub const FEWEST_UNITS: u64 = 10;
/// Most looks: the boundaries of more would differ in no digit that matters.
pub const MOST_LOOKS: u64 = 100;

/// Which runs a mean is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunBlock {
    /// Seeds at the parameters as they stand; the seed is the unit.
    Default,
    /// Points of the parameter sample; the point is the unit.
    Prior,
}

impl RunBlock {
    /// Its label in `summary.csv`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Prior => "prior",
        }
    }

    /// What one unit is called, in the plural.
    #[must_use]
    pub fn units(self) -> &'static str {
        match self {
            Self::Default => "seeds",
            Self::Prior => "points",
        }
    }
}

/// How the interval is widened because it is looked at more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// The error is spent over the planned looks.
    Spending,
    /// The interval holds at every number of units at once, planned or not.
    AlwaysValid,
}

/// A rule of stopping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stopping {
    /// How looking more than once is paid for.
    pub guard: Guard,
    /// The arm whose difference from the baseline is looked at, on the primary outcome.
    pub arm: String,
    /// The block that grows.
    pub block: RunBlock,
    /// The half-width to be reached, in the unit of the primary outcome; above 0.
    pub target: f64,
    /// Units at the first look, at least [`FEWEST_UNITS`].
    pub minimum: u32,
    /// Units added from one look to the next; at least 1.
    pub every: u32,
    /// Units at the last look; above the minimum.
    pub maximum: u32,
}

impl Stopping {
    /// Units at each look, rising; the last is the maximum.
    #[must_use]
    pub fn looks(&self) -> Vec<u32> {
        let step = self.every.max(1) as usize;
        let mut looks: Vec<u32> = (self.minimum..self.maximum).step_by(step).collect();
        looks.push(self.maximum);
        looks
    }

    /// The first look that takes in a unit, both counted from 0.
    #[must_use]
    pub fn stage(&self, unit: u32) -> u32 {
        if unit < self.minimum {
            return 0;
        }
        (unit - self.minimum) / self.every.max(1) + 1
    }
}

impl Experiment {
    /// The experiment with its growing block cut to so many units; as it is where nothing grows.
    #[must_use]
    pub fn cut_to(&self, units: u32) -> Self {
        let mut cut = self.clone();
        match self.stopping.as_ref().map(|rule| rule.block) {
            Some(RunBlock::Default) => cut.default_seeds = units,
            Some(RunBlock::Prior) => cut.size.points = units,
            None => {}
        }
        cut
    }

    /// Points of each independent Latin hypercube of the parameter sample; all of them in one
    /// where the sample does not grow.
    #[must_use]
    pub fn hypercube(&self) -> u32 {
        match &self.stopping {
            Some(rule) if rule.block == RunBlock::Prior => rule.every.max(1),
            _ => self.size.points,
        }
    }

    /// The first look that takes in a seed of a point of the question itself; 0 where nothing
    /// grows and for points beside the question, which all come before the first look.
    #[must_use]
    pub fn stage(&self, point: u32, replicate: u32) -> u32 {
        match &self.stopping {
            Some(rule) if rule.block == RunBlock::Default && point == 0 => rule.stage(replicate),
            Some(rule) if rule.block == RunBlock::Prior && (1..=rule.maximum).contains(&point) => {
                rule.stage(point - 1)
            }
            _ => 0,
        }
    }

    /// The largest number that a point of the parameter sample can have.
    #[must_use]
    pub fn last_point(&self) -> u32 {
        match &self.stopping {
            Some(rule) if rule.block == RunBlock::Prior => rule.maximum,
            _ => self.size.points,
        }
    }
}

/// `[stopping.KIND]` as written.
pub(super) struct RawStopping {
    pub(super) span: std::ops::Range<usize>,
    guard: Guard,
    path: String,
    arm: Option<Placed<String>>,
    block: Option<Placed<RunBlock>>,
    target: Option<f64>,
    every: Option<Placed<u64>>,
    maximum: Option<Placed<u64>>,
}

/// Reads `[stopping]`; nothing where there is no rule. Parts that are wrong are noted and missing.
pub(super) fn read(r: &mut Reader, top: &Table) -> Option<RawStopping> {
    let value = top.get("stopping")?;
    let table = r.table("stopping", value)?;
    r.only(&table, &STOPPING_KEYS);
    let mut rules = Vec::new();
    for (key, guard) in [
        ("half_width", Guard::Spending),
        ("always_valid", Guard::AlwaysValid),
    ] {
        if let Some(value) = table.get(key) {
            rules.push((table.full(key), guard, value));
        }
    }
    let [(path, guard, value)] = &rules[..] else {
        if rules.len() > 1 {
            let message = "stopping must have one rule, found half_width and always_valid";
            r.wrong(table.span.clone(), message.to_owned(), None);
        } else if matches!(value.get_ref(), DeValue::Table(content) if content.is_empty()) {
            let message = "stopping has no rule";
            let help = "write [stopping.half_width] with arm, target, every and maximum";
            r.wrong(value.span(), message.to_owned(), Some(help.to_owned()));
        }
        return None;
    };
    let rule = r.table(path, value)?;
    r.only(&rule, &RULE_KEYS);
    let arm = r
        .need(&rule, "arm", "arm = \"department\"")
        .and_then(|value| r.text(&rule.full("arm"), value));
    let block = match rule.get("block") {
        Some(value) => r.word(&rule.full("block"), value, &BLOCKS),
        None => Some(Placed {
            value: RunBlock::Default,
            span: rule.span.clone(),
        }),
    };
    let target = r
        .need(&rule, "target", "target = 5.0")
        .and_then(|value| r.number(&rule.full("target"), value));
    if let Some(target) = &target
        && target.value <= 0.0
    {
        let message = format!("{path}.target must be above 0, found {}", target.value);
        r.wrong(target.span.clone(), message, None);
    }
    let every = r
        .need(&rule, "every", "every = 20")
        .and_then(|value| r.whole(&rule.full("every"), value, [1, POINTS[1]]));
    let maximum = r
        .need(&rule, "maximum", "maximum = 400")
        .and_then(|value| r.whole(&rule.full("maximum"), value, [FEWEST_UNITS, POINTS[1]]));
    Some(RawStopping {
        span: value.span(),
        guard: *guard,
        path: path.clone(),
        arm,
        block,
        target: target.map(|target| target.value),
        every,
        maximum,
    })
}

/// What a rule must agree with: units of `[design]`, names of all arms, the baseline.
pub(super) struct Around<'a> {
    /// Seeds at the parameters as they stand.
    pub seeds: u64,
    /// Points of the sample.
    pub points: u64,
    /// Names of the arms that are run.
    pub arms: &'a [&'a str],
    /// The baseline, where one is named.
    pub baseline: Option<&'a str>,
    /// Options of the call that set the seeds, the points and the arms, where they did.
    pub options: [Option<&'static str>; 3],
}

/// Holds a rule against the rest of the file; nothing where they do not fit.
pub(super) fn settle(
    source: &Source,
    raw: &RawStopping,
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> Option<Stopping> {
    let before = findings.len();
    let path = &raw.path;
    let mut wrong = |span: &std::ops::Range<usize>, message: String, help: Option<String>| {
        findings.push(source.mistake(span.clone(), message, help));
    };
    if let Some(named) = &raw.arm {
        let arm = named.value.as_str();
        if !around.arms.is_empty() && !around.arms.contains(&arm) {
            wrong(
                &named.span,
                format!("{path}.arm must be one of the arms that are run, found \"{arm}\""),
                match around.options[2] {
                    Some(option) => Some(format!("name it in {option} too, or leave {option} out")),
                    None => meant(arm, around.arms),
                },
            );
        } else if around.baseline == Some(arm) {
            wrong(
                &named.span,
                format!(
                    "{path}.arm is compared with the baseline, found the baseline \"{arm}\" itself"
                ),
                None,
            );
        }
    }
    let (block, every, maximum) = (
        raw.block.as_ref()?,
        raw.every.as_ref()?,
        raw.maximum.as_ref()?,
    );
    let (minimum, most, table) = match block.value {
        RunBlock::Default => (around.seeds, DEFAULT_SEEDS[1], "design.default seeds"),
        RunBlock::Prior => (around.points, POINTS[1], "design.latin_hypercube points"),
    };
    let option = around.options[usize::from(block.value == RunBlock::Prior)];
    let units = block.value.units();
    if minimum < FEWEST_UNITS {
        wrong(
            &block.span,
            format!(
                "{path} looks first at the {units} of [design], and needs at least {FEWEST_UNITS} \
                 of them, found {minimum}"
            ),
            Some(match option {
                Some(option) => format!("leave {option} out, or ask for at least {FEWEST_UNITS}"),
                None => format!("raise {table}"),
            }),
        );
    }
    if maximum.value <= minimum || maximum.value > most {
        wrong(
            &maximum.span,
            format!(
                "{path}.maximum must be above the {minimum} {units} of [design] and at most {most}, \
                 found {}",
                maximum.value
            ),
            None,
        );
    }
    if block.value == RunBlock::Prior {
        let step = every.value;
        for (what, number, span) in [
            ("design.latin_hypercube points", minimum, &every.span),
            ("maximum", maximum.value, &maximum.span),
        ] {
            if number % step != 0 {
                wrong(
                    span,
                    format!(
                        "points are added as whole Latin hypercubes of {step} points, so {what} \
                         must be a multiple of it, found {number}"
                    ),
                    option
                        .filter(|_| what != "maximum")
                        .map(|option| format!("ask for a multiple with {option}")),
                );
            }
        }
    }
    let looks = maximum.value.saturating_sub(minimum).div_ceil(every.value) + 1;
    if looks > MOST_LOOKS {
        let step = maximum.value.saturating_sub(minimum) / (MOST_LOOKS - 1) + 1;
        wrong(
            &every.span,
            format!("{path} may look at most {MOST_LOOKS} times, found {looks}"),
            Some(format!("write every = {step}, or more")),
        );
    }
    if findings.len() > before {
        return None;
    }
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Some(Stopping {
        guard: raw.guard,
        arm: raw.arm.as_ref()?.value.clone(),
        block: block.value,
        target: raw.target?,
        minimum: small(minimum),
        every: small(every.value),
        maximum: small(maximum.value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_rise_by_equal_steps_and_end_at_the_maximum() {
        let rule = Stopping {
            guard: Guard::Spending,
            arm: "a".into(),
            block: RunBlock::Default,
            target: 1.0,
            minimum: 20,
            every: 15,
            maximum: 60,
        };
        assert_eq!(rule.looks(), [20, 35, 50, 60]);
        let stages: Vec<u32> = [0, 19, 20, 34, 35, 49, 50, 59]
            .map(|u| rule.stage(u))
            .into();
        assert_eq!(stages, [0, 0, 1, 1, 2, 2, 3, 3]);
    }
}
