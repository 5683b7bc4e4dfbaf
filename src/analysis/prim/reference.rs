//! PRIM against the EMA Workbench 2.5.3 on the same cases: `tests/data/discovery/make.py`.

use super::boxes::{Limit, PrimBox};
use super::choose::{choose, search};
use super::peel::trajectory;
use super::reproduce::counted;
use crate::analysis::cases::Cases;
use crate::analysis::discovery_data::{NAMES, cases, read, table};
use crate::analysis::fixtures;

/// Every box of the way, its measures and its limits; quasi-p to 1e-9 of its value.
#[test]
fn boxes_coverage_density_and_quasi_p_agree_with_the_ema_workbench() {
    for name in NAMES {
        let cases = cases(name);
        let boxes = trajectory(&cases);
        let expected = table(&read(&format!("prim_{name}.csv")));
        assert_eq!(boxes.len(), expected.len(), "{name}");
        for (found, line) in boxes.iter().zip(&expected) {
            let measures = found.measures(&cases);
            let place = format!("{name} {line:?}");
            let values = [measures.coverage, measures.density, measures.mass];
            for (value, wanted) in values.iter().zip(&line[1..4]) {
                assert!((value - wanted.unwrap()).abs() < 1e-12, "{place}");
            }
            let counts = [found.limits.len(), found.cases, found.hits];
            let wanted: Vec<usize> = line[4..].iter().map(|x| x.unwrap() as usize).collect();
            assert_eq!(counts.to_vec(), wanted, "{place}");
        }
        let mut limits: Vec<(usize, Limit)> = Vec::new();
        for (at, found) in boxes.iter().enumerate() {
            limits.extend(found.limits.iter().map(|limit| (at, *limit)));
        }
        let expected = table(&read(&format!("limits_{name}.csv")));
        assert_eq!(limits.len(), expected.len(), "{name}");
        for ((at, limit), line) in limits.iter().zip(&expected) {
            let place = format!("{name} {line:?} {limit:?}");
            assert_eq!(line[0], Some(*at as f64), "{place}");
            assert_eq!(line[1], Some(limit.input as f64), "{place}");
            assert!((limit.low - line[2].unwrap()).abs() < 1e-12, "{place}");
            assert!((limit.high - line[3].unwrap()).abs() < 1e-12, "{place}");
            for (upper, wanted) in [(false, line[4]), (true, line[5])] {
                let found = boxes[*at].quasi_p_of_side(&cases, limit.input, upper);
                assert_eq!(found.is_some(), wanted.is_some(), "{place}");
                if let (Some(found), Some(wanted)) = (found, wanted) {
                    assert!((found / wanted - 1.0).abs() < 1e-9, "{place}: {found}");
                }
            }
        }
    }
}

/// The Workbench's `resample` on halves that are written down, for box 6 of the way.
#[test]
fn how_often_halves_find_an_input_again_agrees_with_the_ema_workbench() {
    for name in NAMES {
        let cases = cases(name);
        let mut halves = vec![Vec::new(); 10];
        for line in table(&read(&format!("halves_{name}.csv"))) {
            halves[line[0].unwrap() as usize].push(line[1].unwrap() as usize);
        }
        let measures = trajectory(&cases)[6].measures(&cases);
        let inputs: Vec<usize> = (0..cases.inputs().len()).collect();
        let found = counted(
            &cases,
            &halves,
            usize::MAX,
            &inputs,
            [measures.coverage, measures.density],
        );
        let expected = table(&read(&format!("reproduced_{name}.csv")));
        assert_eq!(found.len(), expected.len());
        for (found, line) in found.iter().zip(&expected) {
            assert!(
                (found.by_coverage - line[1].unwrap()).abs() < 1e-12,
                "{name} {line:?}"
            );
            assert!(
                (found.by_density - line[2].unwrap()).abs() < 1e-12,
                "{name} {line:?}"
            );
        }
    }
}

#[test]
fn a_box_in_two_inputs_is_found_and_beats_chance() {
    // By construction: the second input above 0.45 and the fourth below 0.6, 8% of marks wrong.
    let cases = cases("box_of_two");
    let found = search(&cases, 2009).unwrap();
    let inputs: Vec<usize> = found.told.limits.iter().map(|limit| limit.input).collect();
    assert_eq!(inputs, [1, 3]);
    let (first, second) = (found.told.limits[0], found.told.limits[1]);
    assert!(
        (first.low - 0.45).abs() < 0.05 && first.high > 0.95,
        "{first:?}"
    );
    assert!(
        (second.high - 0.6).abs() < 0.05 && second.low < 0.1,
        "{second:?}"
    );
    assert!(
        found.beats_chance() && found.chance.as_good == 0,
        "{:?}",
        found.chance
    );
    assert!(found.measures.density > 0.8 && found.measures.coverage > 0.8);
    assert!(found.quasi_p.iter().all(|p| *p < 0.005));
}

fn noise(salt: u32) -> Cases {
    fixtures::noise(77, salt)
}

/// At a level of 5% one expects 2 of 40, and more than 6 with a probability of 0.0034
/// (scipy 1.17.1, stats.binom.sf(6, 40, 0.05)).
#[test]
fn in_noise_a_box_is_told_no_more_often_than_stated() {
    let told = (0..40).filter(|&salt| search(&noise(salt), 1).unwrap().beats_chance());
    let told = told.count();
    assert!(told <= 6, "{told} of 40");
}

#[test]
fn the_order_of_rows_changes_no_bit() {
    let cases = noise(3);
    let backwards: Vec<usize> = (0..cases.len()).rev().collect();
    let names: Vec<u32> = backwards.iter().map(|&at| cases.names()[at]).collect();
    let inputs: Vec<(usize, Vec<f64>)> = (0..cases.inputs().len())
        .map(|input| {
            let column = cases.column(input);
            (input, backwards.iter().map(|&at| column[at]).collect())
        })
        .collect();
    let interest: Vec<bool> = backwards.iter().map(|&at| cases.interest()[at]).collect();
    let turned = Cases::new(&names, &inputs, &interest).unwrap();
    assert_eq!(search(&cases, 5), search(&turned, 5));
}

/// Two inputs that are copies: the first of them is limited, every time.
#[test]
fn of_equal_inputs_the_first_is_limited() {
    let column: Vec<f64> = (0..60).map(|at| f64::from(at % 20)).collect();
    let names: Vec<u32> = (0..60).collect();
    let interest: Vec<bool> = column.iter().map(|x| *x < 8.0).collect();
    let inputs = vec![(3, column.clone()), (9, column)];
    let cases = Cases::new(&names, &inputs, &interest).unwrap();
    let told = choose(&cases, &trajectory(&cases));
    assert_eq!(told.limits.len(), 1);
    assert_eq!(cases.inputs()[told.limits[0].input], 3);
    assert_eq!((told.cases, told.hits), (24, 24));
}

/// A hundred cases of 150 inputs, of which two decide: too many for peeling alone.
#[test]
fn two_inputs_among_a_hundred_and_fifty_are_found() {
    use crate::rng::{Purpose, uniform};
    let draw = |case: u32, input: u32| uniform(79, Purpose::Design, case, input, 0, 0);
    let names: Vec<u32> = (1..=100).collect();
    let inputs: Vec<(usize, Vec<f64>)> = (0..150)
        .map(|input| {
            let values = names.iter().map(|&case| draw(case, input));
            (input as usize, values.collect())
        })
        .collect();
    let inside = |case: u32| draw(case, 60) < 0.6 && draw(case, 110) > 0.3;
    let interest: Vec<bool> = names.iter().map(|&case| inside(case)).collect();
    let cases = Cases::new(&names, &inputs, &interest).unwrap();
    let found = search(&cases, 4).unwrap();
    let limited: Vec<usize> = found.told.limits.iter().map(|limit| limit.input).collect();
    assert_eq!(limited, [60, 110], "{found:?}");
    assert!(found.beats_chance() && found.looked_at.len() == 10);
    assert!(found.measures.coverage > 0.8 && found.measures.density > 0.8);
}

/// All at once or one by one, the quasi-p of limits are the same.
#[test]
fn one_pass_gives_the_same_quasi_p_as_a_box_without_each_limit() {
    for name in NAMES {
        let cases = cases(name);
        for found in trajectory(&cases) {
            let all = found.quasi_ps(&cases);
            for (limit, p) in found.limits.iter().zip(all) {
                let alone = found.quasi_p(&cases, limit.input);
                assert!((p - alone).abs() < 1e-15, "{name} {limit:?}");
            }
        }
    }
}

#[test]
fn without_cases_of_interest_or_others_nothing_is_searched() {
    let names = [1, 2, 3];
    let inputs = vec![(0, vec![0.0, 1.0, 2.0])];
    for interest in [[false; 3], [true; 3]] {
        let cases = Cases::new(&names, &inputs, &interest).unwrap();
        assert!(search(&cases, 1).is_none());
    }
    let cases = Cases::new(&names, &inputs, &[true, false, true]).unwrap();
    let all = PrimBox::of(&cases, Vec::new());
    assert_eq!((all.cases, all.hits), (3, 2));
}
