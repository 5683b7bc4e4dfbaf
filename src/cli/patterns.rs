//! `grip patterns`: the known facts the model should reproduce.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::{End, show};
use crate::facts::patterns::{NotComputed, Purpose};
use crate::job::{JobError, ground, patterns};
use crate::report::patterns::{PatternFindings, Shows};
use crate::scenario::DEFAULT_GEOGRAPHY;

/// Arguments of `grip patterns`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Three lists, by what a pattern was used for: calibration (values were chosen \
                        with it), held out, sign or order only. Columns: id, simulated, band, PASS or \
                        FAIL; what a failure means stands below it. Last come the patterns that \
                        cannot be computed. A pattern out of its band is a finding and no failure of \
                        the call.\n\nWith --out a folder gets the same as a page that opens offline (report.html), a table \
                        (patterns.csv) and a chart.\n\nExample:\n  grip patterns --out results/patterns"
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
    /// Write a page, a table and a chart into this folder, which must be new or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs and compares.
pub fn run(args: &Args) -> End {
    match told(args) {
        Ok(text) => show::out(&text),
        Err(error) => super::run::failed(&error),
    }
}

/// What is shown, after the page is written.
fn told(args: &Args) -> Result<String, JobError> {
    // Before the runs, so that nobody waits for a refusal.
    if let Some(folder) = &args.out {
        patterns::free(folder)?;
    }
    let threads = usize::from(args.threads.unwrap_or(0));
    let ground = ground::load(DEFAULT_GEOGRAPHY)?;
    let shown = patterns::compare(&ground, args.seed, args.replicates, threads)?;
    let known = patterns::known()?;
    let mut text = table(&shown, &known.not_computed, args.long);
    if let Some(folder) = &args.out {
        let findings = PatternFindings {
            shown: &shown,
            not_computed: &known.not_computed,
            replicates: args.replicates,
            seed: args.seed,
        };
        patterns::write(folder, &findings)?;
        let page = folder.join("report.html");
        let _ = writeln!(text, "The page: {}", page.display());
    }
    Ok(text)
}

/// What is shown: patterns by use, then those that are not computed.
fn table(found: &[Shows], not_computed: &[NotComputed], long: bool) -> String {
    let mut text = String::new();
    for purpose in Purpose::ALL {
        let of_use = || {
            found
                .iter()
                .filter(|shows| shows.pattern.purpose == purpose)
        };
        let inside = of_use().filter(|shows| shows.is_in_band()).count();
        let _ = writeln!(
            text,
            "{}: {inside} of {} in band",
            purpose.label(),
            of_use().count()
        );
        for shows in of_use() {
            line(&mut text, shows, long);
        }
        text.push('\n');
    }
    let _ = writeln!(text, "not computed: {}", not_computed.len());
    for pattern in not_computed {
        let _ = writeln!(text, "  {:16} {}", pattern.id, pattern.meaning);
        let _ = writeln!(text, "    because {}", pattern.reason);
        if long {
            let _ = writeln!(text, "    {}", pattern.source);
        }
    }
    let tests = || {
        let purposes = found.iter().map(|shows| shows.pattern.purpose);
        let of = purposes
            .zip(found)
            .filter(|(use_, _)| *use_ != Purpose::BuiltIn);
        of.map(|(_, shows)| shows)
    };
    let inside = tests().filter(|shows| shows.is_in_band()).count();
    let _ = writeln!(
        text,
        "\n{inside} of {} in band, without what is built in",
        tests().count()
    );
    text
}

/// One pattern.
fn line(text: &mut String, shows: &Shows, long: bool) {
    let pattern = &shows.pattern;
    let verdict = if shows.is_in_band() { "PASS" } else { "FAIL" };
    let _ = writeln!(
        text,
        "  {:16} {:>9} {:>16} {verdict}",
        pattern.id,
        number(shows.simulated),
        format!("{}..{}", pattern.low, pattern.high),
    );
    if !shows.is_in_band() {
        let _ = writeln!(text, "    out of band: {}", pattern.failing);
    }
    if long {
        let _ = writeln!(
            text,
            "    {} [{}], {} seeds\n    {}",
            pattern.meaning, pattern.unit, shows.seeds, pattern.source
        );
    }
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
