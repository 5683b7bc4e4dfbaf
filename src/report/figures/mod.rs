//! From findings to charts: each file turns part of the findings into the input of one chart form.
//! A form that has nothing to show is left out; a chart that cannot be drawn is told, not hidden.
//!
//! | file | makes |
//! | --- | --- |
//! | `context` | the block reported, cells, the arm spoken of, words around a chart |
//! | `outcome_words` | how the page speaks of outcomes |
//! | `differences` | paired differences from the baseline |
//! | `best` | how often each arm is best |
//! | `break_even` | what a reorganisation must bring to pay for itself |
//! | `path` | savings by year, real and reported |
//! | `alike` | outcomes in which nothing differs, of which there is no chart |
//! | `accounts` | the cost of bureaucracy by account |
//! | `outcomes` | every arm against every headline outcome |
//! | `reversal` | which arm leads where two inputs vary |
//! | `discovery` | at which inputs an arm is better |
//! | `pareto` | what is traded off between outcomes |
//! | `robustness` | regret, and how often thresholds are met |
//! | `places` | differences between places |
//! | `dose` | outcomes against grip |
//! | `cross` | who decides against who guides |
//! | `screen` | which inputs matter most |
//! | `shapley` | shares of groups of mechanisms |
//! | `patterns` | known facts against what the model shows |

mod accounts;
pub(in crate::report) mod alike;
mod best;
pub(in crate::report) mod break_even;
pub(in crate::report) mod causes;
pub(in crate::report) mod context;
pub(in crate::report) mod cross;
mod differences;
pub(in crate::report) mod discovery;
mod dose;
pub(in crate::report) mod outcome_words;
mod outcomes;
pub(in crate::report) mod pareto;
mod path;
pub(in crate::report) mod patterns;
mod places;
mod reversal;
pub(in crate::report) mod robustness;
pub(in crate::report) mod screen;
pub(in crate::report) mod search;
pub(in crate::report) mod shapley;

pub(in crate::report) use reversal::deciding;

use super::charts::{ChartError, Figure};
use crate::analysis::discovery::Discovery;
use crate::analysis::sample::Cell;
use context::Context;

/// The figures of a page, by the part of the page they stand in.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Figures {
    /// What carries the argument, in reading order.
    pub main: Vec<Figure>,
    /// The same forms for further outcomes.
    pub further: Vec<Figure>,
    /// Why a chart is missing that should be there.
    pub undrawn: Vec<String>,
}

impl Figures {
    fn main(&mut self, drawn: Option<Result<Figure, ChartError>>) {
        match drawn {
            Some(Ok(figure)) => self.main.push(figure),
            Some(Err(error)) => self.undrawn.push(error.to_string()),
            None => {}
        }
    }

    fn further(&mut self, drawn: Option<Result<Figure, ChartError>>) {
        match drawn {
            Some(Ok(figure)) => self.further.push(figure),
            Some(Err(error)) => self.undrawn.push(error.to_string()),
            None => {}
        }
    }
}

/// Draws every figure that the findings have numbers for.
pub(in crate::report) fn figures(context: &Context, discovery: Option<&Discovery>) -> Figures {
    let mut figures = Figures::default();
    let cells = context.headlines();
    let swept = context.findings.experiment.grip_steps.is_some();
    if swept {
        figures.main(dose::outcomes(context));
        figures.main(dose::accounts(context));
    }
    figures.main(screen::figure(context));
    for outcome in shapley::outcomes(context) {
        figures.main(shapley::figure(context, outcome));
    }
    for outcome in cross::outcomes(context) {
        figures.main(cross::figure(context, outcome));
    }
    let differs = |cell: &Cell| !alike::alike(context, *cell);
    if let Some(primary) = context.primary().filter(differs) {
        figures.main(differences::figure(context, primary));
        figures.main(break_even::figure(context, primary));
        figures.main(best::figure(context, primary, 0));
        for set in 1..context.summary().sets.len() {
            figures.main(best::figure(context, primary, set));
        }
    }
    if !swept {
        figures.main(outcomes::figure(context, &cells));
    }
    figures.main(path::figure(context));
    if !swept {
        figures.main(causes::figure(context));
        figures.main(accounts::figure(context));
    }
    if let Some(primary) = context.primary().filter(differs) {
        figures.main(reversal::figure(context, primary));
    }
    if let Some(found) = discovery {
        figures.main(discovery::box_figure(context, found));
        figures.main(discovery::trade_off_figure(context, found));
    }
    figures.main(pareto::figure(context));
    if !swept {
        figures.main(robustness::regret(context));
        figures.main(robustness::satisficing_figure(context));
    }
    figures.main(places::figure(context));
    // The steps of a sweep are near-copies of each other: the lines show them better.
    if !swept {
        let primary = usize::from(context.primary().is_some());
        for cell in cells.into_iter().skip(primary).filter(differs) {
            figures.further(differences::figure(context, cell));
            figures.further(best::figure(context, cell, 0));
        }
    }
    figures
}
