//! Growing a tree: each group of cases is split in two at the value of one input that leaves the
//! smallest Gini impurity, as long as both halves are large enough.

use crate::analysis::cases::Cases;

/// How many splits lie between the root and a leaf, at most.
pub const DEPTH: usize = 3;
/// Fewest cases in a leaf, whatever the sample.
pub const LEAF: usize = 5;
/// Two impurities nearer than this (a share of the cases) are equal: rounding decides nothing.
const EQUAL: f64 = 1e-12;

/// Where a group is split: cases at or below the value go left, the others right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The input, as a position among those that vary.
    pub input: usize,
    /// Halfway between the nearest values on either side.
    pub at: f64,
    /// Position of the node of low values.
    pub left: usize,
    /// Position of the node of high values.
    pub right: usize,
}

/// A group of cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Its cases.
    pub cases: usize,
    /// Those of interest.
    pub hits: usize,
    /// How it is split; `None` for a leaf.
    pub split: Option<Split>,
}

impl Node {
    /// Gini impurity times the number of cases: what a leaf leaves unexplained.
    #[must_use]
    pub fn impurity(&self) -> f64 {
        weighted_gini(self.cases, self.hits)
    }

    /// Share of interest.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.hits as f64 / self.cases.max(1) as f64
    }
}

/// A tree; its first node is the root, and children stand behind their parents.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The nodes.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The leaf in which a case with these values falls.
    #[must_use]
    pub fn leaf(&self, value: impl Fn(usize) -> f64) -> &Node {
        let mut node = &self.nodes[0];
        while let Some(split) = node.split {
            let next = if value(split.input) <= split.at {
                split.left
            } else {
                split.right
            };
            node = &self.nodes[next];
        }
        node
    }

    /// How many groups it tells apart.
    #[must_use]
    pub fn leaves(&self) -> usize {
        self.nodes
            .iter()
            .filter(|node| node.split.is_none())
            .count()
    }
}

fn weighted_gini(cases: usize, hits: usize) -> f64 {
    if cases == 0 {
        return 0.0;
    }
    2.0 * (hits * (cases - hits)) as f64 / cases as f64
}

/// Fewest cases in a leaf of a tree on so many cases: a twentieth, at least [`LEAF`].
#[must_use]
pub fn fewest_in_leaf(cases: usize) -> usize {
    cases.div_ceil(20).max(LEAF)
}

/// The best split of a node found so far.
#[derive(Clone, Copy)]
struct Best {
    impurity: f64,
    input: usize,
    at: f64,
}

/// What has been passed of a node on the way up one input.
#[derive(Clone, Copy, Default)]
struct Passed {
    cases: usize,
    hits: usize,
    last: f64,
}

/// Grows a tree on the cases that are `used`. Of equal splits the one on the first input is taken,
/// at its lowest value.
#[must_use]
pub fn grow(cases: &Cases, used: &[bool], fewest: usize) -> Tree {
    const NOWHERE: usize = usize::MAX;
    let mut node_of: Vec<usize> = used
        .iter()
        .map(|&used| if used { 0 } else { NOWHERE })
        .collect();
    let count = |node_of: &[usize], node: usize| {
        let mut found = Node {
            cases: 0,
            hits: 0,
            split: None,
        };
        for (&of, &hit) in node_of.iter().zip(cases.interest()) {
            if of == node {
                found.cases += 1;
                found.hits += usize::from(hit);
            }
        }
        found
    };
    let mut nodes = vec![count(&node_of, 0)];
    let mut level = 0..1;
    for _ in 0..DEPTH {
        let best = best_splits(cases, &node_of, &nodes, level.clone(), fewest);
        let start = nodes.len();
        for (node, best) in level.clone().zip(best) {
            let Some(best) = best else { continue };
            let (left, right) = (nodes.len(), nodes.len() + 1);
            let column = cases.column(best.input);
            for (of, &value) in node_of.iter_mut().zip(column) {
                if *of == node {
                    *of = if value <= best.at { left } else { right };
                }
            }
            nodes.push(count(&node_of, left));
            nodes.push(count(&node_of, right));
            nodes[node].split = Some(Split {
                input: best.input,
                at: best.at,
                left,
                right,
            });
        }
        level = start..nodes.len();
        if level.is_empty() {
            break;
        }
    }
    Tree { nodes }
}

/// The best split of each node of a level, in one pass up each input.
fn best_splits(
    cases: &Cases,
    node_of: &[usize],
    nodes: &[Node],
    level: std::ops::Range<usize>,
    fewest: usize,
) -> Vec<Option<Best>> {
    let mut best: Vec<Option<Best>> = vec![None; level.len()];
    let mut passed = vec![Passed::default(); level.len()];
    for input in 0..cases.inputs().len() {
        passed.fill(Passed::default());
        let column = cases.column(input);
        for &case in cases.rising(input) {
            let case = case as usize;
            let node = node_of[case];
            if !level.contains(&node) {
                continue;
            }
            let (whole, at) = (&nodes[node], node - level.start);
            let below = &mut passed[at];
            let value = column[case];
            let above = whole.cases - below.cases;
            if below.cases >= fewest && above >= fewest && below.last < value {
                let impurity = weighted_gini(below.cases, below.hits)
                    + weighted_gini(above, whole.hits - below.hits);
                let limit = best[at].map_or(whole.impurity(), |best| best.impurity);
                if impurity < limit - EQUAL * whole.cases as f64 {
                    let middle = f64::midpoint(below.last, value);
                    best[at] = Some(Best {
                        impurity,
                        input,
                        // Between neighbouring numbers the midpoint can be the upper one.
                        at: if middle < value { middle } else { below.last },
                    });
                }
            }
            below.cases += 1;
            below.hits += usize::from(cases.interest()[case]);
            below.last = value;
        }
    }
    best
}
