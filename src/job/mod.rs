//! Contents page of the `job` layer: one results folder from plan to page.
//!
//! | file | holds |
//! | --- | --- |
//! | [`mod@run`] | plan, run, assemble, conclude; continuing what was begun |
//! | [`configuration`] | what was asked, as it is stored, and the digests that tell experiments apart |
//! | [`ground`] | the geography of an experiment |
//! | [`batch`] | one batch: run and stored |
//! | [`assemble`] | parts to `runs.parquet`, `paths.parquet`, `places.parquet` |
//! | [`study`] | what is estimated from what was asked |
//! | [`beside`] | shares of mechanisms, and runs that must agree, from points beside the question |
//! | [`load`] | stored results back to tables of analysis |
//! | [`conclude`] | summary, dictionary, charts, page and manifest from stored results |
//! | [`dictionary`] | what every column and outcome means |
//! | [`plan_file`] | `plan.parquet` |
//! | [`design_file`] | `design.csv` |
//! | [`coverage`] | whether rows of design, plan and results are the same |
//! | [`verify`] | hashes compared and stored runs run again, bit for bit |
//! | [`predict`] | how long and how large an experiment will be |
//! | [`patterns`] | known facts the model should reproduce |
//! | [`signals`] | being told to stop |
//! | [`moments`] | mean and spread, joined part by part |
//! | [`clock`] | dates and durations |
//! | [`error`] | why an experiment could not be done |

pub mod assemble;
pub mod batch;
pub mod beside;
pub mod clock;
pub mod conclude;
pub mod configuration;
pub mod coverage;
pub mod design_file;
pub mod dictionary;
pub mod error;
pub mod ground;
pub mod load;
pub mod moments;
pub mod patterns;
pub mod plan_file;
pub mod predict;
pub mod run;
pub mod signals;
pub mod study;
pub mod verify;

pub use conclude::Concluded;
pub use configuration::Configuration;
pub use error::JobError;
pub use run::{Ended, Progress, Request, run};
