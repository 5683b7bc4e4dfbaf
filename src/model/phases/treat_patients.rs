//! Waiting lists of acute providers.
//!
//! refer_h = ref_0 Σ_o people_oh · burden_o [1 - ω_aw (1 - referred_o)] · (ŵ_h/ŵ_0)^{-ε_w}
//! treat_h = min(Q_h + refer_h, cap_h (1 + η_w e_wait)[1 + ω_aw (supply_h - 1)]), Q_h ← Q_h + refer_h - treat_h
//! ŵ_h = 4.35 Q_h / treat_h weeks; beyond w weeks exp(-(w Γ(1 + 1/k_s)/ŵ_h)^{k_s}), k_s = k_0(1 + k_1 τ_h)
//!
//! A provider's e_wait, τ, z and supply are means of its commissioners', by referrals; a commissioner's
//! wait is the mean of its providers', by its people. Burden is avoidable demand, as prevention left
//! it last month, supply what contracts make of volume, and referred what practices' budgets leave of
//! planned referrals, both last month's; 1 where the experiment lacks their domain. Measured tails are (1 - z) of the true ones.
//! Demand answers the wait of the month before; the ratio ŵ/ŵ_0 is held within a factor of ten,
//! counted. Providers to which nobody looks are left out.

use libm::{exp, log};

use crate::model::Setting;
use crate::model::domains::targets::ELECTIVE_WAIT;
use crate::model::domains::waiting::{
    LIMITS_WEEKS, RESPONSE_LIMIT, WEEKS_PER_MONTH, beyond, log_mean_over_scale, referrals, shape,
};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn treat_patients(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if !setting.flags.domains.has(Domain::Priorities) || world.is_burning_in() {
        return;
    }
    gather(setting, world, workspace);
    let p = setting.parameters;
    let b = &p.priorities;
    let link = p.contracts.activity_on_waits;
    let state = &mut world.priorities;
    let (mut referred, mut providers) = (0.0, 0.0);
    let (mut weeks, mut tails, mut measured, mut hidden) = (0.0, [0.0; 2], 0.0, 0.0);
    for h in 0..state.queue.len() {
        let [from_people, effort, target, gaming, supply] = workspace.brought[h];
        if from_people <= 0.0 {
            continue;
        }
        let response = world.counters.wait_response.clamp(
            state.provider_wait[h] / b.wait_at_start,
            1.0 / RESPONSE_LIMIT,
            RESPONSE_LIMIT,
        );
        let asked = from_people * exp(-b.wait_elasticity * log(response));
        let waiting = state.queue[h] + asked;
        let able =
            state.capacity[h] * (1.0 + b.waiting_effort * effort) * (1.0 + link * (supply - 1.0));
        let treated = waiting.min(able);
        state.queue[h] = waiting - treated;
        let wait = WEEKS_PER_MONTH * state.queue[h] / treated;
        state.provider_wait[h] = wait;

        let shaped = &mut workspace.wait_shape[h];
        if shaped[0].to_bits() != target.to_bits() {
            let k = shape(p, target);
            *shaped = [target, k, log_mean_over_scale(k)];
        }
        let log_wait = log(wait);
        let tail = LIMITS_WEEKS.map(|limit| beyond(limit, log_wait, shaped[1], shaped[2]));
        referred += asked;
        providers += 1.0;
        weeks += asked * wait;
        tails[0] += asked * tail[0];
        tails[1] += asked * tail[1];
        measured += asked * tail[0] * (1.0 - gaming);
        hidden += tail[0] * gaming;
    }
    let year = &mut state.waits;
    year.months += 1;
    year.mean += weeks / referred;
    year.beyond[0] += tails[0] / referred;
    year.beyond[1] += tails[1] / referred;
    year.beyond_measured += measured / referred;
    year.hidden += hidden / providers;

    state.wait_weeks.fill(0.0);
    for from in &workspace.patients {
        let people = setting.institutions.units[from.unit].population;
        state.wait_weeks[from.unit] += from.people / people * state.provider_wait[from.provider];
    }
    for (excess, wait) in state.wait_excess.iter_mut().zip(&state.wait_weeks) {
        *excess = (wait - b.wait_limit).max(0.0);
    }
}

/// What commissioners' patients bring to each provider.
fn gather(setting: &Setting<'_>, world: &World, workspace: &mut Workspace) {
    let (state, burden) = (&world.priorities, &world.redesign.burden);
    let contracts = &world.contracts;
    let link = setting.parameters.contracts.activity_on_waits;
    workspace.brought.fill([0.0; 5]);
    for from in &workspace.patients {
        let kept_back = link * (1.0 - contracts.referred[from.unit]);
        let asked = burden[from.unit] * (1.0 - kept_back);
        let referred = referrals(setting.parameters, from.people, asked);
        let sums = &mut workspace.brought[from.provider];
        sums[0] += referred;
        sums[1] += referred * state.effort[from.unit][ELECTIVE_WAIT];
        sums[2] += referred * state.target_power[from.unit];
        sums[3] += referred * state.gaming[from.unit];
        sums[4] += referred * contracts.supply[from.unit];
    }
    for sums in &mut workspace.brought {
        if sums[0] > 0.0 {
            for sum in 1..5 {
                sums[sum] /= sums[0];
            }
        }
    }
}
