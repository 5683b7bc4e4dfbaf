//! What was run: the arms, the blocks of points, the horizons, the outcomes and the sampled
//! parameters. Everything the estimates need to know besides the values themselves.

use std::collections::BTreeSet;
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

    /// Everything wrong with the study, in one pass.
    ///
    /// # Errors
    ///
    /// Every mistake found: empty lists, repeated names, references to what does not exist,
    /// sizes that are not positive.
    pub fn check(&self) -> Result<(), Vec<TableError>> {
        let mut wrong = Vec::new();
        let lists = [
            ("arms", self.arms.len()),
            ("blocks", self.blocks.len()),
            ("points", self.points.len()),
            ("horizons", self.horizons.len()),
            ("outcomes", self.outcomes.len()),
        ];
        for (list, length) in lists {
            if length == 0 {
                wrong.push(TableError::new(list, "none", "at least one"));
            }
        }
        if self.baseline >= self.arms.len() {
            wrong.push(TableError::new(
                "baseline",
                format!("position {}", self.baseline),
                format!("one of {} arms", self.arms.len()),
            ));
        }
        refuse_repeats("arms", self.arms.iter().map(|arm| &arm.name), &mut wrong);
        refuse_repeats(
            "outcomes",
            self.outcomes.iter().map(|info| &info.name),
            &mut wrong,
        );
        refuse_repeats(
            "blocks",
            self.blocks.iter().map(|block| &block.label),
            &mut wrong,
        );
        if !self.horizons.is_sorted_by(|one, next| one < next) {
            wrong.push(TableError::new(
                "horizons",
                format!("{:?}", self.horizons),
                "months in ascending order, each once",
            ));
        }
        self.check_blocks(&mut wrong);
        self.check_outcomes(&mut wrong);
        self.check_parameters(&mut wrong);
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn check_blocks(&self, wrong: &mut Vec<TableError>) {
        for (number, point) in self.points.iter().enumerate() {
            if point.block >= self.blocks.len() {
                wrong.push(TableError::new(
                    format!("points[{number}].block"),
                    point.block,
                    format!("below {}", self.blocks.len()),
                ));
            }
            if point.replicates == 0 {
                wrong.push(TableError::new(
                    format!("points[{number}].replicates"),
                    0,
                    "at least 1",
                ));
            }
        }
        for (number, block) in self.blocks.iter().enumerate() {
            let points = self.points.iter().filter(|point| point.block == number);
            let count = points.count();
            if block.unit == Unit::Seed && count != 1 {
                wrong.push(TableError::new(
                    format!("block `{}`", block.label),
                    format!("{count} points"),
                    "exactly 1 where the seed is the unit, since seeds are common to all points",
                ));
            }
            let source = block.noise_from;
            let seeds = |at: usize| self.blocks.get(at).is_some_and(|of| of.unit == Unit::Seed);
            if let Some(at) = source.filter(|at| !seeds(*at)) {
                wrong.push(TableError::new(
                    format!("block `{}`, noise_from", block.label),
                    at,
                    "the position of a block whose unit is the seed",
                ));
            }
        }
    }

    fn check_outcomes(&self, wrong: &mut Vec<TableError>) {
        for info in &self.outcomes {
            let margins = [&info.domain_margin, &info.system_margin];
            for margin in margins.into_iter().flatten() {
                let (size, of): (f64, &[String]) = match margin {
                    Margin::Fixed(size) => (*size, &[]),
                    Margin::ShareOfBaseline { share, of } => (*share, of),
                };
                if !(size.is_finite() && size > 0.0) {
                    wrong.push(TableError::new(
                        format!("margin of `{}`", info.name),
                        size,
                        "a size above 0",
                    ));
                }
                for name in of.iter().filter(|name| self.outcome(name).is_none()) {
                    wrong.push(TableError::new(
                        format!("margin of `{}`", info.name),
                        format!("`{name}`"),
                        "the name of an outcome of the study",
                    ));
                }
            }
        }
    }

    fn check_parameters(&self, wrong: &mut Vec<TableError>) {
        for column in &self.parameters {
            if column.values.len() != self.points.len() {
                wrong.push(TableError::new(
                    format!("parameter `{}`", column.path),
                    format!("{} values", column.values.len()),
                    format!("one for each of {} points", self.points.len()),
                ));
            }
            if let Some(value) = column.values.iter().find(|value| !value.is_finite()) {
                wrong.push(TableError::new(
                    format!("parameter `{}`", column.path),
                    value,
                    "finite numbers",
                ));
            }
        }
    }
}

fn refuse_repeats<'a>(
    list: &str,
    names: impl Iterator<Item = &'a String>,
    wrong: &mut Vec<TableError>,
) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            wrong.push(TableError::new(
                list,
                format!("`{name}` twice"),
                "each name once",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::small_study;
    use super::*;

    #[test]
    fn a_study_reports_every_mistake_in_one_pass() {
        let mut study = small_study();
        study.baseline = 7;
        study.horizons = vec![120, 60];
        study.points[1].replicates = 0;
        study.outcomes[0].domain_margin = Some(Margin::Fixed(-1.0));
        study.outcomes[1].system_margin = Some(Margin::ShareOfBaseline {
            share: 0.02,
            of: vec!["cost_totle".into()],
        });
        study.parameters[0].values.pop();
        let wrong = study.check().unwrap_err();
        let places: Vec<&str> = wrong.iter().map(|error| error.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "baseline",
                "horizons",
                "points[1].replicates",
                "margin of `saving`",
                "margin of `cost`",
                "parameter `kernel.sigma`",
            ]
        );
        assert_eq!(
            wrong[4].to_string(),
            "margin of `cost`: found `cost_totle`, allowed is the name of an outcome of the study"
        );
    }

    #[test]
    fn a_block_of_seeds_has_one_point_because_seeds_are_common() {
        let mut study = small_study();
        study.blocks[1].unit = Unit::Seed;
        let wrong = study.check().unwrap_err();
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].found.contains("points") && wrong[0].allowed.starts_with("exactly 1"));
    }
}
