//! Health where as much as possible is decided locally, less that where it is decided centrally,
//! over all that is assumed: P15. Each seed takes its own draw of every parameter from the range
//! of designs, so that what is asked is whether the assumptions leave both signs possible.

use super::{JobError, Number, arm, everything, read, read_off};
use crate::engine::{Simulation, burn_in};
use crate::experiment::design;
use crate::model::arrangement;
use crate::rng::{Purpose, uniform};
use crate::scenario::parameters::PARAMETERS;
use crate::scenario::{Geography, Parameters};
use crate::units::Month;

/// Five years.
const MONTHS: i32 = 60;

/// Health of the local and of the central arrangement.
type Runs = [f64; 2];

/// Every measure of the subject.
fn measures(runs: &Runs) -> Vec<Number> {
    read_off::<Runs>(
        runs,
        &[("local_is_healthier", |[local, central]| {
            f64::from(u8::from(local > central))
        })],
    )
}

/// Runs both on one seed, at its own draw of the parameters.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let arms = [arm("maximal_local")?, arm("maximal_central")?];
    let (parameters, flags) = everything(&drawn(seed));
    let mut roles: Vec<_> = arms.iter().flat_map(arrangement::roles).collect();
    roles.sort_unstable();
    roles.dedup();
    let burnt = burn_in(geography, &parameters, flags, seed, MONTHS, &roles);
    let health = arms.map(|arm| {
        let own = arm.parameters(&parameters);
        let mut simulation = Simulation::fork(&burnt, geography, &arm, own);
        simulation.run_to(Month(MONTHS));
        read(&simulation, "qaly_total_disc")
    });
    Ok(measures(&health))
}

/// One independent draw of every parameter that designs draw, by its law.
fn drawn(seed: u64) -> Parameters {
    let (varied, row): (Vec<_>, Vec<_>) = PARAMETERS
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.sampled.is_some())
        .map(|(number, parameter)| {
            let u = uniform(seed, Purpose::Design, number as u32, 0, 0, 0);
            (parameter, u)
        })
        .unzip();
    design::drawn(&Parameters::default(), &varied, &row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_lie_in_their_ranges_and_differ_between_seeds() {
        let (one, other) = (drawn(1), drawn(2));
        for parameter in &PARAMETERS {
            if let Some([low, high]) = parameter.sampled {
                assert!(
                    (low..=high).contains(&(parameter.get)(&one)),
                    "{parameter:?}"
                );
            }
        }
        assert_ne!(one, other);
    }
}
