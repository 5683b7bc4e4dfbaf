//! How each local commissioner stands: what the domains share. A column is moved by one domain
//! only and rests where the experiment lacks that domain, so that every rule may read it.

use serde::{Deserialize, Serialize};

use crate::scenario::Domain;

use super::Setting;
use super::overlap::Overlap;
use super::panel::Body;
use super::parcels::Unit;

/// Columns by commissioner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Talent T, index about 1. Moved by the domain of support and staff.
    pub talent: Vec<f64>,
    /// Talent on the day the body began; its capacities contain it.
    pub talent_at_start: Vec<f64>,
    /// Share of posts that are vacant, 0 to 1. Moved by support and staff.
    pub vacancy: Vec<f64>,
    /// Capacity by posts filled, relative to its start. Moved by support and staff.
    pub staffing: Vec<f64>,
    /// Clinical and community insight, index, 1 where support is made: errors in what the body sees
    /// shrink by 1/√insight. Moved by support and staff.
    pub insight: Vec<f64>,
    /// Disruption D, share of capacity lost to reorganisation, 0 to 1. Moved by reorganisation.
    pub disruption: Vec<f64>,
    /// Belief in the current reform, 0 to 1. Moved by reorganisation.
    pub belief: Vec<f64>,
    /// Capability of the body, latent, 0 to 1. Moved by assurance.
    pub capability: Vec<f64>,
    /// Escalation level, 0 to 4. Moved by assurance.
    pub escalation: Vec<u8>,
    /// Trust of the tier above in the commissioner, 0 to 1. Moved by assurance.
    pub trust_down: Vec<f64>,
    /// Trust of the commissioner in the tier above, 0 to 1. Moved by assurance.
    pub trust_up: Vec<f64>,
    /// Autonomy exercised, 0 to 1. Moved by assurance.
    pub autonomy: Vec<f64>,
    /// Grip of the centre by domain (disinvestment, priorities, redesign, contracts, support,
    /// assurance), 0 to 1. Moved by assurance; appraisal moves that of priorities.
    pub grips: Vec<[f64; 6]>,
}

impl Condition {
    /// Where commissioners stand on the eve of April 2009.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let bodies = setting.institutions;
        let units = bodies.units.len();
        let talent: Vec<f64> = bodies.units.iter().map(|unit| unit.talent).collect();
        let p = setting.parameters;
        Self {
            talent_at_start: talent.clone(),
            talent,
            vacancy: vec![
                if setting.flags.domains.has(Domain::Support) {
                    p.people.vacancy
                } else {
                    0.0
                };
                units
            ],
            staffing: vec![1.0; units],
            insight: vec![1.0; units],
            disruption: vec![0.0; units],
            belief: vec![p.people.belief; units],
            capability: bodies
                .units
                .iter()
                .map(|unit| {
                    let nature = setting.nature;
                    nature
                        .signals
                        .capability(&nature.population, &bodies.parcels, unit)
                        .unwrap_or(0.5)
                })
                .collect(),
            escalation: vec![0; units],
            trust_down: vec![p.costs.trust_down; units],
            trust_up: vec![p.evidence.trust_up; units],
            autonomy: vec![1.0 - bodies.grips[0]; units],
            grips: vec![bodies.grips; units],
        }
    }

    /// What new commissioners take over from old ones: means by population. A new body begins
    /// without escalation, with the grips of its structure.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let rest = Self::at_rest(setting);
        let talent = overlap.mean(&self.talent);
        Self {
            talent_at_start: rest.talent_at_start,
            talent,
            vacancy: overlap.mean(&self.vacancy),
            staffing: rest.staffing,
            insight: rest.insight,
            disruption: overlap.mean(&self.disruption),
            belief: overlap.mean(&self.belief),
            capability: overlap.mean(&self.capability),
            escalation: rest.escalation,
            trust_down: overlap.mean(&self.trust_down),
            trust_up: overlap.mean(&self.trust_up),
            autonomy: overlap.mean(&self.autonomy),
            grips: rest.grips,
        }
    }

    /// A commissioner that goes on with the same people keeps everything; its grips too, where
    /// those of its structure stay.
    pub fn carry(&mut self, unit: usize, old: &Self, from: usize, same_grips: bool) {
        self.talent[unit] = old.talent[from];
        self.talent_at_start[unit] = old.talent_at_start[from];
        self.vacancy[unit] = old.vacancy[from];
        self.staffing[unit] = old.staffing[from];
        self.insight[unit] = old.insight[from];
        self.disruption[unit] = old.disruption[from];
        self.belief[unit] = old.belief[from];
        self.capability[unit] = old.capability[from];
        self.escalation[unit] = old.escalation[from];
        self.trust_down[unit] = old.trust_down[from];
        self.trust_up[unit] = old.trust_up[from];
        self.autonomy[unit] = old.autonomy[from];
        if same_grips {
            self.grips[unit] = old.grips[from];
        }
    }

    /// What a commissioner can do now, relative to what its capacities say:
    /// T / T(0) · staffing · (1 - D). Exactly 1 at rest.
    #[must_use]
    pub fn vigour(&self, unit: usize) -> f64 {
        self.talent[unit] / self.talent_at_start[unit]
            * self.staffing[unit]
            * (1.0 - self.disruption[unit])
    }

    /// What a commissioner carries out now, relative to its start: T / T(0) · (1 - D). Exactly 1
    /// at rest.
    #[must_use]
    pub fn drive(&self, unit: usize) -> f64 {
        self.talent[unit] / self.talent_at_start[unit] * (1.0 - self.disruption[unit])
    }

    /// The vigour of a body that decides for several commissioners: the mean by people, as its
    /// talent is. Exactly 1 at rest.
    #[must_use]
    pub fn vigour_of(&self, body: &Body, units: &[Unit]) -> f64 {
        let missing: f64 = body
            .units
            .iter()
            .map(|&u| units[u].population * (1.0 - self.vigour(u)))
            .sum();
        1.0 - missing / body.population
    }
}
