//! The calendar of an arm, `[[changes]]`: which arrangement holds from which month on.

use super::arm::{Change, Guide, Legal, Seat};
use super::arm_file::{impose, own_grips, strength};
use super::error::Mistake;
use super::file::{Placed, Reader, Table};
use super::seats_file::{guides, seats};
use super::structure::Structure;
use super::structure_file::{Find, Given, named};

/// Keys of `[[changes]]`.
pub(super) const CHANGE_KEYS: [&str; 10] = [
    "month",
    "date",
    "announced",
    "slip",
    "legal",
    "structure",
    "seats",
    "guides",
    "grip",
    "grips",
];
/// Keys of `[changes.grip]`: how it mixes holds for the whole arm.
pub(super) const CHANGE_GRIP_KEYS: [&str; 1] = ["strength"];
/// First months that a change may have; 1 is April 2009, when the arm itself begins.
pub(super) const CHANGE_MONTHS: [u64; 2] = [2, 600];
/// Months before a change in which it may be announced.
pub(super) const ANNOUNCED: [u64; 2] = [0, 60];
/// Months by which a start may slip.
pub(super) const SLIP: [u64; 2] = [0, 60];
/// Months between announcement and start where a change gives none: the White Paper of July 2010
/// was to take effect in stages from 2011 to 2013; a year is the usual notice of a reorganisation.
pub const USUAL_NOTICE: i32 = 12;

/// What holds before the first change.
pub(super) struct Before<'a> {
    /// Name of the arm.
    pub arm: &'a str,
    /// Bodies.
    pub structure: &'a Structure,
    /// Who decides.
    pub seats: &'a [Seat],
    /// Who guides.
    pub guides: &'a [Guide],
    /// Whether the grip on disinvestment is that of the structure.
    pub own_strength: bool,
    /// Grips that hold in every structure of the arm.
    pub given: Given,
}

/// Reads `[[changes]]`.
pub(super) fn changes(
    reader: &mut Reader,
    top: &Table,
    before: &Before,
    find: Find,
    elsewhere: &mut Vec<Mistake>,
) -> Vec<Change> {
    let Some(value) = top.get("changes") else {
        return Vec::new();
    };
    let mut structure = before.structure.clone();
    let mut now_seats = before.seats.to_vec();
    let mut now_guides = before.guides.to_vec();
    let mut given = before.given;
    let mut found: Vec<Change> = Vec::new();
    for table in reader.tables("changes", value) {
        reader.only(&table, &CHANGE_KEYS);
        let month = month(reader, &table);
        let mut months = |key: &str, limits| {
            let value = table.get(key)?;
            let number = reader.whole(&table.full(key), value, limits)?;
            i32::try_from(number.value).ok()
        };
        let announced = months("announced", ANNOUNCED).unwrap_or(USUAL_NOTICE);
        let slip = months("slip", SLIP);
        let legal = legal(reader, &table);
        let Some(mut next) = named(reader, &table, before.arm, find, elsewhere) else {
            continue;
        };
        now_seats = if table.get("seats").is_some() {
            seats(reader, &table, Some(&next))
        } else {
            passed_on(reader, &table, now_seats, &structure, &next)
        };
        if table.get("guides").is_some() {
            now_guides = guides(reader, &table, Some(&next));
        } else {
            guides_pass(reader, &table, &now_guides, &next);
        }
        for (held, own) in given.iter_mut().zip(own_grips(reader, &table)) {
            *held = own.or(*held);
        }
        impose(&mut next.grips, given);
        let grip = grip(reader, &table, &next, before.own_strength);
        structure = next.clone();
        let Some(month) = month else { continue };
        if let Some(last) = found.last()
            && month.value <= last.month
        {
            reader.wrong(
                month.span,
                format!(
                    "changes must stand in the order of their months, found month {} after {}",
                    month.value, last.month
                ),
                None,
            );
            continue;
        }
        found.push(Change {
            month: month.value,
            announced,
            slip,
            legal,
            structure: next,
            seats: now_seats.clone(),
            guides: now_guides.clone(),
            grip,
        });
    }
    found
}

/// Whether bodies are closed and founded: unless the file says that they stay in law.
fn legal(reader: &mut Reader, table: &Table) -> Legal {
    let flag = table
        .get("legal")
        .and_then(|value| reader.flag(&table.full("legal"), value));
    match flag {
        Some(Placed { value: false, .. }) => Legal::Unchanged,
        _ => Legal::Redrawn,
    }
}

/// The month of a change: a number of months, or a date.
fn month(reader: &mut Reader, table: &Table) -> Option<Placed<i32>> {
    let (number, date) = (table.get("month"), table.get("date"));
    if let (Some(_), Some(date)) = (number, date) {
        reader.wrong(
            date.span(),
            "a change has a month or a date, not both".to_owned(),
            Some("month = 1 is April 2009".to_owned()),
        );
        return None;
    }
    let Some(date) = date else {
        let number = reader.need(table, "month", "month = 49, or date = \"2013-04\"")?;
        let whole = reader.whole(&table.full("month"), number, CHANGE_MONTHS)?;
        return Some(Placed {
            value: i32::try_from(whole.value).unwrap_or(i32::MAX),
            span: whole.span,
        });
    };
    let text = reader.text(&table.full("date"), date)?;
    let found = month_of(&text.value);
    let [low, high] = CHANGE_MONTHS;
    let allowed = i64::try_from(low).unwrap_or(0)..=i64::try_from(high).unwrap_or(0);
    match found {
        Some(month) if allowed.contains(&i64::from(month)) => Some(Placed {
            value: month,
            span: text.span,
        }),
        _ => {
            reader.wrong(
                text.span,
                format!(
                    "{} must be a year and month from 2009-05 on, found \"{}\"",
                    table.full("date"),
                    text.value
                ),
                Some("write for example: date = \"2013-04\"".to_owned()),
            );
            None
        }
    }
}

/// The month of the model of a date such as 2013-04; April 2009 is 1.
fn month_of(date: &str) -> Option<i32> {
    let (year, month) = date.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12)
        .contains(&month)
        .then(|| (year - 2009) * 12 + month - 3)
}

/// The seats that go on holding: those of commissioners pass to the new commissioners, the others
/// need their tier.
fn passed_on(
    reader: &mut Reader,
    table: &Table,
    mut seats: Vec<Seat>,
    old: &Structure,
    new: &Structure,
) -> Vec<Seat> {
    for seat in &mut seats {
        if seat.tier == old.commissioners {
            seat.tier = new.commissioners;
        } else if !new.tiers().contains(&seat.tier)
            || (seat.joint && seat.tier == new.commissioners)
        {
            reader.wrong(
                table.span.clone(),
                format!(
                    "decisions were taken by {}, which cannot take them in the new structure",
                    seat.tier.key()
                ),
                Some("say who decides from then on with [[changes.seats]]".to_owned()),
            );
        }
    }
    seats
}

/// Guides that go on guiding need their tier.
fn guides_pass(reader: &mut Reader, table: &Table, guides: &[Guide], new: &Structure) {
    for guide in guides {
        if !new.tiers().contains(&guide.tier) {
            reader.wrong(
                table.span.clone(),
                format!(
                    "{} gave guidance, but do not exist in the new structure",
                    guide.tier.key()
                ),
                Some("say who guides from then on with [[changes.guides]]".to_owned()),
            );
        }
    }
}

/// The grip on disinvestment from then on, where it changes.
fn grip(
    reader: &mut Reader,
    table: &Table,
    structure: &Structure,
    own_strength: bool,
) -> Option<f64> {
    let name = table.full("grip");
    let Some(value) = table.get("grip") else {
        return own_strength.then_some(structure.grips[0]);
    };
    let inner = reader.table(&name, value)?;
    reader.only(&inner, &CHANGE_GRIP_KEYS);
    Some(strength(reader, &inner).unwrap_or(structure.grips[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_from_april_2009() {
        assert_eq!(month_of("2009-04"), Some(1));
        assert_eq!(month_of("2011-06"), Some(27));
        assert_eq!(month_of("2013-04"), Some(49));
        assert_eq!(month_of("2022-07"), Some(160));
        for wrong in ["2013", "2013-13", "2013-4", "13-04", "April 2013"] {
            assert_eq!(month_of(wrong), None, "{wrong}");
        }
    }
}
