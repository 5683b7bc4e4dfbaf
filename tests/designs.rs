//! What each layout of points promises, on small experiments of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod small;

use std::collections::BTreeSet;

use grip::experiment::design::{Blocks, arms_at, sobol};
use grip::experiment::{Design, Part};
use grip::job::design_file;
use grip::scenario::check::{self, Known};
use grip::scenario::library::{built_in_arm, built_in_structure};
use grip::scenario::{Changes, Experiment, Mixing, PARAMETERS, Source, Tier};

const TOP: &str = r#"
title = "Small"
question = "Does it work?"
arms = ["single_trusts", "region_jointly"]
baseline = "single_trusts"
horizons_months = [12]
seed = 11
primary = { outcome = "saving_real_disinvestment", horizon_months = 12 }

[design.default]
seeds = 2

"#;

fn settled(design: &str, changes: &Changes, table: &str) -> Result<Experiment, String> {
    let known = Known {
        outcomes: &[],
        arm: &built_in_arm,
        structure: &built_in_structure,
        table: &|name: &str| (name == "points.csv").then(|| Source::new(name, table)),
    };
    let source = Source::new("small.toml", &format!("{TOP}{design}"));
    check::experiment(&source, "small", changes, &known)
        .map(|settled| settled.value)
        .map_err(|mistakes| {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            lines.join("\n")
        })
}

fn experiment(design: &str) -> Experiment {
    settled(design, &Changes::default(), "").unwrap()
}

fn with(set: &[&str], points: Option<u64>) -> Changes {
    Changes {
        set: set.iter().map(ToString::to_string).collect(),
        points,
        ..Changes::default()
    }
}

/// The values of every factor at every point that is laid out.
fn rows(design: &Design) -> Vec<Vec<Option<f64>>> {
    let points = design.points.iter().filter(|point| point.is_of_design());
    points
        .map(|point| {
            (0..design.factors.len())
                .map(|at| design.value(at, point))
                .collect()
        })
        .collect()
}

fn changed(one: &[Option<f64>], other: &[Option<f64>]) -> Vec<usize> {
    (0..one.len()).filter(|&at| one[at] != other[at]).collect()
}

const FOUR: &str = r#"factors = { "evidence.spillover" = [0.0, 0.1], "approval.hurdle" = "sampled",
    "mechanisms.creep" = [true, false], "arms.*.grip" = [0.0, 0.5, 1.0] }
"#;

#[test]
fn one_at_a_time_changes_one_factor_in_every_row() {
    let text = format!("[design.one_at_a_time]\nreplicates = 1\n{FOUR}");
    let experiment = experiment(&text);
    let design = Design::new(&experiment);
    // Two ends of each parameter, creep off, and three steps of grip.
    assert_eq!(experiment.size.points, 8);
    let Blocks::Single(of) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    let stands: Vec<Option<f64>> = (0..4)
        .map(|at| design.value(at, &design.points[0]))
        .collect();
    for (row, factor) in rows(&design).iter().zip(of) {
        assert_eq!(changed(&stands, row), [*factor]);
    }
    assert_eq!(of, &[0, 0, 1, 1, 2, 3, 3, 3]);
    assert!(
        design.points[1..]
            .iter()
            .all(|point| point.part == Part::Placed)
    );
    // Grip is put into every arm, and only at its own points.
    let grips = |point: usize| -> Vec<f64> {
        let arms = arms_at(&experiment, &design.points[point]);
        arms.iter().map(|arm| arm.grip).collect()
    };
    assert_eq!(grips(8), [1.0, 1.0]);
    let own: Vec<f64> = experiment.arms.iter().map(|arm| arm.grip).collect();
    assert_eq!(grips(5), own);
}

#[test]
fn factorial_designs_are_balanced_and_orthogonal() {
    let full = format!("[design.factorial]\nreplicates = 1\n{FOUR}");
    let found = Design::new(&experiment(&full));
    let all = rows(&found);
    assert_eq!(all.len(), 2 * 2 * 2 * 3);
    let different: BTreeSet<String> = all.iter().map(|row| format!("{row:?}")).collect();
    assert_eq!(different.len(), all.len());

    let seven = r#"factors = ["evidence.spillover", "approval.hurdle", "mechanisms.creep",
        "mechanisms.lean", "arms.*.mixing", "queue.capacity", "evidence.signal_noise_sd"]"#;
    let part = format!("[design.factorial]\nreplicates = 1\nresolution = 3\n{seven}\n");
    let design = Design::new(&experiment(&part));
    let Blocks::Levels(signs) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    assert_eq!(signs.len(), 8);
    for one in 0..7 {
        let high = signs.iter().filter(|row| row[one]).count();
        assert_eq!(high, 4);
        for other in one + 1..7 {
            let both = signs.iter().filter(|row| row[one] == row[other]).count();
            assert_eq!(both, 4, "{one} {other}");
        }
    }
    // Signs say which level a factor is at.
    for (row, signs) in rows(&design).iter().zip(signs) {
        for ((value, high), factor) in row.iter().zip(signs).zip(&design.factors) {
            assert_eq!(*value, Some(factor.levels()[usize::from(*high)]));
        }
    }
    let lottery = arms_at(
        &experiment(&part),
        &design.points[1 + signs.iter().position(|s| s[4]).unwrap()],
    );
    assert!(lottery.iter().all(|arm| arm.mixing == Mixing::Lottery));
}

#[test]
fn a_latin_hypercube_over_named_factors_draws_once_from_each_part() {
    let text = format!("[design.latin_hypercube]\npoints = 12\nreplicates = 1\n{FOUR}");
    let design = Design::new(&experiment(&text));
    let all = rows(&design);
    let mut parts: Vec<u32> = all
        .iter()
        .map(|row| (row[0].unwrap() * 120.0) as u32)
        .collect();
    parts.sort_unstable();
    assert_eq!(parts, (0..12).collect::<Vec<u32>>());
    // Levels come equally often: twelve is a multiple of two and of three.
    let on = all.iter().filter(|row| row[2] == Some(1.0)).count();
    let half = all.iter().filter(|row| row[3] == Some(0.5)).count();
    assert_eq!((on, half), (6, 4));
    assert!(design.points.iter().all(grip::experiment::Point::is_main));
}

#[test]
fn sobol_points_are_those_of_scipy_before_they_are_scrambled() {
    let text = include_str!("data/sensitivity/sobol_points.csv");
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let dimensions: Vec<usize> = lines
        .next()
        .unwrap()
        .split(',')
        .map(|name| name.parse().unwrap())
        .collect();
    let columns: Vec<Vec<u32>> = dimensions
        .iter()
        .map(|&d| sobol::sequence(d, 128))
        .collect();
    let mut compared = 0;
    for (at, line) in lines.enumerate() {
        for (column, value) in columns.iter().zip(line.split(',')) {
            let ours = f64::from(column[at]) / 4_294_967_296.0;
            assert_eq!(
                ours.to_bits(),
                value.parse::<f64>().unwrap().to_bits(),
                "point {at}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 128 * dimensions.len());
}

#[test]
fn a_sobol_design_is_balanced_in_every_factor_and_stays_where_more_points_are_asked_for() {
    let text = |points: u32| format!("[design.sobol]\npoints = {points}\nreplicates = 1\n");
    let design = Design::new(&experiment(&text(64)));
    assert!(design.factors.len() > 60);
    let all = rows(&design);
    for (at, factor) in design.factors.iter().enumerate() {
        let Some([low, high]) = factor
            .range()
            .filter(|_| factor.parameter().unwrap().law == grip::scenario::Law::Uniform)
        else {
            continue;
        };
        let part = |row: &Vec<Option<f64>>| ((row[at].unwrap() - low) / (high - low) * 64.0) as u32;
        let mut parts: Vec<u32> = all.iter().map(part).collect();
        parts.sort_unstable();
        assert_eq!(parts, (0..64).collect::<Vec<u32>>(), "{}", factor.path);
    }
    assert_eq!(rows(&Design::new(&experiment(&text(16)))), all[..16]);
}

#[test]
fn a_walk_changes_one_factor_or_group_at_a_step_by_the_same_part_of_its_range() {
    let text = "[design.morris]\ntrajectories = 6\nlevels = 4\nreplicates = 1\nfactors = { \
        \"evidence.spillover\" = [0.0, 0.15], \"mechanisms.creep\" = [false, true], \
        \"arms.*.grip\" = [0.0, 1.0] }\n";
    let experiment = experiment(text);
    assert_eq!(experiment.size.points, 6 * 4);
    let design = Design::new(&experiment);
    let Blocks::Walks(walks) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    let all = rows(&design);
    for walk in walks {
        let first = walk.first as usize - 1;
        let mut groups: Vec<usize> = walk.steps.iter().map(|step| step.group).collect();
        for (at, step) in walk.steps.iter().enumerate() {
            let (before, after) = (&all[first + at], &all[first + at + 1]);
            assert_eq!(changed(before, after), [step.group]);
            let by = after[step.group].unwrap() - before[step.group].unwrap();
            let range = [0.15, 1.0, 1.0][step.group];
            // A switch has two levels, and every step crosses from one to the other.
            let size = [2.0 / 3.0, 1.0, 2.0 / 3.0][step.group];
            assert!((by.abs() - size * range).abs() < 1e-12, "{by}");
            assert!((step.by.abs() - 2.0 / 3.0).abs() < 1e-15);
            assert_eq!(step.by > 0.0, by > 0.0);
        }
        groups.sort_unstable();
        assert_eq!(groups, [0, 1, 2]);
    }
}

#[test]
fn groups_of_tables_are_changed_as_one() {
    let text = "[design.morris]\ntrajectories = 3\nreplicates = 1\ngroups = \"tables\"\n";
    let experiment = experiment(text);
    let design = Design::new(&experiment);
    let tables: BTreeSet<&str> = design.varied.iter().map(|p| p.table()).collect();
    assert_eq!(design.groups.len(), tables.len());
    assert_eq!(experiment.size.points as usize, 3 * (tables.len() + 1));
    let Blocks::Walks(walks) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    let all = rows(&design);
    for walk in walks {
        for (at, step) in walk.steps.iter().enumerate() {
            let first = walk.first as usize - 1 + at;
            let (name, members) = &design.groups[step.group];
            let moved = changed(&all[first], &all[first + 1]);
            // A whole number of a short range may stay where it is; parts of one whole move all.
            assert!(moved.iter().all(|at| members.contains(at)), "{name}");
            assert!(!moved.is_empty(), "{name}");
        }
    }
}

#[test]
fn exchanges_take_one_group_at_a_time_from_the_second_sample() {
    let text = format!("[design.saltelli]\nbase = 8\nreplicates = 1\n{FOUR}");
    let experiment = experiment(&text);
    assert_eq!(experiment.size.points, 8 * (4 + 2));
    let design = Design::new(&experiment);
    let Blocks::Exchanges(exchanges) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    let all = rows(&design);
    for exchange in exchanges {
        let [a, b] = [exchange.first, exchange.second].map(|number| &all[number as usize - 1]);
        for factor in 0..4 {
            let between = &all[exchange.first as usize + factor];
            for at in 0..4 {
                assert_eq!(between[at], if at == factor { b[at] } else { a[at] });
            }
        }
    }
    // Both samples are balanced, and differ.
    let numbers: [fn(&grip::experiment::design::Exchange) -> u32; 2] = [|e| e.first, |e| e.second];
    for number in numbers {
        let mut parts: Vec<u32> = exchanges
            .iter()
            .map(|e| (all[number(e) as usize - 1][0].unwrap() * 80.0) as u32)
            .collect();
        parts.sort_unstable();
        assert_eq!(parts, (0..8).collect::<Vec<u32>>());
    }
    let drawn = design
        .points
        .iter()
        .filter(|p| p.is_main() && p.number > 0)
        .count();
    assert_eq!(drawn, 16);
}

#[test]
fn exchanges_both_ways_take_each_group_from_the_first_sample_too() {
    let text = format!("[design.saltelli]\nbase = 8\nreplicates = 1\nsecond_order = true\n{FOUR}");
    let experiment = experiment(&text);
    assert_eq!(experiment.size.points, 8 * (2 * 4 + 2));
    let design = Design::new(&experiment);
    let Blocks::Exchanges(exchanges) = &design.blocks else {
        panic!("{:?}", design.blocks);
    };
    let all = rows(&design);
    let text = design_file::text(&design);
    for exchange in exchanges {
        let [a, b] = [exchange.first, exchange.second].map(|number| &all[number as usize - 1]);
        for factor in 0..4 {
            let there = exchange.first as usize + factor;
            let [there, back] = [there, there + 4];
            for at in 0..4 {
                let [one, other] = if at == factor { [b, a] } else { [a, b] };
                assert_eq!([all[there][at], all[back][at]], [one[at], other[at]]);
            }
            // Both stand in design.csv under the factor that is exchanged.
            let changed = |row: usize| text.lines().nth(row + 1)?.split(',').nth(3);
            assert_eq!(changed(there), changed(back));
            assert_eq!(changed(there), Some(design.factors[factor].path.as_str()));
        }
    }
    // The two samples are those of the design without pairs, and they alone are draws.
    let one_way = format!("[design.saltelli]\nbase = 8\nreplicates = 1\n{FOUR}");
    let drawn = |design: &Design| -> Vec<Vec<Option<f64>>> {
        let points = design.points.iter().filter(|p| p.is_main() && p.number > 0);
        let row =
            |point: &grip::experiment::Point| (0..4).map(|at| design.value(at, point)).collect();
        points.map(row).collect()
    };
    let other = Design::new(&self::experiment(&one_way));
    assert_eq!(drawn(&design), drawn(&other));
    assert_eq!(drawn(&design).len(), 16);
}

#[test]
fn a_design_is_a_function_of_the_seed() {
    for text in [
        "[design.latin_hypercube]\npoints = 8\nreplicates = 1\n",
        "[design.sobol]\npoints = 8\nreplicates = 1\n",
        "[design.morris]\ntrajectories = 2\nreplicates = 1\n",
        "[design.saltelli]\nbase = 2\nreplicates = 1\n",
    ] {
        let one = experiment(text);
        let other = Experiment {
            seed: 12,
            ..one.clone()
        };
        assert_eq!(rows(&Design::new(&one)), rows(&Design::new(&one)));
        assert_ne!(
            rows(&Design::new(&one)),
            rows(&Design::new(&other)),
            "{text}"
        );
    }
}

#[test]
fn a_parameter_that_is_held_moves_no_other_column() {
    for text in [
        "[design.latin_hypercube]\npoints = 8\nreplicates = 1\n",
        "[design.sobol]\npoints = 8\nreplicates = 1\n",
        "[design.saltelli]\nbase = 4\nreplicates = 1\n",
    ] {
        let free = Design::new(&experiment(text));
        let changes = with(&["evidence.spillover=0.05"], None);
        let held = Design::new(&settled(text, &changes, "").unwrap());
        assert_eq!(held.factors.len(), free.factors.len() - 1);
        // The points that both have: exchanges of the held parameter fall away.
        let drawn = |design: &Design| -> Vec<Vec<(String, Option<f64>)>> {
            let points = design.points.iter().filter(|p| p.is_main() && p.number > 0);
            points
                .map(|point| {
                    let factors = design.factors.iter().enumerate();
                    factors
                        .filter(|(_, factor)| factor.path != "evidence.spillover")
                        .map(|(at, factor)| (factor.path.clone(), design.value(at, point)))
                        .collect()
                })
                .collect()
        };
        assert_eq!(drawn(&free), drawn(&held), "{text}");
    }
}

#[test]
fn a_stored_design_read_back_as_a_table_is_the_same_design() {
    let text = format!("[design.saltelli]\nbase = 4\nreplicates = 1\n{FOUR}");
    let first = Design::new(&experiment(&text));
    let csv = design_file::text(&first);
    assert_eq!(csv.lines().count(), 1 + 4 * 6);
    let list = "[design.list]\nfile = \"points.csv\"\nreplicates = 1\ndraws = true\n";
    let again = settled(list, &Changes::default(), &csv).unwrap();
    assert_eq!(again.size.points, 24);
    let second = Design::new(&again);
    assert_eq!(rows(&first), rows(&second));
    for (one, other) in first.points.iter().zip(&second.points) {
        assert_eq!(one.parameters, other.parameters);
        assert_eq!(one.switches, other.switches);
    }
    assert!(second.points.iter().all(grip::experiment::Point::is_main));
    // So does the usual one, with parts that sum to one.
    let usual = Design::new(&experiment(
        "[design.latin_hypercube]\npoints = 5\nreplicates = 1\n",
    ));
    let again = settled(list, &Changes::default(), &design_file::text(&usual)).unwrap();
    for (one, other) in usual.points.iter().zip(&Design::new(&again).points) {
        for parameter in &PARAMETERS {
            let [one, other] = [one, other].map(|point| (parameter.get)(&point.parameters));
            assert_eq!(one.to_bits(), other.to_bits(), "{}", parameter.path);
        }
    }
}

#[test]
fn seats_and_structures_are_put_into_the_arms_they_are_named_for() {
    let text = "[design.factorial]\nreplicates = 1\nfactors = { \"arms.region_jointly.seats\" = \
        [\"single_trusts\", \"department\"], \"arms.*.structure\" = [\"trusts_2009\", \
        \"groups_2013\"] }\n";
    let found = settled(text, &Changes::default(), "");
    let Ok(experiment) = found else {
        // Trusts do not exist in the structure of 2013, which is said.
        let error = found.unwrap_err();
        assert!(error.contains("a tier that the structure"), "{error}");
        let seats = text.replace(
            ", \"arms.*.structure\" = [\"trusts_2009\", \"groups_2013\"]",
            "",
        );
        let experiment = settled(&seats, &Changes::default(), "").unwrap();
        let design = Design::new(&experiment);
        assert_eq!(experiment.size.points, 2);
        let tiers = |point: usize| {
            let arms = arms_at(&experiment, &design.points[point]);
            [arms[0].seats[0].tier, arms[1].seats[0].tier]
        };
        assert_eq!(tiers(1), [Tier::Trusts, Tier::Trusts]);
        assert_eq!(tiers(2), [Tier::Trusts, Tier::Nation]);
        // Whoever may come to decide is there from the start, at every point.
        let roles = grip::experiment::design::roles(&experiment);
        for arm in arms_at(&experiment, &design.points[2]) {
            for role in grip::model::arrangement::roles(&arm) {
                assert!(roles.contains(&role), "{role:?}");
            }
        }
        return;
    };
    panic!("{experiment:?} was not refused");
}

#[test]
fn asking_for_points_makes_whole_blocks_or_says_what_there_would_be() {
    let morris = "[design.morris]\ntrajectories = 20\nreplicates = 1\ngroups = \"tables\"\n";
    let block = {
        let design = Design::new(&experiment(morris));
        design.groups.len() as u64 + 1
    };
    let fewer = settled(morris, &with(&[], Some(5 * block + 3)), "").unwrap();
    assert_eq!(u64::from(fewer.size.points), 5 * block);
    let none = settled(morris, &with(&[], Some(0)), "").unwrap();
    assert_eq!(none.runs(), 2 * 2);
    assert_eq!(Design::new(&none).points.len(), 1);
    let error = settled(morris, &with(&[], Some(block)), "").unwrap_err();
    assert!(error.contains("2 blocks of"), "{error}");
    let saltelli = format!("[design.saltelli]\nbase = 8\nreplicates = 1\n{FOUR}");
    let fewer = settled(&saltelli, &with(&[], Some(40)), "").unwrap();
    assert_eq!(fewer.size.points, 4 * 6);
    let pairs = format!("{saltelli}second_order = true\n");
    let fewer = settled(&pairs, &with(&[], Some(40)), "").unwrap();
    assert_eq!(fewer.size.points, 4 * 10);
    let one = format!("[design.one_at_a_time]\nreplicates = 1\n{FOUR}");
    let error = settled(&one, &with(&[], Some(5)), "").unwrap_err();
    assert!(error.contains("has 8 points"), "{error}");
    let error = settled(&one, &with(&["evidence.spillover=0.05"], None), "").unwrap_err();
    assert!(error.contains("is a factor of the design"), "{error}");
}

#[test]
fn a_settled_design_survives_the_manifest() {
    for text in [
        format!("[design.morris]\ntrajectories = 2\nreplicates = 1\n{FOUR}"),
        format!("[design.saltelli]\nbase = 2\nreplicates = 1\nsecond_order = true\n{FOUR}"),
        format!(
            "[design.saltelli]\nbase = 2\nreplicates = 1\n{FOUR}[sensitivity]\noutcomes = \"all\"\n\
             horizons_months = [12]\n"
        ),
        "[design.factorial]\nreplicates = 1\nresolution = 4\n".to_owned(),
        "[design.factorial]\nreplicates = 1\nfactors = { \"arms.*.seats\" = [\"single_trusts\", \
         \"department\"] }\n"
            .to_owned(),
    ] {
        let experiment = experiment(&text);
        let stored = toml::to_string(&experiment).unwrap();
        let again: Experiment = toml::from_str(&stored).unwrap();
        assert_eq!(again, experiment);
        assert_eq!(rows(&Design::new(&again)), rows(&Design::new(&experiment)));
    }
    // The usual design leaves no trace, so that digests of earlier folders stay.
    let usual = experiment("[design.latin_hypercube]\npoints = 2\nreplicates = 1\n");
    assert!(!toml::to_string(&usual).unwrap().contains("sampling"));
}

/// Twelve trusts, a factor of each kind, and the layouts as a user would write them.
mod from_file_to_page {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    use grip::job::conclude::{Basis, stored};
    use grip::job::coverage;
    use grip::store::{Column, Layout, TableReader, TableWriter};

    use crate::small::GROUND;

    const FACTORS: &str = "factors = { \"evidence.spillover\" = [0.0, 0.1], \"mechanisms.creep\" = \
        [true, false], \"arms.*.grip\" = [0.0, 1.0] }\n";

    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("designs-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("ground.toml"), GROUND).unwrap();
        folder
    }

    fn grip(folder: &Path, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grip"));
        command.args(words).current_dir(folder).env("NO_COLOR", "1");
        command.output().unwrap()
    }

    fn text(output: &Output) -> String {
        String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr)
    }

    /// Writes an experiment with this design.
    fn write(folder: &Path, design: &str) {
        let text = format!("geography = \"ground.toml\"\n{}{design}", super::TOP);
        fs::write(folder.join("tiny.toml"), text).unwrap();
    }

    #[test]
    fn every_layout_goes_from_file_to_page_and_verifies() {
        for (name, design, points, rows) in [
            ("one_at_a_time", "", 5, 5 * 3),
            ("factorial", "", 8, 3 * 3),
            ("factorial", "resolution = 3\n", 4, 3 * 3),
            // Of four and three draws the two inputs that are numbers are ranked.
            ("sobol", "points = 4\n", 4, 2 * 3),
            ("morris", "trajectories = 2\n", 8, 3 * 3 * 3),
            ("saltelli", "base = 2\n", 10, 2 * 3 * 3 + 2 * 3),
            // With three pairs, and twice the exchanges.
            (
                "saltelli",
                "base = 2\nsecond_order = true\n",
                16,
                (2 * 3 + 3) * 3 + 2 * 3,
            ),
            ("latin_hypercube", "points = 3\n", 3, 2 * 3),
        ] {
            let folder = folder(&format!("{name}-{points}"));
            write(
                &folder,
                &format!("[design.{name}]\nreplicates = 2\n{design}{FACTORS}"),
            );
            let plan = grip(&folder, &["plan", "tiny.toml"]);
            let said = text(&plan);
            assert!(plan.status.success(), "{said}");
            assert!(
                said.contains(&format!(": {points} points of 2 seeds")),
                "{said}"
            );
            assert!(said.contains("arms.*.grip: 0 to 1"), "{said}");
            let run = grip(&folder, &["run", "tiny.toml", "--quiet"]);
            assert!(run.status.success(), "{}", text(&run));
            let results = folder.join("results/tiny");
            let design = fs::read_to_string(results.join("design.csv")).unwrap();
            assert_eq!(design.lines().count(), 1 + points, "{name}");
            let found = fs::read_to_string(results.join("sensitivity.csv")).unwrap_or_default();
            assert_eq!(
                found.lines().count().saturating_sub(1),
                rows,
                "{name}\n{found}"
            );
            assert_eq!(
                results.join("charts/inputs_that_matter.png").exists(),
                !["sobol", "latin_hypercube"].contains(&name)
            );
            let page = fs::read_to_string(results.join("report.html")).unwrap();
            assert!(page.contains("Every point stands in design.csv"), "{name}");
            assert_eq!(page.contains("interplay of two inputs alone"), points == 16);
            let verify = grip(&folder, &["verify", "results/tiny", "--runs", "2"]);
            assert!(verify.status.success(), "{}", text(&verify));
        }
    }

    #[test]
    fn the_design_is_there_before_the_first_run_and_its_table_can_be_given_back() {
        let folder = folder("given-back");
        write(
            &folder,
            &format!("[design.saltelli]\nbase = 2\nreplicates = 1\n{FACTORS}"),
        );
        assert!(
            grip(&folder, &["run", "tiny.toml", "--quiet"])
                .status
                .success()
        );
        let results = folder.join("results/tiny");
        fs::copy(results.join("design.csv"), folder.join("points.csv")).unwrap();
        let first = fs::read(results.join("runs.parquet")).unwrap();
        write(
            &folder,
            "[design.list]\nfile = \"points.csv\"\nreplicates = 1\n",
        );
        let again = grip(&folder, &["run", "tiny.toml", "--quiet", "--out", "again"]);
        assert!(again.status.success(), "{}", text(&again));
        let second = fs::read(folder.join("again/runs.parquet")).unwrap();
        assert_eq!(first, second);
        // Another design is another experiment.
        let refused = grip(&folder, &["run", "tiny.toml", "--quiet"]);
        assert!(!refused.status.success());
        assert!(
            text(&refused).contains("holds another experiment"),
            "{}",
            text(&refused)
        );
    }

    #[test]
    fn a_row_that_is_dropped_is_missed_and_named() {
        let folder = folder("dropped");
        write(
            &folder,
            &format!("[design.morris]\ntrajectories = 2\nreplicates = 1\n{FACTORS}"),
        );
        assert!(
            grip(&folder, &["run", "tiny.toml", "--quiet"])
                .status
                .success()
        );
        let layout = Layout::new(folder.join("results/tiny"));
        let (_, configuration) = stored(&layout).unwrap();
        let basis = Basis::of(&configuration.experiment);
        let gaps =
            || coverage::gaps(&layout, &basis.experiment, &basis.design, &basis.plan, 0).unwrap();
        assert_eq!(gaps(), Vec::<String>::new());

        // A line of the design.
        let design = fs::read_to_string(layout.design()).unwrap();
        let kept: Vec<&str> = design
            .lines()
            .filter(|line| !line.starts_with("3,"))
            .collect();
        fs::write(layout.design(), kept.join("\n") + "\n").unwrap();
        assert_eq!(gaps(), ["design.csv lacks or changes 1 rows: point 3"]);
        fs::write(layout.design(), &design).unwrap();

        // A run of the results.
        let mut reader = TableReader::open(&layout.runs()).unwrap();
        let kept = {
            let mut table = reader.read_group(0, &["run"]).unwrap();
            let (_, Column::U32(runs)) = &mut table.columns[0] else {
                panic!("runs are numbers");
            };
            runs.retain(|run| *run != 5);
            table
        };
        let schema = [("run", grip::store::ColumnKind::U32)];
        let mut writer = TableWriter::create(&layout.runs(), &schema, &[]).unwrap();
        writer.append(&kept).unwrap();
        writer.finish().unwrap();
        let found = gaps();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(
                "0 runs failed, but runs.parquet lacks 1 runs: run 5 (arm region_jointly, point "
            ),
            "{found:?}"
        );
        let verify = grip(&folder, &["verify", "results/tiny", "--runs", "0"]);
        assert!(!verify.status.success());
    }
}
