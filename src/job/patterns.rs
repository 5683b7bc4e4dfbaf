//! Known facts that the model should reproduce. Which facts, and how near is near enough, stands
//! in `configs/patterns.toml`; here stands how each is read off a world, at the parameters as they
//! stand, as a mean over seeds.

use std::sync::Mutex;

use serde::Deserialize;

use super::error::JobError;
use crate::engine::{Simulation, burn_in, outcomes};
use crate::experiment::workers;
use crate::model::arrangement;
use crate::model::phases::allocation_growth;
use crate::rng::replicate_seed;
use crate::scenario::{Arm, Domain, Domains, Geography, Parameters, Switches, check, library};
use crate::units::Month;

const TEXT: &str = include_str!("../../configs/patterns.toml");

/// Fewest seeds: the mean of fewer says little about a yearly count.
pub const SEEDS: u32 = 20;

/// Month at which advice and reports are looked at: March 2012.
const MARCH_2012: i32 = 36;
/// Last year in which a rise of adoption is looked for: to March 2014.
const YEARS: i32 = 5;

/// Months after which the market for support is looked at.
const MARKET_MONTHS: i32 = 48;

/// A known fact and its band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its number in the model description, and which part of it.
    pub id: String,
    /// What it was used for: `cal`, `hold` or `qual`.
    #[serde(rename = "use")]
    pub purpose: String,
    /// Which number of the model it is about.
    pub measure: Measure,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Unit of the number.
    pub unit: String,
    /// What it is, in words.
    pub meaning: String,
    /// Where fact and band come from.
    pub source: String,
}

/// A number of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share of commissioners without an approval in 2007/08.
    FirstYearIdle,
    /// Planned value of the policies approved in 2007/08, share of allocation.
    FirstYearPlanned,
    /// Covered services withdrawn in March 2012, advice less none, per cent of spend on them.
    AdviceEffect,
    /// Their variance between areas, change by advice, per cent.
    AdviceVariance,
    /// Real over reported savings of the year to March 2012.
    RealOverReported,
    /// Largest yearly rise of the share of active commissioners.
    AdoptionRise,
    /// Planned value at the end of that year, GBP a head.
    AdoptionValue,
    /// Waits over 39 weeks after five years of targets, change against none, per cent.
    TargetsTail,
    /// Mean wait then, change against none, per cent.
    TargetsMean,
    /// Largest difference that targets make to the shares over six, nine and twelve months.
    TargetsDifference,
    /// Rise of gaming as grip doubles.
    GamingWithGrip,
    /// Fall of gaming as audit grows fourfold.
    GamingAgainstAudit,
    /// Suppliers of commissioning support that sell four years after units were spun out.
    SuppliersLeft,
    /// People whose commissioners no longer buy support then, share.
    SupportTakenBack,
    /// Share of commissioners in deficit in March 2014, with contracts and finance.
    ShareInDeficit,
    /// Volume used of that planned at independent providers with a guarantee, to March 2014.
    GuaranteedUse,
    /// Prime contracts that collapsed by March 2014, of those begun.
    PrimeCollapsed,
    /// Yearly fall of unit cost from March 2011 to March 2014.
    Productivity,
    /// Activity with budgets of groups of practices over that without, March 2014, less 1.
    GroupReferrals,
}

/// What one seed shows, in the order of [`Measure`].
type Shown = [f64; 19];

/// A pattern and what the model shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shows {
    /// The known fact.
    pub pattern: Pattern,
    /// Mean over seeds.
    pub simulated: f64,
}

impl Shows {
    /// Whether the model is in the band, ends included.
    #[must_use]
    pub fn is_in_band(&self) -> bool {
        (self.pattern.low..=self.pattern.high).contains(&self.simulated)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pattern: Vec<Pattern>,
}

/// The patterns in the order of their file.
///
/// # Errors
/// Where the built-in file is not as it should be.
pub fn patterns() -> Result<Vec<Pattern>, JobError> {
    toml::from_str::<File>(TEXT)
        .map(|file| file.pattern)
        .map_err(|error| JobError::Refused(format!("configs/patterns.toml: {error}")))
}

/// Runs what the patterns need, on `seeds` seeds made from `master`, and compares.
///
/// # Errors
/// Where built-in files are not as they should be, or the machine gives no threads.
pub fn compare(
    geography: &Geography,
    master: u64,
    seeds: u32,
    threads: usize,
) -> Result<Vec<Shows>, JobError> {
    let patterns = patterns()?;
    let arms = [
        arm("single_trusts")?,
        arm("no_guidance_no_lever")?,
        arm("advice_no_lever")?,
        arm("groups_under_board")?,
    ];
    let contracts = [arm("mixed_contracts")?, arm("open_market")?];
    let shown: Mutex<Vec<(usize, Shown)>> = Mutex::new(Vec::new());
    let work = |piece: usize| {
        let seed = replicate_seed(master, piece as u64);
        let mut found = [0.0; 19];
        found[..14].copy_from_slice(&of_seed(geography, &arms, seed));
        found[14..].copy_from_slice(&of_contracts(geography, &contracts, seed));
        let mut shown = shown
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        shown.push((piece, found));
        Ok(())
    };
    let threads = if threads == 0 {
        workers::available()
    } else {
        threads
    };
    workers::in_order(threads, seeds as usize, &|| false, &work, JobError::Threads)?;
    let mut shown = shown
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    shown.sort_by_key(|(piece, _)| *piece);
    let mean = |measure: Measure| {
        let sum: f64 = shown.iter().map(|(_, shown)| shown[measure as usize]).sum();
        sum / shown.len().max(1) as f64
    };
    Ok(patterns
        .into_iter()
        .map(|pattern| Shows {
            simulated: mean(pattern.measure),
            pattern,
        })
        .collect())
}

pub(super) fn arm(name: &str) -> Result<Arm, JobError> {
    let source = library::built_in_arm(name)
        .ok_or_else(|| JobError::Refused(format!("there is no arm \"{name}\"")))?;
    check::arm(&source, name)
        .map(|settled| settled.value)
        .map_err(|mistakes| {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            JobError::Refused(lines.join("\n"))
        })
}

/// What one seed shows of disinvestment, targets and support.
fn of_seed(geography: &Geography, arms: &[Arm; 4], seed: u64) -> [f64; 14] {
    let (parameters, flags) = Switches::default().apply(&Parameters::default());
    let mut roles: Vec<_> = arms.iter().flat_map(arrangement::roles).collect();
    roles.sort_unstable();
    roles.dedup();
    let last = 12 * YEARS;
    let burnt = burn_in(geography, &parameters, flags, seed, last, &roles);
    let fork = |arm: &Arm| Simulation::fork(&burnt, geography, arm, of_arm(&parameters, arm));
    let [trusts, none, advice, groups] = arms;

    let [without, with] = [none, advice].map(|arm| {
        let mut simulation = fork(arm);
        simulation.run_to(Month(MARCH_2012));
        covered(&simulation)
    });
    let mut simulation = fork(trusts);
    let mut active = read(&simulation, "share_active");
    let (mut rise, mut value, mut ratio) = (f64::NEG_INFINITY, 0.0, 0.0);
    for year in 1..=YEARS {
        simulation.run_to(Month(12 * year));
        let now = read(&simulation, "share_active");
        if now - active > rise {
            rise = now - active;
            value = read(&simulation, "planned_value") * 1e6 / burnt.nature.nation;
        }
        active = now;
        if 12 * year == MARCH_2012 {
            let real = read(&simulation, "saving_real_disinvestment");
            ratio = real / read(&simulation, "saving_reported_disinvestment");
        }
    }
    let market = support_market(geography, groups, seed);
    // The allocation of 2007/08: two years of growth before 2009/10.
    let grown = (1.0 + allocation_growth(-11)) * (1.0 + allocation_growth(1));
    let allocation = burnt.nature.allocation_gbp / grown;
    let [tail, mean, difference, with_grip, against_audit] =
        super::patterns_of_targets::of_seed(geography, trusts, seed);
    [
        burnt.first_year[0],
        burnt.first_year[1] / allocation,
        100.0 * (with[0] - without[0]),
        100.0 * (with[1] / without[1] - 1.0),
        ratio,
        rise,
        value,
        tail,
        mean,
        difference,
        with_grip,
        against_audit,
        market[0],
        market[1],
    ]
}

/// Suppliers that sell, and people not bought for, four years after units were spun out.
fn support_market(geography: &Geography, groups: &Arm, seed: u64) -> [f64; 2] {
    let (parameters, flags) =
        Switches::of(Domains::of(&[Domain::Support])).apply(&Parameters::default());
    let month = parameters.support.opening_month as i32 + MARKET_MONTHS;
    let burnt = burn_in(
        geography,
        &parameters,
        flags,
        seed,
        month,
        &arrangement::roles(groups),
    );
    let mut simulation = Simulation::fork(&burnt, geography, groups, parameters);
    simulation.run_to(Month(month));
    [
        read(&simulation, "suppliers"),
        1.0 - read(&simulation, "support_bought"),
    ]
}

/// The parameters in force in an arm.
fn of_arm(parameters: &Parameters, arm: &Arm) -> Parameters {
    let mut own = parameters.clone();
    for (path, value) in &arm.overrides {
        if let Some(parameter) = crate::scenario::parameters::find(path) {
            (parameter.set)(&mut own, *value);
        }
    }
    own
}

/// What one seed shows of contracts and finance.
fn of_contracts(geography: &Geography, arms: &[Arm; 2], seed: u64) -> [f64; 5] {
    let (parameters, mut flags) = Switches::default().apply(&Parameters::default());
    flags.domains = Domains::of(&[Domain::Contracts, Domain::Finance]);
    let roles = arrangement::roles(&arms[0]);
    let last = 12 * YEARS;
    let burnt = burn_in(geography, &parameters, flags, seed, last, &roles);
    let [mixed, open] = arms;
    let run = |arm: &Arm, own: Parameters| {
        let mut simulation = Simulation::fork(&burnt, geography, arm, own);
        simulation.run_to(Month(last));
        simulation
    };
    let mut simulation = Simulation::fork(&burnt, geography, mixed, of_arm(&parameters, mixed));
    simulation.run_to(Month(24));
    let early = read(&simulation, "unit_cost");
    simulation.run_to(Month(last));
    let late = read(&simulation, "unit_cost");
    // Groups of 2013 hold the budgets of all their practices.
    let [none, groups] = [0.0, 1.0].map(|coverage| {
        let mut own = of_arm(&parameters, mixed);
        own.practices.coverage = coverage;
        own.practices.holder_people = 265_000.0;
        read(&run(mixed, own), "acute_activity")
    });
    let market = run(open, of_arm(&parameters, open));
    [
        read(&simulation, "share_in_deficit"),
        read(&market, "guaranteed_use"),
        read(&simulation, "prime_collapsed"),
        1.0 - libm::pow(late / early, 12.0 / f64::from(last - 24)),
        groups / none - 1.0,
    ]
}

/// An outcome of the register at this month; not a number where there is none.
fn read(simulation: &Simulation<'_>, name: &str) -> f64 {
    outcomes::find(name)
        .and_then(|outcome| (outcome.value)(&simulation.setting(), &simulation.world))
        .unwrap_or(f64::NAN)
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

    #[test]
    fn every_pattern_has_a_band_a_source_and_a_number_of_its_own() {
        let patterns = patterns().unwrap();
        assert_eq!(patterns.len(), 19);
        for (position, pattern) in patterns.iter().enumerate() {
            assert_eq!(pattern.measure as usize, position, "{}", pattern.id);
            assert!(pattern.low < pattern.high && !pattern.source.is_empty());
            assert!(["cal", "hold", "qual"].contains(&pattern.purpose.as_str()));
        }
    }

    #[test]
    fn the_ends_of_a_band_are_in_it() {
        let pattern = patterns().unwrap().swap_remove(4);
        for (simulated, inside) in [(0.5, true), (0.7, true), (0.499, false), (f64::NAN, false)] {
            let shows = Shows {
                pattern: pattern.clone(),
                simulated,
            };
            assert_eq!(shows.is_in_band(), inside);
        }
    }
}
