//! Reorganisation: how its disruption rises and wears off, what it costs, and the books kept of it.

use serde::{Deserialize, Serialize};

use crate::model::Setting;
use crate::model::overlap::Overlap;

/// Months over which redundant staff come back.
pub const REHIRE_MONTHS: f64 = 24.0;

/// D(s) = D_max (s/τ) exp(1 - s/τ): share of capacity lost s months after the announcement.
#[must_use]
pub fn disruption(peak: f64, months_to_peak: f64, since: f64) -> f64 {
    let part = since / months_to_peak;
    peak * part * libm::exp(1.0 - part)
}

/// Capacity lost over all time, capacity-months: ∫ D = D_max τ e.
#[must_use]
pub fn capacity_months(peak: f64, months_to_peak: f64) -> f64 {
    peak * months_to_peak * std::f64::consts::E
}

/// Years after which a reform pays that gains so much a year:
/// (transition + D_max τ e · running cost / 12) / gain.
#[must_use]
pub fn break_even_years(
    transition_gbp: f64,
    peak: f64,
    months_to_peak: f64,
    running_gbp: f64,
    gain_gbp: f64,
) -> f64 {
    let staff_time = capacity_months(peak, months_to_peak) * running_gbp / 12.0;
    (transition_gbp + staff_time) / gain_gbp
}

/// The curve of disruption as a state of two compartments, so that any number of reorganisations
/// add up and new bodies inherit it: an announcement fills the first, the second lags behind it, and
/// both wear off at the rate 1/τ. What the second holds s months after an announcement of weight w
/// is w s exp(-s/τ).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Strain {
    /// First compartment.
    pub news: f64,
    /// Second compartment, months.
    pub unrest: f64,
}

impl Strain {
    /// The state after some months.
    #[must_use]
    pub fn after(self, months: f64, months_to_peak: f64) -> Self {
        let kept = libm::exp(-months / months_to_peak);
        Self {
            news: self.news * kept,
            unrest: (self.unrest + self.news * months) * kept,
        }
    }

    /// Capacity lost.
    #[must_use]
    pub fn disruption(self, peak: f64, months_to_peak: f64) -> f64 {
        peak / months_to_peak * std::f64::consts::E * self.unrest
    }
}

/// State of the domain. At rest all is 0 but belief, which is what people have where nothing moves it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reorganisation {
    /// First compartment of disruption, by commissioner.
    pub news: Vec<f64>,
    /// Second compartment of disruption, months, by commissioner.
    pub unrest: Vec<f64>,
    /// Belief in the last reorganisation at its announcement, 0 to 1, by commissioner.
    pub hope: Vec<f64>,
    /// Posts made redundant since April 2009.
    pub redundancies: f64,
    /// Of these, posts of people who have come back.
    pub rehired: f64,
    /// People, in posts, who are still to come back: what comes each month, by month of the two
    /// years' cycle.
    pub returning: Vec<f64>,
    /// Staff time lost since April 2009, GBP: Σ D · running cost, a memo beside the accounts.
    pub staff_time_gbp: f64,
}

impl Reorganisation {
    /// No reorganisation in sight.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let units = setting.institutions.units.len();
        Self {
            news: vec![0.0; units],
            unrest: vec![0.0; units],
            hope: vec![setting.parameters.people.belief; units],
            returning: vec![0.0; REHIRE_MONTHS as usize],
            ..Self::default()
        }
    }

    /// New commissioners inherit unrest and belief by people.
    #[must_use]
    pub fn handed_over(&self, overlap: &Overlap) -> Self {
        Self {
            news: overlap.mean(&self.news),
            unrest: overlap.mean(&self.unrest),
            hope: overlap.mean(&self.hope),
            ..self.clone()
        }
    }

    /// Books posts whose holders are made redundant; the part `rehire` of them come back evenly over
    /// the next two years.
    pub fn let_go(&mut self, posts: f64, rehire: f64) {
        self.redundancies += posts;
        for month in &mut self.returning {
            *month += posts * rehire / REHIRE_MONTHS;
        }
    }

    /// Strain on a commissioner.
    #[must_use]
    pub fn strain(&self, unit: usize) -> Strain {
        Strain {
            news: self.news[unit],
            unrest: self.unrest[unit],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compartments_give_the_curve() {
        let mut strain = Strain {
            news: 1.0,
            unrest: 0.0,
        };
        for month in 0..40 {
            let curve = disruption(0.15, 9.0, f64::from(month));
            assert!(
                (strain.disruption(0.15, 9.0) - curve).abs() < 1e-12,
                "{month}"
            );
            strain = strain.after(1.0, 9.0);
        }
        // A month lost is a month later on the curve.
        let half = Strain {
            news: 1.0,
            unrest: 0.0,
        }
        .after(2.5, 9.0);
        assert!((half.disruption(0.15, 9.0) - disruption(0.15, 9.0, 2.5)).abs() < 1e-12);
    }
}
