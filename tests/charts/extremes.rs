//! Inputs at the edge of what a user can cause: one row, names without spaces, huge, tiny and equal
//! numbers, and numbers that are none. Charts stay readable or refuse; they never panic.

use grip::report::charts::ChartError;
use grip::report::charts::bureaucracy::bureaucracy;
use grip::report::charts::dose_response::{DoseSeries, dose_response};
use grip::report::charts::dot_interval::{DotInterval, DotRow, dot_interval};
use grip::report::charts::heat_table::heat_table;
use grip::report::charts::pareto::{ParetoArm, pareto};
use grip::report::charts::prim_box::prim_box;
use grip::report::charts::probability_best::probability_best;
use grip::report::charts::rank_map::rank_map;
use grip::report::charts::robust_bars::robust_bars;
use grip::report::charts::savings_path::{PathKind, PathSeries, savings_path};
use grip::report::charts::tile_map::{TileArea, tile_map};
use grip::report::charts::trade_off::trade_off;
use proptest::prelude::*;

use super::samples;

fn sound(test: &str, figure: Result<grip::report::charts::Figure, ChartError>) {
    let figure = figure.unwrap();
    super::keep(&figure, test);
    assert_eq!(
        figure.scene.faults(),
        Vec::<String>::new(),
        "{}",
        figure.name
    );
    assert!(figure.png().is_ok());
}

const LONG: &str =
    "Nationally_mandated_disinvestment_with_subsidiary_appeal_to_the_strategic_health_authority";

#[test]
fn a_very_long_name_is_wrapped_and_never_clipped() {
    let mut dots = samples::dots();
    dots.rows[0].arm = LONG.into();
    dots.caption.title = format!("Higher saving under {LONG}");
    dots.left_words =
        "a smaller saving than it would have been had nothing been decided at all".into();
    sound("long-", dot_interval(&dots));
    let mut best = samples::best();
    best.rows[1].arm = LONG.into();
    sound("long-", probability_best(&best));
    let mut regret = samples::regret();
    regret.rows[1].arm = LONG.into();
    regret.marks[0].words = format!("{LONG} {LONG}");
    sound("long-", robust_bars(&regret));
    let mut accounts = samples::bureaucracy();
    accounts.arms[2] = LONG.into();
    accounts.accounts[1].name = LONG.into();
    sound("long-", bureaucracy(&accounts));
    let mut heat = samples::heat();
    heat.rows[3].0 = LONG.into();
    heat.columns[4].outcome = LONG.into();
    sound("long-", heat_table(&heat));
    let mut dose = samples::dose();
    for panel in &mut dose.panels {
        panel.series[1].label = LONG.into();
    }
    sound("long-", dose_response(&dose));
    let mut ranks = samples::ranks();
    ranks.arms[7].name = LONG.into();
    ranks.across.name = format!("{LONG} {LONG}");
    sound("long-", rank_map(&ranks));
    let mut found = samples::found_box();
    found.rows[1].input = LONG.into();
    found.rows[2].unit = LONG.into();
    sound("long-", prim_box(&found));
    let mut front = samples::front();
    front.arms[2].name = LONG.into();
    front.outcomes[1].name = format!("{LONG} {LONG}");
    sound("long-", pareto(&front));
    let mut path = samples::path();
    path.upper.series[1].label = LONG.into();
    sound("long-", savings_path(&path));
}

#[test]
fn one_row_one_year_or_one_area_is_enough() {
    let mut dots = samples::dots();
    dots.rows.truncate(1);
    sound("one-", dot_interval(&dots));
    let mut regret = samples::regret();
    regret.rows.truncate(1);
    sound("one-", robust_bars(&regret));
    // All the same, and none of it anything: the best at every input.
    let mut none = samples::regret();
    for row in &mut none.rows {
        (row.value, row.interval, row.marks) = (0.0, (0.0, 0.0), vec![0.0; 2]);
    }
    sound("none-", robust_bars(&none));
    let mut never = samples::good_enough();
    for row in &mut never.rows {
        (row.value, row.interval, row.marks) = (0.0, (0.0, 0.02), vec![0.0, 1.0]);
    }
    sound("never-", robust_bars(&never));
    let mut best = samples::best();
    best.rows.truncate(1);
    sound("one-", probability_best(&best));
    let mut tiles = samples::tiles();
    tiles.areas.truncate(1);
    sound("one-", tile_map(&tiles));
    let mut path = samples::path();
    path.years.truncate(1);
    for series in path.upper.series.iter_mut().chain(&mut path.lower.series) {
        series.values.truncate(1);
        series.interval = None;
    }
    sound("one-", savings_path(&path));
    let mut dose = samples::dose();
    dose.panels.truncate(1);
    dose.panels[0].series.truncate(1);
    dose.panels[0].series[0].points.truncate(1);
    sound("one-", dose_response(&dose));
    let mut heat = samples::heat();
    heat.columns.truncate(1);
    for (_, cells) in &mut heat.rows {
        cells.truncate(1);
    }
    sound("one-", heat_table(&heat));
}

#[test]
fn huge_tiny_and_equal_numbers_are_drawn() {
    for size in [1e12, 1e-7, 0.0] {
        let mut dots = samples::dots();
        for row in &mut dots.rows {
            (row.mean, row.inner, row.outer) = (size, (size, size), (size, size));
            (row.spread, row.unadjusted) = (None, None);
        }
        sound("size-", dot_interval(&dots));
        let mut tiles = samples::tiles();
        for area in &mut tiles.areas {
            (area.value, area.interval) = (size, (size, size));
        }
        sound("size-", tile_map(&tiles));
        let mut dose = samples::dose();
        for point in dose
            .panels
            .iter_mut()
            .flat_map(|p| &mut p.series)
            .flat_map(|s| &mut s.points)
        {
            (point.mean, point.inner, point.outer) = (size, (size, size), (size, size));
        }
        sound("size-", dose_response(&dose));
    }
}

#[test]
fn forty_arms_are_still_told_apart_and_clear_of_each_other() {
    let mut dots = samples::dots();
    let row = dots.rows[0].clone();
    dots.rows = (0..40)
        .map(|i| DotRow {
            arm: format!("Arrangement {i}"),
            ..row.clone()
        })
        .collect();
    sound("forty-", dot_interval(&dots));
    let mut front = samples::front();
    let rows = front.arms.clone();
    front.arms = (0..40)
        .map(|i| ParetoArm {
            name: format!("Arrangement of many words, number {i}"),
            ..rows[i % rows.len()].clone()
        })
        .collect();
    front.reference = front.arms[0].name.clone();
    sound("forty-", pareto(&front));
    let figure = pareto(&front).unwrap();
    // Two panels and no more names than fit beside them; the table has every arm.
    assert!(figure.scene.height < 1_600.0, "{}", figure.scene.height);
    assert_eq!(figure.csv.lines().count(), 1 + 40 * 3);
    let named = |text: &&grip::report::scene::Text| text.words.starts_with("Arrangement of many");
    let count = figure.scene.texts().filter(named).count();
    assert!((4..=18).contains(&count), "{count}");
    assert!(
        figure
            .scene
            .texts()
            .any(|text| text.words.contains("of 40 arms"))
    );
}

#[test]
fn ten_lines_in_a_panel_keep_their_names() {
    let mut dose = samples::dose();
    dose.panels.truncate(1);
    let line = dose.panels[0].series[0].clone();
    dose.panels[0].series = samples::ARMS
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let mut line = DoseSeries {
                label: (*name).into(),
                ..line.clone()
            };
            for point in &mut line.points {
                let shift = 12.0 * samples::scatter(i) * (1.0 + point.grip);
                point.mean += shift;
                point.inner = (point.inner.0 + shift, point.inner.1 + shift);
                point.outer = (point.outer.0 + shift, point.outer.1 + shift);
            }
            line
        })
        .collect();
    sound("ten-", dose_response(&dose));
    let mut path = samples::path();
    let line = path.upper.series[1].clone();
    let kinds = [PathKind::Real, PathKind::Reported];
    path.upper.series = samples::ARMS
        .iter()
        .enumerate()
        .map(|(i, (name, _))| PathSeries {
            label: format!("{name}, {:?}", kinds[i % 2]).to_lowercase(),
            kind: kinds[i % 2],
            values: line
                .values
                .iter()
                .map(|v| v.map(|v| v * (1.0 + 0.3 * samples::scatter(i))))
                .collect(),
            interval: None,
        })
        .collect();
    sound("ten-", savings_path(&path));
}

#[test]
fn what_is_no_number_is_refused_with_its_place() {
    let mut dots = samples::dots();
    dots.rows[2].outer.1 = f64::NAN;
    let refusal = dot_interval(&dots).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "chart net_saving: NICE advice, trusts decide is not a finite number; leave it out or mark it as missing"
    );
    dots.rows.clear();
    assert_eq!(
        dot_interval(&dots).unwrap_err().to_string(),
        "chart net_saving: there are no arms to draw"
    );
    let mut tiles = samples::tiles();
    let double = TileArea {
        name: "Double".into(),
        ..tiles.areas[0].clone()
    };
    tiles.areas.push(double);
    assert_eq!(
        tile_map(&tiles).unwrap_err().to_string(),
        "chart places: found two areas at column 0, row 0, wanted one area a square"
    );
    let mut ranks = samples::ranks();
    ranks.arms.truncate(2);
    assert!(matches!(rank_map(&ranks), Err(ChartError::Misfit(..))));
    let mut heat = samples::heat();
    heat.rows[0].1.pop();
    assert_eq!(
        heat_table(&heat).unwrap_err().to_string(),
        "chart all_outcomes: found 11 cells of Department of Health, wanted 12"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_arms_and_numbers_give_a_sound_chart(
        rows in prop::collection::vec(("[A-Za-z ,.&<>-]{1,60}", -1e6..1e6_f64, 0.0..1e5_f64, 0.0..3e5_f64), 1..14),
        sort_by_effect: bool,
    ) {
        let rows = rows
            .into_iter()
            .map(|(arm, mean, half, spread)| DotRow {
                arm: format!("a{arm}"),
                mean,
                inner: (mean - half / 3.0, mean + half / 3.0),
                outer: (mean - half, mean + half),
                unadjusted: None,
                spread: Some((mean - spread, mean + spread)),
                n: 30,
            })
            .collect();
        let figure = dot_interval(&DotInterval { rows, sort_by_effect, ..samples::dots() }).unwrap();
        prop_assert_eq!(figure.scene.faults(), Vec::<String>::new());
        prop_assert!(figure.alt.split_whitespace().count() <= 100);
    }
}

#[test]
fn a_box_that_chance_finds_as_well_is_hatched_and_says_so() {
    let mut found = samples::found_box();
    found.beats_chance = false;
    found.rows.truncate(1);
    let figure = prim_box(&found).unwrap();
    assert!(
        figure
            .scene
            .texts()
            .any(|text| text.words.contains("chance does as well"))
    );
    sound("chance-", Ok(figure));
    let mut boxes = samples::boxes();
    boxes.beats_chance = false;
    boxes.boxes.truncate(1);
    sound("chance-", trade_off(&boxes));
    boxes.told.density = f64::NAN;
    assert!(matches!(trade_off(&boxes), Err(ChartError::NotFinite(..))));
    boxes.boxes.clear();
    assert!(matches!(trade_off(&boxes), Err(ChartError::Empty(..))));
}

#[test]
fn a_front_of_one_outcome_is_refused_and_equal_arms_are_drawn() {
    let mut front = samples::front();
    for arm in &mut front.arms {
        arm.values = vec![(0.0, (0.0, 0.0)); 3];
    }
    sound("equal-", pareto(&front));
    front.outcomes.truncate(1);
    assert!(matches!(pareto(&front), Err(ChartError::Empty(..))));
}
