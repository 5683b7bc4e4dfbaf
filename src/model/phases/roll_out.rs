//! National roll-out, each April: the care model with the best measured mean among those that
//! enough places use is rolled out, if it beats the nation's mean. Each place's worth is measured
//! with noise σ_F z. A place adopts it whole with chance
//!
//! P = g_C · own · push · a_c^borders · φ_roll (1 - D)
//!
//! whether it suits the place or not. Nothing happens in other months, in burn-in or without the
//! domain.

use crate::model::domains::redesign::ROLLED_OUT;
use crate::model::nature::redesign::MODELS;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::model::{Setting, tier};
use crate::rng::{Purpose, Stream};
use crate::scenario::Domain;

use super::try_ideas::REDESIGN;

/// See the head of this file.
pub fn roll_out(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in()
        || !world.month.is_april()
        || !setting.flags.domains.has(Domain::Redesign)
    {
        return;
    }
    let Setting {
        parameters: p,
        nature,
        institutions,
        ..
    } = *setting;
    let r = &p.redesign;
    let month = world.month.0;
    let Some(chosen) = best_measured(setting, world, workspace) else {
        return;
    };
    let above = &institutions.overseer;
    let far = above.bodies.first().map_or(1.0, |body| body.far);
    let carried = tier::transmission(p, far, f64::from(above.borders)).carried;
    for (u, chance) in workspace.unit_chance.iter_mut().enumerate() {
        let condition = &world.condition;
        let wanted =
            condition.grips[u][REDESIGN] * carried * r.roll_out * (1.0 - condition.disruption[u]);
        *chance = world.counters.roll_out.clamp(wanted, 0.0, 1.0);
    }
    let state = &mut world.redesign;
    let mut stream = Stream::new(nature.seed, Purpose::RollOut, month, 0);
    for n in 0..nature.atoms {
        let u = stream.uniform();
        let unit = institutions.parcels[institutions.parcel_of[n] as usize].unit;
        if u < workspace.unit_chance[unit] && state.model[n] != chosen {
            state.model[n] = chosen;
            state.worth[n] = nature.landscape.worth(n, chosen);
            state.tally[ROLLED_OUT] += 1;
        }
    }
}

/// The care model with the best measured mean among those in use at enough places; none if no such
/// mean lies above the nation's.
fn best_measured(setting: &Setting<'_>, world: &World, workspace: &mut Workspace) -> Option<u16> {
    let nature = setting.nature;
    let r = &setting.parameters.redesign;
    let state = &world.redesign;
    workspace.measured.fill((0.0, 0));
    let mut stream = Stream::new(nature.seed, Purpose::Measurement, world.month.0, 0);
    let mut all = 0.0;
    for n in 0..nature.atoms {
        let seen = state.worth[n] + r.measurement_noise * stream.normal();
        let at = &mut workspace.measured[usize::from(state.model[n])];
        at.0 += seen;
        at.1 += 1;
        all += seen;
    }
    let mut best = None;
    let mut highest = all / nature.atoms as f64;
    for model in 0..MODELS {
        let (sum, places) = workspace.measured[model];
        if places == 0 || f64::from(places) < r.proven_sites {
            continue;
        }
        let mean = sum / f64::from(places);
        if mean > highest {
            highest = mean;
            best = Some(model as u16);
        }
    }
    best
}
