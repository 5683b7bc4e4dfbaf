//! What one world is and what its rules are. Text comes in; only a settled [`Scenario`] goes out.

pub mod arm;
pub mod geography;
pub mod mechanisms;
pub mod parameters;

pub use arm::{Arm, Cover, Guide, Items, Mixing, Seat, Structure};
pub use geography::{Geography, Tier};
pub use mechanisms::{Flags, MECHANISMS, Mechanism, Sign, Switches};
pub use parameters::{Grade, Law, PARAMETERS, Parameter, Parameters};

/// A world and its rules, settled: every number is in range and every name is known.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The parameters as given.
    pub parameters: Parameters,
    /// Which mechanisms are on.
    pub switches: Switches,
}
