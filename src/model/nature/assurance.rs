//! How able commissioners are, and the luck of those who judge them: standard normals by atom, so
//! that every partition shares them. A body's normal is z_G = Σ w_n z_n / √(Σ w_n²), w_n = pop_n / P_G.
//! Its capability follows Beta(5, 4) in any partition: eight such normals are turned into uniforms
//! by Φ, and the fifth smallest of eight uniforms has exactly that law.

use crate::model::parcels::{Parcel, Unit};
use crate::rng::{Purpose, Stream};

/// Uniforms of which capability is an order statistic.
const UNIFORMS: usize = 8;

/// Which of them it is, counted from the smallest: the fifth of eight is Beta(5, 4).
const FIFTH: usize = 4;

/// Standard normals by atom. Empty where the experiment lacks assurance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signals {
    /// Eight for the capability of whoever commissions there, by atom.
    pub capability: Vec<[f32; UNIFORMS]>,
    /// Noise of the month's signal of performance; by month from April 2009, then atom.
    pub noise: Vec<f32>,
}

/// Φ: distribution function of the standard normal.
#[must_use]
pub fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

pub(super) fn draw_signals(seed: u64, atoms: usize, last_month: i32) -> Signals {
    let mut stream = Stream::new(seed, Purpose::Capability, 0, 0);
    let capability = (0..atoms)
        .map(|_| std::array::from_fn(|_| stream.normal() as f32))
        .collect();
    let months = last_month.max(1);
    let mut noise = Vec::with_capacity(months as usize * atoms);
    for month in 1..=months {
        let mut stream = Stream::new(seed, Purpose::PerformanceSignal, month, 0);
        noise.extend((0..atoms).map(|_| stream.normal() as f32));
    }
    Signals { capability, noise }
}

impl Signals {
    /// Capability of a commissioner, 0 to 1; `None` where the experiment lacks assurance.
    #[must_use]
    pub fn capability(&self, population: &[f64], parcels: &[Parcel], unit: &Unit) -> Option<f64> {
        if self.capability.is_empty() {
            return None;
        }
        let mut sums = [0.0; UNIFORMS];
        let mut squares = 0.0;
        for &q in &unit.parcels {
            for &n in &parcels[q].atoms {
                let n = n as usize;
                squares += population[n] * population[n];
                for (sum, &z) in sums.iter_mut().zip(&self.capability[n]) {
                    *sum += population[n] * f64::from(z);
                }
            }
        }
        let root = squares.sqrt();
        let mut uniforms = sums.map(|sum| normal_distribution(sum / root));
        uniforms.sort_unstable_by(f64::total_cmp);
        Some(uniforms[FIFTH])
    }

    /// Noise z_G of a commissioner's signal in a month.
    #[must_use]
    pub fn noise(&self, population: &[f64], parcels: &[Parcel], unit: &Unit, month: i32) -> f64 {
        let start = (month - 1).max(0) as usize * population.len();
        let row = self.noise.get(start..).unwrap_or_default();
        let (mut sum, mut squares) = (0.0, 0.0);
        for &q in &unit.parcels {
            for &n in &parcels[q].atoms {
                let n = n as usize;
                let z = row.get(n).copied().unwrap_or_default();
                sum += population[n] * f64::from(z);
                squares += population[n] * population[n];
            }
        }
        sum / squares.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_unit(atoms: u32) -> (Vec<Parcel>, Unit) {
        let parcel = Parcel {
            from: 0,
            area: 0,
            unit: 0,
            population: 1.0,
            weight: 1.0,
            atoms: (0..atoms).collect(),
        };
        let unit = Unit {
            population: 1.0,
            weight: 1.0,
            talent: 1.0,
            target_distance: 0.0,
            parcels: vec![0],
        };
        (vec![parcel], unit)
    }

    #[test]
    fn distribution_function_has_the_tabled_values() {
        for (z, p) in [
            (0.0, 0.5),
            (1.959_963_984_540_054, 0.975),
            (-1.0, 0.158_655_253_931_457),
        ] {
            assert!((normal_distribution(z) - p).abs() < 1e-12, "{z}");
        }
    }

    /// Beta(5, 4): mean 5/9, variance 20/810, in a body of one atom and in one of seven.
    #[test]
    fn capability_has_the_moments_of_beta_5_4_in_any_partition() {
        for atoms in [1, 7] {
            let (parcels, unit) = one_unit(atoms);
            let population: Vec<f64> = (0..atoms).map(|n| 1.0 + f64::from(n)).collect();
            let runs = 4_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for seed in 0..runs {
                let signals = draw_signals(seed, atoms as usize, 1);
                let k = signals.capability(&population, &parcels, &unit).unwrap();
                sum += k;
                squares += k * k;
            }
            let mean = sum / runs as f64;
            let variance = squares / runs as f64 - mean * mean;
            // Standard errors .0025 and .0005.
            assert!((mean - 5.0 / 9.0).abs() < 0.01, "{atoms}: {mean}");
            assert!(
                (variance - 20.0 / 810.0).abs() < 0.002,
                "{atoms}: {variance}"
            );
        }
    }
}
