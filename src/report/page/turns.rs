//! Where the answer turns: local unless, central unless. What is called central and local follows
//! from the number of people that one decider decides for; where grip is swept, from whose will weighs
//! more.

use super::classes::Classes;
use crate::analysis::estimate::{CONFIDENCE, MeanEstimate};
use crate::analysis::sample::{Cell, Sample, differences};
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::threshold::{Turn, turn_given};
use crate::report::figures::context::Context;
use crate::report::stated::{figure, with_unit};
use crate::report::style::{MOST_DECIMALS, ThreeFigures};
use crate::scenario::parameters::{self, Parameter};

/// Two arms between which the answer may turn, and what each is called.
pub(super) struct Sides {
    /// The arms.
    pub arms: [usize; 2],
    names: [String; 2],
    /// The names in short.
    words: [String; 2],
    /// By what rule arms are called central and local, in a sentence; nothing where none is.
    pub rule: Option<String>,
}

/// The best central and the best local arm; where no arm is more central than another, the arm that is
/// spoken of and the baseline.
pub(super) fn sides(context: &Context, cell: Cell) -> Option<Sides> {
    if let Some(arms) = central_and_local(context, cell) {
        let words = ["central", "local"];
        let named = |at: usize| {
            format!(
                "the best {} arrangement ({})",
                words[at],
                context.named(arms[at])
            )
        };
        return Some(Sides {
            arms,
            names: [named(0), named(1)],
            words: words.map(str::to_owned),
            rule: Classes::of(context, context.months(cell)).rule(),
        });
    }
    let arms = [context.spoken_of(cell)?, context.study().baseline];
    let names = arms.map(|arm| context.named(arm));
    Some(Sides {
        arms,
        words: names.clone(),
        names,
        rule: None,
    })
}

/// The best of the central and the best of the local arms by their means in a cell.
fn central_and_local(context: &Context, cell: Cell) -> Option<[usize; 2]> {
    let sign = context.outcome(cell).better.sign()?;
    let classes = Classes::of(context, context.months(cell)).central;
    let best = |wanted: bool| {
        let level = |arm: usize| Some(context.summary().estimate(cell, arm)?.level?.mean);
        (0..classes.len())
            .filter(|&arm| classes[arm] == Some(wanted))
            .filter_map(|arm| Some((arm, sign * level(arm)?)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(arm, _)| arm)
    };
    Some([best(true)?, best(false)?])
}

/// The inputs that a difference is said to follow, strongest first.
pub(super) fn strongest(found: Option<&Sensitivity>, count: usize) -> Vec<usize> {
    found.map_or_else(Vec::new, |found| {
        let strongest = found.strongest(count);
        strongest.iter().map(|input| input.parameter).collect()
    })
}

/// Where the mean of some values, by point, changes its sign, for each input that it is said to follow. What
/// other leading inputs do to it is taken out first.
pub(super) fn turns_of(
    context: &Context,
    points: &[usize],
    values: &[f64],
    found: Option<&Sensitivity>,
) -> Vec<(usize, Turn)> {
    // What is taken out need not be told from luck: it only lessens the noise.
    let leading: Vec<usize> = found.map_or_else(Vec::new, |found| {
        let leading = found.leading(2 + controls_for(points.len()));
        leading.iter().map(|input| input.parameter).collect()
    });
    let at = |parameter: usize| -> Vec<f64> {
        let column = &context.study().parameters[parameter];
        points.iter().map(|&point| column.values[point]).collect()
    };
    let turn = |parameter: usize| {
        let others = leading.iter().filter(|other| **other != parameter);
        let controls: Vec<Vec<f64>> = others
            .take(controls_for(points.len()))
            .map(|&other| at(other))
            .collect();
        let seed = context.findings.experiment.seed;
        let found = turn_given(&at(parameter), values, &controls, seed)?;
        Some((parameter, found))
    };
    strongest(found, 2).into_iter().filter_map(turn).collect()
}

/// Local unless, central unless: where the mean difference between two arms changes its sign.
pub(super) fn turns(
    context: &Context,
    cell: Cell,
    Sides {
        arms, names, words, ..
    }: &Sides,
    found: Option<&Sensitivity>,
) -> Option<String> {
    let info = context.outcome(cell);
    let sign = info.better.sign()?;
    let Sample { points, values, .. } = differences(context.findings.table, cell, arms[0], arms[1]);
    let values: Vec<f64> = values.iter().map(|value| sign * value).collect();
    let mean = MeanEstimate::from_values(&values)?;
    let ends = mean.interval(CONFIDENCE)?;
    let favoured = (!ends.holds_zero()).then_some(ends.low > 0.0);
    let mut clauses = Vec::new();
    let mut open = Vec::new();
    for (parameter, turn) in turns_of(context, &points, &values, found) {
        let column = &context.study().parameters[parameter];
        if turn == Turn::Unsettled {
            open.push(column.label.clone());
        } else {
            let known = parameters::find(&column.path);
            clauses.push(clause(turn, &column.label, known, favoured, words));
        }
    }
    if !open.is_empty() {
        clauses.push(format!(
            "these runs do not settle whether it turns on {}",
            open.join(", or on ")
        ));
    }
    if clauses.is_empty() {
        return None;
    }
    let told = ThreeFigures::of([mean.mean, ends.low, ends.high], MOST_DECIMALS);
    let size = format!(
        "{} (95% interval {} to {})",
        with_unit(&told.plain(mean.mean), &info.unit),
        told.plain(ends.low),
        told.plain(ends.high)
    );
    let start = match favoured {
        Some(is_first) => {
            let [ahead, behind] = if is_first {
                [&names[0], &names[1]]
            } else {
                [&names[1], &names[0]]
            };
            let by = with_unit(&told.plain(mean.mean.abs()), &info.unit);
            let [low, high] = if is_first {
                [ends.low, ends.high]
            } else {
                [-ends.high, -ends.low]
            };
            format!(
                "Averaged over the inputs {ahead} is ahead of {behind}, by {by} (95% interval {} to \
                 {})",
                told.plain(low),
                told.plain(high)
            )
        }
        None => format!(
            "Averaged over the inputs there is no clear winner between {} and {}: the lead of {} \
             is {size}",
            names[0], names[1], words[0]
        ),
    };
    Some(format!("{start}; {}.", clauses.join("; ")))
}

/// How many other inputs are taken out of a difference: few beside the number of points.
fn controls_for(points: usize) -> usize {
    (points / 12).min(8)
}

/// What one input does to the answer; `favoured` says whether the first is ahead on the mean.
pub(super) fn clause(
    turn: Turn,
    label: &str,
    known: Option<&'static Parameter>,
    favoured: Option<bool>,
    [first, second]: &[String; 2],
) -> String {
    let say = figure;
    let unit = known.map_or_else(String::new, |known| in_unit(known.unit));
    let drawn = known
        .and_then(|known| known.sampled)
        .map_or_else(String::new, |range| {
            format!("; drawn from {} to {}", say(range[0]), say(range[1]))
        });
    match turn {
        Turn::At {
            value,
            interval,
            rises,
        } => {
            let value = format!(
                "{}{unit} (95% interval {} to {}{drawn})",
                say(value),
                say(interval.low),
                say(interval.high)
            );
            // Where the difference rises, the first is ahead above the value.
            if let Some(is_first) = favoured {
                let side = if rises == is_first { "below" } else { "above" };
                format!("unless {label} is {side} {value}")
            } else {
                let [more, less] = if rises {
                    [first, second]
                } else {
                    [second, first]
                };
                format!("{more} where {label} is above {value}, {less} below it")
            }
        }
        Turn::Nowhere { range, above } => {
            let winner = if above { first } else { second };
            format!(
                "{winner} for every value tried of {label}, {} to {}{unit}",
                say(range.low),
                say(range.high)
            )
        }
        Turn::Unsettled => format!("these runs do not settle whether it turns on {label}"),
    }
}

/// A unit after a number; nothing for what is only a number.
pub(super) fn in_unit(unit: &str) -> String {
    match unit {
        "" | "1" | "share" | "index" | "ratio" | "number" => String::new(),
        unit => format!(" {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::estimate::Interval;

    fn words() -> [String; 2] {
        ["central", "local"].map(str::to_owned)
    }

    const AT: Turn = Turn::At {
        value: 0.25,
        interval: Interval {
            low: 0.2,
            high: 0.3,
        },
        rises: true,
    };

    #[test]
    fn unless_names_the_side_on_which_the_other_wins() {
        // The difference central - local is above zero beyond 0.25.
        let say = |favoured| clause(AT, "spillover", None, favoured, &words());
        assert!(say(Some(true)).starts_with("unless spillover is below 0.25"));
        assert!(say(Some(false)).starts_with("unless spillover is above 0.25"));
        assert!(say(None).starts_with("central where spillover is above 0.25"));
        assert!(say(None).ends_with("local below it"));
    }

    #[test]
    fn a_side_that_wins_throughout_is_said_with_the_range_looked_at() {
        let found = Turn::Nowhere {
            range: Interval {
                low: 0.1,
                high: 0.9,
            },
            above: true,
        };
        assert_eq!(
            clause(found, "spillover", None, Some(true), &words()),
            "central for every value tried of spillover, 0.1 to 0.9"
        );
    }
}
