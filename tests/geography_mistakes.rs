//! Every refusal of a geography is a file with its message beside it: `NAME.csv` or `NAME.toml`
//! and `NAME.txt`, in `tests/bad/geography`. The first word of the name says which table is bad.

use std::fs;
use std::path::{Path, PathBuf};

use grip::scenario::geography::{FileError, GeographyFile, Tables};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

fn data(name: &str) -> Vec<u8> {
    fs::read(folder("data").join(name)).expect("a table of tests/data")
}

/// What is said about a bad file when it takes the place of the good one.
fn mistakes(path: &Path) -> Vec<FileError> {
    let bytes = fs::read(path).expect("a bad file");
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a file name");
    if path.extension().is_some_and(|end| end == "toml") {
        let text = String::from_utf8(bytes).expect("text");
        return GeographyFile::parse(&text, name).expect_err(name);
    }
    let (places, neighbours, centroids) = (
        data("places.csv"),
        data("neighbours.csv"),
        data("centroids.csv"),
    );
    let mut tables = Tables {
        places: Some(&places),
        neighbours: Some(&neighbours),
        centroids: Some(&centroids),
    };
    let mut settings = "places.toml";
    match name.split('_').next().unwrap_or(name) {
        "places" => {
            tables = Tables {
                places: Some(&bytes),
                neighbours: Some(b"from,to\n"),
                centroids: None,
            }
        }
        "neighbours" => tables.neighbours = Some(&bytes),
        "centroids" => {
            tables.centroids = Some(&bytes);
            settings = "places_two_files.toml";
        }
        other => panic!("{other} is no table"),
    }
    let settings = String::from_utf8(data(settings)).expect("text");
    let file = GeographyFile::parse(&settings, "places.toml").expect("settings without a mistake");
    file.build(&tables).expect_err(name)
}

#[test]
fn every_bad_file_gets_its_message() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder("bad/geography"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end != "txt"))
    {
        seen += 1;
        let mut lines: Vec<String> = mistakes(path).iter().map(ToString::to_string).collect();
        lines.push(String::new());
        let said = lines.join("\n");
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        if said != expected {
            wrong.push(format!(
                "{}\nexpected:\n{expected}said:\n{said}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 30, "{seen}");
}

#[test]
fn a_table_that_was_not_loaded_is_told() {
    let settings = String::from_utf8(data("places.toml")).unwrap();
    let file = GeographyFile::parse(&settings, "places.toml").unwrap();
    let places = data("places.csv");
    let errors = file
        .build(&Tables {
            places: Some(&places),
            ..Tables::default()
        })
        .unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "neighbours.csv: found no such table; allowed: the table the settings name"
    );
}

/// One byte of a good file is replaced by each of a few that matter; whatever is said, nothing
/// panics, and what is built is whole.
#[test]
fn no_byte_of_a_file_can_cause_a_panic() {
    let settings = data("places.toml");
    let good = String::from_utf8(settings.clone()).expect("text");
    let file = GeographyFile::parse(&good, "places.toml").expect("settings without a mistake");
    let (places, pairs) = (data("places.csv"), data("neighbours.csv"));
    let (mut built, mut refused) = (0, 0);
    for byte in *b"\",\n9-\xE9\0" {
        for at in 0..settings.len() {
            let mut other = settings.clone();
            other[at] = byte;
            let _ = GeographyFile::parse(&String::from_utf8_lossy(&other), "places.toml");
        }
        for at in (0..places.len()).step_by(3) {
            let mut other = places.clone();
            other[at] = byte;
            let tables = Tables {
                places: Some(&other),
                neighbours: Some(&pairs),
                centroids: None,
            };
            match file.build(&tables) {
                Ok(geography) => {
                    built += 1;
                    assert!(geography.atoms() >= 12);
                }
                Err(mistakes) => {
                    refused += 1;
                    assert!(!mistakes.is_empty());
                }
            }
        }
    }
    assert!(built > 0 && refused > 0, "{built} {refused}");
}
