//! `grip run`: plan, execute, summarise, draw.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::asked::{self, Options};
use super::progress::Teller;
use super::{End, shard, show};
use crate::job::conclude::Wanted;
use crate::job::shards::{ShardEnded, run_shard};
use crate::job::signals::{Signals, Stop};
use crate::job::{Concluded, Ended, JobError, Request, run as run_job};

/// Arguments of `grip run`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example:\n  grip run nice_cover --points 4 --replicates 2")]
pub struct Args {
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    #[command(flatten)]
    pub(super) options: Options,
    /// Results folder [default: results/EXPERIMENT]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads [default: as many as there are]; results do not depend on them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Keep every place of every run
    #[arg(long)]
    pub(super) places: bool,
    /// What to do when a run fails: record it, leave it out of every estimate and go on, or stop
    #[arg(
        long,
        value_name = "record|stop",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    on_error: OnError,
    /// Only the runs of shard I (from 0) of N, without a summary; env/N takes I from the scheduler.
    /// Shards share one folder, and `grip merge` joins them
    #[arg(long, value_name = "I/N|env/N", value_parser = shard::parse)]
    shard: Option<shard::Asked>,
    /// No progress and no warnings
    #[arg(long)]
    quiet: bool,
    /// Progress and result on stdout, one JSON object in a line
    #[arg(long)]
    json: bool,
}

/// What to do when a run fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum OnError {
    /// It is recorded, and the others go on.
    #[default]
    Record,
    /// The call stops.
    Stop,
}

impl Args {
    /// The call of a bare `grip`.
    #[must_use]
    pub fn headline() -> Self {
        Self {
            experiment: crate::scenario::library::HEADLINE.to_owned(),
            options: Options {
                price_year: 2009,
                ..Options::default()
            },
            out: None,
            threads: None,
            places: false,
            on_error: OnError::Record,
            shard: None,
            quiet: false,
            json: false,
        }
    }
}

/// The results folder of an experiment that names none.
pub(super) fn folder(experiment: &str) -> PathBuf {
    Path::new("results").join(experiment)
}

/// Runs an experiment, or goes on with it.
pub fn run(args: &Args) -> End {
    let share = match args.shard.map(shard::settle).transpose() {
        Ok(share) => share,
        Err(why) => {
            show::complain(&format!("error: {why}\n"));
            return End::Wrong;
        }
    };
    let asked = match asked::settle(&args.experiment, &args.options, args.quiet) {
        Ok(asked) => asked,
        Err(end) => return end,
    };
    let signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => {
            show::complain(&format!("error: cannot listen to signals: {error}\n"));
            return End::Resource;
        }
    };
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| folder(&asked.experiment.name));
    let teller = Mutex::new(Teller::new(args.quiet, args.json));
    let request = Request {
        experiment: &asked.experiment,
        geography: &asked.geography,
        folder: &folder,
        threads: usize::from(args.threads.unwrap_or(0)),
        keep_places: args.places,
        stop_on_error: args.on_error == OnError::Stop,
        command: std::env::args().collect(),
        host: host(),
        warnings: asked.warnings,
        stop: &|| signals.asked().is_some(),
        progress: &|event| {
            if let Ok(mut teller) = teller.lock() {
                teller.tell(&event);
            }
        },
        wanted: Wanted::All,
        before_run: &|_| {},
    };
    let end_telling = || {
        if let Ok(mut teller) = teller.lock() {
            teller.end();
        }
    };
    if let Some(share) = share {
        let ended = run_shard(&request, share);
        end_telling();
        return match ended {
            Ok(ShardEnded::Done(done)) => shard::told(&done, &folder, args.json),
            Ok(ShardEnded::Stopped { done, runs }) => stopped((done, runs), &folder, &signals),
            Err(error) => failed(&error),
        };
    }
    let ended = run_job(&request);
    end_telling();
    match ended {
        Ok(Ended::Complete(concluded)) => told(&concluded, &folder, args.json, args.quiet),
        Ok(Ended::Stopped { done, runs }) => stopped((done, runs), &folder, &signals),
        Err(error) => failed(&error),
    }
}

/// Says that a call was told to stop, by whom, and how far it came.
pub(super) fn stopped((done, runs): (u32, u32), folder: &Path, signals: &Signals) -> End {
    show::complain(&format!(
        "stopped: {done} of {runs} runs are done and stored in {}; the same call goes on\n",
        folder.display()
    ));
    match signals.asked() {
        Some(Stop::Interrupt) => End::Interrupted,
        Some(Stop::Terminate) | None => End::TryAgain,
    }
}

/// Shows why a job failed, and how the call ends.
pub(super) fn failed(error: &JobError) -> End {
    show::complain(&format!("error: {error}\n"));
    match error {
        JobError::Run(_) => End::Failed,
        error if error.is_resource_failure() => End::Resource,
        _ => End::Wrong,
    }
}

/// Says what an experiment came to.
pub(super) fn told(concluded: &Concluded, folder: &Path, json: bool, quiet: bool) -> End {
    let (planned, done, failed) = concluded.runs;
    let page = folder.join("report.html");
    let text = if json {
        let line = serde_json::json!({
            "event": "complete",
            "headline": concluded.headline,
            "planned": planned,
            "done": done,
            "failed": failed,
            "claims": concluded.claims,
            "stopped": concluded.stopped,
            "notes": concluded.notes,
            "held_often": concluded.held_often,
            "folder": folder,
            "page": page,
        });
        format!("{line}\n")
    } else {
        let finding = concluded.headline.clone();
        let finding = finding.unwrap_or_else(|| "There is nothing to compare.".to_owned());
        let mut lines = vec![finding];
        lines.extend(concluded.claims.iter().chain(&concluded.stopped).cloned());
        lines.push(format!("The page: {}\n", page.display()));
        lines.join("\n")
    };
    let end = show::out(&text);
    if let Some(warning) = concluded.held_often.as_ref().filter(|_| !quiet) {
        show::complain(&format!("warning: {warning}\n"));
    }
    if failed > 0 {
        show::complain(&format!(
            "{failed} of {planned} runs failed; they are left out of every estimate, and \
             failures.csv says which and why\n"
        ));
        return End::Failed;
    }
    end
}

/// The name of this machine.
pub(super) fn host() -> String {
    let named = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    named
        .map(|name| name.trim().to_owned())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
