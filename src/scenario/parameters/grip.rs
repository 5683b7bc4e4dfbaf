//! Grip of the centre in the other domains, by structure.

table! {
    /// Grip of the centre in the other domains, by structure. Units, ranges and sources stand in [`super::PARAMETERS`].
    grip: Grip {
        trusts_priorities = 0.7, "index", Uniform in [0.0, 1.0];
            "g_B, 2009": "priorities and targets, trusts";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        trusts_redesign = 0.3, "index", Uniform in [0.0, 1.0];
            "g_C, 2009": "redesign, trusts";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        trusts_contracts = 0.6, "index", Uniform in [0.0, 1.0];
            "g_D, 2009": "contracts, trusts";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        trusts_support = 0.3, "index", Uniform in [0.0, 1.0];
            "g_E, 2009": "support and staff, trusts";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        trusts_assurance = 0.6, "index", Uniform in [0.0, 1.0];
            "g_F, 2009": "assurance, trusts";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        groups_priorities = 0.6, "index", Uniform in [0.0, 1.0];
            "g_B, 2013": "priorities and targets, groups";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        groups_redesign = 0.35, "index", Uniform in [0.0, 1.0];
            "g_C, 2013": "redesign, groups";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        groups_contracts = 0.6, "index", Uniform in [0.0, 1.0];
            "g_D, 2013": "contracts, groups";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        groups_support = 0.6, "index", Uniform in [0.0, 1.0];
            "g_E, 2013": "support and staff, groups";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        groups_assurance = 0.65, "index", Uniform in [0.0, 1.0];
            "g_F, 2013": "assurance, groups";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        systems_priorities = 0.8, "index", Uniform in [0.0, 1.0];
            "g_B, 2022": "priorities and targets, systems";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        systems_redesign = 0.55, "index", Uniform in [0.0, 1.0];
            "g_C, 2022": "redesign, systems";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        systems_contracts = 0.5, "index", Uniform in [0.0, 1.0];
            "g_D, 2022": "contracts, systems";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        systems_support = 0.5, "index", Uniform in [0.0, 1.0];
            "g_E, 2022": "support and staff, systems";
            E: "judgement, to be elicited; run at plus or minus 0.2";
        systems_assurance = 0.75, "index", Uniform in [0.0, 1.0];
            "g_F, 2022": "assurance, systems";
            E: "judgement, to be elicited; run at plus or minus 0.2";
    }
}
