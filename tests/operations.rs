//! What is done with stored results: more replicates, failed runs once more. Nothing that was
//! computed is computed again, and the bytes are those of an experiment done in one go.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use grip::job::conclude::{Wanted, stored};
use grip::job::extend::{NO_MORE_POINTS, grown};
use grip::job::{Ended, JobError, Progress, Request};
use grip::scenario::{Changes, Experiment};
use grip::store::Layout;
use small::{EXPERIMENT, Folder, GROUND, How, PROMISED, experiment, grip, ground, run_into, said};

fn same(one: &Folder, other: &Folder) {
    for name in PROMISED {
        assert!(one.read(name) == other.read(name), "{name} differs");
    }
    let clamps = |folder: &Folder| stored(&Layout::new(&folder.0)).unwrap().0.clamps;
    assert_eq!(clamps(one), clamps(other));
}

/// Runs into a folder and counts the runs that were computed.
fn counted(folder: &Folder, experiment: &Experiment) -> (u32, Ended) {
    let computed = AtomicU32::new(0);
    let how = How {
        before_run: &|_| {
            computed.fetch_add(1, Ordering::Relaxed);
        },
        ..How::default()
    };
    let ended = run_into(folder, experiment, &how).unwrap();
    (computed.into_inner(), ended)
}

fn seeds(default: u32, replicates: u32) -> Experiment {
    let mut experiment = experiment(&Changes::default());
    experiment.default_seeds = default;
    experiment.size.replicates = replicates;
    experiment
}

#[test]
fn an_extended_experiment_computes_new_runs_only_and_has_the_bytes_of_one_that_was_large_at_once() {
    // From 4 seeds at the defaults and 2 at each of 6 points to 7 and 5, by way of 4 and 3.
    let folder = Folder::new("extend-grown");
    assert_eq!(counted(&folder, &seeds(4, 2)).0, 48);
    let wider = grown(&seeds(4, 2), 3).unwrap();
    assert_eq!((wider.default_seeds, wider.size.replicates), (4, 3));
    assert_eq!(counted(&folder, &wider).0, 6 * 3);
    let widest = grown(&wider, 5).unwrap();
    assert_eq!((widest.default_seeds, widest.size.replicates), (5, 5));
    assert_eq!(counted(&folder, &widest).0, (1 + 6 * 2) * 3);
    let last = seeds(7, 5);
    assert_eq!(counted(&folder, &last).0, 2 * 3);
    let fresh = Folder::new("extend-fresh");
    assert_eq!(counted(&fresh, &last).0, (7 + 30) * 3);
    same(&fresh, &folder);
    assert!(!folder.names().contains(&"parts".to_owned()));
}

#[test]
fn an_extension_that_keeps_every_place_is_exact_too() {
    let how = How {
        places: true,
        ..How::default()
    };
    let [grown, fresh] = ["extend-places", "extend-places-fresh"].map(Folder::new);
    run_into(&grown, &seeds(2, 1), &how).unwrap();
    run_into(&grown, &seeds(3, 2), &how).unwrap();
    run_into(&fresh, &seeds(3, 2), &how).unwrap();
    same(&fresh, &grown);
}

#[test]
fn an_extension_stopped_anywhere_goes_on_to_the_same_bytes() {
    let fresh = Folder::new("extend-stopped-fresh");
    counted(&fresh, &seeds(6, 4));
    for batches in [0, 1, 3, 6] {
        let folder = Folder::new(&format!("extend-stopped-{batches}"));
        counted(&folder, &seeds(4, 2));
        let stored = AtomicU32::new(0);
        let how = How {
            threads: 1,
            stop: &|| stored.load(Ordering::Relaxed) >= batches,
            progress: &|event| {
                if matches!(event, Progress::Stored { .. }) {
                    stored.fetch_add(1, Ordering::Relaxed);
                }
            },
            ..How::default()
        };
        let ended = run_into(&folder, &seeds(6, 4), &how).unwrap();
        assert!(matches!(ended, Ended::Stopped { .. }), "{ended:?}");
        if batches == 3 {
            // A part torn in between is made again from the same stock.
            let part = folder.0.join("parts/000001.parquet");
            let bytes = fs::read(&part).unwrap();
            fs::write(&part, &bytes[..bytes.len() / 2]).unwrap();
        }
        counted(&folder, &seeds(6, 4));
        same(&fresh, &folder);
    }
}

#[test]
fn fewer_seeds_than_stored_and_more_points_are_refused() {
    let refused = grown(&seeds(4, 2), 1);
    let Err(JobError::Refused(why)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        why,
        "--replicates 1 is fewer than the 2 seeds that every point of the sample has already; \
         stored runs are never dropped, so give 2 or more"
    );
    assert!(matches!(grown(&seeds(4, 2), 0), Err(JobError::Refused(_))));
    assert!(matches!(
        grown(&seeds(4, 2), 10_001),
        Err(JobError::Refused(_))
    ));
    assert!(NO_MORE_POINTS.contains("Latin hypercube"));
}

/// Runs into a folder, with runs that fail.
fn failing(folder: &Folder, bad: &[u32], again: bool) -> (Vec<u32>, Ended) {
    let computed = std::sync::Mutex::new(Vec::new());
    let (experiment, geography) = (seeds(4, 2), ground());
    let request = Request {
        experiment: &experiment,
        geography: &geography,
        folder: &folder.0,
        threads: 2,
        keep_places: false,
        command: Vec::new(),
        host: "here".to_owned(),
        warnings: Vec::new(),
        stop_on_error: false,
        stop: &|| false,
        progress: &|_| {},
        wanted: Wanted::Summary,
        before_run: &|run| {
            computed.lock().unwrap().push(run);
            assert!(!bad.contains(&run), "as the test wants");
        },
    };
    let ended = if again {
        grip::job::run::retry(&request)
    } else {
        grip::job::run(&request)
    };
    let mut computed = computed.into_inner().unwrap();
    computed.sort_unstable();
    (computed, ended.unwrap())
}

fn counts(ended: &Ended) -> (u64, u64, u64) {
    match ended {
        Ended::Complete(concluded) => concluded.runs,
        Ended::Stopped { .. } => panic!("{ended:?}"),
    }
}

#[test]
fn failed_runs_are_done_again_and_all_others_kept() {
    let fresh = Folder::new("retry-fresh");
    run_into(&fresh, &seeds(4, 2), &How::default()).unwrap();
    // Runs 4 and 30 are of points 1 and 3: nothing else is computed.
    let folder = Folder::new("retry");
    assert_eq!(counts(&failing(&folder, &[4, 30], false).1), (48, 46, 2));
    // One fails again, then none.
    let (computed, ended) = failing(&folder, &[30], true);
    assert_eq!((computed, counts(&ended)), (vec![4, 30], (48, 47, 1)));
    let (computed, ended) = failing(&folder, &[], true);
    assert_eq!((computed, counts(&ended)), (vec![30], (48, 48, 0)));
    same(&fresh, &folder);
    // The same call without retry computes nothing.
    assert_eq!(failing(&folder, &[], false).0, [0; 0]);
}

#[test]
fn a_failed_run_at_the_defaults_brings_the_moments_of_places_back_to_the_same_bytes() {
    let fresh = Folder::new("retry-default-fresh");
    run_into(&fresh, &seeds(4, 2), &How::default()).unwrap();
    // Run 1 is the second arm of the first pair, at point 0.
    let folder = Folder::new("retry-default");
    assert_eq!(counts(&failing(&folder, &[1], false).1), (48, 47, 1));
    let (computed, ended) = failing(&folder, &[], true);
    // All four pairs at point 0, for places.parquet keeps no single run of them.
    assert_eq!((computed.len(), counts(&ended)), (12, (48, 48, 0)));
    same(&fresh, &folder);
}

/// A folder with the small experiment on tables of its own, run with charts and page into `out`.
fn played(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("ground.toml"), GROUND).unwrap();
    let text = EXPERIMENT.replace("seed = 11", "seed = 11\ngeography = \"ground.toml\"");
    fs::write(folder.0.join("small.toml"), text).unwrap();
    let call = [
        "run",
        "small.toml",
        "--points",
        "3",
        "--out",
        "out",
        "--quiet",
    ];
    let (code, text) = said(&grip(&folder.0, &call));
    assert_eq!(code, Some(0), "{text}");
    folder
}

#[test]
fn why_rerun_says_key_by_key_what_the_same_call_would_do() {
    let folder = played("why");
    let why = |words: &[&str]| {
        let words: Vec<&str> = ["why-rerun", "out"].iter().chain(words).copied().collect();
        said(&grip(&folder.0, &words))
    };
    let nothing = "nothing would be re-run: 30 runs are stored\n";
    assert_eq!(why(&[]), (Some(0), nothing.to_owned()));
    let small = |more: &[&'static str]| {
        let call: Vec<&str> = ["small.toml", "--points", "3"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        why(&call)
    };
    assert_eq!(small(&[]), (Some(0), nothing.to_owned()));

    let (code, text) = small(&["--seed", "12", "--set", "evidence.spillover=0.05"]);
    assert_eq!(code, Some(1));
    let expected = [
        "refused, the folder holds another experiment:",
        "  evidence.spillover: 0.03 (configs/base.toml:",
        "0.05 (--set evidence.spillover=0.05) asked for",
        "  seed: 11 stored, 12 asked for",
    ];
    for part in expected {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    // A value that is fixed where it stood changes what is drawn, and nothing else.
    let (_, text) = small(&["--set", "evidence.spillover=0.03"]);
    let part =
        "evidence.spillover: drawn at every point stored, fixed (--set evidence.spillover=0.03)";
    assert!(text.contains(part), "{text}");
    let (_, text) = small(&["--replicates", "4"]);
    assert!(text.contains("plan: 18 runs are asked for"), "{text}");
    assert!(text.contains("30 stored runs would be kept"), "{text}");
    let (_, text) = small(&["--places"]);
    assert!(
        text.contains("keep_places: false stored, true asked for"),
        "{text}"
    );

    // A change of the file that decides no run, then one that does.
    let file = folder.0.join("small.toml");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        before.replace("title = \"Small\"", "title = \"Tiny\""),
    )
    .unwrap();
    let (code, text) = why(&[]);
    assert_eq!(code, Some(0));
    assert!(
        text.contains("title: \"Small\" stored, \"Tiny\" asked for"),
        "{text}"
    );
    fs::write(&file, before.replace("[12, 24]", "[12, 24, 36]")).unwrap();
    let (code, text) = why(&[]);
    assert_eq!(code, Some(1));
    assert!(text.contains("horizons_months: [12, 24] stored, [12, 24, 36] asked for"));
    fs::write(&file, before).unwrap();

    // A torn table costs every run, and is named.
    let table = folder.0.join("out/runs.parquet");
    let bytes = fs::read(&table).unwrap();
    fs::write(&table, &bytes[..bytes.len() / 2]).unwrap();
    let (code, text) = why(&[]);
    assert_eq!(code, Some(1));
    assert!(text.contains("runs.parquet: changed:"), "{text}");
    assert!(text.contains("all 30 stored runs"), "{text}");
    let (code, text) = said(&grip(&folder.0, &["why-rerun", "nowhere"]));
    assert!(code != Some(0) && text.contains("manifest.json"), "{text}");
}

#[test]
fn extend_retry_and_diff_say_what_they_did() {
    let folder = played("said");
    let grip = |words: &[&str]| said(&grip(&folder.0, words));
    let (code, text) = grip(&["extend", "out", "--replicates", "3", "--quiet"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("30 runs before, 39 now: 9 computed, 0 failed"),
        "{text}"
    );
    let (code, text) = grip(&["why-rerun", "out"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = grip(&["retry", "out", "--failed"]);
    assert_eq!(
        (code, &text[..]),
        (
            Some(0),
            "0 of 39 runs failed; there is nothing to do again\n"
        )
    );
    assert_eq!(grip(&["retry", "out"]).0, Some(2));
    let (code, text) = grip(&["extend", "out", "--points", "9"]);
    assert!(
        code == Some(2) && text.contains("a Latin hypercube does not grow"),
        "{text}"
    );
    let (code, text) = grip(&["extend", "out", "--replicates", "2"]);
    assert!(
        code == Some(2) && text.contains("stored runs are never dropped"),
        "{text}"
    );

    let call = [
        "run",
        "small.toml",
        "--points",
        "3",
        "--replicates",
        "3",
        "--quiet",
        "--out",
    ];
    let call = |more: &[&'static str]| grip(&[&call[..], more].concat());
    assert_eq!(
        call(&["other", "--set", "implementation.lever=0.9"]).0,
        Some(0)
    );
    let (code, text) = grip(&["diff", "out", "other"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("implementation.lever: 0.5 (configs/base.toml:"),
        "{text}"
    );
    assert!(text.contains("saving_real_disinvestment"), "{text}");
    // Runs of the same experiment are equal to the bit in every row.
    let (code, text) = grip(&["diff", "out", "out", "--outcomes", "net_saving"]);
    assert_eq!(code, Some(0), "{text}");
    let rows = text
        .lines()
        .filter(|line| line.contains("equal bits"))
        .count();
    // 2 blocks, 3 arms, 2 horizons.
    assert_eq!(rows, 12, "{text}");
}

/// The files of a folder and their bytes.
fn charts(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(folder.join("charts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                PathBuf::from(path.file_name().unwrap()),
                fs::read(path).unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_bundle_is_the_same_twice_and_rebuilds_every_figure_where_it_is_unpacked() {
    let folder = played("bundle");
    let before = charts(&folder.0.join("out"));
    for out in ["one.zip", "two.zip", "unpacked"] {
        let call = ["bundle", "out", "--out", out, "--author", "A. Person"];
        let (code, text) = said(&grip(&folder.0, &call));
        assert_eq!(code, Some(0), "{text}");
    }
    assert!(folder.read("one.zip") == folder.read("two.zip"));
    // Elsewhere, without the files it was made from.
    let alone = Folder::new("bundle-alone");
    fs::create_dir_all(&alone.0).unwrap();
    let root = alone.0.join("crate");
    let mut archive =
        zip::ZipArchive::new(fs::File::open(folder.0.join("one.zip")).unwrap()).unwrap();
    archive.extract(&root).unwrap();
    for name in [
        "README.md",
        "SHA256SUMS",
        "CITATION.cff",
        "LICENSE-CC-BY-4.0",
        "configuration.toml",
        "docs/ODD.md",
        "docs/parameters.md",
        "geography/ground.toml",
        "question/small.toml",
        "question/arms/region_jointly.toml",
        "question/structures/trusts_2009.toml",
        "ro-crate-metadata.json",
        "manifest.json",
        "report.html",
    ] {
        assert!(root.join(name).is_file(), "{name}");
        assert_eq!(
            fs::read(root.join(name)).unwrap(),
            fs::read(folder.0.join("unpacked").join(name)).unwrap()
        );
    }
    let page = fs::read(root.join("report.html")).unwrap();
    fs::remove_dir_all(root.join("charts")).unwrap();
    fs::remove_file(root.join("report.html")).unwrap();
    let (code, text) = said(&grip(&root, &["report", "."]));
    assert_eq!(code, Some(0), "{text}");
    assert!(charts(&root) == before, "a figure differs");
    assert!(before.len() > 20);
    assert!(fs::read(root.join("report.html")).unwrap() == page);
    let (code, text) = said(&grip(&root, &["verify", ".", "--runs", "2"]));
    assert!(code == Some(0) && text.contains("no difference"), "{text}");
    // And all of it anew, from the question.
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let call = readme
        .lines()
        .find_map(|l| l.strip_prefix("grip run "))
        .unwrap();
    let words: Vec<&str> = std::iter::once("run").chain(call.split(' ')).collect();
    assert_eq!(said(&grip(&root, &words)).0, Some(0), "{call}");
    for name in PROMISED {
        let again = fs::read(root.join("again").join(name)).unwrap();
        assert!(again == fs::read(root.join(name)).unwrap(), "{name}");
    }
    validated(&folder.0.join("unpacked"));
}

/// Asks the published validator, where it is there.
fn validated(folder: &Path) {
    let python = std::env::var("GRIP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", "import rocrate, rocrate_validator"])
        .output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has no rocrate-validator (pip install roc-validator rocrate)");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ro_crate/validate.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output).1);
}

#[test]
fn a_bundle_is_refused_where_results_are_not_what_the_manifest_says_or_something_is_in_the_way() {
    let folder = played("bundle-refused");
    let bundle = |out: &str| said(&grip(&folder.0, &["bundle", "out", "--out", out]));
    for (out, part) in [
        ("small.toml", "is a file"),
        (".", "is not empty"),
        ("out/inside", "lies in the folder"),
    ] {
        let (code, text) = bundle(out);
        assert!(code == Some(2) && text.contains(part), "{out}: {text}");
    }
    fs::write(folder.0.join("out/summary.csv"), "mine").unwrap();
    let (code, text) = bundle("a.zip");
    assert!(
        code == Some(2) && text.contains("summary.csv: changed"),
        "{text}"
    );
    assert!(!folder.0.join("a.zip").exists());
}

/// Reads a workbook back with the Python package openpyxl and compares it with a CSV file.
const READ_BACK: &str = r#"
import csv, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1])
assert book.sheetnames[:3] == ["cover", "notes", "summary"], book.sheetnames
sheet = book["summary"]
assert sheet.freeze_panes == "A4", sheet.freeze_panes
rows = list(csv.reader(open(sys.argv[2], newline="")))
assert [cell.value for cell in sheet[3]] == rows[0]
cells = 0
for at, row in enumerate(rows[1:]):
    for cell, text in zip(sheet[4 + at], row):
        if text == "":
            assert cell.value is None
        elif isinstance(cell.value, (int, float)):
            assert cell.value == float(text), (cell.value, text)
            cells += 1
        else:
            assert cell.value == text, (cell.value, text)
assert sheet.max_row == 2 + len(rows)
print(cells, len(book.sheetnames))
"#;

#[test]
fn a_workbook_has_the_numbers_of_the_csv_files_and_the_same_bytes_twice() {
    let folder = played("xlsx");
    for out in ["one.xlsx", "two.xlsx"] {
        let (code, text) = said(&grip(&folder.0, &["summarise", "out", "--xlsx", out]));
        assert_eq!(code, Some(0), "{text}");
    }
    assert!(folder.read("one.xlsx") == folder.read("two.xlsx"));
    let (code, text) = said(&grip(&folder.0, &["summarise", "out", "--xlsx", "one.csv"]));
    assert!(code == Some(2) && text.contains("ends in .xlsx"), "{text}");
    // Without any reader of workbooks: the parts are there, and a number stands in its cell.
    let file = fs::File::open(folder.0.join("one.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut entry = archive.by_name(name).unwrap();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        text
    };
    assert!(part("xl/workbook.xml").contains("<sheet name=\"summary\" sheetId=\"3\""));
    let sheet = part("xl/worksheets/sheet3.xml");
    let summary = String::from_utf8(folder.read("out/summary.csv")).unwrap();
    let mean = summary.lines().nth(1).unwrap().split(',').nth(10).unwrap();
    assert!(
        sheet.contains(&format!("<c r=\"K4\" s=\"0\"><v>{mean}</v></c>")),
        "{mean}"
    );

    let python = std::env::var("GRIP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", "import openpyxl"])
        .output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has no openpyxl (pip install openpyxl)");
        return;
    }
    let output = Command::new(&python)
        .args(["-c", READ_BACK])
        .args([folder.0.join("one.xlsx"), folder.0.join("out/summary.csv")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output).1);
}

/// The page of a built-in experiment of which only a part was run says how to run just that part.
#[test]
fn the_command_on_the_page_repeats_the_runs_it_stands_beside() {
    let files = Folder::new("repeated-from-page");
    let folder = &files.0;
    fs::create_dir_all(folder).unwrap();
    let asked = "run nice_cover --arms mandate_lever,advice_lever --horizon-months 12 --points 2 \
                 --replicates 1 --seed 5 --set approval.hurdle=0.4 --quiet";
    let words: Vec<&str> = asked.split(' ').collect();
    let (code, text) = said(&grip(folder, &words));
    assert_eq!(code, Some(0), "{text}");
    let page = fs::read_to_string(folder.join("results/nice_cover/report.html")).unwrap();
    let (_, command) = page.split_once("<pre>grip ").unwrap();
    let (command, _) = command.split_once('\n').unwrap();
    let mut again: Vec<&str> = command.split(' ').collect();
    again.extend(["--out", "again", "--quiet"]);
    let (code, text) = said(&grip(folder, &again));
    assert_eq!(code, Some(0), "{command}: {text}");
    for name in ["runs.parquet", "plan.parquet", "summary.csv", "report.html"] {
        let read = |results: &str| fs::read(folder.join(results).join(name)).unwrap();
        assert!(
            read("results/nice_cover") == read("again"),
            "{name} differs"
        );
    }
}
