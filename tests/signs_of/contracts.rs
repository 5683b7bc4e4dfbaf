//! Signs of the mechanisms of contracts and finance, each on its rule.

use grip::model::domains::finances::{Squeeze, bailout_probability, effort, learned};
use grip::model::domains::payment::{ALLIANCE, PRIME, contract_cost, dared, passed_on};
use grip::model::domains::practices::{
    incentive, inflation, information, kept, posts_lacking, reduction, risk,
};
use grip::model::nature::Clamped;
use grip::scenario::{Domains, Flags, Parameters};

use super::common::{Stand, arm, small};
use super::{NATION, TRUST, off};

/// A tariff that holds everywhere squeezes cost more than prices that follow it.
fn tariff_squeeze() {
    let p = Parameters::default().contracts;
    assert!(passed_on(&p, 1.0) > passed_on(&p, 0.0));
}

/// The more grip, the less of what the rules allow is dared.
fn perceived_constraint() {
    let p = Parameters::default().contracts;
    let unusual = |grip| {
        let (mix, _) = dared(&p, grip);
        mix[PRIME] + mix[ALLIANCE]
    };
    assert!(unusual(0.0) > unusual(1.0));
    let p = off("perceived_constraint").contracts;
    assert!((dared(&p, 1.0).0[PRIME] - p.prime).abs() < 1e-15);
}

/// Two commissioners of the same providers negotiate twice.
fn contract_cost_of_many() {
    let p = Parameters::default().contracts;
    let (mix, _) = dared(&p, 0.5);
    assert!(2.0 * contract_cost(&p, &mix, 4.0) > contract_cost(&p, &mix, 4.0));
    let p = off("contract_cost").contracts;
    assert!(contract_cost(&p, &mix, 4.0).abs() < 1e-15);
}

/// Budgets near the patient lower referrals.
fn practice_budgets() {
    assert!(reduction(&Parameters::default().practices, &mut Clamped::default()) > 0.0);
}

/// They also cost more where activity was raised before.
fn budget_inflation() {
    let cost = |p: &Parameters| kept(&p.practices, 10.0, 0.0, 0.0);
    assert!(cost(&Parameters::default()) > cost(&off("budget_inflation")));
}

/// And cost less as it is found out.
fn budget_rebasing() {
    let left = |p: &Parameters| inflation(&p.practices, 60.0);
    assert!(left(&Parameters::default()) < left(&off("budget_rebasing")));
}

/// What practices keep is not lost to patients.
fn kept_savings() {
    let p = Parameters::default();
    assert!(kept(&p.practices, 10.0, 0.01, 0.0) > 0.0 && p.practices.kept_value > 0.0);
    assert!(off("kept_savings").practices.kept_value == 0.0);
}

/// The smaller the holder, the more chance costs.
fn practice_risk() {
    let mut p = Parameters::default().practices;
    p.holder_people = 7_000.0;
    let small = risk(&p, 10.0);
    p.holder_people = 300_000.0;
    assert!(small > risk(&p, 10.0));
}

/// The larger the holder, the weaker the incentive of each practice.
fn practice_free_riding() {
    let mut p = Parameters::default().practices;
    p.holder_people = 7_000.0;
    let own = incentive(&p);
    p.holder_people = 300_000.0;
    assert!(own > incentive(&p));
}

/// What practices know makes their budgets work.
fn bought_information() {
    let known = |p: &Parameters| information(&p.practices);
    assert!(known(&Parameters::default()) > known(&off("bought_information")));
}

/// So do managers who move down to them.
fn managers_move_down() {
    let known = |p: &Parameters| information(&p.practices);
    assert!(known(&Parameters::default()) > known(&off("managers_move_down")));
}

/// A remote overseer cannot refuse; whoever expects that contains less.
fn bailout() {
    let p = Parameters::default().balances;
    assert!(bailout_probability(&p, NATION, NATION) > bailout_probability(&p, TRUST, NATION));
    assert!(effort(&p, 0.7) < effort(&p, 0.3));
    let none = off("bailout").balances;
    assert!(bailout_probability(&none, NATION, NATION).abs() < 1e-15);
}

/// Bailouts that are seen are expected.
fn bailout_belief() {
    let p = Parameters::default().balances;
    assert!(learned(&p, 0.4, 3, 3) > 0.4);
    let fixed = off("bailout_belief").balances;
    assert!((learned(&fixed, 0.4, 3, 3) - 0.4).abs() < 1e-15);
}

/// Sharing shocks under a wider body narrows what each commissioner bears.
fn shared_shocks() {
    let spread = |p: &Parameters| -> f64 {
        let flags = Flags {
            domains: Domains::all(),
            ..Flags::default()
        };
        let stand = Stand::with(&small(), p, flags, &arm("single_trusts"), 5);
        let (mut world, mut room) = stand.world(1);
        stand.run("settle_balances", &mut world, &mut room);
        world.finances.shock.iter().map(|s| s * s).sum()
    };
    assert!(spread(&Parameters::default()) < spread(&off("shared_shocks")));
}

/// Where part of what is to spare is lost, luck that cancels costs care, and the smaller the body
/// the more luck it has; where nothing is lost it costs none.
fn lost_surplus() {
    let both = |p: &Parameters, luck: f64| {
        let lost = |gap_gbp: f64| {
            let strain = Squeeze {
                gap_gbp,
                due_gbp: 0.0,
                allocation_gbp: 1_000.0,
            };
            strain.care_lost(&p.balances, 0.6, gap_gbp)
        };
        lost(luck) + lost(-luck)
    };
    let p = Parameters::default();
    assert!(both(&p, 20.0) > both(&p, 10.0) && both(&p, 10.0) > 0.0);
    assert!(both(&off("lost_surplus"), 20.0).abs() < 1e-12);
}

/// Managers who move down to budget holders are missed where they were.
fn moved_gap() {
    let lacks = |p: &Parameters| posts_lacking(&p.practices, 6e6, 8e6);
    assert!(lacks(&Parameters::default()) > 0.0);
    assert!(lacks(&off("moved_gap")) == 0.0);
}

/// Mechanisms and what shows their sign.
pub const SHOWN: [(&str, fn()); 16] = [
    ("moved_gap", moved_gap),
    ("tariff_squeeze", tariff_squeeze),
    ("perceived_constraint", perceived_constraint),
    ("contract_cost", contract_cost_of_many),
    ("practice_budgets", practice_budgets),
    ("budget_inflation", budget_inflation),
    ("budget_rebasing", budget_rebasing),
    ("kept_savings", kept_savings),
    ("practice_risk", practice_risk),
    ("practice_free_riding", practice_free_riding),
    ("bought_information", bought_information),
    ("managers_move_down", managers_move_down),
    ("bailout", bailout),
    ("bailout_belief", bailout_belief),
    ("shared_shocks", shared_shocks),
    ("lost_surplus", lost_surplus),
];
