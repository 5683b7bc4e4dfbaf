//! Health gained.

use crate::scenario::Domain;

use super::super::measures_redesign::prevention_late;
use super::{Better, Horizon, Outcome};

/// The entries.
pub(super) const ENTRIES: &[Outcome] = &[
    Outcome {
        name: "qaly_disinvestment",
        number: "O7",
        unit: "QALY a year",
        better: Better::Higher,
        horizon: Horizon::Rate,
        keeps_path: true,
        meaning: "health from disinvestment above March 2009, last twelve months",
        domain: Domain::Disinvestment,
        value: |_, w| Some(w.flows.qaly.year),
    },
    Outcome {
        name: "qaly_disinvestment_cum",
        number: "O7",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "the same since April 2009",
        domain: Domain::Disinvestment,
        value: |_, w| Some(w.flows.qaly.total),
    },
    Outcome {
        name: "qaly_total_disc",
        number: "O8",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "health from all modelled domains above March 2009, with that of treatment above or below need and of money short or to spare, discounted at the standard rate; its level follows how far money falls behind need, alike in all arms",
        domain: Domain::Disinvestment,
        value: |_, w| Some(w.flows.qaly_discounted[0]),
    },
    Outcome {
        name: "qaly_total_disc_15",
        number: "O8",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "the same at 1.5% a year",
        domain: Domain::Disinvestment,
        value: |_, w| Some(w.flows.qaly_discounted[1]),
    },
    Outcome {
        name: "qaly_prevention_late",
        number: "O9",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "health from prevention after month 60, with what its stock above that of March 2009 still holds",
        domain: Domain::Redesign,
        value: prevention_late,
    },
];
