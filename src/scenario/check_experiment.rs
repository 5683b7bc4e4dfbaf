//! Settling an experiment: its own file, the arms it names and what the command line changes,
//! held against each other, with all mistakes in one pass.

use std::ops::Range;

use super::answers::{self, Answer};
use super::arm::{Arm, Change};
use super::arm_file::{self, ArmFile, is_name};
use super::chance;
use super::check::{Known, Settled, unknown_geography};
use super::check_cross::{NOBODY, crossed};
use super::check_sampling::{self, Around};
use super::check_search;
use super::claims::{self, Claim};
use super::compared;
use super::discovery_file::{self, Names};
use super::domain::{Domain, Domains};
use super::error::{Mistake, Source, meant};
use super::experiment::{
    Cross, Experiment, Margin, NO_GUIDES, Primary, Size, Subset, family, name_at_step,
    name_of_cross,
};
use super::experiment_file::{
    self, ExperimentFile, MONTHS, POINTS, REPLICATES, RawSize, SEEDS, broken_year,
};
use super::file::Placed;
use super::library::{Kind, names};
use super::patch::{Changes, Layers, assignment};
use super::sensitivity_file;
use super::settings::{Leaf, Setting};
use super::stopping::{self, RunBlock, Stopping};
use super::{DEFAULT_GEOGRAPHY, Scenario, UpperCost};

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

/// Parameters that say what bodies cost which no arm ever has.
fn absent(arms: &[Arm]) -> Vec<String> {
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

/// When the experiment stops, what it claims and what its page says first. The block that grows is set to its maximum.
fn stated(
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

/// Names with the labels of their arms.
fn labelled(names: Vec<Placed<String>>, known: &Known) -> Vec<(String, String)> {
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

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn size(raw: &RawSize) -> Size {
    Size {
        points: small(raw.points),
        replicates: small(raw.replicates),
    }
}

/// Applies the options of the command line that change numbers of the file.
fn change(file: &mut ExperimentFile, changes: &Changes, findings: &mut Vec<Mistake>) {
    let mut limited = |option: &str, value: Option<u64>, [low, high]: [u64; 2]| {
        let value = value?;
        if (low..=high).contains(&value) {
            return Some(value);
        }
        let text = value.to_string();
        findings.push(Source::new(option, &text).mistake(
            0..text.len(),
            format!("{option} must lie between {low} and {high}, found {value}"),
            None,
        ));
        None
    };
    if changes.paper
        && let Some(paper) = &file.paper
    {
        file.design.size = *paper;
    }
    let design = &mut file.design;
    if let Some(points) = limited("--points", changes.points, POINTS) {
        design.size.points = points;
    }
    if let Some(replicates) = limited("--replicates", changes.replicates, REPLICATES) {
        design.size.replicates = replicates;
        if design.default_seeds > 0 {
            design.default_seeds = replicates;
        }
        design.audit_seeds = design.audit_seeds.min(replicates);
        if let Some(shapley) = &mut design.shapley {
            shapley.seeds = small(replicates);
        }
    }
    if let Some(seed) = limited("--seed", changes.seed, SEEDS) {
        file.seed = Some(seed);
    }
    if let Some(months) = limited("--horizon-months", changes.horizon_months, MONTHS) {
        let text = months.to_string();
        if let Some((message, help)) = broken_year(months) {
            findings.push(Source::new("--horizon-months", &text).mistake(
                0..text.len(),
                message,
                help,
            ));
        } else {
            let place = |value| Placed { value, span: 0..0 };
            file.horizons = vec![place(months)];
            file.horizon = Some(place(months));
        }
    }
    if changes.paper && file.paper.is_none() {
        findings.push(Source::new("--paper", "--paper").mistake(
            0..7,
            "the experiment has no [paper] size".to_owned(),
            Some("give --points and --replicates instead".to_owned()),
        ));
    }
}

/// Reads one arm by name, with its mistakes and what it has in vain.
fn loader<'a>(
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
fn load_arms(
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
fn names_of_arms(file: &ExperimentFile) -> Vec<String> {
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

/// Baseline and subsets must name arms of the experiment.
fn check_names(source: &Source, file: &ExperimentFile, known: &Known, findings: &mut Vec<Mistake>) {
    let all = names_of_arms(file);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    if all.is_empty() {
        return;
    }
    let stranger = |name: &str, span: Range<usize>, what: &str| {
        let help = match &file.steps {
            Some(_) if !name.contains('@') => Some(format!(
                "grip is swept, so name the step too, for example \"{}\"",
                all.iter()
                    .find(|arm| family(arm) == name)
                    .unwrap_or(&all[0])
            )),
            _ => meant(name, &all),
        };
        source.mistake(
            span,
            format!("{what} must be one of the arms of the experiment, found \"{name}\""),
            help,
        )
    };
    if let Some(baseline) = &file.baseline
        && !all.contains(&baseline.value.as_str())
    {
        findings.push(stranger(&baseline.value, baseline.span.clone(), "baseline"));
    }
    for subset in &file.subsets {
        let path = format!("subsets.{}", subset.name);
        for (at, arm) in subset.arms.iter().enumerate() {
            if !all.contains(&arm.value.as_str()) {
                findings.push(stranger(&arm.value, arm.span.clone(), &path));
            } else if subset.arms[..at]
                .iter()
                .any(|other| other.value == arm.value)
            {
                findings.push(source.mistake(
                    arm.span.clone(),
                    format!("{path} names \"{}\" twice", arm.value),
                    None,
                ));
            }
        }
    }
    let margins = file.margins.iter().map(|margin| &margin.outcome);
    for outcome in margins.chain(&file.outcome) {
        if !known.outcomes.is_empty() && !known.outcomes.contains(&outcome.value.as_str()) {
            findings.push(
                source.mistake(
                    outcome.span.clone(),
                    format!("unknown outcome \"{}\"", outcome.value),
                    meant(&outcome.value, known.outcomes)
                        .or_else(|| Some("see: grip list outcomes".to_owned())),
                ),
            );
        }
    }
}

/// The primary horizon must be one at which outcomes are read.
fn check_primary(
    source: &Source,
    file: &ExperimentFile,
    changes: &Changes,
    findings: &mut Vec<Mistake>,
) {
    let Some(horizon) = &file.horizon else { return };
    if changes.horizon_months.is_some() || file.horizons.is_empty() {
        return;
    }
    if !file
        .horizons
        .iter()
        .any(|other| other.value == horizon.value)
    {
        let list: Vec<String> = file.horizons.iter().map(|h| h.value.to_string()).collect();
        findings.push(source.mistake(
            horizon.span.clone(),
            format!(
                "primary.horizon_months must be one of horizons_months, found {}",
                horizon.value
            ),
            Some(format!("the horizons are {}", list.join(", "))),
        ));
    }
}

/// Keeps the arms that `--arms` asks for, and the baseline.
fn narrow(
    changes: &Changes,
    baseline: &str,
    file: &ExperimentFile,
    arms: &mut Vec<Arm>,
    subsets: &mut Vec<Subset>,
    findings: &mut Vec<Mistake>,
) {
    if changes.arms.is_empty() {
        return;
    }
    let all = names_of_arms(file);
    let option = Source::new("--arms", &changes.arms.join(","));
    let mut start = 0;
    for name in &changes.arms {
        let span = start..start + name.len();
        start = span.end + 1;
        if !all.iter().any(|arm| arm == name || family(arm) == name) {
            let known: Vec<&str> = all.iter().map(String::as_str).collect();
            findings.push(option.mistake(
                span,
                format!("--arms must name arms of the experiment, found \"{name}\""),
                meant(name, &known),
            ));
        }
    }
    let wanted = |arm: &str| {
        changes
            .arms
            .iter()
            .any(|name| arm == name || family(arm) == name)
    };
    if !wanted(baseline) {
        findings.push(option.warning(
            0..option.text.len(),
            format!("the baseline {baseline} is kept, since differences are taken from it"),
            None,
        ));
    }
    arms.retain(|arm| wanted(&arm.name) || arm.name == baseline);
    for subset in subsets.iter_mut() {
        subset.arms.retain(|arm| wanted(arm) || arm == baseline);
    }
    subsets.retain(|subset| subset.arms.len() >= 2);
}
