//! JSON Schema of `[design.KIND]` where it lays out points, and of `[sensitivity]`.

use serde_json::{Map, Value, json};

use super::parts::{flag, list, table, text, whole};
use crate::scenario::check_factors::ATTRIBUTES;
use crate::scenario::experiment_file::{MONTHS, POINTS, REPLICATES};
use crate::scenario::mechanisms::MECHANISMS;
use crate::scenario::parameters::PARAMETERS;
use crate::scenario::sampling_file::{BASE, LEVELS, RESOLUTIONS, TRAJECTORIES};
use crate::scenario::sensitivity::EVERY_OUTCOME;

/// The layouts of points, by kind.
pub(super) fn layouts() -> Vec<(&'static str, Value)> {
    let replicates = || ("replicates", whole("Seeds at each point", REPLICATES));
    let points = |what: &str| ("points", whole(what, POINTS));
    let groups = || {
        (
            "groups",
            json!({
                "description": "What is changed together: \"tables\", one group for each table of \
                     parameters, or names of groups with their tables and factors",
                "anyOf": [
                    {"enum": ["tables"]},
                    {"type": "object", "additionalProperties":
                        list("Tables and factors", &text("A table or a factor"), 1)},
                ]
            }),
        )
    };
    vec![
        (
            "latin_hypercube",
            table(
                "A Latin hypercube, by default over all parameters with a sampled range",
                vec![points("Points of the sample"), replicates(), factors()],
                &["points", "replicates"],
            ),
        ),
        (
            "one_at_a_time",
            table(
                "Each factor by itself at each of its levels, all others as they stand",
                vec![replicates(), factors()],
                &["replicates"],
            ),
        ),
        (
            "factorial",
            table(
                "Every combination of levels; with resolution or generators a regular part of \
                 the combinations of two levels",
                vec![
                    replicates(),
                    factors(),
                    (
                        "resolution",
                        whole("Shortest word of the defining relation", RESOLUTIONS),
                    ),
                    (
                        "generators",
                        json!({
                            "type": "object",
                            "description": "Factors that are the product of others; - before a \
                                 name turns the product round",
                            "additionalProperties": list("Factors", &text("A factor"), 2),
                        }),
                    ),
                ],
                &["replicates"],
            ),
        ),
        (
            "sobol",
            table(
                "A Sobol' sequence; a power of 2 is balanced",
                vec![
                    points("Points of the sequence"),
                    replicates(),
                    factors(),
                    (
                        "scrambled",
                        flag("Whether digits are permuted at random; true where it is missing"),
                    ),
                ],
                &["points", "replicates"],
            ),
        ),
        (
            "morris",
            table(
                "Walks that change one factor, or group of factors, at a step: a screen",
                vec![
                    ("trajectories", whole("How many walks", TRAJECTORIES)),
                    (
                        "levels",
                        whole("Levels of each factor; even, 4 where missing", LEVELS),
                    ),
                    replicates(),
                    factors(),
                    groups(),
                ],
                &["trajectories", "replicates"],
            ),
        ),
        (
            "saltelli",
            table(
                "Two samples and the exchanges between them, for first and total indices",
                vec![
                    ("base", whole("Rows of each sample, a power of 2", BASE)),
                    replicates(),
                    factors(),
                    groups(),
                    (
                        "second_order",
                        flag(
                            "Whether factors are exchanged both ways, for the indices of pairs; \
                             false where it is missing",
                        ),
                    ),
                ],
                &["base", "replicates"],
            ),
        ),
        (
            "list",
            table(
                "Points of a table: the first line names factors, every further line is a point",
                vec![
                    ("file", text("A CSV file beside the experiment")),
                    replicates(),
                    (
                        "draws",
                        flag("Whether the points are equally likely draws over the inputs"),
                    ),
                ],
                &["file", "replicates"],
            ),
        ),
    ]
}

/// For which outcomes it is told how much each input matters.
pub(super) fn sensitivity() -> Value {
    let outcomes = list("Names of outcomes", &text("Name of an outcome"), 1);
    table(
        "For which outcomes it is told how much each input matters, beside the primary one",
        vec![
            (
                "outcomes",
                json!({
                    "description": "Names of outcomes, or the word for all of them",
                    "anyOf": [outcomes, {"enum": [EVERY_OUTCOME]}],
                }),
            ),
            (
                "horizons_months",
                list(
                    "Of the experiment's horizons; that of the primary outcome where it is missing",
                    &whole("Months after March 2009", MONTHS),
                    1,
                ),
            ),
        ],
        &["outcomes"],
    )
}

/// Factors by name, or with their levels.
fn factors() -> (&'static str, Value) {
    let levels = |items: &Value, description: &str| {
        json!({
            "description": description,
            "anyOf": [
                {"enum": ["sampled"]},
                {"type": "array", "items": items, "minItems": 1},
            ]
        })
    };
    let mut known = Map::new();
    for parameter in &PARAMETERS {
        let items = json!({
            "type": "number", "minimum": parameter.range[0], "maximum": parameter.range[1],
        });
        let about = format!("{} ({})", parameter.meaning, parameter.unit);
        known.insert(parameter.path.to_owned(), levels(&items, &about));
    }
    for mechanism in &MECHANISMS {
        let about = format!("Off means {}", mechanism.off_means);
        let items = json!({"type": "boolean"});
        known.insert(
            format!("mechanisms.{}", mechanism.name),
            levels(&items, &about),
        );
    }
    for attribute in ATTRIBUTES {
        let items = match attribute {
            "grip" => json!({"type": "number", "minimum": 0, "maximum": 1}),
            "mixing" => json!({"enum": ["blend", "lottery"]}),
            _ => json!({"type": "string", "minLength": 1}),
        };
        let about = format!("The {attribute} of every arm; of one with its name for the star");
        known.insert(format!("arms.*.{attribute}"), levels(&items, &about));
    }
    (
        "factors",
        json!({
            "description": "What is varied: a list of names, or names with their levels. Two \
                 numbers are the ends of a range. Where it is missing, every parameter with a \
                 sampled range that nobody holds",
            "anyOf": [
                {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
                {
                    "type": "object",
                    "properties": known,
                    "additionalProperties": {"anyOf": [
                        {"enum": ["sampled"]},
                        {
                            "type": "array",
                            "items": {"anyOf": [
                                {"type": "number"}, {"type": "boolean"}, {"type": "string"},
                            ]},
                            "minItems": 1,
                        },
                    ]},
                },
            ]
        }),
    )
}
