//! Contents page of the geography: the atoms of a nation and the structures that partition them.
//!
//! Two sources give one shape. [`synthetic`] draws an invented England from published size
//! distributions; [`from_tables`] reads tables of the user's own, described by a settings file
//! ([`GeographyFile`]).

mod atlas;
mod beside;
mod bisect;
mod construct;
mod divide;
mod error;
mod file;
mod names;
mod neighbours;
mod partition;
mod people;
mod position;
mod reader;
mod rows;
mod rules;
mod settings;
mod synthetic;
mod table;
mod text;
mod tier;
mod tiles;

pub use atlas::Geography;
pub use error::{FileError, TableError};
pub use file::{EMBEDDED, GeographyFile, Tables, Wanted};
pub use neighbours::{NEAREST, Neighbours};
pub use partition::Partition;
pub use people::Provider;
pub use rules::{
    MOST_ATOMS, NEIGHBOURHOOD_PEOPLE, PRACTICE_PEOPLE, REFERENCE_PEOPLE, Rules, TierRule,
};
pub use settings::{CentroidColumns, NeighbourColumns, PlaceColumns, TableSettings, TierColumns};
pub use synthetic::{SyntheticSettings, synthetic};
pub use table::from_tables;
pub use tier::{COMMISSIONERS, TIERS, Tier};
