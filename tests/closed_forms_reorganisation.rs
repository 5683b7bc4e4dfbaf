//! Reorganisation held against exact answers: the curve, the null reorganisation, money to the
//! penny, and a calendar that can be interrupted anywhere.

mod common;

use common::{arm, burn, record, reorganised, run_to, small, without};
use grip::analysis::estimate::MeanEstimate;
use grip::engine::outcomes::Better;
use grip::engine::{OUTCOMES, Record, Simulation};
use grip::model::World;
use grip::model::domains::reorganisation::{break_even_years, capacity_months, disruption};
use grip::model::handover::hand_over;
use grip::model::ledger::{Account, hand_over_books};
use grip::model::overlap::Overlap;
use grip::model::stages::calendar;
use grip::rng::{Purpose, uniform};
use grip::scenario::{Arm, Domain, Domains, Flags, Legal, MECHANISMS, PARAMETERS, Parameters};
use grip::units::{Month, Pence};

/// Running cost a head: the trusts of 2009 cost GBP 1,250m, of which 152 times 2.5m is fixed.
const HEAD: f64 = 870e6 / 51.8e6;

fn there() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Reorganisation]),
        ..Flags::default()
    }
}

fn outcome(record: &Record, name: &str) -> Option<f64> {
    let at = OUTCOMES
        .iter()
        .position(|o| o.name == name)
        .expect("an outcome");
    record.values[0][at]
}

/// T14: peak D_max at τ, 74%, 50% and 20% of it after 18, 24 and 36 months at τ = 9; capacity lost
/// over all time is D_max τ e = 3.67 months.
#[test]
fn the_curve_has_the_published_shape() {
    let share = |months: f64| disruption(0.15, 9.0, months) / 0.15;
    assert!((share(9.0) - 1.0).abs() < 1e-12);
    // 2/e, (24/9) exp(1 - 24/9) and 4/e³.
    assert!((share(18.0) - 0.735_759).abs() < 1e-6);
    assert!((share(24.0) - 0.503_668).abs() < 1e-6);
    assert!((share(36.0) - 0.199_148).abs() < 1e-6);
    let sum: f64 = (0..40_000)
        .map(|step| disruption(0.15, 9.0, (f64::from(step) + 0.5) / 100.0) / 100.0)
        .sum();
    assert!((sum - capacity_months(0.15, 9.0)).abs() < 1e-4);
    assert!((capacity_months(0.15, 9.0) - 3.669_68).abs() < 1e-4);
}

/// V16: GBP 1.5bn of transition and 3.67 capacity-months of GBP 1.4bn a year are paid back after
/// 9.6, 3.9, 1.9 and 1.3 years by a gain of GBP .2, .5, 1 and 1.5bn a year.
#[test]
fn a_reform_pays_after_the_published_years() {
    for (gain, years) in [(0.2e9, 9.6), (0.5e9, 3.9), (1.0e9, 1.9), (1.5e9, 1.3)] {
        let found = break_even_years(1.5e9, 0.15, 9.0, 1.4e9, gain);
        assert!((found - years).abs() < 0.05, "{gain}: {found}");
    }
}

#[test]
fn disruption_in_a_run_is_the_sum_of_its_curves() {
    let geography = small();
    let p = Parameters::default();
    let arm = reorganised("single_trusts", &[(19, "single_trusts"), (25, "s11")]);
    let burnt = burn(&geography, &p, there(), 3, std::slice::from_ref(&arm));
    let mut run = Simulation::fork(&burnt, &geography, &arm, p.clone());
    let curve = |since: i32| disruption(0.15, 8.0, f64::from(since.max(0)));
    for month in 1..=60 {
        run.run_to(Month(month));
        // Announced in months 7 and 13. The first dissolves nobody (weight one half), the second all
        // but trusts that are a cluster by themselves.
        for (u, &found) in run.world.condition.disruption.iter().enumerate() {
            let weights = [0.5, 1.0].map(|w| 0.5 * curve(month - 7) + w * curve(month - 13));
            let fits = |expected: &f64| (found - expected).abs() < 1e-12;
            assert!(weights.iter().any(fits), "{month} {u}: {found} {weights:?}");
        }
        // Belief: .5 at the announcement less 1 · D.
        for (belief, lost) in run
            .world
            .condition
            .belief
            .iter()
            .zip(&run.world.condition.disruption)
        {
            assert!((belief - (0.5 - lost)).abs() < 1e-12);
        }
    }
}

/// V15: a reorganisation into the same bodies that disturbs nothing is no reorganisation.
#[test]
fn a_null_reorganisation_without_disruption_changes_no_bit() {
    let geography = small();
    let off = ["disruption", "redundancy", "transition_cost"];
    let (p, mut flags) = without(&Parameters::default(), &off);
    flags.domains = there().domains;
    for name in ["nice_advice", "region_jointly", "trusts_under_board"] {
        let never = arm(name);
        let again = reorganised(name, &[(14, name), (31, name), (47, name)]);
        let arms = [never.clone(), again.clone()];
        let burnt = burn(&geography, &p, flags, 5, &arms);
        let never = record(&burnt, &geography, &never, 72);
        let again = record(&burnt, &geography, &again, 72);
        assert_eq!(never.values, again.values, "{name}");
        assert_eq!(never.places, again.places, "{name}");
    }
}

/// V15 with every domain: what ministers and earned autonomy add to the grips, months towards escalation,
/// posts under a cap: all of it goes on where bodies and grips do.
#[test]
fn a_null_reorganisation_of_the_whole_system_without_disruption_changes_nothing() {
    let geography = small();
    let off = [
        "disruption",
        "redundancy",
        "transition_cost",
        "ministers_reorganise",
        "lost_decisions",
        "lost_trust",
        "belief_in_reform",
    ];
    let (p, mut flags) = without(&Parameters::default(), &off);
    flags.domains = Domains::all();
    for name in ["s09", "s22", "trusts_under_board"] {
        let never = arm(name);
        let again = reorganised(name, &[(14, name), (31, name), (47, name)]);
        let arms = [never.clone(), again.clone()];
        let burnt = burn(&geography, &p, flags, 5, &arms);
        let never = record(&burnt, &geography, &never, 72);
        let again = record(&burnt, &geography, &again, 72);
        let mut wrong = Vec::new();
        for ((a, b), of) in never.values[0].iter().zip(&again.values[0]).zip(&OUTCOMES) {
            if a.map(f64::to_bits) != b.map(f64::to_bits) {
                wrong.push(format!("{}: {a:?} {b:?}", of.name));
            }
        }
        assert!(wrong.is_empty(), "{name}: {}", wrong.join(", "));
    }
}

/// V15: with disruption it is worse for everything that capacity serves.
#[test]
fn a_null_reorganisation_with_disruption_costs_attention_and_saves_nothing() {
    let geography = small();
    let p = Parameters::default();
    let again = reorganised(
        "single_trusts",
        &[(13, "single_trusts"), (37, "single_trusts")],
    );
    let never = arm("single_trusts");
    let mut lost = 0.0;
    for seed in 0..6 {
        let burnt = burn(
            &geography,
            &p,
            there(),
            seed,
            &[never.clone(), again.clone()],
        );
        let [a, b] = [&never, &again].map(|arm| record(&burnt, &geography, arm, 60));
        for name in [
            "cost_redundancy",
            "cost_transition",
            "redundancies",
            "decisions_lost",
        ] {
            assert_eq!(outcome(&b, name), Some(0.0), "{name}");
        }
        assert!(outcome(&b, "staff_time_memo") > Some(0.0));
        assert_eq!(outcome(&a, "staff_time_memo"), Some(0.0));
        lost += outcome(&a, "saving_real_disinvestment_cum").unwrap()
            - outcome(&b, "saving_real_disinvestment_cum").unwrap();
    }
    assert!(lost > 0.0, "{lost}");
}

/// Redundancy: running cost of dissolved bodies / 55,000 · .4 · 43,095; transition: 2.4m for each
/// body founded and .5m for each one closed. By hand for trusts merged into clusters.
#[test]
fn the_change_costs_what_its_bodies_say() {
    let geography = small();
    let p = Parameters::default();
    let arm = reorganised("single_trusts", &[(13, "s11")]);
    let burnt = burn(&geography, &p, there(), 7, std::slice::from_ref(&arm));
    let stages = calendar(&arm, &geography, &burnt.nature, &p, there());
    let overlap = Overlap::between(&stages[0], &stages[1], &burnt.nature.population);
    let dissolved: Vec<usize> = (0..stages[0].units.len())
        .filter(|&old| (0..stages[1].units.len()).all(|new| overlap.goes_on_as(new) != Some(old)))
        .collect();
    let new = (0..stages[1].units.len())
        .filter(|&u| overlap.goes_on_as(u).is_none())
        .count();
    assert!(new > 0 && dissolved.len() > new);
    let nation: f64 = burnt.nature.population.iter().sum();
    let part = nation / 51.8e6;
    let running: f64 = dissolved
        .iter()
        .map(|&u| {
            let people = stages[0].units[u].population;
            2.5e6 + HEAD * people - 18e6 * part * people / nation
        })
        .sum();
    // Ten authorities give way to four clusters of them, which are another kind of body.
    let posts = (running + 10.0 * part * 15e6) / 55e3 * 0.4;
    let transition =
        2.4e6 * (new as f64 + 4.0 * part) + 0.5e6 * (dissolved.len() as f64 + 10.0 * part);
    let world = run_to(&burnt, &geography, &arm, 13).world;
    let paid = |account: Account| world.ledger.accounts[account as usize].gbp();
    assert!((paid(Account::Redundancy) - posts * 43_095.0).abs() < 1.0);
    assert!((paid(Account::Transition) - transition).abs() < 1.0);
    assert!((world.reorganisation.redundancies - posts).abs() < 1e-6);
    // 35% are back within two years, evenly.
    let year = run_to(&burnt, &geography, &arm, 25).world;
    assert!((year.reorganisation.rehired - posts * 0.175).abs() < 1e-6);
    let later = run_to(&burnt, &geography, &arm, 60).world;
    assert!((later.reorganisation.rehired - posts * 0.35).abs() < 1e-6);
    assert!(later.ledger.balances());
}

/// Trusts are put under clusters, which stay without a place in law, and then give way to groups: every
/// post is at risk once, and bodies are counted from the trusts and authorities to the groups, area
/// teams, regions and board; the department is no new body.
#[test]
fn bodies_under_one_management_are_not_closed_and_bodies_in_law_count_once() {
    let history = arm("history");
    let law: Vec<Legal> = history.changes.iter().map(|change| change.legal).collect();
    assert_eq!(law, [Legal::Unchanged, Legal::Redrawn, Legal::Redrawn]);

    let geography = small();
    let p = Parameters::default();
    let mut arm = reorganised("single_trusts", &[(13, "s11"), (37, "s13")]);
    arm.changes[0].legal = Legal::Unchanged;
    let burnt = burn(&geography, &p, there(), 7, std::slice::from_ref(&arm));
    let stages = calendar(&arm, &geography, &burnt.nature, &p, there());
    let people = &burnt.nature.population;
    let nation: f64 = people.iter().sum();
    let part = nation / 51.8e6;
    let paid = |month: i32| {
        let world = run_to(&burnt, &geography, &arm, month).world;
        [Account::Redundancy, Account::Transition]
            .map(|account| world.ledger.accounts[account as usize].gbp())
    };
    let redundancy = |running: f64| running / 55e3 * 0.4 * 43_095.0;

    // Clusters are whole trusts, so each saves the fixed cost of all but one; of ten authorities
    // the clusters keep the cost of eight.
    let [trusts, clusters] = [0, 1].map(|at: usize| stages[at].units.len() as f64);
    let saved = (trusts - clusters) * 2.5e6 + 2.0 * part * 15e6;
    let first = paid(13);
    assert!((first[0] - redundancy(saved)).abs() < 1.0, "{first:?}");
    assert!(first[1].abs() < 1e-9);
    let later = paid(36);
    assert!((later[0] - first[0]).abs() + later[1].abs() < 1e-9);

    // Groups with the people of a trust go on in law; all other trusts close.
    let law = Overlap::between(&stages[0], &stages[2], people);
    let same: Vec<usize> = (0..stages[2].units.len())
        .filter_map(|u| law.goes_on_as(u))
        .collect();
    let staff = Overlap::between(&stages[1], &stages[2], people);
    let mut running = 8.0 * part * 15e6;
    for (u, pieces) in staff.pieces.iter().enumerate() {
        if law.goes_on_as(u).is_none() {
            for piece in pieces {
                let cluster = stages[1].units[piece.from].population;
                let whole = 2.5e6 + HEAD * cluster - 18e6 * part * cluster / nation;
                running += piece.of_old * whole;
            }
        }
    }
    let new = (stages[2].units.len() - same.len()) as f64 + (27.0 + 4.0 + 1.0) * part;
    let closed = trusts - same.len() as f64 + 10.0 * part;
    let second = paid(37);
    assert!((second[0] - first[0] - redundancy(running)).abs() < 1.0);
    assert!((second[1] - 2.4e6 * new - 0.5e6 * closed).abs() < 1.0);
}

/// Ministers and what reorganisations do.
fn with_ministers() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Assurance, Domain::Reorganisation]),
        ..Flags::default()
    }
}

/// New ministers come with probability 1/12 a month and half of them reorganise a year later, not
/// within two years of another change: at the same dates in every arm, whatever its bodies.
#[test]
fn new_ministers_reorganise_at_the_same_dates_in_every_arm() {
    let geography = small();
    let mut p = Parameters::default();
    p.politics.tenure_months = 12.0;
    p.politics.reorganises = 0.5;
    let own = reorganised("single_trusts", &[(80, "s13")]);
    let arms = [
        arm("single_trusts"),
        arm("department"),
        arm("s22_specialised_devolved"),
    ];
    let burnt = burn(&geography, &p, with_ministers(), 18, &arms);
    let begins = |arm: &Arm, p: &Parameters, flags: Flags| -> Vec<i32> {
        calendar(arm, &geography, &burnt.nature, p, flags)
            .iter()
            .map(|stage| stage.calendar.begins.0)
            .collect()
    };
    let chance = |purpose, month| uniform(burnt.nature.seed, purpose, 0, 0, month, 0);
    let come: Vec<i32> = (1..=180)
        .filter(|&m| chance(Purpose::MinisterChange, m) < 1.0 / 12.0)
        .filter(|&m| chance(Purpose::MinisterReorganises, m) < 0.5)
        .collect();
    let dates = |taken: &[i32]| {
        let mut kept: Vec<i32> = Vec::new();
        for month in come.iter().map(|m| m + 12) {
            let near = |other: &i32| (month - other).abs() < 24;
            if !taken.iter().any(near) && !kept.iter().any(near) {
                kept.push(month);
            }
        }
        kept.extend(taken);
        kept.push(1);
        kept.sort_unstable();
        kept
    };
    let expected = dates(&[]);
    assert!(
        expected.len() > 3 && come.len() > expected.len(),
        "{come:?}"
    );
    for arm in &arms {
        assert_eq!(begins(arm, &p, with_ministers()), expected, "{}", arm.name);
        assert_eq!(begins(arm, &p, there()), [1], "no ministers");
    }
    assert_eq!(begins(&own, &p, with_ministers()), dates(&[80]));
    let mut calm = p.clone();
    calm.politics.reorganises = 0.0;
    assert_eq!(begins(&arms[0], &calm, with_ministers()), [1]);
    let (off, _) = without(&p, &["ministers_reorganise"]);
    assert!(off == calm);
}

/// Whom a minister founds anew is dissolved within the same borders: every post of commissioners and of
/// the tiers above is at risk, every one of these bodies is closed and founded, the board and the
/// department go on, and disruption meets everybody in full.
#[test]
fn a_minister_founds_all_but_the_national_bodies_anew() {
    let geography = small();
    let mut p = Parameters::default();
    p.politics.tenure_months = 12.0;
    p.politics.reorganises = 0.5;
    let arm = arm("s22");
    let burnt = burn(
        &geography,
        &p,
        with_ministers(),
        18,
        std::slice::from_ref(&arm),
    );
    let stages = calendar(&arm, &geography, &burnt.nature, &p, with_ministers());
    let month = stages[1].calendar.begins.0;
    let before = run_to(&burnt, &geography, &arm, month - 1);
    let after = run_to(&burnt, &geography, &arm, month);
    let nation: f64 = burnt.nature.population.iter().sum();
    let part = nation / 51.8e6;
    let systems = stages[0].units.len() as f64;
    let regions = 7.0 * part;
    let posts = (2.5e6 * systems
        + (HEAD - 18e6 * part / nation) * nation
        + regions * p.running.region_2022_gbp_m * 1e6)
        / 55e3
        * 0.4;
    let paid = |account: Account| {
        [&before, &after].map(|run| run.world.ledger.accounts[account as usize].gbp())
    };
    assert!(paid(Account::Redundancy)[0].abs() < 1e-9);
    assert!((paid(Account::Redundancy)[1] - posts * 43_095.0).abs() < 1.0);
    let transition = (2.4e6 + 0.5e6) * (systems + regions);
    assert!((paid(Account::Transition)[1] - transition).abs() < 1.0);
    for &lost in &before.world.condition.disruption {
        // Announced twelve months before the first month.
        assert!((lost - disruption(0.15, 8.0, 11.0)).abs() < 1e-12);
    }
    // Trust between tiers does not outlive the body, though its borders do.
    let [was, is] = [&before, &after].map(|run| run.world.condition.trust_down[0]);
    assert!(is < 0.75 * was, "{is} after {was}");
    assert!(after.world.ledger.balances());
}

/// Debts and balances pass to the penny, whatever the partitions and however odd the sums.
#[test]
fn no_penny_is_lost_when_bodies_are_redrawn() {
    let geography = small();
    let p = Parameters::default();
    let names = [
        "single_trusts",
        "s11",
        "s13_specialised_devolved",
        "s22_specialised_devolved",
    ];
    let chain = reorganised(
        names[0],
        &[(2, names[1]), (3, names[2]), (4, names[3]), (5, names[0])],
    );
    let burnt = burn(&geography, &p, there(), 8, std::slice::from_ref(&chain));
    let stages = calendar(&chain, &geography, &burnt.nature, &p, there());
    for pair in stages.windows(2) {
        let overlap = Overlap::between(&pair[0], &pair[1], &burnt.nature.population);
        let mut books =
            grip::model::ledger::Ledger::new(pair[0].units.len(), pair[0].intermediates);
        for (at, purse) in books.real.iter_mut().chain(&mut books.reported).enumerate() {
            let at = (at % (pair[0].units.len() + 1)) as i64;
            purse.closing = Pence(if at % 3 == 0 { -1 } else { 1 } * (1_000_003 * at + 7));
            purse.opening = purse.closing;
        }
        let after = hand_over_books(&books, &pair[0], &pair[1], &overlap);
        assert_eq!(books.money(), after.money());
        assert!(after.balances());
        // A debt of a body that was cut up is owed by its heirs in the proportion of people.
        for (u, pieces) in overlap.pieces.iter().enumerate() {
            let owed: f64 = pieces
                .iter()
                .map(|piece| books.real[piece.from].closing.gbp() * piece.of_old)
                .sum();
            let pence = 0.01 * (pieces.len() + 60) as f64;
            assert!((after.real[u].closing.gbp() - owed).abs() < pence);
        }
    }
}

/// Any partition into any other at any month: places keep what is theirs, nothing is counted twice,
/// and the months that follow balance.
#[test]
fn any_partition_passes_into_any_other() {
    let geography = small();
    let p = Parameters::default();
    let names = [
        "single_trusts",
        "s11",
        "s13",
        "s22",
        "all_at_once",
        "region_jointly",
    ];
    for (a, from) in names.iter().enumerate() {
        for (b, to) in names.iter().enumerate() {
            let month = 3 + (7 * a + 5 * b) as i32;
            let arm = reorganised(from, &[(month, to)]);
            let burnt = burn(&geography, &p, there(), 9, std::slice::from_ref(&arm));
            let mut run = Simulation::fork(&burnt, &geography, &arm, p.clone());
            run.run_to(Month(month - 1));
            let before = run.world.clone();
            assert!(run.reorganise(), "{from} to {to}");
            let after = &run.world;
            assert!(before.withdrawn == after.withdrawn && before.action == after.action);
            assert!(before.flows == after.flows && before.legitimacy == after.legitimacy);
            assert!(before.qaly_total == after.qaly_total);
            assert!(before.ledger.accounts == after.ledger.accounts);
            let money = |world: &World| world.cash_years.iter().map(|y| y[0] + y[1]).sum::<f64>();
            assert!((money(&before) - money(after)).abs() <= 1e-6 * money(&before).abs());
            run.run_to(Month(month + 14));
            assert!(run.world.ledger.balances());
            assert!(
                record(&burnt, &geography, &arm, 48).is_finite(),
                "{from} to {to}"
            );
        }
    }
}

/// Reversals and approvals of dissolved bodies stay counted.
#[test]
fn what_dissolved_bodies_decided_is_not_forgotten() {
    let geography = small();
    let p = Parameters::default();
    let arm = reorganised("single_trusts", &[(40, "s13_specialised_devolved")]);
    let burnt = burn(&geography, &p, there(), 10, std::slice::from_ref(&arm));
    let weighted = |run: &Simulation<'_>| -> f64 {
        let nature = run.nature;
        let mut sum = run.world.past.weighted[1];
        for (seat, desk) in run.institutions.seats.iter().zip(&run.world.desks) {
            for (b, body) in seat.bodies.iter().enumerate() {
                for k in 0..nature.count {
                    let cases = &desk.cases[b * nature.count + k];
                    sum += nature.items.share[k] * body.population / nature.nation
                        * f64::from(cases.tally[1]);
                }
            }
        }
        sum
    };
    let mut run = run_to(&burnt, &geography, &arm, 39);
    let before = weighted(&run);
    assert!(before > 0.0 && run.world.past.weighted[1].abs() < 1e-15);
    assert!(run.reorganise());
    assert!((weighted(&run) - before).abs() < 1e-12);
    assert!(run.world.past.weighted[1] > 0.0);
}

#[test]
fn a_calendar_can_be_interrupted_at_any_month() {
    let geography = small();
    let p = Parameters::default();
    let mut arm = reorganised("s11", &[(9, "s13"), (21, "s22"), (22, "single_trusts")]);
    arm.changes[1].slip = Some(4);
    let burnt = burn(&geography, &p, there(), 11, std::slice::from_ref(&arm));
    // The second slips to month 25, so the third waits until 26.
    let begins: Vec<i32> = calendar(&arm, &geography, &burnt.nature, &p, there())
        .iter()
        .map(|stage| stage.calendar.begins.0)
        .collect();
    assert_eq!(begins, [1, 9, 25, 26]);
    let whole = run_to(&burnt, &geography, &arm, 40).world;
    for stop in [0, 1, 8, 9, 20, 24, 25, 26, 39] {
        let world = run_to(&burnt, &geography, &arm, stop).world;
        let bytes = postcard::to_allocvec(&world).unwrap();
        let read: World = postcard::from_bytes(&bytes).unwrap();
        let mut rest =
            Simulation::resume(&burnt.nature, &geography, &arm, p.clone(), there(), read);
        rest.run_to(Month(40));
        assert!(rest.world == whole, "stopped at {stop}");
    }
}

/// While a start slips, disruption wears off at the rate that the parameter leaves.
#[test]
fn a_start_that_slips_prolongs_unrest() {
    let geography = small();
    let mut p = Parameters::default();
    p.reorganisation.disruption_held = 1.0;
    let mut arm = reorganised("single_trusts", &[(20, "single_trusts")]);
    arm.changes[0].slip = Some(6);
    let burnt = burn(&geography, &p, there(), 12, std::slice::from_ref(&arm));
    let at = |month: i32| {
        run_to(&burnt, &geography, &arm, month)
            .world
            .condition
            .disruption[0]
    };
    // Announced in month 8, planned for 20, begun in 26: months 20 to 25 do not count.
    for (month, since) in [(19, 11.0), (20, 11.0), (25, 11.0), (26, 12.0), (30, 16.0)] {
        let expected = 0.5 * disruption(0.15, 8.0, since);
        assert!((at(month) - expected).abs() < 1e-12, "{month}");
    }
}

/// What was announced before April 2009 has been felt for as long.
#[test]
fn an_announcement_during_burn_in_is_felt_from_its_month() {
    let geography = small();
    let p = Parameters::default();
    let arm = reorganised("single_trusts", &[(6, "single_trusts")]);
    let burnt = burn(&geography, &p, there(), 13, std::slice::from_ref(&arm));
    let run = run_to(&burnt, &geography, &arm, 1);
    let expected = 0.5 * disruption(0.15, 8.0, 7.0);
    assert!((run.world.condition.disruption[0] - expected).abs() < 1e-12);
}

/// With q_lost = 1 every decision in hand of a dissolved body cools for the months of revisiting.
#[test]
fn decisions_in_hand_are_lost_with_their_body() {
    let geography = small();
    let mut p = Parameters::default();
    let arm = reorganised("single_trusts", &[(15, "s22_specialised_devolved")]);
    let queued = |p: &Parameters| {
        let burnt = burn(&geography, p, there(), 14, std::slice::from_ref(&arm));
        let mut run = Simulation::fork(&burnt, &geography, &arm, p.clone());
        run.run_to(Month(14));
        let was = run.institutions.clone();
        run.reorganise();
        let overlap = Overlap::between(&was, &run.institutions, &burnt.nature.population);
        let nature = &burnt.nature;
        // Where decisions are taken by commissioners, a body has the number of its commissioner.
        let in_hand = (0..run.institutions.units.len())
            .filter(|&u| overlap.goes_on_as(u).is_none())
            .flat_map(|u| &run.world.desks[0].stage[u * nature.count..(u + 1) * nature.count])
            .filter(|stage| **stage == grip::model::world::Stage::Queued)
            .count();
        (in_hand as f64, run.world.past.lost)
    };
    p.reorganisation.queue_lost = 0.0;
    let (all, none) = queued(&p);
    assert!(all > 0.0 && none.abs() < 1e-15);
    p.reorganisation.queue_lost = 1.0;
    let (left, lost) = queued(&p);
    assert!(left.abs() < 1e-15, "{left} of {all}");
    assert!((lost - all).abs() < 1e-12, "{lost} of {all}");
}

/// The calendar of an arm without changes is one stage, and the hand-over at its start the old one.
#[test]
fn an_arm_without_changes_has_one_stage() {
    let geography = small();
    let p = Parameters::default();
    let plain = arm("specialist");
    let burnt = burn(&geography, &p, there(), 15, std::slice::from_ref(&plain));
    let stages = calendar(&plain, &geography, &burnt.nature, &p, there());
    assert_eq!(stages.len(), 1);
    assert!(stages[0].calendar.ahead.is_empty() && stages[0].calendar.founding.is_none());
    let setting = grip::model::Setting {
        parameters: &p,
        flags: there(),
        nature: &burnt.nature,
        institutions: &stages[0],
    };
    let world = hand_over(&setting, &burnt.before, &burnt.world);
    assert!(world == run_to(&burnt, &geography, &plain, 0).world);
    // Without a reorganisation the domain changes nothing that others see.
    let off = burn(
        &geography,
        &p,
        Flags::default(),
        15,
        std::slice::from_ref(&plain),
    );
    let [on, off] = [&burnt, &off].map(|burnt| record(burnt, &geography, &plain, 36));
    for (outcome, (on, off)) in OUTCOMES.iter().zip(on.values[0].iter().zip(&off.values[0])) {
        if outcome.domain == Domain::Disinvestment {
            assert_eq!(on, off, "{}", outcome.name);
        }
    }
}

/// No dead mechanism and no dead parameter of this domain.
#[test]
fn every_parameter_and_mechanism_of_the_domain_changes_something() {
    let geography = small();
    let mut arm = reorganised(
        "single_trusts",
        &[(15, "s13_specialised_devolved"), (33, "s22")],
    );
    arm.changes[1].announced = 14;
    arm.changes[1].slip = Some(3);
    let read = |p: &Parameters, flags: Flags| {
        let burnt = burn(&geography, p, flags, 16, std::slice::from_ref(&arm));
        let run = run_to(&burnt, &geography, &arm, 48);
        let condition = &run.world.condition;
        let seen = (condition.trust_down.clone(), condition.belief.clone());
        (record(&burnt, &geography, &arm, 48), seen)
    };
    let base = read(&Parameters::default(), there());
    let mut dead = Vec::new();
    for parameter in PARAMETERS.iter().filter(|p| p.table() == "reorganisation") {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let mut p = Parameters::default();
        let far = (parameter.default - low).abs() > 1e-12;
        (parameter.set)(&mut p, if far { low } else { high });
        if read(&p, there()) == base {
            dead.push(parameter.path);
        }
    }
    for mechanism in &MECHANISMS {
        let ours = [
            "disruption",
            "redundancy",
            "transition_cost",
            "lost_decisions",
            "lost_trust",
            "belief_in_reform",
        ];
        if !ours.contains(&mechanism.name) {
            continue;
        }
        let (p, mut flags) = without(&Parameters::default(), &[mechanism.name]);
        flags.domains = there().domains;
        if read(&p, flags) == base {
            dead.push(mechanism.name);
        }
    }
    assert!(dead.is_empty(), "{dead:?} change nothing");
}

/// V15 with every domain: over futures, a reorganisation into the same bodies makes no outcome clearly
/// better by more than a ten-thousandth but the cost of preparing decisions, of which fewer are made; health,
/// talent, waits and the cost of control get clearly worse.
#[test]
fn a_null_reorganisation_is_weakly_worse_in_every_outcome() {
    let geography = small();
    let (p, mut flags) = without(&Parameters::default(), &["ministers_reorganise"]);
    flags.domains = Domains::all();
    for name in ["s09", "s22"] {
        let never = arm(name);
        let again = reorganised(name, &[(13, name), (37, name)]);
        let arms = [never.clone(), again.clone()];
        let mut gains = vec![Vec::new(); OUTCOMES.len()];
        let mut sizes = vec![0.0; OUTCOMES.len()];
        for seed in 0..24 {
            let burnt = burn(&geography, &p, flags, seed, &arms);
            let [a, b] = [&never, &again].map(|arm| record(&burnt, &geography, arm, 60));
            for (at, of) in OUTCOMES.iter().enumerate() {
                let sign = match of.better {
                    Better::Higher => 1.0,
                    Better::Lower => -1.0,
                    Better::Neither => continue,
                };
                if let (Some(a), Some(b)) = (a.values[0][at], b.values[0][at]) {
                    gains[at].push(sign * (b - a));
                    sizes[at] += a.abs() / 24.0;
                }
            }
        }
        let (mut better, mut worse) = (Vec::new(), Vec::new());
        for ((of, gains), size) in OUTCOMES.iter().zip(&gains).zip(sizes) {
            let ends = MeanEstimate::from_values(gains).and_then(|mean| mean.interval(0.999));
            match ends {
                Some(ends) if ends.low > 1e-4 * size => better.push(of.name),
                Some(ends) if ends.high < 0.0 => worse.push(of.name),
                _ => {}
            }
        }
        better.retain(|of| !["cost_decision", "cost_decision_preparation"].contains(of));
        assert!(better.is_empty(), "{name}: {better:?}");
        for of in ["net_health", "talent", "wait_mean", "cost_total"] {
            assert!(worse.contains(&of), "{name}: {of} among {worse:?}");
        }
    }
}
