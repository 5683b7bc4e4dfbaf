//! The door between text and model: what passes here is settled, and inside the model nothing is
//! checked again. All mistakes of a text are found in one pass.

use super::arm::Arm;
use super::error::{Level, Mistake, Source, meant};
use super::file::{Table, parse};
use super::geography::GeographyFile;
use super::library::{Kind, built_in_structure, names, text};
use super::patch::{Changes, Layers};
use super::settings::{Leaf, Setting};
use super::structure::Structure;
use super::{Scenario, arm_file, experiment_file, scenario_file, structure_file};

pub use super::check_experiment::experiment;

/// What a check must know from outside this layer.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Names of the outcomes. Empty: names of outcomes are not checked.
    pub outcomes: &'a [&'a str],
    /// Finds the text of an arm by name; [`super::library::built_in_arm`] knows the built-in ones.
    pub arm: &'a dyn Fn(&str) -> Option<Source>,
    /// Finds the text of a structure by name or path;
    /// [`super::library::built_in_structure`] knows the built-in ones.
    pub structure: &'a dyn Fn(&str) -> Option<Source>,
    /// Finds the text of a table of points by its path; [`super::library::no_table`] knows none.
    pub table: &'a dyn Fn(&str) -> Option<Source>,
}

/// Keys by which a geography file is recognised; its own reader knows them in full.
const GEOGRAPHY_KEYS: [&str; 9] = [
    "title",
    "atom_population",
    "need",
    "providers",
    "tiers",
    "synthetic",
    "table",
    "centroids",
    "neighbours",
];

/// Something settled, and the warnings of its settling.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled<T> {
    /// What was settled.
    pub value: T,
    /// What was accepted but probably not meant.
    pub warnings: Vec<Mistake>,
}

impl<T> Settled<T> {
    pub(super) fn from(value: Option<T>, mut findings: Vec<Mistake>) -> Result<Self, Vec<Mistake>> {
        in_order(&mut findings);
        let refused = findings.iter().any(|f| f.level == Level::Refused);
        match value {
            Some(value) if !refused => Ok(Self {
                value,
                warnings: findings,
            }),
            _ => {
                // Where something is refused, warnings distract.
                findings.retain(|finding| finding.level == Level::Refused);
                Err(findings)
            }
        }
    }
}

/// Brings findings into the order of their texts, keeping the order in which texts were read.
fn in_order(findings: &mut [Mistake]) {
    let mut files: Vec<String> = Vec::new();
    for finding in findings.iter() {
        if !files.contains(&finding.file) {
            files.push(finding.file.clone());
        }
    }
    findings.sort_by_key(|finding| {
        let file = files.iter().position(|file| *file == finding.file);
        (file, finding.span.start)
    });
}

/// Settles a scenario file over the defaults.
///
/// # Errors
/// Every mistake of the file.
pub fn scenario(source: &Source) -> Result<Settled<Scenario>, Vec<Mistake>> {
    let (settings, mut findings) = scenario_file::read(source);
    let mut layers = Layers::base();
    for setting in settings {
        findings.extend(unknown_geography(&setting));
        layers.file(setting, false);
    }
    let (scenario, more) = layers.settle(false);
    findings.extend(more);
    Settled::from(Some(scenario), findings)
}

/// Settles an arm file of built-in structures or with one of its own in it.
///
/// # Errors
/// Every mistake of the file.
pub fn arm(source: &Source, name: &str) -> Result<Settled<Arm>, Vec<Mistake>> {
    arm_with(source, name, &built_in_structure)
}

/// Settles an arm file; `structure` finds the structures that it names.
///
/// # Errors
/// Every mistake of the file and of its structures.
pub fn arm_with(
    source: &Source,
    name: &str,
    structure: &dyn Fn(&str) -> Option<Source>,
) -> Result<Settled<Arm>, Vec<Mistake>> {
    let value = arm_file::read(source, name, structure)?.arm;
    Ok(Settled {
        value,
        warnings: Vec::new(),
    })
}

/// Settles a structure file.
///
/// # Errors
/// Every mistake of the file.
pub fn structure(source: &Source, name: &str) -> Result<Settled<Structure>, Vec<Mistake>> {
    let value = structure_file::read(source, name)?;
    Ok(Settled {
        value,
        warnings: Vec::new(),
    })
}

/// Reads a geography file, without the tables it may want.
///
/// # Errors
/// Every mistake of the file.
pub fn geography(source: &Source) -> Result<GeographyFile, Vec<Mistake>> {
    GeographyFile::parse(&source.text, &source.label).map_err(|errors| {
        errors
            .into_iter()
            .map(|error| {
                let message = if error.key.is_empty() {
                    format!("found {}; allowed: {}", error.found, error.allowed)
                } else {
                    format!(
                        "{}: found {}; allowed: {}",
                        error.key, error.found, error.allowed
                    )
                };
                let at = source.byte(error.line, error.column);
                source.mistake(at..at, message, error.meant)
            })
            .collect()
    })
}

/// Checks a file of whatever kind it is, and gives its warnings.
///
/// # Errors
/// Every mistake of the file.
pub fn file(source: &Source, known: &Known) -> Result<Vec<Mistake>, Vec<Mistake>> {
    let name = source.stem();
    match kind(source)? {
        Kind::Arm => arm_with(source, name, known.structure).map(|settled| settled.warnings),
        Kind::Structure => structure(source, name).map(|settled| settled.warnings),
        Kind::Experiment => {
            experiment(source, name, &Changes::default(), known).map(|settled| settled.warnings)
        }
        Kind::Scenario => scenario(source).map(|settled| settled.warnings),
        Kind::Geography => geography(source).map(|_| Vec::new()),
    }
}

/// What kind of file a text is, judged by the keys at its top.
///
/// # Errors
/// No key at its top belongs to a known kind of file.
pub fn kind(source: &Source) -> Result<Kind, Vec<Mistake>> {
    let (content, reader) = parse(source);
    let top = Table::top(&content);
    let count = |keys: &[&str]| {
        top.entries()
            .filter(|(key, _)| keys.contains(&key.value))
            .count()
    };
    // Where counts are equal the last one wins: what is simplest to explain.
    let counts = [
        (Kind::Geography, count(&GEOGRAPHY_KEYS)),
        (Kind::Structure, count(&structure_file::KEYS)),
        (Kind::Experiment, count(&experiment_file::KEYS)),
        (Kind::Arm, count(&arm_file::KEYS)),
        (Kind::Scenario, count(&scenario_file::KEYS)),
    ];
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let found = counts.iter().rev().find(|(_, count)| *count == most);
    match found {
        Some((kind, _)) if most > 0 => Ok(*kind),
        _ => {
            let mut mistakes = reader.finish();
            if mistakes.is_empty() {
                mistakes.push(
                    source.mistake(
                        0..0,
                        "this is no file of grip: none of its keys is known".to_owned(),
                        Some(
                            "a scenario has [parameters], an arm [[seats]], a structure commissioners, \
                         an experiment arms, a geography [synthetic] or [table]"
                                .to_owned(),
                        ),
                    ),
                );
            }
            Err(mistakes)
        }
    }
}

/// A geography that is neither built in nor a path.
pub(super) fn unknown_geography(setting: &Setting) -> Option<Mistake> {
    let Leaf::Geography(name) = &setting.leaf else {
        return None;
    };
    if name.contains(['/', '\\', '.']) {
        return None;
    }
    let known: Vec<&str> = names(Kind::Geography).collect();
    if let Some(text) = text(Kind::Geography, name) {
        let wants_tables = GeographyFile::parse(text, name)
            .is_ok_and(|geography| geography.wanted().places.is_some());
        return wants_tables.then(|| {
            setting.source.mistake(
                setting.span.clone(),
                format!("the geography \"{name}\" describes tables that are not built in"),
                Some(format!(
                    "write it beside your tables with grip describe {name} and name its path"
                )),
            )
        });
    }
    Some(setting.source.mistake(
        setting.span.clone(),
        format!("unknown geography \"{name}\""),
        meant(name, &known),
    ))
}
