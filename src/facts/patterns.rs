//! Known facts that the model should reproduce, with bands fixed before the first run, and which of
//! them this version was found not to reproduce. How each is read off a world stands with the runs.

use serde::Deserialize;

const TEXT: &str = include_str!("../../configs/patterns.toml");
const FOUND: &str = include_str!("../../configs/patterns_found.toml");

/// A known fact and its band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its number in the model description, and which part of it.
    pub id: String,
    /// What it was used for.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// Name of the measure: which number of the model it is about.
    pub measure: String,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Unit of the number.
    pub unit: String,
    /// What it is, in words.
    pub meaning: String,
    /// What it means if the model is out of the band.
    pub failing: String,
    /// Where fact and band come from.
    pub source: String,
}

impl Pattern {
    /// Its name as a sentence has it: "P11 deficits".
    #[must_use]
    pub fn name(&self) -> String {
        spoken(&self.id)
    }
}

/// The id of a pattern as words: "P1.idle_share" is "P1 idle share".
#[must_use]
pub fn spoken(id: &str) -> String {
    id.replace(['.', '_'], " ")
}

/// What a pattern was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Purpose {
    /// For choosing values: a model in the band shows little.
    #[serde(rename = "cal")]
    Calibration,
    /// Held out: never looked at when values were chosen.
    #[serde(rename = "hold")]
    HeldOut,
    /// Sign or order only.
    #[serde(rename = "qual")]
    Qualitative,
    /// What the model shows is what was put in, so that being in the band shows nothing.
    #[serde(rename = "built")]
    BuiltIn,
}

impl Purpose {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [
        Self::Calibration,
        Self::HeldOut,
        Self::Qualitative,
        Self::BuiltIn,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Calibration => "calibration",
            Self::HeldOut => "held out",
            Self::Qualitative => "sign or order only",
            Self::BuiltIn => "built in, no test",
        }
    }

    /// What being in the band shows, in a sentence.
    #[must_use]
    pub fn shows(self) -> &'static str {
        match self {
            Self::Calibration => {
                "Values of the model were chosen with these in view, so that being in the band shows little; \
                 being out of it shows that no reasonable value was found."
            }
            Self::HeldOut => {
                "Nobody looked at these when values were chosen: they are the test of the model."
            }
            Self::Qualitative => {
                "Only the sign or the order is known. Their bands are one side of zero, and the far end \
                 means nothing."
            }
            Self::BuiltIn => {
                "The model shows what was put in, so that being in the band is no test."
            }
        }
    }
}

/// A known fact, or a part of one, that the model cannot be compared with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotComputed {
    /// Its number in the model description, and which part of it.
    pub id: String,
    /// What it would be used for.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// What it is, in words.
    pub meaning: String,
    /// Why no number of the model stands for it.
    pub reason: String,
    /// Where the fact comes from.
    pub source: String,
}

/// What `configs/patterns.toml` holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Patterns with a band.
    #[serde(rename = "pattern")]
    pub patterns: Vec<Pattern>,
    /// Patterns without.
    pub not_computed: Vec<NotComputed>,
}

/// The patterns in the order of their file.
///
/// # Errors
/// Where the built-in file is not as it should be; the sentence says what is wrong.
pub fn known() -> Result<Known, String> {
    toml::from_str(TEXT).map_err(|error| format!("configs/patterns.toml: {error}"))
}

/// Which patterns were out of band when the model was last compared with all of them. A test runs the
/// comparison and refuses a file that says anything else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// Version of the program that was compared.
    pub version: String,
    /// Seeds of each number.
    pub replicates: u32,
    /// The number from which all chance followed.
    pub seed: u64,
    /// Ids of the patterns out of band, in the order of their file.
    pub out_of_band: Vec<String>,
}

/// What was found of this version of the program; nothing where the comparison is of another one.
#[must_use]
pub fn found() -> Option<Found> {
    let found: Found = toml::from_str(FOUND).ok()?;
    (found.version == env!("CARGO_PKG_VERSION")).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_of_this_version_and_of_known_patterns() {
        let found = found().unwrap();
        let known = known().unwrap().patterns;
        for id in &found.out_of_band {
            assert!(known.iter().any(|pattern| pattern.id == *id), "{id}");
        }
    }

    #[test]
    fn a_pattern_is_named_in_words() {
        assert_eq!(spoken("P1.idle_share"), "P1 idle share");
    }
}
