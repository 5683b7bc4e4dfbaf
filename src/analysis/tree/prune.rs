//! Cost-complexity pruning: a price on every leaf, rising from nothing, takes splits off one after
//! another until the root alone is left. The cost of a tree is the impurity of its leaves as a
//! share of all cases, plus the price times the number of leaves.

use super::grow::Tree;

/// Two prices nearer than this are one.
const EQUAL: f64 = 1e-12;

/// A tree, and the price from which on it is the cheapest.
#[derive(Clone, Debug, PartialEq)]
pub struct Pruned {
    /// Price of a leaf; a share of the cases.
    pub price: f64,
    /// The cheapest tree from this price up to the next.
    pub tree: Tree,
}

/// The cheapest trees in the order of rising prices: the whole tree first, the root alone last.
#[must_use]
pub fn path(tree: &Tree) -> Vec<Pruned> {
    let mut tree = tree.clone();
    let mut found = vec![Pruned {
        price: 0.0,
        tree: compact(&tree),
    }];
    while let Some(price) = weakest(&tree) {
        // All branches of this price go; taking one off can lower the price of those above it.
        while let Some(next) = weakest(&tree).filter(|next| *next <= price + EQUAL) {
            cut(&mut tree, next);
        }
        let price = price.max(0.0);
        let pruned = Pruned {
            price,
            tree: compact(&tree),
        };
        match found.last_mut() {
            Some(last) if price <= last.price + EQUAL => last.tree = pruned.tree,
            _ => found.push(pruned),
        }
    }
    found
}

/// Impurity of the leaves below a node, and their number.
fn below(tree: &Tree, node: usize) -> (f64, usize) {
    match tree.nodes[node].split {
        None => (tree.nodes[node].impurity(), 1),
        Some(split) => {
            let (left, right) = (below(tree, split.left), below(tree, split.right));
            (left.0 + right.0, left.1 + right.1)
        }
    }
}

/// The price at which the branch of a node no longer pays.
fn price(tree: &Tree, node: usize) -> f64 {
    let (impurity, leaves) = below(tree, node);
    let all = tree.nodes[0].cases.max(1) as f64;
    (tree.nodes[node].impurity() - impurity) / all / (leaves.max(2) - 1) as f64
}

fn branches(tree: &Tree) -> Vec<usize> {
    let mut open = vec![0];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if let Some(split) = tree.nodes[node].split {
            found.push(node);
            open.extend([split.right, split.left]);
        }
    }
    found
}

fn weakest(tree: &Tree) -> Option<f64> {
    let prices = branches(tree).into_iter().map(|node| price(tree, node));
    prices.reduce(f64::min)
}

/// Takes off the first branch of a price, from the root downwards.
fn cut(tree: &mut Tree, lowest: f64) {
    let weak = branches(tree)
        .into_iter()
        .find(|&node| price(tree, node) <= lowest + EQUAL);
    if let Some(node) = weak {
        tree.nodes[node].split = None;
    }
}

/// The nodes that can still be reached, in the same order.
fn compact(tree: &Tree) -> Tree {
    let mut kept = vec![false; tree.nodes.len()];
    let mut open = vec![0];
    while let Some(node) = open.pop() {
        kept[node] = true;
        if let Some(split) = tree.nodes[node].split {
            open.extend([split.left, split.right]);
        }
    }
    let mut place = 0;
    let places: Vec<usize> = kept
        .iter()
        .map(|&kept| {
            place += usize::from(kept);
            place.saturating_sub(1)
        })
        .collect();
    let nodes = tree.nodes.iter().zip(&kept).filter(|(_, kept)| **kept);
    let moved = nodes.map(|(node, _)| {
        let mut node = *node;
        if let Some(split) = &mut node.split {
            split.left = places[split.left];
            split.right = places[split.right];
        }
        node
    });
    Tree {
        nodes: moved.collect(),
    }
}
