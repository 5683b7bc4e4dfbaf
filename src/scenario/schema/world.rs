//! JSON Schema of scenarios: a world and its rules, as the registers have them.

use serde_json::{Value, json};

use super::parts::{flag, table, text};
use crate::scenario::mechanisms::MECHANISMS;
use crate::scenario::parameters::{Law, PARAMETERS, Parameter, TABLES};

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

pub(super) fn parameters(tables: &[&str]) -> Value {
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

pub(super) fn world() -> Vec<(&'static str, Value)> {
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

pub(super) fn scenario() -> Value {
    table(
        "A world and its rules, as it differs from the defaults",
        world(),
        &[],
    )
}
