//! The figures of a search: what training promised and the hold-out kept, what each domain is worth,
//! and how sure each choice is.

use crate::analysis::estimate::{CONFIDENCE, Interval, MeanEstimate};
use crate::report::charts::choice_table::{ChoiceRow, ChoiceTable, choice_table};
use crate::report::charts::dot_interval::{DotInterval, DotRow, dot_interval};
use crate::report::charts::{Caption, ChartError, Figure};
use crate::report::figures::context::{capital, inside_sentence};
use crate::report::search::{SearchFindings, Verdict, regime, verdict};
use crate::report::style::{ThreeFigures, percent};
use crate::scenario::search::Searched;

/// The figures in the order of the page.
pub(in crate::report) fn figures(findings: &SearchFindings) -> Vec<Result<Figure, ChartError>> {
    let mut figures = vec![gains(findings)];
    figures.extend(parts(findings));
    figures.push(choices(findings));
    figures
}

/// The name of a part, as a heading.
pub(in crate::report) fn part_name(findings: &SearchFindings, part: usize) -> String {
    match part {
        0 => "Commissioners".to_owned(),
        _ => capital(findings.search.domains[part - 1].domain.key()),
    }
}

/// A level of a part, in words.
pub(in crate::report) fn level_words(
    findings: &SearchFindings,
    part: usize,
    level: usize,
) -> String {
    let search = findings.search;
    match part {
        0 => search.bodies[level].label.clone(),
        _ => search.level_in_words(part - 1, level),
    }
}

fn caption(findings: &SearchFindings, name: &str, title: String, measure: String) -> Caption {
    let years = findings.experiment.primary.horizon_months / 12;
    let digest = findings.digest;
    Caption {
        name: name.to_owned(),
        title,
        measure,
        place: if findings.geography.invented {
            "invented England (synthetic areas)".to_owned()
        } else {
            findings.geography.name.clone()
        },
        period: format!("April 2009 to March {}", 2009 + years),
        source: format!(
            "simulated, grip {}, experiment {}, digest {}",
            env!("CARGO_PKG_VERSION"),
            findings.experiment.name,
            digest.get(..12).unwrap_or(digest),
        ),
        notes: vec![format!(
            "Covers chance and the {} inputs that were sampled, not the structure of the model.",
            findings.parameters.len()
        )],
        ..Caption::default()
    }
}

/// A row of a chart of gains; `family` intervals hold at once.
fn row(
    name: String,
    gain: &MeanEstimate,
    family: usize,
    spread: Option<[f64; 2]>,
) -> Option<DotRow> {
    let ends = |interval: Interval| (interval.low, interval.high);
    let adjusted = 1.0 - (1.0 - CONFIDENCE) / family as f64;
    Some(DotRow {
        arm: name,
        mean: gain.mean,
        inner: ends(gain.interval(0.5)?),
        outer: ends(gain.interval(adjusted)?),
        unadjusted: gain.interval(CONFIDENCE).map(ends),
        spread: spread.map(|[low, high]| (low, high)),
        n: gain.n as u64,
    })
}

/// Training gains, rung by rung, above the gain in the hold-out.
fn gains(findings: &SearchFindings) -> Result<Figure, ChartError> {
    let found = findings.found;
    let family = found.steps.len() + 1;
    let mut rows: Vec<DotRow> = found
        .steps
        .iter()
        .enumerate()
        .filter_map(|(at, step)| {
            let name = format!("Training, rung {}: best of {}", at + 1, step.candidates);
            row(name, &step.gain, family, None)
        })
        .collect();
    rows.extend(row(
        "Hold-out: what was chosen".to_owned(),
        &found.gain,
        family,
        Some(found.spread),
    ));
    let training = found.steps.last().map_or(0.0, |step| step.gain.mean);
    let told = ThreeFigures::column([training, found.gain.mean]);
    let [training, held] = [training, found.gain.mean].map(|x| told.signed(x));
    let title = match verdict(&found.gain, findings.search.margin) {
        Verdict::Gain | Verdict::Small => {
            format!("Domain by domain: {held} on new futures, {training} in training")
        }
        Verdict::Unclear => format!("No clear gain on new futures, {training} in training"),
        Verdict::Loss => format!("Domain by domain loses on new futures: {held}"),
    };
    let measure = format!("Gain in net score, {}", findings.search.unit);
    let mut caption = caption(findings, "search_gain", title, measure);
    caption.baseline = Some("the best single regime of each stage".to_owned());
    caption.notes.push(
        "In training the candidates were chosen on the futures shown, so that their gain is too \
         high; in the hold-out nothing was chosen."
            .to_owned(),
    );
    dot_interval(&DotInterval {
        caption,
        baseline: "the best single regime".to_owned(),
        unit: findings.search.unit.clone(),
        left_words: "single regime scores more".to_owned(),
        right_words: "domain by domain scores more".to_owned(),
        sort_by_effect: false,
        rows,
    })
}

/// What each part is worth; nothing where no part differs from the best single regime.
fn parts(findings: &SearchFindings) -> Option<Result<Figure, ChartError>> {
    let found = findings.found;
    let family = found.parts.iter().flatten().count();
    let rows: Vec<DotRow> = found
        .parts
        .iter()
        .enumerate()
        .filter_map(|(part, worth)| {
            let chosen = level_words(findings, part, found.choice.best[part]);
            let name = format!(
                "{}: {}",
                part_name(findings, part),
                inside_sentence(&chosen)
            );
            row(name, worth.as_ref()?, family, None)
        })
        .collect();
    let best = rows.iter().max_by(|a, b| a.mean.total_cmp(&b.mean))?;
    let clear = rows.iter().filter(|row| row.outer.0 > 0.0).count();
    let title = if best.outer.0 > 0.0 {
        let name = best.arm.split(':').next().unwrap_or_default();
        format!(
            "{name} is worth most; {clear} of {} choices clearly matter",
            rows.len()
        )
    } else {
        "No single choice clearly matters by itself".to_owned()
    };
    let measure = format!("Loss when one choice is put back, {}", findings.search.unit);
    let mut caption = caption(findings, "search_parts", title, measure);
    caption.runs = format!("{} sampled inputs of the hold-out", found.differences.len());
    caption.baseline = Some(format!(
        "the same arrangement with that domain as in {}",
        regime(findings.search, &found.choice.uniform)
    ));
    Some(dot_interval(&DotInterval {
        caption,
        baseline: "the same with that choice put back".to_owned(),
        unit: findings.search.unit.clone(),
        left_words: "the choice costs".to_owned(),
        right_words: "the choice gains".to_owned(),
        sort_by_effect: true,
        rows,
    }))
}

/// Every holder and grip of every domain, with how often it comes out best.
fn choices(findings: &SearchFindings) -> Result<Figure, ChartError> {
    let SearchFindings { search, found, .. } = *findings;
    let grips = search.grips.len();
    let body = found.choice.best[0];
    let of_holder = |at: usize, searched: &Searched, holder: usize| {
        let share = |grip: usize| {
            let level = holder * grips + grip;
            search
                .is_possible(body, at, level)
                .then(|| found.stability[at + 1].largest[level])
        };
        let (chosen, grip) = search.holder_and_grip(found.choice.best[at + 1]);
        ChoiceRow {
            part: capital(searched.domain.key()),
            holder: searched.holders[holder].label.clone(),
            shares: (0..grips).map(share).collect(),
            chosen: (chosen == holder).then_some(grip),
        }
    };
    let rows: Vec<ChoiceRow> = search
        .domains
        .iter()
        .enumerate()
        .flat_map(|(at, searched)| {
            (0..searched.holders.len()).map(move |holder| of_holder(at, searched, holder))
        })
        .collect();
    let sure = (1..found.stability.len())
        .filter(|&part| found.stability[part].largest[found.choice.best[part]] >= CONFIDENCE)
        .count();
    let title = format!(
        "The training settles holder and grip in {sure} of {} domains",
        search.domains.len()
    );
    let measure = "Share of resamples in which holder and grip come out best".to_owned();
    let mut caption = caption(findings, "search_choice", title, measure);
    let points: usize = found.steps.iter().map(|step| step.points).sum();
    caption.runs = format!("{points} sampled inputs of the training");
    caption.notes.push(format!(
        "Beside {}, which have the largest effect of all bodies in {} of the resamples. Settled: in \
         at least 95% of them.",
        inside_sentence(&search.bodies[body].label),
        percent(found.stability[0].largest[body])
    ));
    choice_table(&ChoiceTable {
        caption,
        grips: search.grips.iter().map(ToString::to_string).collect(),
        rows,
    })
}
