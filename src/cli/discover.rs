//! `grip discover`: at which inputs is an arm better? Asked of stored runs.

use std::path::PathBuf;

use super::run::{failed, host};
use super::{End, show};
use crate::job::discover::discover;
use crate::scenario::DiscoveryQuestion;

/// Arguments of `grip discover`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "What is not said is taken from [discovery] of the experiment, or chosen from the \
                  results.\n\nExample:\n  grip discover results/nice_cover --arm nice_mandate"
)]
pub struct Args {
    /// A results folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The arm that may be better
    #[arg(long, value_name = "ARM")]
    arm: Option<String>,
    /// Whom it must be better than: an arm, or every_other
    #[arg(long, value_name = "ARM")]
    against: Option<String>,
    /// The outcome
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    /// One of the experiment's horizons
    #[arg(long, value_name = "MONTHS")]
    horizon_months: Option<u32>,
    /// Better by more than this, in the unit of the outcome
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    threshold: Option<f64>,
}

/// Searches the stored runs for a box and a rule, and makes charts and page anew with them.
pub fn run(args: &Args) -> End {
    let asked = DiscoveryQuestion {
        arm: args.arm.clone(),
        against: args.against.clone(),
        outcome: args.outcome.clone(),
        horizon_months: args.horizon_months,
        threshold: args.threshold,
    };
    match discover(&args.folder, &asked, &host()) {
        Ok(concluded) => {
            let Some(text) = concluded.discovery else {
                show::complain(
                    "error: there is nothing to discover: it needs at least 40 sampled inputs, and an \
                     outcome that the experiment has and that has a better direction\n",
                );
                return End::Wrong;
            };
            let csv = args.folder.join("discovery.csv");
            let page = args.folder.join("report.html");
            show::out(&format!(
                "{text}The numbers: {}\nThe page: {}\n",
                csv.display(),
                page.display()
            ))
        }
        Err(error) => failed(&error),
    }
}
