//! How outcomes are read off a world. Means over places are weighted by population, sums over
//! items by spend.

use crate::model::ledger::{Account, DecisionCost};
use crate::model::phases::{plan_share, work_and_worth};
use crate::model::world::{APPROVALS, Case, NEVER, Policy, REQUESTS, REVERSALS};
use crate::model::{Setting, World};
use crate::units::Pence;

/// Real savings of all modelled sources in the year, GBP.
pub(super) fn total_real(w: &World) -> f64 {
    w.flows.saving_real.year
        + w.flows.national[0].year
        + w.flows.tariff[0].year
        + w.flows.activity.year
        + w.flows.redesign[0].year
}

/// Reported savings of all modelled sources in the year, GBP.
pub(super) fn total_reported(w: &World) -> f64 {
    w.flows.saving_reported.year
        + w.flows.national[1].year
        + w.flows.tariff[1].year
        + w.flows.redesign[1].year
}

/// Savings due on the GBP 20bn path at this month, GBP a year.
pub(super) fn path_gbp(s: &Setting<'_>, w: &World) -> f64 {
    20e9 * plan_share(w.month.0) * s.nature.nation / crate::model::nature::ENGLAND_2009
}

fn years(w: &World) -> f64 {
    f64::from(w.month.0.max(1)) / 12.0
}

/// An account, GBP m a year.
pub(super) fn account(w: &World, account: Account) -> f64 {
    w.ledger.accounts[account as usize].gbp_million() / years(w)
}

/// A part of the decision account, GBP m a year.
pub(super) fn decision(w: &World, part: DecisionCost) -> f64 {
    w.ledger.decision[part as usize].gbp_million() / years(w)
}

/// All accounts whose domain the experiment has, GBP m a year.
pub(super) fn total_cost(s: &Setting<'_>, w: &World) -> f64 {
    let all: Pence = Account::ALL
        .iter()
        .filter(|a| s.flags.domains.has(a.domain()))
        .map(|&a| w.ledger.accounts[a as usize])
        .sum();
    all.gbp_million() / years(w)
}

fn deciding(w: &World) -> Pence {
    w.ledger.accounts[Account::Decision as usize] + w.ledger.accounts[Account::Duplication as usize]
}

/// O1 less decision and duplication cost of the year above what running cost contains, GBP m.
pub(super) fn net_saving(s: &Setting<'_>, w: &World) -> f64 {
    let base = s.institutions.overheads.decision_base_gbp / 1e6;
    w.flows.saving_real.year / 1e6 - (w.ledger.year_deciding.gbp_million() - base)
}

/// The same since April 2009, GBP m.
pub(super) fn net_saving_cum(s: &Setting<'_>, w: &World) -> f64 {
    let base = s.institutions.overheads.decision_base_gbp / 1e6 * years(w);
    w.flows.saving_real.total / 1e6 - (deciding(w).gbp_million() - base)
}

/// Population-weighted mean over atoms.
fn over_people(s: &Setting<'_>, value: impl Fn(usize) -> f64) -> f64 {
    (0..s.nature.atoms)
        .map(|n| s.nature.population[n] * value(n))
        .sum::<f64>()
        / s.nature.nation
}

fn best(s: &Setting<'_>, n: usize, k: usize) -> f64 {
    let theta = f64::from(s.nature.best[n * s.nature.lanes + k]);
    (theta + s.parameters.evidence.spillover).min(1.0)
}

/// Mean share withdrawn and mean best share of each item.
fn item_means(s: &Setting<'_>, w: &World) -> Vec<[f64; 2]> {
    let nature = s.nature;
    let mut means = vec![[0.0; 2]; nature.count];
    for n in 0..nature.atoms {
        let share = nature.population[n] / nature.nation;
        for (k, mean) in means.iter_mut().enumerate() {
            mean[0] += share * f64::from(w.withdrawn[n * nature.lanes + k]);
            mean[1] += share * best(s, n, k);
        }
    }
    means
}

/// O15: Σ_k s_k sd_n(y_nk - ȳ_k x*_nk / x̄*_k) / Σ_k s_k ȳ_k; null where almost nothing is
/// withdrawn.
pub(super) fn variation_unjustified(s: &Setting<'_>, w: &World) -> Option<f64> {
    let nature = s.nature;
    let means = item_means(s, w);
    let mean: f64 = means
        .iter()
        .zip(&nature.items.share)
        .map(|(m, share)| share * m[0])
        .sum();
    if mean < 1e-4 {
        return None;
    }
    let mut squares = vec![0.0; nature.count];
    for n in 0..nature.atoms {
        let share = nature.population[n] / nature.nation;
        for (k, square) in squares.iter_mut().enumerate() {
            let expected = means[k][0] * best(s, n, k) / means[k][1].max(1e-9);
            let away = f64::from(w.withdrawn[n * nature.lanes + k]) - expected;
            *square += share * away * away;
        }
    }
    // The mean of the deviation is zero by construction: Σ share x* / x̄* = 1.
    let spread: f64 = squares
        .iter()
        .zip(&nature.items.share)
        .map(|(sq, share)| share * libm::sqrt(*sq))
        .sum();
    Some(spread / mean)
}

/// O16: slope on the deprivation rank of -Σ_k s_k (y_nk - ȳ_k x*_nk / x̄*_k).
pub(super) fn deprivation_slope(s: &Setting<'_>, w: &World) -> f64 {
    let nature = s.nature;
    let means = item_means(s, w);
    let kept = |n: usize| -> f64 {
        -(0..nature.count)
            .map(|k| {
                let expected = means[k][0] * best(s, n, k) / means[k][1].max(1e-9);
                nature.items.share[k] * (f64::from(w.withdrawn[n * nature.lanes + k]) - expected)
            })
            .sum::<f64>()
    };
    let kept: Vec<f64> = (0..nature.atoms).map(kept).collect();
    let mean_rank = over_people(s, |n| nature.deprivation[n]);
    let mean_kept = over_people(s, |n| kept[n]);
    let cov = over_people(s, |n| {
        (nature.deprivation[n] - mean_rank) * (kept[n] - mean_kept)
    });
    let var = over_people(s, |n| (nature.deprivation[n] - mean_rank).powi(2));
    if var > 0.0 { cov / var } else { 0.0 }
}

/// O17: ninth over first decile of reporting areas of (.001 + Σ_k s_k y_k).
pub(super) fn ratio_of_deciles(s: &Setting<'_>, w: &World) -> f64 {
    let nature = s.nature;
    let mut areas = vec![0.001; nature.areas];
    for n in 0..nature.atoms {
        let area = nature.area_of[n] as usize;
        let share = nature.population[n] / nature.area_population[area];
        let row = &w.withdrawn[n * nature.lanes..n * nature.lanes + nature.count];
        areas[area] += share
            * row
                .iter()
                .zip(&nature.items.share)
                .map(|(&y, q)| f64::from(y) * q)
                .sum::<f64>();
    }
    areas.sort_unstable_by(f64::total_cmp);
    // Quantiles by linear interpolation (type 7).
    let at = |p: f64| {
        let position = p * (areas.len() - 1) as f64;
        let below = position.floor() as usize;
        let above = (below + 1).min(areas.len() - 1);
        areas[below] + (position - below as f64) * (areas[above] - areas[below])
    };
    at(0.9) / at(0.1)
}

/// Delays from opening to first decision, weighted by spend and people.
pub(super) struct Latency {
    delays: Vec<(i32, f64)>,
    /// Share of weighted cases worth deciding that are undecided.
    pub undecided: Option<f64>,
    /// Share of weighted cases that the worth rule bars.
    pub not_worth: Option<f64>,
}

impl Latency {
    /// A quantile of the delay, months: the smallest delay that the given share does not exceed.
    pub fn quantile(mut self, p: f64) -> Option<f64> {
        self.delays.sort_by_key(|&(delay, _)| delay);
        let all: f64 = self.delays.iter().map(|&(_, weight)| weight).sum();
        let mut sum = 0.0;
        for &(delay, weight) in &self.delays {
            sum += weight;
            if sum >= p * all {
                return Some(f64::from(delay));
            }
        }
        None
    }
}

/// O29: cases opened in months 1 to h - 12; decided, or open still at h.
pub(super) fn latency(s: &Setting<'_>, w: &World) -> Latency {
    let nature = s.nature;
    let horizon = w.month.0;
    let mut delays = Vec::new();
    let (mut worth, mut open, mut barred) = (0.0, 0.0, 0.0);
    for (seat, desk) in s.institutions.seats.iter().zip(&w.desks) {
        for (b, body) in seat.bodies.iter().enumerate() {
            for k in 0..nature.count {
                let case: &Case = &desk.cases[b * nature.count + k];
                if !seat.holds[k] || case.opened < 1 || case.opened > horizon - 12 {
                    continue;
                }
                let weight = nature.items.share[k] * body.population;
                let above = &s.institutions.overseer.bodies[0];
                let decider = if seat.follows(b, k) { above } else { body };
                if case.decided == NEVER && !work_and_worth(s, w, decider, k).1 {
                    barred += weight;
                    continue;
                }
                worth += weight;
                if case.decided == NEVER {
                    open += weight;
                    delays.push((horizon - case.opened, weight));
                } else {
                    delays.push((case.decided - case.opened, weight));
                }
            }
        }
    }
    Latency {
        delays,
        undecided: (worth > 0.0).then(|| open / worth),
        not_worth: (worth + barred > 0.0).then(|| barred / (worth + barred)),
    }
}

/// Sum over the holders' cases of a tally, weighted by spend share and share of people.
fn tally(s: &Setting<'_>, w: &World, which: usize) -> f64 {
    let nature = s.nature;
    let mut sum = w.past.weighted[which];
    for (seat, desk) in s.institutions.seats.iter().zip(&w.desks) {
        for (b, body) in seat.bodies.iter().enumerate() {
            for k in 0..nature.count {
                sum += nature.items.share[k] * body.population / nature.nation
                    * f64::from(desk.cases[b * nature.count + k].tally[which]);
            }
        }
    }
    sum
}

/// O30: reversals per 100 approvals; null before any approval.
pub(super) fn reversals(s: &Setting<'_>, w: &World) -> Option<f64> {
    let approvals = tally(s, w, APPROVALS);
    (approvals > 0.0).then(|| 100.0 * tally(s, w, REVERSALS) / approvals)
}

/// Requests for central guidance per 100 commissioners and year. A request of a body is one of
/// each of its members.
pub(super) fn requests(s: &Setting<'_>, w: &World) -> f64 {
    let nature = s.nature;
    let mut sum = 0.0;
    for (seat, desk) in s.institutions.seats.iter().zip(&w.desks) {
        for (b, body) in seat.bodies.iter().enumerate() {
            for k in 0..nature.count {
                sum += body.units.len() as f64
                    * f64::from(desk.cases[b * nature.count + k].tally[REQUESTS]);
            }
        }
    }
    let now = 100.0 * sum / s.institutions.units.len() as f64 / years(w);
    now + 100.0 * w.past.requests / years(w)
}

/// Mean disruption.
pub(super) fn disruption(s: &Setting<'_>, w: &World) -> f64 {
    over_units(s, &w.condition.disruption)
}

/// Mean belief in the current reform.
pub(super) fn belief(s: &Setting<'_>, w: &World) -> f64 {
    over_units(s, &w.condition.belief)
}

/// Memo: staff time lost to reorganisation, GBP m a year.
pub(super) fn staff_time(w: &World) -> f64 {
    w.reorganisation.staff_time_gbp / 1e6 / years(w)
}

/// O34: mean legitimacy.
pub(super) fn legitimacy(s: &Setting<'_>, w: &World) -> f64 {
    over_people(s, |n| w.legitimacy[n])
}

/// O37: mean per 100,000 people of the twentieth of people in the atoms that gain least.
pub(super) fn worst_places(s: &Setting<'_>, gained: &[f64]) -> f64 {
    let nature = s.nature;
    let mut order: Vec<usize> = (0..nature.atoms).collect();
    let head = |n: usize| gained[n] / nature.population[n];
    order.sort_by(|&a, &b| head(a).total_cmp(&head(b)).then(a.cmp(&b)));
    let wanted = 0.05 * nature.nation;
    let (mut people, mut sum) = (0.0, 0.0);
    for n in order {
        let take = nature.population[n].min(wanted - people);
        if take <= 0.0 {
            break;
        }
        people += take;
        sum += head(n) * take;
    }
    1e5 * sum / people
}

/// Spend that live policies aim to withdraw, GBP m a year.
pub(super) fn planned_value(s: &Setting<'_>, w: &World) -> f64 {
    let nature = s.nature;
    let mut sum = 0.0;
    for n in 0..nature.atoms {
        let q = s.institutions.parcel_of[n] as usize;
        for k in 0..nature.count {
            if w.policy[q * nature.count + k] != Policy::None {
                sum +=
                    nature.spend(k, nature.weight[n]) * f64::from(w.action[n * nature.lanes + k]);
            }
        }
    }
    sum / 1e6
}

/// Spend best withdrawn, GBP m a year.
pub(super) fn possible_value(s: &Setting<'_>) -> f64 {
    let nature = s.nature;
    let mut sum = 0.0;
    for n in 0..nature.atoms {
        for k in 0..nature.count {
            sum += nature.spend(k, nature.weight[n]) * best(s, n, k);
        }
    }
    sum / 1e6
}

/// Yearly spend withdrawn on items of one kind, GBP m a year.
pub(super) fn withdrawn(s: &Setting<'_>, w: &World, specialised: bool) -> f64 {
    let nature = s.nature;
    let mut sum = 0.0;
    for n in 0..nature.atoms {
        for k in (0..nature.count).filter(|&k| nature.items.specialised[k] == specialised) {
            sum += nature.spend(k, nature.weight[n]) * f64::from(w.withdrawn[n * nature.lanes + k]);
        }
    }
    sum / 1e6
}

/// Commissioners covered by an approval in the last twelve months.
pub(super) fn share_active(w: &World) -> f64 {
    let active = w
        .last_approval
        .iter()
        .filter(|&&m| m > w.month.0 - 12)
        .count();
    active as f64 / w.last_approval.len() as f64
}

/// Mean over commissioners by people.
pub(super) fn over_units(s: &Setting<'_>, value: &[f64]) -> f64 {
    s.institutions
        .units
        .iter()
        .zip(value)
        .map(|(u, v)| u.population * v)
        .sum::<f64>()
        / s.nature.nation
}

/// Mean financial pressure.
pub(super) fn mean_pressure(s: &Setting<'_>, w: &World) -> f64 {
    over_units(s, &w.pressure)
}

/// Mean reliance on cover.
pub(super) fn mean_lean(s: &Setting<'_>, w: &World) -> f64 {
    over_units(s, &w.lean)
}

/// Cash released a year over spend withdrawn a year; null where nothing is withdrawn.
pub(super) fn released_share(w: &World) -> Option<f64> {
    let withdrawn: f64 = w.withdrawn_gbp.iter().sum();
    let cash: f64 = w.cash.iter().sum();
    (withdrawn > 0.0).then(|| 12.0 * cash / withdrawn)
}

/// Σ_k V_k ȳ_k / Σ_k V_k over covered items; null where guidance covers none.
pub(super) fn withdrawn_covered(s: &Setting<'_>, w: &World) -> Option<f64> {
    let nature = s.nature;
    let covered = || (0..nature.count).filter(|&k| nature.items.covered[k]);
    let spend: f64 = covered().map(|k| nature.items.spend_gbp[k]).sum();
    let mut sum = 0.0;
    for n in 0..nature.atoms {
        for k in covered() {
            sum += nature.spend(k, nature.weight[n]) * f64::from(w.withdrawn[n * nature.lanes + k]);
        }
    }
    (spend > 0.0).then(|| sum / spend)
}
