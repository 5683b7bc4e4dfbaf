//! The register of outcomes: what is measured, in which unit, which way is better, and how it is
//! read off a world. Columns of results, axis labels and the data dictionary come from here.

mod beside;
mod bureaucracy;
mod care;
mod equity;
mod health;
mod money;
mod net_health;
mod people;
mod process;

use crate::model::{Setting, World};
use crate::scenario::{Domain, Domains};

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: a description.
    Neither,
}

/// How an outcome relates to time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// Sum over the fiscal year that ends at the horizon.
    Rate,
    /// Sum since April 2009.
    Cumulative,
    /// State at the horizon.
    Level,
    /// Sum since April 2009, per year.
    MeanPerYear,
    /// Over all cases opened up to a year before the horizon.
    AllCases,
}

/// One outcome.
#[derive(Clone, Copy)]
pub struct Outcome {
    /// Its name in results.
    pub name: &'static str,
    /// Its number in the model description, or `-`.
    pub number: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Which way is better.
    pub better: Better,
    /// How it relates to time.
    pub horizon: Horizon,
    /// Whether it is kept for every year.
    pub keeps_path: bool,
    /// What it means.
    pub meaning: &'static str,
    /// The domain that drives it.
    pub domain: Domain,
    /// Reads it off a world; null where it is not defined.
    pub value: fn(&Setting<'_>, &World) -> Option<f64>,
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} [{}]", self.name, self.unit)
    }
}

impl Outcome {
    /// Whether an experiment with these domains has it.
    #[must_use]
    pub fn is_in(&self, domains: Domains) -> bool {
        domains.has(self.domain)
    }
}

/// The outcome of this name, if there is one.
#[must_use]
pub fn find(name: &str) -> Option<&'static Outcome> {
    OUTCOMES.iter().find(|o| o.name == name)
}

/// The entries by group, in the order of their numbers.
const ALL: [&[Outcome]; 9] = [
    money::ENTRIES,
    health::ENTRIES,
    care::ENTRIES,
    equity::ENTRIES,
    bureaucracy::ENTRIES,
    process::ENTRIES,
    people::ENTRIES,
    net_health::ENTRIES,
    beside::ENTRIES,
];

const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < ALL.len() {
        count += ALL[part].len();
        part += 1;
    }
    count
};

/// The register. An outcome whose domain an experiment lacks is null, never 0.
pub static OUTCOMES: [Outcome; COUNT] = {
    let mut all = [ALL[0][0]; COUNT];
    let (mut at, mut part) = (0, 0);
    while part < ALL.len() {
        let mut entry = 0;
        while entry < ALL[part].len() {
            all[at] = ALL[part][entry];
            at += 1;
            entry += 1;
        }
        part += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_snake_case_and_every_number_of_the_model_is_there() {
        let mut names: Vec<_> = OUTCOMES.iter().map(|o| o.name).collect();
        assert!(names.iter().all(|n| {
            n.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        }));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OUTCOMES.len());
        for number in 1..=37 {
            let wanted = format!("O{number}");
            assert!(OUTCOMES.iter().any(|o| o.number == wanted), "{wanted}");
        }
    }
}
