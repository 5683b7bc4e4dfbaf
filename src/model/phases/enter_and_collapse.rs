//! Independent providers enter, and prime contractors give up.
//!
//! A possible entrant enters when its prospects V = margin · volume · (1 - e^(-r Hz/12))/r are
//! worth the hurdle β/(β - 1) times what it must sink (T16, `domains/entry`). Its volume is what it
//! planned, or in the open market at most the spending of the commissioner where it would stand on
//! any qualified provider; its margin moves with the gap between tariff and local unit cost. Those
//! with a guarantee are paid for the guaranteed volume whether used or not, at a premium; a
//! guarantee is given once. What patients use is util · plan · activity. At the end of its term an
//! entrant asks itself again.
//!
//! A prime contractor gives up when its loss since the contract began exceeds guar times the
//! value of the contract over its term. The commissioner pays c_term, in proportion to the
//! contract's value over GBP 800m, and the work falls back to block until the term would have
//! ended. Nothing happens in burn-in or without the domain.

use crate::model::domains::contracts::{COLLAPSED, ENTERED, Prime};
use crate::model::domains::entry::{enters, paid_volume};
use crate::model::domains::payment::{BLOCK, PRIME, QUALIFIED};
use crate::model::workspace::Workspace;
use crate::model::world::NEVER;
use crate::model::{Setting, World};
use crate::scenario::Domain;

/// Value of the contract to which the cost of a collapse refers, GBP.
const REFERENCE_CONTRACT_GBP: f64 = 800.0e6;

/// See the head of this file.
pub fn enter_and_collapse(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Contracts) {
        return;
    }
    collapse(setting, world);
    enter(setting, world, workspace);
}

fn collapse(setting: &Setting<'_>, world: &mut World) {
    let p = &setting.parameters.contracts;
    let acute = setting.nature.allocation_gbp * p.acute_share;
    let state = &mut world.contracts;
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let prime = state.prime[u];
        if !prime.is_in_force() {
            continue;
        }
        let part = std::mem::take(&mut state.mix[u][PRIME]);
        let value = acute * unit.weight * part * p.prime_years;
        if prime.loss_gbp <= p.guarantee * value * prime.bid {
            state.mix[u][PRIME] = part;
            continue;
        }
        state.mix[u][BLOCK] += part;
        let end = prime.since + 12 * p.prime_years as i32;
        state.prime[u] = Prime {
            barred_until: end.max(prime.barred_until),
            barred_scope: prime.scope + prime.barred(end),
            ..Prime::NONE
        };
        state.overspend_gbp[u] += 1e6 * p.termination_gbp_m * value / REFERENCE_CONTRACT_GBP;
        state.tally[COLLAPSED] += 1;
    }
}

fn enter(setting: &Setting<'_>, world: &mut World, workspace: &Workspace) {
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.entry;
    let acute = nature.allocation_gbp * parameters.contracts.acute_share;
    let month = world.month.0;
    let state = &mut world.contracts;
    state.taken_gbp.fill(0.0);
    let count = (p.entrants as usize).min(state.entrants.len());
    for (e, possible) in nature.bids.possible.iter().enumerate().take(count) {
        let u = institutions.parcels[institutions.parcel_of[possible.atom] as usize].unit;
        let volume = acute * institutions.units[u].weight;
        let market = state.mix[u][QUALIFIED] * volume;
        let offered = possible.offer < p.guarantee_offered;
        let entrant = &mut state.entrants[e];
        if entrant.since != NEVER && month >= entrant.since + p.horizon_months as i32 {
            entrant.since = NEVER;
        }
        if entrant.since == NEVER {
            let plan = 1e6 * p.planned_gbp_m * libm::exp(p.planned_spread * possible.size);
            let guaranteed = offered && !entrant.was_guaranteed;
            let planned = if guaranteed { plan } else { plan.min(market) };
            let belief = world.condition.belief[u];
            let advantage = state.tariff - workspace.trade.mean(u, &state.unit_cost);
            let (willing, held) = enters(p, planned, belief, guaranteed, advantage);
            world.counters.entry_uncertainty.of += 1;
            world.counters.entry_uncertainty.held += u64::from(held);
            if !willing {
                continue;
            }
            entrant.since = month;
            entrant.guaranteed = guaranteed;
            entrant.was_guaranteed |= guaranteed;
            entrant.planned_gbp = planned;
            state.tally[ENTERED] += 1;
        }
        let planned = entrant.planned_gbp;
        let wanted = planned * p.utilisation * state.activity[u];
        let left = volume - state.taken_gbp[u];
        let used = world.counters.entrant_use.clamp(wanted, 0.0, left);
        let paid = paid_volume(p, planned, used, entrant.guaranteed);
        state.taken_gbp[u] += used;
        if entrant.guaranteed {
            let above = paid * (1.0 + p.premium) - used;
            state.overspend_gbp[u] += state.tariff * above / 12.0;
            state.tariff_saving_gbp -= state.tariff * above / 12.0;
            state.guaranteed_use[0] += used / 12.0;
            state.guaranteed_use[1] += planned / 12.0;
        }
    }
}
