//! Every place is compared with its neighbours: |y - ȳ_nb|, ȳ_nb their population-weighted mean.
//! Parcels keep the mean for the hazard of reversal, places the sum weighted by spend and
//! visibility for legitimacy.

use crate::model::Setting;
use crate::model::wide::{LANES, Pass, fold, narrow, row, row_mut, wide};
use crate::model::workspace::Workspace;
use crate::model::world::World;

/// Neighbours read in one sweep: as many as most places have.
const BESIDE: usize = 8;

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
        let notice = &row(&workspace.notice, 0, lanes)[..chunks];
        let stride = lanes / LANES;
        let y = world.withdrawn.as_chunks::<LANES>().0;
        for (q, parcel) in setting.institutions.parcels.iter().enumerate() {
            let mean = row_mut(&mut world.difference, q, lanes);
            mean.fill([0.0; LANES]);
            let mean = &mut mean[..chunks];
            for &n in &parcel.atoms {
                let n = n as usize;
                let share = (nature.population[n] / parcel.population) as f32;
                let range =
                    nature.neighbour_start[n] as usize..nature.neighbour_start[n + 1] as usize;
                let around = &nature.neighbour[range.clone()];
                let weights = &nature.neighbour_weight[range];
                // The last eight are read in one sweep with all that follows; a place with fewer
                // is filled up with itself at no weight, which adds nothing to the bit.
                let early = around.len().saturating_sub(1) / BESIDE * BESIDE;
                // Slices of one length: one check for all that follows.
                let rows = |at: usize| &y[at * stride..at * stride + chunks];
                let mine = rows(n);
                let mut beside = [mine; BESIDE];
                let mut part = [0.0_f32; BESIDE];
                for (j, (&m, &w)) in around[early..].iter().zip(&weights[early..]).enumerate() {
                    beside[j] = rows(m as usize);
                    part[j] = w;
                }
                let mut lottery = [0.0_f32; LANES];
                for c in 0..chunks {
                    let mut before = [0.0_f32; LANES];
                    for (&m, &w) in around[..early].iter().zip(weights) {
                        let other = &y[m as usize * stride + c];
                        for l in 0..LANES {
                            before[l] += w * other[l];
                        }
                    }
                    let beside = beside.map(|row| &row[c]);
                    let (mine, weight) = (&mine[c], &notice[c]);
                    let mut so_far = mean[c];
                    for l in 0..LANES {
                        let mut sum = before[l];
                        for j in 0..BESIDE {
                            sum += part[j] * beside[j][l];
                        }
                        let away = (mine[l] - sum).abs();
                        so_far[l] += share * away;
                        lottery[l] += weight[l] * away;
                    }
                    mean[c] = so_far;
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
