//! What may be asked of an experiment that its own rule of stopping ended: more of the rule, and
//! nothing that would spoil the confidence it states.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use grip::job::conclude::{Wanted, stored};
use grip::job::further::{More, further};
use grip::job::status::status;
use grip::job::verify::verify;
use grip::job::why_rerun::why_rerun;
use grip::job::{Concluded, Configuration, Ended, JobError, Progress, Request, ground as grounds};
use grip::scenario::{Changes, Experiment};
use grip::store::Layout;
use small::stops::{self, HEAD, POINTS, SEEDS, half_widths};
use small::{Folder, GROUND, How, PROMISED, grip, ground, run_into, said, settled};

/// The ground as a file that all tests share.
fn ground_file() -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("after_the_stop.toml");
    if !fs::read_to_string(&path).is_ok_and(|text| text == GROUND) {
        fs::write(&path, GROUND).unwrap();
    }
    path.display().to_string()
}

fn experiment(part: &str, target: f64) -> Experiment {
    let text = [HEAD, part]
        .concat()
        .replace("TARGET", &format!("{target:?}"))
        .replace("maximum = 25", "maximum = 20")
        .replace("ground.toml", &ground_file());
    settled(&text, &Changes::default())
}

fn complete(ended: Result<Ended, JobError>) -> Concluded {
    stops::complete(ended.unwrap())
}

/// The half-widths of an experiment whose target cannot be met.
fn all_half_widths(name: &str, part: &str) -> Vec<f64> {
    let probe = Folder::new(name);
    complete(run_into(&probe, &experiment(part, 1e-9), &How::default()));
    half_widths(&probe)
}

/// What is stored with more asked of it.
fn asked_more(folder: &Folder, more: More) -> Result<Experiment, String> {
    let (manifest, configuration) = stored(&Layout::new(&folder.0)).unwrap();
    further(&configuration.experiment, &manifest, more).map_err(|error| error.to_string())
}

fn refused(folder: &Folder, more: More, parts: &[&str]) {
    let why = asked_more(folder, more).unwrap_err();
    for part in parts {
        assert!(why.contains(part), "\"{part}\" is not in: {why}");
    }
}

fn target(target: f64) -> More {
    More {
        target: Some(target),
        ..More::default()
    }
}

fn maximum(maximum: u64) -> More {
    More {
        maximum: Some(maximum),
        ..More::default()
    }
}

fn replicates(replicates: u64) -> More {
    More {
        replicates: Some(replicates),
        ..More::default()
    }
}

fn same(one: &Folder, other: &Folder) {
    for name in PROMISED {
        assert!(one.read(name) == other.read(name), "{name} differs");
    }
}

#[test]
fn a_spending_rule_goes_on_to_a_smaller_target_and_to_nothing_else() {
    let halves = all_half_widths("more-seeds-probe", SEEDS);
    let folder = Folder::new("more-seeds");
    complete(run_into(&folder, &experiment(SEEDS, 1e9), &How::default()));
    // Seeds by hand, looks beyond the plan and an easier target would spoil what it states.
    refused(
        &folder,
        replicates(12),
        &[
            "12 is more than 10",
            "the rule of stopping decided",
            "--target",
        ],
    );
    refused(
        &folder,
        maximum(80),
        &[
            "spent its whole error over the looks up to 40 seeds",
            "--out DIR",
        ],
    );
    refused(
        &folder,
        target(2e9),
        &["at most 1000000000", "never dropped"],
    );
    refused(&folder, target(0.0), &["above 0"]);
    refused(&folder, target(f64::NAN), &["found NaN"]);

    // Narrow enough at the fourth look: 25 seeds, and the bytes of that target from the start.
    let sharp = halves[3] * 1.000_001;
    let sharper = asked_more(&folder, target(sharp)).unwrap();
    let told = complete(run_into(
        &folder,
        &sharper,
        &How {
            wanted: Wanted::All,
            ..How::default()
        },
    ));
    let why = told.stopped.unwrap();
    assert!(
        why.contains("at look 4 of at most 7, with 25 seeds"),
        "{why}"
    );
    assert!(
        why.contains("It had ended before with 10 seeds (target 1.00e9 GBP million a year"),
        "{why}"
    );
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("It had ended before with 10 seeds"));
    let fresh = Folder::new("more-seeds-fresh");
    complete(run_into(&fresh, &experiment(SEEDS, sharp), &How::default()));
    same(&fresh, &folder);
    let found = verify(&Layout::new(&folder.0), 6, 5).unwrap();
    assert_eq!(found.wrong, Vec::<String>::new());

    // The same call again adds nothing; nor can a still smaller one once all looks are made.
    let again = asked_more(&folder, target(sharp)).unwrap();
    assert_eq!(
        complete(run_into(&folder, &again, &How::default())).runs.0,
        93
    );
    let end = asked_more(&folder, target(1e-9)).unwrap();
    complete(run_into(&folder, &end, &How::default()));
    let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
    let stopped = manifest.stopped.unwrap();
    let units: Vec<u32> = stopped.earlier.iter().map(|end| end.units).collect();
    assert_eq!(
        (units, stopped.units(), stopped.reached),
        (vec![10, 25], 40, false)
    );
    refused(
        &folder,
        target(1e-10),
        &["every look is made", "larger maximum and --out DIR"],
    );
}

#[test]
fn an_always_valid_rule_goes_on_beyond_its_maximum_and_interrupted_to_the_same_bytes() {
    let folder = Folder::new("more-points");
    complete(run_into(&folder, &experiment(POINTS, 1e9), &How::default()));
    refused(
        &folder,
        maximum(30),
        &["was reached with 10 points", "--target"],
    );
    refused(&folder, maximum(22), &["a multiple of 5"]);
    // A point with more seeds would be another thing to look at.
    refused(
        &folder,
        replicates(2),
        &["means of points over their seeds"],
    );
    let mut other = experiment(POINTS, 1e9);
    other.size.replicates = 2;
    let error = run_into(&folder, &other, &How::default()).unwrap_err();
    assert!(
        error.to_string().contains("points of 1 seeds, 2 asked for"),
        "{error}"
    );

    let both = More {
        target: Some(1e-9),
        maximum: Some(30),
        replicates: None,
    };
    let asked = asked_more(&folder, both).unwrap();
    let stored_parts = AtomicU32::new(0);
    let how = How {
        threads: 1,
        stop: &|| stored_parts.load(Ordering::Relaxed) >= 3,
        progress: &|event| {
            if matches!(event, Progress::Stored { .. }) {
                stored_parts.fetch_add(1, Ordering::Relaxed);
            }
        },
        ..How::default()
    };
    let ended = run_into(&folder, &asked, &how).unwrap();
    assert!(matches!(ended, Ended::Stopped { .. }));
    let found = status(&Layout::new(&folder.0)).unwrap();
    assert!(found.grows && !found.complete && found.stopped.is_none());
    // The same words again.
    let asked = asked_more(&folder, both).unwrap();
    complete(run_into(&folder, &asked, &How::default()));
    let found = status(&Layout::new(&folder.0)).unwrap();
    let why = found.stopped.unwrap();
    assert!(
        why.contains("maximum of 30 points was reached at look 5 of 5"),
        "{why}"
    );
    assert!(why.contains("It had ended before with 10 points"), "{why}");

    let fresh = Folder::new("more-points-fresh");
    let mut whole = experiment(POINTS, 1e-9);
    let rule = whole.stopping.as_mut().unwrap();
    rule.maximum = 30;
    complete(run_into(&fresh, &whole.cut_to(30), &How::default()));
    same(&fresh, &folder);
}

#[test]
fn a_folder_that_stopped_has_nothing_to_run_again_and_says_why_it_ended() {
    let folder = Folder::new("more-why");
    let first = experiment(SEEDS, 1e9);
    complete(run_into(&folder, &first, &How::default()));
    let layout = Layout::new(&folder.0);
    let digest = grounds::digest(&ground()).unwrap();
    let ask = |experiment: &Experiment| {
        why_rerun(&layout, &Configuration::new(experiment, &digest, false)).unwrap()
    };
    let found = ask(&first);
    assert!(found.is_nothing(), "{found:?}");
    // 10 seeds and 3 points of 2, in 3 arms.
    assert_eq!(found.kept, 48);
    // A smaller target is told as what it may add, an easier one as refused.
    let found = ask(&experiment(SEEDS, 1e-9));
    assert_eq!(found.kept, 48);
    assert_eq!(found.rerun.len(), 1);
    assert!(
        found.rerun[0].starts_with("plan: up to 90 runs are asked for"),
        "{:?}",
        found.rerun
    );
    assert!(
        found.rerun[0].contains("stopping.target"),
        "{:?}",
        found.rerun
    );
    let found = ask(&experiment(SEEDS, 2e9));
    assert!(found.refused.join(" ").contains("a target may only fall"));
    let told = status(&layout).unwrap();
    assert!(told.complete && told.done == 48 && told.runs == 48);
    assert!(
        told.stopped
            .unwrap()
            .contains("target was reached at look 1")
    );
}

#[test]
fn runs_that_failed_are_done_again_and_no_unit_is_dropped() {
    let halves = all_half_widths("more-retry-probe", SEEDS);
    let target = halves[1] * 1.000_001;
    let fresh = Folder::new("more-retry-fresh");
    complete(run_into(
        &fresh,
        &experiment(SEEDS, target),
        &How::default(),
    ));
    let units = |folder: &Folder| {
        let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
        manifest.stopped.unwrap().units()
    };
    let folder = Folder::new("more-retry");
    let first = experiment(SEEDS, target);
    // Half of the declared arm's first units fail, so that the first looks see few.
    let (experiment, geography) = (&first, ground());
    let request = |again: bool, fails: bool| {
        let bad = move |run: u32| fails && run % 3 == 1 && run < 24;
        let request = Request {
            experiment,
            geography: &geography,
            folder: &folder.0,
            threads: 2,
            keep_places: false,
            stop_on_error: false,
            command: Vec::new(),
            host: "here".to_owned(),
            warnings: Vec::new(),
            stop: &|| false,
            progress: &|_| {},
            wanted: Wanted::Summary,
            before_run: &|run| assert!(!bad(run), "as the test wants"),
        };
        complete(if again {
            grip::job::run::retry(&request)
        } else {
            grip::job::run(&request)
        })
    };
    assert!(request(false, true).runs.2 > 0);
    let before = units(&folder);
    assert!(before > units(&fresh), "{before}");
    let told = request(true, false);
    assert_eq!(told.runs.2, 0);
    // With all runs the rule would have ended before; what was run is kept all the same.
    assert_eq!(units(&folder), before);
    let found = verify(&Layout::new(&folder.0), 6, 5).unwrap();
    assert_eq!(found.wrong, Vec::<String>::new());
}

#[test]
fn the_verbs_say_so_and_a_fixed_number_of_runs_has_no_target() {
    let folder = Folder::new("more-verbs");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("ground.toml"), GROUND).unwrap();
    let text = [HEAD, SEEDS].concat().replace("TARGET", "1e9");
    fs::write(folder.0.join("small.toml"), &text).unwrap();
    let cut = text.find("[stopping").unwrap();
    fs::write(folder.0.join("fixed.toml"), &text[..cut]).unwrap();
    let grip = |words: &[&str]| said(&grip(&folder.0, words));
    let ok = |words: &[&str], parts: &[&str]| {
        let (code, text) = grip(words);
        assert_eq!(code, Some(0), "{words:?}: {text}");
        for part in parts {
            assert!(text.contains(part), "{words:?}: {part} is not in {text}");
        }
    };
    ok(
        &["run", "small.toml", "--out", "out", "--quiet"],
        &["Stopped because the target"],
    );
    ok(
        &["status", "out"],
        &["48 of 48 runs are done", "Stopped because the target"],
    );
    ok(&["why-rerun", "out"], &["nothing would be re-run: 48 runs"]);
    ok(&["retry", "out", "--failed"], &["0 of 48 runs failed"]);
    ok(&["verify", "out", "--runs", "2"], &["no difference"]);
    ok(
        &["extend", "out", "--target", "1e-9", "--quiet"],
        &[
            "48 runs before, 138 now: 90 computed",
            "It had ended before with 10 seeds",
        ],
    );
    // 138 is all of the rule.
    ok(
        &["status", "out"],
        &["138 of 138 runs are done", "maximum of 40 seeds"],
    );
    let (code, text) = grip(&["extend", "out", "--replicates", "50"]);
    assert!(
        code == Some(2) && text.contains("50 is more than 40"),
        "{text}"
    );

    ok(&["run", "fixed.toml", "--out", "fixed", "--quiet"], &[]);
    let (code, text) = grip(&["extend", "fixed", "--target", "1"]);
    assert!(
        code == Some(2) && text.contains("a fixed number of runs"),
        "{text}"
    );
    let (code, _) = grip(&["extend", "fixed"]);
    assert_eq!(code, Some(2));
}

#[test]
fn options_that_make_no_sense_together_are_refused_with_what_to_do_instead() {
    let folder = Folder::new("more-refused");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("ground.toml"), GROUND).unwrap();
    for (name, part) in [("seeds.toml", SEEDS), ("points.toml", POINTS)] {
        let text = [HEAD, part].concat().replace("TARGET", "5.0");
        fs::write(folder.0.join(name), text).unwrap();
    }
    let before = folder.names();
    let cases: [(&[&str], &[&str]); 10] = [
        (
            &["run", "seeds.toml", "--shard", "0/2"],
            &["cannot be cut into shards", "leave [stopping] out"],
        ),
        (
            &[
                "submit",
                "slurm",
                "seeds.toml",
                "--shards",
                "2",
                "--dry-run",
            ],
            &["cannot be cut into shards", "run it on one machine"],
        ),
        (
            &["run", "right_by_domain", "--shard", "0/2"],
            &["each stage of a search", "run it on one machine"],
        ),
        (
            &[
                "submit",
                "slurm",
                "right_by_domain",
                "--shards",
                "2",
                "--dry-run",
            ],
            &["each stage of a search", "run it on one machine"],
        ),
        (
            &["run", "seeds.toml", "--replicates", "3"],
            &["needs at least 10", "leave --replicates out"],
        ),
        (
            &["run", "points.toml", "--points", "7"],
            &[
                "needs at least 10",
                "leave --points out",
                "ask for a multiple with --points",
            ],
        ),
        (
            &["run", "seeds.toml", "--arms", "nice_advice"],
            &["one of the arms that are run", "name it in --arms too"],
        ),
        (
            &["trace", "right_by_domain", "--run", "0"],
            &["a search has no runs of its own"],
        ),
        (
            &["run", "right_by_domain", "--independent"],
            &["on equal chance", "leave it out"],
        ),
        (
            &["run", "seeds.toml", "--on-error", "never"],
            &["record, stop"],
        ),
    ];
    for (words, parts) in cases {
        let output = grip(&folder.0, words);
        // A message may be broken into lines.
        let text = String::from_utf8_lossy(&output.stderr).replace("\n  \u{2502} ", " ");
        assert_eq!(output.status.code(), Some(2), "{words:?}: {text}");
        for part in parts {
            assert!(text.contains(part), "{words:?}: {part} is not in {text}");
        }
    }
    assert_eq!(folder.names(), before, "something was written");
}
