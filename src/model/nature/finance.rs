//! Where money starts, and what strikes it: distances from target and yearly cost shocks.

use crate::rng::{Purpose, Stream};
use crate::scenario::Parameters;

use super::by_first_atom;

/// Distance from target and yearly cost shocks, by atom.
pub(super) fn draw_finance(
    p: &Parameters,
    seed: u64,
    population: &[f64],
    weight: &[f64],
    area_of: &[u32],
    region_of: &[u32],
    last_month: i32,
) -> (Vec<f64>, Vec<f64>, usize) {
    let atoms = population.len();
    let e = &p.evidence;
    let (r, pl, a) = (
        e.heterogeneity_region,
        e.heterogeneity_place,
        e.heterogeneity_atom,
    );
    let scale = p.finance.target_sd / libm::sqrt(r + pl + a / 8.0);
    let list = |purpose, order: &[usize]| {
        let mut stream = Stream::new(seed, purpose, 0, 0);
        let mut drawn = vec![0.0; order.len()];
        for &entity in order {
            drawn[entity] = stream.normal();
        }
        drawn
    };
    let regional = list(Purpose::TargetRegion, &by_first_atom(region_of));
    let local = list(Purpose::TargetPlace, &by_first_atom(area_of));
    let own = list(Purpose::TargetAtom, &(0..atoms).collect::<Vec<_>>());
    let mut distance: Vec<f64> = (0..atoms)
        .map(|n| {
            scale
                * (libm::sqrt(r) * regional[region_of[n] as usize]
                    + libm::sqrt(pl) * local[area_of[n] as usize]
                    + libm::sqrt(a) * own[n])
        })
        .collect();
    let mean: f64 = distance.iter().zip(weight).map(|(d, w)| d * w).sum();
    for d in &mut distance {
        *d -= mean;
    }

    let years = ((last_month.max(12) + 24 + 11) / 12) as usize;
    let mut shock = Vec::with_capacity(years * atoms);
    for year in 0..years {
        let mut stream = Stream::new(seed, Purpose::CostShock, -23 + 12 * year as i32, 0);
        for &people in population {
            shock.push(p.finance.individual_variation * libm::sqrt(people) * stream.normal());
        }
    }
    (distance, shock, years)
}
