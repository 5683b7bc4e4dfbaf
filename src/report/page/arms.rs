//! The arrangements one by one: who decides, what differs, which class, and why one is not ranked.

use super::classes::Classes;
use super::html::{details, paragraph};
use crate::report::arm_words::described;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::pareto::listed;
use crate::report::table::Table;

/// With more arrangements than this the table opens on request.
const SHOWN: usize = 12;

/// The table; empty where there is nothing to describe.
pub(super) fn arms(context: &Context) -> String {
    let experiment = context.findings.experiment;
    let study = context.study();
    let Some(baseline) = experiment.arm(&study.arms[study.baseline].name) else {
        return String::new();
    };
    let months = context.primary().map_or_else(
        || study.horizons[context.horizon],
        |cell| context.months(cell),
    );
    let classes = Classes::of(context, months);
    let rule = classes.rule();
    let mut heads = vec!["Arrangement", "Who decides, and what differs"];
    if rule.is_some() {
        heads.push("Central or local");
    }
    let mut table = Table::new("The arrangements, from their own data", &heads);
    let mut unranked = Vec::new();
    for (at, info) in study.arms.iter().enumerate() {
        let Some(arm) = experiment.arm(&info.name) else {
            continue;
        };
        if !info.ranked {
            unranked.push(context.named(at));
        }
        let mut name = info.label.clone();
        if at == study.baseline {
            name.push_str(" (baseline)");
        }
        let mut row = vec![
            name,
            capital(&described(arm, baseline, &experiment.scenario.parameters)),
        ];
        if rule.is_some() {
            row.push(classes.word(at).to_owned());
        }
        table.row(row);
    }
    let mut out = rule.map_or_else(String::new, |rule| paragraph(&rule));
    if !unranked.is_empty() {
        let (is, file) = if unranked.len() == 1 {
            ("is", "its file says")
        } else {
            ("are", "their files say")
        };
        out.push_str(&paragraph(&format!(
            "{} {is} not ranked ({file} ranked = false): run to be compared with, not as an answer to the \
             question of this page.",
            listed(&unranked)
        )));
    }
    if table.rows.len() > SHOWN {
        let summary = format!("All {} arrangements", table.rows.len());
        out.push_str(&details(&summary, &table.html()));
    } else {
        out.push_str(&table.html());
    }
    out
}
