//! A scene as SVG text: real text, a title and a description for screen readers, two decimals,
//! the same bytes each time.

use std::fmt::Write;

use super::font::{FAMILY, Weight, width};
use super::scene::{Anchor, Item, Pen, Scene, Text};
use super::style::Colour;

/// Writes the scene. `name` prefixes the ids, so that several figures can stand in one page.
#[must_use]
pub fn svg(scene: &Scene, name: &str, title: &str, description: &str) -> String {
    let (width, height) = (short(scene.width), short(scene.height));
    let id = identifier(name);
    let mut out = String::with_capacity(64 * scene.items.len() + 1024);
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"{FAMILY}\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(title),
            escape(description),
        ),
    );
    for item in &scene.items {
        write_item(&mut out, item);
    }
    out.push_str("</svg>\n");
    out
}

/// Writing into a `String` cannot fail: its `write_str` only ever returns `Ok`.
fn put(out: &mut String, arguments: std::fmt::Arguments) {
    let written = out.write_fmt(arguments);
    debug_assert!(written.is_ok());
}

fn write_item(out: &mut String, item: &Item) {
    match item {
        Item::Rect(area, fill, pen) => {
            put(
                out,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}{}/>\n",
                    short(area.x),
                    short(area.y),
                    short(area.width),
                    short(area.height),
                    filling(*fill),
                    pen.as_ref().map_or(String::new(), stroke),
                ),
            );
        }
        Item::Line(points, pen) => {
            let (points, pen) = (listed(points), stroke(pen));
            put(
                out,
                format_args!("<polyline points=\"{points}\" fill=\"none\"{pen}/>\n"),
            );
        }
        Item::Polygon(points, colour, opacity) => {
            let (points, fill) = (listed(points), filling(Some((*colour, *opacity))));
            put(out, format_args!("<polygon points=\"{points}\"{fill}/>\n"));
        }
        Item::Circle((x, y), radius, fill, pen) => {
            put(
                out,
                format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}{}/>\n",
                    short(*x),
                    short(*y),
                    short(*radius),
                    filling(*fill),
                    pen.as_ref().map_or(String::new(), stroke),
                ),
            );
        }
        Item::Text(text) => write_text(out, text),
        Item::Open(name) => put(out, format_args!("<g><title>{}</title>\n", escape(name))),
        Item::Close => out.push_str("</g>\n"),
    }
}

fn write_text(out: &mut String, text: &Text) {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if text.weight == Weight::Bold {
        " font-weight=\"700\""
    } else {
        ""
    };
    // Held to the width that was laid out, whatever font a reader has in its place.
    let length = width(&text.words, text.size, text.weight);
    put(
        out,
        format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{}\" \
             textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
            short(text.x),
            short(text.y),
            short(text.size),
            hex(text.colour),
            short(length),
            escape(&text.words),
        ),
    );
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
}

fn filling(fill: Option<(Colour, f64)>) -> String {
    match fill {
        None => " fill=\"none\"".to_owned(),
        Some((colour, opacity)) if opacity >= 1.0 => format!(" fill=\"{}\"", hex(colour)),
        Some((colour, opacity)) => {
            format!(
                " fill=\"{}\" fill-opacity=\"{}\"",
                hex(colour),
                short(opacity)
            )
        }
    }
}

fn stroke(pen: &Pen) -> String {
    let mut text = format!(
        " stroke=\"{}\" stroke-width=\"{}\"",
        hex(pen.colour),
        short(pen.width)
    );
    if !pen.dash.is_empty() {
        let lengths: Vec<String> = pen.dash.iter().map(|length| short(*length)).collect();
        put(
            &mut text,
            format_args!(" stroke-dasharray=\"{}\"", lengths.join(" ")),
        );
    }
    text
}

fn listed(points: &[(f64, f64)]) -> String {
    let pairs: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", short(*x), short(*y)))
        .collect();
    pairs.join(" ")
}

/// At most two decimals, without trailing noughts.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Letters, figures, `-` and `_` only: safe as an id.
fn identifier(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

/// Escapes what XML reserves and drops control characters, which XML forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::scene::Area;
    use crate::report::style::ORANGE;

    #[test]
    fn names_cannot_break_out_of_the_markup() {
        let scene = Scene::new(10.0, 10.0);
        let text = svg(&scene, "a\"><script>", "Salt & <pepper>\u{0}", "\"quoted\"");
        assert!(text.contains("Salt &amp; &lt;pepper&gt;</title>"), "{text}");
        assert!(!text.contains("<script>") && !text.contains('\u{0}'));
        assert!(text.contains("role=\"img\"") && text.contains("&quot;quoted&quot;</desc>"));
    }

    #[test]
    fn coordinates_have_at_most_two_decimals() {
        let mut scene = Scene::new(10.0, 10.0);
        let area = Area {
            x: 1.0 / 3.0,
            y: -0.001,
            width: 2.50,
            height: 2.0,
        };
        scene.rect(area, Some((ORANGE, 0.3)), None);
        let text = svg(&scene, "x", "", "");
        assert!(text.contains("<rect x=\"0.33\" y=\"0\" width=\"2.5\" height=\"2\" fill=\"#f46a25\" fill-opacity=\"0.3\"/>"), "{text}");
    }
}
