//! Tiers that a table lacks, built by joining neighbours inside the next tier up to the mean
//! size of the tier, and marked as constructed.
//!
//! What is joined is the nearest finer tier of the table, else its places, else atoms; it is
//! joined inside the nearest coarser tier of the table, so that families stay nested. Clusters
//! and consortia join the finest commissioners inside one authority, and are left out where the
//! finest commissioners are too large for that.

use super::divide::{Ground, Share, divide};
use super::partition::{Partition, nests};
use super::rules::Rules;
use super::tier::{COMMISSIONERS, Tier};

/// What the table gives, on which missing tiers are built.
pub(super) struct Base<'a> {
    pub ground: Ground<'a>,
    pub rules: &'a Rules,
    /// Place of each atom.
    pub place_of: &'a [u32],
    /// Name of each place.
    pub place_names: &'a [String],
    /// Name of each atom.
    pub atom_names: &'a [String],
}

/// Units to be joined: the unit of each atom, their names, and what they are called.
struct Units<'a> {
    unit_of: &'a [u32],
    names: &'a [String],
    called: &'a str,
}

/// Adds the nation and every missing tier to the partitions of the table, in the order of tiers.
/// Returns them with the tier of the finest commissioners.
pub(super) fn complete(
    base: &Base,
    given: Vec<Partition>,
    notes: &mut Vec<String>,
) -> (Vec<Partition>, Tier) {
    let atoms = base.place_of.len();
    let mut all = given;
    let mut of_table: Vec<Tier> = all.iter().map(|partition| partition.tier).collect();
    if !of_table.contains(&Tier::Nation) {
        all.push(Partition {
            tier: Tier::Nation,
            body_of: vec![0; atoms],
            codes: vec![Tier::Nation.code_letters().to_owned()],
            names: vec![Tier::Nation.label().to_owned()],
            constructed: false,
        });
    }
    let finest = COMMISSIONERS
        .into_iter()
        .find(|tier| of_table.contains(tier));
    let finest = finest.unwrap_or_else(|| {
        build(base, Tier::Trusts, &of_table, None, &mut all, notes);
        of_table.push(Tier::Trusts);
        Tier::Trusts
    });
    for tier in [
        Tier::Authorities,
        Tier::Regions2013,
        Tier::Regions2022,
        Tier::AreaTeams,
        Tier::Trusts,
        Tier::Groups,
        Tier::Systems,
    ] {
        if !of_table.contains(&tier) {
            build(base, tier, &of_table, None, &mut all, notes);
        }
    }
    for tier in [Tier::Clusters, Tier::Consortia] {
        if !of_table.contains(&tier) {
            build(base, tier, &of_table, Some(finest), &mut all, notes);
        }
    }
    all.sort_by_key(|partition| partition.tier);
    (all, finest)
}

/// Builds one tier. `joins` names the tier whose bodies must stay whole, if one must.
fn build(
    base: &Base,
    tier: Tier,
    of_table: &[Tier],
    joins: Option<Tier>,
    all: &mut Vec<Partition>,
    notes: &mut Vec<String>,
) {
    let find = |wanted: Tier| all.iter().find(|partition| partition.tier == wanted);
    let people: f64 = base.ground.population.iter().sum();
    let wanted = base.rules.bodies_for(tier, people);
    let Some(family) = above(tier, all) else {
        return;
    };
    let table = || {
        of_table
            .iter()
            .filter_map(|&tier| find(tier))
            .filter(|of| of.tier != Tier::Nation)
    };

    let units = if let Some(joined) = joins.and_then(find) {
        if joined.bodies() < wanted {
            notes.push(format!(
                "{}: not built, since the {} of the table ({}) are larger than a {}",
                tier.key(),
                joined.tier.key(),
                joined.bodies(),
                tier.singular()
            ));
            return;
        }
        Units {
            unit_of: &joined.body_of,
            names: &joined.names,
            called: joined.tier.key(),
        }
    } else {
        let finer = table()
            .filter(|of| of.bodies() >= wanted && of.nests_in(family))
            .min_by_key(|of| of.bodies());
        match finer {
            Some(of) => Units {
                unit_of: &of.body_of,
                names: &of.names,
                called: of.tier.key(),
            },
            None if base.place_names.len() >= wanted && nests(base.place_of, &family.body_of) => {
                Units {
                    unit_of: base.place_of,
                    names: base.place_names,
                    called: "places",
                }
            }
            None => Units {
                unit_of: &[],
                names: base.atom_names,
                called: "atoms",
            },
        }
    };
    let each: Vec<u32> = (0..base.place_of.len() as u32).collect();
    let unit_of = if units.unit_of.is_empty() {
        each.as_slice()
    } else {
        units.unit_of
    };
    let holds = |of: &&Partition| {
        of.bodies() < wanted && nests(unit_of, &of.body_of) && of.nests_in(family)
    };
    let container = if joins.is_some() && nests(unit_of, &family.body_of) {
        Some(family)
    } else {
        table().filter(holds).max_by_key(|of| of.bodies())
    };
    let container = container
        .or_else(|| Some(family).filter(|of| nests(unit_of, &of.body_of)))
        .or_else(|| find(Tier::Nation));
    let Some(container) = container else { return };

    let share = if joins.is_some() {
        Share::Units
    } else {
        Share::People
    };
    let (body_of, bodies) = divide(
        base.ground,
        tier,
        wanted,
        unit_of,
        &container.body_of,
        share,
        base.rules,
    );
    notes.push(format!(
        "{}: {bodies} constructed by joining {} inside {}",
        tier.key(),
        units.called,
        container.tier.key()
    ));
    let width = bodies.to_string().len();
    let around = largest_units(base.ground.population, unit_of, &body_of, bodies);
    let partition = Partition {
        tier,
        codes: (0..bodies)
            .map(|body| format!("{}{:0width$}", tier.code_letters(), body + 1))
            .collect(),
        names: around
            .into_iter()
            .enumerate()
            .map(|(body, unit)| {
                let name = units.names.get(unit as usize).map_or("", String::as_str);
                format!("Constructed {} {} around {name}", tier.singular(), body + 1)
            })
            .collect(),
        body_of,
        constructed: true,
    };
    all.push(partition);
}

/// The next coarser tier of the same family that there is.
fn above(tier: Tier, all: &[Partition]) -> Option<&Partition> {
    let mut up = tier.within();
    while let Some(coarser) = up {
        if let Some(found) = all.iter().find(|partition| partition.tier == coarser) {
            return Some(found);
        }
        up = coarser.within();
    }
    None
}

/// The unit with most people in each body, ties by identity.
fn largest_units(population: &[f64], unit_of: &[u32], body_of: &[u32], bodies: usize) -> Vec<u32> {
    let units = unit_of.iter().max().map_or(0, |&last| last as usize + 1);
    let mut people = vec![0.0; units];
    let mut body = vec![0; units];
    for (atom, &unit) in unit_of.iter().enumerate() {
        people[unit as usize] += population[atom];
        body[unit as usize] = body_of[atom];
    }
    let mut largest = vec![(f64::NEG_INFINITY, 0); bodies];
    for (unit, (&people, &body)) in people.iter().zip(&body).enumerate() {
        if people > largest[body as usize].0 {
            largest[body as usize] = (people, unit as u32);
        }
    }
    largest.into_iter().map(|(_, unit)| unit).collect()
}
