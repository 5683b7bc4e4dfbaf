//! What control costs.

table! {
    /// What control costs. Units, ranges and sources stand in [`super::PARAMETERS`].
    costs: Costs {
        decision_gbp = 15_000.0, "GBP", LogUniform in [0.0, 50_000.0], drawn [5_000.0, 50_000.0];
            "c_dec": "cost of preparing one decision for 340,000 people";
            E: "lists were drawn up many times over (Audit Commission 2011); amount assumed";
        meeting_gbp = 4_500.0, "GBP", Uniform in [0.0, 10_000.0], drawn [1_500.0, 10_000.0];
            "c_meet": "cost of one member in one joint round";
            E: "assumption";
        monitoring_gbp = 400.0, "GBP a month", Uniform in [0.0, 1_500.0], drawn [0.0, 1_500.0];
            "c_mon": "cost of monitoring one policy at full distance for 340,000 people";
            E: "assumption";
        decision_base_gbp_m = 18.0, "GBP m a year", Uniform in [10.0, 40.0];
            "y4_base": "decision cost already contained in running cost";
            E: "decision cost of single trusts at defaults";
        report_provider_gbp_m = 0.33, "GBP m a provider and year", Uniform in [0.16, 0.5], drawn [0.16, 0.5];
            "rep_0": "reporting by a provider without control";
            B: "GBP 300-500m a year for national data (NHS Confederation 2013)";
        report_provider_grip_gbp_m = 2.2, "GBP m a provider and year", Uniform in [1.1, 3.3], drawn [1.1, 3.3];
            "rep_1": "reporting by a provider at full control, on top";
            B: "GBP 300-500m a year for national data (NHS Confederation 2013)";
        report_body_gbp_m = 0.1, "GBP m a body and year", Uniform in [0.05, 0.15], drawn [0.05, 0.15];
            "rep_0c": "reporting by a commissioner without control";
            E: "assumption";
        report_body_grip_gbp_m = 0.65, "GBP m a body and year", Uniform in [0.32, 1.0], drawn [0.32, 1.0];
            "rep_1c": "reporting by a commissioner at full control, on top";
            E: "assumption";
        assurance_gbp_k = 6.0, "GBP 000 a body and month", Uniform in [2.0, 15.0], drawn [2.0, 15.0];
            "c_as": "assurance of one body at full control";
            E: "assumption";
        second_guessing = 0.3, "probability", Uniform in [0.0, 0.6], drawn [0.0, 0.6];
            "q_sg": "chance that a decision under evenly shared authority is reworked";
            C: "duplication between department and board (Ham 2022); rate assumed";
        rework_gbp_k = 8.0, "GBP 000", Uniform in [2.0, 30.0], drawn [2.0, 30.0];
            "c_sg": "cost of one reworked decision";
            E: "assumption";
        trust_down = 0.5, "index", Uniform in [0.0, 1.0];
            "trust_down": "trust of the overseer in commissioners";
            E: "assumption; where assurance is modelled, the trust with which it begins";
        overstatement = 0.7, "share", Uniform in [0.0, 1.0], drawn [0.3, 1.0];
            "infl_0": "overstatement of savings without control or audit";
            B: "3.4 of 5.8bn substantiated (NAO 2012)";
        audit = 0.5, "index", Uniform in [0.0, 2.0];
            "audit": "strength of audit";
            B: "fitted with the last to a ratio of 0.59";
    }
}
