//! Claims about finished batches.

use std::fs;

use super::super::error::Problem;
use super::super::part_row::ALL_PLACES;
use super::super::scratch::Scratch;
use super::super::survey::survey;
use super::*;

fn key(number: u32) -> PartKey {
    PartKey {
        plan_digest: "plan-a".to_owned(),
        number,
        first_run: number * 3,
        runs: 3,
        shard: None,
    }
}

fn rows(number: u32) -> Vec<PartRow<'static>> {
    let first = number * 3;
    vec![
        PartRow::Horizon {
            run: first,
            months: 12,
            place: ALL_PLACES,
            outcome: 4,
            value: Some(-0.0),
        },
        PartRow::Horizon {
            run: first,
            months: 120,
            place: 41,
            outcome: 4,
            value: None,
        },
        PartRow::Year {
            run: first,
            months: 24,
            outcome: 7,
            value: Some(f64::MIN_POSITIVE / 2.0),
        },
        PartRow::Done { run: first },
        PartRow::Failed {
            run: first + 1,
            reason: "month 14: the books do not close",
        },
        PartRow::Done { run: first + 2 },
        PartRow::Place {
            arm: 2,
            months: 60,
            place: 0,
            outcome: 4,
            count: 2,
            mean: 1.5,
            squares: 0.5,
        },
        PartRow::Counter {
            name: "clamp.effort",
            count: u64::MAX,
        },
    ]
}

fn write(layout: &Layout, key: &PartKey) {
    let mut writer = PartWriter::create(layout, key).unwrap();
    for row in rows(key.number) {
        writer.push(row).unwrap();
    }
    writer.finish().unwrap();
}

/// Rows as text, so that -0.0 differs from 0.0.
fn read(layout: &Layout, key: &PartKey) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    PartReader::open(layout, key)?.for_each(|row| {
        found.push(format!("{row:?}"));
        Ok(())
    })?;
    Ok(found)
}

fn folder() -> (Scratch, Layout) {
    let scratch = Scratch::new();
    let layout = Layout::new(scratch.path());
    layout.create().unwrap();
    (scratch, layout)
}

#[test]
fn a_part_says_again_all_it_was_told() {
    let (_scratch, layout) = folder();
    write(&layout, &key(2));
    let told: Vec<String> = rows(2).iter().map(|row| format!("{row:?}")).collect();
    assert_eq!(read(&layout, &key(2)).unwrap(), told);
}

#[test]
fn a_part_done_twice_has_the_same_bytes() {
    let (_scratch, layout) = folder();
    write(&layout, &key(2));
    let first = fs::read(layout.part(2)).unwrap();
    write(&layout, &key(2));
    assert_eq!(fs::read(layout.part(2)).unwrap(), first);
}

#[test]
fn a_part_larger_than_one_group_keeps_its_order() {
    let (_scratch, layout) = folder();
    let key = key(0);
    let mut writer = PartWriter::create(&layout, &key).unwrap();
    let count = GROUP as u32 + 5;
    for index in 0..count {
        let value = Some(f64::from(index));
        let months = (index % 120) as i32;
        writer
            .push(PartRow::Horizon {
                run: 1,
                months,
                place: ALL_PLACES,
                outcome: index,
                value,
            })
            .unwrap();
    }
    for run in 0..3 {
        writer.push(PartRow::Done { run }).unwrap();
    }
    writer.finish().unwrap();
    let mut reader = PartReader::open(&layout, &key).unwrap();
    assert_eq!(reader.reader.groups(), 2);
    let mut next = 0;
    reader
        .for_each(|row| {
            if let PartRow::Horizon { outcome, value, .. } = row {
                assert_eq!((outcome, value), (next, Some(f64::from(next))));
                next += 1;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(next, count);
}

#[test]
fn no_run_is_lost_or_counted_twice() {
    let (_scratch, layout) = folder();
    let mut writer = PartWriter::create(&layout, &key(1)).unwrap();
    let mut refused = |row| writer.push(row).unwrap_err().to_string();
    assert!(refused(PartRow::Done { run: 4 }).contains("run 4 ends twice or out of turn"));
    assert!(refused(PartRow::Done { run: 2 }).contains("run 2 ends twice or out of turn"));
    let stray = PartRow::Year {
        run: 6,
        months: 12,
        outcome: 0,
        value: None,
    };
    assert!(refused(stray).contains("run 6 is not of this part"));
    writer.push(PartRow::Done { run: 3 }).unwrap();
    assert!(
        writer
            .push(PartRow::Failed {
                run: 3,
                reason: "again"
            })
            .is_err()
    );
    let error = writer.finish().unwrap_err().to_string();
    assert!(error.contains("only 1 of 3 runs have ended"), "{error}");
    assert!(!layout.part(1).exists());
}

#[test]
fn the_survey_tells_done_missing_torn_foreign_and_surplus_apart() {
    let (_scratch, layout) = folder();
    for number in [0, 1, 3, 9] {
        write(&layout, &key(number));
    }
    // Part 1 is torn; part 3 is of another plan; part 4 was cut into batches otherwise.
    let torn = fs::read(layout.part(1)).unwrap();
    fs::write(layout.part(1), &torn[..torn.len() / 2]).unwrap();
    let other = PartKey {
        plan_digest: "plan-b".to_owned(),
        ..key(3)
    };
    write(&layout, &other);
    let mut writer = PartWriter::create(&layout, &PartKey { runs: 0, ..key(4) }).unwrap();
    writer
        .push(PartRow::Counter {
            name: "x",
            count: 1,
        })
        .unwrap();
    writer.finish().unwrap();
    fs::write(layout.parts().join("notes.txt"), "mine").unwrap();

    let plan: Vec<PartKey> = (0..6).map(key).collect();
    let survey = survey(&layout, &plan).unwrap();
    assert_eq!(survey.done, [0]);
    assert_eq!(survey.missing, [1, 2, 3, 4, 5]);
    assert_eq!(survey.surplus, [9]);
    let refused: Vec<_> = survey
        .refused
        .iter()
        .map(|error| (error.path.clone(), error.problem.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (
                layout.part(1),
                Problem::Damaged("it is cut short, or was not written by grip".to_owned())
            ),
            (
                layout.part(3),
                Problem::Foreign("grip.plan is plan-b, not plan-a".to_owned())
            ),
            (
                layout.part(4),
                Problem::Foreign("grip.runs is 0, not 3".to_owned())
            ),
        ]
    );
}

#[test]
fn a_part_cut_at_any_length_is_to_be_done_again() {
    let (_scratch, layout) = folder();
    write(&layout, &key(0));
    let whole = fs::read(layout.part(0)).unwrap();
    for length in (0..whole.len()).step_by(17) {
        fs::write(layout.part(0), &whole[..length]).unwrap();
        assert_eq!(survey(&layout, &[key(0)]).unwrap().missing, [0], "{length}");
    }
    write(&layout, &key(0));
    assert_eq!(survey(&layout, &[key(0)]).unwrap().done, [0]);
    assert_eq!(fs::read(layout.part(0)).unwrap(), whole);
}

#[test]
fn a_folder_without_parts_has_everything_missing() {
    let scratch = Scratch::new();
    let layout = Layout::new(scratch.path().join("new"));
    assert_eq!(survey(&layout, &[key(0)]).unwrap().missing, [0]);
}

#[test]
fn an_unreadable_part_is_an_error_and_not_done_again_over_it() {
    let (_scratch, layout) = folder();
    fs::create_dir(layout.part(0)).unwrap();
    let error = survey(&layout, &[key(0)]).unwrap_err();
    assert!(error.is_resource_failure(), "{error}");
}

#[test]
fn parts_can_be_written_and_read_by_any_thread() {
    fn may_move<T: Send>() {}
    may_move::<PartWriter>();
    may_move::<PartReader>();
}
