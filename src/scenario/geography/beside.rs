//! The tables that may stand beside the table of places: positions, and pairs of neighbours.

use std::collections::{BTreeMap, BTreeSet};

use super::error::FileError;
use super::rows::{AREA, Known, LATITUDE, LONGITUDE, Place, check_codes};
use super::settings::{CentroidColumns, NeighbourColumns};
use super::text::{Column, Row, Sheet};

/// Gives every place its position from a second table.
pub(super) fn place(
    places: &mut [Place],
    sheet: &Sheet,
    columns: &CentroidColumns,
    of_places: &Sheet,
    heading: &str,
    errors: &mut Vec<FileError>,
) {
    let code = sheet.column("centroids.code", &columns.code, errors);
    let longitude = sheet.column("centroids.longitude", &columns.longitude, errors);
    let latitude = sheet.column("centroids.latitude", &columns.latitude, errors);
    let area = columns
        .area_km2
        .as_ref()
        .map(|heading| sheet.column("centroids.area_km2", heading, errors));
    let (Some(code), Some(longitude), Some(latitude)) = (code, longitude, latitude) else {
        return;
    };
    if matches!(area, Some(None)) {
        return;
    }
    check_codes(sheet, code, errors);
    let rows: BTreeMap<&str, &Row> = sheet.rows.iter().map(|row| (row.cell(code), row)).collect();
    for place in places {
        if sheet.broken && !rows.contains_key(place.code.as_str()) {
            continue;
        }
        let Some(row) = rows.get(place.code.as_str()) else {
            errors.push(FileError {
                file: of_places.file.clone(),
                line: place.line,
                column: 0,
                key: heading.to_owned(),
                found: format!("\"{}\", which {} does not hold", place.code, sheet.file),
                allowed: "a place with a position".to_owned(),
                meant: same_but_for_case(&place.code, rows.keys().copied()),
            });
            continue;
        };
        let east = sheet.number(row, longitude, LONGITUDE, errors);
        let north = sheet.number(row, latitude, LATITUDE, errors);
        place.position = east.zip(north);
        if let Some(column) = area.flatten() {
            place.area_km2 = sheet.number(row, column, AREA, errors);
        }
    }
}

/// The question whether a code was meant that differs in capitals only. Codes are too short for
/// likeness to tell more.
fn same_but_for_case<'a>(code: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .find(|other| other.eq_ignore_ascii_case(code))
        .map(|other| format!("did you mean \"{other}\"?"))
}

/// Pairs of neighbours; a pair may stand twice or either way round.
pub(super) fn read_pairs(
    places: &[Place],
    known: &Known,
    sheet: &Sheet,
    columns: &NeighbourColumns,
    errors: &mut Vec<FileError>,
) -> Option<BTreeSet<(u32, u32)>> {
    let a = sheet.column("neighbours.a", &columns.a, errors);
    let b = sheet.column("neighbours.b", &columns.b, errors);
    let (a, b) = (a?, b?);
    let mut pairs = BTreeSet::new();
    for row in &sheet.rows {
        let mut find = |column: Column| {
            let code = row.cell(column);
            if let Known::Codes(codes) = known
                && !codes.contains(code)
            {
                let meant = same_but_for_case(code, codes.iter().map(String::as_str));
                errors.push(sheet.mistake(row, column, "the code of a place of the table", meant));
            }
            places
                .binary_search_by(|place| place.code.as_str().cmp(code))
                .ok()
        };
        let (from, to) = (find(a), find(b));
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if from == to {
            errors.push(sheet.mistake(row, b, "another place; none is its own neighbour", None));
        }
        pairs.insert((from.min(to) as u32, from.max(to) as u32));
    }
    Some(pairs)
}
