//! Runs that must agree with others, so that a reader can see that no arm is favoured: the arms
//! under other names and in reverse order, two tiers exchanged with everything that stands at
//! them, and all arms with every mechanism off.
//!
//! Clusters and consortia are exchanged because they are the tiers that have no office of their
//! own: authorities and the nation carry the running costs of the upper tiers in every arm, so an
//! exchange of theirs would change the world and not a name. Exchange of those in a world without
//! regional tastes is tested in `tests/closed_forms.rs`.

use std::borrow::Cow;

use crate::scenario::geography::Tier;
use crate::scenario::{
    Arm, Geography, Guide, MECHANISMS, Parameters, Seat, Structure, Switches, UpperBody,
};

/// What is done to the arms or to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audit {
    /// Every arm has another name, and the last runs first.
    Renamed,
    /// Clusters and consortia are exchanged, with all bodies and seats that stand there.
    Exchanged,
    /// Every mechanism but the lever is off, nobody errs, and every proposal is approved.
    NothingOn,
}

/// All of them, in the order of their points.
pub const AUDITS: [Audit; crate::scenario::experiment::AUDIT_POINTS as usize] =
    [Audit::Renamed, Audit::Exchanged, Audit::NothingOn];

/// Parameters and switches of an audit.
#[must_use]
pub(super) fn inputs(
    audit: Audit,
    parameters: &Parameters,
    switches: &Switches,
) -> (Parameters, Switches) {
    let (mut parameters, mut switches) = (parameters.clone(), switches.clone());
    if audit == Audit::NothingOn {
        // Without error every body sees the best action; with this hurdle and slope it approves
        // it. The lever stays, or nothing would be carried out.
        parameters.evidence.common_error_sd = 0.0;
        parameters.evidence.signal_noise_sd = 0.0;
        parameters.approval.steepness = 1e6;
        parameters.approval.hurdle = -1.0;
        parameters.costs.decision_gbp = 0.0;
        for mechanism in MECHANISMS.iter().filter(|m| m.name != "lever") {
            // Every name of the register is known.
            let _ = switches.set(mechanism.name, false);
        }
    }
    (parameters, switches)
}

/// The arms of an audit.
#[must_use]
pub(super) fn arms(audit: Audit, mut arms: Vec<Arm>) -> Vec<Arm> {
    match audit {
        Audit::Renamed => {
            let count = arms.len();
            for (position, arm) in arms.iter_mut().enumerate() {
                arm.name = format!("arm_{}", count - position);
                arm.label = format!("Arm {}", count - position);
            }
        }
        Audit::Exchanged => {
            for arm in &mut arms {
                exchange(&mut arm.structure, &mut arm.seats, &mut arm.guides);
                for change in &mut arm.changes {
                    exchange(&mut change.structure, &mut change.seats, &mut change.guides);
                }
            }
        }
        Audit::NothingOn => {}
    }
    arms
}

fn exchange(structure: &mut Structure, seats: &mut [Seat], guides: &mut [Guide]) {
    let bodies = structure.upper.iter_mut();
    let upper = bodies.filter_map(|upper| match &mut upper.body {
        UpperBody::Tier(tier) => Some(tier),
        UpperBody::Board | UpperBody::Department => None,
    });
    let seats = seats.iter_mut().map(|seat| &mut seat.tier);
    let guides = guides.iter_mut().map(|guide| &mut guide.tier);
    let own = [&mut structure.commissioners, &mut structure.intermediate];
    for tier in upper.chain(seats).chain(guides).chain(own) {
        *tier = exchanged(*tier);
    }
}

/// The ground of an audit.
#[must_use]
pub(super) fn ground(audit: Audit, geography: &Geography) -> Cow<'_, Geography> {
    if audit != Audit::Exchanged {
        return Cow::Borrowed(geography);
    }
    let mut other = geography.clone();
    for partition in &mut other.partitions {
        partition.tier = exchanged(partition.tier);
    }
    Cow::Owned(other)
}

fn exchanged(tier: Tier) -> Tier {
    match tier {
        Tier::Clusters => Tier::Consortia,
        Tier::Consortia => Tier::Clusters,
        other => other,
    }
}
