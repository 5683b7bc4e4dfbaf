//! The stages of a search: every rung and the hold-out is an ordinary experiment, with points and
//! seeds that no other stage has, because each stage has a master seed of its own.

use super::design::Design;
use crate::rng::{Purpose, replicate_seed, uniform};
use crate::scenario::{Arm, Combination, Experiment, REPLICATES, Search, Size};

/// A stage of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A rung of the training, from 0.
    Rung(usize),
    /// Points on which nothing was chosen.
    HoldOut,
}

impl Stage {
    /// Its name in folders: `rung_1`, `hold_out`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Rung(at) => format!("rung_{}", at + 1),
            Self::HoldOut => "hold_out".to_owned(),
        }
    }
}

/// All stages of a search, in order.
#[must_use]
pub fn stages(search: &Search) -> Vec<Stage> {
    let rungs = (0..search.rungs.len()).map(Stage::Rung);
    rungs.chain([Stage::HoldOut]).collect()
}

/// The master seed of a stage. Replicates of one experiment have numbers below those used here,
/// so no stage shares a seed with a replicate of the experiment itself.
#[must_use]
pub fn seed_of_stage(master: u64, stage: Stage) -> u64 {
    let number = match stage {
        Stage::HoldOut => 0,
        Stage::Rung(at) => at as u64 + 1,
    };
    replicate_seed(master, REPLICATES[1] + 1 + number)
}

/// The points and seeds of a stage.
#[must_use]
pub fn size_of_stage(experiment: &Experiment, search: &Search, stage: Stage) -> Size {
    match stage {
        Stage::HoldOut => experiment.size,
        Stage::Rung(at) => Size {
            points: search.rungs[at].points,
            replicates: experiment.size.replicates,
        },
    }
}

/// A stage as an experiment on some arms; the first uniform regime among them is the baseline
/// where that of the search is not.
#[must_use]
pub fn experiment_of_stage(
    experiment: &Experiment,
    search: &Search,
    stage: Stage,
    combinations: &[Combination],
) -> Experiment {
    let mut arms: Vec<Arm> = combinations.iter().map(|c| search.arm(c)).collect();
    if stage == Stage::HoldOut {
        name_by_part(&mut arms, search, combinations);
    }
    let has = |name: &str| arms.iter().any(|arm| arm.name == name);
    let baseline = if has(&experiment.baseline) {
        experiment.baseline.clone()
    } else {
        let uniform = combinations.iter().position(|c| search.is_uniform(c));
        arms[uniform.unwrap_or(0)].name.clone()
    };
    let title = match stage {
        Stage::Rung(at) => format!("{}: rung {}", experiment.title, at + 1),
        Stage::HoldOut => format!("{}: hold-out", experiment.title),
    };
    Experiment {
        name: format!("{}_{}", experiment.name, stage.name()),
        title,
        arms,
        baseline,
        seed: seed_of_stage(experiment.seed, stage),
        default_seeds: 0,
        size: size_of_stage(experiment, search, stage),
        audit_seeds: 0,
        subsets: Vec::new(),
        search: None,
        ..experiment.clone()
    }
}

/// Gives the arms of the hold-out labels that a chart has room for: the first is what was chosen,
/// others that are no uniform regime have one part put back.
fn name_by_part(arms: &mut [Arm], search: &Search, combinations: &[Combination]) {
    for (arm, combination) in arms.iter_mut().zip(combinations) {
        if search.is_uniform(combination) {
            continue;
        }
        let parts = combination.iter().zip(&combinations[0]);
        arm.label = match parts.enumerate().find(|(_, (own, chosen))| own != chosen) {
            None => "Chosen domain by domain".to_owned(),
            Some((0, _)) => "Chosen, commissioners put back".to_owned(),
            Some((part, _)) => {
                let domain = search.domains[part - 1].domain.key();
                format!("Chosen, {domain} put back")
            }
        };
    }
}

/// Whether two designs share a point of the inputs: every drawn parameter equal.
#[must_use]
pub fn share_a_point(one: &Design, other: &Design) -> bool {
    let rows = |design: &Design| -> Vec<Vec<u64>> {
        let values = |parameters| {
            let bits = |p: &&crate::scenario::Parameter| (p.get)(parameters).to_bits();
            design.varied.iter().map(bits).collect()
        };
        let points = design.points.iter();
        points.map(|point| values(&point.parameters)).collect()
    };
    let theirs = rows(other);
    rows(one).iter().any(|row| theirs.contains(row))
}

/// A balanced sample of combinations: bodies are dealt out equally often, and beside each body
/// every level of every domain that is possible there, in random orders of their own. Draws are
/// keyed by the part and the position, so that a domain more leaves the others' orders alone.
/// Uniform regimes and repetitions are left out.
#[must_use]
pub fn sample(search: &Search, seed: u64, count: u32) -> Vec<Combination> {
    let bodies = dealt(
        &(0..search.bodies.len()).collect::<Vec<_>>(),
        count,
        seed,
        0,
    );
    let mut found: Vec<Combination> = bodies
        .iter()
        .map(|&body| vec![body; search.domains.len() + 1])
        .collect();
    for body in 0..search.bodies.len() {
        let members: Vec<usize> = (0..found.len()).filter(|&at| bodies[at] == body).collect();
        for domain in 0..search.domains.len() {
            let possible = search.possible(body, domain);
            let part = (1 + body * HELD_AT_MOST + domain) as u32;
            let levels = dealt(&possible, members.len() as u32, seed, part);
            for (&member, level) in members.iter().zip(levels) {
                found[member][domain + 1] = level;
            }
        }
    }
    let mut sample: Vec<Combination> = Vec::with_capacity(found.len());
    for combination in found {
        if !search.is_uniform(&combination) && !sample.contains(&combination) {
            sample.push(combination);
        }
    }
    sample
}

/// Domains that the centre can hold.
const HELD_AT_MOST: usize = crate::scenario::HELD.len();

/// Levels repeated in turn up to a number, in random order. What is left over where the number is
/// no multiple goes to levels drawn at random.
fn dealt(levels: &[usize], count: u32, seed: u64, part: u32) -> Vec<usize> {
    if levels.is_empty() {
        return Vec::new();
    }
    let ordered = |items: Vec<usize>, index: u32| -> Vec<usize> {
        let key = |at: usize| uniform(seed, Purpose::Search, part, at as u32, 0, index);
        let mut keyed: Vec<(f64, usize)> = items
            .iter()
            .enumerate()
            .map(|(at, &item)| (key(at), item))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        keyed.into_iter().map(|(_, item)| item).collect()
    };
    let first = ordered(levels.to_vec(), 0);
    let repeated = first.iter().cycle().take(count as usize).copied().collect();
    ordered(repeated, 1)
}
