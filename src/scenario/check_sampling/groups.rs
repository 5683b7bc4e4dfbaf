//! Factors that change together: in groups, or as parts of one whole.

use super::Around;
use crate::scenario::error::{Mistake, meant};
use crate::scenario::sampling::{Factor, FactorGroup, Sampling, SamplingKind, Values};
use crate::scenario::sampling_file::{RawGroups, RawSampling};
use crate::scenario::{Law, PARAMETERS};

/// The groups in which factors are changed together.
pub(super) fn groups(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    findings: &mut Vec<Mistake>,
) -> Vec<FactorGroup> {
    let factors = sampling.factors(around.scenario);
    let named = match &raw.groups {
        None => return Vec::new(),
        Some(RawGroups::Tables) => {
            let mut groups: Vec<FactorGroup> = Vec::new();
            for factor in &factors {
                let table = factor.path.split('.').next().unwrap_or_default();
                let member = factor.path.clone();
                match groups.iter_mut().find(|group| group.name == table) {
                    Some(group) => group.members.push(member),
                    None => groups.push(FactorGroup {
                        name: table.to_owned(),
                        members: vec![member],
                    }),
                }
            }
            return groups;
        }
        Some(RawGroups::Named(named)) => named,
    };
    let mut groups: Vec<FactorGroup> = Vec::new();
    for (name, members) in named {
        let mut group = FactorGroup {
            name: name.value.clone(),
            members: Vec::new(),
        };
        for member in members {
            let table = format!("{}.", member.value);
            let of = |path: &str| path == member.value || path.starts_with(&table);
            let paths: Vec<&str> = factors.iter().map(|f| f.path.as_str()).collect();
            let found: Vec<&str> = paths.iter().copied().filter(|path| of(path)).collect();
            // What somebody holds at one value is a factor no more.
            let is_held = PARAMETERS.iter().any(|p| of(p.path));
            if found.is_empty() && (!is_held || !sampling.factors.is_empty()) {
                findings.push(around.source.mistake(
                    member.span.clone(),
                    format!("\"{}\" is no factor, and no table of factors", member.value),
                    meant(&member.value, &paths),
                ));
            }
            for path in found {
                let twice = groups
                    .iter()
                    .chain([&group])
                    .find(|other| other.members.iter().any(|one| one == path));
                if let Some(other) = twice {
                    findings.push(around.source.mistake(
                        member.span.clone(),
                        format!("{path} is in two groups, {} and {}", other.name, group.name),
                        Some("a factor can be changed with one group only".to_owned()),
                    ));
                } else {
                    group.members.push(path.to_owned());
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// Parts of a whole are drawn together or set so that they leave something to the others.
pub(super) fn parts(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    findings: &mut Vec<Mistake>,
) {
    let given: Vec<&Factor> = sampling.factors.iter().filter(|f| f.is_part()).collect();
    let Some(first) = given.first() else { return };
    let all = PARAMETERS.iter().filter(|p| p.law == Law::Simplex).count();
    let at = raw.factors.iter().find(|one| one.path.value == first.path);
    let span = at.map_or(raw.span.clone(), |one| one.path.span.clone());
    let mut wrong = |message: String, help: &str| {
        findings.push(
            around
                .source
                .mistake(span.clone(), message, Some(help.to_owned())),
        );
    };
    match sampling.kind {
        SamplingKind::OneAtATime | SamplingKind::Factorial | SamplingKind::Fraction(_) => {
            let largest = |factor: &&Factor| factor.levels().into_iter().fold(0.0, f64::max);
            let sum: f64 = if sampling.kind == SamplingKind::OneAtATime {
                given.iter().map(largest).fold(0.0, f64::max)
            } else {
                given.iter().map(largest).sum()
            };
            if sum > 1.0 || (given.len() == all && sampling.kind != SamplingKind::OneAtATime) {
                wrong(
                    format!(
                        "{} and the like are parts of one whole, and the parts that vary must \
                         leave something to the others, found {} of {all} parts with a largest \
                         sum of {sum}",
                        first.path,
                        given.len()
                    ),
                    "vary fewer of them",
                );
            }
        }
        SamplingKind::List { .. } => {}
        _ => {
            let ranged = given.iter().any(|factor| factor.values != Values::Sampled);
            if ranged || given.len() < all {
                wrong(
                    format!(
                        "{} and the like are parts of one whole and are drawn together, found {} of \
                         {all} parts",
                        first.path,
                        given.len()
                    ),
                    "name all of them with \"sampled\", or none",
                );
            }
        }
    }
}
