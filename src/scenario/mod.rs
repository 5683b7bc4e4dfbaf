//! What one world is and what its rules are. Text comes in; only a settled [`Scenario`] goes out.

pub mod answers;
pub mod arm;
mod arm_file;
pub mod base;
mod chance;
mod changes_file;
pub mod check;
mod check_cross;
mod check_experiment;
mod check_factors;
mod check_sampling;
mod check_search;
pub mod claims;
mod compared;
pub mod discovery;
mod discovery_file;
pub mod domain;
pub mod error;
pub mod experiment;
mod experiment_file;
mod experiment_parts;
mod file;
pub mod fraction;
pub mod geography;
pub mod library;
pub mod mechanisms;
pub mod parameters;
pub mod patch;
pub mod place;
mod points_file;
pub mod reach;
pub mod sampling;
mod sampling_file;
mod scenario_file;
pub mod schema;
pub mod search;
mod search_file;
mod seats_file;
pub mod sensitivity;
mod sensitivity_file;
mod settings;
pub mod shapley;
pub mod stopping;
pub mod structure;
mod structure_file;
pub mod template;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use answers::Answer;
pub use arm::{Arm, Change, Cover, Guide, Items, Legal, Mixing, Seat};
pub use arm_file::is_name;
pub use changes_file::USUAL_NOTICE;
pub use check::{Known, Settled};
pub use check_sampling::MOST_DIMENSIONS;
pub use claims::{Bound, Claim};
pub use discovery::{DiscoveryQuestion, EVERY_OTHER, Enough, Robustness};
pub use domain::{Domain, Domains};
pub use error::{Level, Mistake, Source};
pub use experiment::{Cross, Experiment, Margin, Primary, Size, Subset, Width};
pub use experiment_file::{DEFAULT_SEEDS, MONTHS, POINTS, REPLICATES, SEEDS};
pub use geography::{Geography, Tier};
pub use mechanisms::{Flags, MECHANISMS, Mechanism, Sign, Switches};
pub use parameters::{Grade, Law, PARAMETERS, Parameter, Parameters};
pub use patch::Changes;
pub use sampling::{Factor, FactorGroup, Fraction, Sampling, SamplingKind, Subject, Values};
pub use search::{Combination, Search};
pub use sensitivity::{EVERY_OUTCOME, SensitivityQuestion};
pub use settings::ARM_TABLES;
pub use shapley::{Coalition, Group, ShapleyDesign};
pub use stopping::{Guard, MOST_LOOKS, RunBlock, Stopping};
pub use structure::{GRIPS_OF_BURN_IN, HELD, Structure, Upper, UpperBody, UpperCost};

/// The geography of a scenario that names none.
pub const DEFAULT_GEOGRAPHY: &str = "synthetic";

/// Where the value of a leaf comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The defaults, `configs/base.toml`, at this line.
    Base(usize),
    /// A file of the user's choice: its name and the line.
    File(String, usize),
    /// The command line: the option as it was written.
    Set(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base(line) => write!(out, "configs/base.toml:{line}"),
            Self::File(file, line) => write!(out, "{file}:{line}"),
            Self::Set(text) => write!(out, "{text}"),
        }
    }
}

/// A world and its rules, settled: every number is in range and every name is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// The parameters as given.
    pub parameters: Parameters,
    /// Which mechanisms are on.
    pub switches: Switches,
    /// Name of a built-in geography, or the path of a file that describes one.
    pub geography: String,
    /// Where each leaf comes from: `table.key` of a parameter, `mechanisms.NAME` or `geography`.
    /// A leaf that is missing here is at its default.
    pub origins: BTreeMap<String, Origin>,
    /// Parameters of bodies that no arm of the experiment has: nothing reads them, so that designs leave
    /// them alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            parameters: Parameters::default(),
            switches: Switches::default(),
            geography: DEFAULT_GEOGRAPHY.to_owned(),
            origins: BTreeMap::new(),
            absent: Vec::new(),
        }
    }
}

impl Scenario {
    /// Whether an experiment or the command line has fixed a leaf, so that designs leave it alone.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        matches!(
            self.origins.get(path),
            Some(Origin::File(..) | Origin::Set(_))
        )
    }

    /// The parameters that a design draws, in the order of the register: those with a sampled
    /// range that nobody has fixed and some arm reads. The members of a simplex are drawn all or none.
    #[must_use]
    pub fn sampled(&self) -> Vec<&'static Parameter> {
        let simplex_held = PARAMETERS
            .iter()
            .any(|p| p.law == Law::Simplex && self.holds(p.path));
        PARAMETERS
            .iter()
            .filter(|p| {
                p.sampled.is_some()
                    && self.switches.domains.has(p.domain())
                    && !self.holds(p.path)
                    && !self.absent.iter().any(|path| path == p.path)
                    && !(p.law == Law::Simplex && simplex_held)
            })
            .collect()
    }
}
