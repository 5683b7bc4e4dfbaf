//! The decision domains: the equations of each, one file a domain.

pub mod assurance;
pub mod disinvestment;
pub mod health;
pub mod people;
pub mod politics;
pub mod prevention;
pub mod priorities;
pub mod redesign;
pub mod reorganisation;
pub mod support;
pub mod targets;
pub mod waiting;
