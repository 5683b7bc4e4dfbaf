//! State of the domain of priorities and targets: weights, effort, quality, waiting lists.
//!
//! Quality belongs to places and waiting lists to providers, so that neither changes when
//! commissioners do; weights and effort belong to commissioners. Everything starts at rest under
//! the commissioners, grip and asks of burn-in, which are the same in all arms: quality where
//! effort adds as much as is lost, q_j = (η_q/δ_q) ln(1 + e_j/e_0), and queues where as many are
//! treated as are referred, at a mean wait of ŵ_0.

use serde::{Deserialize, Serialize};

use crate::model::nature::Clamped;
use crate::model::overlap::Overlap;
use crate::model::world::Flow;
use crate::model::{Setting, World};
use crate::scenario::Domain;

use super::targets::{
    self, Asked, DIMENSIONS, ELECTIVE_WAIT, Effort, Tasks, asked, attention_left, intrinsic_effort,
    load_at_full_grip, mixed, national_weights, perceived, power_at_full_grip, quality_added,
    shared,
};
use super::waiting::{WEEKS_PER_MONTH, capacity, patients, referrals};
use crate::model::condition::Condition;

/// Columns by commissioner, provider and atom. A row has one entry for each outcome dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Priorities {
    /// w*: true needs of the commissioner's people, rows summing to 1, by commissioner.
    pub need: Vec<[f64; DIMENSIONS]>,
    /// ŵ: needs as the commissioner sees them, by commissioner.
    pub perceived: Vec<[f64; DIMENSIONS]>,
    /// w: weights in use since last April, by commissioner.
    pub weights: Vec<[f64; DIMENSIONS]>,
    /// τ: power of targets, 0 upwards, by commissioner.
    pub target_power: Vec<f64>,
    /// λ: load of asks on those who must answer them, 0 upwards, by commissioner.
    pub load: Vec<f64>,
    /// e_j: effort, by commissioner.
    pub effort: Vec<[f64; DIMENSIONS]>,
    /// z: share by which measured results look better than they are, 0 to 1, by commissioner.
    pub gaming: Vec<f64>,
    /// Share of attention left for change, 0 to 1, by commissioner.
    pub attention: Vec<f64>,
    /// ŵ: mean wait of the commissioner's patients, weeks.
    pub wait_weeks: Vec<f64>,
    /// (ŵ - ŵ*)⁺: weeks by which that is more than the public takes, by commissioner.
    pub wait_excess: Vec<f64>,
    /// q: mean quality over the commissioner's people, index.
    pub quality: Vec<[f64; DIMENSIONS]>,
    /// Rulings that stood, and those that were sent back, in the fiscal year, by commissioner.
    pub rulings: Vec<[u32; 2]>,
    /// Share of rulings that were sent back in the last full fiscal year, by commissioner.
    pub rework_share: Vec<f64>,
    /// Q: patients waiting, by provider.
    pub queue: Vec<f64>,
    /// Patients treated in a month without effort, by provider.
    pub capacity: Vec<f64>,
    /// ŵ: mean wait, weeks, by provider.
    pub provider_wait: Vec<f64>,
    /// q: quality of what people get, index, by atom.
    pub quality_of_place: Vec<[f64; DIMENSIONS]>,
    /// The same in March 2009, by atom.
    pub quality_at_start: Vec<[f64; DIMENSIONS]>,
    /// Waits of the fiscal year.
    pub waits: Waits,
    /// U: last appraisal of the centre by its commissioners; 1 before the first.
    pub appraisal: f64,
    /// Health from quality above March 2009 this month, QALY.
    pub qaly_month: f64,
    /// The same in the fiscal year and since April 2009, QALY.
    pub qaly: Flow,
}

/// Monthly national means, added up over the months of a fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Waits {
    /// Months added.
    pub months: u32,
    /// Mean wait, weeks, by referrals.
    pub mean: f64,
    /// Shares of waits beyond each limit, by referrals.
    pub beyond: [f64; 2],
    /// Share beyond the first limit as measured, by referrals.
    pub beyond_measured: f64,
    /// Measured less true share within the first limit: mean over providers.
    pub hidden: f64,
}

/// What asks come to at a grip of 1, and of which dimensions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asks {
    /// How far each dimension is asked for.
    pub asked: Asked,
    /// τ at a grip of 1.
    pub power: f64,
    /// λ at a grip of 1.
    pub load: f64,
}

impl Asks {
    /// The asks of a setting.
    #[must_use]
    pub fn of(setting: &Setting<'_>) -> Self {
        let p = setting.parameters;
        Self {
            asked: asked(p),
            power: power_at_full_grip(p),
            load: load_at_full_grip(p),
        }
    }
}

/// What a commissioner's effort comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Division {
    /// τ.
    pub target: f64,
    /// λ.
    pub load: f64,
    /// v: effort without any target.
    pub drive: f64,
    /// Dimensions asked for, and all.
    pub tasks: Tasks,
}

impl Division {
    /// Target power, load and intrinsic effort of a commissioner as it stands.
    #[must_use]
    pub fn of(setting: &Setting<'_>, condition: &Condition, asks: &Asks, u: usize) -> Self {
        let ability = condition.talent[u] * condition.staffing[u] * (1.0 - condition.disruption[u]);
        let grip = condition.grips[u][Domain::Priorities as usize];
        Self {
            target: asks.power * grip,
            load: asks.load * grip,
            drive: intrinsic_effort(setting.parameters, ability, condition.belief[u]),
            tasks: Tasks::of(&asks.asked),
        }
    }
}

impl Priorities {
    /// Where everything stands on the eve of April 2009; without the domain, what every other
    /// rule reads as nothing: no target, all attention, waits as they were.
    #[must_use]
    pub fn at_rest(setting: &Setting<'_>) -> Self {
        let Setting {
            parameters: p,
            flags,
            nature,
            institutions,
        } = *setting;
        let units = institutions.units.len();
        let providers = nature.general.providers;
        let rows = |count: usize| vec![[0.0; DIMENSIONS]; count];
        let mut rest = Self {
            need: rows(units),
            perceived: rows(units),
            weights: rows(units),
            target_power: vec![0.0; units],
            load: vec![0.0; units],
            effort: rows(units),
            gaming: vec![0.0; units],
            attention: vec![1.0; units],
            wait_weeks: vec![p.priorities.wait_at_start; units],
            wait_excess: vec![0.0; units],
            quality: rows(units),
            rulings: vec![[0; 2]; units],
            rework_share: vec![0.0; units],
            queue: vec![0.0; providers],
            capacity: vec![0.0; providers],
            provider_wait: vec![p.priorities.wait_at_start; providers],
            quality_of_place: rows(nature.atoms),
            quality_at_start: rows(nature.atoms),
            waits: Waits::default(),
            appraisal: 1.0,
            qaly_month: 0.0,
            qaly: Flow::default(),
        };
        if !flags.domains.has(Domain::Priorities) {
            return rest;
        }
        let condition = Condition::at_rest(setting);
        rest.see_needs(setting, &condition);
        rest.set_weights(setting, &condition);
        let asks = Asks::of(setting);
        let mut unheard = [Clamped::default(); 2];
        for u in 0..units {
            let [a, b] = &mut unheard;
            let division = Division::of(setting, &condition, &asks, u);
            let level = rest.decide_effort(setting, division, u, [a, b]);
            let added = rest.divide(setting, &asks, level, u);
            let quality = added.map(|q| q / p.priorities.quality_decay);
            for &q in &institutions.units[u].parcels {
                for &n in &institutions.parcels[q].atoms {
                    rest.quality_of_place[n as usize] = quality;
                }
            }
            rest.quality[u] = quality;
        }
        rest.quality_at_start.clone_from(&rest.quality_of_place);

        let mut effort = vec![0.0; providers];
        for from in patients(setting) {
            let referred = referrals(p, from.people, 1.0);
            rest.queue[from.provider] += referred;
            effort[from.provider] += referred * rest.effort[from.unit][ELECTIVE_WAIT];
        }
        for (h, effort) in effort.iter().enumerate() {
            // So far the queue holds one month's referrals.
            let referred = rest.queue[h];
            if referred > 0.0 {
                rest.capacity[h] = capacity(p, referred, effort / referred);
            }
            rest.queue[h] = referred * p.priorities.wait_at_start / WEEKS_PER_MONTH;
        }
        rest
    }

    /// What new commissioners take over. Places keep their quality and providers their queues;
    /// needs are seen, weights set and effort divided anew.
    #[must_use]
    pub fn handed_over(&self, setting: &Setting<'_>, overlap: &Overlap) -> Self {
        let fresh = Self::at_rest(setting);
        let mut new = Self {
            rework_share: overlap.mean(&self.rework_share),
            queue: self.queue.clone(),
            capacity: self.capacity.clone(),
            provider_wait: self.provider_wait.clone(),
            quality_of_place: self.quality_of_place.clone(),
            quality_at_start: self.quality_at_start.clone(),
            waits: self.waits,
            appraisal: self.appraisal,
            qaly_month: self.qaly_month,
            qaly: self.qaly,
            wait_weeks: overlap.mean(&self.wait_weeks),
            wait_excess: overlap.mean(&self.wait_excess),
            ..fresh
        };
        new.average_quality(setting);
        new
    }

    /// w*_o, the mean over the commissioner's people, and ŵ_o, with errors of σ_w/√insight. Errors
    /// of a body are made of those of its atoms: z_o = Σ w_n z_n / √(Σ w_n²), of unit variance in
    /// every partition.
    pub fn see_needs(&mut self, setting: &Setting<'_>, condition: &Condition) {
        let nature = setting.nature;
        for (u, unit) in setting.institutions.units.iter().enumerate() {
            let sd = setting.parameters.priorities.need_error_sd / libm::sqrt(condition.insight[u]);
            let mut need = [0.0; DIMENSIONS];
            let mut error = [0.0; DIMENSIONS];
            let mut squares = 0.0;
            for &q in &unit.parcels {
                let parcel = &setting.institutions.parcels[q];
                let share = parcel.population / unit.population;
                let there = &nature.needs.weights[parcel.area];
                for (sum, need) in need.iter_mut().zip(there) {
                    *sum += share * need;
                }
                for &n in &parcel.atoms {
                    let n = n as usize;
                    let weight = nature.population[n] / unit.population;
                    squares += weight * weight;
                    for (sum, z) in error.iter_mut().zip(&nature.needs.errors[n]) {
                        *sum += weight * z;
                    }
                }
            }
            let norm = libm::sqrt(squares);
            self.need[u] = need;
            self.perceived[u] = perceived(&need, sd, &error.map(|z| z / norm));
        }
    }

    /// w_o by the grip of the day.
    pub fn set_weights(&mut self, setting: &Setting<'_>, condition: &Condition) {
        let national = national_weights(setting.parameters);
        for u in 0..self.weights.len() {
            let grip = if setting.flags.national_priorities {
                condition.grips[u][Domain::Priorities as usize]
            } else {
                0.0
            };
            self.weights[u] = mixed(&self.perceived[u], &national, grip);
        }
    }

    /// What a commissioner does for one dimension of each kind, by how it stands.
    pub fn decide_effort(
        &mut self,
        setting: &Setting<'_>,
        by: Division,
        u: usize,
        held: [&mut Clamped; 2],
    ) -> Effort {
        let p = setting.parameters;
        let b = &p.priorities;
        let level = targets::effort(
            by.target,
            by.drive,
            by.tasks,
            b.substitution,
            b.gaming_cost,
            p.costs.audit,
            held,
        );
        self.target_power[u] = by.target;
        self.gaming[u] = level.gaming;
        self.load[u] = by.load;
        self.attention[u] = attention_left(p, by.load);
        level
    }

    /// Divides that effort over dimensions; gives what it adds to quality in a month.
    pub fn divide(
        &mut self,
        setting: &Setting<'_>,
        asks: &Asks,
        level: Effort,
        u: usize,
    ) -> [f64; DIMENSIONS] {
        self.effort[u] = shared(level, &asks.asked, &self.weights[u], &self.perceived[u]);
        self.effort[u].map(|e| quality_added(setting.parameters, e))
    }

    /// A commissioner that goes on with the same people keeps what it sees, weighs and does.
    pub fn carry(&mut self, unit: usize, old: &Self, from: usize) {
        self.need[unit] = old.need[from];
        self.perceived[unit] = old.perceived[from];
        self.weights[unit] = old.weights[from];
        self.target_power[unit] = old.target_power[from];
        self.load[unit] = old.load[from];
        self.effort[unit] = old.effort[from];
        self.gaming[unit] = old.gaming[from];
        self.attention[unit] = old.attention[from];
        self.rulings[unit] = old.rulings[from];
    }

    /// q of commissioners, from that of their places.
    pub fn average_quality(&mut self, setting: &Setting<'_>) {
        for (u, unit) in setting.institutions.units.iter().enumerate() {
            let mut mean = [0.0; DIMENSIONS];
            for &q in &unit.parcels {
                for &n in &setting.institutions.parcels[q].atoms {
                    let n = n as usize;
                    let share = setting.nature.population[n] / unit.population;
                    for (sum, quality) in mean.iter_mut().zip(&self.quality_of_place[n]) {
                        *sum += share * quality;
                    }
                }
            }
            self.quality[u] = mean;
        }
    }

    /// Σ_j w*_oj q_oj: how well a commissioner serves what its people need.
    #[must_use]
    pub fn performance(&self, u: usize) -> f64 {
        let pairs = self.need[u].iter().zip(&self.quality[u]);
        pairs.map(|(need, quality)| need * quality).sum()
    }
}

/// Counts a ruling for each commissioner of a body, and whether the tier above sends it back.
pub fn count_ruling(world: &mut World, units: &[usize], reworked: bool) {
    for &u in units {
        world.priorities.rulings[u][usize::from(reworked)] += 1;
    }
}
