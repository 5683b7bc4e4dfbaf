//! Being told to stop. Ctrl-C and SIGTERM ask for a stop after the batches under way; a second
//! one of the same kind ends the program at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Who asked for a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A person, by Ctrl-C.
    Interrupt,
    /// A scheduler, by SIGTERM.
    Terminate,
}

/// Whether a stop has been asked for.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    interrupt: Arc<AtomicBool>,
    terminate: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the operating system refuses.
    pub fn listen() -> io::Result<Self> {
        let signals = Self::default();
        for (signal, asked, code) in [
            (SIGINT, &signals.interrupt, 130),
            (SIGTERM, &signals.terminate, 75),
        ] {
            // The order matters: the first signal finds the flag down and raises it.
            flag::register_conditional_shutdown(signal, code, Arc::clone(asked))?;
            flag::register(signal, Arc::clone(asked))?;
        }
        Ok(signals)
    }

    /// Who asked for a stop, if anybody did.
    #[must_use]
    pub fn asked(&self) -> Option<Stop> {
        if self.interrupt.load(Ordering::Relaxed) {
            Some(Stop::Interrupt)
        } else if self.terminate.load(Ordering::Relaxed) {
            Some(Stop::Terminate)
        } else {
            None
        }
    }
}
