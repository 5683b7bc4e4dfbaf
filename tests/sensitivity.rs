//! Measures of sensitivity on functions whose answers are known, and against SALib on the same
//! designs: the Ishigami function (T. Ishigami and T. Homma, 1990) and the g-function of Sobol'
//! (A. Saltelli and I. M. Sobol', 1995).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::f64::consts::PI;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use grip::analysis::elementary::{Change, Effects, effects};
use grip::analysis::indices::{ExchangeRow, Exchanged, Indices, Pair};
use grip::analysis::resample::Resamples;
use grip::analysis::sensitivity::{CorrelationKind, RankedParameters};
use grip::analysis::study::ParameterColumn;
use grip::experiment::design::{Blocks, Laid, Setting, morris, saltelli};
use grip::scenario::{Factor, Subject, Values};

const A: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// f = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on (-pi, pi), from places in the unit cube.
fn ishigami(u: &[f64]) -> f64 {
    let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    let sine = libm::sin(x[1]);
    libm::sin(x[0]) + 7.0 * sine * sine + 0.1 * libm::pow(x[2], 4.0) * libm::sin(x[0])
}

/// The product of (|4 x - 2| + a) / (1 + a).
fn sobol_g(u: &[f64]) -> f64 {
    let terms = u.iter().zip(A);
    terms
        .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
        .product()
}

fn factors(count: usize) -> Vec<Factor> {
    let factor = |at: usize| Factor {
        path: format!("x{}", at + 1),
        subject: Subject::Grip,
        values: Values::Range([0.0, 1.0]),
        arms: Vec::new(),
    };
    (0..count).map(factor).collect()
}

fn alone(factors: &[Factor]) -> Vec<(String, Vec<usize>)> {
    let numbered = factors.iter().enumerate();
    numbered
        .map(|(at, factor)| (factor.path.clone(), vec![at]))
        .collect()
}

fn places(laid: &Laid) -> Vec<Vec<f64>> {
    let place = |setting: &Setting| match setting {
        Setting::Unit(u) => *u,
        other => panic!("{other:?}"),
    };
    laid.rows
        .iter()
        .map(|row| row.settings.iter().map(place).collect())
        .collect()
}

/// Values in blocks of A, AB_1 to AB_k, where factors are exchanged both ways BA_1 to BA_k, and B.
fn in_blocks(values: &[f64], count: usize, both_ways: bool) -> Vec<ExchangeRow> {
    let size = if both_ways { 2 * count } else { count } + 2;
    values
        .chunks(size)
        .map(|block| ExchangeRow {
            first: block[0],
            second: block[size - 1],
            between: block[1..=count].to_vec(),
            back: block[count + 1..size - 1].to_vec(),
        })
        .collect()
}

fn exchanges(
    count: usize,
    base: u32,
    seed: u64,
    f: fn(&[f64]) -> f64,
    both_ways: bool,
) -> Vec<ExchangeRow> {
    let factors = factors(count);
    let dimensions = ((0..count).collect(), count);
    let groups = alone(&factors);
    let laid = saltelli::lay(seed, &factors, &groups, &dimensions, base, both_ways);
    let values: Vec<f64> = places(&laid).iter().map(|u| f(u)).collect();
    in_blocks(&values, count, both_ways)
}

fn indices(rows: &[ExchangeRow], count: usize, seed: u64) -> Option<Vec<Indices>> {
    let mut resamples = Resamples::new(seed);
    Exchanged::new(rows, count, &mut resamples).map(|rows| rows.indices())
}

fn pairs(rows: &[ExchangeRow], count: usize, seed: u64) -> Vec<Pair> {
    let mut resamples = Resamples::new(seed);
    Exchanged::new(rows, count, &mut resamples).unwrap().pairs()
}

/// Places and values of walks, with their changes.
fn walks(
    count: usize,
    number: u32,
    f: fn(&[f64]) -> f64,
) -> (Vec<Vec<f64>>, Vec<f64>, Vec<Vec<Change>>) {
    let factors = factors(count);
    let laid = morris::lay(5, &factors, &alone(&factors), number, 4);
    let places = places(&laid);
    let values: Vec<f64> = places.iter().map(|u| f(u)).collect();
    let Blocks::Walks(walks) = &laid.blocks else {
        panic!("{:?}", laid.blocks);
    };
    let changes = walks
        .iter()
        .map(|walk| {
            let steps = walk.steps.iter().enumerate();
            steps
                .map(|(at, step)| Change {
                    group: step.group,
                    by: step.by,
                    before: values[walk.first as usize - 1 + at],
                    after: values[walk.first as usize + at],
                })
                .collect()
        })
        .collect();
    (places, values, changes)
}

fn near(found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= within, "{found} but {expected}");
    }
}

/// First and total indices of Ishigami from its variances.
fn known_of_ishigami() -> ([f64; 3], [f64; 3]) {
    let (a, b) = (7.0, 0.1);
    let first = 0.5 * (1.0 + b * libm::pow(PI, 4.0) / 5.0) * (1.0 + b * libm::pow(PI, 4.0) / 5.0);
    let second = a * a / 8.0;
    let joint = b * b * libm::pow(PI, 8.0) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = first + second + joint;
    (
        [first / all, second / all, 0.0],
        [(first + joint) / all, second / all, joint / all],
    )
}

#[test]
fn indices_of_ishigami_are_the_known_ones() {
    let (first, total) = known_of_ishigami();
    // The published digits.
    near(&first, &[0.3139, 0.4424, 0.0], 5e-5);
    near(&total, &[0.5576, 0.4424, 0.2437], 5e-5);
    let found = indices(&exchanges(3, 4096, 9, ishigami, false), 3, 1).unwrap();
    let of = |part: fn(&Indices) -> f64| -> Vec<f64> { found.iter().map(part).collect() };
    near(&of(|i| i.first.value), &first, 0.01);
    near(&of(|i| i.total.value), &total, 0.01);
}

#[test]
fn indices_of_the_g_function_are_the_known_ones() {
    let parts = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all = parts.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
    let found = indices(&exchanges(8, 4096, 9, sobol_g, false), 8, 1).unwrap();
    for (at, part) in parts.iter().enumerate() {
        let others: f64 = (0..8)
            .filter(|j| *j != at)
            .map(|j| 1.0 + parts[j])
            .product();
        assert!((found[at].first.value - part / all).abs() < 0.01, "{at}");
        assert!(
            (found[at].total.value - part * others / all).abs() < 0.01,
            "{at}"
        );
    }
}

#[test]
fn second_indices_of_both_functions_are_the_known_ones() {
    // Of Ishigami the first and third input have the whole of their interplay in common.
    let (first, total) = known_of_ishigami();
    let rows = exchanges(3, 4096, 9, ishigami, true);
    let found = pairs(&rows, 3, 1);
    let groups: Vec<[usize; 2]> = found.iter().map(|pair| pair.groups).collect();
    assert_eq!(groups, [[0, 1], [0, 2], [1, 2]]);
    let values: Vec<f64> = found.iter().map(|pair| pair.second.value).collect();
    near(&values, &[0.0, total[0] - first[0], 0.0], 0.01);
    near(&values[1..2], &[0.2437], 0.01);

    // Of the g-function the variance of a pair is the product of theirs.
    let parts = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all = parts.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
    let found = pairs(&exchanges(8, 4096, 9, sobol_g, true), 8, 1);
    assert_eq!(found.len(), 28);
    for pair in &found {
        let [one, other] = pair.groups;
        let known = parts[one] * parts[other] / all;
        let value = pair.second.value;
        assert!(
            (value - known).abs() < 0.01,
            "{one} {other}: {value} but {known}"
        );
    }
    // The largest by hand: 1/3 x 1/12 over 0.4655.
    near(&[found[0].second.value], &[0.0597], 0.01);
}

#[test]
fn exchanging_both_ways_leaves_first_and_total_indices_where_they_are() {
    // The common mean, which is taken off, has more values in it, and the rest is the same.
    let of = |both_ways: bool| {
        let found = indices(&exchanges(3, 1024, 9, ishigami, both_ways), 3, 1).unwrap();
        let numbers = found.iter().flat_map(|i| [i.first.value, i.total.value]);
        numbers.collect::<Vec<f64>>()
    };
    near(&of(true), &of(false), 1e-3);
}

#[test]
fn intervals_of_second_indices_hold_the_known_ones() {
    let (first, total) = known_of_ishigami();
    let known = [0.0, total[0] - first[0], 0.0];
    let mut held = [0; 3];
    for seed in 0..60 {
        let found = pairs(&exchanges(3, 128, seed, ishigami, true), 3, seed);
        for (at, pair) in found.iter().enumerate() {
            let ends = pair.second.interval.unwrap();
            held[at] += usize::from(ends.low <= known[at] && known[at] <= ends.high);
        }
    }
    // 95% are promised of independent rows; rows of a sequence are better than that.
    assert!(held.iter().all(|held| *held >= 53), "{held:?} of 60");
}

#[test]
fn effects_of_both_functions_are_those_of_all_steps_of_their_grids() {
    let read = |found: &[Effects], part: fn(&Effects) -> f64| -> Vec<f64> {
        found.iter().map(part).collect()
    };
    // Of the g-function by hand: on levels 0, 1/3, 2/3, 1 the size of 4x - 2 is 2, 2/3, 2/3, 2, so a
    // step changes it by 4/3, and its mean is 4/3.
    let (_, _, changes) = walks(8, 4000, sobol_g);
    let found = effects(&changes, 8, &mut Resamples::new(1)).unwrap();
    let size: Vec<f64> = (0..8)
        .map(|at| {
            let others = (0..8).filter(|j| *j != at);
            2.0 / (1.0 + A[at])
                * others
                    .map(|j| (4.0 / 3.0 + A[j]) / (1.0 + A[j]))
                    .product::<f64>()
        })
        .collect();
    for (found, known) in read(&found, |e| e.size.value).iter().zip(&size) {
        assert!((found / known - 1.0).abs() < 0.03, "{found} but {known}");
    }
    // Up and down are equally likely to raise it.
    near(&read(&found, |e| e.mean.value), &[0.0; 8], 0.15);

    // Of Ishigami over every step of the grid.
    let (_, _, changes) = walks(3, 4000, ishigami);
    let found = effects(&changes, 3, &mut Resamples::new(1)).unwrap();
    let level = |at: usize| at as f64 / 3.0;
    for factor in 0..3 {
        let (mut sum, mut sizes, mut squares, mut count) = (0.0, 0.0, 0.0, 0.0);
        for code in 0..2 * 4 * 4 {
            let (low, one, other) = (code % 2, code / 2 % 4, code / 8);
            let mut u = [level(one); 3];
            u[(factor + 1) % 3] = level(other);
            u[factor] = level(low);
            let before = ishigami(&u);
            u[factor] = level(low + 2);
            let effect = (ishigami(&u) - before) / (2.0 / 3.0);
            sum += effect;
            sizes += effect.abs();
            squares += effect * effect;
            count += 1.0;
        }
        let (mean, size) = (sum / count, sizes / count);
        let spread = (squares / count - mean * mean).sqrt();
        let of = &found[factor];
        assert!(
            (of.mean.value - mean).abs() < 0.03 * spread + 0.05,
            "{factor}"
        );
        assert!(
            (of.size.value - size).abs() < 0.03 * size + 0.02,
            "{factor}"
        );
        assert!(
            (of.spread.unwrap().value - spread).abs() < 0.03 * spread + 0.02,
            "{factor}"
        );
    }
}

#[test]
fn intervals_of_indices_hold_the_known_ones() {
    let (first, total) = known_of_ishigami();
    let mut held = [0; 6];
    for seed in 0..60 {
        let found = indices(&exchanges(3, 128, seed, ishigami, false), 3, seed).unwrap();
        for at in 0..3 {
            let hit = |measure: &grip::analysis::elementary::Measure, known: f64| {
                let ends = measure.interval.unwrap();
                usize::from(ends.low <= known && known <= ends.high)
            };
            held[at] += hit(&found[at].first, first[at]);
            held[3 + at] += hit(&found[at].total, total[at]);
        }
    }
    // 95% are promised of independent rows; rows of a sequence are better than that.
    assert!(held.iter().all(|held| *held >= 53), "{held:?} of 60");
}

/// The rows of a file of reference values by their first word.
fn rows(name: &str, word: &str) -> Vec<Vec<f64>> {
    let path = PathBuf::from("tests/data/sensitivity").join(name);
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter_map(|line| line.split_once(',').filter(|(first, _)| *first == word))
        .map(|(_, rest)| rest.split(',').map(|x| x.parse().unwrap()).collect())
        .collect()
}

#[test]
fn indices_are_those_of_salib_on_the_same_values() {
    for name in ["ishigami_indices.csv", "sobol_g_indices.csv"] {
        let values = rows(name, "y");
        let count = values[0].len() - 2;
        let given = in_blocks(&values.concat(), count, false);
        let found = indices(&given, count, 1).unwrap();
        let read = |part: fn(&Indices) -> f64| -> Vec<f64> { found.iter().map(part).collect() };
        near(&read(|i| i.first.value), &rows(name, "S1")[0], 1e-10);
        near(&read(|i| i.total.value), &rows(name, "ST")[0], 1e-10);
        // SALib takes 1.96 standard deviations of its resamples; the middle 95% is near that.
        for (one, conf) in found.iter().zip(&rows(name, "ST_conf")[0]) {
            let ends = one.total.interval.unwrap();
            let half = (ends.high - ends.low) / 2.0;
            assert!(
                (half / conf - 1.0).abs() < 0.3 || *conf < 1e-4,
                "{half} but {conf}"
            );
        }
    }
}

#[test]
fn second_indices_are_those_of_salib_on_the_same_values() {
    for name in ["ishigami_pairs.csv", "sobol_g_pairs.csv"] {
        let values = rows(name, "y");
        let count = values[0].len() / 2 - 1;
        let given = in_blocks(&values.concat(), count, true);
        let singles = indices(&given, count, 1).unwrap();
        let read = |part: fn(&Indices) -> f64| -> Vec<f64> { singles.iter().map(part).collect() };
        near(&read(|i| i.first.value), &rows(name, "S1")[0], 1e-10);
        near(&read(|i| i.total.value), &rows(name, "ST")[0], 1e-10);
        let found = pairs(&given, count, 1);
        let second: Vec<f64> = found.iter().map(|pair| pair.second.value).collect();
        near(&second, &rows(name, "S2")[0], 1e-10);
        // SALib takes 1.96 standard deviations of its resamples; the middle 95% is near that.
        for (one, conf) in found.iter().zip(&rows(name, "S2_conf")[0]) {
            let ends = one.second.interval.unwrap();
            let half = (ends.high - ends.low) / 2.0;
            assert!((half / conf - 1.0).abs() < 0.3, "{half} but {conf}");
        }
    }
}

#[test]
fn effects_are_those_of_salib_on_the_same_walks() {
    for name in ["ishigami_effects.csv", "sobol_g_effects.csv"] {
        let points = rows(name, "point");
        let count = points[0].len() - 1;
        let walks: Vec<Vec<Change>> = points
            .chunks(count + 1)
            .map(|walk| {
                walk.windows(2)
                    .map(|pair| {
                        let moved = (0..count).find(|&at| (pair[1][at] - pair[0][at]).abs() > 0.1);
                        let group = moved.unwrap();
                        Change {
                            group,
                            by: pair[1][group] - pair[0][group],
                            before: pair[0][count],
                            after: pair[1][count],
                        }
                    })
                    .collect()
            })
            .collect();
        let found = effects(&walks, count, &mut Resamples::new(1)).unwrap();
        let read = |part: fn(&Effects) -> f64| -> Vec<f64> { found.iter().map(part).collect() };
        near(&read(|e| e.mean.value), &rows(name, "mu")[0], 1e-9);
        near(&read(|e| e.size.value), &rows(name, "mu_star")[0], 1e-9);
        near(
            &read(|e| e.spread.unwrap().value),
            &rows(name, "sigma")[0],
            1e-9,
        );
    }
}

#[test]
fn partial_rank_correlation_is_that_of_residuals_of_ranks() {
    for name in ["ishigami_ranks.csv", "sobol_g_ranks.csv"] {
        let points = rows(name, "point");
        let count = points[0].len() - 1;
        let columns: Vec<ParameterColumn> = (0..count)
            .map(|at| ParameterColumn {
                path: format!("x{at}"),
                label: String::new(),
                values: points.iter().map(|point| point[at]).collect(),
            })
            .collect();
        let all: Vec<usize> = (0..points.len()).collect();
        let values: Vec<f64> = points.iter().map(|point| point[count]).collect();
        let found = RankedParameters::new(&columns, &all)
            .influence_on(&values)
            .unwrap();
        assert_eq!(found.kind, CorrelationKind::Partial);
        let found: Vec<f64> = found.influences.iter().map(|i| i.correlation).collect();
        near(&found, &rows(name, "prcc")[0], 1e-10);
        // It sees monotone influence only: of Ishigami the first input, and neither of the others.
        if count == 3 {
            assert!(
                found[0] > 0.4 && found[1].abs() < 0.3 && found[2].abs() < 0.3,
                "{found:?}"
            );
        }
    }
}

/// Python with SALib: that of `GRIP_PYTHON`, or `python3`; nothing where it has none.
fn python() -> Option<String> {
    let named = std::env::var("GRIP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let tried = Command::new(&named)
        .args(["-c", "import SALib"])
        .output()
        .ok()?;
    tried.status.success().then_some(named)
}

/// What SALib is asked to do.
const SCRIPT: &str = r#"
import sys, numpy as np
from SALib.analyze import morris, sobol
d, folder = int(sys.argv[1]), sys.argv[2]
problem = {"num_vars": d, "names": [f"x{i}" for i in range(d)], "bounds": [[0.0, 1.0]] * d}
y = np.loadtxt(folder + "/exchanges.txt")
a = sobol.analyze(problem, y, calc_second_order=False)
x, z = np.loadtxt(folder + "/walks.txt"), np.loadtxt(folder + "/values.txt")
b = morris.analyze(problem, x, z, num_levels=4)
c = sobol.analyze(problem, np.loadtxt(folder + "/both_ways.txt"), calc_second_order=True)
second = c["S2"][np.triu_indices(d, 1)]
for row in (a["S1"], a["ST"], b["mu"], b["mu_star"], b["sigma"], c["S1"], c["ST"], second):
    print(" ".join(repr(float(v)) for v in row))
"#;

#[test]
fn salib_finds_the_same_in_designs_of_our_own() {
    let Some(python) = python() else {
        eprintln!("skipped: no python with SALib; set GRIP_PYTHON to one that has it");
        return;
    };
    for (name, count, f) in [
        ("ishigami", 3, ishigami as fn(&[f64]) -> f64),
        ("g", 8, sobol_g),
    ] {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("salib-{name}"));
        fs::create_dir_all(&folder).unwrap();
        let lines = |values: &mut dyn Iterator<Item = &f64>| {
            let mut text = String::new();
            for value in values {
                let _ = writeln!(text, "{value:?}");
            }
            text
        };
        let [given, both_ways] = [false, true].map(|both| exchanges(count, 64, 3, f, both));
        for (file, given) in [("exchanges", &given), ("both_ways", &both_ways)] {
            let mut in_order = given.iter().flat_map(|row| {
                let between = row.between.iter().chain(&row.back);
                std::iter::once(&row.first)
                    .chain(between)
                    .chain([&row.second])
            });
            fs::write(folder.join(format!("{file}.txt")), lines(&mut in_order)).unwrap();
        }
        let (places, values, changes) = walks(count, 12, f);
        let mut text = String::new();
        for place in &places {
            let words: Vec<String> = place.iter().map(|u| format!("{u:?}")).collect();
            let _ = writeln!(text, "{}", words.join(" "));
        }
        fs::write(folder.join("walks.txt"), text).unwrap();
        fs::write(folder.join("values.txt"), lines(&mut values.iter())).unwrap();
        let run = Command::new(&python)
            .args(["-c", SCRIPT, &count.to_string(), folder.to_str().unwrap()])
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        let told: Vec<Vec<f64>> = String::from_utf8_lossy(&run.stdout)
            .lines()
            .map(|line| line.split(' ').map(|word| word.parse().unwrap()).collect())
            .collect();
        let ours = indices(&given, count, 1).unwrap();
        let effects = effects(&changes, count, &mut Resamples::new(1)).unwrap();
        let of = |part: fn(&Effects) -> f64| -> Vec<f64> { effects.iter().map(part).collect() };
        near(
            &ours.iter().map(|i| i.first.value).collect::<Vec<f64>>(),
            &told[0],
            1e-9,
        );
        near(
            &ours.iter().map(|i| i.total.value).collect::<Vec<f64>>(),
            &told[1],
            1e-9,
        );
        near(&of(|e| e.mean.value), &told[2], 1e-9);
        near(&of(|e| e.size.value), &told[3], 1e-9);
        near(&of(|e| e.spread.unwrap().value), &told[4], 1e-9);
        let ours = indices(&both_ways, count, 1).unwrap();
        let of = |part: fn(&Indices) -> f64| -> Vec<f64> { ours.iter().map(part).collect() };
        near(&of(|i| i.first.value), &told[5], 1e-9);
        near(&of(|i| i.total.value), &told[6], 1e-9);
        let second = pairs(&both_ways, count, 1);
        let second: Vec<f64> = second.iter().map(|pair| pair.second.value).collect();
        near(&second, &told[7], 1e-9);
    }
}
