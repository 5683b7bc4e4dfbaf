//! Text to facts. A key that is not known, or a type that does not fit, is refused by the
//! reader of the format at its line; what a type cannot say is checked here for all facts of
//! all files, so that one pass names every mistake.

use serde::Deserialize;

use super::{Bounds, BoundsKind, Checked, Fact, Grade};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectFile {
    subject: String,
    fact: Vec<FactTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactTable {
    id: String,
    meaning: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    bounds: Option<BoundsKind>,
    unit: String,
    date: String,
    place: String,
    source: String,
    grade: Grade,
    checked: Checked,
    #[serde(default)]
    note: String,
}

/// The facts of these files (name and text), in order, or every mistake in them.
pub(super) fn gather(files: &[(&str, &str)]) -> Result<Vec<Fact>, Vec<String>> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut mistakes = Vec::new();
    for &(file, text) in files {
        match toml::from_str::<SubjectFile>(text) {
            Err(error) => {
                let line = error.span().map_or(1, |span| line_of(text, span.start));
                mistakes.push(format!("{file}, line {line}: {}", error.message()));
            }
            Ok(subject) => {
                for table in subject.fact {
                    let place = format!("{file}, fact `{}`", table.id);
                    if facts.iter().any(|fact| fact.id == table.id) {
                        mistakes.push(format!("{place}: the id is taken; ids are unique"));
                    }
                    let (fact, wrong) = settle(&subject.subject, table);
                    mistakes.extend(wrong.into_iter().map(|text| format!("{place}: {text}")));
                    facts.push(fact);
                }
            }
        }
    }
    if mistakes.is_empty() {
        Ok(facts)
    } else {
        Err(mistakes)
    }
}

/// The line, counted from 1, in which this byte stands.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&b| b == b'\n').count()
}

/// The fact of a table, and what is wrong with it.
fn settle(subject: &str, table: FactTable) -> (Fact, Vec<String>) {
    let mut wrong = Vec::new();
    let bounds = match (table.low, table.high, table.bounds) {
        (Some(low), Some(high), Some(kind)) => Some(Bounds { low, high, kind }),
        (None, None, None) => None,
        _ => {
            wrong.push("`low`, `high` and `bounds` are given together or not at all".to_owned());
            None
        }
    };
    if let Some(b) = bounds {
        // Written so that a not-a-number is refused too.
        if !(b.low.is_finite() && b.high.is_finite() && b.low <= b.high) {
            wrong.push(format!("low {} is not at most high {}", b.low, b.high));
        }
    }
    match table.value {
        None if table.low.is_none() && table.high.is_none() => {
            wrong.push("neither `value` nor `low` and `high`".to_owned());
        }
        Some(value) if !value.is_finite() => wrong.push(format!("value {value} is not finite")),
        _ => {}
    }
    if table.grade == Grade::E && bounds.is_none() {
        wrong.push("grade E is an assumption and needs `low`, `high` and `bounds`".to_owned());
    }
    if !is_snake_case(&table.id) {
        wrong.push("an id is lower-case letters, digits and single underscores".to_owned());
    }
    for (key, text) in [
        ("meaning", &table.meaning),
        ("unit", &table.unit),
        ("place", &table.place),
        ("source", &table.source),
    ] {
        if text.trim().is_empty() {
            wrong.push(format!("`{key}` is empty"));
        }
    }
    if !is_date(&table.date) {
        wrong.push(format!(
            "date `{}` is not a year, YYYY-MM, YYYY-MM-DD, a fiscal year such as 2009/10, or two of these joined by `to`",
            table.date
        ));
    }
    if ["://", "www.", ".co.uk", ".gov.uk", ".com", ".org"]
        .iter()
        .any(|host| table.source.contains(host))
    {
        wrong.push("`source` names a web host; name the author, title and year".to_owned());
    }
    let fact = Fact {
        id: table.id,
        subject: subject.to_owned(),
        meaning: table.meaning,
        value: table.value,
        bounds,
        unit: table.unit,
        date: table.date,
        place: table.place,
        source: table.source,
        grade: table.grade,
        checked: table.checked,
        note: table.note,
    };
    (fact, wrong)
}

fn is_snake_case(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split('_').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split(" to ");
    let first = parts.next().is_some_and(is_time);
    first && parts.next().is_none_or(is_time) && parts.next().is_none()
}

/// A year, a month, a day or a fiscal year.
fn is_time(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((first, second)) = text.split_once('/') {
        let next = first.parse::<u32>().map_or(0, |year| (year + 1) % 100);
        return digits(first, 4) && digits(second, 2) && second.parse() == Ok(next);
    }
    let mut parts = text.split('-');
    parts.next().is_some_and(|year| digits(year, 4))
        && parts
            .next()
            .is_none_or(|m| digits(m, 2) && ("01"..="12").contains(&m))
        && parts
            .next()
            .is_none_or(|d| digits(d, 2) && ("01"..="31").contains(&d))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
subject = "Sizes"

[[fact]]
id = "trusts"
meaning = "Local commissioners"
value = 152
unit = "bodies"
date = "2006-10 to 2010-03"
place = "England"
source = "House of Commons, Hansard, 20 July 2009"
grade = "B"
checked = "read"
"#;

    fn mistakes(text: &str) -> Vec<String> {
        gather(&[("sizes.toml", text)]).expect_err("the text holds a mistake")
    }

    #[test]
    fn a_complete_table_becomes_a_fact() {
        let facts = gather(&[("sizes.toml", GOOD)]).expect("complete");
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].subject, "Sizes");
        assert_eq!(facts[0].value, Some(152.0));
        assert_eq!(facts[0].bounds, None);
        assert_eq!(facts[0].grade, Grade::B);
        assert_eq!(facts[0].checked, Checked::Read);
    }

    #[test]
    fn an_unknown_key_is_refused_at_its_line() {
        let found = mistakes(&GOOD.replace("place =", "plaice ="));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("sizes.toml, line 10: unknown field `plaice`"),
            "{found:?}"
        );
    }

    #[test]
    fn all_mistakes_of_all_files_are_named_in_one_pass() {
        let bad = GOOD
            .replace("value = 152", "low = 3\nhigh = 2\nbounds = \"range\"")
            .replace("2006-10 to 2010-03", "October 2006")
            .replace("\"bodies\"", "\" \"");
        let found = gather(&[("a.toml", bad.as_str()), ("b.toml", GOOD)]).expect_err("bad");
        let expected = [
            "a.toml, fact `trusts`: low 3 is not at most high 2",
            "a.toml, fact `trusts`: `unit` is empty",
            "a.toml, fact `trusts`: date `October 2006`",
            "b.toml, fact `trusts`: the id is taken; ids are unique",
        ];
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (text, start) in found.iter().zip(expected) {
            assert!(text.starts_with(start), "{text}");
        }
    }

    #[test]
    fn a_figure_is_a_value_or_bounds_and_an_assumption_has_bounds() {
        let none = mistakes(&GOOD.replace("value = 152\n", ""));
        assert_eq!(
            none,
            ["sizes.toml, fact `trusts`: neither `value` nor `low` and `high`"]
        );
        let half = mistakes(&GOOD.replace("value = 152", "low = 152"));
        assert!(
            half[0].ends_with("are given together or not at all"),
            "{half:?}"
        );
        let assumed = mistakes(&GOOD.replace("grade = \"B\"", "grade = \"E\""));
        assert!(
            assumed[0].contains("grade E is an assumption"),
            "{assumed:?}"
        );
        let infinite = mistakes(&GOOD.replace("152", "inf"));
        assert!(
            infinite[0].ends_with("value inf is not finite"),
            "{infinite:?}"
        );
    }

    #[test]
    fn a_web_host_is_no_source() {
        let found = mistakes(&GOOD.replace("Hansard,", "www.parliament.uk,"));
        assert!(found[0].contains("names a web host"), "{found:?}");
    }

    #[test]
    fn dates_are_years_months_days_fiscal_years_or_two_of_them() {
        for good in [
            "2009",
            "2009-04",
            "2009-04-01",
            "2009/10",
            "1999/00",
            "2009/10 to 2014/15",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "09",
            "2009-13",
            "2009-4",
            "2009/11",
            "2009 to",
            "2009 to 2010 to 2011",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
