//! The three uncertainties of the main differences side by side, and which arms are not
//! significantly worse than the best.

use super::html::paragraph;
use crate::analysis::best_set::{BestSet, best_set};
use crate::analysis::components::components;
use crate::analysis::robustness::ArmSet;
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::figures::pareto::listed;
use crate::report::style::{ThreeFigures, percent};
use crate::report::table::Table;

/// Of more arrangements than this those are named that are left out, where they are fewer.
const MOST_NAMED: usize = 6;

/// The set of the best in the primary outcome, where it has a better direction.
fn best(context: &Context) -> Option<BestSet> {
    let cell = context.primary()?;
    best_set(
        context.findings.table,
        cell,
        &ArmSet::ranked(context.study()),
    )
}

/// Which arms are not significantly worse than the best, in one sentence; nothing where all or
/// none can be told apart.
pub(super) fn sentence(context: &Context) -> Option<String> {
    let found = best(context)?;
    let arms = found.arms();
    let all = found.contenders.len();
    let what = words(context.outcome(found.cell)).noun;
    let over = if context.varies_inputs() {
        "averaged over the inputs"
    } else {
        "at the default inputs"
    };
    Some(if arms.len() == all {
        format!(
            "On the mean of {what}, {over}, no arrangement is significantly worse than the best of \
             {all}."
        )
    } else if let [only] = arms[..] {
        format!(
            "On the mean of {what}, {over}, every other of {all} arrangements is significantly \
             worse than {} (multiple comparisons with the best, 95%).",
            context.named(only)
        )
    } else if arms.len() > MOST_NAMED && all - arms.len() < arms.len() {
        // The shorter list says the same.
        let others = found.contenders.iter().map(|one| one.arm);
        let worse = others.filter(|arm| !arms.contains(arm));
        let names: Vec<String> = worse.map(|arm| context.named(arm)).collect();
        format!(
            "On the mean of {what}, {over}, {} of {all} arrangements are not significantly worse \
             than the best, which is among them with 95% confidence: all but {}.",
            arms.len(),
            listed(&names)
        )
    } else {
        let names: Vec<String> = arms.iter().map(|&arm| context.named(arm)).collect();
        format!(
            "On the mean of {what}, {over}, {} of {all} arrangements are not significantly worse \
             than the best, which is among them with 95% confidence: {}.",
            arms.len(),
            names.join(", ")
        )
    })
}

/// The table of the primary outcome.
pub(super) fn uncertainty(context: &Context) -> String {
    let Some(cell) = context.primary() else {
        return String::new();
    };
    let info = context.outcome(cell);
    let study = context.study();
    let best = best(context);
    let luck_at = context.seeds;
    let caption = format!(
        "Differences from {}: {}, {} ({})",
        context.baseline_named(),
        words(info).noun,
        unit(info),
        period(&info.name, context.months(cell))
    );
    let mut table = Table::new(
        &caption,
        &[
            "Arrangement",
            "Mean difference",
            "Error of the mean (one standard error)",
            "Luck of one run (standard deviation)",
            "Inputs (standard deviation, freed of luck)",
            "Part of the spread over points that is luck",
            "Behind the best of the others by",
            "Among the best",
        ],
    );
    let estimates = |arm: usize| context.difference(cell, arm);
    let told = ThreeFigures::column(
        (0..study.arms.len()).filter_map(|arm| estimates(arm)?.mean.standard_error()),
    );
    for arm in 0..study.arms.len() {
        let difference = estimates(arm);
        let found = context
            .varies_inputs()
            .then(|| components(context.findings.table, cell, arm, study.baseline))
            .flatten()
            .filter(|_| arm != study.baseline);
        // With one seed a point, luck is known at the default inputs only.
        let default = luck_at.and_then(|block| {
            let cell = crate::analysis::sample::Cell { block, ..cell };
            context.difference(cell, arm)?.mean.sd
        });
        let luck = found.map(|found| found.luck).or(default);
        let say = |value: Option<f64>| value.map_or_else(String::new, |v| told.plain(v));
        let contender = best
            .as_ref()
            .and_then(|best| best.contenders.iter().find(|one| one.arm == arm));
        table.row(vec![
            context.arm(arm).to_owned(),
            difference.map_or_else(
                || "baseline".to_owned(),
                |found| told.signed(found.mean.mean),
            ),
            say(difference.and_then(|found| found.mean.standard_error())),
            say(luck),
            say(found.map(|found| found.inputs)),
            found.map_or_else(String::new, |found| percent(found.luck_share)),
            contender.map_or_else(String::new, |one| {
                let ends = one.interval;
                // Turned round: what the best has more.
                format!(
                    "{} ({} to {})",
                    told.plain((-one.ahead).max(0.0)),
                    told.plain((-ends.high).max(0.0)),
                    told.plain((-ends.low).max(0.0))
                )
            }),
            contender.map_or_else(
                || "not ranked".to_owned(),
                |one| if one.in_set { "yes" } else { "no" }.to_owned(),
            ),
        ]);
    }
    let mut out = paragraph(
        "Three uncertainties, kept apart. The error of the mean is Monte-Carlo error: more runs shrink \
         it. The luck of one run is how far two runs on the same inputs differ: no number of runs \
         shrinks it. The inputs are how far the expected difference moves as the inputs do: only \
         better knowledge of the inputs shrinks it. A range over inputs elsewhere on this page still \
         holds the luck that few seeds a point leave in, and is too wide by the part given here.",
    );
    out.push_str(&paragraph(
        "The last two columns compare every arrangement with the best of the others (multiple \
         comparisons with the best, J. C. Hsu 1984, with paired errors), with its 95% interval for all \
         arrangements at once. best_set.csv and uncertainty.csv have every outcome.",
    ));
    out.push_str(&table.html());
    out
}
