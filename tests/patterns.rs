//! The known facts, run as a user runs them: the folder that is written, what the page of every
//! experiment says of failures, and that nothing of the user's is overwritten.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use grip::facts::patterns::known;

fn patterns(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_grip"))
        .args(["patterns", "--out"])
        .arg(folder)
        .output()
        .unwrap()
}

fn fresh(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

/// What `configs/patterns_found.toml` must hold.
fn found(out_of_band: &[String]) -> String {
    let mut text = format!(
        "# Which known facts this version of the model does not reproduce, at the default inputs. Pages of\n\
         # experiments tell it. Generated: GRIP_WRITE_DOCS=1 cargo test --release --test patterns\n\
         version = \"{}\"\nreplicates = 20\nseed = 2009\nout_of_band = [\n",
        env!("CARGO_PKG_VERSION")
    );
    for id in out_of_band {
        let _ = writeln!(text, "    \"{id}\",");
    }
    text.push_str("]\n");
    text
}

#[test]
fn the_folder_is_complete_and_pages_tell_the_failures_that_there_are() {
    let folder = fresh("patterns_page");
    let output = patterns(&folder);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("report.html"), "{text}");
    for file in ["patterns.svg", "patterns.png", "patterns.csv"] {
        assert!(folder.join("charts").join(file).is_file(), "{file}");
    }
    let table = fs::read_to_string(folder.join("patterns.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let known = known().unwrap();
    assert_eq!(rows.len(), known.patterns.len() + known.not_computed.len());
    let out: Vec<String> = rows
        .iter()
        .filter(|row| &row[5] == "no")
        .map(|row| row[0].to_owned())
        .collect();
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    for id in &out {
        assert!(page.contains(&grip::facts::patterns::spoken(id)), "{id}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/patterns_found.toml");
    if std::env::var_os("GRIP_WRITE_DOCS").is_some() {
        fs::write(&path, found(&out)).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        found(&out),
        "pages of experiments would tell other failures than there are; write the file anew with: \
         GRIP_WRITE_DOCS=1 cargo test --release --test patterns"
    );
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_as_it_was() {
    let folder = fresh("patterns_taken");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let output = patterns(&folder);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.contains("is not empty; name another folder"),
        "{complaint}"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    let output = patterns(&folder.join("notes.txt"));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(folder.join("notes.txt")).unwrap(), b"mine");
}
