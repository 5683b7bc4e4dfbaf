//! A bundle rebuilds on a stranger's machine: everything it was made from is gone, and what it holds
//! gives the same bytes again. Of a search, of a geography with tables, of an experiment that its
//! rule of stopping ended.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::path::{Path, PathBuf};

use small::{Folder, SEARCH, grip, said};

fn ok(folder: &Path, words: &[&str]) -> String {
    let (code, text) = said(&grip(folder, words));
    assert_eq!(code, Some(0), "{words:?}: {text}");
    text
}

/// Every file under a folder with its bytes, by name.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Bundles `out`, removes all it was made from, unpacks it elsewhere and rebuilds: the figures and
/// the page from stored runs, some runs, and all of it from the question, with the same bytes of
/// `promised`.
fn rebuilds(made: Folder, promised: &[&str]) {
    ok(&made.0, &["bundle", "out", "--out", "bundle.zip"]);
    let alone = Folder::new(&format!(
        "alone-{}",
        made.0.file_name().unwrap().to_string_lossy()
    ));
    fs::create_dir_all(&alone.0).unwrap();
    let root = alone.0.join("crate");
    let archive = fs::File::open(made.0.join("bundle.zip")).unwrap();
    zip::ZipArchive::new(archive)
        .unwrap()
        .extract(&root)
        .unwrap();
    drop(made);
    let before = files(&root);
    let charts = before
        .iter()
        .filter(|(name, _)| name.components().any(|part| part.as_os_str() == "charts"));
    assert!(charts.count() > 10);
    fs::remove_dir_all(root.join("charts")).unwrap();
    fs::remove_file(root.join("report.html")).unwrap();
    ok(&root, &["report", "."]);
    // A manifest says when it was written; a lock is made by whoever works there.
    let is_result = |name: &Path| {
        let own = name.file_name().unwrap();
        own != "manifest.json" && own != ".lock"
    };
    let kept = |all: Vec<(PathBuf, Vec<u8>)>| -> Vec<(PathBuf, Vec<u8>)> {
        all.into_iter()
            .filter(|(name, _)| is_result(name))
            .collect()
    };
    let [before, after] = [before, files(&root)].map(kept);
    let names = |all: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
        all.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&after), names(&before));
    for ((name, is), (_, was)) in after.iter().zip(&before) {
        assert!(is == was, "{} differs", name.display());
    }
    let text = ok(&root, &["verify", ".", "--runs", "3"]);
    assert!(text.contains("no difference"), "{text}");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let call = readme
        .lines()
        .find_map(|line| line.strip_prefix("grip run "))
        .expect("the one command");
    let words: Vec<&str> = std::iter::once("run").chain(call.split(' ')).collect();
    ok(&root, &words);
    for name in promised {
        let again = fs::read(root.join("again").join(name)).unwrap();
        assert!(again == fs::read(root.join(name)).unwrap(), "{name}");
    }
}

/// A folder with settings and tables of a geography of the user's own.
fn own_ground(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::create_dir_all(folder.0.join("maps")).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for file in ["places.csv", "neighbours.csv", "places.toml"] {
        fs::copy(data.join(file), folder.0.join("maps").join(file)).unwrap();
    }
    folder
}

const RESULTS: [&str; 5] = [
    "plan.parquet",
    "runs.parquet",
    "paths.parquet",
    "places.parquet",
    "summary.csv",
];

#[test]
fn on_a_geography_with_tables_of_the_users_own() {
    let folder = own_ground("bundle-own");
    let text =
        small::EXPERIMENT.replace("seed = 11", "seed = 11\ngeography = \"maps/places.toml\"");
    fs::write(folder.0.join("small.toml"), text).unwrap();
    ok(
        &folder.0,
        &[
            "run",
            "small.toml",
            "--points",
            "3",
            "--out",
            "out",
            "--quiet",
        ],
    );
    rebuilds(folder, &RESULTS);
}

#[test]
fn of_an_experiment_that_its_rule_of_stopping_ended() {
    let folder = own_ground("bundle-stopped");
    let text = small::EXPERIMENT
        .replace("seed = 11", "seed = 11\nindependent = true")
        .replace("seeds = 4", "seeds = 10");
    let rule =
        "\n[stopping.half_width]\narm = \"nice_advice\"\ntarget = 1e-9\nevery = 4\nmaximum = 14\n";
    fs::write(folder.0.join("small.toml"), text + rule).unwrap();
    ok(
        &folder.0,
        &[
            "run",
            "small.toml",
            "--geography",
            "maps/places.toml",
            "--out",
            "out",
            "--quiet",
        ],
    );
    rebuilds(folder, &RESULTS);
}

#[test]
fn of_a_search_on_a_geography_of_the_users_own() {
    let folder = own_ground("bundle-search");
    let text = format!("geography = \"maps/places.toml\"\n{SEARCH}");
    fs::write(folder.0.join("small.toml"), text).unwrap();
    ok(&folder.0, &["run", "small.toml", "--out", "out", "--quiet"]);
    rebuilds(
        folder,
        &[
            "search_plan.csv",
            "search.csv",
            "summary.csv",
            "rung_1/runs.parquet",
            "hold_out/runs.parquet",
        ],
    );
}
