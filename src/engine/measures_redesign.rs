//! Outcomes of redesign and prevention. Null where the experiment lacks the domain.

use crate::model::nature::redesign::PARTS;
use crate::model::{Setting, World};
use crate::scenario::Domain;

fn there(s: &Setting<'_>) -> bool {
    s.flags.domains.has(Domain::Redesign)
}

/// O1: real savings from redesign in the year, GBP m.
pub(super) fn saving(s: &Setting<'_>, w: &World) -> Option<f64> {
    there(s).then(|| w.flows.redesign[0].year / 1e6)
}

/// O9: health from prevention since month 61 and what the stock above its start still holds, QALY;
/// null up to month 60.
pub(super) fn prevention_late(s: &Setting<'_>, w: &World) -> Option<f64> {
    (there(s) && w.month.0 > 60).then(|| {
        let stocks = &w.redesign.prevention;
        let p = &s.parameters.prevention;
        let held: f64 = s
            .institutions
            .units
            .iter()
            .enumerate()
            .map(|(u, unit)| stocks.held(p, u, unit.population))
            .sum();
        stocks.late_qaly + held
    })
}

/// O36: worth of the best care model in use.
pub(super) fn best(s: &Setting<'_>, w: &World) -> Option<f64> {
    there(s).then(|| w.redesign.worth.iter().copied().fold(0.0, f64::max))
}

/// O36: worth of care models, mean over people.
pub(super) fn mean(s: &Setting<'_>, w: &World) -> Option<f64> {
    there(s).then(|| {
        let people = &s.nature.population;
        let sum: f64 = w
            .redesign
            .worth
            .iter()
            .zip(people)
            .map(|(worth, people)| worth * people)
            .sum();
        sum / s.nature.nation
    })
}

/// O36: share of parts in which two different places differ: Σ_b 2 m_b (m - m_b) / [12 m (m - 1)].
pub(super) fn diversity(s: &Setting<'_>, w: &World) -> Option<f64> {
    let places = w.redesign.model.len();
    (there(s) && places > 1).then(|| {
        let unlike: f64 = (0..PARTS)
            .map(|part| {
                let set = w
                    .redesign
                    .model
                    .iter()
                    .filter(|&&model| model >> part & 1 == 1)
                    .count();
                2.0 * set as f64 * (places - set) as f64
            })
            .sum();
        unlike / (PARTS as f64 * places as f64 * (places - 1) as f64)
    })
}
