//! A partition: to which body of a tier each atom belongs.

use serde::{Deserialize, Serialize};

use super::tier::Tier;

/// One tier's bodies, each covering some atoms; together they cover every atom once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partition {
    /// The tier the bodies belong to.
    pub tier: Tier,
    /// Body of each atom, as a position in `codes`.
    pub body_of: Vec<u32>,
    /// Code of each body, unique within the tier.
    pub codes: Vec<String>,
    /// Name of each body.
    pub names: Vec<String>,
    /// True where no table gave the tier and it was built by joining neighbours. It must be
    /// said wherever the tier is shown.
    pub constructed: bool,
}

impl Partition {
    /// Number of bodies.
    #[must_use]
    pub fn bodies(&self) -> usize {
        self.codes.len()
    }

    /// The atoms of each body, in identity order.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); self.bodies()];
        for (atom, &body) in self.body_of.iter().enumerate() {
            members[body as usize].push(atom as u32);
        }
        members
    }

    /// A quantity of atoms summed over the atoms of each body, in identity order.
    #[must_use]
    pub fn sums(&self, of_atoms: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.bodies()];
        for (&body, quantity) in self.body_of.iter().zip(of_atoms) {
            sums[body as usize] += quantity;
        }
        sums
    }

    /// Whether every body lies inside one body of `coarser`.
    #[must_use]
    pub fn nests_in(&self, coarser: &Self) -> bool {
        nests(&self.body_of, &coarser.body_of)
    }
}

/// Whether atoms of one fine body always share their coarse body.
pub(super) fn nests(fine: &[u32], coarse: &[u32]) -> bool {
    let bodies = fine.iter().max().map_or(0, |&last| last as usize + 1);
    let mut holder = vec![None; bodies];
    fine.iter()
        .zip(coarse)
        .all(|(&body, &above)| *holder[body as usize].get_or_insert(above) == above)
}

/// Shares `total` places among holders in proportion to `weights` by largest remainder, each
/// holder getting at least one and at most its `most`. Ties go to the earlier holder. Where the
/// limits forbid `total`, the nearest possible number is shared.
pub(super) fn apportion(weights: &[f64], total: usize, most: &[usize]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    let quotas: Vec<f64> = weights
        .iter()
        .map(|weight| {
            if sum > 0.0 {
                total as f64 * weight / sum
            } else {
                0.0
            }
        })
        .collect();
    let mut shares: Vec<usize> = quotas
        .iter()
        .zip(most)
        .map(|(quota, &most)| (quota.floor() as usize).clamp(1, most.max(1)))
        .collect();
    loop {
        let given: usize = shares.iter().sum();
        let mut chosen: Option<(usize, f64)> = None;
        for (holder, (&share, quota)) in shares.iter().zip(&quotas).enumerate() {
            let (possible, claim) = if given < total {
                (share < most[holder], quota - share as f64)
            } else {
                (share > 1, share as f64 - quota)
            };
            if possible && chosen.is_none_or(|(_, best)| claim > best) {
                chosen = Some((holder, claim));
            }
        }
        match chosen {
            Some((holder, _)) if given < total => shares[holder] += 1,
            Some((holder, _)) if given > total => shares[holder] -= 1,
            _ => return shares,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partition(body_of: &[u32]) -> Partition {
        let bodies = body_of.iter().max().map_or(0, |last| last + 1);
        Partition {
            tier: Tier::Trusts,
            body_of: body_of.to_vec(),
            codes: (0..bodies).map(|body| body.to_string()).collect(),
            names: (0..bodies).map(|body| body.to_string()).collect(),
            constructed: false,
        }
    }

    #[test]
    fn members_and_sums_follow_the_body_of_each_atom() {
        let two = partition(&[0, 1, 0]);
        assert_eq!(two.members(), [vec![0, 2], vec![1]]);
        assert_eq!(two.sums(&[1.0, 2.0, 4.0]), [5.0, 2.0]);
    }

    #[test]
    fn nesting_is_seen_and_so_is_its_absence() {
        let fine = partition(&[0, 0, 1, 2]);
        assert!(fine.nests_in(&partition(&[0, 0, 0, 1])));
        assert!(!fine.nests_in(&partition(&[0, 1, 1, 1])));
    }

    #[test]
    fn largest_remainders_get_what_is_left() {
        // Quotas 4.16, 3.34, 2.50 of 10: floors 4, 3, 2; the remainder .50 is the largest.
        assert_eq!(
            apportion(&[416.0, 334.0, 250.0], 10, &[99, 99, 99]),
            [4, 3, 3]
        );
    }

    #[test]
    fn nobody_gets_nothing_and_nobody_gets_more_than_it_can_hold() {
        // Quotas 4.9, .05, .05: the small ones get 1 each, so the large one falls to 3.
        assert_eq!(apportion(&[98.0, 1.0, 1.0], 5, &[99, 99, 99]), [3, 1, 1]);
        assert_eq!(apportion(&[98.0, 1.0, 1.0], 5, &[2, 99, 99]), [2, 2, 1]);
        assert_eq!(apportion(&[1.0, 1.0], 9, &[2, 1]), [2, 1]);
        assert_eq!(apportion(&[1.0, 1.0], 1, &[2, 1]), [1, 1]);
    }
}
