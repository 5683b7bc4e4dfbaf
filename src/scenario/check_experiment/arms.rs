//! The arms of an experiment: read by name, one for every step of a sweep and every pair of a cross.

use crate::scenario::arm::{Arm, Change};
use crate::scenario::arm_file::{self, ArmFile};
use crate::scenario::check::Known;
use crate::scenario::check_cross::{NOBODY, crossed};
use crate::scenario::domain::{Domain, Domains};
use crate::scenario::error::{Mistake, Source, meant};
use crate::scenario::experiment::{NO_GUIDES, name_at_step, name_of_cross};
use crate::scenario::experiment_file::ExperimentFile;
use crate::scenario::file::Placed;
use crate::scenario::library::{Kind, names};
use crate::scenario::settings::{Leaf, Setting};
use crate::scenario::{Scenario, UpperCost};

/// Parameters that say what bodies cost which no arm ever has.
pub(super) fn absent(arms: &[Arm]) -> Vec<String> {
    let structures = || {
        arms.iter().flat_map(|arm| {
            let later = arm.changes.iter().map(|change| &change.structure);
            std::iter::once(&arm.structure).chain(later)
        })
    };
    let has = |cost: UpperCost| structures().any(|one| one.upper.iter().any(|up| up.cost == cost));
    UpperCost::ALL
        .iter()
        .filter(|(cost, _)| !has(*cost))
        .map(|(_, path)| (*path).to_owned())
        .collect()
}

/// Names with the labels of their arms.
pub(super) fn labelled(names: Vec<Placed<String>>, known: &Known) -> Vec<(String, String)> {
    let label = |name: &str| {
        if name == NO_GUIDES {
            return NOBODY.to_owned();
        }
        let read =
            (known.arm)(name).and_then(|text| arm_file::read(&text, name, known.structure).ok());
        read.map_or_else(|| name.to_owned(), |read| read.arm.label)
    };
    let named = names.into_iter().map(|name| name.value);
    named.map(|name| (name.clone(), label(&name))).collect()
}

/// Reads one arm by name, with its mistakes and what it has in vain.
pub(super) fn loader<'a>(
    source: &'a Source,
    domains: Domains,
    scenario: &'a Scenario,
    draws: bool,
    known: &'a Known<'a>,
) -> impl FnMut(&Placed<String>, &mut Vec<Mistake>) -> Option<ArmFile> + 'a {
    move |named: &Placed<String>, findings: &mut Vec<Mistake>| -> Option<ArmFile> {
        let Some(text) = (known.arm)(&named.value) else {
            let built_in: Vec<&str> = names(Kind::Arm).collect();
            findings.push(source.mistake(
                named.span.clone(),
                format!("unknown arm \"{}\"", named.value),
                meant(&named.value, &built_in),
            ));
            return None;
        };
        match arm_file::read(&text, &named.value, known.structure) {
            Err(mistakes) => {
                findings.extend(mistakes);
                None
            }
            Ok(read) => {
                if !read.arm.changes.is_empty() && !domains.has(Domain::Reorganisation) {
                    findings.push(source.mistake(
                        named.span.clone(),
                        format!(
                            "the arm \"{}\" has changes, but the experiment lacks the domain that \
                             they need",
                            named.value
                        ),
                        Some("write domains = [\"reorganisation\"], or add it".to_owned()),
                    ));
                }
                for setting in &read.overrides {
                    findings.extend(idle_override(setting, scenario, draws));
                }
                Some(read)
            }
        }
    }
}

/// Reads the arms an experiment names, one for every step of its sweep.
pub(super) fn load_arms(
    source: &Source,
    file: &ExperimentFile,
    scenario: &Scenario,
    draws: bool,
    known: &Known,
    findings: &mut Vec<Mistake>,
) -> Vec<Arm> {
    let mut load = loader(source, file.domains, scenario, draws, known);
    let mut read: Vec<ArmFile> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for named in &file.arms {
        if seen.contains(&named.value.as_str()) {
            findings.push(source.mistake(
                named.span.clone(),
                format!("the arm \"{}\" is named twice", named.value),
                None,
            ));
            continue;
        }
        seen.push(&named.value);
        read.extend(load(named, findings));
    }
    if let Some(cross) = &file.cross {
        read.extend(crossed(source, cross, &mut load, findings));
    }
    let mut arms: Vec<Arm> = Vec::new();
    for ArmFile { arm, .. } in read {
        match &file.steps {
            None => arms.push(arm),
            Some(steps) => arms.extend(steps.iter().map(|step| Arm {
                name: name_at_step(&arm.name, *step),
                grip: *step,
                changes: at_step(&arm.changes, *step),
                ..arm.clone()
            })),
        }
    }
    arms
}

/// Changes of an arm whose grip is swept: the step holds all along.
fn at_step(changes: &[Change], step: f64) -> Vec<Change> {
    let held = |change: &Change| Change {
        grip: Some(step),
        ..change.clone()
    };
    changes.iter().map(held).collect()
}

/// An override of an arm that says what the scenario says anyway, where no design draws it.
fn idle_override(setting: &Setting, scenario: &Scenario, draws: bool) -> Option<Mistake> {
    let Leaf::Parameter(parameter, value) = setting.leaf else {
        return None;
    };
    let drawn = draws && parameter.sampled.is_some() && !scenario.holds(parameter.path);
    let same = (parameter.get)(&scenario.parameters).to_bits() == value.to_bits();
    (same && !drawn).then(|| {
        setting.source.warning(
            setting.span.clone(),
            format!(
                "{} changes nothing: all arms have this value",
                parameter.path
            ),
            None,
        )
    })
}

/// The names that arms have in results.
pub(super) fn names_of_arms(file: &ExperimentFile) -> Vec<String> {
    let mut named: Vec<String> = file.arms.iter().map(|arm| arm.value.clone()).collect();
    if let Some(cross) = &file.cross {
        for seats in &cross.seats {
            let names = cross.guides.iter();
            named.extend(names.map(|guides| name_of_cross(&seats.value, &guides.value)));
        }
    }
    match &file.steps {
        None => named,
        Some(steps) => named
            .iter()
            .flat_map(|arm| steps.iter().map(|step| name_at_step(arm, *step)))
            .collect(),
    }
}
