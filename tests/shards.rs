//! Shards done by many processes in one folder are merged to the bytes of one undivided run; what is
//! missing, mixed, done twice or killed is told, never passed over.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use grip::job::Request;
use grip::job::shards::{ShardDone, ShardEnded, run_shard};
use grip::job::status::status;
use grip::scenario::Changes;
use grip::store::{Layout, Shard};
use small::{EXPERIMENT, Folder, GROUND, How, experiment, ground};

/// A folder with a small experiment and its ground.
fn files(name: &str) -> Folder {
    let files = Folder::new(name);
    fs::create_dir_all(&files.0).unwrap();
    fs::write(files.0.join("ground.toml"), GROUND).unwrap();
    fs::write(files.0.join("small.toml"), EXPERIMENT).unwrap();
    files
}

/// A call in that folder, outside any scheduler.
fn grip(files: &Folder, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grip"));
    command.args(words).current_dir(&files.0);
    for name in [
        "SLURM_ARRAY_TASK_ID",
        "JOB_COMPLETION_INDEX",
        "PARALLEL_SEQ",
    ] {
        command.env_remove(name);
    }
    command
}

/// A call of the small experiment; 52 pairs of 3 runs, 13 batches.
fn run<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = [
        "run",
        "small.toml",
        "--geography",
        "ground.toml",
        "--points",
        "24",
    ];
    let words = words.into_iter().chain(["--quiet", "--out", out]);
    words.chain(more.iter().copied()).collect()
}

fn done(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{}: {out}{err}", output.status);
    out.into_owned()
}

/// The exit code and what was complained of.
fn ended(output: &Output) -> (Option<i32>, String) {
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), complaint)
}

/// All files below a folder but locks and manifest, with their bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_path_buf();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found.retain(|name, _| {
        let name = name.to_string_lossy();
        !name.starts_with('.') && name != "manifest.json"
    });
    found
}

/// The manifest without what tells host, time and call.
fn lasting(folder: &Path) -> serde_json::Value {
    let text = fs::read(folder.join("manifest.json")).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let fields = manifest.as_object_mut().unwrap();
    for field in ["host", "threads", "command", "started", "ended"] {
        assert!(fields.remove(field).is_some(), "{field}");
    }
    manifest
}

#[test]
fn shards_merged_are_the_bytes_of_one_undivided_run() {
    let files = files("shards-merged");
    done(&grip(&files, &run("whole", &[])).output().unwrap());
    // Any order; the number given, or told by one scheduler or another.
    for (shard, variable, value) in [
        ("2/4", "", ""),
        ("env/4", "SLURM_ARRAY_TASK_ID", "0"),
        ("env/4", "PARALLEL_SEQ", "4"),
        ("env/4", "JOB_COMPLETION_INDEX", "1"),
    ] {
        let words = run("parts", &["--shard", shard]);
        let mut command = grip(&files, &words);
        if !variable.is_empty() {
            command.env(variable, value);
        }
        let text = done(&command.output().unwrap());
        assert!(
            text.starts_with("shard ") && text.ends_with(" runs\n"),
            "{text}"
        );
    }
    let told = done(&grip(&files, &["status", "parts"]).output().unwrap());
    assert!(told.contains("all 4 shards are done"), "{told}");
    done(
        &grip(&files, &["merge", "parts", "--quiet"])
            .output()
            .unwrap(),
    );
    let [whole, merged] = ["whole", "parts"].map(|name| files.0.join(name));
    let [of_whole, of_merged] = [contents(&whole), contents(&merged)];
    assert!(of_whole.len() > 20, "charts are among them");
    assert!(of_whole.keys().eq(of_merged.keys()));
    for (name, bytes) in &of_whole {
        // The page tells the time of its making nowhere.
        assert!(of_merged[name] == *bytes, "{} differs", name.display());
    }
    assert_eq!(lasting(&whole), lasting(&merged));
    done(
        &grip(&files, &["verify", "parts", "--runs", "2"])
            .output()
            .unwrap(),
    );
    // More replicates are added by one process, which takes the stored runs over.
    let words = run("parts", &["--shard", "3/4", "--replicates", "5"]);
    let (code, why) = ended(&grip(&files, &words).output().unwrap());
    assert_eq!(code, Some(2));
    assert!(why.contains("holds results of fewer runs"), "{why}");
    // Merged again, or a shard started late once more: nothing is left to do, and nothing changes.
    done(
        &grip(&files, &["merge", "parts", "--quiet"])
            .output()
            .unwrap(),
    );
    let words = run("parts", &["--shard", "3/4"]);
    let late = done(&grip(&files, &words).output().unwrap());
    assert!(late.contains("nothing was left to do"), "{late}");
    assert!(contents(&merged) == of_merged);
}

#[test]
fn a_merge_of_too_little_names_what_is_missing_and_writes_nothing() {
    let files = files("shards-missing");
    for shard in ["1/13", "5/13", "6/13"] {
        let words = run("parts", &["--shard", shard]);
        done(&grip(&files, &words).output().unwrap());
    }
    let before = contents(&files.0.join("parts"));
    let merge = grip(&files, &["merge", "parts", "--quiet"])
        .output()
        .unwrap();
    let (code, why) = ended(&merge);
    assert_eq!(code, Some(3), "{why}");
    assert!(why.contains("these are missing: 0,2-4,7-12\n"), "{why}");
    assert!(contents(&files.0.join("parts")) == before);
    let missing = grip(&files, &["status", "parts", "--missing"]);
    assert_eq!(done(&{ missing }.output().unwrap()), "0,2-4,7-12\n");
    let text = done(
        &grip(&files, &["status", "parts", "--json"])
            .output()
            .unwrap(),
    );
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["missing"], "0,2-4,7-12");
    assert_eq!(
        (&told["runs"], &told["runs_done"]),
        (&156.into(), &36.into())
    );
    assert_eq!(told["units"][5]["state"], "done");
    assert_eq!(told["units"][7]["state"], "missing");
}

#[test]
fn a_shard_begun_twice_at_once_is_safe_and_the_same_bytes_and_then_done_at_once() {
    let files = files("shards-twice");
    let words = run("parts", &["--shard", "0/2"]);
    let both: Vec<_> = (0..3)
        .map(|_| {
            let mut call = grip(&files, &words);
            call.stdout(Stdio::piped()).stderr(Stdio::piped());
            call.spawn().unwrap()
        })
        .collect();
    for one in both {
        done(&one.wait_with_output().unwrap());
    }
    let twice = contents(&files.0.join("parts"));
    done(
        &grip(&files, &run("once", &["--shard", "0/2"]))
            .output()
            .unwrap(),
    );
    assert!(contents(&files.0.join("once")) == twice);
    let part = files.0.join("parts/parts/000000.parquet");
    let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = written(&part);
    let text = done(&grip(&files, &words).output().unwrap());
    assert_eq!(text, "shard 0 of 2 is done: 84 runs\n");
    assert_eq!(written(&part), before);
}

#[test]
fn other_experiments_and_other_numbers_of_shards_are_refused() {
    let files = files("shards-mixed");
    done(
        &grip(&files, &run("parts", &["--shard", "0/3"]))
            .output()
            .unwrap(),
    );
    for (more, part) in [
        (
            &["--shard", "0/4"][..],
            "is divided into 3 shards, 4 asked for",
        ),
        (
            &["--shard", "1/3", "--seed", "12"],
            "seed: 11 there, 12 asked for",
        ),
        (
            &["--shard", "1/3", "--replicates", "5"],
            "other labels, margins, replicates",
        ),
        (&["--shard", "1/14"], "between 1 and 13"),
        (&["--shard", "3/3"], "did you mean 2/3?"),
        (&["--shard", "env/3"], "no variable of a scheduler is set"),
    ] {
        let output = grip(&files, &run("parts", more)).output().unwrap();
        let (code, why) = ended(&output);
        assert_eq!(code, Some(2), "{more:?}: {why}");
        assert!(why.contains(part), "{more:?}: {why}");
    }
    // Parts of a division into 2 under the names of some of 3: found, said, not taken.
    for shard in ["0/2", "1/2"] {
        done(
            &grip(&files, &run("halves", &["--shard", shard]))
                .output()
                .unwrap(),
        );
    }
    for part in ["000001.parquet", "000002.parquet"] {
        let [from, to] = ["halves", "parts"].map(|out| files.0.join(out).join("parts").join(part));
        fs::copy(from, to).unwrap();
    }
    let (code, why) = ended(&grip(&files, &["merge", "parts"]).output().unwrap());
    assert_eq!(code, Some(3));
    assert!(why.contains("grip.shards is 2, not 3"), "{why}");
    assert!(why.contains("missing: 1-2\n"), "{why}");
    for shard in ["1/3", "2/3"] {
        done(
            &grip(&files, &run("parts", &["--shard", shard]))
                .output()
                .unwrap(),
        );
    }
    done(
        &grip(&files, &["merge", "parts", "--quiet"])
            .output()
            .unwrap(),
    );
}

#[test]
fn folders_without_shards_are_told_apart() {
    let files = files("shards-none");
    for verb in ["merge", "status"] {
        let (code, why) = ended(&grip(&files, &[verb, "nowhere"]).output().unwrap());
        assert_eq!(code, Some(2), "{verb}: {why}");
        assert!(why.contains("nowhere holds no experiment"), "{why}");
    }
    // An undivided run that was stopped: batches instead of shards, and no merge.
    let experiment = experiment(&Changes::default());
    let folder = Folder(files.0.join("stopped"));
    let stored = AtomicU32::new(0);
    let how = How {
        threads: 1,
        stop: &|| stored.fetch_add(1, Ordering::Relaxed) >= 2,
        ..How::default()
    };
    small::run_into(&folder, &experiment, &how).unwrap();
    let (code, why) = ended(&grip(&files, &["merge", "stopped"]).output().unwrap());
    assert_eq!(code, Some(2));
    assert!(why.contains("stopped holds no shards; `grip run`"), "{why}");
    let told = done(&grip(&files, &["status", "stopped"]).output().unwrap());
    assert!(
        told.contains("2 of 4 batches are done\nmissing: 2-3\n"),
        "{told}"
    );
}

#[test]
fn a_search_is_not_cut_into_shards() {
    let files = files("shards-search");
    for words in [
        &["run", "right_by_domain", "--shard", "0/2", "--quiet"][..],
        &[
            "submit",
            "slurm",
            "right_by_domain",
            "--shards",
            "2",
            "--dry-run",
        ],
    ] {
        let (code, why) = ended(&grip(&files, words).output().unwrap());
        assert_eq!(code, Some(2), "{why}");
        assert!(why.contains("cannot be cut into shards"), "{why}");
    }
    assert_eq!(files.names(), ["ground.toml", "small.toml"]);
}

/// A request of the small experiment, called from within.
fn shard_into(folder: &Folder, shard: Shard, how: &How) -> ShardEnded {
    let (experiment, geography) = (small::experiment(&Changes::default()), ground());
    let request = Request {
        experiment: &experiment,
        geography: &geography,
        folder: &folder.0,
        threads: how.threads,
        keep_places: how.places,
        command: Vec::new(),
        host: "here".to_owned(),
        warnings: Vec::new(),
        stop_on_error: false,
        stop: how.stop,
        progress: how.progress,
        wanted: how.wanted,
        before_run: how.before_run,
    };
    run_shard(&request, shard).unwrap()
}

#[test]
fn failed_runs_are_counted_by_shard_and_again_when_the_shard_is_called_again() {
    let folder = Folder::new("shards-failed");
    let shard = Shard { number: 1, of: 2 };
    // Batches of 12 runs: run 13 is of batch 1, so of shard 1.
    let how = How {
        before_run: &|run| assert!(run != 13, "run 13 fails"),
        ..How::default()
    };
    for how in [how, How::default()] {
        let ended = shard_into(&folder, shard, &how);
        let expected = ShardDone {
            shard,
            runs: Some(24),
            failed: 1,
        };
        assert_eq!(ended, ShardEnded::Done(expected));
    }
    let found = status(&Layout::new(&folder.0)).unwrap();
    assert_eq!((found.done, found.failed, found.runs), (24, 1, 48));
    assert_eq!(found.missing(), [0]);
    assert_eq!(found.units[1].failed, 1);
}
