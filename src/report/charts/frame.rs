//! Axes and mesh by `plotters`: a panel with its scales, grid in one direction and tick labels.

use std::convert::Infallible;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Drawable, PathElement, PointCollection, Polygon};
use plotters::prelude::{ChartBuilder, LabelAreaPosition};
use plotters::style::{Color, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::figure::ChartError;
use super::sheet::wide;
use crate::report::backend::{FINENESS, SceneBackend};
use crate::report::scene::{Area, Pen, Scene};
use crate::report::style::{BODY, Colour, DARK_GREY, GRID, number};

/// One axis of a panel.
pub(super) struct Axis<'a> {
    /// Smallest and largest value; see [`range`].
    pub range: (f64, f64),
    /// The most ticks wanted.
    pub ticks: usize,
    /// Whether grid lines are drawn at the ticks.
    pub grid: bool,
    /// How ticks are labelled; `None` leaves them bare.
    pub labels: Option<&'a dyn Fn(f64) -> String>,
}

/// A drawn panel: turns values into places on the canvas.
pub(super) struct Frame {
    coord: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    chart: String,
}

type Fault = DrawingAreaErrorKind<Infallible>;

/// The range that holds some values, widened a little; with zero in it if asked. Never empty.
pub(super) fn range(values: impl IntoIterator<Item = f64>, with_zero: bool) -> (f64, f64) {
    let start = if with_zero {
        (0.0, 0.0)
    } else {
        (f64::INFINITY, f64::NEG_INFINITY)
    };
    let (low, high) = values
        .into_iter()
        .fold(start, |(low, high), v| (low.min(v), high.max(v)));
    if !low.is_finite() || !high.is_finite() {
        return (0.0, 1.0);
    }
    let size = low.abs().max(high.abs());
    let span = high - low;
    if span <= size * 1e-6 || span < 1e-12 {
        let half = if size > 0.0 { size * 0.1 } else { 1.0 };
        return (low - half, high + half);
    }
    let pad = span * 0.04;
    let keeps_zero = |edge: f64, moved: f64| if with_zero && edge == 0.0 { 0.0 } else { moved };
    (keeps_zero(low, low - pad), keeps_zero(high, high + pad))
}

/// Where `plotters` puts at most `most` ticks; as many more as make two, for lengths cannot be read from
/// one.
pub(super) fn ticks(range: (f64, f64), most: usize) -> Vec<f64> {
    key_points(range, allowed(range, most))
}

fn key_points(range: (f64, f64), most: usize) -> Vec<f64> {
    RangedCoordf64::from(range.0..range.1).key_points(BoldPoints(most))
}

/// How many ticks to allow so that there are two.
fn allowed(range: (f64, f64), most: usize) -> usize {
    let least = most.max(2);
    (least..least + 8)
        .find(|&most| key_points(range, most).len() >= 2)
        .unwrap_or(least)
}

/// The fewest decimals that write every tick exactly enough to tell it from its neighbours.
pub(super) fn tick_decimals(range: (f64, f64), most: usize) -> usize {
    let places = ticks(range, most);
    let step = match places.as_slice() {
        [a, b, ..] => b - a,
        _ => range.1 - range.0,
    };
    let mut unit = step.abs();
    for decimals in 0..8 {
        if (unit - unit.round()).abs() < 1e-6 && unit >= 0.5 {
            return decimals;
        }
        unit *= 10.0;
    }
    8
}

/// A function that writes the ticks of an axis with the decimals they need.
pub(super) fn plain(range: (f64, f64), most: usize) -> impl Fn(f64) -> String {
    let decimals = tick_decimals(range, most);
    move |value| number(value, decimals)
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn fine(value: f64) -> i32 {
    (value * FINENESS).round() as i32
}

fn stroke(pen: &Pen) -> ShapeStyle {
    let stroke_width = (pen.width * FINENESS).round() as u32;
    ShapeStyle {
        color: rgb(pen.colour).to_rgba(),
        filled: false,
        stroke_width,
    }
}

/// The most ticks whose labels stand side by side on an axis of this length.
fn side_by_side(axis: &Axis, length: f64) -> usize {
    let Some(label) = axis.labels else {
        return axis.ticks;
    };
    let mut most = axis.ticks.max(2);
    while most > 2 {
        let places = ticks(axis.range, most);
        let widest = places
            .iter()
            .map(|tick| wide(&label(*tick)))
            .fold(0.0, f64::max);
        let step =
            length / (axis.range.1 - axis.range.0) * (places.get(1).unwrap_or(&0.0) - places[0]);
        if places.len() < 2 || widest + 16.0 <= step {
            break;
        }
        most -= 1;
    }
    most
}

/// The ticks of an axis of this length that are labelled, in order. Where a long name leaves so little room
/// that even the fewest labels would touch, a tick whose label has no room stays bare.
fn labelled(axis: &Axis, most: usize, length: f64) -> Vec<f64> {
    let Some(label) = axis.labels else {
        return Vec::new();
    };
    let scale = length / (axis.range.1 - axis.range.0);
    let mut free_from = f64::NEG_INFINITY;
    let mut kept = ticks(axis.range, most);
    kept.retain(|tick| {
        let half = wide(&label(*tick)) / 2.0;
        let fits = tick * scale - half >= free_from;
        if fits {
            free_from = tick * scale + half + 4.0;
        }
        fits
    });
    kept
}

impl Frame {
    /// Draws the frame of a panel of rows: a labelled axis across, and down the height of the area,
    /// from its top, without ticks.
    pub fn over_rows(
        chart: &str,
        scene: &mut Scene,
        area: Area,
        range: (f64, f64),
        ticks: usize,
        labels: &dyn Fn(f64) -> String,
    ) -> Result<Self, ChartError> {
        let across = Axis {
            range,
            ticks,
            grid: true,
            labels: Some(labels),
        };
        let down = Axis {
            range: (area.height, 0.0),
            ticks: 2,
            grid: false,
            labels: None,
        };
        Self::draw(chart, scene, area, &across, &down)
    }

    /// Draws grid and tick labels of a panel whose plotting area is `area`.
    pub fn draw(
        chart: &str,
        scene: &mut Scene,
        area: Area,
        x: &Axis,
        y: &Axis,
    ) -> Result<Self, ChartError> {
        let below = if x.labels.is_some() { LABELS } else { 0.0 };
        let beside = if y.labels.is_some() {
            LABELS * 4.0
        } else {
            0.0
        };
        let x_ticks = side_by_side(x, area.width);
        let told = labelled(x, x_ticks, area.width);
        let coord = (|| -> Result<_, Fault> {
            let root = SceneBackend::new(scene, &[]).into_drawing_area();
            let panel: DrawingArea<SceneBackend, Shift> = root.shrink(
                (fine(area.x - beside), fine(area.y)),
                (fine(area.width + beside), fine(area.height + below)),
            );
            let mut context = ChartBuilder::on(&panel)
                .x_label_area_size(fine(below))
                .y_label_area_size(fine(beside))
                .build_cartesian_2d(x.range.0..x.range.1, y.range.0..y.range.1)?;
            let ink = rgb(DARK_GREY);
            let text = TextStyle::from(("Roboto", BODY * FINENESS).into_font()).color(&ink);
            let nothing = ShapeStyle {
                color: rgb(GRID).to_rgba().mix(0.0),
                filled: false,
                stroke_width: 0,
            };
            let is_told = |value: &f64| told.iter().any(|tick| tick.to_bits() == value.to_bits());
            let x_words = |value: &f64| match x.labels {
                Some(label) if is_told(value) => label(*value),
                _ => String::new(),
            };
            let y_words = |value: &f64| y.labels.map_or(String::new(), |label| label(*value));
            let mut mesh = context.configure_mesh();
            mesh.x_labels(allowed(x.range, x_ticks))
                .y_labels(allowed(y.range, y.ticks))
                .x_label_formatter(&x_words)
                .y_label_formatter(&y_words)
                .label_style(text)
                .bold_line_style(stroke(&Pen::solid(GRID, 1.0)))
                .light_line_style(nothing)
                .axis_style(nothing)
                .set_all_tick_mark_size(fine(4.0))
                .set_tick_mark_size(LabelAreaPosition::Bottom, fine(7.0));
            if !x.grid {
                mesh.disable_x_mesh();
            }
            if !y.grid {
                mesh.disable_y_mesh();
            }
            mesh.draw()?;
            Ok(context.as_coord_spec().clone())
        })();
        match coord {
            Ok(coord) => Ok(Self {
                coord,
                chart: chart.to_owned(),
            }),
            Err(fault) => Err(ChartError::Refused(chart.to_owned(), fault.to_string())),
        }
    }

    /// Where a pair of values stands on the canvas.
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (across, down) = self.coord.translate(&(x, y));
        (f64::from(across) / FINENESS, f64::from(down) / FINENESS)
    }

    /// Draws a line through values.
    pub fn line(
        &self,
        scene: &mut Scene,
        points: &[(f64, f64)],
        pen: &Pen,
    ) -> Result<(), ChartError> {
        let dash = pen.dash.clone();
        self.element(
            scene,
            &dash,
            &PathElement::new(points.to_vec(), stroke(pen)),
        )
    }

    /// Draws a pale surface between a lower and an upper line, given as (x, low, high).
    pub fn band(
        &self,
        scene: &mut Scene,
        edges: &[(f64, f64, f64)],
        colour: Colour,
        opacity: f64,
    ) -> Result<(), ChartError> {
        let upper = edges.iter().map(|&(x, _, high)| (x, high));
        let lower = edges.iter().rev().map(|&(x, low, _)| (x, low));
        let corners: Vec<(f64, f64)> = upper.chain(lower).collect();
        self.element(scene, &[], &Polygon::new(corners, rgb(colour).mix(opacity)))
    }

    fn element<'s, E>(
        &self,
        scene: &'s mut Scene,
        dash: &[f64],
        element: &E,
    ) -> Result<(), ChartError>
    where
        E: Drawable<SceneBackend<'s>>,
        for<'b> &'b E: PointCollection<'b, (f64, f64)>,
    {
        let root = SceneBackend::new(scene, dash).into_drawing_area();
        root.apply_coord_spec(self.coord.clone())
            .draw(element)
            .map_err(|fault| ChartError::Refused(self.chart.clone(), fault.to_string()))
    }
}

/// Height of a row of tick labels under a panel.
pub(super) const LABELS: f64 = 41.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_never_empty_and_hold_zero_when_asked() {
        assert_eq!(range([], false), (0.0, 1.0));
        assert_eq!(range([0.0], true), (-1.0, 1.0));
        assert_eq!(range([5.0], false), (4.5, 5.5));
        let (low, high) = range([1e15, 1e15 + 1.0], false);
        assert!(low < 0.95e15 && high > 1.05e15);
        let (low, high) = range([10.0, 20.0], true);
        assert!(low.abs() < f64::EPSILON && high > 20.0);
    }

    #[test]
    fn ticks_carry_the_decimals_they_need() {
        let fifths = ticks((0.0, 1.0), 6);
        assert_eq!(fifths.len(), 6);
        assert!(
            fifths
                .iter()
                .enumerate()
                .all(|(fifth, tick)| (tick - fifth as f64 / 5.0).abs() < 1e-12)
        );
        assert_eq!(tick_decimals((0.0, 1.0), 6), 1);
        assert_eq!(tick_decimals((0.0, 100.0), 6), 0);
        assert_eq!(tick_decimals((0.0, 0.01), 6), 3);
        // Only zero fits among five here.
        for scale in [1.0, 10.0, 1e5] {
            for most in 2..6 {
                assert!(ticks((-0.9 * scale, 0.95 * scale), most).len() >= 2);
            }
        }
    }

    #[test]
    fn the_frame_maps_its_corners_to_the_edges_of_its_area() {
        let mut scene = Scene::new(400.0, 300.0);
        let area = Area {
            x: 100.0,
            y: 50.0,
            width: 200.0,
            height: 150.0,
        };
        let axis = Axis {
            range: (0.0, 10.0),
            ticks: 5,
            grid: true,
            labels: Some(&|v| number(v, 0)),
        };
        let frame = Frame::draw("test", &mut scene, area, &axis, &axis).unwrap();
        let (left, bottom) = frame.at(0.0, 0.0);
        let (right, top) = frame.at(10.0, 10.0);
        for (found, wanted) in [(left, 100.0), (bottom, 200.0), (right, 300.0), (top, 50.0)] {
            assert!((found - wanted).abs() < 0.05, "{found} {wanted}");
        }
        assert!(scene.texts().any(|text| text.words == "10"));
        assert_eq!(scene.faults(), Vec::<String>::new());
    }
}
