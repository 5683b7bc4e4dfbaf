//! What a reorganisation costs and disturbs.

table! {
    /// What a reorganisation costs and disturbs. Units, ranges and sources stand in [`super::PARAMETERS`].
    reorganisation: Reorganisation {
        disruption_peak = 0.15, "share", Uniform in [0.0, 0.35], drawn [0.0, 0.35];
            "D_max": "capacity lost at the worst of a reorganisation";
            B: "merged trusts rated good or excellent fell from 34% to 12% (Gubb 2010); share assumed from it";
        disruption_months = 8.0, "months", Uniform in [4.0, 14.0], drawn [4.0, 14.0];
            "τ_p": "months from announcement to the worst";
            B: "up to two years (White and Dunleavy 2010), and merged trusts of 2006 (Gubb 2010): calibrated to 18 to 24 months of loss after a merger";
        disruption_unchanged = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "D_0": "part of the disruption that also meets bodies which go on with the same people";
            E: "trusts that were not merged in 2006 did not fall (Gubb 2010), so zero is in range";
        disruption_held = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "D_slip": "part of the wearing off of disruption that is lost while a start slips";
            E: "assumption";
        slip_months = 0.0, "months", Integer in [0.0, 60.0], drawn [0.0, 12.0];
            "slip": "months by which the start of a reorganisation slips where its file gives none";
            C: "systems were to begin in April 2022 and began in July";
        redundant_share = 0.4, "share", Uniform in [0.0, 1.0], drawn [0.2, 0.6];
            "red_share": "posts of dissolved bodies that become redundant";
            B: "about 10,000 of about 25,000 posts, 2010 to 2013 (NAO 2013)";
        redundancy_gbp = 43_095.0, "GBP", Uniform in [0.0, 100_000.0], drawn [19_500.0, 72_000.0];
            "c_red": "cost of one redundancy";
            B: "mean of 2010 to 2013 (NAO 2013); voluntary schemes from 18,000; plans of 2025 up to 72,000";
        setup_gbp_m = 2.4, "GBP m", Uniform in [0.0, 10.0], drawn [1.0, 5.0];
            "c_new": "cost of setting up one body";
            B: "GBP 1.1bn less 435m of redundancy less 170 closures at 0.5m, over 240 new bodies (NAO 2013)";
        closure_gbp_m = 0.5, "GBP m", Uniform in [0.0, 5.0], drawn [0.2, 1.0];
            "c_close": "cost of closing one body";
            E: "contained in the same total; split assumed";
        queue_lost = 0.3, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.6];
            "q_lost": "decisions in hand that are lost when a body is dissolved";
            E: "assumption";
        trust_kept = 0.7, "share", Uniform in [0.0, 1.0], drawn [0.4, 1.0];
            "t_kept": "trust between tiers that outlives the dissolution of a body";
            E: "assumption";
        belief_start = 0.5, "index", Uniform in [0.0, 1.0], drawn [0.2, 0.8];
            "belief_0": "belief in a reorganisation when it is announced";
            C: "half of those asked believed in the reforms (source article on clusters)";
        belief_fall = 1.0, "per share of capacity", Uniform in [0.0, 3.0], drawn [0.0, 3.0];
            "belief_D": "belief lost for capacity lost to disruption";
            E: "assumption";
    }
}
