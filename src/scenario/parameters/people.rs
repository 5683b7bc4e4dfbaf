//! Who works for commissioners.

table! {
    /// Who works for commissioners. Units, ranges and sources stand in [`super::PARAMETERS`].
    people: People {
        exits = 0.010, "per month", Uniform in [0.0, 0.04], drawn [0.005, 0.02];
            "x_0": "share of staff who leave in an ordinary month";
            C: "ordinary turnover; assumed about one in eight a year";
        exits_upheaval = 0.006, "per month", Uniform in [0.0, 0.08], drawn [0.0, 0.02];
            "x_R": "further share in a month of upheaval";
            C: "1,417 leavers in 57 trusts in about a year (Health Service Journal 5032464), of about 150 posts each: 1.4% a month in all; calibrated to 9% of posts unfilled on 1 April 2013";
        upheaval = 0.05, "share", Uniform in [0.005, 0.3], drawn [0.01, 0.12];
            "D_x": "disruption from which a month counts as one of upheaval";
            E: "a third of the peak of disruption";
        exits_pressure = 0.005, "per month and level", Uniform in [0.0, 0.02], drawn [0.0025, 0.01];
            "x_g": "further share for each level of escalation, times the grip of assurance";
            C: "inadequate trusts have 14% vacancies, outstanding ones 3% (King's Fund 2018)";
        exits_disbelief = 0.010, "per month", Uniform in [0.0, 0.04], drawn [0.005, 0.02];
            "x_b": "further share for each unit by which belief in the reform is below one half";
            C: "half of leaders did not believe in it (2012); effect assumed";
        belief = 0.5, "index", Uniform in [0.0, 1.0], drawn [0.2, 0.8];
            "belief": "belief in the reform where nothing moves it";
            C: "half of the leaders of 2012";
        leaver_odds = 1.5, "odds ratio", Uniform in [1.0, 3.0], drawn [1.0, 3.0];
            "od": "odds that somebody of the better half leaves, against the other half";
            E: "assumption";
        talent_within = 0.15, "index", Uniform in [0.0, 0.3], drawn [0.05, 0.3];
            "σ_w": "standard deviation of talent between the staff of one body";
            E: "as between bodies";
        recruit_talent = 0.85, "index", Uniform in [0.5, 1.2], drawn [0.7, 1.0];
            "T_rec": "talent of a recruit";
            E: "assumption";
        learning = 0.01, "per month", Uniform in [0.001, 0.05], drawn [0.005, 0.02];
            "learn": "part of the way to full experience that staff go in a month";
            E: "assumption";
        vacancy = 0.05, "share", Uniform in [0.0, 0.15], drawn [0.02, 0.15];
            "vac": "posts vacant at ordinary turnover; it sets how fast posts are filled";
            B: "9% of posts unfilled on 1 April 2013 after upheaval (National Audit Office 2013)";
        interim_gbp_k = 2.5, "GBP 000 a vacancy and month", Uniform in [0.0, 5.0], drawn [1.0, 5.0];
            "c_int": "what covering a vacancy costs above the salary saved";
            E: "assumption";
        post_gbp_k = 55.0, "GBP 000 a post and year", Uniform in [45.0, 70.0], drawn [45.0, 70.0];
            "c_fte": "running cost of one post";
            E: "assumption";
        staffing_exponent = 0.7, "exponent", Uniform in [0.0, 1.0], drawn [0.4, 1.0];
            "fte_exp": "how capacity grows with posts filled";
            E: "assumption";
        rehire = 0.35, "share", Uniform in [0.0, 0.7], drawn [0.15, 0.5];
            "rehire": "share of those whose posts are cut who come back within two years";
            B: "2,200 of about 10,000 had come back when most had been gone for a year or less (National Audit Office 2013): calibrated to that";
        cut_redundant = 0.4, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "cut_red": "of posts that a cap or cut of running cost removes, those whose holders are paid off; ordinary turnover takes the rest";
            E: "assumption; as for the posts of dissolved bodies";
    }
}
