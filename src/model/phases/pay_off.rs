//! What better care models yield, after their lag.
//!
//! gain_o = (F̄_o - F̄_o(0)) / (1 - F̄_o(0)), through nine stages of rate (9 / lag)(1 - freeze D)⁺
//! saving_o = c_path allocation_o η_F gain_o / 12 - cost of trials, GBP a month
//! quality_o = ω_F (gain_o - friction_o)
//!
//! The nine stages are a gamma lag of shape 9; disruption stops the part fr_D D of what is on its way,
//! all of it at most (counted). Friction is the loss from unlike care at shared providers above that of
//! March 2009 (Alonso, Dessein and Matouschek 2008), counted anew each April: between two bodies
//! λ = 1, less so for the part of a provider's patients whose bodies have bound it by a prime contract
//! or share gains and losses in an alliance. Savings relieve the financial pressure of the next
//! year as any other. Nothing happens in burn-in or without the domain.

use crate::model::Setting;
use crate::model::domains::disinvestment::overstatement;
use crate::model::domains::payment::{ALLIANCE, PRIME};
use crate::model::domains::redesign::{STAGES, friction_by_provider, pass_on, passages};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

use super::keep_books::claimed;

/// See the head of this file.
pub fn pay_off(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Redesign) {
        return;
    }
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let r = &p.redesign;
    if world.month.is_april() {
        rub(setting, world, workspace);
    }
    let rate = STAGES as f64 / r.pay_off_months;
    // Most commissioners share one state of disruption.
    let mut calm = 1.0;
    let mut weights = passages::<STAGES>(rate);
    let (mut real, mut reported) = (0.0, 0.0);
    let state = &mut world.redesign;
    for (u, unit) in institutions.units.iter().enumerate() {
        let (mut now, mut start) = (0.0, 0.0);
        for &q in &unit.parcels {
            for &n in &institutions.parcels[q].atoms {
                let n = n as usize;
                now += nature.population[n] * state.worth[n];
                start += nature.population[n] * nature.landscape.start_worth[n];
            }
        }
        let (now, start) = (now / unit.population, start / unit.population);
        let gain = (now - start) / (1.0 - start);
        let stopped = r.freeze * world.condition.disruption[u];
        let moving = 1.0 - world.counters.frozen.clamp(stopped, 0.0, 1.0);
        if (moving - calm).abs() > 0.0 {
            calm = moving;
            weights = passages::<STAGES>(if moving > 0.0 { rate * moving } else { 0.0 });
        }
        pass_on(&mut state.stages[u], gain, &weights);
        let paid = state.stages[u][STAGES - 1];
        let pathway = r.pathway_share * nature.allocation_gbp * unit.weight;
        let saving = pathway * r.cost_gain * paid / 12.0 - state.trials_gbp[u];
        state.care_saving_gbp[u] = saving;
        state.quality_gain[u] = r.quality_gain * (paid - state.friction[u]);
        world.cash_years[u][0] += saving;
        real += saving;
        let grip = world.condition.grips[u][5];
        let overstated = overstatement(p.costs.overstatement, grip, p.costs.audit);
        reported += claimed(saving, overstated);
    }
    world.flows.redesign[0].add(real);
    world.flows.redesign[1].add(reported);
}

/// Friction of each commissioner: that of the providers its people use, above March 2009.
fn rub(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let need = p.redesign.integration_need;
    let state = &mut world.redesign;
    if need <= 0.0 {
        state.friction.fill(0.0);
        return;
    }
    let members = |unit: usize| {
        institutions.units[unit]
            .parcels
            .iter()
            .flat_map(|&q| institutions.parcels[q].atoms.iter().copied())
    };
    let mix = &world.contracts.mix;
    let joint = |u: usize| {
        let bound = mix[u][PRIME] + p.contracts.gain_share * mix[u][ALLIANCE];
        p.redesign.joint_contracts * bound
    };
    friction_by_provider(
        need,
        (0..institutions.units.len()).map(members),
        joint,
        &state.model,
        &nature.population,
        &nature.general,
        &mut workspace.friction,
        &mut workspace.at_provider,
    );
    for (loss, start) in workspace
        .at_provider
        .iter_mut()
        .zip(&nature.landscape.start_friction)
    {
        *loss -= start;
    }
    for (u, unit) in institutions.units.iter().enumerate() {
        let sum: f64 = members(u)
            .map(|n| {
                let n = n as usize;
                nature.population[n] * nature.general.mean(n, &workspace.at_provider)
            })
            .sum();
        state.friction[u] = sum / unit.population;
    }
}
