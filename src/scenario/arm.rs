//! What an arm says: who holds the decision, who guides it, who oversees it. Only
//! `model::arrangement` reads these; everything else in the model sees tier attributes.

use serde::{Deserialize, Serialize};

use super::geography::Tier;
use super::parameters::{Parameters, find};
use super::structure::Structure;

/// Which items a seat holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Items {
    /// All of them.
    All,
    /// The specialised ones.
    Specialised,
    /// Those that guidance covers.
    Covered,
    /// What no other seat of the arm holds.
    Others,
}

/// Whose name stands on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// The trust's own: no cover.
    None,
    /// Another body of the service.
    Government,
    /// The guidance body.
    Guidance,
}

/// A holder of the decision on some items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    /// Which items it holds.
    pub items: Items,
    /// The tier whose bodies decide.
    pub tier: Tier,
    /// Part of the implementer in the decision: 1 own or joint, one half if one member leads, 0 if
    /// decided above.
    pub participation: f64,
    /// Whether members decide together, in rounds.
    pub joint: bool,
    /// Whose name stands on it.
    pub cover: Cover,
    /// Whether its analysts are specialists.
    pub expert: bool,
    /// Whether a decision waits for the guidance body's publication.
    pub published: bool,
    /// Tier borders between decider and commissioner.
    pub borders: u32,
}

/// A body that issues guidance which others decide on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    /// The tier whose bodies issue it.
    pub tier: Tier,
    /// Whose name stands on it.
    pub cover: Cover,
    /// Whether its analysts are specialists.
    pub expert: bool,
    /// Whether it is the guidance body, with its coverage, publication lag and awareness;
    /// otherwise its guidance covers every item and reaches all at once.
    pub published: bool,
    /// Whether its cost is charged as duplication, because others prepare the same item.
    pub duplicate: bool,
}

/// How the overseer's and the holder's wills are mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mixing {
    /// The action is a weighted average.
    Blend,
    /// With probability equal to grip the overseer decides.
    Lottery,
}

/// An arrangement under test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// Its name in files and results.
    pub name: String,
    /// Its name in charts.
    pub label: String,
    /// Whether it stands in the ranking.
    pub ranked: bool,
    /// The bodies that exist from April 2009 on, with the grips that hold.
    pub structure: Structure,
    /// Who decides what.
    pub seats: Vec<Seat>,
    /// Who guides.
    pub guides: Vec<Guide>,
    /// Grip of the national board on the holders' decisions, 0 to 1.
    pub grip: f64,
    /// How grip mixes.
    pub mixing: Mixing,
    /// Parameters that hold in this arm from April 2009 on: path and value.
    pub overrides: Vec<(String, f64)>,
    /// Later reorganisations, by month.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// What a change of the calendar does to bodies in law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legal {
    /// Bodies whose people pass whole and alone go on; the others are closed, and others founded.
    #[default]
    Redrawn,
    /// None is closed or founded: bodies are put under one management and stay in law.
    Unchanged,
    /// Local commissioners and the tiers above them are all closed and founded again, whatever their
    /// borders; the national bodies go on.
    Anew,
}

/// A reorganisation: what holds from its month on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// First month of the new arrangement as planned; 1 is April 2009.
    pub month: i32,
    /// Months before that in which it is announced.
    pub announced: i32,
    /// Months by which its start slips; as the parameter says where none are given.
    pub slip: Option<i32>,
    /// What it does to bodies in law.
    #[serde(default)]
    pub legal: Legal,
    /// The bodies that then exist, with the grips that hold.
    pub structure: Structure,
    /// Who then decides what.
    pub seats: Vec<Seat>,
    /// Who then guides.
    pub guides: Vec<Guide>,
    /// Grip of the national board on the holders' decisions, 0 to 1, where it changes.
    pub grip: Option<f64>,
}

impl Arm {
    /// Parameters with those of the arm in their places.
    #[must_use]
    pub fn parameters(&self, given: &Parameters) -> Parameters {
        let mut own = given.clone();
        for (path, value) in &self.overrides {
            if let Some(parameter) = find(path) {
                (parameter.set)(&mut own, *value);
            }
        }
        own
    }
}
