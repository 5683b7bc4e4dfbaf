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
//!
//! What contracts cost beyond the tariff, what is spent more on prevention and what redesigned care
//! saves have lines of their own. With contracts, running cost no longer contains the cost of
//! contracting, tc_base. With finance, care is bought as planned out of the
//! allocation less top-slice, and what `settle_balances` found moves the balance: those
//! lines and that of overspending together are the month's deviation; bailouts, clawback, top-slice and its
//! return pass between commissioner and reserve. Reserves of April 2009 are granted to the
//! intermediate bodies from outside the allocations. Money given back is spent on care.

use crate::model::Setting;
use crate::model::domains::disinvestment::overstatement;
use crate::model::domains::finances::Transfers;
use crate::model::domains::politics::sharedness;
use crate::model::ledger::{Account, DecisionCost, LINES, Line, TRANSFERS};
use crate::model::nature::ENGLAND_2009;
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
    if setting.flags.domains.has(Domain::Finance) {
        keep_reserves(setting, world, workspace);
    }
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
    let contracting = if setting.flags.domains.has(Domain::Contracts) {
        1e6 * p.contracts.base_cost_gbp_m * nature.nation / ENGLAND_2009
    } else {
        0.0
    };
    let collective = collective_gbp(setting);
    for (u, unit) in institutions.units.iter().enumerate() {
        let grips = &world.condition.grips[u];
        let report = report_body_gbp(&p.costs, mean_grip(grips));
        let assurance = assurance_gbp(&p.costs, grips[5], world.condition.escalation[u]);
        let contracting = contracting * unit.population / nature.nation;
        let running = o.running_gbp(unit.population, nature.nation) - contracting + collective;
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
    let finance = setting.flags.domains.has(Domain::Finance);
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
        let contracts = Pence::from_gbp(world.contracts.overspend_gbp[u]);
        let Transfers {
            sliced,
            returned,
            bailout,
            clawback,
        } = world.finances.transfers[u];
        let prevention = Pence::from_gbp(world.redesign.prevention_spend_gbp[u]);
        let redesign = -Pence::from_gbp(world.redesign.care_saving_gbp[u]);
        let beside = contracts + prevention + redesign;
        // Without finance the balance does not move: all of this is paid out of other care.
        let (planned, over) = if finance {
            (
                receipts - sliced + returned,
                world.finances.deviation[u] - beside,
            )
        } else {
            (receipts - beside, Pence::ZERO)
        };
        let other = planned - bureaucracy - pool_work - stranded;
        let mut real = [Pence::ZERO; LINES];
        real[Line::Receipts as usize] = receipts;
        real[Line::Bureaucracy as usize] = bureaucracy;
        real[Line::PoolWork as usize] = pool_work;
        real[Line::Stranded as usize] = stranded;
        real[Line::OtherCare as usize] = other;
        real[Line::Contracts as usize] = contracts;
        real[Line::Prevention as usize] = prevention;
        real[Line::Redesign as usize] = redesign;
        real[Line::Overspend as usize] = over;
        real[Line::TopSlice as usize] = sliced - returned;
        real[Line::Bailout as usize] = -bailout;
        real[Line::Clawback as usize] = clawback;
        let mut reported = real;
        reported[Line::OtherCare as usize] = other - saving;
        reported[Line::SavingClaimed as usize] = claim;
        reported[Line::Unsubstantiated as usize] = saving - claim;
        world.ledger.real[u].post(real);
        world.ledger.reported[u].post(reported);
    }
    // Upper tiers and providers are paid by grants outside the allocations, as much as they spend.
    let upper = world.ledger.upper();
    let spent: Pence = world.ledger.month[upper].iter().copied().sum();
    let mut lines = [Pence::ZERO; LINES];
    lines[Line::Receipts as usize] = spent;
    lines[Line::Bureaucracy as usize] = spent;
    world.ledger.real[upper].post(lines);
    world.ledger.reported[upper].post(lines);
}

/// Reserves pay and receive what commissioners do; balances are mirrored for other rules to read.
fn keep_reserves(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let grants = !world.finances.granted;
    world.finances.granted = true;
    workspace.above.fill([0.0; 2]);
    for (unit, &above) in institutions
        .units
        .iter()
        .zip(&institutions.intermediate_of_unit)
    {
        workspace.above[above][0] += unit.weight;
    }
    for body in 0..institutions.intermediates {
        let mut lines = [Pence::ZERO; LINES];
        if grants {
            let share = workspace.above[body][0];
            lines[Line::Receipts as usize] =
                Pence::from_gbp(p.balances.reserve * nature.allocation_gbp * share);
        }
        for (u, _) in institutions
            .intermediate_of_unit
            .iter()
            .enumerate()
            .filter(|&(_, &above)| above == body)
        {
            for line in TRANSFERS {
                lines[line as usize] -= world.ledger.real[u].lines[line as usize];
            }
        }
        world.ledger.reserves[body].post(lines);
        world.finances.reserve_gbp[body] = world.ledger.reserves[body].closing.gbp();
    }
    for (cash, purse) in world.finances.cash_gbp.iter_mut().zip(&world.ledger.real) {
        *cash = purse.closing.gbp();
    }
}
