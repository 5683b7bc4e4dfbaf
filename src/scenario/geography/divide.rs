//! A tier is formed: units (atoms, or finer bodies kept whole) are joined inside each body of a
//! coarser tier by recursive bisection.

use super::bisect::{Unit, bisect};
use super::partition::apportion;
use super::rules::Rules;
use super::tier::Tier;
use crate::rng::{Purpose, normal};

/// The atoms, as far as cutting needs them.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    /// People of each atom.
    pub population: &'a [f64],
    /// Kilometres to the east.
    pub x_km: &'a [f64],
    /// Kilometres to the north.
    pub y_km: &'a [f64],
}

/// By what the number of new bodies is shared among the coarser ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// By people.
    People,
    /// By the number of units.
    Units,
}

/// Forms `bodies` bodies of `tier`. `unit_of` names the unit of each atom; units must nest in
/// `container_of`. Every container gets at least one body and none more than it has units, so
/// the number formed may differ from the number asked for. Returns the body of each atom and
/// the number of bodies.
pub(super) fn divide(
    ground: Ground,
    tier: Tier,
    bodies: usize,
    unit_of: &[u32],
    container_of: &[u32],
    share: Share,
    rules: &Rules,
) -> (Vec<u32>, usize) {
    let units = units(ground, unit_of);
    let containers = container_of
        .iter()
        .max()
        .map_or(0, |&last| last as usize + 1);
    let mut inside: Vec<Vec<u32>> = vec![Vec::new(); containers];
    let mut placed = vec![false; units.len()];
    for (&unit, &container) in unit_of.iter().zip(container_of) {
        if !placed[unit as usize] {
            placed[unit as usize] = true;
            inside[container as usize].push(unit);
        }
    }
    for members in &mut inside {
        members.sort_unstable();
    }
    let weights: Vec<f64> = inside
        .iter()
        .map(|members| match share {
            Share::People => members
                .iter()
                .map(|&unit| units[unit as usize].population)
                .sum(),
            Share::Units => members.len() as f64,
        })
        .collect();
    let most: Vec<usize> = inside.iter().map(Vec::len).collect();
    let shares = apportion(&weights, bodies, &most);

    let mut group_of = vec![0; units.len()];
    let mut first = 0;
    for (container, members) in inside.iter_mut().enumerate() {
        let targets: Vec<f64> = (0..shares[container])
            .map(|body| target(rules, tier, container as u32, body as u32))
            .collect();
        bisect(&units, members, &targets, first, &mut group_of);
        first += targets.len() as u32;
    }
    let body_of = unit_of
        .iter()
        .map(|&unit| group_of[unit as usize])
        .collect();
    (body_of, first as usize)
}

/// Target weight of one body: lognormal, keyed by tier, container and place in the container.
fn target(rules: &Rules, tier: Tier, container: u32, body: u32) -> f64 {
    let z = normal(
        rules.seed,
        Purpose::PartitionWeight,
        body,
        tier as u32,
        0,
        container,
    );
    libm::exp(rules.tier(tier).size_sd * z)
}

/// People and population-weighted centre of each unit.
fn units(ground: Ground, unit_of: &[u32]) -> Vec<Unit> {
    let count = unit_of.iter().max().map_or(0, |&last| last as usize + 1);
    let mut units = vec![
        Unit {
            x_km: 0.0,
            y_km: 0.0,
            population: 0.0
        };
        count
    ];
    for (atom, &unit) in unit_of.iter().enumerate() {
        let people = ground.population[atom];
        let sum = &mut units[unit as usize];
        sum.x_km += people * ground.x_km[atom];
        sum.y_km += people * ground.y_km[atom];
        sum.population += people;
    }
    for unit in &mut units {
        unit.x_km /= unit.population;
        unit.y_km /= unit.population;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_units_are_joined_inside_their_container() {
        let population = [10.0; 8];
        let x_km = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
        let ground = Ground {
            population: &population,
            x_km: &x_km,
            y_km: &[0.0; 8],
        };
        let unit_of = [0, 0, 1, 1, 2, 2, 3, 3];
        let container_of = [0, 0, 0, 0, 0, 0, 1, 1];
        let rules = Rules::default();
        let (body_of, bodies) = divide(
            ground,
            Tier::Clusters,
            3,
            &unit_of,
            &container_of,
            Share::Units,
            &rules,
        );
        // Quotas 2.25 and .75 of 3: two bodies of the three units, one of the single unit.
        assert_eq!(bodies, 3);
        assert_eq!(body_of[6..], [2, 2]);
        for pair in body_of.chunks(2) {
            assert_eq!(pair[0], pair[1]);
        }
        assert_eq!((body_of[0], body_of[5]), (0, 1));
    }
}
