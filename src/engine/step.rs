//! Running a world: burn-in once for a seed, then each arm from the same fork.

use crate::model::arrangement::{self, Institutions};
use crate::model::handover::hand_over;
use crate::model::nature::{Nature, Role};
use crate::model::phases::PHASES;
use crate::model::stages::calendar;
use crate::model::workspace::Workspace;
use crate::model::{Setting, World};
use crate::scenario::{Arm, Flags, Geography, Parameters};
use crate::units::Month;

/// A world at the end of burn-in with everything that arms share: fork it as often as wanted.
#[derive(Clone, Debug)]
pub struct Burnt {
    /// Parameters in force for all arms.
    pub parameters: Parameters,
    /// Switches in force.
    pub flags: Flags,
    /// What chance and geography fixed.
    pub nature: Nature,
    /// The commissioners of burn-in.
    pub before: Institutions,
    /// The world in March 2009.
    pub world: World,
    /// The world in March 2008: pattern P1 looks at the first year.
    pub first_year: [f64; 2],
}

/// Draws nature and runs the 24 months of burn-in under the local commissioners of 2009.
/// `parameters` and `flags` are effective ones; `roles` are those that any arm needs;
/// `last_month` is the longest horizon.
#[must_use]
pub fn burn_in(
    geography: &Geography,
    parameters: &Parameters,
    flags: Flags,
    seed: u64,
    last_month: i32,
    roles: &[Role],
) -> Burnt {
    let nature = Nature::draw(geography, parameters, flags, seed, last_month, roles);
    let arm = arrangement::burn_in(geography.reporting);
    let before = Institutions::new(&arm, geography, &nature, parameters, flags);
    let setting = Setting {
        parameters,
        flags,
        nature: &nature,
        institutions: &before,
    };
    let mut world = World::new(&setting);
    let mut workspace = Workspace::new(&setting);
    let mut first_year = [0.0; 2];
    while world.month < Month::BURNT {
        advance(&setting, &mut world, &mut workspace);
        if world.month == Month(-12) {
            let idle = world.last_approval.iter().filter(|&&m| m < -23).count() as f64;
            first_year = [
                idle / world.last_approval.len() as f64,
                world.flows.newly_planned,
            ];
        }
    }
    Burnt {
        parameters: parameters.clone(),
        flags,
        nature,
        before,
        world,
        first_year,
    }
}

/// One month: every phase once, in the order of the schedule.
pub fn advance(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    world.month = world.month.next();
    for phase in PHASES {
        (phase.run)(setting, world, workspace);
    }
}

/// One arm under way: its bodies, its world, and room to work in.
#[derive(Clone, Debug)]
pub struct Simulation<'a> {
    /// Parameters in force in this arm.
    pub parameters: Parameters,
    /// Switches in force.
    pub flags: Flags,
    /// What all arms share.
    pub nature: &'a Nature,
    /// This arm's bodies.
    pub institutions: Institutions,
    /// The bodies of its later reorganisations, the next one last.
    later: Vec<Institutions>,
    /// All state.
    pub world: World,
    workspace: Workspace,
}

impl<'a> Simulation<'a> {
    /// Forks an arm from a burnt-in world. `parameters` are those in force in this arm, with its
    /// own overrides.
    #[must_use]
    pub fn fork(
        burnt: &'a Burnt,
        geography: &Geography,
        arm: &Arm,
        parameters: Parameters,
    ) -> Self {
        let flags = burnt.flags;
        let stages = calendar(arm, geography, &burnt.nature, &parameters, flags);
        let setting = Setting {
            parameters: &parameters,
            flags,
            nature: &burnt.nature,
            institutions: &stages[0],
        };
        let world = hand_over(&setting, &burnt.before, &burnt.world);
        Self::in_force(&burnt.nature, stages, parameters, flags, world)
    }

    /// Goes on from a saved world, possibly under other parameters from here on.
    #[must_use]
    pub fn resume(
        nature: &'a Nature,
        geography: &Geography,
        arm: &Arm,
        parameters: Parameters,
        flags: Flags,
        world: World,
    ) -> Self {
        let stages = calendar(arm, geography, nature, &parameters, flags);
        Self::in_force(nature, stages, parameters, flags, world)
    }

    /// A world under the arrangement in force in its month.
    fn in_force(
        nature: &'a Nature,
        stages: Vec<Institutions>,
        parameters: Parameters,
        flags: Flags,
        world: World,
    ) -> Self {
        let mut later = stages;
        later.reverse();
        // The arrangement in force is the last that has begun.
        let begun = |bodies: &Institutions| bodies.calendar.begins <= world.month;
        let now = later.iter().position(begun).unwrap_or(later.len() - 1);
        let institutions = later.swap_remove(now);
        later.truncate(now);
        let setting = Setting {
            parameters: &parameters,
            flags,
            nature,
            institutions: &institutions,
        };
        let workspace = Workspace::new(&setting);
        Self {
            parameters,
            flags,
            nature,
            institutions,
            later,
            world,
            workspace,
        }
    }

    /// What phases read.
    #[must_use]
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            parameters: &self.parameters,
            flags: self.flags,
            nature: self.nature,
            institutions: &self.institutions,
        }
    }

    /// Hands the world over to new bodies if they begin next month, and says whether they do.
    pub fn reorganise(&mut self) -> bool {
        let next = self.world.month.next();
        let Some(bodies) = self.later.pop_if(|bodies| bodies.calendar.begins == next) else {
            return false;
        };
        let before = std::mem::replace(&mut self.institutions, bodies);
        self.world = hand_over(&self.setting(), &before, &self.world);
        self.workspace = Workspace::new(&self.setting());
        true
    }

    /// Runs to the end of a month.
    pub fn run_to(&mut self, month: Month) {
        while self.world.month < month {
            self.reorganise();
            let setting = Setting {
                parameters: &self.parameters,
                flags: self.flags,
                nature: self.nature,
                institutions: &self.institutions,
            };
            advance(&setting, &mut self.world, &mut self.workspace);
        }
    }
}
