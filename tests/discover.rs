//! `grip discover` on stored runs, as a user calls it: words, numbers, charts and page follow the
//! question, mistakes are told all at once, and a folder stays whole.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::process::{Command, Output};

use small::{EXPERIMENT, Folder, GROUND};

fn grip(folder: &Folder, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_grip"))
        .args(words)
        .current_dir(&folder.0)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// A folder with a small experiment of so many points, run.
fn run(name: &str, points: &str) -> Folder {
    let folder = Folder::new(name);
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("ground.toml"), GROUND).unwrap();
    fs::write(folder.0.join("small.toml"), EXPERIMENT).unwrap();
    let words = [
        "run",
        "small.toml",
        "--geography",
        "ground.toml",
        "--points",
        points,
        "--replicates",
        "1",
        "--out",
        "out",
        "--quiet",
    ];
    let (code, _, errors) = said(&grip(&folder, &words));
    assert_eq!(code, Some(0), "{errors}");
    folder
}

fn number(csv: &str, row: &str) -> f64 {
    let line = csv.lines().find_map(|line| line.strip_prefix(row));
    line.unwrap_or_else(|| panic!("{row} is not in\n{csv}"))
        .parse()
        .unwrap()
}

#[test]
fn a_question_is_answered_from_stored_runs_in_words_numbers_charts_and_page() {
    let folder = run("discover", "40");
    let file = |name: &str| String::from_utf8(folder.read(name)).unwrap();
    let usual = file("out/discovery.csv");
    assert!(usual.starts_with("part,item,measure,value\nquestion,,arm,"));
    let runs = folder.read("out/runs.parquet");
    let words = [
        "discover",
        "out",
        "--arm",
        "nice_advice",
        "--against",
        "region_jointly",
        "--outcome",
        "cost_total",
        "--horizon-months",
        "12",
        "--threshold",
        "-5",
    ];
    let (code, told, errors) = said(&grip(&folder, &words));
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{told}");
    assert!(told.contains("of 40 that were sampled"), "{told}");
    assert!(told.contains("by more than"), "{told}");
    let asked = file("out/discovery.csv");
    for row in [
        "question,,arm,nice_advice",
        "question,,against,region_jointly",
        "question,,outcome,cost_total",
        "question,,horizon_months,12",
        "question,,threshold,-5",
        "cases,,inputs,40",
    ] {
        assert!(asked.lines().any(|line| line == row), "{row}");
    }
    let page = file("out/report.html");
    assert!(page.contains("id=\"discovery\"") && page.contains("id=\"robustness\""));
    assert_eq!(runs, folder.read("out/runs.parquet"));
    // Said again, it is the same to the byte, and the folder is what its manifest says.
    let again = said(&grip(&folder, &words));
    assert_eq!((again.1, file("out/discovery.csv")), (told, asked));
    let verified = said(&grip(&folder, &["verify", "out", "--runs", "0"]));
    assert_eq!(verified.0, Some(0), "{verified:?}");
    // The page made anew answers the question of the experiment again.
    assert_eq!(grip(&folder, &["report", "out"]).status.code(), Some(0));
    assert_eq!(file("out/discovery.csv"), usual);
}

#[test]
fn what_a_box_holds_is_counted_right() {
    let folder = run("discover-count", "40");
    let words = [
        "discover",
        "out",
        "--arm",
        "region_jointly",
        "--against",
        "every_other",
    ];
    let (code, told, _) = said(&grip(&folder, &words));
    assert_eq!(code, Some(0), "{told}");
    let csv = String::from_utf8(folder.read("out/discovery.csv")).unwrap();
    let of_interest = number(&csv, "cases,,of_interest,");
    assert!(told.contains(&format!("{of_interest} of 40")), "{told}");
    if of_interest > 0.0 && of_interest < 40.0 {
        let (cases, hits) = (
            number(&csv, "box,told,cases,"),
            number(&csv, "box,told,hits,"),
        );
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-12);
        near(number(&csv, "box,told,coverage,"), hits / of_interest);
        near(number(&csv, "box,told,density,"), hits / cases);
        near(number(&csv, "box,told,mass,"), cases / 40.0);
        near(number(&csv, "trade_off,0,density,"), of_interest / 40.0);
    }
}

#[test]
fn every_mistake_of_a_question_is_told_at_once_and_nothing_is_written() {
    let folder = run("discover-mistakes", "6");
    let before = folder.read("out/report.html");
    let words = [
        "discover",
        "out",
        "--arm",
        "region_jointli",
        "--against",
        "everybody",
        "--outcome",
        "cost_totl",
        "--horizon-months",
        "13",
        "--threshold",
        "inf",
    ];
    let (code, told, errors) = said(&grip(&folder, &words));
    assert_eq!((code, told.as_str()), (Some(2), ""));
    for words in [
        "--arm must name an arm of the experiment, found \"region_jointli\": did you mean \
         \"region_jointly\"?",
        "--against must name an arm of the experiment or every_other, found \"everybody\"",
        "--outcome must name an outcome, found \"cost_totl\": did you mean \"cost_total\"?",
        "--horizon-months must be one of the horizons, found 13: there are 12, 24",
        "--threshold must be a finite number",
    ] {
        assert!(errors.contains(words), "{words}\nis not in\n{errors}");
    }
    assert_eq!(before, folder.read("out/report.html"));
    // Six points are too few for anything.
    let (code, told, errors) = said(&grip(&folder, &["discover", "out"]));
    assert_eq!((code, told.as_str()), (Some(2), ""));
    assert!(errors.contains("at least 40 sampled inputs"), "{errors}");
    let nowhere = said(&grip(&folder, &["discover", "elsewhere"]));
    assert!(
        nowhere.0 != Some(0) && nowhere.2.contains("elsewhere"),
        "{nowhere:?}"
    );
}
