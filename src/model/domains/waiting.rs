//! Waiting lists of acute providers: queue, mean wait and tail. Equations only; the phases say
//! when they are evaluated and on what.

use libm::{exp, lgamma, log};

use crate::model::Setting;
use crate::scenario::Parameters;

/// Weeks in a month.
pub const WEEKS_PER_MONTH: f64 = 4.35;

/// Limits beyond which waits are counted, weeks: the promise of 2008, and nine months.
pub const LIMITS_WEEKS: [f64; 2] = [18.0, 39.0];

/// Widest ratio of the mean wait to that of March 2009 to which demand still responds.
pub const RESPONSE_LIMIT: f64 = 10.0;

/// People of a commissioner who look to a provider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patients {
    /// Commissioner.
    pub unit: usize,
    /// Provider.
    pub provider: usize,
    /// People: Σ_n pop_n S_nh over the commissioner's atoms.
    pub people: f64,
}

/// Who looks where, by commissioner, then provider.
#[must_use]
pub fn patients(setting: &Setting<'_>) -> Vec<Patients> {
    let nature = setting.nature;
    let mut found = Vec::new();
    let mut of_unit = vec![0.0; nature.general.providers];
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        of_unit.fill(0.0);
        for &q in &unit.parcels {
            for &n in &setting.institutions.parcels[q].atoms {
                let n = n as usize;
                nature.general.spread(n, nature.population[n], &mut of_unit);
            }
        }
        for (h, &people) in of_unit.iter().enumerate() {
            if people > 0.0 {
                found.push(Patients {
                    unit: u,
                    provider: h,
                    people,
                });
            }
        }
    }
    found
}

/// Referrals of so many people in a month: ref_0 · people · burden.
#[must_use]
pub fn referrals(p: &Parameters, people: f64, burden: f64) -> f64 {
    p.priorities.referrals * people * burden
}

/// Patients that a provider can treat in a month without effort, so that at the effort of March
/// 2009 it treats all who are referred: at least one.
#[must_use]
pub fn capacity(p: &Parameters, referred: f64, effort: f64) -> f64 {
    (referred / (1.0 + p.priorities.waiting_effort * effort)).max(1.0)
}

/// k_s = k_0 (1 + k_1 τ): a target makes the distribution of waits steeper.
#[must_use]
pub fn shape(p: &Parameters, target: f64) -> f64 {
    p.priorities.tail_shape * (1.0 + p.priorities.tail_steepening * target)
}

/// ln Γ(1 + 1/k): with it the scale of a Weibull distribution follows from its mean.
#[must_use]
pub fn log_mean_over_scale(shape: f64) -> f64 {
    lgamma(1.0 + 1.0 / shape)
}

/// Share of waits beyond w weeks, Weibull with mean ŵ: exp(-(w Γ(1 + 1/k_s)/ŵ)^{k_s}), from the
/// logarithms of ŵ and of Γ. The mean does not move with the shape.
#[must_use]
pub fn beyond(limit_weeks: f64, log_mean: f64, shape: f64, log_gamma: f64) -> f64 {
    exp(-exp(shape * (log(limit_weeks) + log_gamma - log_mean)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(limit: f64, mean: f64, k: f64) -> f64 {
        beyond(limit, log(mean), k, log_mean_over_scale(k))
    }

    #[test]
    fn a_shape_of_one_is_exponential() {
        assert!((share(18.0, 9.5, 1.0) - exp(-18.0 / 9.5)).abs() < 1e-14);
        assert!(share(18.0, 0.0, 1.0).abs() < 1e-15, "nobody waits");
    }

    /// At a mean of 13.6 weeks a shape of 1.872 instead of 1.2 takes 91% of waits over 39 weeks
    /// and 5% of those over 18 weeks: the tail moves, the mean does not.
    #[test]
    fn a_steeper_distribution_moves_the_tail_and_not_the_mean() {
        let change = |limit| share(limit, 13.6, 1.872) / share(limit, 13.6, 1.2) - 1.0;
        assert!((change(39.0) + 0.91).abs() < 0.01, "{}", change(39.0));
        assert!(change(18.0).abs() < 0.06, "{}", change(18.0));
        // The mean of the distribution is the integral of its tail.
        for k in [1.2, 1.872] {
            let mean: f64 = (0..200_000)
                .map(|i| share((f64::from(i) + 0.5) * 0.001, 13.6, k) * 0.001)
                .sum();
            assert!((mean - 13.6).abs() < 1e-3, "{mean}");
        }
    }
}
