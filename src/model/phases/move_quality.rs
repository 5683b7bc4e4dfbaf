//! Quality, and the health that it is worth.
//!
//! q_j ← q_j (1 - δ_q) + η_q ln(1 + e_j/e_0), at every place by the effort of its commissioner
//! QALY = val_B · allocation/12 · Σ_n s_n Σ_j w*_nj (q_nj - q_nj(0)) / (GBP per QALY)
//!
//! with s_n the place's share of the allocation and w*_n the true needs of its area: value is
//! judged by what people need, not by what anyone thinks they need.

use crate::model::Setting;
use crate::model::domains::targets::DIMENSIONS;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::scenario::Domain;

/// See the head of this file.
pub fn move_quality(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if !setting.flags.domains.has(Domain::Priorities) || world.is_burning_in() {
        return;
    }
    let nature = setting.nature;
    let p = setting.parameters;
    let kept = 1.0 - p.priorities.quality_decay;
    let state = &mut world.priorities;
    let mut value = 0.0;
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let added = &workspace.quality_added[u];
        let mut mean = [0.0; DIMENSIONS];
        for &q in &unit.parcels {
            let parcel = &setting.institutions.parcels[q];
            let need = &nature.needs.weights[parcel.area];
            for &n in &parcel.atoms {
                let n = n as usize;
                let share = nature.population[n] / unit.population;
                let quality = &mut state.quality_of_place[n];
                let start = &state.quality_at_start[n];
                let mut better = 0.0;
                for j in 0..DIMENSIONS {
                    quality[j] = quality[j] * kept + added[j];
                    mean[j] += share * quality[j];
                    better += need[j] * (quality[j] - start[j]);
                }
                value += nature.weight[n] * better;
            }
        }
        state.quality[u] = mean;
    }
    let worth = p.priorities.health_value * nature.allocation_gbp / 12.0;
    state.qaly_month = worth * value / p.health.gbp_per_qaly;
    state.qaly.add(state.qaly_month);
}
