//! What an experiment of 100,000 runs costs beside its runs: planning, storing, putting together,
//! summarising. The runs are invented in the form of real ones, with paired differences that are
//! known; the summary must give these before any time is told. Aims: all this under 5% of the time
//! of the runs, the summary in under 10 s and 1 GB.
//!
//! `cargo bench --bench store` measures; `-- --test` only checks, on fewer runs.

#![expect(clippy::print_stdout, reason = "a bench prints what it found")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use grip::engine::OUTCOMES;
use grip::experiment::{Batch, Bench, workers};
use grip::job::assemble::assemble;
use grip::job::conclude::{Basis, Wanted, conclude};
use grip::job::ground;
use grip::job::shards::keys;
use grip::job::{coverage, design_file, plan_file};
use grip::scenario::check::{self, Known};
use grip::scenario::library::{self, Kind, built_in_arm, built_in_structure, no_table};
use grip::scenario::{Changes, Experiment};
use grip::store::manifest::RunCounts;
use grip::store::{ALL_PLACES, Layout, Manifest, PartKey, PartRow, PartWriter, StoreError};

/// The headline experiment with this many points of 30 seeds.
fn experiment(points: u64) -> Experiment {
    let names: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    let known = Known {
        outcomes: &names,
        arm: &built_in_arm,
        structure: &built_in_structure,
        table: &no_table,
    };
    let changes = Changes {
        points: Some(points),
        replicates: Some(30),
        ..Changes::default()
    };
    let source = library::source(Kind::Experiment, library::HEADLINE);
    let source = source.expect("the headline experiment is built in");
    check::experiment(&source, library::HEADLINE, &changes, &known)
        .expect("it has no mistakes")
        .value
}

/// What an arm has more than the one before it.
fn step(outcome: usize) -> f64 {
    1.0 + outcome as f64
}

/// Stores the part of a batch as a job does. What varies by point and seed is common to all arms, as
/// named chance makes it.
fn store(
    layout: &Layout,
    basis: &Basis,
    batch: &Batch,
    key: &PartKey,
    areas: usize,
) -> Result<(), StoreError> {
    let Basis {
        experiment, plan, ..
    } = basis;
    let mut writer = PartWriter::create(layout, key)?;
    let mut run = key.first_run;
    for pair in plan.pairs_of(batch) {
        let noise = |of: usize| {
            let mixed = u64::from(pair.point) * 7_919 + u64::from(pair.replicate) * 104_729;
            ((mixed + of as u64 * 1_299_709) % 10_007) as f64 / 10_007.0
        };
        let value = |arm: usize, of: usize, at: usize| {
            Some(100.0 + arm as f64 * step(of) + noise(of + 1_000 * at))
        };
        for arm in 0..experiment.arms.len() {
            for (at, months) in experiment.horizons_months.iter().enumerate() {
                for of in 0..OUTCOMES.len() {
                    writer.push(PartRow::Horizon {
                        run,
                        months: *months as i32,
                        place: ALL_PLACES,
                        outcome: of as u32,
                        value: value(arm, of, at),
                    })?;
                }
            }
            for year in 1..=experiment.months() as i32 / 12 {
                for (of, _) in OUTCOMES.iter().enumerate().filter(|(_, o)| o.keeps_path) {
                    writer.push(PartRow::Year {
                        run,
                        months: 12 * year,
                        outcome: of as u32,
                        value: value(arm, of, 10 + year as usize),
                    })?;
                }
            }
            writer.push(PartRow::Done { run })?;
            run += 1;
        }
    }
    let is_default = plan.pairs_of(batch).iter().any(|pair| pair.point == 0);
    for arm in (0..plan.arms).filter(|_| is_default) {
        for months in &experiment.horizons_months {
            for (outcome, place) in (0..4).flat_map(|of| (0..areas).map(move |area| (of, area))) {
                writer.push(PartRow::Place {
                    arm,
                    months: *months as i32,
                    place: place as i32,
                    outcome,
                    count: 4,
                    mean: 0.5,
                    squares: 0.0,
                })?;
            }
        }
    }
    writer.finish()
}

/// The summary says what the runs were made to say.
fn check_summary(layout: &Layout, experiment: &Experiment) {
    let text = fs::read(layout.summary()).expect("there is a summary");
    let mut reader = csv::Reader::from_reader(&text[..]);
    let headings = reader.headers().expect("it has headings").clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let [arm, outcome, diff, block] = ["arm", "outcome", "diff", "sweep_point"]
        .map(|name| column(name).expect("the columns are those of the contract"));
    let mut seen = 0;
    for row in reader.records() {
        let row = row.expect("it is CSV");
        let position = |name: &str| experiment.arms.iter().position(|arm| arm.name == name);
        let (Some(arm), Ok(found)) = (position(&row[arm]), row[diff].parse::<f64>()) else {
            continue;
        };
        let Some(of) = OUTCOMES.iter().position(|o| *o.name == row[outcome]) else {
            continue;
        };
        let expected = arm as f64 * step(of);
        assert!(
            (found - expected).abs() < 1e-9 * expected.max(1.0),
            "{} of {} in {}: {found}, not {expected}",
            &row[outcome],
            &row[0],
            &row[block]
        );
        seen += 1;
    }
    assert!(seen > 1_000, "only {seen} differences");
}

/// The most memory held since the last call, in MB; nothing where the system does not say.
fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    // From here on the most is counted anew.
    let _ = fs::write("/proc/self/clear_refs", "5");
    Some(kilobytes / 1e3)
}

/// Seconds of processor time that this process has used; nothing where the system does not say.
fn processor_time() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets: user and system time are the 12th and 13th, in hundredths.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Does one step and tells its time and memory.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, f64) {
    let _ = peak_memory();
    let used = processor_time();
    let begun = Instant::now();
    let result = work();
    let seconds = begun.elapsed().as_secs_f64();
    let memory = peak_memory().map_or_else(String::new, |mb| format!(", at most {mb:.0} MB"));
    let busy = used
        .zip(processor_time())
        .map(|(before, after)| after - before);
    let busy = busy.map_or_else(String::new, |seconds| {
        format!(", {seconds:.2} s of processors")
    });
    println!("{what:<34} {seconds:7.2} s{busy}{memory}");
    (result, seconds)
}

fn main() {
    let is_check = std::env::args().any(|word| word == "--test");
    let experiment = experiment(if is_check { 4 } else { 333 });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-store");
    let _ = fs::remove_dir_all(&folder);
    let layout = Layout::new(&folder);
    layout.create().expect("the folder can be made");
    let geography = ground::load(&experiment.scenario.geography).expect("it is built in");
    let areas = geography
        .partition(geography.reporting)
        .map_or(0, grip::scenario::geography::Partition::bodies);

    let (basis, planning) = timed("planning", || Basis::of(&experiment));
    let plan = &basis.plan;
    let keys = keys("bench", plan, false, None);
    let batches = plan.batches();
    println!("{} runs in {} batches", plan.runs(), batches.len());
    let (_, storing) = timed("storing, on every thread", || {
        let work = |number: usize| store(&layout, &basis, &batches[number], &keys[number], areas);
        workers::in_order(0, batches.len(), &|| false, &work, |why| {
            StoreError::invalid(&folder, why)
        })
        .expect("the disk takes them")
    });
    let (tally, assembling) = timed("putting together", || {
        assemble(&layout, &experiment, &geography, plan, &keys, None).expect("every part is there")
    });
    assert_eq!(tally.done, u64::from(plan.runs()));
    let (gaps, covering) = timed("coverage of design and plan", || {
        design_file::write(&layout, &basis.design).expect("the disk takes it");
        plan_file::write(&layout, &experiment, &basis.design, plan).expect("the disk takes it");
        coverage::gaps(&layout, &experiment, &basis.design, plan, 0).expect("all can be read")
    });
    assert_eq!(gaps, Vec::<String>::new());
    let mut manifest = Manifest {
        runs: RunCounts {
            planned: tally.done,
            done: tally.done,
            failed: 0,
            reasons: BTreeMap::new(),
        },
        ..Manifest::default()
    };
    let study = grip::job::study::study(&experiment, &basis.design);
    timed("(of the next, reading)", || {
        grip::job::load::runs(&layout, study, plan).expect("the table can be read")
    });
    let (_, summarising) = timed("summarising", || {
        conclude(&layout, &basis, &geography, &mut manifest, Wanted::Summary)
            .expect("the tables can be read")
    });
    check_summary(&layout, &experiment);
    if !is_check {
        let bench = Bench {
            experiment: &experiment,
            geography: &geography,
            design: &basis.design,
            before_run: &|_| {},
        };
        let ((), pairs) = timed("eight real pairs, on one thread", || {
            for pair in plan.pairs.iter().take(8) {
                let _ = bench.run_pair(*pair, 0);
            }
        });
        let runs = pairs / 8.0 * plan.pairs.len() as f64;
        let threads = workers::available() as f64;
        // Storing was on every thread, the rest on one while the others wait.
        let beside = planning + storing + assembling + covering + summarising;
        println!(
            "the runs would take {:.0} s on {threads} threads; all else takes {beside:.0} s, {:.1}% \
             of that",
            runs / threads,
            100.0 * beside * threads / runs
        );
    }
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}
