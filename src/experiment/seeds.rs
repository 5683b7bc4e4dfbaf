//! Which seed a replicate has. Seeds are common to all arms and all points, so that every
//! difference between two arms, and between two points, is taken on equal chance.

use crate::rng;

/// Version of the rule below; it stands in the manifest.
pub const SEED_SCHEME: u32 = 1;

/// The seed of a replicate, counted from 0, in an experiment with this master seed.
#[must_use]
pub fn seed_of(master: u64, replicate: u32) -> u64 {
    rng::replicate_seed(master, u64::from(replicate))
}
