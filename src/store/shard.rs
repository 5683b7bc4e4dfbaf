//! Which share of an experiment one process does when many machines do it together.
//!
//! A shard is a set of whole batches of the plan: batch `b` belongs to shard `b mod n`. Batches are
//! dealt out in turn, so shards differ by at most one batch, every shard holds early and late
//! replicates, and which batch belongs where follows from the plan alone.

use std::fmt::Write as _;

/// One of the shards of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Its number, from 0 to `of` - 1.
    pub number: u32,
    /// Number of shards, at least 1.
    pub of: u32,
}

impl Shard {
    /// The shard that does a batch when there are `of` shards.
    #[must_use]
    pub fn of_batch(batch: u32, of: u32) -> Self {
        Self {
            number: batch % of.max(1),
            of,
        }
    }

    /// Whether a batch of the plan belongs to it.
    #[must_use]
    pub fn holds(self, batch: u32) -> bool {
        Self::of_batch(batch, self.of) == self
    }
}

/// Ascending numbers as schedulers write them: `3,7,12-15`. No numbers are an empty text.
#[must_use]
pub fn ranges(numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < numbers.len() {
        let first = numbers[at];
        let mut last = first;
        while let Some(next) = numbers.get(at + 1).filter(|next| **next == last + 1) {
            last = *next;
            at += 1;
        }
        let comma = if text.is_empty() { "" } else { "," };
        // Writing to a text cannot fail.
        let _ = if first == last {
            write!(text, "{comma}{first}")
        } else {
            write!(text, "{comma}{first}-{last}")
        };
        at += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_batch_belongs_to_one_shard_and_shards_differ_by_one_batch_at_most() {
        for of in [1, 3, 7] {
            let sizes: Vec<usize> = (0..of)
                .map(|number| (0..20).filter(|b| Shard { number, of }.holds(*b)).count())
                .collect();
            assert_eq!(sizes.iter().sum::<usize>(), 20);
            let [least, most] = [sizes.iter().min(), sizes.iter().max()].map(Option::unwrap);
            assert!(most - least <= 1, "{sizes:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_schedulers_write_them() {
        assert_eq!(ranges(&[3, 7, 12, 13, 14, 15]), "3,7,12-15");
        assert_eq!(ranges(&[0, 1]), "0-1");
        assert_eq!(ranges(&[5]), "5");
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[u32::MAX - 1, u32::MAX]), "4294967294-4294967295");
    }
}
