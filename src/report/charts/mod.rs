//! Contents page of the charts. Each file holds one figure: a plain input struct and one function
//! that turns it into a [`Figure`].
//!
//! | file | shows |
//! | --- | --- |
//! | [`dot_interval`] | paired differences from the baseline, with intervals |
//! | [`probability_best`] | how often each arm is best |
//! | [`robust_bars`] | regret of each arm, and how often each meets thresholds |
//! | [`savings_path`] | savings over time, real and reported, against what was asked and possible |
//! | [`bureaucracy`] | the cost of administration by account, arm by arm |
//! | [`heat_table`] | every arm against every outcome |
//! | [`choice_table`] | which holder and grip a search chose, and how sure that is |
//! | [`cross_table`] | who decides against who guides |
//! | [`shares`] | shares of groups of mechanisms in a difference |
//! | [`factor_ranking`] | how much each input matters |
//! | [`dose_response`] | outcomes against the degree of central control |
//! | [`rank_map`] | which arm leads where two inputs vary |
//! | [`prim_box`] | a box of inputs in which something holds |
//! | [`trade_off`] | coverage against density of boxes |
//! | [`pareto`] | what is traded off between outcomes |
//! | [`bands`] | known facts against what the model shows |
//! | [`tile_map`] | differences by area, as equal squares and as a ranked list |
//!
//! Shared by all: [`figure`] (what goes in and comes out), [`titles`] (what a title may claim), and,
//! inside the layer only, `sheet` (title, key, notes, source), `frame` (axes by `plotters`),
//! `labels` (labels that keep clear of each other), `pareto_names` (which arms a trade-off names) and `columns` (tables wider than the sheet).

pub mod bands;
mod bar_row;
pub mod bureaucracy;
pub mod choice_table;
mod columns;
pub mod cross_table;
pub mod dose_response;
pub mod dot_interval;
pub mod factor_ranking;
pub mod figure;
mod frame;
pub mod heat_table;
mod labels;
pub mod pareto;
mod pareto_names;
pub mod prim_box;
pub mod probability_best;
pub mod rank_map;
pub mod robust_bars;
pub mod savings_path;
pub mod shares;
mod sheet;
pub mod tile_map;
pub mod titles;
pub mod trade_off;

pub use figure::{Caption, ChartError, Figure};
