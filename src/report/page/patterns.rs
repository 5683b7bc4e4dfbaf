//! The page of patterns: how many held-out facts the model reproduces, what each failure means, and
//! every fact by what it was used for.

use std::fmt::Write as _;

use super::html::{escape, list, paragraph, sections};
use super::{Page, charts, frame, method};
use crate::facts::patterns::{NotComputed, Purpose};
use crate::report::figures::context::capital;
use crate::report::figures::patterns::figure;
use crate::report::patterns::{PatternFindings, Shows, headline};
use crate::report::table::Table;

const TITLE: &str = "Known facts, and which the model reproduces";

/// Builds the page.
#[must_use]
pub fn build(findings: &PatternFindings) -> Page {
    let (figures, undrawn) = match figure(findings) {
        Ok(figure) => (vec![figure], String::new()),
        Err(error) => (Vec::new(), paragraph(&error.to_string())),
    };
    let blocks: String = figures
        .iter()
        .map(|figure| charts::block(1, figure))
        .collect();
    let of = |purpose| by_use(findings, purpose);
    let parts = [
        ("failures", "What each failure means", failures(findings)),
        ("figures", "Figure", blocks + &undrawn),
        ("heldout", "Held out", of(Purpose::HeldOut)),
        ("calibration", "Calibration", of(Purpose::Calibration)),
        ("sign", "Sign or order only", of(Purpose::Qualitative)),
        ("built", "Built in", of(Purpose::BuiltIn)),
        (
            "notcomputed",
            "Not computed",
            not_computed(findings.not_computed),
        ),
        ("method", "Method and limits", limits(findings)),
        ("repeat", "How to repeat this", repeat(findings)),
    ];
    let (contents, body) = sections(parts);
    let html = frame::frame(
        TITLE,
        &headline(findings),
        &opening(findings),
        &contents,
        &body,
        &method::cite_version("comparison with known facts"),
    );
    Page {
        figures,
        html,
        discovery: None,
    }
}

fn opening(findings: &PatternFindings) -> String {
    let mut out = format!("<h1>{TITLE}</h1>\n");
    out.push_str(
        "<p class=\"question\">Does the model reproduce what is known and was not used to build it?</p>\n\
         <p class=\"warning\"><strong>Simulated values beside published figures.</strong> The bands were \
         fixed in a file before the first run and none was moved after one; the simulated values are \
         means at the default inputs.</p>\n\
         <section aria-labelledby=\"found\">\n<h2 id=\"found\">What was found</h2>\n",
    );
    let _ = writeln!(
        out,
        "<p class=\"headline\">{}</p>",
        escape(&headline(findings))
    );
    let others: Vec<String> = Purpose::ALL
        .into_iter()
        .filter(|purpose| *purpose != Purpose::HeldOut)
        .filter(|&purpose| findings.tally(purpose).1 > 0)
        .map(|purpose| {
            let (inside, all) = findings.tally(purpose);
            format!("{}: {inside} of {all} in band", purpose.label())
        })
        .collect();
    let left = findings.not_computed.len();
    out.push_str(&paragraph(&format!(
        "Beside these, {}. {left} cannot be computed from what a run keeps.",
        others.join("; ")
    )));
    out.push_str("</section>\n");
    out
}

/// What it means that a fact is not reproduced: the held-out ones first, for they are the test.
fn failures(findings: &PatternFindings) -> String {
    let order = [
        Purpose::HeldOut,
        Purpose::Calibration,
        Purpose::Qualitative,
        Purpose::BuiltIn,
    ];
    let of_use = |purpose: Purpose| {
        let failing = findings.failing(purpose);
        failing.map(move |shows| (purpose, shows))
    };
    let lines: Vec<String> = order
        .into_iter()
        .flat_map(of_use)
        .map(|(purpose, shows)| {
            let pattern = &shows.pattern;
            format!(
                "{} ({}): {}, against a band of {} {}. {}. It is: {}.",
                pattern.name(),
                purpose.label(),
                shows.in_words(),
                shows.band(),
                pattern.unit,
                capital(&pattern.failing),
                pattern.meaning,
            )
        })
        .collect();
    if lines.is_empty() {
        return paragraph("No fact is out of its band.");
    }
    paragraph(
        "A fact out of its band is a finding and is not tuned away. Where a result of an experiment rests \
         on one of these, it carries the same fault.",
    ) + &list(&lines)
}

/// The facts of one use as a table; nothing where there are none.
fn by_use(findings: &PatternFindings, purpose: Purpose) -> String {
    let (inside, all) = findings.tally(purpose);
    if all == 0 {
        return String::new();
    }
    let heads = [
        "Fact",
        "Simulated",
        "Band",
        "In band",
        "Unit",
        "What it is",
        "Seeds with a number",
        "Source of fact and band",
    ];
    let caption = format!("{}: {inside} of {all} in band", capital(purpose.label()));
    let mut table = Table::new(&caption, &heads);
    for shows in findings.of(purpose) {
        table.row(row(shows));
    }
    paragraph(purpose.shows()) + &table.html()
}

fn row(shows: &Shows) -> Vec<String> {
    let pattern = &shows.pattern;
    let verdict = if shows.is_in_band() { "yes" } else { "NO" };
    vec![
        pattern.name(),
        shows.in_words(),
        shows.band(),
        verdict.to_owned(),
        pattern.unit.clone(),
        pattern.meaning.clone(),
        shows.seeds.to_string(),
        pattern.source.clone(),
    ]
}

fn not_computed(left: &[NotComputed]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let heads = [
        "Fact",
        "Use",
        "What it is",
        "Why it is not computed",
        "Source",
    ];
    let mut table = Table::new("Facts that no number of the model stands for", &heads);
    for one in left {
        table.row(vec![
            crate::facts::patterns::spoken(&one.id),
            one.purpose.label().to_owned(),
            one.meaning.clone(),
            one.reason.clone(),
            one.source.clone(),
        ]);
    }
    table.html()
}

fn limits(findings: &PatternFindings) -> String {
    list(&[
        "Each simulated value is a mean over seeds, at the default inputs, with every domain of decision \
         and in invented places. What other inputs give is not shown here."
            .to_owned(),
        format!(
            "{} seeds were run. Where a value exists in some runs only, the table says in how many.",
            findings.replicates
        ),
        "Being in the band is weak evidence: some bands are wide, and a model may be right for the wrong \
         reason. Being out of it is stronger evidence of a fault."
            .to_owned(),
        "Bands, uses and sources stand in configs/patterns.toml of the program. A band is never moved \
         together with the result that it judges."
            .to_owned(),
    ])
}

fn repeat(findings: &PatternFindings) -> String {
    format!(
        "<p>The same version and seed give the same numbers to the last bit. This page was made by version \
         {} with:</p>\n<pre>grip patterns --replicates {} --seed {} --out results/patterns</pre>\n<p>Every \
         number with its source stands in <code>patterns.csv</code> beside this page.</p>\n",
        env!("CARGO_PKG_VERSION"),
        findings.replicates,
        findings.seed,
    )
}
