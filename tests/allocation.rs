//! The month loop asks the system for no memory: all room is made before the first month.

mod common;

use common::{arm, burn, england, run_to, small};
use grip::model::phases::PHASES;
use grip::scenario::{Arm, Domains, Flags, Mixing, Parameters};
use grip::units::Month;

/// One arm of each shape: a body for each commissioner, joint bodies, published guidance, every
/// guide there is, and an overseer under both ways of mixing.
fn arms() -> Vec<Arm> {
    let graded = |mixing| {
        let mut arm = arm("groups_under_board");
        arm.grip = 0.4;
        arm.mixing = mixing;
        arm.name = format!("groups_under_board, grip 0.4, {mixing:?}");
        arm
    };
    let mut arms = [
        "single_trusts",
        "region_jointly",
        "specialist",
        "nice_advice",
        "nice_mandate",
        "all_at_once",
    ]
    .map(arm)
    .to_vec();
    arms.push(graded(Mixing::Blend));
    arms.push(graded(Mixing::Lottery));
    arms
}

/// Month 1 is left out, so that lazily made tables of the language's own library do not count;
/// months 2 to 61 hold every March and April of five years.
#[test]
fn sixty_months_allocate_nothing_in_any_phase() {
    let geography = small();
    let arms = arms();
    let p = Parameters::default();
    let everything = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    let plain = burn(&geography, &p, Flags::default(), 31, &arms);
    let full = burn(&geography, &p, everything, 31, &arms);
    let mut found = Vec::new();
    for (burnt, arm) in [&plain, &full]
        .into_iter()
        .flat_map(|burnt| arms.iter().map(move |arm| (burnt, arm)))
    {
        let mut simulation = run_to(burnt, &geography, arm, 1);
        for month in 2..=61 {
            let seen = allocation_counter::measure(|| simulation.run_to(Month(month)));
            if seen.count_total > 0 {
                found.push(format!(
                    "{}: month {month} allocates {} times, {} bytes",
                    arm.name, seen.count_total, seen.bytes_total
                ));
            }
        }
        let decisions: u32 = simulation
            .world
            .desks
            .iter()
            .flat_map(|desk| &desk.cases)
            .map(|case| case.tally[0])
            .sum();
        assert!(decisions > 50, "{}: only {decisions} decisions", arm.name);
    }
    assert!(
        found.is_empty(),
        "one of the {} phases asks for memory:\n{}",
        PHASES.len(),
        found.join("\n")
    );
}

/// The counter counts: a fork does allocate.
#[test]
fn the_counter_sees_an_allocation() {
    let geography = small();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let burnt = burn(
        &geography,
        &p,
        Flags::default(),
        31,
        std::slice::from_ref(&arm),
    );
    let seen = allocation_counter::measure(|| {
        std::hint::black_box(run_to(&burnt, &geography, &arm, 1));
    });
    assert!(seen.count_total > 10);
}

/// The same with every domain that has come so far.
#[test]
fn domains_allocate_nothing_in_any_phase() {
    let geography = small();
    let arms = arms();
    let p = Parameters::default();
    let flags = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    let burnt = burn(&geography, &p, flags, 31, &arms);
    for arm in &arms {
        let mut simulation = run_to(&burnt, &geography, arm, 1);
        for month in 2..=98 {
            let seen = allocation_counter::measure(|| simulation.run_to(Month(month)));
            assert_eq!(seen.count_total, 0, "{}: month {month}", arm.name);
        }
    }
}

/// What one run of England with every domain holds at once, over what all arms of a point share: at
/// most 20 MB.
#[test]
fn a_run_of_england_holds_less_than_twenty_megabytes() {
    let geography = england();
    let arms = ["s09", "s13", "s22"].map(arm);
    let p = Parameters::default();
    let flags = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    let burnt = burn(&geography, &p, flags, 31, &arms);
    for arm in &arms {
        let seen = allocation_counter::measure(|| {
            let _ = run_to(&burnt, &geography, arm, 60);
        });
        let megabytes = seen.bytes_max as f64 / 1e6;
        assert!(
            (0.5..20.0).contains(&megabytes),
            "{}: {megabytes} MB",
            arm.name
        );
    }
}
