//! Which inputs matter most to the primary outcome, where the design was made to tell.

use super::context::{Context, capital};
use super::outcome_words::{period, unit, words};
use crate::analysis::elementary::Measure;
use crate::analysis::screen::{Measures, Screen, Screened};
use crate::report::charts::factor_ranking::{FactorRanking, RankedFactor, factor_ranking};
use crate::report::charts::{ChartError, Figure};

/// Inputs that the chart shows.
const SHOWN: usize = 15;

/// One input with the measure by which it is ranked, and the other one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Ranked {
    /// Its name in words.
    pub name: String,
    /// Its path, or the name of the group.
    pub path: String,
    /// How many factors it holds.
    pub members: usize,
    /// The measure by which inputs are ranked: mu*, the total index, or the effect.
    pub first: Measure,
    /// Sigma, or the first index; nothing for effects.
    pub second: Option<Measure>,
}

/// The inputs of a result, those that matter most first, by the size of the measure.
pub(in crate::report) fn ranked(screen: &Screen, found: &Screened) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = screen
        .names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| {
            let (first, second) = match &found.measures {
                Measures::Walks(effects) => (effects[at].size, effects[at].spread),
                Measures::Exchanges(indices, _) => (indices[at].total, Some(indices[at].first)),
                Measures::Levels(effects) => (effects[at]?, None),
            };
            Some(Ranked {
                name: capital(&name.words),
                path: name.path.clone(),
                members: name.members,
                first,
                second,
            })
        })
        .collect();
    ranked.sort_by(|a, b| b.first.value.abs().total_cmp(&a.first.value.abs()));
    ranked
}

/// The arm whose difference the chart is about: the one that the page speaks of, or the first with a
/// result.
pub(in crate::report) fn shown<'a>(context: &Context<'a>) -> Option<(&'a Screen, &'a Screened)> {
    let screen = context.findings.screen?;
    let spoken = context.primary().and_then(|cell| context.spoken_of(cell));
    let found = spoken.and_then(|arm| screen.difference(arm));
    let found = found.or_else(|| screen.results.first())?;
    Some((screen, found))
}

/// The chart; `None` where the design was not made to tell.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let (screen, found) = shown(context)?;
    let study = context.study();
    let info = &study.outcomes[screen.cell.outcome];
    let noun = words(info).noun;
    let all = ranked(screen, found);
    let block = context.seeds.unwrap_or(context.block);
    let mut caption = context.bare_caption("inputs_that_matter", title(screen, &all), block);
    caption.measure = match found.from {
        Some(_) => format!(
            "What moves the difference in {noun} of {}",
            context.named(found.arm)
        ),
        None => format!("What moves {noun} of {}", context.named(found.arm)),
    };
    caption.period = period(&info.name, study.horizons[screen.cell.horizon]);
    caption.prices = super::context::prices(&info.unit);
    caption.baseline = found.from.map(|arm| context.arm(arm).to_owned());
    caption.runs = format!(
        "{}; {} points with {} each, the same in every arm",
        units(found),
        context.findings.experiment.size.points,
        plural(
            context.findings.experiment.size.replicates as usize,
            "seed",
            "seeds"
        ),
    );
    caption.notes = notes(found);
    let (axis, dot, ring, measures) = match found.measures {
        Measures::Walks(_) => (
            format!("Change over the whole range, {}", unit(info)),
            "Mean size of the change over the whole range (mu*)",
            Some("How much that change differs from place to place (sigma): interplay or a bend"),
            ("mu_star", "sigma"),
        ),
        Measures::Exchanges(..) => (
            "Part of the variance over the inputs, 0 to 1".to_owned(),
            "With all interplay (total index)",
            Some("By itself (first index); what lies between the two is interplay"),
            ("total", "first"),
        ),
        Measures::Levels(_) => (
            format!("Change between the two levels, {}", unit(info)),
            "Mean change over seeds",
            None,
            ("effect", "none"),
        ),
    };
    let pair = |measure: Measure| measure.interval.map(|ends| (ends.low, ends.high));
    let rows: Vec<RankedFactor> = all
        .iter()
        .take(SHOWN)
        .map(|one| RankedFactor {
            name: one.name.clone(),
            value: one.first.value,
            interval: pair(one.first),
            second: one.second.map(|measure| measure.value),
            second_interval: one.second.and_then(pair),
        })
        .collect();
    Some(factor_ranking(&FactorRanking {
        caption,
        axis,
        dot_words: dot.to_owned(),
        ring_words: ring.map(str::to_owned),
        measures: (measures.0.to_owned(), measures.1.to_owned()),
        things: if screen.has_groups() {
            ("group of inputs".to_owned(), "groups of inputs".to_owned())
        } else {
            ("input".to_owned(), "inputs".to_owned())
        },
        left_out: all.len().saturating_sub(SHOWN),
        rows,
    }))
}

/// Whether the first matters most beyond doubt: its interval lies above the sizes of all others. `None`
/// where nothing was varied.
pub(in crate::report) fn clearly_first(all: &[Ranked]) -> Option<bool> {
    let least = all.first()?.first.interval.map(|ends| {
        if ends.holds_zero() {
            0.0
        } else {
            ends.low.abs().min(ends.high.abs())
        }
    });
    let next = all.get(1).map_or(0.0, |next| next.first.value.abs());
    Some(least.is_some_and(|least| least > next))
}

/// What may be said of the first.
fn title(screen: &Screen, all: &[Ranked]) -> String {
    match (clearly_first(all), screen.has_groups()) {
        (None, _) => "Nothing was varied".to_owned(),
        (Some(true), _) => format!("{} matters most", all[0].name),
        (Some(false), true) => "No group of inputs clearly matters most".to_owned(),
        (Some(false), false) => "No input clearly matters most".to_owned(),
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// On how much a result rests, in words.
pub(in crate::report) fn units(found: &Screened) -> String {
    let [one, many] = match found.measures {
        Measures::Walks(_) => ["walk", "walks"],
        Measures::Exchanges(..) => ["row of both samples", "rows of both samples"],
        Measures::Levels(_) => ["seed", "seeds"],
    };
    let lost = match found.lost {
        0 => String::new(),
        lost => format!(", {lost} more left out because a run failed"),
    };
    format!("{}{lost}", plural(found.used, one, many))
}

fn notes(found: &Screened) -> Vec<String> {
    let of = match found.measures {
        Measures::Walks(_) => {
            "Elementary effects (Morris) with bootstrap intervals over walks; a group is changed as \
             one, and holds the effects of all its inputs."
        }
        Measures::Exchanges(..) => {
            "Sobol' indices (Saltelli 2010, Jansen 1999) with bootstrap intervals over rows; \
             estimates may fall outside 0 to 1."
        }
        Measures::Levels(_) => "Intervals are of Student's t over seeds, one input by itself.",
    };
    vec![
        of.to_owned(),
        "Says what the model follows over the ranges of the inputs, not what would happen in the \
         world."
            .to_owned(),
    ]
}
