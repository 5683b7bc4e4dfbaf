//! Who decides what and who guides: `[[seats]]` and `[[guides]]` of an arm or of a change.

use super::arm::{Cover, Guide, Items, Seat};
use super::arm_file::{COVERS, GUIDE_KEYS, ITEMS, SEAT_KEYS, tiers};
use super::file::{Reader, Table};
use super::geography::Tier;
use super::structure::Structure;

fn tier(reader: &mut Reader, table: &Table, structure: Option<&Structure>) -> Option<Tier> {
    let value = reader.need(table, "tier", "tier = \"trusts\"")?;
    let tier = reader.word(&table.full("tier"), value, &tiers())?;
    if let Some(structure) = structure
        && !structure.tiers().contains(&tier.value)
    {
        let words: Vec<&str> = structure.tiers().iter().map(|tier| tier.key()).collect();
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
        .and_then(|value| reader.number(&table.full("participation"), value))?;
    if (0.0..=1.0).contains(&number.value) {
        return Some(number.value);
    }
    reader.wrong(
        number.span,
        format!(
            "{} must lie between 0 and 1, found {}",
            table.full("participation"),
            number.value
        ),
        Some("1 own or joint, 0.5 where one member leads, 0 if decided above".to_owned()),
    );
    None
}

/// The seats of a table; every item must have exactly one decider.
pub(super) fn seats(reader: &mut Reader, top: &Table, structure: Option<&Structure>) -> Vec<Seat> {
    let Some(value) = reader.need(
        top,
        "seats",
        "[[seats]] with items, tier, participation and borders",
    ) else {
        return Vec::new();
    };
    let mut seats = Vec::new();
    let mut holdings = Vec::new();
    for table in reader.tables(&top.full("seats"), value) {
        reader.only(&table, &SEAT_KEYS);
        let items = reader
            .need(&table, "items", "items = \"all\"")
            .and_then(|value| reader.word(&table.full("items"), value, &ITEMS));
        let tier = tier(reader, &table, structure);
        let participation = participation(reader, &table);
        let borders = reader
            .need(&table, "borders", "borders = 0")
            .and_then(|value| reader.whole(&table.full("borders"), value, [0, 5]));
        let joint = flag(reader, &table, "joint");
        let cover = cover(reader, &table);
        let expert = flag(reader, &table, "expert");
        let published = flag(reader, &table, "published");
        if let (true, Some(tier), Some(structure)) = (joint, tier, structure)
            && tier == structure.commissioners
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
    above.retain(|&tier| structure.is_none_or(|structure| tier != structure.commissioners));
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

/// The guides of a table; none where it names none.
pub(super) fn guides(
    reader: &mut Reader,
    top: &Table,
    structure: Option<&Structure>,
) -> Vec<Guide> {
    let Some(value) = top.get("guides") else {
        return Vec::new();
    };
    let mut guides: Vec<Guide> = Vec::new();
    for table in reader.tables(&top.full("guides"), value) {
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
