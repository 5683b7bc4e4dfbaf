//! `grip` is an agent-based simulator of central versus local control in public
//! health-care commissioning. Layers import upwards only; `ARCHITECTURE.md` holds the table
//! and a test reads it from there.

pub mod analysis;
pub mod cli;
pub mod engine;
pub mod experiment;
pub mod facts;
pub mod ids;
pub mod job;
pub mod model;
pub mod report;
pub mod rng;
pub mod scenario;
pub mod store;
pub mod units;
