//! One file with everything that a reader needs to rebuild each figure and check each number: the
//! results, what was asked, the ground where it is the user's own, the description of the model,
//! and how to cite it. It is a results folder itself, so `grip report .` works where it is unpacked.

use std::path::Path;

use super::conclude::stored;
use super::error::JobError;
use super::ground;
use crate::report::odd;
use crate::report::ro_crate::{Crate, CrateFile, Role, metadata, readme};
use crate::scenario::Source;
use crate::store::{
    Content, Entry, Layout, StoreError, hash_file, sha256_hex, write_folder, write_zip,
};

/// How to cite the program.
const CITATION: &str = include_str!("../../CITATION.cff");
/// The licence of figures and tables.
const LICENCE: &str = include_str!("../../LICENSE-CC-BY-4.0");

/// A file of the question: its name in the folder `question` of the bundle, and its text.
pub type Asked = (String, Source);

/// What goes into a bundle besides the results folder.
#[derive(Clone, Debug, Default)]
pub struct With {
    /// The experiment file first, then arms and structures; empty where they could not be found.
    pub question: Vec<Asked>,
    /// Options of the call that made the results, which the experiment file does not say.
    pub options: Vec<String>,
    /// Who ran it, where that is to be said.
    pub agent: Option<String>,
}

/// What was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// Number of files.
    pub files: usize,
    /// Length of all of them in bytes, before they are packed.
    pub bytes: u64,
}

/// Puts a results folder into a zip file, if the name ends so, or into a folder.
///
/// # Errors
/// When the folder is not finished or not what its manifest says, the geography is not the one that
/// was run on, something cannot be read, or the disk refuses.
pub fn bundle(layout: &Layout, out: &Path, with: &With) -> Result<Bundled, JobError> {
    let (manifest, configuration) = stored(layout)?;
    let folder = layout.root().display();
    let Some(ended) = &manifest.ended else {
        return Err(JobError::Refused(format!(
            "{folder} holds an experiment that is not finished; give the same run again, it goes on"
        )));
    };
    let wrong: Vec<String> = manifest
        .check_files(layout.root())
        .iter()
        .map(ToString::to_string)
        .collect();
    if !wrong.is_empty() {
        return Err(JobError::Refused(format!(
            "{folder} is not what its manifest says:\n  {}\nmake it anew with grip summarise and \
             grip report, or run it again",
            wrong.join("\n  ")
        )));
    }
    let experiment = &configuration.experiment;
    let name = &experiment.scenario.geography;
    if ground::digest(&ground::of_folder(layout, name)?)? != configuration.geography_digest {
        return Err(JobError::Refused(format!(
            "the geography \"{name}\" is not the one that was run on"
        )));
    }
    let mut names: Vec<String> = manifest.files.keys().cloned().collect();
    if let Some(search) = &experiment.search {
        names.extend(super::search::files_of_stages(layout, search)?);
        names.sort();
        names.dedup();
    }
    let mut parts = results(layout, names.iter());
    parts.extend(asked(&manifest.configuration, &with.question));
    for (name, path) in own_ground(layout, name)? {
        let name = format!("{}/{name}", ground::OWN);
        parts.push((
            Entry::file(&name, &path),
            "the geography of the runs".to_owned(),
            Role::Taken,
        ));
    }
    parts.extend(explained());
    parts.sort_by(|a, b| a.0.name.cmp(&b.0.name));

    let files = parts
        .iter()
        .map(|(entry, meaning, role)| described(entry, meaning, *role))
        .collect::<Result<Vec<CrateFile>, StoreError>>()?;
    let mut of = Crate {
        experiment: &experiment.name,
        title: &experiment.title,
        question: &experiment.question,
        started: &manifest.started,
        ended,
        version: &manifest.build.grip,
        model_version: configuration.model_version,
        command: &manifest.command.join(" "),
        runs: (manifest.runs.planned, manifest.runs.failed),
        agent: with.agent.as_deref(),
        files: &files,
    };
    let again = with.question.first().map(|(name, _)| {
        let file = format!("question/{name}");
        let options = with.options.iter().map(String::as_str);
        let words = ["grip", "run", &file].into_iter().chain(options);
        let words: Vec<&str> = words.chain(["--out", "again"]).collect();
        words.join(" ")
    });
    let page = readme(&of, again.as_deref());
    let sums: Vec<String> = files
        .iter()
        .filter(|file| file.name != "manifest.json")
        .map(|file| format!("{}  {}\n", file.sha256, file.name))
        .collect();
    let sums = sums.concat();
    let more = [
        (
            "README.md",
            page.as_str(),
            "what this is, and the one command",
        ),
        (
            "SHA256SUMS",
            &sums,
            "SHA-256 of every file, for sha256sum --check",
        ),
    ];
    let mut all = files.clone();
    let mut entries: Vec<Entry> = parts.into_iter().map(|(entry, ..)| entry).collect();
    for (name, text, meaning) in more {
        let entry = Entry::text(name, text);
        all.push(described(&entry, meaning, Role::Beside)?);
        entries.push(entry);
    }
    of.files = &all;
    entries.insert(0, Entry::text("ro-crate-metadata.json", &metadata(&of)));
    let is_zip = out.extension().is_some_and(|ending| ending == "zip");
    if is_zip {
        write_zip(out, &entries)?;
    } else {
        write_folder(out, &entries)?;
    }
    Ok(Bundled {
        files: entries.len(),
        bytes: all.iter().map(|file| file.bytes).sum(),
    })
}

type Part = (Entry, String, Role);

/// The results themselves.
fn results<'a>(layout: &Layout, names: impl Iterator<Item = &'a String>) -> Vec<Part> {
    let names = names.map(String::as_str).chain(["manifest.json"]);
    names
        .map(|name| {
            let meaning = match name {
                "manifest.json" => "versions, configuration, counts and hashes",
                "plan.parquet" => "one row for each planned run",
                "runs.parquet" => "one row for each run, horizon and outcome",
                "paths.parquet" => "one row for each run, year and outcome that keeps a path",
                "places.parquet" => "means and intervals for each reporting area",
                "summary.csv" => "estimates by arm, horizon and outcome",
                "sensitivity.csv" => "how much each input matters",
                "failures.csv" => "one row for each run that failed, with its reason",
                "discovery.csv" => "at which inputs an arm is better: box and rule",
                "data_dictionary.csv" => "what each column and outcome means",
                "report.html" => "the page, which opens offline",
                name if name.starts_with("charts/") => match name.rsplit_once('.') {
                    Some((_, "csv")) => "the numbers of a chart",
                    _ => "a chart",
                },
                _ => "a table of results",
            };
            let entry = Entry::file(name, &layout.root().join(name));
            (entry, meaning.to_owned(), Role::Made)
        })
        .collect()
}

/// What was asked: with every default filled in, and as it was written.
fn asked(configuration: &str, question: &[Asked]) -> Vec<Part> {
    let resolved = "everything that was asked, with every default filled in and the origin of each";
    let mut parts = vec![(
        Entry::text("configuration.toml", configuration),
        resolved.to_owned(),
        Role::Taken,
    )];
    parts.extend(question.iter().map(|(name, source)| {
        let entry = Entry::text(&format!("question/{name}"), &source.text);
        (
            entry,
            "the question as it was written".to_owned(),
            Role::Taken,
        )
    }));
    parts
}

/// What explains.
fn explained() -> Vec<Part> {
    [
        ("docs/ODD.md", odd::odd(), "the model, equation by equation"),
        (
            "docs/parameters.md",
            odd::parameters(),
            "every parameter: meaning, unit, range, source, grade",
        ),
        (
            "docs/outcomes.md",
            odd::outcomes(),
            "every outcome: meaning and unit",
        ),
        ("CITATION.cff", CITATION.to_owned(), "how to cite"),
        (
            "LICENSE-CC-BY-4.0",
            LICENCE.to_owned(),
            "the licence of figures and tables",
        ),
    ]
    .into_iter()
    .map(|(name, text, meaning)| (Entry::text(name, &text), meaning.to_owned(), Role::Beside))
    .collect()
}

/// The files of the user's own geography, from the results folder itself where that has a copy.
fn own_ground(layout: &Layout, name: &str) -> Result<Vec<(String, std::path::PathBuf)>, JobError> {
    let file = Path::new(name).file_name().unwrap_or_default();
    let copy = layout.root().join(ground::OWN).join(file);
    if copy.is_file() {
        return ground::files(&copy.display().to_string());
    }
    ground::files(name)
}

fn described(entry: &Entry, meaning: &str, role: Role) -> Result<CrateFile, StoreError> {
    let (bytes, sha256) = match &entry.content {
        Content::Bytes(bytes) => (bytes.len() as u64, sha256_hex(bytes)),
        Content::File(path) => {
            let hash = hash_file(path)?;
            (hash.bytes, hash.sha256)
        }
    };
    Ok(CrateFile {
        name: entry.name.clone(),
        meaning: meaning.to_owned(),
        role,
        bytes,
        sha256,
    })
}
