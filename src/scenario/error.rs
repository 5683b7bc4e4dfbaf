//! What is wrong with a text a user wrote: where it stands, what was found, what is allowed and,
//! where something is near, what was meant. Plain data; `cli` draws it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How much weight a finding has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The text is refused.
    Refused,
    /// The text is accepted, but probably does not mean what was meant.
    Warning,
}

/// One finding about a text. Findings are collected and shown together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Whether the text is refused for it.
    pub level: Level,
    /// The file as the user names it, or `--set` for an assignment of the command line.
    pub file: String,
    /// The whole text of that file, so that the finding can be shown in its place.
    pub text: Arc<str>,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The character of that line, counted from 1.
    pub column: usize,
    /// What was found and what is allowed.
    pub message: String,
    /// What was probably meant, or what to do.
    pub help: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.level {
            Level::Refused => "error",
            Level::Warning => "warning",
        };
        write!(
            out,
            "{}:{}:{}: {word}: {}",
            self.file, self.line, self.column, self.message
        )?;
        match &self.help {
            Some(help) => write!(out, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Mistake {}

/// A text and the name under which the user knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name shown in messages, usually a path.
    pub label: String,
    /// The text.
    pub text: Arc<str>,
}

impl Source {
    /// A text under a name.
    #[must_use]
    pub fn new(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            text: Arc::from(text),
        }
    }

    /// The text of a file as read from disk.
    ///
    /// # Errors
    /// The first byte that is not UTF-8, with its line and column.
    pub fn from_bytes(label: &str, bytes: &[u8]) -> Result<Self, Box<Mistake>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(label, text)),
            Err(error) => {
                let readable = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let end = readable.len();
                Err(Box::new(Self::new(label, &readable).mistake(
                    end..end,
                    "the file must be text in UTF-8, found a byte that is not".to_owned(),
                    Some("save it as UTF-8".to_owned()),
                )))
            }
        }
    }

    /// The name of the file without folders and ending: `configs/arms/x.toml` is `x`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.label.rsplit(['/', '\\']).next().unwrap_or(&self.label);
        file.strip_suffix(".toml").unwrap_or(file)
    }

    /// A refusal at a place of this text.
    #[must_use]
    pub fn mistake(&self, span: Range<usize>, message: String, help: Option<String>) -> Mistake {
        let (line, column) = self.place(span.start);
        Mistake {
            level: Level::Refused,
            file: self.label.clone(),
            text: Arc::clone(&self.text),
            span,
            line,
            column,
            message,
            help,
        }
    }

    /// A warning at a place of this text.
    #[must_use]
    pub fn warning(&self, span: Range<usize>, message: String, help: Option<String>) -> Mistake {
        Mistake {
            level: Level::Warning,
            ..self.mistake(span, message, help)
        }
    }

    /// The byte at a line and column, both counted from 1; the end of the text beyond it.
    #[must_use]
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let before: usize = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        self.text[before..]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(at, _)| before + at)
    }

    /// Line and column of a byte, both counted from 1; columns count characters.
    #[must_use]
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[start..].chars().count() + 1,
        )
    }
}

/// The known word nearest to what was found, if it is near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let small = found.to_lowercase().replace(['-', ' '], "_");
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&small, word), word))
        .filter(|(distance, word)| *distance <= (1 + word.chars().count() / 4).min(4))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The question put to the user about a word that is not known: the nearest one, or else, where
/// they are few, all that are allowed.
#[must_use]
pub fn meant(found: &str, known: &[&str]) -> Option<String> {
    if let Some(word) = nearest(found, known.iter().copied()) {
        return Some(format!("did you mean \"{word}\"?"));
    }
    let small = found.to_lowercase();
    let alike: Vec<&str> = known
        .iter()
        .copied()
        .filter(|word| small.len() >= 3 && word.contains(&small))
        .collect();
    if let [word] = alike[..] {
        return Some(format!("did you mean \"{word}\"?"));
    }
    if !alike.is_empty() && alike.len() <= 6 {
        return Some(format!("did you mean one of {}?", alike.join(", ")));
    }
    (known.len() <= 20).then(|| format!("allowed are {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let source = Source::new("a.toml", "x = 1\né = 2\n");
        assert_eq!(source.place(0), (1, 1));
        assert_eq!(source.place(6), (2, 1));
        assert_eq!(
            source.place(8),
            (2, 2),
            "é has two bytes and is one character"
        );
        assert_eq!(source.place(7), (2, 1), "the middle of é is é");
        assert_eq!(source.place(999), (3, 1));
        for byte in [0, 3, 6, 8, 12] {
            let (line, column) = source.place(byte);
            assert_eq!(source.byte(line, column), byte);
        }
    }

    #[test]
    fn a_slip_is_recognised_and_a_different_word_is_not() {
        let known = ["heterogeneity_sd", "spillover", "trust_up"];
        assert_eq!(nearest("spilover", known), Some("spillover"));
        assert_eq!(nearest("Trust-Up", known), Some("trust_up"));
        assert_eq!(nearest("capacity", known), None);
        assert_eq!(
            meant("heterogeneity", &known).as_deref(),
            Some("did you mean \"heterogeneity_sd\"?")
        );
    }

    #[test]
    fn a_byte_that_is_not_text_is_placed() {
        let mistake = Source::from_bytes("a.toml", b"x = 1\ny = \xff").unwrap_err();
        assert_eq!((mistake.line, mistake.column), (2, 5));
    }
}
