//! What distance from the patient does to a decider: the tier functions. A tier is described by
//! the population it covers, the part of the implementer in its decisions, and its credibility;
//! no tier has an advantage of its own.

use crate::scenario::Parameters;

/// Population at which remoteness is zero: one neighbourhood. Fixed, so that results do not
/// depend on the resolution of atoms.
pub const NEIGHBOURHOOD_POPULATION: f64 = 42_600.0;

/// Population of a typical trust of 2009, to which capacity, analyst time and costs refer.
pub const REFERENCE_POPULATION: f64 = 340_000.0;

/// Remoteness r of a body that covers `population` of a nation of `nation` people, 0 to 1:
///
/// r = clip(ln(P / 42,600) / ln(P_N / 42,600), 0, 1)
#[must_use]
pub fn remoteness(population: f64, nation: f64) -> f64 {
    let whole = libm::log(nation / NEIGHBOURHOOD_POPULATION);
    if whole <= 0.0 {
        return 0.0;
    }
    (libm::log(population / NEIGHBOURHOOD_POPULATION) / whole).clamp(0.0, 1.0)
}

/// Analyst-months behind one decision: A = A_0 (P / P_0)^γ_A.
#[must_use]
pub fn analyst_months(p: &Parameters, population: f64) -> f64 {
    p.evidence.analyst_months
        * libm::pow(population / REFERENCE_POPULATION, p.evidence.analyst_scale)
}

/// Decisions a month that a body can prepare:
/// cap = cap_0 (P / P_0)^γ_T (1 + ι_e (1 - r)(1 - g E_up)) T.
#[must_use]
pub fn capacity(p: &Parameters, population: f64, r: f64, held_down: f64, talent: f64) -> f64 {
    p.queue.capacity
        * libm::pow(population / REFERENCE_POPULATION, p.queue.capacity_scale)
        * (1.0 + p.queue.initiative * (1.0 - r) * (1.0 - held_down))
        * talent
}

/// Attention an overseer of `bodies` holders can give to each, 0 to 1 (Aghion and Tirole 1997):
/// E_up = min(1, S_up / (ω_span n)).
#[must_use]
pub fn overseer_attention(p: &Parameters, bodies: usize) -> f64 {
    (p.queue.overseer_staff / (p.queue.overseer_span * bodies as f64)).min(1.0)
}

/// Noise of the local signal at a distance: σ_ξ (1 + ν)^(3r).
#[must_use]
pub fn signal_noise(p: &Parameters, r: f64) -> f64 {
    p.evidence.signal_noise_sd * libm::pow(1.0 + p.evidence.distance_noise, 3.0 * r)
}

/// Weight of the group mean over a neighbourhood's own signal: u = u_max r.
#[must_use]
pub fn uniformity(p: &Parameters, r: f64) -> f64 {
    p.evidence.uniformity_max * r
}

/// Exposure to pressure on an item whose interest group has national organisation `nat`:
/// χ_L (1 - r) + χ_N nat r.
#[must_use]
pub fn exposure(p: &Parameters, varies: bool, r: f64, nat: f64) -> f64 {
    if varies {
        p.approval.exposure_local * (1.0 - r) + p.approval.exposure_national * nat * r
    } else {
        0.5
    }
}

/// Bias of a decider: -(b_L (1 - r) + b_N r); negative is caution.
#[must_use]
pub fn bias(p: &Parameters, r: f64) -> f64 {
    -(p.evidence.bias_local * (1.0 - r) + p.evidence.bias_national * r)
}

/// Distance without participation: far = r (1 - part).
#[must_use]
pub fn far(r: f64, participation: f64) -> f64 {
    r * (1.0 - participation)
}

/// Cost of preparing one decision, GBP: c_dec (P / P_0)^η_dec.
#[must_use]
pub fn decision_cost(p: &Parameters, population: f64) -> f64 {
    p.costs.decision_gbp * libm::pow(population / REFERENCE_POPULATION, p.queue.decision_scale)
}

/// What distance leaves of an intent on its way to the place where it is carried out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transmission {
    /// Ownership and push and the borders passed: own · push · a_c^borders.
    pub carried: f64,
    /// Enforcement left after monitoring: mon.
    pub enforced: f64,
}

/// own = 1 - ψ far; push = 1 + α far; mon = 1 - ω_mon far (1 - m_eff i_mon); and the control
/// loss of Williamson (1967), a_c for each tier border passed.
#[must_use]
pub fn transmission(p: &Parameters, far: f64, borders: f64) -> Transmission {
    let i = &p.implementation;
    Transmission {
        carried: (1.0 - i.ownership * far)
            * (1.0 + i.push * far)
            * libm::pow(i.layer_compliance, borders),
        enforced: 1.0
            - i.monitoring_loss * far * (1.0 - i.monitoring_effect * i.monitoring_intensity),
    }
}

/// Steps to combine `reports` reports with `analysts` processors (Radner 1993):
/// ⌊N/P⌋ + ⌈log2(P + N mod P)⌉. One report needs no combining.
#[must_use]
pub fn collection_steps(reports: u32, analysts: u32) -> u32 {
    if reports <= 1 {
        return 0;
    }
    let p = analysts.clamp(1, reports);
    let rest = p + reports % p;
    reports / p + (u32::BITS - (rest - 1).leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remoteness_is_that_of_the_model_memo() {
        // A place .20, trust .30, cluster .45, consortium .52, region .68, nation 1.
        for (population, r) in [
            (42_600.0, 0.0),
            (340_000.0, 0.29),
            (1_015_686.0, 0.45),
            (1_726_667.0, 0.52),
            (5_180_000.0, 0.68),
            (51_800_000.0, 1.0),
        ] {
            assert!(
                (remoteness(population, 51.8e6) - r).abs() < 0.006,
                "{population}"
            );
        }
        assert!(remoteness(5_000.0, 51.8e6).abs() < 1e-15);
    }

    #[test]
    fn capacity_is_that_of_the_addendum_check() {
        // Trust .97, cluster 1.10, region 1.32, nation 1.70 a month at defaults.
        let p = Parameters::default();
        for (population, cap) in [
            (340_789.0, 0.97),
            (1_015_686.0, 1.10),
            (5.18e6, 1.32),
            (51.8e6, 1.70),
        ] {
            let r = remoteness(population, 51.8e6);
            assert!(
                (capacity(&p, population, r, 0.0, 1.0) - cap).abs() < 0.006,
                "{population}"
            );
        }
    }

    /// V8: 152 reports take 152 steps with one analyst, 19 with 10, 9 with 76.
    #[test]
    fn delay_of_collection_is_radners() {
        assert_eq!(collection_steps(152, 1), 152);
        assert_eq!(collection_steps(152, 10), 19);
        assert_eq!(collection_steps(152, 76), 9);
        assert_eq!(collection_steps(1, 5), 0);
    }

    /// V8, against a direct simulation of processors that each add one report a step.
    #[test]
    fn delay_of_collection_equals_a_direct_simulation() {
        for n in 2..200u32 {
            for p in 1..=n {
                // Each of p processors adds its share; the n mod p left-over reports then join
                // the p partial sums in a binary tree.
                let mut steps = n / p;
                let mut partial = p + n % p;
                while partial > 1 {
                    partial = partial.div_ceil(2);
                    steps += 1;
                }
                assert_eq!(collection_steps(n, p), steps, "{n} reports, {p} analysts");
            }
        }
    }

    /// V9: a chain of borders passes a_c to the power of its length; a_c = 1 passes all.
    #[test]
    fn control_loss_is_a_power_of_the_borders_passed() {
        let mut p = Parameters::default();
        assert!((transmission(&p, 0.0, 3.0).carried - 1.0).abs() < 1e-15);
        p.implementation.layer_compliance = 0.9;
        assert!((transmission(&p, 0.0, 2.0).carried - 0.81).abs() < 1e-12);
    }
}
