//! Commissioning support and staff: limits with an exact answer, and what a switch or an absent
//! domain must leave alone.

mod common;

use common::{Stand, arm, burn, england, run_to, small, value, without};
use grip::engine::{self, OUTCOMES, Record, Simulation};
use grip::model::domains::option::{option_multiple, worth};
use grip::model::domains::support::{
    Mode, best_partners, board_people, insight, is_hosted, make_gbp, quoted, share_gbp,
};
use grip::model::ledger::{Account, Line};
use grip::model::nature::Clamped;
use grip::model::{World, proposal};
use grip::scenario::geography::Geography;
use grip::scenario::{Arm, Domain, Domains, Flags, MECHANISMS, PARAMETERS, Parameters, Switches};
use grip::units::{Month, Pence};

fn there() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Support]),
        ..Flags::default()
    }
}

/// V17: sharing is cheapest at m* = √(2F/κ) partners: 3.87 at F = 1.5, κ = .2.
#[test]
fn sharing_is_cheapest_at_the_root_of_twice_the_fixed_cost_over_that_of_agreeing() {
    for (fixed, agreeing, known) in [(1.5, 0.2, 3.873), (3.0, 0.05, 10.954), (0.5, 0.5, 1.414)] {
        let mut p = Parameters::default().support;
        p.make_fixed_gbp_m = fixed;
        p.sharing_gbp_m = agreeing;
        assert!((best_partners(&p) - known).abs() < 1e-3);
        let cheapest = (1..40)
            .min_by(|&a, &b| {
                share_gbp(&p, 340_000.0, f64::from(a)).total_cmp(&share_gbp(
                    &p,
                    340_000.0,
                    f64::from(b),
                ))
            })
            .unwrap();
        assert!((f64::from(cheapest) - known).abs() <= 0.5);
    }
    let p = Parameters::default().support;
    assert!((share_gbp(&p, 340_000.0, 1.0) - make_gbp(&p, 340_000.0)).abs() < 1e-9);
}

/// V18: without doubt a supplier enters when the market is worth its cost; doubt makes it wait.
/// Multiples 1.16, 1.33, 1.77, 2.32, 3.00 at σ = .05, .1, .2, .3, .4 and r = δ = .06.
#[test]
fn certainty_brings_the_threshold_of_entry_down_to_net_present_value() {
    for (volatility, multiple) in [
        (0.05, 1.16),
        (0.1, 1.33),
        (0.2, 1.77),
        (0.3, 2.32),
        (0.4, 3.00),
    ] {
        assert!((option_multiple(volatility, 0.06, 0.06) - multiple).abs() < 0.005);
    }
    assert!((option_multiple(1e-4, 0.06, 0.06) - 1.0).abs() < 1e-3);
    let mut last = 1.0;
    for step in 1..60 {
        let now = option_multiple(0.01 * f64::from(step), 0.06, 0.06);
        assert!(now > last);
        last = now;
    }
    // 100 a year for 60 months at 6%: 100 (1 - e^-.3)/.06 = 431.97.
    assert!((worth(100.0, 0.06, 60.0) - 431.970).abs() < 1e-3);
}

#[test]
fn price_is_cost_with_overhead_spread_and_a_margin() {
    // (10 + 6e6/2e6) x 1.05 = 13.65.
    assert!((quoted(10.0, 6e6, 2e6, 0.05) - 13.65).abs() < 1e-12);
}

#[test]
fn the_board_hosts_until_the_exit_unless_the_election_undoes_it() {
    let p = Parameters::default().support;
    assert!(is_hosted(&p, 84, 0.9) && !is_hosted(&p, 85, 0.9));
    assert!(is_hosted(&p, 180, 0.1), "undone at chance .3");
}

/// Running cost and the support market together: what a commissioner pays in a month is its own
/// staff and the price of what it buys with procurement, to the penny of rounding.
#[test]
fn a_buyer_pays_its_own_staff_the_price_and_procurement() {
    let geography = small();
    let p = Parameters::default();
    let arms = [arm("single_trusts")];
    let burnt = burn(&geography, &p, there(), 3, &arms);
    let mut run = run_to(&burnt, &geography, &arms[0], 59);
    let before = run.world.ledger.real.clone();
    run.run_to(Month(60));
    let s = &p.support;
    let o = &run.institutions.overheads;
    let mut buyers = 0;
    for (u, unit) in run.institutions.units.iter().enumerate() {
        let Mode::Buy(c) = run.world.support.mode[u].mode else {
            continue;
        };
        buyers += 1;
        let price = run.world.support.suppliers[c as usize].price;
        let make = make_gbp(s, unit.population);
        let running = o.body_gbp + o.head_gbp * unit.population;
        assert!(make < 0.9 * running);
        let saved = run.world.support.running_saving_gbp[u];
        let market =
            price * unit.population * s.margin / (1.0 + s.margin) + s.procurement_gbp_k * 1e3;
        let pays = (running - make + price * unit.population + s.procurement_gbp_k * 1e3) / 12.0;
        assert!((running / 12.0 - saved + market / 12.0 - pays).abs() < 0.01);
    }
    assert!(buyers > 0);
    assert_eq!(before.len(), run.world.ledger.real.len());
    assert!(run.world.ledger.balances());
}

/// Every month in both books, and what purses pay is what the accounts received.
#[test]
fn support_and_staff_make_or_lose_no_penny() {
    let geography = small();
    let p = lively();
    for name in ["single_trusts", "groups_under_board", "systems_under_board"] {
        let arm = arm(name);
        let burnt = burn(&geography, &p, there(), 6, std::slice::from_ref(&arm));
        let mut run = Simulation::fork(&burnt, &geography, &arm, p.clone());
        let mut paid = Pence::ZERO;
        for month in 1..=100 {
            run.run_to(Month(month));
            let ledger = &run.world.ledger;
            assert!(ledger.balances(), "{name}, month {month}");
            paid += ledger
                .real
                .iter()
                .map(|purse| purse.lines[Line::Bureaucracy as usize])
                .sum();
            let accounts: Pence = ledger.accounts.iter().copied().sum();
            assert_eq!(paid, accounts, "{name}, month {month}");
            let condition = &run.world.condition;
            assert!(condition.vacancy.iter().all(|v| (0.0..1.0).contains(v)));
            assert!(condition.talent.iter().all(|t| (0.3..=2.0).contains(t)));
            assert!(condition.staffing.iter().all(|s| *s > 0.0));
        }
    }
}

#[test]
fn volumes_of_suppliers_are_the_people_of_their_buyers() {
    let geography = england();
    let p = Parameters::default();
    let arms = [arm("groups_under_board")];
    let burnt = burn(&geography, &p, there(), 4, &arms);
    for month in [49, 60, 84, 120] {
        let run = run_to(&burnt, &geography, &arms[0], month);
        let support = &run.world.support;
        let mut people = 0.0;
        for (unit, way) in run.institutions.units.iter().zip(&support.mode) {
            if let Mode::Buy(c) = way.mode {
                assert!(support.suppliers[c as usize].alive, "month {month}");
                people += unit.population;
            }
        }
        let volume: f64 = support.suppliers.iter().map(|c| c.volume).sum();
        assert!((volume - people).abs() < 1e-3);
        assert!(
            support
                .suppliers
                .iter()
                .filter(|c| !c.alive)
                .all(|c| c.volume < 1.0)
        );
    }
}

/// On the day on which units are spun out, each holds about one part in 23 of the people.
#[test]
fn units_start_with_contiguous_blocks_of_about_equal_population() {
    let geography = england();
    let p = Parameters::default();
    let arms = [arm("single_trusts")];
    let burnt = burn(&geography, &p, there(), 4, &arms);
    let run = run_to(&burnt, &geography, &arms[0], 49);
    let units: Vec<_> = run
        .world
        .support
        .suppliers
        .iter()
        .filter(|c| !c.private)
        .collect();
    assert_eq!(units.len(), 23);
    let fair = run.nature.nation / 23.0;
    assert!(
        units
            .iter()
            .all(|c| (0.5..1.6).contains(&(c.volume / fair)))
    );
    let home = &run.world.support.home;
    assert!(
        home.windows(2).all(|pair| pair[0] <= pair[1]),
        "blocks follow each other"
    );
}

fn same(a: &[Option<f64>], b: &[Option<f64>]) -> bool {
    a.iter().zip(b).all(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => a.to_bits() == b.to_bits(),
        (None, None) => true,
        _ => false,
    })
}

fn run(geography: &Geography, p: &Parameters, flags: Flags, arm: &Arm) -> Record {
    let burnt = burn(geography, p, flags, 9, std::slice::from_ref(arm));
    engine::run_arm(&burnt, geography, arm, p.clone(), &[60, 120])
}

#[test]
fn without_the_domain_its_parameters_move_no_bit() {
    let geography = small();
    let arm = arm("groups_under_board");
    let base = run(&geography, &Parameters::default(), Flags::default(), &arm);
    let mut p = Parameters::default();
    for parameter in PARAMETERS
        .iter()
        .filter(|p| p.domain() == Domain::Support && p.table() != "grip")
    {
        let [low, high] = parameter.range;
        let moved = if (parameter.default - low).abs() > 1e-12 {
            low
        } else {
            high
        };
        (parameter.set)(&mut p, moved);
    }
    let other = run(&geography, &p, Flags::default(), &arm);
    for (a, b) in base.values.iter().zip(&other.values) {
        assert!(same(a, b));
    }
    assert!(
        OUTCOMES
            .iter()
            .zip(&base.values[0])
            .all(|(o, v)| o.domain != Domain::Support || v.is_none())
    );
}

/// Settings in which every mechanism has something to do.
fn lively() -> Parameters {
    let mut p = Parameters::default();
    p.support.opening_month = 13.0;
    p.support.cap_month = 25.0;
    p.support.cap_in_force = 1.0;
    // Low enough to bind in the end.
    p.support.cap_first_gbp = 60.0;
    p.support.cap_second_gbp = 60.0;
    p.support.cap_third_gbp = 12.0;
    p.support.cut = 0.1;
    p.support.subsidy = 0.1;
    p.support.framework = 0.3;
    p.support.framework_month = 37.0;
    p.support.guarantee = 0.3;
    p.support.election_month = 40.0;
    p.support.exit_month = 52.0;
    p.support.undone = 0.5;
    p.support.entrant_investment_gbp_m = 2.0;
    p.people.belief = 0.3;
    p
}

/// The small nation with everything moving, upheaval and escalation included, which other domains
/// would bring.
fn stirred(geography: &Geography, p: &Parameters, flags: Flags, seed: u64) -> Vec<Option<f64>> {
    let mut values = Vec::new();
    for name in ["single_trusts", "groups_under_board"] {
        let arm = arm(name);
        let burnt = burn(geography, p, flags, seed, std::slice::from_ref(&arm));
        let mut run = Simulation::fork(&burnt, geography, &arm, p.clone());
        run.world.condition.disruption.fill(0.08);
        run.world.condition.escalation.fill(2);
        run.run_to(Month(120));
        values.extend(engine::observe(&run.setting(), &run.world));
    }
    values
}

#[test]
fn no_mechanism_and_no_parameter_of_the_domain_is_dead() {
    let geography = small();
    let lively = lively();
    let seeds = [9, 10, 11, 12];
    let base: Vec<_> = seeds
        .map(|s| stirred(&geography, &lively, there(), s))
        .into();
    let differs = |p: &Parameters, flags: Flags| {
        seeds
            .iter()
            .zip(&base)
            .any(|(&seed, base)| !same(base, &stirred(&geography, p, flags, seed)))
    };
    let mut dead = Vec::new();
    // Redundancy is paid only where reorganisation is known; see the test of cuts.
    let silent = ["people.cut_redundant", "cut_redundancy"];
    for mechanism in MECHANISMS
        .iter()
        .filter(|m| m.domain() == Domain::Support && !silent.contains(&m.name))
    {
        let mut switches = Switches::of(there().domains);
        switches.set(mechanism.name, false).unwrap();
        let (p, flags) = switches.apply(&lively);
        if !differs(&p, flags) {
            dead.push(mechanism.name);
        }
    }
    for parameter in PARAMETERS
        .iter()
        .filter(|p| p.domain() == Domain::Support && p.table() != "grip")
        .filter(|p| !silent.contains(&p.path))
    {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        // Either end may lie on the same side of a threshold as the value in force.
        let moves = [low, high].iter().any(|&end| {
            let mut p = lively.clone();
            (parameter.set)(&mut p, end);
            differs(&p, there())
        });
        if !moves {
            dead.push(parameter.path);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

/// A cut of a tenth of running cost removes a tenth of the posts of commissioners that make their
/// support themselves; of these .4 are paid off at 43,095 each, where redundancy is known, and 35% of
/// the paid are back after two years.
#[test]
fn a_cut_pays_off_the_posts_that_turnover_does_not_take() {
    let geography = small();
    let (mut p, _) = without(&Parameters::default(), &["support_sharing"]);
    p.support.cut = 0.1;
    p.support.cap_in_force = 0.0;
    p.support.cap_month = 2.0;
    p.support.opening_month = 200.0;
    let both = Flags {
        domains: Domains::of(&[Domain::Support, Domain::Reorganisation]),
        ..Flags::default()
    };
    let trusts = arm("single_trusts");
    let paid = |p: &Parameters, flags: Flags, month: i32| {
        let burnt = burn(&geography, p, flags, 6, std::slice::from_ref(&trusts));
        let run = run_to(&burnt, &geography, &trusts, month);
        let state = &run.world.reorganisation;
        let account = run.world.ledger.accounts[Account::Redundancy as usize].gbp();
        let units = run.institutions.units.len() as f64;
        let running = 2.5e6 * units + 870e6 / 51.8e6 * run.nature.nation;
        (account, state.redundancies, state.rehired, running)
    };
    let (account, redundant, _, running) = paid(&p, both, 2);
    let posts = 0.4 * 0.1 * running / 55e3;
    assert!((redundant - posts).abs() < 1e-6, "{redundant} {posts}");
    assert!((account - posts * 43_095.0).abs() < 1.0);
    assert!(paid(&p, both, 1).0.abs() < 1e-9);
    // Paid once, not every month.
    let (later, _, back, _) = paid(&p, both, 28);
    assert!((later - account).abs() < 1e-9);
    assert!((back - 0.35 * posts).abs() < 1e-6);
    assert!(paid(&p, there(), 28).0.abs() < 1e-9);
    p.people.cut_redundant = 0.0;
    assert!(paid(&p, both, 28).0.abs() < 1e-9);
}

#[test]
fn with_everything_of_the_domain_off_running_cost_and_capacity_are_what_they_were() {
    let geography = small();
    let arm = arm("single_trusts");
    let off: Vec<&str> = MECHANISMS
        .iter()
        .filter(|m| m.domain() == Domain::Support)
        .map(|m| m.name)
        .collect();
    let (p, _) = without(&Parameters::default(), &off);
    let absent = run(&geography, &Parameters::default(), Flags::default(), &arm);
    let off = run(&geography, &p, there(), &arm);
    for name in [
        "cost_running",
        "cost_decision",
        "saving_real_disinvestment_cum",
    ] {
        let at = OUTCOMES.iter().position(|o| o.name == name).unwrap();
        for (a, b) in absent.values.iter().zip(&off.values) {
            let (a, b) = (a[at].unwrap(), b[at].unwrap());
            assert!((a - b).abs() <= 1e-6 * a.abs(), "{name}: {a} and {b}");
        }
    }
    for name in ["cost_support", "cost_interim"] {
        let at = OUTCOMES.iter().position(|o| o.name == name).unwrap();
        assert_eq!(off.values[1][at], Some(0.0), "{name}");
    }
}

#[test]
fn disbelief_drives_out_the_better_half_and_leaves_posts_vacant() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let with = |belief: f64| {
        let mut p = Parameters::default();
        p.people.belief = belief;
        let burnt = burn(&geography, &p, there(), 5, &arms);
        common::record(&burnt, &geography, &arms[0], 48)
    };
    let (calm, doubting) = (with(0.5), with(0.1));
    assert!(value(&doubting, "talent") < value(&calm, "talent") - 0.01);
    assert!(value(&doubting, "vacancies") > value(&calm, "vacancies") + 0.01);
    // .05 vacant of 15 trusts: 2.5k a vacancy and month.
    assert!(value(&doubting, "cost_interim") > value(&calm, "cost_interim"));
}

/// Under a cap that pays for less than its staff, a commissioner spends what the cap allows.
#[test]
fn a_cut_is_what_it_says() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let mut p = Parameters::default();
    p.support.opening_month = 600.0;
    p.support.cap_month = 1.0;
    p.support.cut = 0.25;
    let (p, flags) = {
        let mut switches = Switches::of(there().domains);
        switches.set("support_sharing", false).unwrap();
        switches.apply(&p)
    };
    let burnt = burn(&geography, &p, flags, 5, &arms);
    let run = run_to(&burnt, &geography, &arms[0], 24);
    let o = &run.institutions.overheads;
    let whole: f64 = run
        .institutions
        .units
        .iter()
        .map(|unit| o.body_gbp + o.head_gbp * unit.population)
        .sum();
    let saved = run.world.ledger.accounts[Account::Running as usize];
    let expected = 2.0 * (0.75 * whole - o.decision_base_gbp + o.upper_gbp);
    assert!((saved.gbp() - expected).abs() < 1_000.0);
    // .75 of the posts: capacity .75^.7 = .8176.
    assert!((run.world.condition.staffing[0] - 0.817_6).abs() < 0.002);
    assert!(run.world.ledger.accounts[Account::SupportMarket as usize] == Pence::ZERO);
}

/// The national board's work is a quarter of the nation's, at its units by what commissioners buy from
/// each. It pays their price and saves what the work cost in house; overhead is spread over it, so
/// that commissioners pay less too.
#[test]
fn the_board_buys_from_its_units_and_everybody_shares_their_overhead() {
    let geography = small();
    let arms = [arm("single_trusts")];
    let settled = |share: f64| {
        let mut p = Parameters::default();
        p.support.board_customer = share;
        let burnt = burn(&geography, &p, there(), 3, &arms);
        let mut run = run_to(&burnt, &geography, &arms[0], 49);
        let upper = run.world.ledger.upper();
        let before = run.world.ledger.real[upper].lines[Line::Bureaucracy as usize];
        run.run_to(Month(50));
        let after = run.world.ledger.real[upper].lines[Line::Bureaucracy as usize];
        let suppliers = run.world.support.suppliers.clone();
        (before, after, suppliers, run.nature.nation)
    };
    let (_, alone, apart, _) = settled(0.0);
    let (_, paid, suppliers, nation) = settled(0.25);
    let units: Vec<_> = suppliers.iter().filter(|c| c.alive).collect();
    assert!(units.len() > 1 && units.iter().all(|c| !c.private));
    let bought: f64 = units.iter().map(|c| c.volume).sum();
    let s = Parameters::default().support;
    let (mut price, mut work) = (0.0, 0.0);
    for (with, without) in suppliers.iter().zip(&apart).filter(|(c, _)| c.alive) {
        let part = 0.25 * nation * with.volume / bought;
        assert!((with.board - part).abs() < 1e-6);
        let quote = (with.head_gbp + with.overhead_gbp / (with.volume + part)) * (1.0 + s.margin);
        assert!((with.price - quote).abs() < 1e-9);
        assert!(with.price < without.price && (with.volume - without.volume).abs() < 1e-6);
        price += with.price * part;
        work += part;
    }
    let more = (paid - alone).gbp();
    assert!(
        (more - (price - make_gbp(&s, work)) / 12.0).abs() < 0.05,
        "{more}"
    );
}

/// After the exit the board's work is open to all that sell; before, to its units alone.
#[test]
fn after_the_exit_the_board_buys_from_all_that_sell() {
    let geography = england();
    let mut p = Parameters::default();
    // Cheap private suppliers enter at once, nobody is told, no supplier goes, and the exit is
    // not undone.
    p.support.undone = 0.0;
    p.support.entrant_investment_gbp_m = 0.01;
    p.support.entrant_cost = 0.8;
    p.support.loss_months = 600.0;
    p.support.mandate_weight = 0.0;
    let arms = [arm("single_trusts")];
    let burnt = burn(&geography, &p, there(), 4, &arms);
    let mut run = run_to(&burnt, &geography, &arms[0], 84);
    // The board's work for each person whose commissioner buys there, least and most, by kind.
    let rates = |run: &Simulation<'_>, private: bool| {
        let suppliers = run.world.support.suppliers.iter();
        let sells = suppliers.filter(|c| c.alive && c.private == private && c.volume > 0.0);
        let rates: Vec<f64> = sells.map(|c| c.board / c.volume).collect();
        assert!(!rates.is_empty(), "private: {private}");
        let least = rates.iter().copied().fold(f64::INFINITY, f64::min);
        (least, rates.iter().copied().fold(0.0, f64::max))
    };
    assert!(rates(&run, true).1 < 1e-12 && rates(&run, false).0 > 0.2);
    run.run_to(Month(86));
    let (least, most) = rates(&run, true);
    let (own, _) = rates(&run, false);
    assert!(least > 0.2 && (least - most).abs() < 1e-9 && (own - least).abs() < 1e-9);
}

/// (1 - .1)(1 + .5 · .1/.2) = 1.125; without freed attention only what was lost, and a board whose
/// upper tiers cost less than the work would buys less.
#[test]
fn freed_attention_goes_in_part_to_insight() {
    let mut p = Parameters::default().support;
    assert!((insight(&p, 0.1) - 1.125).abs() < 1e-12);
    assert!((insight(&p, 0.0) - 0.9).abs() < 1e-12);
    p.freed_to_insight = 0.0;
    assert!((insight(&p, 0.1) - 0.9).abs() < 1e-12);
    let mut held = Clamped::default();
    assert!((board_people(&p, 5e7, 1e9, &mut held) - 1.25e7).abs() < 1e-6);
    // .9 · 12m/12 = .9m people.
    assert!((board_people(&p, 5e7, 1.2e7, &mut held) - 9e5).abs() < 1e-6);
    assert_eq!((held.held, held.of), (1, 2));
}

/// At four times the insight, errors in what a body makes of its evidence are halved.
#[test]
fn insight_is_as_good_as_analyst_time() {
    let stand = Stand::new(&small(), &Parameters::default(), &arm("single_trusts"), 5);
    let (mut world, _) = stand.world(30);
    let panel = &stand.bodies.seats[0];
    let case = world.desks[0].cases[0];
    let error = |world: &World| {
        let mine = proposal::view(&stand.setting(), world, panel, 0, 0, &case, true);
        mine.mean - stand.nature.items.mean[0]
    };
    let plain = error(&world);
    assert!(plain.abs() > 1e-6);
    world.condition.insight[panel.bodies[0].units[0]] = 4.0;
    assert!((error(&world) / plain - 0.5).abs() < 1e-9);
}
