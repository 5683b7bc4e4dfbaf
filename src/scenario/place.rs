//! Where a key stands in a text.

use toml::de::DeValue;

use super::error::Source;
use super::file::{Table, parse};

/// The line, counted from 1, on which the value of a key stands; members of a list are known by
/// their number. `None` where the text does not say it.
#[must_use]
pub fn line_of(source: &Source, path: &[&str]) -> Option<usize> {
    let (first, rest) = path.split_first()?;
    let (content, _) = parse(source);
    let top = Table::top(&content);
    let (key, mut value) = top.entries().find(|(key, _)| key.value == *first)?;
    let mut at = key.span;
    for key in rest {
        value = match value.get_ref() {
            DeValue::Table(table) => {
                let (found, value) = table
                    .iter()
                    .find(|(found, _)| found.get_ref().as_ref() == *key)?;
                at = found.span();
                value
            }
            DeValue::Array(items) => {
                let item = items.get(key.parse::<usize>().ok()?)?;
                at = item.span();
                item
            }
            _ => return None,
        };
    }
    Some(source.place(at.start).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_dotted_inline_and_listed_tables() {
        let text = "label = \"x\"\n[parameters.implementation]\nlever = 0.7\n\n\
                    [grip]\nstrength = 0.5\n[[seats]]\ntier = \"nation\"\n[a]\nb = { c = 1 }\n";
        let source = Source::new("x.toml", text);
        let line = |path: &[&str]| line_of(&source, path);
        assert_eq!(line(&["label"]), Some(1));
        assert_eq!(line(&["parameters", "implementation", "lever"]), Some(3));
        assert_eq!(line(&["grip", "strength"]), Some(6));
        assert_eq!(line(&["seats", "0", "tier"]), Some(8));
        assert_eq!(line(&["a", "b", "c"]), Some(10));
        assert_eq!(line(&["parameters", "implementation", "hops"]), None);
        assert_eq!(line(&["label", "x"]), None);
    }
}
