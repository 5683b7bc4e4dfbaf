//! How outcomes of assurance are read off a world.

use crate::model::overheads::mean_grip as mean_of;
use crate::model::{Setting, World};

/// Mean over commissioners by people.
fn over_people(s: &Setting<'_>, value: impl Fn(usize) -> f64) -> f64 {
    let units = s.institutions.units.iter().enumerate();
    units
        .map(|(u, unit)| unit.population * value(u))
        .sum::<f64>()
        / s.nature.nation
}

/// O31: a - (1 - g), g being grip on disinvestment; negative where granted autonomy is not
/// exercised.
pub(super) fn autonomy_gap(s: &Setting<'_>, w: &World) -> f64 {
    let c = &w.condition;
    over_people(s, |u| c.autonomy[u] - (1.0 - c.grips[u][0]))
}

/// Grip of the centre, mean over domains and people.
pub(super) fn grip_mean(s: &Setting<'_>, w: &World) -> f64 {
    over_people(s, |u| mean_of(&w.condition.grips[u]))
}

/// Share of commissioners under escalation at any level.
pub(super) fn escalated_share(w: &World) -> f64 {
    let levels = &w.condition.escalation;
    levels.iter().filter(|&&level| level > 0).count() as f64 / levels.len() as f64
}

/// Mean stay in special measures, months: months spent in them over exits from them, so that stays
/// that have not ended count; null before any exit.
pub(super) fn measures_months(w: &World) -> Option<f64> {
    let [months, exits] = w.assurance.measures;
    (exits > 0).then(|| f64::from(months) / f64::from(exits))
}
