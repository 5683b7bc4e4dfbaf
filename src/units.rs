//! Quantities as types. Money in the ledger is whole pence, so that conservation is equality;
//! inside equations amounts are `f64` whose field name or doc states the unit.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// An amount of money in whole pence, at constant 2009/10 prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pence(pub i64);

impl Pence {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The nearest whole penny to an amount in pounds; halves go away from zero.
    #[must_use]
    pub fn from_gbp(gbp: f64) -> Self {
        Self((gbp * 100.0).round() as i64)
    }

    /// The amount in pounds.
    #[must_use]
    pub fn gbp(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The amount in millions of pounds.
    #[must_use]
    pub fn gbp_million(self) -> f64 {
        self.0 as f64 / 1e8
    }
}

impl Add for Pence {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Pence {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Pence {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Pence {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A month of the simulation: month 1 is April 2009, months -23 to 0 are burn-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    /// First month of burn-in, April 2007.
    pub const FIRST: Self = Self(-23);
    /// Last month of burn-in, March 2009.
    pub const BURNT: Self = Self(0);

    /// Whether a fiscal year begins with this month.
    #[must_use]
    pub fn is_april(self) -> bool {
        self.0.rem_euclid(12) == 1
    }

    /// Whether a fiscal year ends with this month.
    #[must_use]
    pub fn is_march(self) -> bool {
        self.0.rem_euclid(12) == 0
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_round_to_the_nearest_penny_away_from_zero() {
        assert_eq!(Pence::from_gbp(1.005_1), Pence(101));
        assert_eq!(Pence::from_gbp(-0.125), Pence(-13));
    }

    #[test]
    fn fiscal_years_run_from_april_to_march() {
        assert!(Month(1).is_april() && Month(-23).is_april() && Month(13).is_april());
        assert!(Month(0).is_march() && Month(12).is_march() && !Month(1).is_march());
    }
}
