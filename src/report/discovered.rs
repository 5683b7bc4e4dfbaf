//! What scenario discovery found, in words and as a table of numbers.

use std::fmt::Write as _;

use super::figures::context::Context;
use super::figures::discovery::{input, interest};
use super::style::{decimals_for, number, percent};
use crate::analysis::chance::Chance;
use crate::analysis::discovery::{Discovery, Rival};
use crate::analysis::prim::boxes::Limit;
use crate::analysis::prim::choose::WEAK;
use crate::analysis::tree::rule::{Group, groups};
use crate::scenario::EVERY_OTHER;

/// The columns of `discovery.csv`: name and meaning.
pub const COLUMNS: [(&str, &str); 4] = [
    (
        "part",
        "question, cases, box, limit (of the box), trade_off (boxes on the way), rule, group (of the rule)",
    ),
    (
        "item",
        "path of the parameter, or number of the box or group; empty where there is one of the part",
    ),
    ("measure", "what is measured, in words of the glossary"),
    ("value", "its value"),
];

/// The answer in sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::report) struct Words {
    /// What was asked, and of how many inputs it holds.
    pub question: String,
    /// The rule, or that there is none.
    pub rule: String,
    /// The groups of the rule: conditions, inputs, those of interest; none without a rule.
    pub groups: Vec<[String; 4]>,
    /// The box, or that there is none.
    pub box_found: String,
    /// How far it carries.
    pub caution: String,
}

/// The answer in words.
pub(in crate::report) fn words(context: &Context, found: &Discovery) -> Words {
    let interest = interest(context, &found.question);
    let (hits, all) = (found.cases.hits(), found.cases.len());
    let inputs = found.cases.inputs().len();
    let mut said = Words {
        question: format!(
            "Of interest are the inputs at which {interest}: {hits} of {all} that were sampled \
             ({}). {inputs} parameters vary.",
            percent(hits as f64 / all as f64)
        ),
        ..Words::default()
    };
    match &found.rule {
        None => {
            said.rule = String::from(
                "There is nothing for a rule to tell apart: too few inputs are of \
                         interest, or too few are not.",
            );
        }
        Some(rule) if rule.tree.leaves() == 1 => {
            said.rule = format!(
                "No rule was found: no split of an input predicts inputs that were not seen better than \
                 the same share everywhere, by more than one standard error ({}).",
                compared(&rule.chance)
            );
        }
        Some(rule) if !rule.beats_chance() => {
            said.rule = format!(
                "No rule was found that beats chance ({}).",
                compared(&rule.chance)
            );
        }
        Some(rule) => {
            let told = groups(&rule.tree);
            said.rule = format!(
                "Rule: {} Cross-validated, it errs {} less on inputs it has not seen than the same \
                 share everywhere ({}).",
                rule_in_words(context, found, &told, &interest),
                percent(rule.skill.max(0.0)),
                compared(&rule.chance)
            );
            said.groups = told
                .iter()
                .map(|group| {
                    [
                        conditions(context, found, &group.conditions),
                        group.cases.to_string(),
                        group.hits.to_string(),
                        percent(group.hits as f64 / group.cases.max(1) as f64),
                    ]
                })
                .collect();
        }
    }
    said.box_found = box_in_words(context, found, &interest);
    let looked_at = found
        .boxes
        .as_ref()
        .map_or(0, |boxes| boxes.looked_at.len());
    said.caution = format!(
        "What was found holds in the model, at the inputs that were sampled. With {all} inputs and \
         {inputs} parameters every search finds something, so box and rule are told only where the \
         same search does as well in at most 5% of shuffles of the inputs of interest. The box is looked \
         for in the {looked_at} parameters that tell the inputs of interest from the others most clearly, \
         so it misses a parameter that matters only in the middle of its range."
    );
    said
}

fn box_in_words(context: &Context, found: &Discovery, interest: &str) -> String {
    match &found.boxes {
        None => {
            "There is no box to look for: the inputs are all of interest, or none is.".to_owned()
        }
        Some(boxes) if boxes.told.limits.is_empty() => format!(
            "No box of inputs was found: of every box each limit may be luck (quasi-p above {}).",
            number(WEAK, 2)
        ),
        Some(boxes) if !boxes.beats_chance() => format!(
            "No box of inputs was found that beats chance ({}).",
            compared(&boxes.chance)
        ),
        Some(boxes) => format!(
            "Box: where {}, {interest} in {} of {} inputs (density {}, against {} everywhere). \
             These are {} of all such inputs (coverage), in {} of the inputs (mass; {}).",
            conditions(context, found, &open_ended(found, &boxes.told.limits)),
            boxes.told.hits,
            boxes.told.cases,
            percent(boxes.measures.density),
            percent(found.cases.hits() as f64 / found.cases.len() as f64),
            percent(boxes.measures.coverage),
            percent(boxes.measures.mass),
            compared(&boxes.chance)
        ),
    }
}

fn compared(chance: &Chance) -> String {
    format!(
        "p = {}: {} of {} shuffles do as well",
        number(chance.p, 3),
        chance.as_good,
        chance.shuffles
    )
}

/// What holds in most groups, and the groups in which it does not.
fn rule_in_words(context: &Context, found: &Discovery, told: &[Group], interest: &str) -> String {
    let mostly = 2 * found.cases.hits() > found.cases.len();
    let others: Vec<String> = told
        .iter()
        .filter(|group| group.mostly() != mostly)
        .map(|group| conditions(context, found, &group.conditions))
        .collect();
    let usual = if mostly {
        interest.to_owned()
    } else {
        format!("it is not so that {interest}")
    };
    if others.is_empty() {
        let shares = told
            .iter()
            .map(|group| group.hits as f64 / group.cases.max(1) as f64);
        let low = shares.clone().fold(1.0, f64::min);
        let high = shares.fold(0.0, f64::max);
        format!(
            "{usual} in most inputs of every group, but in {} of them in one and in {} in another.",
            percent(low),
            percent(high)
        )
    } else {
        format!("{usual}, unless {}.", others.join("; or unless "))
    }
}

/// Limits with open sides where a box reaches the end of what was sampled.
fn open_ended(found: &Discovery, limits: &[Limit]) -> Vec<Limit> {
    limits
        .iter()
        .map(|limit| {
            let (first, last) = found.cases.range(limit.input);
            Limit {
                input: limit.input,
                low: if limit.low > first {
                    limit.low
                } else {
                    f64::NEG_INFINITY
                },
                high: if limit.high < last {
                    limit.high
                } else {
                    f64::INFINITY
                },
            }
        })
        .collect()
}

/// Conditions in words: "trust in the tier above is above 0.4 and ... is 3 weeks or below".
fn conditions(context: &Context, found: &Discovery, limits: &[Limit]) -> String {
    if limits.is_empty() {
        return "all inputs".to_owned();
    }
    let said: Vec<String> = limits
        .iter()
        .map(|limit| {
            let parameter = found.cases.inputs()[limit.input];
            let (_, unit) = input(context, parameter);
            let label = &context.study().parameters[parameter].label;
            let (first, last) = found.cases.range(limit.input);
            let decimals = decimals_for([first, last]);
            let say = |value: f64| {
                let value = number(value, decimals);
                // A share, an index or a factor is a number as people write it.
                if matches!(
                    unit.as_str(),
                    "" | "share" | "index" | "factor" | "exponent"
                ) {
                    value
                } else {
                    format!("{value} {unit}")
                }
            };
            match (limit.low.is_finite(), limit.high.is_finite()) {
                (true, false) => format!("{label} is above {}", say(limit.low)),
                (false, true) => format!("{label} is at most {}", say(limit.high)),
                _ => format!(
                    "{label} is above {} and at most {}",
                    number(limit.low, decimals),
                    say(limit.high)
                ),
            }
        })
        .collect();
    said.join(" and ")
}

/// The answer as plain text, for a terminal.
pub(in crate::report) fn text(context: &Context, found: &Discovery) -> String {
    let said = words(context, found);
    let mut out = format!("{}\n{}\n", said.question, said.rule);
    for [conditions, cases, hits, share] in &said.groups {
        let _ = writeln!(out, "  {hits} of {cases} ({share}) where {conditions}");
    }
    let _ = writeln!(out, "{}", said.box_found);
    let limits = found.boxes.iter().filter(|boxes| boxes.beats_chance());
    for boxes in limits {
        for (limit, quasi_p) in boxes.told.limits.iter().zip(&boxes.quasi_p) {
            let path = &context.study().parameters[found.cases.inputs()[limit.input]].path;
            let again = found.reproduced.iter().find(|one| one.input == limit.input);
            let _ = writeln!(
                out,
                "  {path} from {} to {}, quasi-p {quasi_p:.2e}, found again in {} of halves",
                limit.low,
                limit.high,
                percent(again.map_or(0.0, |one| one.told)),
            );
        }
    }
    let _ = writeln!(out, "{}", said.caution);
    out
}

/// Every number of the answer: part, item, measure, value.
pub(in crate::report) fn csv(context: &Context, found: &Discovery) -> String {
    let study = context.study();
    let question = &found.question;
    let path = |input: usize| study.parameters[found.cases.inputs()[input]].path.as_str();
    let mut out = String::from("part,item,measure,value\n");
    let mut line = |part: &str, item: &str, measure: &str, value: String| {
        let _ = writeln!(out, "{part},{item},{measure},{value}");
    };
    let rival = match question.rival {
        Rival::Arm(arm) => study.arms[arm].name.as_str(),
        Rival::Every => EVERY_OTHER,
    };
    line("question", "", "arm", study.arms[question.arm].name.clone());
    line("question", "", "against", rival.to_owned());
    let outcome = study.outcomes[question.cell.outcome].name.clone();
    line("question", "", "outcome", outcome);
    let months = study.horizons[question.cell.horizon].to_string();
    line("question", "", "horizon_months", months);
    line("question", "", "threshold", question.threshold.to_string());
    line("cases", "", "inputs", found.cases.len().to_string());
    line("cases", "", "of_interest", found.cases.hits().to_string());
    line(
        "cases",
        "",
        "parameters",
        found.cases.inputs().len().to_string(),
    );
    if let Some(boxes) = &found.boxes {
        let looked_at = boxes.looked_at.len().to_string();
        line("cases", "", "parameters_looked_at_for_the_box", looked_at);
        let m = &boxes.measures;
        let numbers = [
            ("cases", boxes.told.cases as f64),
            ("hits", boxes.told.hits as f64),
            ("coverage", m.coverage),
            ("density", m.density),
            ("mass", m.mass),
            ("lead", m.lead),
            ("p", boxes.chance.p),
            ("shuffles", f64::from(boxes.chance.shuffles)),
            ("as_good", f64::from(boxes.chance.as_good)),
        ];
        for (measure, value) in numbers {
            line("box", "told", measure, value.to_string());
        }
        line(
            "box",
            "told",
            "beats_chance",
            boxes.beats_chance().to_string(),
        );
        for (limit, quasi_p) in boxes.told.limits.iter().zip(&boxes.quasi_p) {
            let item = path(limit.input);
            line("limit", item, "low", limit.low.to_string());
            line("limit", item, "high", limit.high.to_string());
            line("limit", item, "quasi_p", quasi_p.to_string());
        }
        for one in &found.reproduced {
            let item = path(one.input);
            line("limit", item, "found_again", one.told.to_string());
            line(
                "limit",
                item,
                "found_again_by_coverage",
                one.by_coverage.to_string(),
            );
            line(
                "limit",
                item,
                "found_again_by_density",
                one.by_density.to_string(),
            );
        }
        for (at, one) in boxes.trajectory.iter().enumerate() {
            let m = one.measures(&found.cases);
            let item = at.to_string();
            line("trade_off", &item, "coverage", m.coverage.to_string());
            line("trade_off", &item, "density", m.density.to_string());
            line("trade_off", &item, "mass", m.mass.to_string());
            line("trade_off", &item, "limited", one.limits.len().to_string());
        }
    }
    if let Some(rule) = &found.rule {
        line("rule", "told", "skill", rule.skill.to_string());
        line("rule", "told", "p", rule.chance.p.to_string());
        line("rule", "told", "shuffles", rule.chance.shuffles.to_string());
        line("rule", "told", "as_good", rule.chance.as_good.to_string());
        line(
            "rule",
            "told",
            "beats_chance",
            rule.beats_chance().to_string(),
        );
        for (at, group) in groups(&rule.tree).iter().enumerate() {
            let item = (at + 1).to_string();
            let ranges: Vec<String> = group
                .conditions
                .iter()
                .map(
                    |limit| match (limit.low.is_finite(), limit.high.is_finite()) {
                        (true, false) => format!("{} > {}", path(limit.input), limit.low),
                        (false, true) => format!("{} <= {}", path(limit.input), limit.high),
                        _ => format!(
                            "{} > {} & {} <= {}",
                            path(limit.input),
                            limit.low,
                            path(limit.input),
                            limit.high
                        ),
                    },
                )
                .collect();
            line("group", &item, "conditions", ranges.join(" & "));
            line("group", &item, "cases", group.cases.to_string());
            line("group", &item, "hits", group.hits.to_string());
        }
    }
    out
}
