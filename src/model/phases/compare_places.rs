//! Every place is compared with its neighbours: |y - ȳ_nb|, ȳ_nb their population-weighted mean.
//! Parcels keep the mean for the hazard of reversal, places the sum weighted by spend and
//! visibility for legitimacy.

use crate::model::Setting;
use crate::model::wide::{LANES, Pass, fold, narrow, row, row_mut, wide};
use crate::model::workspace::Workspace;
use crate::model::world::World;

struct Compare<'a, 'b> {
    setting: &'a Setting<'b>,
    world: &'a mut World,
    workspace: &'a Workspace,
}

impl Pass for Compare<'_, '_> {
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
        let chunks = nature.open(world.month.0).div_ceil(LANES);
        let notice = row(&workspace.notice, 0, lanes);
        for (q, parcel) in setting.institutions.parcels.iter().enumerate() {
            let mean = row_mut(&mut world.difference, q, lanes);
            for chunk in mean.iter_mut() {
                *chunk = [0.0; LANES];
            }
            for &n in &parcel.atoms {
                let n = n as usize;
                let own = row(&world.withdrawn, n, lanes);
                let share = (nature.population[n] / parcel.population) as f32;
                let range =
                    nature.neighbour_start[n] as usize..nature.neighbour_start[n + 1] as usize;
                let around = &nature.neighbour[range.clone()];
                let weights = &nature.neighbour_weight[range];
                let mut lottery = [0.0_f32; LANES];
                for c in 0..chunks {
                    let mut beside = [0.0_f32; LANES];
                    for (&m, &w) in around.iter().zip(weights) {
                        let other = &row(&world.withdrawn, m as usize, lanes)[c];
                        for l in 0..LANES {
                            beside[l] += w * other[l];
                        }
                    }
                    let mine = own[c];
                    let mut away = [0.0_f32; LANES];
                    for l in 0..LANES {
                        away[l] = (mine[l] - beside[l]).abs();
                    }
                    let mut so_far = mean[c];
                    for l in 0..LANES {
                        so_far[l] += share * away[l];
                    }
                    mean[c] = so_far;
                    let weight = notice[c];
                    for l in 0..LANES {
                        lottery[l] += weight[l] * away[l];
                    }
                }
                world.lottery[n] = fold(&lottery) as f32;
            }
        }
    }
}

/// See the head of this file.
pub fn compare_places(setting: &Setting<'_>, world: &mut World, workspace: &mut Workspace) {
    compare_places_with(setting, world, workspace, true);
}

/// The same with or without the widest vectors; no bit depends on it.
pub fn compare_places_with(
    setting: &Setting<'_>,
    world: &mut World,
    workspace: &Workspace,
    wider: bool,
) {
    let pass = Compare {
        setting,
        world,
        workspace,
    };
    if wider { wide(pass) } else { narrow(pass) }
}
