//! The tables `[parameters.TABLE]` and `[mechanisms]`, which scenario, arm and experiment files
//! share. Every value is held against the register of parameters.

use super::error::{Source, meant};
use super::file::{Placed, Reader, Table};
use super::mechanisms::MECHANISMS;
use super::parameters::{Law, PARAMETERS, Parameter, Parameters, TABLES, find};

/// The tables whose parameters an arm may override. The others describe the world that is drawn
/// before the arms part, and must be equal in all of them.
pub const ARM_TABLES: &[&str] = &[
    "approval",
    "guidance",
    "queue",
    "joint",
    "implementation",
    "costs",
    "running",
    "legitimacy",
    "grip",
    "priorities",
    "support",
    "people",
    "prevention",
    "assurance",
    "politics",
    "contracts",
    "entry",
    "practices",
    "balances",
    "reorganisation",
];

/// Parameters of those tables that act before April 2009, when arms are still one.
const BEFORE_ARMS: &[&str] = &[
    "guidance.coverage",
    "implementation.lever_burn_in",
    "priorities.weight_elective_wait",
    "priorities.weight_emergency",
    "priorities.weight_cancer",
    "priorities.weight_primary_access",
    "priorities.weight_mental_health",
    "priorities.weight_long_term",
    "priorities.weight_maternity_children",
    "priorities.weight_safety",
    "priorities.need_concentration",
    "priorities.wait_at_start",
    "contracts.start_tariff",
];

/// One setting of a file.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// What is set.
    pub leaf: Leaf,
    /// Where it is said.
    pub source: Source,
    /// Where in that text.
    pub span: std::ops::Range<usize>,
}

/// What a setting sets.
#[derive(Clone, Debug)]
pub(super) enum Leaf {
    /// A parameter, in its range.
    Parameter(&'static Parameter, f64),
    /// A mechanism, on or off.
    Mechanism(&'static str, bool),
    /// A geography by name or path.
    Geography(String),
}

impl Leaf {
    /// Its path in messages and in [`super::Scenario::origins`].
    pub fn path(&self) -> String {
        match self {
            Self::Parameter(parameter, _) => parameter.path.to_owned(),
            Self::Mechanism(name, _) => format!("mechanisms.{name}"),
            Self::Geography(_) => "geography".to_owned(),
        }
    }
}

/// Whether a parameter may take a value; if not, what to say and what to try.
pub(super) fn refuse(parameter: &Parameter, value: f64) -> Option<(String, Option<String>)> {
    let [low, high] = parameter.range;
    let unit = match parameter.unit {
        "0 or 1" => String::new(),
        unit => format!(" {unit}"),
    };
    if !value.is_finite() || value < low || value > high {
        let help = percentage(value, parameter.range).unwrap_or_else(|| {
            format!(
                "{}; the default is {}",
                parameter.meaning, parameter.default
            )
        });
        let message = format!(
            "{} must lie between {low} and {high}{unit}, found {value}",
            parameter.path
        );
        return Some((message, Some(help)));
    }
    if parameter.law == Law::Integer && value.fract() != 0.0 {
        return Some((
            format!("{} must be a whole number, found {value}", parameter.path),
            Some(format!("did you mean {}?", value.round())),
        ));
    }
    None
}

/// The question put to the user about a number that is too large for a range of shares but would
/// fit as a percentage.
pub(super) fn percentage(value: f64, [low, high]: [f64; 2]) -> Option<String> {
    let share = value / 100.0;
    (high <= 1.0 && value > 1.0 && low <= share && share <= high)
        .then(|| format!("did you mean {share}? ({value}% is written {share})"))
}

/// What to say about a parameter that does not exist: the nearest key of its table, or the table
/// in which the key stands.
pub(super) fn unknown_parameter(table: &str, key: &str) -> Option<String> {
    let keys: Vec<&str> = PARAMETERS
        .iter()
        .filter(|p| p.table() == table)
        .map(Parameter::key)
        .collect();
    if let Some(elsewhere) = PARAMETERS.iter().find(|p| p.key() == key) {
        return Some(format!("did you mean {}?", elsewhere.path));
    }
    meant(key, &keys).or_else(|| Some("see: grip list parameters".to_owned()))
}

/// What to say about a mechanism that does not exist.
pub(super) fn unknown_mechanism(name: &str) -> Option<String> {
    let known = MECHANISMS.map(|mechanism| mechanism.name);
    meant(name, &known).or_else(|| Some("see: grip list mechanisms".to_owned()))
}

/// Reads `[parameters]` of a file. In an arm only [`ARM_TABLES`] may be named.
pub(super) fn parameters(reader: &mut Reader, top: &Table, in_arm: bool) -> Vec<Setting> {
    let mut settings = Vec::new();
    let Some(tables) = top
        .get("parameters")
        .and_then(|value| reader.table("parameters", value))
    else {
        return settings;
    };
    let known = TABLES.map(|(name, ..)| name);
    for (name, value) in tables.entries() {
        if !known.contains(&name.value) {
            let path = tables.full(name.value);
            let help = match PARAMETERS.iter().find(|p| p.key() == name.value) {
                Some(p) => Some(format!("{} stands in [parameters.{}]", p.key(), p.table())),
                None => meant(name.value, &known),
            };
            reader.wrong(name.span, format!("unknown table \"{path}\""), help);
            continue;
        }
        if in_arm && !ARM_TABLES.contains(&name.value) {
            reader.wrong(
                name.span,
                format!(
                    "an arm cannot override {}: it is drawn before the arms part, and all arms \
                     must share it",
                    name.value
                ),
                Some(format!(
                    "an arm may override {}; set the others in the experiment",
                    ARM_TABLES.join(", ")
                )),
            );
            continue;
        }
        let Some(table) = reader.table(&tables.full(name.value), value) else {
            continue;
        };
        for (key, value) in table.entries() {
            let path = format!("{}.{}", name.value, key.value);
            let Some(parameter) = find(&path) else {
                let help = unknown_parameter(name.value, key.value);
                reader.wrong(key.span, format!("unknown parameter \"{path}\""), help);
                continue;
            };
            if in_arm && BEFORE_ARMS.contains(&path.as_str()) {
                reader.wrong(
                    key.span,
                    format!("an arm cannot override {path}: it acts before the arms part"),
                    Some("set it in the experiment".to_owned()),
                );
                continue;
            }
            let Some(number) = reader.number(&path, value) else {
                continue;
            };
            match refuse(parameter, number.value) {
                Some((message, help)) => reader.wrong(number.span, message, help),
                None => settings.push(Setting {
                    leaf: Leaf::Parameter(parameter, number.value),
                    source: reader.source.clone(),
                    span: number.span,
                }),
            }
        }
    }
    settings
}

/// Reads `[mechanisms]` of a file.
pub(super) fn mechanisms(reader: &mut Reader, top: &Table) -> Vec<Setting> {
    let mut settings = Vec::new();
    let Some(table) = top
        .get("mechanisms")
        .and_then(|value| reader.table("mechanisms", value))
    else {
        return settings;
    };
    let known = MECHANISMS.map(|mechanism| mechanism.name);
    for (key, value) in table.entries() {
        let path = table.full(key.value);
        let Some(name) = known.iter().find(|name| **name == key.value) else {
            reader.wrong(
                key.span,
                format!("unknown mechanism \"{}\"", key.value),
                unknown_mechanism(key.value),
            );
            continue;
        };
        if let Some(Placed { value, span }) = reader.flag(&path, value) {
            settings.push(Setting {
                leaf: Leaf::Mechanism(name, value),
                source: reader.source.clone(),
                span,
            });
        }
    }
    settings
}

/// Reads `geography` of a file.
pub(super) fn geography(reader: &mut Reader, top: &Table) -> Option<Setting> {
    let Placed { value, span } = top
        .get("geography")
        .and_then(|value| reader.text("geography", value))?;
    Some(Setting {
        leaf: Leaf::Geography(value),
        source: reader.source.clone(),
        span,
    })
}

/// The sum of the members of the simplex, which must be one.
pub(super) fn simplex_sum(parameters: &Parameters) -> f64 {
    PARAMETERS
        .iter()
        .filter(|p| p.law == Law::Simplex)
        .map(|p| (p.get)(parameters))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &str, value: f64) -> (String, Option<String>) {
        refuse(find(path).unwrap(), value).unwrap()
    }

    #[test]
    fn both_ends_of_every_range_are_allowed_and_a_step_beyond_is_not() {
        for p in &PARAMETERS {
            for value in p.range {
                assert!(refuse(p, value).is_none(), "{p:?} at {value}");
            }
            assert!(refuse(p, p.range[0] - 0.001).is_some(), "{p:?}");
            assert!(refuse(p, p.range[1] + 0.001).is_some(), "{p:?}");
            assert!(refuse(p, f64::NAN).is_some() && refuse(p, f64::INFINITY).is_some());
        }
    }

    #[test]
    fn a_percentage_is_recognised_only_where_its_share_is_allowed() {
        let (message, help) = refused("implementation.lever", 70.0);
        assert_eq!(
            message,
            "implementation.lever must lie between 0 and 1 share, found 70"
        );
        assert_eq!(
            help.as_deref(),
            Some("did you mean 0.7? (70% is written 0.7)")
        );
        let (_, help) = refused("evidence.heterogeneity_sd", 70.0);
        assert!(!help.unwrap().contains('%'), "70% is above 0.25 as well");
        let (_, help) = refused("guidance.lag_months", 1200.0);
        assert!(!help.unwrap().contains('%'), "months are no share");
    }

    #[test]
    fn counts_are_whole() {
        let (message, help) = refused("items.count", 60.5);
        assert_eq!(message, "items.count must be a whole number, found 60.5");
        assert_eq!(help.as_deref(), Some("did you mean 61?"));
    }

    #[test]
    fn a_key_in_the_wrong_table_is_sent_to_its_own() {
        assert_eq!(
            unknown_parameter("queue", "spillover").as_deref(),
            Some("did you mean evidence.spillover?")
        );
    }

    #[test]
    fn defaults_of_the_simplex_sum_to_one() {
        assert!((simplex_sum(&Parameters::default()) - 1.0).abs() < 1e-9);
    }
}
