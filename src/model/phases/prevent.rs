//! Prevention: spent as far as those who decide look ahead, a stock that wears off, an effect that
//! comes late.
//!
//! s_P = s_full exp(-L_P / H), H = [(1 - g_C) H_local + g_C H_centre](1 - h_f f)(1 - h_B λ) ≥ 6
//! with g_C less the part (1 - ω_up) of what ministers have added to it
//! stock ← stock (1 - δ_P) + s_P · allocation a head and month
//! burden = 1 - ε_P ln[(20 + come through) / (20 + at start)], after three stages of mean L_P
//! worth = (1 - ret)(S - S_0) + ret (20 + S_0) ln[(20 + S) / (20 + S_0)], S come through
//! health = δ_P worth · people / cpq, QALY a month
//!
//! In the last month of burn-in every stock is set where it rests under the commissioners of 2009,
//! so that no arm gains by being begun. What is spent above that comes out of the commissioner's
//! money. Before, and without the domain, nothing happens.

use crate::model::Setting;
use crate::model::domains::prevention::{HORIZON_FLOOR, STAGES, burden, horizon, share, sight};
use crate::model::domains::redesign::{pass_on, passages};
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;
use crate::units::Month;

use super::try_ideas::REDESIGN;

/// Last month of the first five years, after which health from prevention counts as late.
const EARLY: i32 = 60;

/// See the head of this file.
pub fn prevent(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if world.month < Month::BURNT || !setting.flags.domains.has(Domain::Redesign) {
        return;
    }
    let Setting {
        parameters,
        nature,
        institutions,
        ..
    } = *setting;
    let p = &parameters.prevention;
    let weights = passages::<STAGES>(STAGES as f64 / p.lag_months);
    let state = &mut world.redesign;
    let mut health = 0.0;
    for (u, unit) in institutions.units.iter().enumerate() {
        // Grip that answers a shock need not look further ahead.
        let uplift = world.assurance.uplift[u];
        let grip = sight(p, world.condition.grips[u][REDESIGN], uplift);
        let load = world.priorities.load[u];
        let ahead = horizon(p, grip, world.pressure[u], load);
        let ahead = world
            .counters
            .horizon
            .clamp(ahead, HORIZON_FLOOR, f64::INFINITY);
        let allocation = nature.allocation_gbp * unit.weight / unit.population / 12.0;
        let spent = share(p, ahead) * allocation;
        let stocks = &mut state.prevention;
        if world.month == Month::BURNT {
            let rest = spent / p.decay;
            stocks.stock[u] = rest;
            stocks.at_start[u] = rest;
            stocks.stages[u] = [rest; STAGES];
            continue;
        }
        let start = stocks.at_start[u];
        stocks.stock[u] += spent - p.decay * stocks.stock[u];
        pass_on(&mut stocks.stages[u], stocks.stock[u], &weights);
        state.burden[u] = burden(p, stocks.stages[u][STAGES - 1], start);
        let extra = (spent - p.decay * start) * unit.population;
        state.prevention_spend_gbp[u] = extra;
        world.cash_years[u][0] -= extra;
        health += stocks.health(p, u, unit.population);
    }
    if world.month.0 > EARLY {
        state.prevention.late_qaly += health;
    }
}
