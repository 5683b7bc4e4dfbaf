//! What was run: the arms, the blocks of points, the horizons, the outcomes and the sampled
//! parameters. Everything the estimates need to know besides the values themselves.

use crate::scenario::Domains;
use std::fmt;

/// An arrangement under comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// The `snake_case` name, as in files.
    pub name: String,
    /// The name in words, as in sentences and on charts.
    pub label: String,
    /// Whether the arm takes part in rankings; a comparison arm that no one proposes does not.
    pub ranked: bool,
}

/// Which of two values of an outcome is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// The outcome has no winner.
    Neither,
}

impl Better {
    /// The factor (1 or -1) that turns the outcome so that more is better; `None` where there
    /// is no winner.
    #[must_use]
    pub fn sign(self) -> Option<f64> {
        match self {
            Self::Higher => Some(1.0),
            Self::Lower => Some(-1.0),
            Self::Neither => None,
        }
    }

    /// The word in `summary.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }
}

/// The size below which a difference is practically nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Margin {
    /// A fixed size, in the unit of the outcome, above 0.
    Fixed(f64),
    /// A share of the baseline's size: of the median, over the points of the block, of the
    /// baseline's mean at the point.
    ShareOfBaseline {
        /// The share, above 0.
        share: f64,
        /// The outcomes whose sum is the size, in the same unit; none means the outcome itself.
        of: Vec<String>,
    },
}

/// One outcome of the study.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeInfo {
    /// The `snake_case` name.
    pub name: String,
    /// The name in words, as it stands inside a sentence.
    pub label: String,
    /// The unit.
    pub unit: String,
    /// Which direction is better.
    pub better: Better,
    /// What is practically nothing within the domain of the decision. This is the margin of
    /// `summary.csv`.
    pub domain_margin: Option<Margin>,
    /// What is practically nothing to the whole system.
    pub system_margin: Option<Margin>,
}

/// What counts as one independent unit of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The seed: one point of the inputs, run with many seeds. Spread over units is luck.
    Seed,
    /// The point: many points of the inputs, seeds averaged within each. Spread over units is
    /// the spread over the inputs.
    Point,
}

/// Points that are summarised together, under one label: the default block (one point, many
/// seeds), the prior block (many points, few seeds), or one level of a sweep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What stands in the `sweep_point` column: `default`, `prior`, `all`, or a level such as
    /// `grip=0.3,mixing=blend`.
    pub label: String,
    /// The independent unit.
    pub unit: Unit,
    /// The block of seeds that tells how noisy one run is, as a position in
    /// [`Study::blocks`]; used only to ask whether a lead at a point is more than luck.
    pub noise_from: Option<usize>,
}

/// One point of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointInfo {
    /// Its number in the plan; 0 is all defaults.
    pub sweep_point: u32,
    /// The block it belongs to, as a position in [`Study::blocks`].
    pub block: usize,
    /// Seeds planned at this point, for every arm.
    pub replicates: u32,
}

impl PointInfo {
    /// Whether every parameter stands at its default.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.sweep_point == 0
    }
}

/// A parameter and the value it takes at each point.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterColumn {
    /// The path of the parameter, as in `--set`.
    pub path: String,
    /// Its name in words.
    pub label: String,
    /// One value for each of [`Study::points`], in that order.
    pub values: Vec<f64>,
}

/// What was run.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The experiment's name.
    pub experiment: String,
    /// The domains that it has.
    pub domains: Domains,
    /// The arms, in the order of every table; at least one.
    pub arms: Vec<Arm>,
    /// The arm that differences are taken from, as a position in `arms`.
    pub baseline: usize,
    /// The blocks, in the order of every table; at least one.
    pub blocks: Vec<Block>,
    /// The points, in plan order; at least one.
    pub points: Vec<PointInfo>,
    /// The horizons, in months; at least one, ascending.
    pub horizons: Vec<u32>,
    /// The outcomes; at least one.
    pub outcomes: Vec<OutcomeInfo>,
    /// The parameters that the points vary; may be empty.
    pub parameters: Vec<ParameterColumn>,
}

/// Why a study or a run was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Where.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl TableError {
    pub(super) fn new(
        place: impl Into<String>,
        found: impl fmt::Display,
        allowed: impl fmt::Display,
    ) -> Self {
        Self {
            place: place.into(),
            found: found.to_string(),
            allowed: allowed.to_string(),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: found {}, allowed is {}",
            self.place, self.found, self.allowed
        )
    }
}

impl std::error::Error for TableError {}

impl Study {
    /// The position of an outcome by name.
    #[must_use]
    pub fn outcome(&self, name: &str) -> Option<usize> {
        self.outcomes.iter().position(|info| info.name == name)
    }

    /// The position of an arm by name.
    #[must_use]
    pub fn arm(&self, name: &str) -> Option<usize> {
        self.arms.iter().position(|arm| arm.name == name)
    }

    /// The position of a block by label.
    #[must_use]
    pub fn block(&self, label: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.label == label)
    }
}
