//! `grip submit`: an experiment in shards, handed to the scheduler of a cluster.

use std::path::{Path, PathBuf};

use super::asked::{self, Options};
use super::run::{failed, folder, host};
use super::{End, show};
use crate::job::conclude::Wanted as Conclusion;
use crate::job::shards::divide;
use crate::job::slurm::{self, MOST_SHARDS, Wanted};
use crate::job::{JobError, Request};
use crate::store::ranges;

/// Arguments of `grip submit`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  grip submit slurm nice_cover --points 64 --shards 10 --time 00:20:00 --dry-run"
)]
pub struct Args {
    #[command(subcommand)]
    engine: Engine,
}

/// Which scheduler.
#[derive(Debug, clap::Subcommand)]
enum Engine {
    /// Slurm: an array job of shards, and a job that merges them
    Slurm(Box<Slurm>),
}

/// Arguments of `grip submit slurm`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The same call submits what is missing, once jobs have ended.\n\nExample:\n  \
                  grip submit slurm nice_cover --points 64 --shards 10 --time 00:20:00 --dry-run"
)]
struct Slurm {
    /// Name of a built-in experiment, or an experiment file
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    #[command(flatten)]
    options: Options,
    /// Shards; each should take minutes rather than seconds or hours
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_SHARDS)))]
    shards: u32,
    /// Results folder, on a disk that all machines share [default: results/EXPERIMENT]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keep every place of every run
    #[arg(long)]
    places: bool,
    /// Partition
    #[arg(long, value_name = "NAME")]
    partition: Option<String>,
    /// Time limit of a job, as Slurm takes it: 00:30:00
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// Memory of a job, as Slurm takes it: 4G
    #[arg(long, value_name = "SIZE")]
    memory: Option<String>,
    /// Processors, and threads, of one shard
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=4096))]
    cpus_per_task: u32,
    /// Shards that one job does side by side, where a cluster gives out whole machines
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    tasks_per_job: u32,
    /// A further option of sbatch, such as --option=--account=x; may be repeated
    #[arg(long, value_name = "OPTION", allow_hyphen_values = true)]
    option: Vec<String>,
    /// Print the scripts and submit nothing
    #[arg(long)]
    dry_run: bool,
}

/// Submits.
pub fn run(args: &Args) -> End {
    let Engine::Slurm(args) = &args.engine;
    match to_slurm(args) {
        Ok(text) => show::out(&text),
        Err(end) => end,
    }
}

fn to_slurm(args: &Slurm) -> Result<String, End> {
    let wrong = |error: &JobError| failed(error);
    let asked = asked::settle(&args.experiment, &args.options, false)?;
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| folder(&asked.experiment.name));
    let request = Request {
        experiment: &asked.experiment,
        geography: &asked.geography,
        folder: &out,
        threads: args.cpus_per_task as usize,
        keep_places: args.places,
        command: std::env::args().collect(),
        host: host(),
        warnings: asked.warnings,
        stop_on_error: false,
        stop: &|| false,
        progress: &|_| {},
        wanted: Conclusion::All,
        before_run: &|_| {},
    };
    let divided = divide(&request, args.shards).map_err(|error| wrong(&error))?;
    let Some(divided) = divided else {
        let folder = out.display();
        return Ok(format!(
            "{folder} holds the results of all runs; nothing was submitted\n"
        ));
    };
    let missing = divided.missing();
    let missing = missing.map_err(|error| wrong(&error.into()))?;
    let wanted = wanted(args, &asked.experiment.name, &out)?;
    let scripts = wanted.scripts().map_err(|error| wrong(&error))?;
    let (array, shards) = (wanted.array(&missing), args.shards);
    if args.dry_run {
        let first = match missing.len() {
            0 => format!(
                "# Every one of the {shards} shards is done; this would not be submitted:\n"
            ),
            _ => format!("# sbatch --array={array} shards.sh\n"),
        };
        return Ok(format!(
            "{first}{}\n# sbatch --dependency=afterany:JOB merge.sh\n{}",
            scripts.shards, scripts.merge
        ));
    }
    slurm::is_there().map_err(|error| wrong(&error))?;
    drop(divided.begin(&request).map_err(|error| wrong(&error))?);
    let submitted = wanted.submit(&scripts, &missing);
    let submitted = submitted.map_err(|error| wrong(&error))?;
    let what = match &submitted.array {
        Some(job) => format!(
            "shards {} of {shards} are submitted as array job {job}, their merge as job {}",
            ranges(&missing),
            submitted.merge
        ),
        None => format!(
            "all {shards} shards are done; their merge is submitted as job {}",
            submitted.merge
        ),
    };
    let [logs, folder] =
        [wanted.log_folder(), wanted.folder].map(|path| path.display().to_string());
    Ok(format!(
        "{what}\n`grip status {folder}` says what is done; logs stand in {logs}\n"
    ))
}

fn wanted(args: &Slurm, name: &str, out: &Path) -> Result<Wanted, End> {
    let unknown = |what: &str, error: &std::io::Error| {
        show::complain(&format!("error: cannot find {what}: {error}\n"));
        End::Resource
    };
    let program = std::env::current_exe().map_err(|error| unknown("this program", &error))?;
    let working_folder =
        std::env::current_dir().map_err(|error| unknown("the working folder", &error))?;
    let program = program.display().to_string();
    let folder = out.display().to_string();
    let mut shard_call = vec![program.clone(), "run".to_owned(), args.experiment.clone()];
    shard_call.extend(args.options.words());
    shard_call.extend(["--out".to_owned(), folder.clone()]);
    if args.places {
        shard_call.push("--places".to_owned());
    }
    Ok(Wanted {
        name: name.to_owned(),
        shard_call,
        merge_call: vec![program, "merge".to_owned(), folder],
        folder: out.to_path_buf(),
        working_folder,
        shards: args.shards,
        tasks_per_job: args.tasks_per_job,
        cpus_per_task: args.cpus_per_task,
        partition: args.partition.clone(),
        time: args.time.clone(),
        memory: args.memory.clone(),
        options: args.option.clone(),
    })
}
