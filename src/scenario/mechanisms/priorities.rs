//! Mechanisms of priorities and targets.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("local_need", Local, "every area needs the same", |p, f| p
        .priorities
        .need_concentration =
        f64::INFINITY),
    mechanism!("need_misperception", Central, "σ_need = 0", |p, f| p
        .priorities
        .need_error_sd =
        0.0),
    mechanism!(
        "national_priorities",
        Either,
        "grip does not enter the weights",
        |p, f| f.national_priorities = false
    ),
    mechanism!("targets", Central, "pow = 0", |p, f| p
        .priorities
        .target_power =
        0.0),
    mechanism!("ask_dilution", Local, "ζ_d = 0", |p, f| p
        .priorities
        .ask_dilution =
        0.0),
    mechanism!(
        "breadth_of_asks",
        Either,
        "many asks reach no further dimension",
        |p, f| p.priorities.asks_for_all = f64::INFINITY
    ),
    mechanism!("multitasking", Local, "ρ_sub = 0", |p, f| p
        .priorities
        .substitution =
        0.0),
    mechanism!("gaming", Local, "γ_z without end", |p, f| p
        .priorities
        .gaming_cost =
        f64::INFINITY),
    mechanism!("belief_in_effort", Neutral, "κ_T = 0", |p, f| p
        .priorities
        .belief_weight =
        0.0),
    mechanism!("quality_health", Neutral, "val_B = 0", |p, f| p
        .priorities
        .health_value =
        0.0),
    mechanism!("waiting_effort", Either, "η_w = 0", |p, f| p
        .priorities
        .waiting_effort =
        0.0),
    mechanism!("demand_response", Neutral, "ε_w = 0", |p, f| p
        .priorities
        .wait_elasticity =
        0.0),
    mechanism!("tail_steepening", Central, "k_1 = 0", |p, f| p
        .priorities
        .tail_steepening =
        0.0),
    mechanism!("short_term_attention", Local, "ast = 0", |p, f| p
        .priorities
        .attention_taken =
        0.0),
    mechanism!("ask_load", Local, "ζ_l = 0", |p, f| p
        .priorities
        .ask_load = 0.0),
    mechanism!("upward_appraisal", Local, "ρ_up = 0", |p, f| {
        p.priorities.appraisal_rate = 0.0;
        f.appraisal = false;
    }),
    mechanism!("waiting_legitimacy", Either, "l_w = 0", |p, f| p
        .priorities
        .legitimacy_waiting =
        0.0),
];
