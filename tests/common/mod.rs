//! What tests of the model share: a small England, arms from the shipped files, runs.
#![allow(dead_code, reason = "each test file uses its own part")]

use grip::engine::{self, Burnt, Record, Simulation};
use grip::model::arrangement::{self, Institutions};
use grip::model::phases::PHASES;
use grip::model::workspace::Workspace;
use grip::model::{Nature, Setting, World};
use grip::scenario::geography::{Geography, SyntheticSettings, synthetic};
use grip::scenario::library::{self, Kind};
use grip::scenario::{Arm, Change, Flags, Legal, Parameters, Switches, check};
use grip::units::Month;

/// The nine arms of the first experiment, and the one outside its ranking.
pub const ARMS: [&str; 10] = [
    "single_trusts",
    "lead_cluster",
    "consortium",
    "region_jointly",
    "strategic_authority",
    "specialist",
    "department",
    "nice_advice",
    "nice_mandate",
    "all_at_once",
];

/// A tenth of England, with a tenth of its bodies: about 122 atoms in 15 trusts.
pub fn small() -> Geography {
    synthetic(&tenth())
}

/// The settings of a tenth of England. The number of bodies is said, because a synthetic nation of
/// any size has as many as England where it can.
pub fn tenth() -> SyntheticSettings {
    let mut settings = SyntheticSettings {
        total_population: 5.18e6,
        ..SyntheticSettings::default()
    };
    let bodies = [15, 5, 3, 2, 21, 3, 2, 4, 2];
    for (rule, bodies) in settings.rules.tiers.iter_mut().zip(bodies) {
        rule.bodies = bodies;
    }
    settings
}

/// England.
pub fn england() -> Geography {
    synthetic(&SyntheticSettings::default())
}

/// An arm as it is shipped.
pub fn arm(name: &str) -> Arm {
    let source = library::source(Kind::Arm, name).expect("a shipped arm");
    check::arm(&source, name)
        .expect("shipped arms are right")
        .value
}

/// Parameters in force with these mechanisms off.
pub fn without(parameters: &Parameters, off: &[&str]) -> (Parameters, Flags) {
    let mut switches = Switches::default();
    for name in off {
        switches
            .set(name, false)
            .expect("a mechanism of the register");
    }
    switches.apply(parameters)
}

/// Burn-in with everything that the given arms need.
pub fn burn(geography: &Geography, p: &Parameters, flags: Flags, seed: u64, arms: &[Arm]) -> Burnt {
    let mut roles: Vec<_> = arms.iter().flat_map(arrangement::roles).collect();
    roles.sort_unstable();
    roles.dedup();
    engine::burn_in(geography, p, flags, seed, 180, &roles)
}

/// A fork of an arm, run to a month.
pub fn run_to<'a>(
    burnt: &'a Burnt,
    geography: &Geography,
    arm: &Arm,
    month: i32,
) -> Simulation<'a> {
    let mut simulation = Simulation::fork(burnt, geography, arm, burnt.parameters.clone());
    simulation.run_to(Month(month));
    simulation
}

/// A record of an arm at one horizon.
pub fn record(burnt: &Burnt, geography: &Geography, arm: &Arm, months: u32) -> Record {
    engine::run_arm(burnt, geography, arm, burnt.parameters.clone(), &[months])
}

/// An outcome of a record at its only horizon.
pub fn value(record: &Record, outcome: &str) -> f64 {
    let at = engine::OUTCOMES
        .iter()
        .position(|o| o.name == outcome)
        .expect("an outcome");
    record.values[0][at].expect("a modelled outcome")
}

/// Nature and bodies of one arm, for tests of single phases on worlds made by hand.
pub struct Stand {
    pub parameters: Parameters,
    pub flags: Flags,
    pub nature: Nature,
    pub bodies: Institutions,
}

impl Stand {
    pub fn new(geography: &Geography, p: &Parameters, arm: &Arm, seed: u64) -> Self {
        Self::with(geography, p, Flags::default(), arm, seed)
    }

    pub fn with(geography: &Geography, p: &Parameters, flags: Flags, arm: &Arm, seed: u64) -> Self {
        let nature = Nature::draw(geography, p, flags, seed, 180, &arrangement::roles(arm));
        let bodies = Institutions::new(arm, geography, &nature, p, flags);
        Self {
            parameters: p.clone(),
            flags,
            nature,
            bodies,
        }
    }

    pub fn setting(&self) -> Setting<'_> {
        Setting {
            parameters: &self.parameters,
            flags: self.flags,
            nature: &self.nature,
            institutions: &self.bodies,
        }
    }

    /// A world before its first month, moved to another month.
    pub fn world(&self, month: i32) -> (World, Workspace) {
        let mut world = World::new(&self.setting());
        world.month = Month(month);
        (world, Workspace::new(&self.setting()))
    }

    /// Does one phase.
    pub fn run(&self, phase: &str, world: &mut World, room: &mut Workspace) {
        let phase = PHASES
            .iter()
            .find(|p| p.name == phase)
            .expect("a phase of the schedule");
        (phase.run)(&self.setting(), world, room);
    }
}

/// An arm that is reorganised in these months, announced in month 12, into the arms of these names.
pub fn reorganised(first: &str, changes: &[(i32, &str)]) -> Arm {
    let mut made = arm(first);
    for &(month, name) in changes {
        let next = arm(name);
        made.changes.push(Change {
            month,
            announced: 12,
            slip: None,
            legal: Legal::Redrawn,
            structure: next.structure,
            seats: next.seats,
            guides: next.guides,
            grip: Some(next.grip),
        });
    }
    made
}
