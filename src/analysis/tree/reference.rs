//! The tree against scikit-learn 1.5.0 on the same cases: `tests/data/discovery/make.py`.

use super::choose::{folds, search, validate};
use super::grow::{fewest_in_leaf, grow};
use super::prune::path;
use super::rule::groups;
use crate::analysis::cases::Cases;
use crate::analysis::discovery_data::{cases, read, table};
use crate::analysis::fixtures;

/// scikit-learn numbers nodes depth first, so both are walked from the root.
#[test]
fn splits_and_counts_agree_with_scikit_learn() {
    for name in ["box_of_two", "many_inputs"] {
        let cases = cases(name);
        let tree = grow(
            &cases,
            &vec![true; cases.len()],
            fewest_in_leaf(cases.len()),
        );
        let expected = table(&read(&format!("tree_{name}.csv")));
        assert_eq!(tree.nodes.len(), expected.len(), "{name}");
        let mut open = vec![(0, 0)];
        while let Some((found, wanted)) = open.pop() {
            let (node, line) = (&tree.nodes[found], &expected[wanted]);
            assert_eq!(Some(node.cases as f64), line[1], "{name} {line:?}");
            assert_eq!(Some(node.hits as f64), line[2], "{name} {line:?}");
            assert_eq!(node.split.is_some(), line[3].is_some(), "{name} {line:?}");
            if let Some(split) = node.split {
                assert_eq!(Some(split.input as f64), line[3], "{name} {line:?}");
                assert!(
                    (split.at - line[4].unwrap()).abs() < 1e-12,
                    "{name} {line:?}"
                );
                open.push((split.left, line[5].unwrap() as usize));
                open.push((split.right, line[6].unwrap() as usize));
            }
        }
    }
}

/// Prices and the impurity of the leaves along the path of pruning.
#[test]
fn the_path_of_pruning_agrees_with_scikit_learn() {
    for name in ["box_of_two", "many_inputs"] {
        let cases = cases(name);
        let tree = grow(
            &cases,
            &vec![true; cases.len()],
            fewest_in_leaf(cases.len()),
        );
        let pruned = path(&tree);
        let expected = table(&read(&format!("pruning_{name}.csv")));
        assert_eq!(pruned.len(), expected.len(), "{name}");
        for (found, line) in pruned.iter().zip(&expected) {
            let leaves = found.tree.nodes.iter().filter(|node| node.split.is_none());
            let impurity: f64 = leaves.map(super::grow::Node::impurity).sum();
            let impurity = impurity / cases.len() as f64;
            assert!(
                (found.price - line[0].unwrap()).abs() < 1e-9,
                "{name} {line:?}"
            );
            assert!(
                (impurity - line[1].unwrap()).abs() < 1e-9,
                "{name} {line:?}"
            );
        }
    }
}

#[test]
fn the_rule_of_a_known_box_has_its_inputs_and_borders() {
    let cases = cases("box_of_two");
    let found = search(&cases, 2009).unwrap();
    assert!(found.beats_chance(), "{found:?}");
    let rule = groups(&found.tree);
    let inside = rule.iter().find(|group| group.mostly()).unwrap();
    let limit = |input: usize| inside.conditions.iter().find(|c| c.input == input).unwrap();
    assert!((limit(1).low - 0.45).abs() < 0.05 && (limit(3).high - 0.6).abs() < 0.05);
    assert_eq!(rule.iter().map(|group| group.cases).sum::<usize>(), 120);
    assert_eq!(
        rule.iter().map(|group| group.hits).sum::<usize>(),
        cases.hits()
    );
}

fn noise(salt: u32) -> Cases {
    fixtures::noise(78, salt)
}

/// As for the box: more than 6 of 40 has a probability of 0.0034 at a level of 5%.
#[test]
fn in_noise_a_rule_is_told_no_more_often_than_stated() {
    let told = (0..40).filter(|&salt| search(&noise(salt), 1).unwrap().beats_chance());
    let told = told.count();
    assert!(told <= 6, "{told} of 40");
}

#[test]
fn folds_are_equal_in_size_and_in_cases_of_interest() {
    let cases = noise(4);
    let folds = folds(&cases, 9);
    for fold in 0..10 {
        let members = (0..80).filter(|&case| folds[case] == fold);
        assert_eq!(members.clone().count(), 8);
        let hits = members.filter(|&case| cases.interest()[case]).count();
        assert!(hits.abs_diff(cases.hits() / 10) <= 1);
    }
}

/// With one input that decides all, the error of the told tree is that of one split: each fold is
/// predicted without fault, and the root's error is share times rest.
#[test]
fn an_input_that_decides_all_is_told_with_one_split() {
    let column: Vec<f64> = (0..80).map(f64::from).collect();
    let names: Vec<u32> = (0..80).collect();
    let interest: Vec<bool> = (0..80).map(|at| at >= 40).collect();
    let cases = Cases::new(&names, &[(0, column)], &interest).unwrap();
    let validated = validate(&cases, 3);
    assert_eq!(validated.trees.len(), 2);
    assert!(
        (validated.errors[1] - 0.25).abs() < 1e-12,
        "{:?}",
        validated.errors
    );
    let found = search(&cases, 3).unwrap();
    assert_eq!(found.tree.leaves(), 2);
    assert!((found.tree.nodes[0].split.unwrap().at - 39.5).abs() < 1e-12);
    assert!(found.skill > 0.9, "{}", found.skill);
}

/// Each case above 0.5 in both or in neither: no single split helps, and none is made up.
#[test]
fn a_split_that_does_not_help_is_not_made() {
    let at = |place: u32| f64::from(place % 4 / 2);
    let names: Vec<u32> = (0..80).collect();
    let one: Vec<f64> = names.iter().map(|&place| at(place)).collect();
    let two: Vec<f64> = names.iter().map(|&place| f64::from(place % 2)).collect();
    let interest: Vec<bool> = one
        .iter()
        .zip(&two)
        .map(|(a, b)| (a - b).abs() < 0.5)
        .collect();
    let cases = Cases::new(&names, &[(0, one), (1, two)], &interest).unwrap();
    let tree = grow(&cases, &[true; 80], 5);
    assert_eq!(tree.nodes.len(), 1);
    assert!(!search(&cases, 1).unwrap().beats_chance());
}
