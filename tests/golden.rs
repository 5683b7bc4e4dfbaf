//! Golden runs: a tenth of England, one seed, five arms, every outcome at three horizons, as text.
//! A number that moves without being meant to shows here first. After a change that is meant to
//! move them, `GRIP_WRITE_GOLDEN=1 cargo test --release --test golden` writes the files anew, and
//! `CHANGELOG.md` says under "Results change" what moved and why.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::{arm, burn, small};
use grip::engine::{self, OUTCOMES, Record};
use grip::scenario::{Arm, Flags, Mixing, Parameters};

const HORIZONS: [u32; 3] = [12, 36, 60];

/// A body for each commissioner, joint bodies, everything that guides, the nation, and an
/// overseer: between them every phase and nearly every line of the model.
fn arms() -> [(&'static str, Arm); 5] {
    let mut board = arm("groups_under_board");
    board.grip = 0.4;
    board.mixing = Mixing::Lottery;
    [
        ("single_trusts", arm("single_trusts")),
        ("region_jointly", arm("region_jointly")),
        ("department", arm("department")),
        ("all_at_once", arm("all_at_once")),
        ("groups_under_board_lottery", board),
    ]
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}.csv"))
}

/// One row an outcome, one column a horizon; the shortest text that reads back as the same bits;
/// an outcome that is not modelled is empty.
fn text(record: &Record) -> String {
    let mut text = String::from("outcome,month_12,month_36,month_60\n");
    for (o, outcome) in OUTCOMES.iter().enumerate() {
        text.push_str(outcome.name);
        for values in &record.values {
            text.push(',');
            if let Some(value) = values[o] {
                write!(text, "{value}").expect("a string takes all");
            }
        }
        text.push('\n');
    }
    text
}

/// Lines that differ, as they were and as they are.
fn differences(was: &str, is: &str) -> Vec<String> {
    let (was, is): (Vec<&str>, Vec<&str>) = (was.lines().collect(), is.lines().collect());
    (0..was.len().max(is.len()))
        .filter(|&i| was.get(i) != is.get(i))
        .map(|i| {
            let line = |lines: &[&str]| (*lines.get(i).unwrap_or(&"(no line)")).to_owned();
            format!("    was {}\n    is  {}", line(&was), line(&is))
        })
        .collect()
}

#[test]
fn small_runs_give_the_numbers_they_always_gave() {
    let geography = small();
    let arms = arms();
    let p = Parameters::default();
    let plain: Vec<Arm> = arms.iter().map(|(_, arm)| arm.clone()).collect();
    let burnt = burn(&geography, &p, Flags::default(), 2009, &plain);
    let write = std::env::var_os("GRIP_WRITE_GOLDEN").is_some();
    let mut moved = String::new();
    for (name, arm) in &arms {
        let record = engine::run_arm(&burnt, &geography, arm, p.clone(), &HORIZONS);
        assert!(record.is_finite(), "{name}");
        let is = text(&record);
        if write {
            fs::write(path(name), is).expect("the folder of golden runs can be written");
            continue;
        }
        let was = fs::read_to_string(path(name)).unwrap_or_default();
        // A checkout may have changed line ends, nothing else.
        let differ = differences(&was.replace("\r\n", "\n"), &is);
        if !differ.is_empty() {
            writeln!(
                moved,
                "  {name}.csv, {} of {} lines:\n{}",
                differ.len(),
                is.lines().count(),
                differ[..differ.len().min(4)].join("\n")
            )
            .expect("a string takes all");
        }
    }
    assert!(
        moved.is_empty(),
        "results moved:\n{moved}\
         If that was not meant, look for it. If it was, write the files anew with\n  \
         GRIP_WRITE_GOLDEN=1 cargo test --release --test golden\n\
         and say what moved, why and by how much under \"Results change\" in CHANGELOG.md."
    );
}
