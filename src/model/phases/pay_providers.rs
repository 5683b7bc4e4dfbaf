//! Acute providers treat, cost and are paid.
//!
//! For commissioner o with acute spending V_o and mean unit cost c_o of its providers:
//! q_o = response six months ago, over that of April 2009's contracts, times 1 - cover_p s_b · fall
//! of practice budgets and times avoidable demand; activity = (1 - s_pc) q_o + s_pc (1 - η_cap mc)
//! times avoidable demand; supply is the same without practices and demand
//! payment_o = V_o/12 · Σ_forms share · price of the form (`domains/payment`)
//! cost_h = Σ_o V_o S_oh c_h (1 - mc + mc · activity_o)/12
//! overspend_o = payment_o - p V_o/12, with what practice budgets and entrants cost beyond the care
//! c_h falls a year by tfp_0 + η_eff χ_h squeeze · (1 - (1 - g_D) fit) + (1 - ω_q) η_comp (lost concentration)
//! and η_int (share integrated), each the mean over the commissioners of h by volume.
//! QALY = Σ_o V_o/12 · [val_act mc (activity_o/need_o - 1) + better_o + cover_p s_b η_pq i + val_kept p kept] / (GBP per QALY),
//! with better_o ← better_o + ω_q η_comp (lost concentration)/12: treatment above or below need,
//! competition's gain as far as it is one of quality, what budget holders make of the care that
//! they buy, and what they keep and spend on patients.
//! A prime contract pays its bid as the tariff has moved since (`domains/contracts`).
//!
//! The tariff is credited with what acute care costs less at the need of April 2009 and without
//! practices' budgets; what those two take off is a saving of its own.
//! Concentration counts from that of each commissioner's own providers, which productivity already
//! contains. What entrants take leaves the others at the tariff and frees only their marginal cost.
//! Practices' information and the dearer work of managers who moved down are charged to the
//! decision (preparation) and running accounts. Nothing happens in burn-in or without the domain.

use crate::model::domains::contracts::RESPONSE_LAG;
use crate::model::domains::payment::{
    ALLIANCE, PRIME, by_activity, cost_of, local_price, passed_on, payment, prime_volume, response,
    response_at_start, squeeze,
};
use crate::model::domains::practices::{better_care, kept, reduction};
use crate::model::ledger::{Account, DecisionCost};
use crate::model::workspace::Workspace;
use crate::model::{Setting, World};
use crate::scenario::Domain;

use super::contract::GRIP;

/// See the head of this file.
pub fn pay_providers(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Contracts) {
        return;
    }
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.contracts;
    let pr = &parameters.practices;
    let acute = nature.allocation_gbp * p.acute_share / 12.0;
    let fallen = reduction(pr, &mut world.counters.practice_fall);
    let fall = pr.coverage * pr.budget_share * fallen;
    let variation = parameters.finance.individual_variation;
    // Budgets began in April 2009.
    let months = f64::from(world.month.0 - 1);
    let practices = pr.coverage * pr.budget_share * kept(pr, variation, fallen, months);
    let better = better_care(pr);
    let slot = world.month.0.rem_euclid(RESPONSE_LAG as i32) as usize;
    let trade = &mut workspace.trade;
    let state = &mut world.contracts;
    trade.clear();
    let (mut spent_elsewhere, mut saved, mut worth) = (0.0, 0.0, 0.0);
    for (u, unit) in institutions.units.iter().enumerate() {
        let volume = acute * unit.weight;
        let grip = world.condition.grips[u][GRIP];
        let mix = state.mix[u];
        let cost = trade.mean(u, &state.unit_cost);
        let price = local_price(p, grip, state.tariff, cost);

        let now = response(p, &mix, price, cost) / response_at_start(p);
        let lagged = std::mem::replace(&mut state.response[u][slot], now);
        let need = world.redesign.burden[u];
        let q = lagged * (1.0 - fall) * need;
        let activity = (1.0 - mix[PRIME]) * q + mix[PRIME] * prime_volume(p) * need;
        state.activity[u] = activity;
        state.supply[u] = (1.0 - mix[PRIME]) * lagged + mix[PRIME] * prime_volume(p);
        state.referred[u] = 1.0 - pr.coverage * fallen;
        saved += p.marginal_cost * (state.supply[u] - activity) * volume * cost;
        let bid = state.prime[u].price(p, state.tariff);

        // Entrants: what they take leaves the others at the price of a case.
        let taken = state.taken_gbp[u] / 12.0;
        let left = payment(p, &mix, price, cost, q, bid) * volume - price * taken;
        let work = cost_of(p, activity) * volume - p.marginal_cost * taken;
        // No entrant is used beyond what its commissioner buys (`enter_and_collapse`).
        let share = taken / volume;
        let others = trade.concentration[u];
        let now_seen = others * (1.0 - share) * (1.0 - share) + share * share;
        let speed = p.efficiency_response
            * by_activity(p, &mix)
            * passed_on(p, grip)
            * squeeze(state.efficiency, p.productivity)
            + (1.0 - p.competition_on_quality) * p.competition_gain * (others - now_seen)
            + p.integration_gain * (mix[PRIME] + mix[ALLIANCE]);
        trade.post(u, left, work, unit.weight * speed, &state.unit_cost);

        state.care_quality[u] +=
            p.competition_on_quality * p.competition_gain * (others - now_seen) / 12.0;
        let treated = p.activity_value * p.marginal_cost * (activity / need - 1.0);
        let by_practices = pr.kept_value * practices * state.tariff;
        worth += volume * (treated + state.care_quality[u] + better + by_practices);

        // What entrants are paid beyond this is added by `enter_and_collapse`.
        state.overspend_gbp[u] =
            left + price * taken - state.tariff * volume + practices * volume * state.tariff;
        spent_elsewhere += price * taken;
        if let (true, part) = (state.prime[u].is_in_force(), mix[PRIME]) {
            let true_cost = cost * cost_of(p, prime_volume(p) * need);
            state.prime[u].loss_gbp += part * volume * (true_cost - bid);
        }

        let head = unit.population / 12.0;
        world.ledger.charge_decision(
            u,
            DecisionCost::Preparation,
            pr.coverage * pr.information_gbp * head,
        );
        let moved = pr.coverage * pr.managers_moved * parameters.running.head_gbp() * head;
        world
            .ledger
            .charge(u, Account::Running, pr.moved_loss * moved);
    }
    let (mut income, mut cost) = (0.0, 0.0);
    for h in 0..state.unit_cost.len() {
        income += trade.income[h];
        cost += trade.cost[h];
        state.provider_cash[h] += trade.income[h] - trade.cost[h];
        if trade.weight[h] > 0.0 {
            let speed = p.productivity + trade.speed[h] / trade.weight[h];
            state.unit_cost[h] *= 1.0 - speed / 12.0;
        }
    }
    state.provider_gap_gbp = income - cost;
    state.year[0] += income;
    state.year[1] += cost;
    state.activity_saving_gbp = saved;
    state.tariff_saving_gbp = acute - cost - spent_elsewhere - saved;
    state.tariff_reported_gbp = acute * (1.0 - state.tariff);
    state.qaly_month = worth / parameters.health.gbp_per_qaly;
    state.qaly.add(state.qaly_month);
}
