//! The user's tables as checked rows: every mistake of every table in one pass.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::{place, read_pairs};
use super::error::FileError;
use super::settings::{PlaceColumns, TableSettings, TierColumns};
use super::text::{Column, Row, Sheet};

/// People a place may have.
const PEOPLE: [f64; 2] = [1.0, 100_000_000.0];
/// Square kilometres a place may cover.
pub(super) const AREA: [f64; 2] = [0.01, 1_000_000.0];
/// Values of a need index.
const NEED: [f64; 2] = [0.001, 1_000_000.0];
/// Degrees east.
pub(super) const LONGITUDE: [f64; 2] = [-180.0, 180.0];
/// Degrees north.
pub(super) const LATITUDE: [f64; 2] = [-90.0, 90.0];

/// One place as its row gives it.
#[derive(Debug)]
pub(super) struct Place {
    pub line: usize,
    pub code: String,
    pub name: String,
    pub population: f64,
    /// Degrees east and north.
    pub position: Option<(f64, f64)>,
    pub need: Option<f64>,
    pub area_km2: Option<f64>,
    /// Code and name of its body in each tier of the settings.
    pub bodies: Vec<(String, String)>,
}

/// What the tables say, in the order of codes, so that the order of rows leaves no trace.
#[derive(Debug)]
pub(super) struct Rows {
    pub places: Vec<Place>,
    /// Pairs of neighbouring places as positions in `places`, the smaller first, sorted.
    pub pairs: Option<BTreeSet<(u32, u32)>>,
    pub notes: Vec<String>,
}

/// Reads and checks the tables.
pub(super) fn read(
    settings: &TableSettings,
    places: &[u8],
    neighbours: Option<&[u8]>,
    centroids: Option<&[u8]>,
) -> Result<Rows, Vec<FileError>> {
    let mut errors = Vec::new();
    let mut notes = Vec::new();
    let mut sheet = |file: &str, bytes: Option<&[u8]>, errors: &mut Vec<FileError>| {
        let Some(bytes) = bytes else {
            errors.push(unread(file));
            return None;
        };
        let sheet = Sheet::read(file, bytes, errors)?;
        notes.extend(sheet.note.clone());
        Some(sheet)
    };
    let of_places = sheet(&settings.places.file, Some(places), &mut errors);
    let of_centroids = settings
        .centroids
        .as_ref()
        .and_then(|columns| Some((columns, sheet(&columns.file, centroids, &mut errors)?)));
    let of_neighbours = settings
        .neighbours
        .as_ref()
        .and_then(|columns| Some((columns, sheet(&columns.file, neighbours, &mut errors)?)));
    let Some(of_places) = of_places else {
        return Err(errors);
    };
    let Some((mut places, known)) = read_places(
        &of_places,
        &settings.places,
        &settings.partitions,
        &mut errors,
    ) else {
        return Err(errors);
    };
    if let Some((columns, sheet)) = of_centroids {
        place(
            &mut places,
            &sheet,
            columns,
            &of_places,
            &settings.places.code,
            &mut errors,
        );
    }
    let pairs = of_neighbours
        .and_then(|(columns, sheet)| read_pairs(&places, &known, &sheet, columns, &mut errors));
    check_families(&places, &of_places, &settings.partitions, &mut errors);
    if errors.is_empty() {
        Ok(Rows {
            places,
            pairs,
            notes,
        })
    } else {
        Err(errors)
    }
}

fn unread(file: &str) -> FileError {
    FileError {
        file: file.to_owned(),
        line: 0,
        column: 0,
        key: String::new(),
        found: "no such table".to_owned(),
        allowed: "the table the settings name".to_owned(),
        meant: None,
    }
}

/// Codes that other tables may name.
pub(super) enum Known {
    /// These.
    Codes(BTreeSet<String>),
    /// Any, since rows of the table of places could not be read.
    Any,
}

/// The places in code order and the codes there are. Nothing where headings are missing; rows
/// with mistakes are left out, their mistakes being told, but their codes count.
fn read_places(
    sheet: &Sheet,
    columns: &PlaceColumns,
    tiers: &[TierColumns],
    errors: &mut Vec<FileError>,
) -> Option<(Vec<Place>, Known)> {
    let code = sheet.column("code", &columns.code, errors);
    let name = sheet.column("name", &columns.name, errors);
    let population = sheet.column("population", &columns.population, errors);
    let optional = |key: &str, heading: &Option<String>, errors: &mut Vec<FileError>| {
        heading
            .as_ref()
            .map(|heading| sheet.column(key, heading, errors))
    };
    let longitude = optional("longitude", &columns.longitude, errors);
    let latitude = optional("latitude", &columns.latitude, errors);
    let need = optional("need", &columns.need, errors);
    let area = optional("area_km2", &columns.area_km2, errors);
    let bodies: Vec<_> = tiers
        .iter()
        .map(|tier| {
            let key = tier.tier.key();
            let code = sheet.column(&format!("{key}.code"), &tier.code, errors);
            let name = optional(&format!("{key}.name"), &tier.name, errors);
            (code, name)
        })
        .collect();
    let (Some(code_column), Some(name), Some(population)) = (code, name, population) else {
        return None;
    };
    let whole = [&longitude, &latitude, &need, &area]
        .into_iter()
        .chain(bodies.iter().map(|body| &body.1))
        .all(|column| !matches!(column, Some(None)));
    if !whole || bodies.iter().any(|body| body.0.is_none()) {
        return None;
    }
    if sheet.rows.is_empty() && !sheet.broken {
        errors.push(FileError {
            found: "headings and no row".to_owned(),
            allowed: "a row for each place".to_owned(),
            ..unread(&sheet.file)
        });
        return None;
    }
    let mut places = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let mut number = |column: Option<Option<Column>>, limits| match column.flatten() {
            Some(column) => sheet.number(row, column, limits, errors).map(Some),
            None => Some(None),
        };
        let people = number(Some(Some(population)), PEOPLE);
        let east = number(longitude, LONGITUDE);
        let north = number(latitude, LATITUDE);
        let need = number(need, NEED);
        let area = number(area, AREA);
        let code = sheet.text(row, code_column, "the code of the place", errors);
        let name = sheet.text(row, name, "the name of the place", errors);
        let bodies: Option<Vec<(String, String)>> = bodies
            .iter()
            .zip(tiers)
            .map(|((code, name), tier)| {
                let what = format!("the {} this place belongs to", tier.tier.singular());
                let code = sheet.text(row, (*code)?, &what, errors)?;
                let name = match name.flatten() {
                    Some(column) => sheet.text(row, column, &what, errors)?,
                    None => code.clone(),
                };
                Some((code, name))
            })
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        if let (Some(Some(population)), Some(east), Some(north), Some(need), Some(area)) =
            (people, east, north, need, area)
            && let (Some(code), Some(name), Some(bodies)) = (code, name, bodies)
        {
            places.push(Place {
                line: row.line,
                code,
                name,
                population,
                position: east.zip(north),
                need,
                area_km2: area,
                bodies,
            });
        }
    }
    check_codes(sheet, code_column, errors);
    places.sort_by(|a, b| a.code.cmp(&b.code));
    let known = if sheet.broken {
        Known::Any
    } else {
        Known::Codes(
            sheet
                .rows
                .iter()
                .map(|row| row.cell(code_column).to_owned())
                .collect(),
        )
    };
    Some((places, known))
}

/// Every code once, whatever else is wrong with the row.
pub(super) fn check_codes(sheet: &Sheet, code: Column, errors: &mut Vec<FileError>) {
    let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in sheet.rows.iter().filter(|row| !row.cell(code).is_empty()) {
        match first.get(row.cell(code)) {
            Some(before) => errors.push(sheet.mistake(
                row,
                code,
                format!("each code once; it stands on line {} too", before.line),
                None,
            )),
            None => {
                first.insert(row.cell(code), row);
            }
        }
    }
}

/// Within a family a body lies in one body of the next coarser tier the table gives.
fn check_families(
    places: &[Place],
    sheet: &Sheet,
    tiers: &[TierColumns],
    errors: &mut Vec<FileError>,
) {
    for (fine, tier) in tiers.iter().enumerate() {
        let mut above = tier.tier.within();
        let coarse = loop {
            let Some(up) = above else { break None };
            if let Some(found) = tiers.iter().position(|other| other.tier == up) {
                break Some(found);
            }
            above = up.within();
        };
        let Some(coarse) = coarse else { continue };
        let mut holder: BTreeMap<&str, &Place> = BTreeMap::new();
        let mut by_line: Vec<&Place> = places.iter().collect();
        by_line.sort_by_key(|place| place.line);
        for place in by_line {
            let body = place.bodies[fine].0.as_str();
            let before = *holder.entry(body).or_insert(place);
            if before.bodies[coarse].0 != place.bodies[coarse].0 {
                errors.push(FileError {
                    file: sheet.file.clone(),
                    line: place.line,
                    column: 0,
                    key: tiers[coarse].code.clone(),
                    found: format!(
                        "{} \"{body}\" in \"{}\"",
                        tier.tier.singular(),
                        place.bodies[coarse].0
                    ),
                    allowed: format!(
                        "one {} for each {}; on line {} it is in \"{}\"",
                        tiers[coarse].tier.singular(),
                        tier.tier.singular(),
                        before.line,
                        before.bodies[coarse].0
                    ),
                    meant: None,
                });
            }
        }
    }
}
