//! Signs of the mechanisms of priorities and targets, each on its rule.

use grip::model::domains::targets::{
    DIMENSIONS, Effort, Tasks, appraisal, asked, attention_left, effort, load_at_full_grip,
    mean_weights, mixed, national_weights, perceived, power_at_full_grip,
};
use grip::model::domains::waiting::{beyond, log_mean_over_scale, shape};
use grip::model::nature::Clamped;
use grip::scenario::Parameters;

use super::off;

/// Errors that do not cancel.
const Z: [f64; DIMENSIONS] = [1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 0.3, -0.3];

fn apart(a: &[f64; DIMENSIONS], b: &[f64; DIMENSIONS]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum()
}

fn best(p: &Parameters, grip: f64) -> Effort {
    let b = &p.priorities;
    let (mut low, mut high) = (Clamped::default(), Clamped::default());
    let target = power_at_full_grip(p) * grip;
    effort(
        target,
        0.75,
        Tasks::of(&asked(p)),
        b.substitution,
        b.gaming_cost,
        p.costs.audit,
        [&mut low, &mut high],
    )
}

/// Where places differ, weights from above lie farther from what they need than their own do.
fn local_need() {
    let p = Parameters::default();
    let mean = mean_weights(&p);
    let own = perceived(&mean, 0.5, &Z);
    let national = national_weights(&p);
    let loss = |need: &[f64; DIMENSIONS]| {
        apart(need, &mixed(need, &national, 1.0)) - apart(need, &mixed(need, &national, 0.0))
    };
    assert!(loss(&own) > loss(&mean) && loss(&mean) > 0.0);
}

/// What places see wrongly, they weigh wrongly; the centre does not ask them.
fn need_misperception() {
    let p = Parameters::default();
    let (need, national) = (mean_weights(&p), national_weights(&p));
    let wrong = |grip| {
        let rough = mixed(&perceived(&need, 0.3, &Z), &national, grip);
        let exact = mixed(&need, &national, grip);
        apart(&rough, &exact)
    };
    assert!(wrong(0.0) > 0.1 && wrong(1.0) < 1e-12);
    assert!(off("need_misperception").priorities.need_error_sd == 0.0);
}

/// Under grip targets raise effort on what is asked.
fn targets() {
    let p = Parameters::default();
    assert!(best(&p, 1.0).measured > best(&p, 0.0).measured);
    let without = off("targets");
    assert!((best(&without, 1.0).measured - best(&without, 0.0).measured).abs() < 1e-15);
}

/// Many asks weaken the centre's targets.
fn ask_dilution() {
    let p = Parameters::default();
    assert!(power_at_full_grip(&p) < power_at_full_grip(&off("ask_dilution")));
}

/// With substitution, grip takes effort from what it does not ask for.
fn multitasking() {
    let p = Parameters::default();
    assert!(best(&p, 1.0).unmeasured < best(&p, 0.0).unmeasured);
    let without = off("multitasking");
    assert!((best(&without, 1.0).unmeasured - best(&without, 0.0).unmeasured).abs() < 1e-15);
    assert!(asked(&p)[DIMENSIONS - 1] == 0.0);
}

/// Only under grip is there anything to game.
fn gaming() {
    let p = Parameters::default();
    assert!(best(&p, 1.0).gaming > 0.0 && best(&p, 0.0).gaming == 0.0);
    assert!(best(&off("gaming"), 1.0).gaming == 0.0);
}

/// Targets shorten the longest waits at the same mean.
fn tail_steepening() {
    let tail = |p: &Parameters, target| {
        let k = shape(p, target);
        beyond(39.0, libm::log(9.5), k, log_mean_over_scale(k))
    };
    let p = Parameters::default();
    assert!(tail(&p, 0.5) < tail(&p, 0.0));
    let without = off("tail_steepening");
    assert!((tail(&without, 0.5) - tail(&without, 0.0)).abs() < 1e-15);
}

/// Targets take attention from change.
fn short_term_attention() {
    let p = Parameters::default();
    assert!(attention_left(&p, 0.5) < attention_left(&p, 0.0));
    assert!((attention_left(&off("short_term_attention"), 0.5) - 1.0).abs() < 1e-15);
}

/// Under grip, the more asks the less is left for change.
fn ask_load() {
    let left = |p: &Parameters, asks: f64| {
        let mut p = p.clone();
        p.priorities.asks = asks;
        attention_left(&p, load_at_full_grip(&p))
    };
    let p = Parameters::default();
    assert!(left(&p, 130.0) < left(&p, 25.0));
    let without = off("ask_load");
    assert!((left(&without, 130.0) - left(&without, 25.0)).abs() < 1e-15);
}

/// The more grip and asks, the worse the appraisal, and the more grip falls.
fn upward_appraisal() {
    let p = Parameters::default();
    let fall = |grip| p.priorities.appraisal_standard - appraisal(&p, grip, 0.0, 0.0);
    assert!(fall(0.7) > 0.0 && fall(0.7) > fall(0.3));
    assert!(off("upward_appraisal").priorities.appraisal_rate == 0.0);
}

/// Mechanisms whose registered sign is shown.
pub const SHOWN: [(&str, fn()); 10] = [
    ("local_need", local_need),
    ("need_misperception", need_misperception),
    ("targets", targets),
    ("ask_dilution", ask_dilution),
    ("multitasking", multitasking),
    ("gaming", gaming),
    ("tail_steepening", tail_steepening),
    ("short_term_attention", short_term_attention),
    ("ask_load", ask_load),
    ("upward_appraisal", upward_appraisal),
];
