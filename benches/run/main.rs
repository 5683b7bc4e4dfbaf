//! Speed of a run: one month, one England run of 60 months at two sizes of atom, runs a second by
//! threads, and beside them the same arithmetic by hand on bare arrays (`bare.rs`). The engine and
//! the loop by hand must agree before either is timed.
//!
//! What to read is the table of ratios at the end: every ratio is of times taken in turn in this
//! process, the least of many, so that what else the machine does weighs little. `cargo bench
//! --bench run -- ratios` prints only that; `-- --test` only checks.

#![expect(clippy::print_stdout, reason = "a bench prints what it found")]

mod bare;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bare::{Bare, Sums, Widest};
use common::{arm, burn};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use grip::engine::{self, Burnt, Simulation};
use grip::experiment::workers;
use grip::model::wide::wide;
use grip::scenario::geography::{
    Geography, NEIGHBOURHOOD_PEOPLE, PRACTICE_PEOPLE, SyntheticSettings, synthetic,
};
use grip::scenario::{Arm, Flags, Parameters};
use grip::units::Month;

const MONTHS: i32 = 60;
const SEED: u64 = 2009;

/// An England and its burn-in.
struct Ground {
    geography: Geography,
    arm: Arm,
    burnt: Burnt,
}

impl Ground {
    fn new(people_of_an_atom: f64, p: &Parameters) -> Self {
        let mut settings = SyntheticSettings::default();
        settings.rules.atom_population = people_of_an_atom;
        let geography = synthetic(&settings);
        let arm = arm("single_trusts");
        let burnt = burn(
            &geography,
            p,
            Flags::default(),
            SEED,
            std::slice::from_ref(&arm),
        );
        Self {
            geography,
            arm,
            burnt,
        }
    }

    fn fork(&self) -> Simulation<'_> {
        Simulation::fork(
            &self.burnt,
            &self.geography,
            &self.arm,
            self.burnt.parameters.clone(),
        )
    }

    /// A whole run as an experiment does it: fork, months, outcomes.
    fn whole_run(&self) -> engine::Record {
        engine::run_arm(
            &self.burnt,
            &self.geography,
            &self.arm,
            self.burnt.parameters.clone(),
            &[MONTHS as u32],
        )
    }

    fn atoms(&self) -> usize {
        self.geography.atoms()
    }
}

/// The engine and the loop by hand give the same sums, however wide the vectors.
fn check(start: &Simulation<'_>) {
    let mut run = start.clone();
    run.run_to(Month(MONTHS));
    let engine = Sums::of(&run);
    assert!(
        engine.cash > 0.0 && engine.decisions > 1_000.0,
        "{engine:?}"
    );
    let plain = Bare::new(start).run(MONTHS);
    let widest = wide(Widest(&mut Bare::new(start), MONTHS));
    for by_hand in [plain, widest] {
        assert!(
            engine.agrees(&by_hand),
            "by hand {by_hand:?}\nby the engine {engine:?}"
        );
    }
}

fn runs_on(threads: usize, runs: usize, ground: &Ground) -> usize {
    let work = |_: usize| {
        black_box(ground.whole_run());
        Ok::<(), String>(())
    };
    workers::in_order(threads, runs, &|| false, &work, |reason| reason)
        .expect("threads can be made")
}

fn measure(c: &mut Criterion, grounds: &[&Ground]) {
    let mut group = c.benchmark_group("england");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    for ground in grounds {
        let start = ground.fork();
        let mut half_way = start.clone();
        half_way.run_to(Month(MONTHS / 2));
        group.bench_function(BenchmarkId::new("one_month", ground.atoms()), |b| {
            b.iter_batched_ref(
                || half_way.clone(),
                |run| run.run_to(Month(MONTHS / 2 + 1)),
                BatchSize::LargeInput,
            );
        });
        group.bench_function(BenchmarkId::new("months_60", ground.atoms()), |b| {
            b.iter_batched_ref(
                || start.clone(),
                |run| run.run_to(Month(MONTHS)),
                BatchSize::LargeInput,
            );
        });
        let by_hand = Bare::new(&start);
        group.bench_function(BenchmarkId::new("months_60_by_hand", ground.atoms()), |b| {
            b.iter_batched_ref(
                || by_hand.clone(),
                |bare| bare.run(MONTHS),
                BatchSize::LargeInput,
            );
        });
    }
    let runs = 16;
    group.throughput(Throughput::Elements(runs as u64));
    for threads in 1..=workers::available() {
        group.bench_function(BenchmarkId::new("runs_by_threads", threads), |b| {
            b.iter(|| runs_on(threads, runs, grounds[0]));
        });
    }
    group.finish();
}

/// Least time of each piece of work, all taken in turn, so that a disturbance meets all alike.
fn least<const N: usize>(rounds: usize, mut work: [&mut dyn FnMut() -> Duration; N]) -> [f64; N] {
    let mut least = [f64::INFINITY; N];
    for _ in 0..rounds {
        for (least, work) in least.iter_mut().zip(&mut work) {
            *least = least.min(work().as_secs_f64());
        }
    }
    least
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}

fn months(start: &Simulation<'_>, months: i32) -> Duration {
    let mut run = start.clone();
    timed(|| run.run_to(Month(months)))
}

fn line(what: &str, ratio: f64, aim: &str) {
    println!("{what:58}{ratio:8.2}   {aim}");
}

fn ratios(coarse: &Ground, fine: &Ground) {
    let start = coarse.fork();
    let by_hand = Bare::new(&start);
    let [run, plain, widest, fork, whole] = least(
        60,
        [
            &mut || months(&start, MONTHS),
            &mut || {
                let mut bare = by_hand.clone();
                timed(|| bare.run(MONTHS))
            },
            &mut || {
                let mut bare = by_hand.clone();
                timed(|| wide(Widest(&mut bare, MONTHS)))
            },
            &mut || timed(|| coarse.fork()),
            &mut || timed(|| coarse.whole_run()),
        ],
    );
    println!("\n{:58}{:>8}   aim", "ratio of times", "ratio");
    line("60 months / by hand", run / plain, "at most 1.5");
    line(
        "60 months / by hand with the widest vectors",
        run / widest,
        "",
    );
    line("fork of an arm / 60 months", fork / run, "");
    line(
        "whole run with fork and outcomes / 60 months",
        whole / run,
        "",
    );

    // All items open from the start, so that every month has the same work.
    let mut p = Parameters::default();
    p.items.open_at_start = 1.0;
    let single = Ground::new(NEIGHBOURHOOD_PEOPLE, &p);
    let double = Ground::new(NEIGHBOURHOOD_PEOPLE / 2.0, &p);
    let (one, two) = (single.fork(), double.fork());
    let [sixty, hundred_and_twenty, twice] = least(
        20,
        [
            &mut || months(&one, MONTHS),
            &mut || months(&one, 2 * MONTHS),
            &mut || months(&two, MONTHS),
        ],
    );
    line(
        "120 months / 60 months, all items open",
        hundred_and_twenty / sixty,
        "at most 2",
    );
    line(
        &format!("{} atoms / {} atoms", double.atoms(), single.atoms()),
        twice / sixty,
        "at most 2",
    );
    let many = fine.fork();
    let [large] = least(8, [&mut || months(&many, MONTHS)]);
    line(
        &format!("{} atoms / {} atoms, an atom", fine.atoms(), coarse.atoms()),
        large / run * coarse.atoms() as f64 / fine.atoms() as f64,
        "",
    );
    if workers::available() >= 2 {
        let [alone, together] = least(
            12,
            [&mut || timed(|| runs_on(1, 8, coarse)), &mut || {
                timed(|| runs_on(2, 8, coarse))
            }],
        );
        line(
            "runs a second, two threads / one",
            alone / together,
            "at least 1.8",
        );
    }
    println!(
        "60 months of England, {} atoms, on this machine now: {:.1} ms (aim: under 8 on one core)",
        coarse.atoms(),
        1e3 * run
    );
}

fn main() {
    let p = Parameters::default();
    let coarse = Ground::new(NEIGHBOURHOOD_PEOPLE, &p);
    let fine = Ground::new(PRACTICE_PEOPLE, &p);
    check(&coarse.fork());
    check(&fine.fork());

    // The only words that follow `--` which criterion does not read itself.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let only_ratios = words.iter().any(|word| word == "ratios");
    if !only_ratios {
        let mut criterion = Criterion::default().configure_from_args();
        measure(&mut criterion, &[&coarse, &fine]);
        criterion.final_summary();
    }
    if only_ratios || words.is_empty() {
        ratios(&coarse, &fine);
    }
}
