//! `grip report`: charts and page anew from stored runs.

use std::path::PathBuf;

use super::End;
use super::run::{failed, host, told};
use crate::job::conclude::{Wanted, redo};

/// Arguments of `grip report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip report results/nice_cover")]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Makes charts and page anew.
pub fn run(args: &Args) -> End {
    match redo(&args.folder, Wanted::Report, &host()) {
        Ok(concluded) => told(&concluded, &args.folder, false, false),
        Err(error) => failed(&error),
    }
}
