//! The share of each group of mechanisms in a difference between two arms (Shapley value).
//!
//! With v(S) the mean paired difference over seeds where the groups in S are on and the others
//! off, the share of group g is
//!
//! `φ_g = mean over orders of [ v(groups up to and with g) - v(groups before g) ]`
//!
//! and, since each order climbs from v(none) to v(all), the shares sum to v(all) - v(none) exactly
//! (efficiency); the difference between the two that rounding leaves is told.
//!
//! Two things are sampled, orders and seeds, so a share has two standard errors: over pairs of an
//! order and its reverse (each pair averaged over seeds), and over seeds (each averaged over
//! orders). They are crossed, not nested: with effects of pair, seed and their interaction the
//! variance of the mean is `a/P + b/S + c/(PS)`, and the squares of the two errors estimate
//! `a/P + c/(PS)` and `b/S + c/(PS)`. Their sum counts the interaction twice, so the joint error is
//! slightly too wide, never too narrow. Its interval is of Student's t with the degrees of freedom
//! of Welch and Satterthwaite.

use super::estimate::{CONFIDENCE, Interval, MeanEstimate, t_quantile};
use super::summary_text::line;
use super::table::{RunKey, RunTable};
use crate::scenario::Coalition;

/// The columns of `shapley.csv`, in order, with their meaning.
pub const COLUMNS: [(&str, &str); 19] = [
    ("experiment", "name of the experiment"),
    ("arm", "the arrangement the row is about"),
    (
        "baseline",
        "the arrangement that differences are taken from",
    ),
    ("horizon_months", "months since March 2009"),
    ("outcome", "name of the outcome"),
    (
        "unit",
        "unit of the outcome and of every number up to rounding",
    ),
    ("group", "group of mechanisms that are switched together"),
    ("mechanisms", "names of its mechanisms, parted by spaces"),
    (
        "share",
        "Shapley value of the group in the paired difference at the default inputs",
    ),
    (
        "se_orders",
        "standard error over pairs of an order and its reverse",
    ),
    ("se_seeds", "standard error over seeds"),
    ("se", "root of the sum of their squares"),
    ("ci_low", "lower end of the 95% t interval of share"),
    ("ci_high", "upper end of it"),
    ("difference_all_on", "the difference with every group on"),
    ("difference_all_off", "the difference with every group off"),
    (
        "rounding",
        "sum of the shares less the difference of the last two",
    ),
    ("orders", "orders in which groups are switched on"),
    ("seeds", "seeds on which every set of groups has a value"),
];

/// The share of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupShare {
    /// The share, in the unit of the outcome.
    pub mean: f64,
    /// Standard error over pairs of orders; `None` with one pair.
    pub error_orders: Option<f64>,
    /// Standard error over seeds; `None` with one seed.
    pub error_seeds: Option<f64>,
    /// Root of the sum of their squares; `None` where either is.
    pub error: Option<f64>,
    /// 95% interval from the joint error.
    pub interval: Option<Interval>,
}

/// The shares of all groups in one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// By group, in the order of the design.
    pub groups: Vec<GroupShare>,
    /// v with every group on.
    pub all: f64,
    /// v with every group off: what mechanisms outside the groups make.
    pub none: f64,
    /// Sum of the shares less (all - none): rounding, and nothing else.
    pub gap: f64,
    /// Seeds on which every set of groups has a value.
    pub seeds: usize,
    /// Orders, each counted with its reverse.
    pub orders: usize,
}

/// The shares from the values of all sets: `value(set, seed)` for every set that the orders pass
/// through. Orders 2q and 2q + 1 form a pair. Seeds with a value missing are left out; `None`
/// where none is left or there are no orders.
#[must_use]
pub fn shares(
    groups: usize,
    orders: &[Vec<usize>],
    seeds: usize,
    value: &dyn Fn(Coalition, usize) -> Option<f64>,
) -> Option<Shares> {
    let full = (1_u32 << groups) as usize;
    let mut sets = vec![false; full];
    for order in orders {
        let mut on = 0;
        sets[0] = true;
        for &group in order {
            on |= 1 << group;
            sets[on] = true;
        }
    }
    // By seed, then set; only seeds that know every set.
    let known: Vec<Vec<f64>> = (0..seeds)
        .filter_map(|seed| {
            let of_set = |set: usize| {
                if sets[set] {
                    value(set as Coalition, seed)
                } else {
                    Some(0.0)
                }
            };
            (0..full).map(of_set).collect()
        })
        .collect();
    if known.is_empty() || orders.is_empty() {
        return None;
    }
    // By group, then order, then seed.
    let mut marginal = vec![vec![vec![0.0; known.len()]; orders.len()]; groups];
    for (number, order) in orders.iter().enumerate() {
        for (seed, values) in known.iter().enumerate() {
            let mut on = 0;
            for &group in order {
                let before = values[on];
                on |= 1 << group;
                marginal[group][number][seed] = values[on] - before;
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let of_set = |set: usize| mean(&known.iter().map(|v| v[set]).collect::<Vec<f64>>());
    let groups: Vec<GroupShare> = marginal.iter().map(|of_group| share(of_group)).collect();
    let (all, none) = (of_set(full - 1), of_set(0));
    let sum: f64 = groups.iter().map(|share| share.mean).sum();
    Some(Shares {
        groups,
        all,
        none,
        gap: sum - (all - none),
        seeds: known.len(),
        orders: orders.len(),
    })
}

/// The share of one group from its marginal contributions by order and seed.
fn share(by_order: &[Vec<f64>]) -> GroupShare {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let of_order: Vec<f64> = by_order.iter().map(|seeds| mean(seeds)).collect();
    let pairs: Vec<f64> = of_order.chunks(2).map(mean).collect();
    let of_seed: Vec<f64> = (0..by_order[0].len())
        .map(|seed| mean(&by_order.iter().map(|o| o[seed]).collect::<Vec<f64>>()))
        .collect();
    let error = |values: &[f64]| MeanEstimate::from_values(values)?.standard_error();
    let (error_orders, error_seeds) = (error(&pairs), error(&of_seed));
    let value = mean(&of_order);
    let joint = joined(
        error_orders.map(|error| (error, pairs.len())),
        error_seeds.map(|error| (error, of_seed.len())),
    );
    GroupShare {
        mean: value,
        error_orders,
        error_seeds,
        error: joint.map(|(error, _)| error),
        interval: joint.and_then(|(error, freedom)| {
            let t = t_quantile(0.5 + CONFIDENCE / 2.0, freedom)?;
            Some(Interval {
                low: value - t * error,
                high: value + t * error,
            })
        }),
    }
}

/// The joint error of two and its degrees of freedom; each with the number of its units.
fn joined(one: Option<(f64, usize)>, other: Option<(f64, usize)>) -> Option<(f64, f64)> {
    let ((one, n), (other, m)) = (one?, other?);
    let (a, b) = (one * one, other * other);
    let least = (n.min(m) - 1) as f64;
    let parts = a * a / (n - 1) as f64 + b * b / (m - 1) as f64;
    let freedom = if parts > 0.0 {
        (a + b) * (a + b) / parts
    } else {
        least
    };
    Some(((a + b).sqrt(), freedom.max(least)))
}

/// Everything that shares are reckoned from: the stored runs at all sets of groups.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Names of the groups.
    pub groups: Vec<String>,
    /// Names of the mechanisms of each group.
    pub mechanisms: Vec<Vec<String>>,
    /// The orders.
    pub orders: Vec<Vec<usize>>,
    /// The set at each point of the table, ascending.
    pub coalitions: Vec<Coalition>,
    /// Seeds at each set.
    pub seeds: u32,
    /// The runs.
    pub table: RunTable,
}

impl Attribution {
    /// The shares in the difference of one arm from another.
    #[must_use]
    pub fn shares(
        &self,
        arm: usize,
        from: usize,
        horizon: usize,
        outcome: usize,
    ) -> Option<Shares> {
        let value = |set: Coalition, seed: usize| {
            let point = self.coalitions.binary_search(&set).ok()?;
            let of_arm = |arm: usize| {
                let replicate = seed as u32;
                let key = RunKey {
                    arm,
                    point,
                    replicate,
                };
                self.table.value(key, horizon, outcome)
            };
            Some(of_arm(arm)? - of_arm(from)?)
        };
        shares(self.groups.len(), &self.orders, self.seeds as usize, &value)
    }

    /// Every share of every arm against the baseline as rows of `shapley.csv`, after a heading.
    #[must_use]
    pub fn csv(&self) -> String {
        let study = self.table.study();
        let mut text = line(&COLUMNS.map(|(name, _)| name.to_owned()));
        let cell = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        for (arm, of_arm) in study.arms.iter().enumerate() {
            if arm == study.baseline {
                continue;
            }
            for (outcome, info) in study.outcomes.iter().enumerate() {
                for (horizon, months) in study.horizons.iter().enumerate() {
                    let Some(found) = self.shares(arm, study.baseline, horizon, outcome) else {
                        continue;
                    };
                    for (position, share) in found.groups.iter().enumerate() {
                        let cells = [
                            study.experiment.clone(),
                            of_arm.name.clone(),
                            study.arms[study.baseline].name.clone(),
                            months.to_string(),
                            info.name.clone(),
                            info.unit.clone(),
                            self.groups[position].clone(),
                            self.mechanisms[position].join(" "),
                            share.mean.to_string(),
                            cell(share.error_orders),
                            cell(share.error_seeds),
                            cell(share.error),
                            cell(share.interval.map(|ends| ends.low)),
                            cell(share.interval.map(|ends| ends.high)),
                            found.all.to_string(),
                            found.none.to_string(),
                            found.gap.to_string(),
                            found.orders.to_string(),
                            found.seeds.to_string(),
                        ];
                        text.push_str(&line(&cells));
                    }
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::near;
    use super::*;

    /// All orders of three, each followed by its reverse.
    fn all_orders() -> Vec<Vec<usize>> {
        [
            [0, 1, 2],
            [2, 1, 0],
            [0, 2, 1],
            [1, 2, 0],
            [1, 0, 2],
            [2, 0, 1],
        ]
        .map(Vec::from)
        .to_vec()
    }

    fn means(found: &Shares) -> Vec<f64> {
        found.groups.iter().map(|share| share.mean).collect()
    }

    /// The shares of a game that is the same on every seed.
    fn game(orders: &[Vec<usize>], value: impl Fn(Coalition) -> f64) -> Shares {
        shares(orders[0].len(), orders, 2, &|set, _| Some(value(set))).unwrap()
    }

    #[test]
    fn in_an_additive_game_each_gets_its_own_from_any_order() {
        // v(S) = 7 + sum of worths.
        let worth = [3.0, -1.5, 0.25];
        let value = |set: Coalition| {
            7.0 + (0..3)
                .filter(|g| set & (1 << g) != 0)
                .map(|g| worth[g])
                .sum::<f64>()
        };
        let found = game(&all_orders()[..2], value);
        for (share, worth) in means(&found).iter().zip(worth) {
            near(*share, worth);
        }
        near(found.all, 8.75);
        near(found.none, 7.0);
        assert!(found.gap.abs() < 1e-12);
        for share in &found.groups {
            near(share.error_seeds.unwrap(), 0.0);
            assert_eq!(share.error_orders, None, "one pair has no spread");
            assert_eq!(share.interval, None);
        }
    }

    #[test]
    fn what_two_do_only_together_is_halved_by_one_pair_of_orders() {
        let both = |set: Coalition| f64::from(u8::from(set == 0b11)) * 10.0;
        let found = game(&[vec![0, 1], vec![1, 0]], both);
        assert_eq!(means(&found), [5.0, 5.0]);
    }

    #[test]
    fn the_glove_game_gives_two_thirds_to_the_only_left_glove() {
        // One left glove (0), two right ones (1, 2); a pair is worth 1. Shapley: 4/6, 1/6, 1/6.
        let value = |set: Coalition| f64::from(u8::from(set & 1 != 0 && set & 0b110 != 0));
        let found = game(&all_orders(), value);
        for (share, sixths) in means(&found).iter().zip([4.0, 1.0, 1.0]) {
            near(*share, sixths / 6.0);
        }
        assert!(found.gap.abs() < 1e-12);
        // Marginals of the left glove by pair of orders: (0, 1), (0, 1), (1, 1) -> 1/2, 1/2, 1:
        // mean 2/3, spread sqrt(1/12), error sqrt(1/36).
        near(found.groups[0].error_orders.unwrap(), 1.0 / 6.0);
    }

    #[test]
    fn symmetric_players_get_the_same_and_a_dummy_nothing() {
        // Three of which 0 and 1 count alike, squared; 2 adds nothing.
        let value = |set: Coalition| f64::from((set & 0b11).count_ones().pow(2));
        let found = game(&all_orders(), value);
        assert_eq!(means(&found), [2.0, 2.0, 0.0]);
    }

    #[test]
    fn seeds_have_an_error_of_their_own_and_the_two_are_joined_by_squares() {
        // v = worth of one group, which is 1, 2, 3, 6 by seed: mean 3, sd sqrt(14/3).
        let by_seed = [1.0, 2.0, 3.0, 6.0];
        let orders = [vec![0, 1], vec![1, 0], vec![0, 1], vec![1, 0]];
        let found = shares(2, &orders, 4, &|set, seed| {
            Some(if set & 1 == 0 { 0.0 } else { by_seed[seed] })
        })
        .unwrap();
        let share = found.groups[0];
        near(share.mean, 3.0);
        near(share.error_orders.unwrap(), 0.0);
        near(share.error_seeds.unwrap(), (14.0_f64 / 3.0).sqrt() / 2.0);
        near(share.error.unwrap(), (14.0_f64 / 12.0).sqrt());
        // All the variance is of seeds: 3 degrees of freedom, t = 3.182446305284263 (scipy).
        let half = 3.182_446_305_284_263 * (14.0_f64 / 12.0).sqrt();
        near(share.interval.unwrap().high, 3.0 + half);
        // (3, 4): the hypotenuse is 5; 81 and 256 parts over 2 and 3 degrees of freedom.
        let (error, freedom) = joined(Some((3.0, 3)), Some((4.0, 4))).unwrap();
        near(error, 5.0);
        near(freedom, 625.0 / (81.0 / 2.0 + 256.0 / 3.0));
    }

    #[test]
    fn a_seed_without_one_of_the_sets_is_left_out() {
        let orders = [vec![0, 1], vec![1, 0]];
        let value = |set: Coalition, seed: usize| {
            (seed != 1 || set != 2).then(|| f64::from(set) * (seed + 1) as f64)
        };
        let found = shares(2, &orders, 3, &value).unwrap();
        assert_eq!(found.seeds, 2);
        assert_eq!(means(&found), [2.0, 4.0]);
        assert_eq!(shares(2, &orders, 3, &|_, _| None), None);
    }
}
