//! A search over arrangements: the same bytes for any number of threads and after any
//! interruption, stages that share nothing, and a folder that says what it is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use grip::job::conclude::{Wanted, redo};
use grip::job::verify::verify;
use grip::job::{Ended, JobError, Progress};
use grip::scenario::{Changes, Experiment};
use grip::store::Layout;
use small::{Folder, GROUND, How, SEARCH, run_into, settled};

fn search(changes: &Changes) -> Experiment {
    settled(SEARCH, changes)
}

/// Files whose bytes are a promise.
const PROMISED: [&str; 6] = [
    "search_plan.csv",
    "search.csv",
    "summary.csv",
    "rung_1/runs.parquet",
    "rung_2/runs.parquet",
    "hold_out/runs.parquet",
];

fn same(one: &Folder, other: &Folder) {
    for name in PROMISED {
        assert!(one.read(name) == other.read(name), "{name} differs");
    }
}

#[test]
fn the_uniform_regimes_hold_every_domain_alike_and_stay_to_the_end() {
    let experiment = search(&Changes::default());
    let names: Vec<&str> = experiment
        .arms
        .iter()
        .map(|arm| arm.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "trusts_under_board@0",
            "trusts_under_board@0.6",
            "groups_under_board@0",
            "groups_under_board@0.6",
        ]
    );
    let held = &experiment.arms[3];
    assert!((held.grip - 0.6).abs() < 1e-12);
    // Disinvestment and priorities are searched; redesign is not there and keeps its own.
    assert!((held.structure.grips[1] - 0.6).abs() < 1e-12);
    assert!((held.structure.grips[2] - 0.35).abs() < 1e-12);
    let searched = experiment.search.as_ref().unwrap();
    assert_eq!(searched.sizes(), [2, 4, 2]);
    assert!(searched.is_uniform(&[1, 1, 1]) && !searched.is_uniform(&[1, 2, 0]));
    let mixed = searched.arm(&[1, 3, 0]);
    assert_eq!(mixed.name, "groups_under_board-di_department_60-pr0");
    assert!((mixed.structure.grips[1]).abs() < 1e-12);
    // (4 + 6) arms on 4 points, (4 + 5) on 5, and at most 8 in the hold-out on 6.
    assert_eq!(experiment.runs(), 40 + 45 + 48);
}

#[test]
fn any_number_of_threads_and_any_interruption_lead_to_the_same_bytes() {
    let experiment = search(&Changes::default());
    let whole = Folder::new("search-whole");
    run_into(&whole, &experiment, &How::default()).unwrap();
    let single = Folder::new("search-single");
    let how = How {
        threads: 1,
        ..How::default()
    };
    run_into(&single, &experiment, &how).unwrap();
    same(&whole, &single);

    // Stopped within the first rung, then within the hold-out, then to the end.
    let folder = Folder::new("search-stopped");
    for batches in [1, 3] {
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
        let Ended::Stopped { done, .. } = ended else {
            panic!("{ended:?}");
        };
        assert!(done > 0);
        assert!(!folder.names().contains(&"report.html".to_owned()));
    }
    assert!(matches!(
        run_into(&folder, &experiment, &How::default()).unwrap(),
        Ended::Complete(_)
    ));
    same(&whole, &folder);

    // Once more: nothing is run again.
    let runs = AtomicU32::new(0);
    let how = How {
        before_run: &|_| {
            runs.fetch_add(1, Ordering::Relaxed);
        },
        ..How::default()
    };
    run_into(&folder, &experiment, &how).unwrap();
    assert_eq!(runs.into_inner(), 0);
}

#[test]
fn no_two_stages_share_a_seed_or_a_point() {
    let folder = Folder::new("search-stages");
    run_into(&folder, &search(&Changes::default()), &How::default()).unwrap();
    let plan = String::from_utf8(folder.read("search_plan.csv")).unwrap();
    let (mut seeds, mut inputs) = (Vec::new(), Vec::new());
    for line in plan.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        seeds.push((cells[3].to_owned(), cells[0].to_owned()));
        inputs.push(cells[4].to_owned());
    }
    assert_eq!(inputs.len(), 4 + 5 + 6);
    let count = inputs.len();
    inputs.sort_unstable();
    inputs.dedup();
    assert_eq!(inputs.len(), count, "a point stands twice");
    // Seeds are common to the points of a stage and to nothing else.
    seeds.sort_unstable();
    seeds.dedup();
    let mut bare: Vec<&String> = seeds.iter().map(|(seed, _)| seed).collect();
    bare.dedup();
    assert_eq!((seeds.len(), bare.len()), (3, 3));
}

#[test]
fn a_finished_search_is_verified_redrawn_and_not_mixed_with_another() {
    // The ground as a file, so that a call without a request finds it.
    let files = Folder::new("search-ground");
    fs::create_dir_all(&files.0).unwrap();
    let ground = files.0.join("small.toml");
    fs::write(&ground, GROUND).unwrap();
    let there = Changes {
        geography: Some(ground.display().to_string()),
        ..Changes::default()
    };
    let experiment = search(&there);
    let folder = Folder::new("search-finished");
    let how = How {
        wanted: Wanted::All,
        ..How::default()
    };
    let ended = run_into(&folder, &experiment, &how).unwrap();
    let Ended::Complete(concluded) = ended else {
        panic!("{ended:?}");
    };
    let headline = concluded.headline.unwrap();
    assert!(headline.contains("QALY in two years"), "{headline}");
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("On the futures on which it was chosen"));
    assert!(page.contains("The weakest evidence"));

    let layout = Layout::new(&folder.0);
    let found = verify(&layout, 6, 1).unwrap();
    assert_eq!(
        (found.wrong.len(), found.runs.len()),
        (0, 6),
        "{:?}",
        found.wrong
    );
    // Everything is made anew from stored runs alone, to the same bytes.
    redo(&folder.0, Wanted::All, "here").unwrap();
    assert!(folder.read("report.html") == page.as_bytes());
    let charts = fs::read_dir(folder.0.join("charts")).unwrap().count();
    assert!(charts >= 6, "{charts} charts");

    // What makes sense of one stage only is refused for the whole, with the name of a stage.
    let Err(JobError::Refused(why)) = grip::job::retry::failed(&layout) else {
        panic!("a whole search was taken for its stage");
    };
    assert!(why.contains("hold_out"), "{why}");
    assert!(grip::job::extend::grown(&experiment, 3).is_err());
    assert!(grip::job::diff::diff(&layout, &layout).is_err());
    let hold_out = Layout::new(folder.0.join("hold_out"));
    assert!(grip::job::retry::failed(&hold_out).is_ok());

    // Other points make another search.
    let changes = Changes {
        points: Some(8),
        ..there.clone()
    };
    let refused = run_into(&folder, &search(&changes), &How::default());
    let Err(JobError::Refused(why)) = refused else {
        panic!("{refused:?}");
    };
    assert!(why.contains("a search cannot grow"), "{why}");

    // A run that was tampered with is found in its stage.
    let runs = folder.0.join("rung_1/runs.parquet");
    let mut bytes = fs::read(&runs).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&runs, bytes).unwrap();
    let found = verify(&layout, 1, 1).unwrap();
    assert!(
        found.wrong.iter().any(|wrong| wrong.contains("rung_1")),
        "{:?}",
        found.wrong
    );
}

#[test]
fn a_run_that_fails_takes_its_point_out_and_is_told() {
    let folder = Folder::new("search-failed");
    let how = How {
        threads: 1,
        before_run: &|run| assert!(run != 3, "on purpose"),
        ..How::default()
    };
    let ended = run_into(&folder, &search(&Changes::default()), &how).unwrap();
    let Ended::Complete(concluded) = ended else {
        panic!("{ended:?}");
    };
    // One in each of three stages.
    assert_eq!(concluded.runs.2, 3);
    assert!(
        concluded
            .notes
            .iter()
            .any(|note| note.starts_with("3 points of all stages are left out")),
        "{:?}",
        concluded.notes
    );
}

#[test]
fn points_and_arms_of_the_command_line_change_every_stage() {
    let changes = Changes {
        points: Some(12),
        replicates: Some(2),
        arms: vec!["trusts_under_board".to_owned()],
        ..Changes::default()
    };
    let experiment = search(&changes);
    let searched = experiment.search.unwrap();
    let points: Vec<u32> = searched.rungs.iter().map(|rung| rung.points).collect();
    assert_eq!(points, [8, 10]);
    assert_eq!(
        (experiment.size.points, experiment.size.replicates),
        (12, 2)
    );
    assert_eq!(searched.bodies.len(), 1);
    // Smaller rungs keep four points, so that every mean has an interval.
    let changes = Changes {
        points: Some(2),
        ..Changes::default()
    };
    let rungs = search(&changes).search.unwrap().rungs;
    assert!(rungs.iter().all(|rung| rung.points == 4));
}
