//! The layer table of `ARCHITECTURE.md`.

use std::collections::{BTreeMap, BTreeSet};

/// What a layer may reach outside the program.
const TOUCHES: [&str; 5] = ["disk", "threads", "clock", "environment", "terminal"];

/// Layer name to row number (0 on top) and permissions.
pub type Layers = BTreeMap<String, (usize, BTreeSet<String>)>;

/// The layer table of the page: the rows below the header `| layer | may touch |`.
pub fn layers(page: &str) -> Result<Layers, String> {
    let mut found = Layers::new();
    let rows = page
        .lines()
        .skip_while(|line| !line.starts_with("| layer | may touch |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    for (row, line) in rows.enumerate() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, touches, _] = cells[..] else {
            return Err(format!("row {row} has {} cells, not three", cells.len()));
        };
        let mut allowed = BTreeSet::new();
        for touch in touches.split(", ").filter(|touch| *touch != "nothing") {
            if !TOUCHES.contains(&touch) {
                return Err(format!("`{touch}` is none of {TOUCHES:?}"));
            }
            allowed.insert(touch.to_owned());
        }
        for name in names.split(", ") {
            let name = name.trim_matches('`').to_owned();
            if found.insert(name.clone(), (row, allowed.clone())).is_some() {
                return Err(format!("`{name}` stands twice"));
            }
        }
    }
    if found.is_empty() {
        return Err("no layer table".to_owned());
    }
    Ok(found)
}
