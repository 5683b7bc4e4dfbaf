//! What an experiment asks of its results beyond means: at which inputs an arm is better, which
//! outcomes are traded off, and what would be good enough.

use serde::{Deserialize, Serialize};

/// The word for every other ranked arm in the place of a rival.
pub const EVERY_OTHER: &str = "every_other";

/// The question of scenario discovery; what is `None` is chosen from the results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryQuestion {
    /// Name of the arm.
    pub arm: Option<String>,
    /// Name of the arm it must be better than, or [`EVERY_OTHER`].
    pub against: Option<String>,
    /// Name of the outcome.
    pub outcome: Option<String>,
    /// Months after March 2009; one of the experiment's horizons.
    pub horizon_months: Option<u32>,
    /// By more than this, in the unit of the outcome; any finite number.
    pub threshold: Option<f64>,
}

impl DiscoveryQuestion {
    /// Whether nothing is asked in particular.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What is good enough on one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Enough {
    /// Name of the outcome.
    pub outcome: String,
    /// The value, in the unit of the outcome.
    pub at: f64,
    /// Whether values must be at least this; otherwise at most.
    pub at_least: bool,
}

/// How robustness is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// What is good enough; an arm satisfices where it meets all of these.
    #[serde(default)]
    pub satisficing: Vec<Enough>,
    /// Outcomes of the Pareto front; empty for the default ones.
    #[serde(default)]
    pub pareto: Vec<String>,
}

impl Robustness {
    /// Whether nothing is declared.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}
