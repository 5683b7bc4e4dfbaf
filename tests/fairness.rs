//! No tier is favoured by a rule of its own: equal seats do equally, exchanged attributes exchange
//! results, the ends of grip are the pure arms, and all arms face the same draws (V1 and V4).

mod common;

use common::{ARMS, arm, burn, england, record, run_to, small, value, without};
use grip::analysis::estimate::MeanEstimate;
use grip::engine::{OUTCOMES, advance};
use grip::model::Setting;
use grip::model::arrangement::Institutions;
use grip::model::nature::Role;
use grip::model::workspace::Workspace;
use grip::model::world::Policy;
use grip::scenario::library::{Kind, names};
use grip::scenario::structure::UpperBody;
use grip::scenario::{Arm, Domains, Flags, MECHANISMS, Mixing, Parameters, Tier};
use grip::units::Month;

fn all_but(keep: &[&str]) -> Vec<&'static str> {
    MECHANISMS
        .iter()
        .map(|m| m.name)
        .filter(|name| !keep.contains(name))
        .collect()
}

/// V1's settings: every mechanism off but the lever, no noise and certain approval.
fn nothing_but_the_lever() -> (Parameters, Flags) {
    let mut p = Parameters::default();
    p.evidence.common_error_sd = 0.0;
    p.evidence.signal_noise_sd = 0.0;
    p.approval.steepness = 1e6;
    p.approval.hurdle = -1.0;
    without(&p, &all_but(&["lever"]))
}

/// Who is governed by the department pays for it: it costs the same in every structure, unless an arm's
/// own point is that there is one national body only.
#[test]
fn a_department_stands_in_every_structure_but_where_it_is_abolished() {
    let mut without: Vec<&str> = names(Kind::Arm)
        .filter(|name| {
            let upper = &arm(name).structure.upper;
            !upper.iter().any(|one| one.body == UpperBody::Department)
        })
        .collect();
    without.sort_unstable();
    assert_eq!(
        without,
        [
            "ham_rules",
            "ham_rules_earned",
            "ham_rules_ministers_out",
            "s22_one_centre"
        ]
    );
}

/// V1: with every mechanism off but the lever, no noise and certain approval, all arms are one.
#[test]
fn with_every_mechanism_off_all_seats_are_equal() {
    let geography = small();
    let (mut p, flags) = nothing_but_the_lever();
    p.costs.decision_gbp = 0.0;
    let arms: Vec<Arm> = ARMS[..9].iter().map(|name| arm(name)).collect();
    let burnt = burn(&geography, &p, flags, 3, &arms);
    let baseline = record(&burnt, &geography, &arms[0], 36);
    for other in &arms[1..] {
        let mut one = run_to(&burnt, &geography, &arms[0], 0);
        let mut two = run_to(&burnt, &geography, other, 0);
        for month in 1..=36 {
            one.run_to(Month(month));
            two.run_to(Month(month));
            let far = one.world.withdrawn.iter().zip(&two.world.withdrawn);
            assert!(
                far.into_iter().all(|(a, b)| (a - b).abs() < 1e-9),
                "{}",
                other.name
            );
        }
    }
    assert!(
        value(&baseline, "saving_real_disinvestment_cum") > 1.0,
        "something must happen"
    );
    for other in &arms[1..] {
        let outcome = record(&burnt, &geography, other, 36);
        for ((a, b), of) in baseline.values[0]
            .iter()
            .zip(&outcome.values[0])
            .zip(&OUTCOMES)
        {
            // Reliance on cover is counted even where it has no effect.
            if let (Some(a), Some(b), true) = (a, b, of.name != "lean") {
                assert!(
                    (a - b).abs() <= 1e-9 * (1.0 + a.abs()),
                    "{}: {a} {b}",
                    other.name
                );
            }
        }
    }
}

/// V4: exchanging the partitions of two tiers exchanges what deciders at those tiers bring about,
/// bit for bit: no tier has an advantage of its own.
#[test]
fn swapping_the_attributes_of_two_tiers_swaps_their_results() {
    let geography = small();
    let mut swapped = geography.clone();
    for partition in &mut swapped.partitions {
        partition.tier = match partition.tier {
            Tier::Clusters => Tier::Authorities,
            Tier::Authorities => Tier::Clusters,
            other => other,
        };
    }
    // Tastes are drawn by region: none, so that both geographies have the same nature.
    let (p, flags) = without(
        &Parameters::default(),
        &["heterogeneity", "distance_from_target"],
    );
    let at = |tier: Tier| {
        let mut arm = arm("strategic_authority");
        arm.seats[0].tier = tier;
        arm
    };
    let arms = [at(Tier::Clusters), at(Tier::Authorities)];
    let here = burn(&geography, &p, flags, 5, &arms);
    let there = burn(&swapped, &p, flags, 5, &arms);
    let values = |burnt, geography, arm| record(burnt, geography, arm, 48).values;
    let (clusters, authorities) = (
        values(&here, &geography, &arms[0]),
        values(&here, &geography, &arms[1]),
    );
    assert!(clusters == values(&there, &swapped, &arms[1]));
    assert!(authorities == values(&there, &swapped, &arms[0]));
    assert!(clusters != authorities, "the two tiers must differ at all");
}

/// V4: an arm is its attributes: exchanging those of two arms exchanges their results, bit for bit.
#[test]
fn exchanging_all_attributes_of_two_arms_exchanges_their_results() {
    let geography = small();
    let (a, b) = (arm("department"), arm("consortium"));
    let swapped = |name: &Arm, attributes: &Arm| Arm {
        name: name.name.clone(),
        label: name.label.clone(),
        ..attributes.clone()
    };
    let arms = [swapped(&a, &b), swapped(&b, &a), a, b];
    let burnt = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        5,
        &arms,
    );
    let got = arms
        .each_ref()
        .map(|arm| record(&burnt, &geography, arm, 48));
    assert_eq!(got[0], got[3]);
    assert_eq!(got[1], got[2]);
    assert_ne!(
        got[2].values, got[3].values,
        "the two arms must differ at all"
    );
}

/// Grip 1 under any holder is the department; grip 0 under trusts is single trusts. Reporting
/// alone differs. The department is keyed here as the overseer is, so that both share their luck.
#[test]
fn full_grip_under_any_holder_is_the_department_bit_for_bit() {
    let geography = small();
    let p = Parameters::default();
    for mixing in [Mixing::Blend, Mixing::Lottery] {
        for (holder, grip, twin) in [
            ("trusts_under_board", 0.0, "single_trusts"),
            ("trusts_under_board", 1.0, "department"),
            ("lead_cluster", 1.0, "department"),
            ("consortium", 1.0, "department"),
        ] {
            let mut graded = arm(holder);
            graded.grip = grip;
            graded.mixing = mixing;
            let arms = [graded, arm(twin)];
            let burnt = burn(&geography, &p, Flags::default(), 7, &arms);
            let a = run_to(&burnt, &geography, &arms[0], 60);
            let b = {
                let mut bodies =
                    Institutions::new(&arms[1], &geography, &burnt.nature, &p, Flags::default());
                if grip > 0.0 {
                    // The same nation, errors, order of work and luck as the overseer has.
                    let above = &a.institutions.overseer;
                    bodies.seats[0].role = Role::Overseer;
                    bodies.seats[0].error.clone_from(&above.error);
                    bodies.seats[0].bodies[0]
                        .order
                        .clone_from(&above.bodies[0].order);
                }
                let setting = Setting {
                    parameters: &p,
                    flags: Flags::default(),
                    nature: &burnt.nature,
                    institutions: &bodies,
                };
                let mut world =
                    grip::model::handover::hand_over(&setting, &burnt.before, &burnt.world);
                let mut room = Workspace::new(&setting);
                while world.month < Month(60) {
                    advance(&setting, &mut world, &mut room);
                }
                world
            };
            assert!(
                a.world.withdrawn == b.withdrawn,
                "{holder} {twin} {mixing:?}"
            );
            assert!(a.world.cash == b.cash, "{holder} {twin} {mixing:?}");
            assert!(
                a.world.qaly_total == b.qaly_total,
                "{holder} {twin} {mixing:?}"
            );
            assert_eq!(
                a.world.ledger.decision, b.ledger.decision,
                "{holder} {twin} {mixing:?}"
            );
        }
    }
}

/// A draw of one purpose is the same in every arm: the same world, not only the same seed.
#[test]
fn all_arms_face_the_same_draws() {
    let geography = small();
    let arms: Vec<Arm> = ARMS.iter().map(|name| arm(name)).collect();
    let burnt = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        1,
        &arms,
    );
    // An arm that needs fewer roles draws the same nature.
    let alone = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        1,
        &arms[..1],
    );
    assert!(burnt.nature.best == alone.nature.best);
    assert!(burnt.nature.opposition == alone.nature.opposition);
    assert!(burnt.nature.shock == alone.nature.shock);
    assert!(burnt.nature.items.opening == alone.nature.items.opening);
    for (role, rows) in &alone.nature.evidence {
        let same = burnt
            .nature
            .evidence
            .iter()
            .find(|(other, _)| other == role);
        assert_eq!(Some(rows), same.map(|(_, rows)| rows));
    }
    assert!(
        burnt.world == alone.world,
        "burn-in is the same for all arms"
    );
}

/// With every mechanism off and approval left to chance, a body made of several trusts has a policy less
/// often than they have one by one, only on items that were decided before it was there: what half its
/// people have counts as settled for all of them (0139). On items that it is the first to decide,
/// nothing sets it apart.
#[test]
fn merged_bodies_differ_only_in_what_they_took_over_as_settled() {
    let geography = england();
    let (p, flags) = without(&Parameters::default(), &all_but(&[]));
    let arms = ["single_trusts", "lead_cluster"].map(arm);
    let mut differences = [Vec::new(), Vec::new()];
    for seed in 0..12 {
        let burnt = burn(&geography, &p, flags, seed, &arms);
        let in_force = |arm: &Arm| -> [f64; 2] {
            let simulation = run_to(&burnt, &geography, arm, 120);
            let setting = simulation.setting();
            let count = setting.nature.count;
            let mut sums = [[0.0; 2]; 2];
            for (q, parcel) in setting.institutions.parcels.iter().enumerate() {
                for k in 0..setting.nature.open(120) {
                    let group = usize::from(setting.nature.items.opening[k] > 0);
                    let policy = simulation.world.policy[q * count + k] != Policy::None;
                    sums[group][0] += f64::from(u8::from(policy)) * parcel.population;
                    sums[group][1] += parcel.population;
                }
            }
            sums.map(|[with, all]| with / all)
        };
        let [one, other] = [&arms[0], &arms[1]].map(in_force);
        for group in 0..2 {
            differences[group].push(other[group] - one[group]);
        }
    }
    let [old, new] = differences.map(|values| MeanEstimate::from_values(&values).unwrap());
    let error = |of: &MeanEstimate| of.standard_error().unwrap();
    assert!(old.mean < -5.0 * error(&old), "{old:?}");
    assert!(new.mean.abs() < 3.0 * error(&new), "{new:?}");
}

/// What says by itself how a structure is made, or is drawn for its bodies and moves nothing here.
const OF_THE_STRUCTURE: [&str; 5] = [
    "grip_on_priorities",
    "grip_mean",
    "appraisal_of_centre",
    "capability",
    "lean",
];

/// V1 with every domain: with every mechanism off but the lever, bodies that cost nothing and no contract
/// that one body has and another lacks, the structures of 2011, 2013 and 2022 and the two extremes are
/// one. That of 2009 is the one whose bodies stood before April 2009: what half the people of a new body
/// have counts as settled there (decision record 0139), which is 1% of what is saved.
#[test]
fn with_every_mechanism_off_and_equal_costs_all_structures_are_equal() {
    let geography = small();
    let (mut p, mut flags) = nothing_but_the_lever();
    flags.domains = Domains::all();
    let costs = &mut p.costs;
    costs.decision_gbp = 0.0;
    costs.report_provider_grip_gbp_m = 0.0;
    costs.report_body_gbp_m = 0.0;
    costs.report_body_grip_gbp_m = 0.0;
    costs.assurance_gbp_k = 0.0;
    let running = &mut p.running;
    running.body_fixed_gbp_m = 0.0;
    running.authority_gbp_m = 0.0;
    running.area_team_gbp_m = 0.0;
    running.region_2013_gbp_m = 0.0;
    running.region_2022_gbp_m = 0.0;
    running.board_gbp_m = 0.0;
    // Who is ready for a prime contract is drawn for each body.
    (p.contracts.prime, p.contracts.alliance) = (0.0, 0.0);
    let names = [
        "s11",
        "s13",
        "s22",
        "maximal_central",
        "maximal_local",
        "s09",
    ];
    let arms = names.map(arm);
    let burnt = burn(&geography, &p, flags, 3, &arms);
    let values = arms
        .each_ref()
        .map(|arm| record(&burnt, &geography, arm, 60).values);
    let mut apart = Vec::new();
    for (at, of) in OUTCOMES.iter().enumerate() {
        if OF_THE_STRUCTURE.contains(&of.name) {
            continue;
        }
        let first = values[0][0][at];
        for (name, values) in names.iter().zip(&values).take(5) {
            let near = match (first, values[0][at]) {
                // Money is in whole pence.
                (Some(a), Some(b)) => (a - b).abs() <= 1e-8 * (1.0 + a.abs()),
                (a, b) => a.is_none() && b.is_none(),
            };
            if !near {
                apart.push(format!("{name} {}: {first:?} {:?}", of.name, values[0][at]));
            }
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
    let saved = OUTCOMES
        .iter()
        .position(|of| of.name == "saving_real_disinvestment_cum")
        .expect("an outcome");
    let of_2009 = values[5][0][saved].expect("a saving");
    let since = values[0][0][saved].expect("a saving");
    assert!(
        since > 1.0 && (of_2009 / since - 1.0).abs() < 0.02,
        "{of_2009} {since}"
    );
}
