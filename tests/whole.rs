//! The whole system, every domain there: a run saved at any month goes on as if it had never stopped,
//! forks do not disturb each other, threads do not matter, and what is switched off is exactly none.

mod common;

use common::{arm, burn, reorganised, run_to, small, without};
use grip::engine::{self, Burnt, Record, Simulation};
use grip::model::World;
use grip::model::domains::health::Cause;
use grip::model::domains::support::Mode;
use grip::model::ledger::{Account, Line};
use grip::scenario::{Arm, Domains, Flags, Parameters};
use grip::units::Month;

fn whole(flags: Flags) -> Flags {
    Flags {
        domains: Domains::all(),
        ..flags
    }
}

/// Presets of every structure, and the calendar of what was.
fn arms() -> [Arm; 6] {
    [
        "s09",
        "s22",
        "maximal_central",
        "practice_based",
        "history",
        "clock_2_redrawn",
    ]
    .map(arm)
}

/// A world saved at month 30, or in a month in which bodies begin, goes on to the same world.
#[test]
fn a_saved_world_goes_on_as_if_it_had_never_stopped() {
    let geography = small();
    let p = Parameters::default();
    let flags = whole(Flags::default());
    let arms = arms();
    let burnt = burn(&geography, &p, flags, 41, &arms);
    for arm in &arms {
        let straight = run_to(&burnt, &geography, arm, 60).world;
        for stop in [0, 24, 30, 48] {
            let saved = run_to(&burnt, &geography, arm, stop).world;
            let bytes = postcard::to_allocvec(&saved).expect("a world can be stored");
            let read: World = postcard::from_bytes(&bytes).expect("and read");
            assert!(read == saved, "{}: {stop}", arm.name);
            let mut rest =
                Simulation::resume(&burnt.nature, &geography, arm, p.clone(), flags, read);
            rest.run_to(Month(60));
            assert!(rest.world == straight, "{}: {stop}", arm.name);
        }
    }
}

/// Two arms of the same name-free attributes are the same run; running others in between, or on
/// another thread, changes nothing.
#[test]
fn forks_and_threads_do_not_disturb_each_other() {
    let geography = small();
    let p = Parameters::default();
    let arms = arms();
    let burnt = burn(&geography, &p, whole(Flags::default()), 42, &arms);
    let run = |arm: &Arm| engine::run_arm(&burnt, &geography, arm, p.clone(), &[60]);
    let first: Vec<Record> = arms.iter().map(run).collect();
    let again: Vec<Record> = arms.iter().rev().map(run).collect();
    assert!(first.iter().eq(again.iter().rev()));
    let (first_half, second_half) = std::thread::scope(|scope| {
        let one = scope.spawn(|| arms[..3].iter().map(run).collect::<Vec<_>>());
        let two = scope.spawn(|| arms[3..].iter().map(run).collect::<Vec<_>>());
        (one.join().expect("no panic"), two.join().expect("no panic"))
    });
    assert!(first.iter().eq(first_half.iter().chain(&second_half)));
    // Burnt alone, an arm is the same.
    for (arm, first) in arms.iter().zip(&first) {
        let alone = burn(
            &geography,
            &p,
            whole(Flags::default()),
            42,
            std::slice::from_ref(arm),
        );
        let alone = engine::run_arm(&alone, &geography, arm, p.clone(), &[60]);
        assert_eq!(first, &alone, "{}", arm.name);
    }
}

/// V4: an arm is its attributes, with every domain.
#[test]
fn exchanging_attributes_exchanges_results() {
    let geography = small();
    let (a, b) = (arm("s22"), arm("maximal_local"));
    let swapped = |name: &Arm, attributes: &Arm| Arm {
        name: name.name.clone(),
        label: name.label.clone(),
        ..attributes.clone()
    };
    let arms = [swapped(&a, &b), swapped(&b, &a), a, b];
    let p = Parameters::default();
    let burnt = burn(&geography, &p, whole(Flags::default()), 43, &arms);
    let got = arms
        .each_ref()
        .map(|arm| engine::run_arm(&burnt, &geography, arm, p.clone(), &[60]));
    assert_eq!(got[0], got[3]);
    assert_eq!(got[1], got[2]);
    assert_ne!(got[2].values, got[3].values);
}

/// Providers and places are the same in every arm on the eve of the first month: nobody begins with
/// the waits or the quality that its own grip would have made.
#[test]
fn all_arms_begin_with_the_same_providers_and_places() {
    let geography = small();
    let p = Parameters::default();
    let arms = arms();
    let burnt = burn(&geography, &p, whole(Flags::default()), 44, &arms);
    for arm in &arms {
        let world = run_to(&burnt, &geography, arm, 0).world;
        let (now, was) = (&world.priorities, &burnt.world.priorities);
        assert!(now.capacity == was.capacity && now.queue == was.queue);
        assert!(now.quality_of_place == was.quality_of_place, "{}", arm.name);
        assert!(world.redesign.model == burnt.world.redesign.model);
        assert!(world.contracts.unit_cost == burnt.world.contracts.unit_cost);
    }
}

/// Net health is its causes and nothing else, and control costs what the accounts say.
#[test]
fn the_causes_of_net_health_add_up_to_it() {
    let geography = small();
    let p = Parameters::default();
    let arms = arms();
    let burnt = burn(&geography, &p, whole(Flags::default()), 43, &arms);
    for arm in &arms {
        let world = run_to(&burnt, &geography, arm, 60).world;
        let causes = world.flows.health_by_cause;
        assert!(
            causes.iter().all(|part| *part != 0.0),
            "{}: {causes:?}",
            arm.name
        );
        // All but the last are the health that outcome O8 counts.
        let health: f64 = causes[..Cause::Control as usize].iter().sum();
        let size: f64 = causes.iter().map(|part| part.abs()).sum();
        let whole = world.flows.qaly_discounted[0];
        assert!((health - whole).abs() < 1e-9 * size, "{}", arm.name);
        // Five years of accounts at between the first month's worth of a pound and the last one's.
        let bought = -causes[Cause::Control as usize] * p.health.gbp_per_qaly;
        let charged: f64 = world
            .ledger
            .accounts
            .iter()
            .map(|account| account.gbp())
            .sum();
        let last = libm::pow(1.0 + p.health.discount, -5.0);
        assert!(last * charged < bought && bought < charged, "{}", arm.name);
    }
}

/// A quantity that a mechanism makes, 0 where there is none of it.
type Effect = fn(&World) -> f64;

fn account(world: &World, account: Account) -> f64 {
    world.ledger.accounts[account as usize].gbp()
}

fn line(world: &World, line: Line) -> f64 {
    let purses = world.ledger.real.iter().chain(&world.ledger.reserves);
    purses
        .map(|purse| purse.lines[line as usize].gbp().abs())
        .sum()
}

fn size(values: &[f64]) -> f64 {
    values.iter().map(|x| x.abs()).sum()
}

fn bought(world: &World) -> f64 {
    let modes = world.support.mode.iter();
    modes.filter(|m| matches!(m.mode, Mode::Buy(_))).count() as f64
}

/// Mechanisms that are off together, and what they make between them.
const EFFECTS: &[(&[&str], Effect)] = &[
    (&["redundancy", "cut_redundancy"], |w| {
        account(w, Account::Redundancy)
    }),
    (&["redundancy", "cut_redundancy"], |w| {
        w.reorganisation.redundancies
    }),
    (&["transition_cost"], |w| account(w, Account::Transition)),
    (&["disruption"], |w| size(&w.condition.disruption)),
    (&["disruption"], |w| w.reorganisation.staff_time_gbp),
    (&["lost_decisions"], |w| w.past.lost),
    (&["duplication", "second_guessing"], |w| {
        account(w, Account::Duplication)
    }),
    (&["vacancies"], |w| account(w, Account::Vacancy)),
    (&["vacancies"], |w| w.people.vacant_months),
    (&["support_market"], |w| account(w, Account::SupportMarket)),
    (&["support_market"], bought),
    // When units are spun out all support goes with them; later nobody is told.
    (&["support_mandate"], |w| {
        let modes = w.support.mode.iter().filter(|_| w.month > Month(24));
        modes.filter(|m| m.told).count() as f64
    }),
    (&["board_customer"], |w| {
        w.support.suppliers.iter().map(|s| s.board).sum()
    }),
    (&["support_insight", "attention_on_insight"], |w| {
        w.condition.insight.iter().map(|i| (i - 1.0).abs()).sum()
    }),
    (&["support_attention", "support_insight"], |w| {
        w.condition.insight.iter().map(|i| (i - 1.0).abs()).sum()
    }),
    (&["support_sharing"], |w| {
        w.support.mode.iter().filter(|m| m.partners > 1.0).count() as f64
    }),
    (&["private_support"], |w| {
        w.support.suppliers.iter().filter(|s| s.private).count() as f64
    }),
    (&["support_framework"], |w| {
        w.support.suppliers.iter().filter(|s| s.accredited).count() as f64
    }),
    (&["targets"], |w| size(&w.priorities.target_power)),
    (&["targets"], |w| size(&w.priorities.gaming)),
    (&["gaming"], |w| size(&w.priorities.gaming)),
    (&["short_term_attention"], |w| {
        w.priorities.attention.iter().map(|a| 1.0 - a).sum()
    }),
    (&["ministers"], |w| size(&w.assurance.uplift)),
    (&["ministers"], |w| w.assurance.legitimacy_lost),
    (&["ratchet"], |w| size(&w.assurance.uplift)),
    (&["unanswered_shocks"], |w| w.assurance.legitimacy_lost),
    (&["escalation"], |w| {
        w.condition.escalation.iter().map(|&l| f64::from(l)).sum()
    }),
    (&["headcount_regrowth"], |w| w.assurance.headcount - 1.0),
    (&["board_cover"], |w| size(&w.assurance.cover)),
    (&["local_trials"], |w| w.redesign.tally[0] as f64),
    (&["local_trials"], |w| size(&w.redesign.trials_gbp)),
    (
        &[
            "local_trials",
            "network_copying",
            "clinicians",
            "national_roll_out",
        ],
        |w| {
            w.redesign
                .care_saving_gbp
                .iter()
                .filter(|x| x.abs() > 1e-9)
                .count() as f64
        },
    ),
    (&["prevention"], |w| line(w, Line::Prevention)),
    (&["prevention"], |w| size(&w.redesign.prevention_spend_gbp)),
    (&["prevention_and_demand"], |w| {
        w.redesign
            .burden
            .iter()
            .filter(|b| (**b - 1.0).abs() > 1e-12)
            .count() as f64
    }),
    (&["independent_entry"], |w| {
        let entrants = w.contracts.entrants.iter();
        entrants.filter(|e| e.planned_gbp > 0.0).count() as f64
    }),
    (&["bailout"], |w| w.finances.bailouts.gbp()),
    (&["bailout"], |w| line(w, Line::Bailout)),
    // What is clawed back is given back through the top-slice.
    (&["reserves", "clawback"], |w| line(w, Line::TopSlice)),
    (&["reserves", "clawback"], |w| {
        w.ledger.reserves.iter().map(|r| r.closing.gbp()).sum()
    }),
    (&["clawback"], |w| line(w, Line::Clawback)),
    (&["containment"], |w| size(&w.finances.containment)),
];

/// At which all of these make something within the months looked at.
fn lively() -> Parameters {
    let mut p = Parameters::default();
    p.support.opening_month = 13.0;
    p.support.framework = 0.3;
    p.support.framework_month = 37.0;
    p.support.entrant_investment_gbp_m = 0.5;
    p.politics.board_cover = 0.4;
    p.politics.shocks = 1.0;
    p.entry.investment_gbp_m = 1.0;
    p.contracts.any_qualified = 0.2;
    p.balances.contingency = 0.002;
    p.balances.bailout_line = 0.005;
    p.balances.clawback_line = 0.005;
    p.assurance.low = 0.5;
    p.assurance.months_below = 1.0;
    p
}

/// Trusts that become groups and then systems.
fn redrawn() -> Arm {
    reorganised("s09", &[(20, "s13"), (32, "s22")])
}

/// The largest effects of a run, month by month.
fn effects(burnt: &Burnt, arm: &Arm, of: &[Effect]) -> Vec<f64> {
    let geography = small();
    let mut run = Simulation::fork(burnt, &geography, arm, burnt.parameters.clone());
    let mut largest = vec![0.0_f64; of.len()];
    for month in 1..=60 {
        run.run_to(Month(month));
        for (largest, effect) in largest.iter_mut().zip(of) {
            *largest = largest.max(effect(&run.world).abs());
        }
    }
    largest
}

#[test]
fn what_is_switched_off_is_exactly_none_in_every_month() {
    let geography = small();
    let arm = redrawn();
    let p = lively();
    let burn = |p: &Parameters, flags| burn(&geography, p, flags, 45, std::slice::from_ref(&arm));
    let all: Vec<Effect> = EFFECTS.iter().map(|(_, effect)| *effect).collect();
    let on = effects(&burn(&p, whole(Flags::default())), &arm, &all);
    let (mut none, mut left) = (Vec::new(), Vec::new());
    for ((off, effect), on) in EFFECTS.iter().zip(on) {
        if on == 0.0 {
            none.push(off);
        }
        let (p, flags) = without(&p, off);
        let found = effects(&burn(&p, whole(flags)), &arm, &[*effect]);
        if found != [0.0] {
            left.push((off, found));
        }
    }
    assert!(none.is_empty(), "{none:?} make nothing when they are on");
    assert!(left.is_empty(), "{left:?} is left when they are off");
}
