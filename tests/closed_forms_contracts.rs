//! Contracts: limits with an exact answer.

mod common;

use common::{arm, run_to, small};
use grip::engine::{self, Burnt, Simulation};
use grip::model::domains::contracts::{BEGUN, COLLAPSED, ENTERED, Prime};
use grip::model::domains::entry::uncertainty;
use grip::model::domains::payment::{FORMS, PRIME};
use grip::model::overlap::Passed;
use grip::model::world::NEVER;
use grip::scenario::geography::Geography;
use grip::scenario::{Domain, Domains, Flags, Parameters};

fn flags(domains: &[Domain]) -> Flags {
    Flags {
        domains: Domains::of(domains),
        ..Flags::default()
    }
}

fn burnt(geography: &Geography, p: &Parameters, domains: &[Domain], seed: u64) -> Burnt {
    common::burn(geography, p, flags(domains), seed, &[arm("single_trusts")])
}

fn run<'a>(burnt: &'a Burnt, geography: &Geography, months: i32) -> Simulation<'a> {
    run_to(burnt, geography, &arm("single_trusts"), months)
}

fn outcome(simulation: &Simulation<'_>, name: &str) -> Option<f64> {
    let found = engine::outcomes::find(name).expect("an outcome");
    (found.value)(&simulation.setting(), &simulation.world)
}

/// No squeeze, no response, no entrants, no practices, no bids below cost: only productivity.
fn plain() -> Parameters {
    let mut p = Parameters::default();
    let c = &mut p.contracts;
    c.volume_response = 0.0;
    c.efficiency_response = 0.0;
    c.competition_gain = 0.0;
    c.integration_gain = 0.0;
    c.bid_discount = 0.0;
    c.bid_sd = 0.0;
    c.stint = 0.0;
    p.entry.entrants = 0.0;
    p.practices.coverage = 0.0;
    p
}

/// What an entrant's hurdle rests on; the hurdle itself is tested with that of support (V18).
#[test]
fn belief_frameworks_and_guarantees_calm_an_entrant() {
    let p = Parameters::default().entry;
    // Full belief, framework .2: .25 · .8; no belief doubles it; a guarantee of .85 leaves .15.
    assert!((uncertainty(&p, 1.0, false) - 0.2).abs() < 1e-12);
    assert!((uncertainty(&p, 0.0, false) - 0.4).abs() < 1e-12);
    assert!((uncertainty(&p, 1.0, true) - 0.03).abs() < 1e-12);
}

/// With only productivity, unit cost is (1 - tfp/12)^t and the saving is what it has fallen by.
#[test]
fn unit_cost_falls_by_productivity_alone() {
    let geography = small();
    let p = plain();
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let simulation = run(&burnt, &geography, 60);
    let expected = (1.0_f64 - 0.014 / 12.0).powi(60);
    for cost in &simulation.world.contracts.unit_cost {
        assert!((cost - expected).abs() < 1e-12);
    }
    let acute = simulation.nature.allocation_gbp * 0.5;
    let last = (1.0_f64 - 0.014 / 12.0).powi(59);
    let saved = simulation.world.contracts.tariff_saving_gbp;
    assert!((saved - acute / 12.0 * (1.0 - last)).abs() < 1.0, "{saved}");
}

/// The board alone asks 3.5% for 2010/11 and 4% then: four Aprils leave .965 · .96^3 in March 2014; the price is paid, so
/// providers lose what cost fell less, to the pound.
#[test]
fn the_tariff_falls_each_april_by_what_was_set_in_december() {
    let geography = small();
    let mut p = plain();
    p.contracts.board_weight = 1.0;
    p.contracts.local_fit = 0.0;
    p.contracts.prime = 0.0;
    p.contracts.alliance = 0.0;
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let simulation = run(&burnt, &geography, 60);
    let contracts = &simulation.world.contracts;
    assert!((contracts.tariff - 0.965 * 0.96_f64.powi(3)).abs() < 1e-12);
    let acute = simulation.nature.allocation_gbp * 0.5;
    let mut balance = 0.0;
    for month in 1..=60 {
        let price = [
            1.0,
            0.965,
            0.965 * 0.96,
            0.965 * 0.96 * 0.96,
            0.965 * 0.96_f64.powi(3),
        ][(month as usize - 1) / 12];
        balance += acute / 12.0 * (price - (1.0 - 0.014 / 12.0_f64).powi(month - 1));
    }
    let found: f64 = contracts.provider_cash.iter().sum();
    assert!((found / balance - 1.0).abs() < 1e-9, "{found} {balance}");
    assert!(contracts.overspend_gbp.iter().all(|gbp| gbp.abs() < 1e-6));
    // After the savings drive it asks 2%.
    let later = run(&burnt, &geography, 84).world.contracts.tariff;
    assert!((later - 0.965 * 0.96_f64.powi(4) * 0.98).abs() < 1e-12);
}

/// T18: all by results against all in block differ by the elasticity times the margin, six months
/// after April 2009, and not before.
#[test]
fn volume_answers_price_after_six_months() {
    let geography = small();
    let mut p = plain();
    p.contracts.volume_response = 0.1;
    p.contracts.productivity = 0.0;
    (p.contracts.marginal, p.contracts.any_qualified) = (0.0, 0.0);
    (p.contracts.prime, p.contracts.alliance) = (0.0, 0.0);
    p.contracts.start_tariff = 0.0;
    p.contracts.by_results = 1.0;
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let before = run(&burnt, &geography, 6).world.contracts.activity;
    assert!(before.iter().all(|q| (q - 1.0).abs() < 1e-12));
    let after = run(&burnt, &geography, 7).world.contracts.activity;
    assert!(after.iter().all(|q| (q - 1.04).abs() < 1e-12), "{after:?}");
}

/// A bid of true cost never collapses where cost and payment stand still; one far below it does, and
/// falls back to block.
#[test]
fn only_bids_below_cost_collapse() {
    let geography = small();
    let mut p = plain();
    p.contracts.prime = 0.3;
    p.contracts.perceived = 0.0;
    p.contracts.productivity = 0.0;
    p.contracts.alliance = 0.0;
    p.contracts.bid_indexed = 0.0;
    let honest_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let honest = run(&honest_burnt, &geography, 60);
    assert!(honest.world.contracts.tally[BEGUN] > 0);
    assert_eq!(honest.world.contracts.tally[COLLAPSED], 0);
    p.contracts.bid_discount = 0.4;
    let low_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let low = run(&low_burnt, &geography, 60);
    let contracts = &low.world.contracts;
    assert_eq!(contracts.tally[COLLAPSED], contracts.tally[BEGUN]);
    // Loss 40% a year of the price of 60%: 5% of five years' value is gone after five months.
    let early = run(&low_burnt, &geography, 5).world.contracts.tally;
    assert_eq!(early[COLLAPSED], early[BEGUN], "{early:?}");
    assert_eq!(
        run(&low_burnt, &geography, 4).world.contracts.tally[COLLAPSED],
        0
    );
    assert!(contracts.mix.iter().all(|mix| mix[PRIME].abs() < 1e-15));
    assert!(outcome(&low, "prime_collapsed").is_some_and(|s| (s - 1.0).abs() < 1e-12));
}

/// Fear shrinks what the rules allow, in proportion to grip.
#[test]
fn perceived_constraint_shrinks_unusual_contracts_below_what_rules_allow() {
    let geography = small();
    let mut p = plain();
    p.contracts.alliance = 0.2;
    p.contracts.prime = 0.0;
    p.contracts.perceived = 0.0;
    let free_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let free = outcome(&run(&free_burnt, &geography, 1), "unusual_contracts").unwrap();
    p.contracts.perceived = 0.5;
    let held_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let held = outcome(&run(&held_burnt, &geography, 1), "unusual_contracts").unwrap();
    assert!((free - 0.2).abs() < 1e-12);
    // Grip of 2009 on contracts is .6: 1 - .5 · .6 = .7.
    assert!((held / free - 0.7).abs() < 1e-12);
}

/// Guaranteed volume brings providers in that certainty alone does not, and pays for what is not
/// used.
#[test]
fn a_guarantee_buys_entry_and_waste() {
    let geography = small();
    let mut p = plain();
    p.entry.entrants = 20.0;
    // Small against any trust of a tenth of England.
    p.entry.planned_gbp_m = 5.0;
    p.entry.investment_gbp_m = 1.0;
    p.contracts.any_qualified = 0.0;
    p.entry.guarantee_offered = 0.0;
    let none_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let none = run(&none_burnt, &geography, 24);
    assert_eq!(none.world.contracts.tally[ENTERED], 0);
    p.entry.guarantee_offered = 1.0;
    let all_burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let all = run(&all_burnt, &geography, 24);
    assert!(all.world.contracts.tally[ENTERED] > 10);
    let used = outcome(&all, "guaranteed_use").unwrap();
    assert!((used - 0.83).abs() < 1e-9, "{used}");
    let spent = |s: &Simulation<'_>| s.world.contracts.overspend_gbp.iter().sum::<f64>();
    assert!(spent(&all) > spent(&none));
}

/// Money that leaves commissioners for acute care arrives: payments are the tariff for the volume
/// of April 2009 and what is spent beyond it; providers' balances are income less cost.
#[test]
fn providers_receive_what_commissioners_pay() {
    let geography = small();
    let mut p = Parameters::default();
    p.entry.entrants = 0.0;
    p.practices.coverage = 0.0;
    p.contracts.termination_gbp_m = 0.0;
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 5);
    let mut simulation = run(&burnt, &geography, 0);
    let acute = simulation.nature.allocation_gbp * 0.5 / 12.0;
    for month in 1..=36 {
        let before: f64 = simulation.world.contracts.provider_cash.iter().sum();
        simulation.run_to(grip::units::Month(month));
        let contracts = &simulation.world.contracts;
        let after: f64 = contracts.provider_cash.iter().sum();
        let paid = contracts.tariff * acute + contracts.overspend_gbp.iter().sum::<f64>();
        let cost = acute - contracts.tariff_saving_gbp - contracts.activity_saving_gbp;
        assert!(
            (after - before - (paid - cost)).abs() < 1.0,
            "month {month}"
        );
    }
}

/// Shares by form always sum to one.
#[test]
fn every_commissioner_pays_for_all_its_acute_care() {
    let geography = small();
    let mut p = Parameters::default();
    p.contracts.prime = 0.1;
    p.contracts.bid_discount = 0.25;
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 5);
    let mut simulation = run(&burnt, &geography, 0);
    for month in 1..=72 {
        simulation.run_to(grip::units::Month(month));
        for mix in &simulation.world.contracts.mix {
            assert!(
                (mix.iter().sum::<f64>() - 1.0).abs() < 1e-9,
                "month {month}"
            );
            assert!(mix.iter().all(|&share| share >= 0.0));
        }
    }
    assert_eq!(FORMS, 6);
}

/// What the value of treatment is reckoned from: England's tenth, its acute care in GBP a month.
fn acute_month(simulation: &Simulation<'_>) -> f64 {
    simulation.nature.allocation_gbp * 0.5 / 12.0
}

/// Activity of 1.04 from the seventh month on: health .5 · .6 · .04 = .012 of acute care a month over
/// GBP 12,936; in the first six months nothing, and nothing ever where treatment has no value.
#[test]
fn treatment_above_need_is_worth_its_marginal_cost() {
    let geography = small();
    let mut p = plain();
    p.contracts.volume_response = 0.1;
    p.contracts.productivity = 0.0;
    (p.contracts.marginal, p.contracts.any_qualified) = (0.0, 0.0);
    (p.contracts.prime, p.contracts.alliance) = (0.0, 0.0);
    p.contracts.start_tariff = 0.0;
    p.contracts.by_results = 1.0;
    let with = burnt(&geography, &p, &[Domain::Contracts], 3);
    let simulation = run(&with, &geography, 6);
    assert!(simulation.world.contracts.qaly.total.abs() < 1e-9);
    let simulation = run(&with, &geography, 7);
    let expected = 0.012 * acute_month(&simulation) / 12_936.0;
    let found = simulation.world.contracts.qaly_month;
    assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
    p.contracts.activity_value = 0.0;
    let without = burnt(&geography, &p, &[Domain::Contracts], 3);
    assert!(
        run(&without, &geography, 12)
            .world
            .contracts
            .qaly_month
            .abs()
            < 1e-12
    );
}

/// A prime contract withholds 5% · .6 = 3% of treatment on a quarter of acute care of all: activity
/// .9925, health -.5 · .6 · .0075; what it saves is marginal cost, and loses half of its worth.
#[test]
fn treatment_withheld_costs_health() {
    let geography = small();
    let mut p = plain();
    p.contracts.productivity = 0.0;
    p.contracts.stint = 0.05;
    (p.contracts.prime, p.contracts.prime_scope) = (0.25, 0.25);
    (p.contracts.alliance, p.contracts.perceived) = (0.0, 0.0);
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let simulation = run(&burnt, &geography, 1);
    let contracts = &simulation.world.contracts;
    assert!(
        contracts
            .activity
            .iter()
            .all(|q| (q - 0.9925).abs() < 1e-12)
    );
    let expected = -0.5 * 0.6 * 0.0075 * acute_month(&simulation) / 12_936.0;
    assert!((contracts.qaly_month / expected - 1.0).abs() < 1e-9);
}

/// A bid of 1 at the tariff of April 2009 pays .965 in 2010/11 and .965 · .96 in 2011/12 where it is
/// indexed, 1 where it is not, and halfway where half of it is.
#[test]
fn a_prime_contract_is_paid_as_the_tariff_moves() {
    let geography = small();
    let paid = |indexed: f64, months: i32| {
        let mut p = plain();
        p.contracts.productivity = 0.0;
        (p.contracts.board_weight, p.contracts.local_fit) = (1.0, 0.0);
        (p.contracts.prime, p.contracts.prime_scope) = (0.25, 0.25);
        (p.contracts.alliance, p.contracts.perceived) = (0.0, 0.0);
        p.contracts.guarantee = 1.0;
        p.contracts.bid_indexed = indexed;
        let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
        let simulation = run(&burnt, &geography, months);
        let contracts = &simulation.world.contracts;
        assert_eq!(contracts.tally[COLLAPSED], 0);
        let acute = acute_month(&simulation);
        // What is not prime is paid at the tariff.
        let above = contracts.overspend_gbp.iter().sum::<f64>() / acute;
        (above + 0.25 * contracts.tariff) / 0.25
    };
    for (month, tariff) in [(12, 1.0), (13, 0.965), (25, 0.965 * 0.96)] {
        assert!((paid(1.0, month) - tariff).abs() < 1e-9, "{month}");
        assert!((paid(0.0, month) - 1.0).abs() < 1e-9, "{month}");
        assert!(
            (paid(0.5, month) - f64::midpoint(1.0, tariff)).abs() < 1e-9,
            "{month}"
        );
    }
}

/// All practices hold budgets for .4 of acute care and do what fundholders did: activity falls by
/// .4 · 3.3% = 1.32%, which saves .6 · 1.32% = .792% of acute care: not by the tariff, whose line
/// stays at nothing where unit cost and prices stand still.
#[test]
fn what_practices_save_is_not_credited_to_the_tariff() {
    let geography = small();
    let mut p = plain();
    p.contracts.productivity = 0.0;
    (p.contracts.prime, p.contracts.alliance) = (0.0, 0.0);
    let c = &mut p.practices;
    (c.coverage, c.holder_people) = (1.0, 7_000.0);
    (c.information, c.information_gbp, c.managers_moved) = (0.4, 0.0, 0.0);
    (c.incentive, c.risk_pooled) = (0.5, 1.0);
    let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
    let simulation = run(&burnt, &geography, 12);
    let contracts = &simulation.world.contracts;
    let acute = acute_month(&simulation);
    assert!(contracts.tariff_saving_gbp.abs() < 1e-6 * acute);
    assert!((contracts.activity_saving_gbp / acute - 0.00792).abs() < 1e-12);
    let line = outcome(&simulation, "saving_real_activity").unwrap();
    assert!((line * 1e6 / (12.0 * acute * 0.00792) - 1.0).abs() < 1e-9);
    // Each year begins from nothing.
    let later = run(&burnt, &geography, 36);
    let third = outcome(&later, "saving_real_activity").unwrap();
    assert!((third / line - 1.0).abs() < 1e-9);
    assert!(later.world.contracts.qaly.year < later.world.contracts.qaly.total / 2.0);
    // Health of the month: -.5 · .6 · 1.32%, and half of what practices keep at the tariff of 1:
    // .4 [2% e^(-11/36) + .5 · 3.3%].
    let kept = 0.4 * (0.02 * libm::exp(-11.0 / 36.0) + 0.0165);
    let expected = (0.5 * kept - 0.5 * 0.6 * 0.0132) * acute / 12_936.0;
    assert!((contracts.qaly_month / expected - 1.0).abs() < 1e-9);
    // Planned referrals fall by all of it.
    assert!(contracts.referred.iter().all(|r| (r - 0.967).abs() < 1e-12));
}

/// Treatment called forth shortens waits until demand has followed: with capacity 1.04 times as
/// large and an elasticity of .5 the mean wait settles at 9.5/1.04². Practices that refer 3.3% less
/// let it settle at 9.5 · .967². Where volume does not reach waiting lists both stay at 9.5.
#[test]
fn waits_follow_what_contracts_and_practices_do() {
    let geography = small();
    let settled = |results: bool, practices: bool, link: f64| {
        let mut p = plain();
        p.finance.talent_sd = 0.0;
        p.priorities.wait_elasticity = 0.5;
        p.contracts.activity_on_waits = link;
        p.contracts.productivity = 0.0;
        p.contracts.efficiency_before = 0.0;
        p.contracts.efficiency_asked = 0.0;
        p.contracts.efficiency_later = 0.0;
        p.contracts.board_weight = 1.0;
        (p.contracts.prime, p.contracts.alliance) = (0.0, 0.0);
        (p.contracts.marginal, p.contracts.any_qualified) = (0.0, 0.0);
        p.contracts.start_tariff = 0.0;
        (p.contracts.by_results, p.contracts.volume_response) =
            if results { (1.0, 0.1) } else { (0.0, 0.0) };
        if practices {
            (p.practices.coverage, p.practices.holder_people) = (1.0, 7_000.0);
            (p.practices.information, p.practices.incentive) = (0.4, 0.5);
            (p.practices.information_gbp, p.practices.managers_moved) = (0.0, 0.0);
        }
        let there = [Domain::Priorities, Domain::Contracts];
        let burnt = burnt(&geography, &p, &there, 5);
        let simulation = run(&burnt, &geography, 180);
        simulation.world.priorities.wait_weeks[0]
    };
    assert!((settled(true, false, 1.0) / (9.5 / (1.04 * 1.04)) - 1.0).abs() < 1e-6);
    assert!((settled(false, true, 1.0) / (9.5 * 0.967 * 0.967) - 1.0).abs() < 1e-6);
    assert!((settled(true, true, 0.0) / 9.5 - 1.0).abs() < 1e-9);
}

/// One gain of competition in two forms: what comes as quality does not lower cost. At ω_q = 1 unit
/// cost stands still and care is better; at 0 the other way round; and the sums agree.
#[test]
fn the_gain_of_competition_is_taken_once() {
    let geography = small();
    let gained = |part: f64| {
        let mut p = plain();
        p.contracts.productivity = 0.0;
        p.contracts.competition_gain = 0.05;
        p.contracts.competition_on_quality = part;
        p.entry.entrants = 20.0;
        (p.entry.planned_gbp_m, p.entry.investment_gbp_m) = (5.0, 0.5);
        p.entry.guarantee_offered = 1.0;
        let burnt = burnt(&geography, &p, &[Domain::Contracts], 3);
        let simulation = run(&burnt, &geography, 24);
        let cheaper = 1.0 - outcome(&simulation, "unit_cost").unwrap();
        let units = simulation.institutions.units.iter();
        let better = units
            .zip(&simulation.world.contracts.care_quality)
            .map(|(unit, better)| unit.weight * better)
            .sum::<f64>();
        (cheaper, better)
    };
    let (cost, quality, half) = (gained(0.0), gained(1.0), gained(0.5));
    assert!(cost.0 > 1e-5 && cost.1.abs() < 1e-15);
    assert!(quality.0.abs() < 1e-15 && quality.1 > 1e-5);
    // Cost falls by what is lost of what is left, quality by the sum: equal to second order.
    assert!(
        (cost.0 / quality.1 - 1.0).abs() < 0.05,
        "{cost:?} {quality:?}"
    );
    assert!((half.0 + half.1 - quality.1).abs() < 0.05 * quality.1);
}

/// Contracts pass by people: a body made of three quarters of one with a contract and a quarter of one
/// without covers three quarters of that contract's part at its payment. Two contracts are paid as one
/// what they were paid apart, whatever the tariff does; losses and bars pass too.
#[test]
fn prime_contracts_pass_by_overlap() {
    let p = Parameters::default().contracts;
    let first = Prime {
        since: 25,
        scope: 0.2,
        bid: 0.9,
        tariff: 0.96,
        loss_gbp: 6e6,
        barred_until: NEVER,
        barred_scope: 0.0,
    };
    let second = Prime {
        since: 49,
        scope: 0.4,
        bid: 0.8,
        tariff: 0.88,
        loss_gbp: -2e6,
        barred_until: NEVER,
        barred_scope: 0.0,
    };
    let collapsed = Prime {
        barred_until: 97,
        barred_scope: 0.2,
        ..Prime::NONE
    };
    let old = [first, second, collapsed, Prime::NONE];
    let piece = |from: usize, of_new: f64, of_old: f64| Passed {
        from,
        of_new,
        of_old,
    };

    let one = Prime::passed_on(&old, &[piece(0, 0.75, 1.0), piece(3, 0.25, 1.0)]);
    assert!(one.is_in_force() && one.since == 25);
    assert!((one.scope - 0.15).abs() < 1e-15 && (one.loss_gbp - 6e6).abs() < 1e-6);
    assert!((one.price(&p, 0.8) - first.price(&p, 0.8)).abs() < 1e-12);

    let both = Prime::passed_on(&old, &[piece(0, 0.6, 0.5), piece(1, 0.4, 1.0)]);
    assert!((both.scope - 0.28).abs() < 1e-15 && both.since == 49);
    assert!((both.loss_gbp - 1e6).abs() < 1e-6);
    for tariff in [1.0, 0.9, 0.8, 0.7] {
        let apart = 0.12 * first.price(&p, tariff) + 0.16 * second.price(&p, tariff);
        assert!((both.scope * both.price(&p, tariff) - apart).abs() < 1e-12);
    }

    let barred = Prime::passed_on(&old, &[piece(2, 0.5, 1.0), piece(3, 0.5, 1.0)]);
    assert!(!barred.is_in_force() && barred.barred_until == 97);
    assert!((barred.barred(96) - 0.1).abs() < 1e-15 && barred.barred(97) == 0.0);
    // Beside a contract in force a bar goes on over its own part.
    let mixed = Prime::passed_on(&old, &[piece(0, 0.5, 1.0), piece(2, 0.5, 1.0)]);
    assert!(mixed.is_in_force() && (mixed.scope - 0.1).abs() < 1e-15);
    assert!((mixed.barred(60) - 0.1).abs() < 1e-15);
    assert!(!Prime::passed_on(&old, &[piece(3, 1.0, 1.0)]).is_in_force());
}

/// Budgets over .4 of acute care of half the people, which make it better by .02 at an information of
/// one half: .5 · .4 · .02 · .5 = .002 of acute spending, in health at its price.
#[test]
fn budgets_move_the_quality_of_the_care_that_they_cover() {
    let geography = small();
    let health = |gain: f64| {
        let mut p = plain();
        p.practices.coverage = 0.5;
        p.practices.quality_gain = gain;
        (p.practices.information, p.practices.information_gbp) = (0.5, 0.0);
        p.practices.managers_moved = 0.0;
        let burnt = burnt(&geography, &p, &[Domain::Contracts], 7);
        let run = run(&burnt, &geography, 1);
        let acute = run.nature.allocation_gbp * p.contracts.acute_share / 12.0;
        (
            run.world.contracts.qaly_month,
            acute / p.health.gbp_per_qaly,
        )
    };
    let (with, care) = health(0.02);
    let (without, _) = health(0.0);
    assert!(((with - without) / care - 0.002).abs() < 1e-9);
}

/// And true quality by that part of acute care of all: .002 times the share of acute care.
#[test]
fn true_quality_holds_what_budgets_make_of_acute_care() {
    let geography = small();
    let quality = |gain: f64| {
        let mut p = plain();
        p.practices.coverage = 0.5;
        p.practices.quality_gain = gain;
        (p.practices.information, p.practices.information_gbp) = (0.5, 0.0);
        p.practices.managers_moved = 0.0;
        let burnt = burnt(&geography, &p, &[Domain::Contracts, Domain::Priorities], 7);
        outcome(&run(&burnt, &geography, 12), "quality_true").unwrap()
    };
    let acute = Parameters::default().contracts.acute_share;
    assert!((quality(0.02) / quality(0.0) - (1.0 + 0.002 * acute)).abs() < 1e-9);
}

/// Where all managers of holders' people move down and leave their whole work undone, capacity falls by
/// their part of running cost, with or without the domain of support.
#[test]
fn who_moves_down_is_missed_without_the_domain_of_support_too() {
    let geography = small();
    for domains in [
        &[Domain::Contracts][..],
        &[Domain::Contracts, Domain::Support],
    ] {
        let mut p = Parameters::default();
        (p.practices.coverage, p.practices.managers_moved) = (1.0, 0.5);
        p.practices.moved_gap = 1.0;
        let burnt = burnt(&geography, &p, domains, 7);
        let run = run(&burnt, &geography, 1);
        let o = &run.institutions.overheads;
        for (u, unit) in run.institutions.units.iter().enumerate() {
            let by_people = o.head_gbp * unit.population;
            let left = 1.0 - 0.5 * by_people / (o.body_gbp + by_people);
            let expected = libm::pow(left, p.people.staffing_exponent);
            // In the first month with staff, turnover has moved nothing yet.
            assert!((run.world.condition.staffing[u] - expected).abs() < 1e-9);
        }
    }
}
