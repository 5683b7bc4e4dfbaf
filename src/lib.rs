//! `grip` is an agent-based simulator of central versus local control in public
//! health-care commissioning. Layers import upwards only; `ARCHITECTURE.md` holds the table
//! and a test reads it from there.

pub mod units;
pub mod ids;
pub mod rng;
pub mod facts;
pub mod scenario;
pub mod model;
pub mod engine;
pub mod experiment;
pub mod analysis;
pub mod report;
pub mod store;
pub mod job;
pub mod cli;
