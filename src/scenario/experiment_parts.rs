//! Two parts of an experiment file: `[cross]`, which puts arms together from seats and guides, and
//! `[design.shapley]`, which shares differences out among groups of mechanisms.

use super::arm_file::is_name;
use super::experiment_file::{CROSS_KEYS, REPLICATES, RawCross, SHAPLEY_KEYS};
use super::file::{Placed, Reader, Table};
use super::mechanisms::MECHANISMS;
use super::settings::unknown_mechanism;
use super::shapley::{Group, MOST_GROUPS, PERMUTATIONS, ShapleyDesign};

/// `[cross]`: names of arms whose seats, and of arms whose guides, are put together.
pub(super) fn cross(r: &mut Reader, top: &Table) -> Option<RawCross> {
    let table = r.table("cross", top.get("cross")?)?;
    r.only(&table, &CROSS_KEYS);
    let mut names = |key: &str, example: &str| -> Vec<Placed<String>> {
        let Some(value) = r.need(&table, key, example) else {
            return Vec::new();
        };
        let path = table.full(key);
        let Some(found) = r.texts(&path, value) else {
            return Vec::new();
        };
        if found.is_empty() {
            let message = format!("{path} must name at least one arm, found an empty list");
            r.wrong(value.span(), message, None);
        }
        for (at, name) in found.iter().enumerate() {
            if found[..at].iter().any(|other| other.value == name.value) {
                let message = format!("{path} names \"{}\" twice", name.value);
                r.wrong(name.span.clone(), message, None);
            }
        }
        found
    };
    Some(RawCross {
        seats: names("seats", "seats = [\"single_trusts\", \"department\"]"),
        guides: names("guides", "guides = [\"none\", \"nice_advice\"]"),
    })
}

/// `[design.shapley]`; nothing where it is missing or a part of it is wrong.
pub(super) fn shapley(r: &mut Reader, design: &Table) -> Option<ShapleyDesign> {
    let table = r.table("design.shapley", design.get("shapley")?)?;
    r.only(&table, &SHAPLEY_KEYS);
    let permutations = r
        .need(&table, "permutations", "permutations = 40")
        .and_then(|value| r.whole("design.shapley.permutations", value, PERMUTATIONS));
    if let Some(number) = &permutations
        && !number.value.is_multiple_of(2)
    {
        let message = format!(
            "design.shapley.permutations must be even, since every order is taken with its \
             reverse, found {}",
            number.value
        );
        let help = format!("did you mean {}?", number.value + 1);
        r.wrong(number.span.clone(), message, Some(help));
    }
    let seeds = r
        .need(&table, "seeds", "seeds = 4")
        .and_then(|value| r.whole("design.shapley.seeds", value, REPLICATES));
    let groups = groups(r, &table)?;
    Some(ShapleyDesign {
        permutations: u32::try_from(permutations?.value).ok()?,
        seeds: u32::try_from(seeds?.value).ok()?,
        groups,
    })
}

fn groups(r: &mut Reader, table: &Table) -> Option<Vec<Group>> {
    let example = "groups = { politics = [\"cover\", \"lean\"], time = [\"queues\"] }";
    let value = r.need(table, "groups", example)?;
    let groups = r.table("design.shapley.groups", value)?;
    let mut named: Vec<(usize, Group)> = Vec::new();
    for (name, value) in groups.entries() {
        let path = groups.full(name.value);
        if !is_name(name.value) {
            r.wrong(
                name.span.clone(),
                format!(
                    "the group would be called \"{}\", but names are small letters, digits and _",
                    name.value
                ),
                None,
            );
        }
        let Some(members) = r.texts(&path, value) else {
            continue;
        };
        if members.is_empty() {
            let message = format!("{path} must name at least one mechanism, found an empty list");
            r.wrong(value.span(), message, None);
        }
        let mut group = Group {
            name: name.value.to_owned(),
            mechanisms: Vec::new(),
        };
        for member in members {
            if !MECHANISMS.iter().any(|known| known.name == member.value) {
                let message = format!("unknown mechanism \"{}\"", member.value);
                r.wrong(member.span, message, unknown_mechanism(&member.value));
            } else if let Some(other) = named
                .iter()
                .map(|(_, other)| other)
                .chain([&group])
                .find(|other| other.mechanisms.contains(&member.value))
            {
                let message = format!(
                    "the mechanism \"{}\" is in two groups, {} and {}",
                    member.value, other.name, group.name
                );
                let help = "a mechanism can be switched with one group only".to_owned();
                r.wrong(member.span, message, Some(help));
            } else {
                group.mechanisms.push(member.value);
            }
        }
        named.push((name.span.start, group));
    }
    if named.is_empty() || named.len() > MOST_GROUPS {
        let message = format!(
            "design.shapley.groups must be 1 to {MOST_GROUPS} groups, found {}",
            named.len()
        );
        r.wrong(groups.span.clone(), message, None);
    }
    named.sort_by_key(|(start, _)| *start);
    Some(named.into_iter().map(|(_, group)| group).collect())
}
