//! Every estimator against numbers that published tools computed from the same runs. The numbers, the
//! tools with their versions and the script that made them stand in `tests/data/inference`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;

use grip::analysis::best_set::best_set;
use grip::analysis::boundaries::{mixture, spending};
use grip::analysis::claims::{Verdict, judge};
use grip::analysis::components::components;
use grip::analysis::estimate::{Interval, Share};
use grip::analysis::paired::{differences_from_baseline, holm};
use grip::analysis::robustness::ArmSet;
use grip::analysis::sample::Cell;
use grip::analysis::study::{Arm, Better, Block, OutcomeInfo, PointInfo, Study, Unit};
use grip::analysis::table::{RunKey, RunTable};
use grip::scenario::{Bound, Claim, Domains, RunBlock};

const ARMS: [&str; 4] = ["base", "north", "south", "east"];

/// The rows of a file under its line of tools and its heading.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(format!("tests/data/inference/{name}")).unwrap();
    assert!(text.starts_with("# "), "{name} names no tool");
    text.lines()
        .skip(2)
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// Equal to ten significant digits, or nearer than 1e-12.
fn near(found: f64, expected: f64, place: &[String]) {
    let error = (found - expected).abs();
    assert!(
        error <= 1e-10 * expected.abs() || error < 1e-12,
        "{found} is not {expected}: {place:?}"
    );
}

fn arm(name: &str) -> usize {
    ARMS.iter().position(|arm| *arm == name).unwrap()
}

/// The runs of `runs.csv`: 24 seeds at the defaults, 40 points of three seeds.
fn table() -> RunTable {
    let arms = ARMS.map(|name| Arm {
        name: name.into(),
        label: name.into(),
        ranked: true,
    });
    let block = |label: &str, unit, noise_from| Block {
        label: label.into(),
        unit,
        noise_from,
    };
    let study = Study {
        experiment: "references".into(),
        domains: Domains::default(),
        arms: arms.into(),
        baseline: 0,
        blocks: vec![
            block("default", Unit::Seed, None),
            block("prior", Unit::Point, Some(0)),
        ],
        points: (0..=40)
            .map(|number| PointInfo {
                sweep_point: number,
                block: usize::from(number > 0),
                replicates: if number == 0 { 24 } else { 3 },
            })
            .collect(),
        horizons: vec![60],
        outcomes: vec![OutcomeInfo {
            name: "saving".into(),
            label: "saving".into(),
            unit: "GBP m a year".into(),
            better: Better::Higher,
            domain_margin: None,
            system_margin: None,
        }],
        parameters: Vec::new(),
    };
    let mut table = RunTable::new(study).unwrap();
    for row in rows("runs.csv") {
        let key = RunKey {
            arm: arm(&row[1]),
            // Points of the second block follow the one of the first.
            point: (number(&row[0]) + number(&row[2])) as usize,
            replicate: number(&row[3]) as u32,
        };
        table.record(key, &[Some(number(&row[4]))]).unwrap();
    }
    table
}

fn cell(block: &str) -> Cell {
    Cell {
        block: number(block) as usize,
        horizon: 0,
        outcome: 0,
    }
}

#[test]
fn paired_differences_agree_with_scipy_and_holm_with_statsmodels_and_r() {
    let table = table();
    let expected = rows("differences.csv");
    assert_eq!(expected.len(), 6);
    for row in expected {
        let found = differences_from_baseline(&table, cell(&row[0]))[arm(&row[1])].unwrap();
        let value: Vec<f64> = row[2..].iter().map(|text| number(text)).collect();
        let (usual, wide) = (found.interval.unwrap(), found.simultaneous.unwrap());
        for (found, expected) in [
            found.mean.mean,
            found.mean.sd.unwrap(),
            usual.low,
            usual.high,
            wide.low,
            wide.high,
            found.p.unwrap(),
            found.p_holm.unwrap(),
        ]
        .into_iter()
        .zip(&value)
        {
            near(found, *expected, &row);
        }
        match found.spread {
            Some(spread) => {
                for (found, expected) in [spread.q025, spread.q50, spread.q975]
                    .into_iter()
                    .zip(&value[8..])
                {
                    near(found, *expected, &row);
                }
            }
            None => assert_eq!(row[0], "0"),
        }
    }
}

#[test]
fn holm_agrees_with_r_at_ties_and_at_one() {
    let expected = rows("holm.csv");
    let lists = number(&expected.last().unwrap()[0]) as usize + 1;
    assert_eq!(lists, 4);
    for list in 0..lists {
        let rows: Vec<&Vec<String>> = expected
            .iter()
            .filter(|row| number(&row[0]) as usize == list)
            .collect();
        let p: Vec<Option<f64>> = rows.iter().map(|row| Some(number(&row[1]))).collect();
        for (found, row) in holm(&p).into_iter().zip(rows) {
            near(found.unwrap(), number(&row[2]), row);
        }
    }
}

/// A claim of equivalence holds exactly where both one-sided tests reject at 2.5%.
#[test]
fn claims_of_equivalence_agree_with_two_one_sided_tests_of_statsmodels() {
    let table = table();
    let mut held = [0, 0];
    for row in rows("equivalence.csv") {
        let claim = Claim {
            text: "as much".into(),
            source: String::new(),
            arm: row[1].clone(),
            against: "base".into(),
            outcome: "saving".into(),
            horizon_months: 60,
            block: [RunBlock::Default, RunBlock::Prior][number(&row[0]) as usize],
            bound: Bound::Within(number(&row[2])),
        };
        let holds = judge(&table, &[claim], None, |_| true)[0].verdict == Verdict::Holds;
        assert_eq!(holds, number(&row[3]) <= 0.025, "{row:?}");
        held[usize::from(holds)] += 1;
    }
    assert!(held[0] > 3 && held[1] > 3, "{held:?}");
}

#[test]
fn components_agree_with_the_analysis_of_variance_of_r() {
    for row in rows("components.csv") {
        let mut table = table();
        let every = number(&row[1]) as u32;
        for at in (0..120).filter(|at| every > 0 && at % every == 0) {
            let key = RunKey {
                arm: arm(&row[0]),
                point: 1 + (at / 3) as usize,
                replicate: at % 3,
            };
            table.record_failure(key).unwrap();
        }
        let found = components(&table, cell("1"), arm(&row[0]), 0).unwrap();
        near(found.luck, number(&row[2]), &row);
        near(found.inputs, number(&row[3]), &row);
        near(found.luck_share, number(&row[4]), &row);
    }
}

/// No published package has multiple comparisons with the best for paired runs; the file holds the
/// definition written out a second time, in another language.
#[test]
fn the_best_set_agrees_with_its_definition_written_twice() {
    let table = table();
    let set = ArmSet::all(table.study());
    let mut kept = 0;
    for row in rows("best_set.csv") {
        let found = best_set(&table, cell(&row[0]), &set).unwrap();
        let one = found.contenders[arm(&row[1])];
        let Interval { low, high } = one.interval;
        for (found, expected) in [one.ahead, low, high].into_iter().zip(&row[2..5]) {
            near(found, number(expected), &row);
        }
        assert_eq!(one.in_set, row[5] == "yes", "{row:?}");
        kept += usize::from(one.in_set);
    }
    assert!((2..8).contains(&kept));
}

#[test]
fn spending_boundaries_agree_with_gsdesign() {
    let expected = rows("spending.csv");
    for list in 0..4 {
        let rows: Vec<&Vec<String>> = expected
            .iter()
            .filter(|row| number(&row[0]) as usize == list)
            .collect();
        let looks: Vec<f64> = rows.iter().map(|row| number(&row[1])).collect();
        for (found, row) in spending(&looks, 0.05).into_iter().zip(rows) {
            // Both integrate on a grid.
            assert!((found - number(&row[2])).abs() < 2e-7, "{found} {row:?}");
        }
    }
}

#[test]
fn always_valid_factors_agree_with_confseq() {
    for row in rows("mixture.csv") {
        let [minimum, n, error, factor] = [0, 1, 2, 3].map(|at| number(&row[at]));
        near(mixture(n, minimum, error), factor, &row);
    }
}

#[test]
fn shares_agree_with_statsmodels() {
    for row in rows("wilson.csv") {
        let found = Share::of(number(&row[0]), number(&row[1]) as usize).unwrap();
        near(found.interval.low, number(&row[2]), &row);
        near(found.interval.high, number(&row[3]), &row);
    }
}
