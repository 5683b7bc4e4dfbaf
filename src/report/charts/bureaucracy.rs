//! The cost of administration by account, arm by arm: one small column of bars an account, each
//! from nought, on one scale or on its own. No stacking: stacked segments cannot be compared.
//! Accounts that are not modelled yet keep their column and say so; they are never drawn as nought.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, fits, some};
use super::sheet::{INNER, LINE, Mark, Sheet, body, centred, name_column, wide, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Pen, Text};
use crate::report::style::{BAR, BODY, DARK_GREY, MARGIN, RULE, ThreeFigures};

/// One arm on one account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AccountValue {
    /// Mean cost in the chart's unit.
    pub mean: f64,
    /// 95% interval of the mean, low and high.
    pub interval: (f64, f64),
}

/// The name of the column that holds the sum of the others.
pub const TOTAL: &str = "All modelled accounts";

/// One account of administration: a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Name in plain words: "Support market".
    pub name: String,
    /// One value an arm, in the order of the arms; `None` for an account that the experiment lacks.
    pub values: Option<Vec<AccountValue>>,
}

/// Input of [`bureaucracy`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bureaucracy {
    /// Words around the chart.
    pub caption: Caption,
    /// Unit of all accounts: "GBP million a year".
    pub unit: String,
    /// The arms in their order.
    pub arms: Vec<String>,
    /// Which arm is the baseline, drawn in dark grey, if any: a position in `arms`.
    pub baseline: Option<usize>,
    /// Whether all columns share one scale. Otherwise each has its own, and the key says so; choose
    /// that where one account dwarfs the others.
    pub one_scale: bool,
    /// The accounts; a total, if wanted, is one of them.
    pub accounts: Vec<Account>,
}

const ROW: f64 = 32.0;
const NARROWEST: f64 = 138.0;
/// Words beyond this width are broken rather than given a wider column.
const LONGEST: f64 = 190.0;

/// Draws the chart. Accounts that do not fit beside each other go to a further block below.
///
/// # Errors
/// When there are no arms or accounts, an account has the wrong number of values, or a value is not
/// finite.
pub fn bureaucracy(input: &Bureaucracy) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.arms)?;
    some(caption, "accounts", &input.accounts)?;
    for account in &input.accounts {
        if let Some(values) = &account.values {
            fits(
                caption,
                &format!("values of {}", account.name),
                values.len(),
                input.arms.len(),
            )?;
            let numbers = values
                .iter()
                .flat_map(|v| [v.mean, v.interval.0, v.interval.1]);
            finite(caption, &account.name, numbers)?;
        }
    }
    let (shown, missing): (Vec<Account>, Vec<Account>) = input
        .accounts
        .iter()
        .cloned()
        .partition(|account| account.values.is_some());
    some(caption, "accounts with values", &shown)?;
    let mut sheet = Sheet::open(caption);
    let names = name_column(input.arms.iter().map(String::as_str), 270.0);
    let room = INNER - names - 14.0;
    let words = shown
        .iter()
        .flat_map(|account| account.name.split_whitespace());
    let longest = words.map(|word| font::width(word, BODY, Weight::Bold).min(LONGEST) + 18.0);
    let narrowest = longest.fold(NARROWEST, f64::max).min(room);
    let most = ((room / narrowest).floor() as usize).clamp(1, shown.len());
    let blocks = shown.len().div_ceil(most);
    let each = shown.len().div_ceil(blocks);
    let shared = input.one_scale.then(|| extent(&shown));
    for block in shown.chunks(each) {
        draw_block(&mut sheet, input, block, names, room / each as f64, shared);
    }
    sheet.y -= 10.0;
    let scales = if input.one_scale {
        "All columns share one scale."
    } else {
        "Each column has its own scale from nought: compare bars within a column, numbers between columns."
    };
    let mut entries = vec![
        (
            Mark::Box(BAR, 1.0),
            format!("Bar and number: mean, {}. {scales}", input.unit),
        ),
        (
            Mark::Line(Pen::solid(DARK_GREY, 2.5)),
            "Line on the bar: 95% interval of the mean; it shrinks with more runs.".to_owned(),
        ),
    ];
    if let Some(arm) = input.baseline.and_then(|position| input.arms.get(position)) {
        entries.insert(
            1,
            (
                Mark::Box(DARK_GREY, 1.0),
                format!("Dark bar: {arm}, the baseline."),
            ),
        );
    }
    if !missing.is_empty() {
        let names: Vec<String> = missing
            .iter()
            .map(|account| account.name.to_lowercase())
            .collect();
        let words = format!(
            "Not in this experiment, so not drawn: {}. Their cost is unknown, not nought.",
            names.join(", ")
        );
        entries.push((Mark::Words, words));
    }
    sheet.key(&entries);
    let csv = table(input)?;
    let subject = format!(
        "{} arms and {} accounts",
        input.arms.len(),
        input.accounts.len()
    );
    Ok(sheet.finish(
        caption,
        "Small columns of bars",
        &subject,
        &sentences(input),
        csv,
    ))
}

/// How values of one account become places on the canvas.
#[derive(Clone, Copy)]
struct Column {
    zero: f64,
    per_unit: f64,
    told: ThreeFigures,
}

/// The lowest and highest value of some accounts, with nought among them.
fn extent(accounts: &[Account]) -> (f64, f64) {
    let all = || {
        accounts
            .iter()
            .filter_map(|account| account.values.as_ref())
            .flatten()
    };
    let low = all().map(|v| v.mean.min(v.interval.0)).fold(0.0, f64::min);
    (
        low,
        all().map(|v| v.mean.max(v.interval.1)).fold(0.0, f64::max),
    )
}

fn draw_block(
    sheet: &mut Sheet,
    input: &Bureaucracy,
    accounts: &[Account],
    names: f64,
    width: f64,
    shared: Option<(f64, f64)>,
) {
    let left = MARGIN + names + 14.0;
    let columns: Vec<Column> = accounts
        .iter()
        .enumerate()
        .map(|(position, account)| {
            let (lowest, highest) = shared.unwrap_or_else(|| extent(std::slice::from_ref(account)));
            let values = || account.values.iter().flatten();
            let told = ThreeFigures::column(values().map(|v| v.mean)).at_most(2);
            let words = values()
                .map(|v| wide(&told.plain(v.mean)))
                .fold(0.0, f64::max)
                + 10.0;
            let span = if highest > lowest {
                highest - lowest
            } else {
                1.0
            };
            let per_unit = (width - 14.0 - words).max(10.0) / span;
            Column {
                zero: left + position as f64 * width - lowest * per_unit,
                per_unit,
                told,
            }
        })
        .collect();
    let headings: Vec<Vec<String>> = accounts
        .iter()
        .map(|a| font::wrap(&a.name, BODY, Weight::Bold, width - 16.0))
        .collect();
    let deepest = headings.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = sheet.y + deepest * LINE + 4.0;
    let heights: Vec<f64> = input
        .arms
        .iter()
        .map(|arm| ROW.max(wrapped(arm, names).len() as f64 * LINE + 4.0))
        .collect();
    let bottom = top + heights.iter().sum::<f64>();
    for (position, heading) in headings.iter().enumerate() {
        let x = left + position as f64 * width;
        let first = top - 4.0 - heading.len() as f64 * LINE + BODY * font::RISE;
        let style = body(x, first, Anchor::Start, "");
        sheet.scene.lines(
            heading,
            &Text {
                weight: Weight::Bold,
                ..style
            },
        );
    }
    let mut y = top;
    for (arm, &height) in heights.iter().enumerate() {
        let middle = y + height / 2.0;
        centred(
            &mut sheet.scene,
            &wrapped(&input.arms[arm], names),
            left - 14.0,
            middle,
            Anchor::End,
        );
        for (position, account) in accounts.iter().enumerate() {
            let Some(value) = account.values.as_ref().map(|values| values[arm]) else {
                continue;
            };
            let Column {
                zero,
                per_unit,
                told,
            } = columns[position];
            let end = zero + value.mean * per_unit;
            let fill = if input.baseline == Some(arm) {
                DARK_GREY
            } else {
                BAR
            };
            let decimals_words = told.plain(value.mean);
            sheet.scene.open(&format!(
                "{}, {}: {decimals_words} {}",
                input.arms[arm], account.name, input.unit
            ));
            let bar = Area {
                x: zero.min(end),
                y: middle - 9.0,
                width: (end - zero).abs(),
                height: 18.0,
            };
            sheet.scene.rect(bar, Some((fill, 1.0)), None);
            let (low, high) = (
                zero + value.interval.0 * per_unit,
                zero + value.interval.1 * per_unit,
            );
            if high - low > 1.0 {
                let ink = if input.baseline == Some(arm) {
                    RULE
                } else {
                    DARK_GREY
                };
                sheet
                    .scene
                    .line(&[(low, middle), (high, middle)], Pen::solid(ink, 2.5));
            }
            let x = end.max(high).max(zero) + 7.0;
            let words = body(
                x,
                middle + BODY * font::HALF_CAPITAL,
                Anchor::Start,
                decimals_words,
            );
            sheet.scene.text(words);
            sheet.scene.close();
        }
        y += height;
    }
    for (position, _) in accounts
        .iter()
        .enumerate()
        .filter(|(_, account)| account.values.is_some())
    {
        let zero = columns[position].zero;
        sheet
            .scene
            .line(&[(zero, top), (zero, bottom)], Pen::solid(DARK_GREY, 1.5));
    }
    sheet.y = bottom + 22.0;
}

fn sentences(input: &Bureaucracy) -> Vec<String> {
    let mut said = Vec::new();
    let largest = |account: &&Account| {
        account.values.as_ref().map_or(0.0, |values| {
            values.iter().map(|v| v.mean.abs()).fold(0.0, f64::max)
        })
    };
    if let Some(account) = input
        .accounts
        .iter()
        .filter(|account| account.name != TOTAL)
        .max_by(|a, b| largest(a).total_cmp(&largest(b)))
        && let Some(values) = &account.values
    {
        let told = ThreeFigures::column(values.iter().map(|v| v.mean)).at_most(1);
        let by_mean = |a: &(&String, &AccountValue), b: &(&String, &AccountValue)| {
            a.1.mean.total_cmp(&b.1.mean)
        };
        let pairs = || input.arms.iter().zip(values);
        if let (Some(low), Some(high)) = (pairs().min_by(by_mean), pairs().max_by(by_mean)) {
            let say = |(arm, v): (&String, &AccountValue)| {
                let (from, to) = (told.plain(v.interval.0), told.plain(v.interval.1));
                format!("{arm} at {} ({from} to {to})", told.plain(v.mean))
            };
            said.push(format!(
                "The largest account is {}, {}, lowest under {} and highest under {}",
                account.name,
                input.unit,
                say(low),
                say(high)
            ));
        }
    }
    let missing: Vec<&str> = input
        .accounts
        .iter()
        .filter(|a| a.values.is_none())
        .map(|a| a.name.as_str())
        .collect();
    if !missing.is_empty() {
        said.push(format!("Not in this experiment: {}", missing.join(", ")));
    }
    said
}

fn table(input: &Bureaucracy) -> Result<String, ChartError> {
    let heading = [
        "arm",
        "account",
        "unit",
        "status",
        "mean",
        "interval_95_low",
        "interval_95_high",
    ];
    let rows = input.arms.iter().enumerate().flat_map(|(position, arm)| {
        input.accounts.iter().map(move |account| {
            let value = account.values.as_ref().map(|values| values[position]);
            let status = if value.is_some() {
                "modelled"
            } else {
                "not in this experiment"
            };
            let mut row = vec![
                arm.clone(),
                account.name.clone(),
                input.unit.clone(),
                status.to_owned(),
            ];
            row.extend(value.map_or_else(
                || vec![String::new(); 3],
                |v| {
                    [v.mean, v.interval.0, v.interval.1]
                        .iter()
                        .map(f64::to_string)
                        .collect()
                },
            ));
            row
        })
    });
    csv_text(&input.caption, &heading, rows)
}
