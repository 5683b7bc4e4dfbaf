//! The door between text and model: what passes here is settled, and inside the model nothing is
//! checked again. All mistakes of a text are found in one pass.

use super::arm::Arm;
use super::error::{Level, Mistake, Source, meant};
use super::file::{Table, parse};
use super::library::{Kind, names};
use super::patch::{Changes, Layers};
use super::settings::{Leaf, Setting};
use super::{Scenario, arm_file, experiment_file, scenario_file};

pub use super::check_experiment::experiment;

/// What a check must know from outside this layer.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Names of the outcomes. Empty: names of outcomes are not checked.
    pub outcomes: &'a [&'a str],
    /// Finds the text of an arm by name; [`super::library::built_in_arm`] knows the built-in ones.
    pub arm: &'a dyn Fn(&str) -> Option<Source>,
}

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

/// Settles an arm file.
///
/// # Errors
/// Every mistake of the file.
pub fn arm(source: &Source, name: &str) -> Result<Settled<Arm>, Vec<Mistake>> {
    let value = arm_file::read(source, name)?.arm;
    Ok(Settled {
        value,
        warnings: Vec::new(),
    })
}

/// Checks a file of whatever kind it is, and gives its warnings.
///
/// # Errors
/// Every mistake of the file.
pub fn file(source: &Source, known: &Known) -> Result<Vec<Mistake>, Vec<Mistake>> {
    let name = source.stem();
    match kind(source)? {
        Kind::Arm => arm(source, name).map(|settled| settled.warnings),
        Kind::Experiment => {
            experiment(source, name, &Changes::default(), known).map(|settled| settled.warnings)
        }
        Kind::Scenario | Kind::Geography => scenario(source).map(|settled| settled.warnings),
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
    // The most telling keys first: the tables of parameters stand in all three.
    let counts = [
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
                mistakes.push(source.mistake(
                    0..0,
                    "this is neither a scenario nor an arm nor an experiment: none of its keys is \
                     known"
                        .to_owned(),
                    Some(
                        "a scenario has [parameters], an arm [[seats]], an experiment arms"
                            .to_owned(),
                    ),
                ));
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
    let is_path = name.contains(['/', '\\', '.']);
    let known: Vec<&str> = names(Kind::Geography).collect();
    if is_path || known.contains(&name.as_str()) {
        return None;
    }
    Some(setting.source.mistake(
        setting.span.clone(),
        format!("unknown geography \"{name}\""),
        meant(name, &known),
    ))
}
