//! Savings and health of the month, counted above the last month of burn-in.
//!
//! Real saving: cash released less that of March 2009. Reported: S⁺ (1 + infl) + S⁻ by
//! commissioner. National measures and tariff efficiency are exogenous: up to GBP 8bn a year each
//! by March 2015 (national measures as far as ministers restrain pay), of which the shares `del_N` and `del_T` are real; reports claim the plan. Local
//! action is not credited with them. With contracts, tariff efficiency is what acute providers cost
//! below March 2009 at the need and referrals of that day, and its report what the price fell by; what
//! less need and practices' budgets take off is counted apart. QALY of all domains are discounted
//! monthly from April 2009. Net health takes from them what the month's bureaucracy, all accounts,
//! would have bought: h ← h + (QALY - v Σ accounts)(1 + d)^(-t/12); so does each of its causes.

use crate::model::Setting;
use crate::model::domains::health::{CAUSES, Cause, other_qaly};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;
use crate::units::Pence;

use super::keep_books::{claimed, overstated};

/// Planned national and tariff savings when the plan is complete, GBP a year each.
const PLANNED_GBP: f64 = 8.0e9;

/// Share of the GBP 20bn plan that is due in month t: clip((t - 24) / 48, 0, 1). The plan covers
/// 2011/12 to 2014/15 and sums the new savings of each year.
#[must_use]
pub fn plan_share(month: i32) -> f64 {
    (f64::from(month - 24) / 48.0).clamp(0.0, 1.0)
}

/// See the head of this file.
pub fn count_flows(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters: p,
        nature,
        ..
    } = *setting;
    if world.is_burning_in() {
        if world.month == crate::units::Month::BURNT {
            start_counting(world, workspace);
        }
        return;
    }
    let month = world.month.0;
    let scale = nature.nation / crate::model::nature::ENGLAND_2009;
    let (mut cash, mut reported) = (0.0, 0.0);
    for (u, &unit_cash) in workspace.unit_cash.iter().enumerate() {
        cash += unit_cash;
        let overstated = overstated(setting, world, u);
        reported += claimed(unit_cash - world.unit_cash_at_start[u], overstated);
    }
    let planned = PLANNED_GBP * scale * plan_share(month) / 12.0;
    let national = planned * p.politics.pay_restraint;
    let mut qaly = 0.0;
    for n in 0..nature.atoms {
        let gained = world.qaly[n] - world.qaly_at_start[n];
        world.qaly_year[n] += gained;
        world.qaly_total[n] += gained;
        qaly += gained;
    }
    let [priorities, redesign, contracts, money] = other_qaly(setting, world);
    let all = qaly + (priorities + redesign + contracts + money);
    let flows = &mut world.flows;
    flows.saving_real.add(cash - world.cash_at_start);
    flows.saving_reported.add(reported);
    for (flow, delivered) in flows
        .national
        .iter_mut()
        .zip([p.finance.delivered_national, 1.0])
    {
        flow.add(national * delivered);
    }
    let tariff = if setting.flags.domains.has(Domain::Contracts) {
        [
            world.contracts.tariff_saving_gbp,
            world.contracts.tariff_reported_gbp,
        ]
    } else {
        [planned * p.finance.delivered_tariff, planned]
    };
    for (flow, amount) in flows.tariff.iter_mut().zip(tariff) {
        flow.add(amount);
    }
    flows.activity.add(world.contracts.activity_saving_gbp);
    flows.qaly.add(qaly);
    let charged: Pence = world.ledger.accounts.iter().copied().sum();
    let charged_gbp = (charged - flows.charged).gbp();
    flows.charged = charged;
    let discounted = |rate: f64| libm::pow(1.0 + rate, -f64::from(month) / 12.0);
    let control = charged_gbp / p.health.gbp_per_qaly;
    let mut by_cause = [0.0; CAUSES];
    by_cause[Cause::Disinvestment as usize] = qaly;
    by_cause[Cause::Priorities as usize] = priorities;
    by_cause[Cause::Redesign as usize] = redesign;
    by_cause[Cause::Contracts as usize] = contracts;
    by_cause[Cause::Money as usize] = money;
    by_cause[Cause::Control as usize] = -control;
    for (sum, qaly) in flows.health_by_cause.iter_mut().zip(by_cause) {
        *sum += qaly * discounted(p.health.discount);
    }
    for (sum, rate) in flows
        .qaly_discounted
        .iter_mut()
        .zip([p.health.discount, 0.015])
    {
        *sum += all * discounted(rate);
    }
}

fn start_counting(world: &mut World, workspace: &Workspace) {
    world.cash_at_start = workspace.unit_cash.iter().sum();
    world
        .unit_cash_at_start
        .copy_from_slice(&workspace.unit_cash);
    world.qaly_at_start.copy_from_slice(&world.qaly);
}
