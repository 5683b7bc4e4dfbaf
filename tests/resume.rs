//! Killed at any instant, an experiment goes on with the same call: nothing lost that was
//! reported as done, nothing counted twice, a torn file detected and redone.

mod small;

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use grip::job::{Ended, JobError, Progress};
use grip::scenario::Changes;
use small::{EXPERIMENT, Folder, GROUND, How, PROMISED, experiment, run_into};

/// The folder of an undisturbed run.
fn undisturbed(name: &str) -> Folder {
    let folder = Folder::new(name);
    run_into(&folder, &experiment(&Changes::default()), &How::default()).unwrap();
    folder
}

fn same(one: &Folder, other: &Folder) {
    for name in PROMISED {
        assert!(one.read(name) == other.read(name), "{name} differs");
    }
}

#[test]
fn stopped_after_any_number_of_batches_it_goes_on_to_the_same_bytes() {
    let whole = undisturbed("resume-whole");
    let experiment = experiment(&Changes::default());
    for batches in 1..4 {
        let folder = Folder::new(&format!("resume-{batches}"));
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
        let ended = run_into(&folder, &experiment, &how).unwrap();
        let expected = Ended::Stopped {
            done: 12 * batches,
            runs: 48,
        };
        assert_eq!(ended, expected);
        assert_eq!(fs::read_dir(folder.0.join("parts")).unwrap().count(), batches as usize);

        let planned = Mutex::new(Vec::new());
        let how = How {
            progress: &|event| {
                if let Progress::Planned { done, batches, .. } = event {
                    planned.lock().unwrap().push((done, batches));
                }
            },
            ..How::default()
        };
        let ended = run_into(&folder, &experiment, &how).unwrap();
        assert!(matches!(ended, Ended::Complete(_)));
        assert_eq!(*planned.lock().unwrap(), [(12 * batches, 4 - batches)]);
        same(&whole, &folder);
        assert!(!folder.names().contains(&"parts".to_owned()));
    }
}

#[test]
fn a_torn_part_is_done_again() {
    let whole = undisturbed("torn-whole");
    let folder = Folder::new("torn");
    let stored = AtomicU32::new(0);
    let how = How {
        threads: 1,
        stop: &|| stored.load(Ordering::Relaxed) >= 2,
        progress: &|event| {
            if matches!(event, Progress::Stored { .. }) {
                stored.fetch_add(1, Ordering::Relaxed);
            }
        },
        ..How::default()
    };
    let experiment = experiment(&Changes::default());
    run_into(&folder, &experiment, &how).unwrap();
    let part = folder.0.join("parts/000001.parquet");
    let bytes = fs::read(&part).unwrap();
    fs::write(&part, &bytes[..bytes.len() / 2]).unwrap();
    run_into(&folder, &experiment, &How::default()).unwrap();
    same(&whole, &folder);
}

#[test]
fn another_experiment_in_the_folder_is_refused_and_named() {
    let folder = undisturbed("other");
    let before = folder.read("manifest.json");
    let changes = Changes {
        set: vec!["evidence.spillover=0.05".to_owned()],
        seed: Some(12),
        ..Changes::default()
    };
    let refused = run_into(&folder, &experiment(&changes), &How::default());
    let Err(JobError::Refused(why)) = refused else {
        panic!("{refused:?}");
    };
    for part in [
        "seed: 11 there, 12 asked for",
        "evidence.spillover: 0.03 there, 0.05 asked for",
        "--out",
    ] {
        assert!(why.contains(part), "{part} is not in {why}");
    }
    assert_eq!(folder.read("manifest.json"), before);
}

#[test]
fn fewer_replicates_than_stored_are_refused_and_more_are_welcome() {
    let folder = undisturbed("grow");
    let with = |replicates| {
        let changes = Changes {
            replicates: Some(replicates),
            ..Changes::default()
        };
        run_into(&folder, &experiment(&changes), &How::default())
    };
    assert!(matches!(with(1), Err(JobError::Refused(_))));
    assert!(matches!(with(5), Ok(Ended::Complete(_))));
    let fresh = Folder::new("grown");
    let changes = Changes {
        replicates: Some(5),
        ..Changes::default()
    };
    run_into(&fresh, &experiment(&changes), &How::default()).unwrap();
    same(&fresh, &folder);
}

#[test]
fn a_finished_experiment_runs_nothing_again() {
    let folder = undisturbed("finished");
    let runs = AtomicU32::new(0);
    let how = How {
        before_run: &|_| {
            runs.fetch_add(1, Ordering::Relaxed);
        },
        ..How::default()
    };
    let ended = run_into(&folder, &experiment(&Changes::default()), &how).unwrap();
    assert!(matches!(ended, Ended::Complete(_)));
    assert_eq!(runs.into_inner(), 0);
}

/// The real program, killed as soon as it has stored something, again and again.
#[test]
fn the_program_killed_in_the_middle_goes_on_to_the_same_bytes() {
    let files = Folder::new("killed-files");
    fs::create_dir_all(&files.0).unwrap();
    fs::write(files.0.join("ground.toml"), GROUND).unwrap();
    fs::write(files.0.join("small.toml"), EXPERIMENT).unwrap();
    let call = |out: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grip"));
        command
            .args(["run", "small.toml", "--geography", "ground.toml", "--out", out])
            .args(["--points", "20", "--horizon-months", "36"])
            .current_dir(&files.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    let mut kills = 0;
    for _ in 0..30 {
        let mut child = call("killed").spawn().unwrap();
        let parts = || {
            let entries = fs::read_dir(files.0.join("killed/parts"));
            entries.map_or(0, |entries| {
                let name = |e: fs::DirEntry| e.file_name().to_string_lossy().starts_with('0');
                entries.flatten().filter(|_| true).map(name).filter(|part| *part).count()
            })
        };
        let [before, since] = [parts(), 0].map(|n| n);
        let begun = Instant::now();
        let ended = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            let enough = parts() > before + since && kills < 3;
            if enough || begun.elapsed() > Duration::from_secs(120) {
                break None;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        match ended {
            Some(status) => {
                assert!(status.success(), "{status}");
                break;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                kills += 1;
            }
        }
    }
    assert!(kills > 0, "it was never killed");
    assert!(call("whole").status().unwrap().success());
    for name in PROMISED {
        let [killed, whole] =
            ["killed", "whole"].map(|out| fs::read(files.0.join(out).join(name)).unwrap());
        assert!(killed == whole, "{name} differs after {kills} kills");
    }
}
