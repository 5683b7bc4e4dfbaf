//! `[design.KIND]` as written: how points are laid out, over which factors. What the factors mean
//! is found out in [`super::check_sampling`], when arms and scenario are known.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::experiment_file::{POINTS, REPLICATES, RawSize};
use super::file::{Placed, Reader, Table};

/// The kinds of `[design.KIND]` that lay out points; an experiment has at most one of them.
pub(super) const KINDS: [&str; 7] = [
    "latin_hypercube",
    "one_at_a_time",
    "factorial",
    "sobol",
    "morris",
    "saltelli",
    "list",
];
/// Keys of `[design.latin_hypercube]`.
pub(super) const HYPERCUBE_KEYS: [&str; 3] = ["points", "replicates", "factors"];
/// Keys of `[design.one_at_a_time]`.
pub(super) const ONE_KEYS: [&str; 2] = ["replicates", "factors"];
/// Keys of `[design.factorial]`.
pub(super) const FACTORIAL_KEYS: [&str; 4] = ["replicates", "factors", "resolution", "generators"];
/// Keys of `[design.sobol]`.
pub(super) const SOBOL_KEYS: [&str; 4] = ["points", "replicates", "factors", "scrambled"];
/// Keys of `[design.morris]`.
pub(super) const MORRIS_KEYS: [&str; 5] =
    ["trajectories", "levels", "replicates", "factors", "groups"];
/// Keys of `[design.saltelli]`.
pub(super) const SALTELLI_KEYS: [&str; 5] =
    ["base", "replicates", "factors", "groups", SECOND_ORDER];
/// The key that asks for the interplay of pairs.
const SECOND_ORDER: &str = "second_order";
/// Keys of `[design.list]`.
pub(super) const LIST_KEYS: [&str; 3] = ["file", "replicates", "draws"];

/// Fewest and most trajectories of a walk.
pub(super) const TRAJECTORIES: [u64; 2] = [2, 10_000];
/// Fewest and most levels of a walk.
pub(super) const LEVELS: [u64; 2] = [2, 100];
/// Fewest and most rows of one sample of a design of exchanges.
pub(super) const BASE: [u64; 2] = [2, 1 << 17];
/// Resolutions that can be asked for.
pub(super) const RESOLUTIONS: [u64; 2] = [3, 5];

/// A value of a factor as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RawLevel {
    Number(f64),
    Flag(bool),
    Word(String),
}

/// A factor as written; without levels its sampled range is meant.
#[derive(Clone, Debug)]
pub(super) struct RawFactor {
    pub path: Placed<String>,
    pub levels: Option<Vec<Placed<RawLevel>>>,
}

/// What is changed together, as written.
#[derive(Clone, Debug)]
pub(super) enum RawGroups {
    Tables,
    Named(Vec<(Placed<String>, Vec<Placed<String>>)>),
}

/// Lists of names under a name each, in the order of the file.
pub(super) type NamedLists = Vec<(Placed<String>, Vec<Placed<String>>)>;

/// The kind with what only it has.
#[derive(Clone, Debug)]
pub(super) enum RawKind {
    Hypercube,
    OneAtATime,
    Factorial {
        resolution: Option<u64>,
        generators: Option<NamedLists>,
    },
    Sobol {
        scrambled: bool,
    },
    Morris {
        trajectories: u64,
        levels: u64,
    },
    Saltelli {
        base: u64,
        second_order: bool,
    },
    List {
        file: Option<Placed<String>>,
        draws: bool,
    },
}

/// A layout of points as written.
#[derive(Clone, Debug)]
pub(super) struct RawSampling {
    pub kind: RawKind,
    pub span: Range<usize>,
    pub factors: Vec<RawFactor>,
    pub groups: Option<RawGroups>,
}

/// Reads the one layout of points of `[design]`. Where the number of points follows from the
/// factors the size has one point until they are known.
pub(super) fn sampling(r: &mut Reader, design: &Table) -> Option<(RawSampling, RawSize)> {
    let mut found = None;
    let mut keys: Vec<_> = design.entries().collect();
    keys.sort_by_key(|(key, _)| key.span.start);
    for (key, value) in keys {
        if !KINDS.contains(&key.value) {
            continue;
        }
        let path = design.full(key.value);
        let Some(table) = r.table(&path, value) else {
            continue;
        };
        if found.is_some() {
            r.wrong(
                key.span,
                format!("[{path}] is a second layout of points, and an experiment has one"),
                Some(format!("keep one of {}", KINDS.join(", "))),
            );
            continue;
        }
        found = Some(one(r, key.value, &table));
    }
    found
}

fn one(r: &mut Reader, kind: &str, table: &Table) -> (RawSampling, RawSize) {
    let number = |r: &mut Reader, key: &str, limits: [u64; 2], example: &str| {
        r.need(table, key, example)
            .and_then(|value| r.whole(&table.full(key), value, limits))
            .map_or(limits[0], |number| number.value)
    };
    let flag = |r: &mut Reader, key: &str, otherwise: bool| {
        table
            .get(key)
            .and_then(|value| r.flag(&table.full(key), value))
            .map_or(otherwise, |flag| flag.value)
    };
    let mut points = 1;
    let kind = match kind {
        "latin_hypercube" => {
            only(r, table, &HYPERCUBE_KEYS);
            points = number(r, "points", POINTS, "points = 200");
            RawKind::Hypercube
        }
        "one_at_a_time" => {
            only(r, table, &ONE_KEYS);
            RawKind::OneAtATime
        }
        "factorial" => {
            only(r, table, &FACTORIAL_KEYS);
            let resolution = table
                .get("resolution")
                .and_then(|value| r.whole(&table.full("resolution"), value, RESOLUTIONS))
                .map(|number| number.value);
            RawKind::Factorial {
                resolution,
                generators: lists(r, table, "generators"),
            }
        }
        "sobol" => {
            only(r, table, &SOBOL_KEYS);
            points = number(r, "points", POINTS, "points = 256");
            RawKind::Sobol {
                scrambled: flag(r, "scrambled", true),
            }
        }
        "morris" => {
            only(r, table, &MORRIS_KEYS);
            let trajectories = number(r, "trajectories", TRAJECTORIES, "trajectories = 20");
            let levels = table
                .get("levels")
                .and_then(|value| r.whole(&table.full("levels"), value, LEVELS));
            if let Some(levels) = &levels
                && !levels.value.is_multiple_of(2)
            {
                let message = format!(
                    "design.morris.levels must be even, so that every level is reached by a step \
                     as often as any other, found {}",
                    levels.value
                );
                let help = format!("did you mean {}?", levels.value + 1);
                r.wrong(levels.span.clone(), message, Some(help));
            }
            RawKind::Morris {
                trajectories,
                levels: levels.map_or(4, |levels| levels.value),
            }
        }
        "saltelli" => {
            only(r, table, &SALTELLI_KEYS);
            let base = r
                .need(table, "base", "base = 64")
                .and_then(|value| r.whole(&table.full("base"), value, BASE));
            if let Some(base) = &base
                && !base.value.is_power_of_two()
            {
                let message = format!(
                    "design.saltelli.base must be a power of 2, for which the sequence is \
                     balanced, found {}",
                    base.value
                );
                let above = base.value.next_power_of_two();
                let help = format!("did you mean {} or {above}?", above / 2);
                r.wrong(base.span.clone(), message, Some(help));
            }
            RawKind::Saltelli {
                base: base.map_or(BASE[0], |base| base.value),
                second_order: flag(r, SECOND_ORDER, false),
            }
        }
        _ => {
            only(r, table, &LIST_KEYS);
            let file = r
                .need(table, "file", "file = \"points.csv\"")
                .and_then(|value| r.text(&table.full("file"), value));
            RawKind::List {
                file,
                draws: flag(r, "draws", false),
            }
        }
    };
    let size = RawSize {
        points,
        replicates: number(r, "replicates", REPLICATES, "replicates = 2"),
    };
    let sampling = RawSampling {
        kind,
        span: table.span.clone(),
        factors: factors(r, table),
        groups: groups(r, table),
    };
    (sampling, size)
}

/// Refuses keys that a layout does not have; of the one that only exchanges have it says so.
fn only(r: &mut Reader, table: &Table, keys: &[&str]) {
    let mut known = keys.to_vec();
    let stray = |key: &str| key == SECOND_ORDER && !keys.contains(&key);
    if let Some((key, _)) = table.entries().find(|(key, _)| stray(key.value)) {
        let message = format!(
            "{} asks for the interplay of pairs, which only the exchanges of design.saltelli tell",
            table.full(key.value)
        );
        let help = "leave it out, or lay out the points with [design.saltelli]".to_owned();
        r.wrong(key.span, message, Some(help));
        known.push(SECOND_ORDER);
    }
    r.only(table, &known);
}

/// `factors`: a list of names, or a table of names with their levels.
fn factors(r: &mut Reader, table: &Table) -> Vec<RawFactor> {
    let Some(value) = table.get("factors") else {
        return Vec::new();
    };
    let path = table.full("factors");
    let mut found = Vec::new();
    match value.get_ref() {
        DeValue::Array(_) => {
            let names = r.texts(&path, value).unwrap_or_default();
            found.extend(
                names
                    .into_iter()
                    .map(|path| RawFactor { path, levels: None }),
            );
        }
        DeValue::Table(_) => {
            let Some(named) = r.table(&path, value) else {
                return found;
            };
            for (name, value) in named.entries() {
                if let Some(factor) = factor(r, &named.full(name.value), name, value) {
                    found.push(factor);
                }
            }
            found.sort_by_key(|factor| factor.path.span.start);
        }
        _ => r.kind(
            &path,
            "a list of names, or a table of names with their levels",
            value,
            None,
        ),
    }
    if found.is_empty() && matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
        let message = format!("{path} must name at least one factor, found an empty list");
        r.wrong(
            value.span(),
            message,
            Some("leave it out to vary every parameter that has a sampled range".to_owned()),
        );
    }
    found
}

fn factor(
    r: &mut Reader,
    path: &str,
    name: Placed<&str>,
    value: &Spanned<DeValue>,
) -> Option<RawFactor> {
    let name = Placed {
        value: name.value.to_owned(),
        span: name.span,
    };
    if matches!(value.get_ref(), DeValue::String(word) if word == "sampled") {
        return Some(RawFactor {
            path: name,
            levels: None,
        });
    }
    let DeValue::Array(items) = value.get_ref() else {
        r.kind(
            path,
            "a list of levels, or the word \"sampled\"",
            value,
            None,
        );
        return None;
    };
    if items.is_empty() {
        let message = format!("{path} must have at least one level, found an empty list");
        r.wrong(value.span(), message, None);
        return None;
    }
    let levels: Vec<Placed<RawLevel>> = items
        .iter()
        .filter_map(|item| level(r, path, item))
        .collect();
    (levels.len() == items.len()).then_some(RawFactor {
        path: name,
        levels: Some(levels),
    })
}

fn level(r: &mut Reader, path: &str, value: &Spanned<DeValue>) -> Option<Placed<RawLevel>> {
    let level = match value.get_ref() {
        DeValue::Boolean(flag) => RawLevel::Flag(*flag),
        DeValue::String(word) => RawLevel::Word(word.as_ref().to_owned()),
        DeValue::Integer(_) | DeValue::Float(_) => RawLevel::Number(r.number(path, value)?.value),
        _ => {
            r.kind(
                path,
                "a list of numbers, of true and false, or of names",
                value,
                None,
            );
            return None;
        }
    };
    Some(Placed {
        value: level,
        span: value.span(),
    })
}

/// `groups`: the word "tables", or names with what belongs to them.
fn groups(r: &mut Reader, table: &Table) -> Option<RawGroups> {
    let value = table.get("groups")?;
    if matches!(value.get_ref(), DeValue::String(_)) {
        r.word(&table.full("groups"), value, &[("tables", ())])?;
        return Some(RawGroups::Tables);
    }
    lists(r, table, "groups").map(RawGroups::Named)
}

/// A table of lists of names, in the order in which they are written.
fn lists(r: &mut Reader, table: &Table, key: &str) -> Option<NamedLists> {
    let named = r.table(&table.full(key), table.get(key)?)?;
    let mut found = Vec::new();
    for (name, value) in named.entries() {
        let Some(members) = r.texts(&named.full(name.value), value) else {
            continue;
        };
        let name = Placed {
            value: name.value.to_owned(),
            span: name.span,
        };
        found.push((name, members));
    }
    found.sort_by_key(|(name, _)| name.span.start);
    Some(found)
}
