//! Regular parts of the combinations of two levels (G. E. P. Box and J. S. Hunter, "The 2^(k-p)
//! fractional factorial designs", Technometrics 3, 1961).
//!
//! A basic factor has a column of its own; every other factor is a product of basic ones, and
//! stands high where its product is positive. A product of factors that is constant over the
//! design is a word of its defining relation; the length of the shortest is the resolution. With
//! resolution 3 no two factors move together, with 4 no factor moves as a product of two does, and
//! with 5 no two such products do.

use super::sampling::Fraction;

/// Most basic factors: 2 to this many points.
const MOST_BASIC: u32 = 19;
/// Most words of a defining relation that are written out.
const MOST_WORDS: usize = 15;

/// Every combination.
#[must_use]
pub fn full(factors: usize) -> Fraction {
    Fraction {
        basic: factors as u32,
        columns: (0..factors as u32)
            .map(|bit| 1_u32.checked_shl(bit).unwrap_or(0))
            .collect(),
        turned: vec![false; factors],
    }
}

/// The smallest regular part of at least this resolution, 3 to 5, that columns chosen in ascending
/// order give: a column is taken where it is no sum of `resolution - 2` or fewer before it (the
/// greedy code of J. H. Conway and N. J. A. Sloane, IEEE Transactions on Information Theory 32,
/// 1986). `None` where none has 2^19 points or fewer.
#[must_use]
pub fn smallest(factors: usize, resolution: usize) -> Option<Fraction> {
    (1..=MOST_BASIC).find_map(|basic| {
        let columns = columns(basic, factors, resolution)?;
        // The first columns to have one bit each are the basic ones, and there are `basic` of them
        // or the part would be larger than it needs to be.
        let used = columns.iter().fold(0, |all, column| all | column);
        (used.count_ones() == basic).then(|| Fraction {
            basic,
            turned: vec![false; columns.len()],
            columns,
        })
    })
}

fn columns(basic: u32, factors: usize, resolution: usize) -> Option<Vec<u32>> {
    let size = 1_usize << basic;
    // By number of columns: which sums of so many or fewer there are.
    let mut sums = vec![vec![false; size]; resolution - 1];
    for level in &mut sums {
        level[0] = true;
    }
    let mut found: Vec<u32> = Vec::new();
    for column in 1..size {
        if found.len() == factors {
            break;
        }
        if sums[resolution - 2][column] {
            continue;
        }
        found.push(column as u32);
        for count in (1..resolution - 1).rev() {
            let (fewer, more) = sums.split_at_mut(count);
            for (at, there) in fewer[count - 1].iter().enumerate() {
                if *there {
                    more[0][at ^ column] = true;
                }
            }
        }
    }
    (found.len() == factors).then_some(found)
}

impl Fraction {
    /// Whether a factor stands high at a point, counted from 0.
    #[must_use]
    pub fn is_high(&self, factor: usize, point: u32) -> bool {
        let column = self.columns.get(factor).copied().unwrap_or(0);
        let turned = self.turned.get(factor).copied().unwrap_or(false);
        // A basic factor stands high where its bit is set, that is where its sign is positive; a
        // product of m signs is positive where the number of negative ones is even.
        let negative = column.count_ones() - (column & point).count_ones();
        negative.is_multiple_of(2) != turned
    }

    /// Factors that are products of others, as the words of the defining relation that they give:
    /// positions of factors, the product first, and whether the word is negative.
    #[must_use]
    pub fn generators(&self) -> Vec<(Vec<usize>, bool)> {
        let basic = |bit: u32| self.columns.iter().position(|column| *column == bit);
        let mut words = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if column.count_ones() > 1 || self.columns[..at].contains(column) {
                let bits = (0..self.basic).map(|bit| 1 << bit);
                let mut word = vec![at];
                word.extend(bits.filter(|bit| column & bit != 0).filter_map(basic));
                words.push((word, self.turned.get(at).copied().unwrap_or(false)));
            }
        }
        words
    }

    /// The length of the shortest word of the defining relation; `None` where nothing is
    /// confounded, or no word of five factors or fewer is.
    #[must_use]
    pub fn resolution(&self) -> Option<usize> {
        let columns = &self.columns;
        let mut sorted = columns.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            return Some(2);
        }
        let has = |column: u32| sorted.binary_search(&column).is_ok();
        let pairs = || {
            let first = columns.iter().enumerate();
            first.flat_map(|(at, one)| columns[at + 1..].iter().map(move |other| one ^ other))
        };
        if pairs().any(has) {
            return Some(3);
        }
        let mut sums: Vec<u32> = pairs().collect();
        sums.sort_unstable();
        if sums.windows(2).any(|pair| pair[0] == pair[1]) {
            return Some(4);
        }
        let five = columns
            .iter()
            .any(|one| pairs().any(|pair| pair != 0 && sums.binary_search(&(pair ^ one)).is_ok()));
        five.then_some(5)
    }

    /// The defining relation in letters, and the resolution, for a person; letters are those of
    /// [`letter`].
    #[must_use]
    pub fn relation(&self) -> String {
        let generators = self.generators();
        if generators.is_empty() {
            return "every combination, nothing confounded".to_owned();
        }
        let masks: Vec<(Vec<bool>, bool)> = generators
            .iter()
            .map(|(word, negative)| {
                let mut mask = vec![false; self.columns.len()];
                for &at in word {
                    mask[at] = true;
                }
                (mask, *negative)
            })
            .collect();
        let mut words = Vec::new();
        let all = (1_usize << masks.len().min(16)) - 1;
        let written = all <= MOST_WORDS;
        for set in 1..=if written { all } else { 0 } {
            let chosen = (0..masks.len()).filter(|bit| set & (1 << bit) != 0);
            let mut word = vec![false; self.columns.len()];
            let mut negative = false;
            for bit in chosen {
                let (mask, sign) = &masks[bit];
                for (to, from) in word.iter_mut().zip(mask) {
                    *to ^= from;
                }
                negative ^= sign;
            }
            words.push(spelt(&word, negative));
        }
        if !written {
            words = masks
                .iter()
                .map(|(mask, sign)| spelt(mask, *sign))
                .collect();
        }
        words.sort_by_key(|word| (word.split(' ').count(), word.clone()));
        let resolution = match self.resolution() {
            Some(length) => format!("resolution {length}"),
            None => "resolution above 5".to_owned(),
        };
        if written {
            format!("I = {}; {resolution}", words.join(" = "))
        } else {
            let shown = words.iter().take(MOST_WORDS).cloned().collect::<Vec<_>>();
            let more = words.len().saturating_sub(MOST_WORDS);
            let rest = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "generators I = {}{rest}; {resolution}",
                shown.join(", I = ")
            )
        }
    }
}

fn spelt(word: &[bool], negative: bool) -> String {
    let letters: Vec<String> = (0..word.len()).filter(|&at| word[at]).map(letter).collect();
    format!("{}{}", if negative { "-" } else { "" }, letters.join(" "))
}

/// The letter of a factor by its position: A to Z without I, which stands for the constant, then
/// A1, B1 and so on.
#[must_use]
pub fn letter(position: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[position % LETTERS.len()]);
    match position / LETTERS.len() {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_parts_have_the_sizes_of_the_published_table() {
        // Box, Hunter and Hunter, "Statistics for Experimenters" (1978), table 12.15.
        for (factors, resolution, basic) in [
            (7, 3, 3),
            (15, 3, 4),
            (8, 4, 4),
            (16, 4, 5),
            (5, 5, 4),
            (6, 5, 5),
            (8, 5, 6),
            (11, 5, 7),
        ] {
            let found = smallest(factors, resolution).unwrap();
            assert_eq!(found.basic, basic, "{factors} at {resolution}");
            assert_eq!(found.columns.len(), factors);
            let reached = found.resolution();
            assert!(
                reached.is_none_or(|length| length >= resolution),
                "{reached:?}"
            );
        }
        assert!(smallest(316, 3).unwrap().basic == 9);
    }

    #[test]
    fn the_half_of_five_factors_is_defined_by_their_product() {
        let half = smallest(5, 5).unwrap();
        assert_eq!(half.relation(), "I = A B C D E; resolution 5");
        assert_eq!(half.resolution(), Some(5));
        let full = full(3);
        assert_eq!(full.relation(), "every combination, nothing confounded");
        assert_eq!(full.resolution(), None);
    }

    #[test]
    fn a_turned_product_stands_the_other_way_at_every_point() {
        let mut quarter = Fraction {
            basic: 2,
            columns: vec![1, 2, 3],
            turned: vec![false; 3],
        };
        let column = |f: &Fraction| (0..4).map(|at| f.is_high(2, at)).collect::<Vec<bool>>();
        // Signs -- +- -+ ++ have products + - - +.
        assert_eq!(column(&quarter), [true, false, false, true]);
        quarter.turned[2] = true;
        assert_eq!(column(&quarter), [false, true, true, false]);
        assert_eq!(quarter.relation(), "I = -A B C; resolution 3");
    }

    #[test]
    fn letters_leave_out_the_constant() {
        assert_eq!(letter(8), "J");
        assert_eq!(letter(25), "A1");
    }
}
