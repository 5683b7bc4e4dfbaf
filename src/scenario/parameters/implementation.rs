//! What becomes of an approved policy.

table! {
    /// What becomes of an approved policy. Units, ranges and sources stand in [`super::PARAMETERS`].
    implementation: Implementation {
        drift_rate = 0.0005, "per month", Uniform in [0.0, 0.002], drawn [0.0, 0.002];
            "φ_0": "movement towards the policy without any lever";
            A: "advice alone moved volumes by about zero (Anderson et al. 2023)";
        lever_rate = 0.04, "per month", Uniform in [0.0, 1.0], drawn [0.0, 0.1];
            "φ_lev": "movement towards the policy where a lever applies";
            C: "thresholds and prior approval; targets of GBP 743,000 a trust in 2012";
        lever = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "lever": "share of contracts in which a threshold can be enforced";
            C: "thresholds and prior approval; targets of GBP 743,000 a trust in 2012";
        lever_burn_in = 0.25, "share", Uniform in [0.0, 0.5];
            "lever_b": "the same before April 2009";
            E: "assumption";
        ownership = 0.4, "share", Uniform in [0.0, 0.8], drawn [0.0, 0.8];
            "ψ": "implementation lost when the implementer had no part in the decision";
            C: "guidance is adopted with strong professional support (Sheldon et al. 2004)";
        push = 0.4, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "α": "implementation gained by performance management from above";
            C: "London stroke reform (Morris et al. 2014); targets (Propper et al. 2008)";
        monitoring_loss = 0.4, "share", Uniform in [0.0, 0.8], drawn [0.0, 0.8];
            "ω_mon": "enforcement lost with distance when nobody monitors";
            E: "Williamson 1967; size assumed";
        monitoring_intensity = 1.0, "share", Uniform in [0.0, 1.0];
            "i_mon": "intensity of monitoring";
            E: "assumption";
        monitoring_effect = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "m_eff": "part of that loss which full monitoring repairs";
            E: "assumption";
        buyer_power = 0.3, "share", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "ω_buy": "enforcement lost by a buyer whose patients are few at its providers";
            D: "price power rose with national purchasing (NAO 2016)";
        layer_compliance = 1.0, "share", Uniform in [0.7, 1.0], drawn [0.7, 1.0];
            "a_c": "part of an intent that each tier border passes on";
            D: "Williamson 1967";
        resistance = 0.6, "index", Uniform in [0.2, 1.0], drawn [0.2, 1.0];
            "ω_o": "share of implementation that full opposition stops";
            E: "assumption";
        misfit_resistance = 1.5, "per unit share", Uniform in [0.0, 4.0], drawn [0.0, 4.0];
            "o_mis": "resistance to a policy that goes beyond what suits the place";
            E: "assumption";
        creep = 0.01, "per month", Uniform in [0.0, 0.03], drawn [0.0, 0.03];
            "δ_creep": "return of withdrawn activity once no policy holds";
            E: "assumption";
        variable_share = 0.35, "share", Uniform in [0.2, 1.0], drawn [0.2, 0.6];
            "ρ_var": "cost that falls at once with activity";
            C: "gains are hard to turn into cash, costs are largely fixed (Nuffield Trust)";
        release_threshold = 0.05, "share", Uniform in [0.02, 0.1], drawn [0.02, 0.1];
            "θ_fix": "share of a provider's pool work that must go before its fixed cost is released in full";
            C: "same; threshold assumed";
        reversal = 0.006, "per month", Uniform in [0.0, 0.02], drawn [0.0, 0.02];
            "rev_0": "base hazard that a policy is reversed";
            C: "ministers intervened on thresholds; rate assumed";
        postcode_reversal = 0.3, "index", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "λ_lot": "weight of difference from neighbours in that hazard";
            C: "ministers intervened on thresholds; rate assumed";
    }
}
