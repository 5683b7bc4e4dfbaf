//! Grip of the centre in the other domains: what is added to that of every structure.

table! {
    /// What is added to the grip of the centre in every structure. Units, ranges and sources stand in [`super::PARAMETERS`].
    grip: Grip {
        priorities = 0.0, "index", Uniform in [-1.0, 1.0], drawn [-0.2, 0.2];
            "Δg_B": "added to the grip on priorities and targets in every structure";
            E: "grips of structures are judgement, to be elicited; run at plus or minus 0.2";
        redesign = 0.0, "index", Uniform in [-1.0, 1.0], drawn [-0.2, 0.2];
            "Δg_C": "added to the grip on redesign in every structure";
            E: "grips of structures are judgement, to be elicited; run at plus or minus 0.2";
        contracts = 0.0, "index", Uniform in [-1.0, 1.0], drawn [-0.2, 0.2];
            "Δg_D": "added to the grip on contracts in every structure";
            E: "grips of structures are judgement, to be elicited; run at plus or minus 0.2";
        support = 0.0, "index", Uniform in [-1.0, 1.0], drawn [-0.2, 0.2];
            "Δg_E": "added to the grip on support and staff in every structure";
            E: "grips of structures are judgement, to be elicited; run at plus or minus 0.2";
        assurance = 0.0, "index", Uniform in [-1.0, 1.0], drawn [-0.2, 0.2];
            "Δg_F": "added to the grip of assurance in every structure";
            E: "grips of structures are judgement, to be elicited; run at plus or minus 0.2";
    }
}
