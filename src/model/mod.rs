//! The state of a simulated England and the rules that change it. Open `world.rs`, then
//! `phases/mod.rs`, then one phase.
//!
//! Nothing here touches disk, clock, thread or print, and nothing here returns an error: a
//! scenario is settled before it comes in.

pub mod arrangement;
pub mod calendar;
pub mod condition;
pub mod counters;
pub mod domains;
pub mod draws;
pub mod geography;
pub mod handover;
pub mod ledger;
pub mod nature;
pub mod overheads;
pub mod overlap;
pub mod panel;
pub mod parcels;
pub mod phases;
pub mod pick;
pub mod proposal;
pub mod queue;
pub mod reports;
pub mod signal;
pub mod stages;
pub mod tier;
pub mod trade;
pub mod wide;
pub mod workspace;
pub mod world;

pub use arrangement::Institutions;
pub use nature::Nature;
pub use world::World;

use crate::scenario::{Flags, Parameters};

/// Everything that holds still while the months pass: what a phase may read besides the world.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Parameters in force, mechanisms that are off already at their off values.
    pub parameters: &'a Parameters,
    /// Switches that no parameter value can express.
    pub flags: Flags,
    /// What chance and geography have fixed for all arms.
    pub nature: &'a Nature,
    /// Who decides, guides and oversees.
    pub institutions: &'a Institutions,
}
