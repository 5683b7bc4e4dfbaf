//! Redesign of care: the state of care models, and the equations of search and of what a better
//! care model yields. The phases say when they are evaluated and on what.

use serde::{Deserialize, Serialize};

use super::prevention::Prevention;
use crate::model::geography::Flows;
use crate::model::nature::redesign::PARTS;
use crate::model::overlap::Overlap;
use crate::model::world::NEVER;
use crate::model::{Setting, World};
use crate::scenario::Domain;
use crate::scenario::parameters;

/// Stages of the lag from a care model to its savings: the shape of the gamma distribution.
pub const STAGES: usize = 9;

/// Care models and what they yield.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Redesign {
    /// Care model in use, 12 parts as bits; by atom.
    pub model: Vec<u16>,
    /// Its worth there, 0 to 1; by atom.
    pub worth: Vec<f64>,
    /// Month in which the trial under way is judged, or `NEVER`; by atom.
    pub trial_due: Vec<i32>,
    /// Part that the trial changes, 0 to 11; by atom.
    pub trial_part: Vec<u8>,
    /// Gain of worth on its way to the budget, share of what could be gained; the last stage is
    /// what pays; by commissioner.
    pub stages: Vec<[f64; STAGES]>,
    /// Loss from unlike care at shared providers above that of March 2009, share of what could be
    /// gained; by commissioner.
    pub friction: Vec<f64>,
    /// Cost of the trials started this month, GBP; by commissioner.
    pub trials_gbp: Vec<f64>,
    /// Real saving of the month, less the cost of trials, GBP; by commissioner.
    pub care_saving_gbp: Vec<f64>,
    /// Quality gained on redesigned pathways, share of their health; by commissioner.
    pub quality_gain: Vec<f64>,
    /// Avoidable demand, index, 1 at the start; by commissioner.
    pub burden: Vec<f64>,
    /// Spending on prevention this month above that of March 2009, GBP; by commissioner.
    pub prevention_spend_gbp: Vec<f64>,
    /// Stocks of prevention.
    pub prevention: Prevention,
    /// Trials started, ideas copied, ideas carried by clinicians, care models adopted by roll-out;
    /// since April 2009.
    pub tally: [u64; 4],
}

/// Position of trials in [`Redesign::tally`].
pub const TRIALS: usize = 0;
/// Position of copied ideas in [`Redesign::tally`].
pub const COPIES: usize = 1;
/// Position of ideas carried by clinicians in [`Redesign::tally`].
pub const CARRIED: usize = 2;
/// Position of adoptions by roll-out in [`Redesign::tally`].
pub const ROLLED_OUT: usize = 3;

impl Redesign {
    /// Where care stands before anybody redesigns it.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let units = setting.institutions.units.len();
        let atoms = setting.nature.atoms;
        let landscape = &setting.nature.landscape;
        let there = setting.flags.domains.has(Domain::Redesign);
        Self {
            model: if there {
                landscape.start.clone()
            } else {
                vec![0; atoms]
            },
            worth: if there {
                landscape.start_worth.clone()
            } else {
                vec![0.0; atoms]
            },
            trial_due: vec![NEVER; atoms],
            trial_part: vec![0; atoms],
            stages: vec![[0.0; STAGES]; units],
            friction: vec![0.0; units],
            trials_gbp: vec![0.0; units],
            care_saving_gbp: vec![0.0; units],
            quality_gain: vec![0.0; units],
            burden: vec![1.0; units],
            prevention_spend_gbp: vec![0.0; units],
            prevention: Prevention::none(units),
            tally: [0; 4],
        }
    }

    /// What new commissioners take over: care models and trials stay where they are, what is on
    /// its way passes with the people.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let rest = Self::at_rest(setting);
        if !setting.flags.domains.has(Domain::Redesign) {
            return rest;
        }
        Self {
            model: self.model.clone(),
            worth: self.worth.clone(),
            trial_due: self.trial_due.clone(),
            trial_part: self.trial_part.clone(),
            stages: mean_stages(overlap, &self.stages),
            friction: overlap.mean(&self.friction),
            quality_gain: overlap.mean(&self.quality_gain),
            burden: overlap.mean(&self.burden),
            prevention: self.prevention.handed_over(overlap),
            tally: self.tally,
            ..rest
        }
    }
}

/// Means by people of stages on their way.
pub(super) fn mean_stages<const N: usize>(overlap: &Overlap, old: &[[f64; N]]) -> Vec<[f64; N]> {
    overlap
        .pieces
        .iter()
        .map(|pieces| {
            let mut stages = [0.0; N];
            for piece in pieces {
                for (stage, before) in stages.iter_mut().zip(&old[piece.from]) {
                    *stage += piece.of_new * before;
                }
            }
            stages
        })
        .collect()
}

/// Initiative of a commissioner (Aghion and Tirole 1997), before it is held inside 0 to 1:
///
/// e = (1 - c_e g E_up) b_A/c_A,   g = 1 - min(a, 1 - g_C)
///
/// Authority counts only as far as it is both granted, 1 - g_C, and exercised, a.
#[must_use]
pub fn initiative(p: &parameters::Redesign, grip: f64, autonomy: f64, attention_above: f64) -> f64 {
    let held_down = 1.0 - autonomy.min(1.0 - grip);
    (1.0 - p.initiative_grip * held_down * attention_above) * p.initiative
}

/// Chance of adoption, where `base` is that at odds 1: p o / (1 - p + p o).
#[must_use]
pub fn adoption(base: f64, odds: f64) -> f64 {
    base * odds / (1.0 - base + base * odds)
}

/// One month of a lag of N equal stages under a steady input (Erlang), exact:
///
/// x_i - u ← Σ_j Poisson(j; λ) (x_{i-j} - u),   λ = N / mean lag
///
/// `weights` are the Poisson probabilities of [`passages`].
pub fn pass_on<const N: usize>(stages: &mut [f64; N], input: f64, weights: &[f64; N]) {
    for i in (0..N).rev() {
        let mut behind = 0.0;
        for j in 0..=i {
            behind += weights[j] * (stages[i - j] - input);
        }
        stages[i] = input + behind;
    }
}

/// Probabilities of 0 to N - 1 passages in a month at the rate λ. An endless rate passes all.
#[must_use]
pub fn passages<const N: usize>(rate: f64) -> [f64; N] {
    let mut weights = [0.0; N];
    if rate.is_finite() {
        let mut weight = libm::exp(-rate);
        for (j, w) in weights.iter_mut().enumerate() {
            *w = weight;
            weight *= rate / (j + 1) as f64;
        }
    }
    weights
}

/// Loss from differing where all should work alike (Alonso, Dessein and Matouschek 2008), per
/// squared difference: 2δ (δ + λ²) / (λ + 2δ)². Separate bodies weigh their own part with λ = 1;
/// λ = ½, one body for both, is first best.
#[must_use]
pub fn coordination_loss(need: f64, own_weight: f64) -> f64 {
    if need <= 0.0 {
        return 0.0;
    }
    let both = own_weight + 2.0 * need;
    2.0 * need * (need + own_weight * own_weight) / (both * both)
}

/// Weight and parts set among the people of a provider.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Friction {
    /// People, all bodies.
    people: f64,
    /// Of them, those whose care model has each part set.
    set: [f64; PARTS],
    /// People squared times their mean difference, pairs of one body only.
    within: f64,
    /// Of the people, those for whom joint contracts bind the provider.
    joint: f64,
    /// People and parts set of the body at hand.
    body_people: f64,
    body_set: [f64; PARTS],
}

/// Squared people times mean difference of two care models drawn among them, share of 12 parts:
/// (1/12) Σ_b 2 m_b (m - m_b).
fn unlike(people: f64, set: &[f64; PARTS]) -> f64 {
    let sum: f64 = set.iter().map(|&m| m * (people - m)).sum();
    2.0 * sum / PARTS as f64
}

/// Loss from unlike care at each provider: among the pairs of its patients, those of one body at
/// λ = ½ and those of two at λ = 1, by mean difference of their care models; of the difference
/// between the two losses the part goes that is the provider's share of patients under joint
/// contracts, `joint` being that share of each body, 0 to 1.
#[expect(clippy::too_many_arguments, reason = "two calls, both plain")]
pub fn friction_by_provider<B: Iterator<Item = u32> + Clone>(
    need: f64,
    bodies: impl Iterator<Item = B>,
    joint: impl Fn(usize) -> f64,
    model: &[u16],
    population: &[f64],
    flows: &Flows,
    sums: &mut [Friction],
    loss: &mut [f64],
) {
    sums.fill(Friction::default());
    for (b, body) in bodies.enumerate() {
        let bound = joint(b);
        for n in body.clone() {
            let n = n as usize;
            for (h, share) in flows.of(n) {
                let people = share * population[n];
                let at = &mut sums[h];
                at.body_people += people;
                for (part, set) in at.body_set.iter_mut().enumerate() {
                    *set += people * f64::from((model[n] >> part) & 1);
                }
            }
        }
        for n in body {
            for (h, _) in flows.of(n as usize) {
                let at = &mut sums[h];
                if at.body_people > 0.0 {
                    at.within += unlike(at.body_people, &at.body_set);
                    at.people += at.body_people;
                    at.joint += bound * at.body_people;
                    for (all, own) in at.set.iter_mut().zip(&mut at.body_set) {
                        *all += *own;
                        *own = 0.0;
                    }
                    at.body_people = 0.0;
                }
            }
        }
    }
    let (apart, together) = (coordination_loss(need, 1.0), coordination_loss(need, 0.5));
    for (loss, at) in loss.iter_mut().zip(sums.iter()) {
        *loss = if at.people > 0.0 {
            let all = unlike(at.people, &at.set);
            let apart = apart - at.joint / at.people * (apart - together);
            (apart * (all - at.within) + together * at.within) / (at.people * at.people)
        } else {
            0.0
        };
    }
}

/// Health of the month from redesign and prevention, QALY: quality gained on pathways at what
/// their spending is worth, and prevention that has come through. 0 where the domain is not
/// there.
#[must_use]
pub fn qaly(setting: &Setting<'_>, world: &World) -> f64 {
    if !setting.flags.domains.has(Domain::Redesign) {
        return 0.0;
    }
    let p = setting.parameters;
    let state = &world.redesign;
    let mut sum = 0.0;
    for (u, unit) in setting.institutions.units.iter().enumerate() {
        let pathway = p.redesign.pathway_share * setting.nature.allocation_gbp * unit.weight;
        sum += state.quality_gain[u] * pathway / 12.0 / p.health.gbp_per_qaly;
        sum += state.prevention.health(&p.prevention, u, unit.population);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lag_has_mean_24_and_standard_deviation_8() {
        // Unit step: the mean is Σ (1 - x), for a step held through each month less half a month.
        let weights = passages::<STAGES>(9.0 / 24.0);
        let mut stages = [0.0; STAGES];
        let (mut mean, mut square, mut last) = (0.0, 0.0, 0.0);
        for month in 1..400 {
            pass_on(&mut stages, 1.0, &weights);
            let middle = f64::from(month) - 0.5;
            mean += middle * (stages[8] - last);
            square += middle * middle * (stages[8] - last);
            last = stages[8];
        }
        assert!((mean - 24.0).abs() < 1e-3, "{mean}");
        // Grouping in months adds 1/12 to the variance of 64.
        assert!((square - mean * mean - 64.0 - 1.0 / 12.0).abs() < 1e-2);
    }

    #[test]
    fn no_lag_passes_all_at_once_and_a_frozen_lag_nothing() {
        let mut stages = [0.0; 3];
        pass_on(&mut stages, 2.0, &passages::<3>(f64::INFINITY));
        assert!((stages[2] - 2.0).abs() < 1e-15);
        pass_on(&mut stages, 9.0, &passages::<3>(0.0));
        assert!((stages[2] - 2.0).abs() < 1e-15);
    }

    #[test]
    fn adoption_at_odds_one_is_the_base_and_a_certain_one_stays_certain() {
        assert!((adoption(0.05, 1.0) - 0.05).abs() < 1e-15);
        assert!((adoption(1.0, 3.0) - 1.0).abs() < 1e-15);
        assert!(adoption(0.0, 3.0).abs() < 1e-15);
        // Odds .05/.95 times e² = .3889: .28.
        assert!((adoption(0.05, libm::exp(2.0)) - 0.280).abs() < 5e-4);
    }
}
