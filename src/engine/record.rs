//! What one run observed.

use crate::model::Setting;
use crate::model::World;
use crate::model::counters::{AT_THE_START, COUNTERS};
use crate::scenario::{Arm, Geography, Parameters};
use crate::units::Month;

use super::outcomes::{OUTCOMES, Outcome};
use super::step::{Burnt, Simulation};

/// Outcomes kept for every reporting area: name, unit, better direction in words.
pub const PLACE_OUTCOMES: [(&str, &str); 4] = [
    (
        "share_withdrawn",
        "spend-weighted share of pool services withdrawn",
    ),
    (
        "qaly_per_100000",
        "QALY a year per 100,000 people above March 2009",
    ),
    ("legitimacy", "index, 0 to 1"),
    ("pressure", "financial pressure f, 0 to 2"),
];

/// The numbers of one run. Null where an outcome is not defined or not modelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// By horizon, then outcome in the order of the register.
    pub values: Vec<Vec<Option<f64>>>,
    /// By year, then outcome with a path, in the order of the register.
    pub path: Vec<Vec<Option<f64>>>,
    /// By horizon, then place outcome, then reporting area.
    pub places: Vec<Vec<Vec<f64>>>,
    /// Clips: name, held, evaluated.
    pub clips: Vec<(&'static str, u64, u64)>,
}

impl Record {
    /// Whether every number is finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        let fine =
            |rows: &[Vec<Option<f64>>]| rows.iter().flatten().flatten().all(|v| v.is_finite());
        fine(&self.values)
            && fine(&self.path)
            && self
                .places
                .iter()
                .flatten()
                .flatten()
                .all(|v| v.is_finite())
    }
}

/// Runs one arm from the fork to the last horizon. Horizons are whole years, ascending.
#[must_use]
pub fn run_arm(
    burnt: &Burnt,
    geography: &Geography,
    arm: &Arm,
    parameters: Parameters,
    horizons: &[u32],
) -> Record {
    let mut simulation = Simulation::fork(burnt, geography, arm, parameters);
    let mut record = Record::default();
    let last = horizons.last().copied().unwrap_or(0);
    for year in 1..=last / 12 {
        let month = year * 12;
        simulation.run_to(Month(month as i32));
        let setting = simulation.setting();
        record.path.push(observe_path(&setting, &simulation.world));
        if horizons.contains(&month) {
            record.values.push(observe(&setting, &simulation.world));
            record
                .places
                .push(observe_places(&setting, &simulation.world));
        }
    }
    record.clips = clips(&simulation);
    record
}

/// All outcomes of the register at this month.
#[must_use]
pub fn observe(setting: &Setting<'_>, world: &World) -> Vec<Option<f64>> {
    OUTCOMES.iter().map(|o| value(o, setting, world)).collect()
}

/// An outcome at this month: null where the experiment lacks its domain.
fn value(outcome: &Outcome, setting: &Setting<'_>, world: &World) -> Option<f64> {
    outcome
        .is_in(setting.flags.domains)
        .then(|| (outcome.value)(setting, world))
        .flatten()
}

fn observe_path(setting: &Setting<'_>, world: &World) -> Vec<Option<f64>> {
    OUTCOMES
        .iter()
        .filter(|o| o.keeps_path)
        .map(|o| value(o, setting, world))
        .collect()
}

fn observe_places(setting: &Setting<'_>, world: &World) -> Vec<Vec<f64>> {
    let nature = setting.nature;
    let mut sums = vec![vec![0.0; nature.areas]; PLACE_OUTCOMES.len()];
    for n in 0..nature.atoms {
        let area = nature.area_of[n] as usize;
        let share = nature.population[n] / nature.area_population[area];
        let unit = setting.institutions.parcels[setting.institutions.parcel_of[n] as usize].unit;
        let row = &world.withdrawn[n * nature.lanes..n * nature.lanes + nature.count];
        let withdrawn: f64 = row
            .iter()
            .zip(&nature.items.share)
            .map(|(&y, s)| f64::from(y) * s)
            .sum();
        sums[0][area] += share * withdrawn;
        sums[1][area] += world.qaly_year[n] / nature.area_population[area] * 1e5;
        sums[2][area] += share * world.legitimacy[n];
        sums[3][area] += share * world.pressure[unit];
    }
    sums
}

fn clips(simulation: &Simulation<'_>) -> Vec<(&'static str, u64, u64)> {
    let nature = simulation.nature;
    let institutions = &simulation.institutions;
    let at_the_start = [
        nature.clamped_mean,
        nature.clamped_best,
        institutions.clamped_talent,
        institutions.clamped_grips,
        institutions.clamped_conflict(),
    ];
    let named = AT_THE_START.iter().zip(at_the_start);
    let named = named.map(|(&(name, _), clamped)| (name, clamped));
    let counters = &simulation.world.counters;
    let moving = COUNTERS.iter().map(|c| (c.name, (c.get)(counters)));
    let all = named.chain(moving);
    all.map(|(name, c)| (name, c.held, c.of)).collect()
}
