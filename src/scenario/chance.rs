//! Whether arms meet equal chance, which is the rule, or each draws its own: then a difference is one
//! of independent runs, with the luck of both in its interval, and a reader can see what equal
//! chance is worth.

use super::error::{Mistake, Source};
use super::experiment_file::ExperimentFile;
use super::patch::Changes;

/// Why a search may not do without equal chance.
const SEARCH: &str = "a search compares candidates on equal chance, so arms cannot draw their own";
/// Why an audit may not.
const AUDIT: &str = "an audit compares runs that must agree to the bit, which they do only on equal \
                     chance, so arms cannot draw their own";

/// Holds `independent` against the rest of the file. Asked for on the command line, audits are left
/// out: what they show does not depend on the experiment's own runs.
pub(super) fn settle(
    source: &Source,
    file: &mut ExperimentFile,
    changes: &Changes,
    findings: &mut Vec<Mistake>,
) -> bool {
    let asked = file.independent.as_ref().filter(|asked| asked.value);
    if asked.is_none() && !changes.independent {
        return false;
    }
    let mistake = |message: &str, help: &str| match asked {
        Some(asked) => source.mistake(
            asked.span.clone(),
            message.to_owned(),
            Some(help.to_owned()),
        ),
        None => Source::new("--independent", "--independent").mistake(
            0..13,
            message.to_owned(),
            Some(help.to_owned()),
        ),
    };
    if file.search.is_some() {
        findings.push(mistake(
            SEARCH,
            "leave it out, or compare what was found in an experiment of its own",
        ));
    }
    if file.design.audit_seeds > 0 {
        if asked.is_some() {
            findings.push(mistake(AUDIT, "leave [design.audit] out, or independent"));
        } else {
            file.design.audit_seeds = 0;
        }
    }
    true
}
