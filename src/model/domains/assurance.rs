//! Assurance: what the tier above sees of a commissioner, what it does about it, and what becomes
//! of capability, trust and autonomy. Equations and state; the phases say when they are evaluated.

use serde::{Deserialize, Serialize};

use crate::model::Setting;
use crate::model::overlap::Overlap;
use crate::scenario::{Domain, Parameters};

/// Months over which measured performance is averaged.
pub const MEMORY: usize = 12;

/// The highest level of escalation: special measures.
pub const SPECIAL_MEASURES: u8 = 4;

/// What assurance and politics remember. Rests where the experiment lacks them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assurance {
    /// Most populous atom, ties to the lowest identity, by commissioner: it keys its draws.
    pub anchor: Vec<u32>,
    /// Signals M of the last twelve months, 0 to 1; by month modulo 12, then commissioner.
    pub recent: Vec<f64>,
    /// Months of which `recent` holds signals, 0 to 12.
    pub remembered: u32,
    /// Measured performance M̂: mean of the last twelve signals, 0 to 1, by commissioner; ½ before
    /// any.
    pub measured: Vec<f64>,
    /// Months in a row below the lower threshold, by commissioner.
    pub below: Vec<u8>,
    /// Months in a row above the upper threshold, by commissioner.
    pub above: Vec<u8>,
    /// Months spent in special measures, all commissioners, and exits from them, since April 2009.
    pub measures: [u32; 2],
    /// Interventions felt this month, by commissioner: steps of escalation, second-guessed
    /// decisions, policies lost without cover, ministers' answers to a shock in the place.
    pub interventions: Vec<f64>,
    /// Restraint that holds initiative down: the larger of grip on disinvestment and of what
    /// autonomy is not exercised, 0 to 1, by commissioner.
    pub restraint: Vec<f64>,
    /// What earned autonomy and the ratchet add to each grip now, by commissioner.
    pub shift: Vec<[f64; 6]>,
    /// Uplift of every grip by ministers, by commissioner, 0 upwards.
    pub uplift: Vec<f64>,
    /// Cover that the national board gives to local decisions, 0 to 1, by commissioner; 0 at rest.
    pub cover: Vec<f64>,
    /// Attention `E_up` that an intermediate body gives to each commissioner, 0 to 1, by
    /// intermediate body.
    pub overseer_attention: Vec<f64>,
    /// Commissioners of each intermediate body.
    pub overseen: Vec<u32>,
    /// Staff of the centre and of intermediate bodies, relative to their start.
    pub headcount: f64,
    /// Month in which the minister took office; 0 for the one of April 2009.
    pub minister_since: i32,
    /// Whether a new minister took office this month.
    pub new_minister: bool,
    /// Shocks of this month, and of them answered by a minister, and answered by nobody.
    pub shocks: [u32; 3],
    /// National legitimacy lost to shocks that nobody answered, 0 to 1.
    pub legitimacy_lost: f64,
}

impl Assurance {
    /// Where everything stands before the first shock and signal.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let bodies = setting.institutions;
        let population = &setting.nature.population;
        let units = bodies.units.len();
        let anchor = bodies
            .units
            .iter()
            .map(|unit| {
                let mut best: Option<u32> = None;
                for &q in &unit.parcels {
                    for &n in &bodies.parcels[q].atoms {
                        let here = population[n as usize];
                        let larger = best.is_none_or(|b| {
                            let there = population[b as usize];
                            here > there || (here >= there && n < b)
                        });
                        if larger {
                            best = Some(n);
                        }
                    }
                }
                best.unwrap_or(0)
            })
            .collect();
        let mut overseen = vec![0; bodies.intermediates];
        for &i in &bodies.intermediate_of_unit {
            overseen[i] += 1;
        }
        let mut rest = Self {
            anchor,
            recent: vec![0.0; MEMORY * units],
            remembered: 0,
            measured: vec![0.5; units],
            below: vec![0; units],
            above: vec![0; units],
            measures: [0; 2],
            interventions: vec![0.0; units],
            restraint: vec![bodies.grips[0]; units],
            shift: vec![[0.0; 6]; units],
            uplift: vec![0.0; units],
            cover: vec![0.0; units],
            overseer_attention: vec![0.0; bodies.intermediates],
            overseen,
            headcount: 1.0,
            minister_since: 0,
            new_minister: false,
            shocks: [0; 3],
            legitimacy_lost: 0.0,
        };
        rest.spread_attention(setting);
        rest
    }

    /// What new commissioners take over from old ones: what was measured of them and the grip of
    /// ministers, as means by population. Counts towards escalation begin anew.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let rest = Self::at_rest(setting);
        let units = self.measured.len();
        let mut new = Self {
            recent: (0..MEMORY)
                .flat_map(|m| overlap.mean(&self.recent[m * units..(m + 1) * units]))
                .collect(),
            remembered: self.remembered,
            measured: overlap.mean(&self.measured),
            measures: self.measures,
            uplift: overlap.mean(&self.uplift),
            headcount: self.headcount,
            minister_since: self.minister_since,
            legitimacy_lost: self.legitimacy_lost,
            ..rest
        };
        new.spread_attention(setting);
        new
    }

    /// A commissioner that goes on with the same people keeps everything; what is added to its grips
    /// too, where those of its structure stay, since its grips hold it already.
    pub fn carry(&mut self, unit: usize, old: &Self, from: usize, same_grips: bool) {
        let (units, before) = (self.measured.len(), old.measured.len());
        for month in 0..MEMORY {
            self.recent[month * units + unit] = old.recent[month * before + from];
        }
        self.measured[unit] = old.measured[from];
        self.below[unit] = old.below[from];
        self.above[unit] = old.above[from];
        self.interventions[unit] = old.interventions[from];
        self.uplift[unit] = old.uplift[from];
        self.cover[unit] = old.cover[from];
        if same_grips {
            self.restraint[unit] = old.restraint[from];
            self.shift[unit] = old.shift[from];
        }
    }

    /// Counts an intervention that these commissioners feel, by its weight, where assurance is
    /// modelled.
    pub fn intervene(&mut self, setting: &Setting<'_>, units: &[usize], weight: f64) {
        if setting.flags.domains.has(Domain::Assurance) {
            for &u in units {
                self.interventions[u] += weight;
            }
        }
    }

    /// `E_up` = min(1, `S_up` / (ω_int n)) of every intermediate body with n commissioners.
    pub fn spread_attention(&mut self, setting: &Setting<'_>) {
        let staff = setting.institutions.intermediate_staff * self.headcount;
        let span = setting.parameters.assurance.span;
        for (attention, &n) in self.overseer_attention.iter_mut().zip(&self.overseen) {
            *attention = attention_to_each(staff, span, f64::from(n));
        }
    }
}

/// Attention to each of `n` commissioners (Aghion and Tirole 1997): min(1, S / (ω_int n)).
#[must_use]
pub fn attention_to_each(staff: f64, span: f64, n: f64) -> f64 {
    (staff / (span * n.max(1.0))).min(1.0)
}

/// Performance behind the signal: capability, or ½ capability + ½ Φ(z) where quality is modelled
/// and lies z standard deviations above the mean of commissioners.
#[must_use]
pub fn performance(capability: f64, quality_z: Option<f64>) -> f64 {
    match quality_z {
        Some(z) => 0.5 * capability + 0.5 * crate::model::nature::normal_distribution(z),
        None => capability,
    }
}

/// Standard deviation of a month's signal: √(σ_M² / (1 + audit) · [1 + ω_can (1 - 2 trust_up)]).
/// Who distrusts the tier above tells it less.
#[must_use]
pub fn signal_sd(p: &Parameters, trust_up: f64) -> f64 {
    let a = &p.assurance;
    let variance = a.signal_sd * a.signal_sd / (1.0 + p.costs.audit);
    (variance * (1.0 + a.candour * (1.0 - 2.0 * trust_up))).sqrt()
}

/// Threshold below which a month counts against a commissioner: c_low [1 - ω_len (2 ω_par - 1)].
#[must_use]
pub fn lower_threshold(p: &Parameters) -> f64 {
    let a = &p.assurance;
    a.low * (1.0 - a.leniency * (2.0 * a.partnership - 1.0))
}

/// Capability after a month at a level of escalation ℓ:
/// κ + 2 ω_par η_sup ℓ (1 - κ) E_up - 2 (1 - ω_par) η_scr ℓ κ.
/// Help for the weak, harm for the able.
#[must_use]
pub fn capability_after(p: &Parameters, capability: f64, level: u8, attention: f64) -> f64 {
    let a = &p.assurance;
    let level = f64::from(level);
    capability + 2.0 * a.partnership * a.support * level * (1.0 - capability) * attention
        - 2.0 * (1.0 - a.partnership) * a.scrutiny * level * capability
}

/// What earned autonomy takes off every grip: 2 Δ_EA (M̂ - ½).
#[must_use]
pub fn earned(p: &Parameters, measured: f64) -> f64 {
    2.0 * p.assurance.earned_autonomy * (measured - 0.5)
}

/// Exercised autonomy after a month: a + ρ_a [(1 - g) - a].
#[must_use]
pub fn autonomy_after(p: &Parameters, exercised: f64, grip: f64) -> f64 {
    exercised + p.assurance.autonomy_rate * (1.0 - grip - exercised)
}

/// Trust in a commissioner after a month: t + α_T (M̂ - t).
#[must_use]
pub fn trust_down_after(p: &Parameters, trust: f64, measured: f64) -> f64 {
    trust + p.assurance.trust_rate * (measured - trust)
}

/// Trust in the tier above after a month, before it is held at 0:
/// t - 2t (t_0 · interventions + t_ℓ ℓ), and t_1 back towards where it began. What is lost is the
/// stated amount at a trust of one half, and in proportion below: what is gone cannot go again.
#[must_use]
pub fn trust_up_after(p: &Parameters, trust: f64, interventions: f64, level: u8) -> f64 {
    let a = &p.assurance;
    let lost = a.trust_loss * interventions + a.trust_loss_level * f64::from(level);
    let left = trust - 2.0 * trust * lost;
    let back = a.trust_recovery.min((p.evidence.trust_up - left).max(0.0));
    left + back
}

/// Where a count of months in a row stands after another signal.
#[must_use]
pub fn counted(count: u8, counts: bool) -> u8 {
    if counts { count.saturating_add(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_of_the_presets() {
        // 152 trusts under 10 authorities of 100; 211 groups under 27 teams of 50; 42 systems
        // under 7 regions of 100.
        for (staff, n, attention) in [
            (100.0, 15.2, 0.657_89),
            (50.0, 211.0 / 27.0, 0.639_81),
            (100.0, 6.0, 1.0),
        ] {
            assert!((attention_to_each(staff, 10.0, n) - attention).abs() < 1e-5);
        }
    }

    #[test]
    fn help_raises_the_weak_and_scrutiny_lowers_the_able() {
        let p = Parameters::default();
        // .2 + .01 · 2 · .8 · .65 - .006 · 2 · .2 = .2080; .9 + .01 · 2 · .1 · .65 - .006 · 2 · .9.
        assert!((capability_after(&p, 0.2, 2, 0.65) - 0.208).abs() < 1e-12);
        assert!((capability_after(&p, 0.9, 2, 0.65) - 0.8905).abs() < 1e-12);
        assert!((capability_after(&p, 0.9, 0, 0.65) - 0.9).abs() < 1e-15);
    }

    #[test]
    fn a_partner_helps_more_and_escalates_later_than_a_judge() {
        let with = |partnership: f64| {
            let mut p = Parameters::default();
            p.assurance.partnership = partnership;
            p
        };
        assert!((lower_threshold(&with(0.5)) - 0.4).abs() < 1e-15);
        assert!((lower_threshold(&with(1.0)) - 0.3).abs() < 1e-15);
        assert!((lower_threshold(&with(0.0)) - 0.5).abs() < 1e-15);
        assert!(capability_after(&with(1.0), 0.9, 1, 0.5) > 0.9);
        assert!(capability_after(&with(0.0), 0.1, 1, 0.5) < 0.1);
    }

    #[test]
    fn trust_comes_back_to_where_it_began_and_no_further() {
        let p = Parameters::default();
        assert!((trust_up_after(&p, 0.5, 0.0, 0) - 0.5).abs() < 1e-15);
        assert!((trust_up_after(&p, 0.495, 0.0, 0) - 0.5).abs() < 1e-15);
        assert!((trust_up_after(&p, 0.4, 0.0, 0) - 0.41).abs() < 1e-15);
        // Two interventions at level 3: -.04 - .03 + .01; at half the trust half the loss.
        assert!((trust_up_after(&p, 0.5, 2.0, 3) - 0.44).abs() < 1e-12);
        assert!((trust_up_after(&p, 0.25, 2.0, 3) - 0.225).abs() < 1e-12);
    }

    #[test]
    fn distrust_blurs_and_audit_sharpens_the_signal() {
        let p = Parameters::default();
        // .1² / 1.5 at the starting trust of one half.
        assert!((signal_sd(&p, 0.5) - (0.01_f64 / 1.5).sqrt()).abs() < 1e-15);
        assert!(signal_sd(&p, 0.1) > signal_sd(&p, 0.5));
        assert!(signal_sd(&p, 1.0) < signal_sd(&p, 0.5));
    }

    #[test]
    fn performance_is_capability_without_quality_and_half_of_each_with_it() {
        assert!((performance(0.7, None) - 0.7).abs() < 1e-15);
        assert!((performance(0.7, Some(0.0)) - 0.6).abs() < 1e-15);
    }
}
