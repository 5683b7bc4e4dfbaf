//! The decision domains: the equations of each, one file a domain.

pub mod disinvestment;
pub mod health;
pub mod priorities;
pub mod targets;
pub mod waiting;
