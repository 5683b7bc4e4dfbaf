//! At which inputs an arm is better: the question that is asked where the experiment asks none, the
//! box and the trade-off as charts.

use super::context::{Context, capital};
use super::outcome_words::{period, unit, words};
use crate::analysis::discovery::{self, Discovery, Question, Rival, cases};
use crate::analysis::prim::boxes::PrimBox;
use crate::analysis::sample::Cell;
use crate::report::charts::prim_box::{BoxRow, PrimBoxChart, prim_box};
use crate::report::charts::trade_off::{TradeOff, TradeOffPoint, trade_off};
use crate::report::charts::{Caption, ChartError, Figure};
use crate::report::style::{ThreeFigures, number, percent};
use crate::scenario::{EVERY_OTHER, parameters};

/// With a smaller share of interest, or of the others, another question is asked by default.
const LOPSIDED: f64 = 0.1;

/// From this share of the halves of the inputs that limit an input again, a title claims that it tells.
const FOUND_AGAIN: f64 = 0.75;

/// The answer to the experiment's question, or to the default one. `None` where the inputs do not
/// vary or nothing can be compared.
pub(in crate::report) fn found(context: &Context) -> Option<Discovery> {
    let set = context.summary().sets.first()?;
    let seed = context.findings.experiment.seed;
    discovery::discover(context.findings.table, &question(context)?, set, seed)
}

/// The question: what the experiment asks; where it is silent the arm spoken of, the primary outcome
/// and the baseline. Where that arm is almost never or almost always better than the baseline, and
/// no rival was named, whether it is the best of all ranked arms.
pub(in crate::report) fn question(context: &Context) -> Option<Question> {
    let asked = &context.findings.experiment.discovery;
    let study = context.study();
    let outcome = asked
        .outcome
        .as_ref()
        .unwrap_or(&context.findings.experiment.primary.outcome);
    let horizon = |months: u32| study.horizons.iter().position(|at| *at == months);
    let cell = match asked.horizon_months.and_then(horizon) {
        Some(horizon) => context.cell_at(outcome, horizon)?,
        None => context.cell_at(outcome, context.horizon)?,
    };
    let named = asked.arm.as_ref().and_then(|name| study.arm(name));
    let arm = named.or_else(|| context.spoken_of(cell))?;
    let rival = match &asked.against {
        Some(word) if word == EVERY_OTHER => Some(Rival::Every),
        Some(name) => study.arm(name).map(Rival::Arm),
        None => None,
    };
    let question = |rival: Rival| Question {
        cell,
        arm,
        rival,
        threshold: asked.threshold.unwrap_or(0.0),
    };
    if let Some(rival) = rival {
        return Some(question(rival));
    }
    if arm == study.baseline {
        return Some(question(Rival::Every));
    }
    let usual = question(Rival::Arm(study.baseline));
    let set = context.summary().sets.first()?;
    let balanced = |question: &Question| {
        cases(context.findings.table, question, set).is_some_and(|cases| {
            let share = cases.hits() as f64 / cases.len() as f64;
            (LOPSIDED..=1.0 - LOPSIDED).contains(&share)
        })
    };
    let other = question(Rival::Every);
    Some(if !balanced(&usual) && balanced(&other) {
        other
    } else {
        usual
    })
}

/// What makes an input a case of interest, in words: "trusts save more than the department".
pub(in crate::report) fn interest(context: &Context, question: &Question) -> String {
    let info = context.outcome(question.cell);
    let said = words(info);
    let arm = context.named(question.arm);
    let by = if question.threshold == 0.0 {
        String::new()
    } else {
        let amount = ThreeFigures::column([question.threshold]).plain(question.threshold);
        format!(" by more than {amount} {}", unit(info))
    };
    match question.rival {
        Rival::Arm(rival) => {
            let verb = match info.better.sign() {
                Some(sign) if sign < 0.0 => said.less,
                _ => said.more,
            };
            format!("{arm} {verb} {}{by}", context.named(rival))
        }
        Rival::Every => format!("{arm} is the best of all in {}{by}", said.noun),
    }
}

/// The name of an input, and its unit.
pub(in crate::report) fn input(context: &Context, parameter: usize) -> (String, String) {
    let column = &context.study().parameters[parameter];
    let unit = parameters::find(&column.path).map_or("", |known| known.unit);
    (capital(&column.label), unit.to_owned())
}

fn caption(context: &Context, cell: Cell, name: &str, title: String, measure: String) -> Caption {
    let info = context.outcome(cell);
    let mut caption = context.bare_caption(name, title, cell.block);
    caption.measure = measure;
    caption.period = period(&info.name, context.months(cell));
    caption
}

/// What is measured, with the numbers of the box.
fn measure(context: &Context, found: &Discovery) -> String {
    let interest = interest(context, &found.question);
    let Some(boxes) = &found.boxes else {
        return format!("Inputs at which {interest}");
    };
    format!(
        "Inputs at which {interest}: {} of {} inside the box (density {}), coverage {}, mass {}, p = {}",
        boxes.told.hits,
        boxes.told.cases,
        percent(boxes.measures.density),
        percent(boxes.measures.coverage),
        percent(boxes.measures.mass),
        number(boxes.chance.p, 3)
    )
}

const NOTHING: &str = "No box of inputs was found that beats chance";

/// Range bars of the box; nothing where no input is limited.
pub(super) fn box_figure(
    context: &Context,
    found: &Discovery,
) -> Option<Result<Figure, ChartError>> {
    let boxes = found.boxes.as_ref()?;
    if boxes.told.limits.is_empty() {
        return None;
    }
    let beats_chance = boxes.beats_chance();
    let title = if beats_chance {
        let shares = boxes.told.limits.iter().map(|limit| {
            let mut again = found.reproduced.iter();
            again
                .find(|one| one.input == limit.input)
                .map_or(0.0, |one| one.told)
        });
        let arm = context.named(found.question.arm);
        claim(&arm, &shares.collect::<Vec<f64>>())
    } else {
        NOTHING.to_owned()
    };
    let rows = boxes.told.limits.iter().zip(&boxes.quasi_p);
    let rows = rows.map(|(limit, quasi_p)| {
        let (name, unit) = input(context, found.cases.inputs()[limit.input]);
        let again = found.reproduced.iter().find(|one| one.input == limit.input);
        BoxRow {
            input: name,
            unit,
            sampled: found.cases.range(limit.input),
            inside: (limit.low, limit.high),
            quasi_p: *quasi_p,
            again: again.map_or(0.0, |one| one.told),
        }
    });
    let mut caption = caption(
        context,
        found.question.cell,
        "discovery_box",
        title,
        measure(context, found),
    );
    caption.notes.push(chance_note(found));
    Some(prim_box(&PrimBoxChart {
        caption,
        rows: rows.collect(),
        beats_chance,
        interest: interest(context, &found.question),
    }))
}

/// What a title may claim of a box that beats chance: that its inputs tell, where halves of the inputs
/// find each of them again; else that they may, with the share of the one found least often.
fn claim(arm: &str, found_again: &[f64]) -> String {
    let inputs = match found_again.len() {
        1 => "One input".to_owned(),
        count => format!("{count} inputs"),
    };
    let least = found_again.iter().copied().fold(1.0, f64::min);
    if least >= FOUND_AGAIN {
        let tell = if found_again.len() == 1 {
            "tells"
        } else {
            "tell"
        };
        format!("{inputs} {tell} where {arm} leads")
    } else {
        format!(
            "{inputs} may tell where {arm} leads: found again in {} of halves",
            percent(least)
        )
    }
}

/// How the box was compared with chance.
fn chance_note(found: &Discovery) -> String {
    let Some(boxes) = &found.boxes else {
        return String::new();
    };
    format!(
        "The p of the box: the same search in {} shuffles of the inputs of interest came out as well in \
         {} of them. Boxes were looked for in the {} inputs that tell most clearly.",
        boxes.chance.shuffles,
        boxes.chance.as_good,
        boxes.looked_at.len()
    )
}

/// Coverage against density of every box on the way.
pub(super) fn trade_off_figure(
    context: &Context,
    found: &Discovery,
) -> Option<Result<Figure, ChartError>> {
    let boxes = found.boxes.as_ref()?;
    let point = |one: &PrimBox| {
        let measures = one.measures(&found.cases);
        TradeOffPoint {
            coverage: measures.coverage,
            density: measures.density,
            mass: measures.mass,
            limited: one.limits.len(),
        }
    };
    let title = if boxes.beats_chance() {
        format!(
            "Box of {} density covers {} of the cases",
            percent(boxes.measures.density),
            percent(boxes.measures.coverage)
        )
    } else {
        NOTHING.to_owned()
    };
    let mut caption = caption(
        context,
        found.question.cell,
        "discovery_trade_off",
        title,
        format!(
            "Coverage and density of boxes of inputs at which {}",
            interest(context, &found.question)
        ),
    );
    caption.notes.push(chance_note(found));
    Some(trade_off(&TradeOff {
        caption,
        boxes: boxes.trajectory.iter().map(point).collect(),
        told: point(&boxes.told),
        beats_chance: boxes.beats_chance(),
    }))
}

#[cfg(test)]
mod tests {
    use super::claim;

    #[test]
    fn a_box_that_halves_do_not_find_again_only_may_tell() {
        assert_eq!(claim("A", &[0.9, 0.75]), "2 inputs tell where A leads");
        assert_eq!(claim("A", &[1.0]), "One input tells where A leads");
        assert_eq!(
            claim("A", &[0.9, 0.4]),
            "2 inputs may tell where A leads: found again in 40% of halves"
        );
    }
}
