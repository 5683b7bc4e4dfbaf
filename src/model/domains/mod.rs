//! The decision domains: the equations of each, one file a domain.

pub mod disinvestment;
pub mod health;
pub mod prevention;
pub mod priorities;
pub mod redesign;
pub mod targets;
pub mod waiting;
