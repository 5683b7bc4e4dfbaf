//! What ministers, the national board and the commissioners' own body do.

table! {
    /// What ministers, the national board and the commissioners' own body do. Units, ranges and sources stand in [`super::PARAMETERS`].
    politics: Politics {
        shocks = 0.3, "per month", Uniform in [0.0, 1.0], drawn [0.05, 1.0];
            "λ_s": "public shocks that ask somebody to answer";
            C: "at least ten reorganisations in twenty years (Ham 2022); rate assumed";
        answered = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "κ_shock": "part of the shocks that reach a minister which the minister answers with grip";
            E: "assumption";
        shielding = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_sh": "part of local accountability 1 - g behind which a shock never reaches a minister";
            E: "assumption; 0 is a minister who answers for everything";
        temperament = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_tem": "how far ministers differ in the readiness to answer with grip";
            E: "assumption";
        tenure_months = 24.0, "months", Uniform in [6.0, 60.0], drawn [12.0, 48.0];
            "n_min": "mean time of a minister in office";
            C: "health secretaries since 1997";
        reorganises = 0.25, "per new minister", Uniform in [0.0, 0.5], drawn [0.0, 0.5];
            "p_reorg": "chance that a new minister founds commissioners and the tiers above them anew, announced at once, a year ahead";
            C: "at least ten reorganisations in twenty years (Ham 2022); share of ministers assumed";
        respite_months = 24.0, "months", Integer in [0.0, 120.0], drawn [0.0, 48.0];
            "n_res": "months before and after another reorganisation in which no minister's begins";
            E: "assumption; 0 is none";
        ratchet = 0.04, "index", Uniform in [0.0, 0.1], drawn [0.0, 0.1];
            "Δ_g": "rise of every grip by one answered shock";
            C: "at least ten reorganisations in twenty years (Ham 2022); size assumed";
        decay = 0.03, "per month", Uniform in [0.01, 0.1], drawn [0.01, 0.1];
            "δ_g": "rate at which raised grip decays to that of the structure";
            C: "at least ten reorganisations in twenty years (Ham 2022); rate assumed";
        contagion = 1.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_con": "part of the rise that falls on commissioners where no shock occurred";
            E: "assumption; 1 is a national answer, 0 an answer to the place alone";
        unanswered = 0.02, "index", Uniform in [0.0, 0.1], drawn [0.0, 0.05];
            "l_s": "national legitimacy lost by a shock that nobody answers";
            E: "assumption";
        collective = 0.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.8];
            "ω_col": "strength of the commissioners' collective body: part of interference it turns away";
            E: "assumption; 0 is no such body";
        collective_gbp_k = 15.0, "GBP 000 a body and year", Uniform in [0.0, 60.0], drawn [0.0, 60.0];
            "c_col": "subscription of one commissioner to a collective body of full strength";
            E: "assumption";
        board_cover = 0.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.6];
            "λ_b": "pressure that a national board takes off an unpopular local decision";
            E: "assumption; 0 is a board that gives no cover";
        cover_by_trust = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "ω_ct": "part of that cover that depends on the board's trust in the commissioner";
            E: "assumption";
        duplication = 0.15, "share", Uniform in [0.0, 0.4], drawn [0.0, 0.4];
            "dup": "part of the smaller of board and department that does again what the other does, at evenly shared grip";
            C: "duplication between department and board (Ham 2022); share assumed";
        regrowth = 1.0, "elasticity", Uniform in [0.0, 2.0], drawn [0.0, 2.0];
            "η_hc": "growth of the centre's staff with the mean grip, in per cent for one per cent";
            E: "staff at the centre grew by half from 2013 to 2024 (Nuffield Trust 2025); elasticity assumed";
        hiring = 0.03, "per month", Uniform in [0.005, 0.1], drawn [0.005, 0.1];
            "ρ_hc": "rate at which the centre's staff follows";
            E: "assumption";
        pay_restraint = 1.0, "share", Uniform in [0.0, 1.0];
            "res_N": "part of the planned national savings on pay and administration that ministers go for";
            C: "two years of frozen pay from 2011, then 1% a year; 1 is the plan as it was";
    }
}
