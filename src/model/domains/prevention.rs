//! Prevention: what is spent on it when those who decide look only so far ahead, the stock that it
//! builds, and what the stock does after its lag.

use serde::{Deserialize, Serialize};

use super::redesign::mean_stages;
use crate::model::overlap::Overlap;
use crate::scenario::parameters;

/// Stages of the lag from prevention to its effect.
pub const STAGES: usize = 3;

/// Least horizon, months.
pub const HORIZON_FLOOR: f64 = 6.0;

/// Stocks of prevention, by commissioner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prevention {
    /// Stock, GBP a head.
    pub stock: Vec<f64>,
    /// Stock at the end of March 2009, at which it rested, GBP a head.
    pub at_start: Vec<f64>,
    /// Stock on its way to its effect; the last stage has come through, GBP a head.
    pub stages: Vec<[f64; STAGES]>,
    /// Health from prevention since month 61, QALY.
    pub late_qaly: f64,
}

impl Prevention {
    /// Before burn-in has settled the stocks.
    #[must_use]
    pub fn none(units: usize) -> Self {
        Self {
            stock: vec![0.0; units],
            at_start: vec![0.0; units],
            stages: vec![[0.0; STAGES]; units],
            late_qaly: 0.0,
        }
    }

    /// Stocks a head pass with the people.
    #[must_use]
    pub fn handed_over(&self, overlap: &Overlap) -> Self {
        Self {
            stock: overlap.mean(&self.stock),
            at_start: overlap.mean(&self.at_start),
            stages: mean_stages(overlap, &self.stages),
            late_qaly: self.late_qaly,
        }
    }

    /// Health of the month, QALY: δ_P · [`worth`] of the stock come through · people / cpq. At
    /// rest, and for little more than at the start, this is extra spending over cost per QALY.
    #[must_use]
    pub fn health(&self, p: &parameters::Prevention, unit: usize, people: f64) -> f64 {
        let come_through = self.stages[unit][STAGES - 1];
        p.decay * worth(p, come_through, self.at_start[unit]) * people / p.gbp_per_qaly
    }

    /// Health that the stock of a commissioner above its start still holds, QALY: what it will have
    /// given by the time it has worn off, `∫_0^∞ δ_P` worth(start + Δ e^(-δ_P t)) dt · people / cpq.
    #[must_use]
    pub fn held(&self, p: &parameters::Prevention, unit: usize, people: f64) -> f64 {
        let (start, above) = (self.at_start[unit], self.stock[unit] - self.at_start[unit]);
        let scale = p.demand_scale_gbp + start;
        let by_logarithm = scale * integral_of_logarithm(above / scale);
        let sum = (1.0 - p.returns) * above + p.returns * by_logarithm;
        sum * people / p.gbp_per_qaly
    }
}

/// What a stock come through is worth above that of the start, GBP a head at the rate of the start:
/// (1 - ret) (S - S_0) + ret (prev_0 + S_0) ln[(prev_0 + S) / (prev_0 + S_0)]. The first pound more
/// is worth a pound whatever `ret`.
#[must_use]
pub fn worth(p: &parameters::Prevention, stock: f64, at_start: f64) -> f64 {
    let scale = p.demand_scale_gbp + at_start;
    let by_logarithm = scale * libm::log((p.demand_scale_gbp + stock) / scale);
    (1.0 - p.returns) * (stock - at_start) + p.returns * by_logarithm
}

/// `∫_0^1` ln(1 + a z) / z dz for a > -1, by Simpson's rule on 64 parts; the integrand is a at z = 0.
fn integral_of_logarithm(a: f64) -> f64 {
    const PARTS: u32 = 64;
    let value = |part: u32| {
        let z = f64::from(part) / f64::from(PARTS);
        if part == 0 { a } else { libm::log1p(a * z) / z }
    };
    let inner = (1..PARTS).map(|part| {
        let weight = if part % 2 == 1 { 4.0 } else { 2.0 };
        weight * value(part)
    });
    (value(0) + inner.sum::<f64>() + value(PARTS)) / (3.0 * f64::from(PARTS))
}

/// How far ahead a commissioner looks, months, before its floor:
/// H = [(1 - g_C) H_local + g_C H_centre] (1 - h_f f)(1 - h_B λ).
#[must_use]
pub fn horizon(p: &parameters::Prevention, grip: f64, pressure: f64, load: f64) -> f64 {
    let free = (1.0 - grip) * p.horizon_local + grip * p.horizon_centre;
    free * (1.0 - p.pressure_on_horizon * pressure) * (1.0 - p.targets_on_horizon * load)
}

/// Grip with which a commissioner looks ahead: its grip less the part (1 - ω_up) of what ministers
/// added to it after shocks. Less than nothing where it has earned more autonomy than it had grip;
/// the horizon is linear in it.
#[must_use]
pub fn sight(p: &parameters::Prevention, grip: f64, uplift: f64) -> f64 {
    grip - (1.0 - p.uplift_on_horizon) * uplift
}

/// Share of the allocation spent on prevention: s_P = s_full exp(-L_P / H).
#[must_use]
pub fn share(p: &parameters::Prevention, horizon: f64) -> f64 {
    p.full_share * libm::exp(-p.lag_months / horizon)
}

/// Avoidable demand, index:
/// burden = 1 - ε_P [ln(1 + stock come through / scale) - ln(1 + stock at start / scale)].
#[must_use]
pub fn burden(p: &parameters::Prevention, come_through: f64, at_start: f64) -> f64 {
    let scale = p.demand_scale_gbp;
    1.0 - p.demand_effect * libm::log((scale + come_through) / (scale + at_start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    fn p(returns: f64) -> parameters::Prevention {
        parameters::Prevention {
            returns,
            ..Parameters::default().prevention
        }
    }

    // Scale 20 and start 80: 100 ln(2) = 69.31 for a hundred pounds.
    #[test]
    fn the_first_pound_is_worth_a_pound_and_the_next_ones_less() {
        for returns in [0.0, 0.5, 1.0] {
            let first = worth(&p(returns), 80.0 + 1e-6, 80.0) / 1e-6;
            assert!((first - 1.0).abs() < 1e-6, "{first}");
        }
        assert!((worth(&p(0.0), 180.0, 80.0) - 100.0).abs() < 1e-12);
        assert!((worth(&p(1.0), 180.0, 80.0) - 69.314_718_055_994_53).abs() < 1e-10);
        assert!((worth(&p(0.5), 180.0, 80.0) - 84.657_359_027_997_26).abs() < 1e-10);
    }

    // The integral is π²/12 at 1.
    #[test]
    fn what_a_stock_holds_is_what_it_will_give() {
        let exact = std::f64::consts::PI * std::f64::consts::PI / 12.0;
        assert!((integral_of_logarithm(1.0) - exact).abs() < 1e-9);
        let p = p(1.0);
        let mut stocks = Prevention::none(1);
        stocks.at_start[0] = 80.0;
        stocks.stock[0] = 180.0;
        let held = stocks.held(&p, 0, 1_000.0);
        assert!((held - 100.0 * exact * 1_000.0 / p.gbp_per_qaly).abs() < 1e-6);
        // The same, month by month while the stock wears off, in small steps.
        let (mut given, mut above, step) = (0.0, 100.0, 0.01);
        for _ in 0..200_000 {
            let middle = above * (1.0 - 0.5 * p.decay * step);
            given += p.decay * step * worth(&p, 80.0 + middle, 80.0);
            above -= p.decay * step * middle;
        }
        assert!((given * 1_000.0 / p.gbp_per_qaly - held).abs() < 1e-3 * held);
    }
}
