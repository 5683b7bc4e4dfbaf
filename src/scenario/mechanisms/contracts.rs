//! Mechanisms of contracting and payment.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("volume_response", Neutral, "η_vol = 0", |p, f| p
        .contracts
        .volume_response =
        0.0),
    mechanism!("tariff_squeeze", Central, "η_eff = 0", |p, f| p
        .contracts
        .efficiency_response =
        0.0),
    mechanism!(
        "joint_prices",
        Either,
        "the board alone sets prices",
        |p, f| p.contracts.board_weight = 1.0
    ),
    mechanism!("local_prices", Either, "fit = 0", |p, f| p
        .contracts
        .local_fit =
        0.0),
    mechanism!("perceived_constraint", Local, "perc = 0", |p, f| p
        .contracts
        .perceived =
        0.0),
    mechanism!("competition", Either, "η_comp = 0", |p, f| p
        .contracts
        .competition_gain =
        0.0),
    mechanism!("competition_in_quality", Either, "ω_q = 0", |p, f| p
        .contracts
        .competition_on_quality =
        0.0),
    mechanism!("integration", Either, "η_int = 0", |p, f| p
        .contracts
        .integration_gain =
        0.0),
    mechanism!("underbidding", Neutral, "ω_b = σ_b = 0", |p, f| {
        p.contracts.bid_discount = 0.0;
        p.contracts.bid_sd = 0.0;
    }),
    mechanism!("bid_indexation", Neutral, "ω_ix = 0", |p, f| p
        .contracts
        .bid_indexed =
        0.0),
    mechanism!("stinting", Neutral, "η_cap = 0", |p, f| p
        .contracts
        .stint = 0.0),
    mechanism!("activity_value", Either, "val_act = 0", |p, f| p
        .contracts
        .activity_value =
        0.0),
    mechanism!("activity_on_waits", Either, "ω_aw = 0", |p, f| p
        .contracts
        .activity_on_waits =
        0.0),
    mechanism!("practice_quality", Either, "η_pq = 0", |p, f| p
        .practices
        .quality_gain =
        0.0),
    mechanism!(
        "moved_gap",
        Central,
        "managers who move down leave no gap: gap = 0",
        |p, f| p.practices.moved_gap = 0.0
    ),
    mechanism!("shared_gains", Neutral, "gs = 0", |p, f| p
        .contracts
        .gain_share =
        0.0),
    mechanism!(
        "contract_cost",
        Central,
        "contracts cost nothing, and running cost contains none",
        |p, f| {
            p.contracts.block_cost_gbp_k = 0.0;
            p.contracts.results_cost_gbp_k = 0.0;
            p.contracts.prime_cost_gbp_k = 0.0;
            p.contracts.base_cost_gbp_m = 0.0;
        }
    ),
    mechanism!("independent_entry", Either, "nobody enters", |p, f| p
        .entry
        .entrants =
        0.0),
    mechanism!("volume_guarantee", Neutral, "offer = 0", |p, f| p
        .entry
        .guarantee_offered =
        0.0),
    mechanism!("practice_budgets", Local, "cover_p = 0", |p, f| p
        .practices
        .coverage =
        0.0),
    mechanism!("budget_inflation", Central, "ε_infl = 0", |p, f| p
        .practices
        .baseline_inflation =
        0.0),
    mechanism!(
        "budget_rebasing",
        Local,
        "budgets are never rebased",
        |p, f| p.practices.rebase_months = f64::INFINITY
    ),
    mechanism!("kept_savings", Local, "val_kept = 0", |p, f| p
        .practices
        .kept_value =
        0.0),
    mechanism!(
        "bought_information",
        Local,
        "no information is bought",
        |p, f| p.practices.information_gbp = 0.0
    ),
    mechanism!("practice_risk", Central, "all risk is pooled", |p, f| p
        .practices
        .risk_pooled =
        1.0),
    mechanism!("practice_free_riding", Local, "φ_p = 0", |p, f| p
        .practices
        .free_riding =
        0.0),
    mechanism!("managers_move_down", Local, "move = 0", |p, f| p
        .practices
        .managers_moved =
        0.0),
];
