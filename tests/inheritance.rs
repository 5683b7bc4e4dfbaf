//! What changes hands in April 2009: nothing is moved by the change itself, majorities decide what a
//! new body starts with, and what no new body has replaced goes on as it was.

mod common;

use common::{ARMS, arm, burn, run_to, small};
use grip::engine::Simulation;
use grip::model::arrangement::Institutions;
use grip::model::handover::hand_over;
use grip::model::phases::PHASES;
use grip::model::workspace::Workspace;
use grip::model::world::{NEVER, Policy, Stage};
use grip::model::{Setting, World};
use grip::scenario::{Arm, Flags, Parameters};
use grip::units::Month;

#[test]
fn taking_over_moves_no_share_withdrawn() {
    let geography = small();
    let p = Parameters::default();
    let mut arms: Vec<Arm> = ARMS.iter().map(|name| arm(name)).collect();
    arms.push(arm("groups_under_board"));
    arms.push(arm("systems_under_board"));
    let burnt = burn(&geography, &p, Flags::default(), 41, &arms);
    for arm in &arms {
        let new = run_to(&burnt, &geography, arm, 0).world;
        let old = &burnt.world;
        assert_eq!(new.month, old.month);
        assert!(new.withdrawn == old.withdrawn, "{}", arm.name);
        assert!(new.action == old.action, "{}", arm.name);
        assert!(new.cash == old.cash, "{}", arm.name);
        assert!(new.qaly == old.qaly, "{}", arm.name);
        assert!(new.legitimacy == old.legitimacy, "{}", arm.name);
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        let started = |world: &World| world.unit_cash_at_start.iter().sum::<f64>();
        assert!(close(started(&new), started(old)), "{}", arm.name);
        let year = |world: &World| world.cash_years.iter().map(|y| y[0] + y[1]).sum::<f64>();
        assert!(close(year(&new), year(old)), "{}", arm.name);
    }
}

/// A body of a cluster starts with a policy if at least half its people have one, else with a
/// cooling item if at least half are cooling, back in the latest month; every subset is tried, with
/// members of equal size, so that exactly one half occurs.
#[test]
fn majorities_decide_what_a_new_body_starts_with() {
    let geography = small();
    let p = Parameters::default();
    let arms = [arm("lead_cluster")];
    let burnt = burn(&geography, &p, Flags::default(), 42, &arms);
    let mut bodies = Institutions::new(&arms[0], &geography, &burnt.nature, &p, Flags::default());
    for parcel in &mut bodies.parcels {
        parcel.population = 1.0;
    }
    for body in &mut bodies.seats[0].bodies {
        body.population = body.parcels.len() as f64;
    }
    let setting = Setting {
        parameters: &p,
        flags: Flags::default(),
        nature: &burnt.nature,
        institutions: &bodies,
    };
    let items = burnt.nature.count;
    let k = 0;
    let (mut exactly_half, mut seen) = (0, [0; 3]);
    for (b, body) in bodies.seats[0].bodies.iter().enumerate() {
        let members = body.parcels.len();
        for states in 0..3_usize.pow(members as u32) {
            let mut old = burnt.world.clone();
            let (mut live, mut cooling, mut back) = (0, 0, NEVER);
            for (i, &q) in body.parcels.iter().enumerate() {
                let cell = bodies.parcels[q].area * items + k;
                let due = 3 + ((i * 7) % 5) as i32;
                let state = states / 3_usize.pow(i as u32) % 3;
                old.desks[0].cases[cell].opened = -23;
                old.desks[0].due[cell] = due;
                old.desks[0].stage[cell] = [Stage::Live, Stage::Cooling, Stage::Queued][state];
                old.policy[cell] = [Policy::Own, Policy::None, Policy::None][state];
                live += usize::from(state == 0);
                if state == 1 {
                    cooling += 1;
                    back = back.max(due);
                }
            }
            let new = hand_over(&setting, &burnt.before, &old);
            let cell = b * items + k;
            let expected = if 2 * live >= members {
                (Stage::Live, NEVER)
            } else if 2 * cooling >= members {
                (Stage::Cooling, back)
            } else {
                (Stage::Queued, NEVER)
            };
            let got = (new.desks[0].stage[cell], new.desks[0].due[cell]);
            assert_eq!(got, expected, "{live} live, {cooling} cooling of {members}");
            exactly_half += u32::from(2 * live == members || 2 * cooling == members);
            seen[match expected.0 {
                Stage::Live => 0,
                Stage::Cooling => 1,
                _ => 2,
            }] += 1;
            // Whatever the body starts with, a place keeps the policy it had.
            for &q in &body.parcels {
                let had = old.policy[bodies.parcels[q].area * items + k] != Policy::None;
                let has = new.policy[q * items + k];
                assert_eq!(has, if had { Policy::Inherited } else { Policy::None });
            }
        }
    }
    assert!(exactly_half > 0, "exactly one half must occur");
    assert!(seen.iter().all(|&n| n > 0), "{seen:?}");
}

/// An inherited policy keeps its own action, place by place, also when others are refreshed in March.
#[test]
fn an_inherited_action_is_kept_place_by_place() {
    let geography = small();
    let p = Parameters::default();
    let arms = [arm("department"), arm("consortium")];
    let burnt = burn(&geography, &p, Flags::default(), 43, &arms);
    let mut idle = p.clone();
    idle.queue.capacity = 0.0;
    idle.implementation.reversal = 0.0;
    for arm in &arms {
        let mut run = Simulation::fork(&burnt, &geography, arm, idle.clone());
        run.run_to(Month(13));
        assert!(run.world.action == burnt.world.action, "{}", arm.name);
        assert!(run.world.action.iter().any(|&x| x > 0.0));
        assert!(!run.world.policy.contains(&Policy::Own), "{}", arm.name);
    }
}

/// Where the new body has no policy, an inherited one falls exactly where and when it would have
/// fallen under its single trust.
#[test]
fn an_inherited_policy_keeps_the_hazard_of_its_single_trust() {
    let geography = small();
    let p = Parameters::default();
    let mut harsh = p.clone();
    harsh.implementation.reversal *= 2.0;
    harsh.implementation.postcode_reversal *= 30.0;
    // The groups of 2013 and the systems of 2022 cut through trusts.
    let arms = [
        arm("single_trusts"),
        arm("department"),
        arm("lead_cluster"),
        arm("groups_under_board"),
        arm("systems_under_board"),
    ];
    let mut fates = vec![[0, 0]; arms.len()];
    for seed in 44..60 {
        let burnt = burn(&geography, &p, Flags::default(), seed, &arms);
        let items = burnt.nature.count;
        let after = |arm: &Arm| {
            let mut run = Simulation::fork(&burnt, &geography, arm, harsh.clone());
            let before = run.world.clone();
            run.world.month = Month(1);
            let mut room = Workspace::new(&run.setting());
            let mut world = run.world.clone();
            // Places of one trust differ, so that its parts would not be struck alike by themselves.
            let lanes = burnt.nature.lanes;
            for n in 0..burnt.nature.atoms {
                for k in 0..items {
                    world.withdrawn[n * lanes + k] = ((n * 7 + k * 3) % 5) as f32 / 5.0;
                }
            }
            for name in ["compare_places", "reverse"] {
                let phase = PHASES.iter().find(|phase| phase.name == name).unwrap();
                (phase.run)(&run.setting(), &mut world, &mut room);
            }
            (before, world, run.institutions)
        };
        let (_, alone, _) = after(&arms[0]);
        for (arm, fate) in arms.iter().zip(&mut fates).skip(1) {
            let (before, world, bodies) = after(arm);
            for (q, parcel) in bodies.parcels.iter().enumerate() {
                let b = bodies.seats[0].body_of_parcel[q];
                for k in 0..items {
                    let was = before.policy[q * items + k];
                    if was != Policy::Inherited
                        || before.desks[0].stage[b * items + k] == Stage::Live
                    {
                        continue;
                    }
                    let is = world.policy[q * items + k] == Policy::Inherited;
                    assert_eq!(is, alone.policy[parcel.area * items + k] != Policy::None);
                    fate[usize::from(is)] += 1;
                }
            }
        }
    }
    for (arm, [lost, kept]) in arms.iter().zip(fates).skip(1) {
        assert!(
            kept > 50 && lost > 20,
            "{}: {kept} kept, {lost} lost",
            arm.name
        );
    }
}

/// Declining to issue a rule of one's own is not an order to stop.
#[test]
fn a_refusal_leaves_an_inherited_policy_alone() {
    let geography = small();
    let p = Parameters::default();
    let arms = [arm("department"), arm("region_jointly")];
    let burnt = burn(&geography, &p, Flags::default(), 45, &arms);
    let mut refusing = p.clone();
    refusing.approval.hurdle = 1_000.0;
    refusing.implementation.reversal = 0.0;
    for arm in &arms {
        let mut run = Simulation::fork(&burnt, &geography, arm, refusing.clone());
        let inherited = run.world.policy.clone();
        run.run_to(Month(36));
        let decided: u32 = run.world.desks[0].cases.iter().map(|c| c.tally[0]).sum();
        let approved: u32 = run.world.desks[0].cases.iter().map(|c| c.tally[1]).sum();
        assert!(
            decided > 5 && approved == 0,
            "{decided} decided, {approved} approved"
        );
        assert!(run.world.policy == inherited, "{}", arm.name);
        assert!(inherited.contains(&Policy::Inherited));
    }
}

/// Where the same commissioner goes on deciding, its desk, capacity in hand and policies go on.
#[test]
fn a_trust_that_still_decides_notices_nothing() {
    let geography = small();
    let arms = [arm("single_trusts"), arm("nice_advice")];
    let burnt = burn(
        &geography,
        &Parameters::default(),
        Flags::default(),
        46,
        &arms,
    );
    let old = &burnt.world;
    for arm in &arms {
        let new = run_to(&burnt, &geography, arm, 0).world;
        assert!(new.policy == old.policy && new.known == old.known);
        assert!(new.desks[0].stage == old.desks[0].stage);
        assert!(new.desks[0].due == old.desks[0].due);
        assert!(new.desks[0].credit == old.desks[0].credit);
        let forgotten = |world: &World| {
            let mut cases = world.desks[0].cases.clone();
            for case in &mut cases {
                case.tally = [0; 4];
            }
            cases
        };
        assert!(forgotten(&new) == forgotten(old));
        assert!(old.desks[0].credit.iter().any(|&c| c > 0.0));
    }
}
