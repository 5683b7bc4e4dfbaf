//! What an experiment asks: which arms, on which parameters, how often, and how large a
//! difference must be before it matters. Settled: every name is known and every number in range.

use serde::{Deserialize, Serialize};

use super::Scenario;
use super::answers::Answer;
use super::arm::{Arm, Mixing};
use super::claims::Claim;
use super::discovery::{DiscoveryQuestion, Robustness};
use super::sampling::Sampling;
use super::search::Search;
use super::sensitivity::SensitivityQuestion;
use super::shapley::ShapleyDesign;
use super::stopping::Stopping;

/// Points of the parameter sample and seeds at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Points of the parameter sample; 0 or more.
    pub points: u32,
    /// Seeds at each point; at least 1.
    pub replicates: u32,
}

/// The outcome and horizon that the experiment was designed for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Primary {
    /// Name of the outcome.
    pub outcome: String,
    /// Months after March 2009; one of the experiment's horizons.
    pub horizon_months: u32,
}

/// How wide "practically nothing" is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// In the unit of the outcome; greater than 0.
    Absolute(f64),
    /// As a share of the median of the baseline over the points; greater than 0, at most 1.
    ShareOfBaseline(f64),
}

/// Differences below which an outcome is called practically the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// Name of the outcome.
    pub outcome: String,
    /// For the domain of decision by itself.
    pub domain: Width,
    /// For the health system as a whole.
    pub system: Width,
}

/// Arms that are ranked among themselves, because near-copies split the chance of being best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subset {
    /// Its name in results.
    pub name: String,
    /// Names of its arms, as in [`Experiment::arms`].
    pub arms: Vec<String>,
}

/// Arms that were put together from seats of one arm and guides of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    /// Name and label of the arms whose seats decide.
    pub seats: Vec<(String, String)>,
    /// Name and label of the arms whose guides guide; the name [`NO_GUIDES`] for nobody.
    pub guides: Vec<(String, String)>,
}

/// The word for nobody among the guides of a [`Cross`].
pub const NO_GUIDES: &str = "none";

/// How many points compare runs that must agree: copies under other names, tiers exchanged, and
/// every mechanism off.
pub const AUDIT_POINTS: u32 = 3;

/// An experiment, settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// Its name in folders and results.
    pub name: String,
    /// Its name on the page.
    pub title: String,
    /// The question it answers, one or two sentences.
    pub question: String,
    /// The world in which all arms run.
    pub scenario: Scenario,
    /// The arms, in the order of the file. Where grip is swept there is one arm for every step,
    /// named `ARM@STEP`, with its grip set to the step.
    pub arms: Vec<Arm>,
    /// Name of the arm from which differences are taken; one of [`Self::arms`].
    pub baseline: String,
    /// Months after March 2009 at which outcomes are read: whole years, rising, 12 to 600.
    pub horizons_months: Vec<u32>,
    /// The number from which all chance follows.
    pub seed: u64,
    /// Whether every arm but the baseline draws chance of its own, so that differences are between
    /// independent runs; otherwise all arms meet equal chance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub independent: bool,
    /// Seeds at the parameters as they stand in [`Self::scenario`]: sweep point 0.
    pub default_seeds: u32,
    /// Points that [`Self::sampling`] lays out: sweep points 1 to n.
    pub size: Size,
    /// The size of a published study, taken with `--paper`.
    pub paper: Size,
    /// The steps of grip over which every arm is run, where grip is swept; each 0 to 1, rising.
    pub grip_steps: Option<Vec<f64>>,
    /// Whether odd points blend and even points draw lots; sweep point 0 blends. Otherwise each
    /// arm mixes as its file says.
    pub mixing_by_stratum: bool,
    /// What it was designed for.
    pub primary: Primary,
    /// Margins by outcome.
    pub margins: Vec<Margin>,
    /// Margin of every outcome not in [`Self::margins`]: share of the median of the baseline over
    /// the points; greater than 0, at most 1.
    pub margin_otherwise: f64,
    /// Groups of arms ranked among themselves. Empty: all ranked arms at once.
    pub subsets: Vec<Subset>,
    /// Which arms were put together from seats and guides; they are among [`Self::arms`].
    #[serde(default)]
    pub cross: Option<Cross>,
    /// How differences are shared out among groups of mechanisms, where they are.
    #[serde(default)]
    pub shapley: Option<ShapleyDesign>,
    /// Seeds at each of the [`AUDIT_POINTS`]; 0 where nothing is audited.
    #[serde(default)]
    pub audit_seeds: u32,
    /// How points 1 to n are laid out, and over what.
    #[serde(default, skip_serializing_if = "Sampling::is_usual")]
    pub sampling: Sampling,
    /// When it has run enough, where that is not fixed: its growing block then stands here at its
    /// maximum.
    #[serde(default)]
    pub stopping: Option<Stopping>,
    /// What is claimed before the first run.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// What the page says first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// What is searched, where something is: then [`Self::arms`] are the uniform regimes, and
    /// [`Self::size`] is that of the hold-out.
    #[serde(default)]
    pub search: Option<Search>,
    /// At which inputs an arm is better: what is asked of the results.
    #[serde(default, skip_serializing_if = "DiscoveryQuestion::is_open")]
    pub discovery: DiscoveryQuestion,
    /// What would be good enough, and which outcomes are traded off.
    #[serde(default, skip_serializing_if = "Robustness::is_open")]
    pub robustness: Robustness,
    /// For which outcomes it is told how much each input matters.
    #[serde(default, skip_serializing_if = "SensitivityQuestion::is_open")]
    pub sensitivity: SensitivityQuestion,
}

impl Experiment {
    /// The arm of this name.
    #[must_use]
    pub fn arm(&self, name: &str) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.name == name)
    }

    /// How many months a run lasts after March 2009.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.horizons_months.iter().copied().max().unwrap_or(0)
    }

    /// How many points compare runs that must agree: the last of them, with every mechanism off, only
    /// where all arms have the same bodies and grips. Other bodies cost and hold what they say they do,
    /// mechanisms or none, so that such runs need not agree.
    #[must_use]
    pub fn audit_points(&self) -> u32 {
        let Some((first, others)) = self.arms.split_first() else {
            return 0;
        };
        let same = |arm: &Arm| arm.changes.is_empty() && arm.structure.is_like(&first.structure);
        match (self.audit_seeds, others.iter().all(same)) {
            (0, _) => 0,
            (_, true) => AUDIT_POINTS,
            (_, false) => AUDIT_POINTS - 1,
        }
    }

    /// How many runs it takes.
    #[must_use]
    pub fn runs(&self) -> u64 {
        if let Some(search) = &self.search {
            return search.most_runs(self.size);
        }
        let seeds = u64::from(self.default_seeds)
            + u64::from(self.size.points) * u64::from(self.size.replicates)
            + u64::from(self.audit_seeds) * u64::from(self.audit_points())
            + self.shapley.as_ref().map_or(0, |shapley| {
                let sets = shapley.coalitions(self.seed).len() as u64;
                sets * u64::from(shapley.seeds)
            });
        self.arms.len() as u64 * seeds
    }

    /// The margins of an outcome.
    #[must_use]
    pub fn margin(&self, outcome: &str) -> (Width, Width) {
        let otherwise = Width::ShareOfBaseline(self.margin_otherwise);
        self.margins
            .iter()
            .find(|margin| margin.outcome == outcome)
            .map_or((otherwise, otherwise), |margin| {
                (margin.domain, margin.system)
            })
    }

    /// How an arm mixes wills at a sweep point.
    #[must_use]
    pub fn mixing(&self, arm: &Arm, point: u32) -> Mixing {
        match (self.mixing_by_stratum, point) {
            (false, _) => arm.mixing,
            (true, point) if point > 0 && point % 2 == 0 => Mixing::Lottery,
            (true, _) => Mixing::Blend,
        }
    }
}

/// The name of an arm at a step of grip.
#[must_use]
pub fn name_at_step(arm: &str, step: f64) -> String {
    format!("{arm}@{step}")
}

/// The name of an arm with the seats of one arm and the guides of another.
#[must_use]
pub fn name_of_cross(seats: &str, guides: &str) -> String {
    format!("{seats}+{guides}")
}

/// The name of an arm without its step of grip.
#[must_use]
pub fn family(arm: &str) -> &str {
    arm.split_once('@').map_or(arm, |(family, _)| family)
}
