//! A world is plain data: saved, resumed and forked without a bit moving; and common random
//! numbers do what they are for.

mod common;

use common::{ARMS, Stand, arm, burn, england, run_to, small, tenth};
use grip::engine::Simulation;
use grip::model::World;
use grip::scenario::geography::synthetic;
use grip::scenario::{Arm, Flags, Parameters};
use grip::units::Month;

fn saved(world: &World) -> Vec<u8> {
    postcard::to_allocvec(world).expect("a world can be written")
}

fn graded(grip: f64) -> Arm {
    let mut arm = arm("groups_under_board");
    arm.grip = grip;
    arm
}

#[test]
fn saved_and_resumed_equals_uninterrupted() {
    let geography = small();
    let arms = [
        arm("nice_mandate"),
        arm("all_at_once"),
        arm("region_jointly"),
        graded(0.4),
    ];
    let p = Parameters::default();
    let burnt = burn(&geography, &p, Flags::default(), 11, &arms);
    for arm in &arms {
        let whole = run_to(&burnt, &geography, arm, 60).world;
        for stop in [1, 17, 36] {
            let bytes = saved(&run_to(&burnt, &geography, arm, stop).world);
            let read: World = postcard::from_bytes(&bytes).expect("what was written can be read");
            let mut rest = Simulation::resume(
                &burnt.nature,
                &geography,
                arm,
                p.clone(),
                Flags::default(),
                read,
            );
            rest.run_to(Month(60));
            assert!(rest.world == whole, "{} stopped at {stop}", arm.name);
        }
    }
}

#[test]
fn several_futures_fork_from_one_saved_month() {
    let geography = small();
    let arm = arm("strategic_authority");
    let p = Parameters::default();
    let burnt = burn(
        &geography,
        &p,
        Flags::default(),
        12,
        std::slice::from_ref(&arm),
    );
    let bytes = saved(&run_to(&burnt, &geography, &arm, 24).world);
    let future = |lever: f64| {
        let world: World = postcard::from_bytes(&bytes).expect("readable");
        let mut changed = p.clone();
        changed.implementation.lever = lever;
        let mut run = Simulation::resume(
            &burnt.nature,
            &geography,
            &arm,
            changed,
            Flags::default(),
            world,
        );
        run.run_to(Month(60));
        run.world
    };
    let (same, again, stronger) = (future(0.5), future(0.5), future(0.9));
    assert!(same == again);
    assert!(same == run_to(&burnt, &geography, &arm, 60).world);
    assert!(stronger.flows.saving_real.total > same.flows.saving_real.total);
}

/// An intervention of zero strength is bit-equal to none: a guide that covers no item, and an
/// overseer without grip.
#[test]
fn an_intervention_of_zero_strength_changes_no_bit() {
    let geography = small();
    let mut p = Parameters::default();
    p.guidance.coverage = 0.0;
    let arms = [arm("single_trusts"), arm("nice_advice"), {
        let mut graded = arm("trusts_under_board");
        graded.grip = 0.0;
        graded
    }];
    let burnt = burn(&geography, &p, Flags::default(), 13, &arms);
    let [none, advice, board] = arms
        .each_ref()
        .map(|arm| run_to(&burnt, &geography, arm, 48).world);
    assert!(none.withdrawn == advice.withdrawn && none.ledger == advice.ledger);
    assert!(none.withdrawn == board.withdrawn && none.desks == board.desks);
}

#[test]
fn the_order_in_which_arms_run_does_not_matter() {
    let geography = small();
    let arms: Vec<Arm> = ARMS.iter().map(|name| arm(name)).collect();
    let burnt = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        14,
        &arms,
    );
    let forward: Vec<World> = arms
        .iter()
        .map(|arm| run_to(&burnt, &geography, arm, 24).world)
        .collect();
    let backward: Vec<World> = arms
        .iter()
        .rev()
        .map(|arm| run_to(&burnt, &geography, arm, 24).world)
        .collect();
    assert!(forward.iter().eq(backward.iter().rev()));
}

/// Tier functions do not depend on the resolution of atoms: with practices for atoms, a trust of
/// the same people has the same remoteness, analysts, capacity and cost.
#[test]
fn splitting_atoms_leaves_tier_functions_unchanged() {
    let p = Parameters::default();
    let mut fine = tenth();
    fine.rules.atom_population = 6_485.0;
    for (geography, atoms) in [(small(), 122), (synthetic(&fine), 799)] {
        assert!(
            geography.atoms().abs_diff(atoms) <= 2,
            "{}",
            geography.atoms()
        );
        let arms = [arm("single_trusts"), arm("department")];
        let burnt = burn(&geography, &p, Flags::default(), 1, &arms);
        let run = run_to(&burnt, &geography, &arms[1], 1);
        let nation = &run.institutions.seats[0].bodies[0];
        assert!((nation.remoteness - 1.0).abs() < 1e-12);
        for body in &burnt.before.seats[0].bodies {
            let r = grip::model::tier::remoteness(body.population, burnt.nature.nation);
            assert!((body.remoteness - r).abs() < 1e-12);
            assert!(
                (body.analysts - grip::model::tier::analyst_months(&p, body.population)).abs()
                    < 1e-12
            );
        }
    }
}

/// For one parameter changed by a tenth from month 60, paired futures need at least a hundred
/// times fewer pairs than independent seeds for the same precision.
#[test]
fn common_chance_saves_a_hundredfold_of_pairs() {
    let geography = small();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let outcome = |world: &World| world.flows.saving_real.total;
    let mut base = Vec::new();
    let mut differences = Vec::new();
    for seed in 0..24 {
        let burnt = burn(
            &geography,
            &p,
            Flags::default(),
            seed,
            std::slice::from_ref(&arm),
        );
        let at_60 = run_to(&burnt, &geography, &arm, 60).world;
        let future = |lever: f64| {
            let mut changed = p.clone();
            changed.implementation.lever = lever;
            let mut run = Simulation::resume(
                &burnt.nature,
                &geography,
                &arm,
                changed,
                Flags::default(),
                at_60.clone(),
            );
            run.run_to(Month(120));
            outcome(&run.world)
        };
        let plain = future(p.implementation.lever);
        base.push(plain);
        differences.push(future(p.implementation.lever * 1.1) - plain);
    }
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
    };
    let ratio = 2.0 * variance(&base) / variance(&differences);
    assert!(ratio >= 100.0, "{ratio:.0} times fewer");
    assert!(
        differences.iter().sum::<f64>() > 0.0,
        "a stronger lever saves more"
    );
}

/// The same burn-in serves all arms: it is run under the commissioners of 2009 alone.
#[test]
fn burn_in_does_not_depend_on_the_arms_that_follow() {
    let geography = small();
    let p = Parameters::default();
    let few = burn(
        &geography,
        &p,
        Flags::default(),
        15,
        &[arm("single_trusts")],
    );
    let many = burn(&geography, &p, Flags::default(), 15, &ARMS.map(arm));
    assert!(few.world == many.world);
    assert_eq!(few.world.month, Month::BURNT);
}

/// Talent is N(1, σ_T) among trusts, groups and systems alike; a region has the mean of its trusts.
#[test]
fn talent_varies_alike_among_commissioners_of_any_size() {
    let geography = england();
    let p = Parameters::default();
    for name in ["single_trusts", "groups_under_board", "systems_under_board"] {
        let (mut sum, mut square, mut count) = (0.0, 0.0, 0.0);
        for seed in 0..12 {
            let stand = Stand::new(&geography, &p, &arm(name), seed);
            for unit in &stand.bodies.units {
                let z = (unit.talent - 1.0) / p.finance.talent_sd;
                sum += z;
                square += z * z;
                count += 1.0;
            }
        }
        // 42 systems, 12 seeds: standard errors of 4.5% and 6.3%.
        assert!((sum / count).abs() < 0.18, "{name}: mean {}", sum / count);
        let variance = square / count;
        assert!((variance - 1.0).abs() < 0.25, "{name}: variance {variance}");
    }
    let stand = Stand::new(&geography, &p, &arm("strategic_authority"), 3);
    let body = &stand.bodies.seats[0].bodies[0];
    let units = || body.units.iter().map(|&u| &stand.bodies.units[u]);
    let mean = units().map(|u| u.population * u.talent).sum::<f64>() / body.population;
    let plain = grip::model::tier::capacity(&p, body.population, body.remoteness, 0.0, 1.0);
    assert!((body.capacity - plain * mean).abs() < 1e-12);
}
