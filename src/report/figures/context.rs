//! What all figures and sections of a page look up: the block they report, the cell of an outcome,
//! the arm they speak of, and the words around a chart.

use super::outcome_words::{HEADLINES, HEADLINES_OF_ALL, horizon_rule, period, unit, words};
use crate::analysis::headline::{FEWEST_POINTS, quoted};
use crate::analysis::paired::Difference;
use crate::analysis::sample::Cell;
use crate::analysis::study::{OutcomeInfo, Study, Unit};
use crate::analysis::summary::Summary;
use crate::engine::outcomes::Horizon;
use crate::report::charts::Caption;
use crate::report::charts::titles::{Evidence, Verdict, verdict};
use crate::report::findings::Findings;
use crate::report::stated::INDEPENDENT;
use crate::scenario::Domains;

/// Findings, and what of them a page reports.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Context<'a> {
    /// The findings.
    pub findings: &'a Findings<'a>,
    /// The block whose numbers stand in the text: the sampled inputs where there are any.
    pub block: usize,
    /// The block of many seeds at one point, where there is one.
    pub seeds: Option<usize>,
    /// The length of the main horizon, as a position.
    pub horizon: usize,
}

impl<'a> Context<'a> {
    /// The context of some findings.
    pub fn new(findings: &'a Findings<'a>) -> Self {
        let study = findings.table.study();
        let seeds = study
            .blocks
            .iter()
            .position(|block| block.unit == Unit::Seed);
        let points_of = |block: usize| {
            study
                .points
                .iter()
                .filter(|point| point.block == block)
                .count()
        };
        let spread = (0..study.blocks.len()).filter(|&b| study.blocks[b].unit == Unit::Point);
        let widest = spread.reduce(|best, next| {
            if points_of(next) > points_of(best) {
                next
            } else {
                best
            }
        });
        let named = study
            .block("prior")
            .filter(|&b| study.blocks[b].unit == Unit::Point);
        let months = findings.experiment.primary.horizon_months;
        let horizon = study.horizons.iter().position(|&at| at == months);
        Self {
            findings,
            block: named.or(widest).or(seeds).unwrap_or(0),
            seeds,
            horizon: horizon.unwrap_or(0),
        }
    }

    /// What was run.
    pub fn study(&self) -> &'a Study {
        self.findings.table.study()
    }

    /// The estimates.
    pub fn summary(&self) -> &'a Summary {
        self.findings.summary
    }

    /// Whether the main block varies the inputs.
    pub fn varies_inputs(&self) -> bool {
        self.study().blocks[self.block].unit == Unit::Point
    }

    /// The name of an arm in words.
    pub fn arm(&self, arm: usize) -> &'a str {
        &self.study().arms[arm].label
    }

    /// The name of an arm as a sentence quotes it: a name may be a plural or no noun at all, and in
    /// quotes it takes the singular.
    pub fn named(&self, arm: usize) -> String {
        quoted(self.arm(arm))
    }

    /// The same for the baseline.
    pub fn baseline_named(&self) -> String {
        self.named(self.study().baseline)
    }

    /// The name of the baseline in words.
    pub fn baseline(&self) -> &'a str {
        self.arm(self.study().baseline)
    }

    /// The outcome of a cell.
    pub fn outcome(&self, cell: Cell) -> &'a OutcomeInfo {
        &self.study().outcomes[cell.outcome]
    }

    /// The length of a cell's horizon, months.
    pub fn months(&self, cell: Cell) -> u32 {
        self.study().horizons[cell.horizon]
    }

    /// The cell in which the page reports an outcome: sums since 2009 at the last horizon,
    /// everything else at the main one. `None` where the outcome has no value in any arm.
    pub fn cell(&self, name: &str) -> Option<Cell> {
        let horizon = if horizon_rule(name) == Horizon::Cumulative {
            self.study().horizons.len().saturating_sub(1)
        } else {
            self.horizon
        };
        self.cell_at(name, horizon)
    }

    /// The same at a given horizon.
    pub fn cell_at(&self, name: &str, horizon: usize) -> Option<Cell> {
        let outcome = self.study().outcome(name)?;
        let cell = Cell {
            block: self.block,
            horizon,
            outcome,
        };
        let known = |arm| {
            let estimate = self.summary().estimate(cell, arm);
            estimate.is_some_and(|found| found.level.is_some())
        };
        (0..self.study().arms.len()).any(known).then_some(cell)
    }

    /// The cell of the primary outcome at its horizon.
    pub fn primary(&self) -> Option<Cell> {
        self.cell_at(&self.findings.experiment.primary.outcome, self.horizon)
    }

    /// The cells of the headline outcomes, the primary one first, those without values left out.
    pub fn headlines(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.primary().into_iter().collect();
        let names: &[&str] = if self.study().domains == Domains::default() {
            &HEADLINES
        } else {
            &HEADLINES_OF_ALL
        };
        for name in names {
            // An outcome once, the primary one at its own horizon.
            if let Some(cell) = self.cell(name)
                && cells.iter().all(|known| known.outcome != cell.outcome)
            {
                cells.push(cell);
            }
        }
        cells
    }

    /// The difference of an arm from the baseline in a cell.
    pub fn difference(&self, cell: Cell, arm: usize) -> Option<&'a Difference> {
        self.summary().estimate(cell, arm)?.difference.as_ref()
    }

    /// The arm that titles and headlines of a cell speak of: the one most often best apart from
    /// the baseline; where nothing is ranked, the one whose mean difference is best or, without a
    /// better direction, largest.
    pub fn spoken_of(&self, cell: Cell) -> Option<usize> {
        let study = self.study();
        if let Some(ranking) = self.summary().ranking(cell, 0) {
            let others = ranking
                .standings
                .iter()
                .filter(|one| one.arm != study.baseline);
            let leader = others.reduce(|best, next| {
                if next.best.value > best.best.value {
                    next
                } else {
                    best
                }
            });
            if let Some(found) = leader {
                return Some(found.arm);
            }
        }
        let sign = self.outcome(cell).better.sign();
        let size = |mean: f64| sign.map_or(mean.abs(), |sign| sign * mean);
        let sized = (0..study.arms.len())
            .filter_map(|arm| Some((arm, size(self.difference(cell, arm)?.mean.mean))));
        sized
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(arm, _)| arm)
    }

    /// What a title may claim of a difference. Over inputs the spread decides: a direction only
    /// where its 95% range excludes zero, otherwise the share of inputs on either side.
    pub fn verdict(difference: &Difference) -> Verdict {
        let n = difference.mean.n as u64;
        match difference.spread {
            Some(_) if n < FEWEST_POINTS as u64 => Verdict::NotEnoughRuns,
            Some(spread) if !spread.has_direction() => Verdict::DependsOnInputs(spread.above.value),
            Some(_) if difference.mean.mean > 0.0 => Verdict::Higher,
            Some(_) => Verdict::Lower,
            None => {
                let Some(interval) = difference.simultaneous else {
                    return Verdict::NotEnoughRuns;
                };
                verdict(&Evidence {
                    n,
                    n_wanted: 2,
                    interval: (interval.low, interval.high),
                    spread: None,
                    share_above: None,
                })
            }
        }
    }

    /// Where the runs were made, in words.
    pub fn place(&self) -> String {
        let geography = self.findings.geography;
        if geography.invented {
            "invented England (synthetic areas)".to_owned()
        } else {
            geography.name.clone()
        }
    }

    /// How many runs stand behind a block, in words.
    pub fn runs_in_words(&self, block: usize) -> String {
        let study = self.study();
        let points = study.points.iter().filter(|point| point.block == block);
        let count = points.clone().count();
        let seeds = points.map(|point| point.replicates).max().unwrap_or(0);
        let plural = |n: u32| if n == 1 { "" } else { "s" };
        let whose = if self.findings.experiment.independent {
            "others in every arm"
        } else {
            "the same in every arm"
        };
        match study.blocks[block].unit {
            Unit::Seed => format!(
                "{seeds} seed{} at the default inputs, {whose}",
                plural(seeds)
            ),
            Unit::Point => format!(
                "{count} sampled inputs with {seeds} seed{} each, {whose}",
                plural(seeds)
            ),
        }
    }

    /// The words around a chart of one cell.
    pub fn caption(&self, name: &str, title: String, cell: Cell) -> Caption {
        let info = self.outcome(cell);
        let noun = words(info).noun;
        let measure = format!("{}, {}", capital(&noun), unit(info));
        Caption {
            measure,
            period: period(&info.name, self.months(cell)),
            prices: prices(&info.unit),
            ..self.bare_caption(name, title, cell.block)
        }
    }

    /// The words around a chart that is of no single outcome; measure and period are to be added.
    pub fn bare_caption(&self, name: &str, title: String, block: usize) -> Caption {
        let study = self.study();
        let mut notes = Vec::new();
        if study.blocks[block].unit == Unit::Point {
            notes.push(format!(
                "Covers chance and the {} inputs that were sampled, not the structure of the model.",
                study.parameters.len()
            ));
        } else {
            notes.push("At the default inputs only: says nothing about other inputs.".to_owned());
        }
        if self.findings.experiment.independent {
            notes.push(INDEPENDENT.to_owned());
        }
        let failed = self.failed();
        if failed > 0 {
            notes.push(if failed == 1 {
                "One run failed and is left out.".to_owned()
            } else {
                format!("{failed} runs failed and are left out.")
            });
        }
        Caption {
            name: name.to_owned(),
            title,
            place: self.place(),
            runs: self.runs_in_words(block),
            notes,
            independent: self.findings.experiment.independent,
            source: format!(
                "simulated, grip {}, experiment {}, digest {}",
                env!("CARGO_PKG_VERSION"),
                self.findings.experiment.name,
                self.short_digest(),
            ),
            ..Caption::default()
        }
    }

    /// How many runs failed, for whatever reason.
    pub fn failed(&self) -> u64 {
        self.findings.runs.2.iter().map(|(_, count)| count).sum()
    }

    /// The first letters of the digest, enough to tell bundles apart.
    pub fn short_digest(&self) -> &'a str {
        let digest = self.findings.digest;
        digest.get(..12).unwrap_or(digest)
    }
}

/// The prices of an amount of money; nothing for other units.
pub(in crate::report) fn prices(unit: &str) -> Option<String> {
    unit.starts_with("GBP").then(|| "2009/10 prices".to_owned())
}

/// The text with a small first letter, unless its first word holds more capitals (NICE).
pub(in crate::report) fn inside_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let word: String = letters
        .clone()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    if word.is_empty() || word.chars().any(char::is_uppercase) {
        text.to_owned()
    } else {
        first.to_lowercase().chain(letters).collect()
    }
}

/// The text with its first letter as a capital.
pub(in crate::report) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_capital_inside_a_sentence_only_where_that_is_no_part_of_it() {
        assert_eq!(inside_sentence("Single trusts"), "single trusts");
        assert_eq!(inside_sentence("NICE mandate"), "NICE mandate");
        assert_eq!(inside_sentence("A"), "A");
        assert_eq!(inside_sentence(""), "");
        assert_eq!(capital("\u{e9}t\u{e9}"), "\u{c9}t\u{e9}");
    }
}
