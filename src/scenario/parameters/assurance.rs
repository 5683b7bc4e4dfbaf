//! How commissioners are watched, helped and trusted.

table! {
    /// How commissioners are watched, helped and trusted. Units, ranges and sources stand in [`super::PARAMETERS`].
    assurance: Assurance {
        signal_sd = 0.1, "index", Uniform in [0.0, 10.0], drawn [0.05, 0.25];
            "σ_M": "standard deviation of one month's signal of performance, without audit";
            D: "ratings of the same body disagree between rounds; size assumed";
        candour = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_can": "part of the variance of a signal that follows distrust of the tier above";
            E: "noise of a report grows with conflict (Dessein 2002); weight assumed";
        low = 0.4, "index", Uniform in [0.0, 0.5], drawn [0.3, 0.45];
            "c_low": "signal below which a month counts against a commissioner";
            D: "ratings of commissioners; threshold assumed";
        high = 0.55, "index", Uniform in [0.5, 1.0], drawn [0.5, 0.65];
            "c_high": "signal above which a month counts for a commissioner";
            D: "ratings of commissioners; threshold assumed";
        months_below = 3.0, "months", Integer in [1.0, 12.0], drawn [2.0, 6.0];
            "n_low": "months in a row below the lower threshold before escalation by one level";
            E: "assumption: a quarter";
        months_above = 6.0, "months", Integer in [1.0, 24.0], drawn [3.0, 12.0];
            "n_high": "months in a row above the upper threshold before de-escalation by one level";
            E: "assumption: two quarters";
        measures_months = 24.0, "months", Uniform in [6.0, 60.0], drawn [12.0, 36.0];
            "n_4": "mean stay in special measures";
            C: "24 months on average, twice the plan (NHS Providers 2017)";
        support = 0.01, "per month", Uniform in [0.0, 0.03], drawn [0.0, 0.03];
            "η_sup": "rate at which help at one level raises what capability lacks";
            C: "mixed perceptions of intervention; 24 months in special measures on average";
        scrutiny = 0.006, "per month", Uniform in [0.0, 0.03], drawn [0.0, 0.03];
            "η_scr": "rate at which scrutiny at one level wears capability down";
            C: "mixed perceptions of intervention; 24 months in special measures on average";
        partnership = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_par": "how far the intermediate body is partner (1) rather than judge (0)";
            C: "area teams were seen as both (Checkland and others 2017); weight assumed";
        leniency = 0.25, "share", Uniform in [0.0, 0.5], drawn [0.0, 0.5];
            "ω_len": "part of the lower threshold that a full partner forgoes and a full judge adds";
            E: "assumption: who helps is slow to escalate";
        span = 10.0, "staff a commissioner", Uniform in [4.0, 25.0], drawn [4.0, 25.0];
            "ω_int": "staff of the intermediate body for full attention to one commissioner";
            D: "about 50 staff planned for an area team, 10 for each locality (King's Fund 2012)";
        authority_staff = 100.0, "staff", Uniform in [10.0, 300.0], drawn [20.0, 300.0];
            "S_up, 2009": "staff of an authority of 2009 who oversee commissioners";
            E: "assumption";
        area_team_staff = 50.0, "staff", Uniform in [10.0, 300.0], drawn [20.0, 150.0];
            "S_up, 2013": "staff of an area team of 2013 who oversee commissioners";
            C: "about 50 planned (King's Fund 2012)";
        region_staff = 100.0, "staff", Uniform in [10.0, 300.0], drawn [20.0, 300.0];
            "S_up, 2022": "staff of a region of 2022 who oversee commissioners";
            E: "assumption";
        earned_autonomy = 0.2, "index", Uniform in [0.0, 0.4], drawn [0.0, 0.4];
            "Δ_EA": "grip given back for full measured performance, and added for none";
            D: "earned autonomy was no valued prize (Mannion and others 2005); size assumed";
        autonomy_rate = 0.03, "per month", Uniform in [0.01, 1.0], drawn [0.01, 0.15];
            "ρ_a": "rate at which exercised autonomy follows granted autonomy";
            C: "autonomy granted was not exercised (Exworthy and others 2010; Hoque and others 2004)";
        trust_rate = 0.03, "per month", Uniform in [0.0, 0.1], drawn [0.01, 0.1];
            "α_T": "rate at which trust in a commissioner follows its measured performance";
            E: "assumption: capability is the best safeguard";
        trust_loss = 0.02, "index", Uniform in [0.0, 0.1], drawn [0.0, 0.1];
            "t_0": "trust in the tier above lost by one intervention";
            E: "assumption";
        trust_loss_level = 0.01, "index a month", Uniform in [0.0, 0.03], drawn [0.0, 0.03];
            "t_ℓ": "trust in the tier above lost in a month at one level of escalation";
            E: "assumption";
        trust_recovery = 0.01, "index a month", Uniform in [0.0, 0.05], drawn [0.0, 0.05];
            "t_1": "trust in the tier above regained in a month, up to where it began";
            E: "assumption";
    }
}
