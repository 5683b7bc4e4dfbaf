//! Walking a TOML text: every value is looked up by key, every key must be known, and every
//! mistake is kept with its place until the whole text has been seen.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Mistake, Source, meant, nearest};

/// A value of a text with the place where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// One TOML text under examination.
pub(super) struct Reader<'a> {
    /// The text.
    pub source: &'a Source,
    mistakes: Vec<Mistake>,
    torn_lines: Vec<usize>,
}

/// A table of the text: what it is called in messages, where its heading stands, what it holds.
#[derive(Clone)]
pub(super) struct Table<'t, 'i> {
    /// Its path, empty at the top of a text.
    pub path: String,
    /// Where it stands.
    pub span: Range<usize>,
    content: &'t DeTable<'i>,
}

impl<'t, 'i> Table<'t, 'i> {
    /// The table at the top of a text.
    pub fn top(content: &'t Spanned<DeTable<'i>>) -> Self {
        Self {
            path: String::new(),
            span: 0..0,
            content: content.get_ref(),
        }
    }

    /// The key as the user would write it in full.
    pub fn full(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Every key with its place, and its value.
    pub fn entries(&self) -> impl Iterator<Item = (Placed<&'t str>, &'t Spanned<DeValue<'i>>)> {
        self.content.iter().map(|(key, value)| {
            let place = Placed {
                value: key.get_ref().as_ref(),
                span: key.span(),
            };
            (place, value)
        })
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.entries()
            .find(|(found, _)| found.value == key)
            .map(|(_, value)| value)
    }
}

/// A text parsed as far as it can be, with its mistakes of syntax.
pub(super) fn parse(source: &Source) -> (Spanned<DeTable<'_>>, Reader<'_>) {
    let (content, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader {
        source,
        mistakes: Vec::new(),
        torn_lines: Vec::new(),
    };
    for error in errors {
        let end = source.text.len();
        let span = error.span().unwrap_or(end..end);
        let mistake = source.mistake(span, format!("this is not TOML: {}", error.message()), None);
        // One slip can upset the parser several times; the first word about a line is enough.
        if !reader.torn_lines.contains(&mistake.line) {
            reader.torn_lines.push(mistake.line);
            reader.mistakes.push(mistake);
        }
    }
    (content, reader)
}

impl Reader<'_> {
    /// Notes a mistake. What follows from broken syntax on the same line is not a second one.
    pub fn wrong(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        let mistake = self.source.mistake(span, message, help);
        if !self.torn_lines.contains(&mistake.line) {
            self.mistakes.push(mistake);
        }
    }

    /// Notes that a key is missing; not where broken syntax may have swallowed it.
    fn missing(&mut self, table: &Table, key: &str, example: &str) {
        if self.torn_lines.is_empty() {
            let place = if table.path.is_empty() {
                String::new()
            } else {
                format!(" in {}", table.path)
            };
            self.wrong(
                table.span.clone(),
                format!("the key \"{key}\" is missing{place}"),
                Some(format!("write for example: {example}")),
            );
        }
    }

    /// The value of a key that must be there.
    pub fn need<'t, 'i>(
        &mut self,
        table: &Table<'t, 'i>,
        key: &str,
        example: &str,
    ) -> Option<&'t Spanned<DeValue<'i>>> {
        let value = table.get(key);
        if value.is_none() {
            self.missing(table, key, example);
        }
        value
    }

    /// The mistakes found so far, in the order of the text.
    pub fn finish(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes;
        mistakes.sort_by_key(|mistake| mistake.span.start);
        mistakes
    }

    /// Refuses every key of a table that is not among the known ones.
    pub fn only(&mut self, table: &Table, known: &[&str]) {
        for (key, _) in table.entries() {
            if !known.contains(&key.value) {
                let message = format!("unknown key \"{}\"", table.full(key.value));
                self.wrong(key.span, message, meant(key.value, known));
            }
        }
    }

    /// Notes that a value is of the wrong kind.
    pub fn kind(
        &mut self,
        name: &str,
        wanted: &str,
        value: &Spanned<DeValue>,
        help: Option<String>,
    ) {
        self.wrong(
            value.span(),
            format!("{name} must be {wanted}, found {}", shown(value.get_ref())),
            help,
        );
    }

    /// A finite number; whole numbers are numbers.
    pub fn number(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<Placed<f64>> {
        let read = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(whole) => i128::from_str_radix(whole.as_str(), whole.radix())
                .ok()
                .map(|whole| whole as f64),
            DeValue::String(text) => {
                self.kind(name, "a number", value, number_in(text));
                return None;
            }
            _ => {
                self.kind(name, "a number", value, None);
                return None;
            }
        };
        match read {
            Some(number) if number.is_finite() => Some(Placed {
                value: number,
                span: value.span(),
            }),
            _ => {
                self.kind(name, "a finite number", value, None);
                None
            }
        }
    }

    /// A whole number within limits, both included.
    pub fn whole(
        &mut self,
        name: &str,
        value: &Spanned<DeValue>,
        limits: [u64; 2],
    ) -> Option<Placed<u64>> {
        let wanted = format!("a whole number from {} to {}", limits[0], limits[1]);
        let read = match value.get_ref() {
            DeValue::Integer(whole) => i128::from_str_radix(whole.as_str(), whole.radix())
                .ok()
                .and_then(|whole| u64::try_from(whole).ok()),
            _ => None,
        };
        match read {
            Some(number) if (limits[0]..=limits[1]).contains(&number) => Some(Placed {
                value: number,
                span: value.span(),
            }),
            _ => {
                self.kind(name, &wanted, value, None);
                None
            }
        }
    }

    /// True or false.
    pub fn flag(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<Placed<bool>> {
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.kind(name, "true or false", value, None);
            return None;
        };
        Some(Placed {
            value: *flag,
            span: value.span(),
        })
    }

    /// Text that is not empty.
    pub fn text(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<Placed<String>> {
        let DeValue::String(text) = value.get_ref() else {
            self.kind(name, "text in quotes", value, None);
            return None;
        };
        if text.trim().is_empty() {
            self.kind(name, "text that is not empty", value, None);
            return None;
        }
        Some(Placed {
            value: text.trim().to_owned(),
            span: value.span(),
        })
    }

    /// One of a few words.
    pub fn word<T: Copy>(
        &mut self,
        name: &str,
        value: &Spanned<DeValue>,
        words: &[(&str, T)],
    ) -> Option<Placed<T>> {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let wanted = format!("one of {}", known.join(", "));
        let DeValue::String(text) = value.get_ref() else {
            self.kind(name, &wanted, value, None);
            return None;
        };
        let found = words.iter().find(|(word, _)| *word == text.as_ref());
        if found.is_none() {
            let help = nearest(text, known.iter().copied())
                .map(|word| format!("did you mean \"{word}\"?"));
            self.kind(name, &wanted, value, help);
        }
        found.map(|(_, meaning)| Placed {
            value: *meaning,
            span: value.span(),
        })
    }

    /// A table.
    pub fn table<'t, 'i>(
        &mut self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Option<Table<'t, 'i>> {
        let DeValue::Table(content) = value.get_ref() else {
            self.kind(name, &format!("a table, [{name}]"), value, None);
            return None;
        };
        Some(Table {
            path: name.to_owned(),
            span: value.span(),
            content,
        })
    }

    /// A list.
    pub fn list<'t, 'i>(
        &mut self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Option<&'t [Spanned<DeValue<'i>>]> {
        let DeValue::Array(items) = value.get_ref() else {
            self.kind(name, "a list in square brackets", value, None);
            return None;
        };
        Some(items)
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<Vec<Placed<String>>> {
        let items = self.list(name, value)?;
        Some(
            items
                .iter()
                .filter_map(|item| self.text(name, item))
                .collect(),
        )
    }

    /// A list of tables, `[[name]]`.
    pub fn tables<'t, 'i>(
        &mut self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Vec<Table<'t, 'i>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.kind(name, &format!("a list of tables, [[{name}]]"), value, None);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(content) => tables.push(Table {
                    path: name.to_owned(),
                    span: item.span(),
                    content,
                }),
                _ => self.kind(name, &format!("a list of tables, [[{name}]]"), item, None),
            }
        }
        tables
    }
}

/// What a value looks like in a message.
fn shown(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => {
            let short: String = text.chars().take(40).collect();
            let cut = if short.len() < text.len() { "…" } else { "" };
            format!("the text \"{short}{cut}\"")
        }
        DeValue::Integer(whole) => whole.to_string(),
        DeValue::Float(float) => float.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// What to write where a number stands in quotes or as a percentage.
fn number_in(text: &str) -> Option<String> {
    let trimmed = text.trim();
    if let Some(percent) = trimmed.strip_suffix('%') {
        let number: f64 = percent.trim().parse().ok()?;
        return Some(format!(
            "did you mean {}? ({trimmed} is written {0})",
            number / 100.0
        ));
    }
    let number: f64 = trimmed.parse().ok()?;
    number
        .is_finite()
        .then(|| format!("write {trimmed} without quotes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_slips_of_syntax_are_found_at_once_and_hide_nothing_else() {
        let source = Source::new("a.toml", "x = \ny = 2\nz = [1,\nunknown_key = 3\n");
        let (content, mut reader) = parse(&source);
        let top = Table::top(&content);
        reader.only(&top, &["x", "y", "z"]);
        let lines: Vec<usize> = reader.finish().iter().map(|m| m.line).collect();
        assert!(lines.contains(&1) && lines.len() >= 2, "{lines:?}");
    }

    #[test]
    fn numbers_may_be_whole_or_written_with_an_exponent_but_not_infinite() {
        let source = Source::new(
            "a.toml",
            "a = 1_000\nb = 2e-3\nc = inf\nd = nan\ne = 0x10\n",
        );
        let (content, mut reader) = parse(&source);
        let top = Table::top(&content);
        let mut read = Vec::new();
        for (key, value) in top.entries() {
            read.push(reader.number(key.value, value).map(|n| n.value));
        }
        assert_eq!(read, [Some(1000.0), Some(0.002), None, None, Some(16.0)]);
        assert_eq!(reader.finish().len(), 2);
    }

    #[test]
    fn a_number_in_quotes_is_explained() {
        assert_eq!(
            number_in("70%").as_deref(),
            Some("did you mean 0.7? (70% is written 0.7)")
        );
        assert_eq!(
            number_in("0.5").as_deref(),
            Some("write 0.5 without quotes")
        );
        assert_eq!(number_in("half"), None);
    }
}
