//! The decision domains: the equations of each, one file a domain.

pub mod assurance;
pub mod disinvestment;
pub mod politics;
