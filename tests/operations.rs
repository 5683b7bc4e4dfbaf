//! What is done with stored results: more replicates, failed runs once more. Nothing that was
//! computed is computed again, and the bytes are those of an experiment done in one go.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use grip::job::conclude::{Wanted, stored};
use grip::job::extend::{NO_MORE_POINTS, grown};
use grip::job::{Ended, JobError, Progress, Request};
use grip::scenario::{Changes, Experiment};
use grip::store::Layout;
use small::{Folder, How, PROMISED, experiment, ground, run_into};

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
