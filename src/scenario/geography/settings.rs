//! How a user's tables are described: which column holds what.

use serde::{Deserialize, Serialize};

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
