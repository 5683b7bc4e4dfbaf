//! How a user's tables are described: which column holds what. Headings are taken as they are.

use serde::{Deserialize, Serialize};

use super::reader::{Reader, Section};
use super::rules::Rules;
use super::tier::Tier;

/// A description of published tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableSettings {
    /// Name of the geography, as shown to readers.
    pub title: String,
    /// Rules shared with synthetic geographies.
    pub rules: Rules,
    /// The table of places.
    pub places: PlaceColumns,
    /// The tiers the table of places gives, in the order of [`super::TIERS`].
    pub partitions: Vec<TierColumns>,
    /// A second table with positions, if the first has none.
    pub centroids: Option<CentroidColumns>,
    /// A table of neighbouring pairs.
    pub neighbours: Option<NeighbourColumns>,
}

/// Headings of the table of places, one row a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceColumns {
    /// The file.
    pub file: String,
    /// Unique code of the place.
    pub code: String,
    /// Name of the place.
    pub name: String,
    /// People.
    pub population: String,
    /// Degrees east, with `latitude`.
    pub longitude: Option<String>,
    /// Degrees north, with `longitude`.
    pub latitude: Option<String>,
    /// Need as an index on any scale above 0; brought to mean 1.
    pub need: Option<String>,
    /// Area in square kilometres.
    pub area_km2: Option<String>,
}

/// Headings that give one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierColumns {
    /// The tier.
    pub tier: Tier,
    /// Code of the body a place belongs to.
    pub code: String,
    /// Name of the body; its code where there is none.
    pub name: Option<String>,
}

/// Headings of a table of positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentroidColumns {
    /// The file.
    pub file: String,
    /// Code of the place.
    pub code: String,
    /// Degrees east.
    pub longitude: String,
    /// Degrees north.
    pub latitude: String,
    /// Area in square kilometres.
    pub area_km2: Option<String>,
}

/// Headings of a table of neighbouring pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourColumns {
    /// The file.
    pub file: String,
    /// Code of one place.
    pub a: String,
    /// Code of the other.
    pub b: String,
}

/// Reads which columns of the table of places hold what.
pub(super) fn places(reader: &mut Reader, section: &Section) -> PlaceColumns {
    reader.known(
        section,
        &[
            "file",
            "code",
            "name",
            "population",
            "longitude",
            "latitude",
            "need",
            "area_km2",
            "partitions",
        ],
    );
    if section.has("longitude") != section.has("latitude") {
        let (key, missing) = if section.has("longitude") {
            ("longitude", "latitude")
        } else {
            ("latitude", "longitude")
        };
        reader.mistake_at(
            section,
            key,
            &format!("longitude and latitude together; {missing} is missing"),
        );
    }
    PlaceColumns {
        file: reader.required(section, "file"),
        code: reader.required(section, "code"),
        name: reader.required(section, "name"),
        population: reader.required(section, "population"),
        longitude: reader.optional(section, "longitude"),
        latitude: reader.optional(section, "latitude"),
        need: reader.optional(section, "need"),
        area_km2: reader.optional(section, "area_km2"),
    }
}

/// Reads which columns give tiers.
pub(super) fn partitions(reader: &mut Reader, section: &Section) -> Vec<TierColumns> {
    let Some(partitions) = reader.section(section, "partitions") else {
        return Vec::new();
    };
    let keys: Vec<&str> = Tier::with_rules().map(Tier::key).collect();
    reader.known(&partitions, &keys);
    let mut columns = Vec::new();
    for tier in Tier::with_rules() {
        let Some(section) = reader.section(&partitions, tier.key()) else {
            continue;
        };
        reader.known(&section, &["code", "name"]);
        columns.push(TierColumns {
            tier,
            code: reader.required(&section, "code"),
            name: reader.optional(&section, "name"),
        });
    }
    columns
}

/// Reads which columns of a table of positions hold what, where there is one.
pub(super) fn centroids(
    reader: &mut Reader,
    top: &Section,
    table: &Section,
) -> Option<CentroidColumns> {
    let section = reader.section(top, "centroids")?;
    reader.known(
        &section,
        &["file", "code", "longitude", "latitude", "area_km2"],
    );
    for key in ["longitude", "latitude", "area_km2"] {
        if table.has(key) && section.has(key) {
            reader.mistake_at(
                &section,
                key,
                &format!("{key} in [table] or in [centroids], not in both"),
            );
        }
    }
    Some(CentroidColumns {
        file: reader.required(&section, "file"),
        code: reader.required(&section, "code"),
        longitude: reader.required(&section, "longitude"),
        latitude: reader.required(&section, "latitude"),
        area_km2: reader.optional(&section, "area_km2"),
    })
}

/// Reads which columns of a table of pairs hold what, where there is one.
pub(super) fn neighbours(reader: &mut Reader, top: &Section) -> Option<NeighbourColumns> {
    let section = reader.section(top, "neighbours")?;
    reader.known(&section, &["file", "a", "b"]);
    Some(NeighbourColumns {
        file: reader.required(&section, "file"),
        a: reader.required(&section, "a"),
        b: reader.required(&section, "b"),
    })
}
