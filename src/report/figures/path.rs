//! Savings by year: all sources against the path asked for, and the domain in
//! question against what was possible; real and reported apart.

use super::context::{Context, capital, inside_sentence};
use crate::analysis::paths::Paths;
use crate::report::charts::savings_path::{
    PathKind, PathPanel, PathSeries, SavingsPath, savings_path,
};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::percent;

/// The chart: the baseline and the arm that the headline speaks of. `None` where no yearly path is
/// kept.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let study = context.study();
    let find = |block: usize| {
        let label = &study.blocks[block].label;
        let found = context.findings.paths.iter();
        found
            .filter(|paths| paths.block == *label)
            .map(|paths| (block, paths))
            .next()
    };
    let (block, paths) = find(context.block).or_else(|| context.seeds.and_then(find))?;
    let mut arms = vec![study.baseline];
    arms.extend(context.primary().and_then(|cell| context.spoken_of(cell)));
    let upper = PathPanel {
        heading: format!(
            "All sources ({}), against the path to GBP 20bn",
            context.baseline()
        ),
        unit: "GBP billion a year".to_owned(),
        series: all_sources(paths, study.baseline),
    };
    let mut series = Vec::new();
    for &arm in &arms {
        let name = inside_sentence(context.arm(arm));
        let lines = [
            ("Real", PathKind::Real, "saving_real_disinvestment"),
            (
                "Reported",
                PathKind::Reported,
                "saving_reported_disinvestment",
            ),
        ];
        series.extend(lines.into_iter().filter_map(|(word, kind, outcome)| {
            let values = yearly(paths, arm, outcome, 1.0)?;
            Some(line(format!("{word}, {name}"), kind, values))
        }));
    }
    let possible = yearly(paths, study.baseline, "possible_value", 1.0);
    series.extend(possible.map(|values| {
        line(
            "Best possible with full knowledge".to_owned(),
            PathKind::Possible,
            values,
        )
    }));
    let lower = PathPanel {
        heading: "Disinvestment only, against the best possible".to_owned(),
        unit: "GBP million a year".to_owned(),
        series,
    };
    if upper.series.is_empty() || lower.series.is_empty() {
        return None;
    }
    let (first, last) = (paths.months.first()?, paths.months.last()?);
    let mut caption = context.bare_caption("savings_path", title(context, paths), block);
    "Recurrent savings, real and reported".clone_into(&mut caption.measure);
    caption.period = format!("{} to {}", year(*first), year(*last));
    caption.prices = Some("2009/10 prices, the path as published".to_owned());
    caption.notes.push(
        "Means only; intervals at the main horizons stand in the tables of results. Savings are \
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

/// Real, reported and asked for. The gap is the path less real savings, so the path asked for is
/// their sum.
fn all_sources(paths: &Paths, arm: usize) -> Vec<PathSeries> {
    let real = yearly(paths, arm, "saving_real_total", 1_000.0);
    let reported = yearly(paths, arm, "saving_reported_total", 1_000.0);
    let gap = yearly(paths, arm, "gap_to_path", 1.0);
    let asked = gap.zip(real.as_ref()).map(|(gap, real)| {
        let both = gap.iter().zip(real);
        both.map(|(gap, real)| Some((*gap)? + (*real)?)).collect()
    });
    [
        ("Real", PathKind::Real, real),
        ("Reported", PathKind::Reported, reported),
        ("Asked for", PathKind::AskedFor, asked),
    ]
    .into_iter()
    .filter_map(|(label, kind, values)| Some(line(label.to_owned(), kind, values?)))
    .collect()
}

fn line(label: String, kind: PathKind, values: Vec<Option<f64>>) -> PathSeries {
    PathSeries {
        label,
        kind,
        values,
        interval: None,
    }
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

/// What of the reported savings of the baseline is real, in the year of the main horizon.
fn title(context: &Context, paths: &Paths) -> String {
    let baseline = context.study().baseline;
    let months = context.study().horizons[context.horizon];
    let at = paths.months.iter().position(|&month| month == months);
    let value = |name: &str| {
        yearly(paths, baseline, name, 1.0)?
            .get(at?)
            .copied()
            .flatten()
    };
    match (
        value("saving_real_disinvestment"),
        value("saving_reported_disinvestment"),
    ) {
        (Some(real), Some(reported)) if reported > 0.0 && real > 0.0 && real < reported => {
            format!(
                "{} of reported disinvestment is real in {} ({})",
                capital(&percent(real / reported)),
                year(months),
                context.baseline()
            )
        }
        _ => "Savings, real and reported".to_owned(),
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
