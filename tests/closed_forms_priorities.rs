//! Limits with an exact answer for priorities and targets: V12 of the model description in a whole
//! run, rest, queues, needs, appraisal; and no dead parameter or mechanism. The pure equations are
//! tested where they stand.

mod common;

use common::{arm, burn, record, run_to, small, value, without};
use grip::engine::{Burnt, Simulation, advance};
use grip::model::domains::waiting::WEEKS_PER_MONTH;
use grip::model::workspace::Workspace;
use grip::scenario::{
    Arm, Domain, Domains, Flags, Geography, MECHANISMS, PARAMETERS, Parameters, Switches,
};
use grip::units::Month;

fn flags() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Priorities]),
        ..Flags::default()
    }
}

/// Parameters with what is off by default turned on.
fn lively() -> Parameters {
    let mut p = Parameters::default();
    p.priorities.appraisal_rate = 0.1;
    // So that waits are long enough to be complained of.
    p.priorities.wait_limit = 8.0;
    p
}

fn trusts(p: &Parameters, seed: u64) -> (Geography, Burnt, Arm) {
    let geography = small();
    let arm = arm("single_trusts");
    let burnt = burn(&geography, p, flags(), seed, std::slice::from_ref(&arm));
    (geography, burnt, arm)
}

/// An arm whose grip on priorities is another than that of burn-in.
fn gripped<'a>(burnt: &'a Burnt, ground: &Geography, arm: &Arm, grip: f64) -> Simulation<'a> {
    let mut p = burnt.parameters.clone();
    // The shift from the .7 of the structure of 2009.
    p.grip.priorities = grip - 0.7;
    Simulation::fork(burnt, ground, arm, p)
}

fn read(simulation: &Simulation<'_>, name: &str) -> f64 {
    let outcome = grip::engine::outcomes::find(name).expect("an outcome");
    (outcome.value)(&simulation.setting(), &simulation.world).expect("a modelled outcome")
}

/// Under the commissioners, grip and asks of burn-in nothing moves: no false gain in any arm.
#[test]
fn the_arrangement_of_2009_stays_where_it_is() {
    let (geography, burnt, arm) = trusts(&Parameters::default(), 1);
    let mut simulation = run_to(&burnt, &geography, &arm, 0);
    let quality = read(&simulation, "quality_true");
    simulation.run_to(Month(60));
    assert!((read(&simulation, "quality_true") - quality).abs() < 1e-12);
    assert!((read(&simulation, "wait_mean") - 9.5).abs() < 1e-9);
    assert!(read(&simulation, "qaly_priorities_cum").abs() < 1e-6);
    for wait in &simulation.world.priorities.wait_weeks {
        assert!((wait - 9.5).abs() < 1e-9);
    }
}

/// A place's quality is that of its own commissioner's effort, however commissioners are merged:
/// on the day of the merger nothing is lost or gained.
#[test]
fn merging_commissioners_moves_no_quality_on_the_day() {
    let geography = small();
    let arms = [arm("single_trusts"), arm("systems_under_board")];
    let burnt = burn(&geography, &Parameters::default(), flags(), 2, &arms);
    let [small_ones, large_ones] =
        [&arms[0], &arms[1]].map(|arm| read(&run_to(&burnt, &geography, arm, 0), "quality_true"));
    assert!((small_ones - large_ones).abs() < 1e-12);
}

/// With targets of no power, grip moves weights only: no gaming, no unequal effort, no tail moved.
#[test]
fn targets_without_power_do_nothing() {
    let (p, f) = without(&lively(), &["targets"]);
    let geography = small();
    let arm = arm("single_trusts");
    let burnt = burn(
        &geography,
        &p,
        Flags {
            domains: flags().domains,
            ..f
        },
        3,
        std::slice::from_ref(&arm),
    );
    let simulation = run_to(&burnt, &geography, &arm, 36);
    let world = &simulation.world.priorities;
    assert!(world.gaming.iter().all(|z| z.abs() < 1e-15));
    assert!(
        world
            .attention
            .iter()
            .all(|&share| (share - 1.0).abs() < 1e-15)
    );
    assert!(read(&simulation, "gaming").abs() < 1e-15);
    let measured = read(&simulation, "wait_tail_measured");
    assert!((measured - read(&simulation, "wait_tail_true")).abs() < 1e-15);
    // v/(1 + ρ) a dimension, at talent 1 and belief one half: .75/1.3; 8 of them.
    for (u, effort) in world.effort.iter().enumerate() {
        let talent = simulation.world.condition.talent[u];
        assert!((effort.iter().sum::<f64>() - 8.0 * talent * 0.75 / 1.3).abs() < 1e-9);
    }
}

/// V12: without substitution and with audit without end, targets take no effort from what is not
/// measured and nobody games, whatever the grip; with substitution they do.
#[test]
fn targets_are_harmless_without_substitution_and_with_perfect_audit() {
    let unmeasured = |rho: f64, audit: f64, grip: f64| {
        let mut p = Parameters::default();
        p.priorities.substitution = rho;
        p.costs.audit = audit;
        let (geography, burnt, arm) = trusts(&p, 4);
        let mut simulation = gripped(&burnt, &geography, &arm, grip);
        simulation.run_to(Month(3));
        let state = &simulation.world.priorities;
        let effort: f64 = state
            .effort
            .iter()
            .map(|e| e[5..].iter().sum::<f64>())
            .sum();
        (effort, state.gaming.iter().sum::<f64>())
    };
    let (free, none) = (
        unmeasured(0.0, f64::INFINITY, 1.0),
        unmeasured(0.0, f64::INFINITY, 0.0),
    );
    assert!((free.0 - none.0).abs() < 1e-9 && free.1.abs() < 1e-15);
    assert!(unmeasured(0.4, 0.5, 1.0).0 < unmeasured(0.4, 0.5, 0.0).0 - 0.1);
    assert!(unmeasured(0.4, 0.5, 1.0).1 > unmeasured(0.4, 0.5, 0.5).1);
    assert!(unmeasured(0.4, 2.0, 1.0).1 < unmeasured(0.4, 0.5, 1.0).1);
}

/// Patients are conserved: Q moves by referrals less those treated, and the mean wait settles
/// where demand meets capacity: ŵ = ŵ_0 [(1 + η e)/(1 + η e_0)]^{-1/ε}.
#[test]
fn waits_settle_where_demand_meets_capacity() {
    let (p, f) = without(
        &Parameters::default(),
        &["local_need", "need_misperception"],
    );
    let mut p = p;
    p.finance.talent_sd = 0.0;
    p.priorities.wait_elasticity = 0.5;
    let geography = small();
    let arm = arm("single_trusts");
    let f = Flags {
        domains: flags().domains,
        ..f
    };
    let burnt = burn(&geography, &p, f, 5, std::slice::from_ref(&arm));
    let before = run_to(&burnt, &geography, &arm, 0);
    let mut after = gripped(&burnt, &geography, &arm, 0.0);
    after.run_to(Month(180));
    let (old, new) = (
        before.world.priorities.effort[0][0],
        after.world.priorities.effort[0][0],
    );
    assert!(new < old - 0.1, "targets raise effort on waits");
    let capacity = (1.0 + 0.025 * new) / (1.0 + 0.025 * old);
    let expected = 9.5 / (capacity * capacity);
    let found = after.world.priorities.wait_weeks[0];
    assert!((found / expected - 1.0).abs() < 1e-6, "{found} {expected}");
}

/// Without response of demand a list grows by what is referred and not treated.
#[test]
fn lists_grow_by_the_untreated() {
    let (mut p, f) = without(&Parameters::default(), &["demand_response"]);
    p.finance.talent_sd = 0.0;
    let f = Flags {
        domains: flags().domains,
        ..f
    };
    let geography = small();
    let arm = arm("single_trusts");
    let burnt = burn(&geography, &p, f, 6, std::slice::from_ref(&arm));
    let mut simulation = gripped(&burnt, &geography, &arm, 0.0);
    let referred = 0.018 * simulation.nature.nation;
    let start: f64 = simulation.world.priorities.queue.iter().sum();
    assert!((start - referred * 9.5 / WEEKS_PER_MONTH).abs() < 1e-6 * start);
    simulation.run_to(Month(10));
    let state = &simulation.world.priorities;
    let treated: f64 = {
        let setting = simulation.setting();
        let workspace = Workspace::new(&setting);
        let mut effort = vec![[0.0; 2]; state.queue.len()];
        for from in &workspace.patients {
            effort[from.provider][0] += from.people;
            effort[from.provider][1] += from.people * state.effort[from.unit][0];
        }
        let each = state.capacity.iter().zip(&effort);
        each.map(|(cap, e)| {
            if e[0] > 0.0 {
                cap * (1.0 + 0.025 * e[1] / e[0])
            } else {
                0.0
            }
        })
        .sum()
    };
    let end: f64 = state.queue.iter().sum();
    assert!(treated < referred);
    assert!((end - start - 10.0 * (referred - treated)).abs() < 1e-6 * end);
}

/// Without local need and error, local weights are the national mean; at a grip of 0 the match
/// with need is then whole, and at 1
/// the centre weighs what it asks for, .65 and half of the fifth need's .1, over .7: the smaller of
/// weight and need is .65 and .05/.7.
#[test]
fn need_is_matched_where_everybody_needs_the_same() {
    let (p, f) = without(
        &Parameters::default(),
        &["local_need", "need_misperception"],
    );
    let f = Flags {
        domains: flags().domains,
        ..f
    };
    let geography = small();
    let arm = arm("single_trusts");
    let burnt = burn(&geography, &p, f, 7, std::slice::from_ref(&arm));
    for (grip, expected) in [(0.0, 1.0), (1.0, 0.65 + 0.05 / 0.7)] {
        let mut simulation = gripped(&burnt, &geography, &arm, grip);
        simulation.run_to(Month(1));
        let found = read(&simulation, "need_match");
        assert!((found - expected).abs() < 1e-12, "{grip}: {found}");
    }
}

/// True needs are a Dirichlet draw: mean w̄_j and variance w̄_j(1 - w̄_j)/(ν + 1) over areas.
#[test]
fn needs_of_areas_have_the_mean_and_spread_of_their_law() {
    let geography = common::england();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let mean = [0.20, 0.15, 0.15, 0.15, 0.10, 0.10, 0.05, 0.10];
    let (mut sum, mut squares, mut count) = ([0.0; 8], [0.0; 8], 0.0);
    for seed in 0..10 {
        let burnt = burn(&geography, &p, flags(), seed, std::slice::from_ref(&arm));
        for row in &burnt.nature.needs.weights {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for j in 0..8 {
                sum[j] += row[j];
                squares[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
            }
            count += 1.0;
        }
    }
    for j in 0..8 {
        let variance = mean[j] * (1.0 - mean[j]) / 31.0;
        let error = (variance / count).sqrt();
        assert!(
            (sum[j] / count - mean[j]).abs() < 4.0 * error,
            "mean of {j}"
        );
        assert!(
            (squares[j] / count / variance - 1.0).abs() < 0.2,
            "spread of {j}"
        );
    }
}

/// U = 1 - .5 · .7 · 2.5 = .125 for trusts without second-guessing; at ρ_up = .1 grip then falls
/// by .1(.6 - .125) = .0475 in the first March, and by .1(.6 - 1 + 1.25 · .6525) in the second.
#[test]
fn grip_follows_the_appraisal_where_the_rule_is_on() {
    let (geography, burnt, arm) = trusts(&Parameters::default(), 8);
    let simulation = run_to(&burnt, &geography, &arm, 24);
    assert!((read(&simulation, "grip_on_priorities") - 0.7).abs() < 1e-12);
    assert!((read(&simulation, "appraisal_of_centre") - 0.125).abs() < 1e-12);

    let mut p = Parameters::default();
    p.priorities.appraisal_rate = 0.1;
    let (geography, burnt, arm) = trusts(&p, 8);
    let simulation = run_to(&burnt, &geography, &arm, 12);
    assert!((read(&simulation, "grip_on_priorities") - 0.6525).abs() < 1e-12);
    let simulation = run_to(&burnt, &geography, &arm, 24);
    let expected = 0.6525 - 0.1 * (0.6 - 1.0 + 1.25 * 0.6525);
    assert!((read(&simulation, "grip_on_priorities") - expected).abs() < 1e-12);
}

/// Support in difficulty raises the appraisal: one commissioner under escalation of all would
/// add a_3.
#[test]
fn support_in_difficulty_is_appraised() {
    let (geography, burnt, arm) = trusts(&Parameters::default(), 9);
    let mut simulation = run_to(&burnt, &geography, &arm, 11);
    simulation.world.condition.escalation.fill(1);
    simulation.run_to(Month(12));
    assert!((read(&simulation, "appraisal_of_centre") - 0.425).abs() < 1e-12);
}

/// Health of B enters the discounted total and nothing else of disinvestment.
#[test]
fn quality_adds_to_health_and_leaves_disinvestment_alone() {
    let (geography, burnt, arm) = trusts(&Parameters::default(), 10);
    let mut with = gripped(&burnt, &geography, &arm, 0.2);
    with.run_to(Month(36));
    let mut p = Parameters::default();
    p.priorities.health_value = 0.0;
    let (_, burnt_without, _) = trusts(&p, 10);
    let mut without = gripped(&burnt_without, &geography, &arm, 0.2);
    without.run_to(Month(36));
    let disinvestment = read(&with, "qaly_disinvestment_cum");
    assert_eq!(
        disinvestment.to_bits(),
        read(&without, "qaly_disinvestment_cum").to_bits()
    );
    let gained = read(&with, "qaly_total_disc") - read(&without, "qaly_total_disc");
    let undiscounted = read(&with, "qaly_priorities_cum");
    assert!(gained != 0.0 && (gained / undiscounted) > 0.9 && (gained / undiscounted) < 1.0);
}

/// Without the domain nothing of it moves, and nothing else moves with it.
#[test]
fn without_the_domain_every_result_is_what_it_was() {
    let geography = small();
    let arms = ["single_trusts", "region_jointly", "systems_under_board"].map(arm);
    let mut changed = Parameters::default();
    // Reports cost by the mean of all grips, whatever domains there are.
    for parameter in PARAMETERS
        .iter()
        .filter(|p| p.domain() == Domain::Priorities && p.table() != "grip")
    {
        (parameter.set)(&mut changed, parameter.range[0]);
    }
    let plain = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        11,
        &arms,
    );
    let other = burn(&geography, &changed, Flags::default(), 11, &arms);
    assert!(plain.nature.needs.weights.is_empty());
    for arm in &arms {
        assert_eq!(
            record(&plain, &geography, arm, 36).values,
            record(&other, &geography, arm, 36).values,
            "{}",
            arm.name
        );
    }
    // And with the domain, decisions on disinvestment are what they were without: only
    // legitimacy and the total of health know of it.
    let with = burn(&geography, &Parameters::default(), flags(), 11, &arms);
    for arm in &arms {
        let (a, b) = (
            record(&plain, &geography, arm, 36),
            record(&with, &geography, arm, 36),
        );
        for name in [
            "saving_real_disinvestment_cum",
            "cost_decision",
            "reversals_per_100",
        ] {
            assert_eq!(
                value(&a, name).to_bits(),
                value(&b, name).to_bits(),
                "{name}"
            );
        }
    }
}

fn arms() -> Vec<Arm> {
    let mut arms = vec![arm("single_trusts"), arm("groups_under_board")];
    arms[1].grip = 0.5;
    arms
}

fn results(geography: &Geography, p: &Parameters, f: Flags) -> Vec<Vec<Vec<Option<f64>>>> {
    let arms = arms();
    let burnt = burn(geography, p, f, 12, &arms);
    let run = |arm: &Arm| record(&burnt, geography, arm, 36).values;
    arms.iter().map(run).collect()
}

/// Support in difficulty waits for a domain that escalates.
const NEEDS_ANOTHER_DOMAIN: [&str; 1] = ["priorities.appraisal_support"];

#[test]
fn every_parameter_of_the_table_changes_some_outcome() {
    let geography = small();
    let base = results(&geography, &lively(), flags());
    let mut dead = Vec::new();
    for parameter in PARAMETERS
        .iter()
        .filter(|p| p.domain() == Domain::Priorities && p.table() != "grip")
    {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let mut p = lively();
        let now = (parameter.get)(&p);
        (parameter.set)(&mut p, if (now - low).abs() > 1e-12 { low } else { high });
        if results(&geography, &p, flags()) == base {
            dead.push(parameter.path);
        }
    }
    assert_eq!(dead, NEEDS_ANOTHER_DOMAIN);
}

#[test]
fn every_mechanism_of_the_domain_changes_some_outcome_and_no_draw() {
    let geography = small();
    let base = results(&geography, &lively(), flags());
    let (_, before, _) = trusts(&lively(), 12);
    let at = MECHANISMS
        .iter()
        .position(|m| m.name == "local_need")
        .unwrap();
    for mechanism in &MECHANISMS[at..at + 17] {
        let mut switches = Switches::default();
        switches.domains = flags().domains;
        switches.set(mechanism.name, false).unwrap();
        let (p, f) = switches.apply(&lively());
        assert!(results(&geography, &p, f) != base, "{mechanism:?}");
        let burnt = burn(&geography, &p, f, 12, &[arm("single_trusts")]);
        assert_eq!(before.nature.needs.errors, burnt.nature.needs.errors);
        if mechanism.name != "local_need" {
            assert_eq!(before.nature.needs.weights, burnt.nature.needs.weights);
        }
    }
}

/// Nothing but the world carries over from month to month: one taken out in the middle of a year
/// goes on in a new room to work in as if nothing had happened.
#[test]
fn all_state_is_in_the_world() {
    let (geography, burnt, arm) = trusts(&lively(), 13);
    let mut through = gripped(&burnt, &geography, &arm, 0.3);
    through.run_to(Month(18));
    let mut p = burnt.parameters.clone();
    p.grip.priorities = 0.3 - 0.7;
    let world = through.world.clone();
    let mut resumed = Simulation::resume(&burnt.nature, &geography, &arm, p, burnt.flags, world);
    through.run_to(Month(30));
    resumed.run_to(Month(30));
    assert!(through.world.priorities == resumed.world.priorities);
    assert!(through.world.counters == resumed.world.counters);
    assert!(through.world == resumed.world);
}

/// The month loop allocates nothing with the domain on.
#[test]
fn months_allocate_nothing() {
    let (geography, burnt, arm) = trusts(&lively(), 14);
    let mut simulation = run_to(&burnt, &geography, &arm, 1);
    let seen = allocation_counter::measure(|| simulation.run_to(Month(61)));
    assert_eq!(seen.count_total, 0);
    let setting = simulation.setting();
    let mut world = simulation.world.clone();
    let mut workspace = Workspace::new(&setting);
    advance(&setting, &mut world, &mut workspace);
}

/// Errors in what a commissioner sees of needs shrink by the root of its insight: at four times the
/// insight the logarithm of seen over true is half as far from its mean.
#[test]
fn community_insight_shrinks_errors_in_needs() {
    let (geography, burnt, arm) = trusts(&Parameters::default(), 8);
    let mut simulation = run_to(&burnt, &geography, &arm, 0);
    let errors = |simulation: &Simulation<'_>| {
        let state = &simulation.world.priorities;
        let logs = |u: usize| {
            let pairs = state.perceived[u].iter().zip(&state.need[u]);
            let logs: Vec<f64> = pairs.map(|(seen, need)| libm::log(seen / need)).collect();
            let mean = logs.iter().sum::<f64>() / logs.len() as f64;
            logs.into_iter()
                .map(move |log| log - mean)
                .collect::<Vec<f64>>()
        };
        (0..state.need.len()).flat_map(logs).collect::<Vec<f64>>()
    };
    let plain = errors(&simulation);
    let mut condition = simulation.world.condition.clone();
    condition.insight.fill(4.0);
    let mut priorities = simulation.world.priorities.clone();
    priorities.see_needs(&simulation.setting(), &condition);
    simulation.world.priorities = priorities;
    for (half, whole) in errors(&simulation).iter().zip(&plain) {
        assert!((half - 0.5 * whole).abs() < 1e-12);
    }
    assert!(plain.iter().any(|error| error.abs() > 0.05));
}
