//! The queue of a body: unused capacity of up to one decision is kept from month to month; each
//! month capacity is added; an item is taken while what is in hand covers its work.

/// Capacity in hand at the start of a month: min(left over, 1) + capacity.
#[must_use]
pub fn accrue(left_over: f64, capacity: f64) -> f64 {
    left_over.min(1.0) + capacity
}

/// Takes an item of this much work if capacity covers it.
pub fn take(in_hand: &mut f64, work: f64) -> bool {
    if *in_hand < work {
        return false;
    }
    *in_hand -= work;
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, poisson_quantile, uniform};

    /// Arrivals a month, waiting at month's end, and mean months waited.
    fn simulate(arrivals: f64, capacity: f64, months: i32) -> (f64, f64, f64) {
        let mut queue = std::collections::VecDeque::new();
        let (mut in_hand, mut came, mut waited, mut served) = (0.0, 0.0, 0.0, 0.0);
        let mut standing = 0.0;
        for month in 0..months {
            let u = uniform(5, Purpose::QueueOrder, 0, 0, month, 0);
            for _ in 0..poisson_quantile(u, arrivals) {
                queue.push_back(month);
                came += 1.0;
            }
            in_hand = accrue(in_hand, capacity);
            while !queue.is_empty() && take(&mut in_hand, 1.0) {
                waited += f64::from(month - queue.pop_front().unwrap_or(month));
                served += 1.0;
            }
            standing += queue.len() as f64;
        }
        let months = f64::from(months);
        (came / months, standing / months, waited / served)
    }

    /// V10: over capacity, the backlog grows by arrivals less capacity each month.
    #[test]
    fn an_overloaded_queue_grows_by_what_capacity_lacks() {
        let u = |month| uniform(5, Purpose::QueueOrder, 0, 0, month, 0);
        let months = 20_000;
        let (mut in_hand, mut backlog, mut came) = (0.0, 0.0, 0.0);
        for month in 0..months {
            let new = f64::from(poisson_quantile(u(month), 1.5));
            backlog += new;
            came += new;
            in_hand = accrue(in_hand, 1.0);
            while backlog > 0.0 && take(&mut in_hand, 1.0) {
                backlog -= 1.0;
            }
        }
        let expected = came - f64::from(months);
        assert!(
            (backlog / expected - 1.0).abs() < 0.02,
            "{backlog} against {expected}"
        );
    }

    /// V10: Little's law in the stable case, within 2%: mean length = arrival rate · mean wait.
    #[test]
    fn a_stable_queue_obeys_littles_law() {
        let (rate, length, wait) = simulate(0.8, 1.0, 200_000);
        assert!(
            (length / (rate * wait) - 1.0).abs() < 0.02,
            "{length} {rate} {wait}"
        );
        assert!(length > 0.1, "the test must see a queue");
    }
}
