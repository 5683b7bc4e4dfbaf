//! What was stated before the runs, right after the headline: claims with what the runs say, and
//! the looks of an experiment of no fixed size.

use std::fmt::Write as _;

use super::html::{escape, paragraph};
use crate::analysis::claims::{Judged, Verdict};
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, unit, words};
use crate::report::stated::{
    bound_words, confidence_words, evidence, figure, guard_words, why_it_ended, with_unit,
};
use crate::report::style::{MOST_DECIMALS, ThreeFigures, number, percent};
use crate::report::table::Table;

/// Claims and what the runs say about them; nothing where none are stated.
pub(super) fn claims(context: &Context) -> String {
    let judged = context.findings.claims;
    let Some(first) = judged.first() else {
        return String::new();
    };
    let family = if judged.len() == 1 {
        "The claim is judged by the 95% interval of its mean paired difference".to_owned()
    } else {
        format!(
            "Each claim is judged by the {} interval of its mean paired difference, so that with 95% \
             confidence all {} verdicts are right at once",
            confidence_words(first.confidence),
            judged.len()
        )
    };
    let mut out = paragraph(&format!(
        "{}. {family}: it holds where the whole interval keeps to what \
         is claimed, fails where the whole interval breaks it, and is undecided otherwise. The \
         interval is Monte-Carlo error, which more runs shrink; the share of inputs says in how many \
         of the sampled inputs the difference itself keeps to the claim.",
        counted(judged)
    ));
    let mut table = Table::new(
        "Claims and what the runs say",
        &[
            "Claim",
            "Verdict",
            "Claimed of the difference",
            "Mean difference",
            "Interval",
            "Share of inputs",
            "n",
        ],
    );
    let mut sentences = String::new();
    for one in judged {
        let claim = &one.claim;
        let info = one.cell.map(|cell| context.outcome(cell));
        let shown = info.map_or_else(String::new, |info| info.unit.clone());
        let mean = one.mean.map(|mean| mean.mean);
        let told = ThreeFigures::of(
            mean.into_iter().chain(one.interval.map(|ends| ends.low)),
            MOST_DECIMALS,
        );
        table.row(vec![
            claim.text.clone(),
            one.verdict.word().to_owned(),
            bound_words(claim.bound, &shown),
            one.mean.map_or_else(String::new, |mean| {
                with_unit(&told.plain(mean.mean), &shown)
            }),
            one.interval.map_or_else(String::new, |ends| {
                format!("{} to {}", told.plain(ends.low), told.plain(ends.high))
            }),
            one.share
                .map_or_else(String::new, |share| percent(share.value)),
            one.mean.map_or_else(
                || "0".to_owned(),
                |mean| format!("{} {}", mean.n, claim.block.units()),
            ),
        ]);
        let label = |name: &str| {
            let at = context.study().arm(name);
            at.map_or_else(|| name.to_owned(), |at| context.named(at))
        };
        let about = info.map_or_else(String::new, |info| {
            format!(
                "{}, {} ({}), {} less {}",
                words(info).noun,
                unit(info),
                period(&info.name, claim.horizon_months),
                label(&claim.arm),
                label(&claim.against)
            )
        });
        let when = if one.stated_before {
            String::new()
        } else {
            " Stated or changed after the first run, so it is no prediction.".to_owned()
        };
        let source = if claim.source.is_empty() {
            String::new()
        } else {
            format!(" Expected by: {}.", claim.source.trim_end_matches('.'))
        };
        let _ = writeln!(
            sentences,
            "<li><strong>{}.</strong> {} On {}: {}{}{}</li>",
            escape(match one.verdict {
                Verdict::Holds => "Holds",
                Verdict::Fails => "Fails",
                Verdict::Undecided => "Undecided",
            }),
            escape(&format!("{}.", claim.text.trim_end_matches('.'))),
            escape(&about),
            escape(&evidence(one, context.findings.table)),
            escape(&source),
            escape(&when),
        );
    }
    let _ = write!(out, "<ul>\n{sentences}</ul>\n");
    out.push_str(&table.html());
    out
}

/// The heading of the section.
pub(super) fn heading(context: &Context) -> &'static str {
    if context.findings.claims.iter().all(|one| one.stated_before) {
        "Claims stated before the first run"
    } else {
        "Claims"
    }
}

/// How many claims hold, fail and are undecided, for the first lines of the page; nothing where
/// none are stated.
pub(super) fn tally(context: &Context) -> Option<String> {
    let judged = context.findings.claims;
    let all = judged.len();
    (all > 0).then(|| {
        let before = judged.iter().filter(|one| one.stated_before).count();
        let stated = match before {
            0 => "none of them stated before the first run".to_owned(),
            count if count == all => "stated before the first run".to_owned(),
            count => format!("{count} of them stated before the first run"),
        };
        let plural = if all == 1 { "" } else { "s" };
        format!("Of {all} claim{plural}, {stated}: {}.", counted(judged))
    })
}

/// "2 hold, 1 fails, 1 is undecided".
fn counted(judged: &[Judged]) -> String {
    let part = |verdict: Verdict, [one, several]: [&str; 2]| {
        let count = judged.iter().filter(|one| one.verdict == verdict).count();
        format!("{count} {}", if count == 1 { one } else { several })
    };
    format!(
        "{}, {}, {}",
        part(Verdict::Holds, ["holds", "hold"]),
        part(Verdict::Fails, ["fails", "fail"]),
        part(Verdict::Undecided, ["is undecided", "are undecided"])
    )
}

/// Why the runs ended, in one sentence; nothing where their number was fixed.
pub(super) fn why(context: &Context) -> Option<String> {
    let experiment = context.findings.experiment;
    let rule = experiment.stopping.as_ref()?;
    let stopped = context.findings.stopped?;
    let cell = context.primary()?;
    let unit = &context.outcome(cell).unit;
    Some(why_it_ended(rule, stopped, unit))
}

/// The looks of an experiment of no fixed size.
pub(super) fn looks(context: &Context) -> String {
    let experiment = context.findings.experiment;
    let (Some(rule), Some(stopped), Some(cell)) = (
        experiment.stopping.as_ref(),
        context.findings.stopped,
        context.primary(),
    ) else {
        return String::new();
    };
    let info = context.outcome(cell);
    let arm = context.study().arm(&rule.arm);
    let arm = arm.map_or_else(|| rule.arm.clone(), |arm| context.named(arm));
    let interval = stopped.interval().map_or_else(String::new, |ends| {
        let told = ThreeFigures::column([ends.low, ends.high]);
        format!(
            " At the end its interval is {} to {}.",
            told.plain(ends.low),
            with_unit(&told.plain(ends.high), &info.unit)
        )
    });
    let mut out = paragraph(&format!(
        "{} The declared difference is that of {arm} from {} in {} ({}), over {}. Its interval is \
         widened for looking more than once by {}, and covers with 95% confidence whichever look \
         ended the runs.{interval} Other intervals on this page are those of a fixed number of runs, \
         except those of claims over the same runs.",
        why(context).unwrap_or_default(),
        context.baseline_named(),
        words(info).noun,
        period(&info.name, context.months(cell)),
        rule.block.units(),
        guard_words(rule.guard),
    ));
    let heading = format!("Looks at the declared difference, {}", unit(info));
    let mut table = Table::new(
        &heading,
        &[
            "Look",
            "Run",
            "With a difference",
            "Mean difference",
            "Standard errors to either side",
            "Half-width",
        ],
    );
    for (at, look) in stopped.looks.iter().enumerate() {
        let say = |value: Option<f64>| value.map_or_else(String::new, figure);
        table.row(vec![
            (at + 1).to_string(),
            format!("{} {}", look.units, rule.block.units()),
            look.used.to_string(),
            say(look.mean),
            look.factor
                .map_or_else(String::new, |factor| number(factor, 3)),
            say(look.half_width),
        ]);
    }
    out.push_str(&table.html());
    out
}
