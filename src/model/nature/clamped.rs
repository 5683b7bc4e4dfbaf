//! Values held inside their range, counted: no clip is silent.

use serde::{Deserialize, Serialize};

/// Counts of values that were held inside their range, per kind: (held, evaluated).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clamped {
    /// Values held.
    pub held: u64,
    /// Values evaluated.
    pub of: u64,
}

impl Clamped {
    /// Holds a value inside a range and counts it.
    pub fn clamp(&mut self, value: f64, low: f64, high: f64) -> f64 {
        self.of += 1;
        if value < low || value > high {
            self.held += 1;
        }
        value.clamp(low, high)
    }

    /// Held values per thousand evaluations.
    #[must_use]
    pub fn per_thousand(self) -> f64 {
        if self.of == 0 {
            0.0
        } else {
            1_000.0 * self.held as f64 / self.of as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_value_is_counted() {
        let mut clamped = Clamped::default();
        assert!((clamped.clamp(1.5, 0.0, 1.0) - 1.0).abs() < 1e-15);
        assert!((clamped.clamp(0.5, 0.0, 1.0) - 0.5).abs() < 1e-15);
        assert_eq!(clamped, Clamped { held: 1, of: 2 });
    }
}
