//! What every schema is made of: tables, words, numbers, lists.

use serde_json::{Map, Value, json};

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
