//! `design.csv`: one row for each point that the design lays out, with the value of everything
//! that it varies, written before the first run. Without its first four columns, which the reader
//! passes over, it is a table of points for `[design.list]`.

use std::fmt::Write as _;

use crate::experiment::Design;
use crate::experiment::design::Blocks;
use crate::store::{Layout, StoreError, write_atomically};

/// The columns before those of the factors, with their meanings.
pub const COLUMNS: [(&str, &str); 4] = [
    ("sweep_point", "number of the point, from 1"),
    (
        "use",
        "drawn, where a mean over the inputs takes the point in; placed, where it does not",
    ),
    (
        "block",
        "number of the walk or of the exchange to which the point belongs, from 1",
    ),
    (
        "changed",
        "the factor or group that is changed at the point: from the point before it in a walk, \
         from the first point of the exchange (the second time round from the last), or from how \
         everything stands",
    ),
];

/// Writes the design; nothing where no point is laid out.
///
/// # Errors
/// When the disk refuses.
pub fn write(layout: &Layout, design: &Design) -> Result<(), StoreError> {
    if design.factors.is_empty() {
        return Ok(());
    }
    write_atomically(&layout.design(), text(design).as_bytes())
}

/// The design as CSV.
#[must_use]
pub fn text(design: &Design) -> String {
    let mut text = COLUMNS.map(|(name, _)| name).join(",");
    for factor in &design.factors {
        let _ = write!(text, ",{}", factor.path);
    }
    text.push('\n');
    let hangs = hangs(design);
    for point in design.points.iter().filter(|point| point.is_of_design()) {
        let drawn = if point.is_main() { "drawn" } else { "placed" };
        let (block, changed) =
            hangs
                .get(point.number as usize)
                .map_or((String::new(), ""), |(block, changed)| {
                    let block = block.map_or(String::new(), |block| block.to_string());
                    (block, changed.as_str())
                });
        let _ = write!(text, "{},{drawn},{block},{changed}", point.number);
        for (at, factor) in design.factors.iter().enumerate() {
            let value = design.value(at, point);
            let word = value.map_or(String::new(), |value| factor.word(value));
            let _ = write!(text, ",{word}");
        }
        text.push('\n');
    }
    text
}

/// By number of a point: its block, and what is changed at it.
fn hangs(design: &Design) -> Vec<(Option<usize>, String)> {
    let last = design.points.last().map_or(0, |point| point.number);
    let mut found = vec![(None, String::new()); last as usize + 1];
    let mut say = |number: u32, block: Option<usize>, changed: &str| {
        if let Some(place) = found.get_mut(number as usize) {
            *place = (block, changed.to_owned());
        }
    };
    let group = |at: usize| design.groups.get(at).map_or("", |(name, _)| name.as_str());
    match &design.blocks {
        Blocks::None | Blocks::Levels(_) => {}
        Blocks::Single(factors) => {
            for (number, &factor) in (1..).zip(factors) {
                let path = design.factors.get(factor).map_or("", |f| f.path.as_str());
                say(number, None, path);
            }
        }
        Blocks::Walks(walks) => {
            for (block, walk) in walks.iter().enumerate() {
                say(walk.first, Some(block + 1), "");
                for (number, step) in (walk.first + 1..).zip(&walk.steps) {
                    say(number, Some(block + 1), group(step.group));
                }
            }
        }
        Blocks::Exchanges(exchanges) => {
            for (block, exchange) in exchanges.iter().enumerate() {
                say(exchange.first, Some(block + 1), "");
                say(exchange.second, Some(block + 1), "all");
                // Where groups are exchanged both ways they come round a second time.
                let groups = (0..design.groups.len()).cycle();
                for (number, at) in (exchange.first + 1..exchange.second).zip(groups) {
                    say(number, Some(block + 1), group(at));
                }
            }
        }
    }
    found
}
