//! How outcomes of contracting are read off a world.

use crate::model::domains::contracts::{BEGUN, COLLAPSED, ENTERED};
use crate::model::{Setting, World};

/// Balances of acute providers, GBP.
pub(super) fn provider_balance_gbp(w: &World) -> f64 {
    w.contracts.provider_cash.iter().sum()
}

/// Mean unit cost over commissioners by spending, index; 1 in March 2009.
pub(super) fn unit_cost(s: &Setting<'_>, w: &World) -> f64 {
    let flows = &s.nature.general;
    (0..s.nature.atoms)
        .map(|n| s.nature.weight[n] * flows.mean(n, &w.contracts.unit_cost))
        .sum()
}

/// Mean activity over commissioners by spending, index.
pub(super) fn activity(s: &Setting<'_>, w: &World) -> f64 {
    s.institutions
        .units
        .iter()
        .zip(&w.contracts.activity)
        .map(|(unit, activity)| unit.weight * activity)
        .sum()
}

/// Collapsed over begun prime contracts; null where none began.
pub(super) fn collapsed_share(w: &World) -> Option<f64> {
    let [begun, collapsed] = [BEGUN, COLLAPSED].map(|at| f64::from(w.contracts.tally[at]));
    (begun > 0.0).then(|| collapsed / begun)
}

/// Entries of independent providers since April 2009.
pub(super) fn entries(w: &World) -> f64 {
    f64::from(w.contracts.tally[ENTERED])
}

/// Volume used over volume planned at entrants with a guarantee; null where there were none.
pub(super) fn guaranteed_use(w: &World) -> Option<f64> {
    let [used, planned] = w.contracts.guaranteed_use;
    (planned > 0.0).then(|| used / planned)
}

/// Mean part of acute spending under prime contracts and alliances.
pub(super) fn unusual_share(s: &Setting<'_>, w: &World) -> f64 {
    use crate::model::domains::payment::{ALLIANCE, PRIME};
    s.institutions
        .units
        .iter()
        .zip(&w.contracts.mix)
        .map(|(unit, mix)| unit.weight * (mix[PRIME] + mix[ALLIANCE]))
        .sum()
}
