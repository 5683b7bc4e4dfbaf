//! Redesign and prevention in limits with an exact answer: V6, V7, V14 and V25 of the model
//! description, and what a switch that is off leaves.

mod common;

use common::{Stand, arm, burn, run_to, small, without};
use grip::engine::{OUTCOMES, Simulation, observe};
use grip::model::domains::prevention::{burden, horizon, share};
use grip::model::domains::redesign::{
    CARRIED, COPIES, Friction, ROLLED_OUT, TRIALS, coordination_loss, friction_by_provider,
    initiative,
};
use grip::model::geography::Flows;
use grip::model::tier::overseer_attention;
use grip::scenario::{Arm, Domain, Domains, Flags, Parameters};

fn flags() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Redesign]),
        ..Flags::default()
    }
}

fn outcome(simulation: &Simulation<'_>, name: &str) -> Option<f64> {
    let at = OUTCOMES
        .iter()
        .position(|o| o.name == name)
        .expect("an outcome");
    observe(&simulation.setting(), &simulation.world)[at]
}

/// V6: with true information and λ = ½ two separate decisions are first best, 2δ/(1 + 4δ); with
/// λ = 1 the loss is that of the two managers' own best replies.
#[test]
fn coordination_is_first_best_at_one_half_and_follows_best_replies_at_one() {
    for need in [0.05, 0.4, 2.0] {
        let first_best = 2.0 * need / (1.0 + 4.0 * need);
        assert!((coordination_loss(need, 0.5) - first_best).abs() < 1e-12);
        // Each manager minimises (d - θ)² + δ (d_1 - d_2)², θ = ±½, by itself in turn.
        let (mut one, mut two) = (0.5, -0.5);
        for _ in 0..10_000 {
            one = (0.5 + need * two) / (1.0 + need);
            two = (-0.5 + need * one) / (1.0 + need);
        }
        let gap: f64 = one - two;
        let loss = (one - 0.5_f64).powi(2) + (two + 0.5_f64).powi(2) + 2.0 * need * gap * gap;
        assert!(
            (coordination_loss(need, 1.0) - loss).abs() < 1e-9,
            "{need}: {loss}"
        );
        assert!(coordination_loss(need, 1.0) > first_best);
    }
    assert!(coordination_loss(0.0, 1.0).abs() < 1e-15);
}

/// V6 on the map: two places that share one provider and differ in 3 of 12 parts. Half of all
/// pairs of patients are of two places: 3/12 · ½.
#[test]
fn friction_counts_pairs_of_patients_by_the_body_that_plans_for_them() {
    let flows = Flows {
        kept: 1,
        providers: 1,
        provider: vec![0, 0],
        share: vec![1.0, 1.0],
    };
    let bound = |bodies: &[&[u32]], joint: [f64; 2]| {
        let mut sums = vec![Friction::default(); 1];
        let mut loss = vec![0.0];
        friction_by_provider(
            0.4,
            bodies.iter().map(|b| b.iter().copied()),
            |b| joint[b],
            &[0b000, 0b111],
            &[100.0, 100.0],
            &flows,
            &mut sums,
            &mut loss,
        );
        loss[0]
    };
    let loss = |bodies: &[&[u32]]| bound(bodies, [0.0; 2]);
    let difference = 3.0 / 12.0 * 0.5;
    let (apart, together) = (coordination_loss(0.4, 1.0), coordination_loss(0.4, 0.5));
    assert!((loss(&[&[0], &[1]]) - difference * apart).abs() < 1e-12);
    assert!((loss(&[&[0, 1]]) - difference * together).abs() < 1e-12);
    // Two bodies whose care is all bound by joint contracts lose as one body does; where one of them
    // has half of its patients bound, a quarter of the provider's are.
    let two: [&[u32]; 2] = [&[0], &[1]];
    assert!((bound(&two, [1.0, 1.0]) - difference * together).abs() < 1e-12);
    let quarter = apart - 0.25 * (apart - together);
    assert!((bound(&two, [0.5, 0.0]) - difference * quarter).abs() < 1e-12);
    assert!((bound(&[&[0, 1]], [1.0, 0.0]) - difference * together).abs() < 1e-12);
}

/// Disruption of a tenth stops half of what is on its way where each tenth stops five: the first of
/// nine stages, which holds 1 and receives nothing, keeps exp(-9/24 · ½) = .829029 in a month. Above a
/// fifth nothing moves, and that is counted.
#[test]
fn projects_freeze_in_proportion_to_the_capacity_lost_and_no_further() {
    let mut p = Parameters::default();
    p.redesign.freeze = 5.0;
    let stand = Stand::with(&small(), &p, flags(), &arm("single_trusts"), 4);
    let (mut world, mut room) = stand.world(2);
    world.redesign.stages.fill([1.0; 9]);
    world.condition.disruption[0] = 0.1;
    world.condition.disruption[1] = 0.3;
    stand.run("pay_off", &mut world, &mut room);
    assert!((world.redesign.stages[0][0] - 0.829_029).abs() < 1e-6);
    let moved = world.redesign.stages[1].map(|stage| (stage - 1.0).abs());
    assert!(moved.iter().all(|&moved| moved < 1e-15));
    assert!((world.redesign.stages[2][0] - 0.687_289).abs() < 1e-6);
    assert_eq!(world.counters.frozen.held, 1);
    assert_eq!(world.counters.frozen.of, stand.bodies.units.len() as u64);
}

/// V7: without staff above, grip leaves initiative alone; with staff it takes it away.
#[test]
fn initiative_falls_with_grip_only_under_attention() {
    let mut p = Parameters::default();
    p.queue.overseer_staff = 0.0;
    assert!(overseer_attention(&p, 152).abs() < 1e-15);
    for grip in [0.0, 0.3, 1.0] {
        let e = initiative(&p.redesign, grip, 1.0, overseer_attention(&p, 152));
        assert!((e - 0.8).abs() < 1e-15);
    }
    // e = (1 - g E_up) .8; g .5, E_up .4: .64. Autonomy not exercised counts as not held.
    assert!((initiative(&p.redesign, 0.5, 1.0, 0.4) - 0.64).abs() < 1e-12);
    assert!((initiative(&p.redesign, 0.0, 0.5, 0.4) - 0.64).abs() < 1e-12);
    assert!(initiative(&p.redesign, 0.6, 1.0, 0.4) < 0.64);
    p.redesign.initiative_grip = 0.0;
    assert!((initiative(&p.redesign, 1.0, 0.0, 1.0) - 0.8).abs() < 1e-15);
}

/// V14: where no part depends on another and all places are alike, every structure ends at the
/// optimum: each part in its better state.
#[test]
fn without_interaction_every_structure_reaches_the_optimum() {
    let geography = small();
    let mut p = Parameters::default();
    p.redesign.interactions = 0.0;
    p.redesign.transferability = 1.0;
    p.redesign.measurement_noise = 0.0;
    p.redesign.trial_rate = 1.0;
    p.redesign.trial_months = 1.0;
    let arms: Vec<Arm> = [
        "trusts_under_board",
        "groups_under_board",
        "systems_under_board",
    ]
    .iter()
    .map(|name| arm(name))
    .collect();
    let burnt = burn(&geography, &p, flags(), 5, &arms);
    let highest = burnt
        .nature
        .landscape
        .national
        .iter()
        .copied()
        .fold(0.0, f64::max);
    for arm in &arms {
        let simulation = run_to(&burnt, &geography, arm, 180);
        for (n, &worth) in simulation.world.redesign.worth.iter().enumerate() {
            assert!((worth - highest).abs() < 1e-12, "{} place {n}", arm.name);
        }
    }
}

/// V14: on a rugged landscape where ideas spread whole, a dense network is ahead early and behind
/// late (Lazer and Friedman 2007). Means over seeds; the same landscapes in both.
#[test]
fn a_dense_network_is_ahead_early_and_behind_late() {
    const SEEDS: u64 = 60;
    let geography = small();
    let arm = arm("single_trusts");
    let means = |degree: f64, far: f64| -> [f64; 2] {
        let mut p = Parameters::default();
        let r = &mut p.redesign;
        r.transferability = 1.0;
        r.measurement_noise = 0.0;
        r.trial_rate = 0.2;
        r.trial_months = 1.0;
        r.free_riding = 0.0;
        r.copying_rate = 0.1;
        r.gain_weight = 0.0;
        r.pressure_weight = 0.0;
        r.need_weight = 0.0;
        r.copy_fidelity = 1.0;
        r.clinician_rate = 0.0;
        r.roll_out = 0.0;
        r.network_degree = degree;
        r.far_links = far;
        let mut sums = [0.0; 2];
        for seed in 0..SEEDS {
            let burnt = burn(
                &geography,
                &p,
                flags(),
                100 + seed,
                std::slice::from_ref(&arm),
            );
            let mut simulation = run_to(&burnt, &geography, &arm, 0);
            for (sum, month) in sums.iter_mut().zip([6, 120]) {
                simulation.run_to(grip::units::Month(month));
                *sum += outcome(&simulation, "innovation_mean").expect("modelled");
            }
        }
        sums.map(|sum| sum / SEEDS as f64)
    };
    let ([early, late], [early_sparse, late_sparse]) = (means(60.0, 1.0), means(6.0, 0.0));
    assert!(early - early_sparse > 0.01, "{early} {early_sparse}");
    assert!(late - late_sparse < -0.002, "{late} {late_sparse}");
}

/// V25: endless sight spends s_full, none spends nothing; longer sight never spends less.
#[test]
fn prevention_follows_the_horizon() {
    let p = Parameters::default().prevention;
    assert!((share(&p, 1e12) - 0.05).abs() < 1e-9);
    assert!(share(&p, 0.1).abs() < 1e-15);
    let mut before = 0.0;
    for months in 6..240 {
        let now = share(&p, f64::from(months));
        assert!(now > before);
        before = now;
    }
    // H = (.7 · 36 + .3 · 60)(1 - .3 · 1)(1 - .3 · .5) = 43.2 · .7 · .85 = 25.704 months.
    assert!((horizon(&p, 0.3, 1.0, 0.5) - 25.704).abs() < 1e-9);
    // .05 exp(-60/25.704) = .00484.
    assert!((share(&p, 25.704) - 0.004_844).abs() < 1e-5);
    // Twice the stock: 1 - .03 ln(220/120) = .98182.
    assert!((burden(&p, 200.0, 100.0) - 0.981_82).abs() < 1e-5);
}

/// V25 in a run: whoever looks ahead only six months never spends more than whoever looks far.
#[test]
fn short_sight_never_prefers_more_prevention() {
    let geography = small();
    let arm = arm("single_trusts");
    let run = |months: f64| {
        let mut p = Parameters::default();
        p.prevention.horizon_local = months;
        p.prevention.horizon_centre = months;
        let burnt = burn(&geography, &p, flags(), 9, std::slice::from_ref(&arm));
        run_to(&burnt, &geography, &arm, 24)
            .world
            .redesign
            .prevention
    };
    let (short, long) = (run(24.0), run(60.0));
    for (a, b) in short.stock.iter().zip(&long.stock) {
        assert!(a < b);
    }
}

/// X30: under a rule that changes nothing, stocks rest and nobody gains by being begun.
#[test]
fn prevention_rests_where_nothing_changes() {
    let geography = small();
    let mut p = Parameters::default();
    p.prevention.pressure_on_horizon = 0.0;
    let arm = arm("single_trusts");
    let burnt = burn(&geography, &p, flags(), 9, std::slice::from_ref(&arm));
    let simulation = run_to(&burnt, &geography, &arm, 120);
    let state = &simulation.world.redesign;
    // s = .05 exp(-60/43.2) = .01247; allocation 80bn/51.8m/12 = 128.70 a head and month;
    // stock 160.5 at decay .01, times the place's weight over its people.
    for (u, unit) in simulation.institutions.units.iter().enumerate() {
        let head = unit.weight / unit.population * simulation.nature.nation;
        let expected = 160.45 * head;
        assert!((state.prevention.stock[u] / expected - 1.0).abs() < 1e-3);
        assert!((state.burden[u] - 1.0).abs() < 1e-12);
        assert!(state.prevention_spend_gbp[u].abs() < 1e-3);
    }
    let late = outcome(&simulation, "qaly_prevention_late").expect("after month 60");
    assert!(late.abs() < 1e-3);
}

/// The same arm and commissioners, with the structure of another grip: a step in spending arrives
/// at rest as extra spending over cost per QALY.
#[test]
fn health_of_prevention_at_rest_is_spending_over_its_cost() {
    let geography = small();
    let mut p = Parameters::default();
    p.prevention.pressure_on_horizon = 0.0;
    p.prevention.decay = 0.1;
    p.prevention.lag_months = 12.0;
    p.prevention.returns = 0.0;
    let arm = arm("single_trusts");
    let burnt = burn(&geography, &p, flags(), 9, std::slice::from_ref(&arm));
    let mut later = p.clone();
    later.prevention.full_share = 0.08;
    let mut simulation = Simulation::fork(&burnt, &geography, &arm, later);
    // 180 months are 18 mean lives of the stock and 15 mean lags.
    simulation.run_to(grip::units::Month(180));
    let state = &simulation.world.redesign;
    for (u, unit) in simulation.institutions.units.iter().enumerate() {
        let extra = state.prevention_spend_gbp[u];
        assert!(extra > 0.0);
        let health = state
            .prevention
            .health(&simulation.parameters.prevention, u, unit.population);
        assert!((health * 3_800.0 / extra - 1.0).abs() < 1e-3, "{u}");
    }
}

/// Nothing moves where every way of moving is off, and savings are then exactly none.
#[test]
fn with_all_ways_of_search_off_nothing_moves() {
    let geography = small();
    let off = [
        "local_trials",
        "network_copying",
        "clinicians",
        "national_roll_out",
        "prevention",
    ];
    let (p, mut flags_off) = without(&Parameters::default(), &off);
    flags_off.domains = flags().domains;
    let arm = arm("single_trusts");
    let burnt = burn(&geography, &p, flags_off, 3, std::slice::from_ref(&arm));
    let simulation = run_to(&burnt, &geography, &arm, 60);
    let state = &simulation.world.redesign;
    assert!(state.model == simulation.nature.landscape.start);
    assert_eq!(state.tally, [0; 4]);
    assert!(state.care_saving_gbp.iter().all(|&x| x.abs() < 1e-9));
    assert!(state.quality_gain.iter().all(|&x| x.abs() < 1e-12));
    assert!(state.burden.iter().all(|&x| (x - 1.0).abs() < 1e-12));
    assert!(outcome(&simulation, "saving_real_redesign").is_some_and(|x| x.abs() < 1e-9));
}

/// A parameter or switch of the domain that moves nothing is dead.
#[test]
fn every_parameter_and_switch_of_the_domain_changes_its_state() {
    let geography = small();
    let arm = arm("systems_under_board");
    let state = |p: &Parameters, flags: Flags, disrupted: f64| {
        let burnt = burn(&geography, p, flags, 4, std::slice::from_ref(&arm));
        let mut simulation = run_to(&burnt, &geography, &arm, 0);
        simulation.world.condition.disruption.fill(disrupted);
        simulation.run_to(grip::units::Month(72));
        let w = simulation.world;
        (w.redesign, w.flows.redesign)
    };
    let base = state(&Parameters::default(), flags(), 0.05);
    let mut dead = Vec::new();
    // Nobody has target power where there are no targets, no minister adds to grip here, and nobody
    // lets a prime contract where there are no contracts.
    let silent = [
        "redesign.joint_contracts",
        "joint_contracts",
        "prevention.targets_on_horizon",
        "targets_on_horizon",
        "prevention.uplift_on_horizon",
        "shortsighted_shocks",
    ];
    for parameter in grip::scenario::PARAMETERS
        .iter()
        .filter(|p| p.domain() == Domain::Redesign && !silent.contains(&p.path))
    {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let mut p = Parameters::default();
        let moved = if (parameter.default - low).abs() > 1e-12 {
            low
        } else {
            high
        };
        (parameter.set)(&mut p, moved);
        if state(&p, flags(), 0.05) == base {
            dead.push(parameter.path);
        }
    }
    for mechanism in grip::scenario::MECHANISMS.iter().filter(|m| {
        // Those whose table is of this domain.
        let (p, _) = without(&Parameters::default(), &[m.name]);
        (p.redesign != Parameters::default().redesign
            || p.prevention != Parameters::default().prevention)
            && !silent.contains(&m.name)
    }) {
        let (p, mut f) = without(&Parameters::default(), &[mechanism.name]);
        f.domains = flags().domains;
        if state(&p, f, 0.05) == base {
            dead.push(mechanism.name);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

/// All counts of a default run are busy, and no two arms' chances differ but by their rights.
#[test]
fn ideas_are_tried_copied_and_rolled_out() {
    let geography = small();
    let arm = arm("systems_under_board");
    let mut p = Parameters::default();
    p.redesign.proven_sites = 2.0;
    let burnt = burn(&geography, &p, flags(), 8, std::slice::from_ref(&arm));
    let simulation = run_to(&burnt, &geography, &arm, 120);
    let tally = simulation.world.redesign.tally;
    assert!(
        tally[TRIALS] > 100 && tally[COPIES] > 100 && tally[CARRIED] > 10,
        "{tally:?}"
    );
    assert!(tally[ROLLED_OUT] > 0, "{tally:?}");
    let gained = outcome(&simulation, "innovation_mean").expect("modelled");
    assert!(gained > 0.55, "{gained}");
}

/// Without the domain its outcomes are null and its state rests.
#[test]
fn without_the_domain_nothing_is_there() {
    let geography = small();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let burnt = burn(
        &geography,
        &p,
        Flags::default(),
        3,
        std::slice::from_ref(&arm),
    );
    let simulation = run_to(&burnt, &geography, &arm, 72);
    for name in [
        "saving_real_redesign",
        "qaly_prevention_late",
        "innovation_best",
        "innovation_mean",
        "innovation_diversity",
    ] {
        assert!(outcome(&simulation, name).is_none(), "{name}");
    }
    let burden = &simulation.world.redesign.burden;
    assert!(burden.iter().all(|&b| (b - 1.0).abs() < 1e-15));
}
