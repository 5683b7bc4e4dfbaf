//! Politics: shocks, ministers, the ratchet of grip, and what the national board does about
//! unpopular change. Equations only; the phases say when they are evaluated and on what.

use crate::rng::{Purpose, uniform};
use crate::scenario::{Domain, Flags, Parameters};

/// Whether a new minister comes in in a month, with probability 1 / n_min: a draw of the nation.
#[must_use]
pub fn is_new_minister(p: &Parameters, seed: u64, month: i32) -> bool {
    uniform(seed, Purpose::MinisterChange, 0, 0, month, 0) < 1.0 / p.politics.tenure_months
}

/// Months from April 2009 to a last one in which a minister comes in who reorganises, each with
/// probability `p_reorg`. None where the experiment does not know both ministers and what
/// reorganisations do.
#[must_use]
pub fn reorganising_ministers(
    p: &Parameters,
    flags: Flags,
    seed: u64,
    last_month: i32,
) -> Vec<i32> {
    let there = [Domain::Assurance, Domain::Reorganisation];
    if !there.iter().all(|&domain| flags.domains.has(domain)) {
        return Vec::new();
    }
    let reorganises = |&month: &i32| {
        is_new_minister(p, seed, month)
            && uniform(seed, Purpose::MinisterReorganises, 0, 0, month, 0) < p.politics.reorganises
    };
    (1..=last_month).filter(reorganises).collect()
}

/// Chance that a shock in a place held with grip g reaches a minister: 1 - ω_sh (1 - g). Otherwise
/// the local body answers for it.
#[must_use]
pub fn reach(p: &Parameters, grip: f64) -> f64 {
    1.0 - p.politics.shielding * (1.0 - grip)
}

/// Readiness of a minister to answer with grip: 1 + ω_tem (2u - 1), mean 1.
#[must_use]
pub fn readiness(p: &Parameters, u: f64) -> f64 {
    1.0 + p.politics.temperament * (2.0 * u - 1.0)
}

/// What one answered shock adds to grip: Δ_g (1 - ω_col).
#[must_use]
pub fn increment(p: &Parameters) -> f64 {
    p.politics.ratchet * (1.0 - p.politics.collective)
}

/// Cover that the board gives to decisions of a commissioner: λ_b [1 - ω_ct (1 - trust_down)].
#[must_use]
pub fn board_cover(p: &Parameters, trust_down: f64) -> f64 {
    p.politics.board_cover * (1.0 - p.politics.cover_by_trust * (1.0 - trust_down))
}

/// Staff of the centre to which mean grip leads: (ḡ / ḡ_0)^η_hc; 1 without any grip to start with.
#[must_use]
pub fn headcount_wanted(p: &Parameters, grip: f64, grip_at_start: f64) -> f64 {
    if grip_at_start > 0.0 {
        libm::pow(grip / grip_at_start, p.politics.regrowth)
    } else {
        1.0
    }
}

/// How evenly authority is shared at grip g: 4g(1 - g), 0 where either side clearly owns it.
#[must_use]
pub fn sharedness(grip: f64) -> f64 {
    4.0 * grip * (1.0 - grip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_accountability_shields_the_minister() {
        let mut p = Parameters::default();
        p.politics.shielding = 1.0;
        assert!(reach(&p, 0.0).abs() < 1e-15);
        assert!((reach(&p, 0.3) - 0.3).abs() < 1e-15);
        p.politics.shielding = 0.0;
        assert!((reach(&p, 0.3) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_full_collective_body_turns_every_increment_away() {
        let mut p = Parameters::default();
        assert!((increment(&p) - 0.04).abs() < 1e-15);
        p.politics.collective = 1.0;
        assert!(increment(&p).abs() < 1e-15);
    }

    #[test]
    fn the_board_covers_nothing_unless_it_is_asked_to_and_covers_the_trusted_first() {
        let mut p = Parameters::default();
        assert!(board_cover(&p, 1.0).abs() < 1e-15);
        p.politics.board_cover = 0.4;
        assert!((board_cover(&p, 1.0) - 0.4).abs() < 1e-15);
        assert!((board_cover(&p, 0.5) - 0.3).abs() < 1e-15);
    }

    #[test]
    fn staff_follow_grip_by_their_elasticity() {
        let mut p = Parameters::default();
        assert!((headcount_wanted(&p, 0.6, 0.4) - 1.5).abs() < 1e-12);
        p.politics.regrowth = 0.0;
        assert!((headcount_wanted(&p, 0.6, 0.4) - 1.0).abs() < 1e-15);
        assert!((headcount_wanted(&p, 0.6, 0.0) - 1.0).abs() < 1e-15);
    }
}
