//! Comparison with neighbours is the plain weighted mean, however many neighbours a place has:
//! none, as many as the sweep reads at once, or several sweeps' worth.

mod common;

use common::{arm, burn, run_to, small};
use grip::scenario::{Flags, Parameters};

#[test]
fn places_with_any_number_of_neighbours_are_compared_with_their_weighted_mean() {
    let geography = small();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let mut burnt = burn(
        &geography,
        &p,
        Flags::default(),
        5,
        std::slice::from_ref(&arm),
    );
    // Place n gets n modulo 27 neighbours: the next ones in the list, heavier the farther.
    let nature = &mut burnt.nature;
    nature.neighbour_start = vec![0];
    nature.neighbour.clear();
    nature.neighbour_weight.clear();
    for n in 0..nature.atoms {
        let count = n % 27;
        for j in 1..=count {
            nature.neighbour.push(((n + j) % nature.atoms) as u32);
            let whole = count * (count + 1) / 2;
            nature
                .neighbour_weight
                .push((j as f64 / whole as f64) as f32);
        }
        nature.neighbour_start.push(nature.neighbour.len() as u32);
    }
    let run = run_to(&burnt, &geography, &arm, 24);
    let (nature, world) = (&burnt.nature, &run.world);
    let y = |n: usize, k: usize| f64::from(world.withdrawn[n * nature.lanes + k]);
    let away = |n: usize, k: usize| {
        let count = n % 27;
        let whole = (count * (count + 1) / 2) as f64;
        let beside: f64 = (1..=count)
            .map(|j| j as f64 / whole * y((n + j) % nature.atoms, k))
            .sum();
        (y(n, k) - beside).abs()
    };
    let mut seen = 0.0;
    for n in 0..nature.atoms {
        let expected: f64 = (0..nature.count)
            .map(|k| nature.items.share[k] * nature.items.visibility[k] * away(n, k))
            .sum();
        let found = f64::from(world.lottery[n]);
        assert!(
            (found - expected).abs() < 1e-6 + 1e-4 * expected,
            "place {n} with {} neighbours: {found} instead of {expected}",
            n % 27
        );
        seen += found;
    }
    assert!(seen > 0.1, "the test must see differences");
    for (q, parcel) in run.institutions.parcels.iter().enumerate() {
        for k in 0..nature.open(24) {
            let expected: f64 = parcel
                .atoms
                .iter()
                .map(|&n| nature.population[n as usize] / parcel.population * away(n as usize, k))
                .sum();
            let found = f64::from(world.difference[q * nature.lanes + k]);
            assert!(
                (found - expected).abs() < 1e-6 + 1e-4 * expected,
                "{q} {k}: {found} {expected}"
            );
        }
    }
}
