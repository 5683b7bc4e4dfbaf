//! Signs of the mechanisms of support, assurance and ministers, each on its rule.

use grip::model::domains::assurance::{autonomy_after, capability_after};
use grip::model::domains::people::{Pushed, exits};
use grip::model::domains::politics::{board_cover, increment, reach, sharedness};
use grip::model::domains::support::{
    best_partners, buy_seen, insight, make_gbp, quoted, share_gbp,
};
use grip::scenario::Parameters;

use super::{NATION, TRUST, off};

/// Commissioners who share support save as much as one body for all of them would, in part.
fn support_sharing() {
    let gain = |p: &Parameters| {
        let s = &p.support;
        let m = best_partners(s);
        make_gbp(s, TRUST) - share_gbp(s, TRUST, m)
    };
    assert!(gain(&Parameters::default()) > 0.0);
    assert!(gain(&off("support_sharing")).abs() < 1e-6, "nobody shares");
}

/// Whom the centre grips is told; whom it does not is not.
fn support_mandate() {
    let told = |p: &Parameters, grip: f64| (p.support.mandate_weight * grip).min(1.0);
    let p = Parameters::default();
    assert!(told(&p, 0.8) > told(&p, 0.1));
    assert!(told(&off("support_mandate"), 0.8).abs() < 1e-15);
}

/// One supplier of the nation carries its overhead once.
fn support_scale() {
    let saved = |p: &Parameters| {
        let price = |people| {
            let s = &p.support;
            quoted(
                s.supplier_head_gbp,
                1e6 * s.overhead_gbp_m,
                people,
                s.margin,
            )
        };
        price(TRUST) - price(NATION)
    };
    assert!(saved(&Parameters::default()) > 0.0);
    assert!(saved(&off("support_scale")).abs() < 1e-12);
}

/// What is particular to a place is dear to buy from afar.
fn support_specificity() {
    let seen = |p: &Parameters| buy_seen(&p.support, 16.0, 0.0, 0.0, TRUST);
    assert!(seen(&Parameters::default()) > seen(&off("support_specificity")));
}

/// A subsidy of the board and what a leaver pays both hold commissioners with its units.
fn support_host() {
    let mut p = Parameters::default();
    p.support.subsidy = 0.1;
    let seen = |subsidy| buy_seen(&p.support, 16.0, subsidy, 0.0, TRUST);
    assert!(seen(p.support.subsidy) < seen(0.0) && p.support.strand > 0.0);
    let none = off("support_host").support;
    assert!(none.subsidy == 0.0 && none.strand == 0.0);
}

/// A national agreement makes buying cheaper.
fn support_framework() {
    let seen = |eased| buy_seen(&Parameters::default().support, 16.0, 0.0, eased, TRUST);
    assert!(seen(0.5) < seen(0.0));
}

/// Staff who go to a supplier take what they know of the place with them.
fn support_insight() {
    let left = |p: &Parameters| insight(&p.support, 0.0);
    assert!(left(&Parameters::default()) < 1.0);
    assert!((left(&off("support_insight")) - 1.0).abs() < 1e-15);
}

/// The tighter assurance is, the more staff leave who are escalated.
fn pressure_exits() {
    let leave = |p: &Parameters, grip| {
        let pushed = Pushed {
            disruption: 0.0,
            grip,
            escalation: 2.0,
            belief: 0.5,
        };
        exits(&p.people, pushed)
    };
    let p = Parameters::default();
    assert!(leave(&p, 0.9) > leave(&p, 0.1));
    let p = off("pressure_exits");
    assert!((leave(&p, 0.9) - leave(&p, 0.1)).abs() < 1e-15);
}

/// Escalation helps the weak: what is lacking shrinks with the level.
fn support_for_weak() {
    let mut p = Parameters::default();
    p.assurance.scrutiny = 0.0;
    assert!(capability_after(&p, 0.2, 3, 1.0) > 0.2);
    p.assurance.support = 0.0;
    assert!((capability_after(&p, 0.2, 3, 1.0) - 0.2).abs() < 1e-15);
}

/// And wears down the able.
fn harm_to_able() {
    let mut p = Parameters::default();
    p.assurance.support = 0.0;
    assert!(capability_after(&p, 0.8, 3, 1.0) < 0.8);
    p.assurance.scrutiny = 0.0;
    assert!((capability_after(&p, 0.8, 3, 1.0) - 0.8).abs() < 1e-15);
}

/// Autonomy that is granted is not exercised at once, so that less grip gives less than it says.
fn unlearned_autonomy() {
    let lost = |p: &Parameters| 0.9 - autonomy_after(p, 0.2, 0.1);
    assert!(lost(&Parameters::default()) > 0.0);
    assert!(lost(&off("unlearned_autonomy")).abs() < 1e-12);
}

/// Shocks raise grip.
fn ratchet() {
    assert!(increment(&Parameters::default()) > 0.0);
    assert!(increment(&off("ratchet")).abs() < 1e-15);
    assert!(off("ministers").politics.shocks == 0.0);
}

/// Where the local body answers for itself, fewer shocks reach a minister.
fn shielding() {
    let p = Parameters::default();
    assert!(reach(&p, 0.1) < reach(&p, 0.9));
    let p = off("shielding");
    assert!((reach(&p, 0.1) - reach(&p, 0.9)).abs() < 1e-15);
}

/// What does not reach a minister is answered; what reaches one may be answered by nobody, which
/// costs legitimacy unless the centre has grip.
fn unanswered_shocks() {
    let p = Parameters::default().politics;
    assert!(p.unanswered > 0.0 && p.answered < 1.0);
    assert!(off("unanswered_shocks").politics.unanswered == 0.0);
}

/// A body of commissioners turns interference away.
fn collective_body() {
    let mut p = Parameters::default();
    p.politics.collective = 0.5;
    assert!(increment(&p) < increment(&off("collective_body")));
}

/// The board's cover makes unpopular decisions of commissioners possible.
fn cover_of_the_board() {
    let mut p = Parameters::default();
    p.politics.board_cover = 0.4;
    assert!(board_cover(&p, 0.5) > 0.0 && board_cover(&p, 0.9) > board_cover(&p, 0.1));
    assert!(board_cover(&off("board_cover"), 0.5).abs() < 1e-15);
}

/// Work is done twice where grip is shared, and by neither side alone.
fn duplication() {
    assert!(sharedness(0.5) > sharedness(0.2));
    assert!(sharedness(0.0) == 0.0 && sharedness(1.0) == 0.0);
    assert!(off("duplication").politics.duplication == 0.0);
}

/// Mechanisms whose registered sign is shown.
pub const SHOWN: [(&str, fn()); 18] = [
    ("support_sharing", support_sharing),
    ("support_mandate", support_mandate),
    ("support_scale", support_scale),
    ("support_specificity", support_specificity),
    ("support_host", support_host),
    ("support_framework", support_framework),
    ("support_insight", support_insight),
    ("pressure_exits", pressure_exits),
    ("support_for_weak", support_for_weak),
    ("harm_to_able", harm_to_able),
    ("unlearned_autonomy", unlearned_autonomy),
    ("ministers", ratchet),
    ("ratchet", ratchet),
    ("shielding", shielding),
    ("unanswered_shocks", unanswered_shocks),
    ("collective_body", collective_body),
    ("board_cover", cover_of_the_board),
    ("duplication", duplication),
];
