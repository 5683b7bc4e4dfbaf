//! Synthetic England: atoms drawn from published size distributions and cut into every
//! structure by one rule.

use serde::{Deserialize, Serialize};

use super::atlas::{Geography, Parts};
use super::divide::{Ground, Share, divide};
use super::names::invented;
use super::partition::Partition;
use super::rules::{REFERENCE_PEOPLE, Rules};
use super::tier::{TIERS, Tier};
use crate::rng::{Purpose, normal, uniform};

/// How a synthetic geography is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SyntheticSettings {
    /// Name of the geography.
    pub title: String,
    /// Rules shared with published tables.
    pub rules: Rules,
    /// People in all (England in 2009, recalled, rounded; C).
    pub total_population: f64,
    /// Standard deviation of the natural logarithm of an atom's population (assumption; E).
    pub atom_sd: f64,
    /// Number of population centres (assumption; E).
    pub centres: u32,
    /// Width of the ground in kilometres (assumption: a rectangle of about
    /// England's area; E).
    pub width_km: f64,
    /// Height of the ground in kilometres (the same; E).
    pub height_km: f64,
    /// Standard deviation of the natural logarithm of a centre's weight (assumption; E).
    pub centre_weight_sd: f64,
    /// Share of atoms that lie at a centre, 0 to 1 (assumption; E).
    pub centre_share: f64,
    /// Standard deviation in each direction of an atom's distance from its centre, in
    /// kilometres (assumption; E).
    pub centre_spread_km: f64,
}

impl Default for SyntheticSettings {
    fn default() -> Self {
        Self {
            title: "Synthetic England".to_owned(),
            rules: Rules::default(),
            total_population: REFERENCE_PEOPLE,
            atom_sd: 0.35,
            centres: 40,
            width_km: 300.0,
            height_km: 450.0,
            centre_weight_sd: 1.0,
            centre_share: 0.55,
            centre_spread_km: 8.0,
        }
    }
}

impl SyntheticSettings {
    /// Number of atoms: 1,216 neighbourhoods or 7,988 practices at default.
    #[must_use]
    pub fn atoms(&self) -> usize {
        ((self.total_population / self.rules.atom_population).round() as usize).max(1)
    }
}

/// Draws the geography. It is a function of the settings alone.
#[must_use]
pub fn synthetic(settings: &SyntheticSettings) -> Geography {
    let rules = &settings.rules;
    let mut population = populations(settings);
    let (mut x_km, mut y_km) = positions(settings, population.len());
    let ground = Ground {
        population: &population,
        x_km: &x_km,
        y_km: &y_km,
    };
    let mut partitions = partitions(ground, rules);
    let order = trust_by_trust(&partitions[Tier::Trusts as usize]);
    for column in [&mut population, &mut x_km, &mut y_km] {
        *column = order.iter().map(|&n| column[n]).collect();
    }
    for partition in &mut partitions {
        partition.body_of = order.iter().map(|&n| partition.body_of[n]).collect();
    }
    name(&mut partitions, rules.seed);
    let mut notes =
        vec!["places and names are invented; sizes follow published distributions".to_owned()];
    for partition in &partitions {
        let asked = rules.tier(partition.tier).bodies as usize;
        if partition.bodies() != asked {
            notes.push(format!(
                "{}: {} were asked for, {} could be formed from {} atoms",
                partition.tier.key(),
                asked,
                partition.bodies(),
                population.len()
            ));
        }
    }
    let (codes, names) = atom_names(&partitions[Tier::Trusts as usize]);
    Parts {
        name: settings.title.clone(),
        invented: true,
        population,
        codes,
        names,
        x_km,
        y_km,
        need: None,
        neighbours: None,
        partitions,
        finest: Tier::Trusts,
        notes,
    }
    .complete(rules)
}

/// Lognormal populations scaled to the total.
fn populations(settings: &SyntheticSettings) -> Vec<f64> {
    let seed = settings.rules.seed;
    let mut population: Vec<f64> = (0..settings.atoms() as u32)
        .map(|atom| {
            libm::exp(settings.atom_sd * normal(seed, Purpose::AtomPopulation, atom, 0, 0, 0))
        })
        .collect();
    let scale = settings.total_population / population.iter().sum::<f64>();
    for people in &mut population {
        *people *= scale;
    }
    population
}

/// Positions: a share of the atoms lies at a centre plus a normal distance in each direction,
/// the others are uniform on the rectangle. Draws of centres and of atoms differ in their item.
fn positions(settings: &SyntheticSettings, atoms: usize) -> (Vec<f64>, Vec<f64>) {
    const OF_CENTRES: u32 = 0;
    const OF_ATOMS: u32 = 1;
    let seed = settings.rules.seed;
    let place = Purpose::AtomPosition;
    let mut reached = 0.0;
    let centres: Vec<(f64, f64, f64)> = (0..settings.centres.max(1))
        .map(|centre| {
            let z = normal(seed, place, centre, OF_CENTRES, 0, 2);
            reached += libm::exp(settings.centre_weight_sd * z);
            (
                settings.width_km * uniform(seed, place, centre, OF_CENTRES, 0, 0),
                settings.height_km * uniform(seed, place, centre, OF_CENTRES, 0, 1),
                reached,
            )
        })
        .collect();
    (0..atoms as u32)
        .map(|atom| {
            let flat = |index| uniform(seed, place, atom, OF_ATOMS, 0, index);
            let bell = |index| normal(seed, place, atom, OF_ATOMS, 0, index);
            if flat(0) < settings.centre_share {
                let chosen = flat(1) * reached;
                let at = centres.partition_point(|centre| centre.2 < chosen);
                let (x, y, _) = centres[at.min(centres.len() - 1)];
                (
                    x + settings.centre_spread_km * bell(2),
                    y + settings.centre_spread_km * bell(3),
                )
            } else {
                (settings.width_km * flat(2), settings.height_km * flat(3))
            }
        })
        .unzip()
}

/// Every tier, in the order of [`TIERS`]. Each family is cut from the nation downwards; clusters
/// and consortia join whole trusts of one authority.
fn partitions(ground: Ground, rules: &Rules) -> Vec<Partition> {
    let atoms = ground.population.len();
    let each: Vec<u32> = (0..atoms as u32).collect();
    let mut cut: Vec<(Tier, Vec<u32>, usize)> = vec![(Tier::Nation, vec![0; atoms], 1)];
    for tier in [
        Tier::Authorities,
        Tier::Trusts,
        Tier::Clusters,
        Tier::Consortia,
        Tier::Regions2013,
        Tier::AreaTeams,
        Tier::Groups,
        Tier::Regions2022,
        Tier::Systems,
    ] {
        let find = |wanted: Option<Tier>| cut.iter().find(|done| Some(done.0) == wanted);
        let joins_trusts = matches!(tier, Tier::Clusters | Tier::Consortia);
        let (unit_of, share) = match find(joins_trusts.then_some(Tier::Trusts)) {
            Some(trusts) => (trusts.1.as_slice(), Share::Units),
            None => (each.as_slice(), Share::People),
        };
        let container_of =
            find(tier.within()).map_or(cut[0].1.as_slice(), |done| done.1.as_slice());
        let bodies = rules.tier(tier).bodies as usize;
        let (body_of, bodies) = divide(ground, tier, bodies, unit_of, container_of, share, rules);
        cut.push((tier, body_of, bodies));
    }
    cut.sort_by_key(|done| done.0);
    cut.into_iter()
        .map(|(tier, body_of, bodies)| {
            let width = bodies.to_string().len();
            let code = |body: usize| format!("{}{:0width$}", tier.code_letters(), body + 1);
            Partition {
                tier,
                body_of,
                codes: (0..bodies).map(code).collect(),
                names: Vec::new(),
                constructed: false,
            }
        })
        .collect()
}

/// Gives every body a name no other body has, coarse tiers first; the nation is called so.
fn name(partitions: &mut [Partition], seed: u64) {
    let count = partitions.iter().map(Partition::bodies).sum();
    let mut names = invented(seed, count).into_iter();
    for partition in partitions.iter_mut().rev() {
        let tier = partition.tier;
        partition.names = partition
            .codes
            .iter()
            .map(|code| match tier {
                Tier::Nation => tier.label().to_owned(),
                // Names run out only far beyond the number of bodies settings allow.
                _ => names.next().unwrap_or_else(|| code.clone()),
            })
            .collect();
    }
    debug_assert_eq!(partitions.len(), TIERS.len());
}

/// Atoms are called after their trust and numbered within it.
fn atom_names(trusts: &Partition) -> (Vec<String>, Vec<String>) {
    let mut number = vec![0; trusts.bodies()];
    trusts
        .body_of
        .iter()
        .map(|&trust| {
            let trust = trust as usize;
            number[trust] += 1;
            (
                format!("{}-{}", trusts.codes[trust], number[trust]),
                format!("{} {}", trusts.names[trust], number[trust]),
            )
        })
        .unzip()
}

/// The atoms trust by trust: so that what is done trust by trust, every month, reads memory in
/// order.
fn trust_by_trust(trusts: &Partition) -> Vec<usize> {
    let mut order: Vec<usize> = (0..trusts.body_of.len()).collect();
    order.sort_by_key(|&n| (trusts.body_of[n], n));
    order
}
