//! Settling factors: a name becomes a parameter, a mechanism or an attribute of arms, and what is
//! written beside it becomes values that this may take.

use super::arm::Arm;
use super::arm_file::{self, MIXINGS};
use super::check::Known;
use super::error::{Mistake, Source, meant};
use super::experiment::family;
use super::file::Placed;
use super::library::{Kind, names};
use super::mechanisms::MECHANISMS;
use super::parameters::{TABLES, find};
use super::sampling::{Factor, Subject, Values};
use super::sampling_file::{RawFactor, RawLevel};
use super::settings::{percentage, refuse, unknown_mechanism, unknown_parameter};
use super::structure_file;
use super::{Law, Mixing, PARAMETERS, Scenario};

/// Attributes of arms that a design can vary.
pub(super) const ATTRIBUTES: [&str; 4] = ["grip", "mixing", "structure", "seats"];

/// Where factors stand, and what they are held against.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub source: &'a Source,
    pub scenario: &'a Scenario,
    pub arms: &'a [Arm],
    pub known: &'a Known<'a>,
    pub swept: bool,
}

impl Place<'_> {
    fn wrong(
        &self,
        findings: &mut Vec<Mistake>,
        at: &std::ops::Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        findings.push(self.source.mistake(at.clone(), message, help));
    }
}

/// The factors of a design.
pub(super) fn factors(
    place: &Place,
    raw: &[RawFactor],
    findings: &mut Vec<Mistake>,
) -> Vec<Factor> {
    let mut found: Vec<Factor> = Vec::new();
    for one in raw {
        if found.iter().any(|other| other.path == one.path.value) {
            let message = format!("the factor \"{}\" is named twice", one.path.value);
            place.wrong(findings, &one.path.span, message, None);
            continue;
        }
        let Some(mut factor) = named(place, &one.path, findings) else {
            continue;
        };
        match &one.levels {
            None => unsaid(place, one, &factor, findings),
            Some(levels) => said(place, &mut factor, levels, findings),
        }
        found.push(factor);
    }
    let names: Vec<Placed<String>> = raw.iter().map(|one| one.path.clone()).collect();
    overlaps(place, &names, found.iter(), findings);
    fits(place, raw, &found, findings);
    found
}

/// A factor by its name, with the values it has where none are said.
pub(super) fn named(
    place: &Place,
    name: &Placed<String>,
    findings: &mut Vec<Mistake>,
) -> Option<Factor> {
    let path = name.value.as_str();
    let (subject, values) = if let Some(parameter) = find(path) {
        let domain = parameter.domain();
        if !place.scenario.switches.domains.has(domain) {
            place.wrong(
                findings,
                &name.span,
                format!(
                    "{path} belongs to the domain {}, which the experiment lacks",
                    domain.key()
                ),
                Some(format!("add \"{}\" to domains", domain.key())),
            );
            return None;
        }
        (Subject::Parameter, Values::Sampled)
    } else if let Some(mechanism) = path.strip_prefix("mechanisms.") {
        let Some(known) = MECHANISMS.iter().find(|known| known.name == mechanism) else {
            let message = format!("unknown mechanism \"{mechanism}\"");
            place.wrong(findings, &name.span, message, unknown_mechanism(mechanism));
            return None;
        };
        if !place.scenario.switches.domains.has(known.domain()) {
            let key = known.domain().key();
            place.wrong(
                findings,
                &name.span,
                format!("{path} belongs to the domain {key}, which the experiment lacks"),
                Some(format!("add \"{key}\" to domains")),
            );
            return None;
        }
        (Subject::Mechanism, Values::Levels(vec![0.0, 1.0]))
    } else if let Some(rest) = path.strip_prefix("arms.") {
        return of_arms(place, name, rest, findings);
    } else {
        let help = match path.split_once('.') {
            Some((table, key)) if TABLES.iter().any(|(known, ..)| *known == table) => {
                unknown_parameter(table, key)
            }
            Some(("parameters", rest)) if find(rest).is_some() => {
                Some(format!("did you mean \"{rest}\"?"))
            }
            _ => {
                let parameter = PARAMETERS.iter().find(|p| p.key() == path);
                let parameter = parameter.map(|p| format!("\"{}\"", p.path));
                let is_mechanism = MECHANISMS.iter().any(|m| m.name == path);
                let mechanism = is_mechanism.then(|| format!("\"mechanisms.{path}\""));
                let near: Vec<String> = parameter.into_iter().chain(mechanism).collect();
                Some(if near.is_empty() {
                    "a factor is the path of a parameter, mechanisms.NAME, or arms.NAME.grip, \
                     mixing, structure or seats, with * for all arms"
                        .to_owned()
                } else {
                    format!("did you mean {}?", near.join(" or "))
                })
            }
        };
        place.wrong(
            findings,
            &name.span,
            format!("unknown factor \"{path}\""),
            help,
        );
        return None;
    };
    Some(Factor {
        path: path.to_owned(),
        subject,
        values,
        arms: Vec::new(),
    })
}

/// `arms.NAME.ATTRIBUTE`.
fn of_arms(
    place: &Place,
    name: &Placed<String>,
    rest: &str,
    findings: &mut Vec<Mistake>,
) -> Option<Factor> {
    let mut known: Vec<&str> = place.arms.iter().map(|arm| family(&arm.name)).collect();
    known.dedup();
    let (arm, attribute) = rest.rsplit_once('.').unwrap_or((rest, ""));
    let (subject, values) = match attribute {
        "grip" => (Subject::Grip, Values::Range([0.0, 1.0])),
        "mixing" => (Subject::Mixing, Values::Levels(vec![0.0, 1.0])),
        "structure" => (Subject::Structure(Vec::new()), Values::Levels(Vec::new())),
        "seats" => (Subject::Seats(Vec::new()), Values::Levels(Vec::new())),
        _ => {
            place.wrong(
                findings,
                &name.span,
                format!("arms have no attribute \"{attribute}\" that a design can vary"),
                meant(attribute, &ATTRIBUTES)
                    .or_else(|| Some(format!("there are {}", ATTRIBUTES.join(", ")))),
            );
            return None;
        }
    };
    let arms = if arm == "*" {
        Vec::new()
    } else {
        vec![arm.to_owned()]
    };
    if arm != "*" && !known.contains(&arm) {
        place.wrong(
            findings,
            &name.span,
            format!("\"{arm}\" is no arm of the experiment"),
            meant(arm, &known).or_else(|| Some("write * for all arms".to_owned())),
        );
        return None;
    }
    if place.swept && attribute == "grip" {
        place.wrong(
            findings,
            &name.span,
            "grip is swept already, every arm at every step of [sweep.grip]".to_owned(),
            Some("keep the sweep or the factor".to_owned()),
        );
        return None;
    }
    if matches!(attribute, "structure" | "seats") {
        let changing = place
            .arms
            .iter()
            .filter(|one| arm == "*" || family(&one.name) == arm)
            .find(|one| !one.changes.is_empty());
        if let Some(changing) = changing {
            place.wrong(
                findings,
                &name.span,
                format!(
                    "the arrangement of \"{}\" changes later, so that its {attribute} cannot be \
                     varied",
                    changing.name
                ),
                Some("name arms without changes one by one".to_owned()),
            );
            return None;
        }
    }
    Some(Factor {
        path: name.value.clone(),
        subject,
        values,
        arms,
    })
}

/// A factor whose levels are not said must have some of its own.
fn unsaid(place: &Place, one: &RawFactor, factor: &Factor, findings: &mut Vec<Mistake>) {
    let message = match &factor.subject {
        Subject::Parameter if factor.parameter().is_some_and(|p| p.sampled.is_none()) => {
            format!(
                "{} has no range over which it is sampled: it is fixed by structure",
                factor.path
            )
        }
        Subject::Structure(_) | Subject::Seats(_) => {
            format!("{} has no levels of its own", factor.path)
        }
        _ => return,
    };
    let example = format!(
        "say its levels: factors = {{ \"{}\" = [...] }}",
        factor.path
    );
    place.wrong(findings, &one.path.span, message, Some(example));
}

/// The levels that are said.
fn said(
    place: &Place,
    factor: &mut Factor,
    levels: &[Placed<RawLevel>],
    findings: &mut Vec<Mistake>,
) {
    let mut values: Vec<f64> = Vec::new();
    for level in levels {
        let Some(value) = value(place, factor, level, findings) else {
            continue;
        };
        if values
            .iter()
            .any(|other| other.to_bits() == value.to_bits())
        {
            let message = format!("{} has the level {} twice", factor.path, factor.word(value));
            place.wrong(findings, &level.span, message, None);
        }
        values.push(value);
    }
    let ends = match values[..] {
        [low, high] if matches!(factor.subject, Subject::Parameter | Subject::Grip) => {
            Some([low.min(high), low.max(high)])
        }
        _ => None,
    };
    let by_ratio = factor.parameter().is_some_and(|p| p.law == Law::LogUniform);
    if let (Some([low, _]), true, Some(first)) = (ends, by_ratio, levels.first())
        && low <= 0.0
    {
        place.wrong(
            findings,
            &first.span,
            format!(
                "{} is drawn by ratios, so the low end of its range must be above 0, found {low}",
                factor.path
            ),
            Some("name three levels or more to have only these".to_owned()),
        );
    }
    factor.values = ends.map_or(Values::Levels(values), Values::Range);
}

/// One level in the number that stands for it.
fn value(
    place: &Place,
    factor: &mut Factor,
    level: &Placed<RawLevel>,
    findings: &mut Vec<Mistake>,
) -> Option<f64> {
    let shown = match &level.value {
        RawLevel::Number(number) => format!("{number}"),
        RawLevel::Flag(flag) => format!("{flag}"),
        RawLevel::Word(word) => format!("\"{word}\""),
    };
    let path = factor.path.clone();
    let mut kind = |wanted: &str, help: Option<String>| {
        let message = format!("{path} must be {wanted}, found {shown}");
        place.wrong(findings, &level.span, message, help);
        None
    };
    match (&mut factor.subject, &level.value) {
        (Subject::Parameter, RawLevel::Number(number)) => {
            let refused = find(&factor.path).and_then(|parameter| refuse(parameter, *number));
            if let Some((message, help)) = refused {
                place.wrong(findings, &level.span, message, help);
                return None;
            }
            Some(*number)
        }
        (Subject::Grip, RawLevel::Number(number)) => {
            if (0.0..=1.0).contains(number) {
                return Some(number.abs());
            }
            kind("between 0 and 1", percentage(*number, [0.0, 1.0]))
        }
        (Subject::Parameter | Subject::Grip, _) => kind("a number", None),
        (Subject::Mechanism, RawLevel::Flag(on)) => Some(f64::from(u8::from(*on))),
        (Subject::Mechanism, _) => kind("true or false", None),
        (Subject::Mixing, RawLevel::Word(word)) => {
            let known = MIXINGS.map(|(word, _)| word);
            match MIXINGS.iter().find(|(known, _)| known == word) {
                Some((_, Mixing::Blend)) => Some(0.0),
                Some((_, Mixing::Lottery)) => Some(1.0),
                None => kind("blend or lottery", meant(word, &known)),
            }
        }
        (Subject::Structure(choices), RawLevel::Word(word)) => {
            if let Some(at) = choices.iter().position(|one| one.name == *word) {
                return Some(at as f64);
            }
            let built_in: Vec<&str> = names(Kind::Structure).collect();
            let Some(text) = (place.known.structure)(word) else {
                return kind("the name of a structure", meant(word, &built_in));
            };
            match structure_file::read(&text, text.stem()) {
                Err(mistakes) => {
                    findings.extend(mistakes);
                    None
                }
                Ok(mut structure) => {
                    structure.name.clone_from(word);
                    choices.push(structure);
                    Some((choices.len() - 1) as f64)
                }
            }
        }
        (Subject::Seats(choices), RawLevel::Word(word)) => {
            if let Some(at) = choices.iter().position(|one| one.0 == *word) {
                return Some(at as f64);
            }
            let built_in: Vec<&str> = names(Kind::Arm).collect();
            let Some(text) = (place.known.arm)(word) else {
                return kind(
                    "the name of an arm whose seats are taken",
                    meant(word, &built_in),
                );
            };
            match arm_file::read(&text, word, place.known.structure) {
                Err(mistakes) => {
                    findings.extend(mistakes);
                    None
                }
                Ok(read) => {
                    choices.push((word.clone(), read.arm.seats));
                    Some((choices.len() - 1) as f64)
                }
            }
        }
        (Subject::Mixing, _) => kind("blend or lottery", None),
        (Subject::Structure(_), _) => kind("the name of a structure", None),
        (Subject::Seats(_), _) => kind("the name of an arm whose seats are taken", None),
    }
}

/// One field of a table of points.
pub(super) fn field(
    place: &Place,
    factor: &mut Factor,
    field: &Placed<String>,
    findings: &mut Vec<Mistake>,
) -> Option<f64> {
    let word = field.value.as_str();
    if word.is_empty() {
        let help = factor.stands(place.scenario).map(|value| {
            let word = factor.word(value);
            format!("as it stands, {} is {word}", factor.path)
        });
        let message = format!("{} has no value at this point", factor.path);
        place.wrong(findings, &field.span, message, help);
        return None;
    }
    let raw = match (&factor.subject, word) {
        (Subject::Parameter | Subject::Grip, _) => match word.parse::<f64>() {
            Ok(number) if number.is_finite() => RawLevel::Number(number),
            _ => RawLevel::Word(word.to_owned()),
        },
        (_, "true") | (Subject::Mechanism, "1") => RawLevel::Flag(true),
        (_, "false") | (Subject::Mechanism, "0") => RawLevel::Flag(false),
        _ => RawLevel::Word(word.to_owned()),
    };
    let level = Placed {
        value: raw,
        span: field.span.clone(),
    };
    let value = value(place, factor, &level, findings)?;
    // Whether seats fit a structure is asked for every choice as it comes up.
    let fit = misfit(place, factor, value);
    if let Some((message, help)) = fit {
        place.wrong(findings, &field.span, message, help);
        return None;
    }
    Some(value)
}

/// Two factors must not change the same attribute of the same arm.
pub(super) fn overlaps<'f>(
    place: &Place,
    names: &[Placed<String>],
    factors: impl Iterator<Item = &'f Factor>,
    findings: &mut Vec<Mistake>,
) {
    let factors: Vec<&Factor> = factors.collect();
    for (at, factor) in factors.iter().enumerate() {
        let same = factors[..at].iter().find(|other| {
            let attribute = |path: &str| path.rsplit('.').next().map(str::to_owned);
            factor.path.starts_with("arms.")
                && other.path.starts_with("arms.")
                && attribute(&factor.path) == attribute(&other.path)
                && (factor.arms.is_empty() || other.arms.is_empty() || factor.arms == other.arms)
        });
        let name = names.iter().find(|name| name.value == factor.path);
        if let (Some(other), Some(name)) = (same, name) {
            place.wrong(
                findings,
                &name.span,
                format!(
                    "{} and {} both change the same arm",
                    other.path, factor.path
                ),
                Some("keep one of them".to_owned()),
            );
        }
    }
}

/// Every choice of seats or structure must go together with every other that may come with it.
fn fits(place: &Place, raw: &[RawFactor], factors: &[Factor], findings: &mut Vec<Mistake>) {
    for factor in factors {
        let Some(one) = raw.iter().find(|one| one.path.value == factor.path) else {
            continue;
        };
        for level in factor.levels() {
            let found = clash(place, factors, factor, level);
            if let Some((message, help)) = found {
                place.wrong(findings, &one.path.span, message, help);
                break;
            }
        }
    }
}

/// Why a choice of seats or of a structure does not fit an arm as it is.
fn misfit(place: &Place, factor: &Factor, value: f64) -> Option<(String, Option<String>)> {
    clash(place, &[], factor, value)
}

fn clash(
    place: &Place,
    factors: &[Factor],
    factor: &Factor,
    level: f64,
) -> Option<(String, Option<String>)> {
    let at = level as usize;
    let arms = place.arms.iter();
    let meant = arms.filter(|arm| {
        factor.arms.is_empty() || factor.arms.iter().any(|name| name == family(&arm.name))
    });
    for arm in meant {
        // Structures that another factor may bring in while these seats hold.
        let mut structures = vec![&arm.structure];
        let mut seats = vec![&arm.seats];
        for other in factors {
            let same = other.arms.is_empty() || other.arms.iter().any(|n| n == family(&arm.name));
            match &other.subject {
                Subject::Structure(choices) if same => structures.extend(choices),
                Subject::Seats(choices) if same => seats.extend(choices.iter().map(|one| &one.1)),
                _ => {}
            }
        }
        match &factor.subject {
            Subject::Structure(choices) => structures = choices.get(at).into_iter().collect(),
            Subject::Seats(choices) => {
                seats = choices.get(at).map(|one| &one.1).into_iter().collect();
            }
            _ => return None,
        }
        for structure in structures {
            let there = structure.tiers();
            let of_seats = seats
                .iter()
                .flat_map(|seats| seats.iter().map(|seat| seat.tier));
            let of_guides = arm.guides.iter().map(|guide| guide.tier);
            if let Some(tier) = of_seats.chain(of_guides).find(|tier| !there.contains(tier)) {
                let words: Vec<&str> = there.iter().map(|tier| tier.key()).collect();
                return Some((
                    format!(
                        "with {} = \"{}\" somebody in \"{}\" would decide or guide at {}, a tier \
                         that the structure \"{}\" does not have",
                        factor.path,
                        factor.word(level),
                        arm.name,
                        tier.key(),
                        structure.name
                    ),
                    Some(format!("in that structure there are {}", words.join(", "))),
                ));
            }
        }
    }
    None
}
