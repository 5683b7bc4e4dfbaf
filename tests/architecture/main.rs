//! The layers hold: `ARCHITECTURE.md` says which layer may import and touch what, and this test
//! reads the table from there and the imports from the source. Comments, strings and unit-test
//! modules are left out of account.

mod rules;
mod source;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rules::{faults, test_files};
use table::{Layers, layers};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn table() -> Layers {
    layers(&read(&root().join("ARCHITECTURE.md"))).expect("the page holds a sound table")
}

/// Every source file as its path below `src` with forward slashes, in order.
fn source_files(folder: &Path, below: &str, out: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("names are UTF-8");
        if path.is_dir() {
            source_files(&path, &format!("{below}{name}/"), out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(format!("{below}{name}"));
        }
    }
}

#[test]
fn no_source_file_imports_downwards_or_touches_what_its_layer_may_not() {
    let (layers, src) = (table(), root().join("src"));
    let mut files = Vec::new();
    source_files(&src, "", &mut files);
    let for_tests: BTreeSet<String> = files
        .iter()
        .flat_map(|file| test_files(file, &read(&src.join(file))))
        .collect();
    files.retain(|file| !for_tests.contains(file));
    assert!(files.len() > 10, "the walk lost its way: {files:?}");
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| faults(&layers, file, &read(&src.join(file))))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_table_and_the_module_list_name_the_same_layers() {
    let listed: BTreeSet<String> = read(&root().join("src/lib.rs"))
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, table().into_keys().collect());
}

#[test]
fn the_table_stands_in_the_order_of_the_design() {
    let table = table();
    let mut rows: Vec<(usize, &str)> = table
        .iter()
        .map(|(name, (row, _))| (*row, name.as_str()))
        .collect();
    rows.sort_unstable();
    let names: Vec<&str> = rows.into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        names.join(" "),
        "ids rng units facts scenario model engine experiment analysis report store job cli"
    );
    let touching: Vec<&str> = table
        .iter()
        .filter(|(_, (_, touches))| !touches.is_empty())
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(touching, ["cli", "experiment", "job", "store"]);
}

#[test]
fn a_page_without_a_sound_table_is_refused() {
    assert!(layers("# Nothing here").is_err());
    let header = "| layer | may touch | what |\n| --- | --- | --- |\n";
    assert!(layers(&format!("{header}| `a` | telepathy | x |\n")).is_err());
    assert!(
        layers(&format!(
            "{header}| `a` | nothing | x |\n| `a` | disk | x |\n"
        ))
        .is_err()
    );
    assert!(layers(&format!("{header}| `a` | nothing |\n")).is_err());
}

#[test]
fn an_import_that_goes_down_is_refused_however_it_is_written() {
    let table = table();
    for bad in [
        "use crate::engine::Record;",
        "use crate::{scenario::Scenario, engine::{self, Record}};",
        "pub(crate) use crate :: engine;",
        "fn f() -> u32 { 1 + crate::engine::steps() }",
        "use super::super::super::engine::Record;",
        "macro_rules! m { () => { $crate::engine::steps() } }",
    ] {
        let found = faults(&table, "model/phases/settle.rs", bad);
        assert_eq!(
            found,
            BTreeSet::from([
                "model/phases/settle.rs: `model` imports `engine`, which is below it".to_owned()
            ]),
            "{bad}"
        );
    }
    assert!(!faults(&table, "units.rs", "use super::facts;").is_empty());
}

#[test]
fn imports_that_go_up_or_stay_are_let_through() {
    let table = table();
    for good in [
        "use crate::{facts, scenario::Scenario, units::Pence};",
        "use crate::model::world::World;",
        "use super::world; use super::super::ledger;",
        "let engine = model::engine_speed();",
    ] {
        assert_eq!(
            faults(&table, "model/phases/settle.rs", good),
            BTreeSet::new(),
            "{good}"
        );
    }
    assert_eq!(
        faults(&table, "rng.rs", "use crate::units::Month;"),
        BTreeSet::new()
    );
    assert_eq!(
        faults(&table, "main.rs", "fn main() { grip::cli::run(); }"),
        BTreeSet::new()
    );
}

#[test]
fn a_pure_layer_that_touches_the_world_is_refused() {
    let table = table();
    for (bad, touch) in [
        ("use std::fs;", "disk"),
        ("use std::{fmt, fs::File};", "disk"),
        ("fn f() { let t = std::time::Instant::now(); }", "clock"),
        ("fn f(t: SystemTime) {}", "clock"),
        ("use std::thread;", "threads"),
        ("use rayon::prelude::*;", "threads"),
        ("fn f() { std::env::var(\"HOME\"); }", "environment"),
        ("fn f() { println!(\"{}\", 1); }", "terminal"),
        ("fn f() { dbg!(1); }", "terminal"),
        ("use std::io::{Write, stdout};", "terminal"),
    ] {
        let found = faults(&table, "analysis/estimate.rs", bad);
        assert!(
            found
                .iter()
                .any(|text| text.contains(&format!("touches {touch}"))),
            "{bad}: {found:?}"
        );
    }
    for everywhere in ["use std::collections::HashMap;", "use std::net::TcpStream;"] {
        assert_eq!(
            faults(&table, "cli/run.rs", everywhere).len(),
            1,
            "{everywhere}"
        );
    }
    assert!(
        faults(&table, "serve/mod.rs", "")
            .iter()
            .any(|t| t.contains("not in the layer table"))
    );
}

#[test]
fn a_layer_may_touch_what_its_row_says_and_no_more() {
    let table = table();
    assert!(faults(&table, "experiment/execute.rs", "use rayon::prelude::*;").is_empty());
    assert!(faults(&table, "store/parquet.rs", "use std::fs::File;").is_empty());
    assert!(!faults(&table, "store/parquet.rs", "use std::time::Instant;").is_empty());
    assert!(
        faults(
            &table,
            "job/run.rs",
            "use std::{fs, thread, time::Instant};"
        )
        .is_empty()
    );
    assert!(!faults(&table, "job/run.rs", "fn f() { eprintln!(); }").is_empty());
    assert!(faults(&table, "cli/run.rs", "fn f() { eprintln!(); }").is_empty());
    assert!(faults(&table, "model/world.rs", "use std::time::Duration;").is_empty());
    assert!(
        faults(
            &table,
            "store/manifest.rs",
            "fn f() { std::env::consts::OS; }"
        )
        .is_empty()
    );
}

#[test]
fn a_file_that_only_unit_tests_use_is_left_out() {
    let parent = "mod real; #[cfg(test)] mod scratch; #[cfg(test)] mod tests { mod inner; }";
    let expected = BTreeSet::from(["store/scratch.rs".to_owned()]);
    assert_eq!(test_files("store/mod.rs", parent), expected);
    let expected = BTreeSet::from(["store/parquet/scratch.rs".to_owned()]);
    assert_eq!(test_files("store/parquet.rs", parent), expected);
}

#[test]
fn comments_strings_and_unit_tests_do_not_count() {
    let source = r##"
        //! See `crate::engine` and std::fs.
        /* use crate::engine; /* println!() */ use std::fs; */
        const A: &str = "use crate::engine; \" println!()";
        const B: &str = r#"std::fs "quoted" HashMap"#;
        const C: [char; 3] = ['"', '\'', '/'];
        fn f<'a>(x: &'a str) -> &'a str { x }
        #[cfg(test)]
        mod tests {
            use std::collections::HashMap;
            fn g() { if true { println!("{}", crate::engine::steps()); } }
        }
    "##;
    let table = table();
    assert_eq!(faults(&table, "model/world.rs", source), BTreeSet::new());
    let after = format!("{source}\nuse std::fs;");
    assert_eq!(
        faults(&table, "model/world.rs", &after).len(),
        1,
        "what follows still counts"
    );
}
