//! Care models and what they are worth: rugged landscapes, and who can learn from whom.
//!
//! A care model is a string of 12 parts. Its worth at atom n (Kauffman 1993):
//!
//! F_n = r_L F⁰ + (1 - r_L) F^loc_n,   F = (1/12) Σ_i c_i(own state of i and of the next K parts)
//!
//! with contributions c uniform on (0, 1), drawn once. F⁰ is the same everywhere and kept for all
//! 4,096 care models; F^loc is drawn by name when it is asked for. An atom learns from `k_net`
//! others: the nearest over borders of neighbourhoods, and far links drawn for each atom.

use crate::rng::{Purpose, uniform};
use crate::scenario::Parameters;
use crate::scenario::geography::Geography;

use super::super::domains::redesign::{Friction, friction_by_provider};
use super::super::geography::Flows;

/// Parts of a care model.
pub const PARTS: usize = 12;
/// Number of care models.
pub const MODELS: usize = 1 << PARTS;

/// What redesign searches. Empty where the experiment lacks the domain.
#[derive(Clone, Debug, Default)]
pub struct Landscape {
    seed: u64,
    interactions: usize,
    transferability: f64,
    /// F⁰ of every care model, 0 to 1.
    pub national: Vec<f64>,
    /// Care model with which each atom begins.
    pub start: Vec<u16>,
    /// Its worth there, 0 to 1.
    pub start_worth: Vec<f64>,
    /// Places that each atom learns from.
    pub degree: usize,
    /// Those places, atom after atom.
    pub peer: Vec<u32>,
    /// Odds of adoption from need: exp(β_1 (need - 1)), need relative to its mean; by atom.
    pub need_odds: Vec<f64>,
    /// Loss from unlike care at each provider at the start, under the areas of 2009.
    pub start_friction: Vec<f64>,
}

/// The contribution that part `i` reads: its own state lowest, then those of the next K parts.
fn pattern(model: u16, part: usize, interactions: usize) -> u32 {
    let whole = u32::from(model);
    let turned = (whole >> part) | (whole << (PARTS - part));
    turned & ((2 << interactions) - 1)
}

impl Landscape {
    /// Draws the landscapes, first care models and learning networks.
    pub(super) fn draw(
        geography: &Geography,
        p: &Parameters,
        seed: u64,
        weight: &[f64],
        area_of: &[u32],
        flows: &Flows,
    ) -> Self {
        let atoms = geography.atoms();
        let r = &p.redesign;
        let interactions = (r.interactions as usize).min(PARTS - 1);
        let mut contribution = vec![0.0; PARTS << (interactions + 1)];
        for part in 0..PARTS {
            for state in 0..2_usize << interactions {
                contribution[(part << (interactions + 1)) + state] = uniform(
                    seed,
                    Purpose::LandscapeNational,
                    part as u32,
                    state as u32,
                    0,
                    0,
                );
            }
        }
        let national = (0..MODELS)
            .map(|model| {
                let sum: f64 = (0..PARTS)
                    .map(|part| {
                        let state = pattern(model as u16, part, interactions) as usize;
                        contribution[(part << (interactions + 1)) + state]
                    })
                    .sum();
                sum / PARTS as f64
            })
            .collect();
        let start: Vec<u16> = (0..atoms)
            .map(|n| {
                let u = uniform(seed, Purpose::CareModel, n as u32, 0, 0, 0);
                (u * MODELS as f64) as u16
            })
            .collect();
        let people = geography.total_population();
        let need_odds = (0..atoms)
            .map(|n| {
                let need = weight[n] / (geography.population[n] / people);
                libm::exp(r.need_weight * (need - 1.0))
            })
            .collect();
        let degree = (r.network_degree as usize).clamp(1, atoms.max(2) - 1);
        let mut friction = vec![Friction::default(); flows.providers];
        let mut start_friction = vec![0.0; flows.providers];
        let mut by_area = vec![Vec::new(); area_of.iter().max().map_or(0, |&a| a as usize + 1)];
        for (n, &area) in area_of.iter().enumerate() {
            by_area[area as usize].push(n as u32);
        }
        friction_by_provider(
            r.integration_need,
            by_area.iter().map(|atoms| atoms.iter().copied()),
            |_| 0.0,
            &start,
            &geography.population,
            flows,
            &mut friction,
            &mut start_friction,
        );
        let mut landscape = Self {
            seed,
            interactions,
            transferability: r.transferability,
            national,
            start_worth: Vec::new(),
            degree,
            peer: network(geography, seed, degree, r.far_links),
            need_odds,
            start_friction,
            start,
        };
        landscape.start_worth = (0..atoms)
            .map(|n| landscape.worth(n, landscape.start[n]))
            .collect();
        landscape
    }

    /// Worth F of a care model at an atom, 0 to 1.
    #[must_use]
    pub fn worth(&self, atom: usize, model: u16) -> f64 {
        let everywhere = self.national[usize::from(model)];
        if self.transferability >= 1.0 {
            return everywhere;
        }
        let here: f64 = (0..PARTS)
            .map(|part| {
                uniform(
                    self.seed,
                    Purpose::LandscapeLocal,
                    atom as u32,
                    part as u32,
                    0,
                    pattern(model, part, self.interactions),
                )
            })
            .sum();
        self.transferability * everywhere + (1.0 - self.transferability) * here / PARTS as f64
    }

    /// Places that an atom learns from.
    #[must_use]
    pub fn peers(&self, atom: usize) -> &[u32] {
        &self.peer[atom * self.degree..(atom + 1) * self.degree]
    }
}

/// The learning network: near places over as few borders as are needed, then far links.
fn network(geography: &Geography, seed: u64, degree: usize, far: f64) -> Vec<u32> {
    let atoms = geography.atoms();
    let near = degree - ((far * degree as f64).round() as usize).min(degree);
    let mut peer = Vec::with_capacity(atoms * degree);
    let mut reached = vec![usize::MAX; atoms];
    let mut around = Vec::new();
    for n in 0..atoms {
        around.clear();
        around.push(n as u32);
        reached[n] = n;
        let mut at = 0;
        while at < around.len() && around.len() <= near {
            for &m in geography.neighbours.of(around[at] as usize) {
                if reached[m as usize] != n {
                    reached[m as usize] = n;
                    around.push(m);
                }
            }
            at += 1;
        }
        // The nearest of those reached, ties by identity.
        let square = |m: u32| {
            let dx = geography.x_km[n] - geography.x_km[m as usize];
            let dy = geography.y_km[n] - geography.y_km[m as usize];
            dx * dx + dy * dy
        };
        around[1..].sort_unstable_by(|&a, &b| square(a).total_cmp(&square(b)).then(a.cmp(&b)));
        around.truncate(near + 1);
        peer.extend_from_slice(&around[1..]);
        for link in around.len() - 1..degree {
            // Anyone but oneself.
            let u = uniform(seed, Purpose::FarLink, n as u32, link as u32, 0, 0);
            let other = (u * (atoms.max(2) - 1) as f64) as usize;
            peer.push((other + usize::from(other >= n)).min(atoms - 1) as u32);
        }
    }
    peer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_reads_itself_and_the_next_ones_round_the_ring() {
        // Parts 0 and 11 set: part 11 with K = 1 reads itself and part 0; part 1 reads nothing.
        let model = 0b1000_0000_0001;
        assert_eq!(pattern(model, 11, 1), 0b11);
        assert_eq!(pattern(model, 0, 1), 0b01);
        assert_eq!(pattern(model, 1, 1), 0b00);
        assert_eq!(pattern(model, 10, 4), 0b00110);
        assert_eq!(pattern(model, 0, 0), 1);
    }
}
