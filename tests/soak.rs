//! Memory does not grow with the number of runs: running and storing holds one batch for each thread
//! whatever the plan, putting together one group of rows, and summarising the values that are summarised
//! and little else.
//!
//! `GRIP_SOAK=50000 cargo test --release --test soak -- --nocapture` is the full size; without the
//! variable it is a tenth of a tenth.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![cfg(target_os = "linux")]

mod small;

use std::fs;
use std::sync::Mutex;

use grip::engine::OUTCOMES;
use grip::job::Request;
use grip::job::conclude::Wanted;
use grip::job::ground;
use grip::job::merge::{Merged, merge};
use grip::job::shards::{ShardEnded, run_shard};
use grip::scenario::Changes;
use grip::store::Shard;
use small::{Folder, GROUND};

/// Memory that does not depend on the number of runs, but is not yet filled by few, MB.
const MARGIN_MB: f64 = 32.0;

/// The most memory held since the last call, in MB. From here on the most is counted anew.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line
        .unwrap()
        .trim()
        .strip_suffix(" kB")
        .unwrap()
        .parse()
        .unwrap();
    fs::write("/proc/self/clear_refs", "5").unwrap();
    kilobytes / 1e3
}

/// The most that running may hold, where few runs held so much.
fn allowed(few: f64) -> f64 {
    few * 1.1 + MARGIN_MB
}

/// Runs, then merges, an experiment of about so many runs; the peaks of both, and the runs. Each
/// run leaves so many bytes behind.
fn peaks(files: &Folder, runs: u64, left_behind: usize) -> (f64, f64, u32) {
    let left: Mutex<Vec<Vec<u8>>> = Mutex::default();
    // Three arms; seeds at ten points, few at the defaults.
    let changes = Changes {
        points: Some(10),
        replicates: Some(runs / 30),
        horizon_months: Some(12),
        ..Changes::default()
    };
    let mut experiment = small::experiment(&changes);
    experiment.scenario.geography = files.0.join("ground.toml").display().to_string();
    let geography = ground::load(&experiment.scenario.geography).unwrap();
    let folder = files.0.join(runs.to_string());
    let request = Request {
        experiment: &experiment,
        geography: &geography,
        folder: &folder,
        threads: 2,
        keep_places: false,
        command: Vec::new(),
        host: "here".to_owned(),
        warnings: Vec::new(),
        stop_on_error: false,
        stop: &|| false,
        progress: &|_| {},
        wanted: Wanted::Summary,
        before_run: &|_| {
            if left_behind > 0 {
                left.lock().unwrap().push(vec![1; left_behind]);
            }
        },
    };
    peak();
    let ended = run_shard(&request, Shard { number: 0, of: 1 }).unwrap();
    let running = peak();
    let ShardEnded::Done(done) = ended else {
        panic!("{ended:?}");
    };
    let merged = merge(&folder, 2, "here", Wanted::Summary, &|_| {}).unwrap();
    assert!(matches!(merged, Merged::Complete(_)), "{merged:?}");
    let merging = peak();
    fs::remove_dir_all(&folder).unwrap();
    (running, merging, done.runs.unwrap())
}

#[test]
fn memory_is_flat_in_the_number_of_runs() {
    let files = Folder::new("soak");
    fs::create_dir_all(&files.0).unwrap();
    fs::write(files.0.join("ground.toml"), GROUND).unwrap();
    let asked = std::env::var("GRIP_SOAK").ok();
    let most: u64 = asked.map_or(5_000, |number| number.parse().unwrap());
    let (running_few, merging_few, few) = peaks(&files, most / 10, 0);
    let (running, merging, runs) = peaks(&files, most, 0);
    // What is summarised is held in full: one number for each run and outcome of the one horizon.
    let values = |runs: u32| f64::from(runs) * OUTCOMES.len() as f64 * 8.0 / 1e6;
    println!("{few} runs: {running_few:.0} MB running, {merging_few:.0} MB merging");
    println!(
        "{runs} runs: {running:.0} MB running, {merging:.0} MB merging, of which {:.0} MB are values",
        values(runs)
    );
    // The margin is one group of rows, which few runs do not fill, and what the allocator keeps for
    // threads that come and go: measured 15, 18, 36 and 34 MB running at 2,178, 6,600, 21,978 and
    // 66,000 runs, so that what grows with the runs shows at the full size.
    assert!(
        running < allowed(running_few),
        "{running} MB after {running_few}"
    );
    let more = values(runs) - values(few);
    assert!(
        merging < merging_few * 1.1 + MARGIN_MB + 1.5 * more,
        "{merging} MB after {merging_few}, for {more} MB more of values"
    );
    // The bound is one that can be broken: few runs that leave three times the margin behind break
    // it. At the full size that is a kilobyte and a half for each run.
    let much = (3.0 * MARGIN_MB * 1e6 / f64::from(few)) as usize;
    let (leaking, _, _) = peaks(&files, most / 10, much);
    println!("{few} runs that leave {much} bytes each behind: {leaking:.0} MB running");
    assert!(leaking > allowed(running_few), "{leaking} MB");
}
