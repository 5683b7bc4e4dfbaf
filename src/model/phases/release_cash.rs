//! Cash released at shared providers, and health.
//!
//! Δ_h = Σ_n S_nh Σ_k V_nk y_nk / Σ_n S_nh Σ_k V_nk: withdrawn share of the pool's work at h
//! rel_n = Σ_h S_nh [ρ_var + (1 - ρ_var) min(1, Δ_h / θ_fix)]
//! cash_n = Σ_k V_nk y_nk rel_n / 12, GBP a month
//! QALY_n = Σ_k W_nk(y) / 12 - (Σ_k V_nk y_nk / 12 - cash_n) / (GBP per QALY)
//!
//! Fixed cost is released only when all commissioners of a provider have withdrawn enough; what
//! is stranded is money that buys no health.

use crate::model::Setting;
use crate::model::domains::disinvestment::released;
use crate::model::workspace::Workspace;
use crate::model::world::World;

/// See the head of this file.
pub fn release_cash(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let i = &p.implementation;
    workspace.at_provider.fill(0.0);
    for n in 0..nature.atoms {
        let (general, special) = (
            workspace.general[n] * nature.weight[n],
            workspace.special[n] * nature.weight[n],
        );
        nature
            .general
            .spread(n, general, &mut workspace.at_provider);
        nature
            .special
            .spread(n, special, &mut workspace.at_provider);
    }
    for (withdrawn, pool) in workspace
        .at_provider
        .iter_mut()
        .zip(&workspace.provider_pool)
    {
        let share = if *pool > 0.0 { *withdrawn / pool } else { 0.0 };
        *withdrawn = released(i.variable_share, share, i.release_threshold);
    }
    for n in 0..nature.atoms {
        let rel_general = nature.general.mean(n, &workspace.at_provider);
        let rel_special = nature.special.mean(n, &workspace.at_provider);
        world.cash[n] = workspace.general[n] * rel_general + workspace.special[n] * rel_special;
    }
    // Apart from the means, so that divisions are done side by side.
    let amounts = world.cash.iter_mut().zip(&mut world.withdrawn_gbp);
    let given = workspace.general.iter().zip(&workspace.special);
    for (((cash, withdrawn), (general, special)), ((qaly, value), weight)) in
        amounts.zip(given).zip(
            world
                .qaly
                .iter_mut()
                .zip(&workspace.value)
                .zip(&nature.weight),
        )
    {
        let spend = (general + special) * weight;
        let freed = *cash * weight / 12.0;
        *cash = freed;
        *withdrawn = spend;
        *qaly = value * weight / 12.0 - (spend / 12.0 - freed) / p.health.gbp_per_qaly;
    }
    for (u, unit) in institutions.units.iter().enumerate() {
        let (mut cash, mut withdrawn) = (0.0, 0.0);
        for &q in &unit.parcels {
            for &n in &institutions.parcels[q].atoms {
                cash += world.cash[n as usize];
                withdrawn += world.withdrawn_gbp[n as usize];
            }
        }
        workspace.unit_cash[u] = cash;
        workspace.unit_withdrawn[u] = withdrawn;
        world.cash_years[u][0] += cash;
    }
}
