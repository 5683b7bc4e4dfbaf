//! How long decisions take and how many last.

use crate::scenario::Domain;

use super::super::measures::{latency, reversals};
use super::super::measures_assurance::autonomy_gap;
use super::{Better, Horizon, Outcome};

/// The entries.
pub(super) const ENTRIES: &[Outcome] = &[
    Outcome {
        name: "latency_median",
        number: "O29",
        unit: "months",
        better: Better::Lower,
        horizon: Horizon::AllCases,
        keeps_path: false,
        meaning: "median months from opening an item to its first decision",
        domain: Domain::Disinvestment,
        value: |s, w| latency(s, w).quantile(0.5),
    },
    Outcome {
        name: "latency_p90",
        number: "O29",
        unit: "months",
        better: Better::Lower,
        horizon: Horizon::AllCases,
        keeps_path: false,
        meaning: "ninth decile of the same",
        domain: Domain::Disinvestment,
        value: |s, w| latency(s, w).quantile(0.9),
    },
    Outcome {
        name: "undecided_share",
        number: "O29",
        unit: "share",
        better: Better::Neither,
        horizon: Horizon::AllCases,
        keeps_path: false,
        meaning: "opened cases worth deciding that are still open",
        domain: Domain::Disinvestment,
        value: |s, w| latency(s, w).undecided,
    },
    Outcome {
        name: "not_worth_share",
        number: "O29",
        unit: "share",
        better: Better::Neither,
        horizon: Horizon::AllCases,
        keeps_path: false,
        meaning: "opened cases whose decision would cost more than it can gain",
        domain: Domain::Disinvestment,
        value: |s, w| latency(s, w).not_worth,
    },
    Outcome {
        name: "reversals_per_100",
        number: "O30",
        unit: "per 100 approvals",
        better: Better::Lower,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "reversals",
        domain: Domain::Disinvestment,
        value: |s, w| reversals(s, w),
    },
    Outcome {
        name: "autonomy_gap",
        number: "O31",
        unit: "index",
        better: Better::Neither,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "autonomy exercised less granted",
        domain: Domain::Assurance,
        value: |s, w| Some(autonomy_gap(s, w)),
    },
];
