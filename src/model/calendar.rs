//! When an arrangement begins, what it dissolved and founded, and which reorganisations lie ahead.

use crate::units::Month;

use super::Institutions;
use super::overlap::Overlap;

/// The place of an arrangement in the calendar of its arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Its first month.
    pub begins: Month,
    /// What its beginning dissolved and founded; nothing at the first of an arm, which begins
    /// without a reorganisation.
    pub founding: Option<Founding>,
    /// Whether every body but the national ones is founded anew, so that none goes on.
    pub anew: bool,
    /// Reorganisations that lie ahead, by month.
    pub ahead: Vec<Ahead>,
}

impl Calendar {
    /// That of an arrangement that begins in April 2009 and stays.
    #[must_use]
    pub fn from_the_start() -> Self {
        Self {
            begins: Month::BURNT.next(),
            founding: None,
            anew: false,
            ahead: Vec::new(),
        }
    }
}

/// A reorganisation that lies ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// Month in which it is announced; may lie before April 2009.
    pub announced: Month,
    /// Month in which the new bodies were to begin.
    pub planned: Month,
    /// Month in which they do begin.
    pub begins: Month,
    /// Share of each commissioner's people whose commissioner it dissolves, 0 to 1.
    pub dissolved: Vec<f64>,
}

/// What the beginning of an arrangement dissolved and founded.
#[derive(Clone, Debug, PartialEq)]
pub struct Founding {
    /// Running cost whose posts are at risk, GBP a year, by the commissioner that takes over the
    /// people: that of dissolved commissioners, or, where bodies only come under one management,
    /// what this saves.
    pub dissolved_gbp: Vec<f64>,
    /// Dissolved commissioners, shared out by people in the same way.
    pub closed: Vec<f64>,
    /// Whether a commissioner is new.
    pub new: Vec<bool>,
    /// The same of upper bodies, GBP a year.
    pub upper_dissolved_gbp: f64,
    /// Upper bodies that go.
    pub upper_closed: f64,
    /// Upper bodies that come.
    pub upper_new: f64,
}

/// Upper bodies that go and come between two arrangements: running cost of those that go, GBP a
/// year, their number, and the number of those that come.
pub type Turnover = [f64; 3];

/// What passes from one arrangement to the next. Bodies are counted from the last ones in law,
/// `legal`; the posts at risk are those of the bodies that had the staff, `before`.
#[must_use]
pub fn founding(
    legal: &Institutions,
    before: &Institutions,
    after: &Institutions,
    population: &[f64],
    [upper_dissolved_gbp, upper_closed, upper_new]: Turnover,
) -> Founding {
    let overlap = Overlap::between(legal, after, population);
    let goes_on: Vec<bool> = (0..after.units.len())
        .map(|u| overlap.goes_on_as(u).is_some())
        .collect();
    let but_those_that_go_on = |mut shared: Vec<f64>| {
        for (value, goes_on) in shared.iter_mut().zip(&goes_on) {
            if *goes_on {
                *value = 0.0;
            }
        }
        shared
    };
    let staffed = Overlap::between(before, after, population);
    let running = running_gbp(before, population);
    Founding {
        dissolved_gbp: but_those_that_go_on(staffed.shared_out(&running)),
        closed: but_those_that_go_on(overlap.shared_out(&vec![1.0; legal.units.len()])),
        new: goes_on.iter().map(|goes_on| !goes_on).collect(),
        upper_dissolved_gbp,
        upper_closed,
        upper_new,
    }
}

/// What happens where bodies come under one management and stay in law: none is closed or founded, and
/// only the posts that this saves are at risk.
#[must_use]
pub fn thinning(before: &Institutions, after: &Institutions, population: &[f64]) -> Founding {
    let was =
        Overlap::between(before, after, population).shared_out(&running_gbp(before, population));
    let units = after.units.len();
    Founding {
        dissolved_gbp: was
            .iter()
            .zip(running_gbp(after, population))
            .map(|(was, is)| (was - is).max(0.0))
            .collect(),
        closed: vec![0.0; units],
        new: vec![false; units],
        upper_dissolved_gbp: (before.overheads.upper_gbp - after.overheads.upper_gbp).max(0.0),
        upper_closed: 0.0,
        upper_new: 0.0,
    }
}

/// Running cost of each commissioner, GBP a year.
fn running_gbp(bodies: &Institutions, population: &[f64]) -> Vec<f64> {
    let nation: f64 = population.iter().sum();
    bodies
        .units
        .iter()
        .map(|unit| bodies.overheads.running_gbp(unit.population, nation))
        .collect()
}

/// By atom, whether the change between two arrangements dissolves its commissioner.
#[must_use]
pub fn dissolved(before: &Institutions, after: &Institutions, population: &[f64]) -> Vec<bool> {
    let overlap = Overlap::between(before, after, population);
    after
        .parcel_of
        .iter()
        .map(|&q| overlap.goes_on_as(after.parcels[q as usize].unit).is_none())
        .collect()
}

/// Share of people of each commissioner that stand on such ground.
#[must_use]
pub fn share_of_units(bodies: &Institutions, ground: &[bool], population: &[f64]) -> Vec<f64> {
    let mut share = vec![0.0; bodies.units.len()];
    for parcel in &bodies.parcels {
        let whole = bodies.units[parcel.unit].population;
        for &n in &parcel.atoms {
            if ground[n as usize] {
                share[parcel.unit] += population[n as usize] / whole;
            }
        }
    }
    share
}
