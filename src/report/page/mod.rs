//! The page: figures and text of an experiment.

use crate::report::charts::Figure;
use crate::report::findings::Findings;

/// A finished page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its figures.
    pub figures: Vec<Figure>,
    /// The page itself.
    pub html: String,
}

/// Makes the page of an experiment.
#[must_use]
pub fn build(findings: &Findings<'_>) -> Page {
    Page {
        figures: Vec::new(),
        html: format!(
            "<!doctype html><title>{}</title><h1>{}</h1><p>{}</p>\n",
            findings.experiment.title, findings.experiment.title, findings.experiment.question
        ),
    }
}
