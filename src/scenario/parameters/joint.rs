//! What deciding together needs.

table! {
    /// What deciding together needs. Units, ranges and sources stand in [`super::PARAMETERS`].
    joint: Joint {
        negotiation = 0.2, "rounds per partner and dispersion", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "ξ": "extra rounds of a joint decision";
            D: "Manchester stroke consensus (Turner et al. 2016)";
        dilution = 0.2, "share", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "dilute": "pull of a joint decision towards its most cautious member";
            C: "consensus was less radical (Turner et al. 2016); size assumed";
    }
}
