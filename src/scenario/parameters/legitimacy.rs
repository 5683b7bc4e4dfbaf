//! What the public makes of it.

table! {
    /// What the public makes of it. Units, ranges and sources stand in [`super::PARAMETERS`].
    legitimacy: Legitimacy {
        adjustment = 0.02, "per month", Uniform in [0.005, 0.05], drawn [0.005, 0.05];
            "α_leg": "speed at which legitimacy moves to its target";
            E: "assumption";
        voice = 0.1, "index", Uniform in [0.0, 0.3], drawn [0.0, 0.3];
            "l_v": "weight of local voice";
            C: "assumption on direction from surveys of general practitioners (2012)";
        postcode = 1.0, "index", Uniform in [0.0, 3.0], drawn [0.0, 3.0];
            "l_pc": "weight of difference from neighbours";
            C: "90% of general practitioners wanted a national list (2012); weight assumed";
        loss = 2.0, "index", Uniform in [0.0, 6.0], drawn [0.0, 6.0];
            "l_loss": "weight of services lost in the last year";
            C: "assumption";
    }
}
