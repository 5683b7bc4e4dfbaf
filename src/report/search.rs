//! What a search found, and the answer in one sentence, no stronger than the numbers.

use crate::analysis::estimate::{CONFIDENCE, MeanEstimate};
use crate::analysis::search::{Found, SameHolders};
use crate::analysis::study::ParameterColumn;
use crate::report::figures::context::inside_sentence;
use crate::report::style::{ThreeFigures, percent};
use crate::scenario::{Experiment, Geography, Search};

/// A stage as it was run.
#[derive(Clone, Debug, PartialEq)]
pub struct StageRuns {
    /// Name of its folder.
    pub name: String,
    /// Arrangements compared.
    pub candidates: usize,
    /// Points on which all of them have a score.
    pub points: usize,
}

/// The findings of a search.
#[derive(Clone, Copy, Debug)]
pub struct SearchFindings<'a> {
    /// What was asked.
    pub experiment: &'a Experiment,
    /// What was searched.
    pub search: &'a Search,
    /// Where.
    pub geography: &'a Geography,
    /// What was found.
    pub found: &'a Found,
    /// The stages.
    pub stages: &'a [StageRuns],
    /// The drawn inputs at every point of the hold-out.
    pub parameters: &'a [ParameterColumn],
    /// Positions of the points of the hold-out that have a difference.
    pub kept: &'a [usize],
    /// Runs planned, done and failed.
    pub runs: (u64, u64, u64),
    /// Digest of the configuration.
    pub digest: &'a str,
    /// Notes and warnings that a reader must see.
    pub notes: &'a [String],
}

/// How much may be said of a gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Clearly above nothing, and large enough to matter.
    Gain,
    /// Clearly above nothing on the mean, yet smaller than what matters.
    Small,
    /// The interval holds zero.
    Unclear,
    /// Clearly below nothing.
    Loss,
}

/// What a mean gain allows to be said, with the margin below which it does not matter.
#[must_use]
pub fn verdict(gain: &MeanEstimate, margin: f64) -> Verdict {
    match gain.interval(CONFIDENCE) {
        Some(ends) if ends.low > 0.0 && gain.mean >= margin => Verdict::Gain,
        Some(ends) if ends.low > 0.0 => Verdict::Small,
        Some(ends) if ends.high < 0.0 => Verdict::Loss,
        _ => Verdict::Unclear,
    }
}

/// A mean with its 95% interval in words: "+1,200 (95% interval 900 to 1,500)".
#[must_use]
pub fn with_interval(estimate: &MeanEstimate) -> String {
    let told = ThreeFigures::column([estimate.mean]);
    let mean = told.signed(estimate.mean);
    match estimate.interval(CONFIDENCE) {
        Some(ends) => format!(
            "{mean} (95% interval {} to {})",
            told.plain(ends.low),
            told.plain(ends.high)
        ),
        None => mean,
    }
}

/// A uniform regime in words, inside a sentence.
#[must_use]
pub fn regime(search: &Search, combination: &[usize]) -> String {
    format!(
        "{} with grip {} in every domain",
        inside_sentence(&search.bodies[combination[0]].label),
        search.grips[search.holder_and_grip(combination[1]).1]
    )
}

/// What of the gain is left where the best single regime has the holders that were chosen too; nothing where
/// nobody but the commissioners was chosen.
#[must_use]
pub fn against_same_holders(findings: &SearchFindings<'_>) -> Option<String> {
    let SearchFindings { search, found, .. } = *findings;
    let holders: Vec<String> = search
        .domains
        .iter()
        .zip(&found.choice.best[1..])
        .filter_map(|(searched, &level)| match search.holder_and_grip(level) {
            (0, _) => None,
            (holder, _) => Some(format!(
                "{} ({})",
                inside_sentence(&searched.holders[holder].label),
                searched.domain.key()
            )),
        })
        .collect();
    let left = match (&found.same_holders, &found.over_same_holders) {
        (SameHolders::Nobody, _) => return None,
        (SameHolders::Chosen, _) => {
            "the best one with them is what was chosen, so that all of the gain is theirs and none comes from \
             grips that differ between domains"
                .to_owned()
        }
        (SameHolders::Regime(_), Some(gain)) => {
            let rest = match verdict(gain, search.margin) {
                Verdict::Gain => "at most this is left",
                Verdict::Small => "what is left is less than what would matter",
                Verdict::Unclear => "no clear gain is left",
                Verdict::Loss => "domain by domain then loses",
            };
            format!(
                "give them to the best one too, with its own grip, and {rest}: {} {}",
                with_interval(gain),
                search.unit
            )
        }
        (SameHolders::Impossible | SameHolders::Regime(_), _) => {
            "the best one cannot have them beside its bodies, so that what is left of the gain without them is \
             not known"
                .to_owned()
        }
    };
    Some(format!(
        "No single regime may choose these holders: {}; {left}.",
        holders.join(", ")
    ))
}

/// The answer in one sentence.
#[must_use]
pub fn headline(findings: &SearchFindings<'_>) -> String {
    let SearchFindings { search, found, .. } = *findings;
    let gain = with_interval(&found.gain);
    let unit = &search.unit;
    let single = regime(search, &found.choice.uniform);
    let ahead = percent(found.ahead.value);
    let margin = ThreeFigures::column([search.margin]).plain(search.margin);
    match verdict(&found.gain, search.margin) {
        Verdict::Gain => format!(
            "Decided domain by domain where it scored best, England gains {gain} {unit} over the best \
             single regime ({single}), on futures on which neither was chosen, and is ahead in \
             {ahead} of them."
        ),
        Verdict::Small => format!(
            "Deciding domain by domain gains {gain} {unit} over the best single regime ({single}) on \
             futures on which neither was chosen: above zero, but less than the {margin} that would \
             matter; it is ahead in {ahead} of them."
        ),
        Verdict::Unclear => format!(
            "No clear gain from deciding domain by domain: {gain} {unit} over the best single regime \
             ({single}), on futures on which neither was chosen, ahead in {ahead} of them."
        ),
        Verdict::Loss => format!(
            "Deciding domain by domain where it scored best in training loses: {gain} {unit} against \
             the best single regime ({single}), on futures on which neither was chosen, ahead in \
             {ahead} of them."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_claimed_only_where_it_is_clear_and_matters() {
        let estimate = |mean: f64| MeanEstimate {
            n: 100,
            mean,
            sd: Some(10.0),
        };
        // The interval is about two either side.
        assert_eq!(verdict(&estimate(5.0), 4.0), Verdict::Gain);
        assert_eq!(verdict(&estimate(5.0), 6.0), Verdict::Small);
        assert_eq!(verdict(&estimate(1.0), 0.5), Verdict::Unclear);
        assert_eq!(verdict(&estimate(-5.0), 4.0), Verdict::Loss);
        let one = MeanEstimate {
            n: 1,
            mean: 9.0,
            sd: None,
        };
        assert_eq!(verdict(&one, 1.0), Verdict::Unclear);
    }
}
