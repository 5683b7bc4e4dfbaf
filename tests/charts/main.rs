//! Every chart, drawn from inputs of realistic size: nothing overlaps, leaves the canvas, is too
//! small, too long to be read out, or differs from one drawing to the next.

mod samples;

use grip::report::charts::Figure;
use grip::report::charts::bureaucracy::bureaucracy;
use grip::report::charts::dose_response::dose_response;
use grip::report::charts::dot_interval::dot_interval;
use grip::report::charts::heat_table::heat_table;
use grip::report::charts::probability_best::probability_best;
use grip::report::charts::rank_map::rank_map;
use grip::report::charts::savings_path::savings_path;
use grip::report::charts::tile_map::tile_map;

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
    ]
}

/// Set `GRIP_DRAW_TO` to a folder to look at the charts.
#[test]
fn every_chart_becomes_an_image() {
    for figure in all() {
        let bytes = figure.png().unwrap();
        assert_eq!(&bytes[1..4], b"PNG", "{}", figure.name);
        if let Ok(folder) = std::env::var("GRIP_DRAW_TO") {
            std::fs::write(format!("{folder}/{}.png", figure.name), bytes).unwrap();
            std::fs::write(format!("{folder}/{}.svg", figure.name), &figure.svg).unwrap();
            std::fs::write(format!("{folder}/{}.csv", figure.name), &figure.csv).unwrap();
            std::fs::write(format!("{folder}/{}.txt", figure.name), &figure.alt).unwrap();
        }
    }
}

#[test]
fn no_text_overlaps_leaves_the_canvas_or_is_below_nine_points() {
    for figure in all() {
        assert_eq!(figure.scene.faults(), Vec::<String>::new(), "{}", figure.name);
    }
}
