//! Asks, effort and gaming: what a commissioner does about eight outcome dimensions when some of
//! them are asked for from above (Holmstrom and Milgrom 1991; Bevan and Hood 2006). Equations
//! only; the phases say when they are evaluated and on what.

use crate::model::nature::Clamped;
use crate::scenario::Parameters;

/// Outcome dimensions: elective waits, emergency care, cancer, access to primary care, mental
/// health, long-term conditions and prevention, maternity and children, safety.
pub const DIMENSIONS: usize = 8;

/// Position of elective waits among the dimensions.
pub const ELECTIVE_WAIT: usize = 0;

/// Asks at which target power is what its parameter says.
const REFERENCE_ASKS: f64 = 10.0;

/// Dimensions that are asked for however few the asks.
const ALWAYS_ASKED: usize = 4;

/// Further asks that bring in one more dimension.
const ASKS_PER_DIMENSION: f64 = 30.0;

/// Number of dimensions that are asked for and measured, from the first: 4 and ⌊(n_asks - 10)/30⌋
/// more, 0 to 4.
#[must_use]
pub fn asked(asks: f64) -> usize {
    let more = ((asks - REFERENCE_ASKS) / ASKS_PER_DIMENSION).floor();
    ALWAYS_ASKED + more.clamp(0.0, (DIMENSIONS - ALWAYS_ASKED) as f64) as usize
}

/// w̄: mean weights of the dimensions, summing to 1.
#[must_use]
pub fn mean_weights(p: &Parameters) -> [f64; DIMENSIONS] {
    let b = &p.priorities;
    normalised([
        b.weight_elective_wait,
        b.weight_emergency,
        b.weight_cancer,
        b.weight_primary_access,
        b.weight_mental_health,
        b.weight_long_term,
        b.weight_maternity_children,
        b.weight_safety,
    ])
}

/// w_nat: what the centre asks for, w̄ on the asked dimensions, summing to 1.
#[must_use]
pub fn national_weights(p: &Parameters) -> [f64; DIMENSIONS] {
    let mut weights = mean_weights(p);
    weights[asked(p.priorities.asks)..].fill(0.0);
    normalised(weights)
}

/// ŵ_j = w*_j e^{σ_need z_j}, normalised: needs as a commissioner sees them.
#[must_use]
pub fn perceived(
    true_weights: &[f64; DIMENSIONS],
    error_sd: f64,
    z: &[f64; DIMENSIONS],
) -> [f64; DIMENSIONS] {
    let mut seen = *true_weights;
    for (weight, z) in seen.iter_mut().zip(z) {
        *weight *= libm::exp(error_sd * z);
    }
    normalised(seen)
}

/// w = (1 - g_B) ŵ + g_B w_nat: the weights by which a commissioner divides its effort.
#[must_use]
pub fn mixed(
    local: &[f64; DIMENSIONS],
    national: &[f64; DIMENSIONS],
    grip: f64,
) -> [f64; DIMENSIONS] {
    std::array::from_fn(|j| (1.0 - grip) * local[j] + grip * national[j])
}

/// τ = pow · g_B · (10 / n_asks)^{ζ_d} for a grip of 1: power of targets, diluted by many asks.
#[must_use]
pub fn power_at_full_grip(p: &Parameters) -> f64 {
    let b = &p.priorities;
    b.target_power * libm::pow(REFERENCE_ASKS / b.asks, b.ask_dilution)
}

/// v = v_0 · T · staffing · (1 - D) · (1 - κ_T + κ_T · belief): effort without any target.
/// `ability` is talent times staffing times what disruption leaves.
#[must_use]
pub fn intrinsic_effort(p: &Parameters, ability: f64, belief: f64) -> f64 {
    let b = &p.priorities;
    b.intrinsic_effort * ability * (1.0 - b.belief_weight + b.belief_weight * belief)
}

/// What a commissioner does for one dimension of each kind, and how much it games.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// e_m: effort on a dimension that is measured.
    pub measured: f64,
    /// e_u: effort on one that is not, 0 upwards.
    pub unmeasured: f64,
    /// z: share by which measured results look better than they are, 0 to 1.
    pub gaming: f64,
}

/// The maximum of τ(e_m + z) + v(e_m + e_u) - ½(e_m² + e_u² + 2ρ e_m e_u) - ½γ(1 + a)z²:
///
/// e_m = (τ + v - ρv)/(1 - ρ²), e_u = (v - ρ(τ + v))/(1 - ρ²), z = τ/(γ(1 + a));
/// where that e_u is below 0 it is 0 and e_m = τ + v. z is held at 1. Both are counted.
#[must_use]
pub fn effort(
    target: f64,
    drive: f64,
    substitution: f64,
    gaming_cost: f64,
    audit: f64,
    held: [&mut Clamped; 2],
) -> Effort {
    let rho = substitution;
    let free = (drive - rho * (target + drive)) / (1.0 - rho * rho);
    let [effort_held, gaming_held] = held;
    let unmeasured = effort_held.clamp(free, 0.0, f64::INFINITY);
    Effort {
        measured: target + drive - rho * unmeasured,
        unmeasured,
        gaming: gaming_held.clamp(target / (gaming_cost * (1.0 + audit)), 0.0, 1.0),
    }
}

/// e_j: the effort of a set of dimensions, its level times its size, shared within the set by
/// weight. Grip takes all weight from what is not asked for; there the local weights, to which
/// those of any smaller grip are proportional, share.
#[must_use]
pub fn shared(
    effort: Effort,
    asked: usize,
    weights: &[f64; DIMENSIONS],
    local: &[f64; DIMENSIONS],
) -> [f64; DIMENSIONS] {
    let mut out = [0.0; DIMENSIONS];
    let sets = [
        (0..asked, effort.measured),
        (asked..DIMENSIONS, effort.unmeasured),
    ];
    for (set, level) in sets {
        let by = if weights[set.clone()].iter().sum::<f64>() > 0.0 {
            weights
        } else {
            local
        };
        let whole: f64 = by[set.clone()].iter().sum();
        let size = set.len() as f64;
        for j in set {
            out[j] = level * size * by[j] / whole;
        }
    }
    out
}

/// What effort adds to the quality of a dimension in a month: η_q ln(1 + e_j / e_0).
#[must_use]
pub fn quality_added(p: &Parameters, effort: f64) -> f64 {
    p.priorities.quality_gain * libm::log1p(effort / p.priorities.effort_scale)
}

/// Share of attention that targets leave for change: 1 - ast · τ/(1 + τ).
#[must_use]
pub fn attention_left(p: &Parameters, target: f64) -> f64 {
    1.0 - p.priorities.attention_taken * target / (1.0 + target)
}

/// What a commissioner thinks of the centre: 1 - a_1 g_B n_asks/10 - a_2 · reworked share
/// + a_3 · supported.
#[must_use]
pub fn appraisal(p: &Parameters, grip: f64, reworked: f64, supported: f64) -> f64 {
    let b = &p.priorities;
    1.0 - b.appraisal_asks * grip * b.asks / REFERENCE_ASKS - b.appraisal_rework * reworked
        + b.appraisal_support * supported
}

/// Weights made to sum to 1.
fn normalised(weights: [f64; DIMENSIONS]) -> [f64; DIMENSIONS] {
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(target: f64, rho: f64, audit: f64) -> Effort {
        let (mut a, mut b) = (Clamped::default(), Clamped::default());
        effort(target, 1.0, rho, 2.0, audit, [&mut a, &mut b])
    }

    /// V12: v = 1, ρ = .4: τ 0 to .6 moves e_m .714 to 1.429 and e_u .714 to .429.
    #[test]
    fn targets_move_effort_to_what_is_measured() {
        let (none, some) = (best(0.0, 0.4, 0.5), best(0.6, 0.4, 0.5));
        assert!((none.measured - 1.0 / 1.4).abs() < 1e-12);
        assert!((none.unmeasured - 1.0 / 1.4).abs() < 1e-12);
        assert!((some.measured - 1.2 / 0.84).abs() < 1e-12);
        assert!((some.unmeasured - 0.36 / 0.84).abs() < 1e-12);
        assert!((some.gaming - 0.2).abs() < 1e-12);
        for i in 0..20 {
            let target = f64::from(i) / 10.0;
            assert!(best(target + 0.1, 0.4, 0.5).unmeasured <= best(target, 0.4, 0.5).unmeasured);
        }
    }

    /// V12: without substitution targets take nothing from what is not measured, and without end
    /// of audit nobody games.
    #[test]
    fn without_substitution_and_with_perfect_audit_targets_are_harmless() {
        for i in 0..20 {
            let some = best(f64::from(i) / 10.0, 0.0, f64::INFINITY);
            assert!((some.unmeasured - 1.0).abs() < 1e-12);
            assert!(some.gaming.abs() < 1e-12);
        }
    }

    /// At the corner the first-order condition of e_m is τ + v - e_m = 0.
    #[test]
    fn where_nothing_is_left_for_the_unmeasured_all_goes_to_the_measured() {
        let (mut a, mut b) = (Clamped::default(), Clamped::default());
        let found = effort(3.0, 1.0, 0.6, 2.0, 0.0, [&mut a, &mut b]);
        assert!(found.unmeasured.abs() < 1e-15 && (found.measured - 4.0).abs() < 1e-12);
        assert!((found.gaming - 1.0).abs() < 1e-15);
        assert_eq!((a.held, b.held), (1, 1));
    }

    #[test]
    fn thirty_asks_more_bring_in_one_dimension_more() {
        for (asks, dimensions) in [(5.0, 4), (10.0, 4), (39.0, 4), (40.0, 5), (130.0, 8)] {
            assert_eq!(asked(asks), dimensions, "{asks}");
        }
    }

    #[test]
    fn shared_effort_keeps_its_sum_at_every_grip() {
        let p = Parameters::default();
        let local = perceived(
            &mean_weights(&p),
            0.3,
            &[1.0, -1.0, 0.5, 0.0, 2.0, 0.3, -0.2, 1.0],
        );
        let level = best(0.5, 0.3, 0.5);
        let mut last = [0.0; DIMENSIONS];
        for grip in [0.0, 0.5, 1.0] {
            let weights = mixed(&local, &national_weights(&p), grip);
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let e = shared(level, 4, &weights, &local);
            assert!((e[..4].iter().sum::<f64>() - 4.0 * level.measured).abs() < 1e-12);
            assert!((e[4..].iter().sum::<f64>() - 4.0 * level.unmeasured).abs() < 1e-12);
            // Grip does not reshuffle what it does not ask for.
            if grip > 0.0 {
                for j in 4..DIMENSIONS {
                    assert!((e[j] - last[j]).abs() < 1e-12);
                }
            }
            last = e;
        }
    }

    #[test]
    fn power_falls_by_half_with_four_times_the_asks() {
        let mut p = Parameters::default();
        p.priorities.asks = 40.0;
        assert!((power_at_full_grip(&p) - 0.4).abs() < 1e-12);
        p.priorities.ask_dilution = 0.0;
        assert!((power_at_full_grip(&p) - 0.8).abs() < 1e-12);
    }
}
