//! Claims about the manifest.

use super::super::error::Problem;
use super::super::scratch::Scratch;
use super::*;

fn example() -> Manifest {
    Manifest {
        format: FORMAT,
        experiment: "what_should_happen_where".to_owned(),
        build: Build::current(),
        command: vec!["grip".to_owned(), "run".to_owned()],
        configuration: "[rules]\nname = \"a \\\"b\\\"\"\n".to_owned(),
        seed: u64::MAX,
        runs: RunCounts {
            planned: 8,
            done: 7,
            failed: 1,
            reasons: [("month 14: the books do not close".to_owned(), 1)].into(),
        },
        clamps: [("effort".to_owned(), Clamps::new(1, 4))].into(),
        warnings: vec!["`--set` changes nothing".to_owned()],
        ..Manifest::default()
    }
}

fn folder() -> (Scratch, Layout) {
    let scratch = Scratch::new();
    let layout = Layout::new(scratch.path());
    layout.create().unwrap();
    (scratch, layout)
}

#[test]
fn a_manifest_reads_back_as_written() {
    let (_scratch, layout) = folder();
    let manifest = example();
    manifest.write(&layout).unwrap();
    assert_eq!(Manifest::read(&layout).unwrap(), manifest);
    let text = fs::read_to_string(layout.manifest()).unwrap();
    assert!(text.contains("\"per_thousand\": 250.0"), "{text}");
}

#[test]
fn a_rule_never_evaluated_has_rate_nought() {
    assert_eq!(Clamps::new(0, 0).per_thousand.to_bits(), 0);
}

#[test]
fn each_changed_file_is_named_and_no_other() {
    let (_scratch, layout) = folder();
    for path in [
        layout.summary(),
        layout.runs(),
        layout.report(),
        layout.charts().join("a.svg"),
    ] {
        fs::write(path, "abc").unwrap();
    }
    let mut manifest = example();
    manifest.record_files(&layout).unwrap();
    let names: Vec<_> = manifest.files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["charts/a.svg", "report.html", "runs.parquet", "summary.csv"]
    );
    assert_eq!(manifest.check_files(layout.root()), []);

    fs::write(layout.summary(), "abd").unwrap();
    fs::write(layout.charts().join("a.svg"), "abcd").unwrap();
    fs::remove_file(layout.report()).unwrap();
    let found: Vec<String> = manifest
        .check_files(layout.root())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        found,
        [
            "charts/a.svg: changed: 4 bytes, the manifest says 3",
            "report.html: missing",
            "summary.csv: changed: SHA-256 is \
             a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9, the manifest says \
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ]
    );
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_not_followed() {
    let (_scratch, layout) = folder();
    let hash = FileHash {
        sha256: String::new(),
        bytes: 0,
    };
    let mut manifest = example();
    for name in ["../secret", "/etc/hostname", "charts/../../secret"] {
        manifest.files.insert(name.to_owned(), hash.clone());
    }
    let found = manifest.check_files(layout.root());
    assert_eq!(found.len(), 3);
    assert!(
        found
            .iter()
            .all(|mismatch| mismatch.difference == Difference::Outside)
    );
}

#[test]
fn half_a_manifest_and_a_later_one_are_refused_in_words() {
    let (_scratch, layout) = folder();
    assert!(Manifest::read(&layout).unwrap_err().is_not_found());
    fs::write(layout.manifest(), "{\"format\": 1,").unwrap();
    let error = Manifest::read(&layout).unwrap_err();
    assert!(matches!(&error.problem, Problem::Damaged(text) if text.contains("line 1")));
    let later = Manifest {
        format: FORMAT + 1,
        ..example()
    };
    later.write(&layout).unwrap();
    let error = Manifest::read(&layout).unwrap_err();
    assert!(matches!(error.problem, Problem::Foreign(_)), "{error}");
}
