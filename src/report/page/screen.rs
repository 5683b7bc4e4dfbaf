//! How much each input matters, where the design was made to tell: every arm's difference from the
//! baseline, and the level of each arm.

use super::html::{details, paragraph};
use crate::analysis::elementary::Measure;
use crate::analysis::indices::Pair;
use crate::analysis::screen::{Measures, Name, Screen, Screened};
use crate::report::design_words;
use crate::report::figures::context::{Context, capital, inside_sentence};
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::figures::screen::{Ranked, clearly_first, ranked, shown, units};
use crate::report::style::{MOST_DECIMALS, ThreeFigures};
use crate::report::table::Table;

/// Rows of a table: what matters less stands in `sensitivity.csv`.
const MOST: usize = 30;

/// Inputs that the first sentence names.
const TOLD: usize = 3;

/// The inputs that move the difference most, first of all where the design was made to tell; none
/// where it was not.
pub(super) fn sentence(context: &Context) -> Option<String> {
    let (screen, found) = shown(context)?;
    let info = context.outcome(screen.cell);
    let when = period(&info.name, context.months(screen.cell));
    let all = ranked(screen, found);
    let figures = ThreeFigures::of(all.iter().take(1).map(|one| one.first.value), MOST_DECIMALS);
    let told: Vec<String> = all
        .iter()
        .take(TOLD)
        .map(|one| one_of(one, figures))
        .collect();
    let (last, others) = told.split_last()?;
    let listed = if others.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", others.join(", "))
    };
    let what = match found.from {
        Some(from) => format!(
            "the difference in {} ({when}) between {} and {}",
            words(info).noun,
            context.named(found.arm),
            context.named(from)
        ),
        None => format!(
            "{} ({when}) of {}",
            words(info).noun,
            context.named(found.arm)
        ),
    };
    let settled = if clearly_first(&all)? {
        "the first of them beyond doubt"
    } else {
        "which of them matters most is not settled"
    };
    let things = if screen.has_groups() {
        "groups of inputs"
    } else {
        "inputs"
    };
    let measure = match found.measures {
        Measures::Walks(_) => format!("mean change over the whole range, {}", unit(info)),
        Measures::Exchanges(..) => "part of the variance, with all interplay".to_owned(),
        Measures::Levels(_) => format!("change between the levels, {}", unit(info)),
    };
    Some(format!(
        "Of {} {things} those that move {what} most are: {listed} ({measure}; 95% intervals); \
         {settled}.",
        all.len()
    ))
}

/// "How decisions are prepared 112 (35 to 223)".
fn one_of(one: &Ranked, told: ThreeFigures) -> String {
    let ends = one.first.interval.map_or_else(String::new, |ends| {
        format!(" ({} to {})", told.plain(ends.low), told.plain(ends.high))
    });
    format!(
        "{} {}{ends}",
        inside_sentence(&one.name),
        told.plain(one.first.value)
    )
}

/// The section; empty where no design was made to tell.
pub(super) fn screen(context: &Context) -> String {
    let Some(screen) = context.findings.screen else {
        return String::new();
    };
    let study = context.study();
    let info = &study.outcomes[screen.cell.outcome];
    let groups = screen.has_groups();
    let mut out = paragraph(&format!(
        "What moves {}, {} ({}): {}. All numbers stand in sensitivity.csv.",
        words(info).noun,
        unit(info),
        period(&info.name, study.horizons[screen.cell.horizon]),
        explained(screen.results.first().map(|found| &found.measures), groups),
    ));
    for found in &screen.results {
        let what = match found.from {
            Some(from) => format!("{} less {}", context.arm(found.arm), context.named(from)),
            None => format!("{} itself", context.arm(found.arm)),
        };
        let mut tables = table(screen, found, &what).html();
        if let Some(pairs) = pairs(screen, found, &what) {
            tables.push_str(&pairs.html());
        }
        out.push_str(&details(&what, &tables));
    }
    out
}

/// What the design was, for the page on method; empty where it was the usual one.
pub(super) fn design(context: &Context) -> Option<String> {
    let experiment = context.findings.experiment;
    if experiment.sampling.is_usual() {
        return None;
    }
    let design = crate::experiment::Design::new(experiment);
    let sentence = design_words::sentence(experiment, &design)?;
    Some(format!(
        "Design: {sentence}. Every point stands in design.csv."
    ))
}

fn explained(measures: Option<&Measures>, groups: bool) -> &'static str {
    match (measures, groups) {
        (Some(Measures::Walks(_)), false) => {
            "mu is the mean change when an input goes through its whole range, mu* the mean size of \
             that change, sigma how much it differs from place to place; a sigma as large as mu* \
             means that it depends on where the other inputs stand"
        }
        (Some(Measures::Walks(_)), true) => {
            "mu* is the mean size of the change when all inputs of a group go through their whole \
             range, sigma how much the change differs from place to place"
        }
        (Some(Measures::Exchanges(_, pairs)), _) if !pairs.is_empty() => {
            "the first index is the part of the variance over the inputs that goes back to an input \
             alone, the second index the part that goes back to the interplay of two inputs alone, the \
             total index the part with all interplay of an input; intervals are of a bootstrap"
        }
        (Some(Measures::Exchanges(..)), _) => {
            "the first index is the part of the variance over the inputs that goes back to an input \
             alone, the total index the part with all its interplay; intervals are of a bootstrap"
        }
        _ => "the change between two levels of an input, the mean over seeds",
    }
}

/// The interplay of pairs, the largest first; `None` where the design does not tell it.
fn pairs(screen: &Screen, found: &Screened, what: &str) -> Option<Table> {
    let Measures::Exchanges(_, pairs) = &found.measures else {
        return None;
    };
    let mut all: Vec<&Pair> = pairs.iter().collect();
    all.sort_by(|a, b| b.second.value.total_cmp(&a.second.value));
    let heads = ["Input", "With", "Second", "95% interval"];
    let mut table = Table::new(&format!("{what}: pairs ({})", units(found)), &heads);
    let told = ThreeFigures::column(all.iter().map(|pair| pair.second.value));
    for pair in all.iter().take(MOST) {
        let [one, other] = pair.groups.map(|at| &screen.names[at]);
        let named = |name: &Name| format!("{} ({})", capital(&name.words), name.path);
        table.row(vec![
            named(one),
            named(other),
            told.plain(pair.second.value),
            interval(&pair.second, told),
        ]);
    }
    (!all.is_empty()).then_some(table)
}

fn interval(measure: &Measure, told: ThreeFigures) -> String {
    match measure.interval {
        Some(ends) => format!("{} to {}", told.plain(ends.low), told.plain(ends.high)),
        None => "unknown".to_owned(),
    }
}

fn table(screen: &Screen, found: &Screened, what: &str) -> Table {
    let all = ranked(screen, found);
    let heads: Vec<&str> = match found.measures {
        Measures::Walks(_) => vec![
            "Input",
            "Factors",
            "mu*",
            "95% interval",
            "sigma",
            "95% interval",
        ],
        Measures::Exchanges(..) => {
            vec![
                "Input",
                "Factors",
                "Total",
                "95% interval",
                "First",
                "95% interval",
            ]
        }
        Measures::Levels(_) => vec!["Input", "Factors", "Effect", "95% interval"],
    };
    let mut table = Table::new(&format!("{what} ({})", units(found)), &heads);
    let told = ThreeFigures::column(all.iter().map(|one| one.first.value));
    for one in all.iter().take(MOST) {
        let mut line = vec![
            format!("{} ({})", one.name, one.path),
            one.members.to_string(),
            told.plain(one.first.value),
            interval(&one.first, told),
        ];
        if let Some(second) = &one.second {
            line.push(told.plain(second.value));
            line.push(interval(second, told));
        }
        line.resize(heads.len(), String::new());
        table.row(line);
    }
    table
}
