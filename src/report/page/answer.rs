//! The first sentences of the page: the answer to the question, the value at which it turns, and
//! the weakest evidence that it rests on. What is called central and local follows from the number
//! of people that one decider decides for.

use std::fmt::Write as _;

use super::audit;
use super::inputs::grade_words;
use crate::analysis::estimate::{CONFIDENCE, MeanEstimate};
use crate::analysis::sample::{Cell, Sample, differences};
use crate::analysis::sensitivity::sensitivity;
use crate::analysis::threshold::{Turn, turn};
use crate::report::figures::context::{Context, inside_sentence, leads_clearly};
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::figures::{cross, deciding, shapley};
use crate::report::style::{decimals_for, number, percent, signed};
use crate::scenario::parameters::{self, Grade, Parameter};
use crate::scenario::reach;

/// From this share of the inputs on, a difference from the baseline that is practically nothing is
/// told with the answer.
const OFTEN_NOTHING: f64 = 0.5;

/// The sentences, in their order; none where there is nothing to compare.
pub(super) fn answer(context: &Context) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    said.extend(audit::sentence(context));
    said.extend(shares(context));
    said.extend(seats_and_guides(context));
    said.extend(best(context));
    let pair = context.primary().and_then(|cell| {
        let pair = central_and_local(context, cell)?;
        Some((cell, pair))
    });
    let decisive = match pair {
        Some((cell, pair)) => {
            let decisive = strongest(context, cell, pair);
            said.extend(turns(context, cell, pair, &decisive));
            decisive
        }
        None => context
            .primary()
            .and_then(|cell| deciding(context, cell))
            .map_or_else(Vec::new, Vec::from),
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
        if !leads_clearly(ranking) {
            return Some(format!(
                "{on} there is no clear difference at the top: none of {count} arrangements is \
                 clearly the most often best."
            ));
        }
        let mut text = format!(
            "{on} {} is most often best of {count} arrangements, in {} of the inputs (95% interval \
             {} to {})",
            context.said(leader.arm),
            percent(leader.best.value),
            percent(leader.best.interval.low),
            percent(leader.best.interval.high),
        );
        let spread = context
            .difference(cell, leader.arm)
            .and_then(|difference| difference.spread?.nothing_domain);
        if let Some(nothing) = spread.filter(|share| share.value >= OFTEN_NOTHING) {
            let _ = write!(
                text,
                ", though in {} of them its difference from {} is practically nothing",
                percent(nothing.value),
                context.baseline_said()
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
            context.said(arm),
            context.baseline_said()
        ),
        Some(_) => format!(
            "{on} {} is ahead of every other arrangement at the default inputs.",
            context.baseline_said()
        ),
        None => format!(
            "{on} there is no clear difference from {} at the default inputs.",
            context.baseline_said()
        ),
    })
}

/// The best of the central and the best of the local arms by their means in a cell.
fn central_and_local(context: &Context, cell: Cell) -> Option<[usize; 2]> {
    let sign = context.outcome(cell).better.sign()?;
    let experiment = context.findings.experiment;
    let people: Vec<Option<f64>> = context
        .study()
        .arms
        .iter()
        .map(|arm| {
            let rule = experiment.arm(&arm.name).filter(|_| arm.ranked)?;
            reach::people_per_decider(
                rule,
                context.findings.geography,
                &experiment.scenario.parameters,
            )
        })
        .collect();
    let classes = reach::central(&people);
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

/// The two inputs that the difference between two arms follows most.
fn strongest(context: &Context, cell: Cell, [central, local]: [usize; 2]) -> Vec<usize> {
    let found = sensitivity(context.findings.table, cell, central, local, &mut None);
    found.map_or_else(Vec::new, |found| {
        let strongest = found.strongest(2);
        strongest.iter().map(|input| input.parameter).collect()
    })
}

/// Local unless, central unless: where the mean difference between the best central and the best
/// local arm changes its sign.
fn turns(
    context: &Context,
    cell: Cell,
    [central, local]: [usize; 2],
    decisive: &[usize],
) -> Option<String> {
    let sign = context.outcome(cell).better.sign()?;
    let Sample { points, values, .. } = differences(context.findings.table, cell, central, local);
    let values: Vec<f64> = values.iter().map(|value| sign * value).collect();
    let ends = MeanEstimate::from_values(&values)?.interval(CONFIDENCE)?;
    let favoured = (!ends.holds_zero()).then_some(ends.low > 0.0);
    let names = [
        format!("central ({})", context.said(central)),
        format!("local ({})", context.said(local)),
    ];
    let mut text = match favoured {
        Some(true) => format!(
            "On the mean over the inputs {} rather than {}",
            names[0], names[1]
        ),
        Some(false) => format!(
            "On the mean over the inputs {} rather than {}",
            names[1], names[0]
        ),
        None => format!(
            "On the mean over the inputs neither {} nor {}",
            names[0], names[1]
        ),
    };
    let mut clauses = Vec::new();
    for &parameter in decisive {
        let column = &context.study().parameters[parameter];
        let at: Vec<f64> = points.iter().map(|&point| column.values[point]).collect();
        let Some(found) = turn(&at, &values, context.findings.experiment.seed) else {
            continue;
        };
        let known = parameters::find(&column.path);
        clauses.push(clause(found, &column.label, known, favoured));
    }
    if clauses.is_empty() {
        return None;
    }
    let _ = write!(text, ": {}.", clauses.join("; "));
    Some(text)
}

/// What one input does to the answer; `favoured` says whether central is ahead on the mean.
fn clause(
    turn: Turn,
    label: &str,
    known: Option<&'static Parameter>,
    favoured: Option<bool>,
) -> String {
    let say = short;
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
            // Where the difference rises, central is ahead above the value.
            if let Some(central) = favoured {
                let side = if rises == central { "below" } else { "above" };
                format!("unless {label} is {side} {value}")
            } else {
                let [more, less] = if rises {
                    ["central", "local"]
                } else {
                    ["local", "central"]
                };
                format!("{more} where {label} is above {value}, {less} below it")
            }
        }
        Turn::Nowhere { range, .. } => format!(
            "{label} has no turning point between {} and {}{unit}",
            say(range.low),
            say(range.high)
        ),
        Turn::Unsettled => {
            format!("whether {label} turns it is not settled by these runs")
        }
    }
}

/// A number with the figures it needs and no more.
pub(super) fn short(value: f64) -> String {
    let text = number(value, decimals_for([value]));
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A unit after a number; nothing for what is only a number.
pub(super) fn in_unit(unit: &str) -> String {
    match unit {
        "" | "1" | "share" | "index" | "ratio" | "number" => String::new(),
        unit => format!(" {unit}"),
    }
}

/// The lowest grade among the deciding inputs, with their names.
fn weakest(context: &Context, decisive: &[usize]) -> Option<String> {
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
            let decimals = decimals_for([shares.all, shares.none]);
            let whole = signed(shares.all, decimals);
            match shapley::largest(shares) {
                Some((group, share)) => {
                    let decimals = decimals_for([share.mean]);
                    let ends = share.interval.map_or_else(String::new, |ends| {
                        format!(
                            " (95% interval {} to {})",
                            number(ends.low, decimals),
                            number(ends.high, decimals)
                        )
                    });
                    format!(
                        "{} {whole}, of which {} makes {}{ends}",
                        context.said(*arm),
                        shapley::group_words(&attribution.groups[group]),
                        signed(share.mean, decimals)
                    )
                }
                None => format!("{} {whole}, with no clear share", context.said(*arm)),
            }
        })
        .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "The largest share of a group of mechanisms in the difference from {}, {} at the \
             default inputs: {}.",
            context.baseline_said(),
            inside_sentence(&unit(info)),
            parts.join("; ")
        )
    })
}

/// Whether who decides or who guides moves the mean more.
fn seats_and_guides(context: &Context) -> Option<String> {
    let cell = context.primary()?;
    let (seats, guides) = cross::ranges(context, cell)?;
    let decimals = decimals_for([seats, guides]);
    let verb = if seats > guides { "more" } else { "less" };
    Some(format!(
        "{} it matters {verb} who decides than who guides: with the guidance held the means of the \
         seats lie {} {} apart, with the seat held those of the guides {}.",
        on(context, cell),
        number(seats, decimals),
        unit(context.outcome(cell)),
        number(guides, decimals)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::estimate::Interval;

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
        let say = |favoured| clause(AT, "spillover", None, favoured);
        assert!(say(Some(true)).starts_with("unless spillover is below 0.25"));
        assert!(say(Some(false)).starts_with("unless spillover is above 0.25"));
        assert!(say(None).starts_with("central where spillover is above 0.25"));
        assert!(say(None).ends_with("local below it"));
    }

    #[test]
    fn no_turning_point_is_said_with_the_range_looked_at() {
        let found = Turn::Nowhere {
            range: Interval {
                low: 0.1,
                high: 0.9,
            },
            above: true,
        };
        assert_eq!(
            clause(found, "spillover", None, Some(true)),
            "spillover has no turning point between 0.1 and 0.9"
        );
    }
}
