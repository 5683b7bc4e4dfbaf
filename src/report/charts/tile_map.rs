//! Differences by area: equal squares on a plain grid, beside the same areas ranked.
//!
//! The squares stand where the caller puts them and have no outline of England, so that synthetic
//! areas are not read as real places. Five classes with printed breaks: of one hue where all areas
//! differ one way, of two about zero where they differ both ways; hatched where the area's interval
//! includes zero.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::{Axis, Frame, LABELS, plain, range};
use super::sheet::{LINE, Mark, Sheet, body, wide, wrapped};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen, Scene, Text};
use crate::report::style::{
    BODY, Colour, DARK_BLUE, DARK_GREY, MARGIN, ORANGE, RULE, SEQUENTIAL, ThreeFigures, WHITE,
    WIDTH, ink_on, mix,
};

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct TileArea {
    /// Code written in the square: at most three letters or figures, else it is left out.
    pub code: String,
    /// Name, shown when pointed at and in the table.
    pub name: String,
    /// Column of the grid, from 0 at the left.
    pub column: u32,
    /// Row of the grid, from 0 at the top.
    pub row: u32,
    /// Difference from the baseline, in the chart's unit.
    pub value: f64,
    /// 95% interval of the difference, low and high.
    pub interval: (f64, f64),
}

/// Input of [`tile_map`].
#[derive(Clone, Debug, PartialEq)]
pub struct TileMap {
    /// Words around the chart.
    pub caption: Caption,
    /// Unit of the differences.
    pub unit: String,
    /// What one square is: "area of about 340,000 people".
    pub one_square: String,
    /// The areas; no two on one square.
    pub areas: Vec<TileArea>,
}

const LARGEST: f64 = 46.0;
const MAP: f64 = 600.0;

/// Draws the chart.
///
/// # Errors
/// When there are no areas, two stand on one square, or a number is not finite.
pub fn tile_map(input: &TileMap) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "areas", &input.areas)?;
    let mut taken = std::collections::BTreeSet::new();
    for area in &input.areas {
        finite(
            caption,
            &area.name,
            [area.value, area.interval.0, area.interval.1],
        )?;
        if !taken.insert((area.column, area.row)) {
            let found = format!("two areas at column {}, row {}", area.column, area.row);
            return Err(ChartError::Misfit(
                caption.name.clone(),
                found,
                "one area a square".to_owned(),
            ));
        }
    }
    let told = ThreeFigures::column(input.areas.iter().map(|area| area.value));
    let classes = Classes::of(&input.areas);
    let mut sheet = Sheet::open(caption);
    let top = sheet.y;
    let columns = 1.0
        + f64::from(
            input
                .areas
                .iter()
                .map(|area| area.column)
                .max()
                .unwrap_or(0),
        );
    let rows = 1.0 + f64::from(input.areas.iter().map(|area| area.row).max().unwrap_or(0));
    let tile = (MAP / columns).min(LARGEST);
    let heading = format!("Each square: one {}", input.one_square);
    let lines = wrapped(&heading, MAP - 20.0);
    let style = body(MARGIN, top + BODY * font::RISE, Anchor::Start, "");
    let map_top = sheet.scene.lines(&lines, &style) - BODY * font::RISE + 8.0;
    for area in &input.areas {
        let x = MARGIN + f64::from(area.column) * tile;
        let y = map_top + f64::from(area.row) * tile;
        draw_tile(
            &mut sheet.scene,
            input,
            area,
            Area {
                x,
                y,
                width: tile,
                height: tile,
            },
            &classes,
            told,
        );
    }
    let key_top = map_top + rows * tile + 14.0;
    let map_end = draw_breaks(&mut sheet.scene, input, &classes, told, key_top);
    let left = MARGIN + MAP + 36.0;
    let height = (map_end - map_top - LABELS - LINE).max(340.0);
    let space = Area {
        x: left,
        y: top,
        width: WIDTH - MARGIN - left,
        height,
    };
    let list_end = draw_ranks(&mut sheet.scene, input, space, told, map_top)?;
    sheet.y = map_end.max(list_end);
    sheet.key(&[
        (
            Mark::Dot(DARK_BLUE, false),
            "Right: each area's mean difference, largest at the top, with its 95% interval as a pale line.".to_owned(),
        ),
        (
            Mark::Hatched,
            "Hatched square, hollow dot: the 95% interval includes zero.".to_owned(),
        ),
        (Mark::Words, classes.words.to_owned()),
    ]);
    let csv = table(input, &classes.breaks)?;
    let subject = format!("{} areas", input.areas.len());
    let sentences = sentences(input, told);
    Ok(sheet.finish(
        caption,
        "Tile map and ranked dot plot",
        &subject,
        &sentences,
        csv,
    ))
}

/// Five classes of differences.
struct Classes {
    /// Their ends, ascending.
    breaks: [f64; 6],
    /// Their colours.
    colours: [Colour; 5],
    /// What the key says of them.
    words: &'static str,
}

impl Classes {
    fn of(areas: &[TileArea]) -> Self {
        let values = areas.iter().map(|area| area.value);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if low < 0.0 && high > 0.0 {
            let most = high.max(-low);
            let below = |part: f64| mix(WHITE, ORANGE, part);
            return Self {
                breaks: [-1.0, -0.6, -0.2, 0.2, 0.6, 1.0].map(|part| part * most),
                colours: [below(1.0), below(0.4), WHITE, SEQUENTIAL[1], SEQUENTIAL[3]],
                words: "Blue: above zero. Orange: below it. Classes are equally wide. The grid is not a map of England.",
            };
        }
        Self {
            breaks: quintiles(areas),
            colours: SEQUENTIAL,
            words: "Classes hold about a fifth of the areas each. The grid is not a map of England.",
        }
    }
}

/// The ends of five classes with about equally many areas: six ascending numbers.
fn quintiles(areas: &[TileArea]) -> [f64; 6] {
    let mut values: Vec<f64> = areas.iter().map(|area| area.value).collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    std::array::from_fn(|fifth| {
        let place = last as f64 * fifth as f64 / 5.0;
        let (below, share) = (place.floor() as usize, place - place.floor());
        let above = (below + 1).min(last);
        values[below] + (values[above] - values[below]) * share
    })
}

/// The class of a value, 0 to 4.
fn class(value: f64, breaks: &[f64; 6]) -> usize {
    breaks[1..5].iter().filter(|limit| value > **limit).count()
}

fn settled(area: &TileArea) -> bool {
    area.interval.0 > 0.0 || area.interval.1 < 0.0
}

fn draw_tile(
    scene: &mut Scene,
    input: &TileMap,
    area: &TileArea,
    place: Area,
    classes: &Classes,
    told: ThreeFigures,
) {
    let ground = if settled(area) {
        classes.colours[class(area.value, &classes.breaks)]
    } else {
        WHITE
    };
    let (low, high) = (told.plain(area.interval.0), told.plain(area.interval.1));
    scene.open(&format!(
        "{}: {} ({low} to {high}) {}",
        area.name,
        told.signed(area.value),
        input.unit
    ));
    scene.rect(place, Some((ground, 1.0)), None);
    let words = wide(&area.code);
    let fits = words + 4.0 <= place.width && BODY + 4.0 <= place.height;
    if !settled(area) {
        scene.hatch(place, RULE, 7.0);
        if fits {
            let patch = Area {
                x: place.x + (place.width - words) / 2.0 - 1.0,
                y: place.y + (place.height - BODY) / 2.0 - 1.0,
                width: words + 2.0,
                height: BODY + 2.0,
            };
            scene.rect(patch, Some((WHITE, 1.0)), None);
        }
    }
    scene.rect(place, None, Some(Pen::solid(RULE, 1.2)));
    if fits {
        let base = place.y + place.height / 2.0 + BODY * font::HALF_CAPITAL;
        let style = body(
            place.x + place.width / 2.0,
            base,
            Anchor::Middle,
            area.code.clone(),
        );
        scene.text(Text {
            colour: ink_on(ground),
            ..style
        });
    }
    scene.close();
}

/// The five classes with their breaks, under the map; gives where they end.
fn draw_breaks(
    scene: &mut Scene,
    input: &TileMap,
    classes: &Classes,
    told: ThreeFigures,
    top: f64,
) -> f64 {
    let breaks = &classes.breaks;
    let widest = breaks
        .iter()
        .map(|value| wide(&told.signed(*value)))
        .fold(0.0, f64::max);
    let width = (widest + 14.0).max(70.0);
    let first = MARGIN + widest / 2.0;
    for (position, colour) in classes.colours.iter().enumerate() {
        let area = Area {
            x: first + position as f64 * width,
            y: top,
            width,
            height: 20.0,
        };
        scene.rect(area, Some((*colour, 1.0)), Some(Pen::solid(RULE, 1.0)));
    }
    for (position, value) in breaks.iter().enumerate() {
        let x = first + position as f64 * width;
        let base = top + 26.0 + BODY * font::RISE;
        scene.text(body(x, base, Anchor::Middle, told.signed(*value)));
    }
    let style = body(
        MARGIN,
        top + 26.0 + LINE + BODY * font::RISE,
        Anchor::Start,
        "",
    );
    scene.lines(&wrapped(&input.unit, MAP), &style) - BODY * font::RISE
}

fn draw_ranks(
    scene: &mut Scene,
    input: &TileMap,
    space: Area,
    told: ThreeFigures,
    top: f64,
) -> Result<f64, ChartError> {
    let mut ranked: Vec<&TileArea> = input.areas.iter().collect();
    ranked.sort_by(|a, b| b.value.total_cmp(&a.value));
    let heading = wrapped("The same areas, ranked", space.width);
    scene.lines(
        &heading,
        &body(space.x, space.y + BODY * font::RISE, Anchor::Start, ""),
    );
    let area = Area {
        x: space.x + 10.0,
        y: top,
        width: space.width - 34.0,
        height: space.height,
    };
    let scale = range(
        ranked
            .iter()
            .flat_map(|a| [a.value, a.interval.0, a.interval.1]),
        true,
    );
    let write = plain(scale, 5);
    let across = Axis {
        range: scale,
        ticks: 5,
        grid: true,
        labels: Some(&write),
    };
    let count = ranked.len() as f64;
    let down = Axis {
        range: (count, 0.0),
        ticks: 2,
        grid: false,
        labels: None,
    };
    let frame = Frame::draw(&input.caption.name, scene, area, &across, &down)?;
    let zero = frame.at(0.0, 0.0).0;
    scene.line(
        &[(zero, area.y), (zero, area.bottom())],
        Pen::solid(DARK_GREY, 2.0),
    );
    let radius = (area.height / count / 2.0).clamp(2.2, 6.0);
    for (position, tile) in ranked.iter().enumerate() {
        let y = position as f64 + 0.5;
        let pen = Pen::solid(crate::report::style::mix(WHITE, RULE, 0.55), 1.6);
        frame.line(scene, &[(tile.interval.0, y), (tile.interval.1, y)], &pen)?;
    }
    for (position, tile) in ranked.iter().enumerate() {
        let place = frame.at(tile.value, position as f64 + 0.5);
        scene.open(&format!("{}: {}", tile.name, told.signed(tile.value)));
        scene.marker(
            Shape::Circle,
            place,
            radius,
            if settled(tile) { DARK_BLUE } else { RULE },
            !settled(tile),
        );
        scene.close();
    }
    let style = body(
        area.x + area.width / 2.0,
        area.bottom() + LABELS + BODY * font::RISE,
        Anchor::Middle,
        "",
    );
    let lines = wrapped(&input.unit, space.width);
    Ok(scene.lines(&lines, &style) - BODY * font::RISE)
}

fn sentences(input: &TileMap, told: ThreeFigures) -> Vec<String> {
    let by_value = |a: &&TileArea, b: &&TileArea| a.value.total_cmp(&b.value);
    let mut said = Vec::new();
    if let (Some(low), Some(high)) = (
        input.areas.iter().min_by(by_value),
        input.areas.iter().max_by(by_value),
    ) {
        said.push(format!(
            "From {} in {} to {} in {}, {}",
            told.signed(low.value),
            low.name,
            told.signed(high.value),
            high.name,
            input.unit
        ));
    }
    let clear = input.areas.iter().filter(|area| settled(area)).count();
    said.push(format!(
        "The interval excludes zero in {clear} of {} areas",
        input.areas.len()
    ));
    said
}

fn table(input: &TileMap, breaks: &[f64; 6]) -> Result<String, ChartError> {
    let heading = [
        "code",
        "area",
        "column",
        "row",
        "unit",
        "difference",
        "interval_95_low",
        "interval_95_high",
        "class",
        "class_from",
        "class_to",
    ];
    let rows = input.areas.iter().map(|area| {
        let class = class(area.value, breaks);
        let mut row = vec![
            area.code.clone(),
            area.name.clone(),
            area.column.to_string(),
            area.row.to_string(),
            input.unit.clone(),
        ];
        row.extend(
            [area.value, area.interval.0, area.interval.1]
                .iter()
                .map(f64::to_string),
        );
        row.push((class + 1).to_string());
        row.extend(
            [breaks[class], breaks[class + 1]]
                .iter()
                .map(f64::to_string),
        );
        row
    });
    csv_text(&input.caption, &heading, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    // From -3 to 5: the ends are -5, -3, -1, 1, 3 and 5.
    #[test]
    fn classes_of_both_signs_stand_about_zero() {
        let area = |value| TileArea {
            code: String::new(),
            name: String::new(),
            column: 0,
            row: 0,
            value,
            interval: (value, value),
        };
        let classes = Classes::of(&[area(-3.0), area(0.5), area(5.0)]);
        let expected = [-5.0, -3.0, -1.0, 1.0, 3.0, 5.0];
        for (found, expected) in classes.breaks.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(class(0.5, &classes.breaks), 2);
        assert_eq!(classes.colours[2], WHITE);
        assert_eq!(Classes::of(&[area(1.0), area(2.0)]).colours, SEQUENTIAL);
    }

    #[test]
    fn classes_hold_a_fifth_of_the_areas_each() {
        let areas: Vec<TileArea> = (0..100)
            .map(|i| TileArea {
                code: String::new(),
                name: String::new(),
                column: i,
                row: 0,
                value: f64::from(i),
                interval: (0.0, 0.0),
            })
            .collect();
        let breaks = quintiles(&areas);
        for fifth in 0..5 {
            assert_eq!(
                areas
                    .iter()
                    .filter(|area| class(area.value, &breaks) == fifth)
                    .count(),
                20
            );
        }
    }
}
