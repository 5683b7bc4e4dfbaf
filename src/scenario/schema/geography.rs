//! JSON Schema of geography files. Their reader
//! ([`crate::scenario::geography::GeographyFile`]) has its ranges where it reads; a test holds each of these against it.

use serde_json::{Value, json};

use super::parts::{number, table, text, whole};
use crate::scenario::geography::Tier;

/// A table of the file.
pub(super) fn geography() -> Value {
    const SD: [f64; 2] = [0.0, 2.0];
    let tier = |tier: Tier| {
        let body = table(
            tier.label(),
            vec![
                (
                    "bodies",
                    whole("Bodies in a nation of 51.8 million", [1, 1_000]),
                ),
                (
                    "size_sd",
                    number("Standard deviation of the logarithm of their sizes", SD),
                ),
            ],
            &[],
        );
        (tier.key(), body)
    };
    let given = |tier: Tier| {
        let body = table(
            tier.label(),
            vec![
                ("code", text("Heading of the code of the body of a place")),
                ("name", text("Heading of its name")),
            ],
            &["code"],
        );
        (tier.key(), body)
    };
    let need = table(
        "Need, where it is drawn",
        vec![
            ("sd", number("Standard deviation of its logarithm", SD)),
            (
                "in_deprivation",
                number("Correlation of deprivation with its logarithm", [0.0, 1.0]),
            ),
        ],
        &[],
    );
    let providers = table(
        "Acute providers",
        vec![
            ("people", number("People for each provider", [1_000.0, 1e9])),
            (
                "size_sd",
                number("Standard deviation of the logarithm of their sizes", SD),
            ),
        ],
        &[],
    );
    let mut body = table(
        "Where people live and which bodies they belong to: invented ([synthetic]) or read from \
         tables ([table])",
        vec![
            ("title", text("Its name for readers")),
            (
                "seed",
                whole(
                    "Its own seed: runs of every seed stand on one ground",
                    [0, 9_007_199_254_740_991],
                ),
            ),
            (
                "atom_population",
                number("People in an atom, about", [1_000.0, 10_000_000.0]),
            ),
            ("need", need),
            ("providers", providers),
            (
                "tiers",
                table(
                    "Bodies of tiers that no table gives",
                    Tier::with_rules().map(tier).collect(),
                    &[],
                ),
            ),
            ("synthetic", synthetic()),
            (
                "table",
                places(Tier::with_rules().map(given).collect::<Vec<_>>()),
            ),
            (
                "centroids",
                table(
                    "Positions from a second table",
                    vec![
                        ("file", text("The file, beside this one")),
                        ("code", text("Heading of the code of the place")),
                        ("longitude", text("Heading of degrees east")),
                        ("latitude", text("Heading of degrees north")),
                        ("area_km2", text("Heading of the area in square kilometres")),
                    ],
                    &["file", "code", "longitude", "latitude"],
                ),
            ),
            (
                "neighbours",
                table(
                    "Pairs of places that touch",
                    vec![
                        ("file", text("The file, beside this one")),
                        ("a", text("Heading of the code of one place")),
                        ("b", text("Heading of the code of the other")),
                    ],
                    &["file", "a", "b"],
                ),
            ),
        ],
        &["title"],
    );
    // One of the two; positions and neighbours belong to tables.
    body["oneOf"] = json!([
        {
            "required": ["synthetic"],
            "not": {"anyOf": [{"required": ["centroids"]}, {"required": ["neighbours"]}]},
        },
        {"required": ["table"]},
    ]);
    body
}

fn synthetic() -> Value {
    table(
        "Invented ground",
        vec![
            (
                "total_population",
                number("People in all", [100_000.0, 1e9]),
            ),
            (
                "atom_sd",
                number(
                    "Standard deviation of the logarithm of an atom's people",
                    [0.0, 2.0],
                ),
            ),
            ("centres", whole("Population centres", [1, 10_000])),
            ("width_km", number("Width of the ground", [1.0, 10_000.0])),
            ("height_km", number("Height of the ground", [1.0, 10_000.0])),
            (
                "centre_weight_sd",
                number(
                    "Standard deviation of the logarithm of a centre's weight",
                    [0.0, 3.0],
                ),
            ),
            (
                "centre_share",
                number("Share of atoms that lie at a centre", [0.0, 1.0]),
            ),
            (
                "centre_spread_km",
                number(
                    "Standard deviation of the distance from the centre",
                    [0.1, 1_000.0],
                ),
            ),
        ],
        &[],
    )
}

fn places(tiers: Vec<(&str, Value)>) -> Value {
    table(
        "A table of places, one row each, by its headings",
        vec![
            ("file", text("The file, beside this one")),
            ("code", text("Heading of the unique code of the place")),
            ("name", text("Heading of its name")),
            ("population", text("Heading of its people")),
            ("longitude", text("Heading of degrees east")),
            ("latitude", text("Heading of degrees north")),
            (
                "need",
                text("Heading of an index of need, on any scale above 0"),
            ),
            ("area_km2", text("Heading of the area in square kilometres")),
            (
                "partitions",
                table("The tiers that the table gives", tiers, &[]),
            ),
        ],
        &["file", "code", "name", "population"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::geography::GeographyFile;

    /// Every number of the schema with its path, and whether it is whole.
    fn numbers(schema: &Value, path: &str, found: &mut Vec<(String, f64, f64, bool)>) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            if let (Some(low), Some(high)) = (value["minimum"].as_f64(), value["maximum"].as_f64())
            {
                found.push((path.clone(), low, high, value["type"] == "integer"));
            }
            numbers(value, &path, found);
        }
    }

    #[test]
    fn the_reader_refuses_what_lies_outside_the_ranges_of_the_schema_and_takes_their_ends() {
        let mut found = Vec::new();
        numbers(&geography(), "", &mut found);
        assert!(found.len() > 25, "{found:?}");
        let says = |path: &str, value: f64, whole: bool| {
            let value = if whole {
                format!("{value:.0}")
            } else {
                format!("{value:?}")
            };
            let top = if path.contains('.') {
                ""
            } else {
                "synthetic.centres = 40\n"
            };
            let text = if path.starts_with("synthetic.") {
                format!("title = \"x\"\n{path} = {value}\n")
            } else {
                format!("title = \"x\"\n{path} = {value}\n{top}synthetic.width_km = 300\n")
            };
            let errors = GeographyFile::parse(&text, "x.toml")
                .err()
                .unwrap_or_default();
            errors.iter().any(|error| {
                let is_range = ["a number from", "a whole number from"];
                error.key == path
                    && is_range
                        .iter()
                        .any(|words| error.allowed.starts_with(words))
            })
        };
        for (path, low, high, whole) in found {
            let step = if whole { 1.0 } else { (high - low) / 1_000.0 };
            for (value, is_refused) in [
                (low, false),
                (high, false),
                (low - step, true),
                (high + step, true),
            ] {
                assert_eq!(says(&path, value, whole), is_refused, "{path} = {value}");
            }
        }
    }
}
