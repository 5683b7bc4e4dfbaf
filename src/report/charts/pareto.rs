//! What is traded off: one outcome upwards, each other one across, a panel each, as paired differences
//! from a reference arm, which stands where the lines at zero cross. Up and right are better in every
//! panel. Arms that some other is better than on all outcomes are pale; the stepped
//! line joins the arms that no other beats in the two outcomes of the panel.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, fits, some};
use super::frame::{Axis, Frame, LABELS, range, tick_decimals};
use super::labels::settle;
use super::pareto_names::{MANY, NAMED, by_means, named, sign};
use super::sheet::{INNER, LINE, Mark, Sheet, body, bold, name_column, wrapped};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen, Text};
use crate::report::style::{
    BODY, Colour, DARK_BLUE, DARK_GREY, GRID, MARGIN, ORANGE, RULE, WIDTH, number, signed,
};

/// Where an arm stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParetoStanding {
    /// No other arm can dominate it, beyond doubt.
    OnFront,
    /// Some other arm is better on all outcomes, beyond doubt.
    Dominated,
    /// The runs do not settle it.
    NotSettled,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoOutcome {
    /// Name with unit, as inside a sentence: "cost of bureaucracy, GBP million a year".
    pub name: String,
    /// Whether more of it is better.
    pub higher_is_better: bool,
}

/// One arm.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoArm {
    /// Its name.
    pub name: String,
    /// Its mean paired difference from the reference on each outcome and the interval of that mean,
    /// low and high; all zero for the reference itself.
    pub values: Vec<(f64, (f64, f64))>,
    /// Where it stands on all outcomes together.
    pub standing: ParetoStanding,
    /// The arm that dominates it, where one does.
    pub dominated_by: Option<String>,
}

/// Input of [`pareto`].
#[derive(Clone, Debug, PartialEq)]
pub struct Pareto {
    /// Words around the chart.
    pub caption: Caption,
    /// The outcomes; the first stands upwards in every panel.
    pub outcomes: Vec<ParetoOutcome>,
    /// The arms.
    pub arms: Vec<ParetoArm>,
    /// Name of the arm that differences are taken from.
    pub reference: String,
    /// Comparisons whose intervals hold together.
    pub comparisons: usize,
}

const HEIGHT: f64 = 330.0;
/// The same with many arms, so that three panels stand on a page.
const LOW: f64 = 290.0;
const FADED: Colour = Colour(0x8E, 0x8E, 0x8E);

/// Draws the chart.
///
/// # Errors
/// When there are fewer than two outcomes, no arms, or a number is not finite.
pub fn pareto(input: &Pareto) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.arms)?;
    some(
        caption,
        "outcomes to trade off",
        input.outcomes.get(1..).unwrap_or_default(),
    )?;
    for arm in &input.arms {
        fits(
            caption,
            "values of an arm",
            arm.values.len(),
            input.outcomes.len(),
        )?;
        let ends = arm
            .values
            .iter()
            .flat_map(|(mean, (low, high))| [*mean, *low, *high]);
        finite(caption, &arm.name, ends)?;
    }
    let mut sheet = Sheet::open(caption);
    for across in 1..input.outcomes.len() {
        panel(&mut sheet, input, across)?;
    }
    let mut key = vec![
        (
            Mark::Dot(DARK_BLUE, false),
            "On the front: against every other arm it is better on some outcome, beyond doubt."
                .to_owned(),
        ),
        (
            Mark::Dot(DARK_GREY, true),
            "Not settled: the runs do not say whether another arm is better on all outcomes."
                .to_owned(),
        ),
        (
            Mark::Dot(FADED, false),
            "Pale: dominated. Another arm is better on all outcomes shown, beyond doubt."
                .to_owned(),
        ),
        (
            Mark::Line(Pen::solid(RULE, 1.5)),
            format!(
                "Crosses: mean paired differences from {} (lines at 0), with 95% intervals, all together. \
                 Standings rest on the paired differences of every two arms, {} intervals that hold \
                 together at 95%.",
                input.reference,
                number(input.comparisons as f64, 0)
            ),
        ),
        (
            Mark::Line(Pen::solid(ORANGE, 2.0)),
            "Stepped line: the front of the two outcomes of the panel by their means alone."
                .to_owned(),
        ),
    ];
    if input.arms.len() > MANY {
        key.push((
            Mark::Words,
            format!(
                "Named are up to {NAMED} of {} arms in each panel: both ends of each outcome, {}, and the \
                 front by means. Crosses of the others are pale; the table has all.",
                input.arms.len(),
                input.reference
            ),
        ));
    }
    sheet.key(&key);
    let csv = table(input)?;
    let subject = format!(
        "{} arms on {} outcomes",
        input.arms.len(),
        input.outcomes.len()
    );
    Ok(sheet.finish(caption, "Scatter", &subject, &sentences(input), csv))
}

fn ink(standing: ParetoStanding) -> (Colour, bool) {
    match standing {
        ParetoStanding::OnFront => (DARK_BLUE, false),
        ParetoStanding::Dominated => (FADED, false),
        ParetoStanding::NotSettled => (DARK_GREY, true),
    }
}

fn panel(sheet: &mut Sheet, input: &Pareto, across: usize) -> Result<(), ChartError> {
    let caption = &input.caption;
    let (upward, sideward) = (&input.outcomes[0], &input.outcomes[across]);
    let better = |outcome: &ParetoOutcome, up: bool| {
        let direction = if up { "upwards" } else { "to the right" };
        format!("Difference in {} (better {direction})", outcome.name)
    };
    sheet.y += 6.0;
    sheet.heading(MARGIN, INNER, &better(upward, true));
    let told = named(input, across);
    let widest = if input.arms.len() > MANY {
        310.0
    } else {
        250.0
    };
    let names = name_column(
        told.iter().map(|&arm| input.arms[arm].name.as_str()),
        widest,
    );
    let lines: Vec<Vec<String>> = told
        .iter()
        .map(|&arm| wrapped(&input.arms[arm].name, names))
        .collect();
    let heights: Vec<f64> = lines.iter().map(|of| of.len() as f64 * LINE).collect();
    // Room for all labels beside the panel.
    let least = if input.arms.len() > MANY { LOW } else { HEIGHT };
    let height = least.max(heights.iter().sum::<f64>() + 8.0);
    let area = Area {
        x: MARGIN + 100.0,
        y: sheet.y + 12.0,
        width: WIDTH - 2.0 * MARGIN - 100.0 - names - 54.0,
        height,
    };
    // Where less is better the axis runs backwards.
    let (turn_x, turn_y) = (sign(sideward), sign(upward));
    let scale = |at: usize, turn: f64| {
        let ends = input.arms.iter().flat_map(|arm| {
            let (mean, (low, high)) = arm.values[at];
            [turn * mean, turn * low, turn * high]
        });
        range(ends, true)
    };
    let (x_scale, y_scale) = (scale(across, turn_x), scale(0, turn_y));
    let (x_decimals, y_decimals) = (tick_decimals(x_scale, 5), tick_decimals(y_scale, 5));
    let write_x = |value: f64| signed(turn_x * value, x_decimals);
    let write_y = |value: f64| signed(turn_y * value, y_decimals);
    let x = Axis {
        range: x_scale,
        ticks: 5,
        grid: true,
        labels: Some(&write_x),
    };
    let y = Axis {
        range: y_scale,
        ticks: 5,
        grid: true,
        labels: Some(&write_y),
    };
    let frame = Frame::draw(&caption.name, &mut sheet.scene, area, &x, &y)?;
    let at = |x: f64, y: f64| frame.at(turn_x * x, turn_y * y);
    let zero = at(0.0, 0.0);
    for ends in [
        [(zero.0, area.y), (zero.0, area.bottom())],
        [(area.x, zero.1), (area.right(), zero.1)],
    ] {
        sheet.scene.line(&ends, Pen::solid(DARK_GREY, 1.5));
    }
    let places: Vec<(f64, f64)> = input
        .arms
        .iter()
        .map(|arm| at(arm.values[across].0, arm.values[0].0))
        .collect();
    for (at_arm, (arm, place)) in input.arms.iter().zip(&places).enumerate() {
        let (colour, hollow) = ink(arm.standing);
        let (mean_x, ends_x) = arm.values[across];
        let (mean_y, ends_y) = arm.values[0];
        sheet.scene.open(&arm.name);
        // Crosses of arms without a name recede: so many would hide the points.
        let pen = if told.contains(&at_arm) {
            Pen::solid(colour, 1.5)
        } else {
            Pen::solid(GRID, 1.0)
        };
        let cross = [
            [at(ends_x.0, mean_y), at(ends_x.1, mean_y)],
            [at(mean_x, ends_y.0), at(mean_x, ends_y.1)],
        ];
        for ends in cross {
            sheet.scene.line(&ends, pen.clone());
        }
        sheet
            .scene
            .marker(Shape::Circle, *place, 6.0, colour, hollow);
        sheet.scene.close();
    }
    steps(sheet, input, across, &at);
    let wishes: Vec<f64> = told.iter().map(|&arm| places[arm].1).collect();
    let settled = settle(&wishes, &heights, area.y, area.bottom());
    let label = area.right() + 44.0;
    for ((lines, &arm), middle) in lines.iter().zip(&told).zip(&settled) {
        let place = places[arm];
        let from = (place.0 + 9.0, place.1);
        let pen = Pen::dashed(RULE, 1.0, &[2.0, 3.0]);
        let turn = (area.right() + 8.0, place.1);
        sheet.scene.line(&[from, turn, (label - 5.0, *middle)], pen);
        let above = (lines.len() as f64 - 1.0) / 2.0 * LINE;
        let first = body(
            label,
            middle - above + BODY * font::HALF_CAPITAL,
            Anchor::Start,
            "",
        );
        let colour = match input.arms[arm].standing {
            ParetoStanding::OnFront => DARK_BLUE,
            ParetoStanding::Dominated => Colour(0x6B, 0x6B, 0x6B),
            ParetoStanding::NotSettled => DARK_GREY,
        };
        sheet.scene.lines(lines, &Text { colour, ..first });
    }
    sheet.y = area.bottom() + LABELS + 2.0;
    let words = font::wrap(&better(sideward, false), BODY, font::Weight::Bold, INNER);
    let below = bold(WIDTH - MARGIN, sheet.y + BODY * font::RISE, Anchor::End, "");
    sheet.y = sheet.scene.lines(&words, &below) - BODY * font::RISE + 8.0;
    Ok(())
}

/// The stepped front of two outcomes by their means.
fn steps(sheet: &mut Sheet, input: &Pareto, across: usize, place: &dyn Fn(f64, f64) -> (f64, f64)) {
    let front = by_means(input, across);
    let mut way = Vec::new();
    for pair in front.windows(2) {
        let (one, next) = (&input.arms[pair[0]], &input.arms[pair[1]]);
        way.push(place(one.values[across].0, one.values[0].0));
        way.push(place(one.values[across].0, next.values[0].0));
        way.push(place(next.values[across].0, next.values[0].0));
    }
    if way.len() > 1 {
        sheet.scene.line(&way, Pen::solid(ORANGE, 2.0));
    }
}

fn sentences(input: &Pareto) -> Vec<String> {
    let named = |wanted: ParetoStanding| -> Vec<&str> {
        let arms = input.arms.iter().filter(|arm| arm.standing == wanted);
        arms.map(|arm| arm.name.as_str()).collect()
    };
    let say = |what: &str, names: Vec<&str>| match names.len() {
        0 => format!("{what}: none"),
        1..=4 => format!("{what}: {}", names.join(", ")),
        n => format!("{what}: {n} arms, among them {}", names[..2].join(", ")),
    };
    vec![
        say("On the front beyond doubt", named(ParetoStanding::OnFront)),
        say("Dominated beyond doubt", named(ParetoStanding::Dominated)),
        say("Not settled", named(ParetoStanding::NotSettled)),
    ]
}

fn table(input: &Pareto) -> Result<String, ChartError> {
    let heading = [
        "arm",
        "outcome",
        "better",
        "reference",
        "mean_difference",
        "low",
        "high",
        "standing",
        "dominated_by",
    ];
    let mut rows = Vec::new();
    for arm in &input.arms {
        let standing = match arm.standing {
            ParetoStanding::OnFront => "on the front",
            ParetoStanding::Dominated => "dominated",
            ParetoStanding::NotSettled => "not settled",
        };
        for (outcome, (mean, (low, high))) in input.outcomes.iter().zip(&arm.values) {
            let better = if outcome.higher_is_better {
                "higher"
            } else {
                "lower"
            };
            rows.push(vec![
                arm.name.clone(),
                outcome.name.clone(),
                better.to_owned(),
                input.reference.clone(),
                mean.to_string(),
                low.to_string(),
                high.to_string(),
                standing.to_owned(),
                arm.dominated_by.clone().unwrap_or_default(),
            ]);
        }
    }
    csv_text(&input.caption, &heading, rows)
}
