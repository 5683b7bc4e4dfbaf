//! What every chart is given besides its numbers, and what it gives back.

use std::fmt;

use crate::report::png::{self, PngError};
use crate::report::scene::Scene;
use crate::report::svg;

/// The words around a chart. None of them may be empty except `baseline`, `prices`, `finding` and `notes`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// File stem of the chart, and prefix of the ids in its SVG: letters, figures, `-` and `_`.
    pub name: String,
    /// The finding, at most ten words where names allow; see [`super::titles::finding_title`].
    pub title: String,
    /// What is measured, with its unit: "Net benefit, GBP million a year".
    pub measure: String,
    /// Where: "England, synthetic areas".
    pub place: String,
    /// When: "April 2009 to March 2024".
    pub period: String,
    /// The arm that others are compared with.
    pub baseline: Option<String>,
    /// Prices of amounts of money: "2009/10 prices".
    pub prices: Option<String>,
    /// The main finding as one sentence with its number and interval, for the text alternative, in
    /// place of the first sentence that the chart would write; `None` lets the chart write its own.
    pub finding: Option<String>,
    /// Number of runs, in words a reader needs: "200 sampled inputs, the same seeds in each arm".
    pub runs: String,
    /// What varies and what does not, adjustments, failed runs: one sentence each.
    pub notes: Vec<String>,
    /// Whether arms drew chance of their own, so that differences are not paired on it.
    pub independent: bool,
    /// Model, version, experiment and digest: "simulated, grip 0.1.0, headline experiment, 3f9a".
    pub source: String,
}

impl Caption {
    /// Measure, place, period, prices and baseline as the line under the title.
    #[must_use]
    pub fn subtitle(&self) -> String {
        let mut parts = vec![
            self.measure.clone(),
            self.place.clone(),
            self.period.clone(),
        ];
        parts.extend(self.prices.clone());
        if let Some(baseline) = &self.baseline {
            parts.push(format!("compared with {baseline}"));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// File stem.
    pub name: String,
    /// The finding.
    pub title: String,
    /// Measure, place and period.
    pub subtitle: String,
    /// Text of equal purpose for those who cannot see the image: at most 100 words, seven values.
    pub alt: String,
    /// The chart as SVG text.
    pub svg: String,
    /// Every number the chart draws, one row per mark, with a heading.
    pub csv: String,
    /// The drawing itself.
    pub scene: Scene,
}

impl Figure {
    /// The chart as PNG bytes, two pixels per unit: 2040 pixels wide, 305 dots per inch at 170 mm.
    ///
    /// # Errors
    /// When the drawing is too tall for memory or the encoder refuses.
    pub fn png(&self) -> Result<Vec<u8>, PngError> {
        png::png(&self.scene, 2.0)
    }

    pub(super) fn new(caption: &Caption, alt: String, csv: String, scene: Scene) -> Self {
        Self {
            name: caption.name.clone(),
            title: caption.title.clone(),
            subtitle: caption.subtitle(),
            svg: svg::svg(&scene, &caption.name, &caption.title, &alt),
            alt,
            csv,
            scene,
        }
    }
}

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// There is nothing to draw: the chart, and what it lacks.
    Empty(String, &'static str),
    /// A number is infinite or not a number: the chart, and where.
    NotFinite(String, String),
    /// Two parts do not fit together: the chart, what was found, and what is wanted.
    Misfit(String, String, String),
    /// The drawing or writing library refused: the chart, and the library's words.
    Refused(String, String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Empty(chart, lack) => write!(out, "chart {chart}: there are no {lack} to draw"),
            Self::NotFinite(chart, place) => {
                write!(
                    out,
                    "chart {chart}: {place} is not a finite number; leave it out or mark it as missing"
                )
            }
            Self::Misfit(chart, found, wanted) => {
                write!(out, "chart {chart}: found {found}, wanted {wanted}")
            }
            Self::Refused(chart, words) => write!(out, "chart {chart}: {words}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// Refuses an empty list.
pub(super) fn some<T>(chart: &Caption, what: &'static str, items: &[T]) -> Result<(), ChartError> {
    if items.is_empty() {
        Err(ChartError::Empty(chart.name.clone(), what))
    } else {
        Ok(())
    }
}

/// Refuses numbers that are infinite or not numbers.
pub(super) fn finite(
    chart: &Caption,
    place: &str,
    values: impl IntoIterator<Item = f64>,
) -> Result<(), ChartError> {
    if values.into_iter().all(f64::is_finite) {
        Ok(())
    } else {
        Err(ChartError::NotFinite(chart.name.clone(), place.to_owned()))
    }
}

/// Refuses a list of the wrong length.
pub(super) fn fits(
    chart: &Caption,
    what: &str,
    found: usize,
    wanted: usize,
) -> Result<(), ChartError> {
    if found == wanted {
        Ok(())
    } else {
        Err(ChartError::Misfit(
            chart.name.clone(),
            format!("{found} {what}"),
            wanted.to_string(),
        ))
    }
}

/// Rows as CSV text, quoted where needed.
pub(super) fn csv_text(
    chart: &Caption,
    heading: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<String, ChartError> {
    let refused = |words: String| ChartError::Refused(chart.name.clone(), words);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(heading)
        .map_err(|error| refused(error.to_string()))?;
    for row in rows {
        writer
            .write_record(&row)
            .map_err(|error| refused(error.to_string()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| refused(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| refused(error.to_string()))
}

/// An optional number for a CSV cell; empty where there is none.
pub(super) fn cell(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

/// The text alternative: kind, subject, finding, then as many of the sentences as 100 words allow.
pub(super) fn alt_text(
    caption: &Caption,
    kind: &str,
    subject: &str,
    sentences: &[String],
) -> String {
    let opening = format!(
        "{kind}: {}, for {subject}, {}, {}.",
        caption.measure, caption.place, caption.period
    );
    let closing = "Simulated, not observed. Data in the table below.";
    let mut parts = vec![opening, full_stop(&caption.title)];
    parts.extend(
        sentences
            .iter()
            .filter(|sentence| !sentence.is_empty())
            .map(|s| full_stop(s)),
    );
    let words = |parts: &[String]| {
        parts
            .iter()
            .map(String::as_str)
            .chain([closing])
            .flat_map(str::split_whitespace)
            .count()
    };
    while words(&parts) > 100 && parts.len() > 1 {
        parts.pop();
    }
    parts.push(closing.to_owned());
    let text = parts.join(" ");
    let kept: Vec<&str> = text.split_whitespace().take(100).collect();
    kept.join(" ")
}

fn full_stop(sentence: &str) -> String {
    let sentence = sentence.trim();
    if sentence.ends_with(['.', '?', '!']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_text_never_exceeds_a_hundred_words() {
        let long = "word ".repeat(60);
        let caption = Caption {
            title: long.clone(),
            measure: "cost".into(),
            ..Caption::default()
        };
        let text = alt_text(
            &caption,
            "Bars",
            "ten arms",
            &["A short one".into(), long.clone()],
        );
        assert!(text.split_whitespace().count() <= 100);
        assert!(text.contains("A short one.") && text.ends_with("Data in the table below."));
        let caption = Caption {
            measure: long.repeat(3),
            ..caption
        };
        assert!(
            alt_text(&caption, "Bars", "ten arms", &[])
                .split_whitespace()
                .count()
                <= 100
        );
    }

    #[test]
    fn names_with_commas_and_quotes_survive_the_csv() {
        let text = csv_text(
            &Caption::default(),
            &["arm", "mean"],
            [vec!["NICE, \"advice\"".into(), "1.5".into()]],
        );
        assert_eq!(text.unwrap(), "arm,mean\n\"NICE, \"\"advice\"\"\",1.5\n");
    }
}
