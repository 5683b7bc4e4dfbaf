//! How a proposal is approved.

table! {
    /// How a proposal is approved. Units, ranges and sources stand in [`super::PARAMETERS`].
    approval: Approval {
        steepness = 4.0, "per index unit", Uniform in [2.0, 1_000_000.0], drawn [2.0, 8.0];
            "β": "how sharply approval responds to its balance";
            E: "fitted to pattern P1";
        pressure_weight = 2.0, "index", Uniform in [1.0, 4.0], drawn [1.0, 4.0];
            "a_p": "weight of pressure in approval";
            E: "fitted to pattern P1";
        hurdle = 0.5, "index", Uniform in [-1.0, 0.8], drawn [0.2, 0.8];
            "a_0": "hurdle that a proposal without pressure must pass";
            E: "fitted to pattern P1";
        peer_weight = 0.2, "index", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "a_n": "weight of neighbours' policies in approval";
            D: "Volden, Ting and Carpenter 2008: only the excess over independent adoption";
        exposure_local = 0.5, "index", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "χ_L": "exposure of a local decider to pressure";
            E: "Weaver 1986; assumption";
        exposure_national = 0.5, "index", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "χ_N": "exposure of a national decider to pressure";
            E: "Weaver 1986; assumption";
        cover = 0.2, "share", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "λ_c": "pressure taken off a policy that a fully credible other body has issued";
            A: "an upper bound: advice alone had no measurable effect (Anderson et al. 2023)";
        credibility_government = 0.3, "index", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "cred_gov": "credibility of any body of the service as cover";
            E: "assumption";
        credibility_guidance = 1.0, "index", Uniform in [0.5, 1.0], drawn [0.5, 1.0];
            "cred_nice": "credibility of the guidance body as cover";
            E: "assumption";
        lean = 0.15, "index", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "ω_lean": "rise of opposition for a trust that relies wholly on cover";
            E: "a risk named in the 2009 debate; size assumed";
    }
}
