//! One mistake in a file the user wrote: where it stands, what was found, what is allowed and,
//! where one is near, what was meant.

use std::fmt;

/// One mistake in a settings file or a table. Mistakes are collected and shown together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileError {
    /// The file as the user names it.
    pub file: String,
    /// Line, counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// In a settings file the character of the line, in a table the number of the field, both
    /// counted from 1; 0 where the line as a whole is meant.
    pub column: usize,
    /// The key, or the heading of the column.
    pub key: String,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
    /// What was probably meant, or what to do.
    pub meant: Option<String>,
}

/// A mistake in a table; the same shape as one in a settings file.
pub type TableError = FileError;

impl fmt::Display for FileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if self.line > 0 {
            write!(out, ", line {}", self.line)?;
        }
        if self.column > 0 {
            write!(out, ", column {}", self.column)?;
        }
        if !self.key.is_empty() {
            write!(out, " ({})", self.key)?;
        }
        write!(out, ": found {}; allowed: {}", self.found, self.allowed)?;
        match &self.meant {
            Some(meant) => write!(out, "; {meant}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FileError {}

/// The known word nearest to what was found, if it is near enough to be a slip.
pub(super) fn nearest<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let small = found.to_lowercase();
    known
        .into_iter()
        .map(|word| {
            (
                strsim::damerau_levenshtein(&small, &word.to_lowercase()),
                word,
            )
        })
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The question put to the user about the nearest known word.
pub(super) fn did_you_mean<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(found, known).map(|word| format!("did you mean \"{word}\"?"))
}

/// A whole number with a comma at every third digit.
pub(super) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digit.is_ascii_digit() && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_place_found_allowed_and_meant() {
        let error = FileError {
            file: "places.csv".to_owned(),
            line: 4,
            column: 3,
            key: "people".to_owned(),
            found: "\"-5\"".to_owned(),
            allowed: "a number from 1 to 100,000,000".to_owned(),
            meant: Some("did you mean \"5\"?".to_owned()),
        };
        assert_eq!(
            error.to_string(),
            "places.csv, line 4, column 3 (people): found \"-5\"; allowed: a number from 1 to \
             100,000,000; did you mean \"5\"?"
        );
    }

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        let known = ["population", "name", "code"];
        assert_eq!(nearest("Populatoin", known), Some("population"));
        assert_eq!(nearest("longitude", known), None);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(7.0), "7");
        assert_eq!(grouped(42_600.0), "42,600");
        assert_eq!(grouped(51_800_000.0), "51,800,000");
    }
}
