//! JSON Schema of arms and of structures.

use serde_json::{Value, json};

use super::parts::{flag, list, number, share, table, text, whole, words};
use super::world::parameters;
use crate::scenario::arm_file::{COVERS, ITEMS, MIXINGS, tiers};
use crate::scenario::changes_file::{ANNOUNCED, CHANGE_MONTHS, SLIP};
use crate::scenario::domain::Domain;
use crate::scenario::library::{Kind, names};
use crate::scenario::settings::ARM_TABLES;
use crate::scenario::structure::HELD;
use crate::scenario::structure_file::{COSTS, STAFFED, UPPER_COUNT, body_tiers, upper_bodies};

pub(super) fn arm() -> Value {
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

pub(super) fn structure() -> Value {
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
