//! The items that could be withdrawn, and how strongly each is defended where.

use crate::rng::{Purpose, normal, normal_quantile, uniform};
use crate::scenario::Parameters;
use crate::scenario::geography::Geography;

use super::{Clamped, ENGLAND_2009, by_first_atom, normals};

/// The items that could be withdrawn, in columns, in the order in which they are opened: so that
/// what is not open yet stands at the end of every row and need not be looked at.
#[derive(Clone, Debug)]
pub struct Items {
    /// The identity with which each was drawn: it keys every draw about the item, so that another
    /// order of opening moves none.
    pub identity: Vec<u32>,
    /// National spend, GBP a year at 2009/10 prices.
    pub spend_gbp: Vec<f64>,
    /// Share of the pool's spend.
    pub share: Vec<f64>,
    /// National mean of the share best withdrawn.
    pub mean: Vec<f64>,
    /// Whether it is a specialised service.
    pub specialised: Vec<bool>,
    /// Visibility to the public, 0 to 1.
    pub visibility: Vec<f64>,
    /// National organisation of its interest group, mean 1, 0 to 2.
    pub organisation: Vec<f64>,
    /// Month in which it is opened to decision.
    pub opening: Vec<i32>,
    /// Whether the guidance body covers it.
    pub covered: Vec<bool>,
}

pub(super) fn draw_items(p: &Parameters, seed: u64, count: usize, nation: f64) -> (Items, Clamped) {
    let when = |k: usize| {
        let at_start = uniform(seed, Purpose::ItemOpening, 0, k as u32, 0, 0);
        let later = uniform(seed, Purpose::ItemOpening, 0, k as u32, 0, 1);
        if at_start < p.items.open_at_start {
            -23
        } else {
            -22 + (later * 143.0) as i32
        }
    };
    let mut by_opening: Vec<usize> = (0..count).collect();
    by_opening.sort_by_key(|&k| (when(k), k));
    // Item number `place` in the order of opening keeps the identity it was drawn with.
    let draw = |purpose, place: usize| uniform(seed, purpose, 0, by_opening[place] as u32, 0, 0);
    let z = |purpose, k: usize| normal_quantile(draw(purpose, k));
    let raw: Vec<f64> = (0..count)
        .map(|k| libm::exp(z(Purpose::ItemSpend, k)))
        .collect();
    let sum: f64 = raw.iter().sum();
    let pool = p.items.pool_gbp_bn * 1e9 * nation / ENGLAND_2009;
    let mut clamped = Clamped::default();
    let mean = (0..count)
        .map(|k| {
            let mu = p.items.best_share_mean + p.items.best_share_sd * z(Purpose::ItemMean, k);
            clamped.clamp(mu, 0.10, 0.60)
        })
        .collect();
    // The specialised items are those with the smallest keyed draws: drawn without replacement.
    let mut by_draw: Vec<usize> = (0..count).collect();
    by_draw.sort_by(|&a, &b| {
        draw(Purpose::ItemSpecialised, a)
            .total_cmp(&draw(Purpose::ItemSpecialised, b))
            .then(a.cmp(&b))
    });
    let held = (p.items.specialised_share * count as f64).round() as usize;
    let mut specialised = vec![false; count];
    for &k in &by_draw[..held.min(count)] {
        specialised[k] = true;
    }
    let opening = by_opening.iter().map(|&k| when(k)).collect();
    let items = Items {
        identity: by_opening.iter().map(|&k| k as u32).collect(),
        spend_gbp: raw.iter().map(|v| pool * v / sum).collect(),
        share: raw.iter().map(|v| v / sum).collect(),
        mean,
        specialised,
        visibility: (0..count)
            .map(|k| {
                let median = p.items.visibility;
                if median > 0.0 {
                    logistic(logit(median) + 1.0 * z(Purpose::ItemVisibility, k))
                } else {
                    0.0
                }
            })
            .collect(),
        organisation: (0..count)
            .map(|k| 2.0 * beta_2_2_quantile(draw(Purpose::NationalOrganisation, k)))
            .collect(),
        opening,
        covered: (0..count)
            .map(|k| draw(Purpose::GuidanceCoverage, k) < p.guidance.coverage)
            .collect(),
    };
    (items, clamped)
}

/// opp_ik = Λ(logit(opp) + .9 z_k + .4 z_ik - dep_opp 2(dep_i - ½)): voice is unequal.
#[expect(clippy::too_many_arguments, reason = "one call, above")]
pub(super) fn draw_opposition(
    p: &Parameters,
    seed: u64,
    items: &Items,
    geography: &Geography,
    area_of: &[u32],
    population: &[f64],
    place_of: &[usize],
    lanes: usize,
) -> Vec<f32> {
    let count = items.mean.len();
    let order = by_first_atom(area_of);
    let areas = order.len();
    let mut table = vec![0.0; areas * lanes];
    if p.items.opposition <= 0.0 {
        return table;
    }
    let mut deprivation = vec![0.0; areas];
    let mut people = vec![0.0; areas];
    for (n, &i) in area_of.iter().enumerate() {
        deprivation[i as usize] += population[n] * geography.deprivation[n];
        people[i as usize] += population[n];
    }
    let local = normals(seed, Purpose::LocalOpposition, 0, &order, place_of, lanes);
    for i in 0..areas {
        let voice = p.items.unequal_voice * (deprivation[i] / people[i] - 0.5) * 2.0;
        for k in 0..count {
            let z = normal(seed, Purpose::ItemOpposition, 0, items.identity[k], 0, 0);
            let x = logit(p.items.opposition) + 0.9 * z + 0.4 * f64::from(local[i * lanes + k]);
            table[i * lanes + k] = logistic(x - voice) as f32;
        }
    }
    table
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

/// Quantile of the Beta(2, 2) distribution, F(x) = 3x² - 2x³, in closed form.
fn beta_2_2_quantile(u: f64) -> f64 {
    0.5 - libm::sin(libm::asin(1.0 - 2.0 * u) / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beta_quantile_inverts_the_cubic() {
        for x in [0.0, 0.1, 0.35, 0.5, 0.8, 1.0] {
            let u = 3.0 * x * x - 2.0 * x * x * x;
            assert!((beta_2_2_quantile(u) - x).abs() < 1e-9, "{x}");
        }
    }
}
