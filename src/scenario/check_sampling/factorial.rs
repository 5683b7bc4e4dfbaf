//! Full and fractional factorials.

use std::ops::Range;

use super::Around;
use crate::scenario::error::{Mistake, Source, meant};
use crate::scenario::file::Placed;
use crate::scenario::fraction;
use crate::scenario::sampling::{Fraction, Sampling, SamplingKind};
use crate::scenario::sampling_file::{RawKind, RawSampling};

pub(super) fn factorial(
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
