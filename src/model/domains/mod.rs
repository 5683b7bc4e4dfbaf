//! The decision domains: the equations of each, one file a domain.

pub mod disinvestment;
pub mod reorganisation;
