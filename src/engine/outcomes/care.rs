//! Quality and waiting.

use crate::scenario::Domain;

use super::{Better, Horizon, Outcome, not_modelled};

/// The entries.
pub(super) const ENTRIES: &[Outcome] = &[
    Outcome {
        name: "quality_true",
        number: "O10",
        unit: "index",
        better: Better::Higher,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "quality as it is",
        domain: Domain::Priorities,
        value: not_modelled,
    },
    Outcome {
        name: "quality_measured",
        number: "O11",
        unit: "index",
        better: Better::Neither,
        horizon: Horizon::Level,
        keeps_path: false,
        meaning: "quality as measured",
        domain: Domain::Priorities,
        value: not_modelled,
    },
    Outcome {
        name: "wait_mean",
        number: "O12",
        unit: "weeks",
        better: Better::Lower,
        horizon: Horizon::Rate,
        keeps_path: false,
        meaning: "mean wait",
        domain: Domain::Priorities,
        value: not_modelled,
    },
    Outcome {
        name: "wait_tail_true",
        number: "O13",
        unit: "share",
        better: Better::Lower,
        horizon: Horizon::Rate,
        keeps_path: false,
        meaning: "waits over the limit",
        domain: Domain::Priorities,
        value: not_modelled,
    },
    Outcome {
        name: "wait_tail_measured",
        number: "O14",
        unit: "share",
        better: Better::Neither,
        horizon: Horizon::Rate,
        keeps_path: false,
        meaning: "waits over the limit as measured",
        domain: Domain::Priorities,
        value: not_modelled,
    },
];
