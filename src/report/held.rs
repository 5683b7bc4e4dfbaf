//! Which quantities the model had to hold at the end of their range so often that a reader must be
//! told, and what each of them means.

use crate::model::counters::{AT_THE_START, COUNTERS};

/// Values held per 1,000 evaluated above which a reader is warned.
pub const OFTEN: f64 = 50.0;

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
    let moving = COUNTERS.iter().map(|c| (c.name, c.meaning));
    let mut all = AT_THE_START.into_iter().chain(moving);
    all.find_map(|(known, meaning)| (known == name).then_some(meaning))
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
