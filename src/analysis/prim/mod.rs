//! Patient rule induction: a box in few inputs in which cases of interest are dense (Friedman and
//! Fisher, Statistics and Computing 9, 1999; for scenario discovery Bryant and Lempert,
//! Technological Forecasting and Social Change 77, 2010).
//!
//! | file | holds |
//! | --- | --- |
//! | [`boxes`] | boxes, and how likely each of their limits is luck |
//! | [`peel`] | peeling and pasting: the trade-off of coverage and density |
//! | [`choose`] | the box that is told, and whether it beats chance |
//! | [`reproduce`] | whether halves of the sample find the same inputs |

pub mod boxes;
pub mod choose;
pub mod peel;
pub mod reproduce;

#[cfg(test)]
mod reference;
