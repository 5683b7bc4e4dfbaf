//! Laws that hold for every configuration: money, shares, and what is never counted twice.

mod common;

use common::{arm, burn, england, small};
use grip::engine::Simulation;
use grip::model::ledger::{Account, Ledger, Line, TRANSFERS};
use grip::scenario::{Arm, Domains, Flags, Law, Mixing, PARAMETERS, Parameters};
use grip::units::{Month, Pence};
use proptest::prelude::*;

fn random_parameters() -> impl Strategy<Value = Parameters> {
    proptest::collection::vec(0.0..=1.0_f64, PARAMETERS.len()).prop_map(|draws| {
        let mut p = Parameters::default();
        let mut simplex = 0.0;
        for (parameter, u) in PARAMETERS.iter().zip(&draws) {
            let [low, high] = parameter.sampled.unwrap_or([parameter.default; 2]);
            let value = match parameter.law {
                Law::Simplex => u + 0.01,
                Law::Integer => (low + u * (high - low)).round(),
                Law::Uniform => low + u * (high - low),
                Law::LogUniform => low * libm::pow(high / low, *u),
            };
            if parameter.law == Law::Simplex {
                simplex += value;
            }
            (parameter.set)(&mut p, value);
        }
        p.evidence.heterogeneity_region /= simplex;
        p.evidence.heterogeneity_place /= simplex;
        p.evidence.heterogeneity_atom /= simplex;
        p
    })
}

fn some_arm() -> impl Strategy<Value = Arm> {
    let name = prop::sample::select(vec![
        "single_trusts",
        "lead_cluster",
        "consortium",
        "region_jointly",
        "strategic_authority",
        "specialist",
        "department",
        "nice_advice",
        "nice_mandate",
        "all_at_once",
        "trusts_under_board",
        "groups_under_board",
        "systems_under_board",
    ]);
    (name, 0.0..=1.0_f64, any::<bool>()).prop_map(|(name, grip, lottery)| {
        let mut arm = arm(name);
        if name.ends_with("under_board") {
            arm.grip = grip;
            arm.mixing = if lottery {
                Mixing::Lottery
            } else {
                Mixing::Blend
            };
        }
        arm
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_configuration_makes_or_loses_a_penny(p in random_parameters(), arm in some_arm(), seed in 0_u64..1_000) {
        let geography = small();
        let burnt = burn(&geography, &p, Flags::default(), seed, std::slice::from_ref(&arm));
        let mut run = Simulation::fork(&burnt, &geography, &arm, p.clone());
        let mut paid = Pence::ZERO;
        let mut claimed = 0.0;
        let pool: f64 = burnt.nature.items.spend_gbp.iter().sum();
        for month in 1..=26 {
            run.run_to(Month(month));
            let world = &run.world;
            prop_assert!(world.ledger.balances());
            // What purses pay for bureaucracy is what the accounts received.
            paid += world.ledger.real.iter().map(|purse| purse.lines[Line::Bureaucracy as usize]).sum();
            // Upper tiers are granted what they spend, and keep nothing.
            let upper = &world.ledger.real[world.ledger.upper()];
            prop_assert_eq!(upper.lines[Line::Receipts as usize], upper.lines[Line::Bureaucracy as usize]);
            prop_assert_eq!(upper.closing, Pence::ZERO);
            for (u, unit) in run.institutions.units.iter().enumerate() {
                let (real, reported) = (&world.ledger.real[u], &world.ledger.reported[u]);
                let gbp = |line: Line| real.lines[line as usize].gbp();
                // The contract for pool services is provided, stranded or released, purse by purse,
                // to the penny that two roundings may move.
                let atoms = unit.parcels.iter().flat_map(|&q| &run.institutions.parcels[q].atoms);
                let cash: f64 = atoms.map(|&n| world.cash[n as usize]).sum();
                let contract = pool * unit.weight / 12.0;
                prop_assert!((gbp(Line::PoolWork) + gbp(Line::Stranded) + cash - contract).abs() < 0.0101);
                // What is claimed beyond the saving stands against it in the contra account.
                let other = real.lines[Line::OtherCare as usize] - reported.lines[Line::OtherCare as usize];
                let claim = reported.lines[Line::SavingClaimed as usize];
                prop_assert_eq!(claim + reported.lines[Line::Unsubstantiated as usize], other);
                prop_assert!((other.gbp() - (cash - world.unit_cash_at_start[u])).abs() < 0.0051);
                claimed += claim.gbp();
            }
            // The outcome is the line of the reported book, but for half a penny an entry.
            let entries = f64::from(month) * run.institutions.units.len() as f64;
            prop_assert!((claimed - world.flows.saving_reported.total).abs() <= 0.0051 * entries);
            let accounts: Pence = world.ledger.accounts.iter().copied().sum();
            prop_assert_eq!(paid, accounts);
            let parts: Pence = world.ledger.decision.iter().copied().sum();
            prop_assert_eq!(parts, world.ledger.accounts[Account::Decision as usize]);
            for account in Account::ALL.iter().filter(|a| !run.flags.domains.has(a.domain())) {
                prop_assert_eq!(world.ledger.accounts[*account as usize], Pence::ZERO);
            }
            // What fills a row up holds neither money nor policy.
            let lanes = burnt.nature.lanes;
            for row in [&world.withdrawn, &world.action] {
                prop_assert!(row.chunks_exact(lanes).all(|row| row[burnt.nature.count..].iter().all(|&x| x == 0.0)));
            }
            // Shares are shares; nothing is not a number.
            prop_assert!(world.withdrawn.iter().all(|y| (0.0..=1.0).contains(y)));
            prop_assert!(world.action.iter().all(|x| (0.0..=1.0).contains(x)));
            prop_assert!(world.legitimacy.iter().all(|l| (0.0..=1.0).contains(l)));
            prop_assert!(world.lean.iter().all(|l| (0.0..=1.0).contains(l)));
            prop_assert!(world.pressure.iter().all(|f| (0.0..=2.0).contains(f)));
            prop_assert!(world.cash.iter().all(|c| c.is_finite()));
            // Cash is never more than what is withdrawn.
            for n in 0..burnt.nature.atoms {
                prop_assert!(world.cash[n] <= world.withdrawn_gbp[n] / 12.0 * (1.0 + 1e-6) + 1e-6);
            }
        }
    }
}

/// England as it was, as it could be at either end, and reorganised as often as anybody asked for.
const PRESETS: [&str; 10] = [
    "s09",
    "s11",
    "s13",
    "s22",
    "ham_rules",
    "maximal_central",
    "maximal_local",
    "practice_based",
    "history",
    "clock_2_redrawn",
];

/// Money that came into all purses and reserves in a month less what left them, transfers aside: in
/// the real book and, of commissioners and upper tiers alone, in the reported one.
fn came_in(ledger: &Ledger) -> [Pence; 2] {
    let net = |purse: &grip::model::ledger::Purse| -> Pence {
        let lines = purse.lines.iter().enumerate().skip(1);
        let paid: Pence = lines
            .filter(|(line, _)| TRANSFERS.iter().all(|t| *t as usize != *line))
            .map(|(_, paid)| *paid)
            .sum();
        purse.lines[Line::Receipts as usize] - paid
    };
    let real = ledger.real.iter().chain(&ledger.reserves).map(net).sum();
    let reported = ledger
        .reported
        .iter()
        .chain(&ledger.reserves)
        .map(net)
        .sum();
    [real, reported]
}

/// V11 with every domain: whatever is decided, contracted, bailed out or reorganised, each month
/// every purse balances in both books, begins where it ended, and nothing is made or lost.
#[test]
fn every_preset_keeps_its_money_with_every_domain() {
    let mut p = Parameters::default();
    // Reorganisations of the calendar only, so that they can be counted.
    p.politics.reorganises = 0.0;
    keep_their_money(&p, true);
}

/// V11 with what rests by default too: caps and cuts, subsidies, guarantees and frameworks of suppliers,
/// an exit that is undone, appraisal, a collective body, a board that covers, ministers who reorganise.
#[test]
fn every_preset_keeps_its_money_with_everything_on() {
    let mut p = Parameters::default();
    p.politics.reorganises = 0.5;
    p.politics.collective = 0.3;
    p.politics.board_cover = 0.2;
    p.priorities.appraisal_rate = 0.1;
    let support = &mut p.support;
    support.cap_in_force = 1.0;
    support.cut = 0.1;
    support.subsidy = 0.1;
    support.framework = 0.3;
    support.guarantee = 0.3;
    support.undone = 0.5;
    keep_their_money(&p, false);
}

/// Holds the books of every preset against each other in every month of fifteen years.
fn keep_their_money(p: &Parameters, by_calendar: bool) {
    let geography = england();
    let flags = Flags {
        domains: Domains::all(),
        ..Flags::default()
    };
    let arms = PRESETS.map(arm);
    let burnt = burn(&geography, p, flags, 2009, &arms);
    let mut granted: Vec<Pence> = Vec::new();
    let mut by_ministers = 0;
    for arm in &arms {
        let name = &arm.name;
        let mut run = Simulation::fork(&burnt, &geography, arm, p.clone());
        let (mut paid, mut redrawn, mut moved) = (Pence::ZERO, 0, false);
        for month in 1..=180 {
            let before = run.world.ledger.money();
            let books = run.world.ledger.clone();
            let changed = run.reorganise();
            redrawn += usize::from(changed);
            let ledger = &run.world.ledger;
            assert_eq!(ledger.money(), before, "{name}: reorganised in {month}");
            assert_eq!(ledger.accounts, books.accounts, "{name}: {month}");
            assert!(ledger.balances(), "{name}: reorganised in {month}");
            let closing = |purses: &[grip::model::ledger::Purse]| -> Vec<Pence> {
                purses.iter().map(|purse| purse.closing).collect()
            };
            let ended = [&ledger.real, &ledger.reported, &ledger.reserves].map(|p| closing(p));
            run.run_to(Month(month));
            let ledger = &run.world.ledger;
            assert!(ledger.balances(), "{name}: {month}");
            for (purses, ended) in [&ledger.real, &ledger.reported, &ledger.reserves]
                .iter()
                .zip(&ended)
            {
                let opening: Vec<Pence> = purses.iter().map(|purse| purse.opening).collect();
                assert_eq!(&opening, ended, "{name}: {month} begins elsewhere");
            }
            let [real, reported] = came_in(ledger);
            assert_eq!(before + real, ledger.money(), "{name}: {month}");
            assert_eq!(real, reported, "{name}: {month}");
            paid += ledger
                .real
                .iter()
                .map(|purse| purse.lines[Line::Bureaucracy as usize])
                .sum();
            let accounts: Pence = ledger.accounts.iter().copied().sum();
            assert_eq!(paid, accounts, "{name}: {month}");
            assert!(ledger.month.iter().flatten().all(|&x| x == Pence::ZERO));
            let upper = &ledger.real[ledger.upper()];
            assert_eq!(upper.closing, Pence::ZERO, "{name}: {month}");
            moved |= ledger.reserves.iter().any(|r| r.closing != r.opening);
            // All arms are granted the same money, but for half a penny a purse.
            let receipts = ledger.real[..ledger.upper()].iter();
            let receipts: Pence = receipts
                .map(|purse| purse.lines[Line::Receipts as usize])
                .sum();
            let first = *granted.get(month as usize - 1).unwrap_or(&receipts);
            if granted.len() < month as usize {
                granted.push(receipts);
            }
            assert!(
                (receipts.0 - first.0).abs() <= 211,
                "{name}: {month} is granted {receipts:?} instead of {first:?}"
            );
        }
        let expected = match name.as_str() {
            "history" => 3,
            "clock_2_redrawn" => 7,
            _ => 0,
        };
        assert!(moved, "{name}: no reserve ever moves");
        if !by_calendar {
            by_ministers += redrawn - expected;
            continue;
        }
        assert_eq!(redrawn, expected, "{name}");
        let account = |a: Account| run.world.ledger.accounts[a as usize];
        for a in [Account::Redundancy, Account::Transition] {
            assert_eq!(account(a) > Pence::ZERO, redrawn > 0, "{name}: {a:?}");
        }
        let rest = Account::ALL.iter().filter(|a| {
            !matches!(
                a,
                Account::Redundancy | Account::Transition | Account::Duplication
            )
        });
        for a in rest {
            assert!(account(*a) > Pence::ZERO, "{name}: {a:?} is never charged");
        }
    }
    assert!(
        by_calendar || by_ministers > 0,
        "ministers never reorganise"
    );
}
