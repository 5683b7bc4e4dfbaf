//! Ministers and shocks.
//!
//! A minister leaves with probability 1 / n_min a month; the next one's readiness to answer with
//! grip is 1 + ω_tem (2u - 1); with probability `p_reorg` the new one reorganises, which the calendar
//! knows beforehand. Shocks of a month are Poisson(λ_s), each in a place drawn by people.
//! With g the mean grip on the place's commissioner, a shock reaches the minister with probability
//! 1 - ω_sh (1 - g); otherwise the local body answers. The minister answers with probability
//! κ_shock · readiness (Poisson shocks and the ratchet of grip): the uplift of the commissioner
//! rises by Δ_g (1 - ω_col), that of all others by ω_con of it. What the minister leaves is answered
//! by nobody and costs national legitimacy l_s. Uplift decays by δ_g a month before this month's
//! shocks are added, lost legitimacy by `α_leg`. All draws are the nation's: they are the same in every
//! arm. Nothing happens in burn-in, or without the domain of assurance.

use crate::model::Setting;
use crate::model::domains::politics as rule;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::rng::{Purpose, poisson_quantile, uniform};
use crate::scenario::Domain;

/// See the head of this file.
pub fn face_ministers(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Assurance) {
        return;
    }
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let month = world.month.0;
    let draw = |purpose, month, index| uniform(nature.seed, purpose, 0, 0, month, index);
    let state = &mut world.assurance;
    state.interventions.fill(0.0);
    state.new_minister = rule::is_new_minister(p, nature.seed, month);
    if state.new_minister {
        state.minister_since = month;
    }
    let temperament = draw(Purpose::MinisterTemperament, state.minister_since, 0);
    let readiness = rule::readiness(p, temperament);
    for uplift in &mut state.uplift {
        *uplift *= 1.0 - p.politics.decay;
    }
    let shocks = poisson_quantile(draw(Purpose::Shock, month, 0), p.politics.shocks);
    state.shocks = [shocks, 0, 0];
    let rise = rule::increment(p);
    for shock in 0..shocks {
        let atom = place_of(
            &nature.population,
            nature.nation * draw(Purpose::ShockPlace, month, shock),
        );
        let unit = institutions.parcels[institutions.parcel_of[atom] as usize].unit;
        let grip = world.condition.grips[unit].iter().sum::<f64>() / 6.0;
        if draw(Purpose::ShockReach, month, shock) >= rule::reach(p, grip) {
            continue;
        }
        if draw(Purpose::ShockAnswer, month, shock) >= p.politics.answered * readiness {
            state.shocks[2] += 1;
            continue;
        }
        state.shocks[1] += 1;
        state.interventions[unit] += 1.0 - p.politics.collective;
        for (u, uplift) in state.uplift.iter_mut().enumerate() {
            *uplift += if u == unit {
                rise
            } else {
                rise * p.politics.contagion
            };
        }
    }
    let felt: f64 = world
        .legitimacy
        .iter()
        .zip(&nature.population)
        .map(|(legitimacy, people)| legitimacy * people)
        .sum::<f64>()
        / nature.nation;
    let lost = state.legitimacy_lost * (1.0 - p.legitimacy.adjustment)
        + p.politics.unanswered * f64::from(state.shocks[2]);
    state.legitimacy_lost = world.counters.blame.clamp(lost, 0.0, felt);
}

/// The atom in which person number `at` lives, people counted in the order of atoms.
fn place_of(population: &[f64], at: f64) -> usize {
    let mut counted = 0.0;
    for (n, people) in population.iter().enumerate() {
        counted += people;
        if at < counted {
            return n;
        }
    }
    population.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shock_falls_on_places_by_their_people() {
        let population = [10.0, 0.0, 30.0];
        assert_eq!(place_of(&population, 9.9), 0);
        assert_eq!(place_of(&population, 10.0), 2);
        assert_eq!(place_of(&population, 39.9), 2);
        assert_eq!(place_of(&population, 40.0), 2);
    }
}
