//! What chance fixes about the market for commissioning support: how suppliers differ, what
//! entering would cost them, and how the election goes. Keyed by the supplier's number, so that
//! every arm faces the same suppliers.

use crate::rng::{Purpose, normal, uniform};

/// The most suppliers that a scenario can have: 40 units and 20 entrants.
pub const MOST_SUPPLIERS: usize = 60;

/// Latent traits of suppliers, by number; standard normal, and one uniform for the election.
/// Empty where the experiment lacks the domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SupportTraits {
    /// Cost.
    pub cost: Vec<f64>,
    /// Quality of staff.
    pub talent: Vec<f64>,
    /// What entering costs.
    pub investment: Vec<f64>,
    /// Where the election falls, 0 to 1: the exit is undone if it lies below that chance.
    pub election: f64,
}

impl SupportTraits {
    /// Draws them for a seed.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        let list = |purpose| -> Vec<f64> {
            (0..MOST_SUPPLIERS as u32)
                .map(|c| normal(seed, purpose, c, 0, 0, 0))
                .collect()
        };
        Self {
            cost: list(Purpose::SupplierCost),
            talent: list(Purpose::SupplierTalent),
            investment: list(Purpose::SupplierInvestment),
            election: uniform(seed, Purpose::Election, 0, 0, 0, 0),
        }
    }
}
