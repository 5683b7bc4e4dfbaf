//! What the guidance body reaches.

table! {
    /// What the guidance body reaches. Units, ranges and sources stand in [`super::PARAMETERS`].
    guidance: Guidance {
        coverage = 0.6, "share", Uniform in [0.2, 1.0], drawn [0.2, 1.0];
            "cov": "items on which guidance is issued";
            C: "over 800 do-not-do items, not all care (Garner and Littlejohns 2011)";
        awareness = 0.6, "share", Uniform in [0.3, 1.0], drawn [0.3, 1.0];
            "aware": "trusts that know of it";
            C: "workshop attendees were unaware of do-not-do guidance (Hollingworth and Chamberlain 2011)";
        lag_months = 12.0, "months", Uniform in [0.0, 24.0], drawn [3.0, 24.0];
            "glag": "months from the body's decision to its publication";
            C: "21.4 months from licence to guidance";
        mandate_uniform = 0.0, "0 or 1", Integer in [0.0, 1.0];
            "u_stat": "whether a mandate must be uniform by statute";
            E: "a choice of reading; both are reported where it matters";
    }
}
