//! The ledger of the month.
//!
//! Running cost F_org + v_head·pop for each commissioner and its upper tiers, less the decision
//! cost already in it and what support saves, the upper tiers' with the centre's staff; reporting of commissioners
//! rep_0c + rep_1c ḡ and of providers rep_0 + rep_1 ḡ by the mean over people; assurance
//! c_as (1 + 2ℓ) `g_F` by grip and level of escalation; where board and department both exist, work
//! done twice, dup · 4ḡ(1 - ḡ) of the smaller; subscriptions to the commissioners' collective body;
//! monitoring c_mon · i_mon · far for every
//! live policy and 340,000 people; decision and rework were charged when they happened. Then
//! every purse is balanced: a commissioner receives its allocation (at 2009/10 prices) and pays bureaucracy, the pool
//! services still provided, the cost not yet released, and other care with the rest. In the
//! reported book the saving is claimed with its overstatement against a contra entry.

use crate::model::Setting;
use crate::model::domains::disinvestment::overstatement;
use crate::model::domains::politics::sharedness;
use crate::model::ledger::{Account, DecisionCost, LINES, Line, Purse};
use crate::model::overheads::{assurance_gbp, mean_grip, report_body_gbp, report_provider_gbp};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;
use crate::units::Pence;

/// Claimed savings of a commissioner in a month: S⁺ (1 + infl) + S⁻, GBP.
#[must_use]
pub fn claimed(saving: f64, overstated: f64) -> f64 {
    saving.max(0.0) * (1.0 + overstated) + saving.min(0.0)
}

/// Overstatement of a commissioner's reports.
#[must_use]
pub fn overstated(setting: &Setting<'_>, world: &World, unit: usize) -> f64 {
    let p = setting.parameters;
    overstatement(
        p.costs.overstatement,
        world.condition.grips[unit][5],
        p.costs.audit,
    )
}

/// See the head of this file.
pub fn keep_books(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() {
        return;
    }
    charge_standing_costs(setting, world, workspace);
    balance(setting, world, workspace);
    let ledger = &mut world.ledger;
    for month in &mut ledger.month {
        for (account, amount) in month.iter_mut().enumerate() {
            ledger.accounts[account] += *amount;
            ledger.year += *amount;
            if account == Account::Decision as usize || account == Account::Duplication as usize {
                ledger.year_deciding += *amount;
            }
            *amount = Pence::ZERO;
        }
    }
}

fn charge_standing_costs(setting: &Setting<'_>, world: &mut World, workspace: &Workspace) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let o = &institutions.overheads;
    let upper = world.ledger.upper();
    let collective = collective_gbp(setting);
    for (u, unit) in institutions.units.iter().enumerate() {
        let grips = &world.condition.grips[u];
        let report = report_body_gbp(&p.costs, mean_grip(grips));
        let assurance = assurance_gbp(&p.costs, grips[5], world.condition.escalation[u]);
        let running = o.running_gbp(unit.population, nature.nation) + collective;
        let saved = world.support.running_saving_gbp[u];
        world
            .ledger
            .charge(u, Account::Running, running / 12.0 - saved);
        world.ledger.charge(u, Account::Reporting, report / 12.0);
        world.ledger.charge(u, Account::Assurance, assurance / 12.0);
    }
    let grip = mean_over_people(setting, mean_grip(&institutions.grips), |u| {
        mean_grip(&world.condition.grips[u])
    });
    let staffed = o.upper_gbp * world.assurance.headcount;
    world.ledger.charge(upper, Account::Running, staffed / 12.0);
    world.ledger.charge(
        upper,
        Account::Reporting,
        report_provider_gbp(&p.costs, grip) * o.providers / 12.0,
    );
    if setting.flags.domains.has(Domain::Assurance) {
        let twice = p.politics.duplication * sharedness(grip) * o.twofold_gbp;
        world
            .ledger
            .charge(upper, Account::Duplication, twice / 12.0);
    }
    let monitored: f64 = workspace.monitored.iter().sum();
    let cost = p.costs.monitoring_gbp * p.implementation.monitoring_intensity * monitored;
    world
        .ledger
        .charge_decision(upper, DecisionCost::Monitoring, cost);
}

/// Subscription of a commissioner to the collective body, GBP a year.
fn collective_gbp(setting: &Setting<'_>) -> f64 {
    let politics = &setting.parameters.politics;
    if setting.flags.domains.has(Domain::Assurance) {
        politics.collective * politics.collective_gbp_k * 1e3
    } else {
        0.0
    }
}

/// Mean over commissioners by people, exactly `rest` where all of them have that value.
fn mean_over_people(setting: &Setting<'_>, rest: f64, value: impl Fn(usize) -> f64) -> f64 {
    let units = setting.institutions.units.iter().enumerate();
    let away: f64 = units
        .map(|(u, unit)| unit.population * (value(u) - rest))
        .sum();
    rest + away / setting.nature.nation
}

fn balance(setting: &Setting<'_>, world: &mut World, workspace: &Workspace) {
    let Setting {
        nature,
        institutions,
        ..
    } = *setting;
    let allocation = nature.allocation_gbp / 12.0;
    let pool: f64 = nature.items.spend_gbp.iter().sum();
    for (u, unit) in institutions.units.iter().enumerate() {
        let receipts = Pence::from_gbp(allocation * unit.weight * (1.0 + world.target_distance[u]));
        let bureaucracy: Pence = world.ledger.month[u].iter().copied().sum();
        let withdrawn = workspace.unit_withdrawn[u] / 12.0;
        let pool_work = Pence::from_gbp(pool * unit.weight / 12.0 - withdrawn);
        let stranded = Pence::from_gbp(withdrawn - workspace.unit_cash[u]);
        let saving_gbp = workspace.unit_cash[u] - world.unit_cash_at_start[u];
        let overstated = overstated(setting, world, u);
        let claim = Pence::from_gbp(claimed(saving_gbp, overstated));
        let saving = Pence::from_gbp(saving_gbp);
        let other = receipts - bureaucracy - pool_work - stranded;
        let mut real = [Pence::ZERO; LINES];
        real[Line::Receipts as usize] = receipts;
        real[Line::Bureaucracy as usize] = bureaucracy;
        real[Line::PoolWork as usize] = pool_work;
        real[Line::Stranded as usize] = stranded;
        real[Line::OtherCare as usize] = other;
        let mut reported = real;
        reported[Line::OtherCare as usize] = other - saving;
        reported[Line::SavingClaimed as usize] = claim;
        reported[Line::Unsubstantiated as usize] = saving - claim;
        post(&mut world.ledger.real[u], real);
        post(&mut world.ledger.reported[u], reported);
    }
    // Upper tiers and providers are paid by grants outside the allocations, as much as they spend.
    let upper = world.ledger.upper();
    let spent: Pence = world.ledger.month[upper].iter().copied().sum();
    let mut lines = [Pence::ZERO; LINES];
    lines[Line::Receipts as usize] = spent;
    lines[Line::Bureaucracy as usize] = spent;
    post(&mut world.ledger.real[upper], lines);
    post(&mut world.ledger.reported[upper], lines);
}

/// Posts a month: what came in less what went out is carried forward.
fn post(purse: &mut Purse, lines: [Pence; LINES]) {
    purse.opening = purse.closing;
    purse.lines = lines;
    let payments: Pence = lines[1..].iter().copied().sum();
    purse.closing = purse.opening + lines[Line::Receipts as usize] - payments;
}
