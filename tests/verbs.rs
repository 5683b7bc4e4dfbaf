//! The verbs that need no run, called as a user calls them: examples of the help run, exit codes
//! tell what happened, results go to stdout and complaints to stderr.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const QUICK: [&str; 8] = [
    "explain",
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

/// A Python that has jsonschema: named by `GRIP_PYTHON`, or the one on the path.
fn python_with(module: &str) -> Option<String> {
    let python = std::env::var("GRIP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&python)
        .args(["-c", &format!("import {module}")])
        .output();
    match found {
        Ok(output) if output.status.success() => Some(python),
        _ => {
            eprintln!("skipped: {python} has no {module} (pip install {module})");
            None
        }
    }
}

/// The validator of the Python package jsonschema, which follows the draft that the schema names.
const VALIDATE: &str = r#"
import json, pathlib, subprocess, sys, tomllib
from jsonschema import Draft202012Validator
grip, good, bad = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
schema = {}
for kind in ["scenario", "arm", "structure", "experiment", "geography", None]:
    words = [grip, "schema"] + ([kind] if kind else [])
    schema[kind] = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    Draft202012Validator.check_schema(schema[kind])
def faults(kind, path):
    return list(Draft202012Validator(schema[kind]).iter_errors(tomllib.loads(path.read_text())))
folders = {"arms": "arm", "structures": "structure", "experiments": "experiment",
           "geographies": "geography"}
seen = 0
for path in sorted(good.rglob("*.toml")):
    kind = folders.get(path.parent.name, "scenario" if path.name == "base.toml" else None)
    if kind is None:
        continue
    for which in [kind, None]:
        found = faults(which, path)
        if found:
            print(f"{path}: {found[0].message} at {list(found[0].path)}")
    seen += 1
passed = []
for path in sorted(bad.rglob("*.toml")):
    try:
        tomllib.loads(path.read_text())
    except Exception:
        continue
    if not faults(None, path):
        passed.append(path.stem)
print("seen", seen)
print("passed", *passed)
"#;

#[test]
fn the_schema_admits_every_shipped_file_and_refuses_bad_ones_by_a_published_validator() {
    let Some(python) = python_with("jsonschema") else {
        return;
    };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python)
        .args(["-c", VALIDATE, env!("CARGO_BIN_EXE_grip")])
        .args([root.join("configs"), root.join("tests/bad")])
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => panic!("{error}"),
    };
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().collect();
    let [faults @ .., seen, passed] = &lines[..] else {
        panic!("{text}");
    };
    assert_eq!(faults, [""; 0]);
    let count = seen.strip_prefix("seen ").and_then(|n| n.parse().ok());
    assert!(count.unwrap_or(0) > 120, "{seen}");
    // What no schema can know (names of arms and outcomes, sums, order) it lets through.
    for refused in [
        "unknown_key",
        "unknown_table",
        "unknown_mechanism",
        "unknown_parameter",
        "out_of_range",
        "percentage",
        "number_in_quotes",
        "flag_for_number",
        "mechanism_as_number",
        "not_whole",
        "value_for_table",
        "unknown_seat_key",
        "unknown_tier",
        "unknown_cover",
        "replicates_zero",
        "unknown_design",
        "geography_key",
    ] {
        let is_there = root.join(format!("tests/bad/{refused}.toml")).exists();
        let through = passed.split_whitespace().any(|name| name == refused);
        assert!(is_there && !through, "{refused} passes: {passed}");
    }
}

#[test]
fn a_template_names_the_schema_that_the_program_writes() {
    let folder = folder("schema-hint");
    for kind in ["arm", "structure", "experiment", "geography"] {
        grip(&folder, &["new", kind, "mine"]);
        let text = fs::read_to_string(folder.join("mine.toml")).unwrap_or_default();
        assert!(
            text.starts_with(&format!("#:schema ./{kind}.schema.json\n")),
            "{text}"
        );
        assert_eq!(grip(&folder, &["schema", kind]).status.code(), Some(0));
        assert!(fs::remove_file(folder.join("mine.toml")).is_ok());
    }
}

#[test]
fn files_differ_leaf_by_leaf_and_the_exit_code_says_whether() {
    let folder = folder("diff-files");
    let output = grip(&folder, &["diff", "single_trusts", "region_jointly"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("seats.0.tier: \"trusts\" in A, \"authorities\" in B\n"),
        "{}",
        stdout(&output)
    );
    let output = grip(&folder, &["diff", "nice_cover", "guide_and_decide"]);
    assert!(stdout(&output).contains("arms.advice_lever: in A only\n"));
    let output = grip(&folder, &["diff", "nice_cover", "nice_cover"]);
    assert_eq!(
        (output.status.code(), stdout(&output)),
        (Some(0), "nothing differs\n".to_owned())
    );
    for (words, part) in [
        (
            ["diff", "single_trust", "department"],
            "did you mean \"single_trusts\"?",
        ),
        (["diff", "single_trusts", "nice_cover"], "kind arm"),
        (["diff", ".", "nice_cover"], "is a folder"),
    ] {
        let output = grip(&folder, &words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains(part), "{}", stderr(&output));
    }
}

#[test]
fn a_key_is_explained_with_its_value_its_origin_and_what_it_means() {
    let folder = folder("explain");
    let explain = |words: &[&str]| {
        let words: Vec<&str> = ["explain"].iter().chain(words).copied().collect();
        let output = grip(&folder, &words);
        (output.status.code(), stdout(&output) + &stderr(&output))
    };
    let all: [(&[&str], &[&str]); 8] = [
        (
            &[
                "implementation.lever",
                "nice_cover",
                "--set",
                "implementation.lever=0.8",
            ],
            &[
                "implementation.lever = 0.8\n",
                "from --set implementation.lever=0.8",
                "0 in advice_no_lever, from configs/arms/advice_no_lever.toml:",
                "not here: 0 to 1 elsewhere, fixed by --set implementation.lever=0.8",
                "allowed     0 to 1\n",
                "grade       C\n",
            ],
        ),
        (
            &[
                "implementation.lever",
                "nice_cover",
                "--arm",
                "advice_no_lever",
            ],
            &["implementation.lever = 0 in advice_no_lever\n"],
        ),
        (
            &[
                "evidence.spillover",
                "nice_cover",
                "--set",
                "mechanisms.spillover=false",
            ],
            &[
                "evidence.spillover = 0\n",
                "because the mechanism spillover is off (--set mechanisms.spillover=false)",
                "read by     phases implement",
                "configs/base.toml:",
            ],
        ),
        (
            &["mechanisms.spillover"],
            &["= true", "evidence.spillover from"],
        ),
        (
            &["net_saving"],
            &["outcome net_saving", "GBP m a year", "margin"],
        ),
        (
            &["size.points", "nice_cover"],
            &["configs/experiments/nice_cover.toml:"],
        ),
        (
            &[
                "structure.commissioners",
                "nice_cover",
                "--arm",
                "advice_lever",
            ],
            &["configs/structures/trusts_2009.toml:"],
        ),
        (
            &["department", "nice_cover"],
            &["arm department", "nice_cover lacks it"],
        ),
    ];
    for (words, parts) in all {
        let (code, text) = explain(words);
        assert_eq!(code, Some(0), "{words:?}: {text}");
        for part in parts {
            assert!(text.contains(part), "{words:?}: {part} is not in\n{text}");
        }
    }
    for (words, part) in [
        (
            &["evidence.spilover"][..],
            "did you mean \"evidence.spillover\"?",
        ),
        (
            &["lever", "nice_cover", "--arm", "advice_levr"],
            "did you mean \"advice_lever\"?",
        ),
        (&["lever", "nowhere"], "there is no file \"nowhere\""),
    ] {
        let (code, text) = explain(words);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(part), "{text}");
    }
}
