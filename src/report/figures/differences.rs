//! Paired differences of every arm from the baseline in one cell.

use super::context::Context;
use super::outcome_words::{unit, words};
use crate::analysis::estimate::{Interval, Share};
use crate::analysis::headline::NOTHING;
use crate::analysis::paired::Spread;
use crate::analysis::sample::Cell;
use crate::report::charts::dot_interval::{DotInterval, DotRow, dot_interval};
use crate::report::charts::titles::{Verdict, finding_title};
use crate::report::charts::{ChartError, Figure};
use crate::report::style::percent;

/// The title of a cell: what may be claimed of the arm it speaks of.
pub(super) fn title(context: &Context, cell: Cell) -> Option<String> {
    let arm = context.spoken_of(cell)?;
    let difference = context.difference(cell, arm)?;
    let noun = words(context.outcome(cell)).noun;
    let nothing = difference.spread.and_then(|spread| spread.nothing);
    if nothing.is_some_and(|share| share.value >= NOTHING) {
        return Some(format!(
            "{}: practically no difference in {noun}",
            context.arm(arm)
        ));
    }
    let verdict = Context::verdict(difference);
    if let (Verdict::DependsOnInputs(_), Some(spread)) = (verdict, difference.spread) {
        return Some(divided(context.arm(arm), &noun, &spread));
    }
    // A direction that all inputs share may still be too small to matter in most of them.
    if let (Verdict::Higher | Verdict::Lower, Some(share)) = (verdict, nothing)
        && share.value > 0.5
    {
        let word = if verdict == Verdict::Higher {
            "higher"
        } else {
            "lower"
        };
        return Some(format!(
            "{}: {word} {noun}, practically nothing in {} of inputs",
            context.arm(arm),
            percent(share.value)
        ));
    }
    Some(finding_title(
        &context.named(arm),
        &noun,
        &context.baseline_named(),
        verdict,
    ))
}

/// A title where the inputs disagree: that most of them make practically no difference, where that is
/// so; else the side on which most of them lie, and their share; both shares, and no side, where the
/// 95% interval of the share includes one half.
fn divided(arm: &str, noun: &str, spread: &Spread) -> String {
    if let Some(nothing) = spread.nothing.filter(|nothing| nothing.value > 0.5) {
        return format!(
            "{arm}: {noun} practically the same in {} of inputs",
            percent(nothing.value)
        );
    }
    let (above, below) = (spread.above.value, spread.below.value);
    let equal = (1.0 - above - below).max(0.0);
    let half = |share: Share| share.interval.low <= 0.5 && share.interval.high >= 0.5;
    if equal < above.min(below) && half(spread.above) && half(spread.below) {
        return format!(
            "{arm}: {noun} higher in {}, lower in {} of inputs",
            percent(above),
            percent(below)
        );
    }
    let (word, share) = if equal > above.max(below) {
        ("same", equal)
    } else if below > above {
        ("lower", below)
    } else {
        ("higher", above)
    };
    format!("{arm}: {word} {noun} in {} of inputs", percent(share))
}

/// The chart; `None` where there is nothing to compare or no interval.
pub(super) fn figure(context: &Context, cell: Cell) -> Option<Result<Figure, ChartError>> {
    let info = context.outcome(cell);
    let rows: Vec<DotRow> = (0..context.study().arms.len())
        .filter_map(|arm| row(context, cell, arm))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let family = rows.len();
    let said = words(info);
    let mut caption = context.caption(
        &format!("difference_{}", info.name),
        title(context, cell)?,
        cell,
    );
    caption.baseline = Some(context.baseline().to_owned());
    caption.notes.push(if family > 1 {
        format!("The 95% intervals hold for all {family} comparisons at once (Bonferroni).")
    } else {
        "One comparison: the 95% interval needs no adjustment.".to_owned()
    });
    Some(dot_interval(&DotInterval {
        caption,
        baseline: context.baseline().to_owned(),
        unit: unit(info),
        left_words: said.left,
        right_words: said.right,
        sort_by_effect: true,
        rows,
    }))
}

fn row(context: &Context, cell: Cell, arm: usize) -> Option<DotRow> {
    let difference = context.difference(cell, arm)?;
    let ends = |interval: Interval| (interval.low, interval.high);
    Some(DotRow {
        arm: context.arm(arm).to_owned(),
        mean: difference.mean.mean,
        inner: ends(difference.mean.interval(0.5)?),
        outer: ends(difference.simultaneous?),
        unadjusted: difference.interval.map(ends),
        spread: difference.spread.map(|spread| (spread.q025, spread.q975)),
        n: difference.mean.n as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` of 100 inputs.
    fn share(count: u32) -> Share {
        let values: Vec<f64> = (0..100).map(|at| f64::from(u8::from(at < count))).collect();
        Share::where_true(&values, |value| value > 0.5).unwrap()
    }

    #[test]
    fn a_side_is_told_only_where_most_inputs_make_a_difference_that_matters() {
        let spread = |above: u32, below: u32, nothing: u32| Spread {
            q025: -1.0,
            q05: -1.0,
            q50: 0.5,
            q95: 1.0,
            q975: 1.0,
            better: None,
            above: share(above),
            below: share(below),
            nothing_domain: None,
            nothing_system: None,
            nothing: Some(share(nothing)),
        };
        let title = |above, below, nothing| divided("A", "delay", &spread(above, below, nothing));
        assert_eq!(
            title(97, 3, 89),
            "A: delay practically the same in 89% of inputs"
        );
        assert_eq!(title(97, 3, 20), "A: higher delay in 97% of inputs");
        assert_eq!(
            title(52, 48, 20),
            "A: delay higher in 52%, lower in 48% of inputs"
        );
    }
}
