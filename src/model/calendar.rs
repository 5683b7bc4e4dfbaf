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
    /// Running cost of dissolved commissioners, GBP a year, by the commissioner that takes over
    /// their people.
    pub dissolved_gbp: Vec<f64>,
    /// Dissolved commissioners, shared out by people in the same way.
    pub closed: Vec<f64>,
    /// Whether a commissioner is new.
    pub new: Vec<bool>,
    /// Running cost of upper bodies that go, GBP a year.
    pub upper_dissolved_gbp: f64,
    /// Upper bodies that go.
    pub upper_closed: f64,
    /// Upper bodies that come.
    pub upper_new: f64,
}

/// Upper bodies that go and come between two arrangements: running cost of those that go, GBP a
/// year, their number, and the number of those that come.
pub type Turnover = [f64; 3];

/// What passes from one arrangement to the next.
#[must_use]
pub fn founding(
    before: &Institutions,
    after: &Institutions,
    population: &[f64],
    [upper_dissolved_gbp, upper_closed, upper_new]: Turnover,
) -> Founding {
    let overlap = Overlap::between(before, after, population);
    let goes_on: Vec<bool> = (0..after.units.len())
        .map(|u| overlap.goes_on_as(u).is_some())
        .collect();
    let nation: f64 = population.iter().sum();
    let shared = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
        overlap
            .pieces
            .iter()
            .zip(&goes_on)
            .map(|(pieces, goes_on)| {
                if *goes_on {
                    return 0.0;
                }
                pieces.iter().map(|p| p.of_old * value(p.from)).sum()
            })
            .collect()
    };
    Founding {
        dissolved_gbp: shared(&|u| {
            before
                .overheads
                .running_gbp(before.units[u].population, nation)
        }),
        closed: shared(&|_| 1.0),
        new: goes_on.iter().map(|goes_on| !goes_on).collect(),
        upper_dissolved_gbp,
        upper_closed,
        upper_new,
    }
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
