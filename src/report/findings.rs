//! Everything a page is made from: what was asked, what was run, what was found.

use crate::analysis::audit::Agreement;
use crate::analysis::claims::Judged;
use crate::analysis::paths::{Paths, Places};
use crate::analysis::screen::Screen;
use crate::analysis::shapley::Attribution;
use crate::analysis::stopping::Stopped;
use crate::analysis::summary::Summary;
use crate::analysis::table::RunTable;
use crate::scenario::{Experiment, Geography};

/// A comparison of runs that must agree.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    /// What was done, in words.
    pub what: &'static str,
    /// With what it was compared, in words.
    pub against: &'static str,
    /// How far the runs are apart.
    pub agreement: Agreement,
    /// Largest allowed difference, as a share of 1 plus the size of the value; 0 where every bit
    /// must be equal.
    pub allowed: f64,
}

impl AuditRow {
    /// Whether the runs agree.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.agreement.values > 0 && self.agreement.largest_share <= self.allowed
    }
}

/// The findings of an experiment.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// What was asked.
    pub experiment: &'a Experiment,
    /// Where.
    pub geography: &'a Geography,
    /// Every value, with the study it belongs to.
    pub table: &'a RunTable,
    /// The estimates.
    pub summary: &'a Summary,
    /// Yearly paths, one for each block that has them.
    pub paths: &'a [Paths],
    /// Outcomes by reporting area, of the default block.
    pub places: &'a Places,
    /// Runs at sets of groups of mechanisms, where shares of groups are asked for.
    pub attribution: Option<&'a Attribution>,
    /// How much each input matters, where the design was made to tell.
    pub screen: Option<&'a Screen>,
    /// Comparisons of runs that must agree, where they are asked for.
    pub audits: &'a [AuditRow],
    /// Values held inside their range: name, held, evaluated, over all runs.
    pub clips: &'a [(String, u64, u64)],
    /// Runs planned, done and failed, and the reasons of failures with their counts.
    pub runs: (u64, u64, &'a [(String, u64)]),
    /// Claims with what the runs say about them.
    pub claims: &'a [Judged],
    /// How it came to its end, where the number of runs was not fixed.
    pub stopped: Option<&'a Stopped>,
    /// Digest of the configuration; it names the bundle in the source line of charts.
    pub digest: &'a str,
    /// Notes and warnings that a reader must see: constructed tiers, drawn need, thin designs.
    pub notes: &'a [String],
}
