//! Boxes: limits on some inputs, the cases inside, and how likely each limit is luck.

use crate::analysis::binomial::at_least;
use crate::analysis::cases::Cases;

/// The limits on one input; a side that is not limited stands at the end of what was sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The input, as a position among those that vary.
    pub input: usize,
    /// Lowest value inside.
    pub low: f64,
    /// Highest value inside.
    pub high: f64,
}

/// A box and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrimBox {
    /// The limited inputs, in their order.
    pub limits: Vec<Limit>,
    /// Cases inside.
    pub cases: usize,
    /// Cases of interest inside.
    pub hits: usize,
}

/// The measures of a box within a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Share of all cases of interest that are inside, 0 to 1.
    pub coverage: f64,
    /// Share of the cases inside that are of interest, 0 to 1.
    pub density: f64,
    /// Share of all cases that are inside, 0 to 1.
    pub mass: f64,
    /// Coverage less the share of all other cases that are inside, -1 to 1: 0 for a box that holds
    /// both alike, 1 for one that holds all cases of interest and no other (Youden, Cancer 3,
    /// 1950; in proportion to the weighted relative accuracy of subgroup discovery).
    pub lead: f64,
}

impl PrimBox {
    /// The box with some limits, its cases counted.
    #[must_use]
    pub fn of(cases: &Cases, limits: Vec<Limit>) -> Self {
        let (mut inside, mut hits) = (0, 0);
        for case in 0..cases.len() {
            if holds(cases, &limits, case) {
                inside += 1;
                hits += usize::from(cases.interest()[case]);
            }
        }
        Self {
            limits,
            cases: inside,
            hits,
        }
    }

    /// Coverage, density, mass and lead.
    #[must_use]
    pub fn measures(&self, cases: &Cases) -> Measures {
        let share = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                part as f64 / whole as f64
            }
        };
        let others = cases.len() - cases.hits();
        let coverage = share(self.hits, cases.hits());
        Measures {
            coverage,
            density: share(self.hits, self.cases),
            mass: share(self.cases, cases.len()),
            lead: coverage - share(self.cases - self.hits, others),
        }
    }

    /// The quasi-p of a limited input: how likely so many cases of interest are by luck, were the
    /// density that of the box without any limit on the input (Bryant and Lempert 2010). "Quasi",
    /// because the limit was chosen to make it small.
    #[must_use]
    pub fn quasi_p(&self, cases: &Cases, input: usize) -> f64 {
        self.against(cases, self.without(input))
    }

    /// The quasi-p of every limited input, in one pass over the cases.
    #[must_use]
    pub fn quasi_ps(&self, cases: &Cases) -> Vec<f64> {
        // Without the limit on one input a box also holds what fails that limit alone.
        let mut more = vec![[0_usize; 2]; self.limits.len()];
        for case in 0..cases.len() {
            let mut failed =
                (0..self.limits.len()).filter(|&at| !holds(cases, &self.limits[at..=at], case));
            if let (Some(alone), None) = (failed.next(), failed.next()) {
                more[alone][0] += 1;
                more[alone][1] += usize::from(cases.interest()[case]);
            }
        }
        more.into_iter()
            .map(|[beside, hits]| {
                let share = (self.hits + hits) as f64 / (self.cases + beside) as f64;
                at_least(self.hits, self.cases, share)
            })
            .collect()
    }

    /// The same for one side of a limited input, the upper one or the lower one; `None` where that
    /// side is not limited.
    #[must_use]
    pub fn quasi_p_of_side(&self, cases: &Cases, input: usize, upper: bool) -> Option<f64> {
        let (low, high) = cases.range(input);
        let mut limits = self.limits.clone();
        let limit = limits.iter_mut().find(|limit| limit.input == input)?;
        let limited = if upper {
            limit.high < high
        } else {
            limit.low > low
        };
        if upper {
            limit.high = high;
        } else {
            limit.low = low;
        }
        limited.then(|| self.against(cases, limits))
    }

    /// The limits without those on one input.
    #[must_use]
    pub fn without(&self, input: usize) -> Vec<Limit> {
        let others = self.limits.iter().filter(|limit| limit.input != input);
        others.copied().collect()
    }

    fn against(&self, cases: &Cases, limits: Vec<Limit>) -> f64 {
        let wider = Self::of(cases, limits);
        at_least(
            self.hits,
            self.cases,
            wider.hits as f64 / wider.cases as f64,
        )
    }
}

/// Whether a case lies inside limits, ends included.
#[must_use]
pub fn holds(cases: &Cases, limits: &[Limit], case: usize) -> bool {
    limits.iter().all(|limit| {
        let value = cases.column(limit.input)[case];
        limit.low <= value && value <= limit.high
    })
}
