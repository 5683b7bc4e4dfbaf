//! When to sink money under uncertainty: a real option (Dixit and Pindyck 1994, T16). Whoever may
//! enter a market, of care or of support, follows it.

/// Least uncertainty: nobody is certain.
pub const UNCERTAINTY_FLOOR: f64 = 0.01;

/// How many times its cost an irreversible investment must be worth: β/(β - 1),
/// β = ½ - (r - δ)/σ² + √[((r - δ)/σ² - ½)² + 2r/σ²], with volatility σ a year, interest r and
/// pay-out δ of what waits, both a year.
#[must_use]
pub fn option_multiple(volatility: f64, interest: f64, payout: f64) -> f64 {
    let variance = volatility * volatility;
    let drift = (interest - payout) / variance;
    let beta = 0.5 - drift + libm::sqrt((drift - 0.5) * (drift - 0.5) + 2.0 * interest / variance);
    beta / (beta - 1.0)
}

/// Present worth of a yearly margin over some months: margin (1 - e^(-r months/12))/r.
#[must_use]
pub fn worth(yearly: f64, interest: f64, months: f64) -> f64 {
    yearly * (1.0 - libm::exp(-interest * months / 12.0)) / interest
}
