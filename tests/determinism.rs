//! The same scenario, seed and version give the same bytes, whatever the threads.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use grip::experiment::trace::trace;
use grip::experiment::{Design, Plan};
use grip::model::world::Stage;
use grip::scenario::Changes;
use small::{Folder, How, PROMISED, experiment, run_into};

#[test]
fn one_two_and_five_threads_give_the_same_bytes() {
    let experiment = experiment(&Changes::default());
    let folders: Vec<Folder> = [1, 2, 5]
        .into_iter()
        .map(|threads| {
            let folder = Folder::new(&format!("threads-{threads}"));
            let how = How {
                threads,
                places: true,
                ..How::default()
            };
            run_into(&folder, &experiment, &how).unwrap();
            folder
        })
        .collect();
    for name in PROMISED {
        let first = folders[0].read(name);
        assert!(first.len() > 500, "{name} is nearly empty");
        for folder in &folders[1..] {
            assert!(folder.read(name) == first, "{name} depends on the threads");
        }
    }
}

#[test]
fn an_arm_does_not_depend_on_which_others_run() {
    let all = Folder::new("all-arms");
    run_into(&all, &experiment(&Changes::default()), &How::default()).unwrap();
    let two = Folder::new("two-arms");
    let changes = Changes {
        arms: vec!["nice_advice".to_owned()],
        ..Changes::default()
    };
    run_into(&two, &experiment(&changes), &How::default()).unwrap();
    let values = |folder: &Folder, arm: &str| -> Vec<Option<u64>> {
        use grip::store::{Column, read_columns};
        let path = folder.0.join("runs.parquet");
        let table = read_columns(&path, &["arm", "value"]).unwrap();
        let [(_, Column::Text(arms)), (_, Column::OptionalF64(values))] = &table.columns[..] else {
            panic!("other columns");
        };
        let rows = arms.iter().zip(values).filter(|(name, _)| *name == arm);
        rows.map(|(_, value)| value.map(f64::to_bits)).collect()
    };
    for arm in ["single_trusts", "nice_advice"] {
        assert!(!values(&two, arm).is_empty());
        assert_eq!(values(&all, arm), values(&two, arm), "{arm}");
    }
}

#[test]
fn another_seed_gives_other_numbers() {
    let [first, other] = [11, 12].map(|seed| {
        let folder = Folder::new(&format!("seed-{seed}"));
        let changes = Changes {
            seed: Some(seed),
            points: Some(0),
            replicates: Some(2),
            ..Changes::default()
        };
        run_into(&folder, &experiment(&changes), &How::default()).unwrap();
        folder.read("summary.csv")
    });
    assert_ne!(first, other);
}

#[test]
fn a_trace_tells_why_each_case_was_decided_as_it_was() {
    let experiment = experiment(&Changes::default());
    let design = Design::new(&experiment);
    let plan = Plan::new(&experiment, &design);
    let ground = small::ground();
    let watch = |arm, body| trace(&experiment, &ground, &design, plan.pairs[2], arm, body).unwrap();
    for arm in 0..3 {
        let all = watch(arm, None);
        let mut decided = 0;
        let steps = all.steps.iter().filter(|step| step.phase == "decide");
        for step in steps {
            let seen = step.seen.expect("a decision is seen");
            assert!((0.0..=1.0).contains(&seen.view) && (0.0..=1.0).contains(&seen.action));
            let Some((chance, draw)) = seen.chance else {
                // Only the trusts of a region decide jointly.
                assert_eq!(experiment.arms[arm].name, "region_jointly");
                continue;
            };
            decided += 1;
            assert_eq!(draw < chance, step.to == Stage::Live, "{step:?}");
        }
        assert!(decided > 20 || arm == 1, "only {decided} decisions");
        // Watching one body shows what watching all shows of it.
        let mut of_one = all.clone();
        of_one.steps.retain(|step| step.body == 1);
        of_one.years.retain(|year| year.body == 1);
        assert_eq!(watch(arm, Some(1)), of_one);
    }
}
