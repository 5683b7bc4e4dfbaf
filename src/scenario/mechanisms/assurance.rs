//! Mechanisms of assurance, trust and ministers.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("noisy_signals", Either, "σ_M = 0", |p, f| p
        .assurance
        .signal_sd =
        0.0),
    mechanism!("candour", Either, "ω_can = 0", |p, f| p
        .assurance
        .candour = 0.0),
    mechanism!(
        "escalation",
        Either,
        "c_low = 0: nobody is escalated",
        |p, f| p.assurance.low = 0.0
    ),
    mechanism!("support_for_weak", Central, "η_sup = 0", |p, f| p
        .assurance
        .support =
        0.0),
    mechanism!("harm_to_able", Local, "η_scr = 0", |p, f| p
        .assurance
        .scrutiny =
        0.0),
    mechanism!(
        "partnership",
        Either,
        "ω_par = ½, ω_len = 0: neither partner nor judge",
        |p, f| {
            p.assurance.partnership = 0.5;
            p.assurance.leniency = 0.0;
        }
    ),
    mechanism!("earned_autonomy", Either, "Δ_EA = 0", |p, f| p
        .assurance
        .earned_autonomy =
        0.0),
    mechanism!(
        "unlearned_autonomy",
        Central,
        "ρ_a = 1: what is granted is exercised at once",
        |p, f| p.assurance.autonomy_rate = 1.0
    ),
    mechanism!(
        "trust",
        Either,
        "α_T = t_0 = t_ℓ = 0: trust stays where it began",
        |p, f| {
            p.assurance.trust_rate = 0.0;
            p.assurance.trust_loss = 0.0;
            p.assurance.trust_loss_level = 0.0;
        }
    ),
    mechanism!("ministers", Central, "λ_s = 0: no shocks", |p, f| p
        .politics
        .shocks =
        0.0),
    mechanism!("shielding", Local, "ω_sh = 0", |p, f| p
        .politics
        .shielding = 0.0),
    mechanism!("temperament", Neutral, "ω_tem = 0", |p, f| p
        .politics
        .temperament =
        0.0),
    mechanism!("ratchet", Central, "Δ_g = 0", |p, f| p.politics.ratchet =
        0.0),
    mechanism!("unanswered_shocks", Central, "l_s = 0", |p, f| p
        .politics
        .unanswered =
        0.0),
    mechanism!(
        "collective_body",
        Local,
        "ω_col = c_col = 0: no such body",
        |p, f| {
            p.politics.collective = 0.0;
            p.politics.collective_gbp_k = 0.0;
        }
    ),
    mechanism!(
        "board_cover",
        Local,
        "λ_b = ω_ct = 0: the board gives no cover",
        |p, f| {
            p.politics.board_cover = 0.0;
            p.politics.cover_by_trust = 0.0;
        }
    ),
    mechanism!("duplication", AgainstShared, "dup = 0", |p, f| p
        .politics
        .duplication =
        0.0),
    mechanism!("headcount_regrowth", Either, "η_hc = 0", |p, f| p
        .politics
        .regrowth =
        0.0),
];
