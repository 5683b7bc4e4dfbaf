//! Putting arms together from the seats of one arm and the guides of another: everything but the
//! guides is of the arm whose seats decide, so that two arms of a row differ in who guides, and two
//! arms of a column in who decides.

use super::arm::Arm;
use super::arm_file::ArmFile;
use super::error::{Mistake, Source, meant};
use super::experiment::{NO_GUIDES, name_of_cross};
use super::experiment_file::RawCross;
use super::file::Placed;
use super::library::{Kind, names};

/// What an arm is called in charts where nobody guides.
pub(super) const NOBODY: &str = "No guidance";

/// Reads an arm by its name.
pub(super) type Load<'a> = dyn FnMut(&Placed<String>, &mut Vec<Mistake>) -> Option<ArmFile> + 'a;

/// The arms of a cross, row by row: each seat with every guide.
pub(super) fn crossed(
    source: &Source,
    raw: &RawCross,
    load: &mut Load<'_>,
    findings: &mut Vec<Mistake>,
) -> Vec<ArmFile> {
    let guides: Vec<(&Placed<String>, Option<ArmFile>)> = raw
        .guides
        .iter()
        .filter_map(|name| {
            if name.value == NO_GUIDES {
                return Some((name, None));
            }
            if let Some(mistake) = slip(source, name) {
                findings.push(mistake);
                return None;
            }
            let read = load(name, findings)?;
            if read.arm.guides.is_empty() {
                findings.push(source.mistake(
                    name.span.clone(),
                    format!(
                        "cross.guides names \"{}\", but nobody guides in that arm",
                        name.value
                    ),
                    Some(format!("write \"{NO_GUIDES}\" where nobody shall guide")),
                ));
                return None;
            }
            Some((name, Some(read)))
        })
        .collect();
    let mut arms = Vec::new();
    for name in &raw.seats {
        let Some(seats) = load(name, findings) else {
            continue;
        };
        if !seats.arm.changes.is_empty() {
            findings.push(source.mistake(
                name.span.clone(),
                format!(
                    "cross.seats names \"{}\", whose arrangement changes later, with guides of its \
                     own",
                    name.value
                ),
                Some("name an arm without changes".to_owned()),
            ));
            continue;
        }
        for (guide_name, guide) in &guides {
            if let Some(guide) = guide {
                findings.extend(misfit(source, guide_name, &seats.arm, guide));
            }
            arms.push(together(&seats, &guide_name.value, guide.as_ref()));
        }
    }
    arms
}

/// A name that is nearly the word for nobody and no arm.
fn slip(source: &Source, name: &Placed<String>) -> Option<Mistake> {
    let built_in: Vec<&str> = names(Kind::Arm).chain([NO_GUIDES]).collect();
    let help = meant(&name.value, &[NO_GUIDES])
        .filter(|help| help.starts_with("did you mean") && !built_in.contains(&&*name.value))?;
    let message = format!("unknown arm \"{}\"", name.value);
    Some(source.mistake(name.span.clone(), message, Some(help)))
}

/// Why the guides of one arm cannot stand beside the seats of another.
fn misfit(source: &Source, name: &Placed<String>, seats: &Arm, guide: &ArmFile) -> Option<Mistake> {
    let there = seats.structure.tiers();
    let missing = guide
        .arm
        .guides
        .iter()
        .find(|one| !there.contains(&one.tier));
    if let Some(one) = missing {
        let words: Vec<&str> = there.iter().map(|tier| tier.key()).collect();
        return Some(source.mistake(
            name.span.clone(),
            format!(
                "the guides of \"{}\" stand at {}, a tier that does not exist beside the seats of \
                 \"{}\"",
                name.value,
                one.tier.key(),
                seats.name
            ),
            Some(format!("beside them there are {}", words.join(", "))),
        ));
    }
    let (path, _) = guide.arm.overrides.iter().find(|(path, value)| {
        let own = seats.overrides.iter().find(|(other, _)| other == path);
        own.is_none_or(|(_, own)| own.to_bits() != value.to_bits())
    })?;
    Some(source.mistake(
        name.span.clone(),
        format!(
            "the arm \"{}\" sets {path}, which \"{}\" does not, so the two would differ in more than \
             their guides",
            name.value, seats.name
        ),
        Some("name an arm that sets no parameters".to_owned()),
    ))
}

fn together(seats: &ArmFile, guide_name: &str, guide: Option<&ArmFile>) -> ArmFile {
    let label = guide.map_or(NOBODY, |guide| guide.arm.label.as_str());
    ArmFile {
        arm: Arm {
            name: name_of_cross(&seats.arm.name, guide_name),
            label: format!("{}, {}", seats.arm.label, inside(label)),
            guides: guide.map_or_else(Vec::new, |guide| guide.arm.guides.clone()),
            ..seats.arm.clone()
        },
        overrides: seats.overrides.clone(),
    }
}

/// A label as it stands after a comma: with a small first letter, unless its first word is in
/// capitals.
fn inside(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest: String = label.chars().skip(1).collect();
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => label.to_owned(),
    }
}
