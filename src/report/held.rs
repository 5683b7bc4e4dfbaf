//! Which quantities the model had to hold at the end of their range so often that a reader must be
//! told, and what each of them means.

/// Values held per 1,000 evaluated above which a reader is warned.
pub const OFTEN: f64 = 50.0;

/// Counters by name: what they count, and the range.
const MEANINGS: [(&str, &str); 10] = [
    (
        "best_share_mean",
        "share of a service best withdrawn, mean over places (0 to 1)",
    ),
    (
        "best_share",
        "share of a service best withdrawn in a place (0 to 1)",
    ),
    (
        "view",
        "chance that a body puts on a service being of low value (0 to 1)",
    ),
    (
        "financial_pressure",
        "financial pressure on a body (0 to 2, 1 is usual)",
    ),
    (
        "required_saving",
        "saving a body is asked for, share of its allocation (-0.01 to 0.05)",
    ),
    (
        "gain_seen",
        "gain that a body sees in a proposal (-1 to 2, 1 is the largest saving)",
    ),
    (
        "resistance",
        "share of implementation that resistance stops (0 to 0.95)",
    ),
    (
        "implementation_rate",
        "movement towards a policy in a month (0 to 1)",
    ),
    (
        "legitimacy_target",
        "legitimacy that the public moves towards (0 to 1)",
    ),
    (
        "reversal_hazard",
        "chance that a policy is reversed in a month (0 to 1)",
    ),
];

/// Values held per 1,000 evaluated; 0 where there were none.
#[must_use]
pub fn per_thousand(held: u64, evaluated: u64) -> f64 {
    if evaluated == 0 {
        0.0
    } else {
        1_000.0 * held as f64 / evaluated as f64
    }
}

/// What a counter counts, in words; nothing for a name that is not known.
#[must_use]
pub fn meaning(name: &str) -> Option<&'static str> {
    let found = MEANINGS.iter().find(|(known, _)| *known == name);
    found.map(|(_, meaning)| *meaning)
}

/// One warning for each quantity that was held more than [`OFTEN`], in the order given: name,
/// held, evaluated.
#[must_use]
pub fn warnings(clips: &[(String, u64, u64)]) -> Vec<String> {
    clips
        .iter()
        .map(|(name, held, evaluated)| (name, per_thousand(*held, *evaluated)))
        .filter(|(_, rate)| *rate > OFTEN)
        .map(|(name, rate)| {
            let words = meaning(name).map_or_else(String::new, |words| format!(", the {words},"));
            format!(
                "{name}{words} was held at an end of its range {rate:.0} times in 1,000: results that \
                 rest on it follow the range as well as the equation"
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // 50 in 1,000 is the limit itself and not above it; 51 is.
    #[test]
    fn only_what_is_held_more_than_fifty_times_in_a_thousand_is_told() {
        let clips = [
            ("view".to_owned(), 50, 1_000),
            ("gain_seen".to_owned(), 51, 1_000),
            ("resistance".to_owned(), 0, 0),
            ("unheard_of".to_owned(), 1, 2),
        ];
        let told = warnings(&clips);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("gain_seen, the gain that a body sees"));
        assert!(told[0].contains("51 times in 1,000"));
        assert!(told[1].starts_with("unheard_of was held"));
    }
}
