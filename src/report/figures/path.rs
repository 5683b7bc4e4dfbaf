//! Savings by year under one arm: all sources against the path asked for, and the domain in
//! question against what was possible; real and reported apart.

use super::context::Context;
use crate::analysis::paths::Paths;
use crate::report::charts::savings_path::{
    PathKind, PathPanel, PathSeries, SavingsPath, savings_path,
};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::percent;

/// The arms worth a chart: the baseline, and the one that the headline speaks of.
pub(super) fn arms(context: &Context) -> Vec<usize> {
    let mut arms = vec![context.study().baseline];
    arms.extend(context.primary().and_then(|cell| context.spoken_of(cell)));
    arms
}

/// The chart; `None` where no yearly path is kept.
pub(super) fn figure(context: &Context, arm: usize) -> Option<Result<Figure, ChartError>> {
    let study = context.study();
    let find = |block: usize| {
        let label = &study.blocks[block].label;
        let found = context
            .findings
            .paths
            .iter()
            .find(|paths| paths.block == *label);
        found.map(|paths| (block, paths))
    };
    let (block, paths) = find(context.block).or_else(|| context.seeds.and_then(find))?;
    let yearly = |name: &str, divisor: f64| yearly(paths, arm, name, divisor);
    let total = yearly("saving_real_total", 1_000.0);
    // The gap is the path less real savings, so the path asked for is their sum.
    let asked = yearly("gap_to_path", 1.0)
        .zip(total.clone())
        .map(|(gap, real)| {
            gap.iter()
                .zip(&real)
                .map(|(g, r)| Some((*g)? + (*r)?))
                .collect()
        });
    let upper = panel(
        "All sources, against the path to GBP 20bn",
        "GBP billion a year",
        [
            ("Real", PathKind::Real, total),
            (
                "Reported",
                PathKind::Reported,
                yearly("saving_reported_total", 1_000.0),
            ),
            ("Asked for", PathKind::AskedFor, asked),
        ],
    )?;
    let real = yearly("saving_real_disinvestment", 1.0);
    let reported = yearly("saving_reported_disinvestment", 1.0);
    let title = title(context, arm, paths, real.as_deref(), reported.as_deref());
    let lower = panel(
        "Disinvestment only, against the best possible",
        "GBP million a year",
        [
            ("Real", PathKind::Real, real),
            ("Reported", PathKind::Reported, reported),
            (
                "Best possible with full knowledge",
                PathKind::Possible,
                yearly("possible_value", 1.0),
            ),
        ],
    )?;
    let (first, last) = (paths.months.first()?, paths.months.last()?);
    let name = format!(
        "savings_path_{}",
        study.arms[arm].name.replace(['@', '.'], "_")
    );
    let mut caption = context.bare_caption(&name, title, block);
    caption.measure = format!("Recurrent savings, {}", context.arm(arm));
    caption.period = format!("{} to {}", year(*first), year(*last));
    caption.prices = Some("2009/10 prices, the path as published".to_owned());
    caption.notes.push(
        "Means only; the intervals at the main horizons stand in the table of results. Savings are \
         counted above March 2009; the best possible is the spend best withdrawn, not all of \
         which can be released."
            .to_owned(),
    );
    Some(savings_path(&SavingsPath {
        caption,
        years: paths.months.iter().map(|&month| year(month)).collect(),
        upper,
        lower,
    }))
}

/// The fiscal year that ends at a month: 12 is `2009/10`.
pub(super) fn year(month: u32) -> String {
    let start = 2008 + month / 12;
    format!("{start}/{:02}", (start + 1) % 100)
}

fn yearly(paths: &Paths, arm: usize, name: &str, divisor: f64) -> Option<Vec<Option<f64>>> {
    let outcome = paths.outcomes.iter().position(|known| known == name)?;
    let years = paths.values.get(arm)?.get(outcome)?;
    let values: Vec<Option<f64>> = (0..paths.months.len())
        .map(|at| (*years.get(at)?).map(|value| value.mean / divisor))
        .collect();
    values.iter().any(Option::is_some).then_some(values)
}

fn panel(
    heading: &str,
    unit: &str,
    lines: [(&str, PathKind, Option<Vec<Option<f64>>>); 3],
) -> Option<PathPanel> {
    let series: Vec<PathSeries> = lines
        .into_iter()
        .filter_map(|(label, kind, values)| {
            Some(PathSeries {
                label: label.to_owned(),
                kind,
                values: values?,
                interval: None,
            })
        })
        .collect();
    (!series.is_empty()).then(|| PathPanel {
        heading: heading.to_owned(),
        unit: unit.to_owned(),
        series,
    })
}

/// What of the reported savings is real, in the year of the main horizon.
fn title(
    context: &Context,
    arm: usize,
    paths: &Paths,
    real: Option<&[Option<f64>]>,
    reported: Option<&[Option<f64>]>,
) -> String {
    let months = context.study().horizons[context.horizon];
    let at = paths.months.iter().position(|&month| month == months);
    let value = |line: Option<&[Option<f64>]>| line?.get(at?).copied().flatten();
    match (value(real), value(reported)) {
        (Some(real), Some(reported)) if reported > 0.0 && real > 0.0 && real < reported => format!(
            "{}: {} of reported disinvestment is real",
            context.arm(arm),
            percent(real / reported)
        ),
        _ => format!("Savings, real and reported: {}", context.arm(arm)),
    }
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn fiscal_years_are_named_by_both_calendar_years() {
        assert_eq!(year(12), "2009/10");
        assert_eq!(year(60), "2013/14");
        assert_eq!(year(1092), "2099/00");
    }
}
