//! When independent providers enter.

table! {
    /// When independent providers enter. Units, ranges and sources stand in [`super::PARAMETERS`].
    entry: Entry {
        entrants = 20.0, "count", Integer in [0.0, 20.0];
            "n_p": "providers that might enter";
            E: "assumption";
        planned_gbp_m = 15.0, "GBP m a year", Uniform in [1.0, 60.0], drawn [5.0, 40.0];
            "plan": "median yearly volume that an entrant plans";
            C: "independent treatment centres of wave 1 (recalled)";
        planned_spread = 0.5, "log points", Uniform in [0.0, 1.0], drawn [0.2, 0.8];
            "σ_plan": "standard deviation of the logarithm of that volume between entrants";
            E: "assumption: one in six plans more than 1.6 times the median";
        margin = 0.06, "share", Uniform in [0.0, 0.2], drawn [0.02, 0.12];
            "margin": "margin of an entrant at the tariff";
            E: "assumption";
        horizon_months = 60.0, "months", Integer in [12.0, 120.0];
            "Hz": "term for which it can count on its contract";
            C: "five-year contracts of wave 1";
        discount = 0.06, "per year", Uniform in [0.02, 0.12], drawn [0.03, 0.1];
            "r": "discount rate of private capital; also its return if it waits";
            D: "real options (Dixit and Pindyck 1994)";
        investment_gbp_m = 5.0, "GBP m", Uniform in [0.5, 30.0], drawn [2.0, 15.0];
            "I": "what it must sink";
            D: "assumption";
        uncertainty = 0.25, "per year", Uniform in [0.0, 0.6], drawn [0.05, 0.45];
            "σ_p": "yearly standard deviation of its prospects when all believe in the reform";
            D: "assumption";
        framework = 0.2, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.8];
            "frame": "part of the uncertainty that framework agreements remove";
            E: "assumption";
        guarantee_offered = 0.25, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "offer": "part of possible entrants that are offered guaranteed volume";
            E: "assumption";
        guaranteed_volume = 0.85, "share", Uniform in [0.0, 1.0], drawn [0.5, 1.0];
            "gmin": "part of the planned volume that is paid whether used or not";
            B: "take-or-pay contracts of wave 1 (Health Committee 2006)";
        utilisation = 0.83, "share", Uniform in [0.0, 1.0], drawn [0.75, 0.95];
            "util": "part of the planned volume that patients use at the activity of 2009";
            B: "80 to 87% (Hansard; Health Committee 2006)";
        premium = 0.12, "share", Uniform in [-0.1, 0.3], drawn [-0.07, 0.15];
            "prem": "price above the tariff under a guarantee";
            B: "+12.2% in wave 1, -7.3% in phase 2 (Health Committee 2006)";
    }
}
