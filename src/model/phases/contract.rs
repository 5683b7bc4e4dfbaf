//! April: the new tariff takes effect, and commissioners agree their contracts.
//!
//! p ← p (1 - eff). Each commissioner wishes and dares a mix of forms (`domains/payment`). A prime
//! contract is one whole contract for the part `scope` of acute spending: a commissioner lets one
//! if its readiness, a keyed uniform fixed for its most populous atom, is below (share
//! dared)/scope. The bid is true cost times 1 - ω_b - σ_b z, z the commissioner's standard normal
//! of the year, made of those of its atoms so that every partition shares them. Payment follows the
//! tariff afterwards, in part ω_ix (`domains/contracts`). At the end of its
//! term the contract is let anew; after a collapse not before the end of the term, block instead.
//! Negotiating and watching contracts is charged for the year to the decision account, part
//! negotiation. Nothing happens in other months, in burn-in or without the domain.

use crate::model::domains::contracts::{BEGUN, Prime};
use crate::model::domains::payment::{
    BLOCK, PRIME, contract_cost, cost_of, dared, prime_volume, with_prime,
};
use crate::model::ledger::DecisionCost;
use crate::model::workspace::Workspace;
use crate::model::{Setting, World};
use crate::rng::{Purpose, uniform};
use crate::scenario::Domain;

/// Position of contracts among the domains of grip.
pub(super) const GRIP: usize = 3;

/// See the head of this file.
pub fn contract(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in()
        || !setting.flags.domains.has(Domain::Contracts)
        || !world.month.is_april()
    {
        return;
    }
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.contracts;
    let month = world.month.0;
    let state = &mut world.contracts;
    if month > 12 {
        state.efficiency = state.next_efficiency;
        state.tariff *= 1.0 - state.efficiency;
    }
    let bids = nature.bids.of_year(month);
    let term = 12 * p.prime_years as i32;
    for (u, unit) in institutions.units.iter().enumerate() {
        let (mix, held) = dared(p, world.condition.grips[u][GRIP]);
        world.counters.contract_mix.of += 1;
        world.counters.contract_mix.held += u64::from(held);

        let anchor = workspace.trade.anchor[u];
        let ready = uniform(nature.seed, Purpose::PrimeReadiness, anchor, 0, 0, 0);
        let wants = ready < mix[PRIME] / p.prime_scope;
        let prime = &mut state.prime[u];
        if prime.is_in_force() && month >= prime.since + term {
            *prime = Prime::NONE;
        }
        if wants && !prime.is_in_force() && month >= prime.barred_until {
            let (mut sum, mut squares) = (0.0, 0.0);
            for &n in unit
                .parcels
                .iter()
                .flat_map(|&q| &institutions.parcels[q].atoms)
            {
                let people = nature.population[n as usize];
                sum += people * bids[n as usize];
                squares += people * people;
            }
            let z = sum / libm::sqrt(squares);
            let cost = workspace.trade.mean(u, &state.unit_cost) * cost_of(p, prime_volume(p));
            *prime = Prime {
                since: month,
                scope: p.prime_scope,
                bid: cost * (1.0 - p.bid_discount - p.bid_sd * z),
                tariff: state.tariff,
                loss_gbp: 0.0,
                barred_until: prime.barred_until,
                barred_scope: prime.barred_scope,
            };
            state.tally[BEGUN] += 1;
        }
        // The work of a collapsed contract stays in block until its term would have ended.
        let barred = prime.barred(month);
        let mut agreed = with_prime(&mix, prime.scope + barred);
        agreed[PRIME] = prime.scope;
        agreed[BLOCK] += barred;
        state.mix[u] = agreed;
        let providers = 1.0 / workspace.trade.concentration[u];
        let cost = contract_cost(p, &state.mix[u], providers);
        world
            .ledger
            .charge_decision(u, DecisionCost::Negotiation, cost);
    }
}
