//! Small studies that the tests of this layer share.

use super::cases::Cases;
use super::study::{
    Arm, Better, Block, Margin, OutcomeInfo, ParameterColumn, PointInfo, Study, Unit,
};
use super::table::{RunKey, RunTable};
use crate::rng::{Purpose, uniform};

/// Three arms; one default point with 6 seeds; 12 points with 2 seeds; two horizons; two
/// outcomes; two parameters.
pub fn small_study() -> Study {
    let arm = |name: &str| Arm {
        name: name.into(),
        label: name.into(),
        ranked: true,
    };
    let outcome = |name: &str, better, margin| OutcomeInfo {
        name: name.into(),
        label: name.into(),
        unit: "GBP m/y".into(),
        better,
        domain_margin: Some(margin),
        system_margin: Some(Margin::Fixed(50.0)),
    };
    let own_share = Margin::ShareOfBaseline {
        share: 0.05,
        of: vec![],
    };
    let points = (0..13).map(|number| PointInfo {
        sweep_point: number,
        block: usize::from(number > 0),
        replicates: if number == 0 { 6 } else { 2 },
    });
    let column = |path: &str, value: fn(u32) -> u32| ParameterColumn {
        path: path.into(),
        label: path.into(),
        values: (0..13).map(|point| f64::from(value(point) % 13)).collect(),
    };
    Study {
        experiment: "small".into(),
        domains: crate::scenario::Domains::default(),
        arms: vec![arm("base"), arm("north"), arm("south")],
        baseline: 0,
        blocks: vec![
            Block {
                label: "default".into(),
                unit: Unit::Seed,
                noise_from: None,
            },
            Block {
                label: "prior".into(),
                unit: Unit::Point,
                noise_from: Some(0),
            },
        ],
        points: points.collect(),
        horizons: vec![60, 120],
        outcomes: vec![
            outcome("saving", Better::Higher, Margin::Fixed(14.0)),
            outcome("cost", Better::Lower, own_share),
        ],
        parameters: vec![
            column("kernel.sigma", |point| 5 * point),
            column("tier.reach", |point| point * point),
        ],
    }
}

/// A value that any language computes exactly:
/// `((31 x^2 + x) mod 1009) / 8` with `x = 37a + 101p + 53r + 29h + 71o + 11ap + 1`
/// and a = arm, p = point, r = replicate, h = horizon, o = outcome, from 0.
pub fn known_value(key: RunKey, horizon: usize, outcome: usize) -> f64 {
    let (a, p, r) = (key.arm, key.point, key.replicate as usize);
    let mixed = 37 * a + 101 * p + 53 * r + 29 * horizon + 71 * outcome + 11 * a * p + 1;
    ((31 * mixed * mixed + mixed) % 1009) as f64 / 8.0
}

/// The small study with every run done and every value known.
pub fn small_table() -> RunTable {
    filled(small_study(), |key, horizon, outcome| {
        Some(known_value(key, horizon, outcome))
    })
}

/// Every run of a table.
pub fn keys(table: &RunTable) -> Vec<RunKey> {
    let mut keys = Vec::new();
    for arm in 0..table.study().arms.len() {
        for (point, info) in table.study().points.iter().enumerate() {
            for replicate in 0..info.replicates {
                keys.push(RunKey {
                    arm,
                    point,
                    replicate,
                });
            }
        }
    }
    keys
}

/// A table of a study with every run done and values by a rule.
pub fn filled(study: Study, value: impl Fn(RunKey, usize, usize) -> Option<f64>) -> RunTable {
    let mut table = RunTable::new(study).unwrap();
    let (horizons, outcomes) = (table.study().horizons.len(), table.study().outcomes.len());
    for key in keys(&table) {
        let cells = (0..horizons).flat_map(|horizon| (0..outcomes).map(move |o| (horizon, o)));
        let values: Vec<Option<f64>> = cells.map(|(h, o)| value(key, h, o)).collect();
        table.record(key, &values).unwrap();
    }
    table
}

/// Asserts equality to about eleven significant digits.
pub fn near(found: f64, expected: f64) {
    let size = expected.abs().max(1e-300);
    assert!(
        (found - expected).abs() <= 2e-11 * size,
        "{found} is not {expected}"
    );
}

/// Eighty points of noise in 25 inputs, two fifths of them of interest by luck alone.
pub fn noise(seed: u64, salt: u32) -> Cases {
    let draw = |case: u32, input: u32| uniform(seed, Purpose::Design, case, input, 0, salt);
    let names: Vec<u32> = (1..=80).collect();
    let column = |input: u32| names.iter().map(|&case| draw(case, input)).collect();
    let inputs: Vec<(usize, Vec<f64>)> = (0..25)
        .map(|input| (input as usize, column(input)))
        .collect();
    let interest: Vec<bool> = names.iter().map(|&case| draw(case, 999) < 0.4).collect();
    Cases::new(&names, &inputs, &interest).unwrap()
}
