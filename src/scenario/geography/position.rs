//! Positions in kilometres for places that a table describes.

use super::rules::NEIGHBOURHOOD_PEOPLE;
use crate::rng::{Purpose, uniform};

/// Side of the square that [`NEIGHBOURHOOD_PEOPLE`] people live on at England's mean density:
/// the square root of 130,000 km² over 1,216 neighbourhoods.
const SIDE_KM: f64 = 10.3;

/// Mean radius of the earth in kilometres (International Union of Geodesy and Geophysics).
const EARTH_KM: f64 = 6_371.008_8;

/// Side in kilometres of the square that this many people live on at England's mean density.
pub(super) fn side_km(people: f64) -> f64 {
    SIDE_KM * (people / NEIGHBOURHOOD_PEOPLE).sqrt()
}

/// Kilometres to the east and to the north of the mean position, from longitudes and latitudes
/// in degrees. East-west distances are those of the mean latitude; over England the error is
/// within 5%.
pub(super) fn project(degrees: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let count = degrees.len() as f64;
    let longitude = degrees.iter().map(|place| place.0).sum::<f64>() / count;
    let latitude = degrees.iter().map(|place| place.1).sum::<f64>() / count;
    let shrink = libm::cos(latitude.to_radians());
    degrees
        .iter()
        .map(|&(east, north)| {
            (
                EARTH_KM * shrink * (east - longitude).to_radians(),
                EARTH_KM * (north - latitude).to_radians(),
            )
        })
        .collect()
}

/// Offsets of the atoms of one place from its centre: uniform on a square of the given side,
/// moved so that their mean is the centre. A single atom stands at the centre.
pub(super) fn scatter(seed: u64, place: u32, atoms: usize, side_km: f64) -> Vec<(f64, f64)> {
    if atoms <= 1 {
        return vec![(0.0, 0.0); atoms];
    }
    let draw = |atom: usize, side: u32| {
        side_km * (uniform(seed, Purpose::AtomPosition, place, atom as u32, 0, side) - 0.5)
    };
    let mut offsets: Vec<(f64, f64)> = (0..atoms)
        .map(|atom| (draw(atom, 0), draw(atom, 1)))
        .collect();
    let east = offsets.iter().map(|offset| offset.0).sum::<f64>() / atoms as f64;
    let north = offsets.iter().map(|offset| offset.1).sum::<f64>() / atoms as f64;
    for offset in &mut offsets {
        offset.0 -= east;
        offset.1 -= north;
    }
    offsets
}

/// Cells of a square grid along the curve of Hilbert (1891, Mathematische Annalen 38:459-460),
/// so that what is next to each other in order is next to each other on the ground and every
/// run of cells is compact.
pub(super) fn grid_cells(count: usize) -> Vec<(u32, u32)> {
    let mut side = 1u32;
    while (side as usize) * (side as usize) < count {
        side *= 2;
    }
    (0..count)
        .map(|place| {
            let (mut x, mut y) = (0, 0);
            let mut rest = place;
            let mut square = 1u32;
            while square < side {
                let right = (rest / 2) & 1 == 1;
                let up = (rest & 1 == 1) != right;
                if !up {
                    if right {
                        (x, y) = (square - 1 - x, square - 1 - y);
                    }
                    (x, y) = (y, x);
                }
                x += if right { square } else { 0 };
                y += if up { square } else { 0 };
                rest /= 4;
                square *= 2;
            }
            (x, y)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_has_its_length() {
        // One degree of latitude is 111.195 km on this sphere; at 60° north one of longitude is
        // half of that.
        let placed = project(&[(0.0, 60.0), (1.0, 60.0)]);
        assert!((placed[1].0 - placed[0].0 - 111.195 / 2.0).abs() < 0.01);
        let placed = project(&[(0.0, 51.0), (0.0, 52.0)]);
        assert!((placed[1].1 - placed[0].1 - 111.195).abs() < 0.01);
    }

    #[test]
    fn scattered_atoms_keep_the_centre_and_stay_in_the_square() {
        let offsets = scatter(2009, 3, 5, 10.0);
        let sum = offsets
            .iter()
            .fold((0.0, 0.0), |sum, o| (sum.0 + o.0, sum.1 + o.1));
        assert!(sum.0.abs() < 1e-12 && sum.1.abs() < 1e-12);
        assert!(offsets.iter().all(|o| o.0.abs() < 10.0 && o.1.abs() < 10.0));
        assert_eq!(scatter(2009, 3, 1, 10.0), [(0.0, 0.0)]);
        // A hundred thousand people: 10.3·√(100,000/42,600) = 15.78 km.
        assert!((side_km(100_000.0) - 15.78).abs() < 0.005);
    }

    #[test]
    fn the_curve_visits_every_cell_once_in_single_steps() {
        assert_eq!(grid_cells(4), [(0, 0), (0, 1), (1, 1), (1, 0)]);
        let mut cells = grid_cells(1_024);
        for pair in cells.windows(2) {
            assert_eq!(
                pair[0].0.abs_diff(pair[1].0) + pair[0].1.abs_diff(pair[1].1),
                1
            );
        }
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 1_024);
        assert!(cells.iter().all(|&(x, y)| x < 32 && y < 32));
    }
}
