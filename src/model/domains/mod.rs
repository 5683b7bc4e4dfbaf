//! The decision domains: the equations of each, one file a domain.

pub mod contracts;
pub mod disinvestment;
pub mod entry;
pub mod finances;
pub mod health;
pub mod payment;
pub mod practices;
pub mod priorities;
pub mod targets;
pub mod waiting;
