//! From what was asked to what is estimated.
//!
//! The study of an experiment has two blocks: `default` (sweep point 0, where the seed is the
//! unit) and `prior` (the points of the parameter sample, where the point is). Where mixing
//! differs by stratum, a point would belong to `prior` and to its stratum, and a point of a study
//! belongs to one block; so the strata are a second study of the same runs, whose rows follow
//! those of the first in `summary.csv`.

use crate::analysis::robustness::ArmSet;
use crate::analysis::study::{
    Arm, Better, Block, Margin, OutcomeInfo, ParameterColumn, PointInfo, Study, Unit,
};
use crate::analysis::summary::SummaryOptions;
use crate::analysis::tail::Tail;
use crate::engine::{self, OUTCOMES};
use crate::experiment::{Design, Point};
use crate::scenario::{Experiment, Factor, Mixing, Width};

/// Label of the block of seeds at the parameters as they stand.
pub const DEFAULT: &str = "default";
/// Label of the block of points of the parameter sample.
pub const PRIOR: &str = "prior";

/// The study of an experiment.
#[must_use]
pub fn study(experiment: &Experiment, design: &Design) -> Study {
    let main = || design.points.iter().filter(|point| point.is_main());
    let has_default = main().any(|p| p.number == 0);
    let has_prior = main().any(|p| p.number > 0);
    let mut blocks = Vec::new();
    if has_default {
        blocks.push(Block {
            label: DEFAULT.to_owned(),
            unit: Unit::Seed,
            noise_from: None,
        });
    }
    if has_prior {
        blocks.push(Block {
            label: PRIOR.to_owned(),
            unit: Unit::Point,
            noise_from: has_default.then_some(0),
        });
    }
    let points = main()
        .map(|point| PointInfo {
            sweep_point: point.number,
            block: usize::from(has_default && point.number > 0),
            replicates: point.replicates,
        })
        .collect();
    let parameters = columns(design);
    let outcomes = OUTCOMES.iter().map(|o| outcome(experiment, o)).collect();
    let arms = experiment
        .arms
        .iter()
        .map(|arm| Arm {
            name: arm.name.clone(),
            label: label_of_arm(arm),
            ranked: arm.ranked,
        })
        .collect();
    Study {
        experiment: experiment.name.clone(),
        domains: experiment.scenario.switches.domains,
        arms,
        baseline: baseline(experiment),
        blocks,
        points,
        horizons: experiment.horizons_months.clone(),
        outcomes,
        parameters,
    }
}

/// The columns that the points of the question vary. Attributes of arms are left out where point 0
/// has them as each arm's file has them, and choices where there are more than two: neither is a
/// number.
fn columns(design: &Design) -> Vec<ParameterColumn> {
    let main = || design.points.iter().filter(|point| point.is_main());
    let column = |(at, factor): (usize, &Factor)| {
        let values = match factor.parameter() {
            Some(parameter) => main_only(design, design.effective(parameter)),
            None if factor.levels().len() <= 2 => main()
                .map(|point| design.value(at, point))
                .collect::<Option<Vec<f64>>>()?,
            None => return None,
        };
        Some(ParameterColumn {
            path: factor.path.clone(),
            label: factor.meaning(),
            values,
        })
    };
    design
        .factors
        .iter()
        .enumerate()
        .filter_map(column)
        .collect()
}

/// The values at the points of the question itself.
fn main_only(design: &Design, values: Vec<f64>) -> Vec<f64> {
    let points = design.points.iter().zip(values);
    let kept = points.filter(|(point, _)| point.is_main());
    kept.map(|(_, value)| value).collect()
}

/// Further points with the arms, horizons and outcomes of a study, in one block that nothing is
/// estimated over: each point is looked at by itself. `None` where there are no such points.
#[must_use]
pub fn beside(study: &Study, design: &Design, wanted: impl Fn(&Point) -> bool) -> Option<Study> {
    let points: Vec<PointInfo> = design
        .points
        .iter()
        .filter(|point| wanted(point))
        .map(|point| PointInfo {
            sweep_point: point.number,
            block: 0,
            replicates: point.replicates,
        })
        .collect();
    (!points.is_empty()).then(|| Study {
        blocks: vec![Block {
            label: "beside".to_owned(),
            unit: Unit::Point,
            noise_from: None,
        }],
        points,
        parameters: Vec::new(),
        ..study.clone()
    })
}

/// The same points as strata of mixing: `None` where mixing does not differ by stratum or one
/// stratum is empty.
#[must_use]
pub fn strata(experiment: &Experiment, study: &Study) -> Option<Study> {
    if !experiment.mixing_by_stratum {
        return None;
    }
    let arm = experiment.arms.first()?;
    let mixing = |point: &PointInfo| experiment.mixing(arm, point.sweep_point);
    let kept: Vec<usize> = (0..study.points.len())
        .filter(|&p| study.points[p].sweep_point > 0)
        .collect();
    let is = |wanted: Mixing| kept.iter().any(|&p| mixing(&study.points[p]) == wanted);
    if !is(Mixing::Blend) || !is(Mixing::Lottery) {
        return None;
    }
    let block = |mixing: &str| Block {
        label: format!("{PRIOR},mixing={mixing}"),
        unit: Unit::Point,
        noise_from: None,
    };
    let mut strata = study.clone();
    strata.blocks = vec![block("blend"), block("lottery")];
    strata.points = kept
        .iter()
        .map(|&p| PointInfo {
            block: usize::from(mixing(&study.points[p]) == Mixing::Lottery),
            ..study.points[p]
        })
        .collect();
    for column in &mut strata.parameters {
        column.values = kept.iter().map(|&p| column.values[p]).collect();
    }
    Some(strata)
}

/// What is summarised besides: the experiment's subsets, and the worst runs of health.
#[must_use]
pub fn options(experiment: &Experiment, study: &Study) -> SummaryOptions {
    let sets = experiment
        .subsets
        .iter()
        .map(|subset| ArmSet {
            label: subset.name.clone(),
            arms: subset.arms.iter().filter_map(|a| study.arm(a)).collect(),
        })
        .filter(|set: &ArmSet| set.arms.len() > 1)
        .collect();
    SummaryOptions {
        sets,
        tails: vec![Tail {
            name: "cvar_national".to_owned(),
            of: "qaly_total_disc".to_owned(),
            share: 0.05,
        }],
    }
}

/// Position of the baseline among the arms.
#[must_use]
pub fn baseline(experiment: &Experiment) -> usize {
    let found = experiment
        .arms
        .iter()
        .position(|arm| arm.name == experiment.baseline);
    // A settled experiment has its baseline among its arms.
    found.unwrap_or(0)
}

/// An arm in words; the steps of a sweep share a label, so the step is said.
fn label_of_arm(arm: &crate::scenario::Arm) -> String {
    match arm.name.split_once('@') {
        Some((_, step)) => format!("{}, grip {step}", arm.label),
        None => arm.label.clone(),
    }
}

fn outcome(experiment: &Experiment, outcome: &engine::Outcome) -> OutcomeInfo {
    let (domain, system) = experiment.margin(outcome.name);
    let margin = |width| match width {
        Width::Absolute(size) => Margin::Fixed(size),
        Width::ShareOfBaseline(share) => Margin::ShareOfBaseline {
            share,
            of: Vec::new(),
        },
    };
    OutcomeInfo {
        name: outcome.name.to_owned(),
        label: outcome.name.replace('_', " "),
        unit: outcome.unit.to_owned(),
        better: match outcome.better {
            engine::Better::Higher => Better::Higher,
            engine::Better::Lower => Better::Lower,
            engine::Better::Neither => Better::Neither,
        },
        domain_margin: Some(margin(domain)),
        system_margin: Some(margin(system)),
    }
}
