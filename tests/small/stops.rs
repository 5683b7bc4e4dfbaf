//! Parts of small experiments of no fixed size, and what their folders hold of their looks.

use grip::job::conclude::stored;
use grip::job::{Concluded, Ended};
use grip::store::Layout;

use super::Folder;

/// What all of them begin with.
pub const HEAD: &str = r#"
title = "Small"
question = "Does it work?"
arms = ["single_trusts", "region_jointly", "nice_advice"]
baseline = "single_trusts"
horizons_months = [12, 24]
seed = 11
geography = "ground.toml"

[primary]
outcome = "saving_real_disinvestment"
horizon_months = 24
"#;

/// They grow by seeds at the defaults; TARGET is to be replaced.
pub const SEEDS: &str = r#"
[design.default]
seeds = 10

[design.latin_hypercube]
points = 3
replicates = 2

[stopping.half_width]
arm = "region_jointly"
target = TARGET
every = 5
maximum = 40
"#;

/// They grow by points of the inputs; TARGET is to be replaced.
pub const POINTS: &str = r#"
[design.default]
seeds = 3

[design.latin_hypercube]
points = 10
replicates = 1

[stopping.always_valid]
arm = "region_jointly"
block = "prior"
target = TARGET
every = 5
maximum = 25
"#;

/// How a call that came to its end concluded.
pub fn complete(ended: Ended) -> Concluded {
    match ended {
        Ended::Complete(concluded) => *concluded,
        Ended::Stopped { done, runs } => panic!("stopped at {done} of {runs}"),
    }
}

/// Half-widths at the looks of a folder, in the unit of the outcome.
pub fn half_widths(folder: &Folder) -> Vec<f64> {
    let (manifest, _) = stored(&Layout::new(&folder.0)).unwrap();
    let looks = manifest.stopped.unwrap().looks;
    looks.iter().map(|look| look.half_width.unwrap()).collect()
}
