//! Reads what the model's own source says of itself: headers, fields with their documentation, and
//! what is computed, word for word. So the description cannot say anything else than the code.

use std::fmt::Write as _;

/// The header of a file: its `//!` lines.
pub(super) fn header(source: &str) -> String {
    let lines: Vec<&str> = source
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .map(|line| {
            line.strip_prefix("//! ")
                .unwrap_or(line.trim_start_matches("//!"))
        })
        .collect();
    lines.join("\n")
}

/// Something in a table or a list of kinds: its name, type and meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Name.
    pub name: String,
    /// Type as written; empty for a kind of an enumeration.
    pub kind: String,
    /// Documentation.
    pub meaning: String,
}

/// A public structure or enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Name.
    pub name: String,
    /// Documentation.
    pub meaning: String,
    /// Fields or kinds, in order.
    pub fields: Vec<Field>,
}

/// The public structures and enumerations of a file, up to its tests.
pub(super) fn shapes(source: &str) -> Vec<Shape> {
    let mut found: Vec<Shape> = Vec::new();
    let mut documentation = Vec::new();
    let mut open = false;
    for line in before_tests(source) {
        let bare = line.trim();
        if let Some(words) = bare.strip_prefix("///") {
            documentation.push(words.trim());
            continue;
        }
        if bare.starts_with("#[") {
            continue;
        }
        let declared = ["pub struct ", "pub enum "]
            .iter()
            .find_map(|kind| line.strip_prefix(kind));
        if let Some(rest) = declared {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            found.push(Shape {
                name,
                meaning: said(&documentation),
                fields: Vec::new(),
            });
            open = rest.ends_with('{');
        } else if line == "}" {
            open = false;
        } else if open
            && let Some(shape) = found.last_mut()
            && let Some(field) = field(bare, &documentation)
        {
            shape.fields.push(field);
        }
        documentation.clear();
    }
    found
}

/// A field `pub name: Type,` or a kind `Name,` or `Name(Type),`.
fn field(line: &str, documentation: &[&str]) -> Option<Field> {
    let meaning = said(documentation);
    let line = line.trim_end_matches(',');
    if let Some(rest) = line.strip_prefix("pub ") {
        let (name, kind) = rest.split_once(": ")?;
        return Some(Field {
            name: name.to_owned(),
            kind: kind.to_owned(),
            meaning,
        });
    }
    let first = line.chars().next()?;
    (first.is_ascii_uppercase() && !documentation.is_empty()).then(|| Field {
        name: line.to_owned(),
        kind: String::new(),
        meaning,
    })
}

/// The shapes as Markdown tables under headings of the given depth.
pub(super) fn shapes_in_words(source: &str, depth: usize) -> String {
    let mut out = String::new();
    for shape in shapes(source)
        .iter()
        .filter(|shape| !shape.fields.is_empty())
    {
        let _ = write!(
            out,
            "{} `{}`\n\n{}\n\n",
            "#".repeat(depth),
            shape.name,
            linked(&shape.meaning)
        );
        let kinds = shape.fields.iter().all(|field| field.kind.is_empty());
        out.push_str(if kinds {
            "| kind | meaning |\n| --- | --- |\n"
        } else {
            "| variable | type | meaning |\n| --- | --- | --- |\n"
        });
        for Field {
            name,
            kind,
            meaning,
        } in &shape.fields
        {
            let meaning = cell(&linked(meaning));
            let _ = if kinds {
                writeln!(out, "| `{name}` | {meaning} |")
            } else {
                writeln!(out, "| `{name}` | `{}` | {meaning} |", cell(kind))
            };
        }
        out.push('\n');
    }
    out
}

/// What a file computes: everything after its header and imports, up to its tests.
pub(super) fn code(source: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut importing = false;
    for line in before_tests(source) {
        importing |= line.starts_with("use ") || line.starts_with("pub use ");
        let is_module =
            line.ends_with(';') && (line.starts_with("mod ") || line.starts_with("pub mod "));
        if !line.starts_with("//!") && !importing && !is_module {
            let doubled = line.is_empty() && kept.last().is_none_or(|last| last.is_empty());
            if !doubled {
                kept.push(line);
            }
        }
        importing &= !line.ends_with(';');
    }
    kept.join("\n").trim_end().to_owned()
}

/// Text that a Markdown table can hold.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The lines of a source without its tests.
pub(super) fn before_tests(source: &str) -> Vec<&str> {
    source
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .collect()
}

fn said(documentation: &[&str]) -> String {
    documentation.join(" ").trim().to_owned()
}

/// Links of the program's own pages lead nowhere here: only their words are kept.
fn linked(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
//! Lean: the price of cover.
//!
//! lean grows.

use crate::Something;

/// Where it stands.
#[derive(Clone)]
pub enum Stage {
    /// Not yet.
    Closed,
    /// Issued by guide n.
    Guide(u32),
}

/// All state.
pub struct World {
    /// |y - y0|, see [`Stage`];
    /// rows by atom.
    pub lean: Vec<f64>,
    hidden: u8,
}

/// Double of x: y = 2 x.
#[must_use]
pub fn double(x: f64) -> f64 {
    2.0 * x
}

#[cfg(test)]
mod tests {
    pub struct NotShown {
        pub at_all: u8,
    }
}
";

    #[test]
    fn headers_fields_and_what_is_computed_are_read_word_for_word() {
        assert_eq!(header(SOURCE), "Lean: the price of cover.\n\nlean grows.");
        let found = shapes(SOURCE);
        let names: Vec<&str> = found.iter().map(|shape| shape.name.as_str()).collect();
        assert_eq!(names, ["Stage", "World"]);
        assert_eq!(found[0].fields.len(), 2);
        assert_eq!(found[0].fields[1].name, "Guide(u32)");
        assert_eq!(found[1].fields.len(), 1);
        let table = shapes_in_words(SOURCE, 3);
        assert!(
            table.contains("| `lean` | `Vec<f64>` | \\|y - y0\\|, see `Stage`; rows by atom. |"),
            "{table}"
        );
        let code = code(SOURCE);
        assert!(
            code.contains(
                "/// Double of x: y = 2 x.\n#[must_use]\npub fn double(x: f64) -> f64 {\n    2.0 * x\n}"
            ),
            "{code}"
        );
        for gone in ["Lean: the price", "crate::Something", "NotShown"] {
            assert!(!code.contains(gone), "{gone}");
        }
    }
}
