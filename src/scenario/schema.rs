//! JSON Schema of the files, made from the registers, so that editors can complete keys, show
//! what they mean and mark what is out of range while it is typed.

use serde_json::{Map, Value, json};

use super::arm_file::{COVERS, ITEMS, MIXINGS, tiers};
use super::changes_file::{ANNOUNCED, CHANGE_MONTHS, SLIP};
use super::discovery_file;
use super::domain::Domain;
use super::experiment_file::{DEFAULT_SEEDS, MONTHS, POINTS, REPLICATES, SEEDS};
use super::library::{Kind, names};
use super::mechanisms::MECHANISMS;
use super::parameters::{Law, PARAMETERS, Parameter, TABLES};
use super::schema_geography::geography;
use super::schema_sampling::{layouts, sensitivity};
use super::schema_search;
use super::settings::ARM_TABLES;
use super::shapley::PERMUTATIONS;
use super::structure::HELD;
use super::structure_file::{COSTS, STAFFED, UPPER_COUNT, body_tiers, upper_bodies};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of one kind of file.
#[must_use]
pub fn schema(kind: Kind) -> Value {
    let (title, body) = match kind {
        Kind::Scenario => ("A scenario of grip", scenario()),
        Kind::Arm => ("An arm of grip", arm()),
        Kind::Structure => ("A structure of grip", structure()),
        Kind::Experiment => ("An experiment of grip", experiment()),
        Kind::Geography => ("A geography of grip", geography()),
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DRAFT));
    schema.insert("title".to_owned(), json!(title));
    if let Value::Object(body) = body {
        schema.extend(body);
    }
    Value::Object(schema)
}

/// One schema that admits every kind of file.
#[must_use]
pub fn schema_of_all() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "A file of grip: scenario, arm, structure, experiment or geography",
        "anyOf": [
            {"$ref": "#/$defs/experiment"},
            {"$ref": "#/$defs/arm"},
            {"$ref": "#/$defs/structure"},
            {"$ref": "#/$defs/scenario"},
            {"$ref": "#/$defs/geography"},
        ],
        "$defs": {
            "experiment": experiment(),
            "arm": arm(),
            "structure": structure(),
            "scenario": scenario(),
            "geography": geography(),
        },
    })
}

/// A table with these keys and no others.
pub(super) fn table(description: &str, properties: Vec<(&str, Value)>, required: &[&str]) -> Value {
    let properties: Map<String, Value> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

pub(super) fn text(description: &str) -> Value {
    json!({"type": "string", "minLength": 1, "description": description})
}

pub(super) fn words<T>(description: &str, words: &[(&str, T)]) -> Value {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    json!({"enum": words, "description": description})
}

pub(super) fn flag(description: &str) -> Value {
    json!({"type": "boolean", "description": description})
}

pub(super) fn share(description: &str) -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1, "description": description})
}

/// A number within a range, ends included.
pub(super) fn number(description: &str, [low, high]: [f64; 2]) -> Value {
    json!({"type": "number", "minimum": low, "maximum": high, "description": description})
}

pub(super) fn whole(description: &str, [low, high]: [u64; 2]) -> Value {
    json!({"type": "integer", "minimum": low, "maximum": high, "description": description})
}

pub(super) fn above_zero(description: &str) -> Value {
    json!({"type": "number", "exclusiveMinimum": 0, "description": description})
}

pub(super) fn list(description: &str, items: &Value, least: u64) -> Value {
    json!({"type": "array", "items": items, "minItems": least, "description": description})
}

fn parameter(parameter: &Parameter) -> Value {
    let kind = match parameter.law {
        Law::Integer => "integer",
        Law::Uniform | Law::LogUniform | Law::Simplex => "number",
    };
    json!({
        "type": kind,
        "minimum": parameter.range[0],
        "maximum": parameter.range[1],
        "default": parameter.default,
        "description": format!(
            "{} ({}); {}. Source: {}. Grade {:?}.",
            parameter.meaning, parameter.unit, parameter.symbol, parameter.source, parameter.grade
        ),
    })
}

fn parameters(tables: &[&str]) -> Value {
    let tables = TABLES
        .iter()
        .filter(|(name, ..)| tables.contains(name))
        .map(|(name, meaning, _)| {
            let members = PARAMETERS
                .iter()
                .filter(|p| p.table() == *name)
                .map(|p| (p.key(), parameter(p)))
                .collect();
            (*name, table(meaning, members, &[]))
        })
        .collect();
    table("Parameters that differ from the defaults", tables, &[])
}

fn mechanisms() -> Value {
    let switches = MECHANISMS
        .iter()
        .map(|m| {
            let description = format!("Pushes {}; off means {}.", m.sign.mark(), m.off_means);
            (m.name, flag(&description))
        })
        .collect();
    table("Mechanisms that are switched off or on", switches, &[])
}

fn world() -> Vec<(&'static str, Value)> {
    let tables = TABLES.map(|(name, ..)| name);
    vec![
        (
            "geography",
            text("Name of a built-in geography, or the path of a file that describes one"),
        ),
        ("parameters", parameters(&tables)),
        ("mechanisms", mechanisms()),
    ]
}

fn scenario() -> Value {
    table(
        "A world and its rules, as it differs from the defaults",
        world(),
        &[],
    )
}

fn arm() -> Value {
    let cover = || words("Whose name stands on a decision", &COVERS);
    let tier = |what: &str| words(what, &tiers());
    let seat = table(
        "A holder of the decision on some items",
        vec![
            ("items", words("Which items it holds", &ITEMS)),
            ("tier", tier("The tier whose bodies decide")),
            (
                "participation",
                share(
                    "Part of the implementer in the decision: 1 own or joint, 0.5 where one \
                     member leads, 0 if decided above",
                ),
            ),
            ("joint", flag("Whether members decide together, in rounds")),
            ("cover", cover()),
            ("expert", flag("Whether its analysts are specialists")),
            (
                "published",
                flag("Whether a decision waits for the guidance body's publication"),
            ),
            (
                "borders",
                whole("Tier borders between decider and commissioner", [0, 5]),
            ),
        ],
        &["items", "tier", "participation", "borders"],
    );
    let guide = table(
        "A body that issues guidance which others decide on",
        vec![
            ("tier", tier("The tier whose bodies issue it")),
            ("cover", cover()),
            ("expert", flag("Whether its analysts are specialists")),
            (
                "published",
                flag("Whether it is the guidance body, with its coverage, lag and awareness"),
            ),
            (
                "duplicate",
                flag("Whether its cost is charged as duplication"),
            ),
        ],
        &["tier"],
    );
    let grip = table(
        "How the national board controls the holders",
        vec![
            (
                "strength",
                share("0 not at all, 1 in full; without it that of the structure"),
            ),
            ("mixing", words("How the two wills are mixed", &MIXINGS)),
        ],
        &[],
    );
    let grips = || grips(&HELD[1..], &[]);
    let change = table(
        "A reorganisation: what holds from its month on",
        vec![
            (
                "month",
                whole("First month; 1 is April 2009", CHANGE_MONTHS),
            ),
            ("date", text("The same as year and month, such as 2013-04")),
            (
                "announced",
                whole("Months before that in which it is announced", ANNOUNCED),
            ),
            ("slip", whole("Months by which its start slips", SLIP)),
            (
                "legal",
                flag("Whether it closes and founds bodies in law; if not, they share a management"),
            ),
            ("structure", named_structure()),
            ("seats", list("Who then decides what", &seat, 1)),
            ("guides", list("Who then guides", &guide, 0)),
            (
                "grip",
                table(
                    "How the national board then controls the holders",
                    vec![("strength", share("0 not at all, 1 in full"))],
                    &[],
                ),
            ),
            ("grips", grips()),
        ],
        &["structure"],
    );
    table(
        "An arrangement under test",
        vec![
            ("label", text("Its name in charts")),
            ("ranked", flag("Whether it stands in the ranking")),
            ("structure", named_structure()),
            ("seats", list("Who decides what", &seat, 1)),
            ("guides", list("Who guides", &guide, 0)),
            ("grip", grip),
            ("grips", grips()),
            (
                "changes",
                list("Later reorganisations, by month", &change, 0),
            ),
            ("parameters", parameters(ARM_TABLES)),
        ],
        &["label", "structure", "seats"],
    )
}

/// Grip of the centre by domain.
fn grips(domains: &[Domain], required: &[&str]) -> Value {
    let members = domains
        .iter()
        .map(|domain| (domain.key(), share("0 not at all, 1 in full")))
        .collect();
    table("Grip of the centre by domain", members, required)
}

/// The name or path of a structure, or a structure itself.
fn named_structure() -> Value {
    let known: Vec<&str> = names(Kind::Structure).collect();
    json!({
        "description": "Which bodies exist: a name from grip list structures, the path of a file, \
             or a table",
        "anyOf": [
            {"type": "string", "minLength": 1, "examples": known},
            structure(),
        ]
    })
}

fn structure() -> Value {
    let upper = table(
        "Bodies of one kind above the commissioners",
        vec![
            ("body", words("A tier, or a national body", &upper_bodies())),
            (
                "bodies",
                whole("How many there are in England", UPPER_COUNT),
            ),
            (
                "cost",
                words("What one costs: the parameter running.WORD_gbp_m", &COSTS),
            ),
            (
                "staffed",
                number(
                    "How many times that cost each has; 1 unless said otherwise",
                    STAFFED,
                ),
            ),
        ],
        &["body", "bodies", "cost"],
    );
    table(
        "Which bodies exist, and how tightly the centre holds them",
        vec![
            ("label", text("Its name for readers")),
            (
                "commissioners",
                words("The tier of its local commissioners", &body_tiers()),
            ),
            (
                "intermediate",
                words("The tier between them and the centre", &body_tiers()),
            ),
            (
                "upper",
                list("What stands above the commissioners", &upper, 0),
            ),
            ("grips", grips(&HELD, &HELD.map(Domain::key))),
        ],
        &["label", "commissioners", "intermediate", "grips"],
    )
}

fn experiment() -> Value {
    let name = text("Name of an arm");
    let months = whole("Months after March 2009, whole years", MONTHS);
    let mut horizon = months.clone();
    if let Value::Object(horizon) = &mut horizon {
        horizon.insert("multipleOf".to_owned(), json!(12));
    }
    let size = |description: &str| {
        table(
            description,
            vec![
                ("points", whole("Points of the parameter sample", POINTS)),
                ("replicates", whole("Seeds at each point", REPLICATES)),
            ],
            &["points", "replicates"],
        )
    };
    let default = table(
        "Runs at the default parameters",
        vec![("seeds", whole("How many seeds", DEFAULT_SEEDS))],
        &["seeds"],
    );
    let mut kinds = vec![
        ("default", default),
        ("shapley", shapley()),
        (
            "audit",
            table(
                "Runs that must agree with those at the default parameters: under other names, \
                 with two tiers exchanged, and with every mechanism off",
                vec![("seeds", whole("How many seeds", REPLICATES))],
                &["seeds"],
            ),
        ),
    ];
    kinds.extend(layouts());
    let design = table(
        "Which runs: at most one layout of points, and any of the others beside it",
        kinds,
        &[],
    );
    let cross = table(
        "Arms put together from the seats of one arm and the guides of another, named SEATS+GUIDES",
        vec![
            ("seats", list("Arms whose seats decide", &name, 1)),
            (
                "guides",
                list("Arms whose guides guide, or \"none\"", &name, 1),
            ),
        ],
        &["seats", "guides"],
    );
    let grip = table(
        "Every arm at every step of grip",
        vec![
            ("steps", list("Rising steps", &share("A step of grip"), 1)),
            (
                "mixing_by_stratum",
                flag("Whether odd points blend and even points draw lots"),
            ),
        ],
        &["steps"],
    );
    let margin = table(
        "Differences below this are practically nothing: domain with or without system, or share",
        vec![
            (
                "domain",
                above_zero("For the domain, in the unit of the outcome"),
            ),
            (
                "system",
                above_zero("For the system, in the unit of the outcome"),
            ),
            ("share", share("As a share of the baseline's median")),
        ],
        &[],
    );
    let primary = table(
        "The outcome and horizon it was designed for",
        vec![
            ("outcome", text("Name of the outcome")),
            ("horizon_months", months),
        ],
        &["outcome", "horizon_months"],
    );
    let mut properties = vec![
        ("title", text("Its name on the page")),
        ("question", text("The question it answers")),
        ("arms", list("Arms to compare", &name, 1)),
        ("cross", cross),
        ("baseline", text("The arm from which differences are taken")),
        (
            "domains",
            json!({
                "description": "The domains that its England has: \"all\", or a list; \
                     disinvestment is always there",
                "anyOf": [
                    {"enum": ["all"]},
                    {"type": "array", "items": {"enum": Domain::ALL.map(Domain::key)}}
                ]
            }),
        ),
        (
            "horizons_months",
            list("Rising horizons at which outcomes are read", &horizon, 1),
        ),
        (
            "seed",
            whole("The number from which all chance follows", SEEDS),
        ),
        ("primary", primary),
        ("design", design),
        ("paper", size("The size of a published study")),
        (
            "sweep",
            table("What is varied beside the arms", vec![("grip", grip)], &[]),
        ),
        ("search", schema_search::search()),
        (
            "subsets",
            json!({
                "type": "object",
                "description": "Groups of arms ranked among themselves",
                "additionalProperties": list("Names of arms", &name, 2),
            }),
        ),
        (
            "margins",
            json!({
                "type": "object",
                "description": "How large a difference must be to matter, by outcome",
                "properties": {
                    "otherwise": share("For all other outcomes, as a share of the baseline's median"),
                },
                "additionalProperties": margin,
            }),
        ),
    ];
    properties.extend(super::schema_stated::properties());
    properties.extend(analysis());
    properties.extend(world());
    table(
        "Which arms, on which parameters, how often",
        properties,
        &[
            "title",
            "question",
            "baseline",
            "horizons_months",
            "seed",
            "primary",
            "design",
        ],
    )
}

/// What is asked of the results.
fn analysis() -> Vec<(&'static str, Value)> {
    let number = |description: &str| json!({"type": "number", "description": description});
    let discovery = table(
        "At which inputs an arm is better: the question of scenario discovery",
        vec![
            ("arm", text("Name of the arm")),
            (
                "against",
                text("Name of the arm it must be better than, or every_other"),
            ),
            ("outcome", text("Name of the outcome")),
            (
                "horizon_months",
                whole("One of the horizons, months after March 2009", MONTHS),
            ),
            (
                "threshold",
                number("Better by more than this, in the unit of the outcome"),
            ),
        ],
        &[],
    );
    let enough = table(
        "What is good enough: either at_least or at_most, in the unit of the outcome",
        vec![
            ("at_least", number("Values must be at least this")),
            ("at_most", number("Values must be at most this")),
        ],
        &[],
    );
    let robustness = table(
        "How robustness is told",
        vec![
            (
                "satisficing",
                json!({
                    "type": "object",
                    "description": "What is good enough, by outcome; an arm satisfices where it \
                         meets all",
                    "additionalProperties": enough,
                }),
            ),
            (
                "pareto",
                list(
                    "Outcomes of the Pareto front",
                    &text("Name of an outcome"),
                    discovery_file::PARETO[0] as u64,
                ),
            ),
        ],
        &[],
    );
    vec![
        ("discovery", discovery),
        ("robustness", robustness),
        ("sensitivity", sensitivity()),
    ]
}

fn shapley() -> Value {
    let names = MECHANISMS.map(|mechanism| mechanism.name);
    let known: Vec<(&str, ())> = names.iter().map(|name| (*name, ())).collect();
    let members = list(
        "Mechanisms that are switched together",
        &words("Name of a mechanism", &known),
        1,
    );
    table(
        "Shares of groups of mechanisms in the difference of each arm from the baseline",
        vec![
            (
                "permutations",
                whole(
                    "Orders in which groups are switched on; even, for each is taken with its reverse",
                    PERMUTATIONS,
                ),
            ),
            ("seeds", whole("Seeds at each set of groups", REPLICATES)),
            (
                "groups",
                json!({
                    "type": "object",
                    "description": "The groups, at most twelve; mechanisms in none stay on",
                    "additionalProperties": members,
                }),
            ),
        ],
        &["permutations", "seeds", "groups"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::library::{names, text};
    use crate::scenario::{
        arm_file, changes_file, experiment_file, scenario_file, sensitivity_file, structure_file,
    };

    fn sorted(keys: impl IntoIterator<Item = String>) -> Vec<String> {
        let mut keys: Vec<String> = keys.into_iter().collect();
        keys.sort();
        keys
    }

    #[test]
    fn the_schema_names_the_keys_that_the_reader_knows() {
        let same = |schema: &Value, keys: &[&str]| {
            let found = sorted(schema["properties"].as_object().unwrap().keys().cloned());
            assert_eq!(found, sorted(keys.iter().map(|key| (*key).to_owned())));
        };
        same(&experiment(), &experiment_file::KEYS);
        same(&arm(), &arm_file::KEYS);
        same(&scenario(), &scenario_file::KEYS);
        same(&arm()["properties"]["seats"]["items"], &arm_file::SEAT_KEYS);
        same(
            &arm()["properties"]["guides"]["items"],
            &arm_file::GUIDE_KEYS,
        );
        same(&arm()["properties"]["grip"], &arm_file::GRIP_KEYS);
        same(&structure(), &structure_file::KEYS);
        same(
            &structure()["properties"]["upper"]["items"],
            &structure_file::UPPER_KEYS,
        );
        let change = &arm()["properties"]["changes"]["items"];
        same(change, &changes_file::CHANGE_KEYS);
        same(
            &change["properties"]["grip"],
            &changes_file::CHANGE_GRIP_KEYS,
        );
        same(
            &experiment()["properties"]["primary"],
            &experiment_file::PRIMARY_KEYS,
        );
        same(
            &experiment()["properties"]["design"],
            &experiment_file::DESIGN_KEYS,
        );
        same(
            &experiment()["properties"]["design"]["properties"]["shapley"],
            &experiment_file::SHAPLEY_KEYS,
        );
        same(
            &experiment()["properties"]["discovery"],
            &discovery_file::DISCOVERY_KEYS,
        );
        same(
            &experiment()["properties"]["sensitivity"],
            &sensitivity_file::SENSITIVITY_KEYS,
        );
        let robustness = &experiment()["properties"]["robustness"];
        same(robustness, &discovery_file::ROBUSTNESS_KEYS);
        same(
            &robustness["properties"]["satisficing"]["additionalProperties"],
            &discovery_file::ENOUGH_KEYS,
        );
        same(
            &experiment()["properties"]["cross"],
            &experiment_file::CROSS_KEYS,
        );
        same(
            &experiment()["properties"]["margins"]["additionalProperties"],
            &experiment_file::MARGIN_KEYS,
        );
    }

    /// The few keywords that the schema uses.
    fn fault(schema: &Value, value: &Value) -> Option<String> {
        if let Some(ways) = schema["anyOf"].as_array() {
            let faults: Vec<String> = ways.iter().map_while(|way| fault(way, value)).collect();
            return (faults.len() == ways.len()).then(|| faults.join(", nor "));
        }
        if let Some(words) = schema["enum"].as_array() {
            return (!words.contains(value)).then(|| format!("{value} is not one of {words:?}"));
        }
        if let Some(kinds) = schema["anyOf"].as_array() {
            let fits = kinds.iter().any(|kind| fault(kind, value).is_none());
            return (!fits).then(|| format!("{value} is none of its kinds"));
        }
        let is_kind = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            _ => value.is_number(),
        };
        if !is_kind {
            return Some(format!("{value} is no {}", schema["type"]));
        }
        if let Some(number) = value.as_f64() {
            let low = schema["minimum"].as_f64().unwrap_or(f64::MIN);
            let high = schema["maximum"].as_f64().unwrap_or(f64::MAX);
            return (number < low || number > high).then(|| format!("{number} is out of range"));
        }
        if let Some(items) = value.as_array() {
            return items.iter().find_map(|item| fault(&schema["items"], item));
        }
        let entries = value.as_object()?;
        for key in schema["required"].as_array().into_iter().flatten() {
            if !entries.contains_key(key.as_str()?) {
                return Some(format!("{key} is missing"));
            }
        }
        entries.iter().find_map(|(key, value)| {
            let known = &schema["properties"][key];
            let other = &schema["additionalProperties"];
            match (known.is_object(), other.is_object()) {
                (true, _) => fault(known, value),
                (false, true) => fault(other, value),
                (false, false) => Some(format!("{key} is unknown")),
            }
        })
    }

    fn json_of(toml: &str) -> Value {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn every_built_in_file_keeps_to_its_schema_and_a_bad_one_does_not() {
        for kind in [Kind::Scenario, Kind::Arm, Kind::Structure, Kind::Experiment] {
            let schema = schema(kind);
            for name in names(kind) {
                let value = json_of(text(kind, name).unwrap());
                assert_eq!(fault(&schema, &value), None, "{name}");
            }
        }
        let schema = schema(Kind::Scenario);
        for (bad, message) in [
            ("parametres = 3", "unknown"),
            ("[parameters.evidence]\nspillover = 70", "out of range"),
            ("[parameters.items]\ncount = 60.5", "is no"),
            ("[mechanisms]\nlean = 1", "is no"),
        ] {
            let fault = fault(&schema, &json_of(bad)).unwrap();
            assert!(fault.contains(message), "{fault}");
        }
    }
}
