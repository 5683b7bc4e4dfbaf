//! `grip plan`: what a run would take, without running it.

use std::fmt::Write as _;

use super::asked::{self, Asked, Options};
use super::progress::duration;
use super::{End, show};
use crate::job::conclude::Basis;
use crate::job::predict::predict;
use crate::report::design_words;

/// Factors that are shown one by one.
const MOST_FACTORS: usize = 30;
use crate::job::search::plan;
use crate::scenario::Search;

/// Arguments of `grip plan`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip plan what_should_happen_where --paper")]
pub struct Args {
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    #[command(flatten)]
    options: Options,
    /// Threads [default: as many as there are]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Keep every place of every run
    #[arg(long)]
    places: bool,
    /// No warnings
    #[arg(long)]
    quiet: bool,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Shows the plan.
pub fn run(args: &Args) -> End {
    let asked = match asked::settle(&args.experiment, &args.options, args.quiet) {
        Ok(asked) => asked,
        Err(end) => return end,
    };
    if let Err(error) = crate::job::run::feasible(&asked.experiment, &asked.geography) {
        return super::run::failed(&error);
    }
    if let Some(search) = &asked.experiment.search {
        return searched(args, &asked, search);
    }
    let basis = Basis::of(&asked.experiment);
    let threads = usize::from(args.threads.unwrap_or(0));
    let found = predict(&basis, &asked.geography, threads, args.places);
    let (of_default, of_prior) = found.runs_of_arm;
    if args.json {
        let arms: Vec<&str> = asked
            .experiment
            .arms
            .iter()
            .map(|a| a.name.as_str())
            .collect();
        let line = serde_json::json!({
            "experiment": asked.experiment.name, "arms": arms, "runs": found.runs,
            "runs_of_each_arm": {"default": of_default, "prior": of_prior},
            "points": asked.experiment.size.points, "batches": found.batches,
            "design": asked.experiment.sampling.word(),
            "design_in_words": design_words::sentence(&asked.experiment, &basis.design),
            "factors": basis.design.factors.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(),
            "stopping": asked.experiment.stopping, "claims": asked.experiment.claims,
            "seconds": found.seconds, "threads": found.threads, "bytes": found.bytes,
        });
        return show::out(&format!("{line}\n"));
    }
    let mut text = String::new();
    if let Some(design) = design_words::sentence(&asked.experiment, &basis.design) {
        let _ = writeln!(text, "design: {design}");
        let lines = design_words::factors(&asked.experiment, &basis.design);
        // The usual design varies whatever has a range, which is a list of its own.
        let shown = if asked.experiment.sampling.factors.is_empty() {
            0
        } else {
            MOST_FACTORS
        };
        for line in lines.iter().take(shown) {
            let _ = writeln!(text, "  {line}");
        }
        if lines.len() > shown {
            let more = lines.len() - shown;
            let _ = writeln!(text, "  {more} more: grip plan --json lists them");
        }
    }
    let width = asked.experiment.arms.iter().map(|arm| arm.name.len()).max();
    let width = width.unwrap_or(0).max(3);
    let _ = writeln!(text, "{:width$}  default  points  runs", "arm");
    for arm in &asked.experiment.arms {
        let total = of_default + of_prior;
        let name = &arm.name;
        let _ = writeln!(
            text,
            "{name:width$}  {of_default:7}  {of_prior:6}  {total:4}"
        );
    }
    let _ = writeln!(
        text,
        "{} runs in {} batches: about {} on {} threads, at most {} on disk\nOne pair of point and \
         seed, all arms, took {:.2} s.",
        found.runs,
        found.batches,
        duration(found.seconds),
        found.threads,
        size(found.bytes),
        found.pair_seconds,
    );
    if let Some(rule) = &asked.experiment.stopping {
        let looks = rule.looks();
        let _ = writeln!(
            text,
            "At most: looks first at {} {}, then every {}, {} times in all, and stops once the \
             half-width of {} is at most {}.",
            rule.minimum,
            rule.block.units(),
            rule.every,
            looks.len(),
            rule.arm,
            rule.target
        );
    }
    if !asked.experiment.claims.is_empty() {
        text.push_str("Claims to be judged:\n");
        for claim in &asked.experiment.claims {
            let _ = writeln!(text, "  {}", claim.text);
        }
    }
    show::out(&text)
}

/// Shows the stages of a search.
fn searched(args: &Args, asked: &Asked, search: &Search) -> End {
    let threads = usize::from(args.threads.unwrap_or(0));
    let found = match plan(&asked.experiment, search, &asked.geography, threads) {
        Ok(found) => found,
        Err(error) => return super::run::failed(&error),
    };
    if args.json {
        let stages: Vec<serde_json::Value> = found
            .stages
            .iter()
            .map(|stage| {
                serde_json::json!({
                    "stage": stage.name, "arms_at_most": stage.arms, "points": stage.points,
                    "replicates": stage.replicates, "runs_at_most": stage.runs,
                })
            })
            .collect();
        let line = serde_json::json!({
            "experiment": asked.experiment.name, "stages": stages, "runs": found.runs,
            "combinations": search.combinations(), "seconds": found.seconds,
            "threads": found.threads,
        });
        return show::out(&format!("{line}\n"));
    }
    let mut text = String::from("stage     arrangements  points  seeds   runs\n");
    for stage in &found.stages {
        let _ = writeln!(
            text,
            "{:8}  {:12}  {:6}  {:5}  {:5}",
            stage.name, stage.arms, stage.points, stage.replicates, stage.runs
        );
    }
    let _ = writeln!(
        text,
        "{} runs at most, in search of the best of {} combinations: about {} on {} threads\nOne \
         run took {:.0} ms.",
        found.runs,
        search.combinations(),
        duration(found.seconds),
        found.threads,
        1_000.0 * found.run_seconds,
    );
    show::out(&text)
}

/// An amount of bytes for a person.
fn size(bytes: f64) -> String {
    if bytes < 1e9 {
        format!("{:.0} MB", (bytes / 1e6).max(1.0).ceil())
    } else {
        format!("{:.1} GB", bytes / 1e9)
    }
}
