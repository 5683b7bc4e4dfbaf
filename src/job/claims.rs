//! Which claims were stated before the first run: the manifest keeps the digest of each, so that
//! one that is added or changed once results are there can be told from the others.

use crate::analysis::claims::{Judged, judge};
use crate::analysis::table::RunTable;
use crate::scenario::{Claim, Experiment};
use crate::store::{Manifest, sha256_hex};

/// What a claim says, without the words around it.
fn digest(claim: &Claim) -> String {
    let Claim {
        text: _,
        source: _,
        arm,
        against,
        outcome,
        horizon_months,
        block,
        bound,
    } = claim;
    let text = format!("{arm} {against} {outcome} {horizon_months} {block:?} {bound:?}");
    sha256_hex(text.as_bytes())
}

/// The digests of claims, in their order.
#[must_use]
pub fn digests(claims: &[Claim]) -> Vec<String> {
    claims.iter().map(digest).collect()
}

/// The claims of an experiment with what its runs say.
#[must_use]
pub fn judged(experiment: &Experiment, table: &RunTable, manifest: &Manifest) -> Vec<Judged> {
    let grown = experiment.stopping.as_ref().zip(manifest.stopped.as_ref());
    judge(table, &experiment.claims, grown, |claim| {
        manifest.claims_before.contains(&digest(claim))
    })
}
