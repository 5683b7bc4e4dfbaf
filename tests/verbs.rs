//! The verbs that need no run, called as a user calls them: examples of the help run, exit codes
//! tell what happened, results go to stdout and complaints to stderr.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const QUICK: [&str; 7] = [
    "list",
    "check",
    "describe",
    "schema",
    "new",
    "completions",
    "man",
];

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        assert!(fs::remove_dir_all(&folder).is_ok());
    }
    assert!(fs::create_dir_all(&folder).is_ok());
    folder
}

fn grip(folder: &PathBuf, words: &[&str]) -> Output {
    match Command::new(env!("CARGO_BIN_EXE_grip"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
    {
        Ok(output) => output,
        Err(error) => panic!("{error}"),
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_help_of_every_quick_verb_has_an_example_that_runs() {
    let folder = folder("examples");
    for verb in QUICK {
        let help = grip(&folder, &[verb, "--help"]);
        assert_eq!(help.status.code(), Some(0), "{verb}");
        let text = stdout(&help);
        let examples: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("  grip "))
            .collect();
        assert!(!examples.is_empty(), "{verb} has no example:\n{text}");
        for example in examples {
            let words: Vec<&str> = example.split_whitespace().collect();
            let output = grip(&folder, &words);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{example}: {}",
                stderr(&output)
            );
            assert!(
                !output.stdout.is_empty() && output.stderr.is_empty(),
                "{example}"
            );
        }
    }
}

#[test]
fn every_list_has_a_line_for_each_thing() {
    let folder = folder("lists");
    let lines = |what: &[&str]| stdout(&grip(&folder, what)).lines().count();
    assert_eq!(lines(&["list"]), lines(&["list", "experiments"]));
    assert!(lines(&["list", "arms"]) >= 18);
    assert_eq!(
        lines(&["list", "parameters"]),
        grip::scenario::PARAMETERS.len()
    );
    assert_eq!(
        lines(&["list", "mechanisms"]),
        grip::scenario::MECHANISMS.len()
    );
    let wrong = grip(&folder, &["list", "armz"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("arms"), "{}", stderr(&wrong));
}

#[test]
fn an_experiment_may_be_called_like_one_of_its_arms() {
    let folder = folder("namesakes");
    for name in ["history", "ham_rules"] {
        // The experiment stands where the arm of its name is looked for first.
        let text = fs::read_to_string(format!("configs/experiments/{name}.toml")).unwrap();
        assert!(fs::write(folder.join(format!("{name}.toml")), text).is_ok());
        let output = grip(&folder, &["check", &format!("{name}.toml")]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}

#[test]
fn a_bad_file_is_shown_with_its_place_and_the_exit_code_is_two() {
    let folder = folder("bad");
    let text = "[parameters.implementation]\nlever = 70\nlevr = 1\n";
    assert!(fs::write(folder.join("mine.toml"), text).is_ok());
    let output = grip(
        &folder,
        &["check", "mine.toml", "nice_cover", "nowhere.toml"],
    );
    assert_eq!(output.status.code(), Some(2));
    let errors = stderr(&output);
    for part in [
        "implementation.lever must lie between 0 and 1 share, found 70",
        "did you mean 0.7? (70% is written 0.7)",
        "mine.toml:2:9",
        "unknown parameter \"implementation.levr\"",
        "mine.toml:3:1",
        "there is no file \"nowhere.toml\"",
    ] {
        assert!(errors.contains(part), "{part} is not in\n{errors}");
    }
    assert!(!errors.contains('\u{1b}'), "NO_COLOR is honoured");
    assert_eq!(
        stdout(&output),
        "mine.toml: 2 mistakes\nconfigs/experiments/nice_cover.toml: no mistakes\n"
    );
}

#[test]
fn a_template_is_written_once_passes_and_is_never_overwritten() {
    let folder = folder("new");
    for kind in ["arm", "experiment", "geography"] {
        let name = format!("my_{kind}");
        let file = format!("{name}.toml");
        let output = grip(&folder, &["new", kind, &name]);
        assert_eq!(
            (output.status.code(), stdout(&output)),
            (Some(0), format!("{file}\n"))
        );
        assert_eq!(
            grip(&folder, &["check", &file]).status.code(),
            Some(0),
            "{kind}"
        );
        assert!(fs::write(folder.join(&file), "mine").is_ok());
        assert_eq!(grip(&folder, &["new", kind, &name]).status.code(), Some(2));
        assert_eq!(
            fs::read_to_string(folder.join(&file)).ok().as_deref(),
            Some("mine")
        );
    }
    for name in ["My-Arm", "department", "../escape", ""] {
        let output = grip(&folder, &["new", "arm", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
}

#[test]
fn an_experiment_finds_an_arm_beside_it() {
    let folder = folder("beside");
    grip(&folder, &["new", "arm", "my_arm"]);
    grip(&folder, &["new", "experiment", "my_experiment"]);
    let path = folder.join("my_experiment.toml");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let with = text.replace("\"department\"", "\"my_arm\"");
    assert_ne!(text, with);
    assert!(fs::write(&path, with).is_ok());
    let elsewhere = folder.join("elsewhere");
    assert!(fs::create_dir_all(&elsewhere).is_ok());
    let good = grip(&elsewhere, &["check", "../my_experiment.toml"]);
    assert_eq!(good.status.code(), Some(0), "{}", stderr(&good));
    assert!(fs::remove_file(folder.join("my_arm.toml")).is_ok());
    let bad = grip(&folder, &["check", "my_experiment.toml"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(stderr(&bad).contains("unknown arm \"my_arm\""));
}

#[test]
fn a_geography_is_checked_with_its_tables() {
    let folder = folder("geography");
    let text = "title = \"Mine\"\n\n[table]\nfile = \"places.csv\"\ncode = \"code\"\nname = \"code\"\n\
                population = \"people\"\n";
    assert!(fs::write(folder.join("mine.toml"), text).is_ok());
    let none = grip(&folder, &["check", "mine.toml"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        stderr(&none).contains("cannot read \"places.csv\""),
        "{}",
        stderr(&none)
    );
    assert!(fs::write(folder.join("places.csv"), "code,people\nA,-5\nB,400000\n").is_ok());
    let bad = grip(&folder, &["check", "mine.toml"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(stderr(&bad).contains("places.csv"), "{}", stderr(&bad));
    assert!(stdout(&bad).contains("in its tables"), "{}", stdout(&bad));
}

#[test]
fn an_unknown_verb_or_name_is_refused_with_the_nearest() {
    let folder = folder("unknown");
    let verb = grip(&folder, &["chek"]);
    assert_eq!(verb.status.code(), Some(2));
    assert!(stderr(&verb).contains("check"), "{}", stderr(&verb));
    let name = grip(&folder, &["describe", "spilover"]);
    assert_eq!(name.status.code(), Some(2));
    assert!(stderr(&name).contains("did you mean \"spillover\"?"));
    assert!(name.stdout.is_empty());
}

#[test]
fn the_schema_is_json_and_the_base_file_is_the_one_in_the_project() {
    let folder = folder("schema");
    for words in [&["schema"][..], &["schema", "arm"]] {
        let text = stdout(&grip(&folder, words));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
    let base = stdout(&grip(&folder, &["describe", "base"]));
    assert_eq!(base, include_str!("../configs/base.toml"));
}
