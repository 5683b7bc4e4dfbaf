//! What health is worth.

table! {
    /// What health is worth. Units, ranges and sources stand in [`super::PARAMETERS`].
    health: Health {
        gbp_per_qaly = 12_936.0, "GBP per QALY", Uniform in [5_000.0, 30_000.0];
            "1/v": "spending that yields one QALY at the margin; all health is counted by it, so that it turns no sign";
            A: "Claxton et al. 2015, table 31";
        discount = 0.035, "per year", Uniform in [0.015, 0.035];
            "disc_h": "discount rate of health";
            B: "Treasury Green Book";
    }
}
