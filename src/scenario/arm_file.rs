//! Arm files: who decides what, who guides, who oversees.

use super::arm::{Arm, Cover, Items, Mixing};
use super::changes_file::{Before, changes};
use super::domain::Domain;
use super::error::{Mistake, Source};
use super::file::{Reader, Table, parse};
use super::geography::{TIERS, Tier};
use super::seats_file::{guides, seats};
use super::settings::{Leaf, Setting, parameters, percentage};
use super::structure::HELD;
use super::structure_file::{Find, Given, grips, named};

/// Keys of an arm file.
pub(super) const KEYS: [&str; 9] = [
    "label",
    "ranked",
    "structure",
    "seats",
    "guides",
    "grip",
    "grips",
    "changes",
    "parameters",
];
/// Keys of a seat.
pub(super) const SEAT_KEYS: [&str; 8] = [
    "items",
    "tier",
    "participation",
    "joint",
    "cover",
    "expert",
    "published",
    "borders",
];
/// Keys of a guide.
pub(super) const GUIDE_KEYS: [&str; 5] = ["tier", "cover", "expert", "published", "duplicate"];
/// Keys of `[grip]`.
pub(super) const GRIP_KEYS: [&str; 2] = ["strength", "mixing"];

/// Words for items.
pub(super) const ITEMS: [(&str, Items); 4] = [
    ("all", Items::All),
    ("specialised", Items::Specialised),
    ("covered", Items::Covered),
    ("others", Items::Others),
];
/// Words for cover.
pub(super) const COVERS: [(&str, Cover); 3] = [
    ("none", Cover::None),
    ("government", Cover::Government),
    ("guidance", Cover::Guidance),
];
/// Words for mixing.
pub(super) const MIXINGS: [(&str, Mixing); 2] =
    [("blend", Mixing::Blend), ("lottery", Mixing::Lottery)];
/// Words for tiers.
pub(super) fn tiers() -> [(&'static str, Tier); TIERS.len()] {
    TIERS.map(|tier| (tier.key(), tier))
}

/// An arm as its file says it, with the places of its overrides.
#[derive(Clone)]
pub(super) struct ArmFile {
    /// The arm.
    pub arm: Arm,
    /// Its overrides, for warnings against the scenario of an experiment.
    pub overrides: Vec<Setting>,
}

/// Reads an arm file.
///
/// # Errors
/// Every mistake of the file.
pub(super) fn read(source: &Source, name: &str, find: Find) -> Result<ArmFile, Vec<Mistake>> {
    let (content, mut reader) = parse(source);
    let top = Table::top(&content);
    reader.only(&top, &KEYS);
    if !is_name(name) {
        reader.wrong(
            0..0,
            format!(
                "the arm would be called \"{name}\", but names are small letters, digits and _"
            ),
            Some("rename the file".to_owned()),
        );
    }
    let label = reader
        .need(&top, "label", "label = \"Single trusts\"")
        .and_then(|value| reader.text("label", value))
        .map(|text| text.value);
    let ranked = top
        .get("ranked")
        .is_none_or(|value| reader.flag("ranked", value).is_none_or(|flag| flag.value));
    let mut elsewhere = Vec::new();
    let mut structure = named(&mut reader, &top, name, find, &mut elsewhere);
    let seats = seats(&mut reader, &top, structure.as_ref());
    let guides = guides(&mut reader, &top, structure.as_ref());
    let grip = grip(&mut reader, &top);
    let given = own_grips(&mut reader, &top);
    let changes = structure.as_ref().map_or(Vec::new(), |structure| {
        let before = Before {
            arm: name,
            structure,
            seats: &seats,
            guides: &guides,
            own_strength: grip.as_ref().is_some_and(|grip| grip.strength.is_none()),
            given,
        };
        changes(&mut reader, &top, &before, find, &mut elsewhere)
    });
    let overrides = parameters(&mut reader, &top, true);
    let (mut strength, mut mixing) = (0.0, Mixing::Blend);
    if let Some(structure) = &mut structure {
        impose(&mut structure.grips, given);
        if let Some(grip) = grip {
            strength = grip.strength.unwrap_or(structure.grips[0]);
            mixing = grip.mixing;
        }
    }

    let mut mistakes = reader.finish();
    mistakes.extend(elsewhere);
    let (Some(label), Some(structure), true) = (label, structure, mistakes.is_empty()) else {
        return Err(mistakes);
    };
    let arm = Arm {
        name: name.to_owned(),
        label,
        ranked,
        structure,
        seats,
        guides,
        grip: strength,
        mixing,
        changes,
        overrides: overrides
            .iter()
            .filter_map(|setting| match setting.leaf {
                Leaf::Parameter(p, value) => Some((p.path.to_owned(), value)),
                Leaf::Mechanism(..) | Leaf::Geography(_) => None,
            })
            .collect(),
    };
    Ok(ArmFile { arm, overrides })
}

/// Whether a word can be the name of an arm or experiment.
#[must_use]
pub fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.len() <= 60
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// What `[grip]` says.
pub(super) struct Strength {
    /// How tightly the national board holds the seats, 0 to 1; as the structure has it where the
    /// file does not say.
    pub strength: Option<f64>,
    /// How the two wills are mixed.
    pub mixing: Mixing,
}

/// The table `[grip]`; nobody oversees without it.
fn grip(reader: &mut Reader, top: &Table) -> Option<Strength> {
    let table = top
        .get("grip")
        .and_then(|value| reader.table("grip", value))?;
    reader.only(&table, &GRIP_KEYS);
    let strength = strength(reader, &table);
    let mixing = table
        .get("mixing")
        .and_then(|value| reader.word("grip.mixing", value, &MIXINGS))
        .map_or(Mixing::Blend, |word| word.value);
    Some(Strength { strength, mixing })
}

/// `strength` of a table of grip.
pub(super) fn strength(reader: &mut Reader, table: &Table) -> Option<f64> {
    let full = table.full("strength");
    let number = table
        .get("strength")
        .and_then(|value| reader.number(&full, value))?;
    if !(0.0..=1.0).contains(&number.value) {
        reader.wrong(
            number.span,
            format!("{full} must lie between 0 and 1, found {}", number.value),
            percentage(number.value, [0.0, 1.0]),
        );
    }
    Some(number.value)
}

/// `[grips]` of an arm or of a change: all but that on disinvestment, which `[grip]` gives.
pub(super) fn own_grips(reader: &mut Reader, table: &Table) -> Given {
    table
        .get("grips")
        .and_then(|value| {
            grips(
                reader,
                &table.full("grips"),
                value,
                &HELD.map(Domain::key)[1..],
            )
        })
        .map_or(Given::default(), |(given, _)| given)
}

/// Puts the grips that a file gives in the place of those of the structure.
pub(super) fn impose(grips: &mut [f64; 6], given: Given) {
    for (grip, given) in grips.iter_mut().zip(given) {
        *grip = given.unwrap_or(*grip);
    }
}
