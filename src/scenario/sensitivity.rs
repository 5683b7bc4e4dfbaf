//! For which outcomes it is told how much each input matters, and at which horizons.

use serde::{Deserialize, Serialize};

/// The word for every outcome in the place of a list.
pub const EVERY_OUTCOME: &str = "all";

/// What is asked of the sensitivity to inputs beside the primary outcome, which is always told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SensitivityQuestion {
    /// Whether every outcome is wanted.
    pub every_outcome: bool,
    /// Names of the outcomes, in the order in which they are told.
    pub outcomes: Vec<String>,
    /// Months after March 2009, of the experiment's horizons; none for that of the primary outcome.
    pub horizons_months: Vec<u32>,
}

impl SensitivityQuestion {
    /// Whether nothing is asked beyond the primary outcome at its horizon.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The outcomes and horizons to tell: the primary ones first, then by outcome and horizon, each
    /// once. `known` are all outcomes in the order of the register.
    #[must_use]
    pub fn wanted(&self, primary: (&str, u32), known: &[&str]) -> Vec<(String, u32)> {
        let (outcome, months) = primary;
        let horizons = if self.horizons_months.is_empty() {
            vec![months]
        } else {
            self.horizons_months.clone()
        };
        let named: Vec<&str> = if self.every_outcome {
            known.to_vec()
        } else {
            let named = self.outcomes.iter().map(String::as_str);
            std::iter::once(outcome).chain(named).collect()
        };
        let mut wanted = vec![(outcome.to_owned(), months)];
        for name in named {
            for &at in &horizons {
                let one = (name.to_owned(), at);
                if !wanted.contains(&one) {
                    wanted.push(one);
                }
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primary_outcome_comes_first_and_nothing_comes_twice() {
        let asked = |every_outcome, outcomes: &[&str], horizons: &[u32]| {
            let question = SensitivityQuestion {
                every_outcome,
                outcomes: outcomes.iter().map(ToString::to_string).collect(),
                horizons_months: horizons.to_vec(),
            };
            let wanted = question.wanted(("b", 60), &["a", "b", "c"]);
            let words: Vec<String> = wanted.iter().map(|(o, m)| format!("{o}{m}")).collect();
            words.join(" ")
        };
        assert_eq!(asked(false, &[], &[]), "b60");
        assert_eq!(asked(false, &["c", "b"], &[]), "b60 c60");
        assert_eq!(asked(false, &["c"], &[12, 60]), "b60 b12 c12 c60");
        assert_eq!(asked(true, &[], &[]), "b60 a60 c60");
    }
}
