//! Nature: what no arm can change. Drawn once for a seed and a set of parameters and shared by
//! all arms, so that they face the same items, tastes, errors and shocks, draw by draw.

mod assurance;
mod clamped;
pub mod contracts;
mod finance;
mod gamma;
mod items;
mod priorities;
pub mod redesign;
mod support;

use crate::ids::AtomId;
use crate::rng::{Purpose, Stream};
use crate::scenario::geography::{Geography, Partition, Tier};
use crate::scenario::{Domain, Flags, Parameters};

use super::domains::payment::planned_tariffs;
use super::geography::Flows;
use super::tier;
use super::wide::padded;
use assurance::draw_signals;
use finance::draw_finance;
use items::{draw_items, draw_opposition};
use priorities::draw_needs;

pub use assurance::{Signals, normal_distribution};
pub use clamped::Clamped;
pub use contracts::Bids;
pub use items::Items;
pub use priorities::LocalNeeds;
pub use redesign::Landscape;
pub use support::{MOST_SUPPLIERS, SupportTraits};

/// Population of the synthetic England, to which the pool and allocations refer.
pub const ENGLAND_2009: f64 = 51_800_000.0;

/// Allocation to commissioners in 2009/10, GBP a year (see the facts on allocations).
const ALLOCATION_2009_GBP: f64 = 80.0e9;

/// What a body does in a decision. Part of the key of its draws: holders of different arms share
/// their luck; two bodies of one arm that cover the same people do not share their errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It holds the decision.
    Holder,
    /// It oversees the holder.
    Overseer,
    /// It issues guidance; guides of one arm are counted from 0.
    Guide(u32),
}

impl Role {
    /// The number that stands in the key of a draw.
    #[must_use]
    pub fn key(self) -> u32 {
        match self {
            Self::Holder => 0,
            Self::Overseer => 1,
            Self::Guide(i) => 10 + i,
        }
    }
}

/// Everything fixed before the first month. Tables of rows hold one row of `lanes` items for
/// each atom or area, padded with zeros.
#[derive(Clone, Debug)]
pub struct Nature {
    /// The run's seed.
    pub seed: u64,
    /// Last month for which chance is drawn.
    pub last_month: i32,
    /// Number of atoms.
    pub atoms: usize,
    /// Number of items.
    pub count: usize,
    /// Items in a padded row.
    pub lanes: usize,
    /// People, by atom.
    pub population: Vec<f64>,
    /// People in all.
    pub nation: f64,
    /// Share of the nation's spend on any item, by atom: population times need, normalised.
    pub weight: Vec<f64>,
    /// Deprivation, rank in 0 to 1, by atom.
    pub deprivation: Vec<f64>,
    /// Neighbours of each atom, as starts into `neighbour`.
    pub neighbour_start: Vec<u32>,
    /// Neighbours, atom after atom.
    pub neighbour: Vec<u32>,
    /// Population weights of the neighbours of each atom, summing to 1.
    pub neighbour_weight: Vec<f32>,
    /// The fixed areas: local commissioners of 2009, which also are the reporting areas.
    pub areas: usize,
    /// Area of each atom.
    pub area_of: Vec<u32>,
    /// Anchor of each area: its most populous atom, ties to the lowest identity.
    pub area_anchor: Vec<AtomId>,
    /// People, by area.
    pub area_population: Vec<f64>,
    /// Remoteness of a body of the size of each area.
    pub area_remoteness: Vec<f64>,
    /// Patient flows of ordinary services.
    pub general: Flows,
    /// Patient flows of specialised services.
    pub special: Flows,
    /// Number of acute providers; each reports, with the community and mental-health providers.
    pub providers: usize,
    /// The items.
    pub items: Items,
    /// θ: share of an item best withdrawn at an atom, before spillover; rows by atom.
    pub best: Vec<f32>,
    /// ε = θ - μ before θ was held inside 0 to 1; rows by atom.
    pub deviation: Vec<f32>,
    /// Strength of opposition, rows by area.
    pub opposition: Vec<f32>,
    /// Standard normal noise of the signal about an atom, rows by atom.
    pub signal_noise: Vec<f32>,
    /// Standard normal noise of a report from an atom, rows by atom.
    pub report_noise: Vec<f32>,
    /// Standard normal errors of evidence: role and rows by atom.
    pub evidence: Vec<(Role, Vec<f32>)>,
    /// Cost shock of an atom times its people, in people; by year from April 2007, then atom. The
    /// shock of a body is the sum over its atoms by its people: cv_ind Σ √pop_n z_n / P, of variance
    /// cv²/P in every partition.
    pub shock: Vec<f64>,
    /// Tariff that allocations were planned on, index, by fiscal year from 2009/10: that of the
    /// parameters which all arms share.
    pub planned_tariff: Vec<f64>,
    /// Years of shocks.
    pub years: usize,
    /// Distance from target before the first April, share of allocation, by atom; the mean by spend
    /// is 0, so that allocations add up.
    pub target_distance: Vec<f64>,
    /// Standard normal draws from which the talent of whoever commissions for an atom is built.
    pub talent: Vec<f64>,
    /// Fair share of the nation's allocation, by area, summing to 1.
    pub allocation_share: Vec<f64>,
    /// Allocation of 2009/10 to the whole nation, GBP a year.
    pub allocation_gbp: f64,
    /// What people need, and how wrongly it is seen.
    pub needs: LocalNeeds,
    /// Traits of suppliers of commissioning support.
    pub support: SupportTraits,
    /// Care models, their worth and who learns from whom; empty without redesign.
    pub landscape: Landscape,
    /// Capability of commissioners and noise of what is seen of it; empty without assurance.
    pub signals: Signals,
    /// Bids and possible entrants; empty without contracts.
    pub bids: Bids,
    /// μ held inside [.10, .60].
    pub clamped_mean: Clamped,
    /// θ held inside [0, 1].
    pub clamped_best: Clamped,
}

/// Last month that can be simulated; shocks are drawn up to it.
pub const LAST_MONTH: i32 = 600;

/// The most populous member of each body, ties to the lowest identity.
#[must_use]
pub fn anchors(population: &[f64], body_of: &[u32], bodies: usize) -> Vec<AtomId> {
    let mut anchor: Vec<Option<usize>> = vec![None; bodies];
    for (n, &body) in body_of.iter().enumerate() {
        let best = &mut anchor[body as usize];
        if best.is_none_or(|b| population[n] > population[b]) {
            *best = Some(n);
        }
    }
    anchor
        .iter()
        .map(|a| AtomId(a.unwrap_or(0) as u32))
        .collect()
}

/// The bodies of a partition in the order of their first atoms: the order in which they draw, so
/// that other numbers for the same bodies move no draw.
fn by_first_atom(body_of: &[u32]) -> Vec<usize> {
    let bodies = body_of.iter().max().map_or(0, |&last| last as usize + 1);
    let mut seen = vec![false; bodies];
    let mut order = Vec::with_capacity(bodies);
    for &body in body_of {
        if !std::mem::replace(&mut seen[body as usize], true) {
            order.push(body as usize);
        }
    }
    order
}

/// Standard normals, one row for each entity, which draw in the order given. Draw number j of a row
/// belongs to the item of identity j, wherever it stands in the row.
fn normals(
    seed: u64,
    purpose: Purpose,
    variant: u32,
    order: &[usize],
    place_of: &[usize],
    lanes: usize,
) -> Vec<f32> {
    let mut stream = Stream::new(seed, purpose, 0, variant);
    let mut table = vec![0.0; order.len() * lanes];
    for &entity in order {
        let row = &mut table[entity * lanes..(entity + 1) * lanes];
        for &place in place_of {
            row[place] = stream.normal() as f32;
        }
    }
    table
}

impl Nature {
    /// Draws nature for one seed. `p` are the parameters in force; `last_month` is the last month
    /// that will be simulated; `roles` are those whose errors any arm of the experiment needs.
    #[must_use]
    pub fn draw(
        geography: &Geography,
        p: &Parameters,
        flags: Flags,
        seed: u64,
        last_month: i32,
        roles: &[Role],
    ) -> Self {
        let atoms = geography.atoms();
        let count = p.items.count as usize;
        let lanes = padded(count);
        let population = geography.population.clone();
        let nation = geography.total_population();

        let whole: f64 = (0..atoms).map(|n| population[n] * geography.need[n]).sum();
        let weight: Vec<f64> = (0..atoms)
            .map(|n| population[n] * geography.need[n] / whole)
            .collect();

        let mut neighbour_start = vec![0];
        let mut neighbour = Vec::new();
        let mut neighbour_weight = Vec::new();
        for n in 0..atoms {
            let around = geography.neighbours.of(n);
            let people: f64 = around.iter().map(|&m| population[m as usize]).sum();
            for &m in around {
                neighbour.push(m);
                neighbour_weight.push((population[m as usize] / people) as f32);
            }
            neighbour_start.push(neighbour.len() as u32);
        }

        let whole_nation = one_body(atoms);
        let areas_partition = geography
            .partition(geography.reporting)
            .unwrap_or(&whole_nation);
        let areas = areas_partition.names.len();
        let area_of = areas_partition.body_of.clone();
        let area_anchor = anchors(&population, &area_of, areas);
        let mut area_population = vec![0.0; areas];
        let mut allocation_share = vec![0.0; areas];
        for n in 0..atoms {
            area_population[area_of[n] as usize] += population[n];
            allocation_share[area_of[n] as usize] += weight[n];
        }
        let region_of = regions(geography, &area_of);
        let needs = draw_needs(p, flags, seed, &area_anchor, atoms);

        let (items, clamped_mean) = draw_items(p, seed, count, nation);
        let mut place_of = vec![0; count];
        for (place, &identity) in items.identity.iter().enumerate() {
            place_of[identity as usize] = place;
        }

        // Best actions (M1): θ = μ + σ_h(√ρ_R R + √ρ_P P + √ρ_N N).
        let e = &p.evidence;
        let every_atom: Vec<usize> = (0..atoms).collect();
        let drawn = |purpose, order: &[usize]| normals(seed, purpose, 0, order, &place_of, lanes);
        let region = drawn(Purpose::BestActionRegion, &by_first_atom(&region_of));
        let place = drawn(Purpose::BestActionPlace, &by_first_atom(&area_of));
        let own = drawn(Purpose::BestActionAtom, &every_atom);
        let load = [
            e.heterogeneity_sd * libm::sqrt(e.heterogeneity_region),
            e.heterogeneity_sd * libm::sqrt(e.heterogeneity_place),
            e.heterogeneity_sd * libm::sqrt(e.heterogeneity_atom),
        ];
        let mut clamped_best = Clamped::default();
        let mut best = vec![0.0; atoms * lanes];
        let mut deviation = vec![0.0; atoms * lanes];
        for n in 0..atoms {
            let (r, i) = (region_of[n] as usize * lanes, area_of[n] as usize * lanes);
            for k in 0..count {
                let away = load[0] * f64::from(region[r + k])
                    + load[1] * f64::from(place[i + k])
                    + load[2] * f64::from(own[n * lanes + k]);
                deviation[n * lanes + k] = away as f32;
                best[n * lanes + k] = clamped_best.clamp(items.mean[k] + away, 0.0, 1.0) as f32;
            }
        }

        let opposition = draw_opposition(
            p,
            seed,
            &items,
            geography,
            &area_of,
            &population,
            &place_of,
            lanes,
        );
        let (target_distance, shock, years) = draw_finance(
            p,
            seed,
            &population,
            &weight,
            &area_of,
            &region_of,
            last_month,
        );
        let mut stream = Stream::new(seed, Purpose::Talent, 0, 0);
        let talent = (0..atoms).map(|_| stream.normal()).collect();

        let general = Flows::general(geography, e.flow_distance_km);
        let landscape = if flags.domains.has(Domain::Redesign) {
            Landscape::draw(geography, p, seed, &weight, &area_of, &general)
        } else {
            Landscape::default()
        };
        let signals = if flags.domains.has(Domain::Assurance) {
            draw_signals(seed, atoms, last_month)
        } else {
            Signals::default()
        };

        Self {
            planned_tariff: planned_tariffs(&p.contracts, last_month),
            seed,
            last_month,
            atoms,
            count,
            lanes,
            nation,
            weight,
            deprivation: geography.deprivation.clone(),
            neighbour_start,
            neighbour,
            neighbour_weight,
            areas,
            area_anchor,
            area_remoteness: area_population
                .iter()
                .map(|&people| tier::remoteness(people, nation))
                .collect(),
            area_population,
            general,
            special: Flows::specialised(geography, e.flow_distance_km),
            providers: geography.providers.len(),
            best,
            deviation,
            opposition,
            signal_noise: drawn(Purpose::SignalNoise, &every_atom),
            report_noise: drawn(Purpose::ReportNoise, &every_atom),
            evidence: roles
                .iter()
                .map(|&role| {
                    (
                        role,
                        normals(
                            seed,
                            Purpose::EvidenceError,
                            role.key(),
                            &every_atom,
                            &place_of,
                            lanes,
                        ),
                    )
                })
                .collect(),
            shock,
            years,
            target_distance,
            talent,
            signals,
            allocation_share,
            needs,
            allocation_gbp: ALLOCATION_2009_GBP * nation / ENGLAND_2009,
            support: if flags.domains.has(Domain::Support) {
                SupportTraits::draw(seed)
            } else {
                SupportTraits::default()
            },
            bids: if flags.domains.has(Domain::Contracts) {
                Bids::draw(seed, &population, last_month)
            } else {
                Bids::default()
            },
            items,
            population,
            area_of,
            landscape,
            clamped_mean,
            clamped_best,
        }
    }

    /// Number of items that are open in a month; they stand first.
    #[must_use]
    pub fn open(&self, month: i32) -> usize {
        self.items
            .opening
            .partition_point(|&opening| opening <= month)
    }

    /// Spend of a body on an item, GBP a year, from its share of the nation's weight.
    #[must_use]
    pub fn spend(&self, item: usize, weight: f64) -> f64 {
        self.items.spend_gbp[item] * weight
    }
}

fn one_body(atoms: usize) -> Partition {
    Partition {
        tier: Tier::Nation,
        body_of: vec![0; atoms],
        codes: vec!["nation".to_owned()],
        names: vec!["Nation".to_owned()],
        constructed: true,
    }
}

/// Region of each atom: the authorities of 2009, or the regions that a table has instead.
fn regions(geography: &Geography, area_of: &[u32]) -> Vec<u32> {
    [Tier::Authorities, Tier::Regions2013, Tier::Regions2022]
        .into_iter()
        .filter_map(|tier| geography.partition(tier))
        .find(|partition| !partition.constructed || partition.tier == Tier::Authorities)
        .map_or_else(
            || vec![0; area_of.len()],
            |partition| partition.body_of.clone(),
        )
}
