//! Method and limits, how to repeat the runs, and how to cite.

use std::fmt::Write as _;

use super::html::{escape, list, paragraph};
use crate::engine::OUTCOMES;
use crate::facts::patterns::{found, known};
use crate::model::phases::PHASES;
use crate::report::figures::context::Context;
use crate::scenario::library::built_in_experiment;
use crate::scenario::mechanisms::MECHANISMS;
use crate::scenario::{Domain, Domains, Experiment, Origin, RunBlock};

/// What is modelled, what is not, and how far the numbers reach.
pub(super) fn method(context: &Context) -> String {
    let study = context.study();
    let modelled = OUTCOMES
        .iter()
        .filter(|outcome| outcome.is_in(study.domains))
        .count();
    let domains: Vec<&str> = Domain::ALL
        .iter()
        .filter(|&&domain| study.domains.has(domain))
        .map(|domain| domain.key())
        .collect();
    let missing: Vec<&str> = OUTCOMES
        .iter()
        .filter(|outcome| !outcome.is_in(study.domains))
        .map(|outcome| outcome.meaning)
        .collect();
    let about = if study.domains == Domains::default() {
        "which services of low value to withdraw. Each month {} rules are applied in a fixed order: \
         bodies prepare, propose, approve or reject, implement and reverse decisions under financial \
         pressure, local opposition and uncertain evidence; providers release money late; the public \
         judges."
    } else {
        "in the domains named below: first of all which services of low value to withdraw. Each month \
         {} rules are applied in a fixed order: bodies prepare, propose, approve or reject, implement \
         and reverse decisions under financial pressure, local opposition and uncertain evidence; \
         what the other domains hold comes beside it; the public judges."
    };
    let mut out = paragraph(&format!(
        "grip follows commissioning bodies, month by month from April 2009, as they decide {} An \
         arrangement says who holds the decision, who guides it and who oversees it; all else is the \
         same in every arrangement, chance {}. Two years before April 2009 are run first and not \
         recorded.",
        about.replace("{}", &PHASES.len().to_string()),
        if context.findings.experiment.independent {
            "excepted: each drew its own, as was asked"
        } else {
            "included"
        }
    ));
    out.push_str("<h3>What is modelled and what is not</h3>\n");
    out.push_str(&list(&[
        format!(
            "Domains of decision in this experiment: {}; with {modelled} of {} outcomes. Savings from \
             national measures and the tariff are taken as given and are the same in every \
             arrangement.",
            domains.join(", "),
            OUTCOMES.len()
        ),
        left_out(&missing),
        format!(
            "Party politics, elections{} left out. Patients are flows, not persons. Benefit rises and \
             falls smoothly with the share withdrawn, with one best share a place and service.",
            if study.domains.has(Domain::Reorganisation) {
                " and social care are"
            } else {
                ", social care and the cost of reorganising are"
            }
        ),
        if context.findings.geography.invented {
            "Places are invented: sizes and need follow published distributions, names and positions \
             mean nothing. No result is about a real place."
                .to_owned()
        } else {
            format!("Places come from a table given by the user: {}.", context.findings.geography.name)
        },
    ]));
    out.push_str("<h3>How far the numbers reach</h3>\n");
    let mut reach = Vec::new();
    if context.varies_inputs() {
        reach.push(format!(
            "Results are reported under the prior: {} inputs drawn independently from ranges stated \
             before any run. The model has not been calibrated to data, so shares of inputs are not \
             probabilities of events.",
            study.parameters.len()
        ));
        reach.push(format!(
            "With {} inputs some go with a difference by luck. The one of largest rank correlation is named in \
             any case; a second only where Holm's procedure over all inputs that vary tells its correlation \
             from zero at 5%.",
            study.parameters.len()
        ));
    } else {
        reach.push(
            "Results hold at the default inputs only. The model has not been calibrated to data."
                .to_owned(),
        );
    }
    reach.extend([
        "Three uncertainties are kept apart: the error of a mean, which more runs shrink (dots and \
         intervals, adjusted for the number of arrangements); the luck of one run; and the spread over \
         inputs, which more runs do not shrink (pale bands). A direction is claimed only where the \
         middle 95% of the inputs lie on one side of zero."
            .to_owned(),
        "The structure of the model is a fourth, and is not covered by any interval here.".to_owned(),
        super::known::sentence(found().as_ref(), known().ok().as_ref()),
        "Which way each mechanism pushes was written down before any run; see docs/mechanisms.md or \
         `grip describe mechanisms`."
            .to_owned(),
        "Every equation stands in docs/ODD.md (`grip describe odd`), every input with its range, source \
         and grade in docs/parameters.md (`grip describe parameters`)."
            .to_owned(),
    ]);
    reach.extend(super::screen::design(context));
    if let Some(off) = switched_off(context) {
        reach.push(off);
    }
    reach.extend(reorganised_by_ministers(context));
    out.push_str(&list(&reach));
    out
}

/// Outcomes that the experiment lacks.
fn left_out(missing: &[&str]) -> String {
    if missing.is_empty() {
        return "Every outcome that the model knows is in this experiment.".to_owned();
    }
    format!(
        "Not in this experiment, and left out of every ranking rather than set to nought: {}.",
        missing.join("; ")
    )
}

/// That no arrangement is left in peace, where new ministers reorganise.
fn reorganised_by_ministers(context: &Context) -> Option<String> {
    let domains = context.study().domains;
    let there = [Domain::Assurance, Domain::Reorganisation];
    let scenario = &context.findings.experiment.scenario;
    let (p, _) = scenario.switches.apply(&scenario.parameters);
    let chance = p.politics.reorganises;
    if !there.iter().all(|&domain| domains.has(domain)) || chance <= 0.0 {
        return None;
    }
    Some(format!(
        "No arrangement is left in peace: each new minister reorganises with a chance of {:.0}%{}. A \
         year later commissioners and the tiers above them are founded anew within their borders, with \
         all the cost and unrest of that, at the same dates in every arrangement, unless one of its \
         own changes lies near. With politics.reorganises = 0 no minister does.",
        100.0 * chance,
        if context.varies_inputs() && !scenario.holds("politics.reorganises") {
            " at the default inputs, another at others"
        } else {
            ""
        }
    ))
}

/// The mechanisms that this experiment has switched off.
fn switched_off(context: &Context) -> Option<String> {
    let switches = &context.findings.experiment.scenario.switches;
    let off: Vec<&str> = MECHANISMS
        .iter()
        .filter(|mechanism| !switches.is_on(mechanism.name))
        .map(|mechanism| mechanism.name)
        .collect();
    (!off.is_empty()).then(|| {
        format!(
            "Mechanisms switched off in all runs of this page: {}.",
            off.join(", ")
        )
    })
}

/// The commands that repeat the runs and rebuild the page.
pub(super) fn repeat(context: &Context) -> String {
    repeat_of(context.findings.experiment, context.findings.digest)
}

/// The same for an experiment with this digest.
pub(super) fn repeat_of(experiment: &Experiment, digest: &str) -> String {
    let mut command = format!("grip run {}{}", experiment.name, narrowed(experiment));
    // What a rule of stopping grew is asked for by its minimum.
    let grown = experiment.stopping.as_ref();
    let minimum = |block: RunBlock| grown.filter(|rule| rule.block == block).map(|r| r.minimum);
    let points = minimum(RunBlock::Prior).unwrap_or(experiment.size.points);
    let seeds = minimum(RunBlock::Default).unwrap_or(experiment.default_seeds);
    if points > 0 {
        let _ = write!(command, " --points {points}");
        // The option says how many seeds there are everywhere, so it was not given where they differ.
        let replicates = experiment.size.replicates;
        let shared = experiment.shapley.as_ref().map_or(replicates, |s| s.seeds);
        if (seeds == 0 || seeds == replicates) && shared == replicates {
            let _ = write!(command, " --replicates {replicates}");
        }
    }
    let _ = write!(command, " --seed {}", experiment.seed);
    if experiment.independent {
        command.push_str(" --independent");
    }
    for origin in experiment.scenario.origins.values() {
        if let Origin::Set(text) = origin {
            let _ = write!(command, " --set {}", quoted(text));
        }
    }
    let folder = format!("results/{}", experiment.name);
    format!(
        "<p>The same version, settings and seed give the same numbers to the last bit. To repeat the \
         runs; to rebuild this page from stored runs without running; to check stored runs against new \
         ones:</p>\n<pre>{}\ngrip report {}\ngrip verify {}</pre>\n<p>Version {}, configuration digest \
         <code>{}</code>. The settings in full stand in <code>manifest.json</code> beside this \
         page.</p>\n",
        escape(&command),
        escape(&folder),
        escape(&folder),
        env!("CARGO_PKG_VERSION"),
        escape(digest),
    )
}

/// Options that leave arms and horizons of a built-in experiment out.
fn narrowed(experiment: &Experiment) -> String {
    let Some(whole) = built_in_experiment(&experiment.name) else {
        return String::new();
    };
    let mut options = String::new();
    let kept: Vec<&str> = experiment
        .arms
        .iter()
        .map(|arm| arm.name.as_str())
        .collect();
    if whole
        .arms
        .iter()
        .any(|arm| !kept.contains(&arm.name.as_str()))
    {
        let _ = write!(options, " --arms {}", kept.join(","));
    }
    if let ([months], true) = (
        experiment.horizons_months.as_slice(),
        experiment.horizons_months != whole.horizons_months,
    ) {
        let _ = write!(options, " --horizon-months {months}");
    }
    options
}

/// A word as a shell takes it: in quotes where it holds more than plain letters.
fn quoted(text: &str) -> String {
    let bare = text.strip_prefix("--set").map_or(text, str::trim_start);
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-=/".contains(c);
    if bare.chars().all(plain) {
        bare.to_owned()
    } else {
        format!("'{}'", bare.replace('\'', "'\\''"))
    }
}

/// How to cite, and what may be done with the page.
pub(super) fn footer(context: &Context) -> String {
    cite(&context.findings.experiment.name, context.findings.digest)
}

/// The same for an experiment of this name and digest.
pub(super) fn cite(experiment: &str, digest: &str) -> String {
    cite_version(&format!(
        "experiment {experiment}, configuration digest {digest}"
    ))
}

/// The same for anything that this version was asked.
pub(super) fn cite_version(what: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<h2 id=\"cite\">How to cite, and licence</h2>\n<p>grip {version} (agent-based simulator of \
         central versus local control in public health-care commissioning), {}. Simulated results. \
         CITATION.cff of the program has the full reference.</p>\n<p>Figures and tables of this page may \
         be reused under the Creative Commons Attribution 4.0 International licence (CC BY 4.0, \
         https://creativecommons.org/licenses/by/4.0/); please say that they are simulated. The \
         program is under the MIT or Apache 2.0 licence.</p>\n",
        escape(what),
    )
}
