//! The page of all verbs, `docs/cli.md`: the help of each, word for word.

use std::fmt::Write as _;

/// The page as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut tree = super::tree().term_width(100);
    tree.build();
    let mut text = String::from(
        "<!-- Generated from the program; GRIP_WRITE_DOCS=1 cargo test --release --lib cli:: writes it \
         anew. -->\n\n# The verbs of grip\n\nExit codes: 0 done; 1 a check failed or some runs failed; \
         2 the input was wrong, nothing was written; 3 a merge is incomplete; 4 the disk or another \
         resource failed, what was finished is kept; 75 stopped by SIGTERM or a time limit, try again; \
         130 Ctrl-C. What is finished is kept, and the same call continues it. Results go to stdout, \
         diagnostics to stderr; `NO_COLOR` is honoured.\n\nA bare `grip` runs the headline \
         experiment.\n",
    );
    for verb in tree.get_subcommands_mut() {
        let name = verb.get_name().to_owned();
        let help = verb.render_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(
            text,
            "\n## grip {name}\n\n```text\n{}\n```\n",
            lines.join("\n").trim_end()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_page_of_verbs_is_the_help_of_the_program() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
        if std::env::var_os("GRIP_WRITE_DOCS").is_some() {
            fs::write(&path, reference()).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap() == reference(),
            "docs/cli.md is out of date: GRIP_WRITE_DOCS=1 cargo test --release --lib cli::"
        );
    }

    #[test]
    fn the_readme_names_every_verb() {
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = fs::read_to_string(readme).unwrap();
        let tree = crate::cli::tree();
        let missing: Vec<&str> = tree
            .get_subcommands()
            .map(clap::Command::get_name)
            .filter(|verb| !readme.contains(&format!("grip {verb}")))
            .collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn every_verb_has_an_example_that_the_program_can_parse() {
        for verb in crate::cli::tree().get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let (_, examples) = help.split_once("Example:").unwrap_or_default();
            let words: Vec<&str> = examples.split_whitespace().collect();
            assert_eq!(words.first(), Some(&"grip"), "{}", verb.get_name());
            let parsed = crate::cli::tree().try_get_matches_from(&words);
            assert!(parsed.is_ok(), "{words:?}: {}", parsed.unwrap_err());
        }
    }
}
