//! Assurance: signals of performance, escalation, and what it does to capability.
//!
//! Signal M = perf + z σ, held inside 0 to 1, σ² = σ_M² / (1 + audit) · [1 + ω_can (1 - 2 trust_up)], with
//! the body normal z_G of the month; perf is capability κ, or half of it and half of Φ(z) where
//! quality is modelled. After `n_low` months in a row below c_low [1 - ω_len (2 ω_par - 1)] the tier above
//! acts with probability `g_F` (the grip of assurance) each month until it does, and escalates by one
//! level; after `n_high` months in a row above `c_high` it de-escalates by one. A signal at a threshold
//! counts for neither; a step starts both counts anew; at most one step a month. Level 4 is special
//! measures: it ends, to level 3, with probability 1 / n_4 a month, and not otherwise. Then
//! κ ← κ + 2 ω_par η_sup ℓ (1 - κ) `E_up` - 2 (1 - ω_par) η_scr ℓ κ. Nothing happens in burn-in, or without
//! the domain of assurance.

use crate::model::Setting;
use crate::model::domains::assurance::{self as rule, MEMORY, SPECIAL_MEASURES};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;

/// See the head of this file.
pub fn assure(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Assurance) {
        return;
    }
    let units = setting.institutions.units.len();
    let slot = world.month.0.rem_euclid(MEMORY as i32) as usize;
    let state = &mut world.assurance;
    state.remembered = (state.remembered + 1).min(MEMORY as u32);
    let remembered = f64::from(state.remembered);
    let quality = quality(setting, world);
    for u in 0..units {
        let z = quality.map(|[mean, sd]| (world.priorities.performance(u) - mean) / sd);
        let signal = see(setting, world, u, z);
        let state = &mut world.assurance;
        state.recent[slot * units + u] = signal;
        let sum: f64 = (0..MEMORY).map(|m| state.recent[m * units + u]).sum();
        state.measured[u] = sum / remembered;
        escalate(setting, world, u, signal);
        let body = setting.institutions.intermediate_of_unit[u];
        let attention = world.assurance.overseer_attention[body];
        let condition = &mut world.condition;
        condition.capability[u] = rule::capability_after(
            setting.parameters,
            condition.capability[u],
            condition.escalation[u],
            attention,
        );
    }
}

/// Mean and standard deviation over commissioners of the quality that their people need; nothing
/// where the experiment lacks priorities or all are alike.
fn quality(setting: &Setting<'_>, world: &World) -> Option<[f64; 2]> {
    if !setting.flags.domains.has(Domain::Priorities) {
        return None;
    }
    let units = setting.institutions.units.len();
    let of = |u: usize| world.priorities.performance(u);
    let mean = (0..units).map(of).sum::<f64>() / units as f64;
    let variance = (0..units)
        .map(|u| (of(u) - mean) * (of(u) - mean))
        .sum::<f64>()
        / units as f64;
    (variance > 0.0).then(|| [mean, variance.sqrt()])
}

/// The month's signal M of a commissioner whose quality lies z deviations above the mean.
fn see(setting: &Setting<'_>, world: &mut World, u: usize, quality: Option<f64>) -> f64 {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let z = nature.signals.noise(
        &nature.population,
        &institutions.parcels,
        &institutions.units[u],
        world.month.0,
    );
    let performance = rule::performance(world.condition.capability[u], quality);
    let sd = rule::signal_sd(p, world.condition.trust_up[u]);
    world.counters.signal.clamp(performance + sd * z, 0.0, 1.0)
}

fn escalate(setting: &Setting<'_>, world: &mut World, u: usize, signal: f64) {
    let p = setting.parameters;
    let a = &p.assurance;
    let state = &mut world.assurance;
    let condition = &mut world.condition;
    let draw = |purpose| {
        uniform(
            setting.nature.seed,
            purpose,
            state.anchor[u],
            0,
            world.month.0,
            0,
        )
    };
    state.below[u] = rule::counted(state.below[u], signal < rule::lower_threshold(p));
    state.above[u] = rule::counted(state.above[u], signal > a.high);
    let level = condition.escalation[u];
    if level == SPECIAL_MEASURES {
        state.measures[0] += 1;
        if draw(Purpose::MeasuresEnd) < 1.0 / a.measures_months {
            state.measures[1] += 1;
            step(world, u, level - 1);
        }
    } else if f64::from(state.below[u]) >= a.months_below {
        if draw(Purpose::Escalation) < condition.grips[u][5] {
            state.interventions[u] += 1.0;
            step(world, u, level + 1);
        }
    } else if level > 0 && f64::from(state.above[u]) >= a.months_above {
        step(world, u, level - 1);
    }
}

fn step(world: &mut World, u: usize, level: u8) {
    world.condition.escalation[u] = level;
    world.assurance.below[u] = 0;
    world.assurance.above[u] = 0;
}
