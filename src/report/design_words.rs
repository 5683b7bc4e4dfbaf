//! A design in words: its kind, what it varies, and how many points it has.

use crate::experiment::Design;
use crate::experiment::design::Blocks;
use crate::scenario::fraction::letter;
use crate::scenario::{Experiment, Factor, SamplingKind, Subject, Values};

/// What the design is, in one sentence without a stop; nothing where no point is laid out.
#[must_use]
pub fn sentence(experiment: &Experiment, design: &Design) -> Option<String> {
    let points = experiment.size.points;
    if points == 0 {
        return None;
    }
    let factors = plural(design.factors.len(), "factor", "factors");
    let groups = if design.groups.len() < design.factors.len() {
        format!(
            "{} of {factors}",
            plural(design.groups.len(), "group", "groups")
        )
    } else {
        factors.clone()
    };
    let what = match (&experiment.sampling.kind, &design.blocks) {
        (SamplingKind::LatinHypercube, _) => format!("Latin hypercube over {factors}"),
        (SamplingKind::OneAtATime, _) => format!("one factor at a time, {factors}"),
        (SamplingKind::Factorial, _) => format!("every combination of the levels of {factors}"),
        (SamplingKind::Fraction(fraction), _) => format!(
            "a part, 1 of 2^{}, of the combinations of two levels of {factors} ({})",
            design.factors.len().saturating_sub(fraction.basic as usize),
            fraction.relation()
        ),
        (SamplingKind::Sobol { scrambled: true }, _) => {
            format!("scrambled Sobol' sequence over {factors}")
        }
        (SamplingKind::Sobol { scrambled: false }, _) => {
            format!("Sobol' sequence over {factors}, not scrambled")
        }
        (SamplingKind::Morris { levels }, Blocks::Walks(walks)) => format!(
            "Morris screen, {} over {groups} at {levels} levels",
            plural(walks.len(), "walk", "walks")
        ),
        (SamplingKind::Saltelli, Blocks::Exchanges(rows)) => format!(
            "Saltelli's exchanges between two samples of {} over {groups}",
            plural(rows.len(), "row", "rows")
        ),
        (SamplingKind::SaltelliPairs, Blocks::Exchanges(rows)) => format!(
            "Saltelli's exchanges, both ways, between two samples of {} over {groups}",
            plural(rows.len(), "row", "rows")
        ),
        (SamplingKind::Morris { .. } | SamplingKind::Saltelli | SamplingKind::SaltelliPairs, _) => {
            format!("over {groups}")
        }
        (SamplingKind::List { .. }, _) => format!("points of a table, {factors}"),
    };
    let replicates = plural(experiment.size.replicates as usize, "seed", "seeds");
    let drawn = design
        .points
        .iter()
        .filter(|p| p.is_of_design() && p.is_main());
    let use_of = match (drawn.count(), points as usize) {
        (0, _) => {
            ", placed and not drawn, so that no mean over the inputs takes them in".to_owned()
        }
        (drawn, all) if drawn < all => {
            format!(", {drawn} of them drawn: means over the inputs take in these")
        }
        _ => String::new(),
    };
    Some(format!(
        "{what}: {} of {replicates}{use_of}",
        plural(points as usize, "point", "points")
    ))
}

/// The factors, one line each: letter in a factorial design, name, and values.
#[must_use]
pub fn factors(experiment: &Experiment, design: &Design) -> Vec<String> {
    let is_fraction = matches!(experiment.sampling.kind, SamplingKind::Fraction(_));
    let line = |(at, factor): (usize, &Factor)| {
        let name = if is_fraction {
            format!("{} {}", letter(at), factor.path)
        } else {
            factor.path.clone()
        };
        format!("{name}: {}", values(factor))
    };
    design.factors.iter().enumerate().map(line).collect()
}

fn values(factor: &Factor) -> String {
    match (&factor.values, factor.range()) {
        (Values::Levels(levels), _) => {
            let words: Vec<String> = levels.iter().map(|level| factor.word(*level)).collect();
            words.join(", ")
        }
        (_, Some([low, high])) => {
            let unit = match (&factor.subject, factor.parameter()) {
                (Subject::Parameter, Some(parameter)) => format!(" {}", parameter.unit),
                _ => String::new(),
            };
            format!("{low} to {high}{unit}")
        }
        (_, None) => String::new(),
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
