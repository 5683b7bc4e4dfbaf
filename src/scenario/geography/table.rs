//! A geography from published tables of the user's own. Nothing is rescaled: people are those of
//! the table.

use std::collections::{BTreeMap, BTreeSet};

use super::atlas::{Geography, Parts};
use super::construct;
use super::divide::Ground;
use super::error::{FileError, TableError, grouped};
use super::neighbours;
use super::partition::Partition;
use super::position::{grid_cells, project, scatter, side_km};
use super::rows::{self, Place};
use super::rules::MOST_ATOMS;
use super::settings::TableSettings;

/// Reads tables. `places` is the table of places, `neighbours` and `centroids` are those the
/// settings name, if they do.
///
/// # Errors
///
/// Every mistake of every table, in the order of file, line and column.
pub fn from_tables(
    settings: &TableSettings,
    places: &[u8],
    neighbours: Option<&[u8]>,
    centroids: Option<&[u8]>,
) -> Result<Geography, Vec<TableError>> {
    let sorted = |mut errors: Vec<TableError>| {
        errors.sort();
        // One cell can serve two ends, such as the code of a place that is its own group.
        errors.dedup_by(|a, b| {
            a.column > 0
                && (&a.file, a.line, a.column, &a.found) == (&b.file, b.line, b.column, &b.found)
        });
        errors
    };
    let rows = rows::read(settings, places, neighbours, centroids).map_err(sorted)?;
    let split: Vec<usize> = rows
        .places
        .iter()
        .map(|place| atoms_of(place, settings))
        .collect();
    let atoms: usize = split.iter().sum();
    if atoms as f64 > MOST_ATOMS {
        return Err(vec![FileError {
            file: settings.places.file.clone(),
            line: 0,
            column: 0,
            key: settings.places.population.clone(),
            found: format!("people for {} atoms", grouped(atoms as f64)),
            allowed: format!("at most {} atoms", grouped(MOST_ATOMS)),
            meant: Some("a larger atom_population makes fewer atoms".to_owned()),
        }]);
    }
    let mut notes = rows.notes;
    if atoms > rows.places.len() {
        notes.push(format!(
            "{} places are split into {} atoms of about {} people",
            grouped(rows.places.len() as f64),
            grouped(atoms as f64),
            grouped(settings.rules.atom_population)
        ));
    }
    let place_of: Vec<u32> = split
        .iter()
        .enumerate()
        .flat_map(|(place, &count)| std::iter::repeat_n(place as u32, count))
        .collect();
    let population: Vec<f64> = rows
        .places
        .iter()
        .zip(&split)
        .flat_map(|(place, &count)| shares(place.population, count))
        .collect();
    let (x_km, y_km) = positions(&rows.places, &split, settings, &mut notes);
    let (codes, names) = labels(&rows.places, &split);
    let given = partitions(&rows.places, &place_of, settings, &mut notes);
    let place_names: Vec<String> = rows.places.iter().map(|place| place.name.clone()).collect();
    let base = construct::Base {
        ground: Ground {
            population: &population,
            x_km: &x_km,
            y_km: &y_km,
        },
        rules: &settings.rules,
        place_of: &place_of,
        place_names: &place_names,
        atom_names: &names,
    };
    let (partitions, finest) = construct::complete(&base, given, &mut notes);
    let neighbours = rows
        .pairs
        .as_ref()
        .map(|pairs| listed_neighbours(pairs, &place_of, &split, &x_km, &y_km, &mut notes));
    if neighbours.is_none() {
        notes.push(format!(
            "neighbours: the nearest {} atoms",
            neighbours::NEAREST
        ));
    }
    let need: Option<Vec<f64>> = place_of
        .iter()
        .map(|&place| rows.places[place as usize].need)
        .collect();
    if need.is_none() {
        notes.push(format!(
            "need: drawn, lognormal with sd {}",
            settings.rules.need_sd
        ));
    }
    notes.push("deprivation: drawn, partly from need".to_owned());
    notes.push("acute providers: drawn, more often where more people live".to_owned());
    Ok(Parts {
        name: settings.title.clone(),
        invented: false,
        population,
        codes,
        names,
        x_km,
        y_km,
        need,
        neighbours,
        partitions,
        finest,
        notes,
    }
    .complete(&settings.rules))
}

/// Number of atoms of a place: its people over those of an atom, rounded, at least one.
fn atoms_of(place: &Place, settings: &TableSettings) -> usize {
    ((place.population / settings.rules.atom_population).round() as usize).max(1)
}

/// People of a place shared among its atoms: whole people, equal but for one, whatever is left
/// of a fraction in the last. The sum is exactly the place's.
fn shares(people: f64, count: usize) -> Vec<f64> {
    let whole = people.floor();
    let reached = |atoms: usize| (whole * atoms as f64 / count as f64).floor();
    (0..count)
        .map(|atom| {
            let share = reached(atom + 1) - reached(atom);
            if atom + 1 == count {
                share + (people - whole)
            } else {
                share
            }
        })
        .collect()
}

/// Positions of atoms: scattered about their place's position, or on a tile grid.
fn positions(
    places: &[Place],
    split: &[usize],
    settings: &TableSettings,
    notes: &mut Vec<String>,
) -> (Vec<f64>, Vec<f64>) {
    let degrees: Option<Vec<(f64, f64)>> = places.iter().map(|place| place.position).collect();
    let Some(degrees) = degrees else {
        notes.push("no coordinates: placed on a tile grid, region by region".to_owned());
        return on_a_grid(places, split);
    };
    project(&degrees)
        .into_iter()
        .enumerate()
        .flat_map(|(number, (x, y))| {
            let place = &places[number];
            let side = place
                .area_km2
                .map_or_else(|| side_km(place.population), f64::sqrt);
            scatter(settings.rules.seed, number as u32, split[number], side)
                .into_iter()
                .map(move |(east, north)| (x + east, y + north))
        })
        .unzip()
}

/// Atoms on a square grid, filled by the coarsest tier of the table, then the next, then by
/// code; the spacing is that of atoms of their mean size at England's mean density.
fn on_a_grid(places: &[Place], split: &[usize]) -> (Vec<f64>, Vec<f64>) {
    let tiers = places.first().map_or(0, |place| place.bodies.len());
    let distinct = |tier: usize| {
        places
            .iter()
            .map(|place| place.bodies[tier].0.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let mut coarse_first: Vec<usize> = (0..tiers).collect();
    coarse_first.sort_by_key(|&tier| (distinct(tier), tier));
    let key = |place: usize| -> Vec<&str> {
        let bodies = coarse_first
            .iter()
            .map(|&tier| places[place].bodies[tier].0.as_str());
        bodies.chain([places[place].code.as_str()]).collect()
    };
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_cached_key(|&place| key(place));

    let atoms: usize = split.iter().sum();
    let people: f64 = places.iter().map(|place| place.population).sum();
    let spacing = side_km(people / atoms as f64);
    let first: Vec<usize> = split
        .iter()
        .scan(0, |sum, &count| {
            *sum += count;
            Some(*sum - count)
        })
        .collect();
    let (mut x_km, mut y_km) = (vec![0.0; atoms], vec![0.0; atoms]);
    let seats = order
        .into_iter()
        .flat_map(|place| first[place]..first[place] + split[place]);
    for (atom, (column, row)) in seats.zip(grid_cells(atoms)) {
        x_km[atom] = spacing * f64::from(column);
        y_km[atom] = spacing * f64::from(row);
    }
    (x_km, y_km)
}

/// Codes and names of atoms: those of the place, numbered where it was split.
fn labels(places: &[Place], split: &[usize]) -> (Vec<String>, Vec<String>) {
    places
        .iter()
        .zip(split)
        .flat_map(|(place, &count)| {
            (1..=count).map(move |atom| match count {
                1 => (place.code.clone(), place.name.clone()),
                _ => (
                    format!("{}-{atom}", place.code),
                    format!("{} ({atom} of {count})", place.name),
                ),
            })
        })
        .unzip()
}

/// The partitions the table gives; bodies in the order of their codes, each called by the name
/// on the row with the lowest place code.
fn partitions(
    places: &[Place],
    place_of: &[u32],
    settings: &TableSettings,
    notes: &mut Vec<String>,
) -> Vec<Partition> {
    let mut given = Vec::new();
    for (column, tier) in settings.partitions.iter().enumerate() {
        let mut bodies: BTreeMap<&str, &str> = BTreeMap::new();
        for place in places {
            let (code, name) = &place.bodies[column];
            let first = *bodies.entry(code).or_insert(name);
            if first != name {
                notes.push(format!(
                    "{} \"{code}\" is called \"{first}\" and \"{name}\"; the first is used",
                    tier.tier.singular()
                ));
            }
        }
        let number: BTreeMap<&str, u32> = bodies
            .keys()
            .enumerate()
            .map(|(body, &code)| (code, body as u32))
            .collect();
        given.push(Partition {
            tier: tier.tier,
            body_of: place_of
                .iter()
                .filter_map(|&place| number.get(places[place as usize].bodies[column].0.as_str()))
                .copied()
                .collect(),
            codes: bodies.keys().map(|&code| code.to_owned()).collect(),
            names: bodies.values().map(|&name| name.to_owned()).collect(),
            constructed: false,
        });
    }
    notes.dedup();
    given.sort_by_key(|partition| partition.tier);
    given
}

/// Neighbours by the user's file: of the atoms of its own place and of the places the file joins
/// to it, an atom has the nearest few as neighbours; where no place is split, all of them. Atoms
/// the file leaves without any take the nearest of all.
fn listed_neighbours(
    pairs: &BTreeSet<(u32, u32)>,
    place_of: &[u32],
    split: &[usize],
    x_km: &[f64],
    y_km: &[f64],
    notes: &mut Vec<String>,
) -> Vec<Vec<u32>> {
    let mut joined: Vec<Vec<u32>> = (0..split.len() as u32).map(|place| vec![place]).collect();
    for &(a, b) in pairs {
        joined[a as usize].push(b);
        joined[b as usize].push(a);
    }
    let mut atoms_of: Vec<Vec<u32>> = vec![Vec::new(); split.len()];
    for (atom, &place) in place_of.iter().enumerate() {
        atoms_of[place as usize].push(atom as u32);
    }
    let whole = split.iter().all(|&count| count == 1);
    let mut lists: Vec<Vec<u32>> = place_of
        .iter()
        .enumerate()
        .map(|(atom, &place)| {
            let near = joined[place as usize]
                .iter()
                .flat_map(|&other| &atoms_of[other as usize])
                .copied();
            if whole {
                near.filter(|&other| other != atom as u32).collect()
            } else {
                neighbours::nearest_among(atom as u32, near, x_km, y_km)
            }
        })
        .collect();
    let alone = lists.iter().filter(|list| list.is_empty()).count();
    if alone > 0 {
        let nearest = neighbours::nearest(x_km, y_km);
        for (list, nearest) in lists.iter_mut().zip(nearest) {
            if list.is_empty() {
                *list = nearest;
            }
        }
        notes.push(format!(
            "atoms without a neighbour in the file, which take the nearest {}: {alone}",
            neighbours::NEAREST
        ));
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_a_place_loses_nobody() {
        assert_eq!(shares(10.0, 3), [3.0, 3.0, 4.0]);
        assert_eq!(shares(10.5, 2), [5.0, 5.5]);
        for people in [1.0, 156_293.0, 99_999_999.0] {
            for count in [1, 2, 7, 1_000] {
                assert!((shares(people, count).iter().sum::<f64>() - people).abs() < f64::EPSILON);
            }
        }
    }
}
