//! What practices do with budgets of their own.

table! {
    /// What practices do with budgets of their own. Units, ranges and sources stand in [`super::PARAMETERS`].
    practices: Practices {
        coverage = 0.1, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "cover_p": "part of people whose practices hold a real budget";
            E: "assumption: budgets of 2009 were mostly indicative";
        holder_people = 42_600.0, "people", LogUniform in [5_000.0, 1_000_000.0], drawn [7_000.0, 300_000.0];
            "P_h": "people of one budget holder: a practice has 7,000, a collaborative more";
            C: "mean list 7,010 (practice lists 2013)";
        budget_share = 0.4, "share", Uniform in [0.0, 1.0], drawn [0.2, 0.6];
            "s_b": "part of acute spending that the budget covers";
            E: "assumption: planned care and outpatients";
        referral_effect = 0.033, "share", Uniform in [0.0, 0.1], drawn [0.0, 0.06];
            "ε_ref": "fall of the activity that budgets cover at the information and incentive of fundholding";
            A: "admissions -3.3% under fundholding (Dusheiko and others 2006, recalled)";
        reference_information = 0.4, "0 to 1", Uniform in [0.05, 1.0], drawn [0.2, 1.0];
            "i_ref": "information at practice level under fundholding, 1991 to 1998";
            E: "assumption: what costs nothing more; with management allowances it may have been more";
        reference_incentive = 0.5, "0 to 1", Uniform in [0.05, 1.0], drawn [0.25, 1.0];
            "incent_ref": "incentive of a fundholding practice, in the terms of incent";
            E: "assumption: savings were kept and had to be spent on patients";
        largest_fall = 0.1, "share", Uniform in [0.0, 0.3], drawn [0.05, 0.15];
            "fall": "largest fall of the activity that budgets cover";
            E: "three times what was found";
        baseline_inflation = 0.02, "share", Uniform in [0.0, 0.1], drawn [0.0, 0.05];
            "ε_infl": "rise of activity before a budget is set on it";
            A: "fundholders raised activity before entry (Croxson and others 2001)";
        rebase_months = 36.0, "months", LogUniform in [3.0, 1_200.0], drawn [12.0, 120.0];
            "rebase": "time in which 63% of that rise is taken out of the budgets again";
            E: "assumption: budgets were set anew every few years";
        kept_value = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "val_kept": "worth to patients of money that practices keep, of that of other spending";
            E: "fundholders had to spend savings on patients, and chose on what; size assumed";
        quality_gain = 0.0, "share", Uniform in [-0.1, 0.1], drawn [-0.005, 0.005];
            "η_pq": "care that budgets cover is better by, at full information of practices, as a share of its cost";
            E: "either sign: patients of fundholders waited less (Propper and others 2002, recalled) and were less satisfied (Dusheiko and others 2007, recalled); size assumed: up to what competition makes in five years of a quarter of concentration lost";
        information = 0.4, "0 to 1", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "info_0": "information at practice level that costs nothing more";
            E: "practices lack accurate information on activity; size assumed";
        information_gbp = 0.2, "GBP a head a year", Uniform in [0.0, 3.0], drawn [0.0, 2.0];
            "b_i": "spending on information for budget holders";
            E: "assumption";
        information_scale_gbp = 1.0, "GBP a head a year", Uniform in [0.1, 10.0], drawn [0.3, 3.0];
            "h_i": "spending that closes 63% of the gap in information";
            E: "assumption";
        incentive = 0.5, "0 to 1", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "incent": "part of a saving that the budget holder keeps";
            E: "assumption";
        free_riding = 0.3, "exponent", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "φ_p": "how the incentive is diluted among the practices of a holder";
            D: "theory of teams";
        risk_pooled = 0.8, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "pool_p": "part of a holder's chance deviation that is pooled";
            E: "assumption: stop-loss insurance of costly patients";
        managers_moved = 0.1, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.6];
            "move": "part of a commissioner's variable running cost that moves down to budget holders";
            E: "assumption";
        moved_information = 0.3, "0 to 1", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "i_m": "part of the gap in information that managers close if all move down";
            E: "assumption";
        moved_loss = 0.1, "share", Uniform in [0.0, 0.5], drawn [0.0, 0.3];
            "l_m": "rise of the cost of managers who work in smaller bodies";
            E: "assumption";
        moved_gap = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "gap": "part of the work of managers who moved down that their commissioner then lacks";
            E: "assumption: some of the work moves with them";
    }
}
