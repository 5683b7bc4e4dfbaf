//! Interface placeholder until the geography branch is merged.
#![expect(missing_docs)]

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    Trusts,
    Clusters,
    Consortia,
    Authorities,
    Groups,
    AreaTeams,
    Regions2013,
    Systems,
    Regions2022,
    Nation,
}

#[derive(Clone, Debug)]
pub struct Neighbours {
    pub start: Vec<u32>,
    pub index: Vec<u32>,
}
impl Neighbours {
    pub fn of(&self, atom: usize) -> &[u32] {
        &self.index[self.start[atom] as usize..self.start[atom + 1] as usize]
    }
}

#[derive(Clone, Debug)]
pub struct Provider {
    pub atom: u32,
    pub size: f64,
}

#[derive(Clone, Debug)]
pub struct Partition {
    pub tier: Tier,
    pub body_of: Vec<u32>,
    pub codes: Vec<String>,
    pub names: Vec<String>,
    pub constructed: bool,
}

#[derive(Clone, Debug)]
pub struct Geography {
    pub name: String,
    pub invented: bool,
    pub population: Vec<f64>,
    pub x_km: Vec<f64>,
    pub y_km: Vec<f64>,
    pub need: Vec<f64>,
    pub deprivation: Vec<f64>,
    pub neighbours: Neighbours,
    pub providers: Vec<Provider>,
    pub partitions: Vec<Partition>,
    pub reporting: Tier,
    pub finest: Tier,
    pub tiles: Vec<[u16; 2]>,
    pub notes: Vec<String>,
}

impl Geography {
    pub fn partition(&self, tier: Tier) -> Option<&Partition> {
        self.partitions.iter().find(|p| p.tier == tier)
    }
    pub fn total_population(&self) -> f64 {
        self.population.iter().sum()
    }
    pub fn atoms(&self) -> usize {
        self.population.len()
    }
}
