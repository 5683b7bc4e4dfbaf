//! How outcomes of finance are read off a world.

use crate::model::World;

/// O4: commissioners whose balance is below nothing.
pub(super) fn share_in_deficit(w: &World) -> f64 {
    let cash = &w.finances.cash_gbp;
    cash.iter().filter(|&&cash| cash < 0.0).count() as f64 / cash.len() as f64
}

/// O4: Σ (-cash)⁺, GBP.
pub(super) fn deficits_gbp(w: &World) -> f64 {
    w.finances
        .cash_gbp
        .iter()
        .map(|cash| (-cash).max(0.0))
        .sum()
}

/// Reserves of intermediate bodies, GBP.
pub(super) fn reserves_gbp(w: &World) -> f64 {
    w.finances.reserve_gbp.iter().sum()
}

/// Mean believed probability of a bailout over commissioners.
pub(super) fn mean_belief(w: &World) -> f64 {
    let belief = &w.finances.bailout_belief;
    belief.iter().sum::<f64>() / belief.len() as f64
}
