//! Which atoms lie next to each other.

use serde::{Deserialize, Serialize};

/// Neighbours taken where no file names them.
pub const NEAREST: usize = 8;

/// The neighbours of every atom, one list after the other. A list is empty only where there is
/// a single atom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// Where the list of each atom starts in `index`; one more entry marks the end.
    pub start: Vec<u32>,
    /// Atoms, in identity order within each list.
    pub index: Vec<u32>,
}

impl Neighbours {
    /// The neighbours of one atom.
    #[must_use]
    pub fn of(&self, atom: usize) -> &[u32] {
        &self.index[self.start[atom] as usize..self.start[atom + 1] as usize]
    }

    pub(super) fn from_lists(lists: &[Vec<u32>]) -> Self {
        let mut start = vec![0];
        let mut index = Vec::new();
        for list in lists {
            let from = index.len();
            index.extend_from_slice(list);
            index[from..].sort_unstable();
            start.push(index.len() as u32);
        }
        Self { start, index }
    }
}

/// The atoms nearest to one atom so far, nearest first, ties by identity.
struct Closest(Vec<(f64, u32)>);

impl Closest {
    fn offer(&mut self, square: f64, atom: u32) {
        let place = self.0.partition_point(|&(other, identity)| {
            other.total_cmp(&square).then(identity.cmp(&atom)).is_lt()
        });
        if place < NEAREST {
            self.0.insert(place, (square, atom));
            self.0.truncate(NEAREST);
        }
    }

    /// Whether nothing at this squared distance or beyond can enter the list.
    fn excludes(&self, square: f64) -> bool {
        self.0.len() == NEAREST && self.0.last().is_some_and(|&(last, _)| square > last)
    }

    fn atoms(self) -> Vec<u32> {
        self.0.into_iter().map(|(_, atom)| atom).collect()
    }
}

/// The nearest [`NEAREST`] atoms of every atom, ties by identity. Atoms are walked outwards from
/// each along the east-west order until distance in that direction alone is too far.
pub(super) fn nearest(x_km: &[f64], y_km: &[f64]) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> = (0..x_km.len() as u32).collect();
    order.sort_by(|&a, &b| {
        x_km[a as usize]
            .total_cmp(&x_km[b as usize])
            .then(a.cmp(&b))
    });
    let mut lists = vec![Vec::new(); x_km.len()];
    for (place, &atom) in order.iter().enumerate() {
        let (x, y) = (x_km[atom as usize], y_km[atom as usize]);
        let mut closest = Closest(Vec::with_capacity(NEAREST + 1));
        let mut walk = |others: &mut dyn Iterator<Item = &u32>| {
            for &other in others {
                let east = x_km[other as usize] - x;
                if closest.excludes(east * east) {
                    break;
                }
                let north = y_km[other as usize] - y;
                closest.offer(east * east + north * north, other);
            }
        };
        walk(&mut order[place + 1..].iter());
        walk(&mut order[..place].iter().rev());
        lists[atom as usize] = closest.atoms();
    }
    lists
}

/// The nearest [`NEAREST`] of the candidates, ties by identity; the atom itself is left out.
pub(super) fn nearest_among(
    atom: u32,
    candidates: impl Iterator<Item = u32>,
    x_km: &[f64],
    y_km: &[f64],
) -> Vec<u32> {
    let mut closest = Closest(Vec::with_capacity(NEAREST + 1));
    for other in candidates.filter(|&other| other != atom) {
        let east = x_km[other as usize] - x_km[atom as usize];
        let north = y_km[other as usize] - y_km[atom as usize];
        closest.offer(east * east + north * north, other);
    }
    closest.atoms()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, uniform};

    #[test]
    fn the_walk_finds_what_comparing_every_pair_finds() {
        // Whole kilometres, so that many distances are equal and ties matter.
        let draw =
            |atom: u32, side| (20.0 * uniform(1, Purpose::AtomPosition, atom, side, 0, 0)).floor();
        let x: Vec<f64> = (0..300).map(|atom| draw(atom, 0)).collect();
        let y: Vec<f64> = (0..300).map(|atom| draw(atom, 1)).collect();
        let walked = nearest(&x, &y);
        for atom in 0..300 {
            assert_eq!(
                walked[atom as usize],
                nearest_among(atom, 0..300, &x, &y),
                "{atom}"
            );
        }
    }

    #[test]
    fn a_small_world_has_fewer_neighbours() {
        assert_eq!(nearest(&[0.0], &[0.0]), [Vec::<u32>::new()]);
        let lists = nearest(&[0.0, 1.0, 3.0], &[0.0; 3]);
        assert_eq!(lists, [vec![1, 2], vec![0, 2], vec![1, 0]]);
        let neighbours = Neighbours::from_lists(&lists);
        assert_eq!(neighbours.of(2), [0, 1]);
    }
}
