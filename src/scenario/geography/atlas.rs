//! A geography: the atoms of a nation and every structure that partitions them.

use serde::{Deserialize, Serialize};

use super::neighbours::{self, Neighbours};
use super::partition::Partition;
use super::people::{self, Provider};
use super::rules::Rules;
use super::tier::Tier;
use super::tiles;

/// The ground a world stands on. Atoms are in identity order in every list; nothing in it
/// depends on the seed of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Geography {
    /// "Synthetic England", or the title of the user's table.
    pub name: String,
    /// True where places and names are invented.
    pub invented: bool,
    /// People of each atom.
    pub population: Vec<f64>,
    /// Code of each atom: that of its place, with a suffix where the place was split.
    pub codes: Vec<String>,
    /// Name of each atom.
    pub names: Vec<String>,
    /// Kilometres to the east.
    pub x_km: Vec<f64>,
    /// Kilometres to the north.
    pub y_km: Vec<f64>,
    /// Need of each atom as an index, population-weighted mean 1.
    pub need: Vec<f64>,
    /// Rank of each atom by deprivation, 0 to 1; 1 is the most deprived.
    pub deprivation: Vec<f64>,
    /// Neighbours of each atom.
    pub neighbours: Neighbours,
    /// Acute providers, in the order of their atoms.
    pub providers: Vec<Provider>,
    /// Every tier there is, in the order of [`super::TIERS`].
    pub partitions: Vec<Partition>,
    /// The finest commissioners: the holders of the base structure.
    pub finest: Tier,
    /// The fixed reporting areas, the same for every arm.
    pub reporting: Tier,
    /// Column and row of each reporting area on a tile grid; row 0 is in the north.
    pub tiles: Vec<[u16; 2]>,
    /// What a reader has to be told: what was drawn, constructed or left out.
    pub notes: Vec<String>,
}

/// The parts of a geography that its source settles; the others follow from them.
pub(super) struct Parts {
    pub name: String,
    pub invented: bool,
    pub population: Vec<f64>,
    pub codes: Vec<String>,
    pub names: Vec<String>,
    pub x_km: Vec<f64>,
    pub y_km: Vec<f64>,
    /// Need on any scale; drawn where there is none.
    pub need: Option<Vec<f64>>,
    /// Neighbours as lists; the nearest atoms where there is none.
    pub neighbours: Option<Vec<Vec<u32>>>,
    pub partitions: Vec<Partition>,
    pub finest: Tier,
    pub notes: Vec<String>,
}

impl Parts {
    /// Adds what follows: need, deprivation, neighbours, providers and tiles.
    pub(super) fn complete(self, rules: &Rules) -> Geography {
        let mut need = self
            .need
            .unwrap_or_else(|| people::draw_need(self.population.len(), rules));
        people::to_mean_one(&mut need, &self.population);
        let lists = self
            .neighbours
            .unwrap_or_else(|| neighbours::nearest(&self.x_km, &self.y_km));
        let tiles = self
            .partitions
            .iter()
            .find(|partition| partition.tier == self.finest)
            .map(|areas| {
                let people = areas.sums(&self.population);
                let centre = |of_atoms: &[f64]| -> Vec<f64> {
                    let weighted: Vec<f64> = of_atoms
                        .iter()
                        .zip(&self.population)
                        .map(|(at, people)| at * people)
                        .collect();
                    areas
                        .sums(&weighted)
                        .iter()
                        .zip(&people)
                        .map(|(sum, people)| sum / people)
                        .collect()
                };
                tiles::tiles(&centre(&self.x_km), &centre(&self.y_km))
            })
            .unwrap_or_default();
        Geography {
            deprivation: people::deprivation(&need, rules),
            neighbours: Neighbours::from_lists(&lists),
            providers: people::providers(&self.population, rules),
            tiles,
            need,
            name: self.name,
            invented: self.invented,
            population: self.population,
            codes: self.codes,
            names: self.names,
            x_km: self.x_km,
            y_km: self.y_km,
            partitions: self.partitions,
            finest: self.finest,
            reporting: self.finest,
            notes: self.notes,
        }
    }
}

impl Geography {
    /// The partition of a tier, or nothing where the table cannot give it: an arm that needs it
    /// is to be refused by name.
    #[must_use]
    pub fn partition(&self, tier: Tier) -> Option<&Partition> {
        self.partitions
            .iter()
            .find(|partition| partition.tier == tier)
    }

    /// People in all.
    #[must_use]
    pub fn total_population(&self) -> f64 {
        self.population.iter().sum()
    }

    /// Number of atoms.
    #[must_use]
    pub fn atoms(&self) -> usize {
        self.population.len()
    }
}
