//! The text of `configs/base.toml`, made from the registers: every parameter at its default, in
//! schedule order, with its meaning, unit, range, source and grade, and every mechanism on.

use std::fmt::Write as _;

use super::mechanisms::MECHANISMS;
use super::parameters::{Law, PARAMETERS, Parameter, TABLES};

const HEAD: &str = "\
# Every parameter at its default, in schedule order.
#
# This file is generated from the registers of the program and compared with them by a test;
# write it anew with: grip describe base > configs/base.toml
# A file of your own needs only the lines that differ. Ranges include both ends. \"Drawn from\" is
# what designs sample; a parameter without it is fixed by structure. Grades: A causal study of the
# English NHS, B official statistic or audit, C observational or qualitative study, D theory or
# analogy, E assumption.
";

/// The text of the file.
#[must_use]
pub fn base_text() -> String {
    let mut text = HEAD.to_owned();
    for (table, meaning, _) in TABLES {
        let _ = write!(text, "\n# {meaning}.\n[parameters.{table}]\n");
        for parameter in PARAMETERS.iter().filter(|p| p.table() == table) {
            text.push_str(&entry(parameter));
        }
    }
    text.push_str(
        "\n# Mechanisms. Off means what stands in brackets, whatever the parameters say. The mark \
         is what\n# theory says the mechanism pushes towards, registered before any run: C central, \
         L local,\n# +/- either, J against deciding jointly, X against shared authority, - neither.\n\
         [mechanisms]\n",
    );
    for mechanism in &MECHANISMS {
        let _ = writeln!(
            text,
            "{} = true # {} ({})",
            mechanism.name,
            mechanism.sign.mark(),
            mechanism.off_means
        );
    }
    text
}

fn entry(parameter: &Parameter) -> String {
    let [low, high] = parameter.range;
    let mut meaning = parameter.meaning.to_owned();
    if let Some(first) = meaning.get(..1) {
        let capital = first.to_uppercase();
        meaning.replace_range(..1, &capital);
    }
    let law = match parameter.law {
        Law::Uniform => "",
        Law::LogUniform => ", uniform in the logarithm",
        Law::Integer => ", whole",
        Law::Simplex => ", one of the parts of a whole that sum to 1",
    };
    let drawn = parameter.sampled.map_or(String::new(), |[low, high]| {
        format!("; drawn from {low} to {high}")
    });
    format!(
        "# {meaning}; {}.\n# {}, {low} to {high}{law}{drawn}.\n# Source: {}. Grade {:?}.\n{} = {}\n",
        parameter.symbol,
        parameter.unit,
        parameter.source,
        parameter.grade,
        parameter.key(),
        number(parameter.default, parameter.law == Law::Integer),
    )
}

/// A number as TOML writes it, thousands apart; counts without a decimal point.
fn number(value: f64, count: bool) -> String {
    let text = value.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.trim_start_matches('-');
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    match (part, count) {
        ("", true) => format!("{sign}{grouped}"),
        ("", false) => format!("{sign}{grouped}.0"),
        (part, _) => format!("{sign}{grouped}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::library::BASE;

    #[test]
    fn the_file_in_the_project_is_the_one_the_registers_make() {
        assert!(
            BASE == base_text(),
            "configs/base.toml is out of date: grip describe base > configs/base.toml"
        );
    }

    #[test]
    fn numbers_keep_their_value_and_show_their_thousands() {
        assert_eq!(number(0.035, false), "0.035");
        assert_eq!(number(12_936.0, false), "12_936.0");
        assert_eq!(number(-0.05, false), "-0.05");
        assert_eq!(number(1_000_000.0, false), "1_000_000.0");
        assert_eq!(number(2000.0, false), "2000.0");
        assert_eq!(number(60.0, true), "60");
    }
}
