//! `grip man`: the manual page, in roff.

use super::{End, show, tree};

/// Arguments of `grip man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  grip man check")]
pub struct Args {
    /// The page of one verb instead of the main page
    verb: Option<String>,
}

/// Prints the page.
pub fn run(args: &Args) -> End {
    let mut tree = tree();
    tree.build();
    let page = match &args.verb {
        None => tree,
        Some(verb) => {
            let Some(found) = tree.find_subcommand(verb) else {
                show::complain(&format!("error: there is no verb \"{verb}\"\n"));
                return End::Wrong;
            };
            found.clone()
        }
    };
    let mut bytes = Vec::new();
    if let Err(error) = clap_mangen::Man::new(page).render(&mut bytes) {
        show::complain(&format!("error: cannot make the page: {error}\n"));
        return End::Resource;
    }
    show::out(&String::from_utf8_lossy(&bytes))
}
