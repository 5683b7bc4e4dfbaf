//! Settling the layout of points: what its factors are, which values they may take, and how many
//! points follow from them.

mod count;
mod factorial;
mod groups;
mod list;

use std::ops::Range;

pub use self::count::MOST_DIMENSIONS;
use self::count::count;
use self::factorial::factorial;
use self::groups::{groups, parts};
use self::list::list;
use crate::scenario::Scenario;
use crate::scenario::arm::Arm;
use crate::scenario::check::Known;
use crate::scenario::check_factors::{self, Place};
use crate::scenario::error::{Mistake, Source};
use crate::scenario::experiment_file::RawSize;
use crate::scenario::patch::Changes;
use crate::scenario::sampling::{Sampling, SamplingKind};
use crate::scenario::sampling_file::{RawKind, RawSampling};

/// What a layout of points is held against.
pub(in crate::scenario) struct Around<'a> {
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
pub(in crate::scenario) fn settle(
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
pub(in crate::scenario) fn staged(
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
