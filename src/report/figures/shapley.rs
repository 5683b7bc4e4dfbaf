//! Shares of groups of mechanisms in the difference of each arm from the baseline.

use super::context::{Context, capital};
use super::outcome_words::{period, unit, words};
use crate::analysis::shapley::{GroupShare, Shares};
use crate::report::charts::shares::{ShareBar, SharePanel, SharesChart, shares};
use crate::report::charts::{ChartError, Figure};

/// The outcomes that are shared out on the page after the primary one.
const SHOWN: [&str; 2] = ["net_saving", "qaly_disinvestment"];

/// The names of the outcomes that are shared out on the page.
pub(in crate::report) fn outcomes<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let primary = context.findings.experiment.primary.outcome.as_str();
    let mut names = vec![primary];
    names.extend(SHOWN.into_iter().filter(|name| *name != primary));
    names
}

/// The shares of every arm that has some in an outcome at the main horizon.
pub(in crate::report) fn of_outcome(context: &Context, outcome: &str) -> Vec<(usize, Shares)> {
    let Some(found) = context.findings.attribution else {
        return Vec::new();
    };
    let study = found.table.study();
    let Some(outcome) = study.outcome(outcome) else {
        return Vec::new();
    };
    let others = (0..study.arms.len()).filter(|arm| *arm != study.baseline);
    others
        .filter_map(|arm| {
            let shares = found.shares(arm, study.baseline, context.horizon, outcome)?;
            Some((arm, shares))
        })
        .collect()
}

/// The name of a group in words.
pub(in crate::report) fn group_words(name: &str) -> String {
    name.replace('_', " ")
}

/// The group with the largest share by size among those whose interval excludes zero.
pub(in crate::report) fn largest(shares: &Shares) -> Option<(usize, &GroupShare)> {
    shares
        .groups
        .iter()
        .enumerate()
        .filter(|(_, share)| share.interval.is_some_and(|ends| !ends.holds_zero()))
        .max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs()))
}

/// The chart; `None` where no shares are known.
pub(super) fn figure(context: &Context, outcome: &str) -> Option<Result<Figure, ChartError>> {
    let attribution = context.findings.attribution?;
    let found = of_outcome(context, outcome);
    let (_, first) = found.first()?;
    let study = context.study();
    let info = &study.outcomes[study.outcome(outcome)?];
    let noun = words(info).noun;
    let block = context.seeds.unwrap_or(context.block);
    let name = format!("shares_{outcome}");
    let mut caption = context.bare_caption(&name, title(context, &noun, &found), block);
    caption.measure = format!("Share of the difference in {noun}, {}", unit(info));
    caption.period = period(&info.name, study.horizons[context.horizon]);
    caption.prices = super::context::prices(&info.unit);
    caption.baseline = Some(context.baseline().to_owned());
    caption.runs = format!(
        "{} sets of groups switched on, {} seeds each, the same in every arm; {} orders, each with \
         its reverse",
        attribution.coalitions.len(),
        first.seeds,
        first.orders
    );
    caption.notes.push(
        "Shapley values: the mean, over orders in which groups are switched on, of what the \
         difference changes by. They sum to the whole difference less what is left with every \
         group off."
            .to_owned(),
    );
    let panels = found
        .iter()
        .map(|(arm, shares)| SharePanel {
            arm: context.arm(*arm).to_owned(),
            all: shares.all,
            none: shares.none,
            bars: shares
                .groups
                .iter()
                .map(|share| ShareBar {
                    share: share.mean,
                    interval: share.interval.map(|ends| (ends.low, ends.high)),
                })
                .collect(),
        })
        .collect();
    let groups = attribution.groups.iter();
    Some(shares(&SharesChart {
        caption,
        unit: unit(info),
        groups: groups.map(|name| capital(&group_words(name))).collect(),
        panels,
    }))
}

/// Which group has the largest share in most of the differences.
fn title(context: &Context, noun: &str, found: &[(usize, Shares)]) -> String {
    let leaders: Vec<usize> = found
        .iter()
        .filter_map(|(_, shares)| Some(largest(shares)?.0))
        .collect();
    let count = |group: usize| leaders.iter().filter(|&&other| other == group).count();
    let most = leaders.iter().copied().max_by_key(|&group| count(group));
    match (most, context.findings.attribution) {
        (Some(group), Some(_)) if count(group) == 1 && leaders.len() > 1 => {
            format!(
                "Another group of mechanisms has the largest share in each difference in {noun}"
            )
        }
        (Some(group), Some(attribution)) => format!(
            "{}: largest share in {} of {} differences in {noun}",
            capital(&group_words(&attribution.groups[group])),
            count(group),
            found.len()
        ),
        _ => format!("No group of mechanisms has a clear share in {noun}"),
    }
}
