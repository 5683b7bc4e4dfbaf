//! What a source file may import and touch.

use std::collections::BTreeSet;

use crate::source::{paths, tokens, without_comments_and_strings, without_test_items};
use crate::table::Layers;

/// What a path reaches outside the program; `Err` for what no layer may use.
fn reached_by_path(path: &[String]) -> Result<Option<&'static str>, String> {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    Ok(match words[..] {
        ["std", "net", ..] => return Err("`std::net`: nothing here uses a network".to_owned()),
        ["std", "fs", ..] => Some("disk"),
        ["std", "thread", ..] | ["rayon", _, ..] => Some("threads"),
        // A length of time reads no clock; constants are fixed when the program is built.
        ["std", "time", "Duration", ..] | ["std", "env", "consts", ..] => None,
        ["std", "time", ..] => Some("clock"),
        ["std", "env", ..] => Some("environment"),
        ["std", "io", "stdin" | "stdout" | "stderr", ..] => Some("terminal"),
        _ => None,
    })
}

/// The same for a single word and the token after it.
fn reached_by_word(word: &str, next: &str) -> Result<Option<&'static str>, String> {
    Ok(match word {
        "HashMap" | "HashSet" => return Err(format!("`{word}` has no fixed order")),
        "Instant" | "SystemTime" => Some("clock"),
        "print" | "println" | "eprint" | "eprintln" | "dbg" if next == "!" => Some("terminal"),
        _ => None,
    })
}

/// Files that `file` brings in for its unit tests only, by `#[cfg(test)] mod name;`.
pub fn test_files(file: &str, source: &str) -> BTreeSet<String> {
    let all = tokens(&without_comments_and_strings(source));
    let kept = modules_in_files(&without_test_items(&all));
    let folder = file.strip_suffix("mod.rs").map_or_else(
        || {
            file.strip_suffix(".rs")
                .map_or_else(String::new, |stem| format!("{stem}/"))
        },
        str::to_owned,
    );
    modules_in_files(&all)
        .difference(&kept)
        .map(|name| format!("{folder}{name}.rs"))
        .collect()
}

/// Names of the modules that stand in files of their own: `mod name;` outside braces.
fn modules_in_files(tokens: &[String]) -> BTreeSet<String> {
    let mut depth = 0;
    let mut names = BTreeSet::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "mod" if depth == 0 && tokens.get(i + 2).is_some_and(|end| end == ";") => {
                names.insert(tokens[i + 1].clone());
            }
            _ => {}
        }
    }
    names
}

/// What is wrong with one file; `file` is its path below `src`, with forward slashes.
pub fn faults(layers: &Layers, file: &str, source: &str) -> BTreeSet<String> {
    let mut module: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    if module.last() == Some(&"mod") {
        module.pop();
    }
    let layer = match module[0] {
        "main" => "cli",
        "lib" => return BTreeSet::new(),
        name => name,
    };
    let Some((row, allowed)) = layers.get(layer) else {
        return BTreeSet::from([format!("{file}: `{layer}` is not in the layer table")]);
    };
    let mut found = BTreeSet::new();
    let mut note = |name: &str, reached: Result<Option<&'static str>, String>| match reached {
        Err(reason) => {
            found.insert(format!("{file}: {reason}"));
        }
        Ok(Some(touch)) if !allowed.contains(touch) => {
            found.insert(format!(
                "{file}: `{name}` touches {touch}, which `{layer}` may not"
            ));
        }
        Ok(_) => {}
    };
    let tokens = without_test_items(&tokens(&without_comments_and_strings(source)));
    for (i, word) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).map_or("", String::as_str);
        note(word, reached_by_word(word, next));
    }
    let paths = paths(&tokens);
    for path in &paths {
        note(&path.join("::"), reached_by_path(path));
    }
    for path in &paths {
        // `super` climbs from this module; at the root the next word is a layer.
        let climbed = path.iter().take_while(|word| *word == "super").count();
        let target = match path.first().map(String::as_str) {
            Some("crate" | "grip") => path.get(1),
            Some("super") if climbed >= module.len() => path.get(climbed),
            _ => None,
        };
        if let Some((name, (below, _))) = target.and_then(|name| layers.get_key_value(name))
            && below > row
        {
            found.insert(format!(
                "{file}: `{layer}` imports `{name}`, which is below it"
            ));
        }
    }
    found
}
