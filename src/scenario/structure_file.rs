//! Structure files, the same table written inside an arm, and the grips of both.

use toml::Spanned;
use toml::de::DeValue;

use super::arm_file::{is_name, tiers};
use super::error::{Mistake, Source, meant};
use super::file::{Reader, Table, parse};
use super::geography::Tier;
use super::library::{Kind, names};
use super::settings::percentage;
use super::structure::{HELD, Structure, Upper, UpperBody, UpperCost};

/// Keys of a structure file.
pub(super) const KEYS: [&str; 5] = ["label", "commissioners", "intermediate", "upper", "grips"];
/// Keys of `[[upper]]`.
pub(super) const UPPER_KEYS: [&str; 4] = ["body", "bodies", "cost", "staffed"];
/// How many upper bodies of one kind there may be.
pub(super) const UPPER_COUNT: [u64; 2] = [1, 1000];
/// How many times its usual cost an upper body may have.
pub(super) const STAFFED: [f64; 2] = [0.0, 10.0];

/// Words for what an upper body costs: `running.WORD_gbp_m`.
pub(super) const COSTS: [(&str, UpperCost); 6] = [
    ("authority", UpperCost::Authority),
    ("area_team", UpperCost::AreaTeam),
    ("region_2013", UpperCost::Region2013),
    ("region_2022", UpperCost::Region2022),
    ("board", UpperCost::Board),
    ("department", UpperCost::Department),
];

/// Words for upper bodies: tiers, and the two national bodies.
pub(super) fn upper_bodies() -> Vec<(&'static str, UpperBody)> {
    tiers()
        .into_iter()
        .filter(|(_, tier)| *tier != Tier::Nation)
        .map(|(word, tier)| (word, UpperBody::Tier(tier)))
        .chain([
            ("board", UpperBody::Board),
            ("department", UpperBody::Department),
        ])
        .collect()
}

/// Tiers that can be commissioners or stand between them and the centre.
pub(super) fn body_tiers() -> Vec<(&'static str, Tier)> {
    let mut words = tiers().to_vec();
    words.retain(|(_, tier)| *tier != Tier::Nation);
    words
}

/// Grips that a file gives, by domain in the order of [`HELD`].
pub(super) type Given = [Option<f64>; 6];

/// Reads a structure file.
///
/// # Errors
/// Every mistake of the file.
pub(super) fn read(source: &Source, name: &str) -> Result<Structure, Vec<Mistake>> {
    let (content, mut reader) = parse(source);
    let top = Table::top(&content);
    if !is_name(name) {
        reader.wrong(
            0..0,
            format!(
                "the structure would be called \"{name}\", but names are small letters, digits \
                 and _"
            ),
            Some("rename the file".to_owned()),
        );
    }
    let structure = structure(&mut reader, &top, name);
    let mistakes = reader.finish();
    match structure {
        Some(structure) if mistakes.is_empty() => Ok(structure),
        _ => Err(mistakes),
    }
}

/// Reads the table of a structure, wherever it stands.
fn structure(reader: &mut Reader, table: &Table, name: &str) -> Option<Structure> {
    reader.only(table, &KEYS);
    let label = reader
        .need(table, "label", "label = \"Trusts of 2009\"")
        .and_then(|value| reader.text(&table.full("label"), value));
    let mut tier = |key: &str, example: &str| {
        let value = reader.need(table, key, example)?;
        reader.word(&table.full(key), value, &body_tiers())
    };
    let commissioners = tier("commissioners", "commissioners = \"trusts\"");
    let intermediate = tier("intermediate", "intermediate = \"authorities\"");
    let upper = upper(reader, table);
    let given = reader
        .need(
            table,
            "grips",
            "[grips] with disinvestment, priorities, redesign, contracts, support and assurance",
        )
        .and_then(|value| {
            grips(
                reader,
                &table.full("grips"),
                value,
                &HELD.map(super::Domain::key),
            )
        });
    if let Some((given, at)) = &given {
        for (domain, grip) in HELD.iter().zip(given) {
            if grip.is_none() {
                reader.need(at, domain.key(), &format!("{} = 0.5", domain.key()));
            }
        }
    }
    Some(Structure {
        name: name.to_owned(),
        label: label?.value,
        commissioners: commissioners?.value,
        intermediate: intermediate?.value,
        upper,
        grips: given?.0.map(Option::unwrap_or_default),
    })
}

fn upper(reader: &mut Reader, table: &Table) -> Vec<Upper> {
    let Some(value) = table.get("upper") else {
        return Vec::new();
    };
    let name = table.full("upper");
    let mut found: Vec<Upper> = Vec::new();
    for row in reader.tables(&name, value) {
        reader.only(&row, &UPPER_KEYS);
        let body = reader
            .need(&row, "body", "body = \"authorities\"")
            .and_then(|value| reader.word(&row.full("body"), value, &upper_bodies()));
        let bodies = reader
            .need(&row, "bodies", "bodies = 10")
            .and_then(|value| reader.whole(&row.full("bodies"), value, UPPER_COUNT));
        let cost = reader
            .need(&row, "cost", "cost = \"authority\"")
            .and_then(|value| reader.word(&row.full("cost"), value, &COSTS));
        let staffed = row.get("staffed").map_or(Some(1.0), |value| {
            within(reader, &row.full("staffed"), value, STAFFED)
        });
        let (Some(body), Some(bodies), Some(cost), Some(staffed)) = (body, bodies, cost, staffed)
        else {
            continue;
        };
        if found.iter().any(|other| other.body == body.value) {
            reader.wrong(
                body.span,
                "this upper body is named twice".to_owned(),
                Some("give each kind once, with how many there are".to_owned()),
            );
            continue;
        }
        found.push(Upper {
            body: body.value,
            bodies: u32::try_from(bodies.value).unwrap_or(u32::MAX),
            cost: cost.value,
            staffed,
        });
    }
    found
}

/// A number between two ends.
fn within(
    reader: &mut Reader,
    full: &str,
    value: &Spanned<DeValue>,
    [low, high]: [f64; 2],
) -> Option<f64> {
    let number = reader.number(full, value)?;
    if !(low..=high).contains(&number.value) {
        reader.wrong(
            number.span,
            format!(
                "{full} must lie between {low} and {high}, found {}",
                number.value
            ),
            percentage(number.value, [low, high]),
        );
    }
    Some(number.value)
}

/// Reads a table of grips; `known` are the domains that it may name.
pub(super) fn grips<'t, 'i>(
    reader: &mut Reader,
    name: &str,
    value: &'t Spanned<DeValue<'i>>,
    known: &[&str],
) -> Option<(Given, Table<'t, 'i>)> {
    let table = reader.table(name, value)?;
    reader.only(&table, known);
    let mut given = Given::default();
    for (slot, domain) in given.iter_mut().zip(HELD) {
        let key = domain.key();
        let Some(value) = table.get(key).filter(|_| known.contains(&key)) else {
            continue;
        };
        let full = table.full(key);
        // What is wrong already is not missing as well.
        *slot = Some(within(reader, &full, value, [0.0, 1.0]).unwrap_or_default());
    }
    Some((given, table))
}

/// Finds the text of a structure that an arm names.
pub(super) type Find<'a> = &'a dyn Fn(&str) -> Option<Source>;

/// The structure of an arm or of a change: named, or written as a table. Mistakes of a named file
/// go to `elsewhere`.
pub(super) fn named(
    reader: &mut Reader,
    table: &Table,
    arm: &str,
    find: Find,
    elsewhere: &mut Vec<Mistake>,
) -> Option<Structure> {
    let value = reader.need(table, "structure", "structure = \"trusts_2009\"")?;
    let full = table.full("structure");
    if let DeValue::Table(_) = value.get_ref() {
        let inline = reader.table(&full, value)?;
        return structure(reader, &inline, arm);
    }
    let DeValue::String(_) = value.get_ref() else {
        reader.kind(
            &full,
            "the name of a structure, or a table [structure]",
            value,
            None,
        );
        return None;
    };
    let word = reader.text(&full, value)?;
    let Some(source) = find(&word.value) else {
        let known: Vec<&str> = names(Kind::Structure).collect();
        let path = word.value.contains(['/', '\\', '.']);
        let help = if path {
            Some("paths are relative to the folder of the experiment".to_owned())
        } else {
            meant(&word.value, &known)
        };
        reader.wrong(
            word.span,
            format!("unknown structure \"{}\"", word.value),
            help,
        );
        return None;
    };
    match read(&source, source.stem()) {
        Ok(structure) => Some(structure),
        Err(mistakes) => {
            for mistake in mistakes {
                if !elsewhere.contains(&mistake) {
                    elsewhere.push(mistake);
                }
            }
            None
        }
    }
}
