//! Runs that fail: recorded one by one and left out, or the end of the call, as the caller wants.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use grip::job::conclude::{Wanted, stored};
use grip::job::{Ended, JobError};
use grip::scenario::Changes;
use grip::store::Layout;
use small::{Folder, How, PROMISED, experiment, run_into};

#[test]
fn a_failed_run_is_told_with_its_inputs_seed_and_reason_and_no_longer_once_none_fails() {
    let folder = Folder::new("failures-told");
    let how = How {
        wanted: Wanted::All,
        before_run: &|run| assert!(run != 13, "the \"reason\", as told"),
        ..How::default()
    };
    let small = experiment(&Changes::default());
    let ended = run_into(&folder, &small, &how).unwrap();
    let Ended::Complete(told) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(told.runs, (48, 47, 1));
    let text = String::from_utf8(folder.read("failures.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    // Run 13 is the second arm of pair 4: after point 0 come points 1 to 6, all of replicate 0.
    assert_eq!(
        rows[0].iter().take(4).collect::<Vec<_>>(),
        ["13", "region_jointly", "4", "0"]
    );
    let seed = grip::rng::replicate_seed(11, 0).to_string();
    assert_eq!(&rows[0][4], seed.as_str());
    assert!(
        rows[0][5].starts_with("panic: the \"reason\", as told ("),
        "{text}"
    );
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("Why runs failed"));
    assert!(page.contains("failures.csv names each"));
    let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
    assert!(manifest.files.contains_key("failures.csv"));
    assert!(
        manifest
            .warnings
            .iter()
            .any(|line| line.starts_with("run 13 failed"))
    );
    let dictionary = String::from_utf8(folder.read("data_dictionary.csv")).unwrap();
    assert!(dictionary.contains("\nreason,column,failures.csv,"));

    let clean = Folder::new("failures-none");
    run_into(&clean, &small, &How::default()).unwrap();
    assert!(!clean.names().contains(&"failures.csv".to_owned()));
}

#[test]
fn asked_to_stop_at_an_error_it_does_and_the_same_call_tries_that_run_again() {
    let folder = Folder::new("failures-stop");
    let small = experiment(&Changes::default());
    let broken = How {
        threads: 1,
        stop_on_error: true,
        before_run: &|run| assert!(run != 13, "out of memory"),
        ..How::default()
    };
    for _ in 0..2 {
        let error = run_into(&folder, &small, &broken).unwrap_err();
        let JobError::Run(why) = &error else {
            panic!("{error:?}");
        };
        assert!(
            why.starts_with("run 13 failed (arm region_jointly, point 4, replicate 0, seed "),
            "{why}"
        );
        assert!(why.contains("out of memory") && why.contains("--on-error record"));
        // The batch before is kept, that of the failed run is not.
        assert!(folder.0.join("parts/000000.parquet").is_file());
        assert!(!folder.0.join("parts/000001.parquet").exists());
    }
    let mended = How {
        stop_on_error: true,
        ..How::default()
    };
    run_into(&folder, &small, &mended).unwrap();
    let fresh = Folder::new("failures-fresh");
    run_into(&fresh, &small, &How::default()).unwrap();
    for name in PROMISED {
        assert!(folder.read(name) == fresh.read(name), "{name} differs");
    }
}
