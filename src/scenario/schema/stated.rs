//! The parts of the schema for what an experiment states before it runs: whether arms meet equal
//! chance, when it stops, and what it claims.

use serde_json::{Value, json};

use super::parts::{above_zero, flag, list, table, text, whole, words};
use crate::scenario::experiment_file::MONTHS;
use crate::scenario::stopping::{BLOCKS, FEWEST_UNITS};
use crate::scenario::{DEFAULT_SEEDS, POINTS};

/// `independent`, `stopping`, `claims` and `answers`.
pub(super) fn properties() -> Vec<(&'static str, Value)> {
    vec![
        (
            "independent",
            flag(
                "Every arm but the baseline draws chance of its own, to see what equal chance is worth",
            ),
        ),
        ("stopping", stopping()),
        ("claims", claims()),
        ("answers", answers()),
    ]
}

fn stopping() -> Value {
    let rule = |description: &str| {
        table(
            description,
            vec![
                (
                    "arm",
                    text("The arm whose difference from the baseline is looked at"),
                ),
                (
                    "block",
                    words(
                        "What grows: seeds at the default parameters, or whole Latin hypercubes",
                        &BLOCKS,
                    ),
                ),
                (
                    "target",
                    above_zero("Half-width to reach, in the unit of the primary outcome"),
                ),
                (
                    "every",
                    whole("Seeds or points from one look to the next", [1, POINTS[1]]),
                ),
                (
                    "maximum",
                    whole(
                        "Seeds or points at the last look; the first is at those of [design]",
                        [FEWEST_UNITS, POINTS[1].max(DEFAULT_SEEDS[1])],
                    ),
                ),
            ],
            &["arm", "target", "every", "maximum"],
        )
    };
    table(
        "Run until the interval of one difference on the primary outcome is narrow enough: one of \
         these",
        vec![
            (
                "half_width",
                rule("The error is spent over the planned looks; the narrower interval"),
            ),
            (
                "always_valid",
                rule("The interval holds after any number of units, so the maximum may be raised"),
            ),
        ],
        &[],
    )
}

fn horizon() -> Value {
    let mut horizon = whole("One of horizons_months", MONTHS);
    if let Value::Object(horizon) = &mut horizon {
        horizon.insert("multipleOf".to_owned(), json!(12));
    }
    horizon
}

fn block() -> Value {
    words("Over seeds at the defaults, or over the inputs", &BLOCKS)
}

fn answers() -> Value {
    let answer = table(
        "One part of the answer to the question, told first on the page",
        vec![
            (
                "text",
                text("The beginning of a sentence: \"A ring fence around prevention\""),
            ),
            ("arm", text("The arm")),
            ("against", text("Compared with this arm; the baseline")),
            (
                "level",
                flag("Whether the level of the arm itself is told, compared with nobody"),
            ),
            ("outcome", text("The outcome; the primary one")),
            ("horizon_months", horizon()),
            ("block", block()),
            (
                "together_with",
                text(
                    "A second outcome: in which share of the inputs the arm is better on both is told",
                ),
            ),
        ],
        &["text", "arm"],
    );
    list("What the page says first", &answer, 0)
}

fn claims() -> Value {
    let number = |description: &str| json!({"type": "number", "description": description});
    let claim = table(
        "What is expected of the mean paired difference arm - against: one of at_least, at_most, \
         within",
        vec![
            ("text", text("The claim in words")),
            ("source", text("Who expects it, and where that is written")),
            ("arm", text("The arm")),
            ("against", text("Compared with this arm; the baseline")),
            ("outcome", text("The outcome; the primary one")),
            ("horizon_months", horizon()),
            ("block", block()),
            ("at_least", number("The difference is this or more")),
            ("at_most", number("The difference is this or less")),
            (
                "within",
                above_zero("The difference lies between minus this and this"),
            ),
        ],
        &["text", "arm"],
    );
    list("What is claimed before the first run", &claim, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::answers::ANSWER_KEYS;
    use crate::scenario::claims::CLAIM_KEYS;
    use crate::scenario::stopping::{RULE_KEYS, STOPPING_KEYS};

    fn keys(schema: &Value) -> Vec<String> {
        let mut keys: Vec<String> = schema["properties"]
            .as_object()
            .map(|keys| keys.keys().cloned().collect())
            .unwrap_or_default();
        keys.sort();
        keys
    }

    fn sorted(keys: &[&str]) -> Vec<String> {
        let mut keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        keys.sort();
        keys
    }

    #[test]
    fn the_schema_names_the_keys_of_rules_and_claims() {
        assert_eq!(keys(&stopping()), sorted(&STOPPING_KEYS));
        for rule in STOPPING_KEYS {
            assert_eq!(keys(&stopping()["properties"][rule]), sorted(&RULE_KEYS));
        }
        assert_eq!(keys(&claims()["items"]), sorted(&CLAIM_KEYS));
        assert_eq!(keys(&answers()["items"]), sorted(&ANSWER_KEYS));
    }
}
