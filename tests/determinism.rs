//! The same scenario, seed and version give the same bytes, whatever the threads.

mod small;

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
