//! Every chart, drawn from inputs of realistic size: nothing overlaps, leaves the canvas, is too
//! small, too long to be read out, or differs from one drawing to the next.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod extremes;
mod samples;

use grip::report::charts::Figure;
use grip::report::charts::bands::bands;
use grip::report::charts::bureaucracy::bureaucracy;
use grip::report::charts::dose_response::dose_response;
use grip::report::charts::dot_interval::dot_interval;
use grip::report::charts::heat_table::heat_table;
use grip::report::charts::pareto::pareto;
use grip::report::charts::prim_box::prim_box;
use grip::report::charts::probability_best::probability_best;
use grip::report::charts::rank_map::rank_map;
use grip::report::charts::robust_bars::robust_bars;
use grip::report::charts::savings_path::savings_path;
use grip::report::charts::tile_map::tile_map;
use grip::report::charts::trade_off::trade_off;
use grip::report::scene::{Area, Item};
use grip::report::style::{Colour, WHITE, contrast};

fn all() -> Vec<Figure> {
    vec![
        dot_interval(&samples::dots()).unwrap(),
        probability_best(&samples::best()).unwrap(),
        savings_path(&samples::path()).unwrap(),
        bureaucracy(&samples::bureaucracy()).unwrap(),
        heat_table(&samples::heat()).unwrap(),
        dose_response(&samples::dose()).unwrap(),
        rank_map(&samples::ranks()).unwrap(),
        tile_map(&samples::tiles()).unwrap(),
        prim_box(&samples::found_box()).unwrap(),
        trade_off(&samples::boxes()).unwrap(),
        pareto(&samples::front()).unwrap(),
        robust_bars(&samples::regret()).unwrap(),
        robust_bars(&samples::good_enough()).unwrap(),
        bands(&samples::facts()).unwrap(),
    ]
}

/// Set `GRIP_DRAW_TO` to a folder to look at the charts.
fn keep(figure: &Figure, before: &str) {
    if let Ok(folder) = std::env::var("GRIP_DRAW_TO") {
        let stem = format!("{folder}/{before}{}", figure.name);
        std::fs::write(format!("{stem}.png"), figure.png().unwrap()).unwrap();
        std::fs::write(format!("{stem}.svg"), &figure.svg).unwrap();
        std::fs::write(format!("{stem}.csv"), &figure.csv).unwrap();
    }
}

#[test]
fn every_chart_becomes_an_image() {
    for figure in all() {
        let bytes = figure.png().unwrap();
        assert_eq!(&bytes[1..4], b"PNG", "{}", figure.name);
        keep(&figure, "");
    }
}

#[test]
fn no_text_overlaps_leaves_the_canvas_or_is_below_nine_points() {
    for figure in all() {
        assert_eq!(
            figure.scene.faults(),
            Vec::<String>::new(),
            "{}",
            figure.name
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_twice() {
    for (first, second) in all().into_iter().zip(all()) {
        assert_eq!(first.svg, second.svg, "{}", first.name);
        assert_eq!(first.csv, second.csv, "{}", first.name);
        assert_eq!(
            first.png().unwrap(),
            second.png().unwrap(),
            "{}",
            first.name
        );
    }
}

#[test]
fn every_text_stands_out_from_its_ground() {
    for figure in all() {
        let mut grounds: Vec<(Area, Colour)> = Vec::new();
        for item in &figure.scene.items {
            match item {
                Item::Rect(area, Some((colour, opacity)), _) if *opacity >= 1.0 => {
                    grounds.push((*area, *colour));
                }
                Item::Text(text) => {
                    let area = text.area();
                    let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
                    let over = |place: &Area| {
                        (place.x..=place.right()).contains(&x)
                            && (place.y..=place.bottom()).contains(&y)
                    };
                    let ground = grounds
                        .iter()
                        .rev()
                        .find(|(place, _)| over(place))
                        .map_or(WHITE, |found| found.1);
                    let found = contrast(text.colour, ground);
                    assert!(
                        found >= 4.5,
                        "{}: \"{}\" has contrast {found}",
                        figure.name,
                        text.words
                    );
                }
                _ => {}
            }
        }
    }
}

/// Words with a figure in them that stand for a value: names, years and the levels of intervals
/// are not counted.
fn values_in(text: &str, caption_end: &str) -> usize {
    let said = text.split_once(caption_end).map_or(text, |(_, rest)| rest);
    said.split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_ascii_digit())
                .replace(',', "")
        })
        .filter(|word| {
            !word.is_empty() && word != "95" && word != "50" && word.parse::<f64>().is_ok()
        })
        .count()
}

#[test]
fn the_text_alternative_has_at_most_a_hundred_words_and_seven_values() {
    for figure in all() {
        let words = figure.alt.split_whitespace().count();
        assert!(words <= 100, "{}: {words} words", figure.name);
        let values = values_in(&figure.alt, "March 2024.");
        assert!(
            values <= 7,
            "{}: {values} values in {}",
            figure.name,
            figure.alt
        );
        assert!(figure.alt.contains(&figure.title));
    }
}

#[test]
fn every_svg_is_named_for_screen_readers_and_says_that_it_is_simulated() {
    for figure in all() {
        let name = &figure.name;
        assert!(figure.svg.contains(&format!(
            "role=\"img\" aria-labelledby=\"{name}-title {name}-desc\""
        )));
        assert!(
            figure.svg.contains(">Simulated, not observed</text>"),
            "{name}"
        );
        assert!(figure.svg.contains("Source: simulated"), "{name}");
        assert_eq!(
            figure.svg.matches("<g>").count(),
            figure.svg.matches("</g>").count(),
            "{name}"
        );
    }
}

#[test]
fn the_table_of_a_chart_holds_every_mark_and_number_it_draws() {
    let figure = dot_interval(&samples::dots()).unwrap();
    let mut reader = csv::Reader::from_reader(figure.csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let input = samples::dots();
    assert_eq!(rows.len(), input.rows.len());
    for row in rows {
        let wanted = input
            .rows
            .iter()
            .find(|wanted| wanted.arm == row[0])
            .unwrap();
        assert_eq!(row[4], wanted.mean.to_string());
        assert_eq!(row[8], wanted.outer.1.to_string());
        assert_eq!(row[11], wanted.spread.unwrap().0.to_string());
    }
    let lines = |figure: &Figure| figure.csv.lines().count() - 1;
    assert_eq!(lines(&bands(&samples::facts()).unwrap()), 6);
    assert_eq!(lines(&tile_map(&samples::tiles()).unwrap()), 152);
    assert_eq!(lines(&rank_map(&samples::ranks()).unwrap()), 25);
    assert_eq!(lines(&heat_table(&samples::heat()).unwrap()), 9 * 12);
    assert_eq!(lines(&dose_response(&samples::dose()).unwrap()), 4 * 3 * 11);
    assert_eq!(lines(&savings_path(&samples::path()).unwrap()), 6 * 15);
    assert_eq!(lines(&prim_box(&samples::found_box()).unwrap()), 3);
    assert_eq!(lines(&trade_off(&samples::boxes()).unwrap()), 24 + 1);
    assert_eq!(lines(&pareto(&samples::front()).unwrap()), 10 * 3);
    let regret = robust_bars(&samples::regret()).unwrap();
    let heads =
        "arm,n,unit,regret_mean,regret_mean_95_low,regret_mean_95_high,regret_q90,regret_max";
    assert!(regret.csv.contains(heads), "{}", regret.csv);
    assert_eq!(lines(&regret), 10);
}

#[test]
fn an_account_not_yet_modelled_is_never_drawn_or_written_as_nought() {
    let figure = bureaucracy(&samples::bureaucracy()).unwrap();
    let missing: Vec<&str> = figure
        .csv
        .lines()
        .filter(|line| line.contains("not in this experiment"))
        .collect();
    assert_eq!(missing.len(), 3 * 10);
    assert!(
        missing
            .iter()
            .all(|line| line.ends_with("not in this experiment,,,"))
    );
    assert!(figure.scene.texts().all(|text| text.words != "0"));
}

/// The texts of a chart with rounded places: what a reviewer reads when a layout changes.
fn summary(figure: &Figure) -> String {
    let mut lines = vec![
        format!("{} x {}", figure.scene.width, figure.scene.height),
        format!("alt: {}", figure.alt),
    ];
    for text in figure.scene.texts() {
        lines.push(format!(
            "{:>5.0} {:>5.0} {:?} {}",
            text.x, text.y, text.anchor, text.words
        ));
    }
    lines.join("\n")
}

#[test]
fn charts_say_what_they_said_before() {
    for figure in all() {
        insta::assert_snapshot!(figure.name.clone(), summary(&figure));
    }
}

#[test]
fn a_fact_out_of_its_band_has_a_mark_of_another_shape_and_the_panels_stay_apart() {
    let figure = bands(&samples::facts()).unwrap();
    let circle = |item: &&Item| matches!(item, Item::Circle(..));
    // One for each fact in its band, and the sample in the key.
    assert_eq!(figure.scene.items.iter().filter(circle).count(), 3 + 1);
    let place = |words: &str| {
        let mut texts = figure.scene.texts();
        texts.find(|text| text.words == words).unwrap().y
    };
    let held_out = place("Held out: 1 of 3 in band");
    assert!(place("P8 delay") < held_out && held_out < place("P4 adoption"));
    let verdicts: Vec<&str> = figure.csv.lines().skip(1).collect();
    assert!(verdicts.iter().filter(|line| line.ends_with(",no")).count() == 3);
    let mut nothing = samples::facts();
    nothing.panels[0].rows[0].simulated = f64::NAN;
    assert!(bands(&nothing).is_err());
}
