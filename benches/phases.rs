//! Time by phase: where the months of an England run go, for arms of different shapes, with
//! disinvestment alone and with every domain, and for both sizes of atom. Prints one table; the shares are what to read, the microseconds are those
//! of this machine now. Checked first: phases timed one by one give the world that the engine gives.

#![expect(clippy::print_stdout, reason = "a bench prints what it found")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use common::{arm, burn, england};
use grip::engine::{Burnt, Simulation};
use grip::model::World;
use grip::model::phases::PHASES;
use grip::model::workspace::Workspace;
use grip::scenario::geography::{Geography, SyntheticSettings, synthetic};
use grip::scenario::{Arm, Domains, Flags, Parameters};
use grip::units::Month;

const MONTHS: i32 = 60;

/// Least time of each phase over some runs; a run that another program interrupts does not count.
fn time_phases(
    burnt: &Burnt,
    geography: &Geography,
    arm: &Arm,
    runs: usize,
) -> [Duration; PHASES.len()] {
    let start = Simulation::fork(burnt, geography, arm, burnt.parameters.clone());
    let mut expected = start.clone();
    expected.run_to(Month(MONTHS));
    let setting = start.setting();
    let mut least = [Duration::MAX; PHASES.len()];
    for _ in 0..runs {
        let mut world: World = start.world.clone();
        let mut workspace = Workspace::new(&setting);
        let mut spent = [Duration::ZERO; PHASES.len()];
        while world.month < Month(MONTHS) {
            world.month = world.month.next();
            for (phase, sum) in PHASES.iter().zip(&mut spent) {
                let begun = Instant::now();
                (phase.run)(&setting, &mut world, &mut workspace);
                *sum += begun.elapsed();
            }
        }
        assert!(world == expected.world, "{}: another world", arm.name);
        for (least, spent) in least.iter_mut().zip(spent) {
            *least = (*least).min(spent);
        }
    }
    least
}

fn main() {
    // `cargo bench -- --test` asks for one run of everything.
    let runs = if std::env::args().any(|a| a == "--test") {
        1
    } else {
        12
    };
    let mut practices = SyntheticSettings::default();
    practices.rules.atom_population = grip::scenario::geography::PRACTICE_PEOPLE;
    let fine = synthetic(&practices);
    let coarse = england();
    let columns = [
        (&coarse, "single_trusts", false),
        (&coarse, "groups_under_board", false),
        (&coarse, "single_trusts", true),
        (&coarse, "groups_under_board", true),
        (&coarse, "s22", true),
        (&fine, "single_trusts", true),
    ];
    let mut times = Vec::new();
    for (geography, name, every) in columns {
        let arm = arm(name);
        let p = Parameters::default();
        let mut flags = Flags::default();
        if every {
            flags.domains = Domains::all();
        }
        let burnt = burn(geography, &p, flags, 2009, std::slice::from_ref(&arm));
        times.push(time_phases(&burnt, geography, &arm, runs));
    }
    println!("time by phase, microseconds a month and share of the run ({MONTHS} months)");
    print!("{:18}", "");
    for (geography, name, every) in columns {
        let domains = if every { "all" } else { "one" };
        print!("{:>24}", format!("{name}/{domains}/{}", geography.atoms()));
    }
    println!();
    let line = |name: &str, of: &dyn Fn(&[Duration; PHASES.len()]) -> Duration| {
        print!("{name:18}");
        for column in &times {
            let (spent, whole) = (of(column), column.iter().sum::<Duration>());
            print!(
                "{:>16.1}{:>7.1}%",
                spent.as_secs_f64() * 1e6 / f64::from(MONTHS),
                100.0 * spent.as_secs_f64() / whole.as_secs_f64()
            );
        }
        println!();
    };
    for (at, phase) in PHASES.iter().enumerate() {
        line(phase.name, &|column| column[at]);
    }
    line("a month", &|column| column.iter().sum());
}
