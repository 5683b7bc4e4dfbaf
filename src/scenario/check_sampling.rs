//! Settling the layout of points: what its factors are, which values they may take, and how many
//! points follow from them.

use std::ops::Range;

use super::arm::Arm;
use super::check::Known;
use super::check_factors::{self, Place};
use super::error::{Mistake, Source, meant};
use super::experiment_file::{POINTS, RawSize};
use super::file::Placed;
use super::fraction;
use super::patch::Changes;
use super::points_file;
use super::sampling::{Factor, FactorGroup, Fraction, Sampling, SamplingKind, Subject, Values};
use super::sampling_file::{RawGroups, RawKind, RawSampling};
use super::{PARAMETERS, Scenario};

/// Dimensions for which direction numbers are known.
pub const MOST_DIMENSIONS: usize = 1200;

/// What a layout of points is held against.
pub(super) struct Around<'a> {
    pub source: &'a Source,
    pub scenario: &'a Scenario,
    /// The arms as they run.
    pub arms: &'a [Arm],
    pub changes: &'a Changes,
    pub known: &'a Known<'a>,
    /// Whether grip is swept.
    pub swept: bool,
    /// Whether points are parted into strata of mixing.
    pub strata: bool,
    pub default_seeds: u64,
}

/// Settles a layout of points and its number of points.
pub(super) fn settle(
    around: &Around,
    raw: Option<RawSampling>,
    size: &mut RawSize,
    findings: &mut Vec<Mistake>,
) -> Sampling {
    let Some(raw) = raw else {
        return Sampling::default();
    };
    let before = findings.len();
    let place = Place {
        source: around.source,
        scenario: around.scenario,
        arms: around.arms,
        known: around.known,
        swept: around.swept,
    };
    let mut sampling = Sampling::default();
    if let RawKind::List { file, draws } = &raw.kind {
        let (factors, rows) = list(around, &place, file.as_ref(), findings);
        sampling.factors = factors;
        sampling.kind = SamplingKind::List {
            draws: *draws,
            rows,
        };
    } else {
        sampling.factors = check_factors::factors(&place, &raw.factors, findings);
        held(around, &raw, findings);
        sampling.kind = match &raw.kind {
            RawKind::OneAtATime => SamplingKind::OneAtATime,
            RawKind::Factorial { .. } => factorial(around, &raw, &sampling, findings),
            RawKind::Sobol { scrambled } => SamplingKind::Sobol {
                scrambled: *scrambled,
            },
            RawKind::Morris { levels, .. } => SamplingKind::Morris {
                levels: *levels as u32,
            },
            RawKind::Saltelli {
                second_order: true, ..
            } => SamplingKind::SaltelliPairs,
            RawKind::Saltelli { .. } => SamplingKind::Saltelli,
            RawKind::Hypercube | RawKind::List { .. } => SamplingKind::LatinHypercube,
        };
    }
    if findings.len() > before {
        return Sampling::default();
    }
    sampling.groups = groups(around, &raw, &sampling, findings);
    parts(around, &raw, &sampling, findings);
    if findings.len() == before {
        count(around, &raw, &sampling, size, findings);
    }
    sampling
}

/// Runs that come in stages take further points as whole hypercubes, which no other layout is made
/// of.
pub(super) fn staged(
    source: &Source,
    sampling: &Sampling,
    span: Range<usize>,
    staged: bool,
) -> Option<Mistake> {
    (staged && sampling.kind != SamplingKind::LatinHypercube).then(|| {
        source.mistake(
            span,
            format!(
                "points that are run in stages come as whole Latin hypercubes, so [search] and a \
                 rule of stopping on the block \"prior\" cannot stand beside design.{}",
                sampling.word()
            ),
            Some("use [design.latin_hypercube], or let seeds grow: block = \"default\"".to_owned()),
        )
    })
}

/// A factor that the command line fixes: nobody can say which of the two was meant.
fn held(around: &Around, raw: &RawSampling, findings: &mut Vec<Mistake>) {
    for text in &around.changes.set {
        let Some((path, _)) = text.split_once('=') else {
            continue;
        };
        if raw
            .factors
            .iter()
            .any(|factor| factor.path.value == path.trim())
        {
            let option = Source::new("--set", text);
            findings.push(option.mistake(
                0..path.len(),
                format!("{} is a factor of the design, which varies it", path.trim()),
                Some("take it out of the factors to hold it at one value".to_owned()),
            ));
        }
    }
}

fn factorial(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    findings: &mut Vec<Mistake>,
) -> SamplingKind {
    let RawKind::Factorial {
        resolution,
        generators,
    } = &raw.kind
    else {
        return SamplingKind::Factorial;
    };
    let mut wrong = |span: Range<usize>, message: &str, help: &str| {
        findings.push(
            around
                .source
                .mistake(span, message.to_owned(), Some(help.to_owned())),
        );
    };
    if resolution.is_none() && generators.is_none() {
        if sampling.factors.is_empty() {
            wrong(
                raw.span.clone(),
                "design.factorial needs factors, whose levels are combined",
                "write for example: factors = [\"evidence.spillover\", \"mechanisms.creep\"], or \
                 resolution = 3 for a part of the combinations of all parameters",
            );
        }
        return SamplingKind::Factorial;
    }
    if resolution.is_some() && generators.is_some() {
        wrong(
            raw.span.clone(),
            "design.factorial has both resolution and generators, and each of them says which \
             part of the combinations is run",
            "keep one of them",
        );
        return SamplingKind::Factorial;
    }
    let factors = sampling.factors(around.scenario);
    for factor in factors.iter().filter(|factor| factor.levels().len() != 2) {
        let at = raw.factors.iter().find(|one| one.path.value == factor.path);
        wrong(
            at.map_or(raw.span.clone(), |one| one.path.span.clone()),
            &format!(
                "{} must have two levels in a part of the combinations, found {}",
                factor.path,
                factor.levels().len()
            ),
            "leave out resolution and generators for every combination",
        );
    }
    let found = match (resolution, generators) {
        (Some(resolution), _) => fraction::smallest(factors.len(), *resolution as usize),
        (_, Some(generators)) => {
            let paths: Vec<&str> = factors.iter().map(|factor| factor.path.as_str()).collect();
            fraction_of(around.source, &paths, generators, findings)
        }
        (None, None) => None,
    };
    if let Some(fraction) = found {
        SamplingKind::Fraction(fraction)
    } else {
        findings.push(around.source.mistake(
            raw.span.clone(),
            "no part of the combinations is small enough to be run".to_owned(),
            Some("name fewer factors, or ask for a lower resolution".to_owned()),
        ));
        SamplingKind::Factorial
    }
}

/// The fraction that generators say: each names a factor as the product of others.
fn fraction_of(
    source: &Source,
    paths: &[&str],
    generators: &[(Placed<String>, Vec<Placed<String>>)],
    findings: &mut Vec<Mistake>,
) -> Option<Fraction> {
    let mut unknown = |name: &Placed<String>, path: &str| {
        let found = paths.iter().position(|one| *one == path);
        if found.is_none() {
            findings.push(source.mistake(
                name.span.clone(),
                format!("\"{path}\" is not one of the factors of design.factorial"),
                meant(path, paths),
            ));
        }
        found
    };
    let mut made: Vec<(usize, Vec<usize>, bool, Range<usize>)> = Vec::new();
    let mut complete = true;
    for (name, members) in generators {
        let of = unknown(name, &name.value);
        let mut turned = false;
        let mut product = Vec::new();
        for member in members {
            let path = member.value.strip_prefix('-');
            turned ^= path.is_some();
            match unknown(member, path.unwrap_or(&member.value)) {
                Some(at) => product.push(at),
                None => complete = false,
            }
        }
        match of {
            Some(of) => made.push((of, product, turned, name.span.clone())),
            None => complete = false,
        }
    }
    if !complete {
        return Some(fraction::full(paths.len()));
    }
    let basic: Vec<usize> = (0..paths.len())
        .filter(|at| !made.iter().any(|(of, ..)| of == at))
        .collect();
    let mut fraction = Fraction {
        basic: basic.len() as u32,
        columns: vec![0; paths.len()],
        turned: vec![false; paths.len()],
    };
    for (bit, &at) in basic.iter().enumerate() {
        fraction.columns[at] = 1_u32.checked_shl(bit as u32)?;
    }
    for (of, product, turned, span) in made {
        let mut column = 0;
        let chained = product.iter().any(|at| !basic.contains(at));
        for &at in &product {
            if !basic.contains(&at) {
                findings.push(source.mistake(
                    span.clone(),
                    format!(
                        "{} is made from {}, which is itself made from others",
                        paths[of], paths[at]
                    ),
                    Some("write every generator in factors that have none".to_owned()),
                ));
            }
            column ^= fraction.columns[at];
        }
        if !chained && (product.len() < 2 || column.count_ones() as usize != product.len()) {
            findings.push(source.mistake(
                span,
                format!(
                    "{} must be made from two or more different factors",
                    paths[of]
                ),
                None,
            ));
        }
        fraction.columns[of] = column;
        fraction.turned[of] = turned;
    }
    Some(fraction)
}

/// The groups in which factors are changed together.
fn groups(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    findings: &mut Vec<Mistake>,
) -> Vec<FactorGroup> {
    let factors = sampling.factors(around.scenario);
    let named = match &raw.groups {
        None => return Vec::new(),
        Some(RawGroups::Tables) => {
            let mut groups: Vec<FactorGroup> = Vec::new();
            for factor in &factors {
                let table = factor.path.split('.').next().unwrap_or_default();
                let member = factor.path.clone();
                match groups.iter_mut().find(|group| group.name == table) {
                    Some(group) => group.members.push(member),
                    None => groups.push(FactorGroup {
                        name: table.to_owned(),
                        members: vec![member],
                    }),
                }
            }
            return groups;
        }
        Some(RawGroups::Named(named)) => named,
    };
    let mut groups: Vec<FactorGroup> = Vec::new();
    for (name, members) in named {
        let mut group = FactorGroup {
            name: name.value.clone(),
            members: Vec::new(),
        };
        for member in members {
            let table = format!("{}.", member.value);
            let of = |path: &str| path == member.value || path.starts_with(&table);
            let paths: Vec<&str> = factors.iter().map(|f| f.path.as_str()).collect();
            let found: Vec<&str> = paths.iter().copied().filter(|path| of(path)).collect();
            // What somebody holds at one value is a factor no more.
            let is_held = PARAMETERS.iter().any(|p| of(p.path));
            if found.is_empty() && (!is_held || !sampling.factors.is_empty()) {
                findings.push(around.source.mistake(
                    member.span.clone(),
                    format!("\"{}\" is no factor, and no table of factors", member.value),
                    meant(&member.value, &paths),
                ));
            }
            for path in found {
                let twice = groups
                    .iter()
                    .chain([&group])
                    .find(|other| other.members.iter().any(|one| one == path));
                if let Some(other) = twice {
                    findings.push(around.source.mistake(
                        member.span.clone(),
                        format!("{path} is in two groups, {} and {}", other.name, group.name),
                        Some("a factor can be changed with one group only".to_owned()),
                    ));
                } else {
                    group.members.push(path.to_owned());
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// Parts of a whole are drawn together or set so that they leave something to the others.
fn parts(around: &Around, raw: &RawSampling, sampling: &Sampling, findings: &mut Vec<Mistake>) {
    let given: Vec<&Factor> = sampling.factors.iter().filter(|f| f.is_part()).collect();
    let Some(first) = given.first() else { return };
    let all = PARAMETERS
        .iter()
        .filter(|p| p.law == super::Law::Simplex)
        .count();
    let at = raw.factors.iter().find(|one| one.path.value == first.path);
    let span = at.map_or(raw.span.clone(), |one| one.path.span.clone());
    let mut wrong = |message: String, help: &str| {
        findings.push(
            around
                .source
                .mistake(span.clone(), message, Some(help.to_owned())),
        );
    };
    match sampling.kind {
        SamplingKind::OneAtATime | SamplingKind::Factorial | SamplingKind::Fraction(_) => {
            let largest = |factor: &&Factor| factor.levels().into_iter().fold(0.0, f64::max);
            let sum: f64 = if sampling.kind == SamplingKind::OneAtATime {
                given.iter().map(largest).fold(0.0, f64::max)
            } else {
                given.iter().map(largest).sum()
            };
            if sum > 1.0 || (given.len() == all && sampling.kind != SamplingKind::OneAtATime) {
                wrong(
                    format!(
                        "{} and the like are parts of one whole, and the parts that vary must \
                         leave something to the others, found {} of {all} parts with a largest \
                         sum of {sum}",
                        first.path,
                        given.len()
                    ),
                    "vary fewer of them",
                );
            }
        }
        SamplingKind::List { .. } => {}
        _ => {
            let ranged = given.iter().any(|factor| factor.values != Values::Sampled);
            if ranged || given.len() < all {
                wrong(
                    format!(
                        "{} and the like are parts of one whole and are drawn together, found {} of \
                         {all} parts",
                        first.path,
                        given.len()
                    ),
                    "name all of them with \"sampled\", or none",
                );
            }
        }
    }
}

/// How many points there are, and whether the experiment can have this design at all.
fn count(
    around: &Around,
    raw: &RawSampling,
    sampling: &Sampling,
    size: &mut RawSize,
    findings: &mut Vec<Mistake>,
) {
    let Around {
        source,
        scenario,
        changes,
        ..
    } = *around;
    let word = sampling.word();
    // Only what was asked for in numbers of points is a number of points yet.
    let asked = changes.points.is_some() || changes.paper;
    if size.points == 0 {
        return;
    }
    let mut wrong = |message: String, help: Option<String>| {
        findings.push(source.mistake(raw.span.clone(), message, help));
    };
    if sampling.factors(scenario).is_empty() {
        wrong(
            format!("design.{word} has nothing to vary: every parameter is held"),
            Some("hold fewer of them, or name factors".to_owned()),
        );
        return;
    }
    if let Some(fixed) = sampling.fixed_points(scenario) {
        if asked && size.points != fixed {
            wrong(
                format!(
                    "design.{word} has {fixed} points, as its factors say, but {} are asked for",
                    size.points
                ),
                Some(format!("ask for {fixed}, or for 0 to run no points")),
            );
        }
        size.points = fixed;
    }
    let block = sampling.block(scenario);
    if block > 1 {
        let blocks = match (&raw.kind, asked) {
            (_, true) => size.points / block,
            (RawKind::Morris { trajectories, .. }, _) => *trajectories,
            (RawKind::Saltelli { base, .. }, _) => *base,
            _ => 0,
        };
        let blocks = match raw.kind {
            RawKind::Saltelli { .. } if blocks > 0 => 1 << blocks.ilog2(),
            _ => blocks,
        };
        if blocks < 2 {
            wrong(
                format!(
                    "design.{word} needs at least {} points, 2 blocks of {block}, but {} are asked \
                     for",
                    2 * block,
                    size.points
                ),
                Some("ask for more points, or put factors into groups".to_owned()),
            );
        }
        size.points = blocks.saturating_mul(block);
    }
    if sampling.kind == SamplingKind::SaltelliPairs && block < 6 {
        wrong(
            format!(
                "design.{word}.second_order asks for the interplay of pairs, and there is only one \
                 factor or group to change"
            ),
            Some("name two or more factors, or leave out second_order".to_owned()),
        );
    }
    if size.points > POINTS[1] {
        wrong(
            format!(
                "design.{word} would have {} points, and at most {} can be run",
                size.points, POINTS[1]
            ),
            Some("vary fewer factors, or fewer levels of them".to_owned()),
        );
    }
    let wanted = match sampling.kind {
        SamplingKind::Sobol { .. } => dimensions(sampling),
        SamplingKind::Saltelli | SamplingKind::SaltelliPairs => 2 * dimensions(sampling),
        _ => 0,
    };
    if wanted > MOST_DIMENSIONS {
        wrong(
            format!(
                "design.{word} would need a sequence of {wanted} dimensions, and {MOST_DIMENSIONS} \
                 are known"
            ),
            Some("name fewer factors".to_owned()),
        );
    }
    if !sampling.draws() && around.default_seeds == 0 {
        wrong(
            format!(
                "the points of design.{word} are placed and not drawn, so no result is a mean over \
                 them: there must be runs at the parameters as they stand too"
            ),
            Some("add [design.default] with seeds".to_owned()),
        );
    }
    if around.strata && sampling.kind != SamplingKind::LatinHypercube {
        wrong(
            format!(
                "sweep.grip.mixing_by_stratum parts points by their numbers, which the points of \
                 design.{word} do not bear"
            ),
            Some("make it a factor: \"arms.*.mixing\" = [\"blend\", \"lottery\"]".to_owned()),
        );
    }
    if matches!(raw.kind, RawKind::Sobol { .. }) && !size.points.is_power_of_two() {
        findings.push(source.warning(
            raw.span.clone(),
            format!(
                "{} points of a Sobol' sequence are not balanced: that is so for powers of 2",
                size.points
            ),
            Some(format!("{} would be", size.points.next_power_of_two())),
        ));
    }
}

/// Dimensions of one sample of a sequence: places of the register where nobody names factors, so
/// that a parameter that is held moves no other.
fn dimensions(sampling: &Sampling) -> usize {
    if sampling.factors.is_empty() {
        PARAMETERS.len()
    } else {
        sampling.factors.len()
    }
}

/// The factors and points of a table.
fn list(
    around: &Around,
    place: &Place,
    file: Option<&Placed<String>>,
    findings: &mut Vec<Mistake>,
) -> (Vec<Factor>, Vec<Vec<f64>>) {
    let Some(file) = file else {
        return (Vec::new(), Vec::new());
    };
    let Some(table) = (around.known.table)(&file.value) else {
        findings.push(around.source.mistake(
            file.span.clone(),
            format!("there is no table \"{}\"", file.value),
            Some("name a CSV file beside the experiment".to_owned()),
        ));
        return (Vec::new(), Vec::new());
    };
    let (mut points, mistakes) = points_file::read(&table);
    findings.extend(mistakes);
    points.pass_over(&points_file::BESIDE);
    let in_table = Place {
        source: &table,
        ..*place
    };
    let mut factors: Vec<Option<Factor>> = Vec::new();
    for name in &points.header {
        let twice = factors.iter().flatten().any(|one| one.path == name.value);
        if twice {
            let message = format!("the factor \"{}\" is named twice", name.value);
            findings.push(table.mistake(name.span.clone(), message, None));
            factors.push(None);
        } else {
            factors.push(check_factors::named(&in_table, name, findings));
        }
    }
    check_factors::overlaps(
        &in_table,
        &points.header,
        factors.iter().flatten(),
        findings,
    );
    let mut rows = Vec::with_capacity(points.rows.len());
    for fields in &points.rows {
        let mut row = Vec::with_capacity(fields.len());
        for (factor, field) in factors.iter_mut().zip(fields) {
            if let Some(factor) = factor {
                row.extend(check_factors::field(&in_table, factor, field, findings));
            }
        }
        let sum = |row: &[f64]| -> (f64, usize) {
            let parts = factors.iter().flatten().zip(row);
            let parts: Vec<f64> = parts
                .filter(|(f, _)| f.is_part())
                .map(|(_, v)| *v)
                .collect();
            (parts.iter().sum(), parts.len())
        };
        let all = PARAMETERS.iter().filter(|p| p.law == super::Law::Simplex);
        let (total, count) = sum(&row);
        let whole = count == all.count();
        if (total > 1.0 + 1e-9 || (whole && (total - 1.0).abs() > 1e-9))
            && let (Some(first), Some(last)) = (fields.first(), fields.last())
        {
            findings.push(table.mistake(
                first.span.start..last.span.end,
                format!("the parts of one whole sum to {total} at this point"),
                Some("they must sum to 1, or to less where some are not named".to_owned()),
            ));
        }
        rows.push(row);
    }
    let mut factors: Vec<Factor> = factors.into_iter().flatten().collect();
    for (at, factor) in factors.iter_mut().enumerate() {
        // What occurs is what it takes; a choice keeps the order in which it was named.
        let mut levels: Vec<f64> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        factor.values = match factor.subject {
            Subject::Parameter | Subject::Grip => match (levels.first(), levels.last()) {
                (Some(low), Some(high)) => Values::Range([*low, *high]),
                _ => Values::Levels(Vec::new()),
            },
            _ => Values::Levels(levels),
        };
    }
    (factors, rows)
}
