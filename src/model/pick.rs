//! Which cases of a row a phase has to look at.

/// Notes the items of a row at which `wanted` holds, in order, and gives their number. Which
/// these are follows no pattern that a processor could guess, so there is no branch.
#[inline]
pub fn pick<T: Copy>(row: &[T], found: &mut [u32], wanted: impl Fn(T) -> bool) -> usize {
    let mut count = 0;
    for (k, &value) in row.iter().enumerate() {
        found[count] = k as u32;
        count += usize::from(wanted(value));
    }
    count
}

/// The same in an order of work.
#[inline]
pub fn pick_by<T: Copy>(
    order: &[u32],
    row: &[T],
    found: &mut [u32],
    wanted: impl Fn(usize, T) -> bool,
) -> usize {
    let mut count = 0;
    for &k in order {
        found[count] = k;
        count += usize::from(wanted(k as usize, row[k as usize]));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_in_the_order_of_the_row_or_of_the_work() {
        let row = [3, 1, 3, 2, 3];
        let mut found = [0; 5];
        let count = pick(&row, &mut found, |value| value == 3);
        assert_eq!(found[..count], [0, 2, 4]);
        let order = [4, 3, 2, 1, 0];
        let count = pick_by(&order, &row, &mut found, |k, value| value == 3 && k != 2);
        assert_eq!(found[..count], [4, 0]);
    }
}
