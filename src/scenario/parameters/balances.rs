//! What becomes of deficits and surpluses.

table! {
    /// What becomes of deficits and surpluses. Units, ranges and sources stand in [`super::PARAMETERS`].
    balances: Balances {
        top_slice = 0.01, "share", Uniform in [0.0, 0.05], drawn [0.0, 0.03];
            "top": "part of allocations that goes into the reserve of the tier above";
            E: "assumption";
        reserve = 0.02, "share", Uniform in [0.0, 0.05], drawn [0.0, 0.03];
            "res_0": "reserve in April 2009, and the most it holds after March, of a year's allocations";
            E: "assumption";
        contingency = 0.01, "share", Uniform in [0.0, 0.03], drawn [0.0, 0.02];
            "cont": "part of the allocation that commissioners plan not to spend";
            C: "planned surplus of 1% (operating frameworks, recalled)";
        shocks_shared = 0.2, "share", Uniform in [0.0, 1.0], drawn [0.0, 0.8];
            "pool": "part of cost shocks shared by the commissioners of one intermediate body";
            E: "assumption";
        containment = 1.0, "ratio", Uniform in [0.0, 3.0], drawn [0.0, 1.6];
            "Δ/c": "gain over cost of containing overspending, for a body that expects no bailout";
            E: "soft budget constraint (Kornai and others 2003); size assumed";
        belief_start = 0.4, "probability", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "π_0": "believed probability of a bailout in April 2009";
            C: "25 of 245 trusts in deficit, far more four years later";
        belief_learning = 0.2, "per year", Uniform in [0.0, 1.0], drawn [0.05, 0.6];
            "α_π": "how fast belief follows what is seen";
            E: "assumption";
        bailout_central = 0.7, "probability", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "bail_C": "probability that a deficit is bailed out by a body as remote as the nation";
            C: "assumption about commitment";
        bailout_local = 0.3, "probability", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "bail_L": "the same by a body as near as a neighbourhood";
            C: "assumption about commitment";
        bailout_line = 0.02, "share", Uniform in [0.0, 0.1], drawn [0.01, 0.04];
            "line": "deficit, of a year's allocation, beyond which a bailout is considered";
            E: "assumption";
        repayment = 0.5, "per year", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "repay": "part of a deficit that must be made good in the year after";
            E: "assumption";
        clawback = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "claw": "part of a surplus beyond the line that is taken back in March";
            E: "assumption";
        clawback_line = 0.02, "share", Uniform in [0.0, 0.1], drawn [0.005, 0.04];
            "claw_0": "surplus, of a year's allocation, beyond which it is taken back";
            E: "assumption";
        displaced = 1.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "disp": "part of overspending that displaces care elsewhere";
            E: "assumption: the national budget is fixed";
        withheld = 0.5, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "held": "part of contained money that is care not given; the rest is waste avoided";
            E: "effect of hard budgets on quality is ambiguous (Brekke and others 2015)";
        surplus_lost = 0.25, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "lost": "part of what a commissioner has to spare that buys no care";
            E: "assumption: surpluses are seldom planned for, and clawed back late";
        providers_felt = 1.0, "share", Uniform in [0.0, 1.0], drawn [0.0, 1.0];
            "prov": "part of acute providers' losses and gains that patients feel as they feel those of commissioners";
            E: "assumption: deficits are paid out of one national budget; 0 is a deficit that nobody pays";
    }
}
