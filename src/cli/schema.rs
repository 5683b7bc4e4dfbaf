//! `grip schema`: JSON Schema of the files, for editors.

use clap::ValueEnum;

use super::{End, show};
use crate::scenario::library::Kind;
use crate::scenario::schema::{schema, schema_of_all};

/// Arguments of `grip schema`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Editors that know TOML (Taplo, Even Better TOML) complete and check a file whose first line is\n\
                  #:schema ./experiment.schema.json\nafter grip schema experiment > \
                  experiment.schema.json in its folder.\n\nExample:\n  grip schema experiment"
)]
pub struct Args {
    /// The kind of file; without it one schema that admits all of them
    kind: Option<Which>,
}

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Which {
    /// Parameters and mechanisms
    Scenario,
    /// Who decides what
    Arm,
    /// Which bodies exist
    Structure,
    /// Which arms, on which parameters, how often
    Experiment,
    /// Where people live, and which bodies they belong to
    Geography,
}

/// Prints the schema.
pub fn run(args: &Args) -> End {
    let kind = args.kind.map(|which| match which {
        Which::Scenario => Kind::Scenario,
        Which::Arm => Kind::Arm,
        Which::Structure => Kind::Structure,
        Which::Experiment => Kind::Experiment,
        Which::Geography => Kind::Geography,
    });
    let value = kind.map_or_else(schema_of_all, schema);
    show::out(&format!("{value:#}\n"))
}
