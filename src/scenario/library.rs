//! The texts built into the program, so that it works from any folder.

use super::DEFAULT_GEOGRAPHY;
use super::error::Source;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Parameters, mechanisms and the geography.
    Scenario,
    /// An arrangement under test.
    Arm,
    /// Which arms, on which parameters, how often.
    Experiment,
    /// Where people live and which structures they belong to.
    Geography,
}

impl Kind {
    /// The folder of `configs` in which its files stand; the scenario stands in `configs` itself.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Scenario => "configs",
            Self::Arm => "configs/arms",
            Self::Experiment => "configs/experiments",
            Self::Geography => "configs/geographies",
        }
    }
}

/// The defaults as a text.
pub const BASE: &str = include_str!("../../configs/base.toml");
/// Where that text stands in the project.
pub const BASE_LABEL: &str = "configs/base.toml";

macro_rules! texts {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../configs/", $folder, "/", $name, ".toml")))),*]
    };
}

/// Arms in the order in which they are listed.
const ARMS: &[(&str, &str)] = texts!["arms":
    "single_trusts",
    "lead_cluster",
    "consortium",
    "region_jointly",
    "strategic_authority",
    "specialist",
    "department",
    "nice_advice",
    "nice_mandate",
    "all_at_once",
    "no_guidance_no_lever",
    "no_guidance_lever",
    "advice_no_lever",
    "advice_lever",
    "mandate_lever",
    "trusts_under_board",
    "groups_under_board",
    "systems_under_board",
];

/// Experiments in the order in which they are listed, the headline first.
const EXPERIMENTS: &[(&str, &str)] = texts!["experiments":
    "what_should_happen_where",
    "degrees_of_control",
    "nice_cover",
];

/// Geographies that need no file of the user's.
const GEOGRAPHIES: &[(&str, &str)] = &[(DEFAULT_GEOGRAPHY, "")];

/// The experiment that runs when none is named.
pub const HEADLINE: &str = "what_should_happen_where";

fn shelf(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Scenario => &[("base", BASE)],
        Kind::Arm => ARMS,
        Kind::Experiment => EXPERIMENTS,
        Kind::Geography => GEOGRAPHIES,
    }
}

/// The built-in names of a kind, in the order in which they are listed.
pub fn names(kind: Kind) -> impl Iterator<Item = &'static str> {
    shelf(kind).iter().map(|(name, _)| *name)
}

/// A built-in text.
#[must_use]
pub fn text(kind: Kind, name: &str) -> Option<&'static str> {
    shelf(kind)
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// A built-in text under the name of its file in the project.
#[must_use]
pub fn source(kind: Kind, name: &str) -> Option<Source> {
    let label = format!("{}/{name}.toml", kind.folder());
    text(kind, name).map(|text| Source::new(&label, text))
}

/// A built-in arm, as [`super::check::Known::arm`] wants it.
#[must_use]
pub fn built_in_arm(name: &str) -> Option<Source> {
    source(Kind::Arm, name)
}
