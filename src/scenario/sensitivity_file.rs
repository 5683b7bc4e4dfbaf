//! `[sensitivity]` of an experiment file: for which outcomes it is told how much each input matters.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::error::{Mistake, Source, meant};
use super::experiment_file::MONTHS;
use super::file::{Placed, Reader, Table};
use super::sensitivity::{EVERY_OUTCOME, SensitivityQuestion};

/// Keys of `[sensitivity]`.
pub(super) const SENSITIVITY_KEYS: [&str; 2] = ["outcomes", "horizons_months"];

/// The table as written.
#[derive(Default)]
pub(super) struct RawSensitivity {
    span: Range<usize>,
    every_outcome: bool,
    outcomes: Vec<Placed<String>>,
    horizons: Vec<Placed<u64>>,
}

/// Reads the table; `None` where there is none.
pub(super) fn read(r: &mut Reader, top: &Table) -> Option<RawSensitivity> {
    let table = r.table("sensitivity", top.get("sensitivity")?)?;
    r.only(&table, &SENSITIVITY_KEYS);
    let mut raw = RawSensitivity {
        span: table.span.clone(),
        ..RawSensitivity::default()
    };
    let path = table.full("outcomes");
    let example = "outcomes = [\"net_saving\"], or outcomes = \"all\"";
    if let Some(value) = r.need(&table, "outcomes", example) {
        if matches!(value.get_ref(), DeValue::String(_)) {
            let word = r.word(&path, value, &[(EVERY_OUTCOME, ())]);
            raw.every_outcome = word.is_some();
        } else {
            raw.outcomes = r.texts(&path, value).unwrap_or_default();
            filled(r, &path, value);
        }
    }
    let path = table.full("horizons_months");
    if let Some(value) = table.get("horizons_months") {
        let items = r.list(&path, value).unwrap_or_default();
        raw.horizons = items
            .iter()
            .filter_map(|item| r.whole(&path, item, MONTHS))
            .collect();
        filled(r, &path, value);
    }
    Some(raw)
}

/// Refuses a list in which nothing stands.
fn filled(r: &mut Reader, path: &str, value: &Spanned<DeValue>) {
    if matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
        let message = format!("{path} must name at least one, found an empty list");
        let help = "leave it out for the primary outcome alone".to_owned();
        r.wrong(value.span(), message, Some(help));
    }
}

/// What the table is held against.
pub(super) struct Around<'a> {
    /// Known outcomes; empty where they are not known.
    pub outcomes: &'a [&'a str],
    /// The horizons of the file.
    pub horizons: &'a [u64],
    /// Whether another horizon was asked for on the command line.
    pub other_horizon: bool,
    /// Whether the experiment is a search.
    pub is_search: bool,
}

/// Settles the table.
pub(super) fn settle(
    source: &Source,
    raw: Option<RawSensitivity>,
    around: &Around,
    findings: &mut Vec<Mistake>,
) -> SensitivityQuestion {
    let Some(raw) = raw else {
        return SensitivityQuestion::default();
    };
    if around.is_search {
        findings.push(source.mistake(
            raw.span,
            "a search tells of its own which inputs its candidates follow, so [sensitivity] cannot \
             stand beside [search]"
                .to_owned(),
            Some("ask it of an experiment that compares what the search found".to_owned()),
        ));
        return SensitivityQuestion::default();
    }
    let twice = |what: &str, at: &str| format!("sensitivity.{what} names {at} twice");
    for (at, name) in raw.outcomes.iter().enumerate() {
        if !around.outcomes.is_empty() && !around.outcomes.contains(&name.value.as_str()) {
            let help = meant(&name.value, around.outcomes);
            findings.push(source.mistake(
                name.span.clone(),
                format!("unknown outcome \"{}\"", name.value),
                help.or_else(|| Some("see: grip list outcomes".to_owned())),
            ));
        }
        if raw.outcomes[..at].iter().any(|one| one.value == name.value) {
            let message = twice("outcomes", &format!("\"{}\"", name.value));
            findings.push(source.mistake(name.span.clone(), message, None));
        }
    }
    for (at, months) in raw.horizons.iter().enumerate() {
        if !around.other_horizon && !around.horizons.contains(&months.value) {
            let list: Vec<String> = around.horizons.iter().map(u64::to_string).collect();
            findings.push(source.mistake(
                months.span.clone(),
                format!(
                    "sensitivity.horizons_months must be among horizons_months, found {}",
                    months.value
                ),
                Some(format!("the horizons are {}", list.join(", "))),
            ));
        }
        if raw.horizons[..at]
            .iter()
            .any(|one| one.value == months.value)
        {
            let message = twice("horizons_months", &months.value.to_string());
            findings.push(source.mistake(months.span.clone(), message, None));
        }
    }
    let horizons = raw.horizons.into_iter().filter(|_| !around.other_horizon);
    SensitivityQuestion {
        every_outcome: raw.every_outcome,
        outcomes: raw.outcomes.into_iter().map(|name| name.value).collect(),
        horizons_months: horizons
            .filter_map(|months| u32::try_from(months.value).ok())
            .collect(),
    }
}
