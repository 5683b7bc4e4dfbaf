//! The verbs, one file each. They translate between the shell and the layers above, and decide
//! nothing. Results go to stdout, diagnostics to stderr.

mod again;
mod asked;
mod bundle;
mod check;
mod completions;
mod describe;
mod diff;
mod discover;
mod end;
mod explain;
mod extend;
mod files;
mod list;
mod man;
mod merge;
mod new;
mod patterns;
mod plan;
mod progress;
mod reference;
mod report;
mod retry;
mod run;
mod schema;
mod shard;
mod show;
mod status;
mod submit;
mod summarise;
mod tables;
mod trace;
mod verify;
mod why_rerun;

use clap::{CommandFactory, Parser, Subcommand};

pub use end::End;
pub use reference::reference;

/// Central versus local control in public health-care commissioning: an agent-based simulator.
#[derive(Debug, Parser)]
#[command(
    name = "grip",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Example:\n  grip list experiments"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Plan, run, summarise and draw an experiment, or go on with it
    Run(run::Args),
    /// What a run would take: runs, time, disk
    Plan(plan::Args),
    /// Hand an experiment in shards to the scheduler of a cluster
    Submit(submit::Args),
    /// Join the shards of an experiment, summarise and draw
    Merge(merge::Args),
    /// What of a folder is done, missing and failed
    Status(status::Args),
    /// Redo the summary from stored runs
    Summarise(summarise::Args),
    /// Redo charts and page from stored runs
    Report(report::Args),
    /// At which inputs an arm is better: a box and a rule from stored runs
    Discover(discover::Args),
    /// Compare a results folder with its manifest, and some runs with what is computed now
    Verify(verify::Args),
    /// One key of an experiment: value, where it came from, range, source, grade, what reads it
    Explain(explain::Args),
    /// What differs between two results folders, or two files: configuration and results
    Diff(diff::Args),
    /// What the same call would run again in a results folder, and why
    WhyRerun(why_rerun::Args),
    /// Runs that failed, done again
    Retry(retry::Args),
    /// More replicates for stored results, without losing a run
    Extend(extend::Args),
    /// Everything that rebuilds each figure, in one file (RO-Crate)
    Bundle(bundle::Args),
    /// One run month by month: what each body saw, decided, why, and what came of it
    Trace(trace::Args),
    /// Known facts the model should reproduce, and whether it does
    Patterns(patterns::Args),
    /// What there is, one line each
    List(list::Args),
    /// Every mistake in the files, in one pass
    Check(check::Args),
    /// A topic or a name at length, in Markdown
    Describe(describe::Args),
    /// JSON Schema of scenario, arm and experiment files
    Schema(schema::Args),
    /// A commented template that passes as it is
    New(new::Args),
    /// Completions for a shell
    Completions(completions::Args),
    /// The manual page
    Man(man::Args),
}

/// The whole tree of verbs, for completions, the manual page and tests.
#[must_use]
pub fn tree() -> clap::Command {
    Cli::command()
}

/// Reads the command line, does what it says and tells how it ended.
#[must_use]
pub fn main() -> End {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results; everything else is a mistake.
            let text = ended(error.render().to_string());
            return if error.use_stderr() {
                show::complain(&text);
                End::Wrong
            } else {
                show::out(&text)
            };
        }
    };
    match cli.command {
        None => run::run(&run::Args::headline()),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Plan(args)) => plan::run(&args),
        Some(Command::Submit(args)) => submit::run(&args),
        Some(Command::Merge(args)) => merge::run(&args),
        Some(Command::Status(args)) => status::run(&args),
        Some(Command::Summarise(args)) => summarise::run(&args),
        Some(Command::Report(args)) => report::run(&args),
        Some(Command::Discover(args)) => discover::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Bundle(args)) => bundle::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::WhyRerun(args)) => why_rerun::run(&args),
        Some(Command::Retry(args)) => retry::run(&args),
        Some(Command::Extend(args)) => extend::run(&args),
        Some(Command::Trace(args)) => trace::run(&args),
        Some(Command::Patterns(args)) => patterns::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Describe(args)) => describe::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// A text that ends its last line.
fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
