//! Contents page of the `experiment` layer: many runs, results in plan order.
//!
//! | file | holds |
//! | --- | --- |
//! | [`audit`] | what is exchanged where runs must agree with others |
//! | [`seeds`] | which seed a replicate has |
//! | [`design`] | the points of the inputs, and what each arm runs on at a point |
//! | [`plan`] | which runs there are, in which order, in which batches |
//! | [`search`] | the stages of a search over arrangements, each an experiment of its own |
//! | [`execute`] | one pair (point, replicate): burn-in once, then every arm from the same fork |
//! | [`trace`] | one run month by month |
//! | [`workers`] | many batches on many threads, taken up in plan order |

pub mod audit;
pub mod design;
pub mod execute;
pub mod plan;
pub mod search;
pub mod seeds;
pub mod trace;
pub mod workers;

pub use audit::{AUDITS, Audit};
pub use design::{Design, Part, Point};
pub use execute::{Bench, RunResult};
pub use plan::{Batch, PAIRS_PER_BATCH, Pair, Plan};
