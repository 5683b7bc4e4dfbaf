//! The description of the model by the ODD protocol (V. Grimm and others, Journal of Artificial
//! Societies and Social Simulation 23(2), 2020), made from the program: headers of files, fields of
//! the world, the schedule and the registers. Only purpose and design concepts are written here,
//! in `concepts.md`.

mod readers;
mod registers;
mod source;

use std::fmt::Write as _;

pub use readers::readers;
pub use registers::{mechanisms, outcomes, parameters, phases};

pub(in crate::report) use super::page::grade_words;

use crate::facts::{self, Fact};
use crate::model::phases::PHASES;
use source::{cell, functions, header, shapes_in_words};

/// Purpose, patterns, scales.
const PURPOSE: &str = include_str!("purpose.md");
/// The eleven design concepts.
const CONCEPTS: &str = include_str!("concepts.md");

/// What the crate says of itself.
const CRATE: &str = include_str!("../../lib.rs");
const NATURE: &str = include_str!("../../model/nature/mod.rs");
const LEDGER: &str = include_str!("../../model/ledger.rs");
const HANDOVER: &str = include_str!("../../model/handover.rs");
const STEP: &str = include_str!("../../engine/step.rs");
const SYNTHETIC: &str = include_str!("../../scenario/geography/synthetic.rs");

/// Files whose public structures are the entities, with their headings, in the order of reading.
const ENTITIES: &[(&str, &str)] = &[
    ("State", include_str!("../../model/world.rs")),
    ("Books", LEDGER),
    ("Institutions", include_str!("../../model/arrangement.rs")),
    ("Bodies", include_str!("../../model/panel.rs")),
    (
        "Commissioners and parcels",
        include_str!("../../model/parcels.rs"),
    ),
    (
        "How commissioners stand",
        include_str!("../../model/condition.rs"),
    ),
    ("Calendar", include_str!("../../model/calendar.rs")),
    (
        "Reorganisation",
        include_str!("../../model/domains/reorganisation.rs"),
    ),
    (
        "Commissioning support",
        include_str!("../../model/domains/support.rs"),
    ),
    ("Staff", include_str!("../../model/domains/people.rs")),
    (
        "Cost of a structure",
        include_str!("../../model/overheads.rs"),
    ),
    (
        "Contracts",
        include_str!("../../model/domains/contracts.rs"),
    ),
    ("Finances", include_str!("../../model/domains/finances.rs")),
    ("Trade", include_str!("../../model/trade.rs")),
    ("Nature", NATURE),
    (
        "Assurance",
        include_str!("../../model/domains/assurance.rs"),
    ),
    (
        "Capability and signals",
        include_str!("../../model/nature/assurance.rs"),
    ),
    ("Items", include_str!("../../model/nature/items.rs")),
    ("Needs", include_str!("../../model/nature/priorities.rs")),
    (
        "Priorities and targets",
        include_str!("../../model/domains/priorities.rs"),
    ),
    ("Suppliers", include_str!("../../model/nature/support.rs")),
    (
        "Care models",
        include_str!("../../model/nature/redesign.rs"),
    ),
    (
        "Bids and entrants",
        include_str!("../../model/nature/contracts.rs"),
    ),
];

/// Files of equations that several phases use, in the order of reading.
const EQUATIONS: &[(&str, &str)] = &[
    ("tier", include_str!("../../model/tier.rs")),
    ("signal", include_str!("../../model/signal.rs")),
    ("geography", include_str!("../../model/geography.rs")),
    (
        "domains/disinvestment",
        include_str!("../../model/domains/disinvestment.rs"),
    ),
    (
        "domains/targets",
        include_str!("../../model/domains/targets.rs"),
    ),
    (
        "domains/waiting",
        include_str!("../../model/domains/waiting.rs"),
    ),
    (
        "domains/health",
        include_str!("../../model/domains/health.rs"),
    ),
    (
        "domains/option",
        include_str!("../../model/domains/option.rs"),
    ),
    (
        "domains/support",
        include_str!("../../model/domains/support.rs"),
    ),
    (
        "domains/people",
        include_str!("../../model/domains/people.rs"),
    ),
    (
        "domains/redesign",
        include_str!("../../model/domains/redesign.rs"),
    ),
    (
        "domains/prevention",
        include_str!("../../model/domains/prevention.rs"),
    ),
    (
        "domains/assurance",
        include_str!("../../model/domains/assurance.rs"),
    ),
    (
        "domains/politics",
        include_str!("../../model/domains/politics.rs"),
    ),
    (
        "domains/payment",
        include_str!("../../model/domains/payment.rs"),
    ),
    (
        "domains/practices",
        include_str!("../../model/domains/practices.rs"),
    ),
    (
        "domains/entry",
        include_str!("../../model/domains/entry.rs"),
    ),
    (
        "domains/finances",
        include_str!("../../model/domains/finances.rs"),
    ),
    ("overheads", include_str!("../../model/overheads.rs")),
    (
        "domains/reorganisation",
        include_str!("../../model/domains/reorganisation.rs"),
    ),
    ("proposal", include_str!("../../model/proposal.rs")),
    ("ledger", LEDGER),
];

/// The file of each phase. A test compares the names with the schedule.
const PHASE_FILES: &[(&str, &str)] = &[
    ("turn_year", include_str!("../../model/phases/turn_year.rs")),
    (
        "staff_bodies",
        include_str!("../../model/phases/staff_bodies.rs"),
    ),
    (
        "face_ministers",
        include_str!("../../model/phases/face_ministers.rs"),
    ),
    (
        "reorganise",
        include_str!("../../model/phases/reorganise.rs"),
    ),
    (
        "open_items",
        include_str!("../../model/phases/open_items.rs"),
    ),
    (
        "press_finance",
        include_str!("../../model/phases/press_finance.rs"),
    ),
    ("set_asks", include_str!("../../model/phases/set_asks.rs")),
    (
        "divide_effort",
        include_str!("../../model/phases/divide_effort.rs"),
    ),
    (
        "treat_patients",
        include_str!("../../model/phases/treat_patients.rs"),
    ),
    (
        "move_quality",
        include_str!("../../model/phases/move_quality.rs"),
    ),
    ("attend", include_str!("../../model/phases/attend.rs")),
    (
        "set_tariff",
        include_str!("../../model/phases/set_tariff.rs"),
    ),
    ("contract", include_str!("../../model/phases/contract.rs")),
    (
        "pay_providers",
        include_str!("../../model/phases/pay_providers.rs"),
    ),
    (
        "prepare_evidence",
        include_str!("../../model/phases/prepare_evidence.rs"),
    ),
    ("negotiate", include_str!("../../model/phases/negotiate.rs")),
    ("decide", include_str!("../../model/phases/decide.rs")),
    ("implement", include_str!("../../model/phases/implement.rs")),
    (
        "compare_places",
        include_str!("../../model/phases/compare_places.rs"),
    ),
    ("reverse", include_str!("../../model/phases/reverse.rs")),
    (
        "release_cash",
        include_str!("../../model/phases/release_cash.rs"),
    ),
    (
        "rely_on_cover",
        include_str!("../../model/phases/rely_on_cover.rs"),
    ),
    (
        "choose_support",
        include_str!("../../model/phases/choose_support.rs"),
    ),
    (
        "run_suppliers",
        include_str!("../../model/phases/run_suppliers.rs"),
    ),
    ("try_ideas", include_str!("../../model/phases/try_ideas.rs")),
    (
        "copy_ideas",
        include_str!("../../model/phases/copy_ideas.rs"),
    ),
    (
        "share_practice",
        include_str!("../../model/phases/share_practice.rs"),
    ),
    ("roll_out", include_str!("../../model/phases/roll_out.rs")),
    ("pay_off", include_str!("../../model/phases/pay_off.rs")),
    ("prevent", include_str!("../../model/phases/prevent.rs")),
    ("assure", include_str!("../../model/phases/assure.rs")),
    (
        "enter_and_collapse",
        include_str!("../../model/phases/enter_and_collapse.rs"),
    ),
    (
        "settle_balances",
        include_str!("../../model/phases/settle_balances.rs"),
    ),
    (
        "keep_books",
        include_str!("../../model/phases/keep_books.rs"),
    ),
    ("trust", include_str!("../../model/phases/trust.rs")),
    (
        "weigh_legitimacy",
        include_str!("../../model/phases/weigh_legitimacy.rs"),
    ),
    (
        "count_flows",
        include_str!("../../model/phases/count_flows.rs"),
    ),
    (
        "appraise_centre",
        include_str!("../../model/phases/appraise_centre.rs"),
    ),
    ("learn", include_str!("../../model/phases/learn.rs")),
];

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
        "First the phases, each in the words of its file; then the equations that several phases use, \
         word for word as they are computed.\n\n",
    );
    for (number, phase) in PHASES.iter().enumerate() {
        let _ = write!(
            out,
            "### {}. `{}`\n\n```text\n{}\n```\n\n",
            number + 1,
            phase.name,
            registers::phase_header(phase.name)
        );
    }
    for (name, source) in EQUATIONS {
        let _ = write!(
            out,
            "### Equations: `{name}`\n\n```text\n{}\n```\n\n",
            header(source)
        );
        out.push_str(&functions(source));
    }
    out
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
        let names: Vec<&str> = PHASE_FILES.iter().map(|(name, _)| *name).collect();
        let schedule: Vec<&str> = PHASES.iter().map(|phase| phase.name).collect();
        assert_eq!(names, schedule);
        for (name, source) in PHASE_FILES {
            assert!(source.contains(&format!("pub fn {name}(")), "{name}");
            assert!(
                !header(source).is_empty() && text.contains(&header(source)),
                "{name}"
            );
        }
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
