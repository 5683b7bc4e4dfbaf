//! The page of known facts: what it says first, what failures mean, and that uses are kept apart.

use grip::facts::patterns::{Purpose, known};
use grip::report::page::{Page, build_patterns};
use grip::report::patterns::{PatternFindings, Shows};

/// Every fact in the middle of its band, but these out of it or without a number.
fn page(out: &[&str], without: &[&str]) -> Page {
    let known = known().unwrap();
    let shown: Vec<Shows> = known
        .patterns
        .into_iter()
        .map(|pattern| Shows {
            simulated: if out.contains(&pattern.id.as_str()) {
                pattern.high * 2.0 + 1.0
            } else if without.contains(&pattern.id.as_str()) {
                f64::NAN
            } else {
                f64::midpoint(pattern.low, pattern.high)
            },
            seeds: 20,
            pattern,
        })
        .collect();
    build_patterns(&PatternFindings {
        shown: &shown,
        not_computed: &known.not_computed,
        replicates: 20,
        seed: 2009,
    })
}

fn text_between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[test]
fn the_first_sentence_names_the_held_out_facts_that_fail_and_their_meaning_follows() {
    let page = page(&["P11.deficits", "P3.ratio"], &[]);
    super::keep(&page, "patterns");
    let known = known().unwrap().patterns;
    let held = known
        .iter()
        .filter(|p| p.purpose == Purpose::HeldOut)
        .count();
    let headline = text_between(&page.html, "<p class=\"headline\">", "</p>");
    assert_eq!(
        headline,
        format!(
            "The model reproduces {} of {held} known facts that were held out; out of their bands are P11 \
             deficits.",
            held - 1
        )
    );
    let failures = text_between(&page.html, "<h2 id=\"failures\">", "</section>");
    let held_out = failures.find("P11 deficits (held out)").unwrap();
    let calibration = failures.find("P3 ratio (calibration)").unwrap();
    assert!(held_out < calibration);
    assert!(failures.contains("Deficits are rarer or more frequent than they were"));
    assert_eq!(failures.matches("<li>").count(), 2);
}

#[test]
fn each_use_has_its_own_table_and_what_is_not_computed_its_reason() {
    let page = page(&[], &[]);
    let known = known().unwrap();
    let rows = |id: &str| {
        let part = text_between(&page.html, &format!("<h2 id=\"{id}\">"), "</section>");
        part.matches("<th scope=\"row\">").count()
    };
    let of = |purpose| {
        known
            .patterns
            .iter()
            .filter(|p| p.purpose == purpose)
            .count()
    };
    assert_eq!(rows("heldout"), of(Purpose::HeldOut));
    assert_eq!(rows("calibration"), of(Purpose::Calibration));
    assert_eq!(rows("sign"), of(Purpose::Qualitative));
    assert_eq!(rows("built"), of(Purpose::BuiltIn));
    assert_eq!(rows("notcomputed"), known.not_computed.len());
    assert!(page.html.contains("No fact is out of its band."));
    assert!(
        page.html
            .contains("grip patterns --replicates 20 --seed 2009")
    );
}

#[test]
fn a_fact_without_a_number_fails_and_is_left_out_of_the_chart_alone() {
    let page = page(&[], &["P4.adoption"]);
    assert!(
        page.html
            .contains("P4 adoption (held out): no number, against a band of")
    );
    let known = known().unwrap().patterns.len();
    assert_eq!(page.figures[0].csv.lines().count(), 1 + known - 1);
    assert_eq!(page.figures[0].scene.faults(), Vec::<String>::new());
}
