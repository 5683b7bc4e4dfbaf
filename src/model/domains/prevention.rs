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

    /// Health of the month, QALY: δ_P (stock come through - stock at start) people / cpq. At rest
    /// this is extra spending over cost per QALY.
    #[must_use]
    pub fn health(&self, p: &parameters::Prevention, unit: usize, people: f64) -> f64 {
        p.decay * (self.stages[unit][STAGES - 1] - self.at_start[unit]) * people / p.gbp_per_qaly
    }

    /// Health that the stock of a commissioner above its start still holds, QALY.
    #[must_use]
    pub fn held(&self, p: &parameters::Prevention, unit: usize, people: f64) -> f64 {
        (self.stock[unit] - self.at_start[unit]) * people / p.gbp_per_qaly
    }
}

/// How far ahead a commissioner looks, months, before its floor:
/// H = [(1 - g_C) H_local + g_C H_centre] (1 - h_f f)(1 - h_B τ).
#[must_use]
pub fn horizon(p: &parameters::Prevention, grip: f64, pressure: f64, target_power: f64) -> f64 {
    let free = (1.0 - grip) * p.horizon_local + grip * p.horizon_centre;
    free * (1.0 - p.pressure_on_horizon * pressure) * (1.0 - p.targets_on_horizon * target_power)
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
