//! Financial pressure, each April, constant through the year.
//!
//! R ← clip((1 - fade) R + loc·max(0, need growth - allocation growth) - dft_pass·fade·dft
//!     + ½ shock - Δcash/allocation, -.01, .05)
//! f = clip(f_base + R/.02, 0, 2)
//! R_0 ← (1 - fade) R_0 + loc·max(0, need growth - allocation growth) - dft_pass·fade·dft + ½ shock
//!
//! Unmet savings lapse at the rate `fade`; half of a cost shock is met by reserves. Amounts are at
//! 2009/10 prices; only growth is nominal. R and f are kept by commissioner; a larger body decides
//! on the population-weighted mean of its commissioners' f, and so pools risk. Distance from target
//! halves every `dft_hl` months. Off: f = 1. R_0 is what must be found before anything is saved: balances count
//! from it what is saved, pound by pound (`settle_balances`).

use crate::model::Setting;
use crate::model::workspace::Workspace;
use crate::model::world::World;

/// Growth of allocations in the April of this month, per year: +5.5% to 2010/11, then +3.0%,
/// +2.8% and +2.6% (facts on allocations).
#[must_use]
pub fn allocation_growth(month: i32) -> f64 {
    match month {
        ..=13 => 0.055,
        14..=25 => 0.030,
        26..=37 => 0.028,
        _ => 0.026,
    }
}

/// See the head of this file.
pub fn press_finance(setting: &Setting<'_>, world: &mut World, _: &mut Workspace) {
    if !world.month.is_april() {
        return;
    }
    let month = world.month.0;
    let nature = setting.nature;
    let f = &setting.parameters.finance;
    let growth = allocation_growth(month);
    let year = ((month + 23) / 12) as usize;
    let closing = libm::pow(0.5, 12.0 / f.target_half_life_months);
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let shocks = &nature.shock[year * nature.atoms..(year + 1) * nature.atoms];
        let shock = unit
            .parcels
            .iter()
            .flat_map(|&q| &setting.institutions.parcels[q].atoms)
            .map(|&n| shocks[n as usize])
            .sum::<f64>()
            / unit.population;
        let own = nature.allocation_gbp * unit.weight * (1.0 + world.target_distance[u]);
        let [this_year, last_year] = world.cash_years[u];
        let released = (this_year - last_year) / own;
        // What is left over from a year, and what the new one asks.
        let asked = |left: f64| {
            (1.0 - f.fade) * left + f.local_share * (f.need_growth - growth).max(0.0)
                - f.target_pass * f.fade * world.target_distance[u]
                + 0.5 * shock
        };
        world.required_plan[u] = asked(world.required_plan[u]);
        let wanted = asked(world.required[u]) - released;
        world.required[u] = world.counters.required.clamp(wanted, -0.01, 0.05);
        world.pressure[u] = if setting.flags.financial_pressure {
            let pressure = f.base_pressure + world.required[u] / 0.02;
            world.counters.pressure.clamp(pressure, 0.0, 2.0)
        } else {
            1.0
        };
        world.target_distance[u] *= closing;
        world.cash_years[u] = [0.0, this_year];
    }
}
