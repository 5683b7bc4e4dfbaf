//! Assurance, trust and ministers against exact answers: earned autonomy (V26), extremes of grip
//! (V28), the resting height of the ratchet, escalation step by step, and nothing at all where every
//! switch is off.

mod common;

use common::{arm, burn, record, small, value};
use grip::engine::{OUTCOMES, Simulation};
use grip::model::domains::assurance::Assurance;
use grip::model::ledger::Account;
use grip::model::proposal::views_of;
use grip::model::{World, condition::Condition};
use grip::scenario::geography::Geography;
use grip::scenario::{Arm, Domain, Domains, Flags, Parameters, Switches};
use grip::units::Month;

/// The mechanisms of this domain.
const OWN: [&str; 18] = [
    "noisy_signals",
    "candour",
    "escalation",
    "support_for_weak",
    "harm_to_able",
    "partnership",
    "earned_autonomy",
    "unlearned_autonomy",
    "trust",
    "ministers",
    "shielding",
    "temperament",
    "ratchet",
    "unanswered_shocks",
    "collective_body",
    "board_cover",
    "duplication",
    "headcount_regrowth",
];

fn with_assurance() -> Flags {
    Flags {
        domains: Domains::of(&[Domain::Assurance]),
        ..Flags::default()
    }
}

/// Calls `look` with the world of every month of a run.
fn watch(
    geography: &Geography,
    p: &Parameters,
    arm: &Arm,
    seed: u64,
    months: i32,
    mut look: impl FnMut(&Simulation<'_>),
) {
    let burnt = burn(
        geography,
        p,
        with_assurance(),
        seed,
        std::slice::from_ref(arm),
    );
    let mut simulation = Simulation::fork(&burnt, geography, arm, p.clone());
    for month in 1..=months {
        simulation.run_to(Month(month));
        look(&simulation);
    }
}

/// Nobody shocks, earns or is escalated.
fn quiet() -> Parameters {
    let mut p = Parameters::default();
    p.politics.shocks = 0.0;
    p.assurance.earned_autonomy = 0.0;
    p.assurance.low = 0.0;
    p
}

fn people_mean(s: &Simulation<'_>, values: impl Fn(&World, usize) -> f64) -> f64 {
    let units = s.institutions.units.iter().enumerate();
    units
        .map(|(u, unit)| unit.population * values(&s.world, u))
        .sum::<f64>()
        / s.nature.nation
}

#[test]
fn without_the_domain_nothing_stirs() {
    let geography = small();
    let p = Parameters::default();
    let arms = [arm("trusts_under_board")];
    let burnt = burn(&geography, &p, Flags::default(), 3, &arms);
    let simulation = common::run_to(&burnt, &geography, &arms[0], 36);
    assert!(burnt.nature.signals.noise.is_empty());
    let setting = simulation.setting();
    assert!(simulation.world.assurance == Assurance::at_rest(&setting));
    assert!(simulation.world.condition == Condition::at_rest(&setting));
}

/// Every outcome of the seat experiment has the bits that it has without the domain.
#[test]
fn with_every_switch_off_the_domain_makes_no_difference() {
    let geography = small();
    let p = Parameters::default();
    let mut switches = Switches::default();
    switches.domains = Domains::of(&[Domain::Assurance]);
    for name in OWN {
        switches.set(name, false).unwrap();
    }
    let (off, flags) = switches.apply(&p);
    for name in ["single_trusts", "strategic_authority", "groups_under_board"] {
        let mut arm = arm(name);
        if name == "groups_under_board" {
            arm.grip = 0.5;
        }
        let arms = [arm];
        let plain = record(
            &burn(&geography, &p, Flags::default(), 5, &arms),
            &geography,
            &arms[0],
            48,
        );
        let quiet = record(
            &burn(&geography, &off, flags, 5, &arms),
            &geography,
            &arms[0],
            48,
        );
        for (o, outcome) in OUTCOMES.iter().enumerate() {
            if outcome.domain == Domain::Disinvestment {
                assert!(
                    plain.values[0][o].map(f64::to_bits) == quiet.values[0][o].map(f64::to_bits),
                    "{name}: {outcome:?}: {:?} and {:?}",
                    plain.values[0][o],
                    quiet.values[0][o]
                );
            }
        }
    }
}

/// V26, first half: no autonomy to earn, and no ministers, is the structure's grip to the bit.
#[test]
fn grip_is_the_structures_where_none_is_earned_or_taken() {
    let p = quiet();
    watch(&small(), &p, &arm("trusts_under_board"), 4, 24, |s| {
        assert!(
            s.world
                .condition
                .grips
                .iter()
                .all(|g| g.map(f64::to_bits) == s.institutions.grips.map(f64::to_bits))
        );
    });
}

/// V26, second half: what cannot be measured cannot be earned. With ever noisier signals, held on a
/// scale of 0 to 1, grip is that of the structure on average, whoever is able.
#[test]
fn pure_noise_earns_nothing_on_average() {
    let mut p = quiet();
    p.assurance.earned_autonomy = 0.2;
    p.assurance.signal_sd = 1e6;
    let (mut sum, mut count) = (0.0, 0.0);
    for seed in 0..6 {
        watch(&small(), &p, &arm("trusts_under_board"), seed, 60, |s| {
            for (u, grips) in s.world.condition.grips.iter().enumerate() {
                if s.world.month.0 > 1 {
                    // Redesign: .3 at rest, so that .2 either way stays inside 0 to 1.
                    sum += grips[2] - s.institutions.grips[2];
                    count += 1.0;
                    assert!(s.world.assurance.measured[u] <= 1.0);
                }
            }
        });
    }
    // About 5,300 values, each the mean of up to twelve signs: standard error below .01.
    assert!((sum / count).abs() < 0.02, "{}", sum / count);
}

#[test]
fn the_able_earn_autonomy_where_signals_are_clear() {
    let mut p = quiet();
    p.assurance.earned_autonomy = 0.2;
    p.assurance.signal_sd = 0.0;
    watch(&small(), &p, &arm("trusts_under_board"), 4, 3, |s| {
        if s.world.month.0 == 3 {
            for (u, grips) in s.world.condition.grips.iter().enumerate() {
                let expected = 0.3 - 0.4 * (s.world.condition.capability[u] - 0.5);
                assert!((grips[2] - expected).abs() < 1e-12);
            }
        }
    });
}

/// V28: where either side clearly owns every decision nobody's work is done twice.
#[test]
fn nothing_is_duplicated_at_the_extremes_of_grip() {
    for structure in [
        "trusts_under_board",
        "groups_under_board",
        "systems_under_board",
    ] {
        for (grip, nothing) in [(0.0, true), (0.5, false), (1.0, true)] {
            let p = quiet();
            let mut arm = arm(structure);
            arm.grip = grip;
            arm.structure.grips = [grip; 6];
            let arms = [arm];
            let burnt = burn(&small(), &p, with_assurance(), 8, &arms);
            let cost = value(&record(&burnt, &small(), &arms[0], 24), "cost_duplication");
            assert_eq!(cost == 0.0, nothing, "{structure} at {grip}: {cost}");
        }
    }
}

/// Board and department of 2013 at grip ½ everywhere: .15 · 4 · ½ · ½ of GBP 60m a year for
/// England, here a tenth of it.
#[test]
fn board_and_department_do_a_share_of_the_smaller_twice() {
    let mut p = quiet();
    p.costs.second_guessing = 0.0;
    let mut arm = arm("groups_under_board");
    arm.grip = 0.5;
    arm.structure.grips = [0.5; 6];
    let arms = [arm];
    let burnt = burn(&small(), &p, with_assurance(), 8, &arms);
    let cost = value(&record(&burnt, &small(), &arms[0], 24), "cost_duplication");
    assert!((cost - 0.9).abs() < 1e-6, "{cost}");
}

/// T19 at rest: with nobody shielded, mean uplift is κ_shock λ_s Δ_g / δ_g = .5 · .3 · .04 / .03 = .20.
#[test]
fn the_ratchet_rests_where_shocks_and_decay_balance() {
    let mut p = quiet();
    p.politics.shocks = 0.3;
    p.politics.shielding = 0.0;
    let (mut sum, mut count) = (0.0, 0.0);
    for seed in 0..40 {
        watch(&small(), &p, &arm("single_trusts"), seed, 180, |s| {
            if s.world.month.0 > 100 {
                sum += s.world.assurance.uplift[0];
                count += 1.0;
            }
        });
    }
    let mean = sum / count;
    // Shot noise of sd .063, about 2.5 independent values a run: standard error .006.
    assert!((mean - 0.2).abs() < 0.02, "{mean}");
}

#[test]
fn shocks_and_ministers_are_the_same_in_every_arm() {
    let seen = |name: &str| {
        let mut seen = Vec::new();
        watch(&small(), &Parameters::default(), &arm(name), 9, 60, |s| {
            let a = &s.world.assurance;
            seen.push((a.shocks[0], a.minister_since));
        });
        seen
    };
    let first = seen("single_trusts");
    assert!(first.iter().any(|(shocks, _)| *shocks > 0));
    assert!(first == seen("department") && first == seen("systems_under_board"));
}

#[test]
fn a_collective_body_of_full_strength_turns_ministers_away() {
    let mut p = Parameters::default();
    p.politics.collective = 1.0;
    p.politics.shocks = 1.0;
    let mut answered = 0;
    watch(&small(), &p, &arm("trusts_under_board"), 9, 36, |s| {
        answered += s.world.assurance.shocks[1];
        assert!(s.world.assurance.uplift.iter().all(|&up| up == 0.0));
    });
    assert!(answered > 0);
}

/// A shock that stays where it occurred raises one commissioner's grip only.
#[test]
fn without_contagion_only_the_place_of_the_shock_is_gripped() {
    let mut p = quiet();
    p.politics.shocks = 0.3;
    p.politics.answered = 1.0;
    p.politics.temperament = 0.0;
    p.politics.shielding = 0.0;
    p.politics.contagion = 0.0;
    p.politics.decay = 0.0;
    let mut answered = 0;
    watch(&small(), &p, &arm("single_trusts"), 2, 24, |s| {
        answered += s.world.assurance.shocks[1];
        let all: f64 = s.world.assurance.uplift.iter().sum();
        assert!((all - 0.04 * f64::from(answered)).abs() < 1e-12);
    });
    assert!(answered > 0);
}

/// Clear signals, an overseer who always acts: level ℓ after 3ℓ months below the threshold, and
/// assurance costs c_as (1 + 2ℓ) g_F.
#[test]
fn escalation_climbs_a_level_a_quarter_and_is_charged() {
    let mut p = quiet();
    p.assurance.low = 0.5;
    p.assurance.signal_sd = 0.0;
    p.assurance.support = 0.0;
    p.assurance.scrutiny = 0.0;
    p.assurance.measures_months = 60.0;
    p.grip.assurance = 0.4;
    let mut before = 0.0;
    let mut weak = 0;
    watch(&small(), &p, &arm("single_trusts"), 6, 12, |s| {
        let c = &s.world.condition;
        let mut gbp = 0.0;
        for (u, &level) in c.escalation.iter().enumerate() {
            let expected = if c.capability[u] < 0.5 {
                weak += 1;
                (s.world.month.0 / 3).min(4) as u8
            } else {
                0
            };
            assert_eq!(
                level, expected,
                "commissioner {u} in month {}",
                s.world.month.0
            );
            gbp += 6_000.0 * (1.0 + 2.0 * f64::from(level));
        }
        let total = s.world.ledger.accounts[Account::Assurance as usize].gbp_million() * 1e6;
        assert!(
            (total - before - gbp).abs() < 1.0,
            "{} and {gbp}",
            total - before
        );
        before = total;
    });
    assert!(weak > 0);
}

/// P24: special measures last 24 months on average.
#[test]
fn special_measures_last_as_long_as_they_are_said_to() {
    let mut p = quiet();
    p.assurance.low = 0.5;
    p.assurance.support = 0.0;
    p.assurance.scrutiny = 0.0;
    let mut sums = [0.0; 2];
    for seed in 0..8 {
        watch(&small(), &p, &arm("single_trusts"), seed, 180, |s| {
            if s.world.month.0 == 180 {
                for (sum, &counted) in sums.iter_mut().zip(&s.world.assurance.measures) {
                    *sum += f64::from(counted);
                }
            }
        });
    }
    let mean = sums[0] / sums[1];
    assert!(
        sums[1] > 100.0 && (mean - 24.0).abs() < 4.0,
        "{mean} of {}",
        sums[1]
    );
}

/// Help and no scrutiny raises the capability of the weak; scrutiny and no help lowers it.
#[test]
fn intervention_helps_or_harms_as_its_parameters_say() {
    let mean = |support: f64, scrutiny: f64| {
        let mut p = Parameters::default();
        p.assurance.support = support;
        p.assurance.scrutiny = scrutiny;
        let mut last = 0.0;
        watch(&small(), &p, &arm("single_trusts"), 6, 60, |s| {
            last = people_mean(s, |w, u| w.condition.capability[u]);
        });
        last
    };
    let none = mean(0.0, 0.0);
    assert!(mean(0.02, 0.0) > none && mean(0.0, 0.02) < none);
}

/// Granted and not used: of a grant, 1 - .97^24 = 52% is exercised after two years (P25).
#[test]
fn half_of_a_grant_of_autonomy_is_exercised_after_two_years() {
    let p = Parameters::default();
    let mut exercised = 0.4;
    for _ in 0..24 {
        exercised = grip::model::domains::assurance::autonomy_after(&p, exercised, 0.3);
    }
    assert!(((exercised - 0.4) / 0.3 - 0.518_6).abs() < 1e-3);
}

/// A board that covers unpopular change unblocks decisions; one that does not leaves no trace.
#[test]
fn cover_by_the_board_unblocks_decisions() {
    let requests = |cover: f64| -> f64 {
        let mut p = quiet();
        p.politics.board_cover = cover;
        let arms = [arm("single_trusts")];
        (0..6)
            .map(|seed| {
                let burnt = burn(&small(), &p, with_assurance(), seed, &arms);
                value(&record(&burnt, &small(), &arms[0], 60), "guidance_requests")
            })
            .sum()
    };
    assert!(requests(0.8) < requests(0.0));
}

/// With everything on, in every structure, money is kept to the penny, indices stay in range and
/// few values are held.
#[test]
fn everything_on_keeps_money_and_ranges() {
    let mut p = Parameters::default();
    p.politics.collective = 0.3;
    p.politics.board_cover = 0.4;
    for name in [
        "single_trusts",
        "trusts_under_board",
        "groups_under_board",
        "systems_under_board",
    ] {
        watch(&small(), &p, &arm(name), 13, 120, |s| {
            let w = &s.world;
            assert!(w.ledger.balances());
            let c = &w.condition;
            for column in [&c.capability, &c.trust_down, &c.trust_up, &c.autonomy] {
                assert!(column.iter().all(|x| (0.0..=1.0).contains(x)), "{name}");
            }
            assert!(c.grips.iter().flatten().all(|g| (0.0..=1.0).contains(g)));
            assert!(
                w.assurance
                    .overseer_attention
                    .iter()
                    .all(|e| (0.0..=1.0).contains(e))
            );
            assert!(w.assurance.cover.iter().all(|e| (0.0..=1.0).contains(e)));
        });
    }
}

/// What the patterns of this domain show at defaults, ten seeds of England: printed, and held to
/// the sign that theory gives. P22: staff of the centre regrow. P23: who is escalated is weak.
#[test]
fn staff_of_the_centre_regrow_and_the_escalated_are_weak() {
    let geography = common::england();
    for name in [
        "trusts_under_board",
        "groups_under_board",
        "systems_under_board",
    ] {
        let mut arm = arm(name);
        arm.grip = 0.25;
        let (mut staff, mut gap, mut stays) = (0.0, 0.0, [0.0; 2]);
        let mut levels = [0.0; 4];
        let seeds = 4;
        for seed in 0..seeds {
            watch(&geography, &Parameters::default(), &arm, seed, 120, |s| {
                if s.world.month.0 < 120 {
                    return;
                }
                staff += s.world.assurance.headcount / seeds as f64;
                let c = &s.world.condition;
                let mean = |escalated: bool| {
                    let (mut sum, mut count) = (0.0, 0.0);
                    for (u, &level) in c.escalation.iter().enumerate() {
                        if (level > 0) == escalated {
                            sum += c.capability[u];
                            count += 1.0;
                        }
                    }
                    sum / count
                };
                gap += (mean(true) - mean(false)) / seeds as f64;
                for (sum, &counted) in stays.iter_mut().zip(&s.world.assurance.measures) {
                    *sum += f64::from(counted);
                }
                let shown = ["grip_mean", "escalated_share", "autonomy_gap", "trust_down"];
                for (level, name) in levels.iter_mut().zip(shown) {
                    let outcome = grip::engine::outcomes::find(name).unwrap();
                    *level += (outcome.value)(&s.setting(), &s.world).unwrap() / seeds as f64;
                }
                eprintln!(
                    "{name} {seed}: held per thousand: grip {:.1}, signal {:.1}, trust {:.1}, blame {:.1}; legitimacy lost {:.3}, trust up {:.3}",
                    s.world.counters.grip.per_thousand(),
                    s.world.counters.signal.per_thousand(),
                    s.world.counters.trust.per_thousand(),
                    s.world.counters.blame.per_thousand(),
                    s.world.assurance.legitimacy_lost,
                    people_mean(s, |w, u| w.condition.trust_up[u]),
                );
            });
        }
        eprintln!(
            "{name}: staff {staff:.3}, capability gap {gap:.3}, stay {:.1} months, grip, escalated, autonomy gap, trust down {levels:.3?}",
            stays[0] / stays[1]
        );
        assert!(staff > 1.0 && gap < 0.0, "{name}: {staff} {gap}");
    }
}

/// T4: the noise of reports falls as trust upwards rises. What the department sees of every place
/// after trust has moved is what it would have seen had trust stood there from the beginning.
#[test]
fn views_from_above_are_those_of_the_trust_of_the_day() {
    let geography = small();
    let arm = arm("department");
    let fork = |trust: f64| {
        let mut p = Parameters::default();
        p.evidence.trust_up = trust;
        (
            p.clone(),
            burn(
                &geography,
                &p,
                with_assurance(),
                12,
                std::slice::from_ref(&arm),
            ),
        )
    };
    let views = |simulation: &mut Simulation<'_>, item: usize| {
        let mut world = simulation.world.clone();
        let setting = simulation.setting();
        let panel = &setting.institutions.seats[0];
        let mut views = vec![0.0; setting.nature.atoms];
        let body = &panel.bodies[0];
        let base = 0.4 + panel.common_view[item];
        views_of(&setting, &mut world, panel, body, item, base, &mut views);
        views
    };
    let (p, burnt) = fork(0.5);
    let mut moved = Simulation::fork(&burnt, &geography, &arm, p);
    let before = views(&mut moved, 3);
    for trust in [0.0, 0.2, 0.9, 1.0] {
        moved.world.condition.trust_up.fill(trust);
        let seen = views(&mut moved, 3);
        let (p, burnt) = fork(trust);
        let expected = views(&mut Simulation::fork(&burnt, &geography, &arm, p), 3);
        let (mut apart, mut away): (f64, f64) = (0.0, 0.0);
        for ((seen, expected), before) in seen.iter().zip(&expected).zip(&before) {
            apart = apart.max((seen - expected).abs());
            away = away.max((seen - before).abs());
        }
        // Rows of views are kept in single precision.
        assert!(apart < 1e-6, "trust {trust}: {apart}");
        assert!(away > 1e-3, "trust {trust}: {away}");
    }
}

/// Where trust has not moved, or the decider hears itself, not a bit of a view changes.
#[test]
fn trust_changes_no_view_of_one_who_hears_itself() {
    let geography = small();
    let arm = arm("single_trusts");
    let p = Parameters::default();
    let burnt = burn(
        &geography,
        &p,
        with_assurance(),
        12,
        std::slice::from_ref(&arm),
    );
    let mut simulation = Simulation::fork(&burnt, &geography, &arm, p);
    let views = |simulation: &Simulation<'_>| {
        let mut world = simulation.world.clone();
        let setting = simulation.setting();
        let panel = &setting.institutions.seats[0];
        let body = &panel.bodies[1];
        let mut views = vec![0.0; 400];
        views_of(&setting, &mut world, panel, body, 3, 0.4, &mut views);
        views
    };
    let before = views(&simulation);
    simulation.world.condition.trust_up.fill(0.0);
    assert_eq!(views(&simulation), before);
}
