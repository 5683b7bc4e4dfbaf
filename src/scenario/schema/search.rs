//! The schema of `[search]`.

use serde_json::{Value, json};

use super::parts::{flag, list, share, table, text, whole, words};
use crate::scenario::domain::Domain;
use crate::scenario::experiment_file::POINTS;
use crate::scenario::search::CANDIDATES;
use crate::scenario::search_file::GRADES;
use crate::scenario::structure::HELD;

/// `[search]`.
pub(super) fn search() -> Value {
    let number = |description: &str| json!({"type": "number", "description": description});
    let arm = text("Name of an arm");
    let holders = HELD.map(|domain| {
        let about = "Arms that say who may hold the domain besides the commissioners: by their \
                     seats for disinvestment, by their parameters for the others";
        (Domain::key(domain), list(about, &arm, 0))
    });
    let term = table(
        "An outcome in the score, read at the primary horizon",
        vec![
            ("outcome", text("Name of the outcome")),
            ("weight", number("What one unit of it counts")),
            (
                "range",
                list(
                    "The lowest and highest weight looked at",
                    &number("A weight"),
                    2,
                ),
            ),
            (
                "each_year",
                flag("Whether the outcome is a mean a year and counts once for each year"),
            ),
            ("source", text("Where the weight comes from")),
            ("grade", words("How far it can be trusted", &GRADES)),
        ],
        &["outcome", "weight", "range", "source", "grade"],
    );
    let rung = table(
        "A rung: candidates compared on points of its own",
        vec![
            (
                "keep",
                whole(
                    "The best of the rung before that stay; not in the first",
                    CANDIDATES,
                ),
            ),
            (
                "propose",
                whole(
                    "New candidates: a balanced sample first, then what the effects of the domains \
                     put highest",
                    [0, CANDIDATES[1]],
                ),
            ),
            ("points", whole("Points of the inputs", [2, POINTS[1]])),
        ],
        &["propose", "points"],
    );
    table(
        "A search for the best holder and grip of each domain, judged on a hold-out",
        vec![
            (
                "grips",
                list("Rising grips of the centre", &share("A grip"), 1),
            ),
            ("unit", text("Unit of the score")),
            (
                "margin",
                number("A difference in the score below this is practically nothing"),
            ),
            (
                "holders",
                table("Who may hold a domain", holders.to_vec(), &[]),
            ),
            ("terms", list("The score is the sum of these", &term, 1)),
            ("rungs", list("The rungs in order", &rung, 1)),
        ],
        &["grips", "unit", "margin", "terms", "rungs"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::search_file::{RUNG_KEYS, SEARCH_KEYS, TERM_KEYS};

    #[test]
    fn the_schema_knows_the_keys_that_the_reader_knows() {
        let schema = search();
        let keys = |schema: &Value| -> Vec<String> {
            let known = schema["properties"].as_object().unwrap();
            let mut keys: Vec<String> = known.keys().cloned().collect();
            keys.sort();
            keys
        };
        let sorted = |keys: &[&str]| {
            let mut keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            keys.sort();
            keys
        };
        assert_eq!(keys(&schema), sorted(&SEARCH_KEYS));
        let items = |key: &str| schema["properties"][key]["items"].clone();
        assert_eq!(keys(&items("terms")), sorted(&TERM_KEYS));
        assert_eq!(keys(&items("rungs")), sorted(&RUNG_KEYS));
    }
}
