//! What a title may claim, and the title that claims it.
//!
//! A direction is claimed for an arm only where the simultaneous interval of its mean difference
//! and the spread over the inputs both exclude zero. Where only the first does, the title says in
//! what share of the inputs the arm is ahead; where neither does, that there is no clear difference.

/// What is known of one paired difference from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Paired runs, or sampled inputs, behind it.
    pub n: u64,
    /// The fewest for which anything may be claimed.
    pub n_wanted: u64,
    /// Simultaneous 95% interval of the mean difference, low and high.
    pub interval: (f64, f64),
    /// Spread over the inputs, quantiles 2.5% and 97.5%, where inputs were varied.
    pub spread: Option<(f64, f64)>,
    /// Share of inputs, 0 to 1, in which the arm is above the baseline, where inputs were varied.
    pub share_above: Option<f64>,
}

/// What the evidence allows a title to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The arm is above the baseline for all but the outermost inputs.
    Higher,
    /// The arm is below it.
    Lower,
    /// On average above or below, but it depends on the inputs: the share of inputs, 0 to 1, in
    /// which the arm is above the baseline.
    DependsOnInputs(f64),
    /// The interval includes zero.
    NoClearDifference,
    /// Too few runs to say anything.
    NotEnoughRuns,
}

/// The verdict that the evidence allows.
#[must_use]
pub fn verdict(evidence: &Evidence) -> Verdict {
    let excludes = |(low, high): (f64, f64)| low > 0.0 || high < 0.0;
    if evidence.n < evidence.n_wanted {
        Verdict::NotEnoughRuns
    } else if !excludes(evidence.interval) {
        Verdict::NoClearDifference
    } else if evidence.spread.is_none_or(excludes) {
        if evidence.interval.0 > 0.0 {
            Verdict::Higher
        } else {
            Verdict::Lower
        }
    } else {
        let on_average = if evidence.interval.0 > 0.0 { 1.0 } else { 0.0 };
        Verdict::DependsOnInputs(evidence.share_above.unwrap_or(on_average))
    }
}

/// A title of at most ten words where the names allow; longer names cost the baseline's mention
/// first, which the subtitle repeats. `outcome` is a lower-case noun phrase: "net benefit".
#[must_use]
pub fn finding_title(arm: &str, outcome: &str, baseline: &str, verdict: Verdict) -> String {
    let candidates = match verdict {
        Verdict::Higher => vec![
            format!("Higher {outcome} under {arm} than under {baseline}"),
            format!("Higher {outcome} under {arm} than {baseline}"),
            format!("Higher {outcome} under {arm}"),
        ],
        Verdict::Lower => vec![
            format!("Lower {outcome} under {arm} than under {baseline}"),
            format!("Lower {outcome} under {arm} than {baseline}"),
            format!("Lower {outcome} under {arm}"),
        ],
        Verdict::DependsOnInputs(share) => {
            let share = crate::report::style::percent(share);
            vec![
                format!("{arm}: higher {outcome} than {baseline} in {share} of inputs"),
                format!("{arm}: higher {outcome} in {share} of inputs"),
            ]
        }
        Verdict::NoClearDifference => vec![
            format!("No clear difference in {outcome} between {arm} and {baseline}"),
            format!("{arm}: no clear difference in {outcome} from {baseline}"),
            format!("{arm}: no clear difference in {outcome}"),
        ],
        Verdict::NotEnoughRuns => vec![
            format!("Not enough runs to compare {outcome} of {arm}"),
            format!("Not enough runs to compare {outcome}"),
        ],
    };
    let short = candidates
        .iter()
        .find(|title| title.split_whitespace().count() <= 10);
    sentence(short.or(candidates.last()).map_or("", String::as_str))
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAR: Evidence = Evidence {
        n: 200,
        n_wanted: 30,
        interval: (1.0, 3.0),
        spread: Some((0.5, 4.0)),
        share_above: Some(0.99),
    };

    #[test]
    fn a_direction_is_claimed_only_where_interval_and_spread_exclude_zero() {
        assert_eq!(verdict(&CLEAR), Verdict::Higher);
        let below = Evidence {
            interval: (-3.0, -1.0),
            spread: Some((-4.0, -0.1)),
            ..CLEAR
        };
        assert_eq!(verdict(&below), Verdict::Lower);
        let mixed = Evidence {
            spread: Some((-1.0, 5.0)),
            share_above: Some(0.63),
            ..CLEAR
        };
        assert_eq!(verdict(&mixed), Verdict::DependsOnInputs(0.63));
        assert_eq!(
            verdict(&Evidence {
                interval: (-0.1, 3.0),
                ..CLEAR
            }),
            Verdict::NoClearDifference
        );
        assert_eq!(
            verdict(&Evidence {
                interval: (0.0, 3.0),
                ..CLEAR
            }),
            Verdict::NoClearDifference
        );
        assert_eq!(
            verdict(&Evidence { n: 29, ..CLEAR }),
            Verdict::NotEnoughRuns
        );
        assert_eq!(
            verdict(&Evidence {
                spread: None,
                ..CLEAR
            }),
            Verdict::Higher
        );
    }

    #[test]
    fn titles_keep_to_ten_words_and_say_what_the_verdict_says() {
        let all = [
            Verdict::Higher,
            Verdict::Lower,
            Verdict::DependsOnInputs(0.63),
            Verdict::NoClearDifference,
            Verdict::NotEnoughRuns,
        ];
        for verdict in all {
            for arm in [
                "single trusts",
                "strategic health authority",
                "NICE advice, trusts decide",
            ] {
                let title = finding_title(arm, "saving", "the Department of Health", verdict);
                assert!(title.split_whitespace().count() <= 10, "{title}");
            }
        }
        let title = finding_title(
            "single trusts",
            "net benefit",
            "NICE mandate",
            Verdict::Lower,
        );
        assert_eq!(
            title,
            "Lower net benefit under single trusts than under NICE mandate"
        );
        let title = finding_title(
            "single trusts",
            "saving",
            "NICE mandate",
            Verdict::DependsOnInputs(0.63),
        );
        assert_eq!(title, "Single trusts: higher saving in 63% of inputs");
        let title = finding_title(
            "single trusts",
            "saving",
            "NICE mandate",
            Verdict::NoClearDifference,
        );
        assert_eq!(
            title,
            "Single trusts: no clear difference in saving from NICE mandate"
        );
    }
}
