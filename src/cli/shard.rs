//! `--shard`: which share of the runs this call does, given as a number or by a scheduler.

use std::path::Path;

use super::{End, show};
use crate::job::shards::ShardDone;
use crate::store::Shard;

/// Variables in which schedulers tell a task its number, and the number of the first task.
const VARIABLES: [(&str, &str, u32); 8] = [
    ("SLURM_ARRAY_TASK_ID", "Slurm", 0),
    ("JOB_COMPLETION_INDEX", "Kubernetes", 0),
    ("HQ_TASK_ID", "HyperQueue", 0),
    ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS Batch", 0),
    ("PBS_ARRAY_INDEX", "PBS", 1),
    ("SGE_TASK_ID", "Grid Engine", 1),
    ("LSB_JOBINDEX", "LSF", 1),
    ("PARALLEL_SEQ", "GNU parallel", 1),
];

/// What `--shard` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The number of the shard; nothing where the scheduler tells it.
    number: Option<u32>,
    /// Number of shards.
    of: u32,
}

/// Reads `I/N` or `env/N`.
///
/// # Errors
/// What is wrong with it and what is allowed.
pub fn parse(text: &str) -> Result<Asked, String> {
    let form = "it must be I/N, such as 3/12, or env/N, such as env/12";
    let (number, of) = text.split_once('/').ok_or(form)?;
    let of: u32 = of
        .parse()
        .ok()
        .filter(|of| *of > 0)
        .ok_or_else(|| format!("{form}; the number of shards is at least 1, found \"{of}\""))?;
    if number == "env" {
        return Ok(Asked { number: None, of });
    }
    let number: u32 = number
        .parse()
        .map_err(|_| format!("{form}; found \"{number}\" for I"))?;
    if number < of {
        let number = Some(number);
        return Ok(Asked { number, of });
    }
    let meant = if number == of {
        format!("; shards are counted from 0, did you mean {}/{of}?", of - 1)
    } else {
        String::new()
    };
    Err(format!(
        "the number of a shard must lie between 0 and {}, found {number}{meant}",
        of - 1
    ))
}

/// The shard that is meant.
///
/// # Errors
/// Where the scheduler was to tell its number, and none, several or a wrong one stand in the
/// environment.
pub fn settle(asked: Asked) -> Result<Shard, String> {
    let of = asked.of;
    let number = match asked.number {
        Some(number) => number,
        None => from_scheduler(of, &|name| std::env::var(name).ok())?,
    };
    Ok(Shard { number, of })
}

fn from_scheduler(of: u32, value: &dyn Fn(&str) -> Option<String>) -> Result<u32, String> {
    let set: Vec<(&str, &str, u32, String)> = VARIABLES
        .into_iter()
        .filter_map(|(name, engine, first)| Some((name, engine, first, value(name)?)))
        // Grid Engine says "undefined", and LSF 0, in a job that is no array.
        .filter(|(name, _, _, value)| {
            !(value.is_empty()
                || (*name == "SGE_TASK_ID" && value == "undefined")
                || (*name == "LSB_JOBINDEX" && value == "0"))
        })
        .collect();
    let (name, engine, first, text) = match &set[..] {
        [one] => one,
        [] => {
            let names = VARIABLES.map(|(name, engine, _)| format!("{name} ({engine})"));
            return Err(format!(
                "--shard env/{of} reads the number of the shard from the environment, and no \
                 variable of a scheduler is set there: {}\ngive the number, as --shard 0/{of}",
                names.join(", ")
            ));
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|(name, engine, _, value)| format!("{name}={value} ({engine})"))
                .collect();
            return Err(format!(
                "--shard env/{of} reads the number of the shard from the environment, and \
                 several schedulers tell one: {}\ngive the one you mean, as --shard \"${}\"/{of}",
                names.join(", "),
                several[0].0
            ));
        }
    };
    let number = text.parse::<u32>().ok();
    let shard = number.and_then(|number| number.checked_sub(*first));
    shard.filter(|shard| *shard < of).ok_or_else(|| {
        format!(
            "{name} is \"{text}\"; {engine} must number the {of} shards from {first} to {}",
            u64::from(of) - 1 + u64::from(*first)
        )
    })
}

/// Says what a call for a shard came to.
pub fn told(done: &ShardDone, folder: &Path, json: bool) -> End {
    let ShardDone {
        shard: Shard { number, of },
        runs,
        failed,
    } = *done;
    let text = match runs {
        _ if json => {
            let line = serde_json::json!({
                "event": "shard", "shard": number, "shards": of, "runs": runs, "failed": failed,
                "merged": runs.is_none(), "folder": folder,
            });
            format!("{line}\n")
        }
        Some(runs) => format!("shard {number} of {of} is done: {runs} runs\n"),
        None => format!(
            "{} holds the results of all shards; nothing was left to do\n",
            folder.display()
        ),
    };
    let end = show::out(&text);
    if failed == 0 {
        return end;
    }
    show::complain(&format!(
        "{failed} runs of the shard failed; `grip merge` counts them and says why\n"
    ));
    End::Failed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_a_number_below_a_count_or_left_to_the_scheduler() {
        let number = Some(3);
        assert_eq!(parse("3/12"), Ok(Asked { number, of: 12 }));
        assert_eq!(
            parse("env/12"),
            Ok(Asked {
                number: None,
                of: 12
            })
        );
        for (wrong, part) in [
            ("3", "must be I/N"),
            ("3/0", "at least 1, found \"0\""),
            ("-1/3", "found \"-1\" for I"),
            ("x/3", "found \"x\" for I"),
            ("3/3", "counted from 0, did you mean 2/3?"),
            ("9/3", "between 0 and 2, found 9"),
            ("/3", "found \"\" for I"),
            ("3/99999999999", "found \"99999999999\""),
        ] {
            let why = parse(wrong).unwrap_err();
            assert!(why.contains(part), "{wrong}: {why}");
        }
    }

    #[test]
    fn the_number_comes_from_the_one_scheduler_that_tells_it() {
        let with = |pairs: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = pairs.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        for (name, _, first) in VARIABLES {
            let value = move |asked: &str| (asked == name).then(|| (first + 2).to_string());
            assert_eq!(from_scheduler(3, &value), Ok(2), "{name}");
            let beyond = move |asked: &str| (asked == name).then(|| (first + 3).to_string());
            let why = from_scheduler(3, &beyond).unwrap_err();
            assert!(
                why.contains(&format!("from {first} to {}", first + 2)),
                "{why}"
            );
        }
        // Left over by an engine whose job is no array.
        let value = with(&[
            ("SGE_TASK_ID", "undefined"),
            ("LSB_JOBINDEX", "0"),
            ("HQ_TASK_ID", "1"),
        ]);
        assert_eq!(from_scheduler(3, &value), Ok(1));
        let why = from_scheduler(3, &with(&[])).unwrap_err();
        assert!(why.contains("no variable of a scheduler is set") && why.contains("--shard 0/3"));
        let value = with(&[("SLURM_ARRAY_TASK_ID", "1"), ("PARALLEL_SEQ", "2")]);
        let why = from_scheduler(3, &value).unwrap_err();
        assert!(
            why.contains("SLURM_ARRAY_TASK_ID=1 (Slurm), PARALLEL_SEQ=2"),
            "{why}"
        );
        let why = from_scheduler(3, &with(&[("PBS_ARRAY_INDEX", "0")])).unwrap_err();
        assert!(
            why.contains("PBS must number the 3 shards from 1 to 3"),
            "{why}"
        );
    }
}
