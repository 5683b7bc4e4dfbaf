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
    for (u, unit) in institutions.units.iter().enumerate() {
        let (mut cash, mut withdrawn) = (0.0, 0.0);
        for &q in &unit.parcels {
            for &n in &institutions.parcels[q].atoms {
                let n = n as usize;
                let rel_general = nature.general.mean(n, &workspace.at_provider);
                let rel_special = nature.special.mean(n, &workspace.at_provider);
                let (general, special) = (workspace.general[n], workspace.special[n]);
                let spend = (general + special) * nature.weight[n];
                let freed =
                    (general * rel_general + special * rel_special) * nature.weight[n] / 12.0;
                world.cash[n] = freed;
                world.withdrawn_gbp[n] = spend;
                world.qaly[n] = workspace.value[n] * nature.weight[n] / 12.0
                    - (spend / 12.0 - freed) / p.health.gbp_per_qaly;
                cash += freed;
                withdrawn += spend;
            }
        }
        workspace.unit_cash[u] = cash;
        workspace.unit_withdrawn[u] = withdrawn;
        world.cash_years[u][0] += cash;
    }
}
