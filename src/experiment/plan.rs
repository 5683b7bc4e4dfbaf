//! Which runs there are, in which order, in which batches.
//!
//! A pair is a point and a replicate: its arms share one burn-in and all chance. Pairs are in
//! order of replicate, then of point: replicate 0 of every point comes first, then replicate 1,
//! so that an experiment that stops early is balanced. The number of a run is the position of its
//! pair times the number of arms, plus the position of its arm. Batches are a fixed number of
//! pairs that follow one another; their boundaries depend on nothing else.
//!
//! Where the number of runs is not fixed, what each look adds comes after all that was there, and a
//! batch ends where a look stands: the plan at a look is the beginning of the plan at the next.

use std::ops::Range;

use super::design::Design;
use super::seeds::seed_of;
use crate::scenario::Experiment;

/// Pairs in a batch: small enough that little is lost when a batch is lost, large enough that
/// there are not too many files.
pub const PAIRS_PER_BATCH: u32 = 4;

/// A point and a replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Number of the point.
    pub point: u32,
    /// The replicate, from 0.
    pub replicate: u32,
    /// Its seed; with independent arms that of the baseline, see [`super::seeds::seed_of_arm`].
    pub seed: u64,
}

/// Pairs that are done together and stored in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number, from 0.
    pub number: u32,
    /// Positions of its pairs.
    pub pairs: Range<u32>,
}

/// The runs of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Number of arms.
    pub arms: u32,
    /// The pairs in the order in which they are run and stored.
    pub pairs: Vec<Pair>,
    /// Positions at which a batch ends because a look stands there, rising; the last is the number
    /// of pairs.
    pub ends: Vec<u32>,
}

/// What a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunName {
    /// Position of the arm in the experiment.
    pub arm: u32,
    /// The pair.
    pub pair: Pair,
}

impl Plan {
    /// The plan of an experiment on its design.
    #[must_use]
    pub fn new(experiment: &Experiment, design: &Design) -> Self {
        let most = design.points.iter().map(|p| p.replicates).max();
        let mut pairs = Vec::new();
        for replicate in 0..most.unwrap_or(0) {
            let seed = seed_of(experiment.seed, replicate);
            let has = design.points.iter().filter(|p| p.replicates > replicate);
            pairs.extend(has.map(|point| Pair {
                point: point.number,
                replicate,
                seed,
            }));
        }
        let stage = |pair: &Pair| experiment.stage(pair.point, pair.replicate);
        pairs.sort_by_key(stage);
        let ends = pairs
            .chunk_by(|one, next| stage(one) == stage(next))
            .scan(0, |end, chunk| {
                *end += chunk.len() as u32;
                Some(*end)
            })
            .collect();
        Self {
            arms: experiment.arms.len() as u32,
            pairs,
            ends,
        }
    }

    /// Number of runs.
    #[must_use]
    pub fn runs(&self) -> u32 {
        self.pairs.len() as u32 * self.arms
    }

    /// What the run of this number is; nothing beyond the plan.
    #[must_use]
    pub fn run(&self, number: u32) -> Option<RunName> {
        let pair = *self.pairs.get(number.checked_div(self.arms)? as usize)?;
        Some(RunName {
            arm: number % self.arms,
            pair,
        })
    }

    /// The batches in order.
    #[must_use]
    pub fn batches(&self) -> Vec<Batch> {
        let mut batches = Vec::new();
        let mut start = 0;
        for &end in &self.ends {
            while start < end {
                let stop = end.min(start + PAIRS_PER_BATCH);
                batches.push(Batch {
                    number: batches.len() as u32,
                    pairs: start..stop,
                });
                start = stop;
            }
        }
        batches
    }

    /// The pairs of a batch.
    #[must_use]
    pub fn pairs_of(&self, batch: &Batch) -> &[Pair] {
        &self.pairs[batch.pairs.start as usize..batch.pairs.end as usize]
    }

    /// The runs of a batch.
    #[must_use]
    pub fn runs_of(&self, batch: &Batch) -> Range<u32> {
        batch.pairs.start * self.arms..batch.pairs.end * self.arms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::design::Point;
    use crate::scenario::Parameters;

    fn plan(replicates: &[u32]) -> Plan {
        let points = replicates
            .iter()
            .enumerate()
            .map(|(number, &replicates)| Point {
                number: number as u32,
                replicates,
                parameters: Parameters::default(),
                switches: crate::scenario::Switches::default(),
                arms: Vec::new(),
                part: crate::experiment::design::Part::Main,
            })
            .collect();
        let design = Design {
            points,
            ..Design::default()
        };
        let experiment = Experiment {
            name: String::new(),
            title: String::new(),
            question: String::new(),
            scenario: crate::scenario::Scenario::default(),
            arms: vec![crate::model::arrangement::burn_in(crate::scenario::Tier::Trusts); 3],
            baseline: String::new(),
            horizons_months: vec![12],
            seed: 7,
            independent: false,
            default_seeds: 0,
            size: crate::scenario::Size {
                points: 0,
                replicates: 1,
            },
            paper: crate::scenario::Size {
                points: 0,
                replicates: 1,
            },
            grip_steps: None,
            mixing_by_stratum: false,
            primary: crate::scenario::Primary {
                outcome: String::new(),
                horizon_months: 12,
            },
            margins: Vec::new(),
            margin_otherwise: 0.05,
            subsets: Vec::new(),
            cross: None,
            shapley: None,
            audit_seeds: 0,
            sampling: crate::scenario::Sampling::default(),
            stopping: None,
            claims: Vec::new(),
            answers: Vec::new(),
            search: None,
            discovery: crate::scenario::DiscoveryQuestion::default(),
            sensitivity: crate::scenario::SensitivityQuestion::default(),
            robustness: crate::scenario::Robustness::default(),
        };
        Plan::new(&experiment, &design)
    }

    #[test]
    fn replicates_come_in_rounds_over_all_points_on_common_seeds() {
        let plan = plan(&[4, 2, 2]);
        let order: Vec<(u32, u32)> = plan.pairs.iter().map(|p| (p.point, p.replicate)).collect();
        let expected = [
            (0, 0),
            (1, 0),
            (2, 0),
            (0, 1),
            (1, 1),
            (2, 1),
            (0, 2),
            (0, 3),
        ];
        assert_eq!(order, expected);
        assert_eq!(plan.pairs[3].seed, plan.pairs[5].seed);
        assert_ne!(plan.pairs[0].seed, plan.pairs[3].seed);
        assert_eq!(plan.runs(), 24);
        let run = plan.run(10).unwrap();
        assert_eq!((run.arm, run.pair), (1, plan.pairs[3]));
        assert_eq!(plan.run(24), None);
    }

    #[test]
    fn batches_cover_every_run_once_in_order() {
        let plan = plan(&[4, 2, 3]);
        let batches = plan.batches();
        assert_eq!(batches.len(), 3);
        let runs: Vec<u32> = batches.iter().flat_map(|b| plan.runs_of(b)).collect();
        assert_eq!(runs, (0..plan.runs()).collect::<Vec<u32>>());
        assert_eq!(plan.pairs_of(&batches[2]), &plan.pairs[8..]);
    }
}
