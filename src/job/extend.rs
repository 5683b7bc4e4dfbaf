//! More replicates for a stored experiment. Replicates are the outer round of a plan, so that a
//! larger plan has all pairs of the smaller one; its runs are taken over ([`super::stock`]). A
//! Latin hypercube has no larger one that holds it: every part of a range is drawn from once, and
//! more points are other parts (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21,
//! 1979), so points cannot be added.

use super::error::JobError;
use crate::scenario::{Experiment, REPLICATES};

/// Why points cannot be added, said of the design that most experiments have.
pub const NO_MORE_POINTS: &str = "a Latin hypercube does not grow: each of its n points stands in another of n equal parts of \
     every range, and with more points the parts are others, so every stored point would be lost; \
     add seeds with --replicates, or run more points into a folder of their own with grip run \
     --points N --out DIR";

/// The experiment with at least `replicates` seeds at every point that is asked about: the
/// defaults, the points of the sample, the sets of groups. Points with more keep them, and an audit
/// keeps its own.
///
/// # Errors
/// Where a number is out of range, or points would lose seeds.
pub fn grown(experiment: &Experiment, replicates: u64) -> Result<Experiment, JobError> {
    let [least, most] = REPLICATES;
    if replicates < least || replicates > most {
        return Err(JobError::Refused(format!(
            "--replicates must lie between {least} and {most}, found {replicates}"
        )));
    }
    if experiment.search.is_some() {
        let why = "a search does not grow: what its rungs compare follows from what earlier ones \
                   found; run it with more replicates into a folder of its own, with grip run \
                   --replicates N --out DIR";
        return Err(JobError::Refused(why.to_owned()));
    }
    let wanted = replicates as u32;
    let seeds = seeds(experiment);
    if let Some((most, what)) = seeds.iter().min()
        && *most > wanted
    {
        return Err(JobError::Refused(format!(
            "--replicates {replicates} is fewer than the {most} seeds that {what} already; stored \
             runs are never dropped, so give {most} or more"
        )));
    }
    let mut larger = experiment.clone();
    if larger.default_seeds > 0 {
        larger.default_seeds = larger.default_seeds.max(wanted);
    }
    larger.size.replicates = larger.size.replicates.max(wanted);
    if let Some(shapley) = &mut larger.shapley {
        shapley.seeds = shapley.seeds.max(wanted);
    }
    Ok(larger)
}

/// How many seeds there are, and where.
fn seeds(experiment: &Experiment) -> Vec<(u32, &'static str)> {
    let mut seeds = Vec::new();
    if experiment.default_seeds > 0 {
        seeds.push((experiment.default_seeds, "the default parameters have"));
    }
    if experiment.size.points > 0 {
        seeds.push((experiment.size.replicates, "every point of the sample has"));
    }
    if let Some(shapley) = &experiment.shapley {
        seeds.push((shapley.seeds, "every set of groups has"));
    }
    seeds
}
