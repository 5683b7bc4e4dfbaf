//! Which files of the model read a parameter, as their source says: the registers hold no such
//! list, so it cannot be out of date.

use super::files::{EQUATIONS, PHASE_FILES, SETTING_UP};
use super::source::before_tests;

/// Files outside the model that read parameters.
const BEYOND: &[(&str, &str)] = &[
    ("measures", include_str!("../../engine/measures.rs")),
    ("step", include_str!("../../engine/step.rs")),
];

/// What reads a parameter, by its path `table.key`: names of phases, and of the equations and
/// parts of the world that phases share, each in the order of the model description.
#[must_use]
pub fn readers(path: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let named = |files: &[(&'static str, &'static str)]| -> Vec<&'static str> {
        let files = files.iter().filter(|(_, source)| reads(source, path));
        files
            .map(|(name, _)| name.strip_prefix("phases/").unwrap_or(name))
            .collect()
    };
    let mut shared = named(EQUATIONS);
    shared.extend(named(SETTING_UP));
    shared.extend(named(BEYOND));
    (named(PHASE_FILES), shared)
}

/// Whether a source reads `table.key`, in full or by a name that it gives to the table.
fn reads(source: &str, path: &str) -> bool {
    let Some((table, key)) = path.split_once('.') else {
        return false;
    };
    let kind = type_of(table);
    let mut names = vec![table.to_owned()];
    for line in before_tests(source) {
        let bare = line.trim();
        // fn effort(p: &Balances, or p: &parameters::Balances
        for given in [format!(": &{kind}"), format!(": &parameters::{kind}")] {
            if let Some((before, after)) = bare.split_once(&given)
                && !after.starts_with(char::is_alphanumeric)
            {
                let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_'));
                names.extend(name.take(1).map(str::to_owned));
            }
        }
        // let e = &setting.parameters.evidence;
        if let Some((name, value)) = bare
            .strip_prefix("let ")
            .and_then(|rest| rest.split_once(" = &"))
            && value.trim_end_matches(';').ends_with(&format!(".{table}"))
        {
            names.push(name.to_owned());
        }
        if !bare.starts_with("//") && names.iter().any(|name| has(bare, name, key)) {
            return true;
        }
    }
    false
}

/// The type of a table of parameters: `cost_of_care` is `CostOfCare`.
fn type_of(table: &str) -> String {
    let words = table.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    words.collect()
}

/// Whether a line has `name.key` as whole words.
fn has(line: &str, name: &str, key: &str) -> bool {
    let wanted = format!("{name}.{key}");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(&wanted).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + wanted.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PARAMETERS;

    #[test]
    fn whole_words_count_and_names_for_tables_are_followed() {
        let source = "//! p.evidence.hidden\nlet e = &p.evidence;\nlet x = e.spread + me.other;\n\
                      fn f(p: &Balances, q: &parameters::Prevention) {\nlet z = p.line + q.decay;\n\
                      #[cfg(test)]\nlet y = e.tested;\n";
        assert!(reads(source, "evidence.spread"));
        assert!(reads(source, "balances.line") && reads(source, "prevention.decay"));
        assert!(!reads(source, "practices.line"));
        for path in [
            "evidence.other",
            "evidence.hidden",
            "evidence.tested",
            "evidence.spre",
        ] {
            assert!(!reads(source, path), "{path}");
        }
    }

    #[test]
    fn nearly_every_parameter_is_read_somewhere_in_the_model() {
        let unread: Vec<&str> = PARAMETERS
            .iter()
            .map(|p| p.path)
            .filter(|path| readers(path) == (Vec::new(), Vec::new()))
            .collect();
        // Some are read by measures only, or where a run is set up.
        assert!(unread.len() * 10 < PARAMETERS.len(), "{unread:?}");
        assert!(readers("evidence.spillover").0.contains(&"implement"));
    }
}
