//! `grip bundle`: everything that rebuilds each figure, in one file.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::asked;
use super::run::failed;
use super::{Cli, Command, End, files, run as run_verb, show};
use crate::job::bundle::{Asked, With, bundle};
use crate::job::conclude::{Basis, stored};
use crate::job::{Configuration, ground};
use crate::scenario::Source;
use crate::scenario::experiment::{NO_GUIDES, family};
use crate::store::{Layout, Manifest};

/// Arguments of `grip bundle`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A Research Object Crate (RO-Crate 1.1, Process Run Crate 0.5). Where it is unpacked, \
                  `grip report .`\nmakes every figure anew and `grip verify .` runs stored runs again. \
                  The same results give the same bytes.\n\nExample:\n  grip bundle results/nice_cover --out nice_cover.zip"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A zip file, or a folder that is empty or does not exist [default: DIR.zip]
    #[arg(long, value_name = "FILE.zip|FOLDER")]
    out: Option<PathBuf>,
    /// Who ran it, for the description
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

/// Puts a results folder together.
pub fn run(args: &Args) -> End {
    let layout = Layout::new(&args.folder);
    let (manifest, configuration) = match stored(&layout) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let out = args.out.clone().unwrap_or_else(|| {
        let mut name = args.folder.clone().into_os_string();
        name.push(".zip");
        PathBuf::from(name)
    });
    if let Some(why) = in_the_way(&out, &args.folder) {
        show::complain(&format!("error: {why}\n"));
        return End::Wrong;
    }
    let mut with = With {
        agent: args.author.clone(),
        ..With::default()
    };
    match question(&manifest, &configuration) {
        Some((question, options)) => (with.question, with.options) = (question, options),
        None => show::complain(
            "the experiment file of these runs is not here as it was, so the bundle has the \
             configuration with every default filled in, and not the file\n",
        ),
    }
    match bundle(&layout, &out, &with) {
        Ok(bundled) => show::out(&format!(
            "{}: {} files, {:.1} MB before packing\n",
            out.display(),
            bundled.files,
            bundled.bytes as f64 / 1e6
        )),
        Err(error) => failed(&error),
    }
}

/// Why nothing can be written there.
fn in_the_way(out: &Path, folder: &Path) -> Option<String> {
    let shown = out.display();
    if out.extension().is_some_and(|ending| ending == "zip") {
        return out.is_dir().then(|| {
            format!("\"{shown}\" is a folder; name a zip file, or a folder without .zip")
        });
    }
    if out.is_file() {
        return Some(format!(
            "\"{shown}\" is a file; name a file that ends in .zip, or a folder"
        ));
    }
    let is_empty = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if out.is_dir() && !is_empty {
        return Some(format!("\"{shown}\" is not empty; name another folder"));
    }
    let inside = std::path::absolute(out)
        .ok()
        .zip(std::path::absolute(folder).ok());
    inside
        .is_some_and(|(out, folder)| out.starts_with(folder))
        .then(|| format!("\"{shown}\" lies in the folder that is bundled; name another"))
}

/// The experiment file with its arms and structures, and the options of the call, if they still
/// ask what was run.
fn question(manifest: &Manifest, stored: &Configuration) -> Option<(Vec<Asked>, Vec<String>)> {
    let call = Cli::try_parse_from(&manifest.command).ok()?;
    let args = match call.command {
        None => run_verb::Args::headline(),
        Some(Command::Run(args)) => args,
        _ => return None,
    };
    let asked = asked::settle(&args.experiment, &args.options, true).ok()?;
    let digest = ground::digest(&asked.geography).ok()?;
    let now = Configuration::new(&asked.experiment, &digest, args.places);
    let facts = |of: &Configuration| of.facts(&Basis::of(&of.experiment).design);
    let same_size = now.experiment.runs() == stored.experiment.runs()
        && now.experiment.stopping == stored.experiment.stopping;
    if facts(&now) != facts(stored) || !same_size {
        return None;
    }
    let mut options = Vec::new();
    let mut named = false;
    // After the program and the verb.
    let mut words = manifest.command.iter().skip(2);
    while let Some(word) = words.next() {
        if !named && *word == args.experiment {
            named = true;
            continue;
        }
        let name = word.split('=').next().unwrap_or(word);
        let is_whole =
            word.contains('=') || matches!(name, "--places" | "--paper" | "--independent");
        match name {
            "--quiet" | "--json" => {}
            "--out" | "--threads" if word.contains('=') => {}
            "--out" | "--threads" => {
                words.next();
            }
            "--geography" => {
                let value = if word.contains('=') {
                    word.split_once('=').map(|(_, value)| value.to_owned())
                } else {
                    words.next().cloned()
                };
                let value = value.unwrap_or_default();
                options.push(format!("--geography {}", quoted(&in_bundle(&value))));
            }
            _ => {
                options.push(quoted(word));
                if !is_whole {
                    options.extend(words.next().map(|word| quoted(word)));
                }
            }
        }
    }
    // A file that the experiment names stands elsewhere in the bundle.
    let ground = &asked.experiment.scenario.geography;
    if Path::new(ground).is_file() && !options.iter().any(|o| o.starts_with("--geography")) {
        options.push(format!("--geography {}", quoted(&in_bundle(ground))));
    }
    Some((sources(&asked), options))
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=./,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A geography as it stands in the bundle.
fn in_bundle(name: &str) -> String {
    let path = Path::new(name);
    match path.file_name() {
        Some(file) if path.is_file() => {
            format!("{}/{}", ground::OWN, file.to_string_lossy())
        }
        _ => name.to_owned(),
    }
}

/// The texts of a question, under the names by which they find each other.
fn sources(asked: &asked::Asked) -> Vec<Asked> {
    let folder = asked.folder.as_deref();
    let experiment = &asked.experiment;
    let mut found = vec![(format!("{}.toml", experiment.name), asked.source.clone())];
    let mut put = |name: String, source: Option<Source>| {
        if let Some(source) = source
            && !found.iter().any(|(known, _)| *known == name)
        {
            found.push((name, source));
        }
    };
    let cross = experiment.cross.iter();
    let crossed = cross.flat_map(|cross| cross.seats.iter().chain(&cross.guides));
    let names: Vec<&str> = experiment
        .arms
        .iter()
        .map(|arm| family(&arm.name))
        .chain(crossed.map(|(name, _)| name.as_str()))
        .filter(|name| *name != NO_GUIDES)
        .collect();
    for name in names {
        put(format!("arms/{name}.toml"), files::arm(folder, name));
    }
    for arm in &experiment.arms {
        let later = arm.changes.iter().map(|change| &change.structure);
        for structure in std::iter::once(&arm.structure).chain(later) {
            let name = &structure.name;
            put(
                format!("structures/{name}.toml"),
                files::structure(folder, name),
            );
        }
    }
    found
}
