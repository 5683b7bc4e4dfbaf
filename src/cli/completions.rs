//! `grip completions`: completions for a shell.

use clap_complete::Shell;

use super::{End, show, tree};

/// Arguments of `grip completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip completions bash")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Args) -> End {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut tree(), "grip", &mut bytes);
    show::out(&String::from_utf8_lossy(&bytes))
}
