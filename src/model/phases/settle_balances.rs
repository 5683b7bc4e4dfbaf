//! Deficits and surpluses of commissioners, and the reserves above them.
//!
//! April: the year's cost shock is shared: (1 - pool) own + pool mean over the intermediate body,
//! by allocation; effort e_c = clip((1 - π) Δ/c, 0, 1); the deficit carried over becomes due.
//!
//! Monthly: need = (R_0 + ½ shock) · allocation + what contracts cost beyond the tariff + what the
//! tariff stands above that on which allocations were planned, times acute care + what is spent more
//! on prevention - what redesigned care saves; gap = need - cash released by
//! disinvestment above March 2009. R_0 takes up the other half of the shock, and asks that lapse
//! leave it (`press_finance`). contained = e_c (gap + repay · debt/12)⁺,
//! deviation = gap - contained - cont · allocation. The reserve takes top · allocation.
//!
//! Health: a pound that a commissioner is short of costs m = held e_c + disp (1 - e_c) of what a
//! pound buys, for what is contained is partly waste avoided and what is overspent displaces care
//! elsewhere; a pound to spare brings the same, less what is lost of surpluses. So luck that cancels
//! costs nothing. What is made good of an old deficit costs held - disp: its displacement was counted
//! when it was overspent. Disinvestment values the cash it releases itself. Acute providers pass on
//! what they lose and gain as their commissioners do, on average, so that a pound that only changes
//! hands between them changes no health:
//! health = -Σ_u [m_u (need⁺ - (1 - lost) need⁻) + (held - disp)(contained - e_c gap⁺)] v
//!          + prov m̄ Σ_h (income - cost) v
//!
//! March: a commissioner whose deficit exceeds `line` of a year's allocation is bailed out in full
//! with probability between bail_L and bail_C by remoteness of the body above, out of that body's
//! reserve and only if the reserve holds as much; the deepest deficit by allocation first, ties to
//! the lowest number. Of a surplus beyond `claw_0` the part `claw` goes into the reserve. What the
//! reserve then holds beyond res_0 of a year's allocations goes back to its commissioners by
//! allocation, and is spent on care. Then beliefs follow what was seen. Money is whole pence:
//! `keep_books` posts it. Nothing happens in burn-in or without the domain.

use crate::model::domains::finances::{
    Squeeze, Transfers, bailout_probability, care_per_pound, effort, learned,
};
use crate::model::workspace::Workspace;
use crate::model::{Setting, World};
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;
use crate::units::Pence;

/// See the head of this file.
pub fn settle_balances(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Finance) {
        return;
    }
    if world.month.is_april() {
        begin_year(setting, world, workspace);
    }
    spend(setting, world, workspace);
    if world.month.is_march() {
        end_year(setting, world, workspace);
    }
}

/// Allocation of a commissioner, GBP a year.
fn allocation(setting: &Setting<'_>, world: &World, u: usize) -> f64 {
    let weight = setting.institutions.units[u].weight;
    setting.nature.allocation_gbp * weight * (1.0 + world.target_distance[u])
}

fn begin_year(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.balances;
    let year = ((world.month.0 + 23) / 12) as usize;
    let shocks = &nature.shock[year * nature.atoms..(year + 1) * nature.atoms];
    let state = &mut world.finances;
    workspace.above.fill([0.0; 2]);
    for (u, unit) in institutions.units.iter().enumerate() {
        let shock = unit
            .parcels
            .iter()
            .flat_map(|&q| &institutions.parcels[q].atoms)
            .map(|&n| shocks[n as usize])
            .sum::<f64>()
            / unit.population;
        state.shock[u] = shock;
        let sums = &mut workspace.above[institutions.intermediate_of_unit[u]];
        sums[0] += unit.weight;
        sums[1] += unit.weight * shock;
    }
    for u in 0..institutions.units.len() {
        let [weight, sum] = workspace.above[institutions.intermediate_of_unit[u]];
        let shock = &mut state.shock[u];
        *shock += p.shocks_shared * (sum / weight - *shock);
        let wanted = effort(p, state.bailout_belief[u]);
        state.containment[u] = world.counters.containment.clamp(wanted, 0.0, 1.0);
        state.debt_gbp[u] = (-state.cash_gbp[u]).max(0.0);
    }
}

fn spend(setting: &Setting<'_>, world: &mut World, workspace: &Workspace) {
    let p = &setting.parameters.balances;
    let (mut lost, mut felt, mut contained) = (0.0, 0.0, 0.0);
    let planned = planned_tariff(setting, world);
    let acute = setting.nature.allocation_gbp * setting.parameters.contracts.acute_share / 12.0;
    for u in 0..setting.institutions.units.len() {
        let month = allocation(setting, world, u) / 12.0;
        let state = &mut world.finances;
        let need = (world.required_plan[u] + 0.5 * state.shock[u]) * month
            + world.contracts.overspend_gbp[u]
            + (world.contracts.tariff - planned) * acute * setting.institutions.units[u].weight
            + world.redesign.prevention_spend_gbp[u]
            - world.redesign.care_saving_gbp[u];
        let released = workspace.unit_cash[u] - world.unit_cash_at_start[u];
        let strain = Squeeze {
            gap_gbp: need - released,
            due_gbp: p.repayment * state.debt_gbp[u] / 12.0,
            allocation_gbp: month,
        };
        let effort = state.containment[u];
        let deviation = strain.deviation(p, effort);
        contained += strain.contained(effort);
        lost += strain.care_lost(p, effort, need);
        felt += setting.institutions.units[u].weight * care_per_pound(p, effort);
        state.deviation[u] = Pence::from_gbp(deviation);
        let fair = setting.nature.allocation_gbp * setting.institutions.units[u].weight;
        state.transfers[u] = Transfers {
            sliced: Pence::from_gbp(p.top_slice * fair / 12.0),
            ..Transfers::default()
        };
    }
    world.flows.contained.add(contained);
    let providers = p.providers_felt * felt * world.contracts.provider_gap_gbp;
    world.finances.qaly_month = (providers - lost) / setting.parameters.health.gbp_per_qaly;
}

/// The tariff on which allocations of this year were planned; the tariff itself where nothing is
/// contracted.
fn planned_tariff(setting: &Setting<'_>, world: &World) -> f64 {
    let year = ((world.month.0 - 1) / 12).max(0) as usize;
    let planned = setting.nature.planned_tariff.get(year).copied();
    let planned = planned.filter(|_| setting.flags.domains.has(Domain::Contracts));
    planned.unwrap_or(world.contracts.tariff)
}

/// What commissioners and reserves would hold at the end of the month, before March's payments.
fn balances(setting: &Setting<'_>, world: &World, workspace: &mut Workspace) {
    let intermediates = setting.institutions.intermediates;
    for body in 0..intermediates {
        workspace.reserve[body] = world.ledger.reserves[body].closing;
    }
    for (u, &above) in setting.institutions.intermediate_of_unit.iter().enumerate() {
        workspace.reserve[above] += world.finances.transfers[u].sliced;
        workspace.cash[u] = world.ledger.real[u].closing - world.finances.deviation[u];
    }
}

fn end_year(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    balances(setting, world, workspace);
    bail_out(setting, world, workspace);
    claw_back(setting, world, workspace);
    give_back(setting, world, workspace);
}

fn bail_out(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.balances;
    let units = institutions.units.len();
    workspace.above.fill([0.0; 2]);
    for (unit, &above) in institutions
        .units
        .iter()
        .zip(&institutions.intermediate_of_unit)
    {
        workspace.above[above][0] += unit.population;
    }
    workspace.seen.fill([0; 2]);
    for u in 0..units {
        let year = allocation(setting, world, u);
        let depth = -workspace.cash[u].gbp() / year;
        let in_need = depth > p.bailout_line;
        // The depth of those in need; nobody else's counts.
        workspace.depth[u] = if in_need { depth } else { 0.0 };
        if in_need {
            workspace.seen[institutions.intermediate_of_unit[u]][0] += 1;
        }
    }
    loop {
        let mut deepest = 0;
        for u in 1..units {
            if workspace.depth[u] > workspace.depth[deepest] {
                deepest = u;
            }
        }
        let u = deepest;
        if workspace.depth[u] <= 0.0 {
            break;
        }
        workspace.depth[u] = 0.0;
        let above = institutions.intermediate_of_unit[u];
        let chance = bailout_probability(p, workspace.above[above][0], nature.nation);
        let draw = uniform(
            nature.seed,
            Purpose::Bailout,
            workspace.trade.anchor[u],
            0,
            world.month.0,
            0,
        );
        let wanted = -workspace.cash[u];
        if draw < chance && wanted <= workspace.reserve[above] {
            workspace.reserve[above] -= wanted;
            workspace.cash[u] += wanted;
            world.finances.transfers[u].bailout = wanted;
            world.finances.bailouts += wanted;
            workspace.seen[above][1] += 1;
        }
    }
    for u in 0..units {
        let [needed, helped] = workspace.seen[institutions.intermediate_of_unit[u]];
        let belief = &mut world.finances.bailout_belief[u];
        *belief = learned(p, *belief, needed, helped);
    }
}

fn claw_back(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let p = &setting.parameters.balances;
    for (u, &above) in setting.institutions.intermediate_of_unit.iter().enumerate() {
        let line = p.clawback_line * allocation(setting, world, u);
        let surplus = workspace.cash[u].gbp() - line;
        if surplus > 0.0 {
            let taken = Pence::from_gbp(p.clawback * surplus);
            workspace.cash[u] -= taken;
            workspace.reserve[above] += taken;
            world.finances.transfers[u].clawback = taken;
        }
    }
}

fn give_back(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.balances;
    workspace.above.fill([0.0; 2]);
    for (unit, &above) in institutions
        .units
        .iter()
        .zip(&institutions.intermediate_of_unit)
    {
        workspace.above[above][0] += unit.weight;
    }
    for body in 0..institutions.intermediates {
        let most = Pence::from_gbp(p.reserve * nature.allocation_gbp * workspace.above[body][0]);
        workspace.above[body][1] = (workspace.reserve[body] - most).gbp().max(0.0);
    }
    for (u, &above) in institutions.intermediate_of_unit.iter().enumerate() {
        let [weight, beyond] = workspace.above[above];
        let part = institutions.units[u].weight / weight;
        // Rounded down, so that the parts never exceed what is there.
        world.finances.transfers[u].returned = Pence((100.0 * beyond * part).floor() as i64);
    }
}
