//! V22: what must not matter does not: the numbers of bodies, the order of rows, the units of money
//! and distance, how finely places are cut, and how many commissioners stand under one decider.

mod common;

use std::path::Path;

use common::{arm, burn, record, run_to, small, without};
use grip::engine::{OUTCOMES, advance};
use grip::model::arrangement::{self, Institutions};
use grip::model::handover::hand_over;
use grip::model::nature::Role;
use grip::model::workspace::Workspace;
use grip::model::{Nature, Setting, World};
use grip::scenario::geography::{Geography, GeographyFile, Tables};
use grip::scenario::{Arm, Domains, Flags, PARAMETERS, Parameters, Tier};
use grip::units::Month;

/// Other numbers for the same bodies of every tier.
fn relabelled(geography: &Geography) -> Geography {
    let mut other = geography.clone();
    for partition in &mut other.partitions {
        let count = partition.names.len();
        let new = |b: usize| (count - 1 - b + count / 3) % count;
        for body in &mut partition.body_of {
            *body = new(*body as usize) as u32;
        }
        let (codes, names) = (partition.codes.clone(), partition.names.clone());
        for b in 0..count {
            partition.codes[new(b)].clone_from(&codes[b]);
            partition.names[new(b)].clone_from(&names[b]);
        }
        if partition.tier == geography.reporting {
            for (b, &tile) in geography.tiles.iter().enumerate() {
                other.tiles[new(b)] = tile;
            }
        }
    }
    other
}

#[test]
fn relabelling_bodies_changes_nothing() {
    relabelled_alike(Flags::default(), 60);
}

/// The same with every domain. Sums over bodies are taken in another order, so amounts of money
/// may round to other pence, and what hangs on them differ as little.
#[test]
fn relabelling_bodies_changes_nothing_with_every_domain() {
    relabelled_alike(
        Flags {
            domains: Domains::all(),
            ..Flags::default()
        },
        36,
    );
}

fn relabelled_alike(flags: Flags, months: i32) {
    let geography = small();
    let other = relabelled(&geography);
    assert!(geography.partitions != other.partitions);
    let mut board = arm("groups_under_board");
    board.grip = 0.4;
    let arms = [
        arm("single_trusts"),
        arm("region_jointly"),
        arm("specialist"),
        arm("nice_advice"),
        board,
    ];
    let p = Parameters::default();
    let here = burn(&geography, &p, flags, 71, &arms);
    let there = burn(&other, &p, flags, 71, &arms);
    for arm in &arms {
        let a = run_to(&here, &geography, arm, months);
        let b = run_to(&there, &other, arm, months);
        // Place by place to the bit; sums over bodies only change their order.
        assert!(a.world.withdrawn == b.world.withdrawn, "{}", arm.name);
        assert!(a.world.action == b.world.action, "{}", arm.name);
        for n in 0..geography.atoms() {
            let row = |run: &grip::engine::Simulation<'_>| {
                let q = run.institutions.parcel_of[n] as usize;
                let k = here.nature.count;
                run.world.policy[q * k..(q + 1) * k].to_vec()
            };
            assert!(row(&a) == row(&b), "{} place {n}", arm.name);
        }
        let values = |burnt, geography| record(burnt, geography, arm, months as u32).values;
        for ((x, y), outcome) in values(&here, &geography)[0]
            .iter()
            .zip(&values(&there, &other)[0])
            .zip(&OUTCOMES)
        {
            let same = match (x, y) {
                (Some(x), Some(y)) => (x - y).abs() <= 1e-9 * x.abs().max(1.0),
                (x, y) => x == y,
            };
            assert!(same, "{} {}: {x:?} {y:?}", arm.name, outcome.name);
        }
    }
}

#[test]
fn the_order_of_rows_of_a_table_moves_no_result() {
    let data = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        std::fs::read_to_string(folder.join(name)).expect("a table of tests/data")
    };
    let build = |places: &str| {
        let (settings, neighbours) = (data("places.toml"), data("neighbours.csv"));
        let file = GeographyFile::parse(&settings, "places.toml").expect("right settings");
        let tables = Tables {
            places: Some(places.as_bytes()),
            neighbours: Some(neighbours.as_bytes()),
            centroids: None,
        };
        file.build(&tables).expect("tables without a mistake")
    };
    let straight = data("places.csv");
    let mut lines: Vec<&str> = straight.lines().collect();
    lines[1..].reverse();
    lines[1..].rotate_left(5);
    let mixed = format!("{}\n", lines.join("\n"));
    assert_ne!(straight, mixed);
    let arms = [arm("single_trusts")];
    let whole = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    for flags in [Flags::default(), whole] {
        let world = |places: &str| {
            let geography = build(places);
            let burnt = burn(&geography, &Parameters::default(), flags, 72, &arms);
            run_to(&burnt, &geography, &arms[0], 60).world
        };
        let one = world(&straight);
        assert!(one == world(&mixed));
        assert!(one.withdrawn.iter().any(|&y| y > 0.0));
    }
}

/// Burn-in and an arm, with nature changed in between by hand.
fn by_hand(
    geography: &Geography,
    p: &Parameters,
    arm: &Arm,
    change: impl Fn(&mut Nature),
) -> World {
    let flags = Flags::default();
    let mut nature = Nature::draw(geography, p, flags, 73, 60, &[Role::Holder, Role::Overseer]);
    change(&mut nature);
    let first = arrangement::burn_in(geography.reporting);
    let before = Institutions::new(&first, geography, &nature, p, flags);
    let after = Institutions::new(arm, geography, &nature, p, flags);
    let setting = |institutions| Setting {
        parameters: p,
        flags,
        nature: &nature,
        institutions,
    };
    let mut old = World::new(&setting(&before));
    let mut room = Workspace::new(&setting(&before));
    while old.month < Month::BURNT {
        advance(&setting(&before), &mut old, &mut room);
    }
    let mut world = hand_over(&setting(&after), &before, &old);
    let mut room = Workspace::new(&setting(&after));
    while world.month < Month(60) {
        advance(&setting(&after), &mut world, &mut room);
    }
    world
}

/// Money in units half as large: every amount doubles to the bit, nothing else moves.
#[test]
fn the_unit_of_money_does_not_matter() {
    let geography = small();
    let p = Parameters::default();
    let mut double = p.clone();
    let mut changed = 0;
    for parameter in PARAMETERS.iter().filter(|x| x.unit.contains("GBP")) {
        (parameter.set)(&mut double, 2.0 * (parameter.get)(&p));
        changed += 1;
    }
    assert!(changed > 10, "{changed} amounts of money");
    for name in ["single_trusts", "region_jointly"] {
        let arm = arm(name);
        let one = by_hand(&geography, &p, &arm, |_| {});
        let two = by_hand(&geography, &double, &arm, |nature| {
            nature.allocation_gbp *= 2.0;
        });
        assert!(one.withdrawn == two.withdrawn && one.desks == two.desks);
        assert!(one.qaly_total == two.qaly_total && one.legitimacy == two.legitimacy);
        assert!(one.pressure == two.pressure);
        let doubled = |a: &[f64], b: &[f64]| {
            a.iter()
                .zip(b)
                .all(|(a, b)| (2.0 * a).to_bits() == b.to_bits())
        };
        assert!(doubled(&one.cash, &two.cash));
        assert!(one.flows.saving_real.total != 0.0);
        let (a, b) = (
            one.flows.saving_reported.total,
            two.flows.saving_reported.total,
        );
        assert!((2.0 * a).to_bits() == b.to_bits());
        // Each entry is rounded to the penny.
        for (a, b) in one.ledger.accounts.iter().zip(two.ledger.accounts) {
            assert!((2 * a.0 - b.0).abs() <= 4 * 60 * one.ledger.real.len() as i64);
        }
    }
}

/// Distance in units half as long.
#[test]
fn the_unit_of_distance_does_not_matter() {
    let geography = small();
    let mut far = geography.clone();
    for km in far.x_km.iter_mut().chain(&mut far.y_km) {
        *km *= 2.0;
    }
    let p = Parameters::default();
    let mut double = p.clone();
    double.evidence.flow_distance_km *= 2.0;
    let arm = arm("strategic_authority");
    let one = by_hand(&geography, &p, &arm, |_| {});
    assert!(one == by_hand(&far, &double, &arm, |_| {}));
    assert!(one != by_hand(&far, &p, &arm, |_| {}), "distance matters");
}

/// Every place cut into two equal halves on the same ground; the second halves come last.
fn halved(geography: &Geography) -> Geography {
    let atoms = geography.atoms();
    let mut fine = geography.clone();
    let twice = |values: &mut Vec<f64>| values.extend_from_within(..);
    fine.population.iter_mut().for_each(|people| *people /= 2.0);
    twice(&mut fine.population);
    for values in [
        &mut fine.x_km,
        &mut fine.y_km,
        &mut fine.need,
        &mut fine.deprivation,
    ] {
        values.extend_from_within(..);
    }
    fine.codes
        .extend(geography.codes.iter().map(|c| format!("{c}b")));
    fine.names.extend_from_within(..);
    for partition in &mut fine.partitions {
        partition.body_of.extend_from_within(..);
    }
    let mut start = vec![0];
    let mut index = Vec::new();
    for _ in 0..2 {
        for n in 0..atoms {
            let around = geography.neighbours.of(n);
            index.extend_from_slice(around);
            index.extend(around.iter().map(|m| m + atoms as u32));
            start.push(index.len() as u32);
        }
    }
    fine.neighbours.start = start;
    fine.neighbours.index = index;
    fine
}

/// Cutting places finer changes no attribute of any body of any tier, and, where no draw belongs to
/// a place, no result.
#[test]
fn splitting_places_leaves_tier_functions_and_results_unchanged() {
    let coarse = small();
    let fine = halved(&coarse);
    let mut p = Parameters::default();
    p.evidence.common_error_sd = 0.0;
    p.evidence.signal_noise_sd = 0.0;
    let off = [
        "heterogeneity",
        "report_noise",
        "risk_shocks",
        "distance_from_target",
        "talent",
    ];
    let (p, flags) = without(&p, &off);
    let arms = [
        "single_trusts",
        "lead_cluster",
        "consortium",
        "strategic_authority",
        "department",
        "systems_under_board",
    ]
    .map(arm);
    let here = burn(&coarse, &p, flags, 74, &arms);
    let there = burn(&fine, &p, flags, 74, &arms);
    let atoms = coarse.atoms();
    for arm in &arms {
        let a = run_to(&here, &coarse, arm, 60);
        let b = run_to(&there, &fine, arm, 60);
        let close = |x: f64, y: f64| (x - y).abs() <= 1e-9 * x.abs().max(1.0);
        let (one, two) = (&a.institutions.seats[0], &b.institutions.seats[0]);
        for (x, y) in one.bodies.iter().zip(&two.bodies) {
            assert!(
                close(x.population, y.population)
                    && close(x.weight, y.weight)
                    && close(x.remoteness, y.remoteness)
                    && close(x.uniformity, y.uniformity)
                    && close(x.far, y.far)
                    && close(x.bias, y.bias)
                    && close(x.analysts, y.analysts)
                    && close(x.capacity, y.capacity)
                    && close(x.delay, y.delay)
                    && close(x.decision_cost, y.decision_cost),
                "{}",
                arm.name
            );
            assert!(x.anchor == y.anchor && x.order == y.order);
        }
        for n in 0..atoms {
            for twin in [n, n + atoms] {
                let inside = (
                    a.institutions.inside_body[n],
                    b.institutions.inside_body[twin],
                );
                assert!((inside.0 - inside.1).abs() < 1e-6);
                let lanes = here.nature.lanes;
                for k in 0..lanes {
                    let y = a.world.withdrawn[n * lanes + k];
                    let z = b.world.withdrawn[twin * lanes + k];
                    assert!((y - z).abs() < 1e-5, "{} place {n} item {k}", arm.name);
                }
            }
        }
        assert!(
            a.world.desks[0].stage == b.world.desks[0].stage,
            "{}",
            arm.name
        );
        assert!(a.world.withdrawn.iter().any(|&y| y > 0.01));
        let (x, y) = (a.world.flows.qaly.total, b.world.flows.qaly.total);
        assert!((x - y).abs() < 1e-4 * x.abs(), "{}: {x} {y}", arm.name);
    }
}

/// Commissioners cut into two under a decider that stays and pools their rights decide nothing else,
/// as long as what belongs to commissioners one by one is off: talent, finance, collecting reports.
#[test]
fn splitting_commissioners_under_one_decider_changes_nothing() {
    // Halved, so that no trust is a single place.
    let geography = halved(&small());
    let whole = geography.partition(Tier::Trusts).expect("trusts").clone();
    // Every second place of a trust goes to its other half.
    let mut halves = whole.clone();
    let mut seen = vec![0; whole.codes.len()];
    for body in &mut halves.body_of {
        let half = &mut seen[*body as usize];
        *body = 2 * *body + *half % 2;
        *half += 1;
    }
    assert!(seen.iter().all(|&places| places >= 2));
    halves.codes = (0..2 * whole.codes.len())
        .map(|b| format!("h{b}"))
        .collect();
    halves.names.clone_from(&halves.codes);
    let under = |partition: &grip::scenario::geography::Partition| {
        let mut geography = geography.clone();
        for other in &mut geography.partitions {
            if other.tier == Tier::Groups {
                *other = partition.clone();
                other.tier = Tier::Groups;
            }
        }
        geography
    };
    let (whole, halves) = (under(&whole), under(&halves));
    let (p, flags) = without(
        &Parameters::default(),
        &["talent", "financial_pressure", "collection_delay"],
    );
    for name in ["strategic_authority", "lead_cluster", "department"] {
        let mut arm = arm(name);
        arm.structure = common::arm("groups_under_board").structure;
        let arms = [arm];
        let run = |geography: &Geography| {
            let burnt = burn(geography, &p, flags, 75, &arms);
            let run = run_to(&burnt, geography, &arms[0], 60);
            (run.institutions.units.len(), run.world)
        };
        let ((few, a), (many, b)) = (run(&whole), run(&halves));
        assert_eq!(many, 2 * few);
        assert!(a.desks[0].stage == b.desks[0].stage, "{name}");
        for (y, z) in a.withdrawn.iter().zip(&b.withdrawn) {
            assert!((y - z).abs() < 1e-5, "{name}");
        }
        let tallies = |world: &World| -> u32 {
            world.desks[0]
                .cases
                .iter()
                .map(|c| c.tally[0] + c.tally[2])
                .sum()
        };
        assert!(tallies(&a) == tallies(&b) && tallies(&a) > 10);
        let (x, y) = (a.flows.saving_real.total, b.flows.saving_real.total);
        assert!((x - y).abs() < 1e-5 * x.abs(), "{name}: {x} {y}");
    }
}
