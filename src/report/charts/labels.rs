//! Labels beside lines, kept clear of each other.

/// Moves label positions as little as needed so that label i, of height `heights[i]` and centred on
/// its wish, keeps clear of its neighbours and within `low..high`. Order is by wish, then by index.
/// When the labels do not all fit, they overrun `high` rather than overlap.
pub(super) fn settle(wishes: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|&a, &b| wishes[a].total_cmp(&wishes[b]).then(a.cmp(&b)));
    // Blocks of touching labels: members, and the top edge at which the block would like to stand.
    let mut blocks: Vec<(Vec<usize>, f64)> = Vec::new();
    let height = |members: &[usize]| members.iter().map(|&i| heights[i]).sum::<f64>();
    let best = |members: &[usize]| {
        let mut above = 0.0;
        let mut sum = 0.0;
        for &i in members {
            sum += wishes[i] - heights[i] / 2.0 - above;
            above += heights[i];
        }
        (sum / members.len() as f64).min(high - above).max(low)
    };
    for label in order {
        let mut members = vec![label];
        let mut top = best(&members);
        while let Some((before, start)) = blocks.pop() {
            if start + height(&before) <= top {
                blocks.push((before, start));
                break;
            }
            members = before.into_iter().chain(members).collect();
            top = best(&members);
        }
        blocks.push((members, top));
    }
    let mut places = vec![0.0; wishes.len()];
    for (members, mut top) in blocks {
        for i in members {
            places[i] = top + heights[i] / 2.0;
            top += heights[i];
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn labels_with_room_stay_where_they_wish() {
        assert_eq!(
            settle(&[80.0, 20.0], &[10.0, 10.0], 0.0, 100.0),
            [80.0, 20.0]
        );
    }

    #[test]
    fn crowded_labels_touch_without_overlap_around_their_middle() {
        assert_eq!(
            settle(&[50.0, 50.0, 50.0], &[10.0; 3], 0.0, 100.0),
            [40.0, 50.0, 60.0]
        );
        assert_eq!(settle(&[2.0, 3.0], &[10.0; 2], 0.0, 100.0), [5.0, 15.0]);
        assert_eq!(settle(&[99.0, 98.0], &[10.0; 2], 0.0, 100.0), [95.0, 85.0]);
    }
}
