//! The life of one case, rule by rule, on worlds made by hand: guidance, worth, reliance on cover,
//! second-guessing, reversal.

mod common;

use common::{Stand, arm, burn, run_to, small};
use grip::engine::OUTCOMES;
use grip::model::domains::disinvestment::opposition_met;
use grip::model::ledger::Account;
use grip::model::nature::Clamped;
use grip::model::phases::work_and_worth;
use grip::model::proposal;
use grip::model::workspace::Workspace;
use grip::model::world::{APPROVALS, DECISIONS, Policy, REVERSALS, Stage};
use grip::scenario::{Flags, Parameters};
use grip::units::Month;

/// New guidance brings a rejected item back at once, and covers a live policy, where it is known
/// and nowhere else.
#[test]
fn new_guidance_reopens_a_cooling_item_at_once_for_the_aware() {
    let mut p = Parameters::default();
    p.guidance.awareness = 0.5;
    p.guidance.coverage = 1.0;
    let stand = Stand::new(&small(), &p, &arm("nice_advice"), 51);
    let seat = &stand.bodies.seats[0];
    let items = stand.nature.count;
    let month = 5;
    let (mut world, mut room) = stand.world(month);
    let (rejected, standing, other) = (0, 1, 2);
    for k in [rejected, standing] {
        world.guide_desks[0].stage[k] = Stage::Preparing;
        world.guide_desks[0].due[k] = month;
    }
    for b in 0..seat.bodies.len() {
        world.desks[0].stage[b * items + standing] = Stage::Live;
        for k in [rejected, other] {
            world.desks[0].stage[b * items + k] = Stage::Cooling;
            world.desks[0].due[b * items + k] = month + 20;
        }
    }
    stand.run("prepare_evidence", &mut world, &mut room);
    let mut seen = [0, 0];
    for (b, body) in seat.bodies.iter().enumerate() {
        let aware = proposal::is_aware(&stand.setting(), body);
        seen[usize::from(aware)] += 1;
        let stage = |k: usize| world.desks[0].stage[b * items + k];
        let backing = world.desks[0].cases[b * items + standing].backing;
        if aware {
            // In the queue again, or taken from it in the same month.
            assert!(matches!(stage(rejected), Stage::Queued | Stage::Preparing));
            let cover = p.approval.cover * p.approval.credibility_guidance;
            assert_eq!(backing, Some(cover));
        } else {
            assert_eq!(stage(rejected), Stage::Cooling);
            assert_eq!(backing, None);
        }
        assert_eq!(stage(other), Stage::Cooling, "no guidance was issued on it");
        assert_eq!(stage(standing), Stage::Live);
    }
    assert!(seen[0] > 2 && seen[1] > 2, "{seen:?}");
}

/// An item is worth its decision while pay · μ̄ · V ≥ work · cost: at equality it is, at the next
/// number above it is not, and what is not worth it is left in the queue.
#[test]
fn the_worth_rule_bars_an_item_exactly_beyond_its_threshold() {
    let mut p = Parameters::default();
    p.items.best_share_mean = 0.25;
    p.queue.worth_years = 0.5;
    let mut stand = Stand::new(&small(), &p, &arm("single_trusts"), 52);
    let items = stand.nature.count;
    let k = stand.bodies.seats[0].bodies[0].order[0] as usize;
    let weight = stand.bodies.seats[0].bodies[0].weight;
    // A half and a quarter are exact, so that the threshold is one number.
    let threshold = 0.5 * (0.25 * (stand.nature.items.spend_gbp[k] * weight));
    for (cost, worth) in [
        (threshold.next_down(), true),
        (threshold, true),
        (threshold.next_up(), false),
    ] {
        stand.bodies.seats[0].bodies[0].decision_cost = cost;
        let (mut world, mut room) = stand.world(1);
        let body = &stand.bodies.seats[0].bodies[0];
        let setting = stand.setting();
        assert_eq!(work_and_worth(&setting, &world, body, k), (1.0, worth));
        world.desks[0].stage[k] = Stage::Queued;
        world.desks[0].credit[0] = 1.0;
        stand.run("prepare_evidence", &mut world, &mut room);
        let expected = if worth {
            Stage::Preparing
        } else {
            Stage::Queued
        };
        assert_eq!(world.desks[0].stage[k], expected);
        assert_eq!(room.taken, if worth { vec![[0, 0, k]] } else { vec![] });
        assert_eq!(world.desks[0].stage[items + k], Stage::Closed);
    }
}

/// A commissioner all of whose policies come from elsewhere relies on cover by 1 - (1 - 1/24)^m
/// after m months: to 64% after two years; and forgets at the same pace.
#[test]
fn cover_builds_reliance_over_two_years() {
    let stand = Stand::new(&small(), &Parameters::default(), &arm("department"), 53);
    let (mut world, mut room) = stand.world(1);
    world.policy.fill(Policy::Own);
    let share = |m: i32| 1.0 - (23.0_f64 / 24.0).powi(m);
    for month in 1..=24 {
        stand.run("rely_on_cover", &mut world, &mut room);
        assert!(world.lean.iter().all(|l| (l - share(month)).abs() < 1e-12));
    }
    assert!((world.lean[0] - 0.639_9).abs() < 1e-4);
    world.policy.fill(Policy::None);
    let mut room = Workspace::new(&stand.setting());
    let built = world.lean[0];
    stand.run("rely_on_cover", &mut world, &mut room);
    assert!((world.lean[0] - built * 23.0 / 24.0).abs() < 1e-12);

    // Own policies build none.
    let alone = Stand::new(&small(), &Parameters::default(), &arm("single_trusts"), 53);
    let (mut world, mut room) = alone.world(1);
    world.policy.fill(Policy::Own);
    alone.run("rely_on_cover", &mut world, &mut room);
    assert!(world.lean.iter().all(|&l| l == 0.0));
}

/// Reliance raises opposition: opp (1 + ω_lean lean), at most 1; and slows what is carried out.
#[test]
fn reliance_raises_opposition_and_slows_what_is_carried_out() {
    // ½ (1 + .15 · 1) = .575.
    let mut held = Clamped::default();
    assert!((opposition_met(&mut held, 0.5, 0.15, 1.0) - 0.575).abs() < 1e-15);
    assert!((opposition_met(&mut held, 0.95, 0.15, 1.0) - 1.0).abs() < 1e-15);
    assert_eq!((held.held, held.of), (1, 2));
    let stand = Stand::new(&small(), &Parameters::default(), &arm("single_trusts"), 54);
    let done = |lean: f64| {
        let (mut world, mut room) = stand.world(150);
        world.policy.fill(Policy::Own);
        world.lean.fill(lean);
        for (x, &best) in world.action.iter_mut().zip(&stand.nature.best) {
            *x = best;
        }
        stand.run("implement", &mut world, &mut room);
        world.withdrawn
    };
    let (free, leaning) = (done(0.0), done(1.0));
    let mut slower = 0;
    for (a, b) in free.iter().zip(&leaning) {
        assert!(b <= a);
        slower += u32::from(b < a);
    }
    assert!(slower > 1_000);
}

/// A second-guessed case comes back after three months, once at most, and each costs c_sg.
#[test]
fn a_case_is_second_guessed_once_for_three_months_at_its_price() {
    let geography = small();
    let mut p = Parameters::default();
    // q_sg · 4 · ½ · ½ · 2 (1 - ½) = ½: about every second case.
    p.costs.second_guessing = 0.5;
    let mut graded = arm("trusts_under_board");
    graded.grip = 0.5;
    let arms = [graded];
    let burnt = burn(&geography, &p, Flags::default(), 55, &arms);
    let mut run = run_to(&burnt, &geography, &arms[0], 0);
    let cells = run.world.desks[0].stage.len();
    let mut returns = vec![None; cells];
    let (mut reworked, mut straight) = (0, 0);
    for month in 1..=60 {
        let before: Vec<u32> = decisions(&run.world.desks[0].cases);
        run.run_to(Month(month));
        let desk = &run.world.desks[0];
        for cell in 0..cells {
            let decided = desk.cases[cell].tally[DECISIONS] - before[cell];
            match returns[cell] {
                Some(due) if month < due => {
                    assert_eq!((desk.stage[cell], decided), (Stage::Rework, 0));
                }
                Some(due) => {
                    assert_eq!(month, due);
                    assert_eq!(decided, 1, "decided at its return, not sent back again");
                    assert_ne!(desk.stage[cell], Stage::Rework);
                    returns[cell] = None;
                }
                None if desk.stage[cell] == Stage::Rework => {
                    assert_eq!((desk.due[cell], decided), (month + 3, 0));
                    returns[cell] = Some(month + 3);
                    reworked += 1;
                }
                None => straight += decided,
            }
        }
    }
    let price = (p.costs.rework_gbp_k * 1e5).round() as i64;
    let paid = run.world.ledger.accounts[Account::Duplication as usize];
    assert_eq!(paid.0, price * i64::from(reworked));
    let share = f64::from(reworked) / f64::from(reworked as u32 + straight);
    assert!(
        reworked > 50 && (share - 0.5).abs() < 0.1,
        "{reworked} of {share}"
    );
}

fn decisions(cases: &[grip::model::world::Case]) -> Vec<u32> {
    cases.iter().map(|case| case.tally[DECISIONS]).collect()
}

/// A reversal counts 1 for its body and item, however many places lose the policy, and weighs by
/// the item's share of spend and the body's share of people.
#[test]
fn a_reversal_counts_once_by_item_and_people() {
    let mut p = Parameters::default();
    p.implementation.reversal = 1e9;
    let stand = Stand::new(&small(), &p, &arm("strategic_authority"), 56);
    let (items, month) = (stand.nature.count, 7);
    let (mut world, mut room) = stand.world(month);
    let seat = &stand.bodies.seats[0];
    assert!(seat.bodies.len() >= 2 && seat.bodies[0].parcels.len() > 1);
    assert!(stand.nature.items.opening[1] <= month);
    // Body 0 loses item 0; body 1 approved item 1 and keeps it: it was approved this month.
    for (b, k, approved) in [(0, 0, 3), (1, 1, month)] {
        let cell = b * items + k;
        world.desks[0].stage[cell] = Stage::Live;
        world.desks[0].cases[cell].approved = approved;
        world.desks[0].cases[cell].tally[APPROVALS] = 1;
        for &q in &seat.bodies[b].parcels {
            world.policy[q * items + k] = Policy::Own;
        }
    }
    stand.run("reverse", &mut world, &mut room);
    let desk = &world.desks[0];
    assert_eq!(desk.cases[0].tally[REVERSALS], 1);
    assert_eq!((desk.stage[0], desk.due[0]), (Stage::Cooling, month + 36));
    assert_eq!(desk.cases[items + 1].tally[REVERSALS], 0);
    for &q in &seat.bodies[0].parcels {
        assert_eq!(world.policy[q * items], Policy::None);
    }
    let reversals = OUTCOMES
        .iter()
        .find(|o| o.name == "reversals_per_100")
        .and_then(|o| (o.value)(&stand.setting(), &world))
        .unwrap();
    let weight = |b: usize, k: usize| stand.nature.items.share[k] * seat.bodies[b].population;
    let expected = 100.0 * weight(0, 0) / (weight(0, 0) + weight(1, 1));
    assert!(
        (reversals - expected).abs() < 1e-9,
        "{reversals} {expected}"
    );
}
