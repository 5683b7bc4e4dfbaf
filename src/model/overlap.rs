//! Who succeeds whom when commissioners are dissolved and others made: shares of people.

use super::Institutions;

/// One piece of ground that passes from an old to a new commissioner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passed {
    /// Old commissioner.
    pub from: usize,
    /// Share of the new commissioner's people, 0 to 1.
    pub of_new: f64,
    /// Share of the old commissioner's people, 0 to 1.
    pub of_old: f64,
}

/// The pieces of every new commissioner.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// By new commissioner, then old one in ascending order.
    pub pieces: Vec<Vec<Passed>>,
    /// Whether all are founded anew, so that none goes on even where people pass whole and alone.
    pub anew: bool,
}

impl Overlap {
    /// The overlap of two sets of commissioners on the same atoms with these populations.
    #[must_use]
    pub fn between(before: &Institutions, after: &Institutions, population: &[f64]) -> Self {
        let unit_of =
            |bodies: &Institutions, n: usize| bodies.parcels[bodies.parcel_of[n] as usize].unit;
        let mut people = vec![std::collections::BTreeMap::new(); after.units.len()];
        for (n, &here) in population.iter().enumerate() {
            *people[unit_of(after, n)]
                .entry(unit_of(before, n))
                .or_insert(0.0) += here;
        }
        let pieces = people
            .iter()
            .zip(&after.units)
            .map(|(from, new)| {
                from.iter()
                    .map(|(&old, &here)| Passed {
                        from: old,
                        of_new: here / new.population,
                        of_old: here / before.units[old].population,
                    })
                    .collect()
            })
            .collect();
        Self {
            pieces,
            anew: after.calendar.anew,
        }
    }

    /// A property of persons or places: mean by people.
    #[must_use]
    pub fn mean(&self, old: &[f64]) -> Vec<f64> {
        let mean = |pieces: &Vec<Passed>| pieces.iter().map(|p| p.of_new * old[p.from]).sum();
        self.pieces.iter().map(mean).collect()
    }

    /// A stock that is shared out, as money or posts: by the people who pass.
    #[must_use]
    pub fn shared_out(&self, old: &[f64]) -> Vec<f64> {
        let sum = |pieces: &Vec<Passed>| pieces.iter().map(|p| p.of_old * old[p.from]).sum();
        self.pieces.iter().map(sum).collect()
    }

    /// The predecessor with most people, ties to the lower number.
    #[must_use]
    pub fn largest(&self, new: usize) -> Option<usize> {
        let mut best: Option<Passed> = None;
        for piece in &self.pieces[new] {
            if best.is_none_or(|b| piece.of_new > b.of_new) {
                best = Some(*piece);
            }
        }
        best.map(|piece| piece.from)
    }

    /// The commissioner that a new one goes on as: the one that passed over whole and alone. A body
    /// that loses or gains people is dissolved, and so is every one where all are founded anew.
    #[must_use]
    pub fn goes_on_as(&self, new: usize) -> Option<usize> {
        if self.anew {
            return None;
        }
        match self.pieces[new][..] {
            // One piece is all of the new people; of the old it is all but for rounding.
            [piece] if piece.of_old > 1.0 - 1e-9 => Some(piece.from),
            _ => None,
        }
    }

    /// Whether every commissioner goes on under its old number.
    #[must_use]
    pub fn is_same(&self) -> bool {
        (0..self.pieces.len()).all(|new| self.goes_on_as(new) == Some(new))
    }

    /// Share of a new commissioner's people whose commissioner changes hands: 0 where one old
    /// body passes over whole and alone.
    #[must_use]
    pub fn changed(&self, new: usize) -> f64 {
        let kept: f64 = self.pieces[new]
            .iter()
            .map(|p| p.of_new * p.of_old)
            .fold(0.0, f64::max);
        1.0 - kept
    }
}
