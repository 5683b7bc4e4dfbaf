//! What stands in a results folder, and whether it can be trusted.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use grip::job::conclude::{Wanted, redo, stored};
use grip::job::verify::verify;
use grip::job::{Ended, Progress};
use grip::scenario::Changes;
use grip::store::{Column, Layout, Manifest, TableReader, read_columns};
use small::{Folder, GROUND, How, PROMISED, experiment, run_into};

/// The small experiment on a ground that a later call can find again.
fn on_file(folder: &Folder, changes: Changes) -> grip::scenario::Experiment {
    fs::create_dir_all(&folder.0).unwrap();
    let ground = folder.0.join("ground.toml");
    fs::write(&ground, GROUND).unwrap();
    experiment(&Changes {
        geography: Some(ground.display().to_string()),
        ..changes
    })
}

/// With charts and page.
fn everything() -> How<'static> {
    How {
        wanted: Wanted::All,
        ..How::default()
    }
}

#[test]
fn the_columns_are_those_of_the_contract() {
    let folder = Folder::new("columns");
    run_into(&folder, &experiment(&Changes::default()), &everything()).unwrap();
    let reader = TableReader::open(&folder.0.join("runs.parquet")).unwrap();
    let names: Vec<&str> = reader
        .schema()
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let expected = [
        "run",
        "arm",
        "sweep_point",
        "replicate",
        "seed",
        "horizon_months",
        "place",
        "outcome",
        "value",
    ];
    assert_eq!(names, expected);
    // 48 runs, 2 horizons, every outcome.
    assert_eq!(reader.rows(), 48 * 2 * grip::engine::OUTCOMES.len() as u64);
    let reader = TableReader::open(&folder.0.join("plan.parquet")).unwrap();
    assert_eq!(reader.rows(), 48);
    // 3 arms, 2 horizons, 4 outcomes, 12 areas.
    let reader = TableReader::open(&folder.0.join("places.parquet")).unwrap();
    assert_eq!(reader.rows(), 3 * 2 * 4 * 12);
    for name in [
        "summary.csv",
        "data_dictionary.csv",
        "report.html",
        "manifest.json",
    ] {
        assert!(!folder.read(name).is_empty(), "{name}");
    }
}

/// Every seed of the defaults is in both runs of a pair, so the mean paired difference is the
/// difference of the two means; and equal chance makes its interval narrower than that of two
/// separate means, which is what it is for.
#[test]
fn places_tell_the_paired_difference_from_the_baseline_on_equal_seeds() {
    let folder = Folder::new("paired-places");
    run_into(&folder, &experiment(&Changes::default()), &How::default()).unwrap();
    let columns = [
        "arm",
        "mean",
        "ci_low",
        "ci_high",
        "n_pairs",
        "diff",
        "diff_low",
        "diff_high",
    ];
    let table = read_columns(&folder.0.join("places.parquet"), &columns).unwrap();
    let [
        (_, Column::Text(arms)),
        (_, Column::F64(means)),
        (_, Column::OptionalF64(low)),
        (_, Column::OptionalF64(high)),
        (_, Column::U32(pairs)),
        (_, Column::OptionalF64(diff)),
        (_, Column::OptionalF64(diff_low)),
        (_, Column::OptionalF64(diff_high)),
    ] = &table.columns[..]
    else {
        panic!("other columns");
    };
    let arms: Vec<&str> = arms.iter().collect();
    // 2 horizons, 4 outcomes, 12 areas of the baseline come first.
    let rows = 2 * 4 * 12;
    let (mut paired, mut apart) = (0.0, 0.0);
    for row in 0..arms.len() {
        if arms[row] == "single_trusts" {
            assert_eq!((pairs[row], diff[row]), (0, None));
            continue;
        }
        let base = row % rows;
        assert_eq!(pairs[row], 4);
        let found = diff[row].unwrap();
        assert!((found - (means[row] - means[base])).abs() < 1e-9 * (1.0 + found.abs()));
        let half = |low: Option<f64>, high: Option<f64>| (high.unwrap() - low.unwrap()) / 2.0;
        let own = half(diff_low[row], diff_high[row]);
        assert!(own >= 0.0);
        let (one, two) = (half(low[row], high[row]), half(low[base], high[base]));
        if one > 0.0 && two > 0.0 {
            paired += own / (one * one + two * two).sqrt();
            apart += 1.0;
        }
    }
    assert!(paired < 0.8 * apart, "{paired} against {apart}");
}

#[test]
fn places_are_kept_only_where_asked_for() {
    let folder = Folder::new("places");
    let how = How {
        places: true,
        ..How::default()
    };
    run_into(&folder, &experiment(&Changes::default()), &how).unwrap();
    let reader = TableReader::open(&folder.0.join("runs.parquet")).unwrap();
    let outcomes = grip::engine::OUTCOMES.len() as u64;
    assert_eq!(reader.rows(), 48 * 2 * (outcomes + 4 * 12));
}

#[test]
fn a_run_that_panics_is_counted_told_and_left_out() {
    let folder = Folder::new("panics");
    let how = How {
        before_run: &|run| assert!(run != 4 && run != 30, "as the test wants"),
        ..How::default()
    };
    let ended = run_into(&folder, &experiment(&Changes::default()), &how).unwrap();
    let Ended::Complete(concluded) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(concluded.runs, (48, 46, 2));
    let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
    assert_eq!(manifest.runs.failed, 2);
    let (reason, count) = manifest.runs.reasons.first_key_value().unwrap();
    assert!(reason.starts_with("panic: as the test wants"), "{reason}");
    assert_eq!(*count, 2);
    // Run 4 is the second arm of the second pair: point 1, replicate 0.
    assert!(
        manifest.warnings[0]
            .starts_with("run 4 failed (arm region_jointly, point 1, replicate 0): panic"),
        "{:?}",
        manifest.warnings
    );
    let outcomes = grip::engine::OUTCOMES.len() as u64;
    let reader = TableReader::open(&folder.0.join("runs.parquet")).unwrap();
    assert_eq!(reader.rows(), 46 * 2 * outcomes);
    let summary = String::from_utf8(folder.read("summary.csv")).unwrap();
    let row = summary
        .lines()
        .find(|l| {
            l.starts_with("small,region_jointly,single_trusts,prior,24,saving_real_disinvestment,")
        })
        .unwrap();
    let n = row.split(',').nth(8).unwrap();
    assert!(n == "11" || n == "10", "{row}");
}

#[test]
fn summary_and_report_are_redone_to_the_same_bytes() {
    let folder = Folder::new("redo");
    let experiment = on_file(&folder, Changes::default());
    run_into(&folder, &experiment, &everything()).unwrap();
    let names = ["summary.csv", "data_dictionary.csv", "report.html"];
    let before = names.map(|name| folder.read(name));
    for name in names {
        fs::write(folder.0.join(name), "spoilt").unwrap();
    }
    redo(&folder.0, Wanted::Summary, "here").unwrap();
    redo(&folder.0, Wanted::Report, "here").unwrap();
    assert_eq!(names.map(|name| folder.read(name)), before);
    assert_eq!(
        verify(&Layout::new(&folder.0), 0, 1).unwrap().wrong,
        [""; 0]
    );
}

/// The rates stand in the manifest; what is above 50 in 1,000 is named among its warnings, once, however
/// often the folder is summarised.
#[test]
fn values_held_often_are_a_warning_of_the_manifest() {
    let folder = Folder::new("held");
    let experiment = on_file(&folder, Changes::default());
    run_into(&folder, &experiment, &everything()).unwrap();
    redo(&folder.0, Wanted::All, "here").unwrap();
    let manifest = Manifest::read(&Layout::new(&folder.0)).unwrap();
    let told: Vec<&String> = manifest
        .warnings
        .iter()
        .filter(|warning| warning.contains("more than 50 times in 1,000: "))
        .collect();
    let often = manifest.clamps.values();
    let often = often.filter(|clamps| clamps.per_thousand > 50.0).count();
    assert!(often > 0, "nothing was held often, so this tells nothing");
    assert_eq!(told.len(), 1, "{:?}", manifest.warnings);
    let (_, named) = told[0].split_once("1,000: ").unwrap();
    assert_eq!(named.split("; ").count(), often, "{named}");
    assert!(!manifest.notes.contains(told[0]));
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("times in 1,000: "));
}

#[test]
fn verify_runs_stored_runs_again_and_finds_a_changed_byte() {
    let folder = Folder::new("verify");
    let experiment = on_file(&folder, Changes::default());
    run_into(
        &folder,
        &experiment,
        &How {
            places: true,
            ..How::default()
        },
    )
    .unwrap();
    let layout = Layout::new(&folder.0);
    let found = verify(&layout, 6, 1).unwrap();
    assert_eq!((found.runs.len(), found.wrong.len()), (6, 0), "{found:?}");

    for name in PROMISED {
        let path = folder.0.join(name);
        let whole = fs::read(&path).unwrap();
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&path, &changed).unwrap();
        let found = verify(&layout, 1, 1).unwrap();
        assert!(
            found.wrong.iter().any(|line| line.starts_with(name)),
            "{name}: {found:?}"
        );
        fs::write(&path, &whole).unwrap();
    }
}

#[test]
fn verify_names_run_and_outcome_where_the_program_computes_something_else() {
    let folder = Folder::new("differs");
    let experiment = on_file(
        &folder,
        Changes {
            points: Some(0),
            ..Changes::default()
        },
    );
    run_into(&folder, &experiment, &How::default()).unwrap();
    // As if the runs had been made with another parameter than the manifest says.
    let path = folder.0.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    let other = text.replace("spillover = 0.03", "spillover = 0.06");
    assert_ne!(text, other);
    fs::write(&path, other).unwrap();
    let found = verify(&Layout::new(&folder.0), 2, 1).unwrap();
    assert_eq!(found.wrong.len(), 2, "{found:?}");
    for line in &found.wrong {
        assert!(
            line.starts_with("run ") && line.contains("outcome "),
            "{line}"
        );
    }
}

/// Coarse: resident memory at the end of a long experiment is not far above that after its
/// first batches.
#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_runs() {
    fn resident_kb() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
    let folder = Folder::new("memory");
    let changes = Changes {
        points: Some(60),
        horizon_months: Some(12),
        ..Changes::default()
    };
    let [early, late] = [const { AtomicU64::new(0) }; 2];
    let how = How {
        progress: &|event| {
            if let Progress::Stored { done, .. } = event {
                let target = if done <= 60 { &early } else { &late };
                target.fetch_max(resident_kb(), Ordering::Relaxed);
            }
        },
        ..How::default()
    };
    run_into(&folder, &experiment(&changes), &how).unwrap();
    let [early, late] = [early, late].map(AtomicU64::into_inner);
    assert!(
        late < early + 30_000,
        "{early} kB after five batches, {late} kB later"
    );
}

/// The small experiment with shares of mechanisms and an audit.
fn with_further_points(folder: &Folder) -> grip::scenario::Experiment {
    let group = |name: &str, mechanisms: &[&str]| grip::scenario::Group {
        name: name.to_owned(),
        mechanisms: mechanisms.iter().map(ToString::to_string).collect(),
    };
    grip::scenario::Experiment {
        shapley: Some(grip::scenario::ShapleyDesign {
            permutations: 4,
            seeds: 2,
            groups: vec![
                group("politics", &["cover", "opposition"]),
                group("time", &["queues", "hop_delay"]),
                group("evidence", &["pooled_evidence"]),
            ],
        }),
        audit_seeds: 2,
        ..on_file(folder, Changes::default())
    }
}

#[test]
fn shares_and_audit_are_stored_like_all_runs_and_leave_the_summary_as_it_was() {
    let plain = Folder::new("without-further-points");
    run_into(
        &plain,
        &on_file(&plain, Changes::default()),
        &How::default(),
    )
    .unwrap();
    let folder = Folder::new("further-points");
    let experiment = with_further_points(&folder);
    run_into(&folder, &experiment, &How::default()).unwrap();
    assert_eq!(folder.read("summary.csv"), plain.read("summary.csv"));

    // Everything off, and what each set names, stands in the plan.
    let plan = read_columns(
        &folder.0.join("plan.parquet"),
        &["sweep_point", "mechanisms_off"],
    )
    .unwrap();
    let [(_, Column::U32(points)), (_, Column::Text(off))] = &plan.columns[..] else {
        panic!("columns of the plan");
    };
    assert_eq!(points.len() as u64, experiment.runs());
    let at = |point: u32| off.at(points.iter().position(|p| *p == point).unwrap());
    assert_eq!(at(0), Some(""));
    assert_eq!(
        at(7),
        Some("pooled_evidence queues hop_delay opposition cover")
    );

    // Shares sum to the difference with all groups on less the one with all off.
    let text = String::from_utf8(folder.read("shapley.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut shares = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let size = 1.0 + number(14).abs() + number(15).abs();
        assert!(number(16).abs() <= 1e-9 * size, "{row:?}");
        shares += 1;
    }
    assert!(shares > 0 && shares % 3 == 0);

    // The audit finds nothing, to the bit where it must.
    let layout = Layout::new(&folder.0);
    let basis = grip::job::conclude::Basis::of(&experiment);
    let study = grip::job::study::study(&experiment, &basis.design);
    let audits = grip::job::beside::audits(&layout, &study, &basis.design, &basis.plan).unwrap();
    assert_eq!(audits.len(), 3);
    for row in &audits {
        assert!(row.passes(), "{row:?}");
        assert!(row.agreement.values > 100);
    }
    let found = verify(&layout, 1_000, 1).unwrap();
    assert_eq!(found.wrong, Vec::<String>::new());
}
