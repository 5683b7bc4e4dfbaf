//! Many pieces of work on many threads. Pieces are taken up in their order, so that what is
//! finished when work stops early is an even beginning of the whole, give or take the pieces
//! under way. What a piece does never depends on the threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Does pieces 0 to `count` - 1 on `threads` threads (0 is as many as the machine has). Stops
/// taking up pieces when `stop` says so or a piece fails; pieces under way are finished. Returns
/// how many were finished.
///
/// # Errors
/// The error of the failed piece with the lowest number, or that the threads could not be made.
pub fn in_order<E: Send>(
    threads: usize,
    count: usize,
    stop: &(dyn Fn() -> bool + Sync),
    work: &(dyn Fn(usize) -> Result<(), E> + Sync),
    no_threads: impl FnOnce(String) -> E,
) -> Result<usize, E> {
    let pool = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool,
        Err(error) => return Err(no_threads(error.to_string())),
    };
    let next = AtomicUsize::new(0);
    let finished = AtomicUsize::new(0);
    let failing = AtomicBool::new(false);
    let failure: Mutex<Option<(usize, E)>> = Mutex::new(None);
    pool.broadcast(|_| {
        while !failing.load(Ordering::Relaxed) && !stop() {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count {
                break;
            }
            match work(piece) {
                Ok(()) => {
                    finished.fetch_add(1, Ordering::Relaxed);
                }
                Err(error) => {
                    failing.store(true, Ordering::Relaxed);
                    // A poisoned lock still holds the first failure.
                    let mut held = failure.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    if held.as_ref().is_none_or(|(other, _)| piece < *other) {
                        *held = Some((piece, error));
                    }
                }
            }
        }
    });
    let failure = failure
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    match failure {
        Some((_, error)) => Err(error),
        None => Ok(finished.into_inner()),
    }
}

/// How many threads 0 stands for.
#[must_use]
pub fn available() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once_whatever_the_threads() {
        for threads in [1, 2, 7] {
            let done: Mutex<Vec<usize>> = Mutex::new(Vec::new());
            let work = |piece| {
                done.lock().unwrap().push(piece);
                Ok::<(), String>(())
            };
            assert_eq!(in_order(threads, 20, &|| false, &work, |e| e), Ok(20));
            let mut done = done.into_inner().unwrap();
            done.sort_unstable();
            assert_eq!(done, (0..20).collect::<Vec<_>>());
        }
    }

    #[test]
    fn work_that_stops_early_is_the_beginning_of_the_whole() {
        let taken = AtomicUsize::new(0);
        let stop = || taken.load(Ordering::Relaxed) >= 5;
        let work = |_| {
            taken.fetch_add(1, Ordering::Relaxed);
            Ok::<(), String>(())
        };
        assert_eq!(in_order(1, 20, &stop, &work, |e| e), Ok(5));
    }

    #[test]
    fn a_failure_stops_the_rest_and_is_told() {
        let work = |piece| if piece == 3 { Err("full") } else { Ok(()) };
        assert_eq!(in_order(1, 20, &|| false, &work, |_| "none"), Err("full"));
    }
}
