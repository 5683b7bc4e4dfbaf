//! An experiment as a Slurm array job of shards and a job that merges them.
//!
//! The number of shards stands in the script, never in the environment: Slurm's own count is that
//! of the indices submitted, which is smaller when only missing shards are submitted again. The
//! merge follows the array however it ends (`afterany`) and looks itself whether everything is
//! there: a merge that waited for success would be refused for ever after one failure, even one
//! that was repaired. A shard told to stop before the time limit stores what it has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::JobError;
use crate::store::{StoreError, ranges, write_atomically};

/// The most shards of one array: the default of Slurm's `MaxArraySize` is 1001.
pub const MOST_SHARDS: u32 = 1_000;

/// What the scripts say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The experiment's name.
    pub name: String,
    /// The program and the words of a call of one shard, without shard and threads.
    pub shard_call: Vec<String>,
    /// The same of the merge.
    pub merge_call: Vec<String>,
    /// The results folder.
    pub folder: PathBuf,
    /// The folder in which the calls are made.
    pub working_folder: PathBuf,
    /// Number of shards.
    pub shards: u32,
    /// Shards that one job does side by side, at least 1.
    pub tasks_per_job: u32,
    /// Processors, and threads, of one shard.
    pub cpus_per_task: u32,
    /// Partition, as Slurm takes it.
    pub partition: Option<String>,
    /// Time limit of a job, as Slurm takes it.
    pub time: Option<String>,
    /// Memory of a job, as Slurm takes it.
    pub memory: Option<String>,
    /// Further options, such as `--account=x`.
    pub options: Vec<String>,
}

/// A job of the array and the merge after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripts {
    /// Does the shards of one array index.
    pub shards: String,
    /// Merges.
    pub merge: String,
}

/// What was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The number of the array job; nothing where every shard is done.
    pub array: Option<String>,
    /// The number of the merge.
    pub merge: String,
}

impl Wanted {
    /// Both scripts.
    ///
    /// # Errors
    /// Every text that cannot stand in a line of a script.
    pub fn scripts(&self) -> Result<Scripts, JobError> {
        self.check()?;
        let mut shards = self.head("", "shards-%A_%a.log");
        let [n, tasks] = [self.shards, self.tasks_per_job];
        let call = words(&self.shard_call);
        let threads = "--threads \"$SLURM_CPUS_PER_TASK\"";
        // A shard ends by itself what it can end in the minute before the time limit.
        if tasks > 1 {
            let _ = write!(
                shards,
                "#SBATCH --nodes=1\n#SBATCH --ntasks={tasks}\n#SBATCH --signal=TERM@60\n\n\
                 # Shards {tasks} x index and the {} after it, of {n}.\n\
                 exec srun --ntasks={tasks} --cpus-per-task=\"$SLURM_CPUS_PER_TASK\" \
                 --kill-on-bad-exit=0 bash -c '\n\
                 shard=$((SLURM_ARRAY_TASK_ID * {tasks} + SLURM_PROCID))\n\
                 [ \"$shard\" -lt {n} ] || exit 0\n\
                 exec \"$@\" --shard \"$shard/{n}\"\n\
                 ' grip {call} {threads}\n",
                tasks - 1
            );
        } else {
            let _ = write!(
                shards,
                "#SBATCH --signal=B:TERM@60\n\n\
                 exec {call} --shard \"$SLURM_ARRAY_TASK_ID/{n}\" {threads}\n"
            );
        }
        let mut merge = self.head("-merge", "merge-%j.log");
        let call = words(&self.merge_call);
        let _ = write!(merge, "\nexec {call} {threads}\n");
        Ok(Scripts { shards, merge })
    }

    /// What both scripts begin with.
    fn head(&self, suffix: &str, log: &str) -> String {
        // A percent sign begins a number that Slurm fills in.
        let log = self.log_folder().join(log);
        let percent = self.log_folder().display().to_string().replace('%', "%%");
        let log = log.file_name().map_or_else(String::new, |name| {
            format!("{percent}/{}", name.to_string_lossy())
        });
        let mut options = vec![
            format!("--job-name={}{suffix}", self.name),
            format!("--chdir={}", self.working_folder.display()),
            format!("--output={log}"),
            "--open-mode=append".to_owned(),
            "--requeue".to_owned(),
            format!("--cpus-per-task={}", self.cpus_per_task),
        ];
        for (name, value) in [
            ("partition", &self.partition),
            ("time", &self.time),
            ("mem", &self.memory),
        ] {
            options.extend(value.as_ref().map(|value| format!("--{name}={value}")));
        }
        options.extend(self.options.iter().cloned());
        let mut text = format!(
            "#!/bin/bash\n# Written by grip {}; the number of shards is {}.\n",
            env!("CARGO_PKG_VERSION"),
            self.shards
        );
        for option in options {
            let _ = writeln!(text, "#SBATCH {}", in_directive(&option));
        }
        text
    }

    /// Where scripts and logs stand.
    #[must_use]
    pub fn log_folder(&self) -> PathBuf {
        self.folder.join("slurm")
    }

    fn check(&self) -> Result<(), JobError> {
        let mut wrong = Vec::new();
        let mut text = |what: &str, text: &str| {
            if text.is_empty() || text.contains(['"', '\n', '\r', '\0']) {
                wrong.push(format!(
                    "{what} must not be empty or hold quotation marks or line breaks, found {text:?}"
                ));
            }
        };
        text("the results folder", &self.folder.display().to_string());
        text(
            "the working folder",
            &self.working_folder.display().to_string(),
        );
        for (what, value) in [
            ("--partition", &self.partition),
            ("--time", &self.time),
            ("--memory", &self.memory),
        ] {
            if let Some(value) = value {
                text(what, value);
            }
        }
        for option in &self.options {
            text("--option", option);
        }
        let is_no_option = |option: &&String| !option.starts_with("--");
        wrong.extend(self.options.iter().filter(is_no_option).map(|option| {
            format!("--option must be an option of sbatch such as --account=x, found {option:?}")
        }));
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(JobError::Refused(wrong.join("\n")))
        }
    }

    /// The array indices whose jobs do these shards, as sbatch takes them.
    #[must_use]
    pub fn array(&self, shards: &[u32]) -> String {
        let jobs: BTreeSet<u32> = shards
            .iter()
            .map(|shard| shard / self.tasks_per_job.max(1))
            .collect();
        ranges(&jobs.into_iter().collect::<Vec<u32>>())
    }

    /// Writes the scripts into the results folder, and submits the shards that are missing and a
    /// merge after them.
    ///
    /// # Errors
    /// When the disk refuses or Slurm does not take a job.
    pub fn submit(&self, scripts: &Scripts, missing: &[u32]) -> Result<Submitted, JobError> {
        let folder = self.log_folder();
        std::fs::create_dir_all(&folder)
            .map_err(|error| StoreError::io(&folder, "create", &error))?;
        let [of_shards, of_merge] = ["shards.sh", "merge.sh"].map(|name| folder.join(name));
        write_atomically(&of_shards, scripts.shards.as_bytes())?;
        write_atomically(&of_merge, scripts.merge.as_bytes())?;
        let array = if missing.is_empty() {
            None
        } else {
            let array = format!("--array={}", self.array(missing));
            Some(sbatch(&[&array], &of_shards)?)
        };
        let after = array
            .as_ref()
            .map(|job| format!("--dependency=afterany:{job}"));
        let options: Vec<&str> = after.iter().map(String::as_str).collect();
        let merge = sbatch(&options, &of_merge).map_err(|error| match &array {
            Some(job) => JobError::Scheduler(format!(
                "{error}\nthe shards are submitted as job {job}; once they are done, `grip merge \
                 {}` joins them",
                self.folder.display()
            )),
            None => error,
        })?;
        Ok(Submitted { array, merge })
    }
}

/// Refuses where there is no Slurm on this machine.
///
/// # Errors
/// When `sbatch` cannot be called.
pub fn is_there() -> Result<(), JobError> {
    match Command::new("sbatch").arg("--version").output() {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(JobError::Refused(
            "sbatch, by which jobs are handed to Slurm, is not found here; call this on a login \
             machine of the cluster, or see the scripts with --dry-run"
                .to_owned(),
        )),
        Err(error) => Err(JobError::Scheduler(format!("cannot call sbatch: {error}"))),
    }
}

/// Submits a script; gives the number of the job.
fn sbatch(options: &[&str], script: &Path) -> Result<String, JobError> {
    let output = Command::new("sbatch")
        .arg("--parsable")
        .args(options)
        .arg(script)
        .output()
        .map_err(|error| JobError::Scheduler(format!("cannot call sbatch: {error}")))?;
    // `17`, or `17;cluster` where there are several clusters.
    let text = String::from_utf8_lossy(&output.stdout);
    let job = text.trim().split(';').next().unwrap_or_default();
    if output.status.success() && !job.is_empty() {
        return Ok(job.to_owned());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(JobError::Scheduler(format!(
        "sbatch did not take {}: {}",
        script.display(),
        why.trim()
    )))
}

/// Words of a call, each safe from the shell.
fn words(call: &[String]) -> String {
    let quoted: Vec<String> = call.iter().map(|word| in_shell(word)).collect();
    quoted.join(" ")
}

fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@+%".contains(c);
    !text.is_empty() && text.chars().all(plain)
}

/// A word as the shell reads it back.
fn in_shell(word: &str) -> String {
    if is_plain(word) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// An option as sbatch reads it back from a script; [`Wanted::check`] leaves no quotation marks.
fn in_directive(option: &str) -> String {
    match option.split_once('=') {
        Some((name, value)) if !is_plain(value) => format!("{name}=\"{value}\""),
        _ => option.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        let call = |text: &str| text.split(' ').map(str::to_owned).collect();
        Wanted {
            name: "small".to_owned(),
            shard_call: call("/bin/grip run small.toml --out results/small"),
            merge_call: call("/bin/grip merge results/small"),
            folder: PathBuf::from("results/small"),
            working_folder: PathBuf::from("/home/me/my work"),
            shards: 10,
            tasks_per_job: 1,
            cpus_per_task: 8,
            partition: Some("short".to_owned()),
            time: Some("00:30:00".to_owned()),
            memory: None,
            options: vec!["--account=a b".to_owned()],
        }
    }

    #[test]
    fn the_scripts_say_what_a_cluster_must_know_and_nothing_from_the_environment_counts_shards() {
        let Scripts { shards, merge } = wanted().scripts().unwrap();
        for line in [
            "#SBATCH --job-name=small",
            "#SBATCH --chdir=\"/home/me/my work\"",
            "#SBATCH --output=results/small/slurm/shards-%A_%a.log",
            "#SBATCH --open-mode=append",
            "#SBATCH --requeue",
            "#SBATCH --signal=B:TERM@60",
            "#SBATCH --cpus-per-task=8",
            "#SBATCH --partition=short",
            "#SBATCH --time=00:30:00",
            "#SBATCH --account=\"a b\"",
            "exec /bin/grip run small.toml --out results/small --shard \"$SLURM_ARRAY_TASK_ID/10\" \
             --threads \"$SLURM_CPUS_PER_TASK\"",
        ] {
            assert!(
                shards.lines().any(|found| found == line),
                "{line}:\n{shards}"
            );
        }
        assert!(!shards.contains("TASK_COUNT") && !shards.contains("--mem"));
        let last = "exec /bin/grip merge results/small --threads \"$SLURM_CPUS_PER_TASK\"";
        assert_eq!(merge.lines().last(), Some(last));
        assert!(merge.contains("--job-name=small-merge\n"));
    }

    #[test]
    fn shards_of_one_job_are_told_apart_by_their_rank_and_submitted_together() {
        let mut wanted = wanted();
        assert_eq!(wanted.array(&[0, 3, 4, 9]), "0,3-4,9");
        wanted.tasks_per_job = 4;
        assert_eq!(wanted.array(&[0, 3, 4, 9]), "0-2");
        assert_eq!(wanted.array(&[8, 9]), "2");
        let shards = wanted.scripts().unwrap().shards;
        for part in [
            "shard=$((SLURM_ARRAY_TASK_ID * 4 + SLURM_PROCID))",
            "[ \"$shard\" -lt 10 ] || exit 0",
            "#SBATCH --ntasks=4\n",
            "exec \"$@\" --shard \"$shard/10\"",
        ] {
            assert!(shards.contains(part), "{part}:\n{shards}");
        }
    }

    #[test]
    fn words_come_back_from_the_shell_as_they_were() {
        let odd = [
            "plain",
            "with space",
            "it's",
            "a\"b",
            "$HOME",
            "",
            "*",
            "a\nb",
            "\\",
        ];
        let call = odd.map(str::to_owned);
        let script = format!("printf '%s\\0' {}", words(&call));
        let output = Command::new("bash").args(["-c", &script]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let back: Vec<&str> = text.split_terminator('\0').collect();
        assert_eq!(back, odd);
    }

    #[test]
    fn texts_that_would_break_a_line_of_the_script_are_refused_all_at_once() {
        let mut wanted = wanted();
        wanted.partition = Some("a\nrm -rf x".to_owned());
        wanted.options = vec!["account=x".to_owned()];
        let Err(JobError::Refused(why)) = wanted.scripts() else {
            panic!("it must be refused");
        };
        assert!(why.contains("--partition must not") && why.contains("such as --account=x"));
    }
}
