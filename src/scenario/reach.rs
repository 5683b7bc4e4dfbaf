//! How many people one decider of an arm decides for, from which follows whether the arm is called
//! central or local: nobody keeps a list of central arms.

use std::cmp::Ordering;

use super::arm::{Arm, Items, Seat};
use super::geography::{Geography, Tier};
use super::parameters::Parameters;

/// People for whom one decider decides, as a geometric mean over items and over the wills that are
/// mixed: seats count by the share of items that they hold, and with grip g the national board
/// counts g and the holder 1 - g. Where the arrangement changes, each counts by the months for which it
/// stands, up to `months`. `None` where the geography lacks a tier of the arm.
#[must_use]
pub fn people_per_decider(
    arm: &Arm,
    geography: &Geography,
    p: &Parameters,
    months: u32,
) -> Option<f64> {
    let end = months.max(1) as i32;
    let later = arm.changes.iter().filter(|change| change.month <= end);
    let starts = later.clone().map(|change| change.month);
    let ends = starts.clone().chain([end + 1]);
    let mut grip = arm.grip;
    let mut sum = log_people(&arm.seats, grip, geography, p)?
        * f64::from(ends.clone().next().unwrap_or(end + 1) - 1);
    for ((change, start), next) in later.zip(starts).zip(ends.skip(1)) {
        grip = change.grip.unwrap_or(grip);
        sum += log_people(&change.seats, grip, geography, p)? * f64::from(next - start);
    }
    Some(libm::exp(sum / f64::from(end)))
}

/// The logarithm of people per decider under these seats and this grip.
fn log_people(seats: &[Seat], grip: f64, geography: &Geography, p: &Parameters) -> Option<f64> {
    let nation = geography.total_population();
    let share = |items: Items| match items {
        Items::Specialised => p.items.specialised_share,
        Items::Covered => p.guidance.coverage,
        Items::All | Items::Others => 1.0,
    };
    // Others hold what is left.
    let named: f64 = seats
        .iter()
        .filter(|seat| matches!(seat.items, Items::Specialised | Items::Covered))
        .map(|seat| share(seat.items))
        .sum();
    let (mut logs, mut weights) = (0.0, 0.0);
    for seat in seats {
        let weight = match seat.items {
            Items::Others => (1.0 - named).max(0.0),
            items => share(items),
        };
        let people = nation / bodies(geography, seat.tier)?;
        logs += weight * ((1.0 - grip) * libm::log(people) + grip * libm::log(nation));
        weights += weight;
    }
    (weights > 0.0).then_some(logs / weights)
}

fn bodies(geography: &Geography, tier: Tier) -> Option<f64> {
    let tier = match tier {
        Tier::Nation => return Some(1.0),
        // The local commissioners of 2009 are whatever the geography reports by.
        Tier::Trusts => geography.reporting,
        other => other,
    };
    Some(geography.partition(tier)?.bodies() as f64)
}

/// Which arms are central and which local, by people per decider: those above the middle between
/// the smallest and the largest on a scale of ratios are central, the others local. `None` for
/// each where all decide for equally many.
#[must_use]
pub fn central(people: &[Option<f64>]) -> Vec<Option<bool>> {
    let logs: Vec<f64> = people.iter().flatten().map(|&x| libm::log(x)).collect();
    let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
    let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let middle = f64::midpoint(low, high);
    people
        .iter()
        .map(|people| {
            let people = (*people)?;
            (high - low > 1e-9).then(|| libm::log(people) > middle)
        })
        .collect()
}

/// Whether the will of the centre weighs more than that of the holder (central) or less (local), for
/// arms that differ in grip. `None` where both weigh the same.
#[must_use]
pub fn holds_most(arm: &Arm) -> Option<bool> {
    match arm.grip.total_cmp(&0.5) {
        Ordering::Greater => Some(true),
        Ordering::Less => Some(false),
        Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::arm::{Change, Legal};
    use crate::scenario::check;
    use crate::scenario::geography::{SyntheticSettings, synthetic};
    use crate::scenario::library::built_in_arm;

    fn people(name: &str) -> f64 {
        let arm = check::arm(&built_in_arm(name).unwrap(), name).unwrap();
        let geography = synthetic(&SyntheticSettings::default());
        people_per_decider(&arm.value, &geography, &Parameters::default(), 60).unwrap()
    }

    #[test]
    fn one_of_ten_regions_decides_for_a_tenth_of_the_nation() {
        let nation = people("department");
        assert!((people("region_jointly") / nation - 1.0 / 10.0).abs() < 1e-12);
        assert!((people("single_trusts") / nation - 1.0 / 152.0).abs() < 1e-12);
        // Half of the will is the board's: the geometric mean of trust and nation.
        let half = people("trusts_under_board") / nation;
        assert!((half - 1.0 / 152.0_f64.sqrt()).abs() < 1e-12);
        // A mandate on a share of the items lies between.
        let covered = Parameters::default().guidance.coverage;
        let mandate = people("nice_mandate") / nation;
        assert!((libm::log(mandate) - (covered - 1.0) * libm::log(152.0)).abs() < 1e-9);
    }

    /// Half of the time alone and half under a full hand: the geometric mean of trust and nation.
    #[test]
    fn what_changes_counts_by_the_months_for_which_it_stands() {
        let read = |name: &str| {
            check::arm(&built_in_arm(name).unwrap(), name)
                .unwrap()
                .value
        };
        let mut arm = read("trusts_under_board");
        arm.grip = 0.0;
        let next = arm.clone();
        arm.changes = [(61, 1.0), (400, 0.0)]
            .map(|(month, grip)| Change {
                month,
                announced: 12,
                slip: None,
                legal: Legal::Unchanged,
                structure: next.structure.clone(),
                seats: next.seats.clone(),
                guides: next.guides.clone(),
                grip: Some(grip),
            })
            .to_vec();
        let geography = synthetic(&SyntheticSettings::default());
        let nation = geography.total_population();
        let people =
            |months| people_per_decider(&arm, &geography, &Parameters::default(), months).unwrap();
        assert!((people(60) / nation - 1.0 / 152.0).abs() < 1e-12);
        assert!((people(120) / nation - 1.0 / 152.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_middle_between_ratios_parts_central_from_local() {
        // 1, 10 and 100: the middle of 1 and 100 is 10, which is not above itself.
        let found = central(&[Some(1.0), Some(10.0), Some(100.0), None]);
        assert_eq!(found, [Some(false), Some(false), Some(true), None]);
        assert_eq!(central(&[Some(5.0), Some(5.0)]), [None, None]);
    }

    #[test]
    fn of_arms_that_differ_in_grip_the_heavier_will_tells() {
        let mut arm = check::arm(&built_in_arm("trusts_under_board").unwrap(), "it")
            .unwrap()
            .value;
        let found = [0.3, 0.5, 0.6].map(|grip| {
            arm.grip = grip;
            holds_most(&arm)
        });
        assert_eq!(found, [Some(false), None, Some(true)]);
    }
}
