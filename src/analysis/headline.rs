//! The finding in words. A direction is claimed for the stated inputs only where the central
//! 95% of them lie on one side of zero; otherwise the sentence says in what share of the inputs
//! which side wins, and how often the difference is practically nothing.

use super::estimate::{Interval, Share};
use super::paired::{Difference, Spread, margins};
use super::sample::Cell;
use super::study::{Study, Unit};
use super::summary::Summary;
use super::table::RunTable;

/// With fewer points one alone is more than 2.5% of the inputs, so that the outer quantiles say
/// nothing and no direction is claimed.
pub const FEWEST_POINTS: usize = 40;

/// From this share of the inputs on, a difference below the margin is the finding.
pub const NOTHING: f64 = 0.95;

/// How to say which of two arms has more of an outcome: the text between two names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbs {
    /// Such as `saves more than`.
    pub more: String,
    /// Such as `saves less than`.
    pub less: String,
}

impl Verbs {
    /// Words that fit any outcome.
    #[must_use]
    pub fn plain(outcome_label: &str) -> Self {
        Self {
            more: format!("has a higher {outcome_label} than"),
            less: format!("has a lower {outcome_label} than"),
        }
    }
}

/// How strong a claim the numbers bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The inputs agree on a direction.
    Direction,
    /// The difference is practically nothing nearly everywhere.
    PracticallyNothing,
    /// The inputs disagree.
    NoDirection,
    /// Too few points of the inputs to claim anything.
    TooFew,
    /// One point of the inputs: the claim holds there and nowhere else.
    DefaultOnly,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The strength of the claim.
    pub claim: Claim,
    /// The sentence or two.
    pub text: String,
    /// Which arm is most often best, in a sentence, where that is ranked.
    pub leader: Option<String>,
}

impl Headline {
    /// Everything that is found.
    #[must_use]
    pub fn whole(&self) -> String {
        match &self.leader {
            Some(leader) => format!("{} {leader}", self.text),
            None => self.text.clone(),
        }
    }
}

/// The finding on one arm against the baseline in a cell; `None` where there is no difference to
/// speak of (the baseline itself, an outcome not modelled).
#[must_use]
pub fn headline_of(
    table: &RunTable,
    summary: &Summary,
    cell: Cell,
    arm: usize,
    verbs: &Verbs,
) -> Option<Headline> {
    let study = table.study();
    let difference = summary.estimate(cell, arm)?.difference?;
    let speech = Speech {
        arm: &quoted(&study.arms[arm].label),
        baseline: &quoted(&study.arms[study.baseline].label),
        unit: &study.outcomes[cell.outcome].unit,
        verbs,
        margin: margins(table, cell).told,
    };
    match study.blocks[cell.block].unit {
        Unit::Seed => Some(speech.at_default(&difference)),
        Unit::Point => Some(speech.over_inputs(&difference, &difference.spread?)),
    }
}

/// The finding of a cell: the arm that is most often best, against the baseline; where the
/// baseline itself is most often best, the next one against it. Where there is no ranking, the
/// arm whose mean difference is largest. `None` where there is nothing to compare.
#[must_use]
pub fn headline(
    table: &RunTable,
    summary: &Summary,
    cell: Cell,
    verbs: &Verbs,
) -> Option<Headline> {
    let study = table.study();
    let ranking = summary.ranking(cell, 0);
    let arm = match ranking {
        Some(ranking) => {
            let others = ranking
                .standings
                .iter()
                .filter(|one| one.arm != study.baseline);
            others
                .reduce(|best, next| {
                    if next.best.value > best.best.value {
                        next
                    } else {
                        best
                    }
                })?
                .arm
        }
        None => largest_difference(study, summary, cell)?,
    };
    let mut found = headline_of(table, summary, cell, arm, verbs)?;
    if let Some(leader) = ranking.and_then(|ranking| ranking.leader()) {
        let count = ranking.map_or(0, |ranking| ranking.standings.len());
        let sentence = format!(
            "Of {count} arrangements {} is most often the best: in {} of the inputs (95% \
             interval {} to {}).",
            quoted(&study.arms[leader.arm].label),
            percent(leader.best.value),
            percent(leader.best.interval.low),
            percent(leader.best.interval.high),
        );
        found.leader = Some(sentence);
    }
    Some(found)
}

fn largest_difference(study: &Study, summary: &Summary, cell: Cell) -> Option<usize> {
    let sign = study.outcomes.get(cell.outcome)?.better.sign();
    let size = |mean: f64| sign.map_or(mean.abs(), |sign| sign * mean);
    let found = (0..study.arms.len()).filter_map(|arm| {
        let difference = summary.estimate(cell, arm)?.difference?;
        Some((arm, size(difference.mean.mean)))
    });
    found
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(arm, _)| arm)
}

struct Speech<'a> {
    arm: &'a str,
    baseline: &'a str,
    unit: &'a str,
    verbs: &'a Verbs,
    margin: Option<f64>,
}

impl Speech<'_> {
    fn over_inputs(&self, difference: &Difference, spread: &Spread) -> Headline {
        let points = difference.mean.n;
        let nothing = spread.nothing.map(|share| share.value);
        let (claim, mut text) = if points < FEWEST_POINTS {
            (
                Claim::TooFew,
                format!(
                    "Too few inputs were tried to claim a direction ({points}, at least \
                     {FEWEST_POINTS} are needed): {}.",
                    self.shares(spread)
                ),
            )
        } else if nothing.is_some_and(|share| share >= NOTHING) {
            (
                Claim::PracticallyNothing,
                format!(
                    "Between {} and {} there is practically no difference in the stated inputs.",
                    self.arm, self.baseline
                ),
            )
        } else if spread.has_direction() {
            let (verb, near, far) = self.direction(spread.q025, spread.q975, spread.q50);
            (
                Claim::Direction,
                format!(
                    "{} {verb} {} across the stated inputs: by {near} to {} in 95% of them, {} at \
                     the median.",
                    self.arm,
                    self.baseline,
                    self.with_unit(&far),
                    figure(spread.q50.abs()),
                ),
            )
        } else {
            (
                Claim::NoDirection,
                format!(
                    "No direction holds across the stated inputs: {}.",
                    self.shares(spread)
                ),
            )
        };
        if let (Some(share), Some(margin)) = (nothing, self.margin) {
            let sentence = format!(
                " In {} of the inputs the difference is practically nothing (below {}).",
                percent(share),
                self.with_unit(&figure(margin))
            );
            text.push_str(&sentence);
        }
        Headline {
            claim,
            text,
            leader: None,
        }
    }

    /// A number with its unit; what is only a number stands alone.
    fn with_unit(&self, number: &str) -> String {
        match self.unit {
            "" | "1" | "share" | "index" | "ratio" | "number" | "probability" => number.to_owned(),
            unit => format!("{number} {unit}"),
        }
    }

    /// The verb, and the ends of a range on one side of zero, the nearer to zero first.
    fn direction(&self, low: f64, high: f64, middle: f64) -> (&str, String, String) {
        if middle > 0.0 {
            (&self.verbs.more, figure(low), figure(high))
        } else {
            (&self.verbs.less, figure(-high), figure(-low))
        }
    }

    fn shares(&self, spread: &Spread) -> String {
        let say = |verb: &str, share: Share| {
            format!(
                "in {} of them {} {verb} {}",
                percent(share.value),
                self.arm,
                self.baseline
            )
        };
        let more = say(&self.verbs.more, spread.above);
        let less = format!(
            "in {} it {} it",
            percent(spread.below.value),
            self.verbs.less
        );
        format!("{more}, {less}")
    }

    fn at_default(&self, difference: &Difference) -> Headline {
        let seeds = difference.mean.n;
        let clear: Option<Interval> = difference.simultaneous.filter(|found| !found.holds_zero());
        let start = match clear {
            Some(found) => {
                let (verb, near, far) = self.direction(found.low, found.high, difference.mean.mean);
                format!(
                    "At the default inputs {} {verb} {} by {} on average (simultaneous 95% interval \
                     {near} to {far}, {seeds} seeds).",
                    self.arm,
                    self.baseline,
                    self.with_unit(&figure(difference.mean.mean.abs()))
                )
            }
            None => format!(
                "At the default inputs {seeds} seeds show no clear difference between {} and {}.",
                self.arm, self.baseline
            ),
        };
        Headline {
            claim: Claim::DefaultOnly,
            text: format!("{start} This says nothing about other inputs."),
            leader: None,
        }
    }
}

/// A name in quotes, which takes the singular whatever it is: “Trusts of a region jointly” has.
#[must_use]
pub fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

/// A whole percentage; never 0% or 100% where it is not quite.
fn percent(share: f64) -> String {
    if share > 0.0 && share <= 0.005 {
        "under 1%".into()
    } else if (0.995..1.0).contains(&share) {
        "over 99%".into()
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

/// Three significant digits, thousands parted by commas: as much as a sentence can carry.
#[must_use]
pub fn figure(x: f64) -> String {
    let size = x.abs();
    if size == 0.0 {
        return "0".into();
    }
    let exponent = libm::floor(libm::log10(size)) as i32;
    if exponent < 2 {
        let places = (2 - exponent).clamp(0, 12) as usize;
        let text = format!("{x:.places$}");
        return text.trim_end_matches('0').trim_end_matches('.').to_string();
    }
    let step = libm::pow(10.0, f64::from(exponent - 2));
    let digits = format!("{:.0}", (size / step).round() * step);
    let mut text = String::from(if x < 0.0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, small_study};
    use super::super::study::PointInfo;
    use super::super::summary::{SummaryOptions, summarise};
    use super::super::table::RunKey;
    use super::*;

    const PRIOR: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    /// 200 points; north differs from the baseline by `difference(0..200)`, south is far behind.
    fn find(points: u32, block: usize, difference: impl Fn(f64) -> f64) -> Headline {
        let mut study = small_study();
        study.parameters.clear();
        study.points = (0..=points)
            .map(|number| PointInfo {
                sweep_point: number,
                block: usize::from(number > 0),
                replicates: if number == 0 { 6 } else { 1 },
            })
            .collect();
        let table = filled(study, |key, _, _| {
            let RunKey {
                arm,
                point,
                replicate,
            } = key;
            let at = point.saturating_sub(1) as f64 + f64::from(replicate);
            Some([100.0, 100.0 + difference(at), -900.0][arm])
        });
        let summary = summarise(&table, &SummaryOptions::default()).unwrap();
        let verbs = Verbs {
            more: "saves more than".into(),
            less: "saves less than".into(),
        };
        headline(&table, &summary, Cell { block, ..PRIOR }, &verbs).unwrap()
    }

    #[test]
    fn a_direction_is_claimed_only_where_the_quantiles_exclude_zero() {
        // 20 to 219; the 2.5% quantile is 20 + 4.975.
        let found = find(200, 1, |at| 20.0 + at);
        assert_eq!(found.claim, Claim::Direction);
        assert_eq!(
            found.whole(),
            "\u{201c}north\u{201d} saves more than \u{201c}base\u{201d} across the stated inputs: by 25 to 214 GBP m/y in 95% of \
             them, 120 at the median. In 0% of the inputs the difference is practically nothing \
             (below 14 GBP m/y). Of 3 arrangements \u{201c}north\u{201d} is most often the best: in 100% of the \
             inputs (95% interval 98% to 100%)."
        );
    }

    #[test]
    fn a_significant_mean_does_not_make_a_direction_of_inputs_that_disagree() {
        // -40 to 159: the mean is far from zero, a fifth of the inputs say otherwise.
        let found = find(200, 1, |at| at - 40.0);
        assert_eq!(found.claim, Claim::NoDirection);
        assert!(
            found.whole().starts_with(
                "No direction holds across the stated inputs: in 80% of them \u{201c}north\u{201d} saves more \
                 than \u{201c}base\u{201d}, in 20% it saves less than it. In 14% of the inputs the difference is \
                 practically nothing"
            ),
            "{}",
            found.whole()
        );
    }

    #[test]
    fn practically_nothing_is_a_finding_even_where_the_sign_is_certain() {
        let found = find(200, 1, |at| 1.0 + at / 100.0);
        assert_eq!(found.claim, Claim::PracticallyNothing);
        assert!(
            found.whole().contains("In 100% of the inputs"),
            "{}",
            found.whole()
        );
    }

    #[test]
    fn few_points_claim_no_direction_however_clear() {
        assert_eq!(find(39, 1, |_| 500.0).claim, Claim::TooFew);
        assert_eq!(find(40, 1, |at| 500.0 + at).claim, Claim::Direction);
    }

    #[test]
    fn where_less_is_had_the_other_verb_is_used() {
        let found = find(200, 1, |at| -20.0 - at);
        assert!(
            found
                .whole()
                .starts_with("\u{201c}north\u{201d} saves less than \u{201c}base\u{201d} across the stated inputs: by 25 to 214")
                && found.whole().contains("\u{201c}base\u{201d} is most often the best"),
            "{}",
            found.whole()
        );
    }

    #[test]
    fn one_point_of_the_inputs_speaks_for_itself_only() {
        // Seeds give 60 to 65: mean 62.5, spread sqrt(3.5); the simultaneous interval for two
        // arms is 62.5 -+ 3.1634 * 0.76376 (97.5% two-sided, 5 degrees of freedom).
        let clear = find(200, 0, |at| 60.0 + at);
        assert_eq!(clear.claim, Claim::DefaultOnly);
        assert_eq!(
            clear.text,
            "At the default inputs \u{201c}north\u{201d} saves more than \u{201c}base\u{201d} by 62.5 GBP m/y on average \
             (simultaneous 95% interval 60.1 to 64.9, 6 seeds). This says nothing about other \
             inputs."
        );
        let unclear = find(200, 0, |at| at - 2.0);
        assert!(unclear.text.contains(
            "no clear difference between \u{201c}north\u{201d} and \u{201c}base\u{201d}"
        ));
    }

    #[test]
    fn shares_are_never_rounded_to_certainty() {
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.004), "under 1%");
        assert_eq!(percent(0.995), "over 99%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn figures_have_three_digits() {
        for (x, text) in [
            (0.0, "0"),
            (0.012_345, "0.0123"),
            (-3.0, "-3"),
            (99.96, "100"),
            (999.6, "1,000"),
            (-1_234_567.0, "-1,230,000"),
            (62.5, "62.5"),
        ] {
            assert_eq!(figure(x), text);
        }
    }
}
