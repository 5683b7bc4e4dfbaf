//! Which arm is best in what share of the inputs, how often it is nearly best, and what it
//! costs to have chosen it where another was better. Of all points of a block, only those
//! count at which every arm of the set has a value, and on the seeds that all of them have.

use super::estimate::{MeanEstimate, NORMAL, Share, TIE, quantile, sorted};
use super::paired::margins;
use super::sample::{Cell, Rows, differences, levels, members, rows};
use super::study::{Study, Unit};
use super::table::RunTable;

/// How far ahead the best must be to count as settled, in standard errors of the lead.
const SETTLED_ERRORS: f64 = 2.0;

/// A set of arms that are ranked against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArmSet {
    /// What the set is called in tables, such as `eight seats`.
    pub label: String,
    /// Positions of its arms.
    pub arms: Vec<usize>,
}

impl ArmSet {
    /// All arms that take part in rankings.
    #[must_use]
    pub fn ranked(study: &Study) -> Self {
        let arms = (0..study.arms.len()).filter(|&arm| study.arms[arm].ranked);
        Self {
            label: "ranked".into(),
            arms: arms.collect(),
        }
    }

    /// Every arm, comparison arms included.
    #[must_use]
    pub fn all(study: &Study) -> Self {
        Self {
            label: "all".into(),
            arms: (0..study.arms.len()).collect(),
        }
    }
}

/// The ranking of one set of arms in one cell of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Position of the set in the list of sets.
    pub set: usize,
    /// Points at which all arms have a value.
    pub points: usize,
    /// Points left out because an arm failed there or has no value.
    pub points_left_out: usize,
    /// One for each arm of the set that has the outcome, in the order of the set.
    pub standings: Vec<Standing>,
    /// Share of points at which the best leads the next by more than two standard errors of
    /// the lead: the paired standard deviation of the two arms over the seeds of the default
    /// block, divided by the root of the number of seeds at the point. The rest of the points
    /// have a best that may be luck. `None` without a block of seeds to tell.
    pub settled: Option<Share>,
}

/// How one arm stands in a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Position of the arm.
    pub arm: usize,
    /// Share of points at which it is best, ties split equally.
    pub best: Share,
    /// Share of points at which it is within the domain margin of the best, the best included.
    pub near_best: Option<Share>,
    /// Share of points at which it is best and the lead is settled.
    pub best_and_settled: Option<Share>,
    /// Mean over points of what the best has more (or less, where less is better) than it; at
    /// least 0, in the unit of the outcome.
    pub regret_mean: f64,
    /// The 90% quantile of the regret over points.
    pub regret_q90: f64,
    /// The largest regret over points.
    pub regret_max: f64,
}

impl Ranking {
    /// The standing of an arm.
    #[must_use]
    pub fn of(&self, arm: usize) -> Option<&Standing> {
        self.standings.iter().find(|standing| standing.arm == arm)
    }

    /// The arm most often best; the first of them at a tie.
    #[must_use]
    pub fn leader(&self) -> Option<&Standing> {
        let first = self.standings.first()?;
        Some(self.standings.iter().fold(first, |best, next| {
            if next.best.value > best.best.value {
                next
            } else {
                best
            }
        }))
    }

    /// Whether the arm most often best is so beyond luck: its share less that of any other arm lies above
    /// zero at 95%. Both are counted on the same n points, at each of which one is best:
    /// p - q > 1.96 √((p + q - (p - q)²)/n).
    #[must_use]
    pub fn leads_clearly(&self) -> bool {
        let n = self.points as f64;
        self.leader().is_some_and(|leader| {
            let others = self
                .standings
                .iter()
                .filter(|other| other.arm != leader.arm);
            others.map(|other| other.best.value).all(|other| {
                let (sum, apart) = (leader.best.value + other, leader.best.value - other);
                apart > NORMAL * ((sum - apart * apart) / n).max(0.0).sqrt()
            })
        })
    }
}

/// The ranking of a set in a cell; `None` where the seed is the unit, the outcome has no better
/// direction, fewer than two arms of the set have the outcome, or no point has all of them.
#[must_use]
pub fn ranking(table: &RunTable, cell: Cell, sets: &[ArmSet], set: usize) -> Option<Ranking> {
    let study = table.study();
    let block = study.blocks.get(cell.block)?;
    let sign = study.outcomes.get(cell.outcome)?.better.sign()?;
    if block.unit != Unit::Point {
        return None;
    }
    let arms: Vec<usize> = sets
        .get(set)?
        .arms
        .iter()
        .copied()
        .filter(|&arm| !levels(table, cell, arm).values.is_empty())
        .collect();
    let rows = rows(table, cell, &arms);
    let points = rows.values.len();
    if arms.len() < 2 || points == 0 {
        return None;
    }
    let noise = block.noise_from.and_then(|seeds| {
        Noise::measure(
            table,
            Cell {
                block: seeds,
                ..cell
            },
            &arms,
        )
    });
    let settled: Option<Vec<bool>> = noise.map(|noise| {
        (0..points)
            .map(|point| noise.settles(&rows, point, sign))
            .collect()
    });
    let margin = margins(table, cell).told;
    let standings: Option<Vec<Standing>> = (0..arms.len())
        .map(|at| standing(arms[at], at, &rows, sign, margin, settled.as_deref()))
        .collect();
    Some(Ranking {
        cell,
        set,
        points,
        points_left_out: members(table, cell.block).len() - points,
        standings: standings?,
        settled: settled
            .and_then(|flags| Share::of(flags.iter().filter(|flag| **flag).count() as f64, points)),
    })
}

/// What the best of a row has, turned so that more is better.
fn best_of(row: &[f64], sign: f64) -> f64 {
    row.iter()
        .map(|value| sign * value)
        .fold(f64::NEG_INFINITY, f64::max)
}

fn standing(
    arm: usize,
    at: usize,
    rows: &Rows,
    sign: f64,
    margin: Option<f64>,
    settled: Option<&[bool]>,
) -> Option<Standing> {
    let points = rows.values.len();
    let mut wins = 0.0;
    let mut settled_wins = 0.0;
    let mut regrets = Vec::with_capacity(points);
    for (point, row) in rows.values.iter().enumerate() {
        let best = best_of(row, sign);
        let regret = best - sign * row[at];
        if regret <= TIE {
            let tied = row
                .iter()
                .filter(|value| best - sign * **value <= TIE)
                .count();
            wins += 1.0 / tied as f64;
            if settled.is_some_and(|flags| flags[point]) {
                settled_wins += 1.0;
            }
        }
        regrets.push(regret);
    }
    let near = margin.and_then(|margin| Share::where_true(&regrets, |regret| regret <= margin));
    let ordered = sorted(&regrets);
    Some(Standing {
        arm,
        best: Share::of(wins, points)?,
        near_best: near,
        best_and_settled: settled.and_then(|_| Share::of(settled_wins, points)),
        regret_mean: regrets.iter().sum::<f64>() / points as f64,
        regret_q90: quantile(&ordered, 0.9)?,
        regret_max: *ordered.last()?,
    })
}

/// The paired standard deviation of every two arms of a set over seeds, as a square table.
struct Noise {
    arms: usize,
    sd: Vec<f64>,
}

impl Noise {
    fn measure(table: &RunTable, cell: Cell, arms: &[usize]) -> Option<Self> {
        let mut sd = Vec::with_capacity(arms.len() * arms.len());
        for &one in arms {
            for &other in arms {
                let sample = differences(table, cell, one, other);
                sd.push(MeanEstimate::from_values(&sample.values)?.sd?);
            }
        }
        Some(Self {
            arms: arms.len(),
            sd,
        })
    }

    /// Whether the lead of the best at a point is more than luck.
    fn settles(&self, rows: &Rows, point: usize, sign: f64) -> bool {
        let row = &rows.values[point];
        let mut order: Vec<usize> = (0..row.len()).collect();
        order.sort_by(|&one, &other| {
            (sign * row[other])
                .total_cmp(&(sign * row[one]))
                .then(one.cmp(&other))
        });
        let (best, next) = (order[0], order[1]);
        let lead = sign * (row[best] - row[next]);
        let error = self.sd[best * self.arms + next] / (rows.seeds[point] as f64).sqrt();
        lead > (SETTLED_ERRORS * error).max(TIE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study, small_table};
    use super::super::study::Better;
    use super::super::table::RunKey;
    use super::*;

    const PRIOR: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    fn all_of(table: &RunTable, cell: Cell) -> Ranking {
        ranking(table, cell, &[ArmSet::all(table.study())], 0).unwrap()
    }

    /// 46 against 34 of 100 is luck (1.35 standard errors), 50 against 24 is not (3.2).
    #[test]
    fn a_lead_is_clear_beyond_luck_of_both_shares() {
        let leads = |wins: [f64; 3]| {
            let mut found = all_of(&small_table(), PRIOR);
            found.points = 100;
            for (standing, wins) in found.standings.iter_mut().zip(wins) {
                standing.best = Share::of(wins, 100).unwrap();
            }
            found.leads_clearly()
        };
        assert!(!leads([46.0, 34.0, 20.0]));
        assert!(leads([50.0, 24.0, 26.0]));
    }

    // numpy 2.4.6 on the means of the two seeds of each point; statsmodels 0.15.0,
    // proportion_confint(method="wilson").
    #[test]
    fn shares_of_wins_and_regrets_agree_with_numpy() {
        let found = all_of(&small_table(), PRIOR);
        assert_eq!((found.points, found.points_left_out), (12, 0));
        let expected = [
            (0, 7.0, 13.979_166_666_666_666, 36.768_75, 37.5),
            (1, 9.0, 18.276_041_666_666_668, 59.1, 63.875),
            (2, 6.0, 21.026_041_666_666_668, 41.925, 78.4375),
        ];
        for (standing, (arm, near_best, mean, q90, most)) in found.standings.iter().zip(expected) {
            assert_eq!(standing.arm, arm);
            near(standing.best.value, 1.0 / 3.0);
            near(standing.best.interval.low, 0.138_120_091_091_213_1);
            near(standing.best.interval.high, 0.609_377_911_127_200_4);
            near(standing.near_best.unwrap().value, near_best / 12.0);
            near(standing.regret_mean, mean);
            near(standing.regret_q90, q90);
            near(standing.regret_max, most);
        }
        near(found.settled.unwrap().value, 0.0);
    }

    #[test]
    fn where_less_is_better_the_lowest_wins() {
        let cell = Cell {
            block: 1,
            horizon: 1,
            outcome: 1,
        };
        let found = all_of(&small_table(), cell);
        let shares = found.standings.iter().map(|standing| standing.best.value);
        for (share, wins) in shares.zip([5.0, 3.0, 4.0]) {
            near(share, wins / 12.0);
        }
        near(found.of(1).unwrap().regret_mean, 20.072_916_666_666_668);
        assert_eq!(found.leader().unwrap().arm, 0);
    }

    /// Baseline 0; north leads by 10 at points 1 to 8 and ties at the rest; south trails.
    fn one_lead(noise: f64) -> RunTable {
        filled(small_study(), move |key, _, _| {
            let RunKey {
                arm,
                point,
                replicate,
            } = key;
            let lead = if point <= 8 { 10.0 } else { 0.0 };
            let level = [0.0, lead, -5.0][arm];
            // Seeds of the default block move north alone, so the paired spread is `noise`
            // times the spread of 0 to 5, which is sqrt(3.5).
            let luck = if point == 0 && arm == 1 {
                noise * f64::from(replicate)
            } else {
                0.0
            };
            Some(level + luck)
        })
    }

    #[test]
    fn ties_are_split_and_shares_sum_to_one() {
        let found = all_of(&one_lead(1.0), PRIOR);
        let shares: Vec<f64> = found.standings.iter().map(|one| one.best.value).collect();
        near(shares[0], 2.0 / 12.0);
        near(shares[1], 10.0 / 12.0);
        near(shares.iter().sum(), 1.0);
        assert!(shares[2] < TIE);
        near(
            found.of(2).unwrap().regret_mean,
            (8.0 * 15.0 + 4.0 * 5.0) / 12.0,
        );
    }

    #[test]
    fn a_lead_is_settled_above_two_standard_errors_at_the_seeds_of_the_point() {
        // Two errors at two seeds: 2 * noise * sqrt(3.5) / sqrt(2) = 2.6458 * noise. A lead of
        // 10 is settled up to a noise of 3.7796.
        let below = all_of(&one_lead(3.7), PRIOR);
        near(below.settled.unwrap().value, 8.0 / 12.0);
        near(
            below.of(1).unwrap().best_and_settled.unwrap().value,
            8.0 / 12.0,
        );
        let above = all_of(&one_lead(3.8), PRIOR);
        near(above.settled.unwrap().value + 1.0, 1.0);
    }

    #[test]
    fn without_a_block_of_seeds_nothing_is_said_about_luck() {
        let mut study = small_study();
        study.blocks[1].noise_from = None;
        let table = filled(study, |key, _, _| Some(key.arm as f64));
        let found = all_of(&table, PRIOR);
        assert!(found.settled.is_none() && found.standings[0].best_and_settled.is_none());
    }

    #[test]
    fn a_smaller_set_shares_the_wins_of_the_arm_left_out() {
        let table = small_table();
        let sets = [
            ArmSet::all(table.study()),
            ArmSet {
                label: "two".into(),
                arms: vec![0, 2],
            },
        ];
        let two = ranking(&table, PRIOR, &sets, 1).unwrap();
        assert_eq!(two.standings.len(), 2);
        near(two.standings.iter().map(|one| one.best.value).sum(), 1.0);
        assert!(two.of(1).is_none() && two.of(0).unwrap().best.value > 1.0 / 3.0);
    }

    #[test]
    fn only_ranked_arms_are_in_the_ranked_set() {
        let mut study = small_study();
        study.arms[1].ranked = false;
        assert_eq!(ArmSet::ranked(&study).arms, [0, 2]);
        assert_eq!(ArmSet::all(&study).arms, [0, 1, 2]);
    }

    #[test]
    fn points_where_an_arm_failed_leave_the_ranking_and_are_counted() {
        let mut table = small_table();
        for replicate in [0, 1] {
            table
                .record_failure(RunKey {
                    arm: 1,
                    point: 3,
                    replicate,
                })
                .unwrap();
        }
        let found = all_of(&table, PRIOR);
        assert_eq!((found.points, found.points_left_out), (11, 1));
    }

    #[test]
    fn nothing_is_ranked_without_a_direction_a_rival_or_a_spread_of_inputs() {
        let mut study = small_study();
        study.outcomes[0].better = Better::Neither;
        let table = filled(study, |key, _, _| Some(key.arm as f64));
        let sets = [
            ArmSet::all(table.study()),
            ArmSet {
                label: "one".into(),
                arms: vec![1],
            },
        ];
        let cost = Cell {
            outcome: 1,
            ..PRIOR
        };
        assert!(ranking(&table, PRIOR, &sets, 0).is_none());
        assert!(ranking(&table, cost, &sets, 0).is_some());
        assert!(ranking(&table, cost, &sets, 1).is_none());
        assert!(ranking(&table, Cell { block: 0, ..cost }, &sets, 0).is_none());
    }

    #[test]
    fn an_arm_without_the_outcome_is_not_ranked_and_does_not_stop_the_others() {
        let table = filled(small_study(), |key, _, _| {
            (key.arm != 2).then_some(key.arm as f64)
        });
        let found = all_of(&table, PRIOR);
        let arms: Vec<usize> = found.standings.iter().map(|one| one.arm).collect();
        assert_eq!((arms, found.points), (vec![0, 1], 12));
    }
}
