//! Health net of what control costs, and what it is made of. The parts add up to the whole.

use crate::model::World;
use crate::model::domains::health::Cause;
use crate::scenario::Domain;

use super::{Better, Horizon, Outcome};

/// The entries.
pub(super) const ENTRIES: &[Outcome] = &[
    Outcome {
        name: "net_health",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "health from all modelled domains less what all accounts of bureaucracy would have bought, discounted; only differences between arms mean anything",
        domain: Domain::Disinvestment,
        value: |_, w| Some(w.flows.health_by_cause.iter().sum()),
    },
    Outcome {
        name: "net_health_disinvestment",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health from care of little value that is withdrawn",
        domain: Domain::Disinvestment,
        value: |_, w| Some(part(w, Cause::Disinvestment)),
    },
    Outcome {
        name: "net_health_priorities",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health from effort on what places need, and from gaming",
        domain: Domain::Priorities,
        value: |_, w| Some(part(w, Cause::Priorities)),
    },
    Outcome {
        name: "net_health_redesign",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health from care models and prevention",
        domain: Domain::Redesign,
        value: |_, w| Some(part(w, Cause::Redesign)),
    },
    Outcome {
        name: "net_health_contracts",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health from volume and quality of treatment under contracts",
        domain: Domain::Contracts,
        value: |_, w| Some(part(w, Cause::Contracts)),
    },
    Outcome {
        name: "net_health_money",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health from what bodies are short of or have to spare",
        domain: Domain::Disinvestment,
        value: |_, w| Some(part(w, Cause::Money)),
    },
    Outcome {
        name: "net_health_control",
        number: "-",
        unit: "QALY",
        better: Better::Higher,
        horizon: Horizon::Cumulative,
        keeps_path: false,
        meaning: "part of net_health that bureaucracy costs: what all its accounts would have bought, below zero",
        domain: Domain::Disinvestment,
        value: |_, w| Some(part(w, Cause::Control)),
    },
];

fn part(world: &World, cause: Cause) -> f64 {
    world.flows.health_by_cause[cause as usize]
}
