//! Peeling and pasting. From the box of all cases a twentieth is peeled off again and again, from
//! whichever end of whichever input raises the density most for each case lost; then what was
//! peeled off too much is pasted back.
//!
//! The gain of a peel or paste is the change of the density over the number of cases that change
//! side (the "lenient" rule of the EMA Workbench, after section 14.1 of Friedman and Fisher). Of
//! equal gains the box with fewer limited inputs is taken, then the input that comes first, upper
//! end before lower when peeling and lower before upper when pasting.

use super::boxes::{Limit, PrimBox};
use crate::analysis::cases::Cases;

/// Share of the cases in a box that one peel takes off.
pub const PEEL: f64 = 0.05;
/// Share of the cases beside a box that one paste adds.
pub const PASTE: f64 = 0.05;
/// Smallest share of all cases that a box may hold.
pub const MASS: f64 = 0.05;

/// The boxes from all cases to the last, in the order found: peels, then pastes.
#[must_use]
pub fn trajectory(cases: &Cases) -> Vec<PrimBox> {
    let mut search = Search::new(cases);
    let mut found = vec![PrimBox::of(cases, Vec::new())];
    if cases.is_empty() {
        return found;
    }
    while search.peel() {
        found.push(search.current());
    }
    while search.paste() {
        found.push(search.current());
    }
    found
}

/// The value between the cases that stay and those that go: halfway between the order statistics
/// around the position `(n - 1) * share`, moved towards the end until the two differ (the rule of
/// sdtoolkit and of the EMA Workbench, which never cuts through equal values).
fn cut(values: &dyn Fn(usize) -> f64, n: usize, share: f64) -> f64 {
    let position = (n - 1) as f64 * share;
    let (mut below, mut above) = (position.floor() as usize, position.ceil() as usize);
    let equal = |a: usize, b: usize| values(a) >= values(b);
    if share > 0.5 {
        while equal(below, above) && below > 0 {
            below -= 1;
        }
    } else {
        while equal(below, above) && above < n - 1 {
            above += 1;
        }
    }
    f64::midpoint(values(below), values(above))
}

/// A box that could come next.
struct Candidate {
    gain: f64,
    limited: usize,
    input: usize,
    low: f64,
    high: f64,
    cases: usize,
    hits: usize,
}

impl Candidate {
    fn beats(&self, best: Option<&Self>) -> bool {
        best.is_none_or(|best| {
            self.gain > best.gain || (self.gain >= best.gain && self.limited < best.limited)
        })
    }
}

struct Search<'a> {
    cases: &'a Cases,
    /// Limits of each input.
    bounds: Vec<(f64, f64)>,
    /// The cases inside, in rising order of each input.
    inside: Vec<Vec<u32>>,
    members: Vec<bool>,
    count: usize,
    hits: usize,
}

impl<'a> Search<'a> {
    fn new(cases: &'a Cases) -> Self {
        let inputs = 0..cases.inputs().len();
        Self {
            cases,
            bounds: inputs.clone().map(|input| cases.range(input)).collect(),
            inside: inputs.map(|input| cases.rising(input).to_vec()).collect(),
            members: vec![true; cases.len()],
            count: cases.len(),
            hits: cases.hits(),
        }
    }

    fn is_limited(&self, input: usize, (low, high): (f64, f64)) -> bool {
        let (first, last) = self.cases.range(input);
        low > first || high < last
    }

    fn limited(&self) -> Vec<usize> {
        (0..self.bounds.len())
            .filter(|&input| self.is_limited(input, self.bounds[input]))
            .collect()
    }

    fn current(&self) -> PrimBox {
        let limit = |input: usize| Limit {
            input,
            low: self.bounds[input].0,
            high: self.bounds[input].1,
        };
        PrimBox {
            limits: self.limited().into_iter().map(limit).collect(),
            cases: self.count,
            hits: self.hits,
        }
    }

    /// The change of density over the number of cases that change side.
    fn gain(&self, cases: usize, hits: usize) -> f64 {
        let density = |hits: usize, cases: usize| {
            if cases == 0 {
                0.0
            } else {
                hits as f64 / cases as f64
            }
        };
        let moved = self.count.abs_diff(cases);
        if moved == 0 {
            return 0.0;
        }
        (density(hits, cases) - density(self.hits, self.count)) / moved as f64
    }

    fn large_enough(&self, cases: usize) -> bool {
        cases as f64 / self.cases.len() as f64 >= MASS
    }

    /// Takes the best peel; `false` where none helps.
    fn peel(&mut self) -> bool {
        let now: Vec<bool> = (0..self.bounds.len())
            .map(|input| self.is_limited(input, self.bounds[input]))
            .collect();
        let others = now.iter().filter(|limited| **limited).count();
        let mut best: Option<Candidate> = None;
        for (input, limited) in now.into_iter().enumerate() {
            for upper in [true, false] {
                let candidate = self.peeled(input, upper, others - usize::from(limited));
                if candidate.beats(best.as_ref()) {
                    best = Some(candidate);
                }
            }
        }
        let Some(best) = best else { return false };
        let helps = best.gain > 0.0 && best.cases < self.count && self.large_enough(best.cases);
        if helps {
            let column = self.cases.column(best.input);
            for &case in &self.inside[best.input] {
                let value = column[case as usize];
                self.members[case as usize] = best.low <= value && value <= best.high;
            }
            self.take(&best);
            let members = &self.members;
            for list in &mut self.inside {
                list.retain(|&case| members[case as usize]);
            }
        }
        helps
    }

    fn peeled(&self, input: usize, upper: bool, others: usize) -> Candidate {
        let (list, column) = (&self.inside[input], self.cases.column(input));
        let value = |at: usize| column[list[at] as usize];
        let n = list.len();
        let at = cut(&value, n, if upper { 1.0 - PEEL } else { PEEL });
        let (mut low, mut high) = self.bounds[input];
        let (mut gone, mut hits_gone) = (0, 0);
        let mut lose = |case: u32| {
            gone += 1;
            hits_gone += usize::from(self.cases.interest()[case as usize]);
        };
        if upper {
            high = at;
            let beyond = list.iter().rev().take_while(|c| column[**c as usize] > at);
            beyond.for_each(|&case| lose(case));
        } else {
            low = at;
            let beyond = list.iter().take_while(|c| column[**c as usize] < at);
            beyond.for_each(|&case| lose(case));
        }
        let (cases, hits) = (n - gone, self.hits - hits_gone);
        Candidate {
            gain: self.gain(cases, hits),
            limited: others + usize::from(self.is_limited(input, (low, high))),
            input,
            low,
            high,
            cases,
            hits,
        }
    }

    fn take(&mut self, best: &Candidate) {
        self.bounds[best.input] = (best.low, best.high);
        self.count = best.cases;
        self.hits = best.hits;
    }

    /// Takes the best paste; `false` where none helps.
    fn paste(&mut self) -> bool {
        let limited = self.limited();
        let mut best: Option<Candidate> = None;
        for &input in &limited {
            for upper in [false, true] {
                let candidate = self.pasted(&limited, input, upper);
                if candidate.beats(best.as_ref()) {
                    best = Some(candidate);
                }
            }
        }
        let Some(best) = best else { return false };
        let helps = best.gain > 0.0 && best.cases > self.count && self.large_enough(best.cases);
        if helps {
            self.take(&best);
        }
        helps
    }

    fn pasted(&self, limited: &[usize], input: usize, upper: bool) -> Candidate {
        let (first, last) = self.cases.range(input);
        let (mut low, mut high) = self.bounds[input];
        let fits = |case: usize, low: f64, high: f64| {
            limited.iter().all(|&other| {
                let value = self.cases.column(other)[case];
                let (from, to) = if other == input {
                    (low, high)
                } else {
                    self.bounds[other]
                };
                from <= value && value <= to
            })
        };
        let (from, to) = if upper { (high, last) } else { (first, low) };
        let mut beside: Vec<f64> = (0..self.cases.len())
            .filter(|&case| fits(case, from, to))
            .map(|case| self.cases.column(input)[case])
            .collect();
        beside.sort_by(f64::total_cmp);
        let share = if upper { PASTE } else { 1.0 - PASTE };
        let end = if upper { last } else { first };
        let at = if beside.is_empty() {
            end
        } else {
            cut(&|position| beside[position], beside.len(), share)
        };
        if upper {
            high = at;
        } else {
            low = at;
        }
        let (mut cases, mut hits) = (0, 0);
        for case in (0..self.cases.len()).filter(|&case| fits(case, low, high)) {
            cases += 1;
            hits += usize::from(self.cases.interest()[case]);
        }
        Candidate {
            gain: self.gain(cases, hits),
            limited: limited.len() - usize::from(!self.is_limited(input, (low, high))),
            input,
            low,
            high,
            cases,
            hits,
        }
    }
}
