//! An arm in a sentence, made from its data: who decides, who guides, what holds them, and what it sets
//! that the baseline does not. It cannot say what the arm does not do.

use std::fmt::Write as _;

use super::figures::context::inside_sentence;
use super::figures::outcome_words::month_in_words;
use super::patterns::listed;
use super::style::ThreeFigures;
use crate::scenario::geography::Tier;
use crate::scenario::parameters;
use crate::scenario::structure::HELD;
use crate::scenario::{Arm, Cover, Guide, Items, Mixing, Seat, Structure};

/// Inputs and grips that are told by name; where there are more, how many.
const MOST_TOLD: usize = 3;

/// The sentence. Against the baseline, which is described for itself.
pub(super) fn described(arm: &Arm, baseline: &Arm) -> String {
    let mut parts = vec![listed(&seats(&arm.seats))];
    parts.extend(guides(&arm.guides));
    if arm.grip > 0.0 {
        parts.push(format!(
            "the national board shares in the decision with a grip of {}{}",
            short(arm.grip),
            match arm.mixing {
                Mixing::Blend => "",
                Mixing::Lottery => ", by lot",
            }
        ));
    }
    let mut text = format!(
        "{}; {}",
        parts.join("; "),
        structure(&arm.structure, &baseline.structure)
    );
    let calendar: Vec<String> = arm.changes.iter().map(change).collect();
    if !calendar.is_empty() {
        let _ = write!(text, "; from {}", listed(&calendar));
    }
    let set = inputs(arm, baseline);
    if !set.is_empty() {
        let _ = write!(text, "; sets {}", listed(&set));
    }
    text + "."
}

/// Who decides what.
fn seats(seats: &[Seat]) -> Vec<String> {
    let told = seats.iter().map(|seat| {
        let who = bodies(seat.tier);
        let verb = if seat.tier == Tier::Nation {
            "decides"
        } else {
            "decide"
        };
        let how = if seat.joint {
            " together, in rounds"
        } else if seat.participation <= 0.0 {
            " for the commissioners"
        } else if seat.participation < 1.0 {
            ", one member leading"
        } else {
            ""
        };
        let what = match seat.items {
            Items::All => "",
            Items::Specialised => " on specialised services",
            Items::Covered => " on services that guidance covers",
            Items::Others => " on all other services",
        };
        let experts = if seat.expert {
            " with specialist analysts"
        } else {
            ""
        };
        let name = match seat.cover {
            Cover::None => "",
            Cover::Government => ", in the name of another public body",
            Cover::Guidance => ", in the name of the guidance body",
        };
        format!("{who} {verb}{how}{what}{experts}{name}")
    });
    told.collect()
}

/// Who guides them.
fn guides(guides: &[Guide]) -> Option<String> {
    let told: Vec<String> = guides
        .iter()
        .map(|guide| {
            if guide.published {
                "the guidance body advises".to_owned()
            } else {
                let verb = if guide.tier == Tier::Nation {
                    "guides"
                } else {
                    "guide"
                };
                format!("{} {verb}", bodies(guide.tier))
            }
        })
        .collect();
    (!told.is_empty()).then(|| listed(&told))
}

/// The bodies of a tier inside a sentence.
fn bodies(tier: Tier) -> String {
    match tier {
        Tier::Nation => "the nation".to_owned(),
        tier => inside_sentence(tier.label()),
    }
}

/// The bodies that exist, and the grips that are not those of the baseline.
fn structure(own: &Structure, baseline: &Structure) -> String {
    let mut text = format!("among the bodies of \u{201c}{}\u{201d}", own.label);
    let grips: Vec<String> = HELD
        .iter()
        .zip(own.grips.iter().zip(&baseline.grips))
        .filter(|(_, (own, other))| (*own - *other).abs() > 1e-9)
        .map(|(domain, (grip, _))| format!("{} {}", domain.key(), short(*grip)))
        .collect();
    if !grips.is_empty() {
        let _ = write!(
            text,
            ", held with other grips than in the baseline ({})",
            few(&grips)
        );
    }
    text
}

/// A reorganisation of the calendar.
fn change(change: &crate::scenario::Change) -> String {
    let month = u32::try_from(change.month).unwrap_or(0);
    let who = seats(&change.seats);
    format!(
        "{} {}, where {}",
        month_in_words(month),
        inside_sentence(&change.structure.label),
        listed(&who)
    )
}

/// Inputs that hold in this arm and not in the baseline.
fn inputs(arm: &Arm, baseline: &Arm) -> Vec<String> {
    let of_baseline = |path: &str| {
        let mut there = baseline.overrides.iter();
        there
            .find(|(known, _)| known == path)
            .map(|(_, value)| *value)
    };
    let differing: Vec<String> = arm
        .overrides
        .iter()
        .filter(|(path, value)| of_baseline(path).is_none_or(|other| (other - value).abs() > 1e-12))
        .map(|(path, value)| {
            let meaning = parameters::find(path).map_or(path.as_str(), |known| known.meaning);
            format!("{} to {}", inside_sentence(meaning), short(*value))
        })
        .collect();
    if differing.len() > MOST_TOLD {
        vec![few(&differing)]
    } else {
        differing
    }
}

/// The first of a list, and how many more there are.
fn few(all: &[String]) -> String {
    if all.len() <= MOST_TOLD + 1 {
        return listed(all);
    }
    let rest = all.len() - MOST_TOLD;
    format!("{} and {rest} more", all[..MOST_TOLD].join(", "))
}

/// A number without noughts at its end.
fn short(value: f64) -> String {
    let text = ThreeFigures::column([value]).plain(value);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::check;
    use crate::scenario::library::built_in_arm;

    fn built_in(name: &str) -> Arm {
        check::arm(&built_in_arm(name).unwrap(), name)
            .unwrap()
            .value
    }

    fn told(name: &str, baseline: &str) -> String {
        described(&built_in(name), &built_in(baseline))
    }

    #[test]
    fn an_arm_says_who_decides_who_guides_and_what_holds_them() {
        assert_eq!(
            told("single_trusts", "single_trusts"),
            "trusts decide; among the bodies of \u{201c}Trusts of 2009\u{201d}."
        );
        let text = told("nice_advice", "single_trusts");
        assert!(
            text.contains("trusts decide; the guidance body advises"),
            "{text}"
        );
        let text = told("trusts_under_board", "single_trusts");
        assert!(text.contains("with a grip of 0.5;"), "{text}");
        let text = told("nice_mandate", "single_trusts");
        assert!(text.contains("on services that guidance covers"), "{text}");
    }

    #[test]
    fn the_calendar_and_inputs_that_the_baseline_lacks_are_told_and_shared_ones_are_not() {
        let text = told("support_framework", "single_trusts");
        assert!(text.contains("from June 2011 clusters of 2011"), "{text}");
        assert!(text.contains("; sets "), "{text}");
        let alone = told("support_framework", "support_framework");
        assert!(!alone.contains("; sets "), "{alone}");
    }
}
