//! A tile for every reporting area: equal cells on a filled rectangle, so that no outline makes
//! invented ground look like a map.

/// A distinct cell (column, row; row 0 in the north) for each position. Areas are put into
/// columns by their order from west to east, each column as full as the others but for one,
/// and within a column into rows by their order from north to south. Ties go by identity. The
/// rectangle has about the proportions of the ground, but is at most twice as long as it is wide.
pub(super) fn tiles(x_km: &[f64], y_km: &[f64]) -> Vec<[u16; 2]> {
    let count = x_km.len();
    let columns = columns(count, extent(x_km), extent(y_km));
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| x_km[a].total_cmp(&x_km[b]).then(a.cmp(&b)));
    let mut cells = vec![[0; 2]; count];
    for column in 0..columns {
        let inside = &mut order[column * count / columns..(column + 1) * count / columns];
        inside.sort_by(|&a, &b| y_km[b].total_cmp(&y_km[a]).then(a.cmp(&b)));
        for (row, &area) in inside.iter().enumerate() {
            cells[area] = [column as u16, row as u16];
        }
    }
    cells
}

fn columns(count: usize, width: f64, height: f64) -> usize {
    let proportion = if width > 0.0 && height > 0.0 {
        (width / height).clamp(0.5, 2.0)
    } else {
        1.0
    };
    ((count as f64 * proportion).sqrt().round() as usize).clamp(1, count.max(1))
}

fn extent(positions: &[f64]) -> f64 {
    let low = positions.iter().copied().fold(f64::INFINITY, f64::min);
    let high = positions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    high - low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lattice_keeps_its_shape() {
        let x = [0.0, 0.0, 10.0, 10.0, 20.0, 20.0, 30.0, 30.0];
        let y = [0.0, 15.0, 0.0, 15.0, 0.0, 15.0, 0.0, 15.0];
        // Twice as wide as high: four columns of two, the northern one on top.
        let expected = [
            [0, 1],
            [0, 0],
            [1, 1],
            [1, 0],
            [2, 1],
            [2, 0],
            [3, 1],
            [3, 0],
        ];
        assert_eq!(tiles(&x, &y), expected);
    }

    #[test]
    fn cells_are_distinct_and_without_gaps_whatever_the_positions() {
        for count in [0, 1, 2, 3, 7, 152, 211] {
            let same = vec![1.0; count];
            let mut cells = tiles(&same, &same);
            cells.sort_unstable();
            cells.dedup();
            assert_eq!(cells.len(), count);
            // Sorted by column, then row: each step goes down by one or to the top of the next.
            for pair in cells.windows(2) {
                let down = pair[1] == [pair[0][0], pair[0][1] + 1];
                assert!(down || pair[1] == [pair[0][0] + 1, 0], "{pair:?}");
            }
            let rows = |column: u16| cells.iter().filter(|cell| cell[0] == column).count();
            let last = cells.last().map_or(0, |cell| cell[0]);
            assert!((0..=last).all(|column| rows(column).abs_diff(rows(0)) <= 1));
        }
    }
}
