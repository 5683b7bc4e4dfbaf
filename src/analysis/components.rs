//! Luck and inputs kept apart in the spread of a paired difference over points.
//!
//! The mean of a point over its r seeds still holds luck: its variance over points is that of the
//! inputs plus that of the luck of one run divided by r. With two seeds or more at the points the
//! two are told apart by the mean squares of the analysis of variance in one way (R. A. Fisher;
//! unequal numbers of seeds as in S. R. Searle, G. Casella and C. E. McCulloch, Variance
//! Components, 1992, section 3.6): luck is the mean square within points, inputs are what the mean
//! square between points has more, divided by the mean number of seeds. More seeds at the points
//! shrink the luck in a range over inputs; nothing shrinks the inputs.

use super::sample::{Cell, members};
use super::table::{RunKey, RunTable};

/// The two parts of the spread of a difference over points, as standard deviations in the unit of
/// the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Points that have a difference.
    pub points: usize,
    /// Pairs of runs behind them.
    pub pairs: usize,
    /// Standard deviation of the difference from seed to seed at one point: luck.
    pub luck: f64,
    /// Standard deviation of the expected difference from point to point: the inputs; 0 where
    /// luck explains all there is.
    pub inputs: f64,
    /// Which part of the variance of a point's mean is luck, from 0 to 1; 0 where nothing varies.
    pub luck_share: f64,
}

/// The parts of the spread of `arm - from`; `None` where no point has two seeds, or only one point
/// has a difference.
#[must_use]
pub fn components(table: &RunTable, cell: Cell, arm: usize, from: usize) -> Option<Components> {
    let value = |arm: usize, point: usize, replicate: u32| {
        let key = RunKey {
            arm,
            point,
            replicate,
        };
        table.value(key, cell.horizon, cell.outcome)
    };
    let mut groups = Vec::new();
    let mut values = Vec::new();
    for member in members(table, cell.block) {
        let point = member.point;
        values.clear();
        values.extend(
            member
                .replicates
                .filter_map(|seed| Some(value(arm, point, seed)? - value(from, point, seed)?)),
        );
        groups.extend(Group::of(&values));
    }
    one_way(&groups)
}

/// The values of one point: how many, their mean, and their squares about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    count: usize,
    mean: f64,
    squares: f64,
}

impl Group {
    /// From the values; `None` from none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = values.len();
        let mean = values.iter().sum::<f64>() / count as f64;
        let squares = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        (count > 0).then_some(Self {
            count,
            mean,
            squares,
        })
    }
}

/// The analysis of variance in one way of values by group; `None` where no group has two values or
/// there is only one group.
#[must_use]
pub fn one_way(groups: &[Group]) -> Option<Components> {
    let points = groups.len();
    let pairs: usize = groups.iter().map(|group| group.count).sum();
    if points < 2 || pairs <= points {
        return None;
    }
    let size = |group: &Group| group.count as f64;
    let whole = groups.iter().map(|g| size(g) * g.mean).sum::<f64>() / pairs as f64;
    let within: f64 = groups.iter().map(|group| group.squares).sum();
    let between: f64 = groups
        .iter()
        .map(|group| size(group) * (group.mean - whole) * (group.mean - whole))
        .sum();
    let luck = within / (pairs - points) as f64;
    let squares: f64 = groups.iter().map(|group| size(group) * size(group)).sum();
    let seeds = (pairs as f64 - squares / pairs as f64) / (points - 1) as f64;
    let inputs = ((between / (points - 1) as f64 - luck) / seeds).max(0.0);
    let of_mean = luck / seeds;
    Some(Components {
        points,
        pairs,
        luck: luck.sqrt(),
        inputs: inputs.sqrt(),
        luck_share: if inputs + of_mean > 0.0 {
            of_mean / (inputs + of_mean)
        } else {
            0.0
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study};
    use super::*;

    const PRIOR: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    #[test]
    fn equal_seeds_are_all_inputs_and_equal_points_are_all_luck() {
        let by_point = filled(small_study(), |key, _, _| {
            Some((key.arm * key.point) as f64)
        });
        let found = components(&by_point, PRIOR, 1, 0).unwrap();
        // The points 1 to 12 have variance 13.
        near(found.inputs, 13.0_f64.sqrt());
        assert!(found.luck < 1e-12 && found.luck_share < 1e-12);
        let by_seed = filled(small_study(), |key, _, _| {
            Some(key.arm as f64 * f64::from(key.replicate))
        });
        let found = components(&by_seed, PRIOR, 1, 0).unwrap();
        // 0 and 1 at every point: variance one half.
        near(found.luck, 0.5_f64.sqrt());
        assert!(found.inputs < 1e-12);
        near(found.luck_share, 1.0);
    }

    // By hand; the mean number of seeds is (8 - 22 / 8) / 2 = 2.625.
    #[test]
    fn points_with_unequal_seeds_are_weighted_by_what_they_have() {
        let groups: [&[f64]; 3] = [&[1.0, 2.0, 3.0], &[4.0, 5.0], &[2.0, 3.0, 4.0]];
        let found = one_way(&groups.map(|group| Group::of(group).unwrap())).unwrap();
        // Within: 2 + 0.5 + 2 = 4.5 over 5. Means 2, 4.5, 3 about 3: 3 + 4.5 + 0 = 7.5 over 2.
        near(found.luck, 0.9_f64.sqrt());
        near(found.inputs, ((3.75 - 0.9) / 2.625_f64).sqrt());
        assert_eq!((found.points, found.pairs), (3, 8));
    }

    #[test]
    fn with_one_seed_a_point_nothing_is_told_apart() {
        let group = |values: &[f64]| Group::of(values).unwrap();
        assert_eq!(one_way(&[group(&[1.0]), group(&[2.0])]), None);
        assert_eq!(one_way(&[group(&[1.0, 2.0])]), None);
        assert_eq!(Group::of(&[]), None);
    }
}
