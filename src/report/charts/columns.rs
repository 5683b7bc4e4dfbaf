//! Columns of a table that is wider than the sheet: how many stand beside each other, and how wide.

/// The columns in as few blocks of about equal length as fit the room, each column as its position
/// and width. `least` is the least width of each column, none above `room`.
pub(super) fn blocks(least: &[f64], room: f64) -> Vec<Vec<(usize, f64)>> {
    let numbered: Vec<(usize, f64)> = least.iter().copied().enumerate().collect();
    let spare = |block: &[(usize, f64)]| {
        (room - block.iter().map(|(_, width)| width).sum::<f64>()) / block.len() as f64
    };
    let fits = |each: usize| numbered.chunks(each).all(|block| spare(block) >= 0.0);
    let count = least.len();
    let each = (1..=count)
        .map(|blocks| count.div_ceil(blocks))
        .find(|&each| fits(each))
        .unwrap_or(1);
    // What is left over widens the columns; a shorter last block is widened no more than the others.
    let whole = numbered
        .chunks_exact(each)
        .map(spare)
        .fold(f64::INFINITY, f64::min);
    let widen = |block: &[(usize, f64)]| {
        let extra = if block.len() == each {
            spare(block)
        } else {
            spare(block).min(whole)
        }
        .max(0.0);
        block
            .iter()
            .map(|&(column, width)| (column, width + extra))
            .collect()
    };
    numbered.chunks(each).map(widen).collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn columns_that_fit_stand_in_one_block_and_fill_the_room() {
        assert_eq!(blocks(&[20.0, 40.0], 100.0), [[(0, 40.0), (1, 60.0)]]);
    }

    #[test]
    fn columns_that_do_not_fit_are_split_evenly_and_none_is_lost() {
        // Two of 40 fit into 100, three do not; each is widened by 10, the lone fifth no more.
        let split = blocks(&[40.0; 5], 100.0);
        assert_eq!(
            split,
            [
                vec![(0, 50.0), (1, 50.0)],
                vec![(2, 50.0), (3, 50.0)],
                vec![(4, 50.0)]
            ]
        );
        // One wide column forces shorter blocks.
        let split = blocks(&[40.0, 40.0, 90.0, 10.0], 100.0);
        assert_eq!(split.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn a_column_as_wide_as_the_room_stands_alone() {
        assert_eq!(blocks(&[100.0, 100.0], 100.0), [[(0, 100.0)], [(1, 100.0)]]);
    }
}
