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

/// Of how much of each dimension something is asked, 0 to 1: of the first ones all, and of one
/// more perhaps a part, in the order of the dimensions.
pub type Asked = [f64; DIMENSIONS];

/// How far each dimension is asked for: in all m = d_0 + (8 - d_0) · clip((n_asks - n_0)/(n_8 - n_0), 0, 1)
/// dimensions, of which d_0 are asked for however few the asks, and all 8 at n_8 asks.
#[must_use]
pub fn asked(p: &Parameters) -> Asked {
    let b = &p.priorities;
    let all = DIMENSIONS as f64;
    let more = (b.asks - b.reference_asks) / (b.asks_for_all - b.reference_asks);
    let whole = b.always_asked + (all - b.always_asked) * more.clamp(0.0, 1.0);
    std::array::from_fn(|j| (whole - j as f64).clamp(0.0, 1.0))
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

/// w_nat: what the centre asks for, w̄ as far as each dimension is asked for, summing to 1.
#[must_use]
pub fn national_weights(p: &Parameters) -> [f64; DIMENSIONS] {
    let (weights, asked) = (mean_weights(p), asked(p));
    normalised(std::array::from_fn(|j| weights[j] * asked[j]))
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

/// τ = pow · g_B · (n_0 / n_asks)^{ζ_d} for a grip of 1: power of targets, diluted by many asks.
#[must_use]
pub fn power_at_full_grip(p: &Parameters) -> f64 {
    let b = &p.priorities;
    b.target_power * libm::pow(b.reference_asks / b.asks, b.ask_dilution)
}

/// λ = pow · g_B · (n_asks / n_0)^{ζ_l} for a grip of 1: what asks take of those who must answer
/// them. Unlike their power it does not fall as they multiply: each has to be attended to.
#[must_use]
pub fn load_at_full_grip(p: &Parameters) -> f64 {
    let b = &p.priorities;
    b.target_power * libm::pow(b.asks / b.reference_asks, b.ask_load)
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

/// Tasks among which effort is divided: how many are asked for, in part perhaps, and how many
/// there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tasks {
    /// m: those asked for.
    pub asked: f64,
    /// n: all.
    pub all: f64,
}

impl Tasks {
    /// The dimensions, as far as they are asked for.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        Self {
            asked: asked.iter().sum(),
            all: DIMENSIONS as f64,
        }
    }
}

/// Multitasking (T9) among n tasks, of which m are asked for. The maximum of
///
/// Σ_j b_j e_j - ½ Σ_j e_j² - r Σ_{j<k} e_j e_k + τ z - ½γ(1 + a)z², b_j = v + τ asked, v else,
///
/// is e_j = (b_j - rS)/(1 - r) with S = Σ e_j = (nv + mτ)/(1 + (n - 1)r), z = τ/(γ(1 + a)), and
/// r = ρ/(n - 1). So two tasks are T9 itself; of n tasks each has effort v/(1 + ρ) without
/// targets; one that is not asked for has v - ρe beside n - 1 others of effort e, as in T9; total
/// effort is (nv + mτ)/(1 + ρ), that of T9 with two sets of n/2, and the cost is convex for every ρ
/// from -1 to 1. Where e_u is below 0 it is 0, and e_m = (v + τ)/(1 + (m - 1)r). z is held at 1.
/// Both are counted.
#[must_use]
pub fn effort(
    target: f64,
    drive: f64,
    tasks: Tasks,
    substitution: f64,
    gaming_cost: f64,
    audit: f64,
    held: [&mut Clamped; 2],
) -> Effort {
    let Tasks { asked, all } = tasks;
    let r = substitution / (all - 1.0);
    let [effort_held, gaming_held] = held;
    let whole = (all * drive + asked * target) / (1.0 + substitution);
    let free = (drive - r * whole) / (1.0 - r);
    let unmeasured = effort_held.clamp(free, 0.0, f64::INFINITY);
    let measured = if free < 0.0 {
        (drive + target) / (1.0 + (asked - 1.0) * r)
    } else {
        (drive + target - r * whole) / (1.0 - r)
    };
    Effort {
        measured,
        unmeasured,
        gaming: gaming_held.clamp(target / (gaming_cost * (1.0 + audit)), 0.0, 1.0),
    }
}

/// e_j: effort by dimension. What is asked for shares m e_m by the weights in use, what is not
/// (8 - m) e_u by the local ones, to which those in use are proportional there; a dimension
/// that is asked for in part has a part of both:
/// e_j = m e_m a_j w_j / Σ a w + (8 - m) e_u (1 - a_j) ŵ_j / Σ (1 - a) ŵ. The sum is m e_m + (8 - m) e_u
/// whatever the weights.
#[must_use]
pub fn shared(
    effort: Effort,
    asked: &Asked,
    weights: &[f64; DIMENSIONS],
    local: &[f64; DIMENSIONS],
) -> [f64; DIMENSIONS] {
    let measured: [f64; DIMENSIONS] = std::array::from_fn(|j| asked[j] * weights[j]);
    let other: [f64; DIMENSIONS] = std::array::from_fn(|j| (1.0 - asked[j]) * local[j]);
    let size: f64 = asked.iter().sum();
    let per = |size: f64, level: f64, weights: &[f64; DIMENSIONS]| {
        let whole: f64 = weights.iter().sum();
        if whole > 0.0 {
            size * level / whole
        } else {
            0.0
        }
    };
    let on_asked = per(size, effort.measured, &measured);
    let on_other = per(DIMENSIONS as f64 - size, effort.unmeasured, &other);
    std::array::from_fn(|j| on_asked * measured[j] + on_other * other[j])
}

/// What effort adds to the quality of a dimension in a month: η_q ln(1 + e_j / e_0).
#[must_use]
pub fn quality_added(p: &Parameters, effort: f64) -> f64 {
    p.priorities.quality_gain * libm::log1p(effort / p.priorities.effort_scale)
}

/// Share of attention that asks of this load leave for change: 1 - ast · λ/(1 + λ).
#[must_use]
pub fn attention_left(p: &Parameters, load: f64) -> f64 {
    1.0 - p.priorities.attention_taken * load / (1.0 + load)
}

/// What a commissioner thinks of the centre: 1 - a_1 g_B n_asks/n_0 - a_2 · reworked share
/// + a_3 · supported.
#[must_use]
pub fn appraisal(p: &Parameters, grip: f64, reworked: f64, supported: f64) -> f64 {
    let b = &p.priorities;
    1.0 - b.appraisal_asks * grip * b.asks / b.reference_asks - b.appraisal_rework * reworked
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

    /// Effort where one of two tasks is asked for.
    fn best(target: f64, rho: f64, audit: f64) -> Effort {
        let two = Tasks {
            asked: 1.0,
            all: 2.0,
        };
        best_of(two, target, rho, audit)
    }

    fn best_of(tasks: Tasks, target: f64, rho: f64, audit: f64) -> Effort {
        let (mut a, mut b) = (Clamped::default(), Clamped::default());
        effort(target, 1.0, tasks, rho, 2.0, audit, [&mut a, &mut b])
    }

    fn eight(asked: f64) -> Tasks {
        Tasks { asked, all: 8.0 }
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

    /// By hand: v = 1, ρ = .42, so r = .06; τ = .5 on 4 of 8: S = (8 + 2)/1.42 = 7.042254,
    /// e_m = (1.5 - .4225352)/.94 = 1.1462392, e_u = (1 - .4225352)/.94 = .6143243.
    #[test]
    fn effort_of_eight_tasks_is_what_the_first_order_conditions_say() {
        let found = best_of(eight(4.0), 0.5, 0.42, 0.5);
        assert!((found.measured - 1.146_239_2).abs() < 1e-7);
        assert!((found.unmeasured - 0.614_324_2).abs() < 1e-7);
        // b_j = e_j + r (S - e_j) for both kinds.
        let sum = 4.0 * (found.measured + found.unmeasured);
        assert!((sum - 10.0 / 1.42).abs() < 1e-12);
        for (b, e) in [(1.5, found.measured), (1.0, found.unmeasured)] {
            assert!((e + 0.06 * (sum - e) - b).abs() < 1e-12);
        }
    }

    /// What is asked of one more dimension adds τ/(1 + ρ) to all effort, and nothing else does:
    /// m = 4, 6.5, 8 at τ = .4, v = 1, ρ = .25 have 9.6/1.25, 10.6/1.25 and 11.2/1.25.
    #[test]
    fn effort_is_conserved_as_dimensions_come_to_be_asked_for() {
        for (asked, sum) in [(4.0, 7.68), (6.5, 8.48), (8.0, 8.96)] {
            let found = best_of(eight(asked), 0.4, 0.25, 0.5);
            let all = asked * found.measured + (8.0 - asked) * found.unmeasured;
            assert!((all - sum).abs() < 1e-12, "{asked}: {all}");
        }
        // Without targets nothing is conserved but the effort of T9.
        let none = best_of(eight(5.0), 0.0, 0.25, 0.5);
        assert!((none.measured - 0.8).abs() < 1e-12 && (none.unmeasured - 0.8).abs() < 1e-12);
        // One beside seven others has v - ρ e, the first-order condition of T9.
        let one = best_of(eight(7.0), 0.4, 0.25, 0.5);
        assert!((one.unmeasured - (1.0 - 0.25 * one.measured)).abs() < 1e-12);
    }

    /// V12: without substitution targets take nothing from what is not measured, and without end
    /// of audit nobody games.
    #[test]
    fn without_substitution_and_with_perfect_audit_targets_are_harmless() {
        for tasks in [
            eight(4.5),
            Tasks {
                asked: 1.0,
                all: 2.0,
            },
        ] {
            for i in 0..20 {
                let some = best_of(tasks, f64::from(i) / 10.0, 0.0, f64::INFINITY);
                assert!((some.unmeasured - 1.0).abs() < 1e-12);
                assert!(some.gaming.abs() < 1e-12);
            }
        }
    }

    /// At the corner of two tasks the first-order condition of e_m is τ + v - e_m = 0. Of eight at
    /// ρ = .7, r = .1, e_u = (1 - .1 (8 + 4τ)/1.7)/.9 is 0 at τ = 2.25; beyond, four tasks have
    /// (1 + τ)/1.3 each.
    #[test]
    fn where_nothing_is_left_for_the_unmeasured_all_goes_to_the_measured() {
        let at = |tasks, target, rho| {
            let (mut a, mut b) = (Clamped::default(), Clamped::default());
            let found = effort(target, 1.0, tasks, rho, 2.0, 0.0, [&mut a, &mut b]);
            (found, a.held, b.held)
        };
        let two = Tasks {
            asked: 1.0,
            all: 2.0,
        };
        let (found, few, gamed) = at(two, 3.0, 0.6);
        assert!(found.unmeasured.abs() < 1e-15 && (found.measured - 4.0).abs() < 1e-12);
        assert!((found.gaming - 1.0).abs() < 1e-15);
        assert_eq!((few, gamed), (1, 1));
        let (edge, few, _) = at(eight(4.0), 2.25 - 1e-9, 0.7);
        assert!(edge.unmeasured < 1e-8 && few == 0);
        assert!((edge.measured - 2.5).abs() < 1e-8);
        let (beyond, few, _) = at(eight(4.0), 2.9, 0.7);
        assert!(beyond.unmeasured.abs() < 1e-15 && few == 1);
        assert!((beyond.measured - 3.0).abs() < 1e-12);
    }

    /// 4 + 4 (n - 10)/120 dimensions: 25 asks reach half of the fifth.
    #[test]
    fn more_asks_reach_more_dimensions_bit_by_bit() {
        let mut p = Parameters::default();
        let cases = [
            (5.0, 4.0),
            (10.0, 4.0),
            (25.0, 4.5),
            (40.0, 5.0),
            (130.0, 8.0),
        ];
        for (asks, dimensions) in cases {
            p.priorities.asks = asks;
            let found = asked(&p);
            let sum: f64 = found.iter().sum();
            assert!((sum - dimensions).abs() < 1e-12, "{asks}");
            assert!(found.windows(2).all(|pair| pair[0] >= pair[1]));
        }
        p.priorities.asks = 25.0;
        assert!((asked(&p)[4] - 0.5).abs() < 1e-12);
        // A switch that is off leaves the first four.
        p.priorities.asks_for_all = f64::INFINITY;
        assert!((asked(&p).iter().sum::<f64>() - 4.0).abs() < 1e-15);
    }

    #[test]
    fn shared_effort_keeps_its_sum_at_every_grip() {
        let mut p = Parameters::default();
        let local = perceived(
            &mean_weights(&p),
            0.3,
            &[1.0, -1.0, 0.5, 0.0, 2.0, 0.3, -0.2, 1.0],
        );
        for (asks, m) in [(10.0, 4.0), (25.0, 4.5), (100.0, 7.0), (130.0, 8.0)] {
            p.priorities.asks = asks;
            let asked = asked(&p);
            let level = best_of(Tasks::of(&asked), 0.5, 0.3, 0.5);
            for grip in [0.0, 0.5, 1.0] {
                let weights = mixed(&local, &national_weights(&p), grip);
                assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                let e = shared(level, &asked, &weights, &local);
                let sum = m * level.measured + (8.0 - m) * level.unmeasured;
                assert!((e.iter().sum::<f64>() - sum).abs() < 1e-12, "{asks} {grip}");
                assert!((sum - (8.0 + 0.5 * m) / 1.3).abs() < 1e-12);
                // Grip does not reshuffle what it does not ask for.
                let whole: f64 = (0..8).map(|j| (1.0 - asked[j]) * local[j]).sum();
                for j in (0..8).filter(|&j| asked[j] == 0.0) {
                    let share = (8.0 - m) * level.unmeasured * local[j] / whole;
                    assert!((e[j] - share).abs() < 1e-12);
                }
            }
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

    /// Four times the asks are twice the load at ζ_l = .5, four times at 1, and the same at 0.
    #[test]
    fn load_grows_with_asks_or_stays() {
        let mut p = Parameters::default();
        p.priorities.asks = 40.0;
        for (exponent, load) in [(0.0, 0.8), (0.5, 1.6), (1.0, 3.2)] {
            p.priorities.ask_load = exponent;
            assert!((load_at_full_grip(&p) - load).abs() < 1e-12);
        }
        // .4 · 1.6/2.6 of attention is taken at .5.
        p.priorities.ask_load = 0.5;
        let left = attention_left(&p, load_at_full_grip(&p));
        assert!((left - (1.0 - 0.64 / 2.6)).abs() < 1e-12);
    }
}
