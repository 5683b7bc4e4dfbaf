//! The decision domains: the equations of each, one file a domain.

pub mod disinvestment;
pub mod health;
pub mod people;
pub mod priorities;
pub mod support;
pub mod targets;
pub mod waiting;
