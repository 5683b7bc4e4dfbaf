//! Mechanisms of redesign and prevention.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("epistasis", Either, "K = 0", |p, f| p
        .redesign
        .interactions = 0.0),
    mechanism!("local_landscapes", Local, "r_L = 1", |p, f| p
        .redesign
        .transferability =
        1.0),
    mechanism!("local_trials", Local, "p_try = 0", |p, f| p
        .redesign
        .trial_rate =
        0.0),
    mechanism!("free_riding", Central, "φ_fr = 0", |p, f| p
        .redesign
        .free_riding =
        0.0),
    mechanism!("initiative_in_redesign", Local, "c_e = 0", |p, f| p
        .redesign
        .initiative_grip =
        0.0),
    mechanism!("measurement_noise", Either, "σ_F = 0", |p, f| p
        .redesign
        .measurement_noise =
        0.0),
    mechanism!("network_copying", Either, "p_im = 0", |p, f| p
        .redesign
        .copying_rate =
        0.0),
    mechanism!("policy_diffusion", Either, "β = 0", |p, f| {
        p.redesign.need_weight = 0.0;
        p.redesign.gain_weight = 0.0;
        p.redesign.pressure_weight = 0.0;
    }),
    mechanism!(
        "clinicians",
        Either,
        "no idea passes between practices of a commissioner",
        |p, f| p.redesign.clinician_rate = 0.0
    ),
    mechanism!("national_roll_out", Central, "φ_roll = 0", |p, f| p
        .redesign
        .roll_out =
        0.0),
    mechanism!("care_coordination", Either, "δ_int = 0", |p, f| p
        .redesign
        .integration_need =
        0.0),
    mechanism!(
        "joint_contracts",
        Either,
        "λ stays 1 between bodies under prime contracts and alliances: s_jc = 0",
        |p, f| p.redesign.joint_contracts = 0.0
    ),
    mechanism!(
        "pay_off_lag",
        Neutral,
        "care models pay at once, without any lag",
        |p, f| p.redesign.pay_off_months = 0.0
    ),
    mechanism!(
        "frozen_projects",
        Neutral,
        "disruption does not stop the pay-off",
        |p, f| p.redesign.freeze = 0.0
    ),
    mechanism!("prevention", Either, "s_full = 0", |p, f| p
        .prevention
        .full_share =
        0.0),
    mechanism!("diminishing_prevention", Either, "ret = 0", |p, f| p
        .prevention
        .returns =
        0.0),
    mechanism!("shortsighted_shocks", Local, "ω_up = 1", |p, f| p
        .prevention
        .uplift_on_horizon =
        1.0),
    mechanism!("electoral_horizon", Either, "H_centre = H_local", |p, f| {
        p.prevention.horizon_centre = p.prevention.horizon_local;
    }),
    mechanism!("pressure_on_horizon", Either, "h_f = 0", |p, f| p
        .prevention
        .pressure_on_horizon =
        0.0),
    mechanism!("targets_on_horizon", Local, "h_B = 0", |p, f| p
        .prevention
        .targets_on_horizon =
        0.0),
    mechanism!("prevention_and_demand", Either, "ε_P = 0", |p, f| p
        .prevention
        .demand_effect =
        0.0),
];
