//! How outcomes of priorities and targets are read off a world. Needs belong to people: quality
//! and weights are held against the true needs of each place's area, whoever commissions for it.

use crate::model::domains::practices::better_care;
use crate::model::domains::targets::{DIMENSIONS, asked};
use crate::model::{Setting, World};
use crate::scenario::Domain;

/// Mean over places by people of a function of the place and its commissioner.
fn over_places(s: &Setting<'_>, value: impl Fn(usize, usize) -> f64) -> f64 {
    let mut sum = 0.0;
    for n in 0..s.nature.atoms {
        let unit = s.institutions.parcels[s.institutions.parcel_of[n] as usize].unit;
        sum += s.nature.population[n] * value(n, unit);
    }
    sum / s.nature.nation
}

fn need<'a>(s: &Setting<'a>, n: usize) -> &'a [f64; DIMENSIONS] {
    &s.nature.needs.weights[s.nature.area_of[n] as usize]
}

/// What contracting has made of the quality of all care of a commissioner's people, relative: acute care is
/// better by competition and by those who hold its budgets, as a share of its cost; 1 without contracts.
fn by_contracts(s: &Setting<'_>, w: &World, unit: usize) -> f64 {
    if !s.flags.domains.has(Domain::Contracts) {
        return 1.0;
    }
    let better = w.contracts.care_quality[unit] + better_care(&s.parameters.practices);
    1.0 + s.parameters.contracts.acute_share * better
}

/// O10: Σ_n pop_n (1 + s_ac better_o) Σ_j w*_nj q_nj / Σ pop.
pub(super) fn quality_true(s: &Setting<'_>, w: &World) -> f64 {
    over_places(s, |n, unit| {
        let quality = &w.priorities.quality_of_place[n];
        let needed: f64 = need(s, n).iter().zip(quality).map(|(w, q)| w * q).sum();
        needed * by_contracts(s, w, unit)
    })
}

/// O11: the same over dimensions as far as they are asked for, needs made to sum to 1 over them,
/// with q(1 + z).
pub(super) fn quality_measured(s: &Setting<'_>, w: &World) -> f64 {
    let asked = asked(s.parameters);
    over_places(s, |n, unit| {
        let quality = &w.priorities.quality_of_place[n];
        let (mut sum, mut whole) = (0.0, 0.0);
        for ((need, asked), q) in need(s, n).iter().zip(&asked).zip(quality) {
            sum += need * asked * q;
            whole += need * asked;
        }
        sum / whole * (1.0 + w.priorities.gaming[unit]) * by_contracts(s, w, unit)
    })
}

/// O18: 1 - Σ_n pop_n Σ_j |w_oj - w*_nj| / (2 Σ pop).
pub(super) fn need_match(s: &Setting<'_>, w: &World) -> f64 {
    1.0 - over_places(s, |n, unit| {
        let used = &w.priorities.weights[unit];
        let apart = need(s, n)
            .iter()
            .zip(used)
            .map(|(need, w)| (w - need).abs());
        0.5 * apart.sum::<f64>()
    })
}

/// A sum over the months of the fiscal year as their mean; null before the first.
fn monthly(w: &World, sum: f64) -> Option<f64> {
    let months = w.priorities.waits.months;
    (months > 0).then(|| sum / f64::from(months))
}

/// O12: mean wait by referrals, weeks.
pub(super) fn wait_mean(w: &World) -> Option<f64> {
    monthly(w, w.priorities.waits.mean)
}

/// O13: share of waits beyond a limit.
pub(super) fn wait_tail(w: &World, limit: usize) -> Option<f64> {
    monthly(w, w.priorities.waits.beyond[limit])
}

/// O14: share beyond the first limit, as measured.
pub(super) fn wait_tail_measured(w: &World) -> Option<f64> {
    monthly(w, w.priorities.waits.beyond_measured)
}

/// O35: share of waits within the first limit as measured, less the true share; mean over
/// providers.
pub(super) fn gaming(w: &World) -> Option<f64> {
    monthly(w, w.priorities.waits.hidden)
}

/// Patients waiting, thousands.
pub(super) fn waiting_list(w: &World) -> f64 {
    w.priorities.queue.iter().sum::<f64>() / 1e3
}

/// Mean target power.
pub(super) fn target_power(s: &Setting<'_>, w: &World) -> f64 {
    over_places(s, |_, unit| w.priorities.target_power[unit])
}

/// Mean grip of the centre on priorities.
pub(super) fn grip(s: &Setting<'_>, w: &World) -> f64 {
    over_places(s, |_, unit| {
        w.condition.grips[unit][Domain::Priorities as usize]
    })
}

/// Mean attention left for change.
pub(super) fn attention(s: &Setting<'_>, w: &World) -> f64 {
    over_places(s, |_, unit| w.priorities.attention[unit])
}
