//! No clip is silent: every counter of values held inside their range can rise above zero, stays at
//! zero where nothing is held, and counts one for each value held.

mod common;

use common::{Stand, arm, burn, small};
use grip::engine::{self, Record};
use grip::model::world::{Policy, Stage};
use grip::scenario::{Arm, Change as Reorganisation, Domains, Flags, Legal, Parameters};

/// Every domain.
fn whole() -> Flags {
    Flags {
        domains: Domains::all(),
        ..Flags::default()
    }
}

/// A region's trusts decide together, and the least willing of them pulls.
fn jointly(dilution: f64) -> Parameters {
    let mut p = Parameters::default();
    p.joint.dilution = dilution;
    p
}

/// Trusts that are founded anew after a year, as was announced before the first month.
fn founded_anew() -> Arm {
    let mut anew = arm("single_trusts");
    anew.changes.push(Reorganisation {
        month: 13,
        announced: 13,
        slip: None,
        legal: Legal::Redrawn,
        structure: anew.structure.clone(),
        seats: anew.seats.clone(),
        guides: anew.guides.clone(),
        grip: None,
    });
    anew
}

fn record(p: &Parameters) -> Record {
    let geography = small();
    let arms = [founded_anew()];
    let burnt = burn(&geography, p, whole(), 61, &arms);
    engine::run_arm(&burnt, &geography, &arms[0], p.clone(), &[24])
}

type Change = fn(&mut Parameters);

/// A counter, parameters that hold every value, and parameters that hold none.
const COUNTERS: &[(&str, Change, Change)] = &[
    (
        "best_share_mean",
        |p| p.items.best_share_sd = 1e9,
        |p| p.items.best_share_sd = 0.0,
    ),
    (
        "best_share",
        |p| p.evidence.heterogeneity_sd = 1e12,
        |p| p.evidence.heterogeneity_sd = 0.0,
    ),
    (
        "talent",
        |p| p.finance.talent_sd = 1e9,
        |p| p.finance.talent_sd = 0.0,
    ),
    (
        "view",
        |p| p.evidence.bias_local = 100.0,
        |p| {
            p.evidence.heterogeneity_sd = 0.0;
            p.evidence.common_error_sd = 0.0;
        },
    ),
    (
        "financial_pressure",
        |p| p.finance.base_pressure = 100.0,
        |p| {
            p.finance.base_pressure = 1.0;
            p.finance.need_growth = 0.0;
            p.finance.individual_variation = 0.0;
            p.finance.target_sd = 0.0;
        },
    ),
    (
        "required_saving",
        |p| p.finance.need_growth = 10.0,
        |p| {
            p.finance.individual_variation = 0.0;
            p.finance.target_sd = 0.0;
        },
    ),
    (
        // Every view is 1, and 1 / (μ̂ μ̄) is above 2 for every μ̂ that can be.
        "gain_seen",
        |p| {
            p.evidence.bias_local = -100.0;
            p.evidence.common_error_sd = 0.0;
        },
        |p| p.evidence.bias_local = 100.0,
    ),
    (
        // Half of all estimates are far too low.
        "gain_divisor",
        |p| p.evidence.analyst_months = 1e-9,
        |p| {
            p.evidence.analyst_months = 1e12;
            p.items.best_share_sd = 0.0;
        },
    ),
    (
        "second_guessing",
        |p| p.costs.second_guessing = 1e9,
        |p| p.costs.second_guessing = 0.0,
    ),
    (
        "resistance",
        |p| p.implementation.resistance = 1e9,
        |p| {
            p.implementation.resistance = 0.0;
            p.implementation.misfit_resistance = 0.0;
        },
    ),
    (
        "implementation_rate",
        |p| p.implementation.drift_rate = 1e9,
        |p| p.implementation.drift_rate = 0.0,
    ),
    (
        "legitimacy_target",
        // Where something was lost in the last twelve months.
        |p| p.legitimacy.loss = 1e12,
        |p| p.legitimacy.loss = 0.0,
    ),
    (
        "reversal_hazard",
        |p| p.implementation.reversal = 1e12,
        |p| p.implementation.reversal = 1e-3,
    ),
    (
        "unmeasured_effort",
        |p| {
            p.priorities.substitution = 0.9;
            p.priorities.target_power = 100.0;
        },
        |p| p.priorities.substitution = 0.0,
    ),
    (
        "gaming",
        |p| p.priorities.gaming_cost = 1e-9,
        |p| p.priorities.gaming_cost = 1e9,
    ),
    (
        // Lists grow from next to nothing once grip and effort fall after the first year.
        "wait_response",
        |p| {
            p.priorities.wait_at_start = 1e-6;
            p.priorities.wait_elasticity = 0.0;
            p.priorities.appraisal_rate = 0.3;
        },
        |p| p.priorities.waiting_effort = 0.0,
    ),
    (
        "appraised_grip",
        |p| p.priorities.appraisal_rate = 100.0,
        |p| p.priorities.appraisal_rate = 0.01,
    ),
    (
        "initiative",
        |p| p.redesign.initiative = 1e9,
        |p| p.redesign.initiative = 0.8,
    ),
    (
        "trial_chance",
        |p| p.redesign.trial_rate = 1e9,
        |p| p.redesign.trial_rate = 0.05,
    ),
    (
        "roll_out_chance",
        |p| {
            p.redesign.proven_sites = 1.0;
            p.redesign.roll_out = 1e9;
        },
        |p| p.redesign.proven_sites = 1.0,
    ),
    (
        "horizon",
        |p| {
            p.prevention.horizon_local = 0.0;
            p.prevention.horizon_centre = 0.0;
        },
        |p| p.prevention.pressure_on_horizon = 0.0,
    ),
    (
        "contract_mix",
        |p| p.contracts.by_results = 10.0,
        |p| p.contracts.by_results = 0.1,
    ),
    (
        "tariff_efficiency",
        |p| {
            p.contracts.board_weight = 1.0;
            p.contracts.efficiency_before = -1.0;
            p.contracts.efficiency_asked = -1.0;
        },
        |p| p.contracts.board_weight = 1.0,
    ),
    (
        "practice_fall",
        |p| p.practices.referral_effect = 1e9,
        |p| p.practices.referral_effect = 0.01,
    ),
    (
        "entry_uncertainty",
        |p| p.entry.uncertainty = 0.0,
        |p| p.entry.guarantee_offered = 0.0,
    ),
    (
        "supplier_uncertainty",
        |p| p.support.framework = 1.0,
        |p| p.support.framework = 0.0,
    ),
    (
        "entrant_use",
        |p| {
            p.entry.planned_gbp_m = 1e6;
            p.entry.guarantee_offered = 1.0;
        },
        |p| {
            p.entry.planned_gbp_m = 1e-3;
            p.entry.investment_gbp_m = 0.0;
        },
    ),
    (
        "containment",
        |p| p.balances.containment = 100.0,
        |p| p.balances.containment = 0.5,
    ),
    (
        // Half of the staff leave every month, and the best of them.
        "staff_talent",
        |p| {
            p.people.upheaval = 0.0;
            p.people.exits_upheaval = 0.5;
            p.people.talent_within = 1e9;
        },
        |p| p.finance.talent_sd = 0.0,
    ),
    (
        "support_mandate",
        |p| p.support.mandate_weight = 100.0,
        |p| p.support.mandate_weight = 0.0,
    ),
    (
        "support_cost",
        |p| p.support.make_fixed_gbp_m = 1e6,
        |p| p.support.make_fixed_gbp_m = 0.0,
    ),
    (
        "board_support",
        |p| p.support.make_head_gbp = 1e12,
        |p| p.support.board_customer = 0.0,
    ),
    (
        "posts_kept",
        |p| {
            cap(p);
            p.support.cap_first_gbp = 0.0;
            p.support.cap_second_gbp = 0.0;
        },
        |p| {
            cap(p);
            p.support.cap_first_gbp = 1e3;
            p.support.cap_second_gbp = 1e3;
        },
    ),
    (
        "disruption",
        |p| p.reorganisation.disruption_peak = 1e9,
        |p| p.reorganisation.disruption_peak = 0.0,
    ),
    (
        "frozen_projects",
        |p| p.redesign.freeze = 1e9,
        |p| p.redesign.freeze = 0.0,
    ),
    (
        "belief",
        |p| p.reorganisation.belief_fall = 1e9,
        |p| p.reorganisation.belief_fall = 0.0,
    ),
    (
        "grip",
        |p| {
            p.grip.priorities = 2.0;
            p.grip.redesign = -2.0;
            p.grip.contracts = 2.0;
            p.grip.support = -2.0;
            p.grip.assurance = 2.0;
        },
        |_| {},
    ),
    (
        // Whatever is measured is earned or forfeited a billion times.
        "grip_moved",
        |p| p.assurance.earned_autonomy = 1e9,
        |p| {
            p.assurance.earned_autonomy = 0.0;
            p.politics.ratchet = 0.0;
        },
    ),
    (
        "signal",
        |p| p.assurance.signal_sd = 1e9,
        |p| p.assurance.signal_sd = 0.0,
    ),
    (
        // Every answer of a minister takes all trust, and more.
        "trust",
        |p| {
            p.politics.shocks = 5.0;
            p.politics.answered = 1.0;
            p.politics.shielding = 0.0;
            p.assurance.trust_loss = 1e3;
        },
        |p| {
            p.assurance.trust_loss = 0.0;
            p.assurance.trust_loss_level = 0.0;
        },
    ),
    (
        "legitimacy_lost",
        |p| {
            p.politics.shocks = 5.0;
            p.politics.answered = 0.0;
            p.politics.shielding = 0.0;
            p.politics.unanswered = 1e9;
        },
        |p| p.politics.unanswered = 0.0,
    ),
];

/// Counters that rise only in months in which something happens.
const NOW_AND_THEN: [&str; 7] = [
    // Grip that ministers or earned autonomy have moved to its ends sends nothing back.
    "second_guessing",
    "gain_divisor",
    "legitimacy_target",
    "wait_response",
    "grip_moved",
    "trust",
    "legitimacy_lost",
];

/// Running cost is capped from the first month.
fn cap(p: &mut Parameters) {
    p.support.cap_in_force = 1.0;
    p.support.cap_month = 1.0;
}

/// Counters of what single trusts do not have: members, reports from below, cover.
const ELSEWHERE: [&str; 4] = ["joint_dilution", "dispersion", "conflict", "opposition"];

#[test]
fn what_other_arms_hold_inside_its_range_is_counted() {
    let geography = small();
    let held = |name: &str, of: &str, p: Parameters| {
        let arms = [arm(of)];
        let burnt = burn(&geography, &p, whole(), 61, &arms);
        let record = engine::run_arm(&burnt, &geography, &arms[0], p, &[24]);
        let mut clips = record.clips.iter();
        let &(_, held, of) = clips.find(|(other, ..)| *other == name).unwrap();
        assert!(of > 0, "{name}");
        held
    };
    assert_eq!(held("joint_dilution", "region_jointly", jointly(0.0)), 0);
    assert!(held("joint_dilution", "region_jointly", jointly(1.0)) > 0);
    let cases: [(&str, &str, Change, Change); 3] = [
        (
            // Views at 0 and 1 differ by up to five times the .10 that counts as one.
            "dispersion",
            "region_jointly",
            |p| p.evidence.heterogeneity_sd = 100.0,
            |p| p.evidence.heterogeneity_sd = 0.0,
        ),
        (
            "conflict",
            "department",
            |p| p.evidence.conflict_floor = 2.0,
            |p| {
                p.evidence.conflict_floor = 0.0;
                p.evidence.bias_local = p.evidence.bias_national;
            },
        ),
        (
            // Wherever a trust has relied on cover at all.
            "opposition",
            "nice_advice",
            |p| p.approval.lean = 1e12,
            |p| p.approval.lean = 0.0,
        ),
    ];
    for (name, arm, all, none) in cases {
        let mut p = Parameters::default();
        all(&mut p);
        assert!(held(name, arm, p) > 0, "{name}");
        let mut p = Parameters::default();
        none(&mut p);
        assert_eq!(held(name, arm, p), 0, "{name}");
    }
}

/// Bounds that are an equation of the model or arithmetic, and no clip: file, what stands there, why.
const EQUATIONS: &[(&str, &str, &str)] = &[
    (
        "domains/assurance.rs",
        "(staff / (span",
        "no body can have more than all the attention",
    ),
    (
        "domains/disinvestment.rs",
        "withdrawn / threshold",
        "beyond the threshold all is released",
    ),
    (
        "domains/practices.rs",
        "PRACTICE_PEOPLE / p.holder",
        "no holder is smaller than a practice",
    ),
    (
        "domains/support.rs",
        "p.make_fixed_gbp_m / p.sharing",
        "at least itself shares",
    ),
    (
        "domains/targets.rs",
        "more.clamp(0.0, 1.0)",
        "asks begin to widen at n_0 and end at n_8",
    ),
    (
        "domains/targets.rs",
        "(whole - j as f64)",
        "the part of the last dimension asked for",
    ),
    (
        "domains/waiting.rs",
        "p.priorities.waiting_effort",
        "a provider treats at least one patient",
    ),
    (
        "nature/clamped.rs",
        "value.clamp(low, high)",
        "the counter itself",
    ),
    (
        "nature/gamma.rs",
        "lgamma(shape + 1.0)",
        "first guess of an iteration",
    ),
    (
        "nature/gamma.rs",
        "root.max(0.05)",
        "first guess of an iteration",
    ),
    (
        "nature/redesign.rs",
        "r.network_degree as usize",
        "nobody has more peers than there are places",
    ),
    (
        "panel.rs",
        "analysts.round()",
        "whole analysts, at least one",
    ),
    (
        "phases/choose_support.rs",
        "(all / best).round()",
        "whole clubs, at least one",
    ),
    (
        "phases/count_flows.rs",
        "(month - 24)",
        "the plan begins and ends",
    ),
    (
        "phases/implement.rs",
        "opposition[c][l] * swell",
        "counted as `opposition` where it is decided on",
    ),
    (
        "phases/implement.rs",
        "common.spillover",
        "nothing is worth withdrawing beyond all of it",
    ),
    (
        "phases/implement.rs",
        "wished.min(1.0)",
        "counted in the line before, by lanes",
    ),
    (
        "phases/prepare_evidence.rs",
        "p.queue.guided_work.min",
        "the least of two kinds of work",
    ),
    (
        "queue.rs",
        "left_over.min(1.0)",
        "one decision's capacity is kept, no more",
    ),
    (
        "reports.rs",
        "signal::conflict",
        "counted as `conflict` when the panel was made",
    ),
    (
        "signal.rs",
        "(1.0 + 2.0 / bias)",
        "at least one message in a cheap-talk equilibrium",
    ),
    (
        "tier.rs",
        "NEIGHBOURHOOD_POPULATION",
        "remoteness ends at a neighbourhood and at the nation",
    ),
    (
        "tier.rs",
        "p.queue.overseer_staff",
        "no body can have more than all the attention",
    ),
    (
        "tier.rs",
        "analysts.clamp(1, reports)",
        "no more analysts than reports",
    ),
];

/// A value is held inside 0 to 1, or another range, by a counter. What the source bounds otherwise
/// stands above with its reason.
#[test]
fn every_bound_in_the_source_is_counted_or_explained() {
    let mut unexplained = Vec::new();
    let mut used = vec![false; EQUATIONS.len()];
    for (file, line) in bounds() {
        let known = EQUATIONS
            .iter()
            .position(|(at, what, _)| file == *at && line.contains(what));
        match known {
            Some(known) => used[known] = true,
            None => unexplained.push(format!("{file}: {line}")),
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    let idle: Vec<_> = EQUATIONS
        .iter()
        .zip(used)
        .filter(|(_, used)| !used)
        .collect();
    assert!(idle.is_empty(), "no longer in the source: {idle:?}");
}

/// Lines of the model that bound a value by a number: `.clamp(`, `.min(1.0)` and the like, outside
/// tests, comments and counters. The positive part, `.max(0.0)`, is not one.
fn bounds() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(&root)
                .expect("inside")
                .to_str()
                .expect("a name in text")
                .to_owned();
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines: Vec<&str> = code.lines().map(str::trim).collect();
            for (at, line) in lines.iter().enumerate() {
                // A counter stands on the line, or on one of three before it in a broken chain.
                let counted = ["counters", "held", "clamped"];
                let near = &lines[at.saturating_sub(3)..=at];
                let chain = if line.starts_with('.') {
                    near
                } else {
                    &near[near.len() - 1..]
                };
                let counts = chain
                    .iter()
                    .any(|line| counted.iter().any(|c| line.contains(c)));
                let number = |after: &str| {
                    let mut parts = line.split(after).skip(1);
                    parts.any(|part| {
                        let bound = part.split(')').next().unwrap_or_default();
                        bound.parse::<f64>().is_ok_and(|bound| bound.abs() > 0.0)
                            && bound.contains('.')
                    })
                };
                let bounds = line.contains(".clamp(") || number(".min(") || number(".max(");
                if bounds && !counts && !line.starts_with("//") {
                    found.push((name.clone(), (*line).to_owned()));
                }
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_counter_rises_where_values_are_held_and_only_there() {
    let plain = record(&Parameters::default());
    let mut names: Vec<&str> = plain.clips.iter().map(|&(name, ..)| name).collect();
    // See the test above.
    names.retain(|name| !ELSEWHERE.contains(name));
    for &(name, all, none) in COUNTERS {
        names.retain(|&other| other != name);
        let count = |change: Change| {
            let mut p = Parameters::default();
            // Units of support are spun out within the months looked at.
            p.support.opening_month = 5.0;
            change(&mut p);
            let record = record(&p);
            let found = record.clips.iter().find(|&&(other, ..)| other == name);
            let &(_, held, of) = found.expect("a counter of the record");
            (held, of)
        };
        let (held, of) = count(all);
        assert!(of > 0, "{name} is evaluated");
        if NOW_AND_THEN.contains(&name) {
            assert!(held > of / 10, "{name}: {held} of {of}");
        } else {
            // Equality says that each value held is counted once, not twice.
            assert_eq!(held, of, "{name}");
        }
        let (held, of) = count(none);
        assert!(held == 0 && of > 0, "{name}: {held} of {of}");
    }
    assert!(names.is_empty(), "{names:?} are not tried here");
}

/// How many values are evaluated in a month, by hand: a place has one target of legitimacy; a place
/// and live policy have one resistance and one rate; a live case one hazard; in April a commissioner
/// has one pressure and one requirement.
#[test]
fn a_value_is_counted_once_where_it_is_evaluated() {
    let mut p = Parameters::default();
    p.implementation.misfit_resistance = 50.0;
    let stand = Stand::new(&small(), &p, &arm("single_trusts"), 62);
    let nature = &stand.nature;
    // April, so late that every item is open.
    let (mut world, mut room) = stand.world(121);
    let bodies = &stand.bodies;
    let mut cells = 0;
    for (q, parcel) in bodies.parcels.iter().enumerate() {
        for k in (q % 3..nature.count).step_by(3) {
            world.policy[q * nature.count + k] = Policy::Own;
            world.desks[0].stage[q * nature.count + k] = Stage::Live;
            world.desks[0].cases[q * nature.count + k].approved = 100;
            cells += parcel.atoms.len() as u64;
        }
    }
    let live = world.policy.iter().filter(|&&x| x == Policy::Own).count() as u64;
    // The action lies 1/64 above what is best at odd places: 50/64 of resistance there, to which
    // opposition adds up to the weight of resistance; at even places 3/64, which is held.
    let mut held = 0;
    for n in 0..nature.atoms {
        let q = bodies.parcel_of[n] as usize;
        for k in 0..nature.count {
            if world.policy[q * nature.count + k] != Policy::Own {
                continue;
            }
            let cell = n * nature.lanes + k;
            let over = if n % 2 == 0 { 3.0 / 64.0 } else { 1.0 / 64.0 };
            world.action[cell] = nature.best[cell] + over;
            let met = f64::from(nature.opposition[bodies.parcels[q].area * nature.lanes + k]);
            let wanted = p.implementation.resistance * met
                + 50.0 * f64::from(world.action[cell] - nature.best[cell]);
            held += u64::from(wanted > 0.95);
        }
    }
    stand.run("press_finance", &mut world, &mut room);
    stand.run("implement", &mut world, &mut room);
    stand.run("reverse", &mut world, &mut room);
    stand.run("weigh_legitimacy", &mut world, &mut room);
    let c = &world.counters;
    let units = bodies.units.len() as u64;
    assert_eq!((c.pressure.of, c.required.of), (units, units));
    assert_eq!((c.resistance.of, c.resistance.held), (cells, held));
    assert_eq!((c.rate.of, c.rate.held), (cells, 0));
    assert_eq!(c.hazard.of, live);
    assert_eq!(c.legitimacy.of, nature.atoms as u64);
    assert!(held > 0 && held < cells);
    assert_eq!((c.view.of, c.gain.of), (0, 0));
}
