//! Which seed a run has. Seeds are common to all arms and all points, so that every difference
//! between two arms, and between two points, is taken on equal chance. Only where an experiment asks
//! for independent arms does each but the baseline have seeds of its own, to show what equal chance
//! is worth (A. M. Law, Simulation Modeling and Analysis, 5th edition, 2015, section 11.2); they are
//! still common to all points.

use crate::rng;
use crate::scenario::Experiment;

/// Version of the rule below; it stands in the manifest.
pub const SEED_SCHEME: u32 = 1;

/// The seed of a replicate, counted from 0, in an experiment with this master seed.
#[must_use]
pub fn seed_of(master: u64, replicate: u32) -> u64 {
    rng::replicate_seed(master, u64::from(replicate))
}

/// The seed of an arm, by position, in a pair with this seed: the same for all, unless arms are
/// independent. It follows from the name of the arm, not from which others run.
#[must_use]
pub fn seed_of_arm(experiment: &Experiment, arm: usize, pair: u64) -> u64 {
    match experiment.arms.get(arm) {
        Some(arm) if experiment.independent && arm.name != experiment.baseline => {
            rng::replicate_seed(pair, hashed(&arm.name))
        }
        _ => pair,
    }
}

/// A name as a number: the 64-bit hash of G. Fowler, L. C. Noll and K.-P. Vo (FNV-1a, RFC 9923).
fn hashed(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Test vectors of the authors: "" and "a" and "foobar".
    #[test]
    fn names_hash_to_the_published_numbers() {
        assert_eq!(hashed(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hashed("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(hashed("foobar"), 0x8594_4171_F739_67E8);
    }
}
