//! The top of the page: the question, the headline and a few findings in plain words, none
//! stronger than the numbers.

use std::fmt::Write as _;

use super::answers::Stated;
use super::html::{escape, list, paragraph};
use super::{answer, answers};
use super::{stated, uncertainty};
use crate::analysis::headline::{Claim, Headline, headline, headline_of};
use crate::analysis::sample::Cell;
use crate::analysis::summary::Summary;
use crate::report::figures::alike::{alike, untouched};
use crate::report::figures::context::{Context, inside_sentence};
use crate::report::figures::outcome_words::{period, unit, verbs, words};
use crate::report::figures::pareto::listed;
use crate::report::figures::{causes, deciding};
use crate::report::style::percent;
use crate::scenario::Domains;

/// How many directions are told by name.
const TOLD: usize = 3;

/// Title, question, warning, headline and findings.
pub(super) fn opening(context: &Context) -> String {
    let experiment = context.findings.experiment;
    let title = if experiment.title.is_empty() {
        &experiment.name
    } else {
        &experiment.title
    };
    let mut out = format!("<h1>{}</h1>\n", escape(title));
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
    // The answer comes first, then what its numbers say in full.
    let text = headline_text(context);
    let claims = stated::tally(context).map_or_else(String::new, |tally| paragraph(&tally));
    let stated = answers::stated(context);
    let pair = stated.as_ref().and_then(|stated| stated.pair.as_ref());
    let mut answer = answer::answer(context, pair).into_iter();
    let (found, others) = match stated {
        Some(Stated {
            headline, others, ..
        }) => (Some(headline), others),
        None => (answer.next(), Vec::new()),
    };
    if let Some(found) = found {
        let _ = writeln!(out, "<p class=\"headline\">{}</p>", escape(&found));
        if !others.is_empty() {
            out.push_str(&list(&others));
            out.push_str(&paragraph(
                "The intervals of these answers are so wide that all of them hold together with 95% \
                 confidence.",
            ));
        }
        out.push_str(&claims);
        let more: Vec<String> = answer.collect();
        if !more.is_empty() {
            out.push_str(&paragraph(&more.join(" ")));
        }
        // The answer has told which arrangement leads.
        out.push_str(&paragraph(&on_primary(context, |found| found.text)));
    } else {
        let (first, rest) = parted(&text);
        let _ = writeln!(out, "<p class=\"headline\">{}</p>", escape(first));
        out.push_str(&claims);
        if !rest.is_empty() {
            out.push_str(&paragraph(rest));
        }
    }
    out.push_str(&list(&plain_findings(context)));
    out.push_str(&paragraph(&scope(context)));
    out.push_str("</section>\n");
    out
}

/// The headline: the primary outcome at its horizon.
pub(super) fn headline_text(context: &Context) -> String {
    on_primary(context, |found| found.whole())
}

/// What is told of the finding on the primary outcome, with the outcome and its time before it.
fn on_primary(context: &Context, told: impl Fn(Headline) -> String) -> String {
    let primary = context.primary().and_then(|cell| {
        let found = headline(
            context.findings.table,
            context.summary(),
            cell,
            &verbs(context.outcome(cell)),
        )?;
        Some((cell, found))
    });
    match primary {
        Some((cell, found)) => {
            let info = context.outcome(cell);
            let what = words(info).noun;
            let when = period(&info.name, context.months(cell));
            let text = told(found).replace(&info.unit, &unit(info));
            format!("On {what} ({when}): {}", inside_sentence(&text))
        }
        None => "There is nothing to compare: no arrangement besides the baseline has a value for \
                 the main outcome."
            .to_owned(),
    }
}

/// The first sentence, and what follows it.
fn parted(text: &str) -> (&str, &str) {
    text.find(". ")
        .map_or((text, ""), |end| (&text[..=end], &text[end + 2..]))
}

/// What the runs cover.
fn scope(context: &Context) -> String {
    let arms = context.study().arms.len();
    let mut text = format!(
        "Compared: {arms} arrangements in {}; {}.",
        context.place(),
        context.runs_in_words(context.block)
    );
    if let Some(seeds) = context.seeds.filter(|&seeds| seeds != context.block) {
        let _ = write!(text, " Besides, {}.", context.runs_in_words(seeds));
    }
    if let Some(why) = stated::why(context) {
        let _ = write!(text, " {why}");
    }
    if context.varies_inputs() {
        text.push_str(
            " The inputs are drawn from ranges stated before any run, not fitted to data: read \
             shares of inputs as shares of what was thought possible, not as chances.",
        );
    }
    text
}

fn plain_findings(context: &Context) -> Vec<String> {
    let mut cells = context.headlines();
    // An outcome in which nothing differs has no leader and no direction.
    cells.retain(|&cell| !alike(context, cell));
    [
        leaders(context, &cells),
        uncertainty::sentence(context),
        directions(context, &cells),
        causes::sentence(context),
        nothing(context),
        untouched(context),
        follows(context),
        reported(context),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Which arm leads on which further outcome; those without a clear leader are told apart. The answer has
/// told of the primary outcome.
fn leaders(context: &Context, cells: &[Cell]) -> Option<String> {
    let mut groups: Vec<(usize, Vec<String>)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for &cell in cells {
        if Some(cell) == context.primary() {
            continue;
        }
        let Some(ranking) = context.summary().ranking(cell, 0) else {
            continue;
        };
        let Some(leader) = ranking.leader() else {
            continue;
        };
        if !ranking.leads_clearly() {
            open.push(words(context.outcome(cell)).noun);
            continue;
        }
        let said = format!(
            "{} ({})",
            words(context.outcome(cell)).noun,
            percent(leader.best.value)
        );
        match groups.iter_mut().find(|(arm, _)| *arm == leader.arm) {
            Some((_, outcomes)) => outcomes.push(said),
            None => groups.push((leader.arm, vec![said])),
        }
    }
    if groups.is_empty() {
        let none = "On no further outcome does one arrangement clearly lead.";
        return (!open.is_empty()).then(|| none.to_owned());
    }
    let parts: Vec<String> = groups
        .iter()
        .map(|(arm, outcomes)| format!("{} on {}", context.named(*arm), listed(outcomes)))
        .collect();
    let mut text = format!(
        "On further outcomes the lead goes to (share of inputs in brackets): {}.",
        parts.join("; ")
    );
    if !open.is_empty() {
        let _ = write!(text, " There is no clear leader on {}.", listed(&open));
    }
    Some(text)
}

/// In how many comparisons the inputs agree, and the clearest of them.
fn directions(context: &Context, cells: &[Cell]) -> Option<String> {
    if !context.varies_inputs() {
        return None;
    }
    let mut agreed: Vec<(f64, Cell, String)> = Vec::new();
    let mut compared = 0;
    for &cell in cells {
        for arm in 0..context.study().arms.len() {
            let Some(difference) = context.difference(cell, arm) else {
                continue;
            };
            compared += 1;
            let said = headline_of(
                context.findings.table,
                context.summary(),
                cell,
                arm,
                &verbs(context.outcome(cell)),
            )
            .filter(|found| found.claim == Claim::Direction);
            if let Some(found) = said {
                let size = difference
                    .mean
                    .sd
                    .map_or(0.0, |sd| (difference.mean.mean / sd).abs());
                let info = context.outcome(cell);
                let text = found.text.replace(&info.unit, &unit(info));
                agreed.push((size, cell, parted(&text).0.to_owned()));
            }
        }
    }
    agreed.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut told: Vec<(Cell, String)> = Vec::new();
    for (_, cell, text) in &agreed {
        if told.len() < TOLD && told.iter().all(|(known, _)| known != cell) {
            told.push((*cell, text.clone()));
        }
    }
    let sentences: Vec<String> = told.into_iter().map(|(_, text)| text).collect();
    Some(match agreed.len() {
        0 => format!(
            "In none of {compared} comparisons with {} do 95% of the inputs agree on a direction.",
            context.baseline_named()
        ),
        count => format!(
            "In {count} of {compared} comparisons with {} at least 95% of the inputs agree on a \
             direction. The clearest: {}",
            context.baseline_named(),
            sentences.join(" ")
        ),
    })
}

/// How often the leading difference would not matter to the system.
fn nothing(context: &Context) -> Option<String> {
    // Elsewhere that margin is the one spoken of anyway.
    if context.study().domains != Domains::default() {
        return None;
    }
    let cell = context.primary()?;
    let arm = context.spoken_of(cell)?;
    let share = context.difference(cell, arm)?.spread?.nothing_system?;
    Some(format!(
        "To the health system as a whole the difference between {} and {} in {} is practically \
         nothing in {} of the inputs.",
        context.named(arm),
        context.baseline_named(),
        words(context.outcome(cell)).noun,
        percent(share.value)
    ))
}

/// The inputs that decide.
fn follows(context: &Context) -> Option<String> {
    let cell = context.primary()?;
    let arm = context.spoken_of(cell)?;
    context.difference(cell, arm)?;
    let label = |at: usize| context.study().parameters[at].label.as_str();
    match deciding(context, cell).as_slice() {
        [first, second] => Some(format!(
            "That difference follows two inputs most closely: {} and {}.",
            label(*first),
            label(*second)
        )),
        [only] => Some(format!(
            "That difference follows one input most closely: {}; no other can be told from luck.",
            label(*only)
        )),
        _ => None,
    }
}

/// Reported and real savings of the baseline.
fn reported(context: &Context) -> Option<String> {
    let level = |summary: &Summary, name: &str| {
        let cell = context.cell_at(name, context.horizon)?;
        summary.estimate(cell, context.study().baseline)?.level
    };
    let real = level(context.summary(), "saving_real_disinvestment")?.mean;
    let told = level(context.summary(), "saving_reported_disinvestment")?.mean;
    (told > 0.0 && real > 0.0).then(|| {
        format!(
            "Under {} disinvestment really releases {} of what is reported (mean over runs, {}).",
            context.baseline_named(),
            percent(real / told),
            period(
                "saving_real_disinvestment",
                context.study().horizons[context.horizon]
            )
        )
    })
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn a_point_inside_a_number_ends_no_sentence() {
        let text = "It saves 4.76 to 47.3 a year. In 17% it does not. So.";
        assert_eq!(
            parted(text),
            ("It saves 4.76 to 47.3 a year.", "In 17% it does not. So.")
        );
        assert_eq!(parted("One."), ("One.", ""));
    }
}
