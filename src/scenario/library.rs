//! The texts built into the program, so that it works from any folder.

use super::check::{self, Known};
use super::error::Source;
use super::experiment::Experiment;
use super::geography::EMBEDDED;
use super::patch::Changes;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Parameters, mechanisms and the geography.
    Scenario,
    /// An arrangement under test.
    Arm,
    /// Which arms, on which parameters, how often.
    Experiment,
    /// Which bodies exist and how tightly the centre holds them.
    Structure,
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
            Self::Structure => "configs/structures",
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
    "clusters_under_board",
    "groups_under_board",
    "systems_under_board",
    "guided_by_region",
    "guided_by_department",
    "support_in_house",
    "support_announced",
    "support_certain",
    "support_framework",
    "support_subsidised",
    "support_guaranteed",
    "support_told",
    "support_cut",
    "support_disbelieved",
    "s09",
    "s11",
    "s13",
    "s13_specialised_devolved",
    "s22",
    "s22_specialised_devolved",
    "ham_rules",
    "maximal_central",
    "maximal_local",
    "practice_based",
    "history",
    "clock_never",
    "clock_15_same",
    "clock_15_merged",
    "clock_15_redrawn",
    "clock_8_same",
    "clock_8_merged",
    "clock_8_redrawn",
    "clock_4_same",
    "clock_4_merged",
    "clock_4_redrawn",
    "clock_2_same",
    "clock_2_merged",
    "clock_2_redrawn",
    "mixed_contracts",
    "mostly_block",
    "mostly_results",
    "prime_contractors",
    "prime_unafraid",
    "alliances",
    "open_market",
    "practice_budgets",
    "collaborative_budgets",
    "regulator_prices",
    "trusts_alone",
    "trusts_no_pay_restraint",
    "trusts_no_squeeze",
    "authority_no_squeeze",
    "department_no_squeeze",
    "budgets_trusts",
    "budgets_trusts_cut",
    "budgets_trusts_earned",
    "budgets_practices",
    "budgets_practices_informed",
    "budgets_collaboratives",
    "budgets_collaboratives_informed",
    "budgets_collaboratives_alone",
    "budgets_collaboratives_earned",
    "budgets_collaboratives_cut",
    "ask_as_planned",
    "ask_short",
    "ask_long",
    "ask_loosely_held",
    "ask_tightly_held",
    "ask_appraised",
    "ask_audited",
    "ask_partners",
    "ask_judges",
    "ask_stretched",
    "ask_resisted",
    "ask_covered",
    "both_weak",
    "both_weak_fenced",
    "both_usual",
    "both_usual_fenced",
    "both_strong",
    "both_strong_fenced",
    "both_usual_far",
    "both_strong_far",
    "s22_thin_regions",
    "s22_one_centre",
    "s22_ministers_out",
    "s22_earned",
    "s22_light_hand",
    "ham_rules_ministers_out",
    "ham_rules_earned",
    "steady_light",
    "steady_middle",
    "steady_tight",
    "steady_no_ratchet",
    "steady_strong_ratchet",
    "pendulum_4",
    "pendulum_8",
    "pendulum_8_calm",
    "pendulum_12",
];

/// Structures in the order in which they are listed.
const STRUCTURES: &[(&str, &str)] = texts!["structures":
    "trusts_2009",
    "clusters_2011",
    "groups_2013",
    "systems_2022",
];

/// Experiments in the order in which they are listed, the headline first.
const EXPERIMENTS: &[(&str, &str)] = texts!["experiments":
    "what_should_happen_where",
    "degrees_of_control",
    "nice_cover",
    "join_or_cede",
    "which_mechanism",
    "which_mechanism_whole",
    "guide_and_decide",
    "neutrality",
    "neutrality_whole",
    "clusters_and_support",
    "tariff_or_block",
    "reorganisation_clock",
    "twenty_billion",
    "one_point_four_billion",
    "national_ask",
    "must_do_both",
    "ham_rules",
    "pendulum",
    "history",
    "screen",
    "right_by_domain",
];

/// The experiment that runs when none is named.
pub const HEADLINE: &str = "what_should_happen_where";

fn shelf(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Scenario => &[("base", BASE)],
        Kind::Arm => ARMS,
        Kind::Experiment => EXPERIMENTS,
        Kind::Structure => STRUCTURES,
        Kind::Geography => &EMBEDDED,
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

/// A built-in structure, as [`super::check::Known::structure`] wants it.
#[must_use]
pub fn built_in_structure(name: &str) -> Option<Source> {
    source(Kind::Structure, name)
}

/// A built-in experiment as its file has it.
#[must_use]
pub fn built_in_experiment(name: &str) -> Option<Experiment> {
    let known = Known {
        outcomes: &[],
        arm: &built_in_arm,
        structure: &built_in_structure,
        table: &no_table,
    };
    let source = source(Kind::Experiment, name)?;
    let settled = check::experiment(&source, name, &Changes::default(), &known);
    settled.ok().map(|settled| settled.value)
}

/// No table of points is built in; as [`super::check::Known::table`] wants it.
#[must_use]
pub fn no_table(_: &str) -> Option<Source> {
    None
}

#[cfg(test)]
mod tests;
