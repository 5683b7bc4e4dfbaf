//! A tree as groups: for each leaf the conditions that lead there, one range an input.

use super::grow::Tree;
use crate::analysis::prim::boxes::Limit;

/// A leaf and how one gets there.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The ranges, in the order in which the inputs were first split; a side without a condition
    /// is infinite. Cases lie above the low end and at or below the high one.
    pub conditions: Vec<Limit>,
    /// Cases in the leaf.
    pub cases: usize,
    /// Those of interest.
    pub hits: usize,
}

impl Group {
    /// Whether most of its cases are of interest.
    #[must_use]
    pub fn mostly(&self) -> bool {
        2 * self.hits > self.cases
    }
}

/// The groups of a tree, low values first.
#[must_use]
pub fn groups(tree: &Tree) -> Vec<Group> {
    let mut found = Vec::new();
    descend(tree, 0, &[], &mut found);
    found
}

fn descend(tree: &Tree, node: usize, conditions: &[Limit], found: &mut Vec<Group>) {
    let Some(split) = tree.nodes[node].split else {
        found.push(Group {
            conditions: conditions.to_vec(),
            cases: tree.nodes[node].cases,
            hits: tree.nodes[node].hits,
        });
        return;
    };
    for (child, upper) in [(split.left, false), (split.right, true)] {
        let mut conditions = conditions.to_vec();
        let known = conditions.iter().position(|c| c.input == split.input);
        let at = known.unwrap_or_else(|| {
            conditions.push(Limit {
                input: split.input,
                low: f64::NEG_INFINITY,
                high: f64::INFINITY,
            });
            conditions.len() - 1
        });
        if upper {
            conditions[at].low = split.at;
        } else {
            conditions[at].high = split.at;
        }
        descend(tree, child, &conditions, found);
    }
}
