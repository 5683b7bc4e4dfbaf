//! What people need, and how wrongly it is seen. Needs belong to areas of 2009, errors to atoms,
//! so that every arrangement faces the same.

use crate::ids::AtomId;
use crate::model::domains::targets::{DIMENSIONS, mean_weights};
use crate::rng::{Purpose, Stream, uniform};
use crate::scenario::{Domain, Flags, Parameters};

use super::gamma::gamma_quantile;

/// Needs by outcome dimension. Both tables are empty where the experiment lacks the domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalNeeds {
    /// w*: true weights of the dimensions, summing to 1, by area of 2009.
    pub weights: Vec<[f64; DIMENSIONS]>,
    /// z: standard normal errors of perception, by atom.
    pub errors: Vec<[f64; DIMENSIONS]>,
}

/// w* ~ Dirichlet(ν_w w̄) for each area, keyed by its anchor atom: gamma variates by their
/// quantiles, normalised. Without end of ν_w every area needs the mean.
pub(super) fn draw_needs(
    p: &Parameters,
    flags: Flags,
    seed: u64,
    anchors: &[AtomId],
    atoms: usize,
) -> LocalNeeds {
    if !flags.domains.has(Domain::Priorities) {
        return LocalNeeds::default();
    }
    let mean = mean_weights(p);
    let concentration = p.priorities.need_concentration;
    let weights = anchors
        .iter()
        .map(|anchor| {
            if concentration.is_infinite() {
                return mean;
            }
            let mut drawn = [0.0; DIMENSIONS];
            for (j, weight) in drawn.iter_mut().enumerate() {
                let u = uniform(seed, Purpose::LocalNeed, anchor.0, j as u32, 0, 0);
                *weight = gamma_quantile(u, concentration * mean[j]);
            }
            let sum: f64 = drawn.iter().sum();
            drawn.map(|weight| weight / sum)
        })
        .collect();
    let mut stream = Stream::new(seed, Purpose::NeedPerception, 0, 0);
    let errors = (0..atoms)
        .map(|_| {
            let mut row = [0.0; DIMENSIONS];
            for z in &mut row {
                *z = stream.normal();
            }
            row
        })
        .collect();
    LocalNeeds { weights, errors }
}
