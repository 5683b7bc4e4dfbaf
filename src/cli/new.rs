//! `grip new`: a commented template in the current folder. It never overwrites.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use clap::builder::PossibleValuesParser;

use super::{End, show};
use crate::scenario::is_name;
use crate::scenario::library::{Kind, text};
use crate::scenario::template::{TEMPLATES, template};

/// Arguments of `grip new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip new experiment my_question")]
pub struct Args {
    /// The kind of file
    #[arg(value_parser = PossibleValuesParser::new(TEMPLATES))]
    kind: String,
    /// Its name: small letters, digits and _; the file is NAME.toml
    name: String,
}

/// Writes the template.
pub fn run(args: &Args) -> End {
    let name = &args.name;
    if !is_name(name) {
        show::complain(&format!(
            "error: a name must be small letters, digits and _, beginning with a letter, found \
             \"{name}\"\n"
        ));
        return End::Wrong;
    }
    if [
        Kind::Arm,
        Kind::Structure,
        Kind::Experiment,
        Kind::Geography,
    ]
    .into_iter()
    .any(|kind| text(kind, name).is_some())
    {
        show::complain(&format!(
            "error: \"{name}\" is the name of something built in; take another, so that results \
             cannot be mixed up\n"
        ));
        return End::Wrong;
    }
    let Some(text) = template(&args.kind, name) else {
        return End::Wrong;
    };
    let file = format!("{name}.toml");
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)
        .and_then(|mut handle| handle.write_all(text.as_bytes()));
    match written {
        Ok(()) => show::out(&format!("{file}\n")),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            show::complain(&format!(
                "error: there is a file \"{file}\" already; nothing was changed\n"
            ));
            End::Wrong
        }
        Err(error) => {
            show::complain(&format!("error: cannot write \"{file}\": {error}\n"));
            End::Resource
        }
    }
}
