//! The pages and files for engines other than Slurm say what works: the examples of GNU parallel and
//! xargs run as they stand in the page, and the Kubernetes manifests are valid and agree with themselves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};
use small::{Folder, PROMISED};

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The example of the page that follows `<!-- tested: NAME -->`.
fn example(name: &str) -> String {
    let page = fs::read_to_string(root("docs/more_than_one_machine.md")).unwrap();
    let (_, after) = page
        .split_once(&format!("<!-- tested: {name} -->\n```sh\n"))
        .unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

/// Runs an example of the page on the small experiment, and compares with an undivided run.
fn runs_as_it_stands(name: &str) {
    let files = Folder::new(&format!("machines-{name}"));
    fs::create_dir_all(&files.0).unwrap();
    for file in ["ground.toml", "small.toml"] {
        fs::copy(root("tests/cluster").join(file), files.0.join(file)).unwrap();
    }
    let [asked, small] = [
        "nice_cover --points 64",
        "small.toml --geography ground.toml --points 20",
    ];
    let script = example(name);
    assert!(script.contains(asked), "{script}");
    let undivided = format!("grip run {small} --quiet --out whole\n");
    let script = format!("set -e\n{undivided}{}", script.replace(asked, small));
    let program = Path::new(env!("CARGO_BIN_EXE_grip")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(&files.0)
        .env("PATH", format!("{}:{path}", program.display()))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", output.status);
    for name in PROMISED.into_iter().chain(["report.html"]) {
        let [whole, merged] = ["whole", "results/nice_cover"]
            .map(|folder| fs::read(files.0.join(folder).join(name)).unwrap());
        assert!(whole == merged, "{name} differs");
    }
}

#[test]
#[cfg(unix)]
fn the_example_of_gnu_parallel_gives_the_bytes_of_an_undivided_run() {
    let there = Command::new("parallel").arg("--version").output();
    if !there.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("GNU parallel")) {
        eprintln!("skipped: GNU parallel is not installed; the example of xargs is still run");
        return;
    }
    runs_as_it_stands("parallel");
}

#[test]
#[cfg(unix)]
fn the_example_of_xargs_gives_the_bytes_of_an_undivided_run() {
    runs_as_it_stands("xargs");
}

/// What of a value is not as the schema says. This knows the words that the schema uses, and fails
/// at any other.
fn faults(schema: &Value, value: &Value, place: &str, all: &Value, found: &mut Vec<String>) {
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => {
                let name = rule
                    .as_str()
                    .unwrap()
                    .strip_prefix("#/definitions/")
                    .unwrap();
                faults(&all["definitions"][name], value, place, all, found);
            }
            "type" => {
                let kinds: Vec<&str> = match rule {
                    Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                let is = |kind: &&str| match *kind {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "number" => value.is_number(),
                    "null" => value.is_null(),
                    other => panic!("type {other}"),
                };
                if !kinds.iter().any(is) {
                    found.push(format!("{place}: {value} is not {}", kinds.join(" or ")));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                        found.push(format!("{place}: {name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, part) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(name) {
                        faults(rule, part, &format!("{place}.{name}"), all, found);
                    }
                }
            }
            "additionalProperties" => {
                for (name, part) in value.as_object().into_iter().flatten() {
                    if schema["properties"].get(name).is_some() {
                        continue;
                    }
                    match rule {
                        Value::Bool(false) => found.push(format!("{place}: no field {name}")),
                        Value::Bool(true) => {}
                        rule => faults(rule, part, &format!("{place}.{name}"), all, found),
                    }
                }
            }
            "items" => {
                for (at, part) in value.as_array().into_iter().flatten().enumerate() {
                    faults(rule, part, &format!("{place}[{at}]"), all, found);
                }
            }
            "enum" => {
                if !rule.as_array().unwrap().contains(value) {
                    found.push(format!("{place}: {value} is none of {rule}"));
                }
            }
            "oneOf" => {
                let fits = |rule: &&Value| {
                    let mut found = Vec::new();
                    faults(rule, value, place, all, &mut found);
                    found.is_empty()
                };
                if rule.as_array().unwrap().iter().filter(fits).count() != 1 {
                    found.push(format!("{place}: {value} fits not one of {rule}"));
                }
            }
            "$comment" | "definitions" | "format" => {}
            other => panic!("the schema has a word that is not known here: {other}"),
        }
    }
}

/// Everything that is wrong with a manifest: by the published schema, and by what the API server and
/// `grip` ask for beyond it.
fn wrong_with(job: &Value) -> Vec<String> {
    let text = fs::read_to_string(root("tests/data/kubernetes/job.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let mut found = Vec::new();
    faults(&schema, job, "job", &schema, &mut found);
    let (spec, pod) = (&job["spec"], &job["spec"]["template"]["spec"]);
    let container = &pod["containers"][0];
    let mut rule = |holds: bool, what: &str| {
        if !holds {
            found.push(what.to_owned());
        }
    };
    let arguments: Vec<&str> = container["args"]
        .as_array()
        .map(|all| all.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let named = |name: &str| {
        arguments
            .iter()
            .find_map(|argument| argument.strip_prefix(name))
    };
    rule(
        pod["restartPolicy"] == "Never",
        "a failure policy needs restartPolicy Never",
    );
    let rules = spec["podFailurePolicy"]["rules"].as_array();
    for one in rules.into_iter().flatten() {
        let name = &one["onExitCodes"]["containerName"];
        rule(
            name.is_null() || *name == container["name"],
            "a rule is for no container",
        );
    }
    if arguments.first() == Some(&"run") {
        let shards = named("--shard=env/").and_then(|n| n.parse::<u64>().ok());
        rule(
            spec["completionMode"] == "Indexed",
            "completionMode must be Indexed",
        );
        rule(shards.is_some(), "--shard=env/N must be given");
        rule(
            spec["completions"].as_u64() == shards,
            "completions must be the N of env/N",
        );
        rule(
            spec["parallelism"].as_u64() <= shards,
            "parallelism must be at most completions",
        );
        rule(
            spec["backoffLimitPerIndex"].is_u64(),
            "each index must have tries of its own",
        );
        // The API server refuses both together; and any other index would make env/N ambiguous.
        rule(
            spec["backoffLimit"].is_null(),
            "backoffLimit counts the tries of all indices",
        );
        rule(container["env"].is_null(), "the index is set by Kubernetes");
        let folder = named("--out=").unwrap_or_default();
        let mount = container["volumeMounts"][0]["mountPath"]
            .as_str()
            .unwrap_or("none");
        rule(
            folder.starts_with(&format!("{mount}/")),
            "results must go to the volume",
        );
    }
    let mounted = &container["volumeMounts"][0]["name"];
    rule(
        *mounted == pod["volumes"][0]["name"],
        "the mounted volume must be there",
    );
    found
}

fn manifest(name: &str) -> Value {
    let text = fs::read_to_string(root("configs/cluster").join(name)).unwrap();
    let mut documents = serde_yaml_ng::Deserializer::from_str(&text);
    let value = Value::deserialize(documents.next().unwrap()).unwrap();
    assert!(
        documents.next().is_none(),
        "{name} holds more than one document"
    );
    value
}

#[test]
fn the_kubernetes_manifests_are_valid_and_agree_with_themselves() {
    let [shards, merge] = ["kubernetes_shards.yaml", "kubernetes_merge.yaml"].map(manifest);
    for job in [&shards, &merge] {
        let found = wrong_with(job);
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }
    let words = |job: &Value| job["spec"]["template"]["spec"]["containers"][0]["args"].clone();
    let out = words(&shards)[5]
        .as_str()
        .unwrap()
        .strip_prefix("--out=")
        .unwrap()
        .to_owned();
    assert_eq!(words(&merge)[1], *out, "both are of one folder");
    // The words are a call of grip.
    let texts: Vec<String> = serde_json::from_value(words(&shards)).unwrap();
    let call = std::iter::once("grip".to_owned()).chain(texts);
    grip::cli::tree().try_get_matches_from(call).unwrap();
}

#[test]
fn a_wrong_manifest_is_found_out() {
    let right = manifest("kubernetes_shards.yaml");
    let pod = "/spec/template/spec";
    for (place, value, part) in [
        (
            "/apiVersion".to_owned(),
            json!("batch/v2"),
            "none of [\"batch/v1\"]",
        ),
        (
            "/spec/completions".to_owned(),
            json!("10"),
            "is not integer",
        ),
        (
            "/spec/completions".to_owned(),
            json!(12),
            "must be the N of env/N",
        ),
        (
            "/spec/parallelism".to_owned(),
            json!(11),
            "at most completions",
        ),
        (
            "/spec/completionMode".to_owned(),
            json!("NonIndexed"),
            "must be Indexed",
        ),
        (
            "/spec/backoffLimitPerIndex".to_owned(),
            Value::Null,
            "tries of its own",
        ),
        (
            format!("{pod}/restartPolicy"),
            json!("OnFailure"),
            "restartPolicy Never",
        ),
        (format!("{pod}/containers"), json!({}), "is not array"),
        (
            format!("{pod}/containers/0/name"),
            json!("other"),
            "for no container",
        ),
        (
            format!("{pod}/containers/0/args/3"),
            json!("--shard=env/9"),
            "must be the N",
        ),
        (
            format!("{pod}/containers/0/volumeMounts/0/mountPath"),
            json!("/other"),
            "to the volume",
        ),
        (
            format!("{pod}/volumes/0/persistentVolumeClaim"),
            json!({}),
            "\"claimName\" is missing",
        ),
        (
            "/spec".to_owned(),
            json!({"complettions": 3}),
            "no field complettions",
        ),
    ] {
        let mut wrong = right.clone();
        *wrong.pointer_mut(&place).unwrap() = value;
        let found = wrong_with(&wrong).join("\n");
        assert!(found.contains(part), "{place}: {part} is not in\n{found}");
    }
}

/// A folder with the small experiment.
fn small_files(name: &str) -> Folder {
    let files = Folder::new(name);
    fs::create_dir_all(files.0.join("bin")).unwrap();
    for file in ["ground.toml", "small.toml"] {
        fs::copy(root("tests/cluster").join(file), files.0.join(file)).unwrap();
    }
    files
}

/// A call with only `bin` of the folder, and the plainest tools, on the path.
fn call(files: &Folder, words: &str) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_grip"))
        .args(words.split_whitespace())
        .current_dir(&files.0)
        .env("PATH", files.0.join("bin"))
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code(), out, err)
}

const SUBMIT: &str = "submit slurm small.toml --geography ground.toml --points 20 --out parts";

#[test]
fn the_help_of_submit_has_an_example_that_runs_and_a_dry_run_writes_nothing() {
    let files = small_files("submit-help");
    let (code, help, _) = call(&files, "submit slurm --help");
    assert_eq!(code, Some(0));
    let example = help
        .lines()
        .find_map(|line| line.strip_prefix("  grip "))
        .unwrap();
    let (code, scripts, complaint) = call(&files, example);
    assert_eq!(code, Some(0), "{complaint}");
    assert!(
        scripts.starts_with("# sbatch --array=0-9 shards.sh\n#!/bin/bash\n"),
        "{scripts}"
    );
    assert!(scripts.contains("# sbatch --dependency=afterany:JOB merge.sh\n#!/bin/bash\n"));
    assert_eq!(files.names(), ["bin", "ground.toml", "small.toml"]);
}

#[test]
fn what_cannot_be_submitted_is_refused_before_anything_is_written() {
    let files = small_files("submit-refused");
    for (more, part) in [
        (
            "--shards 4",
            "sbatch, by which jobs are handed to Slurm, is not found here",
        ),
        (
            "--shards 12",
            "between 1 and 11, the number of batches of the plan; found 12",
        ),
        ("--shards 1001", "1001 is not in 1..=1000"),
        (
            "--shards 4 --option account=x",
            "such as --account=x, found \"account=x\"",
        ),
        ("", "--shards <N>"),
    ] {
        let (code, _, why) = call(&files, &format!("{SUBMIT} {more}"));
        assert_eq!(code, Some(2), "{more}: {why}");
        assert!(why.contains(part), "{more}: {why}");
    }
    assert_eq!(files.names(), ["bin", "ground.toml", "small.toml"]);
}

/// A stand-in for sbatch that numbers jobs and keeps what it was called with; the real one is
/// called by `tests/cluster/slurm_loopback.sh`.
#[test]
#[cfg(unix)]
fn the_same_call_submits_what_is_missing_and_a_merge_after_it() {
    use std::os::unix::fs::PermissionsExt;
    let files = small_files("submit-again");
    let sbatch = files.0.join("bin/sbatch");
    let log = files.0.join("calls");
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n[ -e {0}.refuse ] && {{ echo no such partition >&2; \
         exit 1; }}\necho \"$@\" >>{0}\necho \"17;here\"\n",
        log.display()
    );
    fs::write(&sbatch, script).unwrap();
    fs::set_permissions(&sbatch, fs::Permissions::from_mode(0o755)).unwrap();
    let submit = format!("{SUBMIT} --shards 5");
    let run = "run small.toml --geography ground.toml --points 20 --out parts --quiet --shard";
    let calls = || fs::read_to_string(&log).unwrap_or_default();

    let (code, told, why) = call(&files, &submit);
    assert_eq!(code, Some(0), "{why}");
    assert!(
        told.starts_with("shards 0-4 of 5 are submitted as array job 17, their merge"),
        "{told}"
    );
    let first = "--parsable --array=0-4 parts/slurm/shards.sh\n\
                 --parsable --dependency=afterany:17 parts/slurm/merge.sh\n";
    assert_eq!(calls(), first);
    // The folder knows its shards before the first has begun, and others are refused.
    assert_eq!(call(&files, "status parts --missing").1, "0-4\n");
    assert_eq!(call(&files, &format!("{run} 0/6")).0, Some(2));
    for shard in ["0/5", "1/5", "3/5"] {
        assert_eq!(call(&files, &format!("{run} {shard}")).0, Some(0));
    }
    fs::remove_file(&log).unwrap();
    let (_, told, _) = call(&files, &submit);
    assert!(told.starts_with("shards 2,4 of 5 are submitted"), "{told}");
    assert!(
        calls().starts_with("--parsable --array=2,4 "),
        "{}",
        calls()
    );
    for shard in ["2/5", "4/5"] {
        assert_eq!(call(&files, &format!("{run} {shard}")).0, Some(0));
    }
    fs::remove_file(&log).unwrap();
    let (_, told, _) = call(&files, &submit);
    assert!(
        told.starts_with("all 5 shards are done; their merge is submitted"),
        "{told}"
    );
    assert_eq!(calls(), "--parsable parts/slurm/merge.sh\n");
    // What Slurm says is passed on.
    fs::write(format!("{}.refuse", log.display()), "").unwrap();
    let (code, _, why) = call(&files, &submit);
    assert_eq!(code, Some(4));
    assert!(
        why.contains("did not take parts/slurm/merge.sh: no such partition"),
        "{why}"
    );
}
