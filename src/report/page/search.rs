//! The page of a search: the answer, what was chosen and how sure that is, what training promised
//! and the hold-out kept, what the weights do, and how it was done.

use std::fmt::Write as _;

use super::html::{escape, list, paragraph, sections};
use super::turns::in_unit;
use super::{Page, charts, frame, grade_words, method};
use crate::analysis::sensitivity::RankedParameters;
use crate::analysis::study::ParameterColumn;
use crate::analysis::threshold::{Turn, turn};
use crate::facts::patterns::{found, known};
use crate::report::charts::Figure;
use crate::report::figures::context::inside_sentence;
use crate::report::figures::search::{figures, level_words, part_name};
use crate::report::search::{
    SearchFindings, against_same_holders, headline, regime, with_interval,
};
use crate::report::stated::figure;
use crate::report::style::{ThreeFigures, number, percent};
use crate::report::table::Table;
use crate::scenario::parameters::{self, Grade};
use crate::scenario::search::Term;

/// Builds the page.
#[must_use]
pub fn build(findings: &SearchFindings<'_>) -> Page {
    let (mut drawn, mut undrawn): (Vec<Figure>, Vec<String>) = (Vec::new(), Vec::new());
    for figure in figures(findings) {
        match figure {
            Ok(figure) => drawn.push(figure),
            Err(error) => undrawn.push(error.to_string()),
        }
    }
    let blocks: String = drawn
        .iter()
        .enumerate()
        .map(|(at, figure)| charts::block(1 + at, figure))
        .collect();
    let parts = [
        ("figures", "Figures", blocks),
        (
            "chosen",
            "What was chosen, and how sure that is",
            chosen(findings),
        ),
        ("robust", "How robust the gain is", robust(findings)),
        (
            "score",
            "What the score is, and what its weights do",
            score(findings),
        ),
        ("stages", "Stages of the search", stages(findings)),
        ("notes", "Notes", notes(findings, &undrawn)),
        ("method", "Method and limits", limits(findings)),
        (
            "repeat",
            "How to repeat this",
            method::repeat_of(findings.experiment, findings.digest),
        ),
    ];
    let (contents, body) = sections(parts);
    let experiment = findings.experiment;
    let html = frame::frame(
        &experiment.title,
        &headline(findings),
        &opening(findings),
        &contents,
        &body,
        &method::cite(&experiment.name, findings.digest),
    );
    Page {
        figures: drawn,
        html,
        discovery: None,
    }
}

/// Title, question, warning and answer.
fn opening(findings: &SearchFindings) -> String {
    let experiment = findings.experiment;
    let mut out = format!("<h1>{}</h1>\n", escape(&experiment.title));
    let _ = writeln!(
        out,
        "<p class=\"question\">{}</p>",
        escape(&experiment.question)
    );
    out.push_str(
        "<p class=\"warning\"><strong>Simulated, not observed and not a forecast.</strong> Every \
         number on this page comes from a model; none is a measurement of the NHS.</p>\n",
    );
    out.push_str("<section aria-labelledby=\"found\">\n<h2 id=\"found\">What was found</h2>\n");
    let _ = writeln!(
        out,
        "<p class=\"headline\">{}</p>",
        escape(&headline(findings))
    );
    if let Some(same) = against_same_holders(findings) {
        let _ = writeln!(out, "<p class=\"headline\">{}</p>", escape(&same));
    }
    let decisive = decisive(findings);
    let mut said = vec![turns(findings, &decisive)];
    said.extend(weakest(findings, &decisive));
    out.push_str(&paragraph(&said.join(" ")));
    out.push_str(&paragraph(&choice(findings)));
    out.push_str(&paragraph(&promise(findings)));
    out.push_str(&paragraph(&format!(
        "Under the prior: {} inputs drawn from ranges stated before any run, not fitted to data. Read \
         shares of futures as shares of what was thought possible, not as chances.",
        findings.parameters.len()
    )));
    out.push_str("</section>\n");
    out
}

/// What was chosen, in a sentence.
fn choice(findings: &SearchFindings) -> String {
    let SearchFindings { search, found, .. } = *findings;
    let best = &found.choice.best;
    format!(
        "Chosen: {}; {}.",
        inside_sentence(&search.bodies[best[0]].label),
        search.levels_in_words(best)
    )
}

/// What training promised beside what the hold-out kept.
fn promise(findings: &SearchFindings) -> String {
    let found = findings.found;
    let unit = &findings.search.unit;
    let Some(last) = found.steps.last() else {
        return String::new();
    };
    let kept = if last.gain.mean > 0.0 {
        let share = percent(found.gain.mean / last.gain.mean);
        format!(", {share} of that promise")
    } else {
        String::new()
    };
    format!(
        "On the futures on which it was chosen the gain looked like {} {unit}; on new ones it is {}{kept}. \
         Only the second is an estimate: what looks best of many is partly lucky.",
        with_interval(&last.gain),
        with_interval(&found.gain),
    )
}

/// The two inputs that the gain follows most, as positions.
fn decisive(findings: &SearchFindings) -> Vec<usize> {
    let ranked = RankedParameters::new(findings.parameters, findings.kept);
    let found = ranked.influence_on(&findings.found.differences);
    found.map_or_else(Vec::new, |found| {
        found
            .strongest(2)
            .iter()
            .map(|input| input.parameter)
            .collect()
    })
}

/// The values at which the gain turns into a loss, of weights and of inputs.
fn turns(findings: &SearchFindings, decisive: &[usize]) -> String {
    let mut clauses: Vec<String> = findings
        .found
        .weights
        .iter()
        .map(|effect| {
            let term = &findings.search.terms[effect.term];
            let [low, high] = term.range;
            let months = findings.experiment.primary.horizon_months;
            let each = crate::scenario::Search::over(term, 1.0, months);
            let name = term.outcome.replace('_', " ");
            match effect.turn.map(|turn| turn / each) {
                Some(at) if (low..=high).contains(&at) => format!(
                    "the mean gain is nothing where the weight of {name} is {} (looked at from {} to \
                     {})",
                    figure(at),
                    figure(low),
                    figure(high)
                ),
                _ => format!(
                    "no weight of {name} between {} and {} turns its sign",
                    figure(low),
                    figure(high)
                ),
            }
        })
        .collect();
    for &input in decisive {
        let column = &findings.parameters[input];
        let values: Vec<f64> = findings.kept.iter().map(|&at| column.values[at]).collect();
        let seed = findings.experiment.seed;
        if let Some(found) = turn(&values, &findings.found.differences, seed) {
            clauses.push(input_clause(found, column));
        }
    }
    if clauses.is_empty() {
        return "Where the answer turns is not settled: there are too few futures in the hold-out \
                to tell."
            .to_owned();
    }
    format!("Where the answer turns: {}.", clauses.join("; "))
}

fn input_clause(found: Turn, column: &ParameterColumn) -> String {
    let unit = parameters::find(&column.path).map_or_else(String::new, |p| in_unit(p.unit));
    let label = &column.label;
    match found {
        Turn::At {
            value,
            interval,
            rises,
        } => format!(
            "domain by domain is ahead where {label} is {} {}{unit} (95% interval {} to {})",
            if rises { "above" } else { "below" },
            figure(value),
            figure(interval.low),
            figure(interval.high)
        ),
        Turn::Nowhere { range, .. } => format!(
            "{label} has no turning point between {} and {}{unit}",
            figure(range.low),
            figure(range.high)
        ),
        Turn::Unsettled => format!("whether {label} turns it is not settled by these runs"),
    }
}

/// The lowest grade among the inputs that decide and the weights of the score.
fn weakest(findings: &SearchFindings, decisive: &[usize]) -> Option<String> {
    let inputs = decisive.iter().filter_map(|&at| {
        let column = &findings.parameters[at];
        Some((column.label.clone(), parameters::find(&column.path)?.grade))
    });
    let weights = findings.search.terms.iter().map(|term: &Term| {
        let name = term.outcome.replace('_', " ");
        (format!("the weight of {name}"), term.grade)
    });
    let known: Vec<(String, Grade)> = inputs.chain(weights).collect();
    let worst = known.iter().map(|(_, grade)| *grade).max()?;
    let names: Vec<&str> = known
        .iter()
        .filter(|(_, grade)| *grade == worst)
        .map(|(label, _)| label.as_str())
        .collect();
    Some(format!(
        "The weakest evidence that this rests on: {} (grade {}).",
        names.join(", and "),
        grade_words(worst)
    ))
}

/// A table of the choices with their worth and their stability.
fn chosen(findings: &SearchFindings) -> String {
    let SearchFindings { search, found, .. } = *findings;
    let mut table = Table::new(
        &format!("The choice in each domain; worth in {}", search.unit),
        &[
            "Domain",
            "Chosen",
            "Best single regime has",
            "Worth of the choice (95% interval)",
            "Same holder in",
            "Same holder and grip in",
            "Same among finalists in",
        ],
    );
    for part in 0..found.choice.best.len() {
        let best = found.choice.best[part];
        let stability = &found.stability[part];
        let same_holder: f64 = if part == 0 {
            stability.largest[best]
        } else {
            let (holder, _) = search.holder_and_grip(best);
            let levels = 0..stability.largest.len();
            levels
                .filter(|&level| search.holder_and_grip(level).0 == holder)
                .map(|level| stability.largest[level])
                .sum()
        };
        let worth = match &found.parts[part] {
            Some(worth) => with_interval(worth),
            None => "same as the single regime".to_owned(),
        };
        table.row(vec![
            part_name(findings, part),
            level_words(findings, part, best),
            level_words(findings, part, found.choice.uniform[part]),
            worth,
            percent(same_holder),
            percent(stability.largest[best]),
            percent(stability.finalist),
        ]);
    }
    let mut out = paragraph(
        "Worth: what the arrangement loses in the hold-out when this one choice alone is put back to \
         what the best single regime has. Shares are of 400 resamples of the training futures: by \
         the largest effect in the domain, the effects of the domains taken to add up, and by the \
         best of the candidates of the last rung. A low share means that other choices are nearly as \
         good, not that the arrangement is bad.",
    );
    out.push_str(&table.html());
    out
}

/// Shares, regret and how well parts add up.
fn robust(findings: &SearchFindings) -> String {
    let SearchFindings { search, found, .. } = *findings;
    let unit = &search.unit;
    let share = |share: &crate::analysis::estimate::Share| {
        format!(
            "{} (95% interval {} to {})",
            percent(share.value),
            percent(share.interval.low),
            percent(share.interval.high)
        )
    };
    let plain = |value: f64| ThreeFigures::column([value]).plain(value);
    let (hindsight, over) = &found.hindsight;
    let hindsight_words = if *hindsight == found.choice.uniform {
        "The single regime that is best in the hold-out is the one that training had named, so \
         hindsight changes nothing."
            .to_owned()
    } else {
        format!(
            "Against the single regime that is best in the hold-out itself, {}, the gain is {} {unit}. \
             Hindsight chose that regime, so this is too low.",
            regime(search, hindsight),
            with_interval(over)
        )
    };
    list(&[
        format!(
            "It is ahead of the best single regime in {} of the futures of the hold-out, and ahead of \
             every single regime in {}.",
            share(&found.ahead),
            share(&found.ahead_of_all)
        ),
        format!(
            "Over the futures the difference runs from {} to {} {unit} (middle 95%).",
            plain(found.spread[0]),
            plain(found.spread[1])
        ),
        format!(
            "Regret, the score lost against whatever is best in each future, on the mean: {} {unit} \
             for the arrangement, {} for the best single regime.",
            plain(found.regret[0].mean),
            plain(found.regret[1].mean)
        ),
        hindsight_words,
        format!(
            "Do domains add up? Their effects in training sum to a gain of {} {unit}; the hold-out has \
             {}. Over all arrangements of the hold-out the sums miss by {} (root mean square), where \
             the arrangements themselves differ by {}.",
            plain(found.predicted),
            plain(found.gain.mean),
            plain(found.miss[0]),
            plain(found.miss[1])
        ),
    ])
}

/// The terms of the score, and what becomes of the answer at the ends of their ranges.
fn score(findings: &SearchFindings) -> String {
    let SearchFindings { search, found, .. } = *findings;
    let mut table = Table::new(
        &format!(
            "The score, in {}: the sum of these outcomes times their weights",
            search.unit
        ),
        &[
            "Outcome",
            "Weight",
            "Looked at",
            "Counts",
            "Source",
            "Grade",
        ],
    );
    for term in &search.terms {
        table.row(vec![
            term.outcome.clone(),
            figure(term.weight),
            format!("{} to {}", figure(term.range[0]), figure(term.range[1])),
            if term.each_year {
                "once for each year"
            } else {
                "once"
            }
            .to_owned(),
            term.source.clone(),
            grade_words(term.grade).to_owned(),
        ]);
    }
    let mut out = table.html();
    let mut moved = Vec::new();
    for effect in &found.weights {
        let term = &search.terms[effect.term];
        for (end, (gain, changed)) in term
            .range
            .iter()
            .zip(effect.gains.iter().zip(&effect.changed))
        {
            let changes: Vec<String> = changed
                .iter()
                .map(|&(part, level)| {
                    format!(
                        "{} to {}",
                        inside_sentence(&part_name(findings, part)),
                        level_words(findings, part, level)
                    )
                })
                .collect();
            let changes = if changes.is_empty() {
                "the largest effect stays where it is in every domain".to_owned()
            } else {
                format!("the largest effect moves in {}", changes.join("; "))
            };
            moved.push(format!(
                "With {} weighted {}: a gain of {} {}, and {changes}.",
                term.outcome,
                figure(*end),
                with_interval(gain),
                search.unit
            ));
        }
    }
    out.push_str(&list(&moved));
    out
}

fn stages(findings: &SearchFindings) -> String {
    let mut table = Table::new(
        "Each stage has futures and seeds of its own; its folder holds its runs",
        &[
            "Stage",
            "Arrangements",
            "Futures with all scores",
            "Gain of its best",
        ],
    );
    let found = findings.found;
    let gains = found
        .steps
        .iter()
        .map(|step| &step.gain)
        .chain([&found.gain]);
    for (stage, gain) in findings.stages.iter().zip(gains) {
        table.row(vec![
            stage.name.clone(),
            stage.candidates.to_string(),
            stage.points.to_string(),
            with_interval(gain),
        ]);
    }
    let (planned, done, failed) = findings.runs;
    let count = |n: u64| number(n as f64, 0);
    let mut out = table.html();
    out.push_str(&paragraph(&format!(
        "Of {} planned runs {} are done and {} failed.",
        count(planned),
        count(done),
        count(failed)
    )));
    out.push_str(
        "<p>Every other outcome of the arrangements of the hold-out stands on <a \
         href=\"hold_out/report.html\">its own page</a>; every candidate in \
         <code>search.csv</code>.</p>\n",
    );
    out
}

fn notes(findings: &SearchFindings, undrawn: &[String]) -> String {
    let mut all: Vec<String> = findings.notes.to_vec();
    all.extend(undrawn.iter().cloned());
    list(&all)
}

/// What was done, and what it cannot say.
fn limits(findings: &SearchFindings) -> String {
    let search = findings.search;
    let without: Vec<&str> = search
        .domains
        .iter()
        .filter(|searched| searched.holders.len() == 1)
        .map(|searched| searched.domain.key())
        .collect();
    list(&[
        format!(
            "Searched: {} combinations of commissioners, holders and grips. The first rung compares a \
             balanced sample of them; later rungs keep the best and add those that the effects of \
             the domains, taken to add up, put highest. All candidates of a stage meet the same \
             futures and seeds. Every single regime stays to the end.",
            number(search.combinations() as f64, 0)
        ),
        "The points and seeds of all stages were written to search_plan.csv before the first run; no \
         two stages share one. The hold-out was not looked at before the choice was made."
            .to_owned(),
        "Not every combination was tried: the best of all may be better than the one chosen. The gain \
         reported is that of the one chosen."
            .to_owned(),
        format!(
            "Who holds a domain besides the commissioners can be varied only where the model has such \
             a holder. In {} the choice is between commissioners and centre, by grip.",
            without.join(", ")
        ),
        "The bodies stand from April 2009 on; what it would cost to get there is not charged, neither \
         to the single regimes nor to the mixed arrangement."
            .to_owned(),
        "Results hold under the prior and for the stated score. The structure of the model is not \
         covered by any interval here."
            .to_owned(),
        super::known::sentence(found().as_ref(), known().ok().as_ref()),
    ])
}
