//! Local commissioners, and the pieces of the map within which everybody has the same policies.

use crate::scenario::Parameters;

use super::nature::{Clamped, Nature};

/// The intersection of an area of 2009 with a local commissioner: the largest piece within which
/// every atom has the same policies. In structures of 2009 a parcel is a trust.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Area of 2009 in which it lies.
    pub area: usize,
    /// Parcel of the arrangement before in which it lies; at first that is the area.
    pub from: usize,
    /// Local commissioner to which it belongs.
    pub unit: usize,
    /// People.
    pub population: f64,
    /// Share of the nation's spend on any item.
    pub weight: f64,
    /// Its atoms, in identity order.
    pub atoms: Vec<u32>,
}

/// A local commissioner: it carries out policies, receives the allocation and answers for it.
#[derive(Clone, Debug)]
pub struct Unit {
    /// People.
    pub population: f64,
    /// Share of the nation's spend on any item; also its fair share of the allocation.
    pub weight: f64,
    /// Talent index T, mean about 1.
    pub talent: f64,
    /// Distance from target before the first April, share; the mean over its atoms by spend.
    pub target_distance: f64,
    /// Its parcels.
    pub parcels: Vec<usize>,
}

/// `piece_of` are the parcels of the arrangement before, at first the areas, so that parcels nest
/// and everybody in one always had the same policies.
pub(super) fn cut_parcels(
    nature: &Nature,
    unit_of_atom: &[u32],
    units: usize,
    piece_of: &[u32],
) -> (Vec<Parcel>, Vec<u32>) {
    let pieces = piece_of.iter().max().map_or(0, |&piece| piece as usize + 1);
    let mut number = vec![u32::MAX; pieces * units];
    let mut keys: Vec<usize> = (0..nature.atoms)
        .map(|n| unit_of_atom[n] as usize * pieces + piece_of[n] as usize)
        .collect();
    let by_atom = keys.clone();
    keys.sort_unstable();
    keys.dedup();
    let mut parcels: Vec<Parcel> = keys
        .iter()
        .enumerate()
        .map(|(q, &key)| {
            number[key] = q as u32;
            Parcel {
                area: 0,
                from: key % pieces,
                unit: key / pieces,
                population: 0.0,
                weight: 0.0,
                atoms: Vec::new(),
            }
        })
        .collect();
    let parcel_of: Vec<u32> = by_atom.iter().map(|&key| number[key]).collect();
    for (n, &q) in parcel_of.iter().enumerate() {
        let parcel = &mut parcels[q as usize];
        parcel.area = nature.area_of[n] as usize;
        parcel.population += nature.population[n];
        parcel.weight += nature.weight[n];
        parcel.atoms.push(n as u32);
    }
    (parcels, parcel_of)
}

/// The parcels of each area of 2009.
pub(super) fn by_area(parcels: &[Parcel], areas: usize) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); areas];
    for (q, parcel) in parcels.iter().enumerate() {
        lists[parcel.area].push(q);
    }
    lists
}

/// Widest range of the talent of a commissioner.
const TALENT: [f64; 2] = [0.3, 2.0];

/// Gathers parcels into commissioners. Talent is N(1, σ_T) for commissioners of any size:
/// T = 1 + σ_T Σ w z / √Σ w², with z the draws of its atoms and w their shares of its people; a body
/// above has the mean of its commissioners (one labour market).
pub(super) fn gather_units(
    nature: &Nature,
    p: &Parameters,
    parcels: &[Parcel],
    count: usize,
) -> (Vec<Unit>, Clamped) {
    let mut units = vec![
        Unit {
            population: 0.0,
            weight: 0.0,
            talent: 0.0,
            target_distance: 0.0,
            parcels: Vec::new(),
        };
        count
    ];
    let mut squares = vec![0.0; count];
    for (q, parcel) in parcels.iter().enumerate() {
        let unit = &mut units[parcel.unit];
        unit.population += parcel.population;
        unit.weight += parcel.weight;
        for &n in &parcel.atoms {
            let n = n as usize;
            let people = nature.population[n];
            unit.talent += people * nature.talent[n];
            squares[parcel.unit] += people * people;
            unit.target_distance += nature.weight[n] * nature.target_distance[n];
        }
        unit.parcels.push(q);
    }
    let mut clamped = Clamped::default();
    for (unit, squares) in units.iter_mut().zip(squares) {
        let talent = 1.0 + p.finance.talent_sd * unit.talent / libm::sqrt(squares);
        unit.talent = clamped.clamp(talent, TALENT[0], TALENT[1]);
        unit.target_distance /= unit.weight;
    }
    (units, clamped)
}
