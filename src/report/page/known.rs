//! Where the model is known to fail, in a sentence on every page: it limits what any result can mean.

use std::fmt::Write as _;

use crate::facts::patterns::{Found, Known, Pattern, Purpose};
use crate::report::figures::pareto::listed;

/// Which known facts this version does not reproduce. Without a comparison of this version, the command
/// that makes one.
pub(super) fn sentence(found: Option<&Found>, known: Option<&Known>) -> String {
    let Some((found, known)) = found.zip(known) else {
        return "`grip patterns` tells which known facts the model fails to reproduce.".to_owned();
    };
    let of = |purpose: Purpose| {
        let patterns = known.patterns.iter();
        patterns.filter(move |pattern| pattern.purpose == purpose)
    };
    let is_out = |pattern: &&Pattern| found.out_of_band.contains(&pattern.id);
    let told = |purpose: Purpose| {
        let out = of(purpose).filter(is_out);
        out.map(|pattern| format!("{} ({})", pattern.name(), pattern.meaning))
            .collect::<Vec<String>>()
    };
    let held = told(Purpose::HeldOut);
    let all = of(Purpose::HeldOut).count();
    let mut text = if held.is_empty() {
        format!("All {all} known facts that were held out are in their bands at the default inputs")
    } else {
        format!(
            "The model is known to fail at {} of {all} known facts that were held out, at the default \
             inputs: {}",
            held.len(),
            listed(&held)
        )
    };
    let used = told(Purpose::Calibration);
    if !used.is_empty() {
        let _ = write!(
            text,
            "; of those that values were chosen with, at {}",
            listed(&used)
        );
    }
    text.push_str(". `grip patterns --out DIR` shows them all and says what each failure means.");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::patterns::known;

    fn told(out_of_band: &[&str]) -> String {
        let found = Found {
            version: "0.0.0".to_owned(),
            replicates: 20,
            seed: 1,
            out_of_band: out_of_band.iter().map(|&id| id.to_owned()).collect(),
        };
        sentence(Some(&found), Some(&known().unwrap()))
    }

    #[test]
    fn facts_out_of_band_are_named_by_what_they_were_used_for() {
        let text = told(&["P11.deficits", "P26.fold"]);
        assert!(
            text.starts_with("The model is known to fail at 1 of "),
            "{text}"
        );
        let (held, used) = text.split_once("values were chosen with").unwrap();
        assert!(
            held.contains("P11 deficits (commissioners in deficit"),
            "{text}"
        );
        assert!(used.contains("P26 fold ("), "{text}");
    }

    #[test]
    fn a_model_in_every_band_says_so_and_one_not_compared_names_the_command() {
        assert!(told(&[]).starts_with("All "));
        let without = sentence(None, None);
        assert!(without.starts_with("`grip patterns` tells"), "{without}");
    }
}
