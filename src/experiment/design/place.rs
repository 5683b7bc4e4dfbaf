//! From a row of a layout to a point: parameters, switches, and what changes in arms.

use super::layout::Setting;
use crate::scenario::experiment::family;
use crate::scenario::sampling::set_parts;
use crate::scenario::{Arm, Experiment, Factor, Mixing, Parameter, Parameters, Subject, Switches};

/// Parameters and switches with a row put into their places, and the values of the factors that
/// change arms, by position.
#[must_use]
pub fn place(
    base: &Parameters,
    switches: &Switches,
    factors: &[Factor],
    settings: &[Setting],
) -> (Parameters, Switches, Vec<(usize, f64)>) {
    let (mut parameters, mut switches) = (base.clone(), switches.clone());
    let mut arms = Vec::new();
    let mut given: Vec<(&'static Parameter, f64)> = Vec::new();
    // The members of a simplex that are drawn: -ln(U), divided by their sum.
    let mut parts = 0.0;
    for (factor, setting) in factors.iter().zip(settings) {
        if let Setting::Unit(u) = setting
            && factor.is_part()
        {
            parts -= libm::log(*u);
        }
    }
    for (at, (factor, setting)) in factors.iter().zip(settings).enumerate() {
        let value = match *setting {
            Setting::Stands => continue,
            Setting::Unit(u) if factor.is_part() => -libm::log(u) / parts,
            Setting::Unit(u) => factor.value(u),
            Setting::Value(value) => value,
        };
        if let Some(parameter) = factor.parameter() {
            if factor.is_part() && matches!(setting, Setting::Value(_)) {
                given.push((parameter, value));
            } else {
                (parameter.set)(&mut parameters, value);
            }
        } else if let Some(mechanism) = factor.mechanism() {
            // Settled names are all of the register, so nothing is refused here.
            let _ = switches.set(mechanism, value > 0.0);
        } else {
            arms.push((at, value));
        }
    }
    set_parts(&mut parameters, &given);
    (parameters, switches, arms)
}

/// Puts values of factors that change arms into the arms.
pub fn arms(factors: &[Factor], values: &[(usize, f64)], arms: &mut [Arm]) {
    for &(at, value) in values {
        let Some(factor) = factors.get(at) else {
            continue;
        };
        for arm in arms.iter_mut() {
            let named = |name: &String| name == family(&arm.name);
            if factor.arms.is_empty() || factor.arms.iter().any(named) {
                put(factor, value, arm);
            }
        }
    }
}

fn put(factor: &Factor, value: f64, arm: &mut Arm) {
    match &factor.subject {
        Subject::Parameter | Subject::Mechanism => {}
        Subject::Grip => {
            arm.grip = value;
            // It holds all along, as a step of a sweep does.
            for change in &mut arm.changes {
                change.grip = Some(value);
            }
        }
        Subject::Mixing => {
            arm.mixing = if value > 0.0 {
                Mixing::Lottery
            } else {
                Mixing::Blend
            };
        }
        Subject::Structure(choices) => {
            if let Some(choice) = choices.get(value as usize) {
                arm.structure = choice.clone();
            }
        }
        Subject::Seats(choices) => {
            if let Some((_, seats)) = choices.get(value as usize) {
                arm.seats.clone_from(seats);
            }
        }
    }
}

/// Every arm as its file has it, and with every choice of seats and of structure that a design may
/// put into it, each with every other.
#[must_use]
pub fn every_arm(experiment: &Experiment) -> Vec<Arm> {
    let factors = &experiment.sampling.factors;
    let mut all = experiment.arms.clone();
    for (at, factor) in factors.iter().enumerate() {
        if !matches!(factor.subject, Subject::Structure(_) | Subject::Seats(_)) {
            continue;
        }
        for level in factor.levels() {
            let mut changed = all.clone();
            arms(factors, &[(at, level)], &mut changed);
            all.extend(changed);
        }
        // Arms that a factor leaves alone would come again and again.
        let mut kept: Vec<Arm> = Vec::with_capacity(all.len());
        for arm in all {
            if !kept.contains(&arm) {
                kept.push(arm);
            }
        }
        all = kept;
    }
    all
}
