//! Contents page of the `report` layer.
//!
//! Charts are drawn in three steps, each with one file:
//!
//! 1. `charts` turns plain numbers into a [`scene::Scene`]; axes and meshes come from `plotters`
//!    through [`backend`], everything else is put on the scene directly, with [`marks`].
//! 2. [`svg`] writes a scene as SVG text, [`png`] as PNG bytes, from the same shapes.
//! 3. [`style`] holds colours and sizes, [`numbers`] number formats; [`font`] measures and outlines text with
//!    the one embedded font, so that no result depends on what is installed.
//!
//! `figures` turns [`findings`] into the inputs of the charts; [`page`] puts them together with
//! [`table`]s and words; [`held`] says where the model ran into the ends of its ranges. `discovered` says
//! what scenario discovery found. [`odd`] describes the model from its own source and registers,
//! [`ro_crate`] a bundle of results; [`xlsx`] writes a workbook. [`stated`] puts claims and rules of
//! stopping into words, `arm_words` an arm, [`design_words`] a design, [`patterns`] what the model shows of known facts.

mod arm_words;
pub mod backend;
pub mod charts;
pub mod design_words;
mod discovered;
mod figures;
pub mod findings;
pub mod font;
pub mod held;
pub mod marks;
pub mod numbers;
pub mod odd;
pub mod page;
pub mod patterns;
pub mod png;
pub mod ro_crate;
pub mod scene;
pub mod search;
pub mod stated;
pub mod style;
pub mod svg;
pub mod table;
pub mod xlsx;

pub use discovered::COLUMNS as DISCOVERY_COLUMNS;
pub use figures::outcome_words::verbs;
