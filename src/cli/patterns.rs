//! `grip patterns`: the known facts the model should reproduce.

use std::fmt::Write as _;

use super::{End, show};
use crate::job::{ground, patterns};
use crate::scenario::DEFAULT_GEOGRAPHY;

/// Arguments of `grip patterns`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Columns: id, use (cal: used for choosing values, hold: held out, qual: \
                        sign or order only), simulated, band, PASS or FAIL. A pattern out of its \
                        band is a finding and no failure of the call.\n\nExample:\n  grip patterns"
)]
pub struct Args {
    /// Seeds to average over
    #[arg(long, value_name = "N", default_value_t = patterns::SEEDS,
          value_parser = clap::value_parser!(u32).range(i64::from(patterns::SEEDS)..=10_000))]
    replicates: u32,
    /// The number from which all chance follows
    #[arg(long, value_name = "N", default_value_t = 2009)]
    seed: u64,
    /// Threads [default: as many as there are]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Say what each pattern is and where it comes from
    #[arg(long)]
    long: bool,
}

/// Runs and compares.
pub fn run(args: &Args) -> End {
    let threads = usize::from(args.threads.unwrap_or(0));
    let found = ground::load(DEFAULT_GEOGRAPHY)
        .and_then(|ground| patterns::compare(&ground, args.seed, args.replicates, threads));
    let found = match found {
        Ok(found) => found,
        Err(error) => return super::run::failed(&error),
    };
    let mut text = String::new();
    for shows in &found {
        let pattern = &shows.pattern;
        let verdict = if shows.is_in_band() { "PASS" } else { "FAIL" };
        let _ = writeln!(
            text,
            "{:16} {:4} {:>9} {:>16} {verdict}",
            pattern.id,
            pattern.purpose,
            number(shows.simulated),
            format!("{}..{}", pattern.low, pattern.high),
        );
        if args.long {
            let _ = writeln!(
                text,
                "  {} [{}]\n  {}",
                pattern.meaning, pattern.unit, pattern.source
            );
        }
    }
    let inside = found.iter().filter(|shows| shows.is_in_band()).count();
    let _ = writeln!(text, "{inside} of {} in band", found.len());
    show::out(&text)
}

/// Three significant digits.
fn number(value: f64) -> String {
    let size = value.abs();
    let digits = match size {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.1 => 3,
        size if size >= 0.01 => 4,
        _ => 6,
    };
    format!("{value:.digits$}")
}
