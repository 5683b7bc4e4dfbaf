//! How decisions are prepared.

table! {
    /// How decisions are prepared. Units, ranges and sources stand in [`super::PARAMETERS`].
    queue: Queue {
        capacity = 0.8, "decisions a month", Uniform in [0.3, 1.5], drawn [0.3, 1.5];
            "cap_0": "decisions a body of 340,000 people can prepare";
            C: "40 of 60 trusts decommissioned nothing in 2007 (HSJ 2008); 800 do-not-do items in ten years (Garner and Littlejohns 2011)";
        capacity_scale = 0.15, "exponent", Uniform in [-0.3, 0.6], drawn [-0.3, 0.6];
            "γ_T": "how capacity grows with the population covered";
            C: "40 of 60 trusts decommissioned nothing in 2007 (HSJ 2008); 800 do-not-do items in ten years (Garner and Littlejohns 2011)";
        initiative = 0.3, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ι_e": "extra capacity of a near decider who holds real authority";
            D: "Aghion and Tirole 1997";
        guided_work = 0.4, "share", Uniform in [0.2, 1.0], drawn [0.2, 0.8];
            "adopt": "work left for a decision on which valid guidance exists";
            E: "assumption";
        copying = 0.4, "share", Uniform in [0.0, 0.8], drawn [0.0, 0.8];
            "c_copy": "work saved when all neighbours already have the policy";
            E: "lists were drawn up many times over (Audit Commission 2011); share assumed";
        decision_scale = 0.7, "exponent", Uniform in [0.4, 1.0], drawn [0.4, 1.0];
            "η_dec": "how the cost of one decision grows with the population covered";
            E: "managerial economies exhausted near 100,000 people (Bojke et al. 2001)";
        revisit_months = 36.0, "months", Uniform in [12.0, 84.0], drawn [12.0, 84.0];
            "revisit": "months before a rejected or reversed item returns";
            E: "assumption";
        value_order = 1.0, "index", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "prio": "weight of an item's size in the order of work (0: random)";
            E: "assumption";
        worth_years = 0.75, "years", Uniform in [0.25, 1.5], drawn [0.25, 1.5];
            "pay": "years of best saving that a decision's cost may not exceed";
            E: "three years of saving times a chance of success of a quarter; assumption";
        collection_step_months = 0.1, "months", Uniform in [0.03, 0.3], drawn [0.03, 0.3];
            "step": "months a step of collecting evidence from sites takes";
            E: "Radner 1993; size assumed";
        hop_delay_months = 1.0, "months", Uniform in [0.0, 3.0], drawn [0.0, 3.0];
            "h_lag": "months a decision needs for each third of full distance";
            E: "assumption";
        overseer_span = 10.0, "staff per body", Uniform in [4.0, 25.0], drawn [4.0, 25.0];
            "ω_span": "staff an overseer needs for each body it fully attends to";
            D: "about ten staff per locality to oversee commissioners (King's Fund 2012)";
        overseer_staff = 500.0, "posts", Uniform in [100.0, 2_000.0];
            "S_up": "national board staff who oversee commissioners";
            E: "assumption; the board planned 3,500 posts in all";
    }
}
