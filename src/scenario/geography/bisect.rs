//! Recursive bisection: how ground is cut into bodies of given sizes.
//!
//! To cut a set into n groups with target weights `w_1..w_n`: let `n_1` be half of n, rounded
//! down; sort by the longer side of the bounding box, ties by identity; cut where the cumulative
//! population is nearest to `(w_1 + .. + w_{n_1}) / Σw` of the whole, leaving at least `n_1`
//! members on one side and `n - n_1` on the other; go on within each side.

/// What is cut: an atom, or a body that stays whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Kilometres to the east.
    pub x_km: f64,
    /// Kilometres to the north.
    pub y_km: f64,
    /// People.
    pub population: f64,
}

/// Cuts `members` (positions in `units`, at least as many as `weights`) into one group for each
/// weight. Group `first + i` gets the i-th weight; `group_of` is written for every member.
pub(super) fn bisect(
    units: &[Unit],
    members: &mut [u32],
    weights: &[f64],
    first: u32,
    group_of: &mut [u32],
) {
    if weights.len() <= 1 {
        for &member in members.iter() {
            group_of[member as usize] = first;
        }
        return;
    }
    let at = |member: u32| units[member as usize];
    let eastward = longer_side_is_eastward(members.iter().map(|&member| at(member)));
    let along = |member: u32| {
        if eastward {
            at(member).x_km
        } else {
            at(member).y_km
        }
    };
    members.sort_by(|&a, &b| along(a).total_cmp(&along(b)).then(a.cmp(&b)));

    let left = weights.len() / 2;
    let people: f64 = members.iter().map(|&member| at(member).population).sum();
    let target = people * weights[..left].iter().sum::<f64>() / weights.iter().sum::<f64>();
    let most = members.len().saturating_sub(weights.len() - left);
    let mut cut = left;
    let mut best = f64::INFINITY;
    let mut so_far = 0.0;
    for (place, &member) in members.iter().enumerate().take(most) {
        so_far += at(member).population;
        let distance = (so_far - target).abs();
        if place + 1 >= left && distance < best {
            best = distance;
            cut = place + 1;
        }
    }
    let (west, east) = members.split_at_mut(cut);
    bisect(units, west, &weights[..left], first, group_of);
    bisect(units, east, &weights[left..], first + left as u32, group_of);
}

/// Whether the bounding box is at least as wide as it is high.
fn longer_side_is_eastward(units: impl Iterator<Item = Unit>) -> bool {
    let mut low = [f64::INFINITY; 2];
    let mut high = [f64::NEG_INFINITY; 2];
    for unit in units {
        for (side, position) in [unit.x_km, unit.y_km].into_iter().enumerate() {
            low[side] = low[side].min(position);
            high[side] = high[side].max(position);
        }
    }
    high[0] - low[0] >= high[1] - low[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(populations: &[f64]) -> Vec<Unit> {
        populations
            .iter()
            .enumerate()
            .map(|(place, &population)| Unit {
                x_km: place as f64,
                y_km: 0.0,
                population,
            })
            .collect()
    }

    fn cut(units: &[Unit], weights: &[f64]) -> Vec<u32> {
        let mut members: Vec<u32> = (0..units.len() as u32).collect();
        let mut group_of = vec![u32::MAX; units.len()];
        bisect(units, &mut members, weights, 0, &mut group_of);
        group_of
    }

    #[test]
    fn the_cut_falls_where_the_population_is_nearest_to_the_weight() {
        // Cumulative 10, 30, 60, 100; a third of 100 is nearest to 30.
        let units = row(&[10.0, 20.0, 30.0, 40.0]);
        assert_eq!(cut(&units, &[1.0, 2.0]), [0, 0, 1, 1]);
        // Three groups: one on the left (a sixth: 10), then 90 into a half each: 20+30 = 50, 40.
        assert_eq!(cut(&units, &[1.0, 2.5, 2.5]), [0, 1, 1, 2]);
    }

    #[test]
    fn every_group_keeps_at_least_one_member() {
        let units = row(&[1.0, 1.0, 1.0, 1_000.0]);
        assert_eq!(cut(&units, &[1.0; 4]), [0, 1, 2, 3]);
        assert_eq!(cut(&units, &[1_000.0, 1.0]), [0, 0, 0, 1]);
    }

    #[test]
    fn the_longer_side_is_cut_first() {
        let mut units = row(&[1.0; 4]);
        for unit in &mut units {
            unit.y_km = -10.0 * unit.x_km;
        }
        assert_eq!(cut(&units, &[1.0, 1.0]), [1, 1, 0, 0]);
    }
}
