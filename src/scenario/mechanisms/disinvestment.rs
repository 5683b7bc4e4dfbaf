//! Mechanisms of disinvestment and of what all domains share.

use super::{Flags, Mechanism, Parameters, Sign};

/// The entries.
pub(super) const ENTRIES: &[Mechanism] = &[
    mechanism!("heterogeneity", Local, "σ_h = 0", |p, f| p
        .evidence
        .heterogeneity_sd =
        0.0),
    mechanism!("spillover", Central, "κ = 0", |p, f| p
        .evidence
        .spillover = 0.0),
    mechanism!(
        "stranded_cost",
        Central,
        "all withdrawn cost is released",
        |p, f| p.implementation.variable_share = 1.0
    ),
    mechanism!("pooled_evidence", Central, "γ_A = 0", |p, f| p
        .evidence
        .analyst_scale =
        0.0),
    mechanism!("expertise", Central, "spec_expert = 1", |p, f| p
        .evidence
        .specialist_expertise =
        1.0),
    mechanism!("throughput_scale", Either, "γ_T = 0", |p, f| p
        .queue
        .capacity_scale =
        0.0),
    mechanism!("queues", Either, "capacity is unlimited", |p, f| f.queues =
        false),
    mechanism!("initiative", Local, "ι_e = 0", |p, f| p.queue.initiative =
        0.0),
    mechanism!("collection_delay", Local, "step = 0", |p, f| p
        .queue
        .collection_step_months =
        0.0),
    mechanism!("hop_delay", Local, "h_lag = 0", |p, f| p
        .queue
        .hop_delay_months =
        0.0),
    mechanism!("guidance_lag", Local, "glag = 0", |p, f| p
        .guidance
        .lag_months =
        0.0),
    mechanism!("guidance_reach", Local, "cov = aware = 1", |p, f| {
        p.guidance.coverage = 1.0;
        p.guidance.awareness = 1.0;
    }),
    mechanism!("distance_noise", Local, "ν = 0", |p, f| p
        .evidence
        .distance_noise =
        0.0),
    mechanism!("report_noise", Local, "κ_rep = 0", |p, f| p
        .evidence
        .report_noise =
        0.0),
    mechanism!("uniformity", Local, "u = 0 everywhere", |p, f| {
        p.evidence.uniformity_max = 0.0;
        p.guidance.mandate_uniform = 0.0;
    }),
    mechanism!("local_bias", Central, "b_L = 0", |p, f| p
        .evidence
        .bias_local =
        0.0),
    mechanism!("national_bias", Local, "b_N = 0", |p, f| p
        .evidence
        .bias_national =
        0.0),
    mechanism!(
        "exposure",
        Either,
        "exposure is one half for all",
        |p, f| f.exposure = false
    ),
    mechanism!("unequal_voice", Neutral, "dep_opp = 0", |p, f| p
        .items
        .unequal_voice =
        0.0),
    mechanism!("opposition", Either, "opp = 0", |p, f| p.items.opposition =
        0.0),
    mechanism!("visibility", Either, "vis = 0", |p, f| p.items.visibility =
        0.0),
    mechanism!("cover", Central, "λ_c = 0", |p, f| p.approval.cover = 0.0),
    mechanism!("lean", Local, "ω_lean = 0", |p, f| p.approval.lean = 0.0),
    mechanism!("peer_diffusion", Local, "a_n = 0", |p, f| p
        .approval
        .peer_weight =
        0.0),
    mechanism!("copying", Local, "c_copy = 0", |p, f| p.queue.copying = 0.0),
    mechanism!("decision_scale", Central, "η_dec = 1", |p, f| p
        .queue
        .decision_scale =
        1.0),
    mechanism!("adoption_saving", Central, "adopt = 1", |p, f| p
        .queue
        .guided_work =
        1.0),
    mechanism!(
        "joint_rounds",
        AgainstJoint,
        "no round, no meeting cost",
        |p, f| f.joint_rounds = false
    ),
    mechanism!("dilution", AgainstJoint, "dilute = 0", |p, f| p
        .joint
        .dilution =
        0.0),
    mechanism!("ownership", Local, "ψ = 0", |p, f| p
        .implementation
        .ownership = 0.0),
    mechanism!("push", Central, "α = 0", |p, f| p.implementation.push =
        0.0),
    mechanism!("control_loss", Local, "ω_mon = 0, a_c = 1", |p, f| {
        p.implementation.monitoring_loss = 0.0;
        p.implementation.layer_compliance = 1.0;
    }),
    mechanism!("monitoring_cost", Local, "c_mon = 0", |p, f| p
        .costs
        .monitoring_gbp =
        0.0),
    mechanism!("buyer_power", Central, "ω_buy = 0", |p, f| p
        .implementation
        .buyer_power =
        0.0),
    mechanism!("misfit_resistance", Local, "o_mis = 0", |p, f| p
        .implementation
        .misfit_resistance =
        0.0),
    mechanism!("lever", Neutral, "lever = 0", |p, f| {
        p.implementation.lever = 0.0;
        p.implementation.lever_burn_in = 0.0;
    }),
    mechanism!("reversal", Neutral, "rev_0 = 0", |p, f| p
        .implementation
        .reversal = 0.0),
    mechanism!(
        "postcode_pressure",
        Central,
        "λ_lot = 0, l_pc = 0",
        |p, f| {
            p.implementation.postcode_reversal = 0.0;
            p.legitimacy.postcode = 0.0;
        }
    ),
    mechanism!("creep", Neutral, "δ_creep = 0", |p, f| p
        .implementation
        .creep = 0.0),
    mechanism!("learning", Local, "λ_obs = 0", |p, f| p
        .evidence
        .learning_own =
        0.0),
    mechanism!("shared_learning", Either, "λ_sh = 0", |p, f| p
        .evidence
        .learning_shared =
        0.0),
    mechanism!("financial_pressure", Either, "f = 1", |p, f| f
        .financial_pressure =
        false),
    mechanism!("risk_shocks", Central, "cv_ind = 0", |p, f| p
        .finance
        .individual_variation =
        0.0),
    mechanism!("distance_from_target", Either, "dft = 0", |p, f| p
        .finance
        .target_sd =
        0.0),
    mechanism!("talent", Neutral, "T = 1", |p, f| p.finance.talent_sd = 0.0),
    mechanism!("second_guessing", AgainstShared, "q_sg = 0", |p, f| p
        .costs
        .second_guessing =
        0.0),
    mechanism!("overstatement", Neutral, "infl_0 = 0", |p, f| p
        .costs
        .overstatement =
        0.0),
    mechanism!("value_order", Local, "prio = 0", |p, f| p
        .queue
        .value_order =
        0.0),
    mechanism!("worth_rule", Local, "pay = ∞", |p, f| p
        .queue
        .worth_years =
        f64::INFINITY),
    mechanism!("legitimacy_voice", Local, "l_v = 0", |p, f| p
        .legitimacy
        .voice =
        0.0),
];
