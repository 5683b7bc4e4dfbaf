//! A small ground and a small experiment, so that tests of whole jobs are quick.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod stops;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use grip::job::conclude::Wanted;
use grip::job::{Ended, JobError, Progress, Request, run};
use grip::scenario::check::{self, Known};
use grip::scenario::geography::{GeographyFile, Tables};
use grip::scenario::library::{built_in_arm, built_in_structure, no_table};
use grip::scenario::{Changes, Experiment, Geography, Source};

/// Twelve trusts of 40 neighbourhoods.
pub const GROUND: &str = r#"
title = "Small ground"
seed = 7
atom_population = 100_000

[tiers]
trusts = { bodies = 12, size_sd = 0.3 }
clusters = { bodies = 6, size_sd = 0.2 }
consortia = { bodies = 4, size_sd = 0.2 }
authorities = { bodies = 2, size_sd = 0.2 }
groups = { bodies = 14, size_sd = 0.3 }
area_teams = { bodies = 3, size_sd = 0.2 }
regions_2013 = { bodies = 2, size_sd = 0.2 }
systems = { bodies = 4, size_sd = 0.2 }
regions_2022 = { bodies = 2, size_sd = 0.2 }

[synthetic]
total_population = 4_000_000
centres = 4
"#;

/// Three arms, 6 points of 2 seeds, 4 seeds at the defaults: 48 runs in 4 batches.
pub const EXPERIMENT: &str = r#"
title = "Small"
question = "Does it work?"
arms = ["single_trusts", "region_jointly", "nice_advice"]
baseline = "single_trusts"
horizons_months = [12, 24]
seed = 11

[primary]
outcome = "saving_real_disinvestment"
horizon_months = 24

[design.default]
seeds = 4

[design.latin_hypercube]
points = 6
replicates = 2

[margins]
otherwise = 0.05
"#;

/// The small ground.
pub fn ground() -> Geography {
    let file = GeographyFile::parse(GROUND, "small.toml").unwrap();
    file.build(&Tables::default()).unwrap()
}

/// The small experiment with some changes.
pub fn experiment(changes: &Changes) -> Experiment {
    settled(EXPERIMENT, changes)
}

/// The experiment of a text with some changes.
pub fn settled(text: &str, changes: &Changes) -> Experiment {
    let known = Known {
        outcomes: &[],
        arm: &built_in_arm,
        structure: &built_in_structure,
        table: &no_table,
    };
    let source = Source::new("small.toml", text);
    match check::experiment(&source, "small", changes, &known) {
        Ok(settled) => settled.value,
        Err(mistakes) => panic!("{mistakes:?}"),
    }
}

/// The program in a folder.
pub fn grip(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_grip"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// Its exit code and everything said.
pub fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    (output.status.code(), text.concat())
}

/// Two bodies, two domains, two grips, one more holder: 2 x 4 x 2 combinations.
pub const SEARCH: &str = r#"
title = "Small search"
question = "Does it work?"
domains = ["priorities"]
arms = ["trusts_under_board", "groups_under_board"]
baseline = "trusts_under_board@0"
horizons_months = [12, 24]
seed = 11

[primary]
outcome = "net_saving"
horizon_months = 24

[design.latin_hypercube]
points = 6
replicates = 1

[search]
grips = [0.0, 0.6]
unit = "QALY in two years"
margin = 10.0

[search.holders]
disinvestment = ["department"]

[[search.terms]]
outcome = "qaly_total_disc"
weight = 1.0
range = [1.0, 1.0]
source = "the unit"
grade = "A"

[[search.terms]]
outcome = "cost_total"
weight = -77.3
range = [-200.0, 0.0]
each_year = true
source = "Claxton et al. 2015"
grade = "A"

[[search.rungs]]
propose = 6
points = 4

[[search.rungs]]
keep = 3
propose = 2
points = 5
"#;

/// An empty folder of this test, removed when dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = root.join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// Names of files and folders in it.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .map(|entries| {
                let name = |e: std::io::Result<fs::DirEntry>| e.unwrap().file_name();
                entries.map(|e| name(e).into_string().unwrap()).collect()
            })
            .unwrap_or_default();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a test may want to be otherwise.
pub struct How<'a> {
    pub threads: usize,
    pub places: bool,
    pub stop_on_error: bool,
    pub wanted: Wanted,
    pub stop: &'a (dyn Fn() -> bool + Sync),
    pub progress: &'a (dyn Fn(Progress) + Sync),
    pub before_run: &'a (dyn Fn(u32) + Sync),
}

impl Default for How<'_> {
    fn default() -> Self {
        Self {
            threads: 2,
            places: false,
            stop_on_error: false,
            // Charts take longer than the runs of so small an experiment.
            wanted: Wanted::Summary,
            stop: &|| false,
            progress: &|_| {},
            before_run: &|_| {},
        }
    }
}

/// Runs an experiment into a folder.
pub fn run_into(folder: &Folder, experiment: &Experiment, how: &How) -> Result<Ended, JobError> {
    let geography = ground();
    run(&Request {
        experiment,
        geography: &geography,
        folder: &folder.0,
        threads: how.threads,
        keep_places: how.places,
        command: vec!["test".to_owned()],
        host: "here".to_owned(),
        warnings: Vec::new(),
        stop_on_error: how.stop_on_error,
        stop: how.stop,
        progress: how.progress,
        wanted: how.wanted,
        before_run: how.before_run,
    })
}

/// The files whose bytes are a promise.
pub const PROMISED: [&str; 5] = [
    "plan.parquet",
    "runs.parquet",
    "paths.parquet",
    "places.parquet",
    "summary.csv",
];
