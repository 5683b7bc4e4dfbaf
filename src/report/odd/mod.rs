//! The description of the model by the ODD protocol (V. Grimm and others, Journal of Artificial
//! Societies and Social Simulation 23(2), 2020), made from the program: headers of files, fields of
//! the world, the schedule and the registers. Only purpose and design concepts are written here,
//! in `concepts.md`.

mod files;
mod readers;
mod registers;
mod source;

use std::fmt::Write as _;

pub use readers::readers;
pub use registers::{mechanisms, outcomes, parameters, phases};

pub(in crate::report) use super::page::grade_words;

use crate::facts::{self, Fact};
use crate::model::phases::PHASES;
use crate::scenario::library::{Kind, names, text};
use files::{
    BESIDE, CRATE, ENTITIES, EQUATIONS, HANDOVER, NATURE, PHASE_FILES, SETTING_UP, STEP, SYNTHETIC,
};
use source::{cell, code, header, shapes_in_words};

/// Purpose, patterns, scales.
const PURPOSE: &str = include_str!("purpose.md");
/// The eleven design concepts.
const CONCEPTS: &str = include_str!("concepts.md");

/// The description as Markdown.
#[must_use]
pub fn odd() -> String {
    let mut out = registers::generated("odd", "ODD.md");
    out.push_str("# Model description (ODD)\n\n");
    let _ = write!(
        out,
        "Version {}. {}\n\n",
        env!("CARGO_PKG_VERSION"),
        flowing(&header(CRATE))
    );
    out.push_str(PURPOSE);
    out.push_str("\n## 2. Entities, state variables and scales\n\n");
    out.push_str(&entities());
    out.push_str("## 3. Process overview and scheduling\n\n");
    out.push_str(&schedule());
    out.push('\n');
    out.push_str(CONCEPTS);
    out.push_str("\n## 5. Initialisation\n\n");
    out.push_str(&initialisation());
    out.push_str("## 6. Input data\n\n");
    out.push_str(&input_data());
    out.push_str("\n## 7. Submodels\n\n");
    out.push_str(&submodels());
    out.push_str(
        "### Parameters\n\nThe registers follow as they stand in `docs/parameters.md` and \
         `docs/mechanisms.md`.\n\n",
    );
    out.push_str(&deeper(&parameters()));
    out.push('\n');
    out.push_str(&deeper(&mechanisms()));
    out
}

fn entities() -> String {
    let mut out = String::from(
        "A place (*atom*) is the smallest ground with people; bodies of every tier are sets of places. \
         Symbols in front of a meaning are those of the equations. A month is the step of time; \
         money is in pounds, in the ledger in whole pence; shares run from 0 to 1.\n\n",
    );
    for (heading, source) in ENTITIES {
        let _ = write!(out, "### {heading}\n\n{}\n\n", flowing(&header(source)));
        out.push_str(&shapes_in_words(source, 4));
    }
    out
}

fn schedule() -> String {
    let mut out = String::from(
        "Each month every phase is done once, for all bodies, in this order. Within a phase the order \
         of bodies does not matter: they decide on the state at its start, or touch only what is \
         their own.\n\n| order | phase | what it does |\n| ---: | --- | --- |\n",
    );
    for (number, phase) in PHASES.iter().enumerate() {
        let _ = writeln!(
            out,
            "| {} | `{}` | {} |",
            number + 1,
            phase.name,
            cell(phase.summary)
        );
    }
    out
}

fn initialisation() -> String {
    let parts = [
        ("Nature", header(NATURE)),
        ("Places", header(SYNTHETIC)),
        ("Running", header(STEP)),
        ("Handover", header(HANDOVER)),
    ];
    let mut out = String::from(
        "24 months, April 2007 to March 2009, are run under the local commissioners of 2009 before \
         anything is recorded. They are the same in every arm: each arm forks the world of March \
         2009.\n\n",
    );
    for (heading, text) in parts {
        let _ = write!(out, "### {heading}\n\n{}\n\n", flowing(&text));
    }
    out
}

fn input_data() -> String {
    let mut out = String::from(
        "Nothing is read while the model runs. Allocation growth and the savings asked for are \
         exogenous series written in the phases `press_finance` and `count_flows`. A user may give \
         tables of real places. Figures about the world, with which parameters and patterns are \
         compared:\n\n| fact | value | unit | date | place | grade | source |\n| --- | ---: | --- | --- \
         | --- | --- | --- |\n",
    );
    for fact in facts::all() {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {:?} | {} |",
            fact.id,
            value_words(fact),
            cell(&fact.unit),
            cell(&fact.date),
            cell(&fact.place),
            fact.grade,
            cell(&fact.source)
        );
    }
    out
}

fn value_words(fact: &Fact) -> String {
    match (fact.value, fact.bounds) {
        (Some(value), None) => value.to_string(),
        (Some(value), Some(bounds)) => format!("{value} ({} to {})", bounds.low, bounds.high),
        (None, Some(bounds)) => format!("{} to {}", bounds.low, bounds.high),
        (None, None) => String::new(),
    }
}

fn submodels() -> String {
    let mut out = String::from(
        "First the phases in the order of the schedule, then the equations that several phases use, \
         then how a world is drawn, set up and handed over, then chance, ground, months, bodies, inputs \
         and outcomes, and last every structure and arm that is built in. Each file of the program is \
         given in the words of its file and, under them, word for word as it is computed: order of \
         evaluation, draws, ties and rounding are those of the code. `exp`, `log` and `pow` are those \
         of `libm`, sums run in the order written.\n\n",
    );
    for (number, (phase, (_, source))) in PHASES.iter().zip(PHASE_FILES).enumerate() {
        let title = format!("{}. `{}`", number + 1, phase.name);
        out.push_str(&submodel(&title, source));
    }
    for (part, files) in [
        ("Equations", EQUATIONS),
        ("Setting up", SETTING_UP),
        ("Beside the model", BESIDE),
    ] {
        for (name, source) in files {
            out.push_str(&submodel(&format!("{part}: `{name}`"), source));
        }
    }
    for (part, kind) in [("Structure", Kind::Structure), ("Arm", Kind::Arm)] {
        for name in names(kind) {
            let file = text(kind, name).unwrap_or_default();
            let _ = write!(out, "### {part}: `{name}`\n\n```toml\n{file}```\n\n");
        }
    }
    out
}

/// A file under its title: what it says of itself, and what it computes.
fn submodel(title: &str, source: &str) -> String {
    format!(
        "### {title}\n\n```text\n{}\n```\n\n```rust\n{}\n```\n\n",
        header(source),
        code(source)
    )
}

/// The headings of a page two levels down, without its note.
fn deeper(page: &str) -> String {
    let kept = page.lines().filter(|line| !line.starts_with("<!--"));
    let mut out = String::new();
    for line in kept.skip_while(|line| line.is_empty()) {
        if line.starts_with('#') {
            out.push_str("###");
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Links of the program's own pages lead nowhere here: only their words are kept.
fn flowing(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares a page with its text, or writes it where `GRIP_WRITE_DOCS` is set.
    fn page(file: &str, text: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs")
            .join(file);
        if std::env::var_os("GRIP_WRITE_DOCS").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "docs/{file} is not what the program says; write it anew with: GRIP_WRITE_DOCS=1 cargo \
             test --release --lib report::odd"
        );
    }

    #[test]
    fn the_pages_say_what_the_program_says() {
        page("ODD.md", &odd());
        page("parameters.md", &parameters());
        page("outcomes.md", &outcomes());
        page("mechanisms.md", &mechanisms());
    }

    #[test]
    fn every_phase_is_described_under_its_name_with_the_words_of_its_file() {
        let text = odd();
        let file = |name: &'static str| name.strip_prefix("phases/").unwrap_or(name);
        let names: Vec<&str> = PHASE_FILES.iter().map(|(name, _)| file(name)).collect();
        let schedule: Vec<&str> = PHASES.iter().map(|phase| phase.name).collect();
        assert_eq!(names, schedule);
        for (name, source) in names
            .iter()
            .zip(PHASE_FILES.iter().map(|(_, source)| source))
        {
            assert!(source.contains(&format!("pub fn {name}(")), "{name}");
            assert!(
                !header(source).is_empty() && text.contains(&header(source)),
                "{name}"
            );
        }
    }

    /// Every file of the model is printed, so that nothing of it stands outside the description.
    #[test]
    fn no_file_of_the_model_is_left_out() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
        let lists = [EQUATIONS, PHASE_FILES, SETTING_UP];
        let printed = |name: &str| {
            let mut all = lists.iter().flat_map(|list| list.iter());
            all.any(|(known, _)| *known == name) || files::CONTENTS.contains(&name)
        };
        let mut folders = vec![root.clone()];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&root).unwrap().with_extension("");
                let name = name.to_str().unwrap().replace('\\', "/");
                assert!(printed(&name), "{name}");
                count += 1;
            }
        }
        assert!(count > 80);
        let text = odd();
        assert!(text.contains("while let Some") || text.contains("fn take_over("));
        assert!(!text.contains("#[test]"));
    }

    #[test]
    fn every_variable_of_the_world_is_listed_with_its_meaning() {
        let text = odd();
        let world = source::shapes(ENTITIES[0].1)
            .into_iter()
            .find(|shape| shape.name == "World")
            .unwrap();
        // All fields, counted by another road: lines `pub name:` inside the structure.
        let inside = ENTITIES[0]
            .1
            .split("pub struct World {")
            .nth(1)
            .unwrap()
            .split("\n}")
            .next()
            .unwrap();
        let count = inside
            .lines()
            .filter(|line| line.starts_with("    pub "))
            .count();
        assert_eq!(world.fields.len(), count);
        assert!(count > 20);
        for field in world.fields {
            assert!(!field.meaning.is_empty(), "{}", field.name);
            assert!(
                text.contains(&format!("| `{}` | `{}` |", field.name, cell(&field.kind))),
                "{}",
                field.name
            );
        }
    }

    #[test]
    fn the_headings_of_the_protocol_stand_in_order() {
        let text = odd();
        let headings: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(
            headings,
            [
                "## 1. Purpose and patterns",
                "## 2. Entities, state variables and scales",
                "## 3. Process overview and scheduling",
                "## 4. Design concepts",
                "## 5. Initialisation",
                "## 6. Input data",
                "## 7. Submodels",
            ]
        );
        for concept in [
            "Basic principles",
            "Emergence",
            "Adaptation",
            "Objectives",
            "Learning",
            "Prediction",
            "Sensing",
            "Interaction",
            "Stochasticity",
            "Collectives",
            "Observation",
        ] {
            assert!(text.contains(&format!("### {concept}\n")), "{concept}");
        }
    }

    #[test]
    fn equations_are_printed_as_they_are_computed() {
        let text = odd();
        assert!(text.contains(
            "(libm::log(population / NEIGHBOURHOOD_POPULATION) / whole).clamp(0.0, 1.0)"
        ));
        assert!(text.contains("y ← y + φ (x - y) where a policy is in force"));
    }

    #[test]
    fn every_parameter_outcome_and_mechanism_has_a_row() {
        for parameter in &crate::scenario::PARAMETERS {
            assert!(
                parameters().contains(&format!("| `{}` |", parameter.path)),
                "{}",
                parameter.path
            );
        }
        for outcome in &crate::engine::OUTCOMES {
            assert!(
                outcomes().contains(&format!("| `{}` |", outcome.name)),
                "{}",
                outcome.name
            );
        }
        for mechanism in &crate::scenario::MECHANISMS {
            assert!(
                mechanisms().contains(&format!("| `{}` |", mechanism.name)),
                "{}",
                mechanism.name
            );
        }
    }
}
