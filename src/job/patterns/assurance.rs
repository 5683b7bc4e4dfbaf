//! The tiers above and those who fail: P22 to P25, with every domain, in the structure of 2013
//! for ten years and under trusts whose grip is loosened.

use super::{JobError, Number, arm, everything, over_people, read, read_off};
use crate::engine::{Simulation, burn_in};
use crate::model::arrangement;
use crate::scenario::{Change, Geography, Legal, Parameters};
use crate::units::Month;

/// Ten years.
const MONTHS: i32 = 120;
/// Month from which commissioners under escalation are compared with others.
const COMPARED: i32 = 13;
/// Months before a grant of autonomy, and as many after which it is asked how much is exercised.
const GRANTED: i32 = 24;
/// Grip on disinvestment before the grant.
const TIGHT: f64 = 0.6;

/// Commissioner-months, and sums of vacancy and of talent over them.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f64,
    vacancy: f64,
    talent: f64,
}

/// What is run on one seed.
struct Runs<'a> {
    /// The structure of 2013 after ten years.
    groups: Simulation<'a>,
    /// Commissioners not under escalation, and under it.
    calm: Sums,
    escalated: Sums,
    /// Autonomy exercised before and two years after a grant, and what is granted then.
    exercised: [f64; 2],
    granted: f64,
}

/// Every measure of the subject.
fn measures(runs: &Runs<'_>) -> Vec<Number> {
    read_off::<Runs<'_>>(
        runs,
        &[
            ("centre_regrowth", |runs| {
                read(&runs.groups, "centre_headcount") - 1.0
            }),
            ("escalated_vacancy", |runs| {
                runs.escalated.vacancy / runs.escalated.count - runs.calm.vacancy / runs.calm.count
            }),
            ("escalated_talent", |runs| {
                runs.calm.talent / runs.calm.count - runs.escalated.talent / runs.escalated.count
            }),
            ("special_measures", |runs| {
                read(&runs.groups, "special_measures_months")
            }),
            ("autonomy_used", |runs| {
                let [before, after] = runs.exercised;
                (after - before) / (runs.granted - before)
            }),
        ],
    )
}

/// Runs it all on one seed and reads it off.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let (groups, mut trusts) = (arm("s13")?, arm("single_trusts")?);
    let (parameters, flags) = everything(&Parameters::default());
    let mut roles = arrangement::roles(&groups);
    roles.extend(arrangement::roles(&trusts));
    roles.sort_unstable();
    roles.dedup();
    let burnt = burn_in(geography, &parameters, flags, seed, MONTHS, &roles);

    let own = groups.parameters(&parameters);
    let mut simulation = Simulation::fork(&burnt, geography, &groups, own);
    let [mut calm, mut escalated] = [Sums::default(); 2];
    for month in 1..=MONTHS {
        simulation.run_to(Month(month));
        if month < COMPARED {
            continue;
        }
        let condition = &simulation.world.condition;
        for (u, &level) in condition.escalation.iter().enumerate() {
            let sums = if level > 0 { &mut escalated } else { &mut calm };
            sums.count += 1.0;
            sums.vacancy += condition.vacancy[u];
            sums.talent += condition.talent[u];
        }
    }

    // Trusts held tightly for two years, and then not at all in disinvestment.
    let mut loose = trusts.structure.clone();
    loose.grips[0] = 0.0;
    trusts.structure.grips[0] = TIGHT;
    trusts.changes = vec![Change {
        month: GRANTED + 1,
        announced: 0,
        slip: Some(0),
        legal: Legal::Redrawn,
        structure: loose,
        seats: trusts.seats.clone(),
        guides: trusts.guides.clone(),
        grip: None,
    }];
    let own = trusts.parameters(&parameters);
    let mut held = Simulation::fork(&burnt, geography, &trusts, own);
    held.run_to(Month(GRANTED));
    let before = exercised(&held);
    held.run_to(Month(2 * GRANTED));
    let runs = Runs {
        groups: simulation,
        calm,
        escalated,
        exercised: [before, exercised(&held)],
        granted: over_people(&held, |u| 1.0 - held.world.condition.grips[u][0]),
    };
    Ok(measures(&runs))
}

/// Autonomy exercised, mean over people.
fn exercised(simulation: &Simulation<'_>) -> f64 {
    over_people(simulation, |u| simulation.world.condition.autonomy[u])
}
