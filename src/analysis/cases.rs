//! The points of a sample sorted into cases of interest and others, with the inputs that were
//! varied: what scenario discovery looks at (Bryant and Lempert, Technological Forecasting and
//! Social Change 77, 2010). Cases stand in the order of their names, so that nothing depends on
//! the order in which they came.

/// Points of a sample, each of interest or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    names: Vec<u32>,
    inputs: Vec<usize>,
    columns: Vec<Vec<f64>>,
    interest: Vec<bool>,
    orders: Vec<Vec<u32>>,
}

impl Cases {
    /// Cases from their names (the numbers of the sweep points), the inputs as (position in the
    /// study, one value for each case) and whether each is of interest. Inputs that do not vary
    /// are left out. `None` where lengths differ, a name stands twice or a value is not finite.
    #[must_use]
    pub fn new(names: &[u32], inputs: &[(usize, Vec<f64>)], interest: &[bool]) -> Option<Self> {
        let n = names.len();
        let fits = interest.len() == n
            && inputs
                .iter()
                .all(|(_, values)| values.len() == n && values.iter().all(|x| x.is_finite()));
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&at| names[at]);
        let twice = order.windows(2).any(|two| names[two[0]] == names[two[1]]);
        if !fits || twice {
            return None;
        }
        let mut cases = Self {
            names: order.iter().map(|&at| names[at]).collect(),
            inputs: Vec::new(),
            columns: Vec::new(),
            interest: order.iter().map(|&at| interest[at]).collect(),
            orders: Vec::new(),
        };
        for (position, values) in inputs {
            let column: Vec<f64> = order.iter().map(|&at| values[at]).collect();
            let mut rising: Vec<u32> = (0..n as u32).collect();
            rising.sort_by(|&a, &b| column[a as usize].total_cmp(&column[b as usize]));
            let ends = (rising.first(), rising.last());
            if let (Some(&first), Some(&last)) = ends
                && column[first as usize] < column[last as usize]
            {
                cases.inputs.push(*position);
                cases.columns.push(column);
                cases.orders.push(rising);
            }
        }
        Some(cases)
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many are of interest.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.interest.iter().filter(|&&hit| hit).count()
    }

    /// The name of each case, rising.
    #[must_use]
    pub fn names(&self) -> &[u32] {
        &self.names
    }

    /// Position in the study of each input that varies.
    #[must_use]
    pub fn inputs(&self) -> &[usize] {
        &self.inputs
    }

    /// The values of an input that varies, by its position among those, case by case.
    #[must_use]
    pub fn column(&self, input: usize) -> &[f64] {
        &self.columns[input]
    }

    /// The cases in rising order of an input; equal values in the order of names.
    #[must_use]
    pub fn rising(&self, input: usize) -> &[u32] {
        &self.orders[input]
    }

    /// The smallest and largest value of an input.
    #[must_use]
    pub fn range(&self, input: usize) -> (f64, f64) {
        let rising = &self.orders[input];
        let at = |end: Option<&u32>| end.map_or(0.0, |&case| self.columns[input][case as usize]);
        (at(rising.first()), at(rising.last()))
    }

    /// Whether each case is of interest.
    #[must_use]
    pub fn interest(&self) -> &[bool] {
        &self.interest
    }

    /// The same cases with other marks of interest; `None` where their number is wrong.
    #[must_use]
    pub fn marked(&self, interest: Vec<bool>) -> Option<Self> {
        (interest.len() == self.len()).then(|| Self {
            interest,
            ..self.clone()
        })
    }

    /// The inputs, by position among those that vary, that tell cases of interest from others most
    /// clearly, in their order: those whose chance that a case of interest has the larger value is
    /// furthest from one half (Mann and Whitney, Annals of Mathematical Statistics 18, 1947; equal
    /// values count one half). At a tie the first ones.
    #[must_use]
    pub fn telling(&self, most: usize) -> Vec<usize> {
        let strength = |input: usize| {
            let (column, rising) = (&self.columns[input], &self.orders[input]);
            // Twice the number of pairs in which the case of interest has the larger value.
            let (mut pairs, mut others_below, mut at) = (0_u64, 0_u64, 0);
            while at < rising.len() {
                let value = column[rising[at] as usize];
                let equal = rising[at..]
                    .iter()
                    .take_while(|&&case| column[case as usize] <= value);
                let (mut hits, mut others) = (0_u64, 0_u64);
                for &case in equal {
                    if self.interest[case as usize] {
                        hits += 1;
                    } else {
                        others += 1;
                    }
                }
                pairs += hits * (2 * others_below + others);
                others_below += others;
                at += (hits + others) as usize;
            }
            let all = self.hits() as u64 * (self.len() - self.hits()) as u64;
            pairs.abs_diff(all)
        };
        let strengths: Vec<u64> = (0..self.inputs.len()).map(strength).collect();
        let mut order: Vec<usize> = (0..self.inputs.len()).collect();
        order.sort_by_key(|&input| (std::cmp::Reverse(strengths[input]), input));
        order.truncate(most);
        order.sort_unstable();
        order
    }

    /// The same cases with some of the inputs, by position among those that vary, rising.
    #[must_use]
    pub fn with_inputs(&self, kept: &[usize]) -> Self {
        Self {
            names: self.names.clone(),
            inputs: kept.iter().map(|&input| self.inputs[input]).collect(),
            columns: kept
                .iter()
                .map(|&input| self.columns[input].clone())
                .collect(),
            interest: self.interest.clone(),
            orders: kept
                .iter()
                .map(|&input| self.orders[input].clone())
                .collect(),
        }
    }

    /// Some of the cases, by position.
    #[must_use]
    pub fn some(&self, kept: &[usize]) -> Option<Self> {
        let names: Vec<u32> = kept.iter().map(|&at| self.names[at]).collect();
        let interest: Vec<bool> = kept.iter().map(|&at| self.interest[at]).collect();
        let inputs: Vec<(usize, Vec<f64>)> = self
            .inputs
            .iter()
            .zip(&self.columns)
            .map(|(&input, column)| (input, kept.iter().map(|&at| column[at]).collect()))
            .collect();
        Self::new(&names, &inputs, &interest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_stand_by_name_whatever_order_they_came_in() {
        let inputs = |values: [f64; 3]| vec![(4, values.to_vec()), (7, vec![1.0; 3])];
        let one = Cases::new(&[3, 1, 2], &inputs([0.3, 0.1, 0.2]), &[true, false, true]).unwrap();
        let two = Cases::new(&[1, 2, 3], &inputs([0.1, 0.2, 0.3]), &[false, true, true]).unwrap();
        assert_eq!(one, two);
        assert_eq!((one.len(), one.hits(), one.inputs()), (3, 2, &[4][..]));
        assert_eq!((one.range(0), one.rising(0)), ((0.1, 0.3), &[0, 1, 2][..]));
    }

    // scipy 1.17.1: stats.mannwhitneyu([1, 2, 2], [1, 3, 4, 0]).statistic is 5.5 of 12 pairs, and of
    // [5, 6, 7], [1, 2, 3, 6] it is 10.5.
    #[test]
    fn the_inputs_that_tell_most_are_those_of_the_largest_rank_difference() {
        let interest = [true, true, true, false, false, false, false];
        let weak = vec![1.0, 2.0, 2.0, 1.0, 3.0, 4.0, 0.0];
        let strong = vec![5.0, 6.0, 7.0, 1.0, 2.0, 3.0, 6.0];
        let turned: Vec<f64> = strong.iter().map(|x| -x).collect();
        let inputs = [(0, weak), (1, strong), (2, turned)];
        let cases = Cases::new(&[1, 2, 3, 4, 5, 6, 7], &inputs, &interest).unwrap();
        assert_eq!(cases.telling(1), [1]);
        assert_eq!(cases.telling(2), [1, 2]);
        assert_eq!(cases.telling(9), [0, 1, 2]);
        let kept = cases.with_inputs(&[1, 2]);
        assert_eq!((kept.inputs(), kept.range(0)), (&[1, 2][..], (1.0, 7.0)));
    }

    #[test]
    fn a_name_twice_a_wrong_length_and_a_hole_are_refused() {
        assert!(Cases::new(&[1, 1], &[(0, vec![0.0, 1.0])], &[true, false]).is_none());
        assert!(Cases::new(&[1, 2], &[(0, vec![0.0])], &[true, false]).is_none());
        assert!(Cases::new(&[1, 2], &[(0, vec![0.0, f64::NAN])], &[true, false]).is_none());
        assert!(Cases::new(&[1, 2], &[(0, vec![0.0, 1.0])], &[true]).is_none());
    }
}
