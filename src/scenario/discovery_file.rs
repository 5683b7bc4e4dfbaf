//! `[discovery]` and `[robustness]` of an experiment file: what is asked of the results.

use std::ops::Range;

use super::discovery::{DiscoveryQuestion, EVERY_OTHER, Enough, Robustness};
use super::error::{Mistake, Source, meant};
use super::experiment_file::MONTHS;
use super::file::{Placed, Reader, Table};

/// Keys of `[discovery]`.
pub(super) const DISCOVERY_KEYS: [&str; 5] =
    ["arm", "against", "outcome", "horizon_months", "threshold"];
/// Keys of `[robustness]`.
pub(super) const ROBUSTNESS_KEYS: [&str; 2] = ["satisficing", "pareto"];
/// Keys of a threshold of satisficing.
pub(super) const ENOUGH_KEYS: [&str; 2] = ["at_least", "at_most"];
/// Fewest and most outcomes of a Pareto front.
pub(super) const PARETO: [usize; 2] = [2, 6];

/// Both tables as written.
#[derive(Default)]
pub(super) struct RawAnalysis {
    arm: Option<Placed<String>>,
    against: Option<Placed<String>>,
    outcome: Option<Placed<String>>,
    horizon: Option<Placed<u64>>,
    threshold: Option<f64>,
    satisficing: Vec<(Range<usize>, Enough)>,
    pareto: Vec<Placed<String>>,
}

/// Reads both tables.
pub(super) fn read(r: &mut Reader, top: &Table) -> RawAnalysis {
    let mut raw = RawAnalysis::default();
    if let Some(table) = top
        .get("discovery")
        .and_then(|value| r.table("discovery", value))
    {
        r.only(&table, &DISCOVERY_KEYS);
        let mut text = |key: &str| r.text(&table.full(key), table.get(key)?);
        raw.arm = text("arm");
        raw.against = text("against");
        raw.outcome = text("outcome");
        raw.horizon = table
            .get("horizon_months")
            .and_then(|value| r.whole("discovery.horizon_months", value, MONTHS));
        raw.threshold = table
            .get("threshold")
            .and_then(|value| r.number("discovery.threshold", value))
            .map(|number| number.value);
    }
    if let Some(table) = top
        .get("robustness")
        .and_then(|value| r.table("robustness", value))
    {
        r.only(&table, &ROBUSTNESS_KEYS);
        if let Some(value) = table.get("pareto") {
            let path = "robustness.pareto";
            if let Some(named) = r.texts(path, value) {
                if !(PARETO[0]..=PARETO[1]).contains(&named.len()) {
                    let message = format!(
                        "{path} must name {} to {} outcomes, found {}",
                        PARETO[0],
                        PARETO[1],
                        named.len()
                    );
                    r.wrong(value.span(), message, None);
                }
                raw.pareto = named;
            }
        }
        if let Some(value) = table.get("satisficing")
            && let Some(limits) = r.table("robustness.satisficing", value)
        {
            raw.satisficing = satisficing(r, &limits);
        }
    }
    raw
}

fn satisficing(r: &mut Reader, limits: &Table) -> Vec<(Range<usize>, Enough)> {
    let mut found = Vec::new();
    for (name, value) in limits.entries() {
        let path = limits.full(name.value);
        let Some(table) = r.table(&path, value) else {
            continue;
        };
        r.only(&table, &ENOUGH_KEYS);
        let mut end = |key: &str| {
            let value = table.get(key)?;
            Some(r.number(&table.full(key), value).map(|number| number.value))
        };
        let (at, at_least) = match (end("at_least"), end("at_most")) {
            (Some(at), None) => (at, true),
            (None, Some(at)) => (at, false),
            _ => {
                r.wrong(
                    name.span,
                    format!("{path} needs either at_least or at_most"),
                    Some("write for example: at_least = 100.0".to_owned()),
                );
                continue;
            }
        };
        if let Some(at) = at {
            let enough = Enough {
                outcome: name.value.to_owned(),
                at,
                at_least,
            };
            found.push((name.span, enough));
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

/// What the names of a question can be.
pub(super) struct Names<'a> {
    /// All arms of the file.
    pub arms: &'a [String],
    /// Those that are run.
    pub kept: &'a [&'a str],
    /// Known outcomes; empty where they are not known.
    pub outcomes: &'a [&'a str],
    /// The horizons of the file.
    pub horizons: &'a [u64],
    /// Whether another horizon was asked for on the command line.
    pub other_horizon: bool,
}

/// Settles both tables.
pub(super) fn settle(
    source: &Source,
    raw: RawAnalysis,
    names: &Names,
    findings: &mut Vec<Mistake>,
) -> (DiscoveryQuestion, Robustness) {
    let RawAnalysis {
        arm,
        against,
        outcome,
        horizon,
        threshold,
        satisficing,
        pareto,
    } = raw;
    let limits = satisficing
        .iter()
        .map(|(span, enough)| (span, &enough.outcome));
    let named = outcome.iter().chain(&pareto).map(|p| (&p.span, &p.value));
    for (span, name) in named.chain(limits) {
        if !names.outcomes.is_empty() && !names.outcomes.contains(&name.as_str()) {
            findings.push(source.mistake(
                span.clone(),
                format!("unknown outcome \"{name}\""),
                meant(name, names.outcomes).or_else(|| Some("see: grip list outcomes".to_owned())),
            ));
        }
    }
    for (at, name) in pareto.iter().enumerate() {
        if pareto[..at].iter().any(|other| other.value == name.value) {
            let message = format!("robustness.pareto names \"{}\" twice", name.value);
            findings.push(source.mistake(name.span.clone(), message, None));
        }
    }
    if let (Some(one), Some(other)) = (&arm, &against)
        && one.value == other.value
    {
        let message = format!(
            "discovery.against must be another arm than discovery.arm, found \"{}\"",
            other.value
        );
        findings.push(source.mistake(other.span.clone(), message, None));
    }
    let mut kept = |arm: Option<Placed<String>>, key: &str, word: Option<&str>| {
        let arm = arm?;
        if word == Some(arm.value.as_str()) || names.kept.contains(&arm.value.as_str()) {
            return Some(arm.value);
        }
        if names.arms.contains(&arm.value) {
            let message = format!("{key} \"{}\" is not run; another is chosen", arm.value);
            findings.push(source.warning(arm.span, message, None));
        } else if !names.arms.is_empty() {
            let all: Vec<&str> = names.arms.iter().map(String::as_str).chain(word).collect();
            let message = format!(
                "{key} must name an arm of the experiment, found \"{}\"",
                arm.value
            );
            findings.push(source.mistake(arm.span, message, meant(&arm.value, &all)));
        }
        None
    };
    let arm = kept(arm, "discovery.arm", None);
    let against = kept(against, "discovery.against", Some(EVERY_OTHER));
    if let Some(months) = &horizon
        && !names.other_horizon
        && !names.horizons.is_empty()
        && !names.horizons.contains(&months.value)
    {
        let list: Vec<String> = names.horizons.iter().map(u64::to_string).collect();
        findings.push(source.mistake(
            months.span.clone(),
            format!(
                "discovery.horizon_months must be one of horizons_months, found {}",
                months.value
            ),
            Some(format!("the horizons are {}", list.join(", "))),
        ));
    }
    let question = DiscoveryQuestion {
        arm,
        against,
        outcome: outcome.map(|name| name.value),
        horizon_months: horizon
            .filter(|_| !names.other_horizon)
            .and_then(|months| u32::try_from(months.value).ok()),
        threshold,
    };
    let robustness = Robustness {
        satisficing: satisficing.into_iter().map(|(_, enough)| enough).collect(),
        pareto: pareto.into_iter().map(|name| name.value).collect(),
    };
    (question, robustness)
}
