//! What could be withdrawn.

table! {
    /// What could be withdrawn. Units, ranges and sources stand in [`super::PARAMETERS`].
    items: Items {
        count = 60.0, "items", Integer in [20.0, 200.0];
            "K": "number of items";
            E: "60 keeps the headline run within its minute; 100 is a sensitivity run";
        specialised_share = 0.15, "share", Uniform in [0.05, 0.5], drawn [0.05, 0.5];
            "spec_share": "part of the items that are specialised services";
            E: "assumption";
        pool_gbp_bn = 2.0, "GBP bn a year", LogUniform in [1.0, 10.0], drawn [1.0, 10.0];
            "pool_A": "spend on all items, England";
            B: "Audit Commission 2011 (up to GBP 500m achievable); McKinsey 2009 as upper scenario";
        best_share_mean = 0.28, "share", Uniform in [0.1, 0.4], drawn [0.15, 0.4];
            "mu_mean": "mean over items of the share best withdrawn";
            E: "set so that the best saving is near GBP 560m of GBP 2bn";
        best_share_sd = 0.1, "share", Uniform in [0.0, 0.15], drawn [0.05, 0.15];
            "mu_sd": "standard deviation over items of the share best withdrawn";
            E: "assumption";
        opposition = 0.5, "index", Uniform in [0.05, 0.95], drawn [0.1, 0.9];
            "opp": "median strength of opposition to withdrawing an item";
            E: "clinicians, interest groups and hospitals resist (2009 debate)";
        visibility = 0.4, "index", Uniform in [0.05, 0.95], drawn [0.1, 0.9];
            "vis": "median visibility of an item to the public";
            E: "assumption";
        unequal_voice = 0.3, "logit", Uniform in [-0.3, 1.0], drawn [-0.3, 1.0];
            "dep_opp": "fall of opposition, in logits, from the least to the most deprived place";
            D: "voice rises with affluence; size assumed";
        open_at_start = 0.3, "share", Uniform in [0.0, 1.0];
            "open0": "probability that an item is open to decision when burn-in begins";
            E: "assumption";
    }
}
