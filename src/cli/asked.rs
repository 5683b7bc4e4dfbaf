//! What `run`, `plan` and `trace` are given about an experiment, settled.

use std::path::{Path, PathBuf};

use super::files::{self, Lost};
use super::{End, show};
use crate::engine::OUTCOMES;
use crate::job::ground;
use crate::scenario::check::{self, Known};
use crate::scenario::library::Kind;
use crate::scenario::{Changes, Experiment, Geography, Source};

/// The year of the prices in which results are given.
const PRICE_YEAR: u32 = 2009;

/// Options that change what is asked.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// Points of the parameter sample
    #[arg(long, value_name = "N")]
    pub points: Option<u64>,
    /// Seeds at each point, at least 1
    #[arg(long, value_name = "N")]
    pub replicates: Option<u64>,
    /// The full size of a published study
    #[arg(long)]
    pub paper: bool,
    /// The number from which all chance follows
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Every arm draws chance of its own, to see what equal chance is worth; audits are left out
    #[arg(long)]
    pub independent: bool,
    /// Another value of a parameter or mechanism; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Only these arms, and the baseline
    #[arg(long, value_name = "ARM,ARM", value_delimiter = ',')]
    pub arms: Vec<String>,
    /// One horizon instead of those of the experiment, in whole years
    #[arg(long, value_name = "MONTHS")]
    pub horizon_months: Option<u64>,
    /// A built-in geography, or a file that describes one
    #[arg(long, value_name = "NAME|FILE")]
    pub geography: Option<String>,
    /// Year of prices: 2009, for 2009/10
    #[arg(long, value_name = "YEAR", default_value_t = PRICE_YEAR)]
    pub price_year: u32,
}

impl Options {
    /// The words of a command line that say the same.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let Self {
            points,
            replicates,
            paper,
            seed,
            independent,
            set,
            arms,
            horizon_months,
            geography,
            price_year,
        } = self;
        let text = |number: &Option<u64>| number.map(|n| n.to_string());
        // In one word, so that a value may begin with a hyphen.
        let mut words: Vec<String> = [
            ("points", text(points)),
            ("replicates", text(replicates)),
            ("seed", text(seed)),
            ("horizon-months", text(horizon_months)),
            ("arms", (!arms.is_empty()).then(|| arms.join(","))),
            ("geography", geography.clone()),
            ("price-year", Some(price_year.to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("--{name}={}", value?)))
        .collect();
        words.extend(set.iter().map(|pair| format!("--set={pair}")));
        if *paper {
            words.push("--paper".to_owned());
        }
        if *independent {
            words.push("--independent".to_owned());
        }
        words
    }

    /// The options of a call that gives none.
    #[must_use]
    pub fn none() -> Self {
        Self {
            price_year: PRICE_YEAR,
            ..Self::default()
        }
    }
}

/// What is asked, and the warnings of its settling.
pub struct Asked {
    /// The experiment.
    pub experiment: Experiment,
    /// Its geography.
    pub geography: Geography,
    /// Warnings, one line each.
    pub warnings: Vec<String>,
    /// The text of the experiment.
    pub source: Source,
    /// The folder of its file; none for a built-in one.
    pub folder: Option<PathBuf>,
}

/// Reads and settles an experiment and loads its geography. Mistakes are shown.
///
/// # Errors
/// How the call ends where something is wrong.
pub fn settle(name: &str, options: &Options, quiet: bool) -> Result<Asked, End> {
    let wrong = |why: &str| {
        show::complain(&format!("error: {why}\n"));
        End::Wrong
    };
    if options.price_year != PRICE_YEAR {
        return Err(wrong(&format!(
            "--price-year must be {PRICE_YEAR} (prices of 2009/10), found {}: no sourced deflator \
             is built in yet, and an unsourced one would be a guess",
            options.price_year
        )));
    }
    let found = files::find(name, &[Kind::Experiment]).map_err(|lost| match lost {
        Lost::Unreadable(why) => wrong(&why),
        Lost::Mistake(mistake) => {
            show::mistakes(&[*mistake]);
            End::Wrong
        }
    })?;
    let changes = Changes {
        set: options.set.clone(),
        arms: options.arms.clone(),
        geography: options.geography.clone(),
        horizon_months: options.horizon_months,
        paper: options.paper,
        points: options.points,
        replicates: options.replicates,
        seed: options.seed,
        independent: options.independent,
    };
    let outcomes: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    let known = Known {
        outcomes: &outcomes,
        arm: &|name: &str| files::arm(found.folder.as_deref(), name),
        structure: &|name: &str| files::structure(found.folder.as_deref(), name),
        table: &|name: &str| files::table(found.folder.as_deref(), name),
    };
    let settled = check::experiment(&found.source, found.source.stem(), &changes, &known);
    let settled = settled.map_err(|mistakes| {
        show::mistakes(&mistakes);
        End::Wrong
    })?;
    if !quiet {
        show::mistakes(&settled.warnings);
    }
    let mut experiment = settled.value;
    experiment.scenario.geography = beside(
        found.folder.as_deref(),
        &experiment.scenario.geography,
        options.geography.as_deref(),
    );
    let geography =
        ground::load(&experiment.scenario.geography).map_err(|error| wrong(&error.to_string()))?;
    Ok(Asked {
        experiment,
        geography,
        warnings: settled.warnings.iter().map(ToString::to_string).collect(),
        source: found.source,
        folder: found.folder,
    })
}

/// A geography named by an experiment file is looked for beside that file; one named on the
/// command line, from the working folder.
fn beside(folder: Option<&Path>, name: &str, on_command_line: Option<&str>) -> String {
    let path = folder.map(|folder| folder.join(name));
    match path {
        Some(path) if on_command_line.is_none() && path.is_file() => path.display().to_string(),
        _ => name.to_owned(),
    }
}
