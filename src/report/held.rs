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

/// How that warning begins.
const START: &str = "results that rest on these follow a range as well as an equation";

/// Puts the warning among others, in the place of one that told of an earlier count.
pub fn renew(warnings: &mut Vec<String>, warning: Option<&String>) {
    warnings.retain(|known| !known.starts_with(START));
    warnings.extend(warning.cloned());
}

/// The warning that names each quantity held more than [`OFTEN`], in the order given: name, held,
/// evaluated. `None` where there is none.
#[must_use]
pub fn warning(clips: &[(String, u64, u64)]) -> Option<String> {
    let often: Vec<String> = clips
        .iter()
        .map(|(name, held, evaluated)| (name, per_thousand(*held, *evaluated)))
        .filter(|(_, rate)| *rate > OFTEN)
        .map(|(name, rate)| {
            let what = meaning(name).unwrap_or(name);
            format!("{what}: {rate:.0}")
        })
        .collect();
    (!often.is_empty()).then(|| {
        format!(
            "{START}, for they were held at an end of it more than {OFTEN} times in 1,000: {}",
            often.join("; ")
        )
    })
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
        let told = warning(&clips).unwrap();
        assert!(told.contains("more than 50 times in 1,000: "), "{told}");
        assert!(
            told.contains("gain that a body sees in a proposal"),
            "{told}"
        );
        assert!(told.ends_with(": 51; unheard_of: 500"), "{told}");
        assert_eq!(warning(&clips[..1]), None);
    }

    #[test]
    fn a_warning_of_an_earlier_count_gives_way_and_others_stay() {
        let told = |held: u64| warning(&[("view".to_owned(), held, 1_000)]);
        let other = "run 3 failed".to_owned();
        let mut warnings = vec![told(90).unwrap(), other.clone()];
        renew(&mut warnings, told(70).as_ref());
        assert_eq!(warnings, [other.clone(), told(70).unwrap()]);
        renew(&mut warnings, told(10).as_ref());
        assert_eq!(warnings, [other]);
    }
}
