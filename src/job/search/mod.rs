//! A search over arrangements: rung after rung, then the hold-out, each an experiment in a folder of
//! its own inside the results folder, so that it is stored, continued and verified as any other.
//! What the next rung compares follows from stored results alone; nothing but the stages is kept
//! that could not be made again.

mod kept;
mod plan;
pub mod results;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

pub use self::kept::{files_of_stages, refuse_whole, verify_stages};
pub use self::plan::{SearchPlan, StagePlan, plan};
use self::results::{Gathered, tried};
use crate::analysis::search::{Space, choose, held_out, next_candidates};
use crate::experiment::search::{
    Stage, experiment_of_stage, sample, seed_of_stage, share_a_point, stages,
};
use crate::experiment::seeds::{SEED_SCHEME, seed_of};
use crate::experiment::{Design, workers};
use crate::job::clock;
use crate::job::conclude::{Basis, Concluded, Wanted, stored};
use crate::job::configuration::{Configuration, differences, plan_digest};
use crate::job::error::JobError;
use crate::job::ground;
use crate::job::request::{Ended, Progress, Request, owner};
use crate::model::arrangement::missing_tier;
use crate::report::held;
use crate::scenario::{Combination, Experiment, Geography, Search};
use crate::store::manifest::{Build, Clamps, FORMAT, RunCounts};
use crate::store::{Layout, Lock, Manifest, StoreError, hash_file, sha256_hex, write_atomically};

/// What is searched, as numbers.
#[must_use]
pub fn space(experiment: &Experiment, search: &Search) -> Space {
    let months = experiment.primary.horizon_months;
    let domains = 0..search.domains.len();
    let of_body = |body| {
        domains
            .clone()
            .map(|domain| search.possible(body, domain))
            .collect()
    };
    Space {
        sizes: search.sizes(),
        grips: search.grips.len(),
        allowed: (0..search.bodies.len()).map(of_body).collect(),
        weights: search
            .terms
            .iter()
            .map(|term| Search::over(term, term.weight, months))
            .collect(),
    }
}

/// Does a search, or goes on with it.
///
/// # Errors
/// Where what is asked cannot be done, another experiment stands in the folder, or the disk
/// refuses.
pub fn run(request: &Request<'_>, search: &Search) -> Result<Ended, JobError> {
    let experiment = request.experiment;
    feasible(search, request.geography)?;
    let designs = designs(experiment, search)?;
    let digest = ground::digest(request.geography)?;
    let configuration = Configuration::new(experiment, &digest, request.keep_places);
    let facts = configuration.facts(&Design::new(experiment));
    let layout = Layout::new(request.folder);
    let before = known(&layout, &facts)?;
    fs::create_dir_all(layout.charts())
        .map_err(|error| StoreError::io(&layout.charts(), "create", &error))?;
    let lock = Lock::exclusive(&layout.lock(), &owner(&request.host))?;
    layout.remove_temporaries(&lock)?;
    let text = configuration.to_text()?;
    let mut manifest = begun(request, text, plan_digest(&facts));
    if let Some(before) = before {
        manifest.started = before.started;
    }
    write_atomically(
        &layout.search_plan(),
        plan_csv(experiment, &designs).as_bytes(),
    )?;
    manifest.write(&layout)?;

    let count = stages(search).len() as u32;
    let mut done = 0;
    let walked = walk(experiment, search, &mut |number, stage, asked| {
        (request.progress)(Progress::Stage {
            number: number + 1,
            stages: count,
            arms: asked.arms.len() as u32,
            points: asked.size.points,
        });
        let folder = request.folder.join(stage.name());
        let wanted = match stage {
            Stage::Rung(_) => Wanted::Runs,
            Stage::HoldOut => request.wanted,
        };
        let ended = super::run::run(&Request {
            experiment: asked,
            folder: &folder,
            command: request.command.clone(),
            host: request.host.clone(),
            warnings: Vec::new(),
            wanted,
            ..*request
        })?;
        if let Ended::Stopped { done: here, .. } = ended {
            return Ok(Walk::Stopped(done + here));
        }
        let layout = Layout::new(&folder);
        done += u32::try_from(Manifest::read(&layout)?.runs.planned).unwrap_or(u32::MAX);
        Ok(Walk::Stored(layout))
    })?;
    let gathered = match walked {
        Ok(gathered) => gathered,
        Err(done) => {
            let runs = u32::try_from(experiment.runs()).unwrap_or(u32::MAX);
            return Ok(Ended::Stopped { done, runs });
        }
    };
    (request.progress)(Progress::Concluding);
    let concluded = conclude(
        &layout,
        experiment,
        search,
        request.geography,
        &gathered,
        &mut manifest,
        request.wanted,
    )?;
    Ok(Ended::Complete(Box::new(concluded)))
}

/// What became of a stage.
enum Walk {
    /// All its runs are stored there.
    Stored(Layout),
    /// It was stopped, with so many runs of the search done.
    Stopped(u32),
}

/// Goes from stage to stage; `each` sees that the runs of a stage are stored. Gives everything that
/// was found, or the number of runs done where a stage was stopped.
fn walk(
    experiment: &Experiment,
    search: &Search,
    each: &mut dyn FnMut(u32, Stage, &Experiment) -> Result<Walk, JobError>,
) -> Result<Result<Gathered, u32>, JobError> {
    let space = space(experiment, search);
    let uniform = search.uniform();
    let mut gathered = Gathered::default();
    for (number, stage) in stages(search).into_iter().enumerate() {
        let combinations: Vec<Combination> = match stage {
            Stage::Rung(at) => {
                let rung = &search.rungs[at];
                let mut next = if at == 0 {
                    sample(search, seed_of_stage(experiment.seed, stage), rung.propose)
                } else {
                    let [keep, propose] = [rung.keep, rung.propose].map(|n| n as usize);
                    next_candidates(&space, &gathered.rungs, &uniform, keep, propose)
                };
                next.extend(uniform.iter().cloned());
                next
            }
            Stage::HoldOut => {
                let choice = choose(&space, &gathered.rungs).ok_or_else(|| {
                    let why = "the last rung has no point at which all candidates have a score";
                    JobError::Refused(why.to_owned())
                })?;
                held_out(&space, &choice, &uniform)
            }
        };
        let asked = experiment_of_stage(experiment, search, stage, &combinations);
        let layout = match each(number as u32, stage, &asked)? {
            Walk::Stored(layout) => layout,
            Walk::Stopped(done) => return Ok(Err(done)),
        };
        let basis = Basis::of(&asked);
        let found = tried(&layout, &basis, search, &combinations)?;
        gathered.layouts.push(layout);
        gathered.take(stage, found, basis);
    }
    Ok(Ok(gathered))
}

/// Refuses bodies and holders that need a tier which the geography lacks.
fn feasible(search: &Search, geography: &Geography) -> Result<(), JobError> {
    let mut lines: Vec<String> = Vec::new();
    for body in 0..search.bodies.len() {
        for (domain, searched) in search.domains.iter().enumerate() {
            for level in search.possible(body, domain) {
                let mut combination = vec![0; search.domains.len() + 1];
                combination[0] = body;
                combination[domain + 1] = level;
                let Some(tier) = missing_tier(&search.arm(&combination), geography) else {
                    continue;
                };
                let (holder, _) = search.holder_and_grip(level);
                let line = format!(
                    "\"{}\" with {} held by \"{}\" needs {}, which the geography \"{}\" has no \
                     table of; leave it out, or give another geography",
                    search.bodies[body].name,
                    searched.domain.key(),
                    searched.holders[holder].name,
                    tier.label(),
                    geography.name
                );
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    Err(JobError::Refused(lines.join("\n")))
}

/// The design of every stage. No two may share a point, or what was learnt on one would be judged
/// on the same.
fn designs(experiment: &Experiment, search: &Search) -> Result<Vec<(Stage, Design)>, JobError> {
    let bare = vec![search.uniform()[0].clone()];
    let designs: Vec<(Stage, Design)> = stages(search)
        .into_iter()
        .map(|stage| {
            let asked = experiment_of_stage(experiment, search, stage, &bare);
            (stage, Design::new(&asked))
        })
        .collect();
    for (at, (stage, design)) in designs.iter().enumerate() {
        for (other, before) in &designs[..at] {
            if share_a_point(design, before) {
                return Err(JobError::Refused(format!(
                    "{} and {} share a point of the inputs, so that the choice would be judged on \
                     what it was made on; give another seed, or hold fewer parameters",
                    other.name(),
                    stage.name()
                )));
            }
        }
    }
    Ok(designs)
}

/// `search_plan.csv`: every pair of point and seed of every stage, with a digest of the inputs.
fn plan_csv(experiment: &Experiment, designs: &[(Stage, Design)]) -> String {
    let mut text = String::from("stage,sweep_point,replicate,seed,inputs_sha256\n");
    for (stage, design) in designs {
        let master = seed_of_stage(experiment.seed, *stage);
        for point in &design.points {
            let mut inputs = String::new();
            for parameter in &design.varied {
                let bits = (parameter.get)(&point.parameters).to_bits();
                let _ = write!(inputs, "{bits:x} ");
            }
            let digest = sha256_hex(inputs.as_bytes());
            for replicate in 0..point.replicates {
                let _ = writeln!(
                    text,
                    "{},{},{replicate},{},{digest}",
                    stage.name(),
                    point.number,
                    seed_of(master, replicate)
                );
            }
        }
    }
    text
}

/// The manifest of the folder, where one stands there; refused where it is of another experiment.
fn known(layout: &Layout, asked: &BTreeMap<String, String>) -> Result<Option<Manifest>, JobError> {
    let (manifest, there) = match stored(layout) {
        Ok(found) => found,
        Err(JobError::Store(error)) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error),
    };
    let facts = there.facts(&Design::new(&there.experiment));
    let differences = differences(&facts, asked);
    if differences.is_empty() {
        return Ok(Some(manifest));
    }
    Err(JobError::Refused(format!(
        "{} holds another experiment:\n  {}\na search cannot grow, since what it compares follows \
         from what it found; give another folder with --out, or remove this one",
        layout.root().display(),
        differences.join("\n  ")
    )))
}

fn begun(request: &Request<'_>, text: String, plan_digest: String) -> Manifest {
    let threads = if request.threads == 0 {
        workers::available()
    } else {
        request.threads
    };
    Manifest {
        format: FORMAT,
        experiment: request.experiment.name.clone(),
        build: Build::current(),
        command: request.command.clone(),
        configuration_digest: sha256_hex(text.as_bytes()),
        configuration: text,
        plan_digest,
        seed: request.experiment.seed,
        seed_scheme: SEED_SCHEME,
        host: request.host.clone(),
        threads: threads as u32,
        started: clock::now(),
        ended: None,
        runs: RunCounts {
            planned: request.experiment.runs(),
            ..RunCounts::default()
        },
        shards: None,
        stopped: None,
        gone_on: Vec::new(),
        claims_before: Vec::new(),
        clamps: BTreeMap::new(),
        warnings: request.warnings.clone(),
        notes: request.geography.notes.clone(),
        files: BTreeMap::new(),
    }
}

/// Makes summary and page of a whole search, and records the hashes of its files and of the stored
/// runs of its stages.
fn conclude(
    layout: &Layout,
    experiment: &Experiment,
    search: &Search,
    geography: &Geography,
    gathered: &Gathered,
    manifest: &mut Manifest,
    wanted: Wanted,
) -> Result<Concluded, JobError> {
    add_up(manifest, gathered)?;
    let told = results::write(
        layout, experiment, search, geography, gathered, manifest, wanted,
    )?;
    manifest.notes = told
        .notes
        .iter()
        .filter(|note| told.held_often.as_ref() != Some(*note))
        .cloned()
        .collect();
    held::renew(&mut manifest.warnings, told.held_often.as_ref());
    manifest.record_files(layout)?;
    for stage in &gathered.layouts {
        for path in [stage.plan(), stage.runs()] {
            if let Ok(name) = path.strip_prefix(layout.root()) {
                let parts: Vec<String> = name
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy().into_owned())
                    .collect();
                manifest.files.insert(parts.join("/"), hash_file(&path)?);
            }
        }
    }
    manifest.ended = Some(clock::now());
    manifest.write(layout)?;
    let counts = &manifest.runs;
    Ok(Concluded {
        headline: Some(told.headline),
        runs: (counts.planned, counts.done, counts.failed),
        claims: Vec::new(),
        stopped: None,
        notes: told.notes,
        held_often: told.held_often,
        discovery: None,
    })
}

/// Counts of all stages together.
fn add_up(manifest: &mut Manifest, gathered: &Gathered) -> Result<(), JobError> {
    let mut counts = RunCounts::default();
    let mut clamps: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for layout in &gathered.layouts {
        let stage = Manifest::read(layout)?;
        counts.planned += stage.runs.planned;
        counts.done += stage.runs.done;
        counts.failed += stage.runs.failed;
        for (reason, count) in stage.runs.reasons {
            *counts.reasons.entry(reason).or_insert(0) += count;
        }
        for (name, of_stage) in stage.clamps {
            let sum = clamps.entry(name).or_insert((0, 0));
            sum.0 += of_stage.held;
            sum.1 += of_stage.evaluations;
        }
        for warning in stage.warnings {
            if !manifest.warnings.contains(&warning) {
                manifest.warnings.push(warning);
            }
        }
    }
    manifest.runs = counts;
    manifest.clamps = clamps
        .into_iter()
        .map(|(name, (held, evaluated))| (name, Clamps::new(held, evaluated)))
        .collect();
    Ok(())
}

/// Makes what is wanted of a finished search anew, without running anything.
///
/// # Errors
/// When a stage is missing or unfinished, is not the one that stored results lead to, or the disk
/// refuses.
pub fn redo(
    folder: &Path,
    experiment: &Experiment,
    search: &Search,
    manifest: &mut Manifest,
    wanted: Wanted,
    host: &str,
) -> Result<Concluded, JobError> {
    let layout = Layout::new(folder);
    let geography = ground::of_folder(&layout, &experiment.scenario.geography)?;
    let _lock = Lock::exclusive(&layout.lock(), &owner(host))?;
    fs::create_dir_all(layout.charts())
        .map_err(|error| StoreError::io(&layout.charts(), "create", &error))?;
    let walked = walk(experiment, search, &mut |_, stage, asked| {
        let layout = Layout::new(folder.join(stage.name()));
        let (_, there) = stored(&layout)?;
        let names = |experiment: &Experiment| -> Vec<String> {
            experiment.arms.iter().map(|arm| arm.name.clone()).collect()
        };
        if names(&there.experiment) != names(asked) {
            return Err(JobError::Refused(format!(
                "{} compares other arrangements than the stage before it leads to",
                layout.root().display()
            )));
        }
        if wanted != Wanted::Summary && stage == Stage::HoldOut {
            crate::job::conclude::redo(layout.root(), wanted, host)?;
        }
        Ok(Walk::Stored(layout))
    })?;
    let Ok(gathered) = walked else {
        return Err(JobError::Refused("a stage is not finished".to_owned()));
    };
    conclude(
        &layout, experiment, search, &geography, &gathered, manifest, wanted,
    )
}
