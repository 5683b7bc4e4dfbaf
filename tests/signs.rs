//! Every mechanism pushes the way that the register says. Where theory gives the sign for certain, it
//! is shown on the rule itself, with everything else held equal; where it does not, the reason
//! stands here.

mod common;
#[path = "signs_of/contracts.rs"]
mod contracts;
#[path = "signs_of/priorities.rs"]
mod priorities;
#[path = "signs_of/support.rs"]
mod support;

use common::{Stand, arm, burn, record, small, value, without};
use grip::model::domains::disinvestment::{
    approval, opposition_met, pressure, released, reversal_hazard,
};
use grip::model::domains::{prevention, redesign};
use grip::model::nature::Clamped;
use grip::model::phases::work_and_worth;
use grip::model::proposal::{peers, propose, voice};
use grip::model::signal::{expected_loss, report_variance};
use grip::model::tier;
use grip::model::world::{Policy, Stage};
use grip::scenario::mechanisms::Sign;
use grip::scenario::{Domain, Domains, Flags, MECHANISMS, Parameters};

/// People of a trust and of the nation, and their remoteness.
const TRUST: f64 = 340_000.0;
const NATION: f64 = 51_800_000.0;

fn r(people: f64) -> f64 {
    tier::remoteness(people, NATION)
}

fn off(name: &str) -> Parameters {
    without(&Parameters::default(), &[name]).0
}

/// Perfect evidence and signals, no bias, no spillover: an action errs only by being uniform.
fn exact() -> Parameters {
    let mut p = Parameters::default();
    p.evidence.common_error_sd = 0.0;
    p.evidence.signal_noise_sd = 0.0;
    p.evidence.report_noise = 0.0;
    p.evidence.spillover = 0.0;
    p.evidence.bias_local = 0.0;
    p.evidence.bias_national = 0.0;
    p.evidence.heterogeneity_sd = 0.04;
    p
}

/// Mean squared error of actions, and mean excess over what is best, of an arm's first seat.
fn error_and_excess(name: &str, p: &Parameters) -> [f64; 2] {
    let stand = Stand::new(&small(), p, &arm(name), 81);
    let setting = stand.setting();
    let (mut world, mut room) = stand.world(1);
    let (mut sums, mut people) = ([0.0; 2], 0.0);
    for (b, body) in stand.bodies.seats[0].bodies.iter().enumerate() {
        for k in 0..stand.nature.count {
            propose(&setting, &mut world, &mut room, 0, b, k, true);
            let mut a = 0;
            for &q in &body.parcels {
                for &n in &stand.bodies.parcels[q].atoms {
                    let n = n as usize;
                    let best = f64::from(stand.nature.best[n * stand.nature.lanes + k]);
                    let away = room.action[a] - best;
                    let w = stand.nature.population[n];
                    sums[0] += w * away * away;
                    // Rounding of what is stored in single precision is no excess.
                    sums[1] += w * (away - 1e-6).max(0.0);
                    people += w;
                    a += 1;
                }
            }
        }
    }
    sums.map(|sum| sum / people)
}

fn heterogeneity() {
    let rise = |name| {
        let none = {
            let mut p = exact();
            p.evidence.heterogeneity_sd = 0.0;
            error_and_excess(name, &p)[0]
        };
        error_and_excess(name, &exact())[0] - none
    };
    let (local, central) = (rise("single_trusts"), rise("department"));
    assert!(central > local && local >= 0.0, "{local} {central}");
}

fn uniformity() {
    let rise = |name| {
        let mut p = exact();
        p.evidence.uniformity_max = 0.0;
        error_and_excess(name, &exact())[0] - error_and_excess(name, &p)[0]
    };
    let (local, central) = (rise("single_trusts"), rise("department"));
    assert!(central > local && local >= 0.0, "{local} {central}");
}

fn misfit_resistance() {
    let mut p = exact();
    p.evidence.uniformity_max = 0.0;
    let local = error_and_excess("single_trusts", &p)[1];
    p.evidence.uniformity_max = 1.0;
    let central = error_and_excess("department", &p)[1];
    assert!(local == 0.0 && central > 0.001, "{local} {central}");
}

fn spillover() {
    let kappa = Parameters::default().evidence.spillover;
    let inside = |name| -> Vec<f32> {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 82);
        stand.bodies.inside_body
    };
    let loss = |iota: f32| {
        expected_loss(0.0, kappa * (1.0 - f64::from(iota)), 0.0, 0.0)
            - expected_loss(0.0, 0.0, 0.0, 0.0)
    };
    let (local, central) = (inside("single_trusts"), inside("department"));
    assert!(central.iter().all(|&iota| loss(iota) < 1e-15));
    assert!(local.iter().all(|&iota| loss(iota) > 0.0));
}

/// One decider for two commissioners of a provider releases more than both apart.
fn stranded_cost() {
    let i = Parameters::default().implementation;
    // A quarter of what releases all fixed cost, alone; twice that, together.
    let share = i.release_threshold / 4.0;
    let cash = |share: f64, variable| share * released(variable, share, i.release_threshold);
    let apart = 2.0 * cash(share, i.variable_share);
    assert!(cash(2.0 * share, i.variable_share) > apart);
    assert!((2.0 * cash(share, 1.0) - cash(2.0 * share, 1.0)).abs() < 1e-15);
}

fn pooled_evidence() {
    let ratio = |p: &Parameters| tier::analyst_months(p, NATION) / tier::analyst_months(p, TRUST);
    assert!(ratio(&Parameters::default()) > 1.0);
    assert!((ratio(&off("pooled_evidence")) - 1.0).abs() < 1e-15);
}

fn expertise() {
    let analysts = |p: &Parameters| {
        let stand = Stand::new(&small(), p, &arm("specialist"), 83);
        [0, 1].map(|seat| stand.bodies.seats[seat].bodies[0].analysts)
    };
    let (on, without) = (
        analysts(&Parameters::default()),
        analysts(&off("expertise")),
    );
    let expert = Parameters::default().evidence.specialist_expertise;
    assert!(expert > 1.0 && (on[0] / without[0] - expert).abs() < 1e-12);
    assert!(
        (on[1] - without[1]).abs() < 1e-12,
        "trusts are no specialists"
    );
}

fn initiative() {
    let ratio = |p: &Parameters| {
        tier::capacity(p, TRUST, r(TRUST), 0.0, 1.0) / tier::capacity(p, NATION, 1.0, 0.0, 1.0)
    };
    assert!(ratio(&Parameters::default()) > ratio(&off("initiative")));
}

/// Months of delay that a mechanism adds to the first seat of an arm.
fn delay_added(mechanism: &str, name: &str) -> f64 {
    let delay = |p: &Parameters| {
        let stand = Stand::new(&small(), p, &arm(name), 84);
        stand.bodies.seats[0].bodies[0].delay
    };
    delay(&Parameters::default()) - delay(&off(mechanism))
}

fn collection_delay() {
    assert!(delay_added("collection_delay", "department") > 0.1);
    assert!(delay_added("collection_delay", "single_trusts").abs() < 1e-12);
}

fn hop_delay() {
    // A department is one whole unit of distance away: three hops.
    let p = Parameters::default();
    let added = delay_added("hop_delay", "department");
    assert!((added - 3.0 * p.queue.hop_delay_months).abs() < 1e-12 && added > 0.0);
    assert!(delay_added("hop_delay", "single_trusts").abs() < 1e-12);
}

fn guidance_lag() {
    let added = delay_added("guidance_lag", "nice_mandate");
    assert!((added - Parameters::default().guidance.lag_months).abs() < 1e-12 && added > 0.0);
    assert!(delay_added("guidance_lag", "single_trusts").abs() < 1e-12);
}

fn guidance_reach() {
    let reached = |p: &Parameters| {
        let stand = Stand::new(&small(), p, &arm("nice_advice"), 85);
        let setting = stand.setting();
        let items = stand.bodies.guides[0].holds.iter().filter(|&&h| h).count();
        let bodies = &stand.bodies.seats[0].bodies;
        let aware = |body: &&_| grip::model::proposal::is_aware(&setting, body);
        (items, bodies.iter().filter(aware).count())
    };
    let (on, all) = (
        reached(&Parameters::default()),
        reached(&off("guidance_reach")),
    );
    assert!(on.0 < all.0 && on.1 < all.1, "{on:?} {all:?}");
}

fn distance_noise() {
    let added = |people: f64| {
        tier::signal_noise(&Parameters::default(), r(people))
            - tier::signal_noise(&off("distance_noise"), r(people))
    };
    assert!(added(NATION) > added(TRUST) && added(TRUST) >= 0.0);
}

fn report_noise() {
    let p = Parameters::default();
    assert!(
        report_variance(&p, 0.5, 0.5, 1.0).abs() < 1e-15,
        "the trust itself"
    );
    assert!(report_variance(&p, 0.5, 0.5, 0.0) > 0.0);
}

/// Size of the tilt that a bias adds to each side.
fn tilt(mechanism: &str) -> [f64; 2] {
    let size = |p: &Parameters, people: f64| tier::bias(p, r(people)).abs();
    [TRUST, NATION]
        .map(|people| size(&Parameters::default(), people) - size(&off(mechanism), people))
}

fn local_bias() {
    let [local, central] = tilt("local_bias");
    assert!(local > central && central.abs() < 1e-15);
}

fn national_bias() {
    let [local, central] = tilt("national_bias");
    assert!(central > local && local >= 0.0);
}

fn cover() {
    let cover = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 86);
        stand.bodies.seats[0].cover
    };
    let a = Parameters::default().approval;
    let chance = |cover| approval(&a, 1.0, 0.5, pressure(0.5, 0.3, 0.5, cover), 0.0);
    let [local, central] = ["single_trusts", "department"].map(cover);
    assert!(local.abs() < 1e-15 && chance(central) > chance(local));
}

fn lean() {
    let weight = Parameters::default().approval.lean;
    let met = |weight: f64| opposition_met(&mut Clamped::default(), 0.5, weight, 0.6);
    assert!(met(weight) > met(0.0));
    let builds = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 87);
        let (mut world, mut room) = stand.world(1);
        world.policy.fill(Policy::Own);
        stand.run("rely_on_cover", &mut world, &mut room);
        world.lean[0]
    };
    assert!(builds("department") > 0.0 && builds("single_trusts").abs() < 1e-15);
}

/// Neighbours with a policy help the first trust; the nation has no neighbours.
fn peer_diffusion() {
    let seen = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 88);
        let (mut world, _) = stand.world(1);
        world.known.fill(true);
        peers(
            &stand.setting(),
            &world,
            &stand.bodies.seats[0].bodies[0],
            0,
        )
    };
    let (local, central) = (seen("single_trusts"), seen("department"));
    assert!((local - 1.0).abs() < 1e-15 && central.abs() < 1e-15);
    let a = Parameters::default().approval;
    assert!(approval(&a, 1.0, 0.5, 0.4, local) > approval(&a, 1.0, 0.5, 0.4, central));
}

fn copying() {
    let work = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 88);
        let (mut world, _) = stand.world(1);
        world.known.fill(true);
        let setting = stand.setting();
        work_and_worth(&setting, &world, &stand.bodies.seats[0].bodies[0], 0).0
    };
    assert!(work("single_trusts") < 1.0 && (work("department") - 1.0).abs() < 1e-15);
}

fn decision_scale() {
    let a_head = |p: &Parameters, people: f64| tier::decision_cost(p, people) / people;
    let (on, without) = (Parameters::default(), off("decision_scale"));
    assert!(a_head(&on, NATION) < a_head(&without, NATION));
    assert!((a_head(&on, TRUST) - a_head(&without, TRUST)).abs() < 1e-12);
}

/// Valid guidance of a national body saves its readers work; alone there is nothing to adopt.
fn adoption_saving() {
    let work = |name, p: &Parameters| {
        let stand = Stand::new(&small(), p, &arm(name), 89);
        let (mut world, _) = stand.world(1);
        for desk in &mut world.guide_desks {
            desk.stage.fill(Stage::Live);
        }
        let setting = stand.setting();
        work_and_worth(&setting, &world, &stand.bodies.seats[0].bodies[0], 0).0
    };
    let mut p = Parameters::default();
    p.guidance.coverage = 1.0;
    p.guidance.awareness = 1.0;
    assert!((work("nice_advice", &p) - p.queue.guided_work).abs() < 1e-15);
    assert!(p.queue.guided_work < 1.0);
    assert!((work("single_trusts", &p) - 1.0).abs() < 1e-15);
}

fn joint_rounds() {
    let rounds = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 90);
        let (mut world, mut room) = stand.world(1);
        room.taken.push([0, 0, 0]);
        stand.run("negotiate", &mut world, &mut room);
        let delay = stand.bodies.seats[0].bodies[0].delay;
        let rounds = world.desks[0].cases[0].rounds;
        assert_eq!(
            world.desks[0].due[0],
            1 + (delay + f64::from(rounds)).ceil() as i32
        );
        rounds
    };
    assert!(rounds("region_jointly") >= 1 && rounds("strategic_authority") == 0);
}

fn dilution() {
    let acts = |p: &Parameters, name| {
        let stand = Stand::new(&small(), p, &arm(name), 91);
        let (mut world, mut room) = stand.world(1);
        propose(&stand.setting(), &mut world, &mut room, 0, 0, 0, true);
        room.action
    };
    let both = |name| {
        [
            acts(&Parameters::default(), name),
            acts(&off("dilution"), name),
        ]
    };
    let [on, without] = both("region_jointly");
    assert!(on.iter().zip(&without).all(|(a, b)| a <= b) && on != without);
    let [on, without] = both("strategic_authority");
    assert_eq!(on, without);
}

/// What a mechanism takes from what is carried out, near and far.
fn carried(mechanism: &str, borders: f64) -> [f64; 2] {
    let passed = |p: &Parameters, far: f64, borders: f64| {
        let t = tier::transmission(p, far, borders);
        t.carried * t.enforced
    };
    let mut on = Parameters::default();
    on.implementation.layer_compliance = 0.9;
    let without = without(&on, &[mechanism]).0;
    [(0.0, 0.0), (1.0, borders)]
        .map(|(far, borders)| passed(&without, far, borders) - passed(&on, far, borders))
}

fn ownership() {
    let [near, far] = carried("ownership", 0.0);
    assert!(near.abs() < 1e-15 && far > 0.0);
}

fn push() {
    let [near, far] = carried("push", 0.0);
    assert!(near.abs() < 1e-15 && far < 0.0);
}

fn control_loss() {
    let [near, far] = carried("control_loss", 2.0);
    assert!(near.abs() < 1e-15 && far > 0.0);
}

fn monitoring_cost() {
    let watched = |name| {
        let stand = Stand::new(&small(), &Parameters::default(), &arm(name), 92);
        let (mut world, mut room) = stand.world(1);
        world.policy.fill(Policy::Own);
        room.refresh(&stand.setting(), &world);
        world.counters.view.of = 0;
        room.monitored.iter().sum::<f64>()
    };
    assert!(watched("department") > 0.0 && watched("single_trusts").abs() < 1e-15);
}

fn buyer_power() {
    let weight = Parameters::default().implementation.buyer_power;
    let buy = |iota: f64| 1.0 - weight * (1.0 - iota);
    let stand = Stand::new(&small(), &Parameters::default(), &arm("single_trusts"), 93);
    let local = stand.bodies.inside_area.iter();
    assert!(local.clone().all(|&iota| buy(f64::from(iota)) < 1.0));
    // With a lever, what is carried out under the nation is more, all else equal.
    let (mut world, mut room) = stand.world(1);
    world.policy.fill(Policy::Own);
    room.refresh(&stand.setting(), &world);
    let by_area = &room.rate_area[..stand.nature.count];
    assert!(
        by_area.iter().all(|&rate| rate > 0.0),
        "rises with what stays inside"
    );
}

/// Uniform and obeyed alike, places do not differ, and nothing is added to the hazard of the nation.
fn postcode_pressure() {
    let p = Parameters::default().implementation;
    let hazard = |weight, away| reversal_hazard(p.reversal, 0.5, 0.4, 0.3, weight, away);
    let added = |away| hazard(p.postcode_reversal, away) - hazard(0.0, away);
    assert!(added(0.2) > 0.0 && added(0.0).abs() < 1e-15);
    let difference = |name: &str, u: f64| {
        let mut p = exact();
        p.evidence.uniformity_max = u;
        let stand = Stand::new(&small(), &p, &arm(name), 94);
        let (mut world, mut room) = stand.world(150);
        for b in 0..stand.bodies.seats[0].bodies.len() {
            for k in 0..stand.nature.count {
                propose(&stand.setting(), &mut world, &mut room, 0, b, k, true);
                let mut a = 0;
                for &q in &stand.bodies.seats[0].bodies[b].parcels {
                    for &n in &stand.bodies.parcels[q].atoms {
                        world.withdrawn[n as usize * stand.nature.lanes + k] =
                            room.action[a] as f32;
                        a += 1;
                    }
                }
            }
        }
        stand.run("compare_places", &mut world, &mut room);
        world.difference.iter().map(|&d| f64::from(d)).sum::<f64>()
    };
    let (local, central) = (
        difference("single_trusts", 0.0),
        difference("department", 1.0),
    );
    assert!(local > 1.0 && central < 1e-4, "{local} {central}");
}

/// Uniform policies teach nothing; different ones do.
fn learning() {
    let learned = |uniform: bool| {
        let mut p = Parameters::default();
        p.evidence.learning_shared = 0.0;
        let stand = Stand::new(&small(), &p, &arm("single_trusts"), 95);
        let (mut world, mut room) = stand.world(12);
        world.policy.fill(Policy::Own);
        for (cell, x) in world.action.iter_mut().enumerate() {
            let own = (cell / stand.nature.lanes) % 3;
            *x = if uniform { 0.25 } else { 0.125 * own as f32 };
        }
        stand.run("learn", &mut world, &mut room);
        world.desks[0]
            .cases
            .iter()
            .map(|c| c.information)
            .sum::<f64>()
    };
    let (alike, apart) = (learned(true), learned(false));
    assert!(alike.abs() < 1e-9 && apart > 0.01, "{alike} {apart}");
}

/// The square of a mean is at most the mean of squares: the nation's shock is the smaller.
fn risk_shocks() {
    let stand = Stand::new(&small(), &Parameters::default(), &arm("single_trusts"), 96);
    let nature = &stand.nature;
    for year in 0..nature.years {
        let shocks = &nature.shock[year * nature.atoms..(year + 1) * nature.atoms];
        let whole = shocks.iter().sum::<f64>() / nature.nation;
        let apart: f64 = stand
            .bodies
            .units
            .iter()
            .map(|unit| {
                let atoms = unit
                    .parcels
                    .iter()
                    .flat_map(|&q| &stand.bodies.parcels[q].atoms);
                let own = atoms.map(|&n| shocks[n as usize]).sum::<f64>() / unit.population;
                unit.population / nature.nation * own * own
            })
            .sum();
        assert!(whole * whole < apart);
    }
}

/// Two sides that share a decision second-guess each other; one side alone does not.
fn second_guessing() {
    let geography = small();
    let cost = |grip: f64| {
        let mut graded = arm("trusts_under_board");
        graded.grip = grip;
        let arms = [graded];
        let burnt = burn(
            &geography,
            &Parameters::default(),
            Flags::default(),
            97,
            &arms,
        );
        value(
            &record(&burnt, &geography, &arms[0], 24),
            "cost_duplication",
        )
    };
    assert!(cost(0.5) > 0.0 && cost(0.0) == 0.0 && cost(1.0) == 0.0);
    assert!(off("second_guessing").costs.second_guessing == 0.0);
}

/// What the rule bars would have cost more than it can gain, and small bodies have more of it.
fn worth_rule() {
    let mut p = Parameters::default();
    p.costs.decision_gbp = 50_000.0;
    let barred = |name| {
        let stand = Stand::new(&small(), &p, &arm(name), 98);
        let (world, setting) = (stand.world(1).0, stand.setting());
        let bodies = &stand.bodies.seats[0].bodies;
        let mut count = 0;
        for body in bodies {
            for k in 0..stand.nature.count {
                let (work, worth) = work_and_worth(&setting, &world, body, k);
                let gain = p.queue.worth_years
                    * p.items.best_share_mean
                    * stand.nature.spend(k, body.weight);
                assert_eq!(worth, gain >= work * body.decision_cost);
                count += usize::from(!worth);
            }
        }
        count as f64 / bodies.len() as f64
    };
    let (local, central) = (barred("single_trusts"), barred("department"));
    assert!(local > central && local > 0.0, "{local} {central}");
}

fn legitimacy_voice() {
    let l = Parameters::default().legitimacy;
    let added = |voice: f64| l.voice * (voice - 0.5);
    assert!(added(voice(r(TRUST), 1.0)) > 0.0 && added(voice(1.0, 0.0)) < 0.0);
}

/// Initiative, and with it trials, falls with grip where the overseer can attend.
fn initiative_in_redesign() {
    let e = |p: &Parameters, grip| redesign::initiative(&p.redesign, grip, 1.0, 1.0);
    let p = Parameters::default();
    assert!(e(&p, 0.1) > e(&p, 0.9));
    let p = off("initiative_in_redesign");
    assert!((e(&p, 0.1) - e(&p, 0.9)).abs() < 1e-15);
}

/// Of many commissioners each waits longer for another's trial than of few.
fn free_riding() {
    let tried = |p: &Parameters, bodies: f64| libm::pow(bodies, -p.redesign.free_riding);
    let p = Parameters::default();
    assert!(tried(&p, 152.0) < tried(&p, 42.0) && tried(&p, 42.0) < tried(&p, 1.0));
    assert!((tried(&off("free_riding"), 152.0) - 1.0).abs() < 1e-15);
}

/// What is best everywhere is worth less at a place than what is best there.
fn local_landscapes() {
    let flags = Flags {
        domains: Domains::of(&[Domain::Redesign]),
        ..Flags::default()
    };
    let lost = |p: &Parameters| {
        let stand = Stand::with(&small(), p, flags, &arm("single_trusts"), 99);
        let land = &stand.nature.landscape;
        let best = (0..4_096_u16)
            .max_by(|&a, &b| land.national[a as usize].total_cmp(&land.national[b as usize]))
            .expect("care models");
        (0..5)
            .map(|n| {
                let own = (0..4_096).map(|m| land.worth(n, m)).fold(0.0, f64::max);
                own - land.worth(n, best)
            })
            .sum::<f64>()
    };
    assert!(lost(&Parameters::default()) > 0.01);
    assert!(lost(&off("local_landscapes")) == 0.0);
}

/// Targets from above shorten the sight of whoever they bind.
fn targets_on_horizon() {
    let ahead = |p: &Parameters, power| prevention::horizon(&p.prevention, 0.3, 1.0, power);
    let p = Parameters::default();
    assert!(ahead(&p, 0.6) < ahead(&p, 0.1));
    let p = off("targets_on_horizon");
    assert!((ahead(&p, 0.6) - ahead(&p, 0.1)).abs() < 1e-12);
}

/// What ministers add after shocks does not look ahead as the centre does, so central grip gains
/// less by it.
fn shortsighted_shocks() {
    let ahead = |p: &Parameters| {
        let grip = prevention::sight(&p.prevention, 0.5, 0.2);
        prevention::horizon(&p.prevention, grip, 1.0, 0.0)
    };
    assert!(ahead(&Parameters::default()) < ahead(&off("shortsighted_shocks")));
}

/// Mechanisms whose registered sign is shown.
const SHOWN: [(&str, fn()); 41] = [
    ("heterogeneity", heterogeneity),
    ("spillover", spillover),
    ("stranded_cost", stranded_cost),
    ("pooled_evidence", pooled_evidence),
    ("expertise", expertise),
    ("initiative", initiative),
    ("collection_delay", collection_delay),
    ("hop_delay", hop_delay),
    ("guidance_lag", guidance_lag),
    ("guidance_reach", guidance_reach),
    ("distance_noise", distance_noise),
    ("report_noise", report_noise),
    ("uniformity", uniformity),
    ("local_bias", local_bias),
    ("national_bias", national_bias),
    ("cover", cover),
    ("lean", lean),
    ("peer_diffusion", peer_diffusion),
    ("copying", copying),
    ("decision_scale", decision_scale),
    ("adoption_saving", adoption_saving),
    ("joint_rounds", joint_rounds),
    ("dilution", dilution),
    ("ownership", ownership),
    ("push", push),
    ("control_loss", control_loss),
    ("monitoring_cost", monitoring_cost),
    ("buyer_power", buyer_power),
    ("misfit_resistance", misfit_resistance),
    ("postcode_pressure", postcode_pressure),
    ("learning", learning),
    ("risk_shocks", risk_shocks),
    ("second_guessing", second_guessing),
    ("worth_rule", worth_rule),
    ("legitimacy_voice", legitimacy_voice),
    ("local_trials", initiative_in_redesign),
    ("initiative_in_redesign", initiative_in_redesign),
    ("free_riding", free_riding),
    ("local_landscapes", local_landscapes),
    ("targets_on_horizon", targets_on_horizon),
    ("shortsighted_shocks", shortsighted_shocks),
];

/// Mechanisms with a registered sign that no rule shows by itself, and why.
const NOT_SHOWN: [(&str, &str); 2] = [
    (
        "value_order",
        "every body ranks items by the same national spend; that largest-first helps whoever has \
         least capacity holds only through whole runs, and turns with queues that are always empty",
    ),
    (
        "national_roll_out",
        "the chance of adoption is proportional to grip by definition; whether what is rolled out \
         suits a place depends on transferability and noise",
    ),
];

#[test]
fn every_mechanism_pushes_the_way_it_is_registered() {
    let mut otherwise = Vec::new();
    for mechanism in &MECHANISMS {
        let name = mechanism.name;
        let mut all = SHOWN
            .iter()
            .chain(&priorities::SHOWN)
            .chain(&contracts::SHOWN)
            .chain(&support::SHOWN);
        let shown = all.find(|(other, _)| *other == name);
        let reason = NOT_SHOWN.iter().find(|(other, _)| *other == name);
        match mechanism.sign {
            Sign::Either | Sign::Neutral => {
                assert!(shown.is_none() && reason.is_none(), "{name} has no sign");
            }
            _ => match (shown, reason) {
                (Some((_, show)), None) => {
                    if std::panic::catch_unwind(show).is_err() {
                        otherwise.push(name);
                    }
                }
                (None, Some((_, reason))) => assert!(reason.len() > 40),
                _ => panic!("{name}: shown or not, with a reason"),
            },
        }
    }
    assert!(otherwise.is_empty(), "{otherwise:?} push another way");
}
