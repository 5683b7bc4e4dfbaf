//! Years until a reorganisation pays for itself, as measured: what one of an arrangement loses, in money,
//! over what it would bring in each year that follows. The published arithmetic, for one reorganisation by
//! itself, is that of [`crate::model::domains::reorganisation::break_even_years`].

use super::html::{details, paragraph};
use crate::analysis::estimate::Interval;
use crate::report::figures::break_even::{adds_up, money_of_health};
use crate::report::figures::context::Context;
use crate::report::figures::outcome_words::{period, words};
use crate::report::style::{MOST_DECIMALS, ThreeFigures};
use crate::report::table::Table;
use crate::scenario::Arm;

/// Lasting gains that a reform may be hoped to bring, GBP m a year: up to the 1.5bn a year that the reform
/// of 2013 was to save.
const GAINS_GBP_M: [f64; 4] = [200.0, 500.0, 1_000.0, 1_500.0];

/// The table; nothing where no arrangement is reorganised beside one that never is, or the primary outcome
/// does not add up over the years.
pub(super) fn table(context: &Context) -> String {
    let Some(cell) = context.primary() else {
        return String::new();
    };
    let info = context.outcome(cell);
    if !adds_up(&info.name) {
        return String::new();
    }
    let caption = format!(
        "Years until one reorganisation pays for itself, by its lasting gain (mean, and 95% interval adjusted \
         for the number of arrangements; {}, {})",
        words(info).noun,
        period(&info.name, context.months(cell))
    );
    let heads = GAINS_GBP_M.map(|gain| {
        format!(
            "Gain of GBP {}m a year",
            ThreeFigures::of([gain], 0).plain(gain)
        )
    });
    let mut all = vec!["Reorganised"];
    all.extend(heads.iter().map(String::as_str));
    let mut table = Table::new(&caption, &all);
    let price = context
        .findings
        .experiment
        .scenario
        .parameters
        .health
        .gbp_per_qaly;
    let months = context.months(cell);
    let of_baseline = times(context, context.study().baseline, months);
    for arm in 0..context.study().arms.len() {
        let Some(difference) = context.difference(cell, arm) else {
            continue;
        };
        let Some(ends) = difference.simultaneous else {
            continue;
        };
        let of_arm = times(context, arm, months);
        let (name, count, sign) = if of_baseline == 0 && of_arm > 0 {
            (context.arm(arm).to_owned(), of_arm, -1.0)
        } else if of_baseline > 0 && of_arm == 0 {
            let name = format!("{}, against {}", context.baseline(), context.named(arm));
            (name, of_baseline, 1.0)
        } else {
            continue;
        };
        let each = |value: f64| sign * value / f64::from(count);
        let [one, other] = [each(ends.low), each(ends.high)];
        let loss = Interval {
            low: one.min(other),
            high: one.max(other),
        };
        let mut line = vec![name];
        line.extend(GAINS_GBP_M.map(|gain| told(each(difference.mean.mean), loss, gain, price)));
        table.row(line);
    }
    if table.rows.is_empty() {
        return String::new();
    }
    let against = if of_baseline == 0 {
        "The loss against the baseline, which is never reorganised,"
    } else {
        "What the baseline loses against an arrangement that is never reorganised, which holds what the two \
         structures do as well,"
    };
    let intro = paragraph(&format!(
        "{against} over the number of reorganisations, in money, over what one reorganisation would bring each \
         year. {} The gain is assumed, not modelled; “at once” is where there is \
         no loss to make good.",
        money_of_health(price)
    ));
    let heading = "Years until a reorganisation pays for itself";
    details(heading, &(intro + &table.html()))
}

/// How often an arm is reorganised up to a horizon.
fn times(context: &Context, arm: usize, horizon_months: u32) -> u32 {
    let name = &context.study().arms[arm].name;
    let arms = &context.findings.experiment.arms;
    let found = arms.iter().find(|of| &of.name == name);
    found.map_or(0, |arm| changes_by(arm, horizon_months))
}

fn changes_by(arm: &Arm, horizon_months: u32) -> u32 {
    let months = f64::from(horizon_months);
    let within = arm
        .changes
        .iter()
        .filter(|change| f64::from(change.month) <= months);
    within.count() as u32
}

/// The years in which a gain, GBP m a year, makes good a loss, QALY at this price in GBP, with its interval.
fn told(loss: f64, ends: Interval, gain_gbp_m: f64, price: f64) -> String {
    let years = |loss: f64| loss * price / (gain_gbp_m * 1e6);
    let [mean, low, high] = [loss, ends.low, ends.high].map(years);
    let figures = ThreeFigures::of([mean, low, high], MOST_DECIMALS);
    let say = |years: f64| {
        if years > 0.0 {
            figures.plain(years)
        } else {
            "at once".to_owned()
        }
    };
    if high <= 0.0 {
        return say(mean);
    }
    format!("{} ({} to {})", say(mean), say(low), say(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::check;
    use crate::scenario::library::{Kind, source};

    fn between(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    // By hand: 100,000 QALY at 12,936 are GBP 1,293.6m; at 200m a year 6.468 years, at 1,500m 0.8624. The
    // largest number of a cell sets the decimals.
    #[test]
    fn a_loss_is_made_good_in_its_money_over_the_gain() {
        let ends = between(50_000.0, 150_000.0);
        assert_eq!(
            told(100_000.0, ends, 200.0, 12_936.0),
            "6.47 (3.23 to 9.70)"
        );
        assert_eq!(
            told(100_000.0, ends, 1_500.0, 12_936.0),
            "0.86 (0.43 to 1.29)"
        );
    }

    #[test]
    fn where_nothing_is_lost_it_pays_at_once() {
        assert_eq!(
            told(-10.0, between(-20.0, -1.0), 200.0, 12_936.0),
            "at once"
        );
        assert_eq!(told(-10.0, between(-20.0, 0.0), 200.0, 12_936.0), "at once");
        let open = told(-10_000.0, between(-50_000.0, 100_000.0), 200.0, 12_936.0);
        assert_eq!(open, "at once (at once to 6.47)");
    }

    /// Every four years: months 49, 97 and 145 of 180.
    #[test]
    fn only_reorganisations_by_the_horizon_count() {
        let text = source(Kind::Arm, "clock_4_redrawn").unwrap();
        let arm = check::arm(&text, "clock_4_redrawn").unwrap().value;
        assert_eq!([48, 60, 180].map(|at| changes_by(&arm, at)), [0, 1, 3]);
    }
}
