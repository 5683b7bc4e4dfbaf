//! What was asked, as it stands in the manifest, and the digests that tell one experiment from
//! another.
//!
//! The *plan digest* covers everything that decides what a run computes: model, geography,
//! parameters and switches in force, arms, horizons, points and seed. It does not cover how many
//! replicates there are, so that more of them belong to the same experiment; nor labels, margins
//! and whatever else is used only after the runs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::error::JobError;
use crate::experiment::Design;
use crate::experiment::plan::{Batch, Plan};
use crate::experiment::seeds::SEED_SCHEME;
use crate::scenario::{Experiment, PARAMETERS};
use crate::store::{PartKey, sha256_hex};

/// Version of what a run computes. It rises with every change of the model that changes a result.
pub const MODEL_VERSION: u32 = 6;

/// Everything that was asked, with every default filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// Version of the model, [`MODEL_VERSION`].
    pub model_version: u32,
    /// Version of the rule that makes seeds.
    pub seed_scheme: u32,
    /// SHA-256 of the geography.
    pub geography_digest: String,
    /// Whether every place of every run is kept.
    pub keep_places: bool,
    /// The experiment.
    pub experiment: Experiment,
}

impl Configuration {
    /// What is asked of this version of the program.
    #[must_use]
    pub fn new(experiment: &Experiment, geography_digest: &str, keep_places: bool) -> Self {
        Self {
            model_version: MODEL_VERSION,
            seed_scheme: SEED_SCHEME,
            geography_digest: geography_digest.to_owned(),
            keep_places,
            experiment: experiment.clone(),
        }
    }

    /// As one TOML document.
    ///
    /// # Errors
    /// Where a value has no place in TOML.
    pub fn to_text(&self) -> Result<String, JobError> {
        toml::to_string(self).map_err(|error| {
            JobError::Refused(format!("the configuration cannot be written: {error}"))
        })
    }

    /// From the document of a manifest.
    ///
    /// # Errors
    /// Where it is not such a document.
    pub fn from_text(text: &str) -> Result<Self, JobError> {
        toml::from_str(text).map_err(|error| {
            JobError::Refused(format!(
                "the configuration in manifest.json cannot be read: {error}"
            ))
        })
    }

    /// Everything that decides what runs compute, by name.
    #[must_use]
    pub fn facts(&self, design: &Design) -> BTreeMap<String, String> {
        let experiment = &self.experiment;
        let mut facts = BTreeMap::new();
        let mut say = |name: &str, value: String| {
            facts.insert(name.to_owned(), value);
        };
        say("version of the model", self.model_version.to_string());
        say("rule of seeds", self.seed_scheme.to_string());
        say("seed", experiment.seed.to_string());
        if experiment.independent {
            say("independent", "every arm draws its own chance".to_owned());
        }
        say("geography", self.geography_digest.clone());
        say(
            "horizons_months",
            format!("{:?}", experiment.horizons_months),
        );
        say(
            "mixing_by_stratum",
            experiment.mixing_by_stratum.to_string(),
        );
        let scenario = &experiment.scenario;
        let (parameters, flags) = scenario.switches.apply(&scenario.parameters);
        say("mechanisms", format!("{flags:?}"));
        for parameter in &PARAMETERS {
            // Debug writes the shortest text that reads back to the same bits.
            say(
                parameter.path,
                format!("{:?}", (parameter.get)(&parameters)),
            );
        }
        let names: Vec<&str> = experiment
            .arms
            .iter()
            .map(|arm| arm.name.as_str())
            .collect();
        say("arms", names.join(", "));
        for arm in &experiment.arms {
            let rules = format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                arm.structure,
                arm.seats,
                arm.guides,
                arm.grip,
                arm.mixing,
                arm.overrides,
                arm.changes
            );
            say(&format!("arm {}", arm.name), rules);
        }
        if let Some(search) = &experiment.search {
            // What a search compares follows from what it found, so that its size counts too.
            say("size of the hold-out", format!("{:?}", experiment.size));
            say("search", sha256_hex(format!("{search:?}").as_bytes()));
        }
        let main = design.points.iter().filter(|point| point.is_main());
        // What looks add follows from the first points, so that a sample may grow.
        let drawn = main.filter(|p| p.number > 0 && experiment.stage(p.number, 0) == 0);
        let mut values = String::new();
        let mut count = 0;
        for point in drawn {
            count += 1;
            let (parameters, _) = point.switches.apply(&point.parameters);
            for parameter in &design.varied {
                let bits = (parameter.get)(&parameters).to_bits();
                let _ = write!(values, "{bits:x} ");
            }
        }
        say("points", count.to_string());
        say("drawn parameters", sha256_hex(values.as_bytes()));
        if !experiment.sampling.is_usual() {
            say("design", design_digest(experiment, design));
        }
        let placed = |point: &&crate::experiment::Point| point.is_main() || point.is_of_design();
        let further = design.points.iter().filter(|point| !placed(point));
        let mut text = String::new();
        let mut count = 0;
        for point in further {
            count += 1;
            let _ = writeln!(text, "{:?} {}", point.part, point.off().join(" "));
        }
        if count > 0 {
            say("points with mechanisms off", count.to_string());
            say("mechanisms off there", sha256_hex(text.as_bytes()));
        }
        facts
    }
}

/// A design that is not the usual one: its kind, and SHA-256 of everything that it sets.
fn design_digest(experiment: &Experiment, design: &Design) -> String {
    let sampling = &experiment.sampling;
    let mut text = String::new();
    for factor in &design.factors {
        // Debug writes the shortest text that reads back to the same bits.
        let _ = writeln!(
            text,
            "{} {:?} {:?}",
            factor.path, factor.subject, factor.arms
        );
    }
    for point in design.points.iter().filter(|point| point.is_of_design()) {
        let (parameters, flags) = point.switches.apply(&point.parameters);
        for parameter in &design.varied {
            let _ = write!(text, "{:x} ", (parameter.get)(&parameters).to_bits());
        }
        let _ = writeln!(text, "{:?} {flags:?} {:?}", point.part, point.arms);
    }
    format!("{} {}", sampling.word(), sha256_hex(text.as_bytes()))
}

/// SHA-256 of the facts.
#[must_use]
pub fn plan_digest(facts: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, value) in facts {
        let _ = writeln!(text, "{name} = {value}");
    }
    sha256_hex(text.as_bytes())
}

/// What differs between stored facts and those asked for, one in a line, at most ten.
#[must_use]
pub fn differences(
    stored: &BTreeMap<String, String>,
    asked: &BTreeMap<String, String>,
) -> Vec<String> {
    const MOST: usize = 10;
    let none = String::from("nothing");
    let mut names: Vec<&String> = stored.keys().chain(asked.keys()).collect();
    names.sort();
    names.dedup();
    // A change of the points changes what is drawn; saying so too helps nobody.
    let follows = |name: &str| {
        let of = match name {
            "drawn parameters" => "points",
            "mechanisms off there" => "points with mechanisms off",
            _ => return false,
        };
        stored.get(of) != asked.get(of)
    };
    let mut lines: Vec<String> = names
        .into_iter()
        .filter(|name| stored.get(*name) != asked.get(*name) && !follows(name))
        .map(|name| {
            let [was, is] = [stored, asked].map(|facts| facts.get(name).unwrap_or(&none));
            if was.len() + is.len() > 120 {
                format!("{name} differs")
            } else {
                format!("{name}: {was} there, {is} asked for")
            }
        })
        .collect();
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The key of a batch: it holds the experiment and exactly which pairs are meant, so that a stored
/// part is taken only for the work it did.
#[must_use]
pub fn part_key(plan_digest: &str, plan: &Plan, batch: &Batch, keep_places: bool) -> PartKey {
    let mut text = format!("{plan_digest} places={keep_places}");
    for pair in plan.pairs_of(batch) {
        let _ = write!(text, " {}:{}", pair.point, pair.replicate);
    }
    let runs = plan.runs_of(batch);
    PartKey {
        plan_digest: sha256_hex(text.as_bytes()),
        number: batch.number,
        first_run: runs.start,
        runs: runs.end - runs.start,
        shard: None,
    }
}
