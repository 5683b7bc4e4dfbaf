//! What is spent on prevention, and what it does.

table! {
    /// What is spent on prevention, and what it does. Units, ranges and sources stand in [`super::PARAMETERS`].
    prevention: Prevention {
        full_share = 0.05, "share of allocation", Uniform in [0.0, 0.5], drawn [0.03, 0.08];
            "s_full": "spent on prevention by whoever looks ahead without limit";
            D: "share of health spending on prevention in rich countries";
        horizon_local = 36.0, "months", Uniform in [6.0, 600.0], drawn [24.0, 60.0];
            "H_local": "how far ahead a local commissioner looks";
            B: "median tenure of chief executives about three years";
        horizon_centre = 60.0, "months", Uniform in [6.0, 600.0], drawn [30.0, 84.0];
            "H_centre": "how far ahead the centre looks";
            D: "electoral cycle";
        pressure_on_horizon = 0.3, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.6];
            "h_f": "how much of the horizon financial pressure of 1 takes";
            C: "short-term pressure";
        targets_on_horizon = 0.3, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.6];
            "h_B": "how much of the horizon target power of 1 takes";
            C: "short-term pressure";
        lag_months = 60.0, "months", Uniform in [6.0, 240.0], drawn [36.0, 120.0];
            "L_P": "mean lag from prevention to its effect; three equal stages";
            D: "assumption";
        gbp_per_qaly = 3_800.0, "GBP per QALY", LogUniform in [1_000.0, 30_000.0], drawn [2_500.0, 9_000.0];
            "cpq_prev": "spending on prevention that yields one QALY";
            A: "Martin, Lomas and Claxton 2020";
        demand_effect = 0.03, "index", Uniform in [0.0, 0.5], drawn [0.0, 0.08];
            "ε_P": "avoidable demand taken away per logarithm of prevention stock";
            D: "assumption";
        demand_scale_gbp = 20.0, "GBP per head", Uniform in [1.0, 200.0], drawn [10.0, 40.0];
            "prev_0": "stock of prevention at which its effect on demand begins to flatten";
            E: "assumption";
        returns = 1.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ret": "how far health from prevention falls behind its stock: 0 in proportion, 1 by its logarithm";
            D: "the published cost per QALY is that of spending as it was; returns beyond are assumed to diminish";
        uplift_on_horizon = 0.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_up": "how far grip that ministers add after a shock looks ahead as the centre does";
            E: "assumption: a minister who answers for a shock looks no further than before";
        decay = 0.01, "per month", Uniform in [0.001, 0.5], drawn [0.005, 0.02];
            "δ_P": "stock of prevention that wears off";
            D: "assumption";
    }
}
