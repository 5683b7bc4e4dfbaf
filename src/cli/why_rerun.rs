//! `grip why-rerun`: what the same call would do again, and why.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Parser;

use super::asked::{self, Options};
use super::run::failed;
use super::{Cli, Command, End, run as run_verb, show};
use crate::job::Configuration;
use crate::job::conclude::stored;
use crate::job::configuration::MODEL_VERSION;
use crate::job::ground;
use crate::job::why_rerun::why_rerun;
use crate::scenario::{Experiment, Geography};
use crate::store::{Layout, Manifest};

/// Arguments of `grip why-rerun`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without EXPERIMENT: the call that the manifest says made the folder, as it would be \
                  read now.\nExit code 0 where nothing would be re-run, 1 where something would be or the \
                  call would be refused.\n\nExample:\n  grip why-rerun results/nice_cover"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT")]
    experiment: Option<String>,
    #[command(flatten)]
    options: Options,
    /// As of a run that keeps every place
    #[arg(long)]
    places: bool,
}

/// What is compared with the folder.
struct Now {
    experiment: Experiment,
    geography: Geography,
    keep_places: bool,
}

/// Says what would be done again.
pub fn run(args: &Args) -> End {
    let layout = Layout::new(&args.folder);
    let (manifest, configuration) = match stored(&layout) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let now = match &args.experiment {
        Some(name) => match asked::settle(name, &args.options, true) {
            Ok(asked) => Now {
                experiment: asked.experiment,
                geography: asked.geography,
                keep_places: args.places,
            },
            Err(end) => return end,
        },
        None => match same_call(&layout, &manifest, &configuration) {
            Ok(now) => now,
            Err(end) => return end,
        },
    };
    let digest = match ground::digest(&now.geography) {
        Ok(digest) => digest,
        Err(error) => return failed(&error),
    };
    let wanted = Configuration::new(&now.experiment, &digest, now.keep_places);
    let found = match why_rerun(&layout, &wanted) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let mut text = String::new();
    let mut say = |heading: &str, lines: &[String]| {
        if !lines.is_empty() {
            let _ = writeln!(text, "{heading}");
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    };
    say(
        "refused, the folder holds another experiment:",
        &found.refused,
    );
    say("would be run:", &found.rerun);
    say("would be made anew from stored runs:", &found.remade);
    if configuration.model_version != MODEL_VERSION {
        let _ = writeln!(text, "the folder was made by grip {}", manifest.build.grip);
    }
    if found.is_nothing() {
        let _ = writeln!(
            text,
            "nothing would be re-run: {} runs are stored",
            found.kept
        );
    } else if found.kept > 0 {
        let _ = writeln!(text, "{} stored runs would be kept", found.kept);
    }
    match show::out(&text) {
        End::Done if !found.is_nothing() => End::Failed,
        end => end,
    }
}

/// The call of the manifest as it would be read now. Where it was no `grip run`, or names a file
/// that is not here, what is stored is compared with this program and this ground.
fn same_call(layout: &Layout, manifest: &Manifest, stored: &Configuration) -> Result<Now, End> {
    let call = Cli::try_parse_from(&manifest.command).ok();
    let args = match call.map(|cli| cli.command) {
        Some(None) => Some(run_verb::Args::headline()),
        Some(Some(Command::Run(args))) => Some(args),
        _ => None,
    };
    if let Some(args) = args {
        match asked::settle(&args.experiment, &args.options, true) {
            Ok(asked) => {
                return Ok(Now {
                    experiment: asked.experiment,
                    geography: asked.geography,
                    keep_places: args.places,
                });
            }
            Err(_) => show::complain(&format!(
                "the call \"{}\" cannot be read here, so what is stored is compared with this \
                 program; name the experiment to compare with a file\n",
                manifest.command.join(" ")
            )),
        }
    }
    let experiment = stored.experiment.clone();
    let geography =
        ground::of_folder(layout, &experiment.scenario.geography).map_err(|e| failed(&e))?;
    Ok(Now {
        experiment,
        geography,
        keep_places: stored.keep_places,
    })
}
