//! Who approves, guides and saves what: P1 to P4, P14, P19, P26, P27 and P29, from disinvestment
//! alone.

use super::{JobError, Number, arm, read, read_off};
use crate::engine::{Burnt, Simulation, burn_in};
use crate::model::arrangement;
use crate::model::phases::allocation_growth;
use crate::model::world::Policy;
use crate::scenario::{Geography, Parameters, Switches};
use crate::units::Month;

/// Month at which advice and reports are looked at: March 2012.
const MARCH_2012: i32 = 36;
/// Month at which places are compared as atlases did: March 2010.
const MARCH_2010: i32 = 12;
/// Last year in which a rise of adoption is looked for: to March 2014.
const YEARS: i32 = 5;
/// Areas left out at each end of a comparison, as the atlases of variation did.
const LEFT_OUT: usize = 5;

/// What is run on one seed.
struct Runs<'a> {
    burnt: &'a Burnt,
    /// Covered services withdrawn without and with advice: mean and variance.
    without: [f64; 2],
    with: [f64; 2],
    /// Largest yearly rise of active commissioners, and planned value then, GBP a head.
    rise: [f64; 2],
    /// Real over reported savings of the year to March 2012.
    ratio: f64,
    /// Fold variation of use between areas in March 2010.
    fold: f64,
    /// Single trusts in March 2014.
    trusts: Simulation<'a>,
    /// Trusts whose contracts enforce thresholds, with advice, March 2012.
    advised: Simulation<'a>,
    /// Authorities, and the trusts of an authority jointly, March 2014.
    authority: Simulation<'a>,
    jointly: Simulation<'a>,
    /// Specialised services held by the nation, and by groups, March 2014.
    held: Simulation<'a>,
    devolved: Simulation<'a>,
}

/// Every measure of the subject.
fn measures(runs: &Runs<'_>) -> Vec<Number> {
    read_off::<Runs<'_>>(
        runs,
        &[
            ("first_year_idle", |runs| runs.burnt.first_year[0]),
            ("first_year_planned", first_year_planned),
            ("advice_effect", |runs| {
                100.0 * (runs.with[0] - runs.without[0])
            }),
            ("advice_variance", |runs| {
                100.0 * (runs.with[1] / runs.without[1] - 1.0)
            }),
            ("real_over_reported", |runs| runs.ratio),
            ("adoption_rise", |runs| runs.rise[0]),
            ("adoption_value", |runs| runs.rise[1]),
            ("regional_boldness", |runs| {
                boldness(&runs.authority) - boldness(&runs.jointly)
            }),
            ("central_containment", |runs| {
                let saved = |held| read(held, "saving_specialised");
                100.0 * (saved(&runs.held) / saved(&runs.devolved) - 1.0)
            }),
            ("fold_variation", |runs| runs.fold),
            ("uptake_unopposed", |runs| {
                uptake_by(&runs.advised, &runs.burnt.nature.items.organisation)
            }),
            ("uptake_unseen", |runs| {
                uptake_by(&runs.advised, &runs.burnt.nature.items.visibility)
            }),
            ("size_gradient", |runs| size_gradient(&runs.trusts)),
        ],
    )
}

/// Runs it all on one seed and reads it off.
pub(super) fn of_seed(geography: &Geography, seed: u64) -> Result<Vec<Number>, JobError> {
    let (parameters, flags) = Switches::default().apply(&Parameters::default());
    let names = [
        "single_trusts",
        "no_guidance_no_lever",
        "advice_no_lever",
        "advice_lever",
        "strategic_authority",
        "region_jointly",
        "s13",
        "s13_specialised_devolved",
    ];
    let mut arms = Vec::new();
    for name in names {
        arms.push(arm(name)?);
    }
    let mut roles: Vec<_> = arms.iter().flat_map(arrangement::roles).collect();
    roles.sort_unstable();
    roles.dedup();
    let last = 12 * YEARS;
    let burnt = burn_in(geography, &parameters, flags, seed, last, &roles);
    let to = |number: usize, month: i32| {
        let arm = &arms[number];
        let own = arm.parameters(&parameters);
        let mut simulation = Simulation::fork(&burnt, geography, arm, own);
        simulation.run_to(Month(month));
        simulation
    };

    let mut trusts = to(0, 0);
    let mut active = read(&trusts, "share_active");
    let (mut rise, mut value, mut ratio) = (f64::NEG_INFINITY, 0.0, 0.0);
    let mut fold = f64::NAN;
    for year in 1..=YEARS {
        trusts.run_to(Month(12 * year));
        let now = read(&trusts, "share_active");
        if now - active > rise {
            rise = now - active;
            value = read(&trusts, "planned_value") * 1e6 / burnt.nature.nation;
        }
        active = now;
        if 12 * year == MARCH_2010 {
            fold = fold_variation(&trusts);
        }
        if 12 * year == MARCH_2012 {
            let real = read(&trusts, "saving_real_disinvestment");
            ratio = real / read(&trusts, "saving_reported_disinvestment");
        }
    }
    let runs = Runs {
        burnt: &burnt,
        without: covered(&to(1, MARCH_2012)),
        with: covered(&to(2, MARCH_2012)),
        rise: [rise, value],
        ratio,
        fold,
        trusts,
        advised: to(3, MARCH_2012),
        authority: to(4, last),
        jointly: to(5, last),
        held: to(6, last),
        devolved: to(7, last),
    };
    Ok(measures(&runs))
}

/// Planned value of the policies approved in 2007/08, share of allocation.
fn first_year_planned(runs: &Runs<'_>) -> f64 {
    // The allocation of 2007/08: two years of growth before 2009/10.
    let grown = (1.0 + allocation_growth(-11)) * (1.0 + allocation_growth(1));
    runs.burnt.first_year[1] / (runs.burnt.nature.allocation_gbp / grown)
}

/// Mean share that live policies withdraw, over spend.
fn boldness(simulation: &Simulation<'_>) -> f64 {
    let nature = simulation.nature;
    let (mut sum, mut spend) = (0.0, 0.0);
    for n in 0..nature.atoms {
        let parcel = simulation.institutions.parcel_of[n] as usize;
        for k in 0..nature.count {
            if simulation.world.policy[parcel * nature.count + k] != Policy::None {
                let here = nature.spend(k, nature.weight[n]);
                sum += here * f64::from(simulation.world.action[n * nature.lanes + k]);
                spend += here;
            }
        }
    }
    sum / spend
}

/// People under a policy, share: mean over the covered items that have less of something than the
/// middle one, less that over the others.
fn uptake_by(simulation: &Simulation<'_>, of_item: &[f64]) -> f64 {
    let nature = simulation.nature;
    let mut covered: Vec<usize> = (0..nature.count)
        .filter(|&k| nature.items.covered[k] && nature.items.opening[k] <= simulation.world.month.0)
        .collect();
    covered.sort_by(|&a, &b| of_item[a].total_cmp(&of_item[b]).then(a.cmp(&b)));
    let uptake = |items: &[usize]| -> f64 {
        let mut people = 0.0;
        for n in 0..nature.atoms {
            let parcel = simulation.institutions.parcel_of[n] as usize;
            let live = items
                .iter()
                .filter(|&&k| simulation.world.policy[parcel * nature.count + k] != Policy::None)
                .count();
            people += nature.population[n] * live as f64;
        }
        people / nature.nation / items.len() as f64
    };
    let (less, more) = covered.split_at(covered.len() / 2);
    uptake(less) - uptake(more)
}

/// Use of an item a head, highest area over lowest with five left out at each end: mean over
/// items.
fn fold_variation(simulation: &Simulation<'_>) -> f64 {
    let nature = simulation.nature;
    let mut sum = 0.0;
    let mut used = vec![0.0; nature.areas];
    for k in 0..nature.count {
        used.fill(0.0);
        for n in 0..nature.atoms {
            let area = nature.area_of[n] as usize;
            let kept = 1.0 - f64::from(simulation.world.withdrawn[n * nature.lanes + k]);
            used[area] += nature.weight[n] * kept / nature.area_population[area];
        }
        used.sort_unstable_by(f64::total_cmp);
        let end = LEFT_OUT.min((nature.areas - 1) / 2);
        sum += used[nature.areas - 1 - end] / used[end];
    }
    sum / nature.count as f64
}

/// Saving a head of a commissioner against the logarithm of its people: least-squares slope over
/// its standard error.
fn size_gradient(simulation: &Simulation<'_>) -> f64 {
    let nature = simulation.nature;
    let units = &simulation.institutions.units;
    let mut saved = vec![0.0; units.len()];
    for n in 0..nature.atoms {
        let parcel = simulation.institutions.parcel_of[n] as usize;
        let unit = simulation.institutions.parcels[parcel].unit;
        for k in 0..nature.count {
            let withdrawn = f64::from(simulation.world.withdrawn[n * nature.lanes + k]);
            saved[unit] += nature.spend(k, nature.weight[n]) * withdrawn;
        }
    }
    let size: Vec<f64> = units
        .iter()
        .map(|unit| libm::log(unit.population))
        .collect();
    let head: Vec<f64> = saved
        .iter()
        .zip(units)
        .map(|(gbp, unit)| gbp / unit.population)
        .collect();
    slope_over_error(&size, &head)
}

/// Slope of y on x by least squares, over its standard error.
fn slope_over_error(x: &[f64], y: &[f64]) -> f64 {
    let count = x.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        xx += (x - mean_x) * (x - mean_x);
        xy += (x - mean_x) * (y - mean_y);
        yy += (y - mean_y) * (y - mean_y);
    }
    let slope = xy / xx;
    let residual = (yy - slope * xy) / (count - 2.0);
    slope / (residual / xx).sqrt()
}

/// Covered services withdrawn, as a share of the spend on them: mean over people, and variance
/// over areas.
fn covered(simulation: &Simulation<'_>) -> [f64; 2] {
    let nature = simulation.nature;
    let items = &nature.items;
    let all: f64 = (0..nature.count)
        .filter(|&k| items.covered[k])
        .map(|k| items.share[k])
        .sum();
    let mut of_area = vec![0.0; nature.areas];
    for n in 0..nature.atoms {
        let row = &simulation.world.withdrawn[n * nature.lanes..];
        let withdrawn: f64 = (0..nature.count)
            .filter(|&k| items.covered[k])
            .map(|k| items.share[k] * f64::from(row[k]))
            .sum();
        let area = nature.area_of[n] as usize;
        of_area[area] += nature.population[n] / nature.area_population[area] * withdrawn / all;
    }
    let weight = |area: usize| nature.area_population[area] / nature.nation;
    let mean: f64 = of_area.iter().enumerate().map(|(a, y)| weight(a) * y).sum();
    let squares = of_area
        .iter()
        .enumerate()
        .map(|(a, y)| weight(a) * (y - mean) * (y - mean));
    [mean, squares.sum()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: x 1, 2, 3, 4 and y 1, 3, 2, 4: slope 4/5 = .8, residual (5 - .8 · 4)/2 = .9, standard
    /// error √(.9/5) = .42426, ratio 1.8856.
    #[test]
    fn a_slope_is_held_against_its_error() {
        let ratio = slope_over_error(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]);
        assert!((ratio - 1.885_618).abs() < 1e-6, "{ratio}");
    }
}
