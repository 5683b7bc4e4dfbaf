//! What presses commissioners.

table! {
    /// What presses commissioners. Units, ranges and sources stand in [`super::PARAMETERS`].
    finance: Finance {
        base_pressure = 0.3, "index", Uniform in [0.0, 0.8], drawn [0.0, 0.8];
            "f_base": "pressure with no money to be saved";
            E: "assumption: there is always something better to buy";
        fade = 0.5, "per year", Uniform in [0.2, 1.0], drawn [0.2, 1.0];
            "fade": "share of an unmet saving that lapses in a year";
            E: "assumption";
        local_share = 0.2, "share", Uniform in [0.1, 0.3], drawn [0.1, 0.3];
            "loc": "part of the national gap that local change must close";
            B: "40/40/20 split of the savings plan (Health Committee 2012)";
        target_pass = 0.2, "share", Uniform in [0.0, 0.5], drawn [0.0, 0.5];
            "dft_pass": "part of distance from target that becomes pressure";
            E: "19 of the 20 tightest groups were below target (NAO 2014); share assumed";
        target_sd = 0.05, "share", Uniform in [0.0, 0.08];
            "σ_dft": "standard deviation of distance from target at a commissioner";
            B: "14 published group allocations 2013/14";
        target_half_life_months = 120.0, "months", Uniform in [60.0, 240.0];
            "dft_hl": "months in which half of a distance from target closes";
            B: "about 20 years to balance (Health Committee 2010)";
        individual_variation = 10.0, "ratio", Uniform in [0.0, 15.0], drawn [6.0, 15.0];
            "cv_ind": "coefficient of variation of one person's yearly cost";
            D: "assumption on individual cost";
        need_growth = 0.07, "per year", Uniform in [0.045, 0.08];
            "need": "nominal growth of what would be spent at constant standards";
            C: "demand grows 3 to 4% a year and prices as much (Nuffield Trust)";
        delivered_national = 0.85, "share", Uniform in [0.5, 1.0];
            "del_N": "part of the planned national savings that is real";
            E: "pay freeze gave 1.4 of 5.8bn in 2011/12; share assumed";
        delivered_tariff = 0.7, "share", Uniform in [0.5, 1.0];
            "del_T": "part of the planned tariff savings that is real";
            E: "assumption";
        talent_sd = 0.15, "index", Uniform in [0.0, 0.3];
            "σ_T": "standard deviation of talent between commissioners";
            E: "assumption";
    }
}
