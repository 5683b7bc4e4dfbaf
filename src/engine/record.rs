//! What one run observed.

use crate::model::Setting;
use crate::model::World;
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
    let c = &simulation.world.counters;
    let n = simulation.nature;
    let g = simulation.institutions.clamped_grips;
    let talent = simulation.institutions.clamped_talent;
    vec![
        ("best_share_mean", n.clamped_mean.held, n.clamped_mean.of),
        ("best_share", n.clamped_best.held, n.clamped_best.of),
        ("talent", talent.held, talent.of),
        ("view", c.view.held, c.view.of),
        ("financial_pressure", c.pressure.held, c.pressure.of),
        ("required_saving", c.required.held, c.required.of),
        ("gain_seen", c.gain.held, c.gain.of),
        ("resistance", c.resistance.held, c.resistance.of),
        ("implementation_rate", c.rate.held, c.rate.of),
        ("legitimacy_target", c.legitimacy.held, c.legitimacy.of),
        ("reversal_hazard", c.hazard.held, c.hazard.of),
        (
            "unmeasured_effort",
            c.unmeasured_effort.held,
            c.unmeasured_effort.of,
        ),
        ("gaming", c.gaming.held, c.gaming.of),
        ("wait_response", c.wait_response.held, c.wait_response.of),
        ("appraised_grip", c.appraised_grip.held, c.appraised_grip.of),
        ("staff_talent", c.talent.held, c.talent.of),
        ("support_mandate", c.mandate.held, c.mandate.of),
        ("support_cost", c.support_cost.held, c.support_cost.of),
        ("posts_kept", c.posts.held, c.posts.of),
        ("initiative", c.initiative.held, c.initiative.of),
        ("trial_chance", c.trial.held, c.trial.of),
        ("roll_out_chance", c.roll_out.held, c.roll_out.of),
        ("horizon", c.horizon.held, c.horizon.of),
        ("contract_mix", c.contract_mix.held, c.contract_mix.of),
        ("tariff_efficiency", c.efficiency.held, c.efficiency.of),
        (
            "entry_uncertainty",
            c.entry_uncertainty.held,
            c.entry_uncertainty.of,
        ),
        (
            "supplier_uncertainty",
            c.entrant_volatility.held,
            c.entrant_volatility.of,
        ),
        ("entrant_use", c.entrant_use.held, c.entrant_use.of),
        ("containment", c.containment.held, c.containment.of),
        ("disruption", c.disruption.held, c.disruption.of),
        ("belief", c.belief.held, c.belief.of),
        ("grip", g.held, g.of),
        ("grip_moved", c.grip.held, c.grip.of),
        ("signal", c.signal.held, c.signal.of),
        ("trust", c.trust.held, c.trust.of),
        ("legitimacy_lost", c.blame.held, c.blame.of),
    ]
}
