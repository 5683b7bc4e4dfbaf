//! JSON Schema of the files, made from the registers, so that editors can complete keys, show
//! what they mean and mark what is out of range while it is typed.

mod arm;
mod experiment;
mod geography;
mod parts;
mod sampling;
mod search;
mod stated;
mod world;

use serde_json::{Map, Value, json};

use self::arm::{arm, structure};
use self::experiment::experiment;
use self::geography::geography;
use self::world::scenario;
use super::library::Kind;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::library::{names, text};
    use crate::scenario::{
        arm_file, changes_file, discovery_file, experiment_file, scenario_file, sensitivity_file,
        structure_file,
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
