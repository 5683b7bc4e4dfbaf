//! Where an arm is better, what is traded off, and what is good enough.

use super::html::paragraph;
use crate::analysis::discovery::{Discovery, FEWEST_POINTS};
use crate::analysis::pareto::Standing;
use crate::analysis::satisficing::{relative_regret, satisficing};
use crate::report::discovered::words;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::outcome_words::{unit, words as outcome_words};
use crate::report::figures::pareto::{found as front, listed};
use crate::report::figures::robustness::thresholds;
use crate::report::style::{ThreeFigures, percent};
use crate::report::table::Table;

/// The rule and the box in words.
pub(super) fn discovery(context: &Context, found: Option<&Discovery>) -> String {
    let Some(found) = found else {
        if !context.varies_inputs() {
            return String::new();
        }
        return paragraph(&format!(
            "Where an arrangement is better is not looked for: that needs at least {FEWEST_POINTS} sampled \
             inputs, and an outcome with a better direction that two arrangements have."
        ));
    };
    let said = words(context, found);
    let mut out = paragraph(&said.question);
    out.push_str(&paragraph(&said.rule));
    if !said.groups.is_empty() {
        let mut table = Table::new(
            "The rule as groups of inputs",
            &["Where", "Inputs", "Of interest", "Share"],
        );
        for [conditions, cases, hits, share] in said.groups {
            table.row(vec![capital(&conditions), cases, hits, share]);
        }
        out.push_str(&table.html());
    }
    out.push_str(&paragraph(&said.box_found));
    out.push_str(&paragraph(&said.caution));
    out
}

/// The front, relative regret, and thresholds that are met.
pub(super) fn robustness(context: &Context) -> String {
    let mut out = String::new();
    if let Some(front) = front(context) {
        let named = |wanted: &dyn Fn(Standing) -> bool| -> Vec<String> {
            let arms = front.arms.iter().filter(|one| wanted(one.standing));
            arms.map(|one| context.arm(one.arm).to_owned()).collect()
        };
        let say = |words: &str, names: Vec<String>| {
            if names.is_empty() {
                format!("{words}: none. ")
            } else {
                format!("{words}: {}. ", listed(&names))
            }
        };
        let nouns: Vec<String> = front
            .cells
            .iter()
            .map(|&cell| outcome_words(context.outcome(cell)).noun)
            .collect();
        out.push_str(&paragraph(&format!(
            "Trade-offs between {}. {}{}{}An arrangement is dominated only where another one is better on \
             all of these, and on the front only where it beats each other one on some, with all paired \
             differences beyond their joint 95% intervals.",
            listed(&nouns),
            say("On the front", named(&|s| s == Standing::OnFront)),
            say("Dominated", named(&|s| matches!(s, Standing::Dominated(_)))),
            say("Not settled", named(&|s| s == Standing::NotSettled)),
        )));
    }
    out.push_str(&regret(context));
    out.push_str(&enough(context));
    out
}

fn regret(context: &Context) -> String {
    let (Some(cell), Some(set)) = (context.primary(), context.summary().sets.first()) else {
        return String::new();
    };
    let Some(ranking) = context.summary().ranking(cell, 0) else {
        return String::new();
    };
    let shares = relative_regret(context.findings.table, cell, set);
    let info = context.outcome(cell);
    let mut table = Table::new(
        &format!(
            "Regret in {}: what the best arrangement has more at the same input, {}, and as a share of what \
             the best has",
            outcome_words(info).noun,
            unit(info)
        ),
        &[
            "Arrangement",
            "Mean",
            "90% quantile",
            "Largest",
            "Mean share",
            "90% quantile of share",
            "Largest share",
        ],
    );
    let told = ThreeFigures::column(ranking.standings.iter().map(|one| one.regret_max));
    for one in &ranking.standings {
        let mut row = vec![context.arm(one.arm).to_owned()];
        row.extend(
            [one.regret_mean, one.regret_q90, one.regret_max].map(|value| told.plain(value)),
        );
        let share = shares
            .as_ref()
            .and_then(|all| all.iter().find(|share| share.arm == one.arm));
        row.extend(match share {
            Some(share) => [share.mean, share.q90, share.max].map(percent),
            None => ["", "", ""].map(str::to_owned),
        });
        table.row(row);
    }
    table.html()
}

/// How often the declared thresholds are met.
fn enough(context: &Context) -> String {
    let Some(set) = context.summary().sets.first() else {
        return String::new();
    };
    let (thresholds, said) = thresholds(context);
    let Some(met) = satisficing(context.findings.table, &thresholds, set) else {
        return String::new();
    };
    let mut heads = vec!["Arrangement".to_owned()];
    heads.extend(said.iter().map(|words| capital(words)));
    heads.push("All of these".to_owned());
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(
        "Good enough: share of inputs at which the thresholds are met (95% interval)",
        &heads,
    );
    for one in met {
        let mut row = vec![context.arm(one.arm).to_owned()];
        row.extend(one.each.iter().chain([&one.all]).map(|share| {
            format!(
                "{} ({} to {})",
                percent(share.value),
                percent(share.interval.low),
                percent(share.interval.high)
            )
        }));
        table.row(row);
    }
    table.html()
}
