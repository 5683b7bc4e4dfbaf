//! Every refusal of the program is a file in `tests/bad/` that says in its leading comments what
//! must be found: `# expect: LINE:COLUMN part of the message | part of the help`. A file must give
//! exactly the mistakes it names.

use std::fs;

use grip::scenario::check::{self, Known};
use grip::scenario::library::{self, Kind, built_in_arm, built_in_structure};
use grip::scenario::{Changes, Level, Source};

const OUTCOMES: [&str; 3] = ["net_saving", "saving_real_disinvestment", "latency_median"];

const KNOWN: Known = Known {
    outcomes: &OUTCOMES,
    arm: &built_in_arm,
    structure: &built_in_structure,
    table: &table,
};

/// Tables of points stand beside the files that name them.
fn table(name: &str) -> Option<Source> {
    let bytes = fs::read(format!("tests/bad/{name}")).ok()?;
    Source::from_bytes(name, &bytes).ok()
}

struct Expected {
    place: String,
    message: String,
    help: String,
}

fn expected(text: &str) -> Vec<Expected> {
    text.lines()
        .filter_map(|line| line.strip_prefix("# expect: "))
        .map(|line| {
            let Some((place, rest)) = line.split_once(' ') else {
                panic!("no message in: {line}");
            };
            let (message, help) = rest.split_once(" | ").unwrap_or((rest, ""));
            Expected {
                place: place.to_owned(),
                message: message.to_owned(),
                help: help.to_owned(),
            }
        })
        .collect()
}

#[test]
fn every_bad_file_is_refused_for_exactly_what_it_says() {
    let mut files: Vec<_> = fs::read_dir("tests/bad")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 30, "only {} files", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let label = path.to_string_lossy();
        let source = Source::from_bytes(&label, &fs::read(&path).unwrap()).unwrap();
        let mut expected = expected(&source.text);
        assert!(!expected.is_empty(), "{label} expects nothing");
        let mistakes = check::file(&source, &KNOWN).err().unwrap_or_default();
        for mistake in &mistakes {
            assert_eq!(mistake.level, Level::Refused);
            let place = format!("{}:{}", mistake.line, mistake.column);
            let found = expected.iter().position(|e| {
                e.place == place
                    && mistake.message.contains(&e.message)
                    && mistake.help.clone().unwrap_or_default().contains(&e.help)
            });
            match found {
                Some(at) => drop(expected.remove(at)),
                None => wrong.push(format!("not expected: {mistake}")),
            }
        }
        for e in expected {
            wrong.push(format!(
                "{label}:{} not found: {} | {}",
                e.place, e.message, e.help
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Checks a text as every kind of file; what comes out does not matter, that it comes out does.
fn survive(text: &str) {
    let source = Source::new("part.toml", text);
    let _ = check::file(&source, &KNOWN);
    let _ = check::arm(&source, "part");
    let _ = check::experiment(&source, "part", &Changes::default(), &KNOWN);
}

#[test]
fn no_text_can_upset_the_reader() {
    // A text that a user is still typing, and one with a slip in it.
    for (kind, name) in [
        (Kind::Arm, "nice_mandate"),
        (Kind::Experiment, "nice_cover"),
    ] {
        let text = library::text(kind, name).unwrap_or_default();
        assert!(!text.is_empty());
        for (at, _) in text.char_indices().step_by(5) {
            survive(&text[..at]);
            survive(&format!("{}{}", &text[..at], &text[at + 1..]));
            survive(&format!("{}[é\"{}", &text[..at], &text[at..]));
        }
    }
    survive(&"[".repeat(100_000));
    survive(&"a.".repeat(100_000));
    survive(&format!("arms = {}", "[".repeat(100_000)));
}
