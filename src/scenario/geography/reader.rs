//! Reads a settings file key by key, so that every mistake is found in one pass and each has its
//! place in the text.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{FileError, did_you_mean};
use super::text::shown;

/// A settings file being read.
pub(super) struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    /// The mistakes so far.
    pub errors: Vec<FileError>,
}

/// A table of the file.
pub(super) struct Section<'a, 't> {
    path: String,
    table: &'a DeTable<'t>,
    span: Range<usize>,
}

impl Section<'_, '_> {
    fn key(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Whether the key stands in the table.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
}

impl<'t> Reader<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            errors: Vec::new(),
        }
    }

    /// The file as a table, or nothing where it is not TOML.
    pub fn document(&mut self) -> Option<Spanned<DeTable<'t>>> {
        let (document, problems) = DeTable::parse_recoverable(self.text);
        if problems.is_empty() {
            return Some(document);
        }
        for problem in problems {
            let found = format!("text that is not TOML ({})", problem.message());
            self.mistake(problem.span().unwrap_or(0..0), "", found, "TOML", None);
        }
        None
    }

    /// The table at the top of the file.
    pub fn top<'a>(document: &'a Spanned<DeTable<'t>>) -> Section<'a, 't> {
        Section {
            path: String::new(),
            table: document.get_ref(),
            span: 0..0,
        }
    }

    /// Adds a mistake found at a place in the text.
    pub fn mistake(
        &mut self,
        span: Range<usize>,
        key: &str,
        found: String,
        allowed: &str,
        meant: Option<String>,
    ) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        self.errors.push(FileError {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before
                .rsplit('\n')
                .next()
                .map_or(0, |line| line.chars().count())
                + 1,
            key: key.to_owned(),
            found,
            allowed: allowed.to_owned(),
            meant,
        });
    }

    /// A mistake about a section as a whole.
    pub fn mistake_in(&mut self, section: &Section, key: &str, found: &str, allowed: &str) {
        self.mistake(
            section.span.clone(),
            &section.key(key),
            found.to_owned(),
            allowed,
            None,
        );
    }

    /// A mistake about a value.
    pub fn mistake_at(&mut self, section: &Section, key: &str, allowed: &str) {
        if let Some(value) = section.table.get(key) {
            let found = self.text.get(value.span()).unwrap_or("").to_owned();
            self.mistake(value.span(), &section.key(key), found, allowed, None);
        }
    }

    /// A mistake about a value deep inside a section, or about the section where it is absent.
    pub fn mistake_below(&mut self, section: &Section, path: &[&str], found: &str, allowed: &str) {
        let key = section.key(&path.join("."));
        let mut span = section.span.clone();
        let mut at = Some(section.table);
        for step in path {
            let value = at.and_then(|table| table.get(*step));
            if let Some(value) = value {
                span = value.span();
            }
            at = value.and_then(|value| value.get_ref().as_table());
        }
        self.mistake(span, &key, found.to_owned(), allowed, None);
    }

    /// Refuses keys that are not known.
    pub fn known(&mut self, section: &Section, known: &[&str]) {
        for key in section.table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let meant = did_you_mean(name, known.iter().copied());
                let allowed = format!("one of {}", known.join(", "));
                self.mistake(
                    key.span(),
                    &section.key(name),
                    "an unknown key".to_owned(),
                    &allowed,
                    meant,
                );
            }
        }
    }

    /// A table inside a table; nothing where it is absent.
    pub fn section<'a, 'd>(
        &mut self,
        parent: &Section<'a, 'd>,
        key: &str,
    ) -> Option<Section<'a, 'd>> {
        let value = parent.table.get(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Section {
                path: parent.key(key),
                table,
                span: value.span(),
            });
        }
        self.mistake_at(parent, key, "a table");
        None
    }

    /// A text; nothing where it is absent.
    pub fn optional(&mut self, section: &Section, key: &str) -> Option<String> {
        match section.table.get(key)?.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.mistake_at(section, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must be there; empty where it is not, the mistake being told.
    pub fn required(&mut self, section: &Section, key: &str) -> String {
        if !section.has(key) {
            self.mistake_in(
                section,
                key,
                "nothing",
                "this key with a text in quotation marks",
            );
        }
        self.optional(section, key).unwrap_or_default()
    }

    /// A number within limits; the value stays as it is where the key is absent.
    pub fn number(&mut self, section: &Section, key: &str, limits: [f64; 2], value: &mut f64) {
        let Some(given) = section.table.get(key) else {
            return;
        };
        let parsed = match given.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
                .ok()
                .map(|whole| whole as f64),
            DeValue::Float(digits) => digits.as_str().parse::<f64>().ok(),
            _ => None,
        };
        if let Some(parsed) = parsed.filter(|parsed| (limits[0]..=limits[1]).contains(parsed)) {
            *value = parsed;
        } else {
            let [low, high] = limits.map(shown);
            self.mistake_at(section, key, &format!("a number from {low} to {high}"));
        }
    }

    /// A whole number within limits; the value stays as it is where the key is absent.
    pub fn whole(&mut self, section: &Section, key: &str, limits: [u64; 2], value: &mut u64) {
        let Some(given) = section.table.get(key) else {
            return;
        };
        let parsed = match given.get_ref() {
            DeValue::Integer(digits) => u64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        if let Some(parsed) = parsed.filter(|parsed| (limits[0]..=limits[1]).contains(parsed)) {
            *value = parsed;
        } else {
            let [low, high] = limits.map(|limit| shown(limit as f64));
            self.mistake_at(
                section,
                key,
                &format!("a whole number from {low} to {high}"),
            );
        }
    }
}
