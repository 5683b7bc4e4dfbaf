//! The page of an experiment: one file that opens offline, headline first, every chart with its
//! words and numbers, then what decides, what failed, and how far it all reaches.

mod answer;
mod answers;
mod arms;
mod audit;
mod break_even;
mod charts;
mod classes;
mod discovery;
mod first;
mod frame;
pub(in crate::report) mod html;
mod inputs;
mod known;
mod mechanisms;
mod method;
mod opening;
mod patterns;
mod results;
mod runs;
mod screen;
mod search;
mod stated;
mod turns;
mod uncertainty;

pub(in crate::report) use inputs::grade_words;
pub use patterns::build as build_patterns;
pub use search::build as build_search;

use super::charts::Figure;
use super::discovered;
use super::figures::discovery::found as find;
use super::figures::{Figures, context::Context, figures};
use super::findings::Findings;
use html::sections;

/// A finished page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The figures in the order of the page; each is also a file of its own in `charts/`.
    pub figures: Vec<Figure>,
    /// The page as HTML.
    pub html: String,
    /// What scenario discovery found, where inputs were sampled.
    pub discovery: Option<Told>,
}

/// What scenario discovery found, outside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// In words, for a terminal.
    pub text: String,
    /// Every number: part, item, measure, value.
    pub csv: String,
}

/// Builds the page. What the findings have no numbers for is left out; a chart that cannot be
/// drawn is named under the notes.
#[must_use]
pub fn build(findings: &Findings) -> Page {
    let context = Context::new(findings);
    let found = find(&context);
    let Figures {
        main,
        further,
        undrawn,
    } = figures(&context, found.as_ref());
    let blocks = |figures: &[Figure], first: usize| -> String {
        let numbered = figures.iter().enumerate();
        numbered
            .map(|(at, figure)| charts::block(first + at, figure))
            .collect()
    };
    let parts: Vec<(&str, &str, String)> = vec![
        (
            "claims",
            stated::heading(&context),
            stated::claims(&context),
        ),
        ("arms", "The arrangements", arms::arms(&context)),
        ("audit", "Audit of neutrality", audit::audit(&context)),
        ("figures", "Figures", blocks(&main, 1)),
        (
            "further",
            "Further outcomes",
            blocks(&further, 1 + main.len()),
        ),
        ("results", "Results as tables", results::results(&context)),
        (
            "uncertainty",
            "Error, luck and inputs",
            uncertainty::uncertainty(&context),
        ),
        (
            "inputs",
            "What differs between inputs",
            inputs::deciding_inputs(&context),
        ),
        (
            "matters",
            "How much each input matters",
            screen::screen(&context),
        ),
        (
            "discovery",
            "Where it is better",
            discovery::discovery(&context, found.as_ref()),
        ),
        (
            "robustness",
            "Trade-offs and robustness",
            discovery::robustness(&context),
        ),
        (
            "mechanisms",
            "Shares of mechanisms",
            mechanisms::mechanisms(&context),
        ),
        (
            "nothing",
            "Differences too small to matter",
            results::practically_nothing(&context),
        ),
        (
            "never",
            "Arrangements that are never best",
            inputs::never_best(&context),
        ),
        (
            "chance",
            "What equal chance buys",
            inputs::equal_chance(&context),
        ),
        ("runs", "Runs", runs::runs(&context)),
        (
            "held",
            "Values held inside their range",
            runs::held(&context),
        ),
        ("notes", "Notes", runs::notes(&context, &undrawn)),
        ("method", "Method and limits", method::method(&context)),
        ("repeat", "How to repeat this", method::repeat(&context)),
    ];
    let (contents, body) = sections(parts);
    let experiment = findings.experiment;
    let title = if experiment.title.is_empty() {
        &experiment.name
    } else {
        &experiment.title
    };
    let html = frame::frame(
        title,
        &opening::headline_text(&context),
        &opening::opening(&context),
        &contents,
        &body,
        &method::footer(&context),
    );
    let mut all = main;
    all.extend(further);
    Page {
        figures: all,
        html,
        discovery: found.map(|found| Told {
            text: discovered::text(&context, &found),
            csv: discovered::csv(&context, &found),
        }),
    }
}
