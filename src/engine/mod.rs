//! One scenario and one seed to one record. Touches nothing.

mod measures;
mod measures_assurance;
mod measures_priorities;
mod measures_redesign;
mod measures_support;
pub mod outcomes;
pub mod record;
pub mod step;

pub use outcomes::{Better, Horizon, OUTCOMES, Outcome};
pub use record::{PLACE_OUTCOMES, Record, observe, run_arm};
pub use step::{Burnt, Simulation, advance, burn_in};
