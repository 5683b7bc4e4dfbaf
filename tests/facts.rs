//! The built-in facts: complete, unique, and consistent with each other.

use std::collections::BTreeSet;
use std::path::Path;

use grip::facts::{self, BoundsKind, Checked, Grade};

/// The value of a fact, which the test needs to exist.
fn value(id: &str) -> f64 {
    facts::find(id)
        .unwrap_or_else(|| panic!("no fact `{id}`"))
        .value
        .unwrap_or_else(|| panic!("fact `{id}` has bounds only"))
}

#[test]
fn every_fact_has_a_figure_unit_date_place_source_and_grade() {
    for fact in facts::all() {
        assert!(fact.value.is_some() || fact.bounds.is_some(), "{}", fact.id);
        for text in [
            &fact.meaning,
            &fact.unit,
            &fact.date,
            &fact.place,
            &fact.source,
        ] {
            assert!(!text.trim().is_empty(), "{}", fact.id);
        }
        assert!(
            fact.grade != Grade::E || fact.bounds.is_some_and(|b| b.kind == BoundsKind::Range),
            "{}: an assumption needs a range",
            fact.id
        );
        assert_eq!(
            fact.grade == Grade::E,
            fact.source.starts_with("Assumption: "),
            "{}: grade E and only grade E is marked as an assumption in its source",
            fact.id
        );
    }
}

#[test]
fn ids_are_unique_and_found_again() {
    let ids: BTreeSet<&str> = facts::all().iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(ids.len(), facts::all().len());
    for id in ids {
        assert_eq!(facts::find(id).map(|fact| fact.id.as_str()), Some(id));
    }
    assert_eq!(facts::find("no_such_fact"), None);
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/facts");
    let mut on_disk = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        on_disk += text.lines().filter(|line| *line == "[[fact]]").count();
    }
    assert_eq!(on_disk, facts::all().len());
}

#[test]
fn facts_of_one_subject_stand_together() {
    let mut subjects: Vec<&str> = facts::all()
        .iter()
        .map(|fact| fact.subject.as_str())
        .collect();
    subjects.dedup();
    assert_eq!(
        subjects,
        [
            "Structure and sizes",
            "Allocations",
            "Running costs",
            "The savings drive (QIPP)",
            "Disinvestment",
            "Variation",
            "Health value"
        ]
    );
}

#[test]
fn computed_facts_follow_from_the_facts_they_name() {
    let share = value("savings_substantiated_2011") / value("savings_reported_2011");
    assert!(
        (share - value("substantiated_share")).abs() < 0.0005,
        "{share}"
    );
    // Fourteen million pounds at sixty of 152 trusts that spend seventy billion together.
    let decommissioned = 14e6 / (60.0 / value("trusts") * 70e9);
    assert!(
        (decommissioned - value("decommissioned_share_2007")).abs() < 5e-6,
        "{decommissioned}"
    );
    // Fifteen billion in three years, less the first two.
    let third = 15e9 - value("savings_reported_2011") - value("savings_reported_2012");
    assert!(
        (third - value("savings_reported_2013")).abs() < 1e6,
        "{third}"
    );
    let shares = value("share_national") + value("share_tariff") + value("share_local");
    assert!((shares - 1.0).abs() < 1e-12, "{shares}");
}

#[test]
fn need_outgrows_allocations_by_the_order_of_the_challenge() {
    // 80.0 x 1.07^5 = 112.2; 80.0 x 1.055 x 1.03 x 1.028 x 1.026^2 = 94.1; gap 18.1 billion.
    let need = value("allocation_base") * (1.0 + 2.0 * value("need_growth_volume")).powi(5);
    let money = value("allocation_base")
        * (1.0 + value("allocation_growth_first"))
        * (1.0 + value("allocation_growth_second"))
        * (1.0 + value("allocation_growth_third"))
        * (1.0 + value("allocation_growth_later")).powi(2);
    let gap = need - money;
    assert!((gap - 18.1e9).abs() < 0.1e9, "{gap}");
    assert!((gap / value("challenge_total") - 1.0).abs() < 0.15);
}

#[test]
fn the_patterns_carry_the_bands_fixed_beforehand() {
    for (id, low, high) in [
        ("trusts_inactive_2007", 0.50, 0.80),
        ("decommissioned_share_2007", 0.0002, 0.0010),
        ("substantiated_share", 0.5, 0.7),
    ] {
        let bounds = facts::find(id).and_then(|fact| fact.bounds).unwrap();
        assert_eq!(bounds.kind, BoundsKind::PassBand, "{id}");
        assert_eq!(
            (bounds.low.to_bits(), bounds.high.to_bits()),
            (f64::to_bits(low), f64::to_bits(high)),
            "{id}"
        );
    }
}

#[test]
fn what_is_only_recalled_is_a_small_part_and_is_marked() {
    let recalled = facts::all()
        .iter()
        .filter(|fact| fact.checked == Checked::Recalled)
        .count();
    assert!(
        recalled * 10 <= facts::all().len(),
        "{recalled} of {}",
        facts::all().len()
    );
}
