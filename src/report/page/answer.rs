//! The first sentences of the page: the answer to the question, the value at which it turns, and
//! the weakest evidence that it rests on.

use std::fmt::Write as _;

use super::first::Pair;
use super::inputs::grade_words;
use super::turns::{sides, strongest, turns};
use super::{audit, screen};
use crate::analysis::sample::Cell;
use crate::analysis::sensitivity::sensitivity;
use crate::report::figures::context::{Context, inside_sentence};
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::figures::{cross, deciding, shapley};
use crate::report::style::{MOST_DECIMALS, ThreeFigures, percent};
use crate::scenario::parameters::{self, Grade};

/// From this share of the inputs on, a difference from the baseline that is practically nothing is
/// told with the answer.
const OFTEN_NOTHING: f64 = 0.5;

/// The sentences, in their order; none where there is nothing to compare. Where the page has told of a
/// pair what turns it and what it rests on, that is not said again.
pub(super) fn answer(context: &Context, told: Option<&Pair>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    said.extend(audit::sentence(context));
    said.extend(screen::sentence(context));
    said.extend(shares(context));
    said.extend(seats_and_guides(context));
    said.extend(best(context));
    let pair = context
        .primary()
        .and_then(|cell| Some((cell, sides(context, cell)?)));
    let decisive = match pair {
        Some((cell, pair)) => {
            let [one, other] = pair.arms;
            if told.is_some_and(|told| told.is_of(cell, pair.arms)) {
                return said;
            }
            let found = sensitivity(context.findings.table, cell, one, other, &mut None);
            let decisive = strongest(found.as_ref(), 2);
            let turn = turns(context, cell, &pair, found.as_ref());
            let rule = pair.rule.filter(|_| turn.is_some());
            said.extend(turn);
            said.extend(rule);
            decisive
        }
        None => context
            .primary()
            .map_or_else(Vec::new, |cell| deciding(context, cell)),
    };
    said.extend(weakest(context, &decisive));
    said
}

/// "On net saving (year to March 2014)".
fn on(context: &Context, cell: Cell) -> String {
    let info = context.outcome(cell);
    let when = period(&info.name, context.months(cell));
    format!("On {} ({when})", words(info).noun)
}

/// Which arm is best, or that none clearly is.
fn best(context: &Context) -> Option<String> {
    let cell = context.primary()?;
    let on = on(context, cell);
    if let Some(ranking) = context.summary().ranking(cell, 0)
        && let Some(leader) = ranking.leader()
    {
        let count = ranking.standings.len();
        if !ranking.leads_clearly() {
            return Some(format!(
                "{on} there is no clear difference at the top: none of {count} arrangements is \
                 clearly the most often best."
            ));
        }
        let mut text = format!(
            "{on} {} is most often best of {count} arrangements, in {} of the inputs (95% interval \
             {} to {})",
            context.named(leader.arm),
            percent(leader.best.value),
            percent(leader.best.interval.low),
            percent(leader.best.interval.high),
        );
        let spread = context
            .difference(cell, leader.arm)
            .and_then(|difference| difference.spread?.nothing);
        if let Some(nothing) = spread.filter(|share| share.value >= OFTEN_NOTHING) {
            let _ = write!(
                text,
                ", though in {} of them its difference from {} is practically nothing",
                percent(nothing.value),
                context.baseline_named()
            );
        }
        return Some(text + ".");
    }
    let sign = context.outcome(cell).better.sign()?;
    let arm = context.spoken_of(cell)?;
    let difference = context.difference(cell, arm)?;
    let clear = difference.simultaneous.filter(|ends| !ends.holds_zero());
    Some(match clear {
        Some(_) if sign * difference.mean.mean > 0.0 => format!(
            "{on} {} has the best mean at the default inputs, clearly ahead of {}.",
            context.named(arm),
            context.baseline_named()
        ),
        Some(_) => format!(
            "{on} {} is ahead of every other arrangement at the default inputs.",
            context.baseline_named()
        ),
        None => format!(
            "{on} there is no clear difference from {} at the default inputs.",
            context.baseline_named()
        ),
    })
}

/// The lowest grade among the deciding inputs, with their names.
pub(super) fn weakest(context: &Context, decisive: &[usize]) -> Option<String> {
    let known: Vec<(&str, Grade)> = decisive
        .iter()
        .filter_map(|&at| {
            let column = &context.study().parameters[at];
            Some((column.label.as_str(), parameters::find(&column.path)?.grade))
        })
        .collect();
    let worst = known.iter().map(|(_, grade)| *grade).max()?;
    let names: Vec<&str> = known
        .iter()
        .filter(|(_, grade)| *grade == worst)
        .map(|(label, _)| *label)
        .collect();
    Some(format!(
        "The weakest evidence that this rests on: {} (grade {}).",
        names.join(", and "),
        grade_words(worst)
    ))
}

/// The largest share of a group of mechanisms, arm by arm.
fn shares(context: &Context) -> Option<String> {
    let attribution = context.findings.attribution?;
    let cell = context.primary()?;
    let info = context.outcome(cell);
    let found = shapley::of_outcome(context, &info.name);
    let parts: Vec<String> = found
        .iter()
        .map(|(arm, shares)| {
            let told = ThreeFigures::of([shares.all, shares.none], MOST_DECIMALS);
            let whole = told.signed(shares.all);
            let Some((group, share)) = shapley::largest(shares) else {
                return format!("{} {whole}, with no clear share", context.named(*arm));
            };
            // What no group makes is told where it is more than any of them.
            let left = if shares.none.abs() > share.mean.abs() {
                format!(
                    "{} is there with every group off and ",
                    told.signed(shares.none)
                )
            } else {
                String::new()
            };
            let told = ThreeFigures::of([share.mean], MOST_DECIMALS);
            let ends = share.interval.map_or_else(String::new, |ends| {
                format!(
                    " (95% interval {} to {})",
                    told.plain(ends.low),
                    told.plain(ends.high)
                )
            });
            format!(
                "{} {whole}, of which {left}{} comes from {}{ends}",
                context.named(*arm),
                told.signed(share.mean),
                shapley::group_words(&attribution.groups[group])
            )
        })
        .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "The largest share of a group of mechanisms in the difference from {}, {} at the \
             default inputs: {}.",
            context.baseline_named(),
            inside_sentence(&unit(info)),
            parts.join("; ")
        )
    })
}

/// Whether who decides or who guides moves the mean more.
fn seats_and_guides(context: &Context) -> Option<String> {
    let cell = context.primary()?;
    let found = cross::found(context, cell)?;
    let told = ThreeFigures::of([found.rows, found.columns], MOST_DECIMALS);
    let answer = match found.settled() {
        Some(true) => "it matters more who decides than who guides",
        Some(false) => "it matters more who guides than who decides",
        None => "these runs do not settle whether it matters more who decides or who guides",
    };
    Some(format!(
        "{} {answer}: with the guidance held the means of the seats lie {} {} apart, with the seat held \
         those of the guides {}.",
        on(context, cell),
        told.plain(found.rows),
        unit(context.outcome(cell)),
        told.plain(found.columns)
    ))
}
