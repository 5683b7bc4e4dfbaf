//! Settling an experiment: its own file, the arms it names and what the command line changes,
//! held against each other, with all mistakes in one pass.

mod arms;
mod changes;
mod names;
mod stated;

use self::arms::{absent, labelled, load_arms, loader, names_of_arms};
use self::changes::{change, narrow};
use self::names::{check_names, check_primary};
use self::stated::stated;
use crate::scenario::DEFAULT_GEOGRAPHY;
use crate::scenario::arm_file::is_name;
use crate::scenario::chance;
use crate::scenario::check::{Known, Settled, unknown_geography};
use crate::scenario::check_sampling::{self, Around};
use crate::scenario::check_search;
use crate::scenario::discovery_file::{self, Names};
use crate::scenario::error::{Mistake, Source};
use crate::scenario::experiment::{Cross, Experiment, Margin, Primary, Size, Subset};
use crate::scenario::experiment_file::{self, MONTHS, RawSize};
use crate::scenario::patch::{Changes, Layers, assignment};
use crate::scenario::sensitivity_file;
use crate::scenario::settings::Leaf;
use crate::scenario::stopping::RunBlock;

/// Settles an experiment file, the arms it names and what the command line changes.
///
/// # Errors
/// Every mistake of the file, of its arms and of the changes.
pub fn experiment(
    source: &Source,
    name: &str,
    changes: &Changes,
    known: &Known,
) -> Result<Settled<Experiment>, Vec<Mistake>> {
    let (mut file, mut findings) = experiment_file::read(source);
    if !is_name(name) {
        findings.push(source.mistake(
            0..0,
            format!(
                "the experiment would be called \"{name}\", but names are small letters, digits \
                 and _"
            ),
            Some("rename the file".to_owned()),
        ));
    }
    let written = file.design.size.points;
    change(&mut file, changes, &mut findings);
    if let Some(search) = &mut file.search {
        check_search::grow(search, written, file.design.size.points);
    }

    let draws = file.design.size.points > 0;
    let mut layers = Layers::base();
    for setting in std::mem::take(&mut file.settings) {
        findings.extend(unknown_geography(&setting));
        // Naming the default geography says what the experiment is about.
        let warn = !matches!(&setting.leaf, Leaf::Geography(name) if name == DEFAULT_GEOGRAPHY);
        layers.file(setting, warn);
    }
    let geography = changes
        .geography
        .iter()
        .map(|name| format!("geography={name}"));
    for text in changes.set.iter().cloned().chain(geography) {
        match assignment(&text) {
            Ok(setting) => {
                findings.extend(unknown_geography(&setting));
                layers.set(setting);
            }
            Err(mistake) => findings.push(*mistake),
        }
    }
    let (mut scenario, more) = layers.settle(draws);
    scenario.switches.domains = file.domains;
    findings.extend(more);

    let design = &file.design;
    let nothing = design.default_seeds == 0 && design.size.points == 0;
    if nothing && !design.span.is_empty() {
        findings.push(source.mistake(
            design.span.clone(),
            "there is nothing to run: no seeds at the default parameters and no points".to_owned(),
            Some("set [design.default] seeds or [design.latin_hypercube] points".to_owned()),
        ));
    }
    let mut arms = load_arms(source, &file, &scenario, draws, known, &mut findings);
    if file.search.is_none() {
        scenario.absent = absent(&arms);
    }
    check_search::check_beside(source, &file, &mut findings);
    let independent = chance::settle(source, &mut file, changes, &mut findings);
    check_names(source, &file, known, &mut findings);
    check_primary(source, &file, changes, &mut findings);
    let mut subsets: Vec<Subset> = file
        .subsets
        .iter()
        .map(|subset| Subset {
            name: subset.name.clone(),
            arms: subset.arms.iter().map(|arm| arm.value.clone()).collect(),
        })
        .collect();
    if let Some(baseline) = &file.baseline {
        narrow(
            changes,
            &baseline.value,
            &file,
            &mut arms,
            &mut subsets,
            &mut findings,
        );
    }
    let raw = file.design.sampling.take();
    let laid = raw.as_ref().map_or(0..0, |raw| raw.span.clone());
    let around = Around {
        source,
        scenario: &scenario,
        arms: &arms,
        changes,
        known,
        swept: file.steps.is_some(),
        strata: file.mixing_by_stratum,
        default_seeds: file.design.default_seeds,
    };
    let sampling = check_sampling::settle(&around, raw, &mut file.design.size, &mut findings);
    let prior = file.design.size.points > 0 && sampling.draws();
    let (stopping, claims, answers) = stated(
        source,
        &mut file,
        changes,
        &arms,
        prior,
        known,
        &mut findings,
    );
    let grows = stopping
        .as_ref()
        .is_some_and(|rule| rule.block == RunBlock::Prior);
    let staged = grows || file.search.is_some();
    findings.extend(check_sampling::staged(source, &sampling, laid, staged));
    let kept: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let horizons: Vec<u64> = file.horizons.iter().map(|h| h.value).collect();
    let (discovery, robustness) = discovery_file::settle(
        source,
        std::mem::take(&mut file.analysis),
        &Names {
            arms: &names_of_arms(&file),
            kept: &kept,
            outcomes: known.outcomes,
            horizons: &horizons,
            other_horizon: changes.horizon_months.is_some(),
        },
        &mut findings,
    );
    let sensitivity = sensitivity_file::settle(
        source,
        file.sensitivity.take(),
        &sensitivity_file::Around {
            outcomes: known.outcomes,
            horizons: &horizons,
            other_horizon: changes.horizon_months.is_some(),
            is_search: file.search.is_some(),
        },
        &mut findings,
    );
    let search = file.search.take().and_then(|raw| {
        check_search::hold_throughout(&mut arms, file.domains);
        file.steps = None;
        let mut load = loader(source, file.domains, &scenario, draws, known);
        let domains = file.domains;
        check_search::search(source, raw, domains, &arms, known, &mut load, &mut findings)
    });
    let paper = file.paper.as_ref().unwrap_or(&file.design.size);
    let value = match (
        file.title,
        file.question,
        file.baseline,
        file.seed,
        file.outcome,
    ) {
        (Some(title), Some(question), Some(baseline), Some(seed), Some(outcome)) => {
            Some(Experiment {
                name: name.to_owned(),
                title,
                question,
                scenario,
                arms,
                baseline: baseline.value,
                primary: Primary {
                    outcome: outcome.value,
                    horizon_months: small(file.horizon.map_or(MONTHS[0], |months| months.value)),
                },
                horizons_months: file.horizons.iter().map(|h| small(h.value)).collect(),
                seed,
                independent,
                default_seeds: small(file.design.default_seeds),
                paper: size(paper),
                size: size(&file.design.size),
                grip_steps: file.steps,
                mixing_by_stratum: file.mixing_by_stratum,
                margins: file
                    .margins
                    .into_iter()
                    .map(|margin| Margin {
                        outcome: margin.outcome.value,
                        domain: margin.domain,
                        system: margin.system,
                    })
                    .collect(),
                margin_otherwise: file.margin_otherwise,
                subsets,
                cross: file.cross.map(|cross| Cross {
                    seats: labelled(cross.seats, known),
                    guides: labelled(cross.guides, known),
                }),
                shapley: file.design.shapley,
                audit_seeds: small(file.design.audit_seeds),
                sampling,
                stopping,
                claims,
                answers,
                discovery,
                robustness,
                sensitivity,
                search,
            })
        }
        _ => None,
    };
    Settled::from(value, findings)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn size(raw: &RawSize) -> Size {
    Size {
        points: small(raw.points),
        replicates: small(raw.replicates),
    }
}
