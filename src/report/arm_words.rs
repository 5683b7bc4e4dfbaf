//! An arm in a sentence, made from its data: who decides, who guides, what holds them, and what it sets
//! that the baseline does not. It cannot say what the arm does not do.

use std::fmt::Write as _;

use super::figures::context::inside_sentence;
use super::figures::outcome_words::month_in_words;
use super::figures::pareto::listed;
use super::style::ThreeFigures;
use crate::scenario::geography::Tier;
use crate::scenario::parameters::{self, Parameters};
use crate::scenario::{Arm, Cover, Guide, HELD, Items, Mixing, Seat, Structure};

/// Inputs and grips that are told by name; where there are more, how many.
const MOST_TOLD: usize = 3;

/// The sentence. What it sets is held against the baseline, both on the inputs that hold everywhere.
pub(super) fn described(arm: &Arm, baseline: &Arm, given: &Parameters) -> String {
    let mut parts = vec![seats(&arm.seats, &arm.structure).join("; ")];
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
    if arm.name == baseline.name || arm.structure.label != baseline.structure.label {
        parts.push(format!(
            "among the bodies of \u{201c}{}\u{201d}",
            arm.structure.label
        ));
    }
    parts.extend(grips(&arm.structure, &baseline.structure));
    let mut text = parts.join("; ");
    let calendar: Vec<String> = arm.changes.iter().map(change).collect();
    if !calendar.is_empty() {
        let _ = write!(text, "; from {}", listed(&calendar));
    }
    let set = inputs(arm, baseline, given);
    if !set.is_empty() {
        let _ = write!(text, "; inputs unlike the baseline: {}", few(&set));
    }
    text + "."
}

/// Who decides what.
fn seats(seats: &[Seat], structure: &Structure) -> Vec<String> {
    let members = inside_sentence(structure.commissioners.label());
    let told = seats.iter().map(|seat| {
        let one = seat.tier.singular();
        let who = if seat.tier == Tier::Nation && seat.participation <= 0.0 {
            "the nation decides for all".to_owned()
        } else if seat.joint {
            format!("the {members} of each {one} decide together, in rounds")
        } else if seat.participation <= 0.0 {
            format!("each {one} decides for its {members}")
        } else if seat.participation < 1.0 {
            format!("one of the {members} of each {one} decides for the others")
        } else {
            format!("each {one} decides")
        };
        let what = match seat.items {
            Items::All => "",
            Items::Specialised => " on specialised services",
            Items::Covered => " on services that guidance covers",
            Items::Others => " on all other services",
        };
        let experts = if seat.expert {
            ", with specialist analysts"
        } else {
            ""
        };
        let name = match seat.cover {
            Cover::None => "",
            Cover::Government => ", in the name of another public body",
            Cover::Guidance => ", in the name of the guidance body",
        };
        format!("{who}{what}{experts}{name}")
    });
    told.collect()
}

/// Who guides them.
fn guides(guides: &[Guide]) -> Option<String> {
    let mut told: Vec<String> = guides
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
    // Several guides of one tier differ in whose name they use, which is too fine for a sentence.
    told.dedup();
    (!told.is_empty()).then(|| listed(&told))
}

/// The bodies of a tier inside a sentence.
fn bodies(tier: Tier) -> String {
    match tier {
        Tier::Nation => "the nation".to_owned(),
        tier => inside_sentence(tier.label()),
    }
}

/// The grips of the centre that are not those of the baseline.
fn grips(own: &Structure, baseline: &Structure) -> Option<String> {
    let told: Vec<String> = HELD
        .iter()
        .zip(own.grips.iter().zip(&baseline.grips))
        .filter(|(_, (own, other))| (*own - *other).abs() > 1e-9)
        .map(|(domain, (grip, _))| format!("{} {}", domain.key(), short(*grip)))
        .collect();
    (!told.is_empty()).then(|| format!("grips of the centre unlike the baseline: {}", few(&told)))
}

/// A reorganisation of the calendar.
fn change(change: &crate::scenario::Change) -> String {
    let month = u32::try_from(change.month).unwrap_or(0);
    let who = seats(&change.seats, &change.structure);
    format!(
        "{} {}, where {}",
        month_in_words(month),
        inside_sentence(&change.structure.label),
        who.join("; ")
    )
}

/// Inputs that the arm or the baseline sets and that differ between them, with the value of the arm.
fn inputs(arm: &Arm, baseline: &Arm, given: &Parameters) -> Vec<String> {
    let (own, other) = (arm.parameters(given), baseline.parameters(given));
    let mut paths: Vec<&str> = Vec::new();
    for (path, _) in arm.overrides.iter().chain(&baseline.overrides) {
        if !paths.contains(&path.as_str()) {
            paths.push(path);
        }
    }
    let known = paths.into_iter().filter_map(parameters::find);
    known
        .filter(|input| ((input.get)(&own) - (input.get)(&other)).abs() > 1e-12)
        .map(|input| {
            let value = short((input.get)(&own));
            format!("\u{201c}{}\u{201d} {value}", inside_sentence(input.meaning))
        })
        .collect()
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
        described(&built_in(name), &built_in(baseline), &Parameters::default())
    }

    #[test]
    fn an_arm_says_who_decides_who_guides_and_what_holds_them() {
        assert_eq!(
            told("single_trusts", "single_trusts"),
            "each trust decides; among the bodies of \u{201c}Trusts of 2009\u{201d}."
        );
        let text = told("nice_advice", "single_trusts");
        assert!(
            text.contains("each trust decides; the guidance body advises"),
            "{text}"
        );
        let text = told("trusts_under_board", "single_trusts");
        assert!(text.contains("with a grip of 0.5."), "{text}");
        let text = told("nice_mandate", "single_trusts");
        assert!(text.contains("on services that guidance covers"), "{text}");
    }

    #[test]
    fn deciding_together_above_and_for_others_are_told_apart() {
        let text = told("region_jointly", "single_trusts");
        assert!(text.contains("decide together, in rounds"), "{text}");
        let text = told("department", "single_trusts");
        assert!(text.contains("the nation decides for all"), "{text}");
        let text = told("lead_cluster", "single_trusts");
        assert!(
            text.contains("one of the trusts of each cluster decides"),
            "{text}"
        );
        let text = told("strategic_authority", "single_trusts");
        assert!(
            text.contains("each authority decides for its trusts"),
            "{text}"
        );
    }

    #[test]
    fn an_input_that_only_the_baseline_sets_differs_too() {
        let text = told("single_trusts", "support_framework");
        assert!(text.contains("inputs unlike the baseline"), "{text}");
    }

    #[test]
    fn the_calendar_and_inputs_that_the_baseline_lacks_are_told_and_shared_ones_are_not() {
        let text = told("support_framework", "single_trusts");
        assert!(text.contains("from June 2011 clusters of 2011"), "{text}");
        assert!(text.contains("inputs unlike the baseline"), "{text}");
        let alone = told("support_framework", "support_framework");
        assert!(!alone.contains("inputs unlike the baseline"), "{alone}");
    }
}
