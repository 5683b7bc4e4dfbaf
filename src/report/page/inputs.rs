//! What differs between inputs: the parameters that decide, their evidence, the arms that are never
//! best, and what equal chance buys.

use super::html::{list, paragraph};
use super::mechanisms;
use crate::analysis::sample::Cell;
use crate::analysis::sensitivity::CorrelationKind;
use crate::report::figures::context::{Context, capital};
use crate::report::figures::outcome_words::{period, words};
use crate::report::style::{ThreeFigures, signed};
use crate::report::table::Table;
use crate::scenario::parameters::{self, Grade, Parameter};

/// A grade in words.
pub(in crate::report) fn grade_words(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "A, causal study of the English NHS",
        Grade::B => "B, official statistic or audit",
        Grade::C => "C, observational or qualitative study",
        Grade::D => "D, theory or analogy",
        Grade::E => "E, assumption",
    }
}

/// The parameters that decide each headline outcome, and how well they are known.
pub(super) fn deciding_inputs(context: &Context) -> String {
    let mut table = Table::new(
        "The inputs that each difference from the baseline follows most closely",
        &[
            "Outcome",
            "Difference of",
            "First input",
            "Correlation",
            "Second input",
            "Correlation",
            "Kind, inputs",
        ],
    );
    let mut decisive: Vec<usize> = Vec::new();
    for cell in context.headlines() {
        let Some(arm) = context.spoken_of(cell) else {
            continue;
        };
        let Some(found) = context.summary().sensitivity(cell, arm) else {
            continue;
        };
        let strongest = found.strongest(2);
        let mut line = vec![
            format!(
                "{}, {}",
                capital(&words(context.outcome(cell)).noun),
                period(&context.outcome(cell).name, context.months(cell))
            ),
            context.arm(arm).to_owned(),
        ];
        for influence in &strongest {
            line.push(
                context.study().parameters[influence.parameter]
                    .label
                    .clone(),
            );
            line.push(signed(influence.correlation, 2));
            if !decisive.contains(&influence.parameter) {
                decisive.push(influence.parameter);
            }
        }
        line.resize(6, String::new());
        line.push(format!("{}, {}", found.kind.word(), found.points));
        table.row(line);
    }
    if table.rows.is_empty() {
        return paragraph(
            "Inputs were not varied, so nothing can be said about which of them decide.",
        );
    }
    let mut out = paragraph(
        "A difference from the baseline is compared, input by input, with what was drawn. The \
         correlation runs from \u{2212}1 to 1 and is of ranks, with the other inputs held still where \
         there are enough points; plus means that the difference rises with the input. It says what \
         the model follows, not what would happen in the world. A second input is named only where Holm's \
         procedure over all inputs that vary tells its correlation from zero at 5%; the first is named in any \
         case.",
    );
    out.push_str(&too_few(context));
    out.push_str(&table.html());
    out.push_str(&evidence(context, &decisive));
    out
}

/// That a partial correlation would need more points than there are, and what would do.
fn too_few(context: &Context) -> String {
    let Some(found) = context.primary().and_then(|cell| {
        let arm = context.spoken_of(cell)?;
        context.summary().sensitivity(cell, arm)
    }) else {
        return String::new();
    };
    if found.kind != CorrelationKind::PlainTooFewPoints {
        return String::new();
    }
    let inputs = found.influences.len();
    paragraph(&format!(
        "Not so here: {inputs} inputs vary and there are {} points. Holding the other inputs still takes \
         more than {} points, so these are plain rank correlations. With so many inputs some of them \
         are large by chance alone, and the inputs named here may not be those that decide. Ask for \
         more points with --points, or screen the inputs in groups: grip run screen does that for all \
         domains in minutes.",
        found.points,
        inputs + 1,
    ))
}

fn evidence(context: &Context, decisive: &[usize]) -> String {
    let known: Vec<&Parameter> = decisive
        .iter()
        .filter_map(|&at| parameters::find(&context.study().parameters[at].path))
        .collect();
    if known.is_empty() {
        return String::new();
    }
    let weak = known
        .iter()
        .filter(|parameter| parameter.grade >= Grade::D)
        .count();
    let mut out = paragraph(&format!(
        "How well these inputs are known: {weak} of {} rest on theory, analogy or assumption (grades \
         D and E). Conclusions rest on them.",
        known.len()
    ));
    let mut table = Table::new(
        "Evidence for the inputs that decide",
        &[
            "Input",
            "Path",
            "Default",
            "Drawn from",
            "Unit",
            "Grade",
            "Source",
        ],
    );
    for parameter in known {
        let show = |value: f64| ThreeFigures::column([value]).plain(value);
        table.row(vec![
            capital(parameter.meaning),
            parameter.path.to_owned(),
            show(parameter.default),
            parameter.sampled.map_or("fixed".to_owned(), |[low, high]| {
                format!("{} to {}", show(low), show(high))
            }),
            parameter.unit.to_owned(),
            grade_words(parameter.grade).to_owned(),
            parameter.source.to_owned(),
        ]);
    }
    out.push_str(&table.html());
    out
}

/// The arms that are never best, and why.
pub(super) fn never_best(context: &Context) -> String {
    let ranked = context
        .summary()
        .rankings
        .iter()
        .any(|found| found.cell.block == context.block);
    if ranked {
        let primary = context.primary();
        let alarms: Vec<String> = context
            .summary()
            .alarms
            .iter()
            .filter(|alarm| alarm.block == context.block)
            .map(|alarm| {
                let gap = primary
                    .and_then(|cell| alarm.gap(cell.outcome, cell.horizon))
                    .or_else(|| alarm.gaps.first());
                // Shares of mechanisms explain better than a correlation, where they are known.
                match mechanisms::holds_back(context, alarm) {
                    Some(because) => alarm.sentence(context.findings.table, None) + &because,
                    None => alarm.sentence(context.findings.table, gap),
                }
            })
            .collect();
        if alarms.is_empty() {
            return paragraph(
                "No arrangement is flagged: each is best in at least 5% of the inputs on some outcome.",
            );
        }
        let mut out = paragraph(
            "An arrangement that is never best may be truly worse, or may lack in the model what it \
             is good for. Read these with care:",
        );
        out.push_str(&list(&alarms));
        return out;
    }
    paragraph(
        "Nothing is ranked here: ranking needs sampled inputs and an outcome with a better direction.",
    )
}

/// What common random numbers buy, against the baseline.
pub(super) fn equal_chance(context: &Context) -> String {
    let Some(block) = context.seeds else {
        return paragraph("There is no block of many seeds at the default inputs to tell.");
    };
    let cells: Vec<Cell> = context
        .headlines()
        .into_iter()
        .map(|cell| Cell { block, ..cell })
        .collect();
    let nouns: Vec<String> = cells
        .iter()
        .map(|&cell| capital(&words(context.outcome(cell)).noun))
        .collect();
    let mut heads = vec!["Arrangement"];
    heads.extend(nouns.iter().map(String::as_str));
    let mut table = Table::new(
        &format!(
            "Variance ratio against {}: variance of two separate runs over variance of the paired difference",
            context.baseline()
        ),
        &heads,
    );
    for arm in (0..context.study().arms.len()).filter(|&arm| arm != context.study().baseline) {
        let mut line = vec![context.arm(arm).to_owned()];
        line.extend(cells.iter().map(|&cell| {
            let found = context
                .summary()
                .variance_ratio(cell, arm, context.study().baseline);
            match found.map(|found| found.ratio) {
                Some(Some(ratio)) => ThreeFigures::column([ratio]).plain(ratio),
                Some(None) => "never differs".to_owned(),
                None => "not known".to_owned(),
            }
        }));
        table.row(line);
    }
    if table.rows.is_empty() {
        return paragraph("There is no arrangement besides the baseline.");
    }
    let mut out = paragraph(if context.findings.experiment.independent {
        "Each arm drew its own chance here, as was asked, so a ratio differs from 1 only by luck. The \
         same experiment without independent shows what equal chance is worth: the ratio of the \
         squared widths of the intervals of a difference."
    } else {
        "All arms meet the same chance: the same places, tastes, errors and shocks. A ratio of 5 means \
         that arms with chance of their own would need five times as many runs for equal precision; \
         below 1 the pairing costs precision."
    });
    out.push_str(&table.html());
    out
}
