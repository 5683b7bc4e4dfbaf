//! Clinicians carry ideas between practices: a practice meets one neighbouring practice and, if
//! both belong to one commissioner and the other's care model is worth more, takes it over part
//! by part. The chance is p_cl (1 - D) a month. Practices of two commissioners do not meet in this
//! way, so the borders of commissioners are borders of practice. Nothing happens in burn-in or
//! without the domain.

use crate::model::Setting;
use crate::model::domains::redesign::CARRIED;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::rng::{Purpose, Stream, uniform};
use crate::scenario::Domain;

use super::copy_ideas::take_over;

/// See the head of this file.
pub fn share_practice(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Redesign) {
        return;
    }
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let month = world.month.0;
    workspace.remember(world);
    let unit_of = |n: usize| institutions.parcels[institutions.parcel_of[n] as usize].unit;
    let mut stream = Stream::new(nature.seed, Purpose::Clinician, month, 0);
    for n in 0..nature.atoms {
        let u = stream.uniform();
        if u >= p.redesign.clinician_rate {
            continue;
        }
        let unit = unit_of(n);
        if u >= p.redesign.clinician_rate * (1.0 - world.condition.disruption[unit]) {
            continue;
        }
        let around = nature.neighbour_start[n] as usize..nature.neighbour_start[n + 1] as usize;
        let which = uniform(nature.seed, Purpose::Colleague, n as u32, 0, month, 0);
        let which = (which * around.len() as f64) as usize;
        let Some(&other) = nature.neighbour[around].get(which) else {
            continue;
        };
        let other = other as usize;
        if unit_of(other) == unit && workspace.worth_before[other] > workspace.worth_before[n] {
            let idea = workspace.model_before[other];
            take_over(setting, world, n, idea, 1);
            world.redesign.tally[CARRIED] += 1;
        }
    }
}
