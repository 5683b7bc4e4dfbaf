//! What an experiment states before it runs: when it stops, what it claims, what its page says first.

use super::arms::names_of_arms;
use crate::scenario::answers::{self, Answer};
use crate::scenario::arm::Arm;
use crate::scenario::check::Known;
use crate::scenario::claims::{self, Claim};
use crate::scenario::compared;
use crate::scenario::error::{Mistake, Source};
use crate::scenario::experiment_file::ExperimentFile;
use crate::scenario::patch::Changes;
use crate::scenario::stopping::{self, RunBlock, Stopping};

/// When the experiment stops, what it claims and what its page says first. The block that grows is set to its maximum.
pub(super) fn stated(
    source: &Source,
    file: &mut ExperimentFile,
    changes: &Changes,
    arms: &[Arm],
    prior: bool,
    known: &Known,
    findings: &mut Vec<Mistake>,
) -> (Option<Stopping>, Vec<Claim>, Vec<Answer>) {
    if file.search.is_some() {
        let rule = file
            .stopping
            .as_ref()
            .map(|rule| ("[stopping]", &rule.span));
        let claims = file.claims.first();
        let claims = claims.map(|claim| ("[[claims]]", &claim.compared.span));
        let answers = file.answers.first();
        let answers = answers.map(|answer| ("[[answers]]", &answer.compared.span));
        for (what, span) in rule.into_iter().chain(claims).chain(answers) {
            findings.push(source.mistake(
                span.clone(),
                format!("a search has stages of its own, so it cannot have {what}"),
                Some("state them in an experiment that compares what the search found".to_owned()),
            ));
        }
        return (None, Vec::new(), Vec::new());
    }
    let all = names_of_arms(file);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let kept: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let horizons: Vec<u64> = file.horizons.iter().map(|h| h.value).collect();
    let blocks = [file.design.default_seeds > 0, prior];
    let (claims, answers) = match (&file.baseline, &file.outcome, &file.horizon) {
        (Some(baseline), Some(outcome), Some(horizon)) => {
            let around = compared::Around {
                arms: &all,
                kept: &kept,
                baseline: &baseline.value,
                outcome: &outcome.value,
                horizon: horizon.value,
                horizons: &horizons,
                horizon_chosen: changes.horizon_months.is_some(),
                points_chosen: changes.points.is_some(),
                blocks,
                known,
            };
            (
                claims::settle(source, &file.claims, &around, findings),
                answers::settle(source, &file.answers, &around, findings),
            )
        }
        _ => (Vec::new(), Vec::new()),
    };
    let design = &mut file.design;
    let stopping = file.stopping.as_ref().and_then(|raw| {
        let around = stopping::Around {
            seeds: design.default_seeds,
            points: design.size.points,
            arms: &kept,
            baseline: file
                .baseline
                .as_ref()
                .map(|baseline| baseline.value.as_str()),
            options: [
                changes.replicates.map(|_| "--replicates"),
                match (changes.points, changes.paper) {
                    (Some(_), _) => Some("--points"),
                    (None, true) => Some("--paper"),
                    (None, false) => None,
                },
                (!changes.arms.is_empty()).then_some("--arms"),
            ],
        };
        stopping::settle(source, raw, &around, findings)
    });
    match &stopping {
        Some(rule) if rule.block == RunBlock::Default => {
            design.default_seeds = u64::from(rule.maximum);
        }
        Some(rule) => design.size.points = u64::from(rule.maximum),
        None => {}
    }
    (stopping, claims, answers)
}
