//! A small classification tree that gives a readable rule (Breiman, Friedman, Olshen and Stone,
//! Classification and Regression Trees, 1984).
//!
//! | file | holds |
//! | --- | --- |
//! | [`grow`] | splits of smallest Gini impurity |
//! | [`prune`] | cost-complexity pruning: the nested trees from the whole to the root |
//! | [`choose`] | the tree told, by cross-validation, and whether it beats chance |
//! | [`rule`] | the tree as groups of cases with conditions |

pub mod choose;
pub mod grow;
pub mod prune;
pub mod rule;

#[cfg(test)]
mod reference;
