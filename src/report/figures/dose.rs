//! Outcomes and accounts against grip, for experiments that sweep it: one line a structure and,
//! where points were split by it, a way of mixing wills.

use super::accounts::ACCOUNTS;
use super::context::{Context, capital};
use super::outcome_words::{month_in_words, unit, words};
use super::outcomes::direction;
use crate::analysis::estimate::{MeanEstimate, quantile, sorted};
use crate::analysis::headline::FEWEST_POINTS;
use crate::analysis::sample::{Cell, levels, rows};
use crate::report::charts::dose_response::{
    DosePanel, DosePoint, DoseResponse, DoseSeries, dose_response,
};
use crate::report::charts::{ChartError, Figure};
use crate::scenario::Mixing;

/// The outcomes shown after the primary one.
const SHOWN: [&str; 7] = [
    "net_saving",
    "saving_real_disinvestment",
    "qaly_disinvestment",
    "cost_total",
    "variation_unjustified",
    "latency_median",
    "legitimacy_local",
];

/// Outcomes against grip.
pub(super) fn outcomes(context: &Context) -> Option<Result<Figure, ChartError>> {
    let primary = context.findings.experiment.primary.outcome.as_str();
    let mut names = vec![primary];
    names.extend(SHOWN.into_iter().filter(|name| *name != primary));
    figure(context, "degrees_of_control", &names, title(context))
}

/// The total of bureaucracy, of which the title speaks, and its accounts against grip.
pub(super) fn accounts(context: &Context) -> Option<Result<Figure, ChartError>> {
    let names: Vec<&str> = ACCOUNTS.iter().map(|(name, _)| *name).collect();
    let title = title_of_accounts(context);
    figure(context, "degrees_of_control_accounts", &names, title)
}

fn figure(
    context: &Context,
    name: &str,
    outcomes: &[&str],
    title: String,
) -> Option<Result<Figure, ChartError>> {
    let by_outcome: Vec<Vec<DosePanel>> = outcomes
        .iter()
        .filter_map(|outcome| Some(panels(context, context.cell_at(outcome, context.horizon)?)))
        .filter(|panels| !panels.is_empty())
        .collect();
    let shown = by_outcome.len();
    let panels: Vec<DosePanel> = by_outcome.into_iter().flatten().collect();
    if panels.is_empty() {
        return None;
    }
    let mut caption = context.bare_caption(name, title, context.block);
    caption.measure = format!("Means of {shown} outcomes");
    caption.period = format!(
        "to {}",
        month_in_words(context.study().horizons[context.horizon])
    );
    caption.prices = Some("2009/10 prices".to_owned());
    caption
        .notes
        .push("Levels, not differences; bands are Monte-Carlo error of the mean.".to_owned());
    if strata(context).len() > 1 {
        caption.notes.push(
            "Blend: the action is an average of the wills of board and commissioner, weighted by \
             grip. Lots: the board decides with a probability equal to grip. Each has half of the \
             inputs, so the two columns differ in inputs too: compare lines within a panel."
                .to_owned(),
        );
    }
    Some(dose_response(&DoseResponse {
        caption,
        dose: "Degree of central control (grip)".to_owned(),
        ends: (
            "each commissioner decides".to_owned(),
            "the board decides".to_owned(),
        ),
        status_quo: None,
        panels,
    }))
}

/// The ways of mixing whose lines are drawn apart: both where points were split by them, else all
/// points together.
fn strata(context: &Context) -> &'static [Option<Mixing>] {
    if context.findings.experiment.mixing_by_stratum && context.varies_inputs() {
        &[Some(Mixing::Blend), Some(Mixing::Lottery)]
    } else {
        &[None]
    }
}

fn mixing_words(mixing: Mixing) -> &'static str {
    match mixing {
        Mixing::Blend => "blend",
        Mixing::Lottery => "lots",
    }
}

/// The panels of one outcome: one for each way of mixing, on one scale.
fn panels(context: &Context, cell: Cell) -> Vec<DosePanel> {
    let info = context.outcome(cell);
    let noun = ACCOUNTS[1..]
        .iter()
        .find(|(name, _)| *name == info.name)
        .map_or_else(|| words(info).noun, |(_, words)| format!("{words} cost"));
    let mut found: Vec<DosePanel> = Vec::new();
    for &mixing in strata(context) {
        let series: Vec<DoseSeries> = families(context)
            .into_iter()
            .filter_map(|(label, arms)| {
                let points: Vec<DosePoint> = arms
                    .iter()
                    .filter_map(|&(arm, grip)| point(context, cell, (arm, grip), mixing))
                    .collect();
                (!points.is_empty()).then_some(DoseSeries { label, points })
            })
            .collect();
        if series.is_empty() {
            continue;
        }
        found.push(DosePanel {
            outcome: match mixing {
                Some(mixing) => format!("{}, {}", capital(&noun), mixing_words(mixing)),
                None => capital(&noun),
            },
            unit: unit(info),
            better: direction(info.better),
            scale: None,
            series,
        });
    }
    let ends = found
        .iter()
        .flat_map(|panel| &panel.series)
        .flat_map(|series| &series.points)
        .map(|point| point.outer);
    let scale = ends.reduce(|(low, high), next| (low.min(next.0), high.max(next.1)));
    for panel in &mut found {
        panel.scale = scale;
    }
    found
}

/// The mean of an arm over the points of one way of mixing.
fn point(
    context: &Context,
    cell: Cell,
    (arm, grip): (usize, f64),
    mixing: Option<Mixing>,
) -> Option<DosePoint> {
    let experiment = context.findings.experiment;
    let sample = levels(context.findings.table, cell, arm);
    let rule = experiment.arm(&context.study().arms[arm].name);
    let kept: Vec<f64> = sample
        .values
        .iter()
        .zip(&sample.points)
        .filter(|(_, at)| match (mixing, rule) {
            (Some(wanted), Some(rule)) => {
                experiment.mixing(rule, context.study().points[**at].sweep_point) == wanted
            }
            (Some(_), None) => false,
            (None, _) => true,
        })
        .map(|(value, _)| *value)
        .collect();
    let level = MeanEstimate::from_values(&kept)?;
    let ends = |confidence| {
        let found = level.interval(confidence)?;
        Some((found.low, found.high))
    };
    Some(DosePoint {
        grip,
        mean: level.mean,
        inner: ends(0.5)?,
        outer: ends(0.95)?,
    })
}

/// The arms of each family with their grip, in the order of the study. A family is called by its
/// commissioners, which are what differs; by its arm where two families share them.
fn families(context: &Context) -> Vec<(String, Vec<(usize, f64)>)> {
    let mut found: Vec<(&str, Vec<(usize, f64)>)> = Vec::new();
    for (position, arm) in context.study().arms.iter().enumerate() {
        let Some((name, step)) = arm.name.split_once('@') else {
            continue;
        };
        let Ok(grip) = step.parse::<f64>() else {
            continue;
        };
        if let Some((_, arms)) = found.iter_mut().find(|known| known.0 == name) {
            arms.push((position, grip));
        } else {
            found.push((name, vec![(position, grip)]));
        }
    }
    let names: Vec<String> = found
        .iter()
        .map(|(_, arms)| {
            let first = arms
                .first()
                .map_or("", |(arm, _)| context.study().arms[*arm].name.as_str());
            let rule = context.findings.experiment.arm(first);
            rule.map_or_else(String::new, |rule| {
                capital(rule.structure.commissioners.key())
            })
        })
        .collect();
    let alone = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    found
        .into_iter()
        .zip(&names)
        .map(|((family, arms), name)| {
            let label = if alone(name) && !name.is_empty() {
                name.clone()
            } else {
                capital(&family.replace('_', " "))
            };
            (label, arms)
        })
        .collect()
}

/// Where the primary outcome of each line is best: at an end or between.
fn title(context: &Context) -> String {
    let fallback = "Outcomes against the degree of central control".to_owned();
    let Some(cell) = context.primary() else {
        return fallback;
    };
    let Some(sign) = context.outcome(cell).better.sign() else {
        return fallback;
    };
    let shown: Vec<DoseSeries> = panels(context, cell)
        .into_iter()
        .flat_map(|panel| panel.series)
        .collect();
    if shown.is_empty() {
        return fallback;
    }
    let best_between = |series: &DoseSeries| {
        let best = series.points.iter().reduce(|best, next| {
            if sign * next.mean > sign * best.mean {
                next
            } else {
                best
            }
        });
        best.is_some_and(|best| {
            let clear = |end: Option<&DosePoint>| {
                end.is_some_and(|end| sign * best.mean > sign * end.mean && !overlaps(best, end))
            };
            clear(series.points.first()) && clear(series.points.last())
        })
    };
    let count = shown.iter().filter(|series| best_between(series)).count();
    let noun = words(context.outcome(cell)).noun;
    match count {
        0 => format!("No clear peak of {noun} between the extremes"),
        _ if count == shown.len() => format!("Mean {noun} peaks between the two extremes"),
        _ => format!(
            "Mean {noun} peaks between extremes on {count} of {} lines",
            shown.len()
        ),
    }
}

/// Whether bureaucracy costs more at the central end than at the local one: claimed only where the
/// middle 95% of the inputs agree in every structure.
fn title_of_accounts(context: &Context) -> String {
    let fallback = "Cost of bureaucracy against the degree of control".to_owned();
    let Some(cell) = context.cell_at("cost_total", context.horizon) else {
        return fallback;
    };
    let differences: Option<Vec<Vec<f64>>> = families(context)
        .iter()
        .map(|(_, arms)| {
            let (local, central) = (arms.first()?, arms.last()?);
            let pairs = rows(context.findings.table, cell, &[local.0, central.0]);
            let found: Vec<f64> = pairs.values.iter().map(|row| row[1] - row[0]).collect();
            (local.1 <= 0.0 && central.1 >= 1.0 && found.len() >= FEWEST_POINTS).then_some(found)
        })
        .collect();
    let Some(differences) = differences.filter(|found| !found.is_empty()) else {
        return fallback;
    };
    let agree = |sign: f64| {
        differences.iter().all(|found| {
            let signed: Vec<f64> = found.iter().map(|value| sign * value).collect();
            quantile(&sorted(&signed), 0.025).is_some_and(|low| low > 0.0)
        })
    };
    if agree(1.0) {
        "Bureaucracy costs more at full central control than at none".to_owned()
    } else if agree(-1.0) {
        "Bureaucracy costs less at full central control than at none".to_owned()
    } else {
        fallback
    }
}

fn overlaps(one: &DosePoint, other: &DosePoint) -> bool {
    one.outer.0 <= other.outer.1 && other.outer.0 <= one.outer.1
}
