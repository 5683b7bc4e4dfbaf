//! The design behind a share of each group of mechanisms in a difference between two arms: which
//! groups there are, in which orders they are switched on, and which sets of groups those orders
//! pass through.
//!
//! The share of a group is the mean, over orders, of what the difference changes by when the group
//! is switched on after those before it in the order (L. S. Shapley, "A value for n-person games",
//! Contributions to the Theory of Games II, 1953). Orders are sampled (J. Castro, D. Gomez and
//! J. Tejada, Computers and Operations Research 36, 2009) and taken in pairs, each with its
//! reverse: a group that comes early in the one comes late in the other, so that the mean of the
//! pair varies less (R. Mitchell, J. Cooper, E. Frank and G. Holmes, Journal of Machine Learning
//! Research 23, 2022).

use serde::{Deserialize, Serialize};

use super::mechanisms::Switches;
use crate::rng::{Purpose, uniform};

/// The most groups: their sets are kept as the bits of 16, and 4,096 sets are all there can be.
pub const MOST_GROUPS: usize = 12;
/// Fewest and most orders; they come in pairs, so the number is even.
pub const PERMUTATIONS: [u64; 2] = [2, 10_000];

/// A set of groups that are switched on, the bit of each group by its position.
pub type Coalition = u16;

/// Mechanisms that are switched together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name in results: small letters, digits and `_`.
    pub name: String,
    /// Names of its mechanisms, each in one group only.
    pub mechanisms: Vec<String>,
}

/// Which groups are shared out, over how many orders and seeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShapleyDesign {
    /// Number of orders: even, 2 or more.
    pub permutations: u32,
    /// Seeds at each set of groups, at least 1.
    pub seeds: u32,
    /// The groups, at least one and at most [`MOST_GROUPS`].
    pub groups: Vec<Group>,
}

impl ShapleyDesign {
    /// The orders in which groups are switched on, as positions of groups: order 2q + 1 is the
    /// reverse of order 2q. A draw is keyed by the name of its group, so that a new group leaves
    /// the others in their order.
    #[must_use]
    pub fn orders(&self, seed: u64) -> Vec<Vec<usize>> {
        let mut orders = Vec::with_capacity(self.permutations as usize);
        for pair in 0..self.permutations / 2 {
            let draw = |group: usize| {
                let entity = key(&self.groups[group].name);
                uniform(seed, Purpose::Design, entity, pair, 0, 2)
            };
            let mut order: Vec<(f64, usize)> =
                (0..self.groups.len()).map(|g| (draw(g), g)).collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let order: Vec<usize> = order.into_iter().map(|(_, group)| group).collect();
            let back: Vec<usize> = order.iter().rev().copied().collect();
            orders.push(order);
            orders.push(back);
        }
        orders
    }

    /// The sets of groups that the orders pass through, each once, in ascending order: the first
    /// is the empty one, the last has all groups.
    #[must_use]
    pub fn coalitions(&self, seed: u64) -> Vec<Coalition> {
        let mut found = vec![0];
        for order in self.orders(seed) {
            let mut on: Coalition = 0;
            for group in order {
                on |= 1 << group;
                found.push(on);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The switches with every group off that is not in a set; what is off anyway stays off.
    #[must_use]
    pub fn switches(&self, base: &Switches, on: Coalition) -> Switches {
        let mut switches = base.clone();
        let off = self.groups.iter().enumerate();
        for (_, group) in off.filter(|(position, _)| on & (1 << position) == 0) {
            for name in &group.mechanisms {
                // Settled names are all of the register, so nothing is refused here.
                let _ = switches.set(name, false);
            }
        }
        switches
    }
}

/// The number that names a group in the key of a draw: FNV-1a, 32 bits, of a text that no path of
/// a parameter can be.
fn key(name: &str) -> u32 {
    "design.shapley.groups."
        .bytes()
        .chain(name.bytes())
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(groups: usize, permutations: u32) -> ShapleyDesign {
        let names = ["lean", "cover", "push", "creep", "queues", "lever"];
        ShapleyDesign {
            permutations,
            seeds: 2,
            groups: names[..groups]
                .iter()
                .map(|name| Group {
                    name: (*name).to_owned(),
                    mechanisms: vec![(*name).to_owned()],
                })
                .collect(),
        }
    }

    #[test]
    fn orders_come_with_their_reverse_and_hold_every_group_once() {
        let orders = design(5, 40).orders(7);
        assert_eq!(orders.len(), 40);
        for pair in orders.chunks(2) {
            let mut groups = pair[0].clone();
            assert!(pair[0].iter().rev().eq(&pair[1]));
            groups.sort_unstable();
            assert_eq!(groups, [0, 1, 2, 3, 4]);
        }
        assert_ne!(orders[0], orders[2]);
        assert_eq!(orders, design(5, 40).orders(7));
    }

    #[test]
    fn more_orders_leave_the_first_and_a_new_group_leaves_the_others_in_their_order() {
        assert_eq!(design(5, 60).orders(7)[..40], design(5, 40).orders(7)[..]);
        let wider = design(6, 40).orders(7);
        for (order, wide) in design(5, 40).orders(7).iter().zip(&wider) {
            assert!(wide.iter().filter(|group| **group < 5).eq(order));
        }
    }

    #[test]
    fn few_groups_are_passed_through_in_every_set_and_many_in_each_set_once() {
        assert_eq!(
            design(3, 200).coalitions(1),
            (0..8).collect::<Vec<Coalition>>()
        );
        let found = design(6, 4).coalitions(1);
        // Four orders of six pass through at most 4 * 5 sets besides the empty and the full one.
        assert!(found.len() <= 22 && found.is_sorted_by(|a, b| a < b));
        assert_eq!((found[0], found.last()), (0, Some(&0b11_1111)));
    }

    #[test]
    fn what_is_not_in_a_set_is_off_and_what_no_group_names_stays_on() {
        let mut base = Switches::default();
        base.set("opposition", false).unwrap();
        let switches = design(3, 2).switches(&base, 0b101);
        assert!(switches.is_on("lean") && switches.is_on("push"));
        assert!(!switches.is_on("cover") && !switches.is_on("opposition"));
        assert!(switches.is_on("creep"));
        assert_eq!(design(3, 2).switches(&base, 0b111), base);
    }
}
