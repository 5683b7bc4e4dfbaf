//! JSON Schema of experiments.

use serde_json::{Value, json};

use super::parts::{above_zero, flag, list, share, table, text, whole, words};
use super::sampling::{layouts, sensitivity};
use super::world::world;
use super::{search, stated};
use crate::scenario::discovery_file;
use crate::scenario::domain::Domain;
use crate::scenario::experiment_file::{DEFAULT_SEEDS, MONTHS, POINTS, REPLICATES, SEEDS};
use crate::scenario::mechanisms::MECHANISMS;
use crate::scenario::shapley::PERMUTATIONS;

pub(super) fn experiment() -> Value {
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
        ("search", search::search()),
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
    properties.extend(stated::properties());
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
