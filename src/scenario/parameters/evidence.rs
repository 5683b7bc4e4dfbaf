//! What is known, by whom, and how well.

table! {
    /// What is known, by whom, and how well. Units, ranges and sources stand in [`super::PARAMETERS`].
    evidence: Evidence {
        heterogeneity_sd = 0.1, "share", Uniform in [0.0, 0.25], drawn [0.02, 0.25];
            "σ_h": "standard deviation between neighbourhoods of the best action";
            E: "fold variation after need, no direct estimate (model memo 2.8)";
        heterogeneity_region = 0.2, "share of variance", Simplex in [0.0, 1.0], drawn [0.0, 1.0];
            "ρ_R": "part of that variance that lies between regions";
            C: "prescribing is clustered by commissioner (Walker et al. 2018)";
        heterogeneity_place = 0.45, "share of variance", Simplex in [0.0, 1.0], drawn [0.0, 1.0];
            "ρ_P": "part of that variance that lies between places of a region";
            C: "prescribing is clustered by commissioner (Walker et al. 2018)";
        heterogeneity_atom = 0.35, "share of variance", Simplex in [0.0, 1.0], drawn [0.0, 1.0];
            "ρ_N": "part of that variance that lies between neighbourhoods of a place";
            C: "prescribing is clustered by commissioner (Walker et al. 2018)";
        spillover = 0.03, "share", Uniform in [0.0, 0.15], drawn [0.0, 0.15];
            "κ": "benefit of withdrawal that falls outside the deciding area, as a shift of the best action";
            E: "clinical spillover only; no estimate found";
        flow_distance_km = 12.0, "km", Uniform in [6.0, 25.0], drawn [6.0, 25.0];
            "λ_d": "distance over which patient flows to a provider fall by the factor e";
            D: "patient flows to acute hospitals; no published decay used";
        common_error_sd = 0.15, "share", Uniform in [0.0, 0.3], drawn [0.05, 0.3];
            "σ_μ": "error of one analyst-month about the national mean of the best action";
            E: "uncertainty of evidence on low value care; assumption";
        analyst_months = 2.0, "analyst-months", Uniform in [1.0, 6.0], drawn [1.0, 6.0];
            "A_0": "analyst time behind one decision of a body of 340,000 people";
            E: "assumption";
        analyst_scale = 0.35, "exponent", Uniform in [0.0, 0.8], drawn [0.0, 0.8];
            "γ_A": "how analyst time per decision grows with the population covered";
            C: "no size effect on 36 indicators after adjustment (Greaves et al. 2012), so zero is in range";
        signal_noise_sd = 0.06, "share", Uniform in [0.0, 0.15], drawn [0.02, 0.15];
            "σ_ξ": "noise of the signal about a neighbourhood's own deviation, at no distance";
            E: "assumption";
        distance_noise = 0.4, "factor", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ν": "growth of that noise with remoteness: factor (1+ν) to the power 3r";
            E: "assumption";
        uniformity_max = 0.6, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "u_max": "weight of the group mean over the neighbourhood's own signal in a national decision";
            E: "Oates 1972, Besley and Coate 2003: a parameter, not an assumption";
        bias_local = 0.06, "share", Uniform in [-0.05, 0.15], drawn [-0.05, 0.15];
            "b_L": "caution (or, if negative, zeal) of a local decider";
            E: "local capture; assumption";
        bias_national = 0.06, "share", Uniform in [-0.05, 0.15], drawn [-0.05, 0.15];
            "b_N": "caution (or, if negative, zeal) of a national decider";
            E: "electoral caution; assumption";
        report_noise = 0.5, "index", Uniform in [0.0, 1.5], drawn [0.0, 1.5];
            "κ_rep": "noise that a report from below gains from conflict of interest";
            D: "Dessein 2002";
        conflict_floor = 0.2, "index", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "conf_0": "conflict between two tiers that agree in bias and exposure";
            E: "assumption";
        trust_up = 0.5, "index", Uniform in [0.0, 1.0];
            "trust_up": "trust of commissioners in the tier above";
            E: "assumption: neither trusted nor distrusted; moves where assurance is in the experiment";
        specialist_expertise = 1.5, "factor", Uniform in [1.0, 2.5], drawn [1.0, 2.5];
            "spec_expert": "analyst time of specialist commissioners relative to other bodies of their size";
            E: "assumption";
        learning_own = 1.0, "per share squared", Uniform in [0.0, 3.0], drawn [0.0, 3.0];
            "λ_obs": "information gained a year from variation among one's own policies";
            D: "March 1991; Volden, Ting and Carpenter 2008";
        learning_shared = 0.4, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "λ_sh": "part of the information in other bodies' policies that reaches one";
            D: "Volden, Ting and Carpenter 2008; Strumpf 2002";
    }
}
