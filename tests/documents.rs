//! The pages that are kept by hand say what the code and their own rules say.

use std::path::{Path, PathBuf};

use grip::scenario::PARAMETERS;

fn read(path: impl AsRef<Path>) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names and paths of the files of a folder and its folders, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn root(below: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(below)
}

#[test]
fn decision_records_are_short_numbered_once_and_complete() {
    // Each domain has ten numbers of its own, so there are gaps.
    let mut last = 0;
    for path in files(&root("docs/decisions")) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        let number = name.split('-').next().unwrap_or_default();
        let value: u32 = number.parse().unwrap_or_default();
        assert!(number.len() == 4 && value > last, "{name}: number");
        last = value;
        let text = read(&path);
        assert!(text.starts_with(&format!("# {number} ")), "{name}: title");

        assert!(
            text.lines().count() <= 40,
            "{name}: {} lines",
            text.lines().count()
        );
        let parts = [
            "**Question.**",
            "**Choice.**",
            "**Rejected.**",
            "**What would change our mind.**",
            "**Guard.**",
        ];
        let mut rest = text.as_str();
        for part in parts {
            let (_, after) = rest
                .split_once(part)
                .unwrap_or_else(|| panic!("{name}: {part} is missing or out of order"));
            rest = after;
        }
        assert!(
            rest.contains("`tests/") || rest.contains("`src/"),
            "{name}: names no guard"
        );
    }
}

/// The functions marked as tests of a file, or of the files of a folder.
fn tests_of(path: &str) -> Vec<String> {
    let path = root(path);
    let all = if path.is_dir() {
        files(&path)
    } else {
        vec![path]
    };
    let mut names = Vec::new();
    for file in all {
        let mut marked = false;
        for line in read(file).lines().map(str::trim) {
            if line == "#[test]" {
                marked = true;
            } else if let Some(rest) = line.strip_prefix("fn ")
                && std::mem::take(&mut marked)
            {
                names.extend(rest.split('(').next().map(str::to_owned));
            }
        }
    }
    names
}

#[test]
fn the_guard_of_every_decision_record_exists() {
    let mut seen = 0;
    for path in files(&root("docs/decisions")) {
        let text = read(&path);
        let (_, guard) = text.split_once("**Guard.**").expect("a guard");
        let mut tests = Vec::new();
        for quoted in guard.split('`').skip(1).step_by(2) {
            if ["tests/", "src/", "benches/"]
                .iter()
                .any(|folder| quoted.starts_with(folder))
            {
                assert!(root(quoted).exists(), "{}: no {quoted}", path.display());
                tests = tests_of(quoted);
            } else {
                let found = tests.iter().any(|name| name == quoted);
                assert!(found, "{}: no test {quoted}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 20, "only {seen} guards were found");
}

#[test]
fn every_symbol_of_the_register_is_unique() {
    let mut symbols: Vec<&str> = PARAMETERS.iter().map(|p| p.symbol).collect();
    symbols.sort_unstable();
    let twice: Vec<&str> = symbols
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    assert!(twice.is_empty(), "{twice:?} mean two things");
}

#[test]
fn the_glossary_explains_every_public_type_of_the_model() {
    let glossary = read("docs/glossary.md");
    let mut lacking = Vec::new();
    for path in files(&root("src/model")) {
        for line in read(&path).lines() {
            let name = ["pub struct ", "pub enum "]
                .iter()
                .find_map(|kind| line.strip_prefix(kind))
                .map(|rest| {
                    rest.split(|c: char| !c.is_alphanumeric())
                        .next()
                        .unwrap_or("")
                });
            if let Some(name) = name
                && !glossary.contains(&format!("`{name}`"))
            {
                lacking.push(name.to_owned());
            }
        }
    }
    assert!(lacking.is_empty(), "docs/glossary.md lacks {lacking:?}");
}

#[test]
fn the_glossary_gives_a_word_one_meaning() {
    let glossary = read("docs/glossary.md");
    let mut words: Vec<&str> = glossary
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .filter(|word| *word != "word" && !word.starts_with("---"))
        .flat_map(|word| word.split(", "))
        .collect();
    let count = words.len();
    assert!(count > 100, "only {count} words were found");
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count, "a word stands twice");
}

#[test]
fn citation_and_changelog_name_the_version_of_the_crate() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CITATION.cff").contains(&format!("\nversion: {version}\n")));
    let changelog = read("CHANGELOG.md");
    let newest = changelog
        .lines()
        .find(|line| line.starts_with("## "))
        .unwrap();
    assert!(newest.starts_with(&format!("## {version} ")), "{newest}");
    let newest_part = changelog.split("\n## ").nth(1).unwrap();
    assert!(newest_part.contains("### Results change"));
    assert!(newest_part.contains("### Inputs change"));
}

#[test]
fn links_of_the_pages_lead_somewhere() {
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for target in read(page)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            assert!(root(target).exists(), "{page}: {target}");
        }
    }
}
