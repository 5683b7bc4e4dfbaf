//! How much each factor matters to an outcome, by the measures that the design allows:
//! effects of walks, indices of exchanges, effects of few levels. For each arm its paired
//! difference from the baseline, and its level.

use super::elementary::{Change, Effects, Measure, effects};
use super::indices::{ExchangeRow, Exchanged, Indices, Pair};
use super::resample::Resamples;
use super::sample::Cell;
use super::single::{main_effects, measured};
use super::table::{RunKey, RunTable};
use crate::experiment::Design;
use crate::experiment::design::Blocks;
use crate::scenario::parameters::TABLES;

/// A factor, or a group of factors, and what to call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its path, or the name of the group.
    pub path: String,
    /// In words.
    pub words: String,
    /// How many factors it holds.
    pub members: usize,
}

/// The measures of every factor, in the order of [`Screen::names`].
#[derive(Clone, Debug, PartialEq)]
pub enum Measures {
    /// Of walks.
    Walks(Vec<Effects>),
    /// Of exchanges; pairs only where factors were exchanged both ways.
    Exchanges(Vec<Indices>, Vec<Pair>),
    /// Of levels; nothing where no seed knows both sides.
    Levels(Vec<Option<Measure>>),
}

/// What matters to one number of one arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Screened {
    /// Position of the arm.
    pub arm: usize,
    /// The arm that it is compared with; none for the level of the arm itself.
    pub from: Option<usize>,
    /// The measures.
    pub measures: Measures,
    /// Walks, rows or seeds that they rest on.
    pub used: usize,
    /// Walks, rows or seeds that were left out because a run failed or had no value.
    pub lost: usize,
}

/// What matters to an outcome at a horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// Factors or groups.
    pub names: Vec<Name>,
    /// One for each difference and level that could be estimated.
    pub results: Vec<Screened>,
    /// Horizon and outcome, in the study of the table.
    pub cell: Cell,
}

impl Screen {
    /// The screen of a design, from a table of its points (with point 0 where effects are taken
    /// against it); `None` where the design allows no such measures.
    #[must_use]
    pub fn new(
        table: &RunTable,
        design: &Design,
        cell: Cell,
        resamples: &mut Resamples,
    ) -> Option<Self> {
        let names = names(design)?;
        let study = table.study();
        let mut results = Vec::new();
        let differences = (0..study.arms.len())
            .filter(|arm| *arm != study.baseline)
            .map(|arm| (arm, Some(study.baseline)));
        let levels = (0..study.arms.len()).map(|arm| (arm, None));
        for (arm, from) in differences.chain(levels) {
            let number = Number {
                table,
                cell,
                arm,
                from,
            };
            results.extend(number.screened(design, resamples));
        }
        (!results.is_empty()).then_some(Self {
            names,
            results,
            cell,
        })
    }

    /// Whether factors were changed in groups.
    #[must_use]
    pub fn has_groups(&self) -> bool {
        self.names.iter().any(|name| name.members > 1)
    }

    /// The result for the difference of an arm from the baseline.
    #[must_use]
    pub fn difference(&self, arm: usize) -> Option<&Screened> {
        let found = |one: &&Screened| one.arm == arm && one.from.is_some();
        self.results.iter().find(found)
    }
}

/// What is measured in a design; `None` where nothing is.
fn names(design: &Design) -> Option<Vec<Name>> {
    let factor = |at: usize| &design.factors[at];
    Some(match &design.blocks {
        Blocks::None => return None,
        Blocks::Walks(_) | Blocks::Exchanges(_) => design
            .groups
            .iter()
            .map(|(name, members)| Name {
                path: name.clone(),
                words: match members[..] {
                    [one] => factor(one).meaning(),
                    _ => group_words(name),
                },
                members: members.len(),
            })
            .collect(),
        Blocks::Levels(_) => (0..design.factors.len())
            .map(|at| {
                let levels = factor(at).levels();
                let word = |level: usize| {
                    levels
                        .get(level)
                        .map_or(String::new(), |x| factor(at).word(*x))
                };
                Name {
                    path: factor(at).path.clone(),
                    words: format!("{}, {} against {}", factor(at).meaning(), word(1), word(0)),
                    members: 1,
                }
            })
            .collect(),
        Blocks::Single(of) => (1..)
            .zip(of)
            .map(|(number, &at)| {
                let point = design.position(number).map(|at| &design.points[at]);
                let value = point.and_then(|point| design.value(at, point));
                let word = value.map_or(String::new(), |value| factor(at).word(value));
                Name {
                    path: format!("{}={word}", factor(at).path),
                    words: format!("{}: {word}", factor(at).meaning()),
                    members: 1,
                }
            })
            .collect(),
    })
}

/// A group in words: what its table holds, where it is named after one.
fn group_words(name: &str) -> String {
    let table = TABLES.iter().find(|(table, ..)| *table == name);
    table.map_or_else(
        || name.replace('_', " "),
        |(_, meaning, _)| (*meaning).to_owned(),
    )
}

/// A number of an arm at every point: its level, or its difference from another.
struct Number<'a> {
    table: &'a RunTable,
    cell: Cell,
    arm: usize,
    from: Option<usize>,
}

impl Number<'_> {
    /// The number of one seed at a point of this number.
    fn of_seed(&self, point: u32, replicate: u32) -> Option<f64> {
        let points = &self.table.study().points;
        let point = points
            .binary_search_by_key(&point, |info| info.sweep_point)
            .ok()?;
        let value = |arm| {
            let key = RunKey {
                arm,
                point,
                replicate,
            };
            self.table.value(key, self.cell.horizon, self.cell.outcome)
        };
        match self.from {
            Some(from) => Some(value(self.arm)? - value(from)?),
            None => value(self.arm),
        }
    }

    /// Seeds planned at a point.
    fn seeds(&self, point: u32) -> u32 {
        let points = &self.table.study().points;
        let found = points.iter().find(|info| info.sweep_point == point);
        found.map_or(0, |info| info.replicates)
    }

    /// The mean over the seeds of a point that are there.
    fn at(&self, point: u32) -> Option<f64> {
        let points = &self.table.study().points;
        let at = points
            .binary_search_by_key(&point, |info| info.sweep_point)
            .ok()?;
        let seeds = 0..points[at].replicates;
        let known: Vec<f64> = seeds.filter_map(|seed| self.of_seed(point, seed)).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }

    fn screened(&self, design: &Design, resamples: &mut Resamples) -> Option<Screened> {
        let groups = design.groups.len();
        let (measures, used, planned) = match &design.blocks {
            Blocks::None => return None,
            Blocks::Walks(walks) => {
                let known: Vec<Vec<Change>> = walks
                    .iter()
                    .filter_map(|walk| {
                        let mut before = self.at(walk.first)?;
                        (walk.first + 1..)
                            .zip(&walk.steps)
                            .map(|(number, step)| {
                                let change = Change {
                                    group: step.group,
                                    by: step.by,
                                    before,
                                    after: self.at(number)?,
                                };
                                before = change.after;
                                Some(change)
                            })
                            .collect()
                    })
                    .collect();
                let found = effects(&known, groups, resamples)?;
                (Measures::Walks(found), known.len(), walks.len())
            }
            Blocks::Exchanges(exchanges) => {
                let known: Vec<ExchangeRow> = exchanges
                    .iter()
                    .filter_map(|exchange| {
                        let mut between = (exchange.first + 1..exchange.second)
                            .map(|number| self.at(number))
                            .collect::<Option<Vec<f64>>>()?;
                        let back = between.split_off(groups.min(between.len()));
                        Some(ExchangeRow {
                            first: self.at(exchange.first)?,
                            second: self.at(exchange.second)?,
                            between,
                            back,
                        })
                    })
                    .collect();
                let found = Exchanged::new(&known, groups, resamples)?;
                let measures = Measures::Exchanges(found.indices(), found.pairs());
                (measures, known.len(), exchanges.len())
            }
            Blocks::Levels(signs) => {
                let seeds = self.seeds(1);
                let known: Vec<Vec<f64>> = (0..seeds)
                    .filter_map(|seed| {
                        let points = 1..=signs.len() as u32;
                        points.map(|point| self.of_seed(point, seed)).collect()
                    })
                    .collect();
                let found = main_effects(signs, &known);
                (Measures::Levels(found), known.len(), seeds as usize)
            }
            Blocks::Single(of) => {
                let seeds = self.seeds(0).min(self.seeds(1));
                let mut fewest = seeds as usize;
                let found = (1..=of.len() as u32)
                    .map(|point| {
                        let by_seed: Vec<f64> = (0..seeds)
                            .filter_map(|s| Some(self.of_seed(point, s)? - self.of_seed(0, s)?))
                            .collect();
                        fewest = fewest.min(by_seed.len());
                        measured(&by_seed)
                    })
                    .collect();
                (Measures::Levels(found), fewest, seeds as usize)
            }
        };
        Some(Screened {
            arm: self.arm,
            from: self.from,
            measures,
            used,
            lost: planned - used,
        })
    }
}
