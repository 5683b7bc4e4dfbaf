//! Why an experiment could not be done.

use std::fmt;

use crate::store::StoreError;

/// Why an experiment could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// What was asked cannot be done; nothing was written, and asking again does not help.
    Refused(String),
    /// The disk or another resource failed; what was finished is kept.
    Store(StoreError),
    /// The machine gives no threads.
    Threads(String),
    /// The scheduler of a cluster did not take a job.
    Scheduler(String),
    /// A run failed, and the call was to stop there; what was finished before is kept.
    Run(String),
}

impl JobError {
    /// Whether trying again may help.
    #[must_use]
    pub fn is_resource_failure(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Run(_) => false,
            Self::Store(error) => error.is_resource_failure(),
            Self::Threads(_) | Self::Scheduler(_) => true,
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) | Self::Scheduler(why) | Self::Run(why) => out.write_str(why),
            Self::Store(error) => error.fmt(out),
            Self::Threads(why) => write!(out, "cannot start the threads: {why}"),
        }
    }
}

impl std::error::Error for JobError {}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
