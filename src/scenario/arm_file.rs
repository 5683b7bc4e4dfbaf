//! Arm files: who decides what, who guides, who oversees.

use super::arm::{Arm, Cover, Guide, Items, Mixing, Seat, Structure};
use super::error::{Mistake, Source};
use super::file::{Reader, Table, parse};
use super::geography::{TIERS, Tier};
use super::settings::{Leaf, Setting, parameters, percentage};

/// Keys of an arm file.
pub(super) const KEYS: [&str; 7] = [
    "label",
    "ranked",
    "structure",
    "seats",
    "guides",
    "grip",
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

/// Words for structures.
pub(super) const STRUCTURES: [(&str, Structure); 3] = [
    ("trusts", Structure::Trusts),
    ("groups", Structure::Groups),
    ("systems", Structure::Systems),
];
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

/// The tiers that exist beside the commissioners of a structure.
pub(super) fn tiers_of(structure: Structure) -> &'static [Tier] {
    match structure {
        Structure::Trusts => &[
            Tier::Trusts,
            Tier::Clusters,
            Tier::Consortia,
            Tier::Authorities,
            Tier::Nation,
        ],
        Structure::Groups => &[
            Tier::Groups,
            Tier::AreaTeams,
            Tier::Regions2013,
            Tier::Nation,
        ],
        Structure::Systems => &[Tier::Systems, Tier::Regions2022, Tier::Nation],
    }
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
pub(super) fn read(source: &Source, name: &str) -> Result<ArmFile, Vec<Mistake>> {
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
    let structure = reader
        .need(&top, "structure", "structure = \"trusts\"")
        .and_then(|value| reader.word("structure", value, &STRUCTURES))
        .map(|word| word.value);
    let seats = seats(&mut reader, &top, structure);
    let guides = guides(&mut reader, &top, structure);
    let (grip, mixing) = grip(&mut reader, &top);
    let overrides = parameters(&mut reader, &top, true);

    let mistakes = reader.finish();
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
        grip,
        mixing,
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

fn tier(reader: &mut Reader, table: &Table, structure: Option<Structure>) -> Option<Tier> {
    let value = reader.need(table, "tier", "tier = \"trusts\"")?;
    let tier = reader.word(&table.full("tier"), value, &tiers())?;
    if let Some(structure) = structure
        && !tiers_of(structure).contains(&tier.value)
    {
        let words: Vec<&str> = tiers_of(structure).iter().map(|tier| tier.key()).collect();
        reader.wrong(
            tier.span,
            "this tier does not exist in the structure of the arm".to_owned(),
            Some(format!(
                "with this structure there are {}",
                words.join(", ")
            )),
        );
        return None;
    }
    Some(tier.value)
}

fn cover(reader: &mut Reader, table: &Table) -> Cover {
    table
        .get("cover")
        .and_then(|value| reader.word(&table.full("cover"), value, &COVERS))
        .map_or(Cover::None, |word| word.value)
}

fn flag(reader: &mut Reader, table: &Table, key: &str) -> bool {
    table
        .get(key)
        .and_then(|value| reader.flag(&table.full(key), value))
        .is_some_and(|flag| flag.value)
}

fn participation(reader: &mut Reader, table: &Table) -> Option<f64> {
    let number = reader
        .need(table, "participation", "participation = 1.0")
        .and_then(|value| reader.number("seats.participation", value))?;
    if (0.0..=1.0).contains(&number.value) {
        return Some(number.value);
    }
    reader.wrong(
        number.span,
        format!(
            "seats.participation must lie between 0 and 1, found {}",
            number.value
        ),
        Some("1 own or joint, 0.5 where one member leads, 0 if decided above".to_owned()),
    );
    None
}

fn seats(reader: &mut Reader, top: &Table, structure: Option<Structure>) -> Vec<Seat> {
    let Some(value) = reader.need(
        top,
        "seats",
        "[[seats]] with items, tier, participation and borders",
    ) else {
        return Vec::new();
    };
    let mut seats = Vec::new();
    let mut holdings = Vec::new();
    for table in reader.tables("seats", value) {
        reader.only(&table, &SEAT_KEYS);
        let items = reader
            .need(&table, "items", "items = \"all\"")
            .and_then(|value| reader.word("seats.items", value, &ITEMS));
        let tier = tier(reader, &table, structure);
        let participation = participation(reader, &table);
        let borders = reader
            .need(&table, "borders", "borders = 0")
            .and_then(|value| reader.whole("seats.borders", value, [0, 5]));
        let joint = flag(reader, &table, "joint");
        let cover = cover(reader, &table);
        let expert = flag(reader, &table, "expert");
        let published = flag(reader, &table, "published");
        if let (true, Some(tier), Some(structure)) = (joint, tier, structure)
            && tier == structure.commissioners()
        {
            reader.wrong(
                table.span.clone(),
                "a joint seat needs several members, but its tier is that of the commissioners \
                 themselves"
                    .to_owned(),
                Some("take a tier above, or leave joint out".to_owned()),
            );
        }
        if let Some(items) = items.clone() {
            holdings.push(items);
        }
        if let (Some(items), Some(tier), Some(participation), Some(borders)) =
            (items, tier, participation, borders)
        {
            seats.push(Seat {
                items: items.value,
                tier,
                participation,
                joint,
                cover,
                expert,
                published,
                borders: u32::try_from(borders.value).unwrap_or(u32::MAX),
            });
        }
    }
    if holdings.is_empty() {
        if let toml::de::DeValue::Array(items) = value.get_ref()
            && items.is_empty()
        {
            reader.wrong(
                value.span(),
                "an arm needs at least one seat, found none".to_owned(),
                None,
            );
        }
        return seats;
    }
    // Buying power is measured in one area besides that of the commissioner itself.
    let mut above: Vec<Tier> = seats.iter().map(|seat| seat.tier).collect();
    above.sort_unstable();
    above.dedup();
    above.retain(|&tier| structure.is_none_or(|structure| tier != structure.commissioners()));
    if above.len() > 1
        && let Some(last) = holdings.last()
    {
        reader.wrong(
            last.span.clone(),
            "seats of one arm may stand at one tier besides the local commissioners".to_owned(),
            Some("make an arm for each tier".to_owned()),
        );
    }
    // Every item must have exactly one decider.
    for (at, holding) in holdings.iter().enumerate() {
        let before = &holdings[..at];
        if before.iter().any(|other| other.value == holding.value) {
            reader.wrong(
                holding.span.clone(),
                "two seats hold the same items".to_owned(),
                Some("every item has exactly one decider".to_owned()),
            );
        } else if holding.value == Items::All && holdings.len() > 1 {
            reader.wrong(
                holding.span.clone(),
                "a seat that holds all items leaves none to the other seats".to_owned(),
                Some("did you mean items = \"others\"?".to_owned()),
            );
        } else if matches!(holding.value, Items::Specialised | Items::Covered)
            && before
                .iter()
                .any(|other| matches!(other.value, Items::Specialised | Items::Covered))
        {
            reader.wrong(
                holding.span.clone(),
                "specialised and covered items overlap, so some would have two deciders".to_owned(),
                Some("use one of the two with a seat for the others".to_owned()),
            );
        }
    }
    if !holdings
        .iter()
        .any(|holding| matches!(holding.value, Items::All | Items::Others))
        && let Some(last) = holdings.last()
    {
        reader.wrong(
            last.span.clone(),
            "no seat holds the other items".to_owned(),
            Some("add a seat with items = \"others\"".to_owned()),
        );
    }
    seats
}

fn guides(reader: &mut Reader, top: &Table, structure: Option<Structure>) -> Vec<Guide> {
    let Some(value) = top.get("guides") else {
        return Vec::new();
    };
    let mut guides: Vec<Guide> = Vec::new();
    for table in reader.tables("guides", value) {
        reader.only(&table, &GUIDE_KEYS);
        let tier = tier(reader, &table, structure);
        let cover = cover(reader, &table);
        let expert = flag(reader, &table, "expert");
        let published = flag(reader, &table, "published");
        let duplicate = flag(reader, &table, "duplicate");
        if published && guides.iter().any(|guide| guide.published) {
            reader.wrong(
                table.span.clone(),
                "two guides are published, but there is one guidance body".to_owned(),
                Some("set published = false on one of them".to_owned()),
            );
        }
        if let Some(tier) = tier {
            guides.push(Guide {
                tier,
                cover,
                expert,
                published,
                duplicate,
            });
        }
    }
    guides
}

fn grip(reader: &mut Reader, top: &Table) -> (f64, Mixing) {
    let Some(table) = top
        .get("grip")
        .and_then(|value| reader.table("grip", value))
    else {
        return (0.0, Mixing::Blend);
    };
    reader.only(&table, &GRIP_KEYS);
    let strength = reader
        .need(&table, "strength", "strength = 0.5")
        .and_then(|value| reader.number("grip.strength", value));
    if let Some(number) = &strength
        && !(0.0..=1.0).contains(&number.value)
    {
        reader.wrong(
            number.span.clone(),
            format!(
                "grip.strength must lie between 0 and 1, found {}",
                number.value
            ),
            percentage(number.value, [0.0, 1.0]),
        );
    }
    let mixing = table
        .get("mixing")
        .and_then(|value| reader.word("grip.mixing", value, &MIXINGS))
        .map_or(Mixing::Blend, |word| word.value);
    (strength.map_or(0.0, |number| number.value), mixing)
}
