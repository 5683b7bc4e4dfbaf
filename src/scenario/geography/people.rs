//! What is known of the people of an atom beyond their number: need and deprivation, and where
//! the providers that treat them stand.

use serde::{Deserialize, Serialize};

use super::rules::Rules;
use crate::rng::{Purpose, normal, uniform};

/// An acute provider.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provider {
    /// The atom it stands in; no two stand in one.
    pub atom: u32,
    /// Relative size, lognormal with median 1.
    pub size: f64,
}

/// Need of each atom as drawn: lognormal, to be brought to mean 1 by [`to_mean_one`].
pub(super) fn draw_need(atoms: usize, rules: &Rules) -> Vec<f64> {
    (0..atoms as u32)
        .map(|atom| libm::exp(rules.need_sd * normal(rules.seed, Purpose::Need, atom, 0, 0, 0)))
        .collect()
}

/// Scales an index so that its population-weighted mean is 1.
pub(super) fn to_mean_one(index: &mut [f64], population: &[f64]) {
    let people: f64 = population.iter().sum();
    let sum: f64 = index
        .iter()
        .zip(population)
        .map(|(value, people)| value * people)
        .sum();
    for value in index {
        *value *= people / sum;
    }
}

/// Deprivation of each atom: the rank, from 0 to 1, of `w·z_need + √(1-w²)·z`; `z_need` is
/// the standardised logarithm of need, `z` an own draw and w the rule's correlation. Ties by
/// identity; a single atom stands at one half.
pub(super) fn deprivation(need: &[f64], rules: &Rules) -> Vec<f64> {
    let logs: Vec<f64> = need.iter().map(|&value| libm::log(value)).collect();
    let count = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / count;
    let sd = (logs
        .iter()
        .map(|log| (log - mean) * (log - mean))
        .sum::<f64>()
        / count)
        .sqrt();
    let w = rules.need_in_deprivation;
    let rest = (1.0 - w * w).max(0.0).sqrt();
    let scores: Vec<f64> = logs
        .iter()
        .enumerate()
        .map(|(atom, log)| {
            // Need that is equal everywhere, but for rounding, tells nothing.
            let from_need = if sd > 1e-12 { (log - mean) / sd } else { 0.0 };
            let own = normal(rules.seed, Purpose::Deprivation, atom as u32, 0, 0, 0);
            w * from_need + rest * own
        })
        .collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(a.cmp(&b)));
    let mut ranks = vec![0.5; scores.len()];
    if scores.len() > 1 {
        for (rank, atom) in order.into_iter().enumerate() {
            ranks[atom] = rank as f64 / (count - 1.0);
        }
    }
    ranks
}

/// Providers: one for every so many people, at distinct atoms drawn one after the other with
/// probability in proportion to population. The atoms with the smallest `-ln(u)/population`
/// have exactly that law (Efraimidis and Spirakis 2006, Information Processing Letters
/// 97:181-185), and each draw stays with its atom. Returned in atom order.
pub(super) fn providers(population: &[f64], rules: &Rules) -> Vec<Provider> {
    let people: f64 = population.iter().sum();
    let wanted = ((people / rules.people_per_provider).round() as usize).clamp(1, population.len());
    let keys: Vec<f64> = population
        .iter()
        .enumerate()
        .map(|(atom, people)| {
            let u = uniform(rules.seed, Purpose::ProviderSite, atom as u32, 0, 0, 0);
            -libm::log(u) / people
        })
        .collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]).then(a.cmp(&b)));
    order.truncate(wanted);
    order.sort_unstable();
    order
        .into_iter()
        .map(|atom| {
            let z = normal(rules.seed, Purpose::ProviderSize, atom as u32, 0, 0, 0);
            Provider {
                atom: atom as u32,
                size: libm::exp(rules.provider_size_sd * z),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_brought_to_weighted_mean_one() {
        let mut index = [2.0, 4.0];
        to_mean_one(&mut index, &[3.0, 1.0]);
        // Weighted mean 10/4 = 2.5.
        assert!((index[0] - 0.8).abs() < 1e-15 && (index[1] - 1.6).abs() < 1e-15);
    }

    #[test]
    fn deprivation_is_every_rank_once_and_follows_need_as_far_as_told() {
        let need = draw_need(1_000, &Rules::default());
        let correlated = |weight| {
            let rules = Rules {
                need_in_deprivation: weight,
                ..Rules::default()
            };
            let ranks = deprivation(&need, &rules);
            let mut sorted = ranks.clone();
            sorted.sort_by(f64::total_cmp);
            assert!(
                sorted
                    .iter()
                    .enumerate()
                    .all(|(i, r)| (r - i as f64 / 999.0).abs() < 1e-12)
            );
            ranks
        };
        let all = correlated(1.0);
        let by_need = |atom: &usize| need[*atom];
        let poorest = (0..1_000)
            .max_by(|a, b| by_need(a).total_cmp(&by_need(b)))
            .unwrap();
        assert!((all[poorest] - 1.0).abs() < f64::EPSILON);
        // Spearman's rho of a bivariate normal: 6/π·asin(.6/2) = .582; s.e. about .03.
        let half = correlated(0.6);
        let rho = 12.0
            * all
                .iter()
                .zip(&half)
                .map(|(a, b)| (a - 0.5) * (b - 0.5))
                .sum::<f64>()
            / 1_000.0;
        assert!((rho - 0.582).abs() < 0.06, "{rho}");
    }

    #[test]
    fn equal_need_leaves_deprivation_to_its_own_draw() {
        let rules = Rules::default();
        let equal = deprivation(&[1.0; 50], &rules);
        assert_eq!(
            equal,
            deprivation(
                &[1.0; 50],
                &Rules {
                    need_in_deprivation: 0.1,
                    ..rules
                }
            )
        );
        assert_eq!(deprivation(&[1.0], &Rules::default()), [0.5]);
    }

    #[test]
    fn providers_stand_at_distinct_atoms_and_more_often_where_people_are() {
        // Atom 0 has nine times the people of each other atom: out of ten equal shares of 3.24m
        // with one provider each seed, it should be chosen in about half of the seeds (9 of 18).
        let mut population = [36_000.0; 10];
        population[0] = 324_000.0;
        let chosen = (0..400)
            .filter(|&seed| {
                let list = providers(
                    &population,
                    &Rules {
                        seed,
                        people_per_provider: 648_000.0,
                        ..Rules::default()
                    },
                );
                assert_eq!(list.len(), 1);
                list[0].atom == 0
            })
            .count();
        // Binomial(400, .5): sd 10.
        assert!((160..=240).contains(&chosen), "{chosen}");
        let all = providers(
            &population,
            &Rules {
                people_per_provider: 1_000.0,
                ..Rules::default()
            },
        );
        assert_eq!(all.len(), 10);
        assert!(all.windows(2).all(|pair| pair[0].atom < pair[1].atom));
    }
}
