//! Growing an experiment look by look: the batches up to each look are run, the declared
//! comparison is read from the stored parts in plan order, and the rule says whether to go on.
//!
//! Looks stand in the plan, so the decision does not depend on threads, on what other batches are
//! done or on interruptions: a call that goes on repeats the looks from the stored parts and
//! decides what the first call would have decided.

use super::conclude::Basis;
use super::error::JobError;
use super::study;
use crate::analysis::boundaries::Factors;
use crate::analysis::estimate::CONFIDENCE;
use crate::analysis::stopping::{Earlier, Look, Stopped, ended, looks};
use crate::engine::OUTCOMES;
use crate::scenario::{Experiment, Guard, RunBlock, Stopping};
use crate::store::{ALL_PLACES, Layout, Manifest, PartKey, PartReader, PartRow, StoreError};

/// The units of the declared comparison, as far as they were read.
pub struct Growing<'a> {
    rule: &'a Stopping,
    basis: &'a Basis,
    factors: Factors,
    /// Position of the arm and of the baseline.
    arms: [u32; 2],
    outcome: u32,
    months: i32,
    /// Units that were run before this call's plan, and are not dropped.
    least: u32,
    /// Batches read.
    read: usize,
    /// By unit: sum of differences and pairs that have one.
    sums: Vec<(f64, u32)>,
    looks: Vec<Look>,
}

impl<'a> Growing<'a> {
    /// The growth of an experiment that holds `least` units already, from runs that are taken over;
    /// `None` where its size is fixed.
    #[must_use]
    pub fn of(basis: &'a Basis, least: u32) -> Option<Self> {
        let experiment = &basis.experiment;
        let rule = experiment.stopping.as_ref()?;
        let arm = experiment
            .arms
            .iter()
            .position(|arm| arm.name == rule.arm)?;
        let outcome = OUTCOMES
            .iter()
            .position(|outcome| outcome.name == experiment.primary.outcome)?;
        Some(Self {
            rule,
            basis,
            factors: Factors::new(rule, 1.0 - CONFIDENCE),
            arms: [arm as u32, study::baseline(experiment) as u32],
            outcome: outcome as u32,
            months: experiment.primary.horizon_months as i32,
            least,
            read: 0,
            sums: vec![(0.0, 0); rule.maximum as usize],
            looks: Vec::new(),
        })
    }

    /// Where the batches of each look end, as a count of batches.
    #[must_use]
    pub fn stages(&self) -> Vec<usize> {
        let plan = &self.basis.plan;
        let batches = plan.batches();
        let end = |at: &u32| batches.partition_point(|batch| batch.pairs.end <= *at);
        plan.ends.iter().map(end).collect()
    }

    /// Looks, after the batches of these keys are all done; how it ended, if it has.
    ///
    /// # Errors
    /// When a part cannot be read.
    pub fn look(
        &mut self,
        layout: &Layout,
        done: &[PartKey],
    ) -> Result<Option<Stopped>, StoreError> {
        for key in done.iter().skip(self.read) {
            self.take(layout, key)?;
        }
        self.read = done.len();
        let next = self.looks.len();
        let Some(&units) = self.rule.looks().get(next) else {
            return Ok(None);
        };
        let values: Vec<Option<f64>> = self.sums[..units as usize]
            .iter()
            .map(|&(sum, pairs)| (pairs > 0).then(|| sum / f64::from(pairs)))
            .collect();
        self.looks = looks(self.rule, &self.factors, &values, self.least);
        Ok(ended(self.rule, &self.looks, self.least))
    }

    /// Adds the differences of a part.
    fn take(&mut self, layout: &Layout, key: &PartKey) -> Result<(), StoreError> {
        let runs = self.basis.plan.arms;
        // By pair of the part: the value of the arm and of the baseline.
        let mut pairs = vec![[None; 2]; (key.runs / runs.max(1)) as usize];
        PartReader::open(layout, key)?.for_each(|row| {
            if let PartRow::Horizon {
                run,
                months,
                place,
                outcome,
                value,
            } = row
                && (months, place, outcome) == (self.months, ALL_PLACES, self.outcome)
                && let Some(which) = self.arms.iter().position(|arm| *arm == run % runs)
                && let Some(pair) = pairs.get_mut(((run - key.first_run) / runs) as usize)
            {
                pair[which] = value;
            }
            Ok(())
        })?;
        for (at, values) in pairs.into_iter().enumerate() {
            let position = key.first_run / runs + at as u32;
            let Some(unit) = self.unit(position) else {
                continue;
            };
            if let [Some(own), Some(base)] = values
                && let Some((sum, count)) = self.sums.get_mut(unit)
            {
                *sum += own - base;
                *count += 1;
            }
        }
        Ok(())
    }

    /// The unit of the growing block that a pair of the plan belongs to.
    fn unit(&self, position: u32) -> Option<usize> {
        let pair = self.basis.plan.pairs.get(position as usize)?;
        match self.rule.block {
            RunBlock::Default => (pair.point == 0).then_some(pair.replicate as usize),
            RunBlock::Prior => (1..=self.rule.maximum)
                .contains(&pair.point)
                .then(|| pair.point as usize - 1),
        }
    }
}

/// The experiment as large as it became: with its growing block cut to where it stopped.
#[must_use]
pub fn as_run(experiment: &Experiment, manifest: &Manifest) -> Experiment {
    match &manifest.stopped {
        Some(stopped) => experiment.cut_to(stopped.units()),
        None => experiment.clone(),
    }
}

/// Refuses a rule of stopping other than that of the folder: with its results seen, the stated
/// confidence would no longer hold. A rule may be asked for more: a smaller target, because its
/// intervals hold at all its looks together, and where they hold after any number of units a larger
/// maximum. Nor may the seeds of a point change where the point is the unit that is looked at.
///
/// # Errors
/// What differs, and why it matters.
pub fn same_rule(there: &Experiment, asked: &Experiment, folder: &str) -> Result<(), JobError> {
    if let Some(rule) = &there.stopping
        && rule.block == RunBlock::Prior
        && asked.stopping.is_some()
        && there.size.replicates != asked.size.replicates
    {
        return Err(JobError::Refused(format!(
            "{folder} holds points of {} seeds, {} asked for: its rule of stopping looked at the \
             means of these points, and results that were seen must not change what it looks at; \
             give another folder with --out",
            there.size.replicates, asked.size.replicates
        )));
    }
    if there.stopping == asked.stopping {
        return Ok(());
    }
    let why = match (&there.stopping, &asked.stopping) {
        (Some(there), Some(asked)) => match not_more(there, asked) {
            None => return Ok(()),
            Some(why) => why,
        },
        _ => OTHER_RULE.to_owned(),
    };
    let words = |rule: &Option<Stopping>| match rule {
        Some(rule) => said(rule),
        None => "a fixed number of runs".to_owned(),
    };
    Err(JobError::Refused(format!(
        "{folder} holds runs under another rule of stopping:\n  there: {}\n  asked for: {}\n{why}; \
         give another folder with --out, or remove this one",
        words(&there.stopping),
        words(&asked.stopping)
    )))
}

const OTHER_RULE: &str = "results that were seen must not choose the rule";

/// Why a rule is not one that was asked for more; `None` where it is.
pub(super) fn not_more(there: &Stopping, asked: &Stopping) -> Option<String> {
    let only_more = Stopping {
        target: there.target,
        maximum: there.maximum,
        ..asked.clone()
    };
    if only_more != *there {
        return Some(OTHER_RULE.to_owned());
    }
    if asked.target > there.target || asked.maximum < there.maximum {
        let why =
            "stored runs are never dropped, so a target may only fall and a maximum only rise";
        return Some(why.to_owned());
    }
    (asked.maximum > there.maximum && there.guard == Guard::Spending).then(|| {
        format!(
            "[stopping.half_width] spent its whole error over the looks up to {} {}, and further \
             looks would have no stated confidence; only [stopping.always_valid] may go on beyond \
             its maximum",
            there.maximum,
            there.block.units()
        )
    })
}

/// The ends of a folder so far, where it is now asked for more than its rule asked for.
#[must_use]
pub fn earlier(manifest: &Manifest, there: &Experiment, asked: &Experiment) -> Vec<Earlier> {
    let mut ends = manifest.gone_on.clone();
    if let (Some(stopped), Some(rule)) = (&manifest.stopped, &there.stopping) {
        ends.extend_from_slice(&stopped.earlier);
        if there.stopping != asked.stopping {
            ends.push(Earlier {
                target: rule.target,
                maximum: rule.maximum,
                units: stopped.units(),
            });
        }
    }
    ends
}

/// A rule in words.
fn said(rule: &Stopping) -> String {
    let guard = match rule.guard {
        Guard::Spending => "half_width",
        Guard::AlwaysValid => "always_valid",
    };
    format!(
        "{guard} of {} {} over {} to {} {}, {} at a time",
        rule.arm,
        rule.target,
        rule.minimum,
        rule.maximum,
        rule.block.units(),
        rule.every
    )
}
