//! Mechanisms of deficits, reserves and bailouts.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("reserves", Either, "top = res_0 = 0", |p, f| {
        p.balances.top_slice = 0.0;
        p.balances.reserve = 0.0;
    }),
    mechanism!("contingency", Neutral, "cont = 0", |p, f| p
        .balances
        .contingency =
        0.0),
    mechanism!("shared_shocks", Central, "pool = 0", |p, f| p
        .balances
        .shocks_shared =
        0.0),
    mechanism!("containment", Neutral, "Δ/c = 0", |p, f| p
        .balances
        .containment =
        0.0),
    mechanism!("bailout", Local, "nobody is bailed out", |p, f| {
        p.balances.bailout_central = 0.0;
        p.balances.bailout_local = 0.0;
    }),
    mechanism!("bailout_belief", Local, "α_π = 0", |p, f| p
        .balances
        .belief_learning =
        0.0),
    mechanism!("repayment", Neutral, "repay = 0", |p, f| p
        .balances
        .repayment =
        0.0),
    mechanism!("clawback", Neutral, "claw = 0", |p, f| p
        .balances
        .clawback = 0.0),
    mechanism!("displaced_care", Neutral, "disp = 0", |p, f| p
        .balances
        .displaced =
        0.0),
    mechanism!("lost_surplus", Central, "lost = 0", |p, f| p
        .balances
        .surplus_lost =
        0.0),
    mechanism!("felt_providers", Either, "prov = 0", |p, f| p
        .balances
        .providers_felt =
        0.0),
    mechanism!("withheld_care", Neutral, "held = 0", |p, f| p
        .balances
        .withheld =
        0.0),
];
