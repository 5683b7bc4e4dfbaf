//! The figure of a page of patterns: what the model shows against every band.

use crate::facts::patterns::Purpose;
use crate::report::charts::bands::{BandPanel, BandRow, Bands, bands};
use crate::report::charts::{Caption, ChartError, Figure};
use crate::report::figures::context::capital;
use crate::report::patterns::{PatternFindings, headline};

/// Every pattern that shows a number, by use.
pub(in crate::report) fn figure(findings: &PatternFindings) -> Result<Figure, ChartError> {
    let panels = Purpose::ALL.into_iter().filter_map(|purpose| {
        let (inside, all) = findings.tally(purpose);
        let rows: Vec<BandRow> = findings
            .of(purpose)
            .filter(|shows| shows.simulated.is_finite())
            .map(|shows| BandRow {
                name: shows.pattern.name(),
                simulated: shows.simulated,
                band: (shows.pattern.low, shows.pattern.high),
                words: format!("{} ({})", shows.in_words(), shows.band()),
            })
            .collect();
        let heading = format!("{}: {inside} of {all} in band", capital(purpose.label()));
        (!rows.is_empty()).then_some(BandPanel { heading, rows })
    });
    let (inside, all) = findings.tally(Purpose::HeldOut);
    bands(&Bands {
        caption: Caption {
            name: "patterns".to_owned(),
            title: format!("{inside} of {all} held-out facts are reproduced"),
            measure: "Known facts, simulated value on a scale where the band is 0 to 1".to_owned(),
            place: "invented England (synthetic areas)".to_owned(),
            period: "the dates of each fact".to_owned(),
            finding: Some(headline(findings)),
            runs: format!(
                "means of {} seeds at the default inputs",
                findings.replicates
            ),
            notes: vec![
                "Numbers at the right are in the unit of each fact; see the tables.".to_owned(),
            ],
            source: format!("simulated, grip {}, patterns", env!("CARGO_PKG_VERSION")),
            ..Caption::default()
        },
        panels: panels.collect(),
    })
}
