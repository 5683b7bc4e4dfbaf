//! Writing to the terminal: results to stdout, diagnostics to stderr, colours only where a person
//! sees them and has not set `NO_COLOR`.

use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind, IsTerminal, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource};

use super::End;
use crate::scenario::{Level, Mistake};

/// Writes a result. A reader that stops reading, as `head` does, is no failure.
pub fn out(text: &str) -> End {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Ok(()) => End::Done,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => End::Done,
        Err(error) => {
            complain(&format!("error: cannot write the result: {error}\n"));
            End::Resource
        }
    }
}

/// Writes a diagnostic. Where even that fails there is nobody left to tell.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Shows mistakes and warnings, each in its place.
pub fn mistakes(mistakes: &[Mistake]) {
    let colour = io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    complain(&drawn(mistakes, colour));
}

fn drawn(mistakes: &[Mistake], colour: bool) -> String {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(false)
        .with_context_lines(1);
    let mut text = String::new();
    for mistake in mistakes {
        if handler
            .render_report(&mut text, &Drawn::of(mistake))
            .is_err()
        {
            let _ = writeln!(text, "{mistake}");
        }
        text.push('\n');
    }
    text
}

/// A mistake as the drawing library wants it.
#[derive(Debug)]
struct Drawn<'a> {
    mistake: &'a Mistake,
    source: NamedSource<String>,
}

impl<'a> Drawn<'a> {
    fn of(mistake: &'a Mistake) -> Self {
        Self {
            mistake,
            source: NamedSource::new(&mistake.file, mistake.text.to_string()),
        }
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.mistake.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.mistake.level {
            Level::Refused => miette::Severity::Error,
            Level::Warning => miette::Severity::Warning,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let help = self.mistake.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = &self.mistake.span;
        let label = LabeledSpan::new(Some("here".to_owned()), span.start, span.len());
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Source;

    #[test]
    fn a_mistake_is_drawn_in_its_place_and_without_colour_where_none_is_wanted() {
        let source = Source::new("a.toml", "[x]\nshare = 70\n");
        let mistake = source.mistake(
            12..14,
            "share must lie between 0 and 1, found 70".to_owned(),
            Some("did you mean 0.7?".to_owned()),
        );
        let text = drawn(std::slice::from_ref(&mistake), false);
        for part in [
            "share must lie between 0 and 1, found 70",
            "a.toml:2:9",
            "share = 70",
            "help: did you mean 0.7?",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
        assert!(drawn(&[mistake], true).contains('\u{1b}'));
    }

    #[test]
    fn a_place_at_the_very_end_of_an_empty_text_can_be_drawn() {
        for text in ["", "\n", "é"] {
            let source = Source::new("a.toml", text);
            let end = text.len();
            let mistake = source.mistake(end..end, "nothing here".to_owned(), None);
            assert!(drawn(&[mistake], false).contains("nothing here"));
        }
    }
}
