//! PRIM against the EMA Workbench itself, on cases that no one has looked at before. Skipped, saying
//! so, where `python3` (or the interpreter named by `GRIP_PYTHON`) cannot import it; the numbers of
//! one version are stored in `tests/data/discovery` and compared in `src/analysis/prim/reference.rs`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use grip::analysis::cases::Cases;
use grip::analysis::prim::peel::trajectory;
use grip::rng::{Purpose, uniform};

fn python() -> String {
    std::env::var("GRIP_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn has_the_workbench() -> bool {
    let imported = Command::new(python())
        .args(["-c", "import ema_workbench, sklearn, scipy"])
        .output();
    imported.is_ok_and(|output| output.status.success())
}

/// Cases with some ties, and a mark that follows two inputs and luck.
fn cases(salt: u32) -> (Cases, String) {
    let draw = |case: u32, input: u32| uniform(5, Purpose::Design, case, input, 0, salt);
    let names: Vec<u32> = (0..90).collect();
    let width = 7;
    let value = |case: u32, input: u32| {
        let x = (draw(case, input) * 4096.0).floor() / 4096.0;
        if input == 2 { (x * 6.0).floor() } else { x }
    };
    let inputs: Vec<(usize, Vec<f64>)> = (0..width)
        .map(|input| {
            let values = names.iter().map(|&case| value(case, input));
            (input as usize, values.collect())
        })
        .collect();
    let mark = |case: u32| {
        let inside = value(case, 1) > 0.35 && value(case, 2) < 4.0;
        inside != (draw(case, 99) < 0.1)
    };
    let interest: Vec<bool> = names.iter().map(|&case| mark(case)).collect();
    let mut text = String::from("# written by tests/discovery_live.rs\n");
    let heads: Vec<String> = (0..width).map(|input| format!("x{input}")).collect();
    let _ = writeln!(text, "{},interest", heads.join(","));
    for (at, &hit) in interest.iter().enumerate() {
        for (_, values) in &inputs {
            let _ = write!(text, "{:?},", values[at]);
        }
        let _ = writeln!(text, "{}", u8::from(hit));
    }
    (Cases::new(&names, &inputs, &interest).unwrap(), text)
}

fn rows(path: &Path) -> Vec<Vec<Option<f64>>> {
    let text = fs::read_to_string(path).unwrap();
    let cell = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
    let lines = text.lines().skip(2);
    lines
        .map(|row| row.split(',').map(cell).collect())
        .collect()
}

#[test]
fn boxes_and_quasi_p_agree_with_the_workbench_that_is_installed() {
    if !has_the_workbench() {
        eprintln!(
            "skipped: {} cannot import ema_workbench, sklearn and scipy; set GRIP_PYTHON",
            python()
        );
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("workbench");
    fs::create_dir_all(&folder).unwrap();
    let samples = [0, 1, 2].map(cases);
    let names = ["live_0", "live_1", "live_2"];
    for ((_, text), name) in samples.iter().zip(names) {
        fs::write(folder.join(format!("cases_{name}.csv")), text).unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/discovery/make.py");
    // One call for all samples, and one thread: small matrices on many threads wait for each other.
    let output = Command::new(python())
        .arg(script)
        .args(names)
        .env("OMP_NUM_THREADS", "1")
        .env("OPENBLAS_NUM_THREADS", "1")
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for ((cases, _), name) in samples.iter().zip(names) {
        let boxes = trajectory(cases);
        let expected = rows(&folder.join(format!("prim_{name}.csv")));
        assert_eq!(boxes.len(), expected.len());
        for (found, line) in boxes.iter().zip(&expected) {
            let measures = found.measures(cases);
            let numbers = [measures.coverage, measures.density, measures.mass];
            for (number, wanted) in numbers.iter().zip(&line[1..4]) {
                assert!((number - wanted.unwrap()).abs() < 1e-9, "{line:?}");
            }
        }
        let mut limits = 0;
        let expected = rows(&folder.join(format!("limits_{name}.csv")));
        for (at, found) in boxes.iter().enumerate() {
            for limit in &found.limits {
                let line = &expected[limits];
                limits += 1;
                assert_eq!(line[..2], [Some(at as f64), Some(limit.input as f64)]);
                assert!((limit.low - line[2].unwrap()).abs() < 1e-9, "{line:?}");
                assert!((limit.high - line[3].unwrap()).abs() < 1e-9, "{line:?}");
                for (upper, wanted) in [(false, line[4]), (true, line[5])] {
                    let quasi_p = found.quasi_p_of_side(cases, limit.input, upper);
                    assert_eq!(quasi_p.is_some(), wanted.is_some(), "{line:?}");
                    let ratio = quasi_p.unwrap_or(1.0) / wanted.unwrap_or(1.0);
                    assert!((ratio - 1.0).abs() < 1e-6, "{line:?}: {quasi_p:?}");
                }
            }
        }
        assert_eq!(limits, expected.len());
    }
}
