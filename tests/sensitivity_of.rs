//! How much each input matters can be had for every outcome, from the file or of a finished folder,
//! and asking for more changes nothing of what was told before.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use grip::engine::OUTCOMES;
use small::{Folder, GROUND, grip};

const TOP: &str = r#"
title = "Small"
question = "What matters?"
geography = "ground.toml"
arms = ["single_trusts", "region_jointly"]
baseline = "single_trusts"
horizons_months = [12, 24]
seed = 11
primary = { outcome = "saving_real_disinvestment", horizon_months = 24 }

[design.default]
seeds = 2

"#;

const FACTORS: &str =
    "factors = [\"evidence.spillover\", \"approval.hurdle\", \"mechanisms.creep\"]\n";

fn write(folder: &Path, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("ground.toml"), GROUND).unwrap();
    fs::write(folder.join("tiny.toml"), format!("{TOP}{text}")).unwrap();
}

fn good(folder: &Path, words: &[&str]) {
    let output = grip(folder, words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
}

/// The rows of `sensitivity.csv`: outcome and horizon, measure, and the line.
fn rows(folder: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(folder.join("results/tiny/sensitivity.csv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).from_reader(line.as_bytes());
            let fields = reader.records().next().unwrap().unwrap();
            let cell = format!("{} {}", &fields[5], &fields[4]);
            (cell, fields[11 - 1].to_owned(), line.to_owned())
        })
        .collect()
}

fn of(rows: &[(String, String, String)], cell: &str) -> Vec<String> {
    let of = rows.iter().filter(|(found, ..)| found == cell);
    of.map(|(.., line)| line.clone()).collect()
}

#[test]
fn outcomes_that_the_file_names_are_told_beside_the_primary_one() {
    let files = Folder::new("sensitivity-of-file");
    let folder = &files.0;
    let design =
        format!("[design.saltelli]\nbase = 16\nreplicates = 1\nsecond_order = true\n{FACTORS}");
    write(folder, &design);
    good(folder, &["run", "tiny.toml", "--quiet"]);
    let primary = "saving_real_disinvestment 24";
    let before = rows(folder);
    assert!(before.iter().all(|(cell, ..)| cell == primary));
    // Three inputs, first and total; three pairs; three correlations: of one difference and two
    // levels each.
    assert_eq!(before.len(), (3 * 2 + 3 + 3) * 3);
    let page = fs::read(folder.join("results/tiny/charts/inputs_that_matter.csv")).unwrap();
    // The page begins with what the design was made to tell.
    let html = fs::read_to_string(folder.join("results/tiny/report.html")).unwrap();
    let (_, first) = html.split_once("<p class=\"headline\">").unwrap();
    assert!(
        first.starts_with("Of 3 inputs those that move the difference in real saving"),
        "{}",
        &first[..80]
    );

    let asked = "[sensitivity]\noutcomes = [\"net_saving\"]\nhorizons_months = [24, 12]\n";
    write(folder, &format!("{design}{asked}"));
    // Nothing of it is run again.
    good(folder, &["run", "tiny.toml", "--quiet"]);
    let after = rows(folder);
    let cells: BTreeSet<&str> = after.iter().map(|(cell, ..)| cell.as_str()).collect();
    let expected = [
        "net_saving 12",
        "net_saving 24",
        "saving_real_disinvestment 12",
        primary,
    ];
    assert_eq!(cells, expected.into_iter().collect());
    assert_eq!(of(&after, primary), of(&before, primary));
    for measure in ["first", "total", "second", "prcc"] {
        let count = |cell: &str| {
            let of = after
                .iter()
                .filter(|(found, kind, _)| found == cell && kind == measure);
            of.count()
        };
        assert_eq!(count(primary), 9, "{measure}");
        assert_eq!(count("net_saving 12"), 9, "{measure}");
    }
    // The charts stay with the primary outcome.
    let again = fs::read(folder.join("results/tiny/charts/inputs_that_matter.csv")).unwrap();
    assert_eq!(page, again);
}

#[test]
fn every_outcome_can_be_asked_of_a_finished_folder() {
    let files = Folder::new("sensitivity-of-folder");
    let folder = &files.0;
    let design = format!("[design.latin_hypercube]\npoints = 12\nreplicates = 1\n{FACTORS}");
    write(folder, &design);
    good(folder, &["run", "tiny.toml", "--quiet"]);
    let before = rows(folder);
    assert_eq!(before.len(), 3 * 3);
    let summary = fs::read(folder.join("results/tiny/summary.csv")).unwrap();
    good(
        folder,
        &[
            "summarise",
            "results/tiny",
            "--sensitivity",
            "all",
            "--horizon-months",
            "12,24",
        ],
    );
    let after = rows(folder);
    let told: BTreeSet<&str> = after.iter().map(|(cell, ..)| cell.as_str()).collect();
    // What does not vary over the points has no ranks; of what the file has switched on much does.
    assert!(
        told.len() > 60 && told.len() <= 2 * OUTCOMES.len(),
        "{}",
        told.len()
    );
    assert_eq!(
        of(&after, "saving_real_disinvestment 24"),
        of(&before, "saving_real_disinvestment 24")
    );
    assert_eq!(
        fs::read(folder.join("results/tiny/summary.csv")).unwrap(),
        summary
    );
    good(folder, &["verify", "results/tiny", "--runs", "1"]);

    for (words, part) in [
        (
            &["--sensitivity", "net_savings"][..],
            "found \"net_savings\": did you mean \"net_saving\"?",
        ),
        (
            &["--sensitivity", "all,net_saving"],
            "or be all by itself, found \"all\"",
        ),
        (
            &["--sensitivity", "all", "--horizon-months", "36"],
            "--horizon-months must be among the horizons, found 36: there are 12, 24",
        ),
        (&["--horizon-months", "12"], "--sensitivity"),
    ] {
        let mut all = vec!["summarise", "results/tiny"];
        all.extend(words);
        let output = grip(folder, &all);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && said.contains(part),
            "{words:?}: {said}"
        );
    }
}
