//! When an independent provider of care enters, and what it is paid.

use crate::scenario::parameters::Entry;

use super::option::{UNCERTAINTY_FLOOR, option_multiple, worth};

/// Uncertainty that it faces: σ_p (1 + gap in belief)(1 - frame), and of that only the part
/// without guarantee, 1 - gmin, where one is offered.
#[must_use]
pub fn uncertainty(p: &Entry, belief: f64, guaranteed: bool) -> f64 {
    let open = p.uncertainty * (2.0 - belief) * (1.0 - p.framework);
    if guaranteed {
        open * (1.0 - p.guaranteed_volume)
    } else {
        open
    }
}

/// Whether it enters with this volume. `belief` is that of the commissioner where it would stand,
/// `advantage` what its cost lies below the tariff beyond its margin at the start. The second
/// value says whether uncertainty was held at its floor.
#[must_use]
pub fn enters(
    p: &Entry,
    volume_gbp: f64,
    belief: f64,
    guaranteed: bool,
    advantage: f64,
) -> (bool, bool) {
    let margin = p.margin + advantage + if guaranteed { p.premium } else { 0.0 };
    let faced = uncertainty(p, belief, guaranteed);
    let held = faced < UNCERTAINTY_FLOOR;
    // What it could earn elsewhere while it waits is the interest itself.
    let hurdle = option_multiple(faced.max(UNCERTAINTY_FLOOR), p.discount, p.discount);
    let worth = worth(margin * volume_gbp, p.discount, p.horizon_months);
    (worth >= hurdle * p.investment_gbp_m * 1e6, held)
}

/// Volume paid to an entrant, GBP at the tariff: what is used, or the guaranteed part of its plan.
#[must_use]
pub fn paid_volume(p: &Entry, planned: f64, used: f64, guaranteed: bool) -> f64 {
    if guaranteed {
        used.max(p.guaranteed_volume * planned)
    } else {
        used
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    #[test]
    fn a_guarantee_pays_what_is_not_used() {
        let p = Parameters::default().entry;
        assert!((paid_volume(&p, 10.0, 8.0, true) - 8.5).abs() < 1e-12);
        assert!((paid_volume(&p, 10.0, 9.0, true) - 9.0).abs() < 1e-12);
        assert!((paid_volume(&p, 10.0, 8.0, false) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn worth_is_the_annuity_of_the_margin() {
        // .06 · 10m · (1 - e^-.3) / .06 = 2.5918m.
        assert!((worth(0.06 * 10e6, 0.06, 60.0) - 2_591_817.8).abs() < 1.0);
    }
}
