//! What chance fixes about contracts: how bids turn out, who is ready for a prime contract, and
//! where independent providers would stand.

use crate::rng::{Purpose, Stream, uniform};

/// Most independent providers that an experiment may have.
pub const ENTRANTS: usize = 20;

/// An independent provider that might enter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Possible {
    /// The atom where it would stand, drawn by people.
    pub atom: usize,
    /// Standard normal of the logarithm of its planned volume.
    pub size: f64,
    /// Whether it is offered guaranteed volume: where this uniform is below the share offered.
    pub offer: f64,
}

/// Draws of the domain; empty where the experiment lacks it.
#[derive(Clone, Debug, Default)]
pub struct Bids {
    atoms: usize,
    /// Standard normals of bids, by year from April 2009, then atom.
    pub bid: Vec<f64>,
    /// Those who might enter.
    pub possible: Vec<Possible>,
}

impl Bids {
    /// Draws for years from April 2009 up to the last month.
    pub(super) fn draw(seed: u64, population: &[f64], last_month: i32) -> Self {
        let atoms = population.len();
        let years = (last_month.max(12) as usize).div_ceil(12);
        let mut bid = Vec::with_capacity(years * atoms);
        for year in 0..years {
            let mut stream = Stream::new(seed, Purpose::PrimeBid, 1 + 12 * year as i32, 0);
            bid.extend((0..atoms).map(|_| stream.normal()));
        }
        let nation: f64 = population.iter().sum();
        let possible = (0..ENTRANTS as u32)
            .map(|e| {
                let wanted = nation * uniform(seed, Purpose::EntrantSite, e, 0, 0, 0);
                let mut passed = 0.0;
                let atom = population.iter().position(|people| {
                    passed += people;
                    passed >= wanted
                });
                Possible {
                    atom: atom.unwrap_or(0),
                    size: crate::rng::normal(seed, Purpose::EntrantSize, e, 0, 0, 0),
                    offer: uniform(seed, Purpose::EntrantOffer, e, 0, 0, 0),
                }
            })
            .collect();
        Self {
            atoms,
            bid,
            possible,
        }
    }

    /// Bids of a year, by atom; the last year drawn stands for any later one.
    #[must_use]
    pub fn of_year(&self, month: i32) -> &[f64] {
        let years = (self.bid.len() / self.atoms.max(1)).max(1);
        let year = (((month - 1).max(0) / 12) as usize).min(years - 1);
        &self.bid[year * self.atoms..(year + 1) * self.atoms]
    }
}
