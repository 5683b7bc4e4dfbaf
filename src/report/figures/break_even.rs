//! What each reorganisation of an arrangement would have to bring to pay for itself: its loss against the
//! baseline, which is never reorganised, spread over the years that follow its reorganisations. A reform
//! pays where its lasting gain is larger than what this chart shows, and sooner the larger it is.

use super::context::Context;
use super::outcome_words::unit;
use crate::analysis::estimate::Interval;
use crate::analysis::sample::Cell;
use crate::report::charts::dot_interval::{DotInterval, DotRow, dot_interval};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::{ThreeFigures, number};
use crate::scenario::Arm;

/// The outcomes that are sums since April 2009 and hold both health and money.
const OUTCOMES: [&str; 2] = ["net_health", "qaly_total_disc"];

/// Whether a loss of this outcome adds up over the years, so that a lasting gain can make it good.
pub(in crate::report) fn adds_up(outcome: &str) -> bool {
    OUTCOMES.contains(&outcome)
}

/// What health is in money, at the experiment's price of a QALY in GBP.
pub(in crate::report) fn money_of_health(price: f64) -> String {
    let told = |value: f64| ThreeFigures::of([value], 1).plain(value);
    format!(
        "At GBP {} a QALY, 1,000 QALY are GBP {}m.",
        number(price, 0),
        told(price / 1e3)
    )
}

/// Years that follow the reorganisations of an arm up to a horizon, added up: what one lasting gain of one
/// a year for each of them comes to.
fn years_after(arm: &Arm, horizon_months: u32) -> f64 {
    let left = |month: i32| (f64::from(horizon_months) - f64::from(month - 1)).max(0.0) / 12.0;
    arm.changes.iter().map(|change| left(change.month)).sum()
}

/// The chart; `None` where the baseline is reorganised, no other arm is, or the primary outcome does not
/// add up over the years.
pub(super) fn figure(context: &Context, cell: Cell) -> Option<Result<Figure, ChartError>> {
    let arms = &context.findings.experiment.arms;
    let info = context.outcome(cell);
    let is_never = |name: &str| {
        arms.iter()
            .any(|arm| arm.name == name && arm.changes.is_empty())
    };
    if !adds_up(&info.name) || !is_never(&context.findings.experiment.baseline) {
        return None;
    }
    let rows: Vec<DotRow> = (0..context.study().arms.len())
        .filter_map(|arm| row(context, cell, arm))
        .collect();
    let least = rows.iter().map(|row| row.mean).min_by(f64::total_cmp)?;
    let most = rows.iter().map(|row| row.mean).max_by(f64::total_cmp)?;
    let told = ThreeFigures::column([least, most]);
    let title = if most <= 0.0 {
        "No reorganisation here needs a gain to pay for itself".to_owned()
    } else if rows.len() == 1 || least.max(0.0) >= most {
        format!("To pay, it must bring {} QALY a year", told.plain(most))
    } else if least <= 0.0 {
        format!(
            "To pay, some must bring up to {} QALY a year",
            told.plain(most)
        )
    } else {
        format!(
            "To pay, each must bring {} to {} QALY a year",
            told.plain(least),
            told.plain(most)
        )
    };
    let mut caption = context.caption(&format!("break_even_{}", info.name), title, cell);
    let each_year = format!("{} in each year that follows it", unit(info));
    caption.measure =
        format!("Lasting gain at which a reorganisation pays by the horizon, {each_year}");
    caption.baseline = Some(context.baseline().to_owned());
    let price = context
        .findings
        .experiment
        .scenario
        .parameters
        .health
        .gbp_per_qaly;
    caption.notes.push(format!(
        "The loss against the baseline over the years that follow the reorganisations, added up; where it founds other \
         bodies, what these do otherwise is in it. {}",
        money_of_health(price)
    ));
    Some(dot_interval(&DotInterval {
        caption,
        baseline: context.baseline().to_owned(),
        unit: each_year,
        left_words: "gains without any".to_owned(),
        right_words: "must bring as much".to_owned(),
        sort_by_effect: false,
        rows,
    }))
}

fn row(context: &Context, cell: Cell, arm: usize) -> Option<DotRow> {
    let arms = &context.findings.experiment.arms;
    let of = arms
        .iter()
        .find(|of| of.name == context.study().arms[arm].name)?;
    let years = years_after(of, context.months(cell));
    let difference = context.difference(cell, arm)?;
    if years <= 0.0 {
        return None;
    }
    let ends = |interval: Interval| (-interval.high / years, -interval.low / years);
    Some(DotRow {
        arm: context.arm(arm).to_owned(),
        mean: -difference.mean.mean / years,
        inner: ends(difference.mean.interval(0.5)?),
        outer: ends(difference.simultaneous?),
        unadjusted: difference.interval.map(ends),
        spread: difference
            .spread
            .map(|spread| (-spread.q975 / years, -spread.q025 / years)),
        n: difference.mean.n as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::check;
    use crate::scenario::library::{Kind, source};

    /// Every four years, redrawn: months 49, 97 and 145 of 180, so 11, 7 and 3 years follow.
    #[test]
    fn years_after_are_those_left_at_each_date() {
        let text = source(Kind::Arm, "clock_4_redrawn").unwrap();
        let arm = check::arm(&text, "clock_4_redrawn").unwrap().value;
        assert!((years_after(&arm, 180) - 21.0).abs() < 1e-12);
        assert!((years_after(&arm, 60) - 1.0).abs() < 1e-12);
        assert!(years_after(&arm, 48).abs() < 1e-12);
    }
}
