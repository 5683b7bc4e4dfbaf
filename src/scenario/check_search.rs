//! Settling `[search]`: its holders are arms, of which only what they say about the domain is
//! taken, and its uniform regimes are the arms of the experiment at every grip in every domain.

use super::arm::Arm;
use super::check::Known;
use super::check_cross::Load;
use super::domain::{Domain, Domains};
use super::error::{Mistake, Source, meant};
use super::experiment::{family, name_at_step};
use super::experiment_file::{ExperimentFile, POINTS};
use super::file::Placed;
use super::parameters::find;
use super::search::{COMMISSIONERS, Holder, MOST_COMBINATIONS, Search, Searched, hold};
use super::search_file::RawSearch;
use super::structure::HELD;

/// The searched domains of an experiment.
fn searched(domains: Domains) -> impl Iterator<Item = Domain> {
    HELD.into_iter().filter(move |domain| domains.has(*domain))
}

/// A rung made smaller keeps at least so many points, so that every mean has an interval.
const FEWEST_POINTS: u64 = 4;

/// Gives every rung more or fewer points, as the hold-out has.
pub(super) fn grow(search: &mut RawSearch, written: u64, asked: u64) {
    if written == 0 {
        return;
    }
    for rung in &mut search.rungs {
        let points = (u64::from(rung.points) * asked)
            .div_ceil(written)
            .max(FEWEST_POINTS);
        rung.points = u32::try_from(points.min(POINTS[1])).unwrap_or(u32::MAX);
    }
}

/// Holds the uniform regimes in every searched domain as tightly as their step says.
pub(super) fn hold_throughout(arms: &mut [Arm], domains: Domains) {
    for arm in arms {
        let grip = arm.grip;
        for domain in searched(domains) {
            hold(arm, domain, grip);
        }
    }
}

/// What a file with `[search]` must not have besides.
pub(super) fn check_beside(source: &Source, file: &ExperimentFile, findings: &mut Vec<Mistake>) {
    let Some(raw) = &file.search else { return };
    let mut wrong = |message: &str, help: &str| {
        let place = raw.span.clone();
        findings.push(source.mistake(place, message.to_owned(), Some(help.to_owned())));
    };
    if file.design.default_seeds > 0 || file.design.shapley.is_some() {
        wrong(
            "a search is made over drawn inputs, but design has parts at the default parameters",
            "leave all but [design.latin_hypercube], the size of the hold-out, out",
        );
    }
    if file.design.size.points < 2 {
        wrong(
            "the hold-out of a search needs at least 2 points",
            "set [design.latin_hypercube] points",
        );
    }
    if file.cross.is_some() || file.swept || !file.subsets.is_empty() {
        wrong(
            "an experiment with a search has no cross, sweep or subsets",
            "leave them out: the search says what is varied",
        );
    }
}

/// The search, settled. `arms` are the uniform regimes.
pub(super) fn search(
    source: &Source,
    raw: RawSearch,
    domains: Domains,
    arms: &[Arm],
    known: &Known,
    load: &mut Load<'_>,
    findings: &mut Vec<Mistake>,
) -> Option<Search> {
    let mut domains: Vec<Searched> = searched(domains)
        .map(|domain| Searched {
            domain,
            holders: vec![commissioners()],
        })
        .collect();
    for (domain, span, names) in &raw.holders {
        let Some(searched) = domains.iter_mut().find(|other| other.domain == *domain) else {
            let message = format!(
                "search.holders names {}, a domain that the experiment lacks",
                domain.key()
            );
            let help = Some("write domains = \"all\", or add it".to_owned());
            findings.push(source.mistake(span.clone(), message, help));
            continue;
        };
        for name in names {
            if let Some(holder) = holder(source, *domain, name, load, findings) {
                if searched
                    .holders
                    .iter()
                    .any(|other| other.name == holder.name)
                {
                    let message = format!(
                        "search.holders.{} names \"{}\" twice",
                        domain.key(),
                        name.value
                    );
                    findings.push(source.mistake(name.span.clone(), message, None));
                } else {
                    searched.holders.push(holder);
                }
            }
        }
    }
    for (span, term) in &raw.terms {
        if !known.outcomes.is_empty() && !known.outcomes.contains(&term.outcome.as_str()) {
            findings.push(
                source.mistake(
                    span.clone(),
                    format!("unknown outcome \"{}\"", term.outcome),
                    meant(&term.outcome, known.outcomes)
                        .or_else(|| Some("see: grip list outcomes".to_owned())),
                ),
            );
        }
    }
    let search = Search {
        bodies: bodies(arms, &raw.grips),
        grips: raw.grips,
        domains,
        unit: raw.unit,
        margin: raw.margin,
        terms: raw.terms.into_iter().map(|(_, term)| term).collect(),
        rungs: raw.rungs,
    };
    if search.combinations() > MOST_COMBINATIONS {
        let message = format!(
            "there are {} combinations of bodies, holders and grips, more than {MOST_COMBINATIONS}, \
             the most that a search may look through",
            search.combinations()
        );
        let help = Some("leave out grips or holders".to_owned());
        findings.push(source.mistake(raw.span, message, help));
        return None;
    }
    let whole = !search.bodies.is_empty() && !search.rungs.is_empty() && !search.terms.is_empty();
    whole.then_some(search)
}

/// The arms whose every step is among the uniform regimes, by their own names.
fn bodies(arms: &[Arm], grips: &[f64]) -> Vec<Arm> {
    let Some(&first) = grips.first() else {
        return Vec::new();
    };
    let has = |name: &str| arms.iter().any(|arm| arm.name == name);
    arms.iter()
        .filter(|arm| {
            let name = family(&arm.name);
            arm.name == name_at_step(name, first)
                && grips.iter().all(|grip| has(&name_at_step(name, *grip)))
        })
        .map(|arm| Arm {
            name: family(&arm.name).to_owned(),
            ..arm.clone()
        })
        .collect()
}

fn commissioners() -> Holder {
    Holder {
        name: COMMISSIONERS.to_owned(),
        label: "Commissioners".to_owned(),
        seats: Vec::new(),
        guides: Vec::new(),
        overrides: Vec::new(),
    }
}

/// What an arm says about a domain.
fn holder(
    source: &Source,
    domain: Domain,
    name: &Placed<String>,
    load: &mut Load<'_>,
    findings: &mut Vec<Mistake>,
) -> Option<Holder> {
    let arm = load(name, findings)?.arm;
    let overrides: Vec<(String, f64)> = arm
        .overrides
        .iter()
        .filter(|(path, _)| find(path).is_some_and(|parameter| parameter.domain() == domain))
        .cloned()
        .collect();
    let has_seats = domain == Domain::Disinvestment;
    if !has_seats && overrides.is_empty() {
        let message = format!(
            "the arm \"{}\" says nothing about who holds {}: it sets no parameter of this domain",
            name.value,
            domain.key()
        );
        let help = Some("seats say who holds disinvestment, parameters the rest".to_owned());
        findings.push(source.mistake(name.span.clone(), message, help));
        return None;
    }
    if !arm.changes.is_empty() {
        let message = format!(
            "search.holders.{} names \"{}\", whose arrangement changes later",
            domain.key(),
            name.value
        );
        let help = Some("name an arm without changes".to_owned());
        findings.push(source.mistake(name.span.clone(), message, help));
        return None;
    }
    Some(Holder {
        name: arm.name,
        label: arm.label,
        seats: if has_seats { arm.seats } else { Vec::new() },
        guides: if has_seats { arm.guides } else { Vec::new() },
        overrides,
    })
}
