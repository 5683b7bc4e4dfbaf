//! How equal places are.

use crate::scenario::Domain;

use super::super::measures::{deprivation_slope, ratio_of_deciles, variation_unjustified};
use super::super::measures_priorities::need_match;
use super::{Better, Horizon, Outcome};

/// The entries.
pub(super) const ENTRIES: &[Outcome] = &[
    Outcome {
        name: "variation_unjustified",
        number: "O15",
        unit: "ratio",
        better: Better::Lower,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "between-place variation of withdrawal that need does not explain, over its mean",
        domain: Domain::Disinvestment,
        value: |s, w| variation_unjustified(s, w),
    },
    Outcome {
        name: "deprivation_slope",
        number: "O16",
        unit: "share per unit rank",
        better: Better::Neither,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "slope on deprivation of services kept, need allowed for: negative means deprived places lose more",
        domain: Domain::Disinvestment,
        value: |s, w| Some(deprivation_slope(s, w)),
    },
    Outcome {
        name: "ratio_p90_p10",
        number: "O17",
        unit: "ratio",
        better: Better::Lower,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "ninth over first decile of reporting areas in the share withdrawn",
        domain: Domain::Disinvestment,
        value: |s, w| Some(ratio_of_deciles(s, w)),
    },
    Outcome {
        name: "need_match",
        number: "O18",
        unit: "share",
        better: Better::Higher,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "match of the priorities in force with what people need",
        domain: Domain::Priorities,
        value: |s, w| Some(need_match(s, w)),
    },
];
