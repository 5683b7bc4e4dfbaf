//! What a body sees. The best action of place n on item k is x* = θ + κ; a body's view of it is
//!
//! p = μ̂ + (1-u) ε̂ + u m̄(ε̂) + κ [(1-u) ι + u ῑ] + bias            (held inside 0 to 1)
//!
//! with μ̂ = μ + z σ_μ / √A / (1 + I) the national mean as estimated, ε̂ = b (ε + σ_ξ(r) z) + σ_rep z'
//! the place's own deviation as heard (b = σ_h² / (σ_h² + σ_ξ²) shrinks a noisy signal; σ_rep is
//! the noise of a report passed up under conflict, Dessein 2002), m̄ its mean over the group, and
//! ι the share of effects that stays inside the group (Oates 1972).

use crate::scenario::{Flags, Parameters};

use super::nature::{Clamped, Nature, Role};
use super::panel::Body;
use super::tier;

/// The parts of all views of a panel that do not change over time.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// (1-u) ε̂ + κ (1-u) ι, rows by atom.
    pub own: Vec<f32>,
    /// u m̄ + κ u ῑ, by body, then item.
    pub common: Vec<f64>,
    /// z σ_μ / √A, by body, then item.
    pub error: Vec<f64>,
    /// Conflicts of interest with those who report, held inside 0 to 1.
    pub conflict: Clamped,
}

/// Conflict of interest, before it is held below 1, between a decider and the single trust that reports to it on an item whose interest
/// group has national organisation `nat`: conf_0 + |Δ bias| / .10 + |Δ exposure|.
#[must_use]
pub fn conflict(p: &Parameters, varies: bool, r_below: f64, r_above: f64, nat: f64) -> f64 {
    let bias = (tier::bias(p, r_below) - tier::bias(p, r_above)).abs() / 0.10;
    let exposure =
        (tier::exposure(p, varies, r_below, nat) - tier::exposure(p, varies, r_above, nat)).abs();
    p.evidence.conflict_floor + bias + exposure
}

/// Variance of the noise of a report from a trust to a decider:
/// κ_rep · conflict · σ_h² (1 - t)(1 - part), t being the trust upwards of who reports. Zero when
/// the decider is the trust.
#[must_use]
pub fn report_variance(p: &Parameters, conflict: f64, trust: f64, participation: f64) -> f64 {
    let e = &p.evidence;
    e.report_noise
        * conflict
        * e.heterogeneity_sd
        * e.heterogeneity_sd
        * (1.0 - trust)
        * (1.0 - participation)
}

/// Shrinkage of a noisy signal: b = σ_h² / (σ_h² + σ_ξ²); 0 where there is nothing to hear.
#[must_use]
pub fn shrinkage(heterogeneity_sd: f64, noise_sd: f64) -> f64 {
    let signal = heterogeneity_sd * heterogeneity_sd;
    if signal > 0.0 {
        signal / (signal + noise_sd * noise_sd)
    } else {
        0.0
    }
}

/// Computes the fixed parts of a panel's views. `body_of` and `inside` (ι) are by atom.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "one call, in panel.rs")]
pub fn views(
    nature: &Nature,
    p: &Parameters,
    flags: Flags,
    role: Role,
    body_of: &[u32],
    inside: &[f64],
    bodies: &[Body],
    participation: f64,
) -> Views {
    let (count, lanes) = (nature.count, nature.lanes);
    let sigma = p.evidence.heterogeneity_sd;
    let noise: Vec<(f64, f64)> = bodies
        .iter()
        .map(|body| {
            let sd = tier::signal_noise(p, body.remoteness);
            (shrinkage(sigma, sd), sd)
        })
        .collect();
    // Noise of the reports of one area to one body, by item; atoms of an area stand together.
    let mut report = vec![0.0; count];
    let mut held = Clamped::default();
    let mut reporting = None;

    let mut own = vec![0.0_f32; nature.atoms * lanes];
    let mut mean = vec![0.0; bodies.len() * count];
    let mut error = vec![0.0; bodies.len() * count];
    let mut inside_mean = vec![0.0; bodies.len()];
    let mut squares = vec![0.0; bodies.len()];
    // Every role an arm needs is drawn with nature; see `arrangement::roles`.
    debug_assert!(nature.evidence.iter().any(|(drawn, _)| *drawn == role));
    let z_evidence = nature
        .evidence
        .iter()
        .find(|(drawn, _)| *drawn == role)
        .map(|(_, rows)| rows.as_slice())
        .unwrap_or_default();
    for n in 0..nature.atoms {
        let b = body_of[n] as usize;
        let w = nature.population[n] / bodies[b].population;
        let (shrink, sd) = noise[b];
        let area = nature.area_of[n] as usize;
        if participation < 1.0 && reporting != Some((area, b)) {
            reporting = Some((area, b));
            let below = nature.area_remoteness[area];
            let above = bodies[b].remoteness;
            for (noise, &nat) in report.iter_mut().zip(&nature.items.organisation) {
                let wanted = conflict(p, flags.exposure, below, above, nat);
                let conflict = held.clamp(wanted, 0.0, 1.0);
                let trust = p.evidence.trust_up;
                *noise = libm::sqrt(report_variance(p, conflict, trust, participation));
            }
        }
        inside_mean[b] += w * inside[n];
        squares[b] += w * w;
        let row = n * lanes;
        for k in 0..count {
            let heard = shrink
                * (f64::from(nature.deviation[row + k])
                    + sd * f64::from(nature.signal_noise[row + k]))
                + report[k] * f64::from(nature.report_noise[row + k]);
            own[row + k] = heard as f32;
            mean[b * count + k] += w * heard;
            if let Some(z) = z_evidence.get(row + k) {
                error[b * count + k] += w * f64::from(*z);
            }
        }
    }
    let kappa = p.evidence.spillover;
    for n in 0..nature.atoms {
        let body = &bodies[body_of[n] as usize];
        let own_part = 1.0 - body.uniformity;
        let spill = kappa * own_part * inside[n];
        for cell in &mut own[n * lanes..n * lanes + count] {
            *cell = (own_part * f64::from(*cell) + spill) as f32;
        }
    }
    for (b, body) in bodies.iter().enumerate() {
        // z of a body is Σ w z_n / √Σ w²: unit variance in every partition, shared by structures.
        let scale = p.evidence.common_error_sd / libm::sqrt(body.analysts * squares[b]);
        for k in 0..count {
            let cell = b * count + k;
            error[cell] *= scale;
            mean[cell] = body.uniformity * (mean[cell] + kappa * inside_mean[b]);
        }
    }
    Views {
        own,
        common: mean,
        error,
        conflict: held,
    }
}

/// Expected loss of a view, in squared share, of a decider with these attributes (the kernel of
/// T2): (bias - κ(1-ι))² + σ_μ²/A + adaptation, where adaptation is σ_h² σ_ξ² / (σ_h² + σ_ξ²) if it
/// differentiates fully on its signals and the variance within its group if it is uniform.
#[must_use]
pub fn expected_loss(
    bias: f64,
    ignored_spillover: f64,
    common_variance: f64,
    adaptation: f64,
) -> f64 {
    let tilt = bias - ignored_spillover;
    tilt * tilt + common_variance + adaptation
}

/// Dessein (2002), uniform-quadratic case on [0, 1] with bias b: loss of delegation b², and of
/// communication 1/(12N²) + b²(N²-1)/3 with N = ⌈-½ + ½√(1 + 2/b)⌉ partitions. Delegation is
/// better whenever b < 1/√12.
#[must_use]
pub fn delegation_and_communication_loss(bias: f64) -> (f64, f64) {
    let n = (-0.5 + 0.5 * libm::sqrt(1.0 + 2.0 / bias)).ceil().max(1.0);
    (
        bias * bias,
        1.0 / (12.0 * n * n) + bias * bias * (n * n - 1.0) / 3.0,
    )
}
