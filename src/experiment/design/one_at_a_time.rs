//! One factor at a time: every point changes one factor to one of its levels and leaves all
//! others as they stand. It sees no interaction, and is the cheapest way to see which way each
//! factor pushes from where everything stands.

use super::layout::{Blocks, Laid, Row, Setting};
use crate::scenario::{Factor, Sampling, Scenario};

/// The rows of the design.
#[must_use]
pub fn lay(factors: &[Factor], scenario: &Scenario) -> Laid {
    let steps = Sampling::steps(factors, scenario);
    let row = |&(factor, value): &(usize, f64)| {
        let mut settings = vec![Setting::Stands; factors.len()];
        settings[factor] = Setting::Value(value);
        Row {
            settings,
            drawn: false,
        }
    };
    Laid {
        rows: steps.iter().map(row).collect(),
        blocks: Blocks::Single(steps.into_iter().map(|(factor, _)| factor).collect()),
    }
}
