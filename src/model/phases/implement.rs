//! Implementation and creep.
//!
//! y ← y + φ (x - y) where a policy is in force, in both directions; otherwise y ← y (1 - δ_creep).
//! φ = [φ_0 + lever φ_lev mon buy] own push a_c^borders T v (1 - resist), held inside 0 to 1, where v
//! is what the commissioner carries out now relative to its start (talent, disruption),
//! resist = clip(ω_o opp_eff (1 - cover) + o_mis (x - θ)⁺, 0, .95).
//!
//! The widest pass of the model: every place and item, every month, in rows of items. Where no
//! policy is in force x and resistance are 0 and φ is the rate of creep, so one formula serves.

use crate::model::Setting;
use crate::model::domains::disinvestment::RESISTANCE_LIMIT;
use crate::model::wide::{Chunk, LANES, Pass, fold, narrow, row, row_mut, wide};
use crate::model::workspace::Workspace;
use crate::model::world::{Policy, World};

/// What one atom's row gives.
#[derive(Clone, Copy, Debug, Default)]
struct Yield {
    general: f64,
    special: f64,
    value: f64,
    loss: f64,
}

struct Implement<'a, 'b> {
    setting: &'a Setting<'b>,
    world: &'a mut World,
    workspace: &'a mut Workspace,
}

/// Rows that are the same for every atom of a parcel, and scalars.
struct Common<'a> {
    hindrance: &'a [Chunk],
    rate: &'a [Chunk],
    rate_area: &'a [Chunk],
    rate_body: &'a [Chunk],
    loss_weight: &'a [Chunk],
    half_value: &'a [Chunk],
    spend_general: &'a [Chunk],
    spend_special: &'a [Chunk],
    misfit: f32,
    spillover: f32,
}

#[inline(always)]
fn step(
    y: &mut [Chunk],
    x: &[Chunk],
    best: &[Chunk],
    common: &Common<'_>,
    area: f32,
    body: f32,
    [held, over]: [&mut Chunk; 2],
) -> Yield {
    let mut general = [0.0_f32; LANES];
    let mut special = [0.0_f32; LANES];
    let mut value = [0.0_f32; LANES];
    let mut loss = [0.0_f32; LANES];
    let limit = RESISTANCE_LIMIT as f32;
    for c in 0..y.len() {
        let (y, x, best) = (&mut y[c], &x[c], &best[c]);
        for l in 0..LANES {
            let wanted = common.hindrance[c][l] + common.misfit * (x[l] - best[l]).max(0.0);
            let resist = wanted.min(limit);
            held[l] = if wanted > limit {
                held[l] + 1.0
            } else {
                held[l]
            };
            let rate =
                common.rate[c][l] + common.rate_area[c][l] * area + common.rate_body[c][l] * body;
            let wished = rate * (1.0 - resist);
            over[l] = if wished > 1.0 { over[l] + 1.0 } else { over[l] };
            let phi = wished.min(1.0);
            let change = phi * (x[l] - y[l]);
            let now = y[l] + change;
            y[l] = now;
            let aim = (best[l] + common.spillover).min(1.0);
            general[l] += common.spend_general[c][l] * now;
            special[l] += common.spend_special[c][l] * now;
            value[l] += common.half_value[c][l] * (now * (2.0 * aim - now));
            loss[l] += common.loss_weight[c][l] * change.max(0.0);
        }
    }
    Yield {
        general: fold(&general),
        special: fold(&special),
        value: fold(&value),
        loss: fold(&loss),
    }
}

impl Pass for Implement<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self {
            setting,
            world,
            workspace,
        } = self;
        let nature = setting.nature;
        let lanes = nature.lanes;
        // Nothing can be withdrawn of items that are not open yet.
        let chunks = nature.open(world.month.0).div_ceil(LANES);
        let slot = world.month.0.rem_euclid(12) as usize * nature.atoms;
        let p = setting.parameters;
        for (q, parcel) in setting.institutions.parcels.iter().enumerate() {
            // Only where a policy is in force does the pace depend on who carries it out.
            let drive = world.condition.drive(parcel.unit);
            let paced = (drive - 1.0).abs() > 0.0;
            if paced {
                let pace = drive as f32;
                let policies = &world.policy[q * nature.count..(q + 1) * nature.count];
                let cells = workspace.rate[q * lanes..].iter().zip(policies);
                for (to, (rate, policy)) in workspace.pace.iter_mut().zip(cells) {
                    *to = if *policy == Policy::None {
                        *rate
                    } else {
                        rate * pace
                    };
                }
            }
            // ω_o opp_eff (1 - cover) is the same all over the parcel.
            let swell = (1.0 + p.approval.lean * world.lean[parcel.unit]) as f32;
            let opposition = row(&nature.opposition, parcel.area, lanes);
            let resistance = row(&workspace.resistance, q, lanes);
            let hindrance = row_mut(&mut workspace.hindrance, 0, lanes);
            for c in 0..chunks {
                for l in 0..LANES {
                    hindrance[c][l] = resistance[c][l] * (opposition[c][l] * swell).min(1.0);
                }
            }
            let common = Common {
                hindrance,
                rate: if paced {
                    row(&workspace.pace, 0, lanes)
                } else {
                    row(&workspace.rate, q, lanes)
                },
                rate_area: row(&workspace.rate_area, q, lanes),
                rate_body: row(&workspace.rate_body, q, lanes),
                loss_weight: row(&workspace.loss_weight, q, lanes),
                half_value: row(&workspace.half_value, 0, lanes),
                spend_general: row(&workspace.spend_general, 0, lanes),
                spend_special: row(&workspace.spend_special, 0, lanes),
                misfit: p.implementation.misfit_resistance as f32,
                spillover: p.evidence.spillover as f32,
            };
            let evaluated = u64::from(workspace.live[q]) * parcel.atoms.len() as u64;
            world.counters.resistance.of += evaluated;
            world.counters.rate.of += evaluated;
            // Whole numbers, far below those that single precision cannot tell apart.
            let mut held = [0.0_f32; LANES];
            let mut over = [0.0_f32; LANES];
            for &n in &parcel.atoms {
                let n = n as usize;
                let got = step(
                    &mut row_mut(&mut world.withdrawn, n, lanes)[..chunks],
                    row(&world.action, n, lanes),
                    row(&nature.best, n, lanes),
                    &common,
                    setting.institutions.inside_area[n] * drive as f32,
                    setting.institutions.inside_body[n] * drive as f32,
                    [&mut held, &mut over],
                );
                workspace.general[n] = got.general;
                workspace.special[n] = got.special;
                workspace.value[n] = got.value;
                world.losses[slot + n] = got.loss as f32;
            }
            world.counters.resistance.held += fold(&held) as u64;
            world.counters.rate.held += fold(&over) as u64;
        }
    }
}

/// See the head of this file.
pub fn implement(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    implement_with(setting, world, workspace, true);
}

/// The same with or without the widest vectors; no bit depends on it.
pub fn implement_with(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &mut Workspace,
    wider: bool,
) {
    workspace.refresh(setting, world);
    let pass = Implement {
        setting,
        world,
        workspace,
    };
    if wider { wide(pass) } else { narrow(pass) }
}
