//! Scenario files: parameters, mechanisms and the geography, over the defaults.

use super::error::{Mistake, Source};
use super::file::{Table, parse};
use super::settings::{Setting, geography, mechanisms, parameters};

/// Keys of a scenario file.
pub(super) const KEYS: [&str; 3] = ["geography", "parameters", "mechanisms"];

/// Reads a scenario file, with its mistakes.
pub(super) fn read(source: &Source) -> (Vec<Setting>, Vec<Mistake>) {
    let (content, mut reader) = parse(source);
    let top = Table::top(&content);
    reader.only(&top, &KEYS);
    let mut settings = parameters(&mut reader, &top, false);
    settings.extend(mechanisms(&mut reader, &top));
    settings.extend(geography(&mut reader, &top));
    (settings, reader.finish())
}
