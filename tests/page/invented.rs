//! Findings of realistic shape: the built-in experiments, with numbers that follow fixed formulas.

use grip::analysis::claims::{Judged, judge};
use grip::analysis::paths::{Paths, PlaceDifference, PlaceValue, Places, YearValue};
use grip::analysis::robustness::ArmSet;
use grip::analysis::shapley::Attribution;
use grip::analysis::stopping::Stopped;
use grip::analysis::study::{
    Arm, Better, Block, Margin, OutcomeInfo, ParameterColumn, PointInfo, Study, Unit,
};
use grip::analysis::summary::{Summary, SummaryOptions, summarise};
use grip::analysis::table::{RunKey, RunTable};
use grip::engine::{self, OUTCOMES, PLACE_OUTCOMES};
use grip::report::findings::{AuditRow, Findings};
use grip::scenario::check::Known;
use grip::scenario::geography::{SyntheticSettings, synthetic};
use grip::scenario::library::{self, Kind};
use grip::scenario::{Changes, Experiment, Geography, Width, check};

/// Everything that findings borrow.
pub struct Kept {
    pub experiment: Experiment,
    pub geography: Geography,
    pub table: RunTable,
    pub summary: Summary,
    pub paths: Vec<Paths>,
    pub places: Places,
    pub attribution: Option<Attribution>,
    pub audits: Vec<AuditRow>,
    pub clips: Vec<(String, u64, u64)>,
    pub reasons: Vec<(String, u64)>,
    pub notes: Vec<String>,
    pub claims: Vec<Judged>,
    pub stopped: Option<Stopped>,
}

impl Kept {
    pub fn findings(&self) -> Findings<'_> {
        let planned = self.experiment.runs();
        let failed: u64 = self.reasons.iter().map(|(_, count)| count).sum();
        Findings {
            experiment: &self.experiment,
            geography: &self.geography,
            table: &self.table,
            summary: &self.summary,
            paths: &self.paths,
            places: &self.places,
            attribution: self.attribution.as_ref(),
            screen: None,
            audits: &self.audits,
            clips: &self.clips,
            runs: (planned, planned - failed, &self.reasons),
            claims: &self.claims,
            stopped: self.stopped.as_ref(),
            digest: "3f9a41c2d85be7700c1d",
            notes: &self.notes,
        }
    }
}

/// A built-in experiment of the given size.
pub fn experiment(name: &str, changes: &Changes) -> Experiment {
    let source = library::source(Kind::Experiment, name).unwrap();
    let outcomes: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    let known = Known {
        outcomes: &outcomes,
        arm: &library::built_in_arm,
        structure: &library::built_in_structure,
        table: &library::no_table,
    };
    check::experiment(&source, name, changes, &known)
        .unwrap()
        .value
}

/// What is run of an experiment; parameters of point p are filled in by `inputs(p, parameter)`, a
/// number from 0 to 1 within the sampled range.
pub fn study(experiment: &Experiment, inputs: impl Fn(u32, usize) -> f64) -> Study {
    let count = experiment.size.points;
    let mut points = vec![PointInfo {
        sweep_point: 0,
        block: 0,
        replicates: experiment.default_seeds,
    }];
    points.extend((1..=count).map(|number| PointInfo {
        sweep_point: number,
        block: 1,
        replicates: experiment.size.replicates,
    }));
    let mut blocks = vec![Block {
        label: "default".into(),
        unit: Unit::Seed,
        noise_from: None,
    }];
    if count > 0 {
        blocks.push(Block {
            label: "prior".into(),
            unit: Unit::Point,
            noise_from: Some(0),
        });
    }
    let sampled = if count > 0 {
        experiment.scenario.sampled()
    } else {
        Vec::new()
    };
    let parameters = sampled.iter().enumerate().map(|(at, parameter)| {
        let [low, high] = parameter.sampled.unwrap_or(parameter.range);
        let value = |info: &PointInfo| match info.sweep_point {
            0 => parameter.default,
            number => low + (high - low) * inputs(number, at),
        };
        ParameterColumn {
            path: parameter.path.into(),
            label: parameter.meaning.into(),
            values: points.iter().map(value).collect(),
        }
    });
    Study {
        domains: experiment.scenario.switches.domains,
        experiment: experiment.name.clone(),
        arms: experiment
            .arms
            .iter()
            .map(|arm| Arm {
                name: arm.name.clone(),
                label: match arm.name.split_once('@') {
                    Some((_, step)) => format!("{}, grip {step}", arm.label),
                    None => arm.label.clone(),
                },
                ranked: arm.ranked,
            })
            .collect(),
        baseline: experiment
            .arms
            .iter()
            .position(|arm| arm.name == experiment.baseline)
            .unwrap(),
        blocks,
        horizons: experiment.horizons_months.clone(),
        outcomes: OUTCOMES
            .iter()
            .map(|outcome| info(experiment, outcome))
            .collect(),
        parameters: parameters.collect(),
        points,
    }
}

fn info(experiment: &Experiment, outcome: &engine::Outcome) -> OutcomeInfo {
    let (domain, system) = experiment.margin(outcome.name);
    let margin = |width| match width {
        Width::Absolute(size) => Margin::Fixed(size),
        Width::ShareOfBaseline(share) => Margin::ShareOfBaseline {
            share,
            of: Vec::new(),
        },
    };
    OutcomeInfo {
        name: outcome.name.into(),
        label: outcome.name.replace('_', " "),
        unit: outcome.unit.into(),
        better: match outcome.better {
            engine::Better::Higher => Better::Higher,
            engine::Better::Lower => Better::Lower,
            engine::Better::Neither => Better::Neither,
        },
        domain_margin: Some(margin(domain)),
        system_margin: Some(margin(system)),
    }
}

pub fn summary(experiment: &Experiment, table: &RunTable) -> Summary {
    let study = table.study();
    let sets = experiment.subsets.iter().map(|subset| ArmSet {
        label: subset.name.clone(),
        arms: subset
            .arms
            .iter()
            .filter_map(|name| study.arm(name))
            .collect(),
    });
    let sets = sets.filter(|set| set.arms.len() > 1).collect();
    summarise(
        table,
        &SummaryOptions {
            sets,
            tails: Vec::new(),
        },
    )
    .unwrap()
}

/// A number between -1 and 1 that looks scattered but is fixed by its position.
pub fn scatter(position: u64) -> f64 {
    let mixed = position.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = mixed ^ (mixed >> 32);
    ((mixed >> 11) as f64 / (1_u64 << 52) as f64) - 1.0
}

/// A value of a run: a level of its outcome, an effect of the arm that two inputs turn, and luck
/// that all arms share in part.
fn value(study: &Study, key: RunKey, horizon: usize, outcome: usize) -> Option<f64> {
    if !OUTCOMES[outcome].is_in(study.domains) {
        return None;
    }
    let (arm, point) = (key.arm as u64, key.point as u64);
    let input = |at: usize| {
        study.parameters.get(at).map_or(0.5, |found| {
            let low = found.values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = found
                .values
                .iter()
                .copied()
                .fold(f64::NEG_INFINITY, f64::max);
            (found.values[key.point] - low) / (high - low)
        })
    };
    let size = match OUTCOMES[outcome].unit {
        "GBP m a year" => 100.0,
        "GBP m" => 900.0,
        "QALY a year" | "QALY" => 4_000.0,
        "months" => 10.0,
        _ => 0.5,
    };
    let wave = scatter(31 * arm + 7 * outcome as u64);
    let effect =
        0.3 * wave + 0.4 * (input(3) - 0.5) * arm as f64 / 9.0 - 0.3 * (input(8) - 0.5) * wave;
    let luck = 0.06 * scatter(1_000 + 97 * point + 13 * u64::from(key.replicate) + outcome as u64)
        + 0.02 * scatter(9_000 + 131 * point + 17 * u64::from(key.replicate) + 7_919 * arm);
    let baseline = key.arm == study.baseline;
    let effect = if baseline { 0.0 } else { effect };
    Some(size * (1.0 + 0.2 * horizon as f64 + effect + luck))
}

/// Findings of a built-in experiment.
pub fn kept(name: &str, points: u64, seeds: u64) -> Kept {
    kept_alike(name, points, seeds, &[])
}

/// The same where no arm differs from another in these outcomes.
pub fn kept_alike(name: &str, points: u64, seeds: u64, alike: &[&str]) -> Kept {
    let changes = Changes {
        points: Some(points),
        replicates: Some(seeds),
        ..Changes::default()
    };
    let experiment = experiment(name, &changes);
    let geography = synthetic(&SyntheticSettings::default());
    let study = study(&experiment, |point, parameter| {
        f64::midpoint(scatter(u64::from(point) * 1_009 + parameter as u64), 1.0)
    });
    let mut table = RunTable::new(study.clone()).unwrap();
    for arm in 0..study.arms.len() {
        for (point, info) in study.points.iter().enumerate() {
            for replicate in 0..info.replicates {
                let key = RunKey {
                    arm,
                    point,
                    replicate,
                };
                if (arm, point, replicate) == (1, 0, 0) {
                    table.record_failure(key).unwrap();
                    continue;
                }
                let cells = (0..study.horizons.len())
                    .flat_map(|h| (0..study.outcomes.len()).map(move |o| (h, o)));
                let values = cells.map(|(h, o)| {
                    let found = value(&study, key, h, o)?;
                    Some(if alike.contains(&study.outcomes[o].name.as_str()) {
                        1.0
                    } else {
                        found
                    })
                });
                let values: Vec<Option<f64>> = values.collect();
                table.record(key, &values).unwrap();
            }
        }
    }
    let summary = summary(&experiment, &table);
    let months: Vec<u32> = (1..=15).map(|year| 12 * year).collect();
    let outcomes: Vec<String> = OUTCOMES
        .iter()
        .filter(|o| o.keeps_path)
        .map(|o| o.name.into())
        .collect();
    let of = |arm: usize, name: &str, year: f64| {
        let grown = year / (year + 4.0);
        let mean = match name {
            "saving_real_total" => 13_000.0 * grown,
            "saving_reported_total" => 17_000.0 * grown,
            "gap_to_path" => (20.0 * ((year - 2.0) / 4.0).clamp(0.0, 1.0)) - 13.0 * grown,
            "saving_real_disinvestment" => 400.0 * grown * (1.0 + 0.05 * arm as f64),
            "saving_reported_disinvestment" => 650.0 * grown * (1.0 + 0.05 * arm as f64),
            "possible_value" => 560.0,
            _ => grown,
        };
        Some(YearValue {
            n: 30,
            mean,
            quantiles: [mean * 0.9, mean * 0.97, mean * 1.03, mean * 1.1],
        })
    };
    let path = |arm: usize| {
        let line = |name: &String| {
            (1..=15)
                .map(|year| of(arm, name, f64::from(year)))
                .collect()
        };
        outcomes.iter().map(line).collect()
    };
    let paths = vec![Paths {
        block: "prior".into(),
        months,
        values: (0..study.arms.len()).map(path).collect(),
        outcomes: outcomes.clone(),
    }];
    let areas: Vec<String> = geography
        .partition(geography.reporting)
        .unwrap()
        .names
        .clone();
    let mean_of = |arm: usize, at: usize| {
        0.11 + 0.02 * scatter(at as u64) + 0.004 * arm as f64 * scatter(at as u64 + 77 * arm as u64)
    };
    let place = |arm: usize, at: usize| {
        let mean = mean_of(arm, at);
        let difference = mean - mean_of(0, at);
        PlaceValue {
            n: 30,
            mean,
            low: mean - 0.004,
            high: mean + 0.004,
            difference: (arm > 0).then_some(PlaceDifference {
                n: 30,
                mean: difference,
                low: difference - 0.002,
                high: difference + 0.002,
            }),
        }
    };
    let places = Places {
        outcomes: PLACE_OUTCOMES
            .iter()
            .map(|(name, meaning)| ((*name).into(), (*meaning).into()))
            .collect(),
        horizons: study.horizons.clone(),
        values: (0..study.arms.len())
            .map(|arm| {
                vec![
                    vec![(0..areas.len()).map(|at| place(arm, at)).collect(); PLACE_OUTCOMES.len()];
                    study.horizons.len()
                ]
            })
            .collect(),
        areas,
    };
    let claims = judge(&table, &experiment.claims, None, |_| true);
    Kept {
        experiment,
        geography,
        table,
        summary,
        paths,
        places,
        attribution: None,
        audits: Vec::new(),
        clips: vec![
            ("view".into(), 12_345, 9_876_543),
            ("gain_seen".into(), 3, 44),
        ],
        reasons: vec![("net_saving is NaN at month 60".into(), 1)],
        notes: vec!["Need was drawn, not measured.".into()],
        claims,
        stopped: None,
    }
}
