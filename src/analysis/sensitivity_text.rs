//! `sensitivity.csv`: how much each input matters, one row for each measure of an input, or of a
//! pair of inputs.

use super::elementary::Measure;
use super::estimate::Interval;
use super::followed::Followed;
use super::sample::Cell;
use super::screen::{Measures, Screen, Screened};
use super::summary_text::line;
use super::table::RunTable;

/// The columns of `sensitivity.csv`, in order, with their meaning.
pub const COLUMNS: [(&str, &str); 15] = [
    ("experiment", "name of the experiment"),
    ("design", "kind of the design"),
    ("arm", "the arrangement the row is about"),
    (
        "baseline",
        "the arrangement that differences are taken from; empty for the level of the arm itself",
    ),
    ("horizon_months", "months since March 2009"),
    ("outcome", "name of the outcome"),
    ("unit", "unit of the outcome"),
    ("factor", "the factor, or group of factors"),
    (
        "with",
        "the other factor or group, where the measure is about two of them",
    ),
    (
        "factors",
        "how many factors are in the group, or in both; 1 for a factor by itself",
    ),
    (
        "measure",
        "mu, mu_star and sigma: mean, mean size and standard deviation of elementary effects over \
         walks, each for the whole range, in the unit of the outcome; first and total: Sobol' \
         indices, parts of a variance; second: the part of it that goes back to the interplay of two \
         factors alone; effect: difference between two levels, or of a level from how everything \
         stands, in the unit of the outcome; prcc: partial rank correlation, -1 to 1, over the points \
         that are draws; rank_correlation: the plain one, where there are too few points for a partial \
         one or factors are tied to each other",
    ),
    ("value", "the estimate"),
    (
        "ci_low",
        "lower end of the 95% interval: of a bootstrap over walks or rows, of Student's t over \
         seeds for an effect, of Fisher's z for a correlation",
    ),
    ("ci_high", "upper end of it"),
    (
        "p",
        "two-sided p-value of the t test that a correlation is 0, not adjusted for the number of \
         factors; empty for other measures",
    ),
];

/// One row, from the factor on.
struct Row<'a> {
    factor: &'a str,
    with: &'a str,
    factors: usize,
    measure: &'a str,
    value: f64,
    interval: Option<Interval>,
    p: Option<f64>,
}

/// The text of `sensitivity.csv`: by outcome and horizon what the design was made to tell, with
/// the table of its points, and what differences and levels follow over the draws. `word` is the
/// kind of the design.
#[must_use]
pub fn sensitivity_csv(
    screened: Option<(&[Screen], &RunTable)>,
    followed: &[Followed],
    table: &RunTable,
    word: &str,
) -> String {
    let mut text = line(&COLUMNS.map(|(name, _)| name.to_owned()));
    let (screens, points) = screened.unwrap_or((&[], table));
    for screen in screens {
        for found in &screen.results {
            let head = head(points, word, screen.cell, found.arm, found.from);
            for row in of_screen(screen, found) {
                push(&mut text, &head, &row);
            }
        }
    }
    for found in followed {
        let head = head(table, word, found.cell, found.arm, found.from);
        for row in of_correlation(table, found) {
            push(&mut text, &head, &row);
        }
    }
    text
}

/// The first columns of a row.
fn head(table: &RunTable, word: &str, cell: Cell, arm: usize, from: Option<usize>) -> [String; 7] {
    let study = table.study();
    let info = &study.outcomes[cell.outcome];
    let name = |at: usize| study.arms[at].name.clone();
    [
        study.experiment.clone(),
        word.to_owned(),
        name(arm),
        from.map_or(String::new(), name),
        study.horizons[cell.horizon].to_string(),
        info.name.clone(),
        info.unit.clone(),
    ]
}

fn push(text: &mut String, head: &[String; 7], row: &Row) {
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let mut fields = head.to_vec();
    fields.extend([
        row.factor.to_owned(),
        row.with.to_owned(),
        row.factors.to_string(),
        row.measure.to_owned(),
        row.value.to_string(),
        number(row.interval.map(|ends| ends.low)),
        number(row.interval.map(|ends| ends.high)),
        number(row.p),
    ]);
    text.push_str(&line(&fields));
}

/// Every measure of a result, by factor, then by pair.
fn of_screen<'a>(screen: &'a Screen, found: &Screened) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut say = |at: [usize; 2], measure: &'static str, of: Measure| {
        let [one, other] = at.map(|at| &screen.names[at]);
        let alone = at[0] == at[1];
        rows.push(Row {
            factor: &one.path,
            with: if alone { "" } else { &other.path },
            factors: one.members + if alone { 0 } else { other.members },
            measure,
            value: of.value,
            interval: of.interval,
            p: None,
        });
    };
    match &found.measures {
        Measures::Walks(effects) => {
            for (at, of) in effects.iter().enumerate() {
                // The members of a group go different ways, so that a mean with signs says nothing.
                if screen.names[at].members == 1 {
                    say([at, at], "mu", of.mean);
                }
                say([at, at], "mu_star", of.size);
                if let Some(spread) = of.spread {
                    say([at, at], "sigma", spread);
                }
            }
        }
        Measures::Exchanges(indices, pairs) => {
            for (at, of) in indices.iter().enumerate() {
                say([at, at], "first", of.first);
                say([at, at], "total", of.total);
            }
            for pair in pairs {
                say(pair.groups, "second", pair.second);
            }
        }
        Measures::Levels(effects) => {
            for (at, of) in effects.iter().enumerate() {
                if let Some(effect) = of {
                    say([at, at], "effect", *effect);
                }
            }
        }
    }
    rows
}

/// The correlation with every input that varies.
fn of_correlation<'a>(table: &'a RunTable, found: &Followed) -> Vec<Row<'a>> {
    let measure = if found.sensitivity.kind.is_partial() {
        "prcc"
    } else {
        "rank_correlation"
    };
    let parameters = &table.study().parameters;
    let row = |influence: &super::sensitivity::Influence| Row {
        factor: parameters[influence.parameter].path.as_str(),
        with: "",
        factors: 1,
        measure,
        value: influence.correlation,
        interval: influence.interval,
        p: influence.p,
    };
    found.sensitivity.influences.iter().map(row).collect()
}
