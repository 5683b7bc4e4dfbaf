//! A configuration leaf by leaf: the path of every value, the value, and where it came from; and
//! what differs between two of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::configuration::Configuration;
use crate::scenario::{Experiment, MECHANISMS, Scenario};

/// One value of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// The value as TOML.
    pub value: String,
    /// Where it came from, where that is known: a file and its line, or an option.
    pub from: Option<String>,
}

/// Values by path.
pub type Leaves = BTreeMap<String, Leaf>;

/// A value that is not the same on two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path.
    pub path: String,
    /// What stands on each side; `None` where nothing does.
    pub sides: [Option<Leaf>; 2],
}

impl Difference {
    /// In a line, with words for the two sides: `stored` and `asked for`.
    #[must_use]
    pub fn line(&self, names: [&str; 2]) -> String {
        let side = |leaf: &Option<Leaf>| match leaf {
            None => "nothing".to_owned(),
            Some(Leaf { value, from }) => match from {
                None => value.clone(),
                Some(from) => format!("{value} ({from})"),
            },
        };
        let [a, b] = [side(&self.sides[0]), side(&self.sides[1])];
        format!("{}: {a} {}, {b} {}", self.path, names[0], names[1])
    }
}

/// The leaves of a whole configuration.
#[must_use]
pub fn of_configuration(configuration: &Configuration) -> Leaves {
    let mut leaves = of_experiment(&configuration.experiment);
    for (path, value) in [
        (
            "version of the model",
            configuration.model_version.to_string(),
        ),
        ("rule of seeds", configuration.seed_scheme.to_string()),
        (
            "contents of the geography",
            configuration.geography_digest.clone(),
        ),
        ("keep_places", configuration.keep_places.to_string()),
    ] {
        leaves.insert(path.to_owned(), Leaf { value, from: None });
    }
    leaves
}

/// The leaves of a settled experiment: parameters by their path, mechanisms by `mechanisms.NAME`,
/// arms by `arms.NAME`.
#[must_use]
pub fn of_experiment(experiment: &Experiment) -> Leaves {
    let mut leaves = of(experiment);
    leaves.retain(|path, _| !path.starts_with("scenario."));
    leaves.extend(of_scenario(&experiment.scenario));
    leaves
}

/// The leaves of a settled scenario, each with where it came from.
#[must_use]
pub fn of_scenario(scenario: &Scenario) -> Leaves {
    let mut leaves = of(&scenario.parameters);
    leaves.extend(of(&scenario.switches));
    leaves.remove("off");
    let mut say = |path: String, value: String| {
        leaves.insert(path, Leaf { value, from: None });
    };
    say("geography".to_owned(), format!("{:?}", scenario.geography));
    for mechanism in &MECHANISMS {
        let value = scenario.switches.is_on(mechanism.name).to_string();
        say(format!("mechanisms.{}", mechanism.name), value);
    }
    for (path, origin) in &scenario.origins {
        if let Some(leaf) = leaves.get_mut(path) {
            leaf.from = Some(origin.to_string());
        }
    }
    leaves
}

/// The leaves of anything that is written as TOML. Members of a list are told apart by their name,
/// where each has one, and by their number otherwise.
#[must_use]
pub fn of(thing: &impl Serialize) -> Leaves {
    let mut leaves = Leaves::new();
    if let Ok(value) = toml::Value::try_from(thing) {
        gather("", &value, &mut leaves);
    }
    leaves
}

fn gather(path: &str, value: &toml::Value, leaves: &mut Leaves) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                gather(&below(key), value, leaves);
            }
        }
        toml::Value::Array(items) if items.iter().any(is_nested) => {
            for (number, item) in items.iter().enumerate() {
                match named(item) {
                    Some((name, value)) => gather(&below(name), value, leaves),
                    None => gather(&below(&number.to_string()), item, leaves),
                }
            }
        }
        scalar => {
            let value = scalar.to_string();
            leaves.insert(path.to_owned(), Leaf { value, from: None });
        }
    }
}

fn is_nested(value: &toml::Value) -> bool {
    matches!(value, toml::Value::Table(_) | toml::Value::Array(_))
}

/// The name of a member of a list, and what bears it: a table with a name, or a pair of a name and
/// a value.
fn named(item: &toml::Value) -> Option<(&str, &toml::Value)> {
    match item {
        toml::Value::Table(table) => {
            let name = ["name", "outcome"]
                .iter()
                .find_map(|key| table.get(*key)?.as_str());
            name.map(|name| (name, item))
        }
        toml::Value::Array(pair) => match &pair[..] {
            [toml::Value::String(name), value] => Some((name, value)),
            _ => None,
        },
        _ => None,
    }
}

/// What differs between two configurations, by path.
#[must_use]
pub fn differences(one: &Leaves, other: &Leaves) -> Vec<Difference> {
    let mut paths: Vec<&String> = one.keys().chain(other.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| one.get(*path).map(|l| &l.value) != other.get(*path).map(|l| &l.value))
        .map(|path| Difference {
            path: path.clone(),
            sides: [one.get(path).cloned(), other.get(path).cloned()],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Leaves {
        of(&toml::from_str::<toml::Table>(text).unwrap())
    }

    #[test]
    fn members_of_lists_are_known_by_name_and_values_by_path() {
        let found = leaves(
            "seed = 3\nhorizons = [12, 24]\noverrides = [[\"a.b\", 0.5]]\n\
             [[arms]]\nname = \"x\"\ngrip = 0.25\n[[arms.seats]]\ntier = \"nation\"\n",
        );
        let lines: Vec<String> = found
            .iter()
            .map(|(path, leaf)| format!("{path} = {}", leaf.value))
            .collect();
        let expected = [
            "arms.x.grip = 0.25",
            "arms.x.name = \"x\"",
            "arms.x.seats.0.tier = \"nation\"",
            "horizons = [12, 24]",
            "overrides.a.b = 0.5",
            "seed = 3",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_difference_says_both_sides_and_a_reordered_list_of_names_is_none() {
        let one = leaves("[[arms]]\nname = \"x\"\ngrip = 0.25\n[[arms]]\nname = \"y\"\n");
        let other = leaves("[[arms]]\nname = \"y\"\n[[arms]]\nname = \"x\"\ngrip = 0.5\n");
        let found = differences(&one, &other);
        let lines: Vec<String> = found
            .iter()
            .map(|difference| difference.line(["there", "here"]))
            .collect();
        assert_eq!(lines, ["arms.x.grip: 0.25 there, 0.5 here"]);
        let gone = differences(&one, &Leaves::new());
        assert_eq!(
            gone[0].line(["there", "here"]),
            "arms.x.grip: 0.25 there, nothing here"
        );
    }
}
