//! Learning networks: a place adopts the care model of the best place that it learns from.
//!
//! logit P = logit p_im + β_1 (need - 1) + β_2 gain · similarity + β_3 (f - 1)
//!
//! where gain = (F_best - F_own) / (1 - F_own) and similarity is 1 less the difference of the two
//! places' ranks of deprivation (policy diffusion: Volden, Ting and Carpenter 2008). Nobody copies
//! a worse one. Each differing part arrives with the fidelity of copying, so that an idea may lose
//! what made it work. All places look at the state of the month before. Nothing happens in burn-in
//! or without the domain.

use crate::model::Setting;
use crate::model::domains::redesign::{COPIES, adoption};
use crate::model::nature::redesign::PARTS;
use crate::model::workspace::Workspace;
use crate::model::world::World;
use crate::rng::{Purpose, Stream, uniform};
use crate::scenario::Domain;

/// See the head of this file.
pub fn copy_ideas(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    if world.is_burning_in() || !setting.flags.domains.has(Domain::Redesign) {
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
    for (odds, &pressure) in workspace.unit_chance.iter_mut().zip(&world.pressure) {
        *odds = libm::exp(r.pressure_weight * (pressure - 1.0));
    }
    let most = libm::exp(r.gain_weight);
    workspace.remember(world);
    let mut stream = Stream::new(nature.seed, Purpose::Copying, month, 0);
    for n in 0..nature.atoms {
        let u = stream.uniform();
        let unit = institutions.parcels[institutions.parcel_of[n] as usize].unit;
        let odds = workspace.unit_chance[unit] * nature.landscape.need_odds[n];
        // No gain exceeds 1, so most places need not look.
        if u >= adoption(r.copying_rate, odds * most) {
            continue;
        }
        let own = workspace.worth_before[n];
        let (mut best, mut worth) = (n, own);
        for &m in nature.landscape.peers(n) {
            let seen = workspace.worth_before[m as usize];
            (best, worth) = if seen > worth {
                (m as usize, seen)
            } else {
                (best, worth)
            };
        }
        if best == n {
            continue;
        }
        let gain = (worth - own) / (1.0 - own);
        let similarity = 1.0 - (nature.deprivation[n] - nature.deprivation[best]).abs();
        let odds = odds * libm::exp(r.gain_weight * gain * similarity);
        if u < adoption(r.copying_rate, odds) {
            let idea = workspace.model_before[best];
            take_over(setting, world, n, idea, 0);
            world.redesign.tally[COPIES] += 1;
        }
    }
}

/// A place takes over another's care model, part by part with the fidelity of copying. `way`
/// tells the draws of one way of copying from those of another.
pub(super) fn take_over(setting: &Setting<'_>, world: &mut World, n: usize, idea: u16, way: u32) {
    let nature = setting.nature;
    let month = world.month.0;
    let fidelity = setting.parameters.redesign.copy_fidelity;
    let own = world.redesign.model[n];
    let mut arrived = own;
    for part in 0..PARTS {
        let bit = (own ^ idea) & (1 << part);
        if bit != 0 {
            let u = uniform(
                nature.seed,
                Purpose::CopyFidelity,
                n as u32,
                part as u32,
                month,
                way,
            );
            if u < fidelity {
                arrived ^= bit;
            }
        }
    }
    if arrived != own {
        world.redesign.model[n] = arrived;
        world.redesign.worth[n] = nature.landscape.worth(n, arrived);
    }
}
