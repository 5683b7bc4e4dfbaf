//! Which mechanisms are in which group, what each group adds, and how exactly that is known.

use super::html::{details, paragraph};
use crate::analysis::never_best::NeverBest;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::figures::shapley::{group_words, of_outcome, outcomes};
use crate::report::style::ThreeFigures;
use crate::report::table::Table;

/// The section; empty where no shares are asked for.
pub(super) fn mechanisms(context: &Context) -> String {
    let Some(attribution) = context.findings.attribution else {
        return String::new();
    };
    let mut out = paragraph(
        "Who doubts a group of mechanisms may subtract its share. A share is the mean, over orders \
         in which groups are switched on, of what the paired difference changes by (Shapley value); \
         shares and what is left with every group off sum to the difference exactly. All of it is \
         at the default inputs. Orders and seeds are both sampled, and a share has a standard error \
         from each; the interval joins them by the root of the sum of squares, which counts their \
         interaction twice and so is slightly too wide.",
    );
    let mut table = Table::new("Groups of mechanisms", &["Group", "Mechanisms"]);
    for (name, mechanisms) in attribution.groups.iter().zip(&attribution.mechanisms) {
        table.row(vec![capital(&group_words(name)), mechanisms.join(", ")]);
    }
    out.push_str(&table.html());
    let study = context.study();
    for outcome in outcomes(context) {
        let Some(info) = study.outcome(outcome).map(|at| &study.outcomes[at]) else {
            continue;
        };
        let heading = format!(
            "{}, {} ({})",
            capital(&words(info).noun),
            unit(info),
            period(&info.name, study.horizons[context.horizon])
        );
        let mut table = Table::new(
            &heading,
            &[
                "Arrangement",
                "Group",
                "Share",
                "95% interval",
                "Error from orders",
                "Error from seeds",
            ],
        );
        for (arm, shares) in of_outcome(context, outcome) {
            let all = shares.groups.iter().map(|share| share.mean);
            let told = ThreeFigures::column(all.chain([shares.all, shares.none]));
            let error =
                |error: Option<f64>| error.map_or("unknown".to_owned(), |error| told.plain(error));
            for (name, share) in attribution.groups.iter().zip(&shares.groups) {
                table.row(vec![
                    context.arm(arm).to_owned(),
                    capital(&group_words(name)),
                    told.signed(share.mean),
                    share.interval.map_or("unknown".to_owned(), |ends| {
                        format!("{} to {}", told.plain(ends.low), told.plain(ends.high))
                    }),
                    error(share.error_orders),
                    error(share.error_seeds),
                ]);
            }
            for (name, value) in [
                ("Left with every group off", shares.none),
                ("Whole difference, every group on", shares.all),
            ] {
                let mut line = vec![context.arm(arm).to_owned(), name.to_owned()];
                line.push(told.signed(value));
                line.resize(6, String::new());
                table.row(line);
            }
        }
        out.push_str(&details(&heading, &table.html()));
    }
    out
}

/// Which group of mechanisms holds an arm that is never best back against the winner most; nothing
/// where shares are not known or no group does.
pub(super) fn holds_back(context: &Context, alarm: &NeverBest) -> Option<String> {
    let attribution = context.findings.attribution?;
    let primary = context.primary();
    let gap = primary
        .and_then(|cell| alarm.gap(cell.outcome, cell.horizon))
        .or_else(|| alarm.gaps.first())?;
    let info = &context.study().outcomes[gap.cell.outcome];
    let sign = info.better.sign()?;
    let shares = attribution.shares(alarm.arm, gap.winner, gap.cell.horizon, gap.cell.outcome)?;
    let worst = shares
        .groups
        .iter()
        .zip(&attribution.groups)
        .filter(|(share, _)| share.interval.is_some_and(|ends| !ends.holds_zero()))
        .min_by(|a, b| (sign * a.0.mean).total_cmp(&(sign * b.0.mean)))
        .filter(|(share, _)| sign * share.mean < 0.0)?;
    let told = ThreeFigures::column([worst.0.mean, shares.all]);
    Some(format!(
        " Of its difference from {} there, {} {} at the default inputs, {} makes {}.",
        context.named(gap.winner),
        told.signed(shares.all),
        unit(info),
        group_words(worst.1),
        told.signed(worst.0.mean)
    ))
}
