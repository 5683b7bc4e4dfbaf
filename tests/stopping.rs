//! Experiments of no fixed size: they end at a look that the plan fixed, whatever happens to the
//! calls, and say why. Claims that were stated before are told from those that came later.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::sync::atomic::{AtomicU32, Ordering};

use grip::experiment::{Design, Plan};
use grip::job::conclude::{Wanted, stored};
use grip::job::verify::verify;
use grip::job::{Ended, JobError, Progress};
use grip::scenario::{Changes, Experiment};
use grip::store::{Column, Layout, read_columns};
use small::stops::{HEAD, POINTS, SEEDS, complete, half_widths};
use small::{Folder, GROUND, How, run_into, settled};

/// An experiment on the small ground, which stands as a file in the folder.
fn experiment(folder: &Folder, parts: &[&str], target: f64) -> Experiment {
    std::fs::create_dir_all(&folder.0).unwrap();
    let ground = folder.0.join("ground.toml");
    std::fs::write(&ground, GROUND).unwrap();
    let text = parts
        .concat()
        .replace("TARGET", &format!("{target:?}"))
        .replace("ground.toml", &ground.display().to_string());
    settled(&text, &Changes::default())
}

const TABLES: [&str; 5] = [
    "runs.parquet",
    "paths.parquet",
    "places.parquet",
    "plan.parquet",
    "summary.csv",
];

#[test]
fn it_ends_at_the_first_narrow_look_with_the_bytes_of_that_size_and_says_why() {
    // A target that cannot be met shows how the half-width falls from look to look.
    let wide = Folder::new("stopping-maximum");
    let all = experiment(&wide, &[HEAD, SEEDS], 1e-9);
    let told = complete(run_into(&wide, &all, &How::default()).unwrap());
    let why = told.stopped.unwrap();
    assert!(
        why.contains("maximum of 40 seeds was reached at look 7 of 7; the target was not met"),
        "{why}"
    );
    let halves = half_widths(&wide);
    assert_eq!(halves.len(), 7);
    assert!(halves[6] < halves[0], "{halves:?}");

    // The target of the third look ends there.
    let target = halves[2] * 1.000_001;
    assert!(halves[..2].iter().all(|half| *half > target), "{halves:?}");
    let folder = Folder::new("stopping-target");
    let grown = experiment(&folder, &[HEAD, SEEDS], target);
    let how = How {
        wanted: Wanted::All,
        ..How::default()
    };
    let told = complete(run_into(&folder, &grown, &how).unwrap());
    let why = told.stopped.clone().unwrap();
    assert!(
        why.contains("target was reached at look 3 of at most 7, with 20 seeds"),
        "{why}"
    );
    assert_eq!(half_widths(&folder), halves[..3]);
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains(&why), "{why}");
    assert!(page.contains("Looks at the declared difference"));
    // 3 arms, 20 seeds and 3 points of 2.
    assert_eq!(told.runs, (78, 78, 0));

    // It is, byte for byte, the experiment of 20 seeds.
    let fixed = Folder::new("stopping-fixed");
    let same = Experiment {
        stopping: None,
        ..experiment(&fixed, &[HEAD, SEEDS], target).cut_to(20)
    };
    run_into(&fixed, &same, &How::default()).unwrap();
    // The rows of runs beside the summary are the same; the order of the plan differs.
    for table in ["summary.csv", "uncertainty.csv", "best_set.csv"] {
        assert_eq!(folder.read(table), fixed.read(table), "{table}");
    }
    assert_eq!(sorted_rows(&folder), sorted_rows(&fixed));

    // The folder is finished: the same call runs nothing, and what stands there can be verified.
    let begun = AtomicU32::new(0);
    let how = How {
        before_run: &|_| {
            begun.fetch_add(1, Ordering::Relaxed);
        },
        ..How::default()
    };
    let before = folder.read("runs.parquet");
    complete(run_into(&folder, &grown, &how).unwrap());
    assert_eq!(begun.load(Ordering::Relaxed), 0);
    assert_eq!(folder.read("runs.parquet"), before);
    let found = verify(&Layout::new(&folder.0), 12, 5).unwrap();
    assert_eq!(found.wrong, Vec::<String>::new());
}

/// What runs are and came to, whatever their order.
fn sorted_rows(folder: &Folder) -> Vec<(String, u32, u32, u64)> {
    let columns = ["arm", "sweep_point", "replicate", "value"];
    let table = read_columns(&folder.0.join("runs.parquet"), &columns).unwrap();
    let [
        (_, Column::Text(arm)),
        (_, Column::U32(point)),
        (_, Column::U32(replicate)),
        (_, Column::OptionalF64(value)),
    ] = &table.columns[..]
    else {
        panic!("columns of runs");
    };
    let mut rows: Vec<(String, u32, u32, u64)> = (0..point.len())
        .map(|row| {
            let bits = value[row].map_or(0, f64::to_bits);
            (
                arm.at(row).unwrap().to_owned(),
                point[row],
                replicate[row],
                bits,
            )
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn a_call_that_was_stopped_goes_on_to_the_same_end_on_any_number_of_threads() {
    let whole = Folder::new("stopping-whole");
    let target = {
        let probe = Folder::new("stopping-probe");
        let all = experiment(&probe, &[HEAD, SEEDS], 1e-9);
        run_into(&probe, &all, &How::default()).unwrap();
        half_widths(&probe)[3] * 1.000_001
    };
    let grown = experiment(&whole, &[HEAD, SEEDS], target);
    let how = How {
        threads: 1,
        ..How::default()
    };
    complete(run_into(&whole, &grown, &how).unwrap());

    let broken = Folder::new("stopping-broken");
    // The same text, so that digests agree: the ground of the other folder.
    let grown = experiment(&whole, &[HEAD, SEEDS], target);
    let mut calls = 0;
    loop {
        let stored = AtomicU32::new(0);
        let how = How {
            threads: 2,
            stop: &|| stored.load(Ordering::Relaxed) >= 2,
            progress: &|event| {
                if matches!(event, Progress::Stored { .. }) {
                    stored.fetch_add(1, Ordering::Relaxed);
                }
            },
            ..How::default()
        };
        calls += 1;
        if let Ended::Complete(_) = run_into(&broken, &grown, &how).unwrap() {
            break;
        }
    }
    assert!(calls > 2, "{calls}");
    for table in TABLES {
        assert_eq!(broken.read(table), whole.read(table), "{table}");
    }
    assert_eq!(half_widths(&broken), half_widths(&whole));
}

#[test]
fn points_grow_by_whole_hypercubes_and_those_before_stay_as_they_were() {
    let folder = Folder::new("stopping-points");
    let grown = experiment(&folder, &[HEAD, POINTS], 1e-9);
    let design = Design::new(&grown);
    let plan = Plan::new(&grown, &design);
    // 3 seeds and 10 points, then 5 points a look.
    assert_eq!(plan.ends, [13, 18, 23, 28]);
    for units in [10, 15, 20, 25] {
        let cut = grown.cut_to(units);
        let of_cut = Design::new(&cut);
        assert_eq!(of_cut.points[..], design.points[..of_cut.points.len()]);
        let of_cut = Plan::new(&cut, &of_cut);
        assert_eq!(of_cut.pairs[..], plan.pairs[..of_cut.pairs.len()]);
        assert_eq!(
            of_cut.batches()[..],
            plan.batches()[..of_cut.batches().len()]
        );
    }
    // Each five points hit each fifth of a uniform range once.
    let parameter = design
        .varied
        .iter()
        .find(|p| p.law == grip::scenario::Law::Uniform)
        .unwrap();
    let [low, high] = parameter.sampled.unwrap();
    for cube in design.points[1..].chunks(5) {
        let mut parts: Vec<u32> = cube
            .iter()
            .map(|p| (((parameter.get)(&p.parameters) - low) / (high - low) * 5.0) as u32)
            .collect();
        parts.sort_unstable();
        assert_eq!(parts, [0, 1, 2, 3, 4]);
    }
    let told = complete(run_into(&folder, &grown, &How::default()).unwrap());
    let why = told.stopped.unwrap();
    assert!(
        why.contains("maximum of 25 points was reached at look 4 of 4"),
        "{why}"
    );
}

#[test]
fn a_rule_is_not_changed_once_there_are_results_unless_it_is_valid_always() {
    let refused = |ended: Result<Ended, JobError>| match ended {
        Err(error) => error.to_string(),
        Ok(ended) => panic!("{ended:?}"),
    };
    let folder = Folder::new("stopping-changed");
    let first = experiment(&folder, &[HEAD, SEEDS], 1e9);
    complete(run_into(&folder, &first, &How::default()).unwrap());
    let easier = experiment(&folder, &[HEAD, SEEDS], 2e9);
    let error = refused(run_into(&folder, &easier, &How::default()));
    assert!(
        error.contains("another rule of stopping") && error.contains("over 10 to 40 seeds"),
        "{error}"
    );
    let fixed = Experiment {
        stopping: None,
        ..first
    };
    let error = refused(run_into(&folder, &fixed, &How::default()));
    assert!(
        error.contains("asked for: a fixed number of runs"),
        "{error}"
    );

    let folder = Folder::new("stopping-extended");
    let first = experiment(&folder, &[HEAD, POINTS], 1e9);
    complete(run_into(&folder, &first, &How::default()).unwrap());
    let further = POINTS.replace("maximum = 25", "maximum = 30");
    let harder = experiment(&folder, &[HEAD, &further], 1e-9);
    let told = complete(run_into(&folder, &harder, &How::default()).unwrap());
    assert!(told.stopped.unwrap().contains("maximum of 30 points"));
}

#[test]
fn a_unit_whose_partner_failed_counts_as_run_and_not_as_seen() {
    let folder = Folder::new("stopping-failures");
    let grown = experiment(&folder, &[HEAD, SEEDS], 1e9);
    // Run 0 is the baseline at the defaults, seed 0; run 13 the declared arm, seed 1 (pair 4).
    let how = How {
        before_run: &|run| assert!(run != 0 && run != 13, "as the test wants"),
        wanted: Wanted::All,
        ..How::default()
    };
    let told = complete(run_into(&folder, &grown, &how).unwrap());
    assert_eq!(told.runs.2, 2);
    let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
    let look = manifest.stopped.unwrap().looks[0];
    assert_eq!((look.units, look.used), (10, 8));
    // Told on the page with the partners, and every count agrees with summary.csv.
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("left out, with their partners in every difference"));
    let summary = String::from_utf8(folder.read("summary.csv")).unwrap();
    let row = |arm: &str| {
        let start = format!("small,{arm},single_trusts,default,24,saving_real_disinvestment,");
        let row = summary
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap();
        row.split(',').nth(8).unwrap().to_owned()
    };
    assert_eq!(
        [
            row("single_trusts"),
            row("region_jointly"),
            row("nice_advice")
        ],
        ["9", "9", "10"]
    );
    // The declared arm has eight pairs, the other arm nine: its partner failed once.
    let uncertainty = String::from_utf8(folder.read("uncertainty.csv")).unwrap();
    for (arm, pairs) in [("region_jointly", ",8"), ("nice_advice", ",9")] {
        let start = format!("small,{arm},single_trusts,default,24,saving_real_disinvestment,");
        let row = uncertainty
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap();
        assert!(row.ends_with(pairs), "{row}");
    }
}

const CLAIMS: &str = r#"
[design.default]
seeds = 6

[[claims]]
text = "Nobody saves a thousand million more."
source = "common sense"
arm = "region_jointly"
at_most = 1000.0

[[claims]]
text = "NICE advice saves a thousand million more."
arm = "nice_advice"
against = "region_jointly"
horizon_months = 12
at_least = 1000.0
"#;

#[test]
fn claims_are_judged_on_the_page_in_a_file_and_in_the_last_lines() {
    let folder = Folder::new("claims");
    let stated = experiment(&folder, &[HEAD, CLAIMS], 0.0);
    let how = How {
        wanted: Wanted::All,
        ..How::default()
    };
    let told = complete(run_into(&folder, &stated, &how).unwrap());
    assert!(
        told.claims[0].starts_with("The claim \"Nobody saves a thousand million more\" holds: "),
        "{:?}",
        told.claims
    );
    assert!(told.claims[1].contains("\" fails: the mean difference is"));
    assert!(told.claims[1].contains("97.5% interval"));
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("Of 2 claims, stated before the first run: 1 holds, 1 fails"));
    assert!(page.contains("Claims stated before the first run</h2>"));
    assert!(page.contains("Expected by: common sense."));
    let rows = String::from_utf8(folder.read("claims.csv")).unwrap();
    assert_eq!(rows.lines().count(), 3);
    assert!(
        rows.lines()
            .nth(2)
            .unwrap()
            .contains(",nice_advice,region_jointly,default,12,")
    );
    let (manifest, configuration) = stored(&Layout::new(&folder.0)).unwrap();
    assert_eq!(configuration.experiment.claims.len(), 2);
    assert_eq!(manifest.claims_before.len(), 2);

    // A claim moved to where the results are is told as such; the other keeps its standing.
    let moved = CLAIMS.replace("at_least = 1000.0", "at_most = 1000.0");
    let later = experiment(&folder, &[HEAD, &moved], 0.0);
    let told = complete(run_into(&folder, &later, &how).unwrap());
    assert!(told.claims[1].ends_with("It was not stated before the first run."));
    assert!(!told.claims[0].contains("not stated"));
    let rows = String::from_utf8(folder.read("claims.csv")).unwrap();
    assert!(rows.lines().nth(1).unwrap().ends_with(",before"));
    assert!(rows.lines().nth(2).unwrap().ends_with(",after"));
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("Stated or changed after the first run, so it is no prediction."));
}
