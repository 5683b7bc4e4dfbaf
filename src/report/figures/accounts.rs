//! The cost of bureaucracy by account, arm by arm.

use super::context::Context;
use super::outcome_words::{period, written_out};
use crate::report::charts::bureaucracy::{Account, AccountValue, Bureaucracy, TOTAL, bureaucracy};
use crate::report::charts::{ChartError, Figure};

/// The accounts: name of the outcome and name in words, the total first.
pub(super) const ACCOUNTS: [(&str, &str); 10] = [
    ("cost_total", TOTAL),
    ("cost_running", "Running"),
    ("cost_reporting", "Reporting"),
    ("cost_assurance", "Assurance"),
    ("cost_decision", "Decision"),
    ("cost_duplication", "Duplication"),
    ("cost_redundancy", "Redundancy"),
    ("cost_transition", "Transition"),
    ("cost_support", "Support market"),
    ("cost_interim", "Vacancy"),
];

/// The chart; `None` where no account has a value.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let study = context.study();
    let accounts: Vec<Account> = ACCOUNTS
        .iter()
        .map(|(name, words)| Account {
            name: (*words).to_owned(),
            values: values(context, name),
        })
        .collect();
    let total = context.cell("cost_total")?;
    let mut caption = context.bare_caption("bureaucracy", title(&accounts), context.block);
    "Cost of bureaucracy by account, GBP million a year".clone_into(&mut caption.measure);
    caption.period = period("cost_total", context.months(total));
    caption.prices = Some("2009/10 prices".to_owned());
    caption.notes.push(
        "Amounts, not differences: most of the running cost is the same wherever decisions are \
         made."
            .to_owned(),
    );
    Some(bureaucracy(&Bureaucracy {
        caption,
        unit: written_out(&context.outcome(total).unit),
        arms: study.arms.iter().map(|arm| arm.label.clone()).collect(),
        baseline: Some(study.baseline),
        one_scale: false,
        accounts,
    }))
}

/// One value an arm; `None` where an arm has none.
fn values(context: &Context, name: &str) -> Option<Vec<AccountValue>> {
    let cell = context.cell(name)?;
    (0..context.study().arms.len())
        .map(|arm| {
            let estimate = context.summary().estimate(cell, arm)?;
            let level = estimate.level?;
            let interval = estimate
                .interval
                .map_or((level.mean, level.mean), |found| (found.low, found.high));
            Some(AccountValue {
                mean: level.mean,
                interval,
            })
        })
        .collect()
}

/// The largest account and its least share of the total over the arms.
fn title(accounts: &[Account]) -> String {
    let Some(total) = accounts[0].values.as_ref() else {
        return "The cost of bureaucracy by account".to_owned();
    };
    let sum = |values: &[AccountValue]| values.iter().map(|value| value.mean).sum::<f64>();
    let modelled = accounts[1..]
        .iter()
        .filter_map(|account| Some((account, account.values.as_ref()?)));
    let largest = modelled.reduce(|best, next| {
        if sum(next.1) > sum(best.1) {
            next
        } else {
            best
        }
    });
    let Some((account, values)) = largest else {
        return "The cost of bureaucracy by account".to_owned();
    };
    let shares = values
        .iter()
        .zip(total)
        .map(|(part, all)| part.mean / all.mean);
    let least = shares.fold(1.0, f64::min);
    if least > 0.5 {
        format!(
            "{} cost is most of the total in every arrangement",
            account.name
        )
    } else {
        format!("{} cost is the largest account", account.name)
    }
}
