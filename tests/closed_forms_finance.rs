//! Finance: limits with an exact answer, and conservation with everything on.

mod common;

use common::{Stand, arm, run_to, small};
use grip::engine::{Burnt, Simulation};
use grip::model::World;
use grip::model::domains::finances::{Squeeze, effort};
use grip::model::ledger::Line;
use grip::model::workspace::Workspace;
use grip::scenario::geography::{Geography, SyntheticSettings, synthetic};
use grip::scenario::{Arm, Domain, Domains, Flags, Parameters};
use grip::units::{Month, Pence};

const BOTH: [Domain; 2] = [Domain::Contracts, Domain::Finance];

fn flags(domains: &[Domain]) -> Flags {
    Flags {
        domains: Domains::of(domains),
        ..Flags::default()
    }
}

fn burnt(g: &Geography, p: &Parameters, domains: &[Domain], arms: &[Arm], seed: u64) -> Burnt {
    common::burn(g, p, flags(domains), seed, arms)
}

/// V13: a body certain of a bailout contains nothing; effort is linear in 1 - π.
#[test]
fn effort_of_containment_is_linear_in_disbelief() {
    let p = Parameters::default().balances;
    assert!(effort(&p, 1.0).abs() < 1e-15);
    for step in 0..=10 {
        let belief = f64::from(step) / 10.0;
        assert!((effort(&p, belief) - (1.0 - belief) * p.containment).abs() < 1e-15);
    }
    let strain = Squeeze {
        gap_gbp: 100.0,
        due_gbp: 0.0,
        allocation_gbp: 0.0,
    };
    assert!((strain.deviation(&p, effort(&p, 1.0)) - 100.0).abs() < 1e-12);
}

/// Whatever the structure and however hard money is pressed, every month every purse balances to
/// the penny, transfers arrive and no reserve is below nothing (V11).
#[test]
fn money_is_conserved_to_the_penny_with_everything_on() {
    let geography = small();
    let names = ["single_trusts", "groups_under_board", "systems_under_board"];
    let arms: Vec<Arm> = names.iter().map(|name| arm(name)).collect();
    let mut p = Parameters::default();
    p.finance.local_share = 0.3;
    p.balances.containment = 0.3;
    p.balances.bailout_line = 0.01;
    p.contracts.prime = 0.1;
    let whole = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    let burnt = common::burn(&geography, &p, whole, 7, &arms);
    for arm in &arms {
        let mut simulation = run_to(&burnt, &geography, arm, 0);
        let held = |s: &Simulation<'_>| -> Pence {
            let ledger = &s.world.ledger;
            let purses = ledger.real.iter().chain(&ledger.reserves);
            purses.map(|purse| purse.closing).sum()
        };
        let mut before = held(&simulation);
        for month in 1..=120 {
            simulation.run_to(Month(month));
            let ledger = &simulation.world.ledger;
            assert!(ledger.balances(), "{} month {month}", arm.name);
            let all = || ledger.real.iter().chain(&ledger.reserves);
            let came: Pence = all()
                .map(|purse| purse.lines[Line::Receipts as usize])
                .sum();
            let spent: Pence = [
                Line::Bureaucracy,
                Line::PoolWork,
                Line::Stranded,
                Line::OtherCare,
                Line::Contracts,
                Line::Overspend,
                Line::Prevention,
                Line::Redesign,
            ]
            .iter()
            .flat_map(|&line| all().map(move |purse| purse.lines[line as usize]))
            .sum();
            let after = held(&simulation);
            assert_eq!(before + came, spent + after, "{} month {month}", arm.name);
            before = after;
        }
        assert!(
            simulation.world.finances.bailouts > Pence::ZERO,
            "{} bailed nobody out",
            arm.name
        );
    }
}

/// Without finance, contracts are paid out of other care: no balance moves.
#[test]
fn without_finance_no_balance_moves() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let burnt = burnt(
        &geography,
        &Parameters::default(),
        &[Domain::Contracts],
        &arms,
        7,
    );
    let simulation = run_to(&burnt, &geography, &arms[0], 36);
    let ledger = &simulation.world.ledger;
    assert!(ledger.balances());
    assert!(ledger.real.iter().all(|purse| purse.closing == Pence::ZERO));
    let paid: Pence = ledger
        .real
        .iter()
        .map(|purse| purse.lines[Line::Contracts as usize])
        .sum();
    assert!(paid != Pence::ZERO);
}

/// A domain that is off changes nothing that another measures.
#[test]
fn the_domains_leave_disinvestment_as_it_was() {
    let geography = small();
    let arms = [arm("strategic_authority")];
    let p = Parameters::default();
    let without = burnt(&geography, &p, &[], &arms, 9);
    let with = burnt(&geography, &p, &BOTH, &arms, 9);
    let a = run_to(&without, &geography, &arms[0], 48);
    let b = run_to(&with, &geography, &arms[0], 48);
    assert!(a.world.withdrawn == b.world.withdrawn);
    assert!(a.world.required == b.world.required);
    assert!(a.world.cash == b.world.cash);
    assert!(a.world.flows.saving_real == b.world.flows.saving_real);
    assert!(a.world.flows.tariff != b.world.flows.tariff);
}

/// V23: where only cost shocks strike, the standard deviation of what is overspent falls with the
/// square root of the people of a body.
#[test]
fn the_spread_of_overspending_falls_with_the_root_of_people() {
    let geography = synthetic(&SyntheticSettings {
        total_population: 20.0e6,
        ..SyntheticSettings::default()
    });
    let arms = [arm("groups_under_board"), arm("systems_under_board")];
    let mut p = Parameters::default();
    p.finance.target_sd = 0.0;
    p.finance.local_share = 0.1;
    p.balances.containment = 0.0;
    p.balances.contingency = 0.0;
    p.balances.shocks_shared = 0.0;
    let scaled = |arm: &Arm| -> f64 {
        let (mut sum, mut n) = (0.0, 0.0);
        for seed in 0..4 {
            let burnt = burnt(&geography, &p, &[Domain::Finance], &arms, seed);
            let mut simulation = run_to(&burnt, &geography, arm, 0);
            for year in 0..4 {
                simulation.run_to(Month(1 + 12 * year));
                let state = &simulation.world.finances;
                for (unit, shock) in simulation.institutions.units.iter().zip(&state.shock) {
                    sum += shock * shock * unit.population;
                    n += 1.0;
                }
            }
        }
        (sum / n).sqrt()
    };
    // cv_ind = 10 whatever the size: shock · √P has standard deviation 10.
    for arm in &arms {
        let found = scaled(arm);
        assert!((found / 10.0 - 1.0).abs() < 0.12, "{} {found}", arm.name);
    }
}

/// Where nobody is bailed out and nothing is pooled or taken back, reserves only fill up to their
/// limit and give the rest back.
#[test]
fn a_full_reserve_gives_back_what_it_was_given() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let mut p = Parameters::default();
    p.balances.bailout_central = 0.0;
    p.balances.bailout_local = 0.0;
    p.balances.clawback = 0.0;
    let burnt = burnt(&geography, &p, &[Domain::Finance], &arms, 9);
    let simulation = run_to(&burnt, &geography, &arms[0], 60);
    let ledger = &simulation.world.ledger;
    let held: f64 = ledger.reserves.iter().map(|r| r.closing.gbp()).sum();
    let most = 0.02 * simulation.nature.allocation_gbp;
    // Parts are rounded down to the penny: pennies may stay.
    assert!((held - most).abs() < 1.0, "{held} {most}");
    assert_eq!(simulation.world.finances.bailouts, Pence::ZERO);
}

/// More money to save makes deeper deficits; softer budgets do too.
#[test]
fn deficits_deepen_with_need_for_savings_and_with_soft_budgets() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let deficits = |p: &Parameters| -> f64 {
        let burnt = burnt(&geography, p, &[Domain::Finance], &arms, 9);
        let simulation = run_to(&burnt, &geography, &arms[0], 60);
        let cash = &simulation.world.finances.cash_gbp;
        cash.iter().map(|cash| -cash).sum()
    };
    let base = Parameters::default();
    let mut needy = base.clone();
    needy.finance.local_share = 0.3;
    let mut soft = base.clone();
    soft.balances.belief_start = 1.0;
    soft.balances.belief_learning = 0.0;
    assert!(deficits(&needy) > deficits(&base));
    assert!(deficits(&soft) > deficits(&base));
}

/// Shocks of mean zero cost no health where a pound to spare buys what a pound short takes, however
/// small the bodies; where what is to spare is lost, small bodies lose more. Shocks are halved
/// between pressure and balances, so that half of the spread is drawn here.
#[test]
fn luck_that_cancels_costs_no_health() {
    let geography = synthetic(&SyntheticSettings {
        total_population: 20.0e6,
        ..SyntheticSettings::default()
    });
    let arms = [arm("groups_under_board"), arm("systems_under_board")];
    let cost = |lost: f64, arm: &Arm| -> f64 {
        let mut p = Parameters::default();
        p.finance.target_sd = 0.0;
        p.finance.local_share = 0.0;
        p.balances.surplus_lost = lost;
        p.balances.repayment = 0.0;
        p.balances.belief_learning = 0.0;
        let mut sum = 0.0;
        for seed in 0..6 {
            let burnt = burnt(&geography, &p, &[Domain::Finance], &arms, seed);
            let mut simulation = run_to(&burnt, &geography, arm, 0);
            for month in 1..=60 {
                simulation.run_to(Month(month));
                sum -= simulation.world.finances.qaly_month;
            }
        }
        sum
    };
    let [many, few] = [&arms[0], &arms[1]].map(|arm| cost(1.0, arm));
    assert!(many > 1.2 * few && few > 0.0, "{many} {few}");
    let [many_even, few_even] = [&arms[0], &arms[1]].map(|arm| cost(0.0, arm));
    // Bodies of one size weigh their shocks alike; sizes differ a little within a tier.
    let apart = (many_even - few_even).abs();
    assert!(
        apart < 0.05 * (many - few),
        "{many_even} {few_even} of {many} {few}"
    );
}

/// What commissioners pay more and providers receive changes no health; what nobody receives does.
#[test]
fn a_payment_that_only_changes_hands_changes_no_health() {
    let p = Parameters::default();
    let stand = Stand::with(&small(), &p, flags(&BOTH), &arm("single_trusts"), 4);
    let health = |paid: f64, received: f64| -> f64 {
        let (mut world, mut room) = stand.world(14);
        world.required_plan.fill(0.02);
        world.contracts.overspend_gbp.fill(paid);
        world.contracts.provider_gap_gbp = received;
        stand.run("settle_balances", &mut world, &mut room);
        world.finances.qaly_month
    };
    let units = stand.bodies.units.len() as f64;
    let before = health(0.0, 0.0);
    let after = health(1e6, 1e6 * units);
    assert!((after / before - 1.0).abs() < 1e-12, "{after} {before}");
    // At rest everything is contained: a half of it is care.
    let lost = (before - health(1e6, 0.0)) * p.health.gbp_per_qaly;
    assert!((lost / (0.5 * 1e6 * units) - 1.0).abs() < 1e-9, "{lost}");
}

/// A pound saved for ever lowers what must be found by a pound in every year, not more.
#[test]
fn a_pound_saved_counts_once_in_every_year() {
    let p = Parameters::default();
    let stand = Stand::with(
        &small(),
        &p,
        flags(&[Domain::Finance]),
        &arm("single_trusts"),
        4,
    );
    let (mut world, mut room) = stand.world(12);
    world.finances.containment.fill(0.0);
    let deviations = |saving: f64, world: &mut World, room: &mut Workspace| -> Vec<f64> {
        (0..5)
            .map(|year| {
                world.month = Month(13 + 12 * year);
                world.redesign.care_saving_gbp.fill(saving);
                world.cash_years[0][0] += 12.0 * saving;
                stand.run("press_finance", world, room);
                world.month = Month(14 + 12 * year);
                stand.run("settle_balances", world, room);
                world.finances.deviation[0].gbp()
            })
            .collect()
    };
    let without = deviations(0.0, &mut world.clone(), &mut room);
    let with = deviations(1_000.0, &mut world, &mut room);
    for (year, (with, without)) in with.iter().zip(&without).enumerate() {
        assert!((without - with - 1_000.0).abs() < 0.02, "year {year}");
    }
}
