//! The calendar of an arm: its arrangements in their order, with the changes that ministers add, and
//! what each change closes and founds.

use std::borrow::Cow;

use crate::scenario::geography::Geography;
use crate::scenario::{Arm, Change, Flags, Legal, Parameters, Structure, USUAL_NOTICE, UpperBody};
use crate::units::Month;

use super::arrangement::{Institutions, terms};
use super::calendar::{Ahead, Turnover, dissolved, founding, share_of_units, thinning};
use super::domains::politics::reorganising_ministers;
use super::nature::{ENGLAND_2009, Nature};

/// The changes of an arm: those of its file, and those of ministers. A new minister reorganises, as
/// often as the parameter says, with the usual notice and in every arm at the same date: the bodies
/// that then exist are founded anew, unless another change lies too near. Needs the domains that know
/// ministers and what reorganisations do.
fn changes<'a>(arm: &'a Arm, nature: &Nature, p: &Parameters, flags: Flags) -> Cow<'a, [Change]> {
    let near = p.politics.respite_months.round() as i32;
    let mut changes = Cow::Borrowed(&arm.changes[..]);
    let mut last = i32::MIN;
    for came in reorganising_ministers(p, flags, nature.seed, nature.last_month) {
        let month = came + USUAL_NOTICE;
        let apart = |other: i32| (i64::from(month) - i64::from(other)).abs() >= i64::from(near);
        if !apart(last) || !arm.changes.iter().all(|own| apart(own.month)) {
            continue;
        }
        last = month;
        let at = changes.partition_point(|other| other.month < month);
        let now = changes[..at].last();
        let anew = Change {
            month,
            announced: USUAL_NOTICE,
            slip: None,
            legal: Legal::Anew,
            structure: now.map_or(&arm.structure, |now| &now.structure).clone(),
            seats: now.map_or(&arm.seats, |now| &now.seats).clone(),
            guides: now.map_or(&arm.guides, |now| &now.guides).clone(),
            grip: None,
        };
        changes.to_mut().insert(at, anew);
    }
    changes
}

/// The arrangements of an arm in the order of its calendar. A change begins in its month and as
/// much later as it slips, but never before the month after the change before it.
#[must_use]
pub fn calendar(
    arm: &Arm,
    geography: &Geography,
    nature: &Nature,
    p: &Parameters,
    flags: Flags,
) -> Vec<Institutions> {
    let changes = changes(arm, nature, p, flags);
    let terms = terms(arm, &changes);
    let mut stages = vec![Institutions::new(arm, geography, nature, p, flags)];
    let mut ahead = Vec::new();
    // The last bodies in law, and what those above the commissioners have saved since then.
    let (mut legal, mut saved_gbp) = (0, 0.0);
    for (at, change) in changes.iter().enumerate() {
        let [was, is] = [&terms[at], &terms[at + 1]];
        let before = &stages[at];
        let mut next = Institutions::of(is, geography, nature, p, flags, &before.parcel_of);
        next.guide_before = is
            .guides
            .iter()
            .enumerate()
            .map(|(i, guide)| match was.guides.get(i) {
                Some(other) if other == guide => Some(i),
                _ => was.guides.iter().position(|other| other == guide),
            })
            .collect();
        let slip = change
            .slip
            .unwrap_or(p.reorganisation.slip_months.round() as i32);
        let begins = (change.month + slip).max(before.calendar.begins.0 + 1);
        let people = &nature.population;
        next.calendar.begins = Month(begins);
        next.calendar.anew = change.legal == Legal::Anew;
        next.calendar.founding = Some(if change.legal == Legal::Unchanged {
            let thinned = thinning(before, &next, people);
            saved_gbp += thinned.upper_dissolved_gbp;
            thinned
        } else {
            let law = [terms[legal].structure, is.structure];
            let [gone_gbp, closed, new] = turnover(law, next.calendar.anew, nature, p);
            let upper = [(gone_gbp - saved_gbp).max(0.0), closed, new];
            let founded = founding(&stages[legal], before, &next, people, upper);
            (legal, saved_gbp) = (at + 1, 0.0);
            founded
        });
        let change = Ahead {
            announced: Month(change.month - change.announced),
            planned: Month(change.month),
            begins: Month(begins),
            dissolved: Vec::new(),
        };
        ahead.push((change, dissolved(before, &next, people)));
        stages.push(next);
    }
    for (at, stage) in stages.iter_mut().enumerate() {
        let share = |(change, ground): &(Ahead, Vec<bool>)| Ahead {
            dissolved: share_of_units(stage, ground, &nature.population),
            ..change.clone()
        };
        let ahead = ahead[at..].iter().map(share).collect();
        stage.calendar.ahead = ahead;
    }
    stages
}

/// Upper bodies that go and come; a kind that stays with another number loses or gains the rest, and
/// where all are founded anew only the national ones stay. The department loses and gains posts, but
/// is never closed or founded.
fn turnover([was, is]: [&Structure; 2], anew: bool, nature: &Nature, p: &Parameters) -> Turnover {
    let scale = nature.nation / ENGLAND_2009;
    let kept = |structure: &Structure, body: UpperBody| -> f64 {
        let found = structure.upper.iter().find(|upper| upper.body == body);
        match (body, found) {
            (UpperBody::Tier(_), _) if anew => 0.0,
            (_, found) => found.map_or(0.0, |upper| f64::from(upper.bodies)),
        }
    };
    let in_law = |body: UpperBody| f64::from(u8::from(body != UpperBody::Department));
    let mut turnover = [0.0; 3];
    for upper in &was.upper {
        let gone = (f64::from(upper.bodies) - kept(is, upper.body)).max(0.0) * scale;
        turnover[0] += gone * upper.gbp_m(&p.running) * 1e6;
        turnover[1] += gone * in_law(upper.body);
    }
    for upper in &is.upper {
        let new = (f64::from(upper.bodies) - kept(was, upper.body)).max(0.0) * scale;
        turnover[2] += new * in_law(upper.body);
    }
    turnover
}
