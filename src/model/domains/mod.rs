//! The decision domains: the equations of each, one file a domain.

pub mod assurance;
pub mod contracts;
pub mod disinvestment;
pub mod entry;
pub mod finances;
pub mod health;
pub mod option;
pub mod payment;
pub mod people;
pub mod politics;
pub mod practices;
pub mod prevention;
pub mod priorities;
pub mod redesign;
pub mod reorganisation;
pub mod support;
pub mod targets;
pub mod waiting;
