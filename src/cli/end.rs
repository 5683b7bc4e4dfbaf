//! How a call ended, as the shell sees it.

use std::process::ExitCode;

/// How a call ended. Shells and schedulers decide by the number whether to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Done: 0.
    Done,
    /// A check failed, or some runs failed: 1.
    Failed,
    /// The input was wrong; nothing was written, and trying again does not help: 2.
    Wrong,
    /// A merge is incomplete: 3.
    Incomplete,
    /// The disk or another resource failed; what was finished is kept: 4.
    Resource,
    /// Stopped by SIGTERM or a time limit; try again: 75.
    TryAgain,
    /// Stopped by Ctrl-C: 130.
    Interrupted,
}

impl End {
    /// The number the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Wrong => 2,
            Self::Incomplete => 3,
            Self::Resource => 4,
            Self::TryAgain => 75,
            Self::Interrupted => 130,
        }
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(end.code())
    }
}
