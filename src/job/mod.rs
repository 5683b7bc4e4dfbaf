//! Contents page of the `job` layer: one results folder from plan to page.
//!
//! | file | holds |
//! | --- | --- |
//! | [`request`] | what is asked of a job, what it tells, how it ends |
//! | [`mod@run`] | plan, run, assemble, conclude; continuing what was begun |
//! | [`configuration`] | what was asked, as it is stored, and the digests that tell experiments apart |
//! | [`stock`] | stored runs taken over where a plan grows or failed runs are run again |
//! | [`again`] | a stored experiment taken up once more: what must still hold |
//! | [`extend`] | more replicates |
//! | [`further`] | more replicates, or more of a rule of stopping: what may be asked |
//! | [`failures`] | runs that failed, one by one |
//! | [`retry`] | failed runs done again |
//! | [`leaves`] | a configuration leaf by leaf, and what differs between two |
//! | [`mod@why_rerun`] | what a call would do again in a folder, and why |
//! | [`mod@diff`] | two results folders held against each other |
//! | [`mod@bundle`] | everything that rebuilds each figure, in one file |
//! | [`workbook`] | the results as one workbook |
//! | [`ground`] | the geography of an experiment |
//! | [`shards`] | a share of the runs, where many machines do them together |
//! | [`merge`] | shards joined: the results of one undivided run |
//! | [`slurm`] | the scripts of an array job and of the merge after it, and their submission |
//! | [`status`] | what of a folder is done, missing and failed |
//! | [`batch`] | one batch: run and stored |
//! | [`assemble`] | parts to `runs.parquet`, `paths.parquet`, `places.parquet` |
//! | [`study`] | what is estimated from what was asked |
//! | [`beside`] | shares of mechanisms, and runs that must agree, from points beside the question |
//! | [`load`] | stored results back to tables of analysis |
//! | [`conclude`] | summary, dictionary, charts, page and manifest from stored results |
//! | [`mod@sensitivity`] | how much each input matters, for the outcomes that are asked for |
//! | [`discover`] | another question of scenario discovery asked of stored results |
//! | [`dictionary`] | what every column and outcome means |
//! | [`plan_file`] | `plan.parquet` |
//! | [`design_file`] | `design.csv` |
//! | [`coverage`] | whether rows of design, plan and results are the same |
//! | [`verify`] | hashes compared and stored runs run again, bit for bit |
//! | [`predict`] | how long and how large an experiment will be |
//! | [`patterns`] | known facts the model should reproduce |
//! | [`claims`] | claims stated before the first run, told from later ones |
//! | [`stopping`] | growing an experiment until it is precise enough |
//! | [`mod@search`] | a search over arrangements: its stages one after the other |
//! | [`search::results`] | stored stages of a search to scores, tables and page |
//! | [`signals`] | being told to stop |
//! | [`moments`] | mean and spread, joined part by part |
//! | [`clock`] | dates and durations |
//! | [`error`] | why an experiment could not be done |

pub mod again;
pub mod assemble;
pub mod batch;
pub mod beside;
pub mod bundle;
pub mod claims;
pub mod clock;
pub mod conclude;
pub mod configuration;
pub mod coverage;
pub mod design_file;
pub mod dictionary;
pub mod diff;
pub mod discover;
pub mod error;
pub mod extend;
pub mod failures;
pub mod further;
pub mod ground;
pub mod leaves;
pub mod load;
pub mod merge;
pub mod moments;
pub mod patterns;
pub mod plan_file;
pub mod predict;
pub mod request;
pub mod retry;
pub mod run;
pub mod search;
pub mod sensitivity;
pub mod shards;
pub mod signals;
pub mod slurm;
pub mod status;
pub mod stock;
pub mod stopping;
pub mod study;
pub mod verify;
pub mod why_rerun;
pub mod workbook;

pub use conclude::Concluded;
pub use configuration::Configuration;
pub use error::JobError;
pub use request::{Ended, Progress, Request};
pub use run::run;
