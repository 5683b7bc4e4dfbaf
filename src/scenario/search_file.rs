//! `[search]` of an experiment file, as it is written.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::domain::Domain;
use super::experiment_file::{POINTS, positive, rising_shares};
use super::file::{Placed, Reader, Table};
use super::parameters::Grade;
use super::search::{CANDIDATES, RUNGS, Rung, Term};
use super::structure::HELD;

/// Keys of `[search]`.
pub(super) const SEARCH_KEYS: [&str; 6] = ["grips", "unit", "margin", "holders", "terms", "rungs"];
/// Keys of `[[search.terms]]`.
pub(super) const TERM_KEYS: [&str; 6] =
    ["outcome", "weight", "range", "each_year", "source", "grade"];
/// Keys of `[[search.rungs]]`.
pub(super) const RUNG_KEYS: [&str; 3] = ["keep", "propose", "points"];

/// Words for grades.
pub(super) const GRADES: [(&str, Grade); 5] = [
    ("A", Grade::A),
    ("B", Grade::B),
    ("C", Grade::C),
    ("D", Grade::D),
    ("E", Grade::E),
];

/// `[search]` as far as it could be read.
pub(super) struct RawSearch {
    pub span: Range<usize>,
    pub grips: Vec<f64>,
    pub unit: String,
    pub margin: f64,
    pub holders: Vec<(Domain, Range<usize>, Vec<Placed<String>>)>,
    pub terms: Vec<(Range<usize>, Term)>,
    pub rungs: Vec<Rung>,
}

/// `[search]`; nothing where it is missing.
pub(super) fn search(r: &mut Reader, top: &Table) -> Option<RawSearch> {
    let table = r.table("search", top.get("search")?)?;
    r.only(&table, &SEARCH_KEYS);
    let grips = r
        .need(&table, "grips", "grips = [0.0, 0.5, 1.0]")
        .and_then(|value| rising_shares(r, "search.grips", value))
        .unwrap_or_default();
    let unit = r
        .need(&table, "unit", "unit = \"QALY\"")
        .and_then(|value| r.text("search.unit", value))
        .map_or_else(String::new, |text| text.value);
    let margin = r
        .need(&table, "margin", "margin = 1000.0")
        .and_then(|value| positive(r, "search.margin", value, f64::MAX))
        .unwrap_or_default();
    Some(RawSearch {
        span: table.span.clone(),
        grips,
        unit,
        margin,
        holders: holders(r, &table),
        terms: terms(r, &table),
        rungs: rungs(r, &table),
    })
}

fn holders(r: &mut Reader, search: &Table) -> Vec<(Domain, Range<usize>, Vec<Placed<String>>)> {
    let Some(table) = search
        .get("holders")
        .and_then(|value| r.table("search.holders", value))
    else {
        return Vec::new();
    };
    r.only(&table, &HELD.map(Domain::key));
    let mut found = Vec::new();
    for (key, value) in table.entries() {
        let Some(domain) = HELD.into_iter().find(|domain| domain.key() == key.value) else {
            continue;
        };
        if let Some(names) = r.texts(&table.full(key.value), value) {
            found.push((domain, key.span, names));
        }
    }
    found
}

fn terms(r: &mut Reader, search: &Table) -> Vec<(Range<usize>, Term)> {
    let example = "[[search.terms]] with outcome, weight, range, source and grade";
    let Some(value) = r.need(search, "terms", example) else {
        return Vec::new();
    };
    if matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
        let message = "search.terms must name at least one outcome, found an empty list";
        r.wrong(value.span(), message.to_owned(), None);
    }
    let tables = r.tables("search.terms", value);
    tables.iter().filter_map(|table| term(r, table)).collect()
}

fn term(r: &mut Reader, table: &Table) -> Option<(Range<usize>, Term)> {
    r.only(table, &TERM_KEYS);
    let outcome = r
        .need(table, "outcome", "outcome = \"qaly_total_disc\"")
        .and_then(|value| r.text("search.terms.outcome", value));
    let weight = r
        .need(table, "weight", "weight = 1.0")
        .and_then(|value| r.number("search.terms.weight", value));
    let range = r
        .need(table, "range", "range = [0.5, 2.0]")
        .and_then(|value| range(r, value));
    let each_year = table
        .get("each_year")
        .and_then(|value| r.flag("search.terms.each_year", value))
        .is_some_and(|flag| flag.value);
    let source = r
        .need(table, "source", "source = \"who says so\"")
        .and_then(|value| r.text("search.terms.source", value));
    let grade = r
        .need(table, "grade", "grade = \"E\"")
        .and_then(|value| r.word("search.terms.grade", value, &GRADES));
    let (outcome, weight, range) = (outcome?, weight?, range?);
    if !(range[0]..=range[1]).contains(&weight.value) {
        let message = format!(
            "search.terms.weight must lie in its range, {} to {}, found {}",
            range[0], range[1], weight.value
        );
        r.wrong(weight.span, message, None);
        return None;
    }
    let term = Term {
        outcome: outcome.value,
        weight: weight.value,
        range,
        each_year,
        source: source?.value,
        grade: grade?.value,
    };
    Some((outcome.span, term))
}

fn range(r: &mut Reader, value: &Spanned<DeValue>) -> Option<[f64; 2]> {
    let items = r.list("search.terms.range", value)?;
    let ends: Vec<f64> = items
        .iter()
        .filter_map(|item| r.number("search.terms.range", item))
        .map(|number| number.value)
        .collect();
    if ends.len() < items.len() {
        return None;
    }
    match ends[..] {
        [low, high] if low <= high => Some([low, high]),
        _ => {
            let message = "search.terms.range must be two numbers that rise".to_owned();
            let help = Some("write for example: range = [0.5, 2.0]".to_owned());
            r.wrong(value.span(), message, help);
            None
        }
    }
}

fn rungs(r: &mut Reader, search: &Table) -> Vec<Rung> {
    let example = "[[search.rungs]] with propose and points";
    let Some(value) = r.need(search, "rungs", example) else {
        return Vec::new();
    };
    let tables = r.tables("search.rungs", value);
    let mut rungs: Vec<Rung> = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        r.only(table, &RUNG_KEYS);
        let keep = match (at, table.get("keep")) {
            (0, Some(value)) => {
                let message = "the first of search.rungs has nothing to keep".to_owned();
                let help = Some("leave keep out, and give propose".to_owned());
                r.wrong(value.span(), message, help);
                None
            }
            (0, None) => Some(0),
            _ => r
                .need(table, "keep", "keep = 40")
                .and_then(|value| r.whole("search.rungs.keep", value, CANDIDATES))
                .map(|keep| {
                    let before = rungs.last().map_or(u64::MAX, |rung| {
                        u64::from(rung.keep) + u64::from(rung.propose)
                    });
                    if keep.value > before {
                        let message = format!(
                            "search.rungs.keep must be at most the {before} candidates of the \
                             rung before, found {}",
                            keep.value
                        );
                        r.wrong(keep.span, message, None);
                    }
                    keep.value
                }),
        };
        let least = if at == 0 { CANDIDATES[0] } else { 0 };
        let propose = r
            .need(table, "propose", "propose = 100")
            .and_then(|value| r.whole("search.rungs.propose", value, [least, CANDIDATES[1]]));
        let points = r
            .need(table, "points", "points = 40")
            .and_then(|value| r.whole("search.rungs.points", value, [2, POINTS[1]]));
        if let (Some(keep), Some(propose), Some(points)) = (keep, propose, points) {
            let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
            rungs.push(Rung {
                keep: small(keep),
                propose: small(propose.value),
                points: small(points.value),
            });
        }
    }
    if !(RUNGS[0]..=RUNGS[1]).contains(&tables.len()) {
        let message = format!(
            "search.rungs must be {} to {} rungs, found {}",
            RUNGS[0],
            RUNGS[1],
            tables.len()
        );
        r.wrong(value.span(), message, None);
    }
    rungs
}
