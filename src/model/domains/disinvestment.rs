//! Disinvestment: which share of which services to withdraw. Equations only; the phases say when
//! they are evaluated and on what.

use crate::model::nature::Clamped;

/// Widest resistance: some implementation always gets through.
pub const RESISTANCE_LIMIT: f64 = 0.95;

/// Least μ̂ used as a divisor.
pub const DIVISOR_FLOOR: f64 = 0.10;

/// Health value of withdrawing the share `y` of an item, QALY a year:
/// W = ½H[x*² - (y - x*)²], H = V v / μ. The marginal patient's benefit rises linearly with the
/// share withdrawn and equals opportunity cost at x*.
#[must_use]
pub fn health_value(y: f64, best: f64, spend_gbp: f64, mean: f64, gbp_per_qaly: f64) -> f64 {
    0.5 * spend_gbp / gbp_per_qaly / mean * (best * best - (y - best) * (y - best))
}

/// Opposition that a commissioner meets: what is there, swollen by its own reliance on cover.
/// opp_eff = min(1, opp (1 + ω_lean lean)), counted.
#[must_use]
pub fn opposition_met(held: &mut Clamped, opposition: f64, weight: f64, lean: f64) -> f64 {
    held.clamp(opposition * (1.0 + weight * lean), 0.0, 1.0)
}

/// Pressure on a decider (Weaver 1986): (opp_eff + vis) · exposure · (1 - cover).
#[must_use]
pub fn pressure(opposition: f64, visibility: f64, exposure: f64, cover: f64) -> f64 {
    (opposition + visibility) * exposure * (1.0 - cover)
}

/// Gain that a decider with view p sees in the action x, against the mean best gain:
/// [p² - (p - x)²] / (μ̂ μ̄). Its mean over places is then held inside -1 to 2.
#[must_use]
pub fn gain_seen(view: f64, action: f64) -> f64 {
    view * view - (view - action) * (view - action)
}

/// Probability of approval: Λ(β [f·gain - a_p·pressure + a_n·peers - a_0]).
#[must_use]
pub fn approval(
    p: &crate::scenario::parameters::Approval,
    financial: f64,
    gain: f64,
    pressure: f64,
    peers: f64,
) -> f64 {
    let balance =
        financial * gain - p.pressure_weight * pressure + p.peer_weight * peers - p.hurdle;
    1.0 / (1.0 + libm::exp(-p.steepness * balance))
}

/// Hazard of reversal a month: rev_0 [2 · exposure (opp_eff(1 - cover) + vis)
/// + 3 λ_lot · |y - ȳ_neighbours|], to be held at 1.
#[must_use]
pub fn reversal_hazard(
    base: f64,
    exposure: f64,
    opposition_after_cover: f64,
    visibility: f64,
    postcode_weight: f64,
    difference: f64,
) -> f64 {
    base * (2.0 * exposure * (opposition_after_cover + visibility)
        + 3.0 * postcode_weight * difference)
}

/// Share of withdrawn cost that is released at a provider: ρ_var + (1 - ρ_var) min(1, Δ/θ_fix).
#[must_use]
pub fn released(variable_share: f64, withdrawn: f64, threshold: f64) -> f64 {
    variable_share + (1.0 - variable_share) * (withdrawn / threshold).min(1.0)
}

/// Overstatement of savings: infl_0 (1 + g_F) / (1 + audit).
#[must_use]
pub fn overstatement(base: f64, grip_of_assurance: f64, audit: f64) -> f64 {
    base * (1.0 + grip_of_assurance) / (1.0 + audit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_peaks_at_the_best_action_and_is_zero_at_none() {
        let w = |y| health_value(y, 0.3, 1e6, 0.28, 12_936.0);
        assert!(w(0.0).abs() < 1e-12);
        assert!(w(0.3) > w(0.29) && w(0.3) > w(0.31));
        // ½ · 1e6/12,936/.28 · .09 = 12.42 QALY a year.
        assert!((w(0.3) - 12.424).abs() < 1e-3);
    }

    #[test]
    fn overstatement_reproduces_the_substantiated_share() {
        // S09: g_F .6, audit .5: .747, so real/reported is .573 (found: .59).
        let o = overstatement(0.7, 0.6, 0.5);
        assert!((o - 0.746_67).abs() < 1e-4);
        assert!((1.0 / (1.0 + o) - 0.5725).abs() < 1e-3);
    }

    #[test]
    fn cover_of_one_takes_all_pressure_off() {
        assert!(pressure(0.8, 0.5, 0.7, 1.0).abs() < 1e-15);
        assert!((pressure(0.8, 0.4, 0.5, 0.0) - 0.6).abs() < 1e-15);
    }
}
