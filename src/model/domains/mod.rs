//! The decision domains: the equations of each, one file a domain.

pub mod contracts;
pub mod disinvestment;
pub mod entry;
pub mod finances;
pub mod payment;
pub mod practices;
