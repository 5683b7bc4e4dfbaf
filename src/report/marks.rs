//! Marks made of the scene's plain shapes: markers, arrows and hatching.

use super::scene::{Area, Pen, Scene};
use super::style::{Colour, WHITE};

/// The outline of a marker: the cue besides colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Disc.
    Circle,
    /// Square.
    Square,
    /// Triangle standing on its base.
    TriangleUp,
    /// Triangle standing on its tip.
    TriangleDown,
    /// Square standing on its corner.
    Diamond,
    /// Two crossed diagonals.
    Cross,
    /// Two crossed straight bars.
    Plus,
}

impl Scene {
    /// Draws a marker; hollow markers have a white middle.
    pub fn marker(
        &mut self,
        shape: Shape,
        (x, y): (f64, f64),
        radius: f64,
        colour: Colour,
        hollow: bool,
    ) {
        let r = radius;
        let corners: Vec<(f64, f64)> = match shape {
            Shape::Circle => {
                let inside = if hollow { WHITE } else { colour };
                self.circle(
                    (x, y),
                    r,
                    Some((inside, 1.0)),
                    Some(Pen::solid(colour, 2.5)),
                );
                return;
            }
            Shape::Cross | Shape::Plus => {
                let arms = if shape == Shape::Cross {
                    [[(-r, -r), (r, r)], [(-r, r), (r, -r)]]
                } else {
                    let r = r * 1.2;
                    [[(-r, 0.0), (r, 0.0)], [(0.0, -r), (0.0, r)]]
                };
                for [(ax, ay), (bx, by)] in arms {
                    self.line(
                        &[(x + ax, y + ay), (x + bx, y + by)],
                        Pen::solid(colour, 4.0),
                    );
                }
                return;
            }
            Shape::Square => {
                let r = r * 0.92;
                vec![(-r, -r), (r, -r), (r, r), (-r, r)]
            }
            Shape::TriangleUp => vec![(0.0, -r * 1.2), (r * 1.15, r * 0.85), (-r * 1.15, r * 0.85)],
            Shape::TriangleDown => vec![
                (0.0, r * 1.2),
                (r * 1.15, -r * 0.85),
                (-r * 1.15, -r * 0.85),
            ],
            Shape::Diamond => vec![
                (0.0, -r * 1.25),
                (r * 1.25, 0.0),
                (0.0, r * 1.25),
                (-r * 1.25, 0.0),
            ],
        };
        let mut points: Vec<(f64, f64)> =
            corners.iter().map(|&(dx, dy)| (x + dx, y + dy)).collect();
        self.polygon(&points, if hollow { WHITE } else { colour }, 1.0);
        // Two corners again, so that the outline is mitred where it closes.
        let again: Vec<(f64, f64)> = points.iter().take(2).copied().collect();
        points.extend(again);
        self.line(&points, Pen::solid(colour, 2.5));
    }

    /// Draws an arrow from one point to another on the same height, with its head at the second.
    pub fn arrow(&mut self, from: f64, to: f64, y: f64, colour: Colour) {
        let back = if to > from { -9.0 } else { 9.0 };
        self.line(&[(from, y), (to + back, y)], Pen::solid(colour, 2.5));
        self.polygon(
            &[(to, y), (to + back, y - 5.5), (to + back, y + 5.5)],
            colour,
            1.0,
        );
    }

    /// Fills a rectangle with diagonal lines: the cue for what is not settled.
    pub fn hatch(&mut self, area: Area, colour: Colour, step: f64) {
        let (width, height) = (area.width, area.height);
        let mut along = step;
        while along < width + height {
            let from = if along <= height {
                (0.0, along)
            } else {
                (along - height, height)
            };
            let to = if along <= width {
                (along, 0.0)
            } else {
                (width, along - width)
            };
            let points = [
                (area.x + from.0, area.y + from.1),
                (area.x + to.0, area.y + to.1),
            ];
            self.line(&points, Pen::solid(colour, 1.0));
            along += step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::scene::Item;
    use crate::report::style::DARK_GREY;

    #[test]
    fn hatching_stays_inside_its_rectangle() {
        let mut scene = Scene::new(100.0, 100.0);
        let area = Area {
            x: 10.0,
            y: 20.0,
            width: 31.0,
            height: 17.0,
        };
        scene.hatch(area, DARK_GREY, 6.0);
        assert!(scene.items.len() > 5);
        for item in &scene.items {
            let Item::Line(points, _) = item else {
                panic!("only lines")
            };
            for &(x, y) in points {
                assert!(
                    (10.0..=41.0).contains(&x) && (20.0..=37.0).contains(&y),
                    "{x} {y}"
                );
            }
        }
    }
}
