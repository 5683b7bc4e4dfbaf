//! The description of a bundle as a Research Object Crate: `ro-crate-metadata.json` by RO-Crate 1.1
//! (S. Soiland-Reyes and others, Data Science 5(2), 2022) and its profile Process Run Crate 0.5
//! (S. Leo and others, PLoS ONE 19(9), 2024): one action, what was used (the program), what it took
//! and what it made.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// The licence of figures and tables that the program makes.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

const CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const TERMS: &str = "https://w3id.org/ro/terms/workflow-run/context";
const CONFORMS: &str = "https://w3id.org/ro/crate/1.1";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";

/// What a file of the bundle has to do with the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The runs were made from it.
    Taken,
    /// It was made by the runs.
    Made,
    /// It explains.
    Beside,
}

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateFile {
    /// Its name, with `/` between folders.
    pub name: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// What it has to do with the runs.
    pub role: Role,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of the contents.
    pub sha256: String,
}

/// Everything that the description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate<'a> {
    /// Name of the experiment.
    pub experiment: &'a str,
    /// Its name on the page.
    pub title: &'a str,
    /// The question it answers.
    pub question: &'a str,
    /// When the first call began, RFC 3339.
    pub started: &'a str,
    /// When the last call ended, RFC 3339.
    pub ended: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// Version of the model.
    pub model_version: u32,
    /// The command line.
    pub command: &'a str,
    /// Runs planned and runs failed.
    pub runs: (u64, u64),
    /// Who ran it, where that is to be said.
    pub agent: Option<&'a str>,
    /// The files, without the description itself.
    pub files: &'a [CrateFile],
}

/// The description as JSON, two spaces to a level.
#[must_use]
pub fn metadata(of: &Crate<'_>) -> String {
    let program = format!("#grip-{}", of.version);
    // One value stands by itself, several in a list.
    let references = |role: Role| -> Value {
        let files = of.files.iter().filter(|file| file.role == role);
        let mut files: Vec<Value> = files.map(|file| json!({"@id": file.name})).collect();
        match (files.len(), files.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                files.extend(last);
                Value::Array(files)
            }
        }
    };
    // The form of a time that the profile's checks read.
    let time = |text: &str| match text.strip_suffix('Z') {
        Some(bare) => format!("{bare}+00:00"),
        None => text.to_owned(),
    };
    let parts: Vec<Value> = of
        .files
        .iter()
        .map(|file| json!({"@id": file.name}))
        .collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": CONFORMS},
            "about": {"@id": "./"},
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": format!("{}: results of the experiment {} of grip", of.title, of.experiment),
            "description": of.question,
            "datePublished": time(of.ended),
            "license": {"@id": LICENCE},
            "conformsTo": {"@id": PROFILE},
            "hasPart": parts,
            "mentions": {"@id": "#run"},
        }),
        json!({
            "@id": LICENCE,
            "@type": "CreativeWork",
            "name": "Creative Commons Attribution 4.0 International",
            "description": "Figures and tables may be shared and changed, with attribution",
        }),
        json!({
            "@id": PROFILE,
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": "0.5",
        }),
        json!({
            "@id": program,
            "@type": "SoftwareApplication",
            "name": "grip",
            "description": format!(
                "An agent-based simulator of central versus local control in public health-care \
                 commissioning; version {} of its model",
                of.model_version
            ),
            "softwareVersion": of.version,
            "license": {"@id": "https://spdx.org/licenses/MIT"},
        }),
        json!({
            "@id": "https://spdx.org/licenses/MIT",
            "@type": "CreativeWork",
            "name": "MIT License",
            "description": "The program is under the MIT licence, or Apache 2.0 as you like",
        }),
    ];
    let mut action = json!({
        "@id": "#run",
        "@type": "CreateAction",
        "name": format!("The runs of {}", of.experiment),
        "description": format!(
            "{} ({} runs, {} failed)", of.command, of.runs.0, of.runs.1
        ),
        "actionStatus": "http://schema.org/CompletedActionStatus",
        "startTime": time(of.started),
        "endTime": time(of.ended),
        "instrument": {"@id": program},
        "object": references(Role::Taken),
        "result": references(Role::Made),
    });
    if let Some(agent) = of.agent {
        action["agent"] = json!({"@id": "#agent"});
        graph[1]["author"] = json!({"@id": "#agent"});
        graph.push(json!({"@id": "#agent", "@type": "Person", "name": agent}));
    }
    graph.push(action);
    for file in of.files {
        graph.push(json!({
            "@id": file.name,
            "@type": "File",
            "name": file.name,
            "description": file.meaning,
            "encodingFormat": format_of(&file.name),
            "contentSize": file.bytes.to_string(),
            "sha256": file.sha256,
        }));
    }
    let mut text = format!(
        "{:#}",
        json!({"@context": [CONTEXT, TERMS], "@graph": graph})
    );
    text.push('\n');
    text
}

/// The media type of a file by its ending.
fn format_of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "csv" => "text/csv",
        "html" => "text/html",
        "json" => "application/json",
        "md" => "text/markdown",
        "parquet" => "application/vnd.apache.parquet",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "toml" => "application/toml",
        "cff" => "application/yaml",
        _ => "text/plain",
    }
}

/// The page that says what the bundle is and how everything in it is made again.
#[must_use]
pub fn readme(of: &Crate<'_>, again: Option<&str>) -> String {
    let again = again.map_or_else(String::new, |call| {
        format!(
            "To run all of it anew from the files of the question, into a folder of its own:\n\n\
             ```sh\n{call}\n```\n\n"
        )
    });
    format!(
        "# {title}\n\n{question}\n\nResults of the experiment `{experiment}` of grip {version} \
         (version {model} of the model): {runs} runs, {failed} failed. What follows from them is \
         simulated, not a forecast.\n\n\
         ## Every figure again, by one command\n\n\
         With grip {version} (`cargo install grip --version {version}`), in this folder:\n\n\
         ```sh\ngrip report .\n```\n\n\
         makes every chart and the page anew from the stored runs, to the same bytes: \
         `sha256sum --check --quiet SHA256SUMS` says so for all but `manifest.json`, which holds the \
         time of the call.\n\n\
         ```sh\ngrip verify . --runs 10\n```\n\n\
         compares every file with the manifest, runs ten of the stored runs again and compares every \
         bit; `--runs {runs}` does so with all of them.\n\n{again}\
         ## What is here\n\n{list}\n\
         Figures and tables are under CC BY 4.0 (`LICENSE-CC-BY-4.0`). How to cite: `CITATION.cff`, \
         with the version and the digest of the configuration in `manifest.json`.\n",
        title = of.title,
        question = of.question,
        experiment = of.experiment,
        version = of.version,
        model = of.model_version,
        runs = of.runs.0,
        failed = of.runs.1,
        list = list(of.files),
    )
}

/// The files by what they are, with the charts together.
fn list(files: &[CrateFile]) -> String {
    let mut text = String::from("| file | what it is |\n| --- | --- |\n");
    for file in files
        .iter()
        .filter(|file| !file.name.starts_with("charts/"))
    {
        let _ = writeln!(text, "| `{}` | {} |", file.name, file.meaning);
    }
    let charts = files.iter().filter(|file| file.name.starts_with("charts/"));
    let _ = writeln!(
        text,
        "| `charts/` | {} files: every chart as SVG and PNG, with the numbers it draws as CSV |",
        charts.count()
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_part_and_stands_on_its_side_of_the_action() {
        let file = |name: &str, role| CrateFile {
            name: name.to_owned(),
            meaning: "a file".to_owned(),
            role,
            bytes: 3,
            sha256: "00".to_owned(),
        };
        let files = [
            file("configuration.toml", Role::Taken),
            file("charts/a.svg", Role::Made),
            file("README.md", Role::Beside),
        ];
        let of = Crate {
            experiment: "small",
            title: "Small",
            question: "Does it work?",
            started: "2026-01-01T00:00:00Z",
            ended: "2026-01-01T00:01:00Z",
            version: "0.1.0",
            model_version: 2,
            command: "grip run small",
            runs: (48, 1),
            agent: Some("A. Person"),
            files: &files,
        };
        let value: Value = serde_json::from_str(&metadata(&of)).unwrap();
        let graph = value["@graph"].as_array().unwrap();
        let find = |id: &str| graph.iter().find(|entity| entity["@id"] == id).unwrap();
        assert_eq!(find("./")["hasPart"].as_array().unwrap().len(), 3);
        let run = find("#run");
        assert_eq!(run["object"], json!({"@id": "configuration.toml"}));
        assert_eq!(run["result"], json!({"@id": "charts/a.svg"}));
        let program = find("#grip-0.1.0");
        assert_eq!(run["instrument"]["@id"], program["@id"]);
        assert_eq!(run["endTime"], "2026-01-01T00:01:00+00:00");
        assert_eq!(find("charts/a.svg")["encodingFormat"], "image/svg+xml");
        let text = readme(&of, None);
        assert!(text.contains("grip report .") && text.contains("48 runs, 1 failed"));
    }
}
