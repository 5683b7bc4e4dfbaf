//! The names of the files of a results folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{is_temporary, remove_temporaries};
use super::error::StoreError;
use super::lock::Lock;

/// The folder of charts, inside the results folder.
const CHARTS: &str = "charts";
/// The folder of finished batches, inside the results folder.
const PARTS: &str = "parts";

/// The files that the manifest vouches for, apart from the charts.
const RESULTS: [&str; 17] = [
    "best_set.csv",
    "claims.csv",
    "data_dictionary.csv",
    "design.csv",
    "discovery.csv",
    "failures.csv",
    "paths.parquet",
    "places.parquet",
    "plan.parquet",
    "report.html",
    "runs.parquet",
    "search.csv",
    "search_plan.csv",
    "sensitivity.csv",
    "shapley.csv",
    "summary.csv",
    "uncertainty.csv",
];

/// One results folder, `results/EXPERIMENT` unless the user says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The folder at `root`, which need not exist.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Versions, configuration, counts and hashes: `manifest.json`.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.root.join("manifest.json")
    }

    /// One row for each planned run: `plan.parquet`.
    #[must_use]
    pub fn plan(&self) -> PathBuf {
        self.root.join("plan.parquet")
    }

    /// One row for each point that the design lays out, with the value of everything that it
    /// varies: `design.csv`.
    #[must_use]
    pub fn design(&self) -> PathBuf {
        self.root.join("design.csv")
    }

    /// How much each input matters, where inputs vary: `sensitivity.csv`.
    #[must_use]
    pub fn sensitivity(&self) -> PathBuf {
        self.root.join("sensitivity.csv")
    }

    /// One row for each run, horizon and outcome: `runs.parquet`.
    #[must_use]
    pub fn runs(&self) -> PathBuf {
        self.root.join("runs.parquet")
    }

    /// One row for each run, year and outcome that keeps a path: `paths.parquet`.
    #[must_use]
    pub fn paths(&self) -> PathBuf {
        self.root.join("paths.parquet")
    }

    /// Means and intervals for each reporting area: `places.parquet`.
    #[must_use]
    pub fn places(&self) -> PathBuf {
        self.root.join("places.parquet")
    }

    /// One row for each arm, sweep point, horizon and outcome: `summary.csv`.
    #[must_use]
    pub fn summary(&self) -> PathBuf {
        self.root.join("summary.csv")
    }

    /// Shares of groups of mechanisms in differences, where they were asked for: `shapley.csv`.
    #[must_use]
    pub fn shapley(&self) -> PathBuf {
        self.root.join("shapley.csv")
    }

    /// The claims stated before the runs and what the runs say, where there are claims:
    /// `claims.csv`.
    #[must_use]
    pub fn claims(&self) -> PathBuf {
        self.root.join("claims.csv")
    }

    /// One row for each run that failed, with its reason, where some did: `failures.csv`.
    #[must_use]
    pub fn failures(&self) -> PathBuf {
        self.root.join("failures.csv")
    }

    /// Which arms are not significantly worse than the best: `best_set.csv`.
    #[must_use]
    pub fn best_set(&self) -> PathBuf {
        self.root.join("best_set.csv")
    }

    /// Monte-Carlo error, luck and inputs of each difference, side by side: `uncertainty.csv`.
    #[must_use]
    pub fn uncertainty(&self) -> PathBuf {
        self.root.join("uncertainty.csv")
    }

    /// At which inputs an arm is better, where inputs were sampled: `discovery.csv`.
    #[must_use]
    pub fn discovery(&self) -> PathBuf {
        self.root.join("discovery.csv")
    }

    /// Every candidate of every stage of a search, where there is one: `search.csv`.
    #[must_use]
    pub fn search(&self) -> PathBuf {
        self.root.join("search.csv")
    }

    /// Every pair of point and seed of every stage of a search: `search_plan.csv`.
    #[must_use]
    pub fn search_plan(&self) -> PathBuf {
        self.root.join("search_plan.csv")
    }

    /// What each column and outcome means: `data_dictionary.csv`.
    #[must_use]
    pub fn data_dictionary(&self) -> PathBuf {
        self.root.join("data_dictionary.csv")
    }

    /// The page: `report.html`.
    #[must_use]
    pub fn report(&self) -> PathBuf {
        self.root.join("report.html")
    }

    /// The folder of charts and of the numbers they draw.
    #[must_use]
    pub fn charts(&self) -> PathBuf {
        self.root.join(CHARTS)
    }

    /// The folder of finished batches.
    #[must_use]
    pub fn parts(&self) -> PathBuf {
        self.root.join(PARTS)
    }

    /// The file of one finished batch: `parts/000012.parquet`.
    #[must_use]
    pub fn part(&self, number: u32) -> PathBuf {
        self.parts().join(part_name(number))
    }

    /// The file whose lock keeps two processes apart.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join(".lock")
    }

    /// The file whose lock keeps two merges apart. Shards may be at work beside a merge: what one
    /// does twice has the same bytes.
    #[must_use]
    pub fn merge_lock(&self) -> PathBuf {
        self.root.join(".merging")
    }

    /// Makes the folder and the folders in it where they are missing.
    ///
    /// # Errors
    /// When a folder cannot be made, for example because a file of that name is in the way.
    pub fn create(&self) -> Result<(), StoreError> {
        for folder in [self.parts(), self.charts()] {
            fs::create_dir_all(&folder)
                .map_err(|error| StoreError::io(&folder, "create", &error))?;
        }
        Ok(())
    }

    /// Removes what killed processes left unfinished; returns the number of files. Whoever
    /// calls it must hold the exclusive lock, or it would take the files of another shard.
    ///
    /// # Errors
    /// When a folder cannot be read or a file not removed.
    pub fn remove_temporaries(&self, _exclusive: &Lock) -> Result<usize, StoreError> {
        let mut removed = 0;
        for folder in [self.root.clone(), self.parts(), self.charts()] {
            removed += remove_temporaries(&folder)?;
        }
        Ok(removed)
    }

    /// The result files that exist, as names relative to the folder with `/` between, sorted:
    /// what the manifest lists. Parts, lock, manifest and unfinished files are not among them.
    ///
    /// # Errors
    /// When the folder of charts cannot be read.
    pub fn result_files(&self) -> Result<Vec<String>, StoreError> {
        let mut names: Vec<String> = RESULTS
            .iter()
            .filter(|name| self.root.join(name).is_file())
            .map(ToString::to_string)
            .collect();
        let charts = self.charts();
        let failed = |error: io::Error| StoreError::io(&charts, "read", &error);
        match fs::read_dir(&charts) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
            Ok(entries) => {
                for entry in entries {
                    let entry = entry.map_err(failed)?;
                    let name = entry.file_name();
                    if !is_temporary(&name) && entry.path().is_file() {
                        names.push(format!("{CHARTS}/{}", name.to_string_lossy()));
                    }
                }
            }
        }
        names.sort();
        Ok(names)
    }
}

/// The name of a part's file: six digits, more where the number needs them.
pub(super) fn part_name(number: u32) -> String {
    format!("{number:06}.parquet")
}

/// The number in the name of a part's file; nothing for any other name.
pub(super) fn part_number(name: &str) -> Option<u32> {
    let number = name.strip_suffix(".parquet")?.parse().ok()?;
    (part_name(number) == name).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::atomic::{AtomicFile, write_atomically};
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn part_names_have_six_digits_and_read_back() {
        assert_eq!(part_name(12), "000012.parquet");
        assert_eq!(part_name(1_234_567), "1234567.parquet");
        for number in [0, 12, 999_999, 1_234_567, u32::MAX] {
            assert_eq!(part_number(&part_name(number)), Some(number));
        }
        for name in [
            "12.parquet",
            "000012",
            "000012.parquet.bak",
            "+00012.parquet",
            "x.parquet",
        ] {
            assert_eq!(part_number(name), None, "{name}");
        }
    }

    #[test]
    fn result_files_are_listed_sorted_without_parts_lock_and_litter() {
        let scratch = Scratch::new();
        let layout = Layout::new(scratch.path().join("x"));
        layout.create().unwrap();
        for path in [
            layout.summary(),
            layout.runs(),
            layout.charts().join("b.svg"),
            layout.charts().join("a.csv"),
            layout.part(0),
            layout.manifest(),
            layout.root().join("my notes.txt"),
        ] {
            write_atomically(&path, b"x").unwrap();
        }
        std::mem::forget(AtomicFile::create(&layout.charts().join("c.svg")).unwrap());
        std::mem::forget(AtomicFile::create(&layout.part(1)).unwrap());
        let lock = Lock::exclusive(&layout.lock(), "test").unwrap();
        let listed = layout.result_files().unwrap();
        assert_eq!(
            listed,
            [
                "charts/a.csv",
                "charts/b.svg",
                "runs.parquet",
                "summary.csv"
            ]
        );
        assert_eq!(layout.remove_temporaries(&lock).unwrap(), 2);
        assert_eq!(layout.remove_temporaries(&lock).unwrap(), 0);
        assert!(layout.part(0).is_file() && layout.root().join("my notes.txt").is_file());
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_an_error_not_a_loss() {
        let scratch = Scratch::new();
        let path = scratch.path().join("x");
        fs::write(&path, "mine").unwrap();
        let error = Layout::new(&path).create().unwrap_err();
        assert!(error.is_resource_failure());
        assert_eq!(fs::read(&path).unwrap(), b"mine");
    }
}
