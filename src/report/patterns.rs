//! What the model shows of known facts: the answer in a sentence, and every number as a table.

use super::figures::pareto::listed;
use super::style::{MOST_DECIMALS, ThreeFigures, number};
use crate::facts::patterns::{NotComputed, Pattern, Purpose};

/// A known fact and what the model shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shows {
    /// The known fact.
    pub pattern: Pattern,
    /// Mean over the seeds that show a number; not a number where none does.
    pub simulated: f64,
    /// Seeds that show a number.
    pub seeds: u32,
}

impl Shows {
    /// Whether the model is in the band, ends included.
    #[must_use]
    pub fn is_in_band(&self) -> bool {
        (self.pattern.low..=self.pattern.high).contains(&self.simulated)
    }

    /// The simulated number in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.simulated.is_finite() {
            three_figures(self.simulated)
        } else {
            "no number".to_owned()
        }
    }

    /// The band in words: its ends as they were fixed.
    #[must_use]
    pub fn band(&self) -> String {
        let exact = |end: f64| bare(&number(end, MOST_DECIMALS));
        format!(
            "{} to {}",
            exact(self.pattern.low),
            exact(self.pattern.high)
        )
    }
}

/// A number to three figures, without noughts at its end.
fn three_figures(value: f64) -> String {
    bare(&ThreeFigures::column([value]).plain(value))
}

/// A written number without noughts at its end.
fn bare(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

/// Everything that a page of patterns is made of.
#[derive(Clone, Debug)]
pub struct PatternFindings<'a> {
    /// The patterns with a band, in the order of their file.
    pub shown: &'a [Shows],
    /// Those that cannot be computed.
    pub not_computed: &'a [NotComputed],
    /// Seeds that were run.
    pub replicates: u32,
    /// The number from which all chance follows.
    pub seed: u64,
}

impl PatternFindings<'_> {
    /// The patterns of one use.
    pub fn of(&self, purpose: Purpose) -> impl Iterator<Item = &Shows> {
        let shown = self.shown.iter();
        shown.filter(move |shows| shows.pattern.purpose == purpose)
    }

    /// How many of one use are in band, and how many there are.
    #[must_use]
    pub fn tally(&self, purpose: Purpose) -> (usize, usize) {
        let inside = self.of(purpose).filter(|shows| shows.is_in_band()).count();
        (inside, self.of(purpose).count())
    }

    /// Those of one use that are out of band.
    pub fn failing(&self, purpose: Purpose) -> impl Iterator<Item = &Shows> {
        self.of(purpose).filter(|shows| !shows.is_in_band())
    }
}

/// How many of the held-out facts the model reproduces, and which not.
#[must_use]
pub fn headline(findings: &PatternFindings) -> String {
    let (inside, all) = findings.tally(Purpose::HeldOut);
    let out: Vec<String> = findings
        .failing(Purpose::HeldOut)
        .map(|shows| shows.pattern.name())
        .collect();
    let rest = if out.is_empty() {
        "none is out of its band".to_owned()
    } else {
        format!("out of their bands are {}", listed(&out))
    };
    format!("The model reproduces {inside} of {all} known facts that were held out; {rest}.")
}

/// Columns of `patterns.csv`.
const COLUMNS: [&str; 11] = [
    "pattern",
    "use",
    "simulated",
    "band_low",
    "band_high",
    "in_band",
    "seeds",
    "unit",
    "meaning",
    "if_out_of_band_or_not_computed",
    "source",
];

/// Every pattern with its number, those without a number last.
///
/// # Errors
/// When the writing library refuses.
pub fn csv(findings: &PatternFindings) -> Result<String, String> {
    let refused = |error: csv::Error| error.to_string();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(refused)?;
    for shows in findings.shown {
        let pattern = &shows.pattern;
        let simulated = if shows.simulated.is_finite() {
            shows.simulated.to_string()
        } else {
            String::new()
        };
        let cells = [
            pattern.id.as_str(),
            pattern.purpose.label(),
            &simulated,
            &pattern.low.to_string(),
            &pattern.high.to_string(),
            if shows.is_in_band() { "yes" } else { "no" },
            &shows.seeds.to_string(),
            &pattern.unit,
            &pattern.meaning,
            &pattern.failing,
            &pattern.source,
        ];
        writer.write_record(cells).map_err(refused)?;
    }
    for left in findings.not_computed {
        let cells = [
            left.id.as_str(),
            left.purpose.label(),
            "",
            "",
            "",
            "not computed",
            "0",
            "",
            &left.meaning,
            &left.reason,
            &left.source,
        ];
        writer.write_record(cells).map_err(refused)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::patterns::known;

    fn shown(id: &str, simulated: f64) -> Shows {
        let patterns = known().unwrap().patterns;
        Shows {
            pattern: patterns.into_iter().find(|p| p.id == id).unwrap(),
            simulated,
            seeds: 20,
        }
    }

    fn findings<'a>(shown: &'a [Shows], not_computed: &'a [NotComputed]) -> PatternFindings<'a> {
        PatternFindings {
            shown,
            not_computed,
            replicates: 20,
            seed: 2009,
        }
    }

    #[test]
    fn the_ends_of_a_band_are_in_it() {
        for (simulated, inside) in [(0.5, true), (0.7, true), (0.499, false), (f64::NAN, false)] {
            assert_eq!(shown("P3.ratio", simulated).is_in_band(), inside);
        }
    }

    #[test]
    fn the_first_sentence_counts_held_out_facts_only_and_names_those_out_of_band() {
        let mut all = vec![
            shown("P3.ratio", 9.0),
            shown("P11.deficits", 0.3),
            shown("P22.regrowth", 0.1),
            shown("P19.containment", 5.0),
        ];
        assert_eq!(
            headline(&findings(&all, &[])),
            "The model reproduces 1 of 3 known facts that were held out; out of their bands are P22 \
             regrowth and P19 containment."
        );
        all.truncate(2);
        assert!(headline(&findings(&all, &[])).ends_with("none is out of its band."));
    }

    #[test]
    fn numbers_are_plain_and_short() {
        let planned = shown("P1.planned_share", 0.000_543_21);
        assert_eq!(planned.in_words(), "0.000543");
        assert_eq!(planned.band(), "0.0002 to 0.001");
        assert_eq!(shown("P9.cost", 1034.567).in_words(), "1,030");
        assert_eq!(shown("P9.vacancies", 0.09).band(), "0.0675 to 0.1125");
        assert_eq!(shown("P9.cost", f64::NAN).in_words(), "no number");
    }

    #[test]
    fn the_table_has_every_pattern_and_leaves_what_is_no_number_empty() {
        let all = [shown("P3.ratio", f64::NAN), shown("P11.deficits", 0.3)];
        let left = known().unwrap().not_computed;
        let text = csv(&findings(&all, &left)).unwrap();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2 + left.len());
        let start = |row: usize| rows[row].iter().take(6).collect::<Vec<_>>();
        assert_eq!(
            start(0),
            ["P3.ratio", "calibration", "", "0.5", "0.7", "no"]
        );
        assert_eq!(
            start(1),
            ["P11.deficits", "held out", "0.3", "0.25", "0.4", "yes"]
        );
        assert_eq!(&rows[2][5], "not computed");
    }
}
